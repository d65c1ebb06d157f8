"""The formula that is a link, `HYPERLINK`: the address that it says itself, or that it computes one.

Source: [MS-XLSB] 2.2.2 and [MS-XLS] 2.2.2 for the tokens of formulas; 359 is the number of the function there.
"""

from __future__ import annotations

import re
import struct

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_CALL = re.compile(r'=?(?:of:=)?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*([;,)].*)', re.DOTALL | re.IGNORECASE)
_LINK_WORD = re.compile(r"HYPERLINK\s*\(", re.IGNORECASE)


def address_in_formula(formula: str) -> str | None:
    """The address that a formula in words links to; "" where it computes one, None where it is no link."""
    if not _LINK_WORD.search(_TEXT.sub('""', formula)):
        return None
    call = _CALL.fullmatch(formula.strip())
    return call[1].replace('""', '"') if call and _closes_last(_TEXT.sub("", call[2])) else ""


def _closes_last(rest: str) -> bool:
    """Whether the bracket that a call opened is closed by the last sign of what follows."""
    depth = 1
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(rest) - 1
    return False


_TEXT_TOKEN, _CALL_TOKENS, _HYPERLINK = 0x17, (0x22, 0x42, 0x62), 359
_CELL_TOKENS = b"\x24\x44\x64"
_CONSTANTS = dict(zip(b"\x16\x1d\x1e\x1f", (1, 2, 3, 9), strict=True))  # nothing, a flag, two numbers; their sizes
_CALL_SIZE = 4  # the token, how many arguments, which function


def address_in_tokens(tokens: bytes, *, old: bool) -> str | None:
    """The same of a formula in tokens, those of an .xls (`old`) or of an .xlsb."""
    said = tokens[-_CALL_SIZE:]
    if len(said) < _CALL_SIZE or said[0] not in _CALL_TOKENS or struct.unpack_from("<H", said, 2)[0] != _HYPERLINK:
        return "" if _calls_link(tokens) else None
    arguments, first = said[1] & 0x7F, tokens[:-_CALL_SIZE]
    text, end = _text_token(first, old)
    alone = end == len(first) if arguments == 1 else end + _size_of_operand(first, end, old) == len(first)
    return text if text and alone else ""


def _calls_link(tokens: bytes) -> bool:
    """Whether some tokens call the function among others."""
    call = struct.pack("<H", _HYPERLINK)
    return any(bytes((token, count)) + call in tokens for token in _CALL_TOKENS for count in (1, 2))


def _text_token(tokens: bytes, old: bool) -> tuple[str, int]:
    """The text that tokens begin with, and where it ends; none where they begin otherwise."""
    if len(tokens) < 3 or tokens[0] != _TEXT_TOKEN:
        return "", 0
    size = tokens[1] if old else struct.unpack_from("<H", tokens, 1)[0]
    wide = 2 if not old or tokens[2] & 1 else 1
    end = 3 + size * wide
    return tokens[3:end].decode("utf-16-le" if wide == 2 else "latin-1", "replace"), end


def _size_of_operand(tokens: bytes, at: int, old: bool) -> int:
    """How many bytes one plain operand takes: a text, a number, a cell, nothing; 0 for any other token."""
    kind = tokens[at] if at < len(tokens) else 0
    if kind == _TEXT_TOKEN:
        return _text_token(tokens[at:], old)[1]
    return (5 if old else 7) if kind in _CELL_TOKENS else _CONSTANTS.get(kind, 0)

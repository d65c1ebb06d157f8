"""Good files made bad: their bytes, or the XML of their parts, changed by chance."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.guard.hostile.build import archive

EXTREMES = (b"0", b"-1", b"1048576", b"1048577", b"4294967295", b"4294967296", b"9" * 30, b"1e308", b"NaN", b"x", b"")
WORDS = (
    b"XFD1048576",
    b"A0",
    b"A1:XFD1048576",
    b"&#0;",
    b"&x;",
    b"<!--",
    b"]]>",
    b"\xff\xfe",
    b"\0",
    b"<a",
    b"</c>",
    b"#REF!",
)


def mutate(content: bytes, dice: random.Random) -> bytes:
    """The file with one to four changes."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        if content.startswith(b"PK") and dice.random() < 0.8:
            content = _in_a_part(content, dice)
        else:
            content = dice.choice(BYTES)(content, dice)
    return content


# --- bytes ------------------------------------------------------------------------------------------------


def _flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20))):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _drop(content: bytes, dice: random.Random) -> bytes:
    start, end = _span(content, dice)
    return content[:start] + content[end:]


def _repeat(content: bytes, dice: random.Random) -> bytes:
    start, end = _span(content, dice)
    return content[:end] + content[start:end] * dice.choice((1, 2, 50)) + content[end:]


def _swap(content: bytes, dice: random.Random) -> bytes:
    start, end = _span(content, dice)
    other = dice.randrange(len(content) + 1)
    return content[:start] + content[other : other + end - start] + content[end:]


def _number(content: bytes, dice: random.Random) -> bytes:
    """Two or four bytes that count something, made as large or as small as can be."""
    size = dice.choice((2, 4, 4))
    at = dice.randrange(max(len(content) - size, 1))
    new = dice.choice((b"\0" * size, b"\xff" * size, b"\xff" * (size - 1) + b"\x7f", b"\1" + b"\0" * (size - 1)))
    return content[:at] + new + content[at + size :]


def _span(content: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(content) + 1)
    return start, min(len(content), start + dice.choice((1, 4, 64, 600)))


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _cut, _drop, _repeat, _swap, _number)

# --- XML --------------------------------------------------------------------------------------------------


def _a_number(xml: bytes, dice: random.Random) -> bytes:
    return _replace_one(xml, rb"[0-9]+", dice.choice(EXTREMES), dice)


def _a_word(xml: bytes, dice: random.Random) -> bytes:
    return _replace_one(xml, rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', dice.choice(WORDS), dice)


def _a_tag(xml: bytes, dice: random.Random) -> bytes:
    """A tag dropped, or another put in its place."""
    tags = re.findall(rb"<[^<>]+>", xml)
    new = dice.choice((b"", *tags[:50], dice.choice(tags))) if tags else b""
    return _replace_one(xml, rb"<[^<>]+>", new, dice)


def _an_element_again(xml: bytes, dice: random.Random) -> bytes:
    found = list(re.finditer(rb"<(\w+)[^<>]*>[^<>]*</\1>", xml))
    if not found:
        return xml
    chosen = dice.choice(found)
    return xml[: chosen.end()] + chosen[0] * dice.choice((1, 2, 1_000)) + xml[chosen.end() :]


def _an_attribute(xml: bytes, dice: random.Random) -> bytes:
    return _replace_one(
        xml, rb' [\w:]+="[^"]*"', dice.choice((b"", b' r="XFD1048576"', b' t="s"', b' s="99999"')), dice
    )


def _replace_one(xml: bytes, pattern: bytes, new: bytes, dice: random.Random) -> bytes:
    found = list(re.finditer(pattern, xml))
    if not found:
        return xml
    chosen = dice.choice(found)
    return xml[: chosen.start()] + new + xml[chosen.end() :]


XML: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _a_number,
    _a_number,
    _a_word,
    _a_tag,
    _an_element_again,
    _an_attribute,
    *BYTES,
)


def _in_a_part(content: bytes, dice: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts = {name: opened.read(name) for name in opened.namelist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError, ValueError, EOFError):
        return _flip(content, dice)
    name = dice.choice(list(parts))
    if dice.random() < 0.03:
        del parts[name]
    else:
        parts[name] = dice.choice(XML if parts[name].lstrip().startswith(b"<") else BYTES)(parts[name], dice)
    return archive(parts)

"""A table as text (CSV and its like): its alphabet, the mark between its cells, its rows, within limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pacxl.errors import FileDamaged, FileTooLarge, GridTooLarge
from pacxl.guard.limits import MB, Limits

MARKS = ("\t", ";", ",", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LONGEST_CELL = 2**20  # characters: of a quote that is never closed, the rest of the file would be one cell
_SAMPLE = 20  # rows that the mark is told by


class Decoded(NamedTuple):
    """A file's text, and the alphabet it was read in."""

    text: str
    encoding: str


def decoded_text_table(content: bytes, whole: bool = True) -> Decoded:
    """The text of a file: as its mark says, else UTF-16 or UTF-8 if it can be, else Windows's own alphabet. Of a
    beginning that is not the `whole`, the last character may be cut in two."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(encoding, "replace"), encoding)
    half = len(content) // 2
    for encoding, zeros in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if half > 4 and zeros.count(0) > half // 2:
            return Decoded(content.decode(encoding, "replace"), encoding)
    for cut in (0,) if whole else range(4):
        try:
            return Decoded(content[: len(content) - cut].decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            continue
    try:
        return Decoded(content.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Decoded(content.decode("latin-1"), "latin-1")


def text_table_mark(text: str) -> str:
    """The mark between the cells of a table as text: the one that gives its first rows most cells, and as many in
    each; "" where none does."""
    named, _ = _named(text)
    if named:
        return named
    best, most = "", (0, 0)
    for mark in MARKS:
        widths = [len(row) for row in _first_rows(text, mark) if any(row)]
        usual = widths[0] if widths else 0  # the row of headers
        like = sum(width == usual for width in widths)
        if usual > 1 and (like, usual) > most:
            best, most = mark, (like, usual)
    return best


def text_table_rows(text: str, mark: str) -> Iterator[list[str]]:
    """The rows of a table as text; raises csv.Error for a cell without end."""
    csv.field_size_limit(_LONGEST_CELL)
    _, rest = _named(text)
    return csv.reader(io.StringIO(rest, newline=""), delimiter=mark or ",")


def text_table_headers(text: str) -> Iterator[list[str]]:
    """The first rows of a table as text, among which its headers are."""
    yield from (row for row in _first_rows(text, text_table_mark(text)) if any(row))


def _first_rows(text: str, mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in text_table_rows(text, mark):
            rows.append(row)
            if len(rows) == _SAMPLE:
                break
    except csv.Error:
        pass
    return rows


def _named(text: str) -> tuple[str, str]:
    """The mark that a first line `sep=;` names, as Excel wants it, and the text after it."""
    if text[:4].lower() != "sep=":
        return "", text
    line, _, rest = text.partition("\n")
    mark = line.rstrip("\r")[4:5]
    return (mark, rest) if mark in MARKS else ("", text)


class TextTable(NamedTuple):
    """The rows of a table as text, as long as the longest (the blank ones are one and the same), and how it was read:
    its alphabet, its mark."""

    rows: list[list[str]]
    encoding: str
    mark: str


def text_table(content: bytes, path: Path, limits: Limits) -> TextTable:
    """The table that a file is; raises FileTooLarge, GridTooLarge, and FileDamaged for a quote that is not closed."""
    if len(content) > limits.text:
        most = limits.text // MB
        raise FileTooLarge(str(path), f"un texte de plus de {most} Mo", f"a text of more than {most} MB")
    text, encoding = decoded_text_table(content)
    mark = text_table_mark(text)
    rows: list[list[str]] = []
    width = 0
    try:
        for row in text_table_rows(text, mark):
            while row and row[-1] == "":
                row.pop()
            rows.append(row)
            width = max(width, len(row))
            if len(rows) * width > limits.cells:
                raise GridTooLarge(str(path), f"{len(rows)} × {width}")
    except csv.Error as fault:
        raise FileDamaged(str(path), f" ({fault})") from None
    while rows and not rows[-1]:
        rows.pop()
    blank = [""] * width
    return TextTable([row + [""] * (width - len(row)) if row else blank for row in rows], encoding, mark)

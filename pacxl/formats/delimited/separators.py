"""The text of a file, in whatever alphabet; the mark that stands between its cells; and its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

MARKS = ("\t", ";", ",", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LONGEST_CELL = 2**20  # characters: of a quote that is never closed, the rest of the file would be one cell
_SAMPLE = 20  # rows that the mark is told by


class Text(NamedTuple):
    """A file's text, and the alphabet it was read in."""

    text: str
    encoding: str


def decoded(content: bytes, whole: bool = True) -> Text:
    """The text of a file: as its mark says, else UTF-16 or UTF-8 if it can be, else Windows's own alphabet. Of a
    beginning that is not the `whole`, the last character may be cut in two."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return Text(content[len(mark) :].decode(encoding, "replace"), encoding)
    half = len(content) // 2
    for encoding, zeros in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if half > 4 and zeros.count(0) > half // 2:
            return Text(content.decode(encoding, "replace"), encoding)
    for cut in (0,) if whole else range(4):
        try:
            return Text(content[: len(content) - cut].decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            continue
    try:
        return Text(content.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Text(content.decode("latin-1"), "latin-1")


def mark_of(text: str) -> str:
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


def rows_of(text: str, mark: str) -> Iterator[list[str]]:
    """The rows of a table as text; raises csv.Error for a cell without end."""
    csv.field_size_limit(_LONGEST_CELL)
    _, rest = _named(text)
    return csv.reader(io.StringIO(rest, newline=""), delimiter=mark or ",")


def headers_of(text: str, most: int = _SAMPLE) -> Iterator[list[str]]:
    """The first rows of a table as text, among which its headers are."""
    yield from (row for row in _first_rows(text, mark_of(text), most) if any(row))


def _first_rows(text: str, mark: str, most: int = _SAMPLE) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in rows_of(text, mark):
            rows.append(row)
            if len(rows) == most:
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

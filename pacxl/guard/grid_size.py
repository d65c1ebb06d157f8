"""How large a grid the cells of a sheet span from A1, and how much text they hold.

It is told from the sheet's XML, before a library lays the grid out in memory. In odd files it may tell too much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pacxl.a1 import column_number


class Corner(NamedTuple):
    """How many rows and columns of cells, from A1 to the farthest cell that holds something."""

    rows: int = 0
    cols: int = 0

    @property
    def cells(self) -> int:
        return self.rows * self.cols


# Every program writes a cell as `<c r="B12" s="3" t="s">`; anything else is looked at tag by tag. These patterns
# begin with a constant, which is what makes them fast.
_REST = rb'(?: [stcvp][mh]?="[A-Za-z0-9]*+")*+/?>'
_BEYOND_AZ999 = re.compile(rb'<c(?![a-z]| r="A?[A-Z][0-9]{1,3}"' + _REST + b")")
_BEYOND_ZZ9999 = re.compile(rb'<c(?![a-z]| r="[A-Z]{1,2}[0-9]{1,4}"' + _REST + b")")
_BEYOND_AZ99999 = re.compile(rb'<c(?![a-z]| r="A?[A-Z][0-9]{1,5}"' + _REST + b")")
_AT_A_GLANCE = (
    (_BEYOND_AZ999, Corner(999, 52)),
    (_BEYOND_ZZ9999, Corner(9_999, 702)),
    (_BEYOND_AZ99999, Corner(99_999, 52)),
)
_ODD = re.compile(rb'<c(?![a-z]| r="[A-Z]{1,3}[0-9]{1,7}"' + _REST + b")")
_NUMBERED = re.compile(rb"\sr\s*=")
_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>/]*><[^/]')


def grid_size_at_a_glance(sheet: bytes) -> Corner | None:
    """How large a worksheet's grid is at a glance: a corner beyond all its cells, if the quickest look shows them to
    be near: so they are in most."""
    return None if b":sheetData" in sheet or _BEYOND_AZ999.search(sheet) else Corner(999, 52)


def grid_corner(sheet: bytes, most: int) -> Corner:
    """How large a worksheet's grid is: the farthest corner of its cells; if a glance shows it to be within `most`, a
    corner beyond it."""
    if b":sheetData" in sheet:
        return _odd(sheet, most)
    for pattern, bound in _AT_A_GLANCE:
        if bound.cells <= most and not pattern.search(sheet):
            return bound
    if not _NUMBERED.search(sheet):
        lines = sheet.split(b"<row")[1:]
        return Corner(len(lines), max((line.count(b"<c") for line in lines), default=0))
    if _ODD.search(sheet):
        return _odd(sheet, most)
    filled = _FILLED.findall(sheet)
    rows = max((int(row) for row in {row for _, row in filled}), default=0)
    return Corner(rows, max((_number(letters) for letters in {col for col, _ in filled}), default=0))


_PLAIN_ROW, _ANY_ROW = re.compile(rb"<row(?=[\s/>])"), re.compile(rb"[<:]row(?=[\s/>])")
_ANY_REFERENCE = re.compile(rb"""r\s*=\s*["']?([A-Za-z]*)([0-9]{1,18})""")


def _odd(sheet: bytes, most: int) -> Corner:
    """The corner of a sheet whose cells are written in another way (`s` before `r`, single quotes, a prefix).

    It is no farther than the farthest reference of any kind, and as many rows and cells without a number after it as
    there are at all; only where that is too far is each tag looked at."""
    lines = (_ANY_ROW if b":row" in sheet else _PLAIN_ROW).split(sheet)
    references = _ANY_REFERENCE.findall(sheet)
    rows = max(map(int, {row for _, row in references}), default=0) + len(lines) - 1
    cols = max(map(_number, {col for col, _ in references if col}), default=0)
    cols += max(line.count(b"<c") + line.count(b":c") for line in lines)
    bound = Corner(rows, cols)
    return bound if bound.cells <= most else _by_tags(sheet)


_TAG = re.compile(
    rb"""<(?P<end>/)?(?:[\w.-]+:)?(?P<name>row|c)(?=[\s/>])(?P<with>(?:[^>"']++|"[^"]*"|'[^']*')*+)>(?=(?P<next><?/?))"""
)
_REFERENCE = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']?([A-Za-z]*)([0-9]{1,18})""")


def _by_tags(sheet: bytes) -> Corner:
    """Cells and rows may have no number, and are then counted; or two, and then the farther one counts."""
    rows = cols = row = col = 0
    for tag in _TAG.finditer(sheet):
        if tag["end"]:
            row, col = (row + 1, 0) if tag["name"] == b"row" else (row, col)
            continue
        references = _REFERENCE.findall(tag["with"])
        named = max((int(number) - 1 for _, number in references), default=row)
        if tag["name"] == b"row":
            row = named
            continue
        col = max((_number(letters) for letters, _ in references if letters), default=col + 1)
        if not tag["with"].endswith(b"/") and tag["next"] != b"</":
            rows, cols = max(rows, named + 1), max(cols, col)
    return Corner(rows, cols)


def _number(letters: bytes) -> int:
    """A column's number, from 1."""
    return column_number(letters[:12].decode()) + 1


_AREA = re.compile(rb"""\sref\s*=\s*["']\$?([A-Za-z]+)\$?([0-9]{1,18})(?::\$?([A-Za-z]+)\$?([0-9]{1,18}))?["']""")


def grid_size_of_table(table: bytes) -> int:
    """How large a grid an Excel Table is, in cells, as its part says where it stands."""
    found = _AREA.search(table)
    if not found:
        return 0
    left, top, right, bottom = found.groups()
    return (int(bottom or top) - int(top) + 1) * (_number(right or left) - _number(left) + 1)


# --- texts ------------------------------------------------------------------------------------------------

_PLAIN_ITEM, _ITEM = re.compile(rb"<si(?=[\s/>])"), re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")
_SMALLEST_CELL = len('<c t="s"><v>0</v></c>')
_USED = re.compile(rb"""t=["']s["'][^>]*>\s*<(?:[\w.-]+:)?v[^>]*>\s*([0-9]{1,18})""")


def text_size_of_grids(strings: bytes, sheets: Sequence[bytes], most: int) -> int:
    """The size of the texts of grids: the bytes of the shared strings, each as often as cells show it; a bound on
    them if that is within `most`."""
    lengths = [len(piece) for piece in (_ITEM if b":si" in strings else _PLAIN_ITEM).split(strings)[1:]]
    bound = max(lengths, default=0) * sum(len(sheet) for sheet in sheets) // _SMALLEST_CELL
    if bound <= most:
        return bound
    return sum(lengths[used] for sheet in sheets for used in map(int, _USED.findall(sheet)) if used < len(lengths))


# --- OpenDocument -----------------------------------------------------------------------------------------

_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["']\s*\+?([0-9]{1,18})""")
_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["']\s*\+?([0-9]{1,18})""")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell")
_HOLDS = re.compile(rb"office:(?:string-|boolean-)?value|table:formula|<text:")


class Spread(NamedTuple):
    """What the sheets of an OpenDocument come to once its repeated cells and rows are laid out."""

    sheets: int
    cells: int
    text: int  # bytes


def ods_size(content: bytes) -> Spread:
    """How large the grids of an OpenDocument are, sheet by sheet. Rows and cells without content count where some
    follow them."""
    tables = content.split(b"<table:table ")[1:] + content.split(b"<table:table>")[1:]
    cells = text = 0
    for table in tables:
        last = last_col = row = 0
        for line in table.split(b"<table:table-row")[1:]:
            times = _times(_ROWS, line[: line.find(b">")]) if b"number-rows-repeated" in line else 1
            row += times
            if _HOLDS.search(line):
                cols, written = _line(line)
                last, last_col, text = row, max(last_col, cols), text + written * times
        cells += last * last_col
    return Spread(len(tables), cells, text)


def _line(row: bytes) -> tuple[int, int]:
    """How far the cells of a row that hold something reach, and what its texts come to."""
    held = max(row.rfind(b"office:"), row.rfind(b"table:formula"), row.rfind(b"<text:"))
    upto = row[: row.find(b">", held) + 1]
    if b"number-columns-repeated" not in upto:
        return len(_CELL.findall(upto)), len(upto)
    col = written = reached = 0
    for cell in _CELL.split(upto)[1:]:
        times = _times(_COLUMNS, cell[: cell.find(b">")])
        col += times
        if _HOLDS.search(cell):
            reached, written = col, written + len(cell) * times
    return reached, written


def _times(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1]) if found else 1

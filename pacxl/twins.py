"""A table that stands twice in a file: the rest of it, moved to another place, or a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pacxl.expr import Type
from pacxl.finding import Finding, Place, address
from pacxl.located import Located
from pacxl.opened import Opened


def compare(twin: Located, found: Sequence[Located], opened: Opened, file: str) -> Finding:
    """What a second table of a kind is. Rows that stand nowhere else make it the rest of the first: they are counted.

    Rows that all stand in the first make it a copy. Where some stand in both and others do not, which are right is
    not ours to say: none of the second is counted.
    """
    firsts = [each for each in found if each.part.name == twin.part.name]
    keys = [
        c.key for c in twin.table.stored if c.key in twin.columns and all(c.key in each.columns for each in firsts)
    ]
    known = [row for each in firsts for row in _rows(each, keys, opened)]
    mine = _rows(twin, keys, opened)
    names = [number for number, key in enumerate(keys) if twin.table.by_key[key].kind.type is Type.TEXT][:1] or [0]
    place = Place(file, twin.sheet, address(twin.top, twin.headers[0].col), twin.part.name)
    about = {"table": twin.part.name, "other": firsts[0].sheet}
    new = [row for row in mine if row not in known]
    if not mine:
        return Finding("header-repeated", place, about=about)
    if not new:
        return Finding("table-copied", place, about=about)
    if not {row[names[0]] for row in mine} & {row[names[0]] for row in known}:
        return Finding("table-split", place, about=about | {"count": str(len(mine))})
    return Finding("copy-differs", place, about=about | {"count": str(len(new))})


def _rows(found: Located, keys: Sequence[str], opened: Opened) -> list[tuple[Any, ...]]:
    """A table's rows that hold something, as far as some columns go."""
    grid, columns = opened.sheets[found.sheet], [found.columns[key] for key in keys]
    rows = (tuple(grid[row][col] for col in columns) for row in found.rows)
    return [row for row in rows if any(cell != "" for cell in row)]

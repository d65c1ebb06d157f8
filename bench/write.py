"""What a blank workbook asks of people and costs, for each built-in template: its sheets, the cells to fill in, those
of them in sight, how large it is, how long it takes to be made and written.

    python bench/write.py [--rounds 3]

The templates take turns, so that a machine that slows down slows them all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import openpyxl

import pacxl
from pacxl.settings.text import templates

DAY = dt.date(2026, 5, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in templates()}
    shown: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, taken in times.items():
                path = Path(folder) / f"{name}.xlsx"
                taken.append(timed(name, path))
                shown[name] = shown.get(name) or asked(path)
    for name, pairs in times.items():
        made, written = (statistics.median(each) for each in zip(*pairs, strict=True))
        print(f"{name:14} made {made:6.2f} s   written {written:6.2f} s   {shown[name]}")


def timed(name: str, path: Path) -> tuple[float, float]:
    """Seconds to make the contents of a blank plan, and to write them."""
    start = time.perf_counter()
    plan = pacxl.blank(pacxl.load_settings(name), person="Zoé", period="2026-S1", today=DAY)
    middle = time.perf_counter()
    pacxl.write(plan, path, force=True)
    return middle - start, time.perf_counter() - middle


def asked(path: Path) -> str:
    """What a workbook asks of people, and its size."""
    with warnings.catch_warnings(action="ignore"):  # of what openpyxl does not keep
        sheets = openpyxl.load_workbook(path).worksheets[:-1]  # the last says whose it is
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    cells, in_sight = sum(map(to_fill, sheets)), sum(to_fill(sheet, in_sight=True) for sheet in seen)
    size = path.stat().st_size / 1000
    return f"sheets {len(seen):3} of {len(sheets):3}   cells {in_sight:5} of {cells:5}   {size:6.0f} kB"


def to_fill(sheet: Any, *, in_sight: bool = False) -> int:
    """The cells of a sheet that one may fill in; or only those that no fold hides."""
    folds = [range(each.min, each.max + 1) for each in sheet.column_dimensions.values() if each.hidden]
    folded = {col for fold in folds for col in fold} if in_sight else ()
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.column not in folded)
    return sum(not cell.protection.locked for cell in cells)


if __name__ == "__main__":
    main()

"""How long a blank workbook takes to be made and written, and how large it is, for each built-in template.

    python bench/write.py [--rounds 3]

The templates take turns, so that a machine that slows down slows them all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path

import pacxl
from pacxl.settings.text import templates

DAY = dt.date(2026, 5, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in templates()}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, taken in times.items():
                path = Path(folder) / f"{name}.xlsx"
                taken.append(timed(name, path))
                sizes[name] = path.stat().st_size
    for name, pairs in times.items():
        made, written = (statistics.median(each) for each in zip(*pairs, strict=True))
        print(f"{name:14} made {made:6.2f} s   written {written:6.2f} s   {sizes[name] / 1000:6.0f} kB")


def timed(name: str, path: Path) -> tuple[float, float]:
    """Seconds to make the contents of a blank plan, and to write them."""
    start = time.perf_counter()
    plan = pacxl.blank(pacxl.load_settings(name), person="Zoé", period="2026-S1", today=DAY)
    middle = time.perf_counter()
    pacxl.write(plan, path, force=True)
    return middle - start, time.perf_counter() - middle


if __name__ == "__main__":
    main()

"""Reads files spoiled by chance, and keeps those that do what no file should.

    python tests/guard/fuzz/run.py --minutes 10 [--seed 1] [--keep DIR] [--only-open] [FILE…]

Each is read by the worker and, where that gives its cells, by `pacxl.read`. Prints how many ended how; keeps the
files that ended in an exception that is not pacxl's (a fault of pacxl), and those that the reader did not survive
(contained, and worth a guard).
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

import pacxl
from pacxl.errors import FileUnreadable, PacxlError, TookTooLong, TooMuchMemory
from pacxl.worker.pool import open_in_pool
from tests.guard.fuzz.mutate import mutate
from tests.guard.hostile import CASES
from tests.plans import SMALL, TODAY

SOUND = (
    "a sound workbook, to begin with",
    "a sound OpenDocument, to begin with",
    "a sound .xls, to begin with",
    "a sound .xlsb, to begin with",
)
DIED = (FileUnreadable, TookTooLong, TooMuchMemory)


def seeds(folder: Path, given: list[Path]) -> list[tuple[str, bytes]]:
    """The good files: name, bytes. A plan comes four times as often as the others."""
    plan = pacxl.write(pacxl.blank(SMALL, person="Paul", period="2026-T2", today=TODAY), folder / "plan.xlsx")
    small = [(CASES[sentence].name, CASES[sentence].make()) for sentence in SOUND]
    return [(plan.name, plan.read_bytes())] * 4 + small + [(path.name, path.read_bytes()) for path in given]


def outcome(path: Path, only_open: bool) -> tuple[str, str]:
    """How reading a file ended, and what to keep of it: a foreign exception, or what the reader died of."""
    try:
        open_in_pool(path, pacxl.Limits(seconds=10))
    except DIED as fault:
        return type(fault).__name__, str(fault)
    except PacxlError as fault:
        return type(fault).__name__, ""
    except Exception:
        return "FOREIGN", traceback.format_exc()
    if only_open:
        return "opened", ""
    try:
        pacxl.read(path)
    except PacxlError as fault:
        return f"opened, {type(fault).__name__}", ""
    except Exception as fault:
        return f"FOREIGN {type(fault).__name__}", traceback.format_exc()
    return "read", ""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    words.add_argument("--only-open", action="store_true", help="the reader alone: ten times as many files")
    words.add_argument("files", type=Path, nargs="*", help="more good files to spoil")
    asked = words.parse_args()
    warnings.simplefilter("ignore")
    dice = random.Random(asked.seed)
    ends: collections.Counter[str] = collections.Counter()
    kept: collections.Counter[str] = collections.Counter()
    end = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder:
        known = seeds(Path(folder), asked.files)
        while time.monotonic() < end:
            name, content = dice.choice(known)
            spoiled = mutate(content, dice)
            path = Path(folder) / f"spoiled{Path(name).suffix}"
            path.write_bytes(spoiled)
            how, why = outcome(path, asked.only_open)
            ends[how] += 1
            if why and kept[last := why.strip().splitlines()[-1][-160:]] < 3:
                kept[last] += 1
                asked.keep.mkdir(parents=True, exist_ok=True)
                kept_as = asked.keep / f"{asked.seed}-{sum(ends.values())}{path.suffix}"
                kept_as.write_bytes(spoiled)
                kept_as.with_suffix(".txt").write_text(f"{how}\n{why}", encoding="utf-8")
    print(f"{sum(ends.values())} files in {asked.minutes:g} minutes, seed {asked.seed}")
    for how, count in ends.most_common():
        print(f"  {count:7} {how}")
    for why, count in kept.most_common():
        print(f"  kept {count}: {why}")


if __name__ == "__main__":
    main()

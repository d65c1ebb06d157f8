"""What reading, consolidating and writing cost, beside other libraries on the same files: CPU, wall and memory.

    python -m bench --json results.json [--svg results.svg] [--files 1 10 100] [--turns 5]

Each measure is a process of its own; the ways take turns, so that a machine that slows down slows them all. Quote
the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench.picture import picture
from bench.teams import filled_cells, team_of
from bench.ways import BARE, CALAMINE, PANDAS, READING, SLOW, WRITING

_GLANCE = 0.03  # seconds between two looks at the memory
_FEW = 10  # files of a team that the slow ways read
_WRITTEN = 3  # workbooks that a turn of a way of writing makes
_LIBRARIES = ["pacxl", "pandas", "numpy", "python-calamine", "fastexcel", "openpyxl", "xlsxwriter", "lxml"]
_AGAINST = {**dict.fromkeys(READING, CALAMINE), **dict.fromkeys(WRITING, BARE)}


def main() -> None:
    """Measures what is asked for, and writes it down."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=_Plain)
    words.add_argument("--json", type=Path, required=True, help="the file of the results")
    words.add_argument("--svg", type=Path, help="a picture of them")
    words.add_argument("--files", type=int, nargs="+", default=[1, 10, 100], help="the sizes of the teams")
    words.add_argument("--templates", nargs="+", default=["essentiel", "complet"])
    words.add_argument("--ways", nargs="+", default=[*READING, *WRITING], help="some of the ways")
    words.add_argument("--turns", type=int, default=5)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tasks = list(_tasks(asked, Path(name)))
        turns: list[list[dict[str, float]]] = [[] for _ in tasks]
        for turn in range(asked.turns):
            order = random.Random(turn).sample(range(len(tasks)), len(tasks))
            for number in order:
                turns[number].append(_measured(*tasks[number], Path(name)))
                print(f"\r{turn + 1}/{asked.turns} {sum(map(len, turns))}", end="", file=sys.stderr, flush=True)
        measures = [_summed_up(*task, taken) for task, taken in zip(tasks, turns, strict=True)]
    _compare(measures)
    told = {**_machine(), "turns": asked.turns, "measures": measures}
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if asked.svg:
        asked.svg.write_text(picture(measures), encoding="utf-8")
    _show(measures)


class _Plain(argparse.RawDescriptionHelpFormatter):
    pass


Task = tuple[str, int, str, list[Path]]  # a template, the size of its team, a way, the files


def _tasks(asked: argparse.Namespace, folder: Path) -> Iterator[Task]:
    for template, size in product(asked.templates, asked.files):
        paths = team_of(template, size, folder / template / str(size))
        for way in filter(asked.ways.__contains__, READING):
            yield template, size, way, paths[:_FEW] if way in SLOW else paths
    for template in asked.templates:
        blank = team_of(template, _WRITTEN, folder / template / "written")
        for way in filter(asked.ways.__contains__, WRITING):
            yield template, 0, way, blank


def _measured(template: str, size: int, way: str, paths: Sequence[Path], folder: Path) -> dict[str, float]:
    """One turn: seconds, and the most bytes that the process and those that it starts held at once."""
    output = folder / "out"
    output.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "bench.ways", way, str(output), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        if run.stdout.readline() != "ready\n":
            raise SystemExit(f"{way}, {template}, {size}: it does not begin")
        told: list[str] = []
        waiting = threading.Thread(target=lambda stream: told.append(stream.readline()), args=[run.stdout])
        waiting.start()
        peak = _memory(run.pid)
        while waiting.is_alive():
            waiting.join(_GLANCE)
            peak = max(peak, _memory(run.pid))
    return {**json.loads(told[0]), "peak": peak}


def _memory(pid: int) -> int:
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        return sum(int(each.memory_info().rss) for each in [top, *top.children(recursive=True)])
    return 0


def _summed_up(
    template: str, size: int, way: str, paths: Sequence[Path], turns: list[dict[str, float]]
) -> dict[str, Any]:
    """A measure: medians, a file, and all the turns."""
    files = len(paths)
    cpu, wall, peak = (median(turn[key] for turn in turns) for key in ("cpu", "wall", "peak"))
    cells = sum(map(filled_cells, paths)) if size else 0
    return {
        "template": template,
        "team": size,
        "way": way,
        "files": files,
        "cells": cells,
        "cpu_ms_a_file": round(1000 * cpu / files, 2),
        "wall_ms_a_file": round(1000 * wall / files, 2),
        "cells_a_second": round(cells / wall) if cells else None,
        "peak_mb": round(peak / 2**20, 1),
        "turns": [{"cpu": round(each["cpu"], 4), "wall": round(each["wall"], 4)} for each in turns],
    }


def _compare(measures: list[dict[str, Any]]) -> None:
    """Puts in each measure what it is of the yardsticks' on the same files."""
    known = {(each["template"], each["team"], each["way"]): each for each in measures}
    for each in measures:
        for yardstick in (_AGAINST[each["way"]], PANDAS):
            base = known.get((each["template"], each["team"], yardstick))
            if base is not None:
                ratios = {
                    key: round(each[f"{key}_ms_a_file"] / base[f"{key}_ms_a_file"], 2) for key in ("cpu", "wall")
                }
                each.setdefault("times", {})[yardstick] = ratios


def _machine() -> dict[str, Any]:
    found = {}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    here = {"processors": str(os.cpu_count())}
    here |= {"system": platform.system(), "python": platform.python_version()}
    return {"day": dt.date.today().isoformat(), "machine": here, "libraries": found}


def _show(measures: list[dict[str, Any]]) -> None:
    for (template, team), group in _groups(measures).items():
        print(f"\n{template}, " + (f"{team} workbooks read" if team else "workbooks written"))
        print(f"  {'way':28}{'CPU ms/file':>12}{'×':>7}{'wall':>10}{'×':>7}{'cells/s':>12}{'peak MB':>9}")
        for each in group:
            times = each.get("times", {}).get(_AGAINST[each["way"]], {})
            ratios = [f"{times[key]:.2f}" if key in times else "" for key in ("cpu", "wall")]
            print(
                f"  {each['way']:28}{each['cpu_ms_a_file']:12.1f}{ratios[0]:>7}{each['wall_ms_a_file']:10.1f}"
                f"{ratios[1]:>7}{each['cells_a_second'] or '':>12}{each['peak_mb']:9.0f}"
            )


def _groups(measures: list[dict[str, Any]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for each in measures:
        found.setdefault((each["template"], each["team"]), []).append(each)
    return found


if __name__ == "__main__":
    main()

"""The ways that are compared, and what one of them costs, measured in a process of its own:

    python -m bench.ways WAY FOLDER FILE…

What it loads, and a first file, are not counted. It prints a line when it is about to begin, and one of JSON at the
end: the seconds of the clock and of processors, of itself and of the processes that it starts.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import resource
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pandas as pd
import psutil
import python_calamine
import xlsxwriter

import pacxl
from bench.teams import DAY

Way = Callable[[Sequence[Path], Path], object]  # the files to read; a folder to write in
PACXL, CALAMINE, PANDAS = "pacxl", "calamine", "pandas + calamine"
BLANK, BARE = "pacxl, vierge", "xlsxwriter, mêmes cellules"


# --- reading ----------------------------------------------------------------------------------------------


def _pacxl(paths: Sequence[Path], _: Path) -> object:
    return pacxl.read_all(paths)


def _every_frame(paths: Sequence[Path], _: Path) -> object:
    plans = pacxl.read_all(paths)
    return [(plan, [plan.frames[key] for key in plan.frames], plan.findings, plan.libre) for plan in plans]


def _consolidated(paths: Sequence[Path], folder: Path) -> object:
    team = pacxl.consolidate(pacxl.read_all(paths))
    return pacxl.write(pacxl.variance(team, today=DAY), folder / "ecarts.xlsx", force=True)


def _calamine(paths: Sequence[Path], _: Path) -> None:
    for path in paths:
        with python_calamine.load_workbook(str(path)) as workbook:
            for name in workbook.sheet_names:
                workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _fastexcel(paths: Sequence[Path], _: Path) -> None:
    import fastexcel  # noqa: PLC0415  # it may not be installed

    for path in paths:
        reader = fastexcel.read_excel(str(path))
        for name in reader.sheet_names:
            reader.load_sheet(name, header_row=None, dtypes="string").to_arrow()


def _with_pandas(engine: Literal["calamine", "openpyxl"], paths: Sequence[Path], _: Path) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name=None, header=None, engine=engine)


def _openpyxl(paths: Sequence[Path], _: Path) -> None:
    for path in paths:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
        workbook.close()


def _unzip(paths: Sequence[Path], _: Path) -> None:
    for path in paths:
        with zipfile.ZipFile(path) as parts:
            for part in parts.infolist():
                parts.read(part)


# --- writing ----------------------------------------------------------------------------------------------


def _blank(paths: Sequence[Path], folder: Path) -> None:
    template = "complet" if "complet" in str(paths[0]) else "essentiel"
    for path in paths:
        settings = pacxl.load_settings(template)
        plan = pacxl.blank(settings, person=path.stem, company="Banc", period="2026-S1", today=DAY)
        pacxl.write(plan, folder / path.name, force=True)


@lru_cache
def _cells(path: Path) -> dict[str, list[tuple[int, int, Any, Any]]]:
    """The cells of a workbook that hold something, by sheet: row, column, what stands there, its value."""
    shown = openpyxl.load_workbook(path, data_only=True)
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        values = shown[sheet.title]
        found[sheet.title] = [
            (cell.row - 1, cell.column - 1, cell.value, values.cell(cell.row, cell.column).value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    return found


def _with_xlsxwriter(paths: Sequence[Path], folder: Path) -> None:
    for path in paths:
        workbook = xlsxwriter.Workbook(folder / path.name, {"default_date_format": "dd/mm/yyyy"})
        for title, cells in _cells(paths[0]).items():
            sheet = workbook.add_worksheet(title)
            for row, col, content, value in cells:
                if isinstance(content, str) and content.startswith("="):
                    sheet.write_formula(row, col, content, None, _plain(value))
                elif isinstance(content, dt.datetime):
                    sheet.write_datetime(row, col, content)
                elif isinstance(content, str):
                    sheet.write_string(row, col, content)
                elif isinstance(content, int | float):
                    sheet.write_number(row, col, content)
        workbook.close()


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else 0


def _with_openpyxl(paths: Sequence[Path], folder: Path) -> None:
    for path in paths:
        workbook = openpyxl.Workbook()
        for title, cells in _cells(paths[0]).items():
            sheet = workbook.create_sheet(title)
            for row, col, content, _ in cells:
                sheet.cell(row + 1, col + 1, content)
        workbook.save(folder / path.name)


READING: dict[str, Way] = {
    PACXL: _pacxl,
    "pacxl, toutes les tables": _every_frame,
    "pacxl, consolidé et écrit": _consolidated,
    CALAMINE: _calamine,
    **({"fastexcel": _fastexcel} if find_spec("fastexcel") else {}),
    PANDAS: partial(_with_pandas, "calamine"),
    "pandas + openpyxl": partial(_with_pandas, "openpyxl"),
    "openpyxl": _openpyxl,
    "unzip": _unzip,
}
WRITING: dict[str, Way] = {BLANK: _blank, BARE: _with_xlsxwriter, "openpyxl, mêmes cellules": _with_openpyxl}
SLOW = {"pandas + openpyxl", "openpyxl"}  # measured on a few files: they cost the same each


# --- measuring --------------------------------------------------------------------------------------------


def processor_seconds() -> float:
    """What this process, those that it has started and those that they have started have worked by now."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    alive = 0.0
    for child in psutil.Process().children(recursive=True):
        times = child.cpu_times()
        alive += times.user + times.system
    return time.process_time() + ended.ru_utime + ended.ru_stime + alive


def main(name: str, folder: str, *files: str) -> None:
    """Measures one way, once."""
    warnings.filterwarnings("ignore", module="openpyxl")  # it tells of each extension that it does not know
    way, paths = {**READING, **WRITING}[name], [Path(file) for file in files]
    way(paths[:1], Path(folder))
    gc.collect()
    print("ready", flush=True)
    cpu, wall = processor_seconds(), time.perf_counter()
    kept = way(paths, Path(folder))
    wall, cpu = time.perf_counter() - wall, processor_seconds() - cpu
    print(json.dumps({"cpu": cpu, "wall": wall}), flush=True)
    del kept


if __name__ == "__main__":
    main(*sys.argv[1:])

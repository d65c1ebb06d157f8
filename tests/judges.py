"""The outside engines that judge our workbooks. None is ours; a missing one fails where judges are required."""

from __future__ import annotations

import datetime as dt
import math
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string
from openxml_audit import FileFormat, OpenXmlValidator

Cells = Mapping[tuple[str, str], Any]  # (sheet, A1 address) → value
NODE = Path(__file__).parent / "node"
REQUIRED = os.environ.get("PACXL_JUDGES") == "required"

# LibreOffice recalculates a workbook on loading only if told to: else it echoes what we stored, and judges nothing.
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def need(what: str, found: bool) -> None:
    """Skips the test without this judge, or fails it where judges are required."""
    if not found:
        (pytest.fail if REQUIRED else pytest.skip)(f"{what} is not installed")


def formula_cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every formula cell of a workbook, with the value stored beside it."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values_of(path: Path, cells: Cells) -> dict[tuple[str, str], Any]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {(sheet, cell): workbook[sheet][cell].value for sheet, cell in cells}


def by_libreoffice(path: Path, cells: Cells, typed: Cells | None = None) -> dict[tuple[str, str], Any]:
    """The cells' values after LibreOffice has recalculated the whole workbook, with values typed in it before."""
    if typed:
        workbook = openpyxl.load_workbook(path)
        for (sheet, cell), value in typed.items():
            workbook[sheet][cell] = value
        workbook.save(path)
    with tempfile.TemporaryDirectory() as folder:
        return values_of(resaved_by_libreoffice(path, Path(folder)), cells)


def resaved_by_libreoffice(path: Path, folder: Path, form: str = "xlsx") -> Path:
    """The workbook opened, recalculated and saved by LibreOffice."""
    return all_resaved_by_libreoffice([path], folder, form)[0]


def all_resaved_by_libreoffice(paths: Sequence[Path], folder: Path, form: str = "xlsx") -> list[Path]:
    """Several workbooks, of several names, at the price of one start."""
    need("LibreOffice", shutil.which("soffice") is not None)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form]
    saved = folder / "saved"
    subprocess.run([*command, "--outdir", str(saved), *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [saved / f"{path.stem}.{form}" for path in paths]


def unfolded(path: Path, folder: Path) -> Path:
    """The workbook with every folded column in sight."""
    target = folder / f"{path.stem}, déplié.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb' (hidden|outlineLevel|collapsed)="1"', b"", content)
            copy.writestr(name, content)
    return target


def printed_by_libreoffice(path: Path, folder: Path) -> list[str]:
    """The lines of text on a workbook's printed pages."""
    need("pdftotext", shutil.which("pdftotext") is not None)
    (pdf,) = all_resaved_by_libreoffice([path], folder, "pdf")
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=300)
    return told.stdout.decode("utf-8").splitlines()


# Gnumeric's names of the formats; it does not tell one from a file's ending when two of them share it.
_GNUMERIC = {".xlsx": "Gnumeric_Excel:xlsx2", ".xls": "Gnumeric_Excel:excel_biff8", ".ods": "Gnumeric_OpenCalc:odf"}


def resaved_by_gnumeric(path: Path, target: Path) -> Path:
    """The workbook opened and saved by Gnumeric, in the format of the target's ending."""
    need("Gnumeric", shutil.which("ssconvert") is not None)
    command = ["ssconvert", f"--export-type={_GNUMERIC[target.suffix]}", str(path), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target


def resaved_by_node(library: str, path: Path, target: Path, edits: Path | None = None) -> Path:
    """The workbook opened and saved by ExcelJS or SheetJS, with cells typed in on the way."""
    return all_resaved_by_node(library, [(path, target)], edits)[0]


def all_resaved_by_node(library: str, files: Sequence[tuple[Path, Path]], edits: Path | None = None) -> list[Path]:
    """Several workbooks at the price of one start, each saved as a file of its own, in the format of its ending."""
    need(f"{library} (Node)", shutil.which("node") is not None and (NODE / "node_modules").is_dir())
    pairs = [str(path) for pair in files for path in pair]
    command = ["node", str(NODE / "resave.mjs"), library, *pairs, *([str(edits)] if edits else [])]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [target for _, target in files]


def by_ironcalc(path: Path, cells: Cells, typed: Cells | None = None) -> dict[tuple[str, str], Any]:
    """The cells' values after IronCalc has recalculated the whole workbook, with words or numbers typed in it before.

    (Typed here, and not saved by openpyxl: it marks blank cells as numbers, which IronCalc then takes for 0.)
    """
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    sheets = {name: number for number, name in enumerate(openpyxl.load_workbook(path, read_only=True).sheetnames)}
    for (sheet, cell), value in (typed or {}).items():
        model.set_user_input(sheets[sheet], *_row_col(cell), f"'{value}" if isinstance(value, str) else str(value))
    model.evaluate()
    return {(sheet, cell): model.get_cell_value(sheets[sheet], *_row_col(cell)) for sheet, cell in cells}


def _row_col(cell: str) -> tuple[int, int]:
    col, row = coordinate_from_string(cell)
    return row, column_index_from_string(col)


def disagreements(stored: Cells, judged: Cells) -> Iterator[str]:
    """The cells in which an engine finds another value than the one stored beside the formula."""
    for place, value in stored.items():
        if not same(value, judged[place]):
            yield f"{place[0]}!{place[1]}: stored {value!r}, judged {judged[place]!r}"


def same(one: Any, other: Any) -> bool:
    one, other = _plain(one), _plain(other)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-13, abs_tol=1e-9)
    return bool(one == other)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    if isinstance(value, dt.time):  # the day zero of Excel's calendar, at that time
        return _plain(dt.datetime.combine(dt.date(1899, 12, 30), value))
    if isinstance(value, (int, float)):
        return float(value)
    return "" if value is None else value


def audit(path: Path) -> list[str]:
    """What an independent OOXML audit finds to say of a workbook."""
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
    return [str(error) for error in result.errors]

"""The outside engines that judge our workbooks. None is ours; a missing one fails where judges are required."""

from __future__ import annotations

import atexit
import math
import os
import posixpath
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string
from openxml_audit import FileFormat, OpenXmlValidator

Cells = Mapping[tuple[str, str], Any]  # (sheet, A1 address) → value
NODE = Path(__file__).parent / "node"
REQUIRED = os.environ.get("PACXL_JUDGES") == "required"
_HANG = 600  # seconds after which a program that hangs is ended: none takes so long, however busy the machine

# LibreOffice recalculates a workbook on loading only if told to: else it echoes what we stored, and judges nothing.
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


_marked = True


def tell(marked: bool) -> None:
    """Says whether the test that begins is marked as one that asks for an outside program."""
    global _marked  # noqa: PLW0603  # the test that runs is one for the whole process
    _marked = marked


def need(what: str, found: bool) -> None:
    """Skips the test without this program, or fails it where judges are required; fails it if it has no mark."""
    if not _marked:
        pytest.fail(f"{what} is asked for by a test that is not marked: @pytest.mark.judge")
    if not found:
        (pytest.fail if REQUIRED else pytest.skip)(f"{what} is not installed")


# --- what a file holds, read from its XML without pacxl ---------------------------------------------------

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def formula_cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every formula cell of a workbook, with the value stored beside it."""
    return {place: value for place, value, computed in _cells(path) if computed}


def values_of(path: Path, cells: Cells) -> dict[tuple[str, str], Any]:
    sheets = {sheet for sheet, _ in cells}
    return dict.fromkeys(cells) | {place: value for place, value, _ in _cells(path, sheets) if place in cells}


def values_of_sheet(path: Path, sheet: str) -> dict[tuple[int, int], Any]:
    """The values of a sheet's cells, by row and column, from 1."""
    return {_row_col(cell): value for (_, cell), value, _ in _cells(path, {sheet})}


def tables_of(path: Path) -> dict[str, tuple[str, str]]:
    """The Excel Tables of a workbook: by name, the sheet and the cells of each."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for sheet, part in _sheets(archive):
            folder, _, name = part.rpartition("/")
            if (rels := f"{folder}/_rels/{name}.rels") in names:
                for each in etree.fromstring(archive.read(rels)):
                    if each.get("Type", "").endswith("/table"):
                        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                        table = etree.fromstring(archive.read(target.lstrip("/")))
                        found[table.get("name", "")] = (sheet, table.get("ref", ""))
    return found


def _cells(path: Path, asked: Collection[str] = ()) -> Iterator[tuple[tuple[str, str], Any, bool]]:
    """The cells, each with its place, its value (a date is its day serial) and whether it has a formula; of all
    sheets, or of those that are asked for."""
    with zipfile.ZipFile(path) as archive:
        shared = _shared_texts(archive)
        for name, part in (each for each in _sheets(archive) if not asked or each[0] in asked):
            with archive.open(part) as xml:
                for _, cell in etree.iterparse(xml, tag=f"{_MAIN}c"):
                    value = _inline(cell) if cell.get("t") == "inlineStr" else _value(cell, shared)
                    yield (name, cell.get("r", "")), value, cell.find(f"{_MAIN}f") is not None
                    cell.clear()


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets in their order, each with its part of the file."""
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return [(sheet.get("name", ""), targets[sheet.get(f"{_OFFICE}id")]) for sheet in sheets]


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    items = etree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{_MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in items]


def _inline(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))


def _value(cell: etree._Element, shared: Sequence[str]) -> Any:
    kind, text = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    if text is None or kind in ("str", "e"):
        return text
    return shared[int(text)] if kind == "s" else text == "1" if kind == "b" else float(text)


# --- the engines ------------------------------------------------------------------------------------------


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
    command = ["soffice", f"-env:UserInstallation={_profile()}", "--headless", "--convert-to", form]
    saved = folder / "saved"
    subprocess.run(
        [*command, "--outdir", str(saved), *map(str, paths)], check=True, capture_output=True, timeout=_HANG
    )
    return [saved / f"{path.stem}.{form}" for path in paths]


@cache
def _profile() -> str:
    """The settings of LibreOffice for this run, made once: its first start takes longest."""
    folder = tempfile.TemporaryDirectory(prefix="pacxl-libreoffice-")  # it lives as long as this process
    atexit.register(folder.cleanup)
    user = Path(folder.name) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    return user.parent.as_uri()


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
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=_HANG)
    return told.stdout.decode("utf-8").splitlines()


# Gnumeric's names of the formats; it does not tell one from a file's ending when two of them share it.
_GNUMERIC = {".xlsx": "Gnumeric_Excel:xlsx2", ".xls": "Gnumeric_Excel:excel_biff8", ".ods": "Gnumeric_OpenCalc:odf"}


def resaved_by_gnumeric(path: Path, target: Path) -> Path:
    """The workbook opened and saved by Gnumeric, in the format of the target's ending."""
    need("Gnumeric", shutil.which("ssconvert") is not None)
    command = ["ssconvert", f"--export-type={_GNUMERIC[target.suffix]}", str(path), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=_HANG)
    return target


def resaved_by_node(library: str, path: Path, target: Path, edits: Path | None = None) -> Path:
    """The workbook opened and saved by ExcelJS or SheetJS, with cells typed in on the way."""
    return all_resaved_by_node(library, [(path, target)], edits)[0]


def all_resaved_by_node(library: str, files: Sequence[tuple[Path, Path]], edits: Path | None = None) -> list[Path]:
    """Several workbooks at the price of one start, each saved as a file of its own, in the format of its ending."""
    need(f"{library} (Node)", shutil.which("node") is not None and (NODE / "node_modules").is_dir())
    pairs = [str(path) for pair in files for path in pair]
    command = ["node", str(NODE / "resave.mjs"), library, *pairs, *([str(edits)] if edits else [])]
    subprocess.run(command, check=True, capture_output=True, timeout=_HANG)
    return [target for _, target in files]


def pinned(path: Path, target: Path) -> Path:
    """The workbook on the day it shows: its =TODAY() as the date stored beside it, the rest to the byte."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in source.infolist():
            copy.writestr(item, re.sub(rb"<f[^>]*>[^<]*TODAY\(\)[^<]*</f>", b"", source.read(item)))
    return target


def by_ironcalc(path: Path, cells: Cells, typed: Cells | None = None) -> dict[tuple[str, str], Any]:
    """The cells' values after IronCalc has recalculated the workbook, with words or numbers typed in it before."""
    return InIronCalc(path).values(cells, typed)


class InIronCalc:
    """A workbook opened in IronCalc: what is typed in it stays.

    (Typed here, and not saved by openpyxl: it marks blank cells as numbers, which IronCalc then takes for 0.)
    """

    def __init__(self, path: Path) -> None:
        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        with zipfile.ZipFile(path) as archive:
            self._sheets = {name: number for number, (name, _) in enumerate(_sheets(archive))}

    def values(self, cells: Cells, typed: Cells | None = None) -> dict[tuple[str, str], Any]:
        """The cells' values after the whole workbook is recalculated, with words or numbers typed in it before."""
        for (sheet, cell), value in (typed or {}).items():
            text = f"'{value}" if isinstance(value, str) else str(value)
            self._model.set_user_input(self._sheets[sheet], *_row_col(cell), text)
        self._model.evaluate()
        return {
            (sheet, cell): self._model.get_cell_value(self._sheets[sheet], *_row_col(cell)) for sheet, cell in cells
        }


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
    if isinstance(value, (int, float)):
        return float(value)
    return "" if value is None else value


def audit(path: Path) -> list[str]:
    """What an independent OOXML audit finds to say of a workbook."""
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
    return [str(error) for error in result.errors]

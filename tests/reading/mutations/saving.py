"""A bent workbook, saved as Excel saves it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from openpyxl.utils.datetime import to_excel
from openpyxl.writer.excel import ExcelWriter

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import Formula


def save(bent: Bent, path: Path) -> Path:
    """Every formula with its value, calculated anew if something else was typed."""
    bent.calculate()
    buffer = io.BytesIO()
    ExcelWriter(bent.workbook, zipfile.ZipFile(buffer, "w")).save()  # as Workbook.save, without compressing
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number, sheet in enumerate(bent.workbook.worksheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _with_values(parts[name].decode(), sheet, bent.workbook.epoch).encode()
    for patch in bent.patches:
        patch(parts, bent)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?: t="\w+")?([^>]*)>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>', re.DOTALL)


def _with_values(xml: str, sheet: Any, epoch: dt.datetime) -> str:
    """A sheet's XML with, beside each formula, the value that it shows."""

    def filled(match: re.Match[str]) -> str:
        address, before, after, formula = match.groups()
        value = sheet[address].value
        if not isinstance(value, Formula) or value.shown is None:
            return f'<c r="{address}"{before}{after}>{formula}</c>'
        kind, text = _stored(value.shown, epoch)
        return f'<c r="{address}"{before}{kind}{after}>{formula}<v>{text}</v></c>'

    return _FORMULA.sub(filled, xml)


def _stored(value: Any, epoch: dt.datetime) -> tuple[str, str]:
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, str):
        kind = "e" if value.startswith("#") else "str"
        return f' t="{kind}"', value.replace("&", "&amp;").replace("<", "&lt;")
    return "", repr(value if isinstance(value, int | float) else to_excel(value, epoch))  # type: ignore[no-untyped-call]

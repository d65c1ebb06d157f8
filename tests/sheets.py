"""Small .xlsx files, part by part, to show how programs write cells that no writing library would write."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def worksheet(rows: str, tail: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'


def prefixed(xml: str, prefix: str = "x") -> str:
    """The same sheet, every name of it with a prefix."""
    return re.sub(r"<(/?)(?=[a-z])", rf"<\1{prefix}:", xml).replace("xmlns=", f"xmlns:{prefix}=")


def strict(parts: Mapping[str, str]) -> dict[str, str]:
    """The same parts as Excel saves them as Strict Open XML."""
    strict_parts = dict(parts)
    for name, part in parts.items():
        for usual, other in _STRICT.items():
            part = part.replace(usual, other)  # noqa: PLW2901
        strict_parts[name] = part
    return strict_parts


def parts_of(
    sheet: str,
    *,
    texts: Sequence[str] = (),
    formats: Sequence[str] = (),
    settings: str = "",
    others: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """A workbook of one sheet, `S`, its texts (each the XML within an <si>), its styles (1 is the first format)."""
    strings = "".join(f"<si>{text}</si>" for text in texts)
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + at}" applyNumberFormat="1"/>' for at in range(len(formats)))
    kinds = {"xl/workbook.xml": "sheet.main", "xl/worksheets/sheet1.xml": "worksheet"}
    kinds |= {"xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    named = (f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items())
    leads = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(named)}</Types>',
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>'
        f'<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(leads),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        **(others or {}),
    }


def relations(leads: Mapping[str, str]) -> str:
    """The relations of a part: the last word of a type → the target."""
    each = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(leads.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def packed(path: Path, parts: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path

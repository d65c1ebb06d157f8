"""Values that only new Excel knows, put in cells as it writes them: data types, pictures, newer errors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from tests.typed import MAIN, Element, edited, part_of, parts, rewritten

Rich = tuple[str, Mapping[str, str]]  # the name of its shape, its values by key
_RICHDATA = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
_TYPES = {
    "sheetMetadata": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
        "metadata.xml",
    ),
    "rdRichValue": (
        "http://schemas.microsoft.com/office/2017/06/relationships/rdRichValue",
        "richData/rdrichvalue.xml",
    ),
    "rdRichValueStructure": (
        "http://schemas.microsoft.com/office/2017/06/relationships/rdRichValueStructure",
        "richData/rdrichvaluestructure.xml",
    ),
}


def data_type(shown: str) -> Rich:
    return "_linkedentity2", {"%EntityId": "8f2a", "_DisplayString": shown, "Population": "1234"}


def picture() -> Rich:
    return "_localImage", {"_rvRel:LocalImageIdentifier": "0", "CalcOrigin": "5"}


def picture_of_the_web() -> Rich:
    return "_webimage", {"WebImageIdentifier": "0", "CalcOrigin": "1", "ComputedImage": "1"}


def error(number: int) -> Rich:
    return "_error", {"colOffset": "0", "errorType": str(number), "rwOffset": "1", "subType": "1"}


def shows(path: Path, cells: Mapping[tuple[str, str], Rich]) -> Path:
    """Rich values put in cells that a workbook holds, each (sheet, address), over what they held."""
    numbers = {place: number for number, place in enumerate(cells, 1)}
    for sheet in {sheet for sheet, _ in cells}:
        mine = {address: numbers[sheet, address] for name, address in cells if name == sheet}
        edited(path, part_of(path, sheet), lambda root, mine=mine: _put(root, mine))  # type: ignore[misc]
    relations = parts(path)["xl/_rels/workbook.xml.rels"]
    each = "".join(
        f'<Relationship Id="rich{key}" Type="{kind}" Target="{target}"/>' for key, (kind, target) in _TYPES.items()
    )
    made = {f"xl/{target}": part for (_, target), part in zip(_TYPES.values(), _parts(cells), strict=True)}
    return rewritten(path, {"xl/_rels/workbook.xml.rels": relations.replace(b"</R", each.encode() + b"</R"), **made})


def _put(root: Element, mine: Mapping[str, int]) -> None:
    for cell in root.iter(f"{MAIN}c"):
        if cell.get("r") in mine:
            for each in [*cell]:
                cell.remove(each)
            cell.set("t", "e")
            cell.set("vm", str(mine[cell.get("r", "")]))
            etree.SubElement(cell, f"{MAIN}v").text = "#VALUE!"


def _parts(cells: Mapping[tuple[str, str], Rich]) -> tuple[bytes, bytes, bytes]:
    shapes = list(dict.fromkeys((kind, tuple(held)) for kind, held in cells.values()))
    keys = "".join(f'<s t="{kind}">{_keys(names)}</s>' for kind, names in shapes)
    values = "".join(
        f'<rv s="{shapes.index((kind, tuple(held)))}">{_values(held)}</rv>' for kind, held in cells.values()
    )
    blocks = "".join(
        f'<bk><extLst><ext><x:rvb xmlns:x="{_RICHDATA}" i="{n}"/></ext></extLst></bk>' for n in range(len(cells))
    )
    records = "".join(f'<bk><rc t="2" v="{n}"/></bk>' for n in range(len(cells)))
    metadata = (
        f'<metadata xmlns="{MAIN[1:-1]}"><metadataTypes><metadataType name="XLDAPR"/>'
        f'<metadataType name="XLRICHVALUE"/></metadataTypes>'
        f'<futureMetadata name="XLRICHVALUE">{blocks}</futureMetadata>'
        f"<valueMetadata>{records}</valueMetadata></metadata>"
    )
    data = f'<rvData xmlns="{_RICHDATA}">{values}</rvData>'
    return metadata.encode(), data.encode(), f'<rvStructures xmlns="{_RICHDATA}">{keys}</rvStructures>'.encode()


def _keys(names: tuple[str, ...]) -> str:
    return "".join(f'<k n="{name}" t="s"/>' for name in names)


def _values(held: Mapping[str, str]) -> str:
    return "".join(f"<v>{value}</v>" for value in held.values())

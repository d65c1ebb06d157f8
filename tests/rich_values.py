"""Values that only new Excel knows, put in cells as it writes them: data types, pictures, newer errors."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from tests.guard.hostile.build import record12, wide, xlsb
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


def in_records(path: Path, *cells: tuple[int, int, Rich]) -> Path:
    """An .xlsb whose cells, each (row, column), show rich values, as Excel writes them there."""
    rich = {("", str(number)): value for number, (_, _, value) in enumerate(cells)}
    _, values, shapes = _parts(rich)
    data, count = b"", len(cells)
    for number, (row, col, _) in enumerate(cells, 1):
        data += record12(0, struct.pack("<IIHHHI", row, 0, 300, 0, 0, 0) + b"\0")
        data += record12(50, struct.pack("<I", number)) + record12(3, struct.pack("<IIB", col, 0, 0x0F))
    types = b"".join(record12(335, struct.pack("<II", 0, 0) + wide(name)) for name in ("XLDAPR", "XLRICHVALUE"))
    blocks = b"".join(
        record12(52) + record12(35, bytes(4)) + record12(5003, struct.pack("<II", 0, n)) + record12(36) + record12(53)
        for n in range(count)
    )
    records = b"".join(record12(51, struct.pack("<III", 1, 2, n)) for n in range(count))
    whole = record12(337, struct.pack("<II", 1, 1)) + record12(51, struct.pack("<III", 1, 1, 0)) + record12(338)
    metadata = types + record12(339, struct.pack("<I", count) + wide("XLRICHVALUE")) + blocks + record12(340)
    metadata += whole + record12(337, struct.pack("<II", count, 0)) + records + record12(338)
    path.write_bytes(xlsb(data))
    leads = parts(path)["xl/_rels/workbook.bin.rels"]
    targets = {key: target.replace("metadata.xml", "metadata.bin") for key, (_, target) in _TYPES.items()}
    each = "".join(
        f'<Relationship Id="rich{key}" Type="{_TYPES[key][0]}" Target="{target}"/>' for key, target in targets.items()
    )
    made = dict(zip(targets.values(), (metadata, values, shapes), strict=True))
    others = {f"xl/{target}": part for target, part in made.items()}
    return rewritten(path, {"xl/_rels/workbook.bin.rels": leads.replace(b"</R", each.encode() + b"</R"), **others})


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

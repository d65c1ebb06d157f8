"""The values that only new Excel knows: data types, pictures in cells, newer errors. A cell holds the number of one,
and for older programs an error in its place.

Source: [MS-XLSX] 2.6.205 and after (rich values); the numbers of the errors as Excel writes them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pacxl.excel import PICTURE, NoValue
from pacxl.ooxml.binary import records, text_at
from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import Element, from_xml

RichValue = str | NoValue  # the text that the cell shows; a picture, or an error

_ERRORS = {
    4: "#NAME?",
    8: "#SPILL!",
    9: "#CONNECT!",
    10: "#BLOCKED!",
    11: "#UNKNOWN!",
    12: "#FIELD!",
    13: "#CALC!",
    14: "#BUSY!",
    18: "#EXTERNAL!",
    19: "#TIMEOUT!",
}
_IMAGES = ("_localImage", "_webimage")
_RICH = "XLRICHVALUE"


def rich_values(package: Package, workbook: str) -> Mapping[int, RichValue]:
    """The rich values of a workbook, by the number that cells give (`vm`); those that say no text, are no picture and
    no error are left out, and so are those of a part that is damaged."""
    part = package.related(workbook, "sheetMetadata")
    metadata = _in_records(package.read(part)) if part.lower().endswith(".bin") else _in_xml(package.tree(part))
    known = dict(_known(package, workbook)) if metadata.cells else {}
    found: dict[int, RichValue] = {}
    for number, pointers in enumerate(metadata.cells, 1):
        for kind, block in pointers:
            if 0 < kind <= len(metadata.types) and metadata.types[kind - 1] == _RICH:
                value = known.get(metadata.blocks[block]) if 0 <= block < len(metadata.blocks) else None
                if value is not None:
                    found[number] = value
    return found


@dataclass
class _Metadata:
    """What leads from cells to rich values: the names of the types, the places of the values; of each record that
    cells name, its pointers (a type from 1, a place from 0)."""

    types: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    cells: list[list[tuple[int, int]]] = field(default_factory=list)


def _in_xml(root: Element | None) -> _Metadata:
    if root is None:
        return _Metadata()
    futures = (each for each in root.iterfind("{*}futureMetadata") if each.get("name") == _RICH)
    return _Metadata(
        [each.get("name", "") for each in root.iterfind("{*}metadataTypes/{*}metadataType")],
        [_number(block, "i") for future in futures for block in future.iterfind("{*}bk//{*}rvb")],
        [
            [(_number(each, "t"), _number(each, "v")) for each in record.iterfind("{*}rc")]
            for record in root.iterfind("{*}valueMetadata/{*}bk")
        ],
    )


_BLOCK, _TYPE, _CELLS_BEGIN, _VALUE = 51, 335, 337, 5003


def _in_records(part: bytes) -> _Metadata:
    """The same in the records of an .xlsb ([MS-XLSB] 2.1.7.34), whose values themselves are in XML all the same."""
    found, of_values = _Metadata(), False
    try:
        for kind, record in records(part):
            if kind == _TYPE:
                found.types.append(text_at(record, 8)[0])
            elif kind == _VALUE:
                found.blocks.append(struct.unpack_from("<I", record, 4)[0])
            elif kind == _CELLS_BEGIN:
                of_values = struct.unpack_from("<I", record, 4)[0] == 0  # the others are of whole cells
            elif kind == _BLOCK and of_values:
                (count,) = struct.unpack_from("<I", record)
                found.cells.append([struct.unpack_from("<2I", record, 4 + 8 * rank) for rank in range(count)])
    except struct.error:
        return _Metadata()
    return found


def _known(package: Package, workbook: str) -> Iterator[tuple[int, RichValue]]:
    """The rich values, each by its place in their part."""
    structures = package.tree(package.related(workbook, "rdRichValueStructure"))
    values = package.tree(package.related(workbook, "rdRichValue"))
    if structures is None or values is None:
        return
    shapes = [(each.get("t", ""), [key.get("n", "") for key in each.iterfind("{*}k")]) for each in structures]
    for place, value in enumerate(values.iterfind("{*}rv")):
        shape = _number(value, "s")
        if 0 <= shape < len(shapes):
            kind, keys = shapes[shape]
            held = dict(zip(keys, (from_xml(each.text or "") for each in value.iterfind("{*}v")), strict=False))
            if (read := _value(kind, held)) is not None:
                yield place, read


def _value(kind: str, held: Mapping[str, str]) -> RichValue | None:
    if kind == "_error":
        number = held.get("errorType", "")
        return NoValue(_ERRORS[int(number)]) if number.isdecimal() and int(number) in _ERRORS else None
    if kind in _IMAGES:
        return NoValue(PICTURE)
    return held.get("_DisplayString") or None


def _number(element: Element, name: str) -> int:
    """A whole number that an attribute gives; -1 for none."""
    written = element.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else -1

"""The values that only new Excel knows: data types, pictures in cells, newer errors. A cell holds the number of one,
and for older programs an error in its place.

Source: [MS-XLSX] 2.6.205 and after (rich values); the numbers of the errors as Excel writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pacxl.excel import PICTURE, NoValue
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
    metadata = package.tree(package.related(workbook, "sheetMetadata"))
    if metadata is None:
        return {}
    known = dict(_known(package, workbook))
    types = [each.get("name") for each in metadata.iterfind("{*}metadataTypes/{*}metadataType")]
    blocks = [_number(each, "i") for each in _rich_blocks(metadata)]
    found: dict[int, RichValue] = {}
    for number, record in enumerate(metadata.iterfind("{*}valueMetadata/{*}bk"), 1):
        for part in record.iterfind("{*}rc"):
            kind, block = _number(part, "t") - 1, _number(part, "v")
            if 0 <= kind < len(types) and types[kind] == _RICH and 0 <= block < len(blocks):
                value = known.get(blocks[block])
                if value is not None:
                    found[number] = value
    return found


def _rich_blocks(metadata: Element) -> Iterator[Element]:
    """The places that point to the rich values, in order."""
    for future in metadata.iterfind("{*}futureMetadata"):
        if future.get("name") == _RICH:
            yield from future.iterfind("{*}bk//{*}rvb")


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

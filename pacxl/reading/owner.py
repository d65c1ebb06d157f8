"""Whose workbook a file is: as it says itself, else by its first sheet and the name of the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from pacxl.books.identity import IDENTITY_SHEET, Carried, carried_in_properties, carried_on_sheet
from pacxl.books.pac import KEY, VERSION
from pacxl.definition.layout import CARD_LABELS
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened


def read_owner(opened: Opened, file: str) -> tuple[Carried, list[Finding]]:
    """What a file says of itself, and what there is to tell of that. `book` is None where it does not say."""
    carried = carried_on_sheet(opened.sheets.get(IDENTITY_SHEET, []))
    if carried.book is None:
        kept = carried_in_properties(opened.properties)
        if kept.book is not None:
            what = "ses réglages et son propriétaire sont lus dans les propriétés du document"
            what_en = "its settings and its owner are read in the document’s properties"
            return kept, [
                Finding("identity-found", Place(file), about={"what": what, "what_en": what_en}),
                *_age(kept, file),
            ]
        carried = replace(kept, identity=carried.identity) if carried.identity.person else kept
    if not carried.identity.person:
        carried = replace(carried, identity=replace(carried.identity, **_card(opened)))
    if not carried.identity.person and carried.book is None:
        carried = replace(carried, identity=replace(carried.identity, person=_named(file)))
    return carried, list(_age(carried, file))


def _age(carried: Carried, file: str) -> Iterator[Finding]:
    """Whether a plan comes from another version of the template."""
    version = carried.identity.version
    if carried.identity.book == KEY and version not in ("", VERSION):
        newer = version.isdecimal() and int(version) > int(VERSION)
        yield Finding("template-newer" if newer else "template-older", Place(file), version)


_OUR_NAME = re.compile(r"PAC[ _-]+(?P<person>[^\W\d_][^\d()]*?)[ _-]*(?:\(\d+\)|v?\d+)?", re.IGNORECASE)


def _named(file: str) -> str:
    """The person whom a file is named after, as pacxl names files: PAC_Paul.xlsx."""
    found = _OUR_NAME.fullmatch(PurePath(file).stem)
    return found["person"].replace("_", " ").strip() if found else ""


def _card(opened: Opened) -> Mapping[str, str]:
    """Whose workbook it is, as its first sheet shows it to people."""
    for grid in opened.sheets.values():
        shown = {label: str(value) for label, value in pairs_down(grid[:10]) if label in CARD_LABELS}
        if len(shown) == len(CARD_LABELS):
            return {field: shown[label].replace("—", "") for label, field in CARD_LABELS.items()}
    return {}


def date_under(label: str, grid: Sequence[Sequence[Any]]) -> dt.date | None:
    """The date that stands under a label."""
    for value, under in pairs_down(grid):
        if value == label and isinstance(under, dt.date):
            return under.date() if isinstance(under, dt.datetime) else under
    return None


def pairs_down(grid: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, Any]]:
    """Each cell with the cell under it."""
    for above, below in pairwise(grid):
        yield from zip(above, below, strict=True)

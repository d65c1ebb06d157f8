"""Whose workbook a file is: as it says itself, else by its first sheet and the name of the file; of which firm."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import Any, NamedTuple

from pacxl.a1 import address
from pacxl.adopting.weigh import check_weighed_words
from pacxl.books.identity import IDENTITY_SHEET, Carried, carried_in_properties, identity_on_sheet
from pacxl.books.pac import KEY, VERSION
from pacxl.compute.contents import Identity
from pacxl.definition.book import Book
from pacxl.definition.layout import CARD_LABELS, COVER_LINES, COVER_ROWS, LEFT
from pacxl.definition.sheet import Cover, Figures, TodayFigure, drawn
from pacxl.errors import SettingsError
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.french.period import is_period_text, period_label
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import clean_name
from pacxl.settings.correspondences import Correspondences
from pacxl.settings.model import Settings
from pacxl.settings.text import load_toml


class Firm:
    """What is known of the firm of files that do not say it: its settings, those that were told, else `complet`; with
    the words that somebody has decided upon. Raises SettingsError for a slip in these."""

    def __init__(self, told: Settings | None, words: Correspondences) -> None:
        self.told, self._words = told, words
        if words.lines:  # those of settings are checked where these are loaded
            check_weighed_words(self.settings, "--map")

    @cached_property
    def settings(self) -> Settings:
        """Its settings; made once one of its files asks for them, for most say their own."""
        settings = self.told or load_toml("complet")
        return replace(settings, correspondences=(self._words + settings.words).lines)

    def with_settings(self, carried: Settings | None) -> Firm:
        """The same firm, with settings that its other files carry, where none were told."""
        return self if self.told is not None or carried is None else Firm(carried, self._words)

    def lost_identity(self, person: str, file: str) -> Finding:
        """What there is to say of a workbook of ours that has lost its identity."""
        if self.told is not None and person:
            what = f"la personne ({person}) est lue sur sa première feuille ou dans son nom ; ses réglages, ailleurs"
            what_en = f"the person ({person}) is read on its first sheet or in its name; its settings, elsewhere"
            return Finding("identity-found", Place(file), about={"what": what, "what_en": what_en})
        what, what_en = "sa feuille d’identité a disparu", "its identity sheet is gone"
        return Finding("identity-missing", Place(file), person, {"what": what, "what_en": what_en})


def read_owner(opened: Opened, file: str) -> tuple[Carried, list[Finding]]:
    """What a file says of itself, and what there is to tell of that. `book` is None where it does not say."""
    carried, findings = identity_on_sheet(opened.sheets.get(IDENTITY_SHEET, [])), list[Finding]()
    if carried.book is None:
        kept = carried_in_properties(opened.properties)
        if kept.book is not None:
            what = "ses réglages et son propriétaire sont lus dans les propriétés du document"
            what_en = "its settings and its owner are read in the document’s properties"
            findings.append(Finding("identity-found", Place(file), about={"what": what, "what_en": what_en}))
            carried = kept
        elif not carried.identity.person:
            carried = kept
    if carried.identity.book in ("", KEY):
        made_for = carried
        carried, differing = _as_shown(carried, _card(opened), file)
        findings += [*differing, *_cover_differs(opened, made_for, carried.identity, file)]
    if not carried.identity.person and carried.book is None:
        carried = replace(carried, identity=replace(carried.identity, person=_named(file)))
    return carried, [*findings, *_age(carried, file)]


def _as_shown(carried: Carried, card: Mapping[str, Shown], file: str) -> tuple[Carried, list[Finding]]:
    """What a file carries of its owner, as its card shows it: what people see is what they mean. Where the file
    carries something else, it speaks with two voices, and that is told."""
    findings = []
    for field, shown in card.items():
        carries = getattr(carried.identity, field)
        text = period_label(shown.text) if field == "period" else shown.text
        if not text or as_one_name(carries) == as_one_name(text):
            continue
        if carries:
            about = {"other": carried.identity.shown(field), "what": shown.label.lower(), "what_en": field}
            findings.append(Finding("card-differs", Place(file, shown.sheet, shown.cell), shown.text, about))
        if field == "period" and carries and not is_period_text(shown.text):
            continue  # « 1er semestre » : told, but no period
        carried = replace(carried, identity=replace(carried.identity, **{field: text}))
    return carried, findings


def _cover_differs(opened: Opened, made_for: Carried, owner: Identity, file: str) -> Iterator[Finding]:
    """What the cover says of whose a workbook is, where neither the workbook nor its card says it."""
    lines = [(field, made_for.identity.shown(field)) for field in CARD_LABELS.values()]
    labels = {field: label.lower() for label, field in CARD_LABELS.items()}
    for cover in made_for.book.blocks(Cover) if made_for.book else ():
        for sheet, grid in opened.sheets.items():
            column = [cells[LEFT] if len(cells) > LEFT else "" for cells in grid[: 2 * COVER_ROWS]]
            top = column.index(cover.title) + COVER_LINES if cover.title in column else len(column)
            for row, (field, said) in enumerate((line for line in lines if line[1]), top):
                text = _as_typed(column[row]) if row < len(column) else ""
                if text and as_one_name(text) not in map(
                    as_one_name, (said, owner.shown(field), getattr(owner, field))
                ):
                    about = {"other": owner.shown(field), "what": labels[field], "what_en": field}
                    yield Finding("cover-differs", Place(file, sheet, address(row, LEFT)), text, about)


def _age(carried: Carried, file: str) -> Iterator[Finding]:
    """Whether a plan comes from another version of the template."""
    version = carried.identity.version
    if carried.identity.book == KEY and version not in ("", VERSION):
        newer = version.isdecimal() and int(version) > int(VERSION)
        yield Finding("template-newer" if newer else "template-older", Place(file), version)


_OUR_NAME = re.compile(r"PAC[ _-]+(?P<person>[^\W\d_][^\d()]*?)[ _-]*(?:\(\d+\)|v?\d+)?", re.IGNORECASE)
# What copying adds to a name: « - Copie (2) », « (1) », « (copie en conflit de PC 2026-05-20) », « -DESKTOP-4F2K ».
_COPY = re.compile(
    r"[ _-]*(?:\((?:\d+|[^()]*(?:copie|conflit|conflict|copy)[^()]*)\)|-? ?\b(?:copie|copy)(?: de .*)?"
    r"|-(?:DESKTOP|LAPTOP|PC)-\w+)$",
    re.IGNORECASE,
)


def _named(file: str) -> str:
    """The person whom a file is named after, as pacxl names files: PAC_Paul.xlsx."""
    stem = PurePath(file).stem
    while (shorter := _COPY.sub("", stem)) != stem:
        stem = shorter
    found = _OUR_NAME.fullmatch(stem)
    return clean_name(found["person"].replace("_", " ")).strip() if found else ""


class Shown(NamedTuple):
    """What a card shows under one of its labels, and where."""

    text: str
    label: str
    sheet: str
    cell: str


def _card(opened: Opened) -> Mapping[str, Shown]:
    """Whose workbook it is, as its first sheet shows it to people, by field of the identity."""
    for sheet, grid in opened.sheets.items():
        shown = {
            clean_name(label): Shown(_as_typed(value), clean_name(label), sheet, address(row + 1, col))
            for row, (above, below) in enumerate(pairwise(grid[:10]))
            for col, (label, value) in enumerate(zip(above, below, strict=True))
            if isinstance(label, str) and clean_name(label) in CARD_LABELS
        }
        if len(shown) == len(CARD_LABELS):
            return {field: shown[label] for label, field in CARD_LABELS.items()}
    return {}


def _as_typed(value: object) -> str:
    """A card's text; a year or a month that Excel took for a number or a date is a period still."""
    if isinstance(value, dt.date):
        return f"{value:%Y-%m}"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return clean_name(value.replace("—", "")).strip() if isinstance(value, str) else ""


def date_of_owner(book: Book, opened: Opened) -> dt.date | None:
    """The date that the workbook's own cell shows, under its label."""
    for sheet in book.sheets:
        for block in drawn(sheet.blocks):
            for figure in block.figures if isinstance(block, Figures) else ():
                if isinstance(figure, TodayFigure):
                    return _labelled_date(figure.label, opened.sheets.get(sheet.name, []))
    return None


def _labelled_date(label: str, grid: Sequence[Sequence[Any]]) -> dt.date | None:
    """The date that stands under a label, where a file says whose it is."""
    for value, under in _pairs_down(grid):
        if isinstance(under, dt.date) and isinstance(value, str) and clean_name(value) == label:
            return under.date() if isinstance(under, dt.datetime) else under
    return None


def _pairs_down(grid: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, Any]]:
    """Each cell with the cell under it, but in a run of blank rows."""
    for above, below in pairwise(grid):
        if above is not below:
            yield from zip(above, below, strict=True)


def settings_for_owner_period(settings: Settings, period: str) -> Settings:
    """The settings for the period that a workbook shows, if they say none and it is one."""
    try:
        return settings if settings.period or not period else replace(settings, period=period)
    except SettingsError:
        return settings

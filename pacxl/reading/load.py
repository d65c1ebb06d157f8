"""Settings from wherever a firm keeps them: a built-in name, a `.toml` file, a settings workbook; its words; its list
of people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pacxl.a1 import address
from pacxl.adopting.weigh import check_weighed_words, slips_in_weighed_words
from pacxl.books.pac import pac_book
from pacxl.books.reglages import KEY
from pacxl.books.reglages_contents import NO_SETTINGS, logo_file_of_reglages, settings_from_reglages
from pacxl.books.reglages_fields import LOGO
from pacxl.compute.contents import Contents
from pacxl.definition.book import DefinitionError
from pacxl.errors import FileMissing, ListError, SettingsError
from pacxl.findings.entry import Severity
from pacxl.findings.finding import Finding
from pacxl.formats.opened import filled_rows
from pacxl.french.text import fold
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.names import ENDINGS, ending_of_name
from pacxl.guard.text_table import text_table
from pacxl.plan.registry import in_plan_order
from pacxl.reading.read import read
from pacxl.settings.correspondences import (
    Correspondences,
    correspondence_key,
    correspondences_from_rows,
    correspondences_from_toml,
    has_correspondence_titles,
)
from pacxl.settings.merging import merged_settings
from pacxl.settings.model import Settings
from pacxl.settings.people import Person, people_from_rows, people_headers
from pacxl.settings.text import joined_names_in_text, load_toml, logo_in_base64, templates
from pacxl.worker.pool import open_in_pool


def load_settings(source: str | Path) -> Settings:
    """Settings from a built-in name (`complet`), a `.toml` file, a settings workbook, or several joined by `+`
    (`smart+reglages.xlsx`).

    A slip raises SettingsError and names it; those of a workbook are all told, a line each, with their cells. A
    workbook that cannot be read raises the PacxlError that says why.
    """
    names = joined_names_in_text(source)
    each = (_from_workbook(Path(name)) if _is_workbook(name) else load_toml(name) for name in names)
    settings = in_plan_order(merged_settings([in_plan_order(one) for one in each]))
    return settings if set(names) <= set(templates()) else _fitting(settings)  # what is built in is known to fit


def _is_workbook(name: str) -> bool:
    return ending_of_name(name) in ENDINGS


def _from_workbook(path: Path) -> Settings:
    contents = read(path)
    if contents.book.key != KEY:
        raise SettingsError(contents.file, *NO_SETTINGS)
    slips = _slips(contents)
    file, logo = logo_file_of_reglages(contents), ""
    if file:
        try:
            logo = logo_in_base64(path.parent / file, contents.file)
        except SettingsError as slip:
            where = _logo_cell(contents)
            slips.append((f"{where} : {slip.detail}", f"{where}: {slip.detail_en}"))
    _raise(contents, slips)
    settings = settings_from_reglages(contents)
    with suppress(DefinitionError):  # no plan can be made of them: that is told elsewhere
        _raise(contents, list(_word_slips(contents, settings)))
    return replace(settings, logo=logo) if logo else settings


def _raise(contents: Contents, slips: list[tuple[str, str]]) -> None:
    """Raises SettingsError where there are slips, each told in both languages."""
    if slips:
        french, english = zip(*slips, strict=True)
        raise SettingsError(contents.file, " ;\n".join(french), ";\n".join(english))


def _word_slips(contents: Contents, settings: Settings) -> Iterator[tuple[str, str]]:
    """What is wrong in the sheet of correspondences, each slip with its cell."""
    frame = contents.frames["correspondances"].fillna({"quoi": "", "le_votre": ""})
    columns = (frame[key].astype(str).tolist() for key in ("quoi", "le_votre", "feuille", "ligne"))
    lines = zip(*columns, strict=True)
    rows = {(correspondence_key(what), fold(theirs)): (sheet, int(row) - 1) for what, theirs, sheet, row in lines}
    for line, slip in dict.fromkeys(slips_in_weighed_words(settings)):
        sheet, row = rows[line.what, fold(line.theirs)]
        where = f"{sheet} {address(row, contents.columns['correspondances', sheet, 'le_notre'])}"
        yield f"{where} : {slip.fr}", f"{where}: {slip.en}"


def _logo_cell(contents: Contents) -> str:
    frame = contents.frames["entreprise"]
    row = frame[frame["parametre"].str.strip() == LOGO].iloc[0]
    col = contents.columns["entreprise", row["feuille"], "valeur"]
    return f"{row['feuille']} {address(int(row['ligne']) - 1, col)}"


# What a cell said, and no settings would say: refused with the errors.
_LOST = ("not-in-list", "ambiguous", "percent-doubtful", "approximate")


def _slips(contents: Contents) -> list[tuple[str, str]]:
    """A line each, in French and in English, from the first sheet to the last; one for a cell.

    A table that is not there holds nothing: its sheet was deleted. But in a workbook that a program has saved without
    its Excel Tables, it may be there and not be found.
    """
    codes = {finding.code for finding in contents.found}
    grave = {*_LOST, "table-missing"} if "table-by-headers" in codes else {*_LOST}
    ranks = {sheet.name: rank for rank, sheet in enumerate(contents.book.sheets)}
    told: dict[tuple[int, int, str], Finding] = {}
    for finding in contents.found:
        if finding.severity is Severity.ERROR or finding.code in grave:
            place = finding.place
            row = int(re.sub(r"\D", "", place.cell) or 0)
            told.setdefault((ranks.get(place.sheet, -1), row, place.cell or place.table), finding)
    return [_line(told[place]) for place in sorted(told)]


def _line(finding: Finding) -> tuple[str, str]:
    where = " ".join(part for part in (finding.place.sheet, finding.place.cell) if part)
    french, english = (re.sub(r"[\r\n]+", " ", finding.message(lang)).rstrip(".") for lang in ("fr", "en"))
    return f"{where} : {french}", f"{where}: {english}"


# --- what Excel has to say ----------------------------------------------------------------------------------


def _fitting(settings: Settings) -> Settings:
    """The settings, if a plan's workbook can be made of them: not every name is one for a sheet."""
    try:
        pac_book(settings)
    except DefinitionError as slip:
        taken = _taken(settings)
        french = f"une autre feuille du plan s’appelle déjà « {taken} »" if taken else f"Excel les refuse ({slip})"
        english = (
            f"another sheet of the plan is called “{taken}” already" if taken else f"Excel refuses them ({slip})"
        )
        raise SettingsError(settings.name, french, english) from None
    check_weighed_words(settings, settings.name)
    return settings


def _taken(settings: Settings) -> str:
    """The first family whose sheet has the name of another sheet of the plan, "" if there is none."""
    numbered = (replace(family, sheet=str(number)) for number, family in enumerate(settings.families))
    sheets = pac_book(replace(settings, families=tuple(numbered))).sheets
    names = {sheet.name.casefold() for sheet in sheets}
    return next((family.sheet for family in settings.drawn if family.sheet.casefold() in names), "")


# --- somebody's own words -----------------------------------------------------------------------------------


def load_correspondences(path: str | Path, limits: Limits = USUAL) -> Correspondences:
    """What a file says of somebody's words: a table of an Excel workbook (that of `pacxl map`, a settings workbook)
    or of a CSV, or TOML; raises SettingsError for a slip in it, and the PacxlError of a file that cannot be read."""
    file = Path(path)
    if ending_of_name(file.name) == ".toml":
        try:
            return correspondences_from_toml(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise SettingsError(file.name, f"illisible ({fault})", f"cannot be read ({fault})") from None
    sheets = [[cells for _, cells in filled_rows(grid)] for grid in open_in_pool(file, limits).sheets.values()]
    titled = (rows for rows in sheets if has_correspondence_titles(rows))
    return correspondences_from_rows(next(titled, sheets[0] if sheets else []), file.name)


# --- a list of people ---------------------------------------------------------------------------------------

_LISTS = (".txt", ".csv", ".tsv", ".tab")


def load_people(path: str | Path, limits: Limits = USUAL) -> tuple[Person, ...]:
    """The people who are expected to send a plan, from a list (.txt, .csv, .xlsx …: a name a row, with the team and
    the address if they are there), from a settings workbook or a `.toml`. Raises SettingsError for a slip in it, and
    the PacxlError of a file that cannot be read."""
    file = Path(path)
    if ending_of_name(file.name) == ".toml":
        return load_settings(file).people
    if ending_of_name(file.name) in _LISTS:
        return people_from_rows(list(enumerate(_rows_of_text(file, limits))), file.name)
    sheets = [list(filled_rows(grid)) for grid in open_in_pool(file, limits).sheets.values()]
    return people_from_rows(max(sheets, key=people_headers, default=[]), file.name)


def _rows_of_text(file: Path, limits: Limits) -> list[list[str]]:
    """The rows of a list as text, of a column or more."""
    try:
        with file.open("rb") as opened:
            content = opened.read(limits.text + 1)
    except FileNotFoundError:
        raise FileMissing(str(file)) from None
    except OSError as fault:
        raise ListError(file.name, f"illisible ({fault.strerror})", f"cannot be read ({fault.strerror})") from None
    return text_table(content, file, limits).rows

"""A command that runs: the plans it reads and what was found in them, the faults it tells, its exit status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import typer

from pacxl.books.ecarts.ecarts_book import KEY as ECARTS
from pacxl.cli.screen import progress, show_fault, show_line
from pacxl.cli.streams import flush_output
from pacxl.compute.contents import Contents
from pacxl.duplicates.decided import DealDecision
from pacxl.duplicates.decisions_file import load_decisions
from pacxl.errors import PacxlError, SettingsError
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding, Place
from pacxl.guard.limits import USUAL, Limits, limits_from
from pacxl.reading.folder import search_folder
from pacxl.reading.load import load_correspondences, load_people, load_settings
from pacxl.reading.read import read_all
from pacxl.relecture.read_over import read_over
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences
from pacxl.settings.model import Settings
from pacxl.settings.people import Person
from pacxl.typography import typeset


def shows_faults(command: Callable[..., None]) -> Callable[..., None]:
    """The running command, a machine fault in it told in one line on standard error, with exit status 2."""

    @wraps(command)
    def telling(*args: Any, **options: Any) -> None:
        try:
            try:
                command(*args, **options)
            finally:
                flush_output()
        except PacxlError as fault:
            show_fault(fault, options.get("lang", "fr"))
            raise typer.Exit(2) from None

    return telling


def command_says(lang: Lang, french: str, english: str) -> str:
    """A sentence of the running command, in the language that was asked for."""
    return typeset(french) if lang == "fr" else english


def plans_of_command(
    paths: Sequence[Path],
    lang: Lang,
    limit: Sequence[str] | None,
    settings: Settings | None = None,
    words: Path | None = None,
) -> list[Contents]:
    """The plans that the running command reads, with a file of somebody's own words. Where not one can be read, each
    fault is a line on standard error."""
    limits = limits_from(limit or ())
    known = words_of_command(words, limits)
    with progress(command_says(lang, "Lecture", "Reading")) as advance:
        plans = read_all(paths, settings=settings, words=known, limits=limits, progress=advance)
    if not plans:
        for finding in search_folder(paths, limits).findings:
            show_line(finding, lang)
        show_line(Finding("no-workbook", Place(", ".join(map(str, paths)))), lang)
        raise typer.Exit(2)
    if all(plan.unreadable for plan in plans):
        for finding in findings_of_command(plans):
            show_line(finding, lang)
    return plans


def plans_read_over_by_command(plans: Sequence[Contents], settings: Settings | None) -> list[Contents]:
    """The plans of the running command, each with all there is to say of it as a whole."""
    return [read_over(plan, settings) for plan in plans]


def decisions_of_command(
    files: Sequence[Path] | None, lang: Lang, limit: Sequence[str] | None, earlier: Path | None = None
) -> list[DealDecision]:
    """What the running command knows of deals that may be one: what was decided in the `earlier` workbook that it
    replaces, then in files; the last word counts. An earlier one that cannot be read is told, and replaced."""
    limits, found = limits_from(limit or ()), list[DealDecision]()
    if earlier is not None and earlier.is_file():
        try:
            found += load_decisions(earlier, limits, strict=False)
        except SettingsError:
            raise
        except PacxlError as fault:
            show_fault(fault, lang)
    return found + [each for file in files or () for each in load_decisions(file, limits)]


def words_of_command(file: Path | None, limits: Limits = USUAL) -> Correspondences:
    """What the file that a running command was given says of somebody's own words; nothing without one."""
    return load_correspondences(file, limits) if file else NO_CORRESPONDENCES


def settings_of_command(name: str) -> Settings | None:
    """The settings that a running command was given, if it was."""
    return load_settings(name) if name else None


def day_of_command(option: dt.datetime | None) -> dt.date | None:
    """The day that an option of a running command names, if it was given."""
    return option.date() if option else None


def expected_by_command(file: Path | None, limit: Sequence[str] | None) -> tuple[Person, ...] | None:
    """The people whom the list of a running command names; None without one."""
    return load_people(file, limits_from(limit or ())) if file else None


def findings_of_command(plans: Sequence[Contents]) -> list[Finding]:
    """What was found in every plan that the running command reads."""
    return [finding for plan in plans for finding in plan.found]


def strangers_of_command(plans: Sequence[Contents]) -> list[Finding]:
    """The variance workbooks among the plans that the running command reads: they are told as such."""
    return [Finding("not-a-plan", Place(plan.file)) for plan in plans if plan.book.key == ECARTS]


def exit_code(plans: Sequence[Contents], found: Sequence[Finding], strict: bool) -> int:
    """A running command's exit status: 2 if no file could be read, 1 with an error (or a strict warning), else 0."""
    if all(plan.unreadable for plan in plans):
        return 2
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in grave for finding in found) else 0

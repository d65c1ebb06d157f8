"""A command that runs: the plans it reads and what was found in them, the faults it tells, its exit status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pacxl.cli import verbs
from pacxl.cli.output.screen import progress, show_fault, show_line, show_size
from pacxl.cli.output.streams import flush_output
from pacxl.errors import PacxlError, SettingsError
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding, Place
from pacxl.guard.limits import Limits, limits_from
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences
from pacxl.typography import typeset

if TYPE_CHECKING:
    from pacxl.compute.contents import Contents
    from pacxl.duplicates.decided import DealDecision
    from pacxl.settings.model import Settings
    from pacxl.settings.people import Person


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


@dataclass(frozen=True)
class HowToRead:
    """How the running command reads: within which limits, how many files at a time, where what is read is kept, and
    the address of the machines that read."""

    limit: Sequence[str] | None = None
    jobs: int | None = None
    cache: Path | None = None
    dask: str = ""


def plans_of_command(
    paths: Sequence[Path],
    lang: Lang,
    how: HowToRead,
    settings: Settings | None = None,
    words: Path | None = None,
) -> list[Contents]:
    """The plans that the running command reads, with a file of somebody's own words. Where not one can be read, each
    fault is a line on standard error."""
    limits = limits_from(how.limit or ())
    if not how.dask:
        verbs.start_ahead()  # it starts while pandas loads
    known = words_of_command(words, limits)
    with (
        verbs.dask_executor(how.dask) if how.dask else nullcontext() as executor,
        progress(command_says(lang, "Lecture", "Reading")) as advance,
    ):
        means: dict[str, Any] = {"jobs": how.jobs, "cache": how.cache, "executor": executor}
        plans = verbs.read_all(paths, settings=settings, words=known, limits=limits, progress=advance, **means)
    if how.cache is not None:
        show_size(command_says(lang, "Cache", "Cache"), how.cache, verbs.size_of_cache(how.cache), lang)
    if not plans:
        for finding in verbs.search_folder(paths, limits).findings:
            show_line(finding, lang)
        show_line(Finding("no-workbook", Place(", ".join(map(str, paths)))), lang)
        raise typer.Exit(2)
    if all(plan.unreadable for plan in plans):
        for finding in findings_of_command(plans):
            show_line(finding, lang)
    return plans


def plans_read_over_by_command(
    paths: Sequence[Path], lang: Lang, how: HowToRead, settings: Settings | None, words: Path | None
) -> list[Contents]:
    """The same plans, each with all there is to say of it as a whole."""
    return [verbs.read_over(plan, settings) for plan in plans_of_command(paths, lang, how, settings, words)]


def decisions_of_command(
    files: Sequence[Path] | None, lang: Lang, limit: Sequence[str] | None, earlier: Path | None = None
) -> list[DealDecision]:
    """What the running command knows of deals that may be one: what was decided in the `earlier` workbook that it
    replaces, then in files; the last word counts. An earlier one that cannot be read is told, and replaced."""
    limits = limits_from(limit or ())
    found: list[DealDecision] = []
    if earlier is not None and earlier.is_file():
        try:
            found += verbs.load_decisions(earlier, limits, strict=False)
        except SettingsError:
            raise
        except PacxlError as fault:
            show_fault(fault, lang)
    return found + [each for file in files or () for each in verbs.load_decisions(file, limits)]


def words_of_command(file: Path | None, limits: Limits) -> Correspondences:
    """What the file that a running command was given says of somebody's own words; nothing without one."""
    return verbs.load_correspondences(file, limits) if file else NO_CORRESPONDENCES


def settings_of_command(name: str) -> Settings | None:
    """The settings that a running command was given, if it was."""
    return verbs.load_settings(name) if name else None


def day_of_command(option: dt.datetime | None) -> dt.date | None:
    """The day that an option of a running command names, if it was given."""
    return option.date() if option else None


def expected_by_command(file: Path | None, limit: Sequence[str] | None) -> tuple[Person, ...] | None:
    """The people whom the list of a running command names; None without one."""
    return verbs.load_people(file, limits_from(limit or ())) if file else None


def findings_of_command(plans: Sequence[Contents]) -> list[Finding]:
    """What was found in every plan that the running command reads."""
    return [finding for plan in plans for finding in plan.found]


def strangers_of_command(plans: Sequence[Contents]) -> list[Finding]:
    """The variance workbooks among the plans that the running command reads: they are told as such."""
    return [Finding("not-a-plan", Place(plan.file)) for plan in plans if plan.book.key == verbs.ECARTS]


def exit_code(plans: Sequence[Contents], found: Sequence[Finding], strict: bool) -> int:
    """A running command's exit status: 2 if no file could be read, 1 with an error (or a strict warning), else 0."""
    if all(plan.unreadable for plan in plans):
        return 2
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in grave for finding in found) else 0

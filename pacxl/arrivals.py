"""The workbooks that a command is given: read, with what was found in them, and what it exits with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from pacxl.catalogue import Lang, Severity
from pacxl.contents import Contents
from pacxl.finding import Finding, Place
from pacxl.guard import limits_from
from pacxl.options import say
from pacxl.read import read_all
from pacxl.screen import progress, show_line


def plans_of(paths: Sequence[Path], lang: Lang, limit: Sequence[str] | None) -> list[Contents]:
    """The plans of the paths. Where not one can be read, each fault is a line on standard error, and that is all."""
    limits = limits_from(limit or ())
    with progress(say(lang, "Lecture", "Reading")) as advance:
        plans = read_all(paths, limits=limits, progress=advance)
    if not plans:
        show_line(Finding("no-workbook", Place(", ".join(map(str, paths)))), lang)
        raise typer.Exit(2)
    if all(plan.unreadable for plan in plans):
        for finding in found_in(plans):
            show_line(finding, lang)
    return plans


def found_in(plans: Sequence[Contents]) -> list[Finding]:
    return [finding for plan in plans for finding in plan.found]


def exit_code(plans: Sequence[Contents], found: Sequence[Finding], strict: bool) -> int:
    if all(plan.unreadable for plan in plans):
        return 2
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in grave for finding in found) else 0

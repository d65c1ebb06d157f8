"""What the commands have in common: their options, how they tell a fault, the language they speak."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from pacxl.cli.screen import progress, show_fault, show_line
from pacxl.compute.contents import Contents
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding, Place
from pacxl.guard.check import limits_from
from pacxl.reading.read import read_all
from pacxl.settings.model import Settings

Paths = Annotated[list[Path], typer.Argument(metavar="CHEMIN…", help="Classeurs, dossiers ou motifs (*.xlsx).")]
Json = Annotated[bool, typer.Option("--json", help="Un objet JSON sur la sortie standard, et rien d’autre.")]
Force = Annotated[bool, typer.Option("--force", help="Remplacer un fichier qui existe.")]
Strict = Annotated[bool, typer.Option("--strict", help="Sortir en erreur dès un avertissement.")]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NOM=NOMBRE", help="Relever une limite de lecture : secondes=30 (l’option se répète)."
    ),
]
Language = Annotated[Lang, typer.Option("--lang", envvar="PACXL_LANG", help="La langue des messages.")]
Day = Annotated[
    dt.datetime | None,
    typer.Option(
        "--today", formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="La date du jour, pour les calculs."
    ),
]
Company = Annotated[str, typer.Option(help="L’entreprise dont les plans comptent (la plus fréquente).")]
TeamPeriod = Annotated[
    str, typer.Option("--period", help="La période dont les plans comptent (la plus fréquente) : 2026-S1.")
]
Include = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FICHIER",
        help="Compter ce fichier, quelles que soient son entreprise et sa période (l’option se répète).",
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(metavar="FICHIER", help="De deux versions d’un plan, celle qui compte (l’option se répète)."),
]
FirmSettings = Annotated[
    str,
    typer.Option(
        "--settings",
        metavar="MODÈLE",
        help="Les réglages de l’entreprise : son équipe et les autres écritures des noms, la nature des indicateurs.",
    ),
]
Start = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="Le premier jour d’un exercice."),
]
Phases = Annotated[
    list[str] | None, typer.Option("--phase", help="Seulement cette phase (l’option se répète) : opérationnelle…")
]


def shows_faults(command: Callable[..., None]) -> Callable[..., None]:
    """The command, a machine fault in it told in one line on standard error, with exit status 2."""

    @wraps(command)
    def telling(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except PacxlError as fault:
            show_fault(fault, options.get("lang", "fr"))
            raise typer.Exit(2) from None

    return telling


def say(lang: Lang, french: str, english: str) -> str:
    """A sentence in the language that was asked for."""
    return french if lang == "fr" else english


def print_json(value: object) -> None:
    """Prints one object as JSON, and nothing else."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def plans_of(
    paths: Sequence[Path], lang: Lang, limit: Sequence[str] | None, settings: Settings | None = None
) -> list[Contents]:
    """The plans of the paths. Where not one can be read, each fault is a line on standard error, and that is all."""
    limits = limits_from(limit or ())
    with progress(say(lang, "Lecture", "Reading")) as advance:
        plans = read_all(paths, settings=settings, limits=limits, progress=advance)
    if not plans:
        show_line(Finding("no-workbook", Place(", ".join(map(str, paths)))), lang)
        raise typer.Exit(2)
    if all(plan.unreadable for plan in plans):
        for finding in found_in(plans):
            show_line(finding, lang)
    return plans


def found_in(plans: Sequence[Contents]) -> list[Finding]:
    """What was found in every file."""
    return [finding for plan in plans for finding in plan.found]


def exit_code(plans: Sequence[Contents], found: Sequence[Finding], strict: bool) -> int:
    """The command's exit status: 2 if no file could be read, 1 with an error (or, if strict, a warning), else 0."""
    if all(plan.unreadable for plan in plans):
        return 2
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in grave for finding in found) else 0

"""The command line: a command is a verb, and contains nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from pacxl import __version__
from pacxl.books.pac import KEY as PLAN
from pacxl.cli.command import (
    command_says,
    day_of_command,
    decisions_of_command,
    exit_code,
    expected_by_command,
    findings_of_command,
    plans_of_command,
    plans_read_over_by_command,
    settings_of_command,
    shows_faults,
    strangers_of_command,
)
from pacxl.cli.import_crm import import_crm
from pacxl.cli.json_report import (
    CELLS,
    json_completion,
    json_fullness,
    json_roster,
    json_schema,
    json_submissions,
    json_understood,
    print_json,
)
from pacxl.cli.next_steps import show_next
from pacxl.cli.options import (
    Company,
    CsvFor,
    Day,
    Decisions,
    Due,
    Expected,
    FirmSettings,
    Force,
    FrameForm,
    Include,
    Json,
    Keep,
    Language,
    Limit,
    Paths,
    Strict,
    TeamPeriod,
    WordsFile,
)
from pacxl.cli.page import page
from pacxl.cli.prepare import demo, new, propose_words, settings, templates
from pacxl.cli.screen import (
    out,
    show_count,
    show_fault,
    show_findings,
    show_fullness,
    show_path,
    show_roster,
    show_totals,
)
from pacxl.cli.send_back import repair, send_back
from pacxl.cli.streams import flush_output, patient_streams
from pacxl.cli.understood import show_understood
from pacxl.cli.usage import HelpedCommand, HelpedGroup
from pacxl.compute.contents import Contents
from pacxl.consolidation.consolidate import consolidate as consolidate_plans
from pacxl.consolidation.roster import roster
from pacxl.consolidation.variance import variance
from pacxl.errors import CannotWrite, NoTables
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.findings.frame import findings_frame
from pacxl.guard.limits import limits_from
from pacxl.jobs.totals import totals_by_person, totals_of_team
from pacxl.reading.folder import workbooks
from pacxl.writing.export import export, export_form, export_records
from pacxl.writing.files import check_output_file
from pacxl.writing.write import write

app = typer.Typer(
    name="pacxl",
    help="Plans d’action commerciaux dans Excel : créer les classeurs, les relire, les consolider.",
    epilog="Pour commencer : pacxl new essentiel -o PAC.xlsx --person Paul --company 'Alpes Piscines'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    cls=HelpedGroup,
    rich_markup_mode="rich",
)


def _version(asked: bool) -> None:
    if asked:
        out.print(f"pacxl {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Afficher la version.")
    ] = False,
) -> None:
    """Plans d’action commerciaux dans Excel : créer les classeurs, les relire, les consolider."""


@shows_faults
def check(
    paths: Paths,
    words: WordsFile = None,
    firm: FirmSettings = "",
    as_json: Json = False,
    strict: Strict = False,
    limit: Limit = None,
    lang: Language = "fr",
) -> None:
    """Tout ce qu’il y a à dire de chaque classeur, avec l’endroit et ce qu’il faut faire."""
    known = settings_of_command(firm)
    plans = plans_read_over_by_command(plans_of_command(paths, lang, limit, known, words), known)
    found = [*findings_of_command(plans), *strangers_of_command(plans)]
    if as_json:
        print_json(_report(plans, found, lang))
    elif not all(plan.unreadable for plan in plans):
        show_understood(plans, lang)
        show_findings(found, lang)
        show_fullness(plans, lang)
        show_count(plans, found, lang)
        grave = any(finding.severity is not Severity.INFO for finding in found)
        show_next("check" if grave else "check, nothing wrong", lang, paths)
    raise typer.Exit(exit_code(plans, found, strict))


def _report(plans: Sequence[Contents], found: Sequence[Finding], lang: Lang) -> dict[str, Any]:
    told = {"findings": export_records(findings_frame(found, lang)), "understood": json_understood(plans)}
    return {"files": len(plans), **told, "fullness": json_fullness(plans)}


@shows_faults
def read(
    paths: Paths,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DOSSIER", help="Le dossier où écrire les tables.")
    ],
    form: FrameForm = "csv",
    csv: CsvFor = "plain",
    words: WordsFile = None,
    firm: FirmSettings = "",
    strict: Strict = False,
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les tables des classeurs, pour d’autres outils : un fichier par table, et les constats."""
    plans = plans_of_command(paths, lang, limit, settings_of_command(firm), words)
    found = findings_of_command(plans)
    frames = _frames(plans, findings_frame(found, lang))
    inputs = workbooks(paths, limits_from(limit or ()))
    for path in export(frames, output, export_form(form, csv), force=force, inputs=inputs):
        show_path(path.stem, path, lang)
    show_count(plans, found, lang)
    show_next("read", lang)
    raise typer.Exit(exit_code(plans, found, strict))


def _frames(plans: Sequence[Contents], findings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of all files, table by table."""
    readable = [plan for plan in plans if not plan.unreadable]
    keys = dict.fromkeys(key for plan in readable for key in plan.frames)
    tables = {key: pd.concat([p.frames[key] for p in readable if key in p.frames], ignore_index=True) for key in keys}
    libre = pd.concat([plan.libre for plan in plans], ignore_index=True)
    return {**tables, "libre": libre, "findings": findings}


_Ecarts = Annotated[Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur des écarts à créer.")]
_Frames = Annotated[
    Path | None, typer.Option("--frames", metavar="DOSSIER", help="Écrire aussi les tables, dans ce dossier.")
]


@shows_faults
def consolidate(
    paths: Paths,
    output: _Ecarts,
    frames: _Frames = None,
    form: FrameForm = "csv",
    csv: CsvFor = "excel",
    today: Day = None,
    company: Company = "",
    period: TeamPeriod = "",
    include: Include = None,
    keep: Keep = None,
    firm: FirmSettings = "",
    expected: Expected = None,
    due: Due = None,
    decisions: Decisions = None,
    words: WordsFile = None,
    as_json: Json = False,
    strict: Strict = False,
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les plans de l’équipe en un seul classeur d’écarts, avec la preuve de ses totaux."""
    inputs, known = workbooks(paths, limits_from(limit or ())), settings_of_command(firm)
    check_output_file(output, force=force, inputs=inputs)
    said = decisions_of_command(decisions, lang, limit, output if force else None)
    people, day = expected_by_command(expected, limit), day_of_command(today)
    plans = plans_read_over_by_command(plans_of_command(paths, lang, limit, known, words), known)
    _check_some_plan(plans, paths, lang, as_json)
    chosen: dict[str, Any] = {"company": company, "period": period, "include": include or (), "keep": keep or ()}
    chosen |= {"settings": known, "decisions": said, "expected": people, "due": day_of_command(due), "today": day}
    team = consolidate_plans(plans, **chosen)
    ecarts = variance(team, today=day)
    write(ecarts, output, force=force, inputs=inputs)
    if frames is not None:
        tables = {**ecarts.frames, "findings": findings_frame(team.found, lang)}
        export(tables, frames, export_form(form, csv), force=force, inputs=inputs)
    _tell_team(plans, team, ecarts, lang, None if as_json else (paths, output))
    raise typer.Exit(exit_code(plans, team.found, strict))


def _check_some_plan(plans: Sequence[Contents], paths: Sequence[Path], lang: Lang, as_json: bool) -> None:
    """Ends the command where no file can be read (status 2), or none of them is a plan."""
    if all(plan.unreadable for plan in plans):
        if as_json:
            print_json(_report(plans, findings_of_command(plans), lang))
        raise typer.Exit(2)
    if all(plan.book.key != PLAN for plan in plans):
        raise NoTables(", ".join(map(str, paths)))


_Files = tuple[Sequence[Path], Path] | None  # what was read, and the workbook made of it; None to be told as JSON


def _tell_team(plans: Sequence[Contents], team: Contents, ecarts: Contents, lang: Lang, files: _Files) -> None:
    """What a consolidation gave: as JSON, or to people, with its files."""
    totals = totals_of_team(ecarts)
    if files is None:
        cells = dict(zip(CELLS, team.cells.as_tuple(), strict=True))
        more = {"totals": totals, "cells": cells, "submissions": json_submissions(team)}
        more |= {"roster": json_roster(team, lang), "completion": json_completion(team)}
        print_json(_report(plans, team.found, lang) | more)
        return
    show_findings(team.found, lang)
    show_roster(roster(team), lang)
    show_count(plans, team.found, lang)
    show_totals(totals, lang, totals_by_person(ecarts))
    show_path(command_says(lang, "Classeur des écarts", "Variance workbook"), files[1], lang)
    show_next("consolidate", lang, *files)


@shows_faults
def schema() -> None:
    """Le schéma JSON de ce que --json écrit."""
    print_json(json_schema())


# In the order of the help.
COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("templates", templates, "pacxl templates --json"),
    ("settings", settings, "pacxl settings complet -o reglages.xlsx"),
    ("new", new, "pacxl new essentiel -o PAC_Paul.xlsx --person Paul --period 2026-S1"),
    ("check", check, "pacxl check retours/ --lang fr"),
    ("map", propose_words, "pacxl map mon_plan.xlsx -o correspondances.xlsx"),
    ("read", read, "pacxl read retours/ -o tables --format csv"),
    ("consolidate", consolidate, "pacxl consolidate retours/ -o ecarts.xlsx --today 2026-06-30"),
    ("schema", schema, "pacxl schema > report.schema.json"),
    ("return", send_back, "pacxl return retours/ -o a-renvoyer"),
    ("repair", repair, "pacxl repair PAC_Paul.xlsx -o PAC_Paul_neuf.xlsx"),
    ("import", import_crm, "pacxl import export.csv -o PAC_Paul_a_jour.xlsx --into PAC_Paul.xlsx"),
    ("page", page, "pacxl page"),
    ("demo", demo, "pacxl demo essai"),
)
for _name, _command, _example in COMMANDS:
    app.command(_name, cls=HelpedCommand, epilog=f"Exemple : {_example}")(_command)


def main() -> None:
    """Runs the command line."""
    with patient_streams():
        try:
            try:
                app()
            finally:
                flush_output()
        except CannotWrite as fault:  # of what has no language: the help, the version
            show_fault(fault, "fr")
            sys.exit(2)

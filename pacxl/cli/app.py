"""The command line: a command is a verb, and contains nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pacxl import __version__
from pacxl.cli import verbs
from pacxl.cli.command import (
    HowToRead,
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
from pacxl.cli.options import (
    CacheFolder,
    Company,
    CsvFor,
    DaskAddress,
    Day,
    Decisions,
    Due,
    Expected,
    FirmSettings,
    Force,
    FrameForm,
    FramesFolder,
    Include,
    Jobs,
    Json,
    Keep,
    Language,
    Limit,
    PartBy,
    Paths,
    Strict,
    TeamPeriod,
    WordsFile,
)
from pacxl.cli.output.next_steps import show_next
from pacxl.cli.output.screen import out, show_count, show_fault, show_findings, show_path
from pacxl.cli.output.streams import flush_output, patient_streams
from pacxl.cli.page import page
from pacxl.cli.prepare import demo, new, propose_words, settings, templates
from pacxl.cli.send_back import repair, send_back
from pacxl.cli.usage import HelpedCommand, HelpedGroup
from pacxl.errors import CannotWrite, NoTables
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.guard.limits import limits_from
from pacxl.writing.files import Form, check_output_file, form_of_files

if TYPE_CHECKING:
    from pacxl.compute.contents import Contents

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
    jobs: Jobs = None,
    cache: CacheFolder = None,
    dask: DaskAddress = "",
    lang: Language = "fr",
) -> None:
    """Tout ce qu’il y a à dire de chaque classeur, avec l’endroit et ce qu’il faut faire."""
    known = settings_of_command(firm)
    plans = plans_read_over_by_command(paths, lang, HowToRead(limit, jobs, cache, dask), known, words)
    found = [*findings_of_command(plans), *strangers_of_command(plans)]
    if as_json:
        verbs.print_json(_report(plans, found, lang))
    elif not all(plan.unreadable for plan in plans):
        verbs.show_understood(plans, lang)
        show_findings(found, lang)
        verbs.show_fullness(plans, lang)
        show_count(plans, found, lang)
        show_next(_next_of_check(plans, found), lang, paths)
    raise typer.Exit(exit_code(plans, found, strict))


def _next_of_check(plans: Sequence[Contents], found: Sequence[Finding]) -> str:
    if any(finding.severity is not Severity.INFO for finding in found):
        return "check"
    return "check, nothing wrong" if any(plan.book.key == verbs.PLAN for plan in plans) else "check, no plan"


def _report(plans: Sequence[Contents], found: Sequence[Finding], lang: Lang) -> dict[str, Any]:
    told = {
        "findings": verbs.export_records(verbs.findings_frame(found, lang)),
        "understood": verbs.json_understood(plans),
    }
    return {"files": len(plans), **told, "fullness": verbs.json_fullness(plans)}


@shows_faults
def read(
    paths: Paths,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DOSSIER", help="Le dossier où écrire les tables.")
    ],
    form: FrameForm = "csv",
    csv: CsvFor = "plain",
    by: PartBy = None,
    words: WordsFile = None,
    firm: FirmSettings = "",
    strict: Strict = False,
    limit: Limit = None,
    jobs: Jobs = None,
    cache: CacheFolder = None,
    dask: DaskAddress = "",
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les tables des classeurs, pour d’autres outils : un fichier par table, et les constats."""
    plans = plans_of_command(paths, lang, HowToRead(limit, jobs, cache, dask), settings_of_command(firm), words)
    found = findings_of_command(plans)
    frames = verbs.export_tables(plans, verbs.findings_frame(found, lang))
    inputs = verbs.workbooks(paths, limits_from(limit or ()))
    made = verbs.export(verbs.partitioned(frames, by), output, form_of_files(form, csv), force=force, inputs=inputs)
    for path in dict.fromkeys(output / path.relative_to(output).parts[0] for path in made):
        show_path(path.stem, path, lang)
    show_count(plans, found, lang)
    show_next("read", lang)
    raise typer.Exit(exit_code(plans, found, strict))


_Ecarts = Annotated[Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur des écarts à créer.")]


@shows_faults
def consolidate(
    paths: Paths,
    output: _Ecarts,
    frames: FramesFolder = None,
    form: FrameForm = "csv",
    csv: CsvFor = "excel",
    by: PartBy = None,
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
    jobs: Jobs = None,
    cache: CacheFolder = None,
    dask: DaskAddress = "",
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les plans de l’équipe en un seul classeur d’écarts, avec la preuve de ses totaux."""
    inputs, known = verbs.workbooks(paths, limits_from(limit or ())), settings_of_command(firm)
    check_output_file(output, force=force, inputs=inputs)
    said = decisions_of_command(decisions, lang, limit, output if force else None)
    people, day = expected_by_command(expected, limit), day_of_command(today)
    plans = plans_read_over_by_command(paths, lang, HowToRead(limit, jobs, cache, dask), known, words)
    _check_some_plan(plans, paths, lang, as_json)
    chosen: dict[str, Any] = {"company": company, "period": period, "include": include or (), "keep": keep or ()}
    chosen |= {"settings": known, "decisions": said, "expected": people, "due": day_of_command(due), "today": day}
    team = verbs.consolidate(plans, **chosen)
    ecarts = verbs.variance(team, today=day)
    _write_team(team, ecarts, output, (frames, form_of_files(form, csv), by), lang, force=force, inputs=inputs)
    _tell_team(plans, team, ecarts, lang, None if as_json else (paths, output))
    raise typer.Exit(exit_code(plans, team.found, strict))


_Tables = tuple[Path | None, Form, str | None]  # their folder, if they are asked for; their form; their parts


def _write_team(team: Contents, ecarts: Contents, output: Path, tables: _Tables, lang: Lang, **over: Any) -> None:
    """Writes the variance workbook, and its tables if they are asked for."""
    verbs.write(ecarts, output, **over)
    folder, form, by = tables
    if folder is not None:
        frames = {**ecarts.frames, "findings": verbs.findings_frame(team.found, lang)}
        verbs.export(verbs.partitioned(frames, by), folder, form, **over)


def _check_some_plan(plans: Sequence[Contents], paths: Sequence[Path], lang: Lang, as_json: bool) -> None:
    """Ends the command where no file can be read (status 2), or none of them is a plan."""
    if all(plan.unreadable for plan in plans):
        if as_json:
            verbs.print_json(_report(plans, findings_of_command(plans), lang))
        raise typer.Exit(2)
    if all(plan.book.key != verbs.PLAN for plan in plans):
        raise NoTables(", ".join(map(str, paths)))


_Files = tuple[Sequence[Path], Path] | None  # what was read, and the workbook made of it; None to be told as JSON


def _tell_team(plans: Sequence[Contents], team: Contents, ecarts: Contents, lang: Lang, files: _Files) -> None:
    """What a consolidation gave: as JSON, or to people, with its files."""
    if files is None:
        cells = dict(zip(verbs.CELLS, team.cells.as_tuple(), strict=True))
        more: dict[str, Any] = {"totals": verbs.totals_of_team(ecarts), "proved": verbs.totals_proved(ecarts)}
        more |= {"cells": cells, "submissions": verbs.json_submissions(team)}
        more |= {"roster": verbs.json_roster(team, lang), "completion": verbs.json_completion(team)}
        verbs.print_json(_report(plans, team.found, lang) | more)
        return
    show_findings(team.found, lang)
    verbs.show_roster(verbs.roster(team), lang)
    show_count(plans, team.found, lang)
    verbs.show_totals(ecarts, lang)
    show_path(command_says(lang, "Classeur des écarts", "Variance workbook"), files[1], lang)
    show_next("consolidate", lang, *files)


@shows_faults
def schema() -> None:
    """Le schéma JSON de ce que --json écrit."""
    verbs.print_json(verbs.json_schema())


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

_SELDOM = 100_000  # new objects between two looks for cycles: this process makes much, and ends soon


def main() -> None:
    """Runs the command line."""
    gc.set_threshold(_SELDOM)
    with patient_streams():
        try:
            try:
                app()
            finally:
                flush_output()
        except CannotWrite as fault:  # of what has no language: the help, the version
            show_fault(fault, "fr")
            sys.exit(2)

"""The command line: a command is a verb, and contains nothing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from pacxl import __version__
from pacxl.catalogue import Lang, Severity
from pacxl.consolidate import consolidate as consolidate_plans
from pacxl.contents import Cells, Contents, findings_frame
from pacxl.demo import demo as run_demo
from pacxl.errors import NoTables, SettingsError
from pacxl.export import Form, export, records
from pacxl.files import check_output
from pacxl.finding import Finding, Place
from pacxl.folder import workbooks
from pacxl.load import load_settings
from pacxl.options import Day, Force, Json, Language, Paths, Phases, Start, Strict, print_json, say, told
from pacxl.pac import KEY as PLAN
from pacxl.pac import blank
from pacxl.period import from_start
from pacxl.read import read_all
from pacxl.reglages import reglages
from pacxl.screen import (
    out,
    progress,
    show_count,
    show_findings,
    show_line,
    show_path,
    show_totals,
)
from pacxl.toml import templates as built_in
from pacxl.variance import variance
from pacxl.write import write

app = typer.Typer(
    name="pacxl",
    help="Plans d’action commerciaux dans Excel : créer les classeurs, les relire, les consolider.",
    epilog="Pour commencer : pacxl new complet -o PAC.xlsx --person Paul --company 'Alpes Piscines'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
TOTALS = ("actions", "budget", "depense", "carnet_montant", "carnet_pondere")


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


@app.command(epilog="Exemple : pacxl templates --json")
@told
def templates(as_json: Json = False) -> None:
    """Les modèles fournis."""
    known = [load_settings(name) for name in built_in()]
    if as_json:
        print_json([{"name": each.name, "title": each.title, "description": each.description} for each in known])
        return
    for each in known:
        out.print(f"[bold]{each.name}[/]  {each.description}", soft_wrap=True)


@app.command(epilog="Exemple : pacxl settings complet -o reglages.xlsx")
@told
def settings(
    template: Annotated[str, typer.Argument(metavar="MODÈLE", help="Un modèle fourni, ou un fichier de réglages.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Le classeur de réglages à créer.")],
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les réglages d’un modèle en classeur, à modifier puis à donner à « pacxl new »."""
    written = write(reglages(load_settings(template)), output, force=force, inputs=[template])
    show_path(say(lang, "Réglages", "Settings"), written)


@app.command(epilog="Exemple : pacxl new complet -o PAC_Paul.xlsx --person Paul --period 2026-S1")
@told
def new(
    template: Annotated[
        str, typer.Argument(metavar="MODÈLE", help="Un modèle fourni, ou un fichier de réglages (.toml, .xlsx).")
    ] = "complet",
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Le classeur à créer (un dossier, avec --each).")
    ] = Path("PAC.xlsx"),
    person: Annotated[str, typer.Option(help="La personne qui le remplira.")] = "",
    company: Annotated[str, typer.Option(help="L’entreprise.")] = "",
    team: Annotated[str, typer.Option(help="Son équipe.")] = "",
    period: Annotated[str, typer.Option(help="2026, 2026-S1, 2026-T3, 2026-07 ou 2026-07/2027-06.")] = "",
    start: Start = None,
    months: Annotated[int | None, typer.Option(help="Avec --start, le nombre de mois (12).")] = None,
    phase: Phases = None,
    today: Day = None,
    each: Annotated[bool, typer.Option("--each", help="Un classeur par personne des réglages.")] = False,
    lock: Annotated[bool, typer.Option("--lock", help="Protéger tout sauf les cellules à remplir.")] = False,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Un classeur vierge, prêt à remplir. Deux modèles se combinent : smart+canaux."""
    chosen = load_settings(template)
    if phase:
        chosen = dataclasses.replace(chosen, phases=tuple(phase))
    if start and period:
        raise SettingsError("--start", "--start et --period disent la même chose : gardez l’un des deux")
    if months and not start:
        raise SettingsError("--months", "--months demande --start : le premier jour de l’exercice")
    if start:
        period = from_start(start.date(), months or 12).label
    day = today.date() if today else None
    people = [(member.name, member.team) for member in chosen.people] if each else [(person, team)]
    if each and not people:
        raise SettingsError(template, "--each demande des personnes dans les réglages (people)")
    if each:
        output.mkdir(parents=True, exist_ok=True)
    targets = [output / f"PAC_{_file_name(name)}.xlsx" if each else output for name, _ in people]
    for target in targets:
        check_output(target, force=force)
    for (name, group), target in zip(people, targets, strict=True):
        plan = blank(chosen, person=name, company=company, team=group, period=period, today=day)
        show_path(say(lang, "Classeur créé", "Workbook made"), write(plan, target, force=force, lock=lock))


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name).strip("._") or "sans_nom"


@app.command(epilog="Exemple : pacxl check retours/ --lang fr")
@told
def check(paths: Paths, as_json: Json = False, strict: Strict = False, lang: Language = "fr") -> None:
    """Tout ce qu’il y a à dire de chaque classeur, avec l’endroit et ce qu’il faut faire."""
    plans = _read(paths, lang)
    found = _found(plans)
    if as_json:
        print_json({"files": len(plans), "findings": records(findings_frame(found, lang))})
    elif not all(plan.unreadable for plan in plans):
        show_findings(found, lang)
        show_count(plans, found, lang)
    raise typer.Exit(_exit_code(plans, found, strict))


@app.command(epilog="Exemple : pacxl read retours/ -o tables --format csv")
@told
def read(
    paths: Paths,
    output: Annotated[Path, typer.Option("-o", "--output", help="Le dossier où écrire les tables.")],
    form: Annotated[Form, typer.Option("--format", help="La forme des fichiers.")] = "csv",
    strict: Strict = False,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les tables des classeurs, pour d’autres outils : un fichier par table, et les constats."""
    plans = _read(paths, lang)
    found = _found(plans)
    frames = _frames(plans, findings_frame(found, lang))
    for path in export(frames, output, form, force=force, inputs=workbooks(paths)):
        show_path(path.stem, path)
    show_count(plans, found, lang)
    raise typer.Exit(_exit_code(plans, found, strict))


def _frames(plans: Sequence[Contents], findings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of all files, table by table."""
    readable = [plan for plan in plans if not plan.unreadable]
    keys = dict.fromkeys(key for plan in readable for key in plan.frames)
    tables = {key: pd.concat([p.frames[key] for p in readable if key in p.frames], ignore_index=True) for key in keys}
    libre = pd.concat([plan.libre for plan in plans], ignore_index=True)
    return {**tables, "libre": libre, "findings": findings}


@app.command(epilog="Exemple : pacxl consolidate retours/ -o ecarts.xlsx --today 2026-06-30")
@told
def consolidate(
    paths: Paths,
    output: Annotated[Path, typer.Option("-o", "--output", help="Le classeur des écarts à créer.")],
    frames: Annotated[Path | None, typer.Option(help="Écrire aussi les tables, en CSV, dans ce dossier.")] = None,
    today: Day = None,
    as_json: Json = False,
    strict: Strict = False,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les plans de l’équipe en un seul classeur d’écarts, avec la preuve de ses totaux."""
    inputs = workbooks(paths)
    check_output(output, force=force, inputs=inputs)
    plans = _read(paths, lang)
    if all(plan.unreadable for plan in plans):
        if as_json:
            print_json({"files": len(plans), "findings": records(findings_frame(_found(plans), lang))})
        raise typer.Exit(2)
    if all(plan.book.key != PLAN for plan in plans):
        raise NoTables(", ".join(map(str, paths)))
    team = consolidate_plans(plans)
    ecarts = variance(team, today=today.date() if today else None)
    write(ecarts, output, force=force, inputs=inputs)
    if frames is not None:
        export(
            {**ecarts.frames, "findings": findings_frame(team.found, lang)}, frames, "csv", force=force, inputs=inputs
        )
    totals = {key: _plain(ecarts.figures[key]) for key in TOTALS}
    if as_json:
        findings = records(findings_frame(team.found, lang))
        print_json({"files": len(plans), "findings": findings, "totals": totals, "cells": _cells(team.cells)})
    else:
        show_findings(team.found, lang)
        show_count(plans, team.found, lang)
        show_totals(totals, lang)
        show_path(say(lang, "Classeur des écarts", "Variance workbook"), output)
    raise typer.Exit(_exit_code(plans, team.found, strict))


@app.command(epilog="Exemple : pacxl demo essai")
@told
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Où écrire.")] = Path("pacxl-demo"),
    lang: Language = "fr",
) -> None:
    """Le travail principal sur l’exemple fourni : un classeur vierge, trois remplis, leurs écarts consolidés."""
    shown = run_demo(folder)
    show_findings(shown.team.found, lang)
    show_totals(shown.totals, lang, shown.parts)
    proof = say(
        lang,
        "les totaux consolidés sont la somme des trois classeurs",
        "the totals are the sums of the three workbooks",
    )
    wrong = say(lang, "ÉCART entre les totaux et les classeurs", "the totals DIFFER from the workbooks")
    out.print(f"[bold green]✓ {proof}[/]" if shown.proved else f"[bold red]✗ {wrong}[/]")
    for label, path in shown.files.items():
        show_path(label, path)
    raise typer.Exit(0 if shown.proved else 1)


# --- what commands share ----------------------------------------------------------------------------------


def _read(paths: Sequence[Path], lang: Lang) -> list[Contents]:
    """The plans of the paths. Where not one can be read, each fault is a line on standard error, and that is all."""
    with progress(say(lang, "Lecture", "Reading")) as advance:
        plans = read_all(paths, progress=advance)
    if not plans:
        show_line(Finding("no-workbook", Place(", ".join(map(str, paths)))), lang)
        raise typer.Exit(2)
    if all(plan.unreadable for plan in plans):
        for finding in _found(plans):
            show_line(finding, lang)
    return plans


def _found(plans: Sequence[Contents]) -> list[Finding]:
    return [finding for plan in plans for finding in plan.found]


def _exit_code(plans: Sequence[Contents], found: Sequence[Finding], strict: bool) -> int:
    if all(plan.unreadable for plan in plans):
        return 2
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(finding.severity in grave for finding in found) else 0


def _cells(cells: Cells) -> dict[str, int]:
    return dict(zip(("read", "retained", "converted", "rejected", "libre"), cells.as_tuple(), strict=True))


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def main() -> None:
    """Runs the command line."""
    app()

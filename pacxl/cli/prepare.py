"""The commands that make workbooks: templates, settings, new, demo."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pacxl.cli import verbs
from pacxl.cli.command import command_says, settings_of_command, shows_faults, words_of_command
from pacxl.cli.options import ActionsLayout, Day, FirmSettings, Force, Json, Language, Limit, Phases, Start, WordsFile
from pacxl.cli.output.next_steps import show_next
from pacxl.cli.output.screen import out, show_findings, show_line, show_path
from pacxl.errors import SettingsError
from pacxl.french.period import period_from_start
from pacxl.guard.limits import limits_from
from pacxl.writing.files import check_output_file, make_folder


@shows_faults
def templates(as_json: Json = False, lang: Language = "fr") -> None:
    """Les modèles fournis."""
    known = [verbs.load_settings(name) for name in verbs.built_in()]
    if as_json:
        verbs.print_json(
            [{"name": each.name, "title": each.title, "description": each.description} for each in known]
        )
        return
    for each in known:
        out.print(f"[bold]{each.name}[/]  {each.description}", soft_wrap=True)
    show_next("templates", lang)


@shows_faults
def settings(
    template: Annotated[str, typer.Argument(metavar="MODÈLE", help="Un modèle fourni, ou un fichier de réglages.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur de réglages à créer.")
    ],
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les réglages d’un modèle en classeur, à modifier puis à donner à « pacxl new »."""
    written = verbs.write(
        verbs.reglages_contents(verbs.load_settings(template)), output, force=force, inputs=[template]
    )
    show_path(command_says(lang, "Réglages", "Settings"), written, lang)
    show_next("settings", lang, written)


@shows_faults
def propose_words(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Un classeur à vous, que pacxl n’a pas fait.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur de correspondances à créer (.xlsx)."),
    ],
    words: WordsFile = None,
    firm: FirmSettings = "",
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Ce que sont les colonnes, les feuilles et les mots d’un classeur à vous, à corriger puis à donner à --map."""
    inputs = [path for path in (file, words) if path is not None]
    check_output_file(output, force=force, inputs=inputs)
    limits = limits_from(limit or ())
    proposed = verbs.propose(
        file, settings=settings_of_command(firm), words=words_of_command(words, limits), limits=limits
    )
    written = verbs.write(proposed, output, force=force, inputs=inputs)
    show_path(command_says(lang, "Correspondances", "Correspondences"), written, lang)
    show_next("map", lang, written, file)


_Template = Annotated[
    str, typer.Argument(metavar="MODÈLE", help="Un modèle fourni, ou un fichier de réglages (.toml, .xlsx).")
]
_NewPlan = Annotated[
    Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur à créer (un dossier, avec --each).")
]
_OfPlan = Annotated[
    str, typer.Option("--period", metavar="PÉRIODE", help="2026, 2026-S1, 2026-T3, 2026-07 ou 2026-07/2027-06.")
]
_Months = Annotated[
    int | None, typer.Option("--months", metavar="NOMBRE", help="Avec --start, le nombre de mois (12).")
]


@shows_faults
def new(
    template: _Template = "complet",
    output: _NewPlan = Path("PAC.xlsx"),
    person: Annotated[str, typer.Option(metavar="NOM", help="La personne qui le remplira.")] = "",
    company: Annotated[str, typer.Option(metavar="NOM", help="L’entreprise.")] = "",
    team: Annotated[str, typer.Option(metavar="NOM", help="Son équipe.")] = "",
    period: _OfPlan = "",
    start: Start = None,
    months: _Months = None,
    phase: Phases = None,
    actions: ActionsLayout = "",
    today: Day = None,
    each: Annotated[
        bool, typer.Option("--each", help="Un classeur par personne des réglages, et un pour la direction.")
    ] = False,
    lock: Annotated[bool, typer.Option("--lock", help="Protéger tout sauf les cellules à remplir.")] = False,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Un classeur vierge, prêt à remplir. Deux modèles se combinent : smart+canaux."""
    firm = verbs.load_settings(template)
    firm = dataclasses.replace(firm, phases=tuple(phase or firm.phases), layout=actions or firm.layout)
    period = _period(period, start, months)
    day = today.date() if today else None
    plans = verbs.prepare_each(firm) if each else [verbs.PlanToPrepare(person, team, firm)]
    if each:
        make_folder(output)
        for finding in verbs.prepared_for_nobody(firm, template):
            show_line(finding, lang)
    names = verbs.prepared_file_names([(plan.person, plan.team) for plan in plans])
    targets = [output / f"PAC_{name}.xlsx" for name in names] if each else [output]
    for target in targets:
        check_output_file(target, force=force)
    for plan, target in zip(plans, targets, strict=True):
        written = verbs.write(plan.prepared(company, period, day), target, force=force, lock=lock)
        show_path(command_says(lang, "Classeur créé", "Workbook made"), written, lang)
    show_next("new --each" if each else "new", lang, output)


def _period(period: str, start: dt.datetime | None, months: int | None) -> str:
    """The period that the options name, in one way or the other."""
    if start and period:
        fr = "--start et --period disent la même chose : gardez l’un des deux"
        raise SettingsError("--start", fr, "--start and --period say the same: keep one of them")
    if months and not start:
        fr = "--months demande --start : le premier jour de l’exercice"
        raise SettingsError("--months", fr, "--months needs --start: the first day of the year")
    return period_from_start(start.date(), months or 12).label if start else period


@shows_faults
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Où écrire.")] = Path("pacxl-demo"),
    lang: Language = "fr",
) -> None:
    """Le travail principal sur l’exemple fourni : un classeur vierge, trois remplis, leurs écarts consolidés."""
    shown = verbs.run_demo(folder)
    show_findings(shown.team.found, lang)
    verbs.show_totals(shown.ecarts, lang)
    show_path(command_says(lang, "Classeur vierge", "Blank workbook"), shown.blank, lang)
    for person, path in shown.filled.items():
        show_path(command_says(lang, f"Rempli par {person}", f"Filled in by {person}"), path, lang)
    show_path(command_says(lang, "Écarts consolidés", "Variance workbook"), shown.written, lang)
    show_next("demo", lang, shown.written)
    raise typer.Exit(0 if verbs.totals_proved(shown.ecarts) else 1)

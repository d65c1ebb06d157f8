"""The command that brings a plan up to date with what a CRM exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pacxl.cli import verbs
from pacxl.cli.command import command_says, exit_code, settings_of_command, shows_faults, words_of_command
from pacxl.cli.options import Day, FirmSettings, Force, Json, Language, Limit, Strict, WordsFile
from pacxl.cli.output.next_steps import show_next
from pacxl.cli.output.screen import out, show_findings, show_one_by_one, show_path
from pacxl.crm.deal import ImportChoice
from pacxl.errors import SettingsError
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding
from pacxl.guard.limits import Limits, limits_from
from pacxl.typography import counted
from pacxl.writing.files import check_output_file

if TYPE_CHECKING:
    from pacxl.compute.contents import Contents
    from pacxl.crm.exported import Exported
    from pacxl.crm.update import Updated
    from pacxl.settings.model import Settings


class DateOrder(StrEnum):
    """What comes first in a date."""

    JOUR = "jour"
    MOIS = "mois"


class DecimalMark(StrEnum):
    """The mark before the decimals of an amount."""

    VIRGULE = "virgule"
    POINT = "point"


_MARKS = {DecimalMark.VIRGULE: ",", DecimalMark.POINT: ".", None: ""}
Into = Annotated[
    Path | None, typer.Option("--into", metavar="PLAN", help="Le plan à mettre à jour ; sans lui, un carnet seul.")
]


_NewFile = Annotated[
    Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur neuf à créer (.xlsx).")
]
_Dates = Annotated[
    DateOrder | None, typer.Option("--dates", metavar="jour|mois", help="Ce qui vient en premier dans une date.")
]
_Decimals = Annotated[
    DecimalMark | None,
    typer.Option("--decimal", metavar="virgule|point", help="Ce qui sépare les décimales d’un montant."),
]
_OfCarnet = Annotated[
    str, typer.Option("--period", metavar="PÉRIODE", help="Sans --into, la période du carnet : 2026, 2026-S1 …")
]


@shows_faults
def import_crm(
    file: Annotated[Path, typer.Argument(metavar="EXPORT", help="L’export du CRM : .csv ou .xlsx.")],
    output: _NewFile,
    into: Into = None,
    person: Annotated[str, typer.Option(metavar="NOM", help="Ne reprendre que les affaires de cette personne.")] = "",
    words: WordsFile = None,
    crm: Annotated[str, typer.Option("--from", metavar="CRM", help="Le CRM, si ses en-têtes ne le disent pas.")] = "",
    currency: Annotated[str, typer.Option(metavar="CODE", help="La monnaie du plan.")] = "EUR",
    dates: _Dates = None,
    decimal: _Decimals = None,
    period: _OfCarnet = "",
    firm: FirmSettings = "",
    today: Day = None,
    as_json: Json = False,
    strict: Strict = False,
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Les affaires d’un export de CRM dans le carnet d’un plan : un classeur neuf, où rien de tapé n’est perdu."""
    inputs = [path for path in (file, into, words) if path is not None]
    check_output_file(output, force=force, inputs=inputs)
    limits, day = limits_from(limit or ()), today.date() if today else None
    known = words_of_command(words, limits)
    choice = ImportChoice(known, currency.upper(), dates or "", _MARKS[decimal], crm)
    settings = settings_of_command(firm)
    if into is None:
        exported, plan = _alone(file, settings, choice, limits, (person, period, day))
    else:
        exported, plan = _with_plan(file, into, settings, choice, limits, day)
    updated = verbs.updated_plan(plan, exported, file=into.name if into else "", person=person)
    written = verbs.write(updated.contents, output, force=force, inputs=inputs)
    found = [*plan.found, *exported.findings, *verbs.update_findings_in_order(updated.findings)]
    if as_json:
        verbs.print_json({"files": len(inputs), "findings": verbs.export_records(verbs.findings_frame(found, lang))})
    else:
        _tell(found, updated, written, lang)
    raise typer.Exit(exit_code([updated.contents], found, strict))


def _with_plan(  # what was asked of the command
    file: Path, into: Path, firm: Settings | None, choice: ImportChoice, limits: Limits, day: dt.date | None
) -> tuple[Exported, Contents]:
    """An export and the plan that it goes into, with all that could be read of it."""
    plan = verbs.repair(into, today=day, limits=limits)
    if plan.book.key != verbs.PLAN:
        raise SettingsError("--into", f"« {into.name} » n’est pas un plan", f"“{into.name}” is no plan")
    settings = firm or verbs.settings_of(plan.book) or verbs.load_toml("complet")
    return verbs.open_export(file, settings, choice, limits), plan


def _alone(
    file: Path, firm: Settings | None, choice: ImportChoice, limits: Limits, owner: tuple[str, str, dt.date | None]
) -> tuple[Exported, Contents]:
    """An export and a plan that has but a carnet; without a firm's settings, its stages are the CRM's."""
    person, period, day = owner
    settings = firm or replace(verbs.load_toml("complet"), stages=())
    exported = verbs.open_export(file, settings, choice, limits)
    if firm is None:
        settings = verbs.carnet_with_stages_of(settings, exported)
        exported = verbs.open_export(file, settings, choice, limits)
        exported = replace(exported, findings=(*exported.findings, *verbs.carnet_stages_taken(settings, exported)))
    return exported, verbs.carnet_plan(settings, person=person, period=period, today=day)


_SAID = {
    "crm-new": ("nouvelle", "nouvelles", "new"),
    "crm-changed": ("changée", "changées", "changed"),
    "crm-closed": ("close", "closes", "closed"),
    "crm-vanished": ("disparue", "disparues", "vanished"),
    "crm-reassigned": ("réattribuée", "réattribuées", "reassigned"),
    "crm-kept": ("avec une saisie gardée", "avec une saisie gardée", "with something typed that is kept"),
}


def _tell(found: Sequence[Finding], updated: Updated, written: Path, lang: Lang) -> None:
    """What there is to tell, deal by deal where one has changed; how many became what; where the workbook is."""
    deals = [finding for finding in found if finding.code in verbs.DEAL_BY_DEAL]
    show_findings([finding for finding in found if finding.code not in verbs.DEAL_BY_DEAL], lang)
    show_one_by_one(deals, lang)
    numbers = [(updated.count(code), *words) for code, words in _SAID.items()]
    numbers += [(updated.unchanged, "inchangée", "inchangées", "unchanged")]
    words = ((number, (one, many) if lang == "fr" else (en, en)) for number, one, many, en in numbers if number)
    said = ", ".join(counted(number, *word, lang) for number, word in words) or command_says(lang, "aucune", "none")
    out.print(f"[bold]{command_says(lang, 'Affaires : ', 'Deals: ')}[/]{said}")
    show_path(command_says(lang, "Classeur à jour", "Workbook up to date"), written, lang)
    show_next("import", lang, written)

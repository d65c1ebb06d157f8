"""What people do in a firm's settings, and what shows when several plans come together."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable

import pacxl
from pacxl.books.ecarts.doublons import SAME
from pacxl.books.identity import IDENTITY_SHEET, settings_of
from pacxl.books.pac import pac_book
from pacxl.duplicates.decided import DealDecision, DealName
from pacxl.findings.finding import Finding
from tests.findings.deeds.deed import Deed, Desk, deed, slipped
from tests.typed import typed

# --- a firm's settings ------------------------------------------------------------------------------------

CHOICES = {
    "cell-needed": slipped("a step without a name"),
    "name-twice": slipped("two segments of one name"),
    "name-wrong": slipped("a name on two lines"),
    "sheet-name-wrong": slipped("a sheet's name with a slash"),
    "key-wrong": slipped("a key with a capital"),
    "colour-wrong": slipped("a colour that is none"),
    "period-wrong": slipped("a period that is none"),
    "due-wrong": slipped("a day of return that is none"),
    "threshold-wrong": slipped("a threshold in per cent"),
    "email-wrong": slipped("an address that is none"),
    "answer-unknown": slipped("a workbook that is none"),
    "taxes-wrong": slipped("taxes that are none"),
    "steps-none": slipped("a family without a step"),
    "family-unknown": slipped("a step of no family"),
    "person-unknown": slipped("a client of nobody known"),
    "ratio-parts": slipped("a ratio of nothing that is known"),
    "nothing-retained": slipped("no phase that has a family"),
}


# --- several plans together -------------------------------------------------------------------------------


def with_another(sentence: str, file: str = "PAC_Zoé.xlsx", **identity: str) -> Deed:
    """Paul's plan consolidated with one that holds the same but for its author's name, or what else is said."""

    def do(desk: Desk) -> Iterable[Finding]:
        paul = desk.plan
        owner = dataclasses.replace(paul.identity, **identity)
        frames = {table: frame.assign(fichier=file) for table, frame in paul.frames.items()}
        frames["actions"] = frames["actions"].iloc[1:]
        return pacxl.consolidate([paul, dataclasses.replace(paul, identity=owner, frames=frames, file=file)]).found

    return Deed(sentence, do)


def deciding(sentence: str, company: str = "") -> Deed:
    """Paul's plan consolidated with one that holds the same deals, and a decision on the first of them, or on one of
    another `company`."""

    def do(desk: Desk) -> Iterable[Finding]:
        paul = desk.plan
        owner = dataclasses.replace(paul.identity, person="Zoé")
        frames = {table: frame.assign(fichier="PAC_Zoé.xlsx") for table, frame in paul.frames.items()}
        zoe = dataclasses.replace(paul, identity=owner, frames=frames, file="PAC_Zoé.xlsx")
        named = company or str(paul.frames["carnet"]["societe"].iloc[0])
        decision = DealDecision(
            DealName(paul.identity.person, named), DealName("Zoé", named), SAME, file="décisions.csv"
        )
        return pacxl.consolidate([paul, zoe], decisions=[decision]).found

    return Deed(sentence, do)


@deed
def a_file_is_left_beside_its_copy(desk: Desk) -> None:
    path = typed(desk.copy("PAC_Zoé.xlsx"), {(IDENTITY_SHEET, "B4"): "Zoé"})
    shutil.copy(path, desk.folder / "PAC_Zoé (1).xlsx")


@deed
def a_stage_is_worth_more_to_someone_else(desk: Desk) -> Iterable[Finding]:
    paul = desk.plan
    owner = dataclasses.replace(paul.identity, person="Zoé")
    stages = paul.frames["etapes_carnet"]
    frames = {**paul.frames, "etapes_carnet": stages.assign(probabilite=stages["probabilite"] / 2)}
    zoe = dataclasses.replace(paul, identity=owner, frames=frames, file="PAC_Zoé.xlsx")
    return pacxl.consolidate([paul, zoe]).found


@deed
def settings_are_put_among_the_plans(desk: Desk) -> Iterable[Finding]:
    return pacxl.consolidate([desk.plan, desk.settings]).found


def with_two_more(sentence: str, **identity: str) -> Deed:
    """Paul's plan and Zoé's, consolidated with one more that holds the same but for what is said."""

    def do(desk: Desk) -> Iterable[Finding]:
        paul = desk.plan
        files = {"PAC_Zoé.xlsx": {"person": "Zoé"}, "PAC_autre.xlsx": {"person": "Léa", **identity}}
        more = [
            dataclasses.replace(paul, file=file, identity=dataclasses.replace(paul.identity, **owner))
            for file, owner in files.items()
        ]
        return pacxl.consolidate([paul, *more]).found

    return Deed(sentence, do)


@deed
def a_month_is_sent_beside_the_whole(desk: Desk) -> Iterable[Finding]:
    paul = desk.plan
    month = dataclasses.replace(
        paul, file="PAC_avril.xlsx", identity=dataclasses.replace(paul.identity, period=APRIL)
    )
    return pacxl.consolidate([paul, month], period=paul.identity.period).found


APRIL = "2026-04"


@deed
def nobody_wrote_what_was_done(desk: Desk) -> Iterable[Finding]:
    frames = {**desk.plan.frames, "indicateurs": desk.plan.indicateurs.assign(objectif=5.0, realise=None)}
    return pacxl.consolidate([dataclasses.replace(desk.plan, frames=frames)]).found


@deed
def something_was_done_in_a_month_without_an_objective(desk: Desk) -> Iterable[Finding]:
    months = desk.plan.indicateurs
    frames = {
        **desk.plan.frames,
        "indicateurs": months.assign(objectif=[None, *[5.0] * (len(months) - 1)], realise=4.0),
    }
    return pacxl.consolidate([dataclasses.replace(desk.plan, frames=frames)]).found


@deed
def more_was_spent_than_planned_and_nobody_says_why(desk: Desk) -> Iterable[Finding]:
    actions = desk.plan.actions.iloc[:1].assign(ecart_constate=5000.0, analyse=None)
    return pacxl.consolidate([dataclasses.replace(desk.plan, frames={**desk.plan.frames, "actions": actions})]).found


@deed
def an_indicator_is_a_flux_here_and_a_stock_there(desk: Desk) -> Iterable[Finding]:
    firm = settings_of(desk.plan.book)
    assert firm is not None
    others = tuple(dataclasses.replace(each, nature="stock") for each in firm.indicators)
    book = pac_book(dataclasses.replace(firm, indicators=others))
    owner = dataclasses.replace(desk.plan.identity, person="Zoé")
    zoe = dataclasses.replace(desk.plan, book=book, identity=owner, file="PAC_Zoé.xlsx")
    return pacxl.consolidate([desk.plan, zoe]).found


def counting_in(sentence: str, *units: str) -> Deed:
    """Plans that count an indicator in a unit each."""

    def do(desk: Desk) -> Iterable[Finding]:
        plans: list[pacxl.Contents] = []
        for unit in units:
            frames = {**desk.plan.frames, "indicateurs": desk.plan.indicateurs.assign(unite=unit)}
            owner = dataclasses.replace(desk.plan.identity, person=f"Personne {unit}")
            plans.append(dataclasses.replace(desk.plan, frames=frames, identity=owner, file=f"PAC_{len(plans)}.xlsx"))
        return pacxl.consolidate(plans).found

    return Deed(sentence, do)


@deed
def lower_is_better_for_someone_else(desk: Desk) -> Iterable[Finding]:
    months = desk.plan.indicateurs
    turned = months["sens"].map({"plus haut": "plus bas", "plus bas": "plus haut"}).astype("string")
    owner = dataclasses.replace(desk.plan.identity, person="Zoé")
    frames = {**desk.plan.frames, "indicateurs": months.assign(sens=turned)}
    zoe = dataclasses.replace(desk.plan, frames=frames, identity=owner, file="PAC_Zoé.xlsx")
    return pacxl.consolidate([desk.plan, zoe]).found


TEAMS = {
    "deal-twice": with_another("two people list the same deals", person="Zoé"),
    "deal-counted-once": deciding("two deals are decided to be one"),
    "decision-without-deals": deciding("a decision is about a deal that nobody has any more", "Partie depuis"),
    "gap-unexplained": more_was_spent_than_planned_and_nobody_says_why,
    "same-person-twice": with_another("two versions of one plan are sent", "PAC_Paul (2).xlsx"),
    "file-twice": a_file_is_left_beside_its_copy,
    "not-a-plan": settings_are_put_among_the_plans,
    "stages-differ": a_stage_is_worth_more_to_someone_else,
    "other-settings": with_two_more("a plan is of another template", version="0"),
    "other-period": with_two_more("a plan is of another quarter", period="2025-T3"),
    "period-twice": a_month_is_sent_beside_the_whole,
    "other-firm": with_two_more("a plan is of another firm", company="Jura Bois"),
    "firm-near": with_two_more("a firm is written with a slip", company="Esai & Fils"),
    "owner-incomplete": with_two_more("a plan has no author", person=""),
    "person-near": with_two_more("a name is written without its accent", person="Zoe"),
    "months-unknown": nobody_wrote_what_was_done,
    "objectives-unknown": something_was_done_in_a_month_without_an_objective,
    "units-one": counting_in("an indicator is counted in thousands here and in euros there", "k€", "€"),
    "units-apart": counting_in("an indicator is counted with taxes here and without there", "€ HT", "€ TTC"),
    "senses-apart": lower_is_better_for_someone_else,
    "natures-differ": an_indicator_is_a_flux_here_and_a_stock_there,
}

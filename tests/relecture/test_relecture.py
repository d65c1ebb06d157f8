"""Each rule of the relecture: a plan that breaks it, plans that keep it, and the switch that leaves it out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Identity
from pacxl.findings.entry import Severity
from pacxl.findings.finding import CATALOGUE, Finding, Place
from pacxl.findings.relecture import RELECTURE, RULE_TITLES
from pacxl.plan.tables.indicators import REVENUE
from pacxl.relecture.read_over import UNTOUCHED, read_over
from pacxl.relecture.registry import PLAN_RULES
from pacxl.settings.model import Equality, Family, Indicator, Settings
from pacxl.typography import plain_spaces
from tests.plans import MARKET, OFFER, PAUL, SMALL, TODAY, contents, drawn, plan
from tests.reading.own_plans import OWN_PACS
from tests.typed import Typed, typed

FAIRS = "Salons"
CA = "Chiffre d’affaires"
FIRM = dataclasses.replace(
    SMALL,
    families=(*SMALL.families, Family("salons", FAIRS, "Les salons", "opérationnelle", ("Exposer",))),
    indicators=(*SMALL.indicators, Indicator(REVENUE, CA, "€")),
    sections=("vision", "personas", "objectifs", "budget", "organisation"),
    roles=("Direction", "Vente"),
    period="2026-S1",
)
NOBODY = dataclasses.replace(PAUL, person="")
Rows = list[dict[str, Any]]
Frames = dict[str, Rows]
WHOLE: dict[str, Any] = {
    **{"famille": MARKET, "etape": "Choisir", "qui": "Paul", "budget": 100.0, "fin": dt.date(2026, 7, 31)},
    **{"objectif": "Vendre", "cible": 5.0, "unite": "ventes", "sens": "plus haut"},
}


def action(**changed: Any) -> dict[str, Any]:
    """A row of an action that lacks nothing, but for what is changed."""
    return WHOLE | changed


def goal(**changed: Any) -> dict[str, Any]:
    return {"objectif": "Vendre plus", "cible": 100.0, "unite": "ventes", **changed}


def month(aim: float, made: float | None = None) -> dict[str, Any]:
    return {"indicateur": CA, "unite": "€", "mois": dt.date(2026, 1, 1), "objectif": aim, "realise": made}


def deal(amount: float, **more: Any) -> dict[str, Any]:
    return {"societe": "Alpha", "montant": amount, **more}


def days(quantity: float, unit: str = "jour", who: str = "Paul", kind: str = "humain") -> dict[str, Any]:
    return {"type": kind, "ressource": who, "quantite": quantity, "unite": unit}


def made(rows: Frames, firm: Settings = FIRM, owner: Identity = PAUL) -> Contents:
    """A plan that holds some rows, table by table; and its stages."""
    frames: dict[str, Any] = {"etapes_carnet": pac_blank_rows(firm)["etapes_carnet"]}
    frames |= {
        key: {name: [row.get(name) for row in mine] for name in set().union(*mine)} for key, mine in rows.items()
    }
    return plan(firm, owner=owner, **frames)


def told(rows: Frames, firm: Settings = FIRM, owner: Identity = PAUL) -> dict[str, Finding]:
    """What the relecture tells of a plan, by code: each once."""
    found = read_over(made(rows, firm, owner)).found
    return {finding.code: finding for finding in found}


GOAL = {"numero": "1", "objectif": "Doubler les ventes"}
TIE = {"objectif_strategique": "1", "famille": MARKET}
LINE, MARGIN = {"libelle": "Salon", "budget": 1000.0}, {"libelle": "Marge pour imprévus", "taux": 0.1}
TWO_FAMILIES = [action(famille=family, etape=step) for family, step in ((OFFER, "Écrire"), (FAIRS, "Exposer"))]
ZOE = {"nom": "Zoé"}

# A plan that breaks each rule, and what is then said of it.
BROKEN: dict[str, tuple[Frames, Identity, str]] = {
    "action-owner-missing": (
        {"actions": [action(), action(etape="Mesurer", qui=None), action(etape="Décider", qui=None)]},
        PAUL,
        f"Actions à mener sans responsable : 2 ({MARKET}).",
    ),
    "action-date-missing": (
        {"actions": [action(fin=None)]},
        PAUL,
        f"Actions à mener sans aucune date : 1 ({MARKET}). Elles ne seront jamais en retard.",
    ),
    "action-budget-missing": (
        {"actions": [action(), *(each | {"budget": None} for each in TWO_FAMILIES)]},
        PAUL,
        f"Actions à mener sans budget : 2 ({OFFER} ; {FAIRS}), alors que d’autres en ont un.",
    ),
    "action-target-missing": (
        {"actions": [action(cible=None)]},
        PAUL,
        f"Actions à mener dont l’objectif n’a pas de cible : 1 ({MARKET}). Rien ne dira s’il est atteint.",
    ),
    "action-without-objective": (
        {"actions": [action(objectif=None, cible=None)]},
        PAUL,
        f"Actions à mener sans objectif ni cible : 1 ({MARKET}).",
    ),
    "family-unused": (
        {"actions": [action(), {"famille": OFFER, "etape": "Écrire"}, {"famille": FAIRS, "etape": "Exposer"}]},
        PAUL,
        f"Familles ni utilisées ni écartées : 2 ({OFFER}, {FAIRS}).",
    ),
    "one-family-holds-all": (
        {"actions": [action(budget=9.0), *TWO_FAMILIES, *(action(budget=999.0, famille=FAIRS) for _ in range(2))]},
        PAUL,
        f"« {FAIRS} » a 95 % du budget des actions, alors que 3 familles ont des actions.",
    ),
    "one-person-holds-all": (
        {"actions": [action(etape=f"Étape {number}") for number in range(5)], "equipe": [ZOE, {"nom": "Paul"}]},
        NOBODY,
        "« Paul » répond de 5 actions à mener sur 5, alors que l’équipe a d’autres personnes.",
    ),
    "intent-without-action": (
        {"vision": [{"rubrique": "Vision à cinq ans", "texte": "Être les premiers de la vallée"}]},
        PAUL,
        "Le plan dit une intention (« Être les premiers de la vallée »), et aucune action n’y est prévue.",
    ),
    "objective-without-action": (
        {"actions": [action()], "objectifs_strategiques": [GOAL]},
        PAUL,
        "Objectifs stratégiques qu’aucune action ne sert : 1 (« Doubler les ventes »).",
    ),
    "parts-not-whole": (
        {"objectifs": [goal(), goal(porteur="Paul", cible=50.0), goal(porteur="Zoé", cible=40.0)]},
        PAUL,
        "« Vendre plus » : les parts de chacun font 90 ventes, et l’objectif commun 100 ventes.",
    ),
    "objectives-one-type": (
        {"objectifs": [goal(objectif=name, type="notoriété") for name in "abc"]},
        PAUL,
        "Les 3 objectifs sont tous de type « notoriété ».",
    ),
    "budget-over-envelope": (
        {"actions": [action(budget=1100.5)], "budget": [LINE], "imprevus": [MARGIN]},
        PAUL,
        "Les budgets des actions font 1 100,50 €, l’enveloppe (les postes et leur marge) 1 100,00 € : "
        "0,50 € de trop.",
    ),
    "contingency-missing": (
        {"actions": [action()], "budget": [LINE], "imprevus": [MARGIN | {"taux": 0.0}]},
        PAUL,
        "Le budget n’a pas de marge pour imprévus.",
    ),
    "person-overloaded": (
        {"actions": [action()], "moyens": [days(100), days(210, "heure"), days(0.5, who="Zoé")]},
        PAUL,
        "Les moyens comptent 130 jours de « Paul », et la période n’a que 129 jours ouvrés.",
    ),
    "funnel-short": (
        {
            "actions": [action()],
            "indicateurs": [month(10_000.0, 2_000.0)],
            "carnet": [
                deal(3_000.0, issue="gagnée", cloture=dt.date(2026, 2, 1)),
                deal(9_000.0, issue="gagnée", cloture=dt.date(2025, 2, 1)),  # of another period
                deal(1_000.0, probabilite=0.8),
                deal(2_000.0),  # by the best of the stages, one chance in two
                deal(9_000.0, probabilite=1.0, date_jalon=dt.date(2027, 1, 1)),
            ],
        },
        PAUL,
        "L’objectif de CA est de 10 000,00 €. Avec 3 000,00 € de réalisé ou de signé et 1 800,00 € de carnet "
        "probabilisé, il manque 5 200,00 €.",
    ),
    "personas-over-whole": (
        {"personas": [{"persona": "La famille", "part_ca": 0.9}, {"persona": "Le syndic", "part_ca": 0.8}]},
        PAUL,
        "Les parts du CA visées de vos personas font 170 % : plus que tout votre chiffre d’affaires.",
    ),
    "raci-accountable": (
        {"raci": [{"tache": "Chiffrer", "role_direction": "A", "role_vente": "A"}]},
        PAUL,
        "La tâche a plusieurs A : il faut un seul A, et au moins un R.",
    ),
    "not-smart": (
        {"objectifs": [goal(cible=None, mesurable="oui")]},
        PAUL,
        "L’objectif est dit mesurable sans cible, ou temporel sans échéance.",
    ),
    UNTOUCHED: ({}, PAUL, "Rien n’est saisi dans ce classeur : il est tel qu’il a été remis."),
}
# Told of a row when a file is read.
OF_ROWS = {
    "raci-accountable": (Finding("raci-accountable", Place(), "plusieurs A"),),
    "not-smart": (Finding("not-smart", Place(), "Vendre plus"),),
}


@cache
def broken(code: str, firm: Settings = FIRM) -> Contents:
    """The plan that breaks a rule; of those told of a row, with what reading told."""
    rows, owner, _ = BROKEN[code]
    contents = made(rows, firm, owner)
    return dataclasses.replace(contents, found=OF_ROWS[code]) if code in OF_ROWS else contents


def codes(plan: Contents) -> set[str]:
    return {finding.code for finding in plan.found}


@pytest.mark.parametrize("code", BROKEN)
def test_a_rule_that_is_broken_is_told_once(code: str) -> None:
    mine = [finding for finding in read_over(broken(code)).found if finding.code == code]
    assert [plain_spaces(each.message()) for each in mine] == [BROKEN[code][2]]


@pytest.mark.long
@pytest.mark.parametrize("code", BROKEN)
def test_a_rule_that_settings_leave_out_says_nothing(code: str) -> None:
    """The plan's own settings, or the firm's, which outweigh them."""
    without = dataclasses.replace(FIRM, relecture_off=(code,))
    assert code not in codes(read_over(broken(code, without)))
    assert code not in codes(read_over(broken(code), without))
    assert code in codes(read_over(broken(code, without), FIRM))


# Plans that keep a rule, though they look like one that breaks it.
DROPPED = {"decision": "non retenue"}
KEPT: dict[str, tuple[str, Frames, Identity]] = {
    "shares of all the revenue": (
        "personas-over-whole",
        {"personas": [{"persona": f"P{number}", "part_ca": 0.1} for number in range(10)]},
        PAUL,
    ),
    "an action without an owner is not retained": (
        "action-owner-missing",
        {"actions": [action(), action(qui=None, **DROPPED)]},
        PAUL,
    ),
    "an action without an owner is finished": (
        "action-owner-missing",
        {"actions": [action(), action(qui=None, fin_reelle=dt.date(2026, 3, 1))]},
        PAUL,
    ),
    "a step that nobody touched has no owner": (
        "action-owner-missing",
        {"actions": [action(), {"famille": MARKET, "etape": "Mesurer"}]},
        PAUL,
    ),
    "a person's plan names nobody, for all is theirs": (
        "action-owner-missing",
        {"actions": [action(qui=None)]},
        PAUL,
    ),
    "an action has a start and no end": (
        "action-date-missing",
        {"actions": [action(fin=None, debut=dt.date(2026, 7, 1))]},
        PAUL,
    ),
    "an action costs 0": ("action-budget-missing", {"actions": [action(), action(budget=0.0)]}, PAUL),
    "no action at all has a budget": ("action-budget-missing", {"actions": [action(budget=None)]}, PAUL),
    "an action has neither target nor objective, which is told apart": (
        "action-target-missing",
        {"actions": [action(objectif=None, cible=None)]},
        PAUL,
    ),
    "an action has a target and no words": ("action-without-objective", {"actions": [action(objectif=None)]}, PAUL),
    "an action's family is tied to an objective": (
        "action-without-objective",
        {"actions": [action(objectif=None, cible=None)], "alignement": [TIE]},
        PAUL,
    ),
    "a family is set aside": (
        "family-unused",
        {"actions": [action(), {"famille": OFFER, "etape": "Écrire", **DROPPED}]},
        PAUL,
    ),
    "a family says why it is not used": (
        "family-unused",
        {"actions": [action(), {"famille": OFFER, "etape": "Écrire", "analyse": "Celle de 2025 convient encore."}]},
        PAUL,
    ),
    "a family has a step of one's own": (
        "family-unused",
        {"actions": [action(), {"famille": OFFER, "etape": "Repeindre"}]},
        PAUL,
    ),
    "three families share the budget": (
        "one-family-holds-all",
        {"actions": [action(), action(), action(), *TWO_FAMILIES]},
        PAUL,
    ),
    "two families are used, and one has the budget": (
        "one-family-holds-all",
        {"actions": [*(action() for _ in range(5)), action(famille=OFFER, budget=None)]},
        PAUL,
    ),
    "all actions are Paul's, in his own plan": (
        "one-person-holds-all",
        {"actions": [action() for _ in range(5)], "equipe": [ZOE]},
        PAUL,
    ),
    "actions are shared out": (
        "one-person-holds-all",
        {"actions": [action(qui=name) for name in ("Paul", "Paul", "Paul", "Zoé", "Zoé")]},
        NOBODY,
    ),
    "an intention and an action": (
        "intent-without-action",
        {"vision": [{"rubrique": "Valeurs", "texte": "Tenir parole"}], "actions": [action()]},
        PAUL,
    ),
    "an objective is served by a family's actions": (
        "objective-without-action",
        {"actions": [action()], "objectifs_strategiques": [GOAL], "alignement": [TIE]},
        PAUL,
    ),
    "an objective is served by actions in words": (
        "objective-without-action",
        {
            "actions": [action()],
            "objectifs_strategiques": [GOAL],
            "alignement": [{"objectif_strategique": "1", "actions": "Les salons"}],
        },
        PAUL,
    ),
    "an objective's number stands without an objective": (
        "objective-without-action",
        {"actions": [action()], "objectifs_strategiques": [{"numero": "1"}]},
        PAUL,
    ),
    "parts make the whole": (
        "parts-not-whole",
        {"objectifs": [goal(), goal(porteur="Paul", cible=60.0), goal(porteur="Zoé", cible=40.0)]},
        PAUL,
    ),
    "a person's plan has that person's part alone": (
        "parts-not-whole",
        {"objectifs": [goal(), goal(porteur="Paul", cible=60.0)]},
        PAUL,
    ),
    "rates are not added up": (
        "parts-not-whole",
        {"objectifs": [goal(unite="%", cible=0.2), *(goal(unite="%", cible=0.2, porteur=who) for who in "ab")]},
        PAUL,
    ),
    "objectives are of two types": (
        "objectives-one-type",
        {"objectifs": [goal(objectif=kind, type=kind) for kind in ("notoriété", "notoriété", "acquisition")]},
        PAUL,
    ),
    "the margin pays for what is over": (
        "budget-over-envelope",
        {"actions": [action(budget=1100.0)], "budget": [LINE], "imprevus": [MARGIN]},
        PAUL,
    ),
    "what is over is not retained": (
        "budget-over-envelope",
        {"actions": [action(), action(budget=9999.0, **DROPPED)], "budget": [LINE], "imprevus": [MARGIN]},
        PAUL,
    ),
    "no budget line is typed": ("budget-over-envelope", {"actions": [action()], "imprevus": [MARGIN]}, PAUL),
    "a margin is kept": ("contingency-missing", {"budget": [LINE], "imprevus": [MARGIN]}, PAUL),
    "days are as many as the period has": (
        "person-overloaded",
        {"actions": [action()], "moyens": [days(6, "mois"), days(300, "forfait"), days(300, kind="technique")]},
        PAUL,
    ),
    "many days are of nobody by name": (
        "person-overloaded",
        {"actions": [action()], "moyens": [days(300, who="Toute l’équipe")]},
        PAUL,
    ),
    "the carnet leads to the objective": (
        "funnel-short",
        {"indicateurs": [month(1_000.0)], "carnet": [deal(2_000.0, probabilite=0.5)]},
        PAUL,
    ),
    "the revenue is made": (
        "funnel-short",
        {"indicateurs": [month(1_000.0, 1_000.0)], "carnet": [deal(9.0, issue="perdue")]},
        PAUL,
    ),
    "the carnet is not kept": ("funnel-short", {"indicateurs": [month(1_000.0)]}, PAUL),
    "a name is typed, and nothing else": (UNTOUCHED, {"equipe": [{"nom": "Ada"}]}, PAUL),
}


@pytest.mark.parametrize("sentence", KEPT)
def test_a_rule_is_kept_where(sentence: str) -> None:
    code, rows, owner = KEPT[sentence]
    assert code not in told(rows, owner=owner)


def test_a_rule_has_a_plan_that_keeps_it() -> None:
    assert {code for code, _, _ in KEPT.values()} == set(RULE_TITLES) - {*OF_ROWS}


def test_every_rule_has_its_row_its_title_and_its_sentences() -> None:
    rows = [rule.code for rule in PLAN_RULES]
    assert len(rows) == len(set(rows))
    assert {*rows, UNTOUCHED} == RELECTURE.keys()
    assert RULE_TITLES.keys() == {*RELECTURE, *OF_ROWS} == BROKEN.keys()


def test_only_what_cannot_be_together_and_a_blank_are_to_be_checked() -> None:
    grave = {code for code, entry in RELECTURE.items() if entry.severity is not Severity.INFO}
    assert grave == {UNTOUCHED, "parts-not-whole", "personas-over-whole", "person-overloaded"}


# --- the plan as a whole ----------------------------------------------------------------------------------


def test_a_blank_is_told_as_such_and_of_nothing_else() -> None:
    blank = pacxl.blank(FIRM, person="Paul", period="2026-S1", today=TODAY)
    assert [finding.code for finding in read_over(blank).found] == [UNTOUCHED]


@pytest.fixture(scope="module")
def blank_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(pacxl.blank(FIRM, person="Paul", today=TODAY), tmp_path_factory.mktemp("plans") / "PAC.xlsx")


TOUCHES: dict[str, Typed] = {
    "a number": 1000.0,
    "what cannot be read": "à voir avec la comptable",
    "a word for a blank": "n.c.",
}


@pytest.mark.long
@pytest.mark.parametrize("cell", TOUCHES.values(), ids=TOUCHES)
def test_a_blank_in_which_something_is_typed_is_touched(cell: Typed, blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    typed(path, {(MARKET, "G7"): cell})  # a budget
    assert codes(read_over(pacxl.read(path))).isdisjoint({UNTOUCHED})
    assert UNTOUCHED in codes(read_over(pacxl.read(blank_path)))


def test_a_plan_in_order_is_told_nothing() -> None:
    rows = {"actions": [action(), *TWO_FAMILIES], "budget": [LINE], "imprevus": [MARGIN]}
    assert told(rows) == {}


def test_figures_that_settings_declare_equal_are_not_told_twice() -> None:
    equal = dataclasses.replace(FIRM, equalities=(Equality("actions.budget", "budget.budget"),))
    assert "budget-over-envelope" not in told(BROKEN["budget-over-envelope"][0], equal)


def test_the_cells_of_many_rows_are_told_as_ranges(tmp_path: Path) -> None:
    lacking = [action(etape=f"Étape {number}", fin=None) for number in range(9)]
    path = pacxl.write(
        made({"actions": [*lacking, *(each | {"fin": None} for each in TWO_FAMILIES)]}), tmp_path / "a.xlsx"
    )
    read = read_over(pacxl.read(path))
    found = next(each for each in read.found if each.code == "action-date-missing")
    first = int(read.actions["ligne"].iloc[0])
    assert (found.place.sheet, found.place.cell, found.place.column) == (MARKET, f"J{first}", "Fin")
    assert f"11 ({MARKET} J{first}:J{first + 8} ; {OFFER} J{first} ; {FAIRS} J{first})" in plain_spaces(
        found.message()
    )


def test_a_plan_of_somebody_s_own_is_read_over_too(tmp_path: Path) -> None:
    path = OWN_PACS["one sheet with the usual words under a title"].save(tmp_path / "mon plan.xlsx")
    told = [each for each in read_over(pacxl.read(path)).found if each.code in RELECTURE]
    assert [(each.code, each.place.sheet) for each in told] == [("action-without-objective", "Feuil1")]


@pytest.mark.long
@pytest.mark.parametrize("number", range(6))
def test_any_plan_at_all_can_be_read_over(number: int) -> None:
    found = read_over(drawn(contents(pac_book(FIRM)), number)).found
    assert len(found) == len({each.code for each in found})
    assert all("nan" not in each.message() and "inf " not in each.message() for each in found)


def test_the_words_of_every_rule_are_in_the_catalogue() -> None:
    assert set(RULE_TITLES) <= set(CATALOGUE)

"""One status a person, from the plans that came: which file tells, who is known by another spelling, who is late; and
what of a plan says something."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest

import pacxl
from pacxl.compute.contents import CellCounts, Contents, libre_frame
from pacxl.consolidation.roster import roster
from pacxl.findings.finding import Finding, Place
from pacxl.settings.people import Person
from tests.plans import MARKET, OFFER, SMALL, with_rows

DAY, DUE = dt.date(2026, 6, 30), dt.date(2026, 6, 15)
FIRM = dataclasses.replace(SMALL, company="Alpes", period="2026-T2", people=())


@cache
def sent(file: str, person: str, team: str = "Nord", **typed: Any) -> Contents:
    """A plan as it was sent: blank, but for what is typed in the first step (or in `rows` of actions)."""
    blank = pacxl.blank(FIRM, person=person, team=team, today=DAY)
    actions = blank.actions[["famille", "etape"]].assign(**{key: [each, *[None] * 3] for key, each in typed.items()})
    return dataclasses.replace(with_rows(blank, actions=actions), file=file)


def unreadable(file: str) -> Contents:
    blank = pacxl.blank(FIRM, today=DAY)
    return dataclasses.replace(blank, file=file, found=(Finding("file-protected", Place(file)),))


def with_error(plan: Contents) -> Contents:
    about = {"expected": "un nombre", "expected_en": "a number"}
    return dataclasses.replace(plan, found=(Finding("not-accepted", Place(plan.file), "abc", about),))


def full() -> Contents:
    return sent("a", "Paul", budget=10.0)


@dataclasses.dataclass(frozen=True)
class Case:
    """Plans, the people who are expected, and what is said: name, team, file, status, whether expected."""

    plans: Callable[[], tuple[Contents, ...]]
    expected: tuple[Person, ...]
    said: list[tuple[str, str, str, str, bool]]
    today: dt.date = DAY


PAUL, ZOE = Person("Paul", "Nord"), Person("Zoé", "Nord")
CASES = {
    "who sent a plan, who sent none, and who is not expected": Case(
        lambda: (full(), sent("b", "Léa", budget=5.0)),
        (PAUL, ZOE),
        [
            ("Paul", "Nord", "a", "reçu", True),
            ("Zoé", "Nord", "", "en retard", True),
            ("Léa", "Nord", "b", "reçu", False),
        ],
    ),
    "on the day of return, nobody is late": Case(
        lambda: (full(),),
        (PAUL, ZOE),
        [("Paul", "Nord", "a", "reçu", True), ("Zoé", "Nord", "", "attendu", True)],
        DUE,
    ),
    "a plan as it was sent": Case(lambda: (sent("a", "Paul"),), (PAUL,), [("Paul", "Nord", "a", "vide", True)]),
    "a plan in which nothing could be read of what was typed": Case(
        lambda: (with_error(dataclasses.replace(sent("a", "Paul"), cells=CellCounts(5, 4, 0, 1))),),
        (PAUL,),
        [("Paul", "Nord", "a", "à corriger", True)],
    ),
    "a plan with a word outside its tables alone": Case(
        lambda: (
            dataclasses.replace(sent("a", "Paul"), libre=libre_frame([("a", MARKET, "Z9", "cellule", "Je pars")])),
        ),
        (PAUL,),
        [("Paul", "Nord", "a", "reçu", True)],
    ),
    "a plan with an error": Case(lambda: (with_error(full()),), (PAUL,), [("Paul", "Nord", "a", "à corriger", True)]),
    "a version that counts, after one that does not": Case(
        lambda: (full(), sent("b", "Paul", budget=20.0)), (PAUL,), [("Paul", "Nord", "b", "reçu", True)]
    ),
    "namesakes, one of whom is missing": Case(
        lambda: (full(),),
        (PAUL, Person("Paul", "Sud")),
        [("Paul", "Nord", "a", "reçu", True), ("Paul", "Sud", "", "en retard", True)],
    ),
    "a name whose team is not told": Case(
        lambda: (full(),), (Person("PAUL"),), [("Paul", "Nord", "a", "reçu", True)]
    ),
    "a name that an accent or the order of words tells apart": Case(
        lambda: (sent("a", "Léa Perrin", budget=10.0), sent("b", "Zoé", budget=5.0)),
        (Person("perrin lea"), Person("Zoe", "Sud")),
        [
            ("Léa Perrin", "Nord", "a", "reçu", True),
            ("Zoe", "Sud", "", "en retard", True),
            ("Zoé", "Nord", "b", "reçu", False),
        ],
    ),
    "a name that may be that of either of two": Case(
        lambda: (sent("a", "Léa", budget=10.0), sent("b", "Léà", budget=5.0)),
        (Person("Lea"),),
        [
            ("Lea", "", "", "en retard", True),
            ("Léa", "Nord", "a", "reçu", False),
            ("Léà", "Nord", "b", "reçu", False),
        ],
    ),
    "two who are expected and are nearly one": Case(
        lambda: (sent("a", "Léa", budget=10.0),),
        (Person("Lea"), Person("Léa")),
        [("Lea", "", "", "en retard", True), ("Léa", "Nord", "a", "reçu", True)],
    ),
    "another spelling of a name": Case(
        lambda: (sent("a", "P. Durand", budget=10.0),),
        (Person("Paul Durand", "Nord", aliases=("P. Durand",)),),
        [("P. Durand", "Nord", "a", "reçu", True)],
    ),
    "a file that cannot be read, named after one who is missing": Case(
        lambda: (full(), unreadable("PAC_Zoé (2).xlsx")),
        (PAUL, ZOE),
        [("Paul", "Nord", "a", "reçu", True), ("Zoé", "Nord", "PAC_Zoé (2).xlsx", "illisible", True)],
    ),
    "one that may be of either of two": Case(
        lambda: (full(), unreadable("PAC_Zoé.xlsx")),
        (PAUL, ZOE, Person("Zoé", "Sud")),
        [
            ("Paul", "Nord", "a", "reçu", True),
            ("Zoé", "Nord", "", "en retard", True),
            ("Zoé", "Sud", "", "en retard", True),
            ("", "", "PAC_Zoé.xlsx", "illisible", False),
        ],
    ),
    "one named after somebody who sent another": Case(
        lambda: (full(), unreadable("PAC_Paul.xlsx")),
        (PAUL,),
        [("Paul", "Nord", "a", "reçu", True), ("", "", "PAC_Paul.xlsx", "illisible", False)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_person_has_one_status(case: Case) -> None:
    team = pacxl.consolidate(case.plans(), settings=FIRM, expected=case.expected, due=DUE, today=case.today)
    said = [(each.person, each.team, each.file, each.status, each.expected) for each in roster(team)]
    assert said == case.said
    here = pacxl.variance(team, today=case.today).frames["personnes"]
    shown = set(zip(here["commercial"], here["reponse"], strict=True))
    assert shown == {(name, status) for name, _, _, status, _ in case.said if name}


def test_without_a_day_of_return_nobody_is_late() -> None:
    firm = dataclasses.replace(FIRM, people=(PAUL, ZOE))
    team = pacxl.consolidate([full()], settings=firm, today=dt.date(2030, 1, 1))
    assert [each.status for each in roster(team)] == ["reçu", "attendu"]
    team = pacxl.consolidate([full()], settings=firm, today=DAY, due=DUE)
    assert [(each.status, each.asked()) for each in roster(team)][1] == (
        "en retard",
        "Son classeur n’est pas arrivé (attendu le 15/06/2026).",
    )


def test_why_a_file_is_left_out_is_told_in_english_too() -> None:
    stranger = dataclasses.replace(full(), file="z", identity=dataclasses.replace(full().identity, company="Jura"))
    replies = roster(pacxl.consolidate([full(), sent("b", "Zoé", budget=5.0), stranger], company="Alpes"))
    assert [reply.status for reply in replies] == ["reçu", "reçu"]  # of Paul's two files, one counts
    ada = dataclasses.replace(stranger, identity=dataclasses.replace(stranger.identity, person="Ada"))
    left_out = roster(pacxl.consolidate([full(), ada], company="Alpes"))[-1]
    assert left_out.asked("fr").startswith("plan de Jura, et non de Alpes")
    assert left_out.asked("en").startswith("This workbook is of the firm Jura, and not of Alpes")


def test_what_is_asked_is_told_in_english_too() -> None:
    team = pacxl.consolidate([with_error(full())], settings=FIRM, expected=[PAUL, ZOE], due=DUE, today=DAY)
    assert [each.asked("en") for each in roster(team)] == [
        "1 to mend",
        "The workbook has not come (due on 15/06/2026).",
    ]


# --- what is filled in ------------------------------------------------------------------------------------

BLANK = pacxl.blank(FIRM, person="Paul", team="Nord", today=DAY)
STEPS = {"famille": [MARKET] * 3 + [OFFER], "etape": ["Choisir", "Mesurer", "Décider", "Écrire"]}
MONTHS = BLANK.indicateurs[["indicateur", "mois", "unite", "sens", "objectif", "realise"]]
ROWS: dict[str, tuple[dict[str, Any], dict[str, tuple[int, int]]]] = {
    "nothing": ({}, {}),
    "a step with a date": ({"actions": {**STEPS, "fin": [DAY, None, None, None]}}, {MARKET: (3, 1)}),
    "a step that is set aside": (
        {"actions": {**STEPS, "decision": [None, "non retenue", None, None]}},
        {MARKET: (3, 1)},
    ),
    "a step under another name": (
        {"actions": {**STEPS, "etape": ["Ma façon", *STEPS["etape"][1:]]}},
        {MARKET: (3, 1)},
    ),
    "a step of their own": (
        {"actions": {"famille": [OFFER, *STEPS["famille"]], "etape": ["Ma façon", *STEPS["etape"]]}},
        {OFFER: (1, 1)},
    ),
    "more steps of their own than were proposed": (
        {"actions": {"famille": [OFFER] * 3, "etape": ["Une", "Deux", "Trois"]}},
        {OFFER: (1, 1)},
    ),
    "steps that are erased": ({"actions": {"famille": [MARKET], "etape": ["Choisir"]}}, {}),
    "a deal": ({"carnet": {"societe": ["Alpha", "Bêta"]}}, {"Carnet": (1, 1)}),
    "a month": ({"indicateurs": MONTHS.assign(realise=MONTHS.index.map({0: 5.0}.get))}, {"Indicateurs": (6, 1)}),
}


@pytest.mark.long
@pytest.mark.parametrize(("typed", "filled"), ROWS.values(), ids=ROWS)
def test_a_row_says_something_once_it_says_more_than_was_proposed(
    typed: dict[str, Any], filled: dict[str, tuple[int, int]]
) -> None:
    plan = dataclasses.replace(with_rows(BLANK, **typed), file="a")
    team = pacxl.consolidate([plan], settings=FIRM, today=DAY)
    none = {MARKET: (3, 0), OFFER: (1, 0), "Carnet": (1, 0), "Indicateurs": (6, 0)}
    assert by_sheet(team) == none | filled
    (reply,) = roster(team)
    assert reply.filled == pytest.approx(sum(said for _, said in filled.values()) / 11)
    assert (reply.status == "vide") == (not filled)


def by_sheet(team: Contents) -> dict[str, tuple[int, int]]:
    lines: Iterable[Any] = team.frames["remplissage"][["feuille", "lignes", "remplies"]].itertuples(index=False)
    return {sheet: (int(asked), int(filled)) for sheet, asked, filled in lines}


def test_a_version_that_counts_for_a_part_asks_for_nothing_more() -> None:
    older = dataclasses.replace(with_rows(BLANK, carnet={"societe": ["Alpha"]}), file="a")
    newer = sent("b", "Paul", budget=10.0)
    team = pacxl.consolidate([older, newer], settings=FIRM, today=DAY)
    assert by_sheet(team) == {MARKET: (3, 1), OFFER: (1, 0), "Carnet": (1, 1), "Indicateurs": (6, 0)}

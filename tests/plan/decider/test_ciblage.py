"""The channel and the persona of an action: columns that a plan has where a firm asks for them, and no other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import pacxl
from pacxl.books.pac import pac_book
from pacxl.french.header_text import plain_header
from tests import judges
from tests.plans import MARKET, SMALL, plan
from tests.workbooks import opened

CHANNELS, PERSONAS = ("Salon", "Web"), ("Le curieux", "Le pressé")
AIMING = dataclasses.replace(SMALL, sections=("ciblage",), channels=CHANNELS, personas=PERSONAS)
HEADERS = {"actions": ["Segment", "Canal", "Persona", "Qui"], "carnet": ["Segment", "Canal", "Issue", "Clôture"]}


@pytest.mark.parametrize("table", HEADERS)
def test_they_stand_after_the_segment(table: str) -> None:
    headers = [column.header for column in pac_book(AIMING).by_key[table].columns]
    start = headers.index("Segment")
    assert headers[start : start + 4] == HEADERS[table]
    asked = {"Canal", "Persona"}
    assert [each for each in headers if each not in asked] == [
        column.header for column in pac_book(SMALL).by_key[table].columns
    ]


def test_the_persona_is_asked_of_a_firm_that_describes_some() -> None:
    firms = {
        "names some": dataclasses.replace(AIMING, channels=()),
        "has the sheet": dataclasses.replace(AIMING, personas=(), sections=("personas", "ciblage")),
        "has neither": dataclasses.replace(AIMING, personas=()),
    }
    asked = {name: "persona" in pac_book(firm).by_key["actions"].by_key for name, firm in firms.items()}
    assert asked == {"names some": True, "has the sheet": True, "has neither": False}


def test_the_sheet_of_personas_comes_with_those_of_the_firm() -> None:
    blank = pacxl.blank(dataclasses.replace(AIMING, sections=("personas", "ciblage")), period="2026-T2")
    assert blank.frames["personas"]["persona"].tolist() == [*PERSONAS]


@pytest.mark.parametrize(
    ("header", "column"),
    [("CANAL DE VENTE", "canal"), ("Support", "canal"), ("Client type", "persona"), ("Cible type", "persona")],
)
def test_the_headers_that_people_use(header: str, column: str) -> None:
    assert pac_book(AIMING).by_key["actions"].names[plain_header(header)] == (column,)


def test_what_is_chosen_or_typed_is_read_back_and_the_lists_are_the_firm_s(tmp_path: Path) -> None:
    actions = {"famille": [MARKET] * 3, "etape": ["Choisir", "Mesurer", "Décider"], "budget": [10, 20, 30]}
    typed = {"canal": ["Web", "Bouche à oreille", None], "persona": ["Le pressé", None, "Un autre"]}
    made = plan(AIMING, actions=actions | typed, carnet={"societe": ["A", "B"], "canal": ["Salon", None]})
    path = pacxl.write(made, tmp_path / "PAC_Paul.xlsx")
    back = pacxl.read(path)
    for key, values in typed.items():
        assert back.actions[key].astype(object).where(back.actions[key].notna(), None).tolist() == values
    assert back.carnet["canal"].tolist()[0] == "Salon"
    assert not {"Canal", "Persona"} & set(back.findings["column"])
    stored = {place: value for place, value in judges.formula_cells(path).items() if place[0] == MARKET}
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []
    workbook = opened(path)
    rules = workbook[MARKET].data_validations.dataValidation
    lists = {rule.formula1 for rule in rules if rule.type == "list"}
    for name, offered in (("canaux", CHANNELS), ("personas", PERSONAS)):
        mine = next(each for each in lists if each and name in each.casefold())
        (sheet, cells), *_ = workbook.defined_names[mine.lstrip("=")].destinations
        assert [cell.value for (cell,) in workbook[sheet][cells]][: len(offered)] == [*offered]

"""What the plans of the people of a firm have in common is made once; each has the names of its author."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

import pacxl
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.plan import every_plan, registry
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.workbooks import WORKBOOKS

NAMES = ("Paul", "Zoé", "Malik")


def firm(template: str, **more: object) -> Settings:
    """A firm of three people, with clients and objectives of theirs."""
    settings: Settings = dataclasses.replace(
        pacxl.load_settings(template),
        people=tuple(Person(name, "Nord", "Commercial") for name in NAMES),
        clients=tuple(Client(f"Client {number}", person=name) for number, name in enumerate(NAMES)),
        objectives=(Objective("Ouvrir un compte", "Conquête"), Objective("Tenir", "Défense", "Zoé")),
        **more,  # type: ignore[arg-type]  # fields of settings
    )
    return settings


def every_section(settings: Settings) -> Iterator[Section]:
    yield every_plan.section(settings)
    yield from registry.sections(settings)


def written_out(*parts: object) -> str:
    """What a definition says; where a function stands in memory is no part of it."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(parts))


@pytest.mark.long
@pytest.mark.parametrize("whose", ["a firm", "nobody", "Zoé", "a stranger"])
@pytest.mark.parametrize("workbook", WORKBOOKS)
@pytest.mark.parametrize("template", ["complet", "essentiel", "smart"])
def test_a_plan_made_of_anybody_s_settings_is_the_one_made_of_its_author_s(
    template: str, workbook: str, whose: str
) -> None:
    settings = firm(template, workbook=workbook)
    if whose == "nobody":
        settings = dataclasses.replace(settings, people=(), clients=(), objectives=())
    elif whose != "a firm":
        settings = settings.own(whose)
    for whole, shared in zip(every_section(settings), every_section(settings.of_anybody), strict=True):
        alike = (
            written_out(each.tables, each.sheets, each.rules, each.more, sorted(each.of(settings).rows.items()))
            for each in (whole, shared)
        )
        assert len(set(alike)) == 1
        assert whole.of(settings).lists == shared.of(settings).lists


def test_the_people_of_a_firm_share_the_tables_and_the_sheets_of_their_plans() -> None:
    settings = firm("complet")
    paul, zoe = (pac_book(settings.own(name)) for name in ("Paul", "Zoé"))
    assert paul.tables is zoe.tables
    assert paul.sheets is zoe.sheets
    assert paul.common is zoe.common
    assert paul != zoe


def test_each_has_the_names_that_are_their_own() -> None:
    settings = firm("complet")
    for name in ("Paul", "Zoé"):
        own = settings.own(name)
        lists = {choices.key: choices.values for choices in pac_book(own).lists}
        assert lists["personnes"] == (name,)
        assert pac_blank_rows(own)["portefeuille"]["client"] == [own.clients[0].name]
    assert lists["objectifs_types"][-2:] == ("Conquête", "Défense")

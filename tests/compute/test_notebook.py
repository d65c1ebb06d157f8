"""What a notebook shows of contents: whose they are, their tables, what was found; every text as text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree

import pacxl
from pacxl import Contents
from pacxl.findings.finding import Finding, Place
from pacxl.typography import plain_spaces
from tests.plans import MARKET, PAUL, SMALL, plan

DAY = dt.date(2026, 5, 20)


def texts(contents: Contents) -> list[str]:
    """The texts of the view, which is well-formed."""
    return [
        plain_spaces(text).strip()
        for text in ElementTree.fromstring(contents._repr_html_().replace("<br>", "<br/>")).itertext()
    ]


def test_whose_a_plan_is_and_what_its_tables_hold() -> None:
    shown = texts(plan(SMALL, DAY, actions={"famille": [MARKET] * 2, "etape": ["Visiter", "Écrire"]}))
    assert {"Plan court", "Entreprise : Essai & Fils", "Commercial : Paul", "Équipe : Nord"} < set(shown)
    assert {"Période : 2e trimestre 2026", "Calculé pour le : 20/05/2026", "Constats : aucun"} < set(shown)
    at = shown.index("actions")
    assert shown[at : at + 3] == ["actions", "Actions", "2"]
    assert "carnet" not in shown
    assert any(text.endswith("tables sans ligne.") for text in shown)


def test_what_was_found_is_counted_the_gravest_first() -> None:
    found = [Finding(code, Place("PAC.xlsx")) for code in ("row-twice", "amount-missing", "file-empty", "row-twice")]
    shown = texts(replace(plan(), found=tuple(found), file="PAC.xlsx"))
    told = next(text for text in shown if text.startswith("Constats"))
    assert told.startswith("Constats : 1 erreur, ")
    assert "Fichier : PAC.xlsx" in shown


def test_a_person_s_text_is_no_markup_and_nothing_is_fetched() -> None:
    odd = plan(owner=replace(PAUL, person="<img src=x onerror=alert(1)>", company="A & B <b>"))
    html = odd._repr_html_()
    assert "Commercial : <img src=x onerror=alert(1)>" in texts(odd)
    assert "Entreprise : A & B <b>" in texts(odd)
    assert not any(each in html for each in ("<img", "<script", "http", 'src="', "url("))


def test_the_ecarts_too() -> None:
    ecarts = pacxl.variance(pacxl.consolidate([plan()]), today=DAY)
    assert {"Écarts consolidés", "par_famille", "Par famille"} < set(texts(ecarts))

"""A firm's choices: what slips are refused, what one person's plan carries of them, and several settings as one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from pacxl import SettingsError
from pacxl.french.period import parse_period
from pacxl.settings.merging import merged
from pacxl.settings.model import Family, Indicator, Settings, Stage
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import PHASES
from pacxl.settings.text import settings_from_text
from tests.plans import SMALL
from tests.printed import french_left

MARKET, OFFER = SMALL.families
TEAM = dataclasses.replace(
    SMALL,
    people=(Person("Zoé", "Sud", manager="Paul"), Person("Paul", "Nord")),
    clients=(Client("Alpha", person="Zoé"), Client("Bêta", person="Paul"), Client("Gamma")),
    objectives=(Objective("Le sien", person="Zoé"), Objective("Le vôtre", person="Paul"), Objective("Le nôtre")),
    period="2026",
    logo="aWNp",
)


# --- slips ------------------------------------------------------------------------------------------------

SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "no family": ({"families": ()}, "il faut au moins une famille"),
    "no family retained": (
        {"families": (dataclasses.replace(MARKET, retained=False),)},
        "aucune famille d’actions n’est retenue",
    ),
    "no phase that has a family": ({"phases": ("préparatoire",)}, "aucune famille d’actions n’est retenue"),
    "a family without a step": ({"families": (dataclasses.replace(MARKET, steps=()),)}, "n’a aucune étape"),
    "a family's key with an accent": (
        {"families": (dataclasses.replace(MARKET, key="été"),)},
        "clé de famille « été »",
    ),
    "a family of no known phase": ({"families": (dataclasses.replace(MARKET, phase="lunaire"),)}, "« lunaire »"),
    "two families of one sheet": (
        {"families": (MARKET, dataclasses.replace(OFFER, sheet=MARKET.sheet.upper()))},
        "feuille en double",
    ),
    "an unknown phase": ({"phases": (*PHASES, "lunaire")}, "phase inconnue « lunaire »"),
    "a section twice": ({"sections": ("vision", "vision")}, "rubrique en double"),
    "a probability above 1": ({"stages": (Stage("Devis", 50),)}, "entre 0 et 1, pas 50"),
    "a probability below 0": ({"stages": (Stage("Devis", -0.1),)}, "entre 0 et 1"),
    "an indicator's sense": ({"indicators": (Indicator("a", "A", "€", "mieux"),)}, "sens inconnu « mieux »"),
    "an objective's sense": ({"objectives": (Objective("A", sense="mieux"),)}, "sens inconnu « mieux »"),
    "a person without a name": ({"people": (Person(""),)}, "personne sans nom"),
    "a channel twice, in capitals": ({"channels": ("Terrain", "TERRAIN")}, "canal en double « TERRAIN »"),
    "a role on two lines": ({"roles": ("Direction\ngénérale",)}, "caractère de contrôle"),
    "a colour with its #": ({"accent": "#1F5C7A"}, "couleur « #1F5C7A »"),
    "a period that is none": ({"period": "S1"}, "« S1 »"),
    "a threshold below 0": ({"threshold": -1.0}, "seuil des écarts"),
    "a client of one of two namesakes": (
        {"people": (Person("Jean", "Nord"), Person("Jean", "Sud")), "clients": (Client("Alpha", person="Jean"),)},
        "« Alpha » : « Jean » est plusieurs personnes, écrivez « Jean \\(Nord\\) » ou « Jean \\(Sud\\) »",
    ),
    "an address on two lines": ({"people": (Person("Zoé", email="zoe@a.fr\nBcc: x@a.fr"),)}, "adresse de courriel"),
}


@pytest.mark.parametrize(("changes", "told"), SLIPS.values(), ids=SLIPS)
def test_settings_are_refused_for(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        dataclasses.replace(SMALL, **changes)
    assert not french_left(caught.value.detail_en)


# --- what they hold ---------------------------------------------------------------------------------------


def test_a_family_is_drawn_if_it_is_retained_and_its_phase_is() -> None:
    left_out = dataclasses.replace(OFFER, key="autre", sheet="Autre", retained=False, reason="Plus tard.")
    settings = dataclasses.replace(SMALL, families=(*SMALL.families, left_out), phases=("opérationnelle",))
    assert settings.drawn == (OFFER,)


def test_a_plan_s_months_are_known_once_they_are_chosen() -> None:
    assert (SMALL.stretch, TEAM.stretch) == (None, parse_period("2026"))


def test_settings_come_back_from_one_line() -> None:
    line = dataclasses.replace(
        TEAM,
        objectives=(Objective("Tenir", target=0.2, deadline=dt.date(2026, 12, 31)),),
        sections=("vision", "planning"),
    ).dumps()
    assert (settings_from_text(line).dumps(), line.count("\n")) == (line, 0)
    assert settings_from_text(line).objectives[0].deadline == dt.date(2026, 12, 31)


def test_what_few_choose_is_on_that_line_only_where_it_is_chosen() -> None:
    chosen = dataclasses.replace(
        SMALL, due=dt.date(2026, 7, 1), threshold=0.0, people=(Person("Zoé", email="z@a.fr"),)
    )
    assert settings_from_text(chosen.dumps()) == chosen
    assert not any(word in SMALL.dumps() for word in ("due", "threshold", "email"))


# --- one person's -----------------------------------------------------------------------------------------


def test_a_person_s_plan_carries_nothing_of_anybody_else() -> None:
    own = TEAM.own("Zoé")
    assert own.people == (Person("Zoé", "Sud"),)
    assert [client.name for client in own.clients] == ["Alpha"]
    assert [each.name for each in own.objectives] == ["Le sien", "Le nôtre"]
    assert "Paul" not in own.dumps()


def test_what_is_another_spelling_s_is_in_the_person_s_plan() -> None:
    team = dataclasses.replace(
        TEAM, people=(Person("Zoé", aliases=("Z. Roux",)),), clients=(Client("Bêta", person="z. roux"),)
    )
    assert [client.name for client in team.own("Zoé").clients] == ["Bêta"]


def test_settings_without_people_are_anybody_s() -> None:
    assert SMALL.own("Zoé").families == SMALL.families
    assert dataclasses.replace(SMALL, people=()).own("Zoé") == dataclasses.replace(SMALL, people=())


def test_two_people_s_plans_share_all_but_what_is_theirs() -> None:
    assert TEAM.own("Zoé") != TEAM.own("Paul")
    assert TEAM.own("Zoé").shared == TEAM.own("Paul").shared == TEAM.shared
    assert (TEAM.shared.families, TEAM.shared.logo) == (SMALL.families, "aWNp")


# --- several as one ---------------------------------------------------------------------------------------


def test_settings_merged_with_themselves_are_the_same() -> None:
    assert merged([TEAM, TEAM]) == TEAM


def test_one_alone_is_itself() -> None:
    assert merged([TEAM]) == TEAM


def test_what_only_the_others_have_is_added_after() -> None:
    other = dataclasses.replace(
        SMALL,
        families=(Family("salons", "Salons", "Salons", "préparatoire", ("Exposer",)), OFFER),
        stages=(Stage("DEVIS", 0.9), Stage("Accord", 0.8)),
        indicators=(Indicator("appels", "Appels", "appels"), SMALL.indicators[0]),
        segments=("particuliers", "Mairies"),
        people=(Person("ZOÉ", "sud"), Person("Inès"), Person("Paul", "Est")),
        channels=("Terrain",),
    )
    both = merged([SMALL, other])
    assert [family.key for family in both.families] == ["marche", "offre", "salons"]
    assert both.stages == (*SMALL.stages, Stage("Accord", 0.8))
    assert [each.key for each in both.indicators] == ["rendez_vous", "couts", "appels"]
    assert both.segments == ("PME", "Particuliers", "Mairies")
    assert both.people == (*SMALL.people, Person("Paul", "Est"), Person("Inès"))
    assert both.channels == ("Terrain",)


def test_sections_and_phases_are_all_there_each_once() -> None:
    one = dataclasses.replace(SMALL, sections=("suivi", "vision"), phases=("opérationnelle",))
    other = dataclasses.replace(SMALL, sections=("budget", "vision"), phases=("stratégique",))
    both = merged([one, other])
    assert both.sections == ("suivi", "vision", "budget")
    assert both.phases == ("stratégique", "opérationnelle")


def test_a_family_that_one_retains_is_retained() -> None:
    without = dataclasses.replace(OFFER, retained=False, reason="Plus tard.")
    both = merged([dataclasses.replace(SMALL, families=(without, MARKET)), SMALL])
    assert both.families == (OFFER, MARKET)


def test_families_of_one_key_and_two_sheets_have_each_their_own() -> None:
    other = dataclasses.replace(SMALL, families=(dataclasses.replace(OFFER, sheet="Autre offre"),))
    keys = [family.key for family in merged([SMALL, other]).families]
    assert keys[:2] == ["marche", "offre"]
    assert len(set(keys)) == 3


def test_the_look_is_the_first_s_and_the_name_may_be_given() -> None:
    other = dataclasses.replace(SMALL, accent="000000", company="Autre")
    both = merged([TEAM, other], "deux", "Deux plans")
    assert (both.name, both.title) == ("deux", "Deux plans")
    assert (both.accent, both.company, both.logo) == (TEAM.accent, TEAM.company, TEAM.logo)


@pytest.mark.parametrize(("one", "other", "both"), [("2026", "2026", "2026"), ("2026", "2027", ""), ("", "2026", "")])
def test_a_period_is_kept_if_it_is_that_of_all(one: str, other: str, both: str) -> None:
    every: list[Settings] = [dataclasses.replace(SMALL, period=period) for period in (one, other)]
    assert merged(every).period == both

"""Personas and their journey: how far each is described, what is planned for its segment, and where it jams."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.columns import World
from pacxl.compute.contents import make_contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.kind import NUMBER
from pacxl.plan.comprendre.parcours import STEPS
from pacxl.plan.comprendre.personas import DESCRIPTION
from tests.plans import MARKET, OFFER, PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, sections=("personas",))


def plan(**frames: Mapping[str, Sequence[Any]]) -> Contents:
    return make_contents(pac_book(FIRM), {"parcours_synthese": {"etape": STEPS}} | frames, PAUL, TODAY)


def persona(**cells: Any) -> pd.Series[Any]:
    """One persona, beside three actions (one of them dropped) and two deals."""
    contents = plan(
        personas={key: [value] for key, value in cells.items()},
        actions={
            "famille": [MARKET, MARKET, OFFER, OFFER],
            "etape": ["Appeler", "Visiter", "Écrire", "Rien"],
            "segment": ["PME", "pme", "PME", "Particuliers"],
            "budget": [1000, None, 250.5, 40],
            "depense": [900, None, None, 40],
            "decision": ["retenue", None, "non retenue", None],
        },
        carnet={
            "societe": ["Alpha", "Bêta"],
            "segment": ["PME", "Particuliers"],
            "montant": [1000, 2000],
            "probabilite": [0.2, 0.5],
        },
    )
    return contents.personas.iloc[0]


def test_a_persona_shows_what_is_planned_and_at_stake_for_its_segment() -> None:
    found = persona(persona="La gérante pressée", segment="PME")
    assert found[["budget", "depense", "carnet"]].tolist() == [1000.0, 900.0, 200.0]


def test_an_action_that_is_not_retained_is_not_planned() -> None:
    assert persona(persona="La gérante pressée", segment="PME")["actions"] == 2


def test_a_segment_that_nothing_is_planned_for_has_no_action_which_is_a_zero() -> None:
    found = persona(persona="Le maire", segment="Collectivités")
    assert found[["actions", "budget", "carnet"]].tolist() == [0, 0.0, 0.0]


def test_a_persona_without_a_segment_has_no_figures_rather_than_zeros() -> None:
    assert persona(persona="L’inconnu")[["actions", "budget", "depense", "carnet"]].isna().all()


@pytest.mark.parametrize(
    ("filled", "share"),
    [((), 0.0), (DESCRIPTION[:3], 0.3), (DESCRIPTION, 1.0)],
    ids=["a name alone is a description of nothing", "three fields out of ten", "every field"],
)
def test_a_description_is_as_complete_as_its_fields(filled: tuple[str, ...], share: float) -> None:
    assert persona(persona="Le curieux", **dict.fromkeys(filled, "oui"))["complet"] == pytest.approx(share)


def test_the_share_of_revenue_and_the_owner_are_no_part_of_a_description() -> None:
    assert persona(persona="Le curieux", part_ca=0.2, responsable="Paul")["complet"] == 0


def test_personas_without_any_action_are_counted() -> None:
    contents = plan(
        personas={"persona": ["A", "B", "C"], "segment": ["PME", "PME", None], "part_ca": [0.5, 0.3, None]}
    )
    assert contents.figures["personas_sans_action"] == 2  # C has no segment: nobody knows
    assert contents.figures["personas_part_ca"] == 0.8


# --- the journey ------------------------------------------------------------------------------------------


def moment(**cells: Any) -> pd.Series[Any]:
    return plan(
        personas={"persona": ["La gérante pressée"], "segment": ["PME"]},
        parcours={"etape": ["achat"]} | {key: [value] for key, value in cells.items()},
    ).parcours.iloc[0]


@pytest.mark.parametrize(
    ("cells", "priority"),
    [
        ({"intensite": 5}, "à traiter"),
        ({"intensite": 4, "friction": "Attente"}, "à traiter"),
        ({"intensite": 4, "action": "Rappeler"}, "prise en charge"),
        ({"intensite": 3}, "à surveiller"),
        ({"intensite": 2, "action": "Rappeler"}, "légère"),
        ({"friction": "Attente"}, "à noter"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_strong_friction_without_an_action_comes_first(cells: dict[str, Any], priority: str) -> None:
    assert moment(**cells)["priorite"] == priority


def test_a_moment_without_friction_has_no_priority() -> None:
    assert pd.isna(moment(attentes="Payer vite")["priorite"])


def test_a_gap_between_percentages_is_in_points_and_lower_is_better() -> None:
    found = moment(indicateur="Abandons", objectif=0.30, resultat=0.35, unite="%", sens="plus bas")
    assert found[["ecart", "verdict"]].tolist() == [5.0, "défavorable"]


def test_a_gap_in_another_unit_is_a_plain_difference() -> None:
    found = moment(indicateur="Délai", objectif=2, resultat=1.5, unite="heures", sens="plus bas")
    assert found[["ecart", "verdict"]].tolist() == [-0.5, "favorable"]


def test_without_a_result_or_a_sense_nothing_is_judged() -> None:
    assert moment(objectif=2, sens="plus bas")[["ecart", "verdict"]].isna().all()
    assert pd.isna(moment(objectif=2, resultat=1)["verdict"])


def test_a_moment_has_the_segment_of_its_persona_whatever_the_case() -> None:
    assert moment(persona="la GÉRANTE pressée")["segment"] == "PME"
    assert pd.isna(moment(persona="Quelqu’un d’autre")["segment"])


def test_a_persona_counts_its_moments_indicators_and_verdicts() -> None:
    contents = plan(
        personas={"persona": ["A", "B", None], "role": [None, None, "acheteur"]},
        parcours={
            "persona": ["A", "a", "A", "B", None],
            "etape": ["achat", "usage", "fidélité", "achat", "achat"],
            "attentes": ["Payer", None, None, "Payer", "Payer"],
            "friction": [None, "Attente", None, None, None],
            "indicateur": ["Abandons", None, None, None, None],
            "objectif": [0.3, None, None, None, None],
            "resultat": [0.2, None, None, None, None],
            "sens": ["plus bas", None, None, None, None],
        },
    )
    found = contents.personas[["etapes", "indicateurs", "favorables"]]
    assert found.iloc[0].tolist() == [2, 1, 1]
    assert found.iloc[1].tolist() == [1, 0, 0]
    assert found.iloc[2].isna().all()


# --- where it jams ----------------------------------------------------------------------------------------


def by_step() -> Contents:
    return plan(
        parcours={
            "etape": ["découverte", "découverte", "Découverte", "achat", "usage"],
            "friction": ["Site lent", "Photos tristes", "Prix cachés", "Attente", None],
            "intensite": [1, 2, None, 5, None],
            "action": [None, None, None, None, None],
            "attentes": [None, None, None, None, "Être aidé"],
        }
    )


def step(name: str, *keys: str) -> list[Any]:
    found = by_step().parcours_synthese
    return found.loc[found["etape"] == name, list(keys)].iloc[0].tolist()


def test_the_mean_friction_of_a_step_is_that_of_its_marks() -> None:
    assert step("découverte", "moments", "notees", "somme", "friction_moyenne") == [3, 2, 3, 1.5]
    assert step("achat", "friction_moyenne", "fortes", "a_traiter") == [5.0, 1, 1]


def test_a_step_without_a_mark_has_no_mean_friction() -> None:
    found = by_step().parcours_synthese.set_index("etape")
    assert found.loc[["usage", "fidélité"], "friction_moyenne"].isna().all()


def test_the_mean_of_all_steps_is_that_of_all_marks_and_not_of_the_means() -> None:
    contents = by_step()
    total = contents.book.by_key["parcours_synthese"].by_key["friction_moyenne"].total
    assert total is not None
    assert evaluate_figure(total, World(contents.book, contents.frames, TODAY), NUMBER) == pytest.approx(8 / 3)


def test_a_blank_plan_comes_with_the_steps_and_counts_none_of_them_as_described() -> None:
    contents = plan(parcours={"etape": STEPS})
    assert contents.figures["parcours_decrits"] == 0
    assert contents.parcours_synthese["moments"].tolist() == [0] * 6


@pytest.mark.parametrize(
    ("shares", "said"), [([0.5, 0.5], None), ([0.1] * 11, "plus de 100 % du CA"), ([None], None)]
)
def test_shares_that_are_more_than_all_the_revenue_are_told(shares: list[float | None], said: str | None) -> None:
    names = [f"P{number}" for number, _ in enumerate(shares)]
    contents = plan(personas={"persona": names, "part_ca": shares})
    told = contents.figures["personas_controle"]
    assert (None if pd.isna(told) else str(told).replace("\u00a0", " ")) == said

"""What somebody has decided of their own words outweighs the evidence: headers, sheets, values; and is remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.errors import SettingsError
from pacxl.settings.correspondences import Correspondences, correspondences_from_rows
from tests.adopting.test_adopted import TODAY, listed
from tests.reading.mutations.account import unbalanced
from tests.reading.own_pacs import Row, save

_: Any = None
JUNE = dt.datetime(2026, 6, 30)
PLAN: Sequence[Row] = (
    ("Axe", "Action", "Porteur", "Échéance", "Avancée", "Prévu", "Commentaires"),
    ("Salons", "Salon de l’habitat", "Zoé", JUNE, "Ça roule", 4000, "Deux jours de stand"),
    ("Web", "Refondre le site", "Paul", JUNE, "Laissé tomber", 900, _),
)


def words(*lines: tuple[str, str, str]) -> Correspondences:
    return correspondences_from_rows(lines, "mots.csv")


def read(folder: Path, sheets: dict[str, Sequence[Row]], *lines: tuple[str, str, str]) -> pacxl.Contents:
    """A workbook of somebody's own, read with their words; every cell and every number of it accounted for."""
    plan = pacxl.read(save(sheets, folder / "suivi.xlsx"), today=TODAY, words=words(*lines))
    assert unbalanced(plan) == []
    counted, *became = plan.cells.as_tuple()
    assert counted == sum(became)
    return plan


def understood(plan: pacxl.Contents) -> dict[str, tuple[str, str]]:
    return {each.header: (each.column, each.how) for each in plan.header_matches}


def test_a_header_is_what_was_decided_or_nothing(tmp_path: Path) -> None:
    lines = (
        ("en-tête", "AVANCEE", "Statut saisi"),
        ("en-tête", "Prévu", "Budget"),
        ("en-tête", "Commentaires", "–"),
        ("en-tête", "Porteur", ""),
    )
    plan = read(tmp_path, {"Plan": PLAN}, *lines)
    assert understood(plan) == {
        "Axe": ("Famille", "header"),
        "Action": ("Étape", "header"),
        "Porteur": ("", "decided"),
        "Échéance": ("Fin", "header"),
        "Avancée": ("Statut saisi", "decided"),
        "Prévu": ("Budget", "decided"),
        "Commentaires": ("", "decided"),
    }
    assert {each.sure for each in plan.header_matches if each.how == "decided"} == {1.0}
    assert [each.code for each in plan.found if each.code == "header-unknown"] == []
    assert listed(plan, "actions", "qui", "budget") == [[None, 4000], [None, 900]]


def test_what_was_decided_is_taken_from_the_column_for_which_most_spoke(tmp_path: Path) -> None:
    rows = [("Action", "Responsable", "Relais", "Échéance"), ("Salon de l’habitat", "Zoé", "Paul", JUNE)]
    plan = read(tmp_path, {"Plan": rows}, ("en-tête", "Relais", "Qui"))
    assert understood(plan)["Relais"] == ("Qui", "decided")
    assert listed(plan, "actions", "qui") == [["Paul"]]


def test_a_table_that_nobody_knows_is_one_where_its_first_column_is_decided(tmp_path: Path) -> None:
    rows = [("Wer", "Was genau", "Bis"), ("Zoé", "Messe", JUNE), ("Paul", "Anrufe", JUNE)]
    decided = (("en-tête", "Was genau", "Étape"), ("en-tête", "Wer", "Qui"), ("en-tête", "Bis", "Fin"))
    with pytest.raises(pacxl.NoTables):
        read(tmp_path, {"Plan": [("Was genau", "Kürzel"), ("Messe", "M")]})
    plan = read(tmp_path, {"Plan": rows}, *decided)
    assert listed(plan, "actions", "etape", "qui", "fin") == [
        ["Messe", "Zoé", JUNE],
        ["Anrufe", "Paul", JUNE],
    ]


MONTHS: Sequence[Row] = (("Indicateur", "Janv. 2026", "Févr. 2026", "Mars 2026", "Avr. 2026"), ("CA", 10, 20, 30, 40))


def test_the_columns_of_months_are_what_was_decided(tmp_path: Path) -> None:
    decided = (("en-tête", "Mars 2026", "Objectif"), ("en-tête", "Avr. 2026", "–"))
    plan = read(tmp_path, {"KPI": MONTHS}, *decided)
    assert listed(plan, "indicateurs", "mois", "objectif", "realise") == [
        [dt.datetime(2026, 1, 1), None, 10],
        [dt.datetime(2026, 2, 1), None, 20],
        [dt.datetime(2026, 3, 1), 30, None],
    ]
    assert understood(plan)["Mars 2026"] == ("Objectif", "decided")
    assert understood(plan)["Avr. 2026"] == ("", "decided")


def test_a_calendar_beside_actions_can_be_a_column(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Échéance", "Janv.", "Févr.", "Mars")
    rows = [header, ("Salon de l’habitat", "Zoé", JUNE, 400, _, _), ("Mailing", "Paul", JUNE, 100, "x", "x")]
    plan = read(tmp_path, {"Plan": rows}, ("en-tête", "Janv.", "Budget"))
    assert listed(plan, "actions", "budget") == [[400], [100]]


def test_what_was_decided_says_which_kind_of_table_it_is(tmp_path: Path) -> None:
    rows = [("Sujet", "Client", "Valeur", "État"), ("Piscine", "Hôtel du Port", 12_000, "En cours")]
    decided = (("en-tête", "Client", "Société"), ("en-tête", "Valeur", "Montant"), ("en-tête", "Sujet", "Nature"))
    plan = read(tmp_path, {"Suivi": rows}, *decided)
    assert listed(plan, "carnet", "societe", "nature", "montant") == [["Hôtel du Port", "Piscine", 12_000]]


def test_one_header_may_be_one_thing_in_a_plan_and_another_in_a_carnet(tmp_path: Path) -> None:
    deals = [("Client", "Montant", "Point"), ("Hôtel du Port", 12_000, "Négociation")]
    plan = [("Action", "Porteur", "Point"), ("Salon de l’habitat", "Zoé", "En cours")]
    lines = (("en-tête", "Point", "Statut saisi"), ("en-tête", "Point", "Probabilité"), ("en-tête", "Point", "Issue"))
    with pytest.raises(SettingsError, match="« Point » est dit deux fois"):
        read(tmp_path, {"Plan": plan, "Affaires": deals}, *lines)
    both = read(tmp_path, {"Plan": plan, "Affaires": deals}, lines[0], ("en-tête", "Point", "Étape"))
    assert listed(both, "actions", "statut_saisi") == [["en cours"]]
    assert listed(both, "carnet", "etape") == [["Négociation"]]


def test_a_sheet_is_a_family_or_is_left_aside(tmp_path: Path) -> None:
    plan = [("Action", "Porteur", "Échéance"), ("Salon de l’habitat", "Zoé", JUNE)]
    old = [("Action", "Porteur", "Échéance"), ("Vieille action", "Zoé", JUNE)]
    lines = (("feuille", "S1", "Fidélisation"), ("feuille", "Archives", ""))
    adopted = read(tmp_path, {"S1": plan, "Archives": old}, *lines)
    assert listed(adopted, "actions", "famille", "etape") == [["Fidélisation", "Salon de l’habitat"]]
    assert set(adopted.libre["feuille"]) == {"Archives"}


def test_a_value_is_the_choice_that_was_decided_and_told(tmp_path: Path) -> None:
    lines = (
        ("en-tête", "Avancée", "Statut saisi"),
        ("Statut saisi", "Ça roule", "En cours"),
        ("statut saisi", "Laissé tomber", "abandonnée"),
        ("Famille", "Web", "Publicité"),
        ("Qui", "Zoé", "Zoé Martin"),
    )
    plan = read(tmp_path, {"Plan": PLAN}, *lines)
    assert listed(plan, "actions", "famille", "qui", "statut_saisi", "statut") == [
        ["Salons", "Zoé Martin", "en cours", "en cours"],
        ["Publicité", "Paul", "abandonnée", "abandonnée"],
    ]
    told = [(each.place.cell, each.value) for each in plan.found if each.code == "value-decided"]
    assert sorted(told) == [("C2", "Zoé"), ("E2", "Ça roule"), ("E3", "Laissé tomber")]


SLIPS = {
    "no column of ours": (("en-tête", "Avancée", "Humeur"), "« Humeur » n’est pas une de nos colonnes"),
    "no choice of ours": (("Statut saisi", "Ça roule", "vert"), "« vert » n’est pas un choix"),
    "values of no column of ours": (("Humeur", "Ça roule", "vert"), "« humeur » n’est pas une de nos colonnes"),
}


@pytest.mark.parametrize(("line", "says"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_whatever_the_file_is(line: tuple[str, str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=says):
        read(tmp_path, {"Plan": PLAN}, line)


def test_what_the_settings_say_is_used_and_what_is_decided_now_comes_first(tmp_path: Path) -> None:
    toml = tmp_path / "firme.toml"
    toml.write_text(
        'based_on = "complet"\n[correspondences.headers]\n"Avancée" = "Statut saisi"\n"Prévu" = "Budget"\n',
        encoding="utf-8",
    )
    settings = pacxl.load_settings(toml)
    path = save({"Plan": PLAN}, tmp_path / "suivi.xlsx")
    plan = pacxl.read(path, today=TODAY, settings=settings, words=words(("en-tête", "Prévu", "Dépensé")))
    assert understood(plan)["Avancée"] == ("Statut saisi", "decided")
    assert understood(plan)["Prévu"] == ("Dépensé", "decided")
    again = pacxl.read(pacxl.write(plan, tmp_path / "PAC.xlsx"), today=TODAY)
    assert again == plan

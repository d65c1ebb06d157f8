"""Their words are kept: what people typed of how far things are, whose months, families and amounts they are."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.settings.correspondences import correspondences_from_rows
from pacxl.settings.people import Person
from pacxl.typography import plain_spaces
from tests import judges
from tests.reading.mutations.account import unbalanced
from tests.reading.own_pacs import Row, day, save

TODAY = dt.date(2026, 6, 15)
PAST, AHEAD = day("31/03/2026"), day("30/11/2026")
_: Any = None


def read(folder: Path, sheets: Mapping[str, Sequence[Row]], **merged: Sequence[str]) -> pacxl.Contents:
    """A workbook of somebody's own, read; every cell and every number of it accounted for."""
    path = save(sheets, folder / "suivi.xlsx", {name.replace("_", " "): areas for name, areas in merged.items()})
    plan = pacxl.read(path, today=TODAY)
    assert unbalanced(plan) == []
    counted, *became = plan.cells.as_tuple()
    assert counted == sum(became)
    return plan


def codes(plan: pacxl.Contents) -> list[str]:
    return [each.code for each in plan.found]


def listed(plan: pacxl.Contents, table: str, *keys: str) -> list[list[Any]]:
    frame = plan.frames[table][list(keys)].astype(object)
    return frame.where(frame.notna(), None).values.tolist()


# --- how far an action is ---------------------------------------------------------------------------------

# What people type, in the column of the status → the statut, the décision.
SAID = {
    "Terminé": ("terminée", None),
    "✅ Fait": ("terminée", None),
    "OK": ("terminée", None),
    "Clôturé": ("terminée", None),
    "Done": ("terminée", None),
    "Completed": ("terminée", None),
    "En cours": ("en cours", None),
    "In progress": ("en cours", None),
    "À faire": ("à faire", None),
    "Not started": ("à faire", None),
    "Reporté": ("à faire", None),
    "Postponed": ("à faire", None),
    "En attente": ("à faire", None),
    "En retard": ("en retard", None),
    "Annulé": ("abandonnée", "abandonnée"),
    "Abandonné (budget)": ("abandonnée", "abandonnée"),
    "Cancelled": ("abandonnée", "abandonnée"),
    "Non retenue": ("non retenue", "non retenue"),
}


def test_a_typed_status_is_never_overruled_by_dates(tmp_path: Path) -> None:
    rows = [(f"Action {said}", "Léa", PAST, said) for said in SAID]
    plan = read(tmp_path, {"Suivi": [("Action", "Responsable", "Échéance", "Statut"), *rows]})
    assert listed(plan, "actions", "statut", "decision") == [list(expected) for expected in SAID.values()]
    assert {"value-stale", "formula-overwritten"} & set(codes(plan)) == set()


@pytest.mark.parametrize(
    "progress", [(1.0, 0.25), ("100 %", "25 %"), (100, 25)], ids=["fractions", "percent signs", "out of a hundred"]
)
def test_what_is_wholly_done_is_finished(progress: tuple[Any, Any], tmp_path: Path) -> None:
    done, begun = progress
    rows = [("Relancer les devis", "Léa", PAST, done), ("Refaire le site", "Hugo", AHEAD, begun)]
    plan = read(tmp_path, {"Suivi": [("Action", "Responsable", "Échéance", "Avancement"), *rows]})
    assert listed(plan, "actions", "statut", "fin_reelle", "avancement_saisi") == [
        ["terminée", None, 1.0],
        ["à faire", None, 0.25],
    ]
    assert plan.actions["retard"].tolist()[0] is not None


def test_finished_on_a_day_that_nobody_says_is_not_late(tmp_path: Path) -> None:
    rows = [("Relancer les devis", "Léa", PAST, "Terminé"), ("Refaire le site", "Hugo", PAST, "En cours")]
    plan = read(tmp_path, {"Suivi": [("Action", "Responsable", "Échéance", "État"), *rows]})
    assert listed(plan, "actions", "statut", "retard") == [["terminée", None], ["en cours", 76]]


def test_what_disagrees_is_told(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Échéance", "Statut", "Avancement %")
    plan = read(tmp_path, {"Suivi": [header, ("Relancer les devis", "Léa", PAST, "Terminé", "30 %")]})
    (told,) = [each for each in plan.found if each.code == "status-disagrees"]
    assert (told.place.cell, told.value) == ("D2", "terminée")


def test_avancement_is_a_word_a_share_or_a_date_s_neighbour_and_never_the_start(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Fin", "Avancement")
    words = read(tmp_path, {"Suivi": [header, ("Relancer les devis", "Léa", PAST, "Terminé")]})
    assert listed(words, "actions", "debut", "statut") == [[None, "terminée"]]


def test_the_plan_that_is_written_again_keeps_what_was_typed(tmp_path: Path) -> None:
    rows = [("Relancer les devis", "Léa", PAST, "Fait", 0.3), ("Refaire le site", "Hugo", PAST, "Annulé", _)]
    plan = read(tmp_path, {"Suivi": [("Action", "Responsable", "Échéance", "Statut", "Avancement"), *rows]})
    again = pacxl.read(pacxl.write(plan, tmp_path / "PAC.xlsx"), today=TODAY)
    assert again == plan
    assert listed(again, "actions", "statut_saisi", "statut") == [["terminée"] * 2, ["abandonnée"] * 2]


@pytest.mark.judge
def test_another_engine_finds_the_statut_that_was_typed(tmp_path: Path) -> None:
    progress = (1.0, 0.3, 0.0)
    rows: list[Row] = [
        (f"Action {said}", "Léa", PAST, said, progress[row % 3]) for row, said in enumerate([*SAID, _])
    ]
    rows.insert(0, ("Action", "Responsable", "Échéance", "Statut", "Avancement"))
    plan = pacxl.read(save({"Suivi": rows}, tmp_path / "suivi.xlsx"), today=dt.date.today())  # as the engine has it
    path = pacxl.write(plan, tmp_path / "PAC.xlsx")
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


# --- what became of a deal --------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [("Client", "Montant", "Statut"), ("Company", "Amount", "Stage")])
def test_won_and_lost_are_the_issue_wherever_they_are_typed(header: Row, tmp_path: Path) -> None:
    words = (
        ("Gagné", "En négociation", "Perdu") if header[0] == "Client" else ("Closed Won", "Proposal", "Closed Lost")
    )
    rows = [(f"Société {number}", 1000, word) for number, word in enumerate(words)]
    plan = read(tmp_path, {"Pipeline": [header, *rows]})
    assert [issue for (issue,) in listed(plan, "carnet", "issue")][::2] == ["gagnée", "perdue"]
    assert plan.carnet["pondere"].fillna(0).sum() == 0  # nothing says how likely the open one is


# --- amounts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells", "key"),
    [
        (("Action", "Responsable", "Budget", "Réalisé"), (1000, 800), "depense"),
        (("Action", "Responsable", "Planned budget", "Actual"), (1000, 800), "depense"),
        (("Action", "Responsable", "Cible", "Réalisé"), (1000, 800), "resultat"),
        (("Action", "Responsable", "Objectif", "Réalisé"), ("200 retours", 180), "resultat"),
    ],
)
def test_what_is_done_is_spent_beside_a_budget_and_a_result_beside_a_target(
    header: Row, cells: Row, key: str, tmp_path: Path
) -> None:
    plan = read(tmp_path, {"Plan": [header, *((f"Appeler la liste {n}", "Léa", *cells) for n in range(3))]})
    assert plan.actions[key].tolist() == [cells[1]] * 3


# What stands under « Réalisé », beside nothing that tells → the column of ours, what it holds.
DONE: dict[str, tuple[Row, str, list[Any]]] = {
    "amounts": (("1 200 €", "800 €", "300 €"), "depense", [1200, 800, 300]),
    "percentages": (("30 %", "100 %", "50 %"), "avancement_saisi", [0.3, 1, 0.5]),
    "shares": ((0.3, 1, 0.5), "avancement_saisi", [0.3, 1, 0.5]),
    "yes and no": (("oui", "non", "oui"), "statut_saisi", ["terminée", "à faire", "terminée"]),
    "boxes": ((True, False, True), "statut_saisi", ["terminée", "à faire", "terminée"]),
    "crosses": (("x", "", "x"), "statut_saisi", ["terminée", None, "terminée"]),
    "words": (("Terminé", "En cours", "Fait"), "statut_saisi", ["terminée", "en cours", "terminée"]),
    "days": ((PAST, "", PAST), "fin_reelle", [dt.datetime(2026, 3, 31), None, dt.datetime(2026, 3, 31)]),
}


@pytest.mark.parametrize(("cells", "key", "expected"), DONE.values(), ids=DONE)
def test_what_is_done_is_what_it_holds(cells: Row, key: str, expected: list[Any], tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Échéance", "Réalisé")
    plan = read(tmp_path, {"Plan": [header, *(("Appeler la liste", "Léa", AHEAD, cell) for cell in cells)]})
    assert [value for (value,) in listed(plan, "actions", key)] == expected
    assert "not-in-list" not in codes(plan)


ASKED: dict[str, Row] = {
    "plain numbers": (1200, 800, 3000),
    "numbers up to a hundred": (30, 100, 50),
    "a story": ("le client a été rappelé deux fois", "appelé, il réfléchit encore", "en attente du devis"),
}


@pytest.mark.parametrize("cells", ASKED.values(), ids=ASKED)
def test_what_is_done_is_asked_where_nothing_tells_what_it_is(cells: Row, tmp_path: Path) -> None:
    header = ("Action", "Budget", "Responsable", "Échéance", "Réalisé")
    plan = read(tmp_path, {"Plan": [header, *(("Appeler la liste", 500, "Léa", AHEAD, cell) for cell in cells)]})
    (finding,) = (each for each in plan.found if each.code == "header-asked")
    assert (finding.place.cell, finding.value) == ("E1", "Réalisé")
    assert "« pacxl map »" in plain_spaces(finding.remedy())
    assert not {"depense", "resultat", "statut_saisi"} & {key for _, _, key in plan.columns}


# --- a sheet a person, a table a month --------------------------------------------------------------------

JOBS = ("Action", "Budget", "Échéance")
IN_CHARGE = [("Action", "Responsable"), ("Préparer le salon", "Paul"), ("Appeler les clients", "Zoé Martin")]


def test_a_sheet_that_bears_a_name_is_that_person_s_and_no_family(tmp_path: Path) -> None:
    sheets = {name: [JOBS, (f"Relancer {name}", 100, AHEAD)] for name in ("Paul", "PAC Zoé")}
    plan = read(tmp_path, {**sheets, "Réunions": IN_CHARGE})
    assert sorted(listed(plan, "actions", "etape", "qui", "famille")) == [
        ["Appeler les clients", "Zoé Martin", "Réunions"],
        ["Préparer le salon", "Paul", "Réunions"],
        ["Relancer PAC Zoé", "Zoé Martin", "Actions"],
        ["Relancer Paul", "Paul", "Actions"],
    ]
    told = [(each.place.sheet, each.value) for each in plan.found if each.code == "sheet-of-person"]
    assert told == [("Paul", "Paul"), ("PAC Zoé", "Zoé Martin")]


def test_one_of_the_settings_is_enough(tmp_path: Path) -> None:
    firm = dataclasses.replace(pacxl.load_settings("complet"), people=(Person("Paul Aubin", aliases=("Popaul",)),))
    path = save({"Popaul": [JOBS, ("Relancer", 100, AHEAD)]}, tmp_path / "suivi.xlsx")
    assert listed(pacxl.read(path, today=TODAY, settings=firm), "actions", "qui") == [["Paul Aubin"]]


NO_PEOPLE: dict[str, dict[str, Sequence[Row]]] = {
    "a name that stands nowhere": {"Paul": [JOBS, ("Relancer", 100, AHEAD)]},
    "one name only": {"Paul": [JOBS, ("Relancer", 100, AHEAD)], "Réunions": IN_CHARGE},
    "two services": {
        "Marketing": [JOBS, ("Relancer", 100, AHEAD)],
        "Direction": [JOBS, ("Voir", 100, AHEAD)],
        "Réunions": [IN_CHARGE[0], ("Préparer le salon", "Marketing"), ("Appeler les clients", "Direction")],
    },
}


@pytest.mark.parametrize("sheets", NO_PEOPLE.values(), ids=NO_PEOPLE)
def test_other_sheets_are_families(sheets: dict[str, Sequence[Row]], tmp_path: Path) -> None:
    plan = read(tmp_path, sheets)
    assert {family for (family,) in listed(plan, "actions", "famille")} == {*sheets}


def test_a_sheet_that_is_decided_to_be_a_family_is_one(tmp_path: Path) -> None:
    sheets = {name: [JOBS, (f"Relancer {name}", 100, AHEAD)] for name in ("Paul", "Zoé Martin")}
    path = save({**sheets, "Réunions": IN_CHARGE}, tmp_path / "suivi.xlsx")
    words = correspondences_from_rows(
        [("feuille", "Paul", "Terrain"), ("feuille", "Zoé Martin", "Bureau")], "mots.csv"
    )
    plan = pacxl.read(path, today=TODAY, words=words)
    assert {family for (family,) in listed(plan, "actions", "famille")} == {"Terrain", "Bureau", "Réunions"}


def month(number: int) -> list[Row]:
    return [JOBS, (f"Relancer {number}", 100, _), (f"Visiter {number}", 200, day("15/11/2026"))]


BY_MONTH: dict[str, dict[str, Sequence[Row]]] = {
    "sheets": {"Janvier 2026": month(1), "02 - Févr. 2026": month(2)},
    "sheets of the year of their dates": {"Janvier": month(1), "Février": month(2)},
    "tables under a title": {"Plan 2026": [("Janvier",), *month(1), (), ("Actions de février",), *month(2)]},
}


@pytest.mark.parametrize("sheets", BY_MONTH.values(), ids=BY_MONTH)
def test_actions_without_a_date_are_of_the_month_of_their_table(
    sheets: dict[str, Sequence[Row]], tmp_path: Path
) -> None:
    plan = read(tmp_path, sheets)
    november = dt.datetime(2026, 11, 15)
    assert sorted(listed(plan, "actions", "etape", "fin")) == [
        ["Relancer 1", dt.datetime(2026, 1, 31)],
        ["Relancer 2", dt.datetime(2026, 2, 28)],
        ["Visiter 1", november],
        ["Visiter 2", november],
    ]
    first, _second = (each for each in plan.found if each.code == "table-of-month")
    assert "est de 01/2026, d’après « Janvier" in plain_spaces(first.message())
    assert "il donne sa date à 1 ligne qui n’en a pas" in plain_spaces(first.message())


LENT: dict[str, dict[str, Sequence[Row]]] = {
    "in a column of dates": {"Janvier 2026": month(1)},
    "where no column is of dates": {"Janvier 2026": [("Action", "Qui", "Budget"), ("Relancer", "Zoé", 100)]},
    "of columns": {"KPI 2026": [("Indicateur", "Janv", "Févr", "Mars"), ("CA", 10, 20, 30), ("Visites", 1, 2, 3)]},
}


@pytest.mark.parametrize("sheets", LENT.values(), ids=LENT)
def test_a_month_that_no_cell_holds_is_accounted_for_in_the_proof(
    sheets: dict[str, Sequence[Row]], tmp_path: Path
) -> None:
    team = pacxl.variance(pacxl.consolidate([read(tmp_path, sheets)]))
    assert set(team.frames["preuve"]["preuve"]) == {"juste"}


def test_a_month_of_no_year_is_told(tmp_path: Path) -> None:
    plan = read(tmp_path, {"Mars": [JOBS, ("Relancer", 100, _), ("Visiter", 200, _)]})
    assert listed(plan, "actions", "fin") == [[None], [None]]
    (finding,) = (each for each in plan.found if each.code == "month-without-year")
    assert plain_spaces(finding.remedy()) == "Saisissez l’année : « Mars 2026 »."


def test_indicators_are_of_the_month_of_their_sheet(tmp_path: Path) -> None:
    header = ("Indicateur", "Objectif", "Réalisé")
    sheets: dict[str, Sequence[Row]] = {
        "Janvier 2026": [header, ("Appels", 40, 35)],
        "Février 2026": [header, ("Appels", 40, 45)],
    }
    plan = read(tmp_path, sheets)
    january, february = dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1)
    assert listed(plan, "indicateurs", "mois", "realise") == [[january, 35], [february, 45]]


# --- families ---------------------------------------------------------------------------------------------

HEADER = ("Axe", "Action", "Responsable", "Échéance")


def families(folder: Path, column: Sequence[Any], **merged: Sequence[str]) -> list[str]:
    rows = [(axis, f"Appeler la liste {number}", "Léa", AHEAD) for number, axis in enumerate(column)]
    plan = read(folder, {"Plan": [HEADER, *rows]}, **merged)
    return [family for (family,) in listed(plan, "actions", "famille")]


# The column of axes → the family of each row.
AXES: dict[str, tuple[list[Any], list[str]]] = {
    "by case, accents and the plural": (["Salons", "SALON", "salons", "Sàlon"], ["Salons"] * 4),
    "written once at the head of its rows": (["Salons", _, _, "Ventes", _], ["Salons"] * 3 + ["Ventes"] * 2),
    "left out of a column that repeats them": (
        ["Salons", "Salons", _, "Ventes"],
        ["Salons", "Salons", "Actions", "Ventes"],
    ),
}


@pytest.mark.parametrize(("column", "expected"), AXES.values(), ids=AXES)
def test_families_are_one(column: list[Any], expected: list[str], tmp_path: Path) -> None:
    assert sorted(families(tmp_path, column)) == sorted(expected)


def test_a_merged_family_holds_for_its_rows(tmp_path: Path) -> None:
    assert families(tmp_path, ["Salons", _, "Salons", "Ventes"], Plan=["A2:A3"]) == ["Salons"] * 3 + ["Ventes"]


def test_an_action_in_capitals_is_no_heading(tmp_path: Path) -> None:
    rows = [("Visiter Alpha", "Léa", PAST), ("APPELER BÊTA", _, _), ("Écrire à Gamma", "Léa", AHEAD)]
    plan = read(tmp_path, {"Plan": [("Action", "Responsable", "Échéance"), *rows]})
    assert plan.actions["etape"].tolist() == ["Visiter Alpha", "APPELER BÊTA", "Écrire à Gamma"]


def test_texts_that_stand_alone_over_their_rows_are_headings(tmp_path: Path) -> None:
    rows = [
        ("Nos salons", _, _),
        ("Lyon", "Léa", PAST),
        ("Gap", "Léa", PAST),
        ("Notre site", _, _),
        ("Blog", "Léa", _),
    ]
    plan = read(tmp_path, {"Plan": [("Action", "Responsable", "Échéance"), *rows]})
    assert listed(plan, "actions", "famille", "etape") == [
        ["Nos salons", "Lyon"],
        ["Nos salons", "Gap"],
        ["Notre site", "Blog"],
    ]


# --- periods ----------------------------------------------------------------------------------------------


def test_months_as_columns_are_the_months_of_each_indicator(tmp_path: Path) -> None:
    rows = [("Indicateur", "Janvier", "Février", "Mars"), ("CA", 100, 200, _), ("Rendez-vous", 10, 20, 30)]
    plan = read(tmp_path, {"KPI 2026": rows})
    assert [
        [name, month.month, done]
        for name, month, done in listed(plan, "indicateurs", "indicateur", "mois", "realise")
    ] == [
        ["CA", 1, 100],
        ["Rendez-vous", 1, 10],
        ["CA", 2, 200],
        ["Rendez-vous", 2, 20],
        ["CA", 3, None],
        ["Rendez-vous", 3, 30],
    ]


def test_targets_and_results_of_each_month_are_told_apart(tmp_path: Path) -> None:
    header = ("Indicateur", "Objectif T1", "Réalisé T1", "Objectif T2", "Réalisé T2")
    plan = read(tmp_path, {"KPI 2026": [header, ("CA", 100, 90, 200, 210)]})
    assert listed(plan, "indicateurs", "objectif", "realise") == [[100, 90], [200, 210]]


def test_each_column_beside_the_months_is_an_indicator(tmp_path: Path) -> None:
    rows = [("Mois", "CA (€)", "Devis"), ("Janvier", 100, 20), ("Février", 200, 30)]
    plan = read(tmp_path, {"Suivi 2026": rows})
    assert listed(plan, "indicateurs", "indicateur", "realise") == [
        ["CA", 100],
        ["CA", 200],
        ["Devis", 20],
        ["Devis", 30],
    ]
    assert plan.indicateurs["mois"].dt.month.tolist() == [1, 2, 1, 2]


def test_months_without_a_year_are_told_and_not_guessed(tmp_path: Path) -> None:
    plan = read(tmp_path, {"KPI": [("Indicateur", "Janvier", "Février", "Mars"), ("CA", 100, 200, 300)]})
    assert plan.indicateurs["mois"].isna().all()
    assert "months-without-year" in codes(plan)


def test_a_calendar_to_the_right_is_set_aside(tmp_path: Path) -> None:
    header = ("Tâche", "Responsable", "Début", "Fin", *(f"S{week}" for week in range(1, 9)))
    rows = [("Appeler les clients", "Léa", PAST, AHEAD, "X", "X"), ("Écrire la lettre", "Hugo", PAST, AHEAD, _, "X")]
    plan = read(tmp_path, {"Planning": [header, *rows]})
    assert plan.actions["etape"].tolist() == ["Appeler les clients", "Écrire la lettre"]
    assert "header-unknown" not in codes(plan)


def test_two_years_one_above_the_other_are_not_added_up(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Budget", "Échéance")
    old = [("Plan 2025",), header, ("Salon de Lyon", "Léa", 500, day("31/03/2025"))]
    new = [(), ("Plan 2026",), header, ("Salon de Gap", "Léa", 900, day("31/03/2026"))]
    plan = read(tmp_path, {"Plans": [*old, *new]})
    assert plan.actions["etape"].tolist() == ["Salon de Gap"]
    assert "table-other-year" in codes(plan)


def test_a_sheet_a_month_is_one_plan(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Statut")
    sheets = {name: [header, (f"Appeler en {name}", "Léa", "Fait")] for name in ("Janvier", "Février", "Mars")}
    plan = read(tmp_path, sheets)
    assert set(plan.actions["famille"]) == {"Actions"}
    assert len(plan.actions) == 3


# --- what was understood, and what is refused -------------------------------------------------------------


def test_what_each_column_was_understood_to_be_is_kept(tmp_path: Path) -> None:
    rows = [("N°", "Quoi", "Pilote", "Pour le"), (1, "Relancer les devis", "Léa", PAST)]
    plan = read(tmp_path, {"Plan": rows})
    assert [(each.header, each.column, each.samples) for each in plan.header_matches] == [
        ("N°", "", ("1",)),
        ("Quoi", "Étape", ("Relancer les devis",)),
        ("Pilote", "Qui", ("Léa",)),
        ("Pour le", "Fin", ("31/03/2026",)),
    ]
    assert all(0 < each.sure <= 1 for each in plan.header_matches if each.column)


def test_one_form_a_sheet_is_refused_with_the_reason(tmp_path: Path) -> None:
    form = [("Action :", "Relancer les devis"), ("Responsable :", "Léa"), ("Échéance :", "30/06/2026")]
    with pytest.raises(pacxl.NoTables, match="une fiche par feuille"):
        pacxl.read(save({"Fiche 1": form, "Fiche 2": form}, tmp_path / "fiches.xlsx"))


# --- a workbook of ours, in English -----------------------------------------------------------------------


def test_english_headers_of_a_workbook_of_ours_are_read(blank_path: Path, tmp_path: Path) -> None:
    header = ("Task", "Owner", "Start date", "Due date", "Budget", "Spent", "Target", "Result", "Comments")
    rows = [header, ("Call clients", "Lea", PAST, AHEAD, 100, 90, 12, 10, "On time")]
    plan = read(tmp_path, {"Action plan": rows})
    keys = ("etape", "qui", "budget", "depense", "cible", "resultat", "analyse")
    assert listed(plan, "actions", *keys) == [["Call clients", "Lea", 100, 90, 12, 10, "On time"]]

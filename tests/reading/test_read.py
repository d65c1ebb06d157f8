"""A returned workbook, as people fill it in and bend it, read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests import bend, judges
from tests.plans import SMALL, TODAY
from tests.typed import Formatted, Typed, parts, table_of, typed

Copied = Callable[..., Path]
FIRST = "Actions_marche"  # three steps are proposed in it
BLANK_ROW = 4


def codes(plan: pacxl.Contents, *severities: str) -> list[str]:
    """The codes of what is told; openpyxl, which bends these workbooks, saves no result of a formula: that aside."""
    findings = plan.findings[plan.findings["code"] != "not-recalculated"]
    return findings[findings["severity"].isin(severities or ("info", "warning", "error"))]["code"].tolist()


def test_a_blank_workbook_reads_back_with_nothing_to_say(blank_path: Path) -> None:
    plan = pacxl.read(blank_path)
    assert plan.findings.empty
    assert plan.actions["etape"].tolist() == ["Choisir", "Mesurer", "Décider", "Écrire"]


def test_what_is_typed_is_read_with_where_it_stands(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, FIRST, (2, "Budget", 1500.5), (2, "Début", dt.date(2026, 4, 12)), (2, "Qui", "Zoé"))
    row = pacxl.read(path).actions.iloc[1]
    assert (row["budget"], row["debut"], row["qui"]) == (1500.5, pd.Timestamp(2026, 4, 12), "Zoé")
    assert (row["fichier"], row["feuille"], row["commercial"]) == ("PAC_Paul.xlsx", "Étude & marché", "Paul")
    sheet = openpyxl.load_workbook(path)["Étude & marché"]
    assert sheet.cell(int(row["ligne"]), 2).value == "Mesurer"


def test_blank_is_missing_never_zero(copied: Copied) -> None:
    plan = pacxl.read(copied())
    assert plan.actions[["budget", "depense", "ecart_budget", "debut", "verdict"]].isna().all(axis=None)


# --- what cannot be read: a place, the raw value, the way out ---------------------------------------------


def test_a_word_for_an_amount_a_word_for_a_date_and_a_mad_probability_are_three_errors(copied: Copied) -> None:
    path = copied()
    budget, start = bend.type_in(path, FIRST, (1, "Budget", "abc"), (2, "Début", "hier"))
    (chance,) = bend.type_in(path, "Carnet", (1, "Probabilité", "250 %"))
    bend.type_in(path, "Carnet", (1, "Société", "Alpha"), (1, "Montant", 100))
    findings = pacxl.read(path).findings
    errors = findings[findings["severity"] == "error"]
    assert errors[["sheet", "cell", "column", "value", "code"]].to_numpy().tolist() == [
        ["Étude & marché", budget, "Budget", "abc", "not-accepted"],
        ["Étude & marché", start, "Début", "hier", "not-accepted"],
        ["Carnet", chance, "Probabilité", "250 %", "out-of-range"],
    ]
    assert errors["message"].map(plain_spaces).tolist() == [
        "« abc » n’est pas lisible dans la colonne Budget : il faut un montant en euros, par exemple 1 500.",
        "« hier » n’est pas lisible dans la colonne Début : il faut une date, jour d’abord, par exemple 31/12/2026.",
        "« 250 % » est hors des bornes de la colonne Probabilité : il faut une probabilité entre 0 % et 100 %.",
    ]
    assert errors["remedy"].str.len().min() > 20


REFUSED = {
    "a probability above 100 % can only lack its sign": ("Carnet", "Probabilité", 2.5, "percent-doubtful", "2,5"),
    "a probability too large even so is shown as it is seen": (
        "Carnet",
        "Probabilité",
        250,
        "out-of-range",
        "25000\u00a0%",
    ),
    "a negative probability": ("Carnet", "Probabilité", -0.1, "out-of-range", "-10\u00a0%"),
    "a date in an amount's place": (FIRST, "Budget", dt.date(2026, 5, 1), "not-accepted", "01/05/2026"),
    "a year typed alone, which Excel takes for a day of 1905": (FIRST, "Fin", 2026, "date-far", "18/07/1905"),
    "the thirty-first of June": (FIRST, "Fin", "31/06/2026", "unfit", "31/06/2026"),
    "another currency": (FIRST, "Budget", "20 $", "other-currency", "20 $"),
    "a logical value in an amount's place": (FIRST, "Budget", True, "not-accepted", "VRAI"),
    "a date before Excel and the calendar agree": (FIRST, "Fin", "01/01/1850", "out-of-range", "01/01/1850"),
    "a thousand or one": (FIRST, "Budget", "1.000", "ambiguous", "1.000"),
    "a word out of a closed list": (FIRST, "Décision", "peut-être", "not-in-list", "peut-être"),
}


@pytest.mark.parametrize(("table", "header", "typed", "code", "raw"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_taken_is_told(
    copied: Copied, table: str, header: str, typed: Typed, code: str, raw: str
) -> None:
    path = copied()
    (cell,) = bend.type_in(path, table, (1, header, typed))
    findings = pacxl.read(path).findings
    found = findings[findings["code"] == code]
    assert found[["cell", "value"]].to_numpy().tolist() == [[cell, raw]]


CONVERTED = {
    "an amount with a space and the euro sign": (FIRST, "Budget", "1 000 €", "budget", 1000.0),
    "an amount with no-break spaces and cents": (FIRST, "Budget", "12\u202f345,68\u00a0€", "budget", 12345.68),
    "an accountant's negative": (FIRST, "Résultat", "(12 345,68)", "resultat", -12345.68),
    "a percentage with a space and a full stop": (FIRST, "Cible", "20 %.", "cible", 0.2),
    "the twelfth of April, never the fourth of December": (
        FIRST,
        "Fin",
        "12/04/2026",
        "fin",
        pd.Timestamp(2026, 4, 12),
    ),
    "a date in words": (FIRST, "Fin", "4 avril 2026.", "fin", pd.Timestamp(2026, 4, 4)),
    "a date with a time of day": (FIRST, "Fin", dt.datetime(2026, 4, 4, 14, 30), "fin", pd.Timestamp(2026, 4, 4)),
    "a choice without its accent": (FIRST, "Décision", "Abandonnee", "decision", "abandonnée"),
    "a number in a text's place": (FIRST, "Qui", 12, "qui", "12"),
}


@pytest.mark.long
@pytest.mark.parametrize(("table", "header", "typed", "key", "value"), CONVERTED.values(), ids=CONVERTED)
def test_one_possible_reading_is_taken_and_told(
    copied: Copied, table: str, header: str, typed: Typed, key: str, value: object
) -> None:
    path = copied()
    bend.type_in(path, table, (1, header, typed))
    plan = pacxl.read(path)
    assert plan.actions[key].iloc[0] == value
    assert codes(plan) == ["converted"]


@pytest.mark.parametrize(
    ("number", "code"), [(46100, "converted"), (2026, "not-accepted"), (46000.5, "not-accepted")]
)
def test_a_bare_number_in_a_date_s_place_is_a_day_only_if_it_can_be_one(
    copied: Copied, number: float, code: str
) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Fin", Formatted(number, "General")))
    plan = pacxl.read(path)
    assert codes(plan) == [code]
    assert plan.actions["fin"].notna().iloc[0] == (code == "converted")


# --- what people do to tables -----------------------------------------------------------------------------


def test_a_row_typed_in_a_spare_row_is_an_action(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, FIRST, (BLANK_ROW, "Étape", "La nôtre"), (BLANK_ROW, "Budget", 10))
    plan = pacxl.read(path)
    assert plan.actions["etape"].tolist()[3] == "La nôtre"
    assert plan.actions["statut"].tolist()[3] == "à faire"


def test_rows_typed_under_a_table_are_read_with_it(copied: Copied) -> None:
    path = copied()
    below = table_of(parts(path), FIRST).size + 1
    bend.type_in(path, FIRST, (below, "Étape", "Sous le tableau"), (below, "Budget", 7))
    plan = pacxl.read(path)
    assert plan.actions.set_index("etape")["budget"]["Sous le tableau"] == 7
    assert codes(plan) == ["below-table"]


def test_a_note_further_down_is_kept_apart(copied: Copied) -> None:
    path = copied()
    typed(path, {("Étude & marché", "B60"): "Penser à rappeler Zoé"})
    plan = pacxl.read(path)
    kept = ["PAC_Paul.xlsx", "Étude & marché", "B60", "cellule", "Penser à rappeler Zoé"]
    assert plan.libre.to_numpy().tolist() == [kept]
    assert len(plan.actions) == 4


def test_people_s_own_columns_and_sheets_are_kept_and_told(copied: Copied) -> None:
    path = copied()
    letter = bend.column_after(path, FIRST)
    with bend.opened(path) as workbook:
        sheet = bend.sheet_of(workbook, FIRST)
        sheet[f"{letter}8"] = "Mon idée"
        workbook.create_sheet("Mes notes")["A1"] = 12.5
    plan = pacxl.read(path)
    assert plan.libre["valeur"].tolist() == ["Mon idée", "12,5"]
    assert codes(plan) == ["kept-as-libre", "kept-as-libre"]


def test_a_sheet_renamed_is_found_by_its_table(copied: Copied) -> None:
    path = copied()
    with bend.opened(path) as workbook:
        bend.sheet_of(workbook, FIRST).title = "Mon étude"
    assert pacxl.read(path).actions["feuille"].tolist() == ["Mon étude"] * 3 + ["L’offre d'été"]


HEADERS = {"a synonym": "Responsable", "another case": "QUI", "with a question mark": "Qui ?"}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_typed_anew_is_recognised(copied: Copied, header: str) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Qui", "Zoé"), (0, "Qui", header))
    assert pacxl.read(path).actions["qui"].iloc[0] == "Zoé"


def test_a_column_that_is_gone_is_told_and_counts_as_blank(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Budget", 12), (0, "Budget", "Ma colonne"))
    plan = pacxl.read(path)
    assert plan.actions["budget"].isna().all()
    assert codes(plan) == ["column-missing", "kept-as-libre"]


def test_a_formula_typed_over_is_told_and_the_computed_value_is_used(blank_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "PAC.xlsx"
    path.write_bytes(blank_path.read_bytes())
    (cell,) = bend.type_in(path, FIRST, (1, "Statut", "terminée"))
    plan = pacxl.read(path)
    assert plan.actions["statut"].iloc[0] == "à faire"
    found = plan.findings[plan.findings["code"] == "formula-overwritten"]
    assert found[["cell", "value"]].to_numpy().tolist() == [[cell, "terminée"]]
    assert "« à faire »" in plain_spaces(found["message"].iloc[0])


def test_a_table_that_is_gone_is_told(copied: Copied) -> None:
    path = copied()
    with bend.opened(path) as workbook:
        del workbook["Carnet"]
    plan = pacxl.read(path)
    assert plan.carnet.empty
    assert "table-missing" in codes(plan, "warning")


def test_without_its_identity_a_workbook_is_read_and_told(copied: Copied) -> None:
    path = copied()
    with bend.opened(path) as workbook:
        del workbook["_pacxl"]
    plan = pacxl.read(path, settings=SMALL)
    assert plan.actions["commercial"].tolist() == ["Paul"] * 4
    assert codes(plan) == ["identity-found"]


# --- nothing lost -----------------------------------------------------------------------------------------


def test_every_cell_read_is_retained_converted_rejected_or_libre(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Budget", "1 000 €"), (2, "Budget", "abc"), (3, "Budget", 5))
    with bend.opened(path) as workbook:
        workbook.create_sheet("Mes notes")["C3"] = "à garder"
    cells = pacxl.read(path).cells
    assert (cells.converted, cells.rejected, cells.libre) == (1, 1, 1)
    assert cells.read == cells.retained + cells.converted + cells.rejected + cells.libre


def test_the_cells_read_are_those_that_another_program_counts(blank_path: Path) -> None:
    workbook = openpyxl.load_workbook(blank_path, data_only=True)
    sheets = [sheet for sheet in workbook if sheet.title != "_pacxl"]
    held = sum(cell.value not in (None, "") for sheet in sheets for row in sheet.iter_rows() for cell in row)
    assert pacxl.read(blank_path).cells.read == held


# --- many files -------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_costs_only_itself(copied: Copied, tmp_path: Path) -> None:
    copied()
    (tmp_path / "vide.xlsx").touch()
    (tmp_path / "~$PAC_Paul.xlsx").write_text("verrou", encoding="utf-8")
    plans = pacxl.read_all([tmp_path])
    assert [(plan.file, plan.unreadable, len(plan.actions)) for plan in plans] == [
        ("PAC_Paul.xlsx", False, 4),
        ("vide.xlsx", True, 0),
    ]
    assert codes(plans[1]) == ["file-empty"]


def test_files_read_together_read_as_they_do_alone(copied: Copied) -> None:
    one, other = copied("un.xlsx"), copied("deux.xlsx")
    bend.type_in(one, FIRST, (1, "Budget", 100), (1, "Dépensé", 120))
    bend.type_in(other, "Indicateurs", (1, "Réalisé", 3), (2, "Réalisé", 4))
    together = pacxl.read_all([one, other], today=TODAY)
    assert [plan == pacxl.read(path, today=TODAY) for plan, path in zip(together, (one, other), strict=True)] == [
        True,
        True,
    ]


def test_the_date_is_the_workbook_s_own_unless_one_is_given(blank_path: Path) -> None:
    assert pacxl.read(blank_path).today == TODAY
    assert pacxl.read(blank_path, today=dt.date(2027, 1, 1)).today == dt.date(2027, 1, 1)


# --- another version of the template ----------------------------------------------------------------------


def of_version(path: Path, version: str) -> Path:
    """The workbook as another version of pacxl would have made it: its settings have a key that this one has not."""
    cells = judges.values_of_sheet(path, "_pacxl")
    rows = {cells[row, col]: row for row, col in cells if col == 1}
    others = str(cells[rows["settings"], 2]).replace('{"accent"', '{"couleurs_d_avant":["bleu"],"accent"', 1)
    return typed(path, {("_pacxl", f"B{rows['version']}"): version, ("_pacxl", f"B{rows['settings']}"): others})


@pytest.mark.parametrize(("version", "code"), [("0", "template-older"), ("2", "template-newer")])
def test_another_version_s_workbook_is_read_with_what_both_know(copied: Copied, version: str, code: str) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Budget", 12))
    plan = pacxl.read(of_version(path, version))
    assert plan.actions["budget"].iloc[0] == 12
    assert plan.book == pacxl.read(copied("autre.xlsx")).book
    assert codes(plan) == [code]

"""What is decided of two deals: which of them counts, what is told, and how the next consolidation remembers it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.books.ecarts.doublons import PART, SAME, SECOND, SHEET, TWO
from pacxl.compute.contents import Contents
from pacxl.duplicates.decided import DealDecision, DealName
from pacxl.duplicates.decisions_file import load_decisions
from pacxl.errors import SettingsError
from pacxl.typography import plain_spaces
from tests import judges
from tests.cli.test_cli import run
from tests.conftest import Once
from tests.plans import PAUL, plan

DAY = {"date_jalon": dt.date(2026, 6, 12)}
PINS = {"societe": "Camping des Pins", "nature": "Piscine", "montant": 40_000.0, "probabilite": 0.5, **DAY}
PINS_OF_ZOE = {**PINS, "societe": "SARL CAMPING LES PINS", "montant": 40_500.0, "probabilite": 0.3}
MOULIN = {"societe": "Le Vieux Moulin", "nature": "Spa", "montant": 9_000.0, "probabilite": 0.2, **DAY}
ALONE = {"societe": "Scierie Haute", "nature": "Bardage", "montant": 7_000.0, "probabilite": 1.0, **DAY}


def carnet(person: str, *deals: dict[str, object]) -> Contents:
    owner = replace(PAUL, person=person, team="", workbook=person)
    return plan(owner=owner, carnet={key: [deal.get(key) for deal in deals] for key in (*PINS, "issue")})


PAULS, ZOES = carnet("Paul", PINS, MOULIN, ALONE), carnet("Zoé", MOULIN, PINS_OF_ZOE)
_OF_PINS = DealName("Paul", "Camping des Pins"), DealName("Zoé", "Camping Pins")


@cache
def decided(*decisions: DealDecision) -> Contents:
    return pacxl.consolidate([PAULS, ZOES], decisions=decisions)


def figures(team: Contents) -> tuple[float, ...]:
    """Listed, decided to be twice, perhaps twice, what is left; and what that weighs."""
    found = pacxl.variance(team).figures
    keys = ("doublons_brut", "doublons_decides", "doublons_probables", "carnet_ouvert_dedoublonne")
    return tuple(found[key] for key in (*keys, "carnet_pondere_dedoublonne"))


def test_without_a_decision_the_less_likely_of_two_is_taken_out_of_the_second_total_alone() -> None:
    team = decided()
    assert len(team.carnet) == 5
    assert figures(team) == (105_500.0, 0.0, 49_500.0, 56_000.0, 28_800.0)


def test_what_is_one_deal_counts_once() -> None:
    assert figures(decided(DealDecision(*_OF_PINS, SAME))) == (105_500.0, 40_500.0, 9_000.0, 56_000.0, 28_800.0)


def test_the_decision_says_which_of_the_two_counts() -> None:
    team = decided(DealDecision(*_OF_PINS, SAME, kept=2))
    assert figures(team) == (105_500.0, 40_000.0, 9_000.0, 56_500.0, 20_950.0)
    pins = team.frames["doublons"].set_index("societe_1").loc["Camping des Pins"]
    assert (pins["decision"], pins["garder"]) == (SAME, SECOND)


def test_what_is_two_deals_counts_twice_and_is_not_told_again() -> None:
    team = decided(DealDecision(*_OF_PINS, TWO))
    assert figures(team) == (105_500.0, 0.0, 9_000.0, 96_500.0, 40_950.0)
    assert {finding.value for finding in team.found} == {"Le Vieux Moulin"}


def test_who_loses_a_deal_is_told_why() -> None:
    told = [each for each in decided(DealDecision(*_OF_PINS, SAME)).found if each.code == "deal-counted-once"]
    assert [(each.place.file, each.about["who"]) for each in told] == [("plan 2", "Paul (plan 1)")]
    assert "(sa probabilité est la plus grande)" in told[0].message()


def test_what_nobody_would_guess_can_be_decided() -> None:
    one, other = DealName("Paul", "Scierie Haute"), DealName("Zoé", "Le Vieux Moulin")
    team = decided(DealDecision(one, other, SAME))
    row = team.frames["doublons"].set_index("societe_1").loc["Scierie Haute"]
    assert (row["societe_2"], row["ressemblance"]) == ("Le Vieux Moulin", 0)
    assert row["pourquoi"].startswith("Sociétés différentes")


def test_a_deal_in_three_carnets_is_taken_out_twice_not_thrice() -> None:
    team = pacxl.consolidate([carnet("Paul", PINS), carnet("Zoé", PINS), carnet("Malik", PINS)])
    assert len(team.frames["doublons"]) == 3
    assert figures(team) == (120_000.0, 0.0, 80_000.0, 40_000.0, 20_000.0)


def test_a_signed_deal_counts_before_an_open_one() -> None:
    signed = {**PINS_OF_ZOE, "issue": "gagnée"}
    team = pacxl.consolidate([carnet("Paul", PINS), carnet("Zoé", signed)])
    assert team.frames["doublons"]["commercial_1"].tolist() == ["Zoé"]
    assert figures(team) == (40_000.0, 0.0, 40_000.0, 0.0, 0.0)


def test_the_first_page_counts_the_pairs_without_a_decision_and_their_amount() -> None:
    page = pacxl.variance(decided(DealDecision(*_OF_PINS, TWO))).frames["decisions"]
    waiting = page.set_index("controle")["nombre"]
    assert waiting["Doublons probables du carnet"] == 1
    assert waiting["dont à décider, en euros"] == 9_000


# --- a file of decisions ----------------------------------------------------------------------------------

HEADERS = "Commercial 1;Société 1;Commercial 2;Société 2;Décision;Laquelle compte\n"


@pytest.mark.parametrize(
    ("line", "decision", "kept"),
    [
        ("Paul;Camping des Pins;Zoé;Camping Pins;la même affaire;", SAME, 0),
        ("Paul;Camping des Pins;Zoé;Camping Pins;La Meme Affaire;la seconde", SAME, 2),
        ("Paul;Camping des Pins;Zoé;Camping Pins;même;Zoé", SAME, 2),
        ("Paul;Camping des Pins;Zoé;Camping Pins;same;1", SAME, 1),
        ("Paul;Camping des Pins;Zoé;Camping Pins;Deux affaires;", TWO, 0),
    ],
    ids=["as the drop-down says it", "without accents", "by a person's name", "in English", "two deals"],
)
def test_a_decision_is_read(tmp_path: Path, line: str, decision: str, kept: int) -> None:
    path = tmp_path / "décisions.csv"
    path.write_text(f"{HEADERS}{line}\nPaul;Le Vieux Moulin;Zoé;Le Vieux Moulin;;\n", encoding="utf-8")
    assert load_decisions(path) == [DealDecision(*_OF_PINS, decision, kept, path.name)]


WRONG = {
    "a word that is no decision": (f"{HEADERS}Paul;A;Zoé;B;peut-être;\n", "« peut-être » n’est pas une décision"),
    "a decision beside no deal": (
        f"{HEADERS};;;;deux affaires;\n",
        "ligne 2 : « deux affaires » est seul",
    ),
    "no such table": ("Société;Montant\nA;12\n", "aucun tableau de décisions"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_file_of_decisions_is_refused_for(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "décisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as fault:
        load_decisions(path)
    assert said in fault.value.detail


def test_amounts_and_dates_tell_deals_of_one_company_apart(tmp_path: Path) -> None:
    path = tmp_path / "décisions.csv"
    path.write_text(
        "Commercial 1;Société 1;Nature 1;Montant 1;Date 1;Commercial 2;Société 2;Montant 2;Décision\n"
        "Paul;Pins;Piscine;12 500,50 €;04/05/2026;Zoé;Pins;;deux affaires\n",
        encoding="utf-8",
    )
    one, other = DealName("Paul", "Pins", "Piscine", 12_500.5, dt.date(2026, 5, 4)), DealName("Zoé", "Pins")
    assert load_decisions(path) == [DealDecision(one, other, TWO, 0, path.name)]


# --- from one consolidation to the next -------------------------------------------------------------------


@pytest.fixture
def folder(once: Once, tmp_path: Path) -> Path:
    (tmp_path / "retours").mkdir()
    for person, contents in (("Paul", PAULS), ("Zoé", ZOES)):
        path = once(f"des affaires de {person}.xlsx", partial(pacxl.write, contents))
        shutil.copy(path, tmp_path / "retours" / f"PAC_{person}.xlsx")
    return tmp_path


def consolidated(folder: Path, *options: str | Path) -> pd.DataFrame:
    """The table of pairs of the workbook that the command makes."""
    result = run("consolidate", folder / "retours", "-o", folder / "ecarts.xlsx", "--force", *options)
    assert result.exit_code == 0, result.output
    return pacxl.read(folder / "ecarts.xlsx").frames["doublons"].set_index("societe_1")


def type_in(path: Path, company: str, **cells: str) -> None:
    """Somebody chooses in the drop-downs of a pair."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[SHEET]
    headers, *rows = sheet[sheet.tables[PART].ref]
    at = {cell.value: number for number, cell in enumerate(headers)}
    row = next(row for row in rows if row[at["Société 1"]].value == company)
    for key, word in cells.items():
        row[at[{"decision": "Décision", "garder": "Laquelle compte"}[key]]].value = word
    workbook.save(path)


@pytest.mark.long
def test_what_is_typed_in_the_workbook_is_there_in_the_one_that_replaces_it(folder: Path) -> None:
    consolidated(folder)
    type_in(folder / "ecarts.xlsx", "Camping des Pins", decision=SAME, garder=SECOND)
    type_in(folder / "ecarts.xlsx", "Le Vieux Moulin", decision=TWO)
    for _ in range(2):
        again = consolidated(folder)
        assert [again.at["Camping des Pins", key] for key in ("decision", "garder", "compte")] == [
            SAME,
            SECOND,
            "Zoé",
        ]
        assert again.at["Le Vieux Moulin", "decision"] == TWO


@pytest.mark.long
def test_an_earlier_workbook_or_a_file_says_it_too(folder: Path) -> None:
    consolidated(folder)
    type_in(folder / "ecarts.xlsx", "Camping des Pins", decision=SAME)
    shutil.move(folder / "ecarts.xlsx", folder / "hier.xlsx")
    (folder / "décisions.csv").write_text(f"{HEADERS}Paul;Vieux Moulin;Zoé;Vieux Moulin;deux affaires;\n", "utf-8")
    told = ("--decisions", folder / "hier.xlsx", "--decisions", folder / "décisions.csv")
    assert consolidated(folder, *told)["decision"].to_dict() == {"Camping des Pins": SAME, "Le Vieux Moulin": TWO}


@pytest.mark.long
def test_the_last_word_counts(folder: Path) -> None:
    (folder / "décisions.csv").write_text(f"{HEADERS}Paul;Vieux Moulin;Zoé;Vieux Moulin;deux affaires;\n", "utf-8")
    (folder / "après.csv").write_text(f"{HEADERS}Zoé;Vieux Moulin;Paul;Vieux Moulin;même;Zoé\n", "utf-8")
    told = consolidated(folder, "--decisions", folder / "décisions.csv", "--decisions", folder / "après.csv")
    assert [told.at["Le Vieux Moulin", key] for key in ("decision", "compte")] == [SAME, "Zoé"]


@pytest.mark.long
def test_the_same_folder_gives_the_same_bytes(folder: Path) -> None:
    consolidated(folder)
    first = (folder / "ecarts.xlsx").read_bytes()
    consolidated(folder)
    assert (folder / "ecarts.xlsx").read_bytes() == first


def test_a_decision_holds_when_the_deal_goes_on(folder: Path) -> None:
    line = "Paul;Camping des Pins;Zoé;Camping Pins;deux affaires;\n"
    (folder / "décisions.csv").write_text(f"{HEADERS}{line}", "utf-8")
    earlier = decided(*load_decisions(folder / "décisions.csv"))
    pacxl.write(pacxl.variance(earlier), folder / "ecarts.xlsx")
    later = {**PINS, "montant": 41_000.0, "probabilite": 0.1, "date_jalon": dt.date(2026, 6, 20)}
    pacxl.write(carnet("Paul", MOULIN, later, ALONE), folder / "retours" / "PAC_Paul.xlsx", force=True)
    assert consolidated(folder)["decision"].dropna().tolist() == [TWO]


# --- what outside engines and people see ------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(pacxl.variance(decided()), tmp_path_factory.mktemp("doublons") / "ecarts.xlsx")


@pytest.mark.long
def test_ironcalc_computes_the_same(written: Path) -> None:
    stored = judges.formula_cells(written)
    assert list(judges.disagreements(stored, judges.by_ironcalc(written, stored))) == []


CHOSEN = {
    "one deal": ({"decision": SAME}, DealDecision(*_OF_PINS, SAME)),
    "one deal, the second": ({"decision": SAME, "garder": SECOND}, DealDecision(*_OF_PINS, SAME, 2)),
    "two deals": ({"decision": TWO}, DealDecision(*_OF_PINS, TWO)),
}


@pytest.mark.long
@pytest.mark.parametrize(("typed", "decision"), CHOSEN.values(), ids=CHOSEN)
def test_the_totals_follow_what_is_typed_in_the_workbook(
    written: Path, typed: dict[str, str], decision: DealDecision
) -> None:
    sheet = openpyxl.load_workbook(written)[SHEET]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    row = cells["Camping des Pins"].row
    headers = {"decision": "Décision", "garder": "Laquelle compte"}
    choice = {(SHEET, f"{cells[headers[key]].column_letter}{row}"): word for key, word in typed.items()}
    under = [(SHEET, f"{cells[label].column_letter}{cells[label].row + 1}") for label in LABELS]
    found = judges.by_ironcalc(written, dict.fromkeys(under), choice)
    assert tuple(map(found.get, under)) == figures(decided(decision))


LABELS = (
    *("Carnet ouvert, brut", "dont doublons décidés", "dont doublons probables"),
    *("Carnet ouvert, dédoublonné", "Total probabilisé, dédoublonné"),
)


def test_each_of_the_two_people_is_told_in_their_message(folder: Path) -> None:
    result = run("return", folder / "retours", "-o", folder / "copies")
    assert result.exit_code == 0, result.output
    for person, other in (("Paul", "Zoé (PAC_Zoé.xlsx)"), ("Zoé", "Paul (PAC_Paul.xlsx)")):
        message = (folder / "copies" / f"PAC_{person} - message.txt").read_text(encoding="utf-8")
        assert plain_spaces(message).count(f"de {other} : elle serait comptée deux fois.") == 2
    (folder / "décisions.csv").write_text(f"{HEADERS}Paul;Vieux Moulin;Zoé;Vieux Moulin;deux;\n", "utf-8")
    run("return", folder / "retours", "-o", folder / "copies", "--force", "--decisions", folder / "décisions.csv")
    assert "Moulin" not in (folder / "copies" / "PAC_Zoé - message.txt").read_text(encoding="utf-8")

"""The proof of the consolidated workbook: an honest team's is right to the last line, and each fault that people may
slip in turns red the lines that it touches, and no other; on the file, as LibreOffice computes it anew."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

import pacxl
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Identity, make_contents
from pacxl.typography import plain_spaces
from tests import bend
from tests.conftest import Anew
from tests.plans import MARKET, OFFER, SMALL, TODAY
from tests.workbooks import opened

FIRM = dataclasses.replace(SMALL, sections=("budget",), period="2026-T2")
ADA: dict[str, Any] = {
    "actions": {
        "famille": [MARKET, MARKET, OFFER],
        "etape": ["Choisir", "La mienne", "Écrire"],
        "budget": [100.1, 50.2, None],
        "depense": [120.0, None, 30.0],
        "fin": [dt.date(2026, 4, 30), dt.date(2026, 6, 15), None],
        "resultat": [52.0, None, None],
        "decision": ["retenue", "abandonnée", None],
    },
    "carnet": {
        "societe": ["Alpha", "Bêta", "Gamma"],
        "montant": [1000.0, 2000.0, 0.1],
        "probabilite": [0.2, 0.5, None],
        "issue": [None, "ouverte", "perdue"],
        "etape": ["Devis", None, None],
    },
    "indicateurs": {
        "indicateur": ["Rendez-vous", "Coûts"],
        "mois": [dt.date(2026, 4, 1)] * 2,
        "objectif": [10.0, 500.0],
        "realise": [8.0, 450.0],
    },
    "budget": {"libelle": ["Salon"], "budget": [2000.0], "roi_attendu": [3.0]},
}
PAUL: dict[str, Any] = {
    "actions": {"famille": [MARKET], "etape": ["Choisir"], "budget": [1000.0], "depense": [900.0]},
    "carnet": {"societe": ["Delta"], "montant": [4000.0], "probabilite": [0.75], "issue": ["gagnée"]},
}


@pytest.fixture(scope="module")
def ecarts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The écarts workbook of two people's files."""
    folder = tmp_path_factory.mktemp("preuve")
    for person, frames in (("Ada", ADA), ("Paul", PAUL)):
        owner = Identity("pac", "1", "Essai", person, "Nord", "2026-T2")
        pacxl.write(make_contents(pac_book(FIRM), frames, owner, TODAY), folder / f"PAC_{person}.xlsx")
    team = pacxl.variance(pacxl.consolidate(pacxl.read_all([folder])), today=TODAY)
    return pacxl.write(team, folder / "ecarts.xlsx")


# --- what turns red ---------------------------------------------------------------------------------------


def wrong(path: Path) -> set[str]:
    """The lines of the proof that are not right, and what else is red: file · table · what."""
    workbook = opened(path)
    found = set()
    for line in lines(workbook, "Preuve"):
        if line["Preuve"] != "juste":
            person = "ici" if line["Preuve"] == "ajouté ici" else str(line["Fichier"])[4:-5]
            found.add(f"{person} · {line['Tableau']} · {line['Donnée']}")
    for line in lines(workbook, "Preuve_de_lecture"):
        if line["Preuve"] != "juste":
            found.add(f"lecture · {line['Fichier']} · {line['Colonne']}")
    return set(map(plain_spaces, found))


def lines(workbook: Any, table: str) -> Iterator[dict[str, Any]]:
    sheet = bend.sheet_of(workbook, table)
    headers, *rows = sheet[sheet.tables[table].ref]
    for row in rows:
        yield {header.value: cell.value for header, cell in zip(headers, row, strict=True)}


def retyped(table: str, row: int, header: str, value: Any) -> Callable[[Any], None]:
    def do(workbook: Any) -> None:
        bend.cell_of(workbook, table, row, header).value = value

    return do


def added(table: str, **values: Any) -> Callable[[Any], None]:
    """A row typed under a table, which grows: Excel fills in its formulas."""

    def do(workbook: Any) -> None:
        sheet = bend.sheet_of(workbook, table)
        left, top, right, last = bend.edges(sheet, table)
        ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{last + 1}"
        found = sheet.tables[table]
        found.ref = ref
        if found.autoFilter is not None:
            found.autoFilter.ref = ref
        for col in range(left, right + 1):
            above = sheet.cell(last, col).value
            if isinstance(above, str) and above.startswith("="):
                sheet.cell(last + 1, col).value = above
        for header, value in values.items():
            bend.cell_of(workbook, table, last + 1 - top, header).value = value

    return do


def emptied(table: str, row: int) -> Callable[[Any], None]:
    """A row whose cells are all deleted."""

    def do(workbook: Any) -> None:
        sheet = bend.sheet_of(workbook, table)
        for cell in sheet[sheet.tables[table].ref][row]:
            cell.value = None

    return do


Do = Callable[[Any], None]


def all_of(*deeds: Do) -> Do:
    """Several things done to one workbook: it is computed anew once."""

    def do(workbook: Any) -> None:
        for deed in deeds:
            deed(workbook)

    return do


FAULTS: dict[str, tuple[Do, set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a budget is raised by a million, a result deleted, a date moved by a day, an open deal won, a stage changed, "
    "the réalisé of an indicator raised, and the budget of a line of Budget et ROI": (
        all_of(
            retyped("Actions", 1, "Budget", 1_000_100.1),
            retyped("Actions", 1, "Résultat", None),
            retyped("Actions", 1, "Fin", dt.date(2026, 5, 1)),
            retyped("Carnet", 2, "Issue", "gagnée"),
            retyped("Carnet", 1, "Étape", "Premier contact"),
            retyped("Indicateurs", 1, "Réalisé", 1_000_008),
            retyped("Budget", 1, "Budget", 2100),
        ),
        {
            "Ada · Actions · Budget",
            "Ada · Actions · Décision : retenue",
            "Ada · Actions · Résultat",
            "Ada · Actions · Fin",
            "Ada · Carnet commercial · Issue : ouverte",
            "Ada · Carnet commercial · Étape : Devis",
            "Ada · Indicateurs · Réalisé",
            "Ada · Budget et ROI · Budget",
        },
    ),
    "a budget is raised by a cent, a result typed where nobody had one, a deal without an issue lost": (
        all_of(
            retyped("Actions", 1, "Budget", 100.11),
            retyped("Actions", 4, "Résultat", 12),
            retyped("Carnet", 1, "Issue", "perdue"),
        ),
        {
            "Ada · Actions · Budget",
            "Ada · Actions · Décision : retenue",
            "ici · Actions · Résultat",
            "Ada · Carnet commercial · Issue : vide",
            "Ada · Carnet commercial · Issue : perdue",
        },
    ),
    "a decision is changed": (
        retyped("Actions", 2, "Décision", "retenue"),
        {"Ada · Actions · Décision : retenue", "Ada · Actions · Décision : abandonnée"},
    ),
    "a row is given to another file": (
        retyped("Carnet", 4, "Fichier", "PAC_Ada.xlsx"),
        {
            "Paul · Carnet commercial · Lignes",
            "Paul · Carnet commercial · Montant",
            "Paul · Carnet commercial · Probabilité",
            "Paul · Carnet commercial · Issue : gagnée",
            "Paul · Carnet commercial · Étape : vide",
            "Ada · Carnet commercial · Lignes",
            "Ada · Carnet commercial · Montant",
            "Ada · Carnet commercial · Probabilité",
            "Ada · Carnet commercial · Étape : vide",
        },
    ),
    "a row is deleted": (
        emptied("Carnet", 4),
        {
            "Paul · Carnet commercial · Lignes",
            "Paul · Carnet commercial · Montant",
            "Paul · Carnet commercial · Probabilité",
            "Paul · Carnet commercial · Issue : gagnée",
            "Paul · Carnet commercial · Étape : vide",
        },
    ),
    "a row is added, of somebody and a family that no file has": (
        added("Actions", **{"Commercial": "Eve", "Famille": "Salons", "Étape": "Exposer", "Budget": 300}),
        {"ici · Actions · Lignes", "ici · Actions · Budget"},
    ),
    "two rows of one file are exchanged": (
        lambda workbook: exchanged(workbook, "Carnet", 1, 2),
        set(),
    ),
}


def exchanged(workbook: Any, table: str, one: int, other: int) -> None:
    sheet = bend.sheet_of(workbook, table)
    rows = sheet[sheet.tables[table].ref]
    for mine, theirs in zip(rows[one], rows[other], strict=True):
        if not str(mine.value).startswith("="):
            mine.value, theirs.value = theirs.value, mine.value


@pytest.fixture(scope="module")
def recalculated(ecarts: Path, anew: Anew) -> dict[str, Path]:
    """The workbook after each fault, as LibreOffice computes it anew."""
    return anew("fautes", ecarts, {name: do for name, (do, _) in FAULTS.items()})


@pytest.mark.judge
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_exactly_its_lines_red(fault: str, recalculated: dict[str, Path]) -> None:
    assert wrong(recalculated[fault]) == FAULTS[fault][1]


def test_an_honest_team_is_proved_as_it_is_stored(ecarts: Path) -> None:
    assert wrong(ecarts) == set()


# --- what there is to check, on the front page ------------------------------------------------------------


def controls(path: Path) -> dict[str, int]:
    """The controls of the front page that count something."""
    found = {line["À vérifier"]: line["Nombre"] for line in lines(opened(path), "A_verifier") if line["Nombre"]}
    return {plain_spaces(control): number for control, number in found.items()}


@pytest.mark.judge
@pytest.mark.parametrize("fault", FAULTS)
def test_the_front_page_counts_what_is_wrong(fault: str, recalculated: dict[str, Path]) -> None:
    proof, found = len(FAULTS[fault][1]), controls(recalculated[fault])
    others = {key: found.pop(key) for key in list(found) if "Autres" in key}
    assert found == ({"Preuve des totaux": proof} if proof else {})
    assert others == (dict.fromkeys(OTHERS, 1) if "added" in fault else {})


OTHERS = ("Ligne « Autres », par famille", "Ligne « Autres », par commercial")


def test_each_control_leads_to_its_sheet(ecarts: Path) -> None:
    workbook = opened(ecarts)
    sheet = bend.sheet_of(workbook, "A_verifier")
    left, top, right, last = bend.edges(sheet, "A_verifier")
    links = [sheet.cell(row, right).hyperlink for row in range(top + 1, last + 1)]
    targets = [str(link.location).split("!")[0].strip("'") for link in links if link is not None]
    assert targets == [sheet.cell(row, right).value for row in range(top + 1, last + 1)]
    assert set(targets) <= set(workbook.sheetnames)
    assert left < right

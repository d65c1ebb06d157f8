"""A salesperson's hour: what is typed in the cells that one sees is enough to be judged, complete and right."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_blank_rows
from pacxl.relecture.fullness import fullness
from pacxl.relecture.read_over import read_over
from pacxl.typography import plain_spaces, typeset
from tests import judges
from tests.plans import MARKET, OFFER, SMALL, TODAY, plan
from tests.typed import Typed, parts, table_of, typed

# In `make quick` the one that most people have.
TEMPLATES = ("essentiel", pytest.param("operationnel", marks=pytest.mark.long))
DONE, AIM, REACHED, MISSED = dt.date(2026, 3, 15), 60.0, 72.0, 48.0
ACTION: dict[str, Typed] = {
    "Qui": "Paul",
    "Budget": 1000.0,
    "Dépensé": 900.0,
    "Début": dt.date(2026, 2, 2),
    "Fin": DONE,
    "Fin réelle": DONE,
    "Cible": AIM,
    "Décision": "retenue",
}
DEAL: dict[str, Typed] = {
    "Société": "Alpha",
    "Montant": 12000.0,
    "Probabilité": 0.5,
    "Date jalon": dt.date(2026, 6, 15),
}
OBJECTIVE: dict[str, Typed] = {
    "Objectif": "Des rendez-vous chez les particuliers",
    "Cible": AIM,
    "Unité": "visites",
    "Sens": "plus haut",
    "Échéance": DONE,
    "Résultat": REACHED,
}


# --- a workbook, as somebody sees it ----------------------------------------------------------------------


class Desk:
    """A workbook that somebody types in: only cells in sight can be reached."""

    def __init__(self, path: Path) -> None:
        self.path, self.content = path, parts(path)
        self.workbook = openpyxl.load_workbook(path)
        self.cells: dict[tuple[str, str], Typed] = {}

    def type(self, table: str, row: int, **values: Typed) -> None:
        """Types in a row of an Excel Table (1 is its first), by header."""
        home = table_of(self.content, table)
        for header, value in values.items():
            line, col = home.cell(row, header)
            letters = openpyxl.utils.get_column_letter(col)
            assert letters not in self.hidden(home.sheet), f"{header} is out of sight on {home.sheet}"
            self.cells[home.sheet, f"{letters}{line}"] = value

    def hidden(self, sheet: str) -> set[str]:
        """The letters of the columns of a sheet that nobody sees."""
        widths = self.workbook[sheet].column_dimensions.values()
        spans = [range(each.min or 0, (each.max or 0) + 1) for each in widths if each.hidden]
        return {openpyxl.utils.get_column_letter(col) for span in spans for col in span}

    def save(self) -> Contents:
        """What is read of it once a program has computed its formulas again."""
        typed(self.path, self.cells)
        pacxl.write(pacxl.read(self.path), self.path, force=True)
        return read_over(pacxl.read(self.path))


def desk(template: str, folder: Path, today: dt.date = TODAY) -> Desk:
    blank = pacxl.blank(pacxl.load_settings(template), person="Paul", period="2026-S1", today=today)
    return Desk(pacxl.write(blank, folder / "PAC_Paul.xlsx"))


def fill(at: Desk, template: str) -> None:
    """What a salesperson types: two actions a family, a deal, every month, every objective there is."""
    blank = pacxl.blank(pacxl.load_settings(template), person="Paul", period="2026-S1", today=TODAY)
    for part in blank.book.by_key["actions"].parts:
        named: dict[str, Typed] = {} if len(part.proposed) > 1 else {"Étape": "Ce que je fais d’autre"}
        at.type(part.name, 1, **ACTION, **named, Résultat=REACHED)
        at.type(part.name, 2, **ACTION, **named, Résultat=MISSED)
    at.type("Carnet", 1, **DEAL)
    if "objectifs" in blank.book.by_key:
        at.type(blank.book.by_key["objectifs"].parts[0].name, 1, **OBJECTIVE)
    for row in range(1, len(blank.indicateurs) + 1):
        at.type("Indicateurs", row, Objectif=10.0, Réalisé=12.0)


@pytest.fixture(scope="module", params=TEMPLATES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Contents, Path]:
    at = desk(request.param, tmp_path_factory.mktemp("filled"))
    fill(at, request.param)
    return at.save(), at.path


@pytest.mark.long
def test_an_hour_of_typing_in_sight_is_judged_and_complete_and_right(
    filled: tuple[Contents, Path], tmp_path: Path
) -> None:
    read, path = filled
    mine = read.actions[read.actions["qui"] == "Paul"]
    verdicts = mine["resultat"].map({REACHED: "favorable", MISSED: "défavorable"})
    assert mine["verdict"].tolist() == verdicts.tolist()
    assert set(mine["statut"]) == {"terminée", "terminée, objectif manqué"}
    assert read.findings["message"].tolist() == []
    assert set(read.progression["reste"]) == {"complet"}
    assert str(read.figures["progression"]).endswith("tout l’essentiel est rempli")
    full = fullness(read)
    assert full is not None
    assert (full.share, full.left) == (1.0, {})
    shown = judges.pinned(path, tmp_path / "classeur.xlsx")
    cells = judges.formula_cells(shown)
    assert list(judges.disagreements(cells, judges.by_ironcalc(shown, cells))) == []


def test_the_simple_view_of_a_family_fits_a_laptop(filled: tuple[Contents, Path]) -> None:
    at = Desk(filled[1])
    sheet = at.workbook["Événementiel"]
    hidden, widths = at.hidden(sheet.title), dict[int, float]()
    for each in sheet.column_dimensions.values():
        if not each.hidden:
            widths |= dict.fromkeys(range(each.min or 0, (each.max or 0) + 1), each.width)
    home = table_of(at.content, "Actions_evenementiel")
    seen = [
        header
        for number, header in enumerate(home.headers)
        if openpyxl.utils.get_column_letter(home.left + number) not in hidden
    ]
    assert seen == [
        *("Étape", "Qui", "Budget", "Dépensé", "Début", "Fin", "Fin réelle", "Cible", "Résultat", "Décision"),
        *("Écart", "Verdict", "Statut"),
    ]
    last = home.left + home.headers.index("Statut")
    pixels = sum(int(width * 7) for col, width in widths.items() if col <= last)  # the width counts its margin
    assert pixels <= 1366 - 26 - 17  # the numbers of the rows, the bar that scrolls
    assert max(sheet.row_dimensions[row].height or 15 for row in range(home.top + 1, home.top + 9)) <= 45


# --- what is left, in words -------------------------------------------------------------------------------

EVERY = dataclasses.replace(SMALL, sections=("objectifs",), period="2026-T2")
TAKEN = {"qui": "Paul", "budget": 100.0, "debut": dt.date(2026, 4, 1), "fin": dt.date(2026, 6, 1)}
# the rows of a family → what Accueil says of it
LEFT: dict[str, tuple[list[dict[str, Any]], tuple[str | None, str, float]]] = {
    "nothing yet": ([{"etape": "Choisir"}], (None, "à remplir, ou « non retenue »", 0)),
    "set aside": ([{"etape": "Choisir", "decision": "non retenue"}], ("non retenue", "complet", 1)),
    "complete": ([{"etape": "Choisir", **TAKEN}], ("1 action", "complet", 1)),
    "one of two without days": (
        [{"etape": "Choisir", **TAKEN}, {"etape": "Mesurer", **TAKEN, "fin": None}],
        ("2 actions", "1 sans dates", 0.5),
    ),
    "nobody, and neither budget nor target": (
        [{"etape": "Choisir", **TAKEN, "qui": None}, {"etape": "Mesurer", **TAKEN, "budget": None}],
        ("2 actions", "1 sans responsable · 1 sans budget ni cible", 0),
    ),
    "finished, at what cost": (
        [{"etape": "Choisir", **TAKEN, "fin_reelle": dt.date(2026, 6, 1)}],
        ("1 action", "1 sans bilan", 0),
    ),
    "given up": (
        [{"etape": "Choisir", **TAKEN, "decision": "abandonnée"}],
        (None, "à remplir, ou « non retenue »", 0),
    ),
}


def rows_of(family: str, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    keys = {key for row in rows for key in row}
    return {"famille": [family] * len(rows), **{key: [row.get(key) for row in rows] for key in keys}}


def line_of(made: Contents, sheet: str) -> tuple[Any, ...]:
    line = made.progression[made.progression["feuille"] == sheet][["fait", "reste", "rempli"]].astype(object)
    return tuple(None if pd.isna(value) else value for value in line.to_numpy().tolist()[0])


def with_lines(**frames: Any) -> Contents:
    """A plan with the lines of Accueil, as every blank has them."""
    sheets = [MARKET, OFFER, "Carnet", "Indicateurs", "Objectifs SMART"]
    return plan(EVERY, progression={"feuille": sheets}, **frames)


@pytest.mark.parametrize(("rows", "told"), LEFT.values(), ids=LEFT)
def test_of_a_family_it_says(rows: list[dict[str, Any]], told: tuple[Any, ...]) -> None:
    done, left, share = told
    expected = (done and done.replace(" action", "\u00a0action"), _no_break(left), share)
    assert line_of(with_lines(actions=rows_of(MARKET, rows)), MARKET) == expected


def _no_break(text: str) -> str:
    """A number is never parted from what it counts."""
    return typeset(text).replace("1 ", "1\u00a0")


def test_of_the_months_it_names_those_that_are_past_and_not_told() -> None:
    months = [dt.date(2026, month, 1) for month in (4, 5, 6)]
    told = {"indicateur": ["Rendez-vous"] * 3, "unite": ["visites"] * 3, "sens": ["plus haut"] * 3, "mois": months}
    late = with_lines(indicateurs={**told, "objectif": [9, 9, 9], "realise": [8, None, None]})
    assert line_of(late, "Indicateurs")[:2] == ("1\u00a0mois saisi", "à saisir · mai")  # June is not over on the 30th
    aimless = with_lines(indicateurs={**told, "objectif": [9, None, None], "realise": [8, None, None]})
    assert line_of(aimless, "Indicateurs")[1] == "2\u00a0objectifs à saisir"
    assert line_of(aimless, "Indicateurs")[2] == pytest.approx(1 - 3 / 5)


def test_of_deals_and_objectives_it_says_what_they_lack() -> None:
    made = with_lines(
        carnet={"societe": ["A", "B"], "montant": [1.0, None], "probabilite": [0.5, None], "issue": [None, "gagnée"]},
        objectifs={"objectif": ["Vendre", "Garder"], "cible": [3.0, None], "echeance": [TODAY, TODAY]},
    )
    assert line_of(made, "Carnet")[:2] == ("2\u00a0affaires", "1\u00a0sans montant · 1\u00a0sans date de clôture")
    assert line_of(made, "Objectifs SMART") == ("2\u00a0objectifs", "1\u00a0sans cible", 0.75)


def test_it_says_when_the_plan_is_due_and_that_its_period_is_over() -> None:
    due = dataclasses.replace(EVERY, due=dt.date(2026, 6, 20))
    for day, over in ((dt.date(2026, 6, 29), None), (TODAY, "La période finit le 30/06/2026")):
        made = plan(due, today=day, progression={"feuille": [MARKET, OFFER]})
        assert str(made.figures["progression"]).endswith(" · à renvoyer le 20/06/2026")
        assert (made.figures["periode_finie"] or "")[:30] == (over or "")


@pytest.mark.long
@pytest.mark.parametrize("today", [dt.date(2026, 5, 20), dt.date(2026, 11, 26)], ids=["within", "later, if asked"])
def test_a_plan_goes_by_the_last_day_of_its_period(today: dt.date, tmp_path: Path) -> None:
    path = pacxl.write(plan(EVERY, today=today), tmp_path / "PAC_Paul.xlsx")
    (cell,) = (
        cell for row in openpyxl.load_workbook(path)["Mode d’emploi"] for cell in row if "TODAY" in str(cell.value)
    )
    assert cell.value == ("=MIN(TODAY(),DATE(2026,6,30))" if today <= TODAY else "=TODAY()")


# --- nobody is sent where there is nothing to see ---------------------------------------------------------


def folded_headers(path: Path) -> Iterator[tuple[str, str]]:
    at = Desk(path)
    for part, content in at.content.items():
        if part.startswith("xl/tables/table"):
            name = content.decode().partition(' name="')[2].partition('"')[0]
            home = table_of(at.content, name)
            hidden = at.hidden(home.sheet)
            for number, header in enumerate(home.headers):
                if openpyxl.utils.get_column_letter(home.left + number) in hidden:
                    yield home.sheet, header


def test_a_finding_in_a_folded_column_says_how_to_see_it(tmp_path: Path) -> None:
    rows = {**rows_of(OFFER, [{"etape": "Salon", "budget": 1.0}]), "sens": ["plus haut"], "cible": [1.0]}
    path = pacxl.write(plan(EVERY, actions=rows), tmp_path / "PAC_Paul.xlsx")
    home = table_of(parts(path), "Actions_offre")
    line, col = home.cell(1, "Sens")
    typed(path, {(home.sheet, f"{openpyxl.utils.get_column_letter(col)}{line}"): "vers le haut, plutôt"})
    hidden = set(folded_headers(path))
    found = [each for each in pacxl.read(path).found if (each.place.sheet, each.place.column) in hidden]
    assert [said for each in found if "repliée : cliquez le +" not in (said := plain_spaces(each.remedy()))] == []
    (refused,) = (each for each in found if each.place.column == "Sens")
    assert plain_spaces(refused.remedy()).endswith("(Colonne Sens repliée : cliquez le + au-dessus de « Résultat ».)")
    assert refused.remedy("en").endswith("(The column Sens is folded: click the + above “Résultat”.)")


@pytest.mark.long
def test_of_no_people_the_list_names_the_author(tmp_path: Path) -> None:
    alone = dataclasses.replace(EVERY, people=())
    path = pacxl.write(plan(alone), tmp_path / "PAC_Paul.xlsx")
    names = openpyxl.load_workbook(path).defined_names["Liste_personnes"].attr_text
    sheet, _, cells = str(names).replace("$", "").partition("!")
    first = openpyxl.load_workbook(path)[sheet.strip("'")][cells.partition(":")[0]]
    assert first.value == "Paul"
    assert pacxl.read(path).libre.empty


# --- a family in words ------------------------------------------------------------------------------------

# The budget and what was spent of a family's one action, finished → its money, in words.
IN_WORDS = {
    "a budget that is kept": (6970.0, 6970.0, "budget 6 970 €"),
    "a budget that is exceeded": (1000.0, 1700.0, "budget 1 000 € → constaté +700 €"),
    "an income expected, and less of it": (-1600.0, -900.0, "budget −1 600 € → constaté +700 €"),
    "nothing planned, and something spent": (None, 5000.0, "constaté +5 000 €"),
    "no money at all": (None, None, ""),
}


@pytest.mark.parametrize("case", IN_WORDS)
def test_the_money_of_a_family_is_said_as_its_table_has_it(case: str) -> None:
    budget, spent, words = IN_WORDS[case]
    columns = {"famille": [MARKET], "budget": [budget], "depense": [spent], "fin": [DONE], "fin_reelle": [DONE]}
    book = {**pac_blank_rows(SMALL), "actions": columns}
    said = plan(**book).synthese.set_index("famille").loc[MARKET, "en_clair"]
    assert plain_spaces(said) == " · ".join(filter(None, ("1 terminée", words)))

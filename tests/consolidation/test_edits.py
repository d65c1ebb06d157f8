"""What people go on doing in the consolidated workbook, and what they may send it: every roll-up follows, or what it
leaves out is red; and exactly the cells that an injected fault makes wrong are red or orange, none on honest data."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter

import pacxl
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Identity, make_contents
from pacxl.typography import plain_spaces
from tests import bend
from tests.conftest import Anew
from tests.consolidation.test_preuve import added, all_of, emptied, lines, retyped
from tests.plans import MARKET, OFFER, SMALL, TODAY
from tests.workbooks import opened

FIRM = dataclasses.replace(SMALL, period="2026-T2")
LATER = dt.date(2026, 9, 1)


@cache
def filled(person: str, team: str, pennies: Sequence[float], firm: str = "Essai", period: str = "2026-T2") -> Any:
    """A person's plan: actions of every family, dated and not, deals of every issue; amounts whose binary fractions
    leave dust."""
    settings = dataclasses.replace(FIRM, period=period)
    given = pac_blank_rows(settings)
    size, rows = len(pennies), given["indicateurs"]
    frames = {
        **given,
        "actions": {
            "famille": [(MARKET, OFFER)[at % 2] for at in range(size)],
            "etape": [f"Pas {at}" for at in range(size)],
            "budget": list(pennies),
            "depense": [None if at % 4 == 3 else penny * 3 for at, penny in enumerate(pennies)],
            "fin": [(dt.date(2026, 5, 4), dt.date(2026, 7, 8), None)[at % 3] for at in range(size)],
            "decision": [(None, "retenue", "abandonnée", "non retenue")[at % 4] for at in range(size)],
        },
        "carnet": {
            "societe": [f"{person} & fils {at}" for at in range(size)],
            "montant": [penny * 7 for penny in pennies],
            "probabilite": [(1 / 3, None)[at % 2] for at in range(size)],
            "etape": [(None, "Devis")[at % 2] for at in range(size)],
            "issue": [(None, "ouverte", "gagnée", "perdue")[at % 4] for at in range(size)],
        },
        "indicateurs": {**rows, "objectif": [0.1] * len(rows["mois"]), "realise": [0.3] * len(rows["mois"])},
    }
    return make_contents(pac_book(settings), frames, Identity("pac", "1", firm, person, team, period, person), TODAY)


ADA = partial(filled, "Ada", "Nord", (0.1, 0.2, 19.99, 33.33, 0.07, 1234.56))
PAUL = partial(filled, "Paul", "Sud", (0.7, 0.1, 66.67, 0.29, 1.15))


@pytest.fixture(scope="module")
def ecarts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The écarts workbook of two people's files."""
    folder = tmp_path_factory.mktemp("editions")
    for plan in (ADA(), PAUL()):
        pacxl.write(plan, folder / f"PAC_{plan.identity.person}.xlsx")
    team = pacxl.variance(pacxl.consolidate(pacxl.read_all([folder])), today=TODAY)
    return pacxl.write(team, folder / "ecarts.xlsx")


# --- what is red or orange --------------------------------------------------------------------------------

ROLLUPS = {
    "Par_famille": "par famille",
    "Par_commercial": "par commercial",
    "Par_mois": "par mois",
    "Par_indicateur": "par indicateur",
    "Indicateurs_par_commercial": "indicateurs par commercial",
    "Delais_par_famille": "délais et résultats par famille",
    "Delais_par_commercial": "délais et résultats par commercial",
    "Delais_par_mois": "délais et résultats par mois",
}


def coloured(workbook: Workbook) -> set[str]:
    """All that is red or orange in the proofs, in *Autres* lines, in *Sources* and in *À vérifier*."""
    found = set()
    for line in lines(workbook, "Preuve"):
        if line["Preuve"] != "juste":
            file = "ici" if line["Preuve"] == "ajouté ici" else str(line["Fichier"])[4:-5]
            found.add(f"{file} · {line['Tableau']} · {line['Donnée']}")
    for line in lines(workbook, "Preuve_de_lecture"):
        if line["Fichier"] is not None and line["Preuve"] != "juste":
            found.add(f"lecture · {line['Fichier']} · {line['Colonne']}")
    for line in lines(workbook, "Sources"):
        words = (line["Ce qu’il en est"], line["Preuve des totaux"], line["Preuve des cellules"])
        found |= {f"Sources · {line['Fichier'][4:-5]} · {word}" for word in words if word not in ("compté", "juste")}
    for table, title in ROLLUPS.items():
        left_over, least = above(workbook, table, "Autres"), rounding(workbook, table)
        found |= {f"Autres · {title} · {header}" for header, value in left_over.items() if abs(value) > least}
    for line in lines(workbook, "A_verifier"):
        if line["Nombre"]:
            found.add(f"À vérifier · {line['À vérifier']} · {line['Nombre']:.0f}")
    return set(map(plain_spaces, found))


def above(workbook: Workbook, table: str, label: str = "Total") -> dict[str, float]:
    """The figures of a line above a roll-up's header, by header; none if there is no such line."""
    sheet: Any = bend.sheet_of(workbook, table)
    left, top, right, _ = bend.edges(sheet, table)
    row = next((row for row in range(max(1, top - 4), top) if sheet.cell(row, left).value == label), None)
    cells = (
        {sheet.cell(top, col).value: sheet.cell(row, col).value for col in range(left + 1, right + 1)} if row else {}
    )
    return {header: float(value) for header, value in cells.items() if isinstance(value, (int, float))}


def rounding(workbook: Workbook, table: str) -> float:
    """What the rounding of a roll-up's lines may come to: half a cent each."""
    return 0.005 * (bend.last_row(workbook, table) + 1)


def closes(workbook: Workbook) -> Iterator[str]:
    """The roll-ups of which the lines, what stands apart and *Autres* do not make the total."""
    for table in ROLLUPS:
        total, autres, undated = (above(workbook, table, label) for label in ("Total", "Autres", "Sans date"))
        for header in autres:
            mine = sum(float(line[header] or 0) for line in lines(workbook, table))
            held = mine + autres[header] + undated.get(header, 0.0)
            if abs(held - total[header]) > rounding(workbook, table) + 0.005:
                yield f"{table} · {header}: {held}, not {total[header]}"


# --- edits in the consolidated workbook -------------------------------------------------------------------


def sorted_by(table: str, header: str) -> Callable[[Any], None]:
    """A table sorted by a column, whole rows: Excel moves what is typed, and formulas stay each in its column."""

    def do(workbook: Any) -> None:
        sheet = bend.sheet_of(workbook, table)
        headers, *rows = sheet[sheet.tables[table].ref]
        at = next(number for number, cell in enumerate(headers) if cell.value == header)
        held = [[cell.value for cell in row] for row in rows]
        moved = sorted(held, key=lambda values: (values[at] is None, values[at] or 0), reverse=True)
        for row, values in zip(rows, moved, strict=True):
            for cell, value in zip(row, values, strict=True):
                if not str(cell.value).startswith("="):
                    cell.value = value

    return do


def only_shown(table: str, header: str, word: str) -> Callable[[Any], None]:
    """A table filtered: the other rows are hidden."""

    def do(workbook: Any) -> None:
        sheet = bend.sheet_of(workbook, table)
        headers, *rows = sheet[sheet.tables[table].ref]
        at = next(number for number, cell in enumerate(headers) if cell.value == header)
        found = sheet.tables[table]
        found.autoFilter = AutoFilter(ref=found.ref)
        found.autoFilter.add_filter_column(at, [word])
        for row in rows:
            sheet.row_dimensions[row[0].row].hidden = row[at].value != word

    return do


def dated(day: dt.date) -> Callable[[Any], None]:
    def do(workbook: Any) -> None:
        sheet, cell = workbook.defined_names["Aujourdhui"].attr_text.replace("$", "").split("!")
        workbook[sheet.strip("'")][cell].value = day

    return do


HERE = {"Commercial": "Ada", "Équipe": "Nord", "Famille": MARKET, "Étape": "Ajoutée", "Budget": 300}
MONTH: dict[str, Any] = {"Indicateur": "Rendez-vous", "Unité": "visites", "Sens": "plus haut", "Réalisé": 2}
ORANGE = {"ici · Actions · Lignes", "ici · Actions · Budget"}
COUNTS = {"Actions", "Planifiées", "Budget", "Atterrissage"}  # what a row to do with a budget adds to


def left_out(title: str, *headers: str) -> set[str]:
    return {f"Autres · {title} · {header}" for header in headers} | {f"À vérifier · Ligne « Autres », {title} · 1"}


def proved(lines_: set[str], count: int | None = None) -> set[str]:
    """Lines of the proof, what they make of *Sources*, and their number on the front page."""
    files = {line.split(" · ")[0] for line in lines_} - {"ici"}
    sources = {f"Sources · {file} · à vérifier" for file in files}
    return lines_ | sources | {f"À vérifier · Preuve des totaux · {count or len(lines_)}"}


EDITS: dict[str, tuple[Callable[[Any], None], set[str]]] = {
    "nothing": (lambda _: None, set()),
    "the actions are sorted by their budgets and filtered to one family, the deals sorted by their amounts": (
        all_of(
            sorted_by("Actions", "Budget"), only_shown("Actions", "Famille", OFFER), sorted_by("Carnet", "Montant")
        ),
        set(),
    ),
    "the date is changed": (dated(LATER), set()),
    "a row is added, of a person, a family and a month that are there": (
        added("Actions", **HERE, Fin=dt.date(2026, 5, 6)),
        proved(ORANGE | {"ici · Actions · Fin"}),
    ),
    "a row is added, without a date": (added("Actions", **HERE), proved(ORANGE)),
    "a row is added, of a new month, of a new family": (
        added("Actions", **{**HERE, "Famille": "Salons"}, Fin=dt.date(2027, 2, 3)),
        proved(ORANGE | {"ici · Actions · Fin"}) | left_out("par mois", *COUNTS) | left_out("par famille", *COUNTS),
    ),
    "a row is added, of somebody new": (
        added("Actions", **{**HERE, "Commercial": "Eve"}),
        proved(ORANGE) | left_out("par commercial", *COUNTS),
    ),
    "a row is added, of a homonym in another team": (
        added("Actions", **{**HERE, "Équipe": "Est"}),
        proved(ORANGE) | left_out("par commercial", *COUNTS),
    ),
    "an action goes to another family that is there, and one to a family that is not": (
        all_of(retyped("Actions", 2, "Famille", MARKET), retyped("Actions", 1, "Famille", "Salons")),
        left_out("par famille", *COUNTS, "Dépensé", "En retard", "Écart constaté", "Écart à l’atterrissage")
        | {
            f"Autres · délais et résultats par famille · {header}{which}"
            for header in ("En retard", "Jours de retard")
            for which in ("", ", encore ouvertes")
        },
    ),
    "a deal is added, of somebody new; a month of an indicator, of somebody who has it already": (
        all_of(
            added("Carnet", Commercial="Eve", Société="Oméga", Montant=5000, Probabilité=0.5),
            added("Indicateurs", **MONTH, Commercial="Ada", Équipe="Nord", Mois=dt.date(2026, 7, 1)),
        ),
        proved(
            {f"ici · Carnet commercial · {what}" for what in ("Lignes", "Montant", "Probabilité")}
            | {f"ici · Indicateurs · {what}" for what in ("Lignes", "Mois", "Réalisé")}
        )
        | left_out("par commercial", "Carnet ouvert", "Probabilisé"),
    ),
    "a month of an indicator is added, of somebody new": (
        added("Indicateurs", **MONTH, Commercial="Eve", Mois=dt.date(2026, 4, 1)),
        proved({f"ici · Indicateurs · {what}" for what in ("Lignes", "Mois", "Réalisé")})
        | left_out("indicateurs par commercial", "Mois connus"),
    ),
    "an action is deleted": (
        emptied("Actions", 3),
        proved({f"Ada · Actions · {what}" for what in ("Lignes", "Budget", "Dépensé", "Fin", "Décision : vide")}),
    ),
}


@pytest.fixture(scope="module")
def edited(ecarts: Path, anew: Anew) -> Callable[[str], Workbook]:
    """The workbook after an edit, as LibreOffice computes it anew."""
    paths = anew("éditions", ecarts, {name: do for name, (do, _) in EDITS.items()})
    return lambda name: opened(paths[name])


@pytest.mark.judge
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_turns_exactly_its_cells_red_or_orange(edit: str, edited: Callable[[str], Workbook]) -> None:
    assert coloured(edited(edit)) == EDITS[edit][1]


@pytest.mark.judge
@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_every_roll_up_makes_its_total(edit: str, edited: Callable[[str], Workbook]) -> None:
    assert list(closes(edited(edit))) == []


def test_nothing_is_red_on_honest_data_whose_pennies_are_binary_fractions(ecarts: Path) -> None:
    workbook = openpyxl.load_workbook(ecarts, data_only=True)
    assert coloured(workbook) == set()
    assert list(closes(workbook)) == []


@pytest.mark.judge
def test_the_figures_are_those_of_the_new_date(edited: Callable[[str], Workbook]) -> None:
    then = pacxl.variance(pacxl.consolidate([ADA(), PAUL()]), today=LATER)
    total, before = (above(edited(edit), "Par_famille") for edit in ("the date is changed", "nothing"))
    assert total["En retard"] == then.figures["en_retard"]
    assert total["En retard"] > before["En retard"]
    assert total["Atterrissage"] == pytest.approx(then.figures["atterrissage"])


@pytest.mark.judge
def test_a_row_that_is_added_moves_its_lines(edited: Callable[[str], Workbook]) -> None:
    before, after = (
        edited(name) for name in ("nothing", "a row is added, of a person, a family and a month that are there")
    )
    keys = {"Par_famille": ("Famille", MARKET), "Par_commercial": ("Commercial", "Ada")}
    for table, (header, key) in keys.items():
        mine = [next(line for line in lines(each, table) if line[header] == key) for each in (before, after)]
        assert mine[1]["Budget"] - mine[0]["Budget"] == pytest.approx(300)
        assert mine[1]["Actions"] - mine[0]["Actions"] == 1


# --- faults in what is sent -------------------------------------------------------------------------------

CHANGED = partial(filled, "Ada", "Nord", (0.1, 0.2, 19.99, 33.33, 0.07, 9999))
OTHER_FIRM = partial(filled, "Jean", "Est", (1.0, 2.0), "Jura Bois")
OTHER_PERIOD = partial(filled, "Jean", "Est", (1.0, 2.0), period="2025-T2")
NEAR = partial(filled, "Âda", "Nord", (1.0, 2.0))
NOBODY = partial(filled, "", "Nord", (1.0, 2.0))
ONE_TO_CHECK = {"À vérifier · Constats à vérifier · 1"}
SENT: dict[str, tuple[Sequence[tuple[str, Any]], set[str]]] = {
    "two people": ((), set()),
    "the same file twice": ((("copie", ADA),), {"Sources · copie · copie"} | ONE_TO_CHECK),
    "another version": ((("autre", CHANGED),), {"Sources · Ada · remplacé"} | ONE_TO_CHECK),
    "another firm's file": ((("jura", OTHER_FIRM),), {"Sources · jura · écarté"} | ONE_TO_CHECK),
    "another period's file": ((("vieux", OTHER_PERIOD),), {"Sources · vieux · écarté"} | ONE_TO_CHECK),
    "a near name": ((("accent", NEAR),), ONE_TO_CHECK),
    "a file without a name": ((("anonyme", NOBODY),), ONE_TO_CHECK),
}


@pytest.mark.long
@pytest.mark.parametrize("what", SENT)
def test_what_is_sent_turns_exactly_its_cells_red_or_orange(what: str, tmp_path: Path) -> None:
    more, expected = SENT[what]
    files = [("Ada", ADA), ("Paul", PAUL), *more]
    plans = [dataclasses.replace(plan(), file=f"PAC_{name}.xlsx") for name, plan in files]
    path = pacxl.write(pacxl.variance(pacxl.consolidate(plans), today=TODAY), tmp_path / "ecarts.xlsx")
    workbook = openpyxl.load_workbook(path, data_only=True)
    assert coloured(workbook) == expected
    assert list(closes(workbook)) == []

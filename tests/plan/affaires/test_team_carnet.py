"""The deals of a team by stage, month, segment and channel, and what they lack: in plain Python, and live."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl import Contents
from tests import judges
from tests.plans import PAUL, SMALL, plan
from tests.workbooks import opened_sheet

DAY = dt.date(2026, 5, 20)
FIRM = replace(SMALL, period="2026-T2", sections=("ciblage",), channels=("Salon", "Web"))
STAGES = {stage.name: stage.probability for stage in FIRM.stages}
APRIL, JUNE, LAST_YEAR = dt.date(2026, 4, 3), dt.date(2026, 6, 30), dt.date(2025, 6, 3)


@dataclass(frozen=True)
class Deal:
    amount: float | None = None
    chance: float | None = None
    stage: str | None = None
    segment: str | None = None
    issue: str | None = None
    due: dt.date | None = None
    closed: dt.date | None = None
    next_step: str | None = "rappeler"
    channel: str | None = "Salon"


DEALS = (
    Deal(1_000, 0.5, "Devis", "PME", due=JUNE),
    Deal(2_000, None, "Devis", "pme", due=APRIL),  # its jalon is past
    Deal(4_000, 0.9, "Premier contact", None, "ouverte", due=JUNE),  # 80 points from its stage
    Deal(500.5, 1.0, "À part", "Mairies", due=None, next_step=None, channel="Voisin"),  # sure, and not signed
    Deal(None, 0.1, "Premier contact", "PME", due=LAST_YEAR, channel="salon"),  # without amount, its jalon past
    Deal(3_000, None, "Devis", "PME", "gagnée", closed=APRIL),
    Deal(700, None, None, "Mairies", "perdue", due=APRIL, closed=JUNE, next_step=None),
    Deal(90, None, "Devis", None, "gagnée", channel=None),
)
KEYS = {
    "montant": "amount",
    "probabilite": "chance",
    "etape": "stage",
    "segment": "segment",
    "canal": "channel",
    "issue": "issue",
    "date_jalon": "due",
    "cloture": "closed",
    "prochaine_action": "next_step",
}


@pytest.fixture(scope="module")
def ecarts() -> Contents:
    parts = {"Paul": DEALS[:4], "": DEALS[4:]}
    plans = [
        plan(
            FIRM,
            DAY,
            replace(PAUL, person=person, workbook=person),
            carnet={
                "societe": [f"{person} {number}" for number, _ in enumerate(deals)],
                **{key: [getattr(deal, name) for deal in deals] for key, name in KEYS.items()},
            },
            etapes_carnet={"etape": [*STAGES], "probabilite": [*STAGES.values()]},
        )
        for person, deals in parts.items()
    ]
    return pacxl.variance(pacxl.consolidate(plans, today=DAY), today=DAY)


@pytest.fixture(scope="module")
def path(ecarts: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts, tmp_path_factory.mktemp("carnet") / "ecarts.xlsx")


def is_open(deal: Deal) -> bool:
    return deal.issue in (None, "ouverte")


def sums(opened: Sequence[Deal], closed: Sequence[Deal]) -> tuple[Any, ...]:
    """Open: their number, what they are worth and weigh; signed, lost, and the part that is signed."""
    opened = [deal for deal in opened if is_open(deal)]
    worth = sum(deal.amount or 0 for deal in opened)
    chances = [deal.chance if deal.chance is not None else STAGES.get(deal.stage or "") for deal in opened]
    weight = sum((deal.amount or 0) * (chance or 0) for deal, chance in zip(opened, chances, strict=True))
    signed, lost = (sum(deal.amount or 0 for deal in closed if deal.issue == issue) for issue in ("gagnée", "perdue"))
    return len(opened), worth, weight, signed, lost, signed / (signed + lost) if signed + lost else None


MEASURES = ["affaires", "ouvert", "pondere", "signe", "perdu", "part_signee"]


def lines(ecarts: Contents, table: str, line: str) -> dict[Any, tuple[Any, ...]]:
    frame = ecarts.frames[table]
    rows = frame[MEASURES].astype(object).where(frame[MEASURES].notna(), None)
    return dict(zip(frame[line].tolist(), map(tuple, rows.to_numpy().tolist()), strict=True))


@pytest.mark.parametrize(
    ("key", "lines_are"),
    [("etape", [*STAGES, "À part"]), ("segment", [*FIRM.segments, "Mairies"]), ("canal", [*FIRM.channels, "Voisin"])],
    ids=["by stage", "by segment", "by channel"],
)
def test_by_what_people_chose_or_typed(key: str, lines_are: list[str], ecarts: Contents) -> None:
    def of(line: str) -> list[Deal]:
        return [deal for deal in DEALS if (getattr(deal, KEYS[key]) or "").lower() == line.lower()]

    found = lines(ecarts, f"carnet_par_{key}", key)
    assert found == {line: pytest.approx(sums(of(line), of(line))) for line in lines_are}


def test_by_month_of_the_jalon_of_those_open_and_of_the_closing_of_the_others(ecarts: Contents) -> None:
    def of(date: str, month: int) -> list[Deal]:
        days = [(deal, getattr(deal, date)) for deal in DEALS]
        return [deal for deal, day in days if day and (day.year, day.month) == (2026, month)]

    found = lines(ecarts, "carnet_par_mois", "mois")
    assert [*found.values()] == [pytest.approx(sums(of("due", month), of("closed", month))) for month in (4, 5, 6)]


APART: dict[str, dict[str, tuple[Sequence[Deal], Sequence[Deal]]]] = {
    "carnet_par_etape": {"Sans étape": ([], [DEALS[6]]), "Autres": ([], [])},
    "carnet_par_segment": {"Sans segment": ([DEALS[2]], [DEALS[7]]), "Autres": ([], [])},
    "carnet_par_canal": {"Sans canal": ([], [DEALS[7]]), "Autres": ([], [])},
    "carnet_par_mois": {"Sans date": ([DEALS[3]], [DEALS[7]]), "Hors période": ([DEALS[4]], []), "Autres": ([], [])},
}


@pytest.mark.long
@pytest.mark.parametrize("table", APART)
def test_what_no_line_is_for_stands_above(table: str, path: Path) -> None:
    sheet = opened_sheet(path, "Carnet")
    top = sheet.tables[table.capitalize()].ref.partition(":")[0]
    header = sheet[top]
    above = {}
    for up in range(1, 5):
        cells = [sheet.cell(header.row - up, header.column + right).value for right in range(6)]
        above[cells[0]] = tuple(value or 0 for value in cells[1:])
    assert {label: above[label] for label in APART[table]} == {
        label: pytest.approx(sums(*of)[:5]) for label, of in APART[table].items()
    }
    assert above["Total"] == pytest.approx(sums(DEALS, DEALS)[:5])


# --- what is missing --------------------------------------------------------------------------------------

RULES: dict[str, Callable[[Deal], bool]] = {
    "Jalon dépassé": lambda deal: deal.due is not None and deal.due < DAY,
    "Sans responsable": lambda deal: DEALS.index(deal) >= 4,
    "Sans montant": lambda deal: deal.amount is None,
    "Sans prochaine action": lambda deal: deal.next_step is None,
    "Sans date": lambda deal: deal.due is None,
    "Étape et probabilité": lambda deal: (
        deal.chance is not None and deal.stage in STAGES and abs(deal.chance - STAGES[deal.stage]) > 0.3
    ),
    "100\u00a0% et pas signée": lambda deal: deal.chance == 1,
}


def test_each_rule_counts_the_open_deals_that_break_it(ecarts: Contents) -> None:
    frame = ecarts.frames["hygiene"]
    broken = {rule: [deal for deal in DEALS if is_open(deal) and breaks(deal)] for rule, breaks in RULES.items()}
    assert dict(zip(frame["controle"], zip(frame["nombre"], frame["montant"], strict=True), strict=True)) == {
        rule: (len(deals), sum(deal.amount or 0 for deal in deals)) for rule, deals in broken.items()
    }
    assert frame["regle"].notna().all()


def test_what_is_mended_is_counted_no_more(path: Path) -> None:
    sheet = opened_sheet(path, "Carnet")
    cells = {
        cell.value: ("Carnet", f"{sheet.cell(cell.row, cell.column + 1).coordinate}")
        for row in sheet
        for cell in row
        if cell.value in RULES
    }
    deal = next(cell for row in sheet for cell in row if cell.value == "Paul 3")
    headers = {cell.value: cell.column for row in sheet for cell in row if cell.value in MENDED}
    typed = {("Carnet", sheet.cell(deal.row, headers[key]).coordinate): value for key, value in MENDED.items()}
    found = judges.by_ironcalc(path, dict.fromkeys(cells.values()), typed)
    assert {rule: found[cells[rule]] for rule in RULES} == {
        "Jalon dépassé": 2,
        "Sans responsable": 1,
        "Sans montant": 1,
        "Sans prochaine action": 0,
        "Sans date": 0,
        "Étape et probabilité": 1,
        "100\u00a0% et pas signée": 0,
    }


MENDED = {"Prochaine action": "rappeler", "Date jalon": JUNE, "Issue": "gagnée"}


def test_all_formula_cells_agree(path: Path) -> None:
    cells = {place: value for place, value in judges.formula_cells(path).items() if place[0] == "Carnet"}
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []

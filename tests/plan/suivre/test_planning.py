"""The planning: the dated actions of all families, the first begun first; and the milestones."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd

import pacxl
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.sheet import Grid
from pacxl.plan.suivre.planning import ROWS
from tests.plans import MARKET, OFFER, SMALL

TODAY = dt.date(2026, 5, 20)
FIRM = dataclasses.replace(SMALL, period="2026-S1", sections=("planning",))


def plan(*actions: tuple[str, str, str | None, str | None], **more: Any) -> Contents:
    """A plan with actions: family, step, first day, last day."""
    frames = pac_blank_rows(FIRM)
    families, steps, starts, ends = zip(*actions, strict=True) if actions else ((), (), (), ())
    days = {"debut": starts, "fin": ends}
    rows = {key: [dt.date.fromisoformat(day) if day else None for day in values] for key, values in days.items()}
    rows |= {"famille": list(families), "etape": list(steps)}
    return make_contents(pac_book(FIRM), {**frames, "actions": rows, **more}, Identity("pac"), TODAY)


def shown(contents: Contents, *keys: str) -> list[tuple[Any, ...]]:
    rows = contents.planning[list(keys)].dropna(how="all").astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]


def test_actions_stand_in_the_order_of_their_first_days_whatever_their_family() -> None:
    contents = plan(
        (MARKET, "mars", "2026-03-02", "2026-03-20"),
        (OFFER, "janvier", "2026-01-05", "2026-01-09"),
        (MARKET, "février", "2026-02-02", "2026-02-27"),
    )
    assert shown(contents, "etape", "famille") == [("janvier", OFFER), ("février", MARKET), ("mars", MARKET)]


def test_actions_of_one_day_stand_in_the_order_of_the_sheets_and_none_is_lost() -> None:
    contents = plan(*((family, step, "2026-02-02", "2026-02-06") for family in (OFFER, MARKET) for step in "ab"))
    assert shown(contents, "famille", "etape") == [(MARKET, "a"), (MARKET, "b"), (OFFER, "a"), (OFFER, "b")]


def test_an_action_without_both_dates_or_set_aside_is_not_there() -> None:
    frames = plan((MARKET, "sans fin", "2026-02-02", None), (MARKET, "écartée", "2026-02-02", "2026-02-06")).actions
    frames["decision"] = [None, "non retenue"]
    contents = plan(actions=frames[["famille", "etape", "debut", "fin", "decision"]])
    assert shown(contents, "etape") == []


def test_an_action_is_quick_up_to_two_weeks_and_large_beyond_ninety_days() -> None:
    contents = plan(
        (MARKET, "14 jours", "2026-01-01", "2026-01-14"),
        (MARKET, "15 jours", "2026-01-02", "2026-01-16"),
        (MARKET, "90 jours", "2026-01-03", "2026-04-02"),
        (MARKET, "91 jours", "2026-01-04", "2026-04-04"),
    )
    assert shown(contents, "duree", "envergure") == [
        (14, "action rapide"),
        (15, None),
        (90, None),
        (91, "grand chantier"),
    ]


def test_what_the_table_has_no_room_for_is_counted() -> None:
    contents = plan(*((MARKET, f"action {number}", "2026-01-05", "2026-01-06") for number in range(ROWS + 2)))
    assert (contents.figures["planning_actions"], contents.figures["planning_au_dela"]) == (ROWS + 2, 2)


def test_the_calendar_begins_on_a_monday_and_covers_the_period() -> None:
    (sheet,) = (sheet for sheet in pac_book(FIRM).sheets if sheet.name == "Planning")
    (gantt,) = (block.gantt for block in sheet.blocks if isinstance(block, Grid))
    assert gantt is not None
    assert gantt.days[0] == dt.date(2025, 12, 29)
    assert gantt.days[-1] <= dt.date(2026, 6, 30) < gantt.days[-1] + dt.timedelta(7)


def test_beyond_a_year_the_calendar_goes_by_months() -> None:
    firm = dataclasses.replace(FIRM, period="2026-01/2027-03")
    (sheet,) = (sheet for sheet in pac_book(firm).sheets if sheet.name == "Planning")
    (gantt,) = (block.gantt for block in sheet.blocks if isinstance(block, Grid))
    assert gantt is not None
    assert (gantt.step, gantt.days[-1]) == ("month", dt.date(2027, 3, 1))


def test_a_planning_reads_back_as_it_was_written(tmp_path: Any) -> None:
    contents = plan((MARKET, "b", "2026-03-02", "2026-03-20"), (MARKET, "a", "2026-02-02", "2026-02-20"))
    back = pacxl.read(pacxl.write(contents, tmp_path / "plan.xlsx"), today=TODAY)
    assert shown(back, "etape") == [("a",), ("b",)]


def test_a_milestone_is_late_as_long_as_it_is_not_reached() -> None:
    days = [dt.date(2026, 5, 10), dt.date(2026, 5, 10), TODAY, dt.date(2026, 6, 1), None]
    rows = {"jalon": list("abcde"), "date_prevue": days, "fait_le": [None, dt.date(2026, 5, 12), None, None, None]}
    milestones = plan(jalons=rows).jalons
    assert milestones["statut"].tolist() == ["en retard", "terminée", "en cours", "à faire", "à faire"]
    assert milestones["retard"].tolist()[:4] == [10, 2, 0, 0]

"""The écarts by any axis and any pair of them, against rows added up one by one in plain Python."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import permutations
from random import Random
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from tests import oracle
from tests.consolidation.firms import FIRM, NATURES, REVENUE
from tests.oracle import Month
from tests.plans import MARKET, OFFER, PAUL, plan

TODAY = dt.date(2026, 5, 20)
OWNERS = (("Paul", "Nord"), ("Paul", "Sud"), ("Zoé", "Sud"), ("Ada", ""))
WITHOUT = OWNERS[-1]  # whose plan has no channel
AXES = ("famille", "commercial", "equipe", "segment", "canal", "mois")
AIMING = replace(FIRM, period="2026-T2", sections=("ciblage",))
SHELVED = ("non retenue", "abandonnée")


@dataclass(frozen=True)
class Line:
    """An action, and whose it is."""

    owner: tuple[str, str]
    family: str
    segment: str | None
    channel: str | None
    budget: float | None
    spent: float | None
    start: dt.date | None
    end: dt.date | None
    ended: dt.date | None
    decision: str | None
    target: float | None
    result: float | None


def _drawn(random: Random, owner: tuple[str, str]) -> Line:
    days = [None, dt.date(2026, 4, 3), dt.date(2026, 5, 19), dt.date(2026, 6, 30)]
    return Line(
        owner,
        random.choice([MARKET, OFFER]),
        random.choice(["PME", "pme", "Particuliers", None]),
        random.choice(["Salon", "Web", None]) if owner != WITHOUT else None,
        random.choice([None, 0.0, 100.1, 2_500.0, -300.0]),
        random.choice([None, 0.0, 99.99, 3_000.0]),
        random.choice(days),
        random.choice(days),
        random.choice([None, None, dt.date(2026, 5, 1)]),
        random.choice([None, None, "retenue", *SHELVED]),
        random.choice([None, 10.0]),
        random.choice([None, 5.0, 10.0]),
    )


_RANDOM = Random(20)


def _drawn_figure() -> Fraction | None:
    return _RANDOM.choice([None, Fraction(4), Fraction(10), Fraction(25)])


ACTIONS = [_drawn(_RANDOM, owner) for owner in OWNERS for _ in range(12)]
_LINES = [(each.name, each.unit, each.sense) for each in FIRM.indicators]
MONTHS = [
    (owner, Month(name, dt.date(2026, month, 1), unit, sense, _drawn_figure(), _drawn_figure()))
    for owner in OWNERS[:3]
    for name, unit, sense in _LINES
    for month in (4, 5, 6)
]


def contents(owner: tuple[str, str]) -> Contents:
    person, team = owner
    mine = [line for line in ACTIONS if line.owner == owner]
    months = [month for whose, month in MONTHS if whose == owner]
    keys = {"famille": "family", "segment": "segment", "budget": "budget", "depense": "spent", "debut": "start"}
    keys |= {"canal": "channel"} if owner != WITHOUT else {}
    keys |= {"fin": "end", "fin_reelle": "ended", "decision": "decision", "cible": "target", "resultat": "result"}
    named = {"indicateur": "indicator", "mois": "month", "unite": "unit", "sens": "sense"}
    figures = {"objectif": "aim", "realise": "done"}
    return plan(
        AIMING if owner != WITHOUT else replace(FIRM, period="2026-T2"),
        TODAY,
        replace(PAUL, person=person, team=team, workbook=person + team),
        actions={
            "etape": ["Faire" for _ in mine],
            "sens": ["plus haut" for _ in mine],
            **{key: [getattr(line, name) for line in mine] for key, name in keys.items()},
        },
        indicateurs={
            **{key: [getattr(month, name) for month in months] for key, name in named.items()},
            **{key: [typed(getattr(month, name)) for month in months] for key, name in figures.items()},
        },
    )


def typed(figure: Fraction | None) -> float | None:
    return None if figure is None else float(figure)


@pytest.fixture(scope="module")
def team() -> Contents:
    return pacxl.consolidate(map(contents, OWNERS), today=TODAY)


By = Callable[[tuple[str, ...]], pd.DataFrame]


@pytest.fixture(scope="module")
def actions_by(team: Contents) -> By:
    """The actions by some axes, each made once."""
    return cache(lambda axes: pacxl.variance_frames(team, by=axes)["actions"])


# --- in plain Python --------------------------------------------------------------------------------------


def month_of(line: Line) -> Any:
    day = line.end or line.start
    return pd.Timestamp(day.replace(day=1)) if day else pd.NaT


def place(line: Line, axis: str) -> tuple[Any, ...]:
    """Where an action stands on an axis, as the frame says it."""
    person, group = line.owner
    segment = line.segment and ("PME" if line.segment == "pme" else line.segment)
    return {
        "famille": (line.family,),
        "commercial": (person, group or "(sans équipe)"),
        "equipe": (group or "(sans équipe)",),
        "segment": (segment or "(sans segment)",),
        "canal": (line.channel or "(sans canal)",),
        "mois": (month_of(line),),
    }[axis]


def exact(amount: float | None) -> Fraction | None:
    return None if amount is None else Fraction(str(amount))


def added(lines: Sequence[Line]) -> dict[str, Any]:
    courses = [line.decision if line.decision in SHELVED else "terminée" if line.ended else "" for line in lines]
    money = oracle.money(
        (course, exact(line.budget), exact(line.spent)) for course, line in zip(courses, lines, strict=True)
    )
    pairs = list(zip(courses, lines, strict=True))
    going = [(course, line) for course, line in pairs if course not in SHELVED]
    late = [
        (course, ((line.ended or TODAY) - line.end).days)
        for course, line in going
        if line.end and (line.ended or TODAY) > line.end
    ]
    done, running = ([days for course, days in late if (course == "terminée") is over] for over in (True, False))
    judged = [line for _, line in going if line.target is not None and line.result is not None]
    return {
        **{key: float(value) for key, value in money.items()},
        "actions": len(lines),
        "terminees": courses.count("terminée"),
        "en_retard": len(running),
        "retards": len(late),
        "jours": sum(days for _, days in late),
        "retards_terminees": len(done),
        "jours_terminees": sum(done),
        "retards_ouvertes": len(running),
        "jours_ouvertes": sum(running),
        "objectifs_atteints": sum(line.result >= line.target for line in judged),  # type: ignore[operator]
        "objectifs_manques": sum(line.result < line.target for line in judged),  # type: ignore[operator]
    }


def expected(axes: Iterable[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    groups: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for line in ACTIONS:
        groups[tuple(each for axis in axes for each in place(line, axis))].append(line)
    return {key: added(lines) for key, lines in groups.items()}


def columns_of(axes: Sequence[str]) -> list[str]:
    return [key for axis in axes for key in (("commercial", "equipe") if axis == "commercial" else (axis,))]


# --- actions ----------------------------------------------------------------------------------------------

EVERY = [
    (),
    *((axis,) for axis in AXES),
    *(pair for pair in permutations(AXES, 2) if pair != ("commercial", "equipe")),
]


@pytest.mark.parametrize("axes", EVERY, ids=lambda axes: " and ".join(axes) or "the whole")
def test_the_actions_by_any_axis_and_any_pair(axes: tuple[str, ...], actions_by: By) -> None:
    frame = actions_by(axes)
    keys = list(dict.fromkeys(columns_of(axes)))
    wanted = {
        tuple(dict(zip(columns_of(axes), key, strict=True)).values()): line for key, line in expected(axes).items()
    }
    found = {tuple(row[key] for key in keys): row for row in frame.to_dict("records")}
    assert found.keys() == wanted.keys()
    for key, line in wanted.items():
        assert {each: found[key][each] for each in line} == pytest.approx(line), key


@pytest.mark.parametrize("axes", EVERY[1:], ids=" and ".join)
def test_lines_add_up_to_the_whole(axes: tuple[str, ...], actions_by: By) -> None:
    lines, whole = actions_by(axes), actions_by(())
    shares = {"part_terminee", "consomme", "ecart_constate_pct"}
    sums = [key for key in whole.columns if key not in shares]
    assert lines[sums].sum().to_dict() == pytest.approx(whole[sums].iloc[0].to_dict())


def test_families_stand_in_the_plan_s_order_and_blanks_last(team: Contents) -> None:
    assert pacxl.variance_frames(team, by=["famille"])["actions"]["famille"].tolist() == [MARKET, OFFER]
    segments = pacxl.variance_frames(team, by=["segment"])["actions"]["segment"].tolist()
    assert segments == ["Particuliers", "PME", "(sans segment)"]


def test_the_same_from_the_ecarts_as_from_the_team(team: Contents) -> None:
    one, other = (pacxl.variance_frames(each, by=["commercial", "mois"]) for each in (team, pacxl.variance(team)))
    assert list(one) == list(other) == ["actions", "indicateurs"]
    for key, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[key])


def test_dtypes(team: Contents) -> None:
    frame = pacxl.variance_frames(team, by=["segment", "mois"])["actions"]
    told = {str(dtype): [key for key in frame if frame[key].dtype == dtype] for dtype in frame.dtypes.unique()}
    assert told["string"] == ["segment"]
    assert told["datetime64[us]"] == ["mois"]
    assert {"actions", "jours", "objectifs_manques"} < set(told["Int64"])
    assert {"budget", "ecart_constate", "consomme"} < set(told["Float64"])


REFUSED = {
    "no such axis": ["ville"],
    "a persona where actions have none": ["persona"],
    "nothing has both": ["famille", "indicateur"],
}


@pytest.mark.parametrize("by", REFUSED.values(), ids=REFUSED)
def test_what_is_no_axis_is_named(by: list[str], team: Contents) -> None:
    with pytest.raises(pacxl.ContentsError, match=by[0]):
        pacxl.variance_frames(team, by=by)


def test_a_blank_plan_is_no_team() -> None:
    with pytest.raises(pacxl.ContentsError, match="that consolidate gave"):
        pacxl.variance_frames(plan(FIRM))


def test_a_team_without_a_row() -> None:
    empty = pacxl.consolidate([plan(replace(FIRM, period="2026-T2"))])
    whole = pacxl.variance_frames(empty)
    assert (whole["actions"]["budget"].tolist(), len(whole["indicateurs"])) == ([0.0], 0)
    assert len(pacxl.variance_frames(empty, by=["segment", "mois"])["actions"]) == 0


# --- indicators -------------------------------------------------------------------------------------------


def months_of(owners: Sequence[tuple[str, str]], line: tuple[str, str, str]) -> list[list[Month]]:
    each = ([month for whose, month in MONTHS if whose == owner and month.line == line] for owner in owners)
    return [months for months in each if months]


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def unlike(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        key: (row[key], value)
        for key, value in wanted.items()
        if key in row
        and not (row[key] == pytest.approx(float(value), abs=1e-6) if value is not None else row[key] is None)
    }


@pytest.mark.parametrize("axis", ["commercial", "equipe", "indicateur", ""])
def test_the_indicators_by_person_by_team_and_all(axis: str, team: Contents) -> None:
    frame = pacxl.variance_frames(team, by=[axis] if axis else [])["indicateurs"]
    wrong = {}
    for row in plain(frame):
        line = (row["indicateur"], row["unite"], row["sens"])
        mine = [
            owner
            for owner in OWNERS
            if all(row.get(key, each) == each for key, each in zip(("commercial", "equipe"), owner, strict=True))
        ]
        nature = NATURES[line[0]]
        if axis == "commercial":
            every = [month for whose, month in MONTHS if whose == mine[0]]
            wanted = oracle.of_one(line, every, nature, TODAY)
        else:
            wanted = oracle.summed(months_of(mine, line), nature, TODAY)
        wrong[mine[0], line[0]] = unlike(row, wanted)
    assert {key: each for key, each in wrong.items() if each} == {}
    assert len(frame) == len(_LINES) * {"commercial": 3, "equipe": 2}.get(axis, 1)


def test_a_ratio_of_a_team_is_made_of_its_parts(team: Contents) -> None:
    frame = pacxl.variance_frames(team, by=["equipe"])["indicateurs"]
    found = {row["equipe"]: row["realise"] for row in plain(frame) if row["indicateur"] == "Panier moyen"}
    assert len(found) == 2
    nature = NATURES["Panier moyen"]
    for group, made in found.items():
        pairs = [
            oracle.parts(
                [month for whose, month in MONTHS if whose == owner], nature, dt.date(2026, number, 1), "done"
            )
            for owner in OWNERS[:3]
            if owner[1] == group
            for number in (4, 5, 6)
        ]
        assert made == pytest.approx(float(oracle.over(pairs) or 0)), group


def test_a_month_of_a_flux_and_of_a_stock_is_its_own(team: Contents) -> None:
    frame = pacxl.variance_frames(team, by=["mois", "indicateur"])["indicateurs"]
    assert "atterrissage" not in frame.columns
    found = {(row["indicateur"], row["mois"]): row["realise"] for row in plain(frame)}
    for name in (REVENUE, "Visites", "Clients actifs"):
        for number in (4, 5, 6):
            day = dt.date(2026, number, 1)
            known = [
                each.done
                for _, each in MONTHS
                if (each.indicator, each.month) == (name, day) and each.done is not None
            ]
            assert found[name, pd.Timestamp(day)] == (sum(known) if known else None), (name, number)


def test_every_column_of_the_actions_is_one_of_the_workbook(team: Contents) -> None:
    """One vocabulary: what a frame calls a figure, the écarts workbook calls so too."""
    book = pacxl.variance(team).book
    known = {column.key for key in ("par_famille", "delais_par_famille") for column in book.by_key[key].columns}
    assert set(pacxl.variance_frames(team, by=["famille"])["actions"].columns) == known

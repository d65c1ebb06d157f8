"""The natures of indicators: what is added to what, and what never is.

Every case goes through three doors: the frames, the values stored in the workbooks, and those that engines compute
anew; then any figures at all are held against the rules in plain Python.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Identity, make_contents
from pacxl.errors import SettingsError
from pacxl.settings.model import Indicator
from tests import judges
from tests.plans import SMALL
from tests.printed import french_left
from tests.workbooks import opened_sheet, rows_of

TODAY = dt.date(2026, 5, 20)  # January to April are past
INDICATORS = (
    Indicator("ca", "Chiffre d’affaires", "€"),
    Indicator("signees", "Affaires signées", "affaires"),
    Indicator("appels", "Appels", "appels"),
    Indicator("visites", "Visites", "visites"),
    Indicator("rdv", "Rendez-vous", "rendez-vous"),
    Indicator("actifs", "Clients actifs", "clients", nature="stock"),
    Indicator("panier", "Panier moyen", "€", nature="ratio", numerator=("ca",), denominator=("signees",)),
    Indicator("taux", "Taux de rendez-vous", "%", "plus haut", "ratio", ("rdv",), ("appels", "visites")),
    Indicator("note", "Satisfaction", "sur 10", nature="moyenne"),
)
NAMES = {each.key: each.name for each in INDICATORS}
FIRM = dataclasses.replace(SMALL, period="2026-S1", indicators=INDICATORS)
BOOK = pac_book(FIRM)

# What a person typed for some indicators, from January on: (objectif, réalisé) a month, None where nothing is.
Typed = Mapping[str, Sequence[tuple[float | None, float | None]]]


def plan(person: str, typed: Typed, indicators: Any = FIRM) -> Contents:
    frames = pac_blank_rows(indicators)
    rows = {key: list(values) for key, values in frames["indicateurs"].items()}
    rows |= {key: [None] * len(rows["mois"]) for key in ("objectif", "realise")}
    for key, months in typed.items():
        first = rows["indicateur"].index(NAMES[key])
        for at, (target, done) in enumerate(months, first):
            rows["objectif"][at], rows["realise"][at] = target, done
    owner = Identity("pac", "1", "Essai", person, "Nord", "2026-S1", person)
    return make_contents(pac_book(indicators), {**frames, "indicateurs": rows}, owner, TODAY)


def team_of(*plans: Contents) -> Contents:
    return pacxl.variance(pacxl.consolidate(plans), today=TODAY)


def line(ecarts: Contents, key: str, table: str = "par_indicateur") -> dict[str, Any]:
    frame = ecarts.frames[table]
    (found,) = frame[frame["indicateur"] == NAMES[key]].astype(object).to_dict("records")
    return {str(name): None if pd.isna(value) else value for name, value in found.items()}


def done(*values: float | None) -> list[tuple[float | None, float | None]]:
    return [(None, value) for value in values]


# --- the golden cases -------------------------------------------------------------------------------------

ANNE: Typed = {
    "ca": [(1000, 900), (1000, 900)],
    "signees": [(2, 2), (2, 2)],
    "appels": done(100, 100),
    "visites": done(20, 0),
    "rdv": done(12, 9),
    "actifs": [(50, 40), (50, 44)],
    "note": [(8, 7), (8, 9)],
}
BRUNO: Typed = {
    "ca": [(1000, 2200), (1000, 1100)],
    "signees": [(4, 2), (4, 1)],
    "appels": done(50),
    "visites": done(None),
    "rdv": done(300),
    "actifs": [(10, 12)],
    "note": [(8, 6), (8, 5)],
}
CLARA: Typed = {"ca": [(5000, None)] * 6}


@cache
def golden() -> Contents:
    return team_of(plan("Anne", ANNE), plan("Bruno", BRUNO), plan("Clara", CLARA))


EXPECTED: dict[str, dict[str, Any]] = {
    "panier": {"realise": 5100 / 7, "plus_bas": 450, "plus_haut": 1100, "addition": None},
    "taux": {"realise": 21 / 220, "objectif": None},  # neither 300 ÷ 50 nor a rate of nothing
    "actifs": {"realise": 56, "objectif": 60, "atterrissage": 56, "ecart_atterrissage": -4},
    "note": {
        "realise": None,
        "objectif": None,
        "atterrissage": None,
        "plus_bas": 5,
        "plus_haut": 9,
        "addition": "non additionnable",
    },
    # Anne 1 800 of 2 000, Bruno 3 300 of 2 000, Clara nothing known of 30 000
    "ca": {
        "realise": 5100,
        "objectif": 34_000,
        "atterrissage": 5100,
        "ecart_atterrissage": 1100,
        "sans_mois": 1,
        "objectif_sans_mois": 30_000,
        "mois_manquants": 4,
        "objectif_manquant": 20_000,
        "ecart": 1100,
        "verdict": "incomplet",
    },
}


@pytest.mark.parametrize("key", EXPECTED)
def test_a_golden_figure_in_the_frames(key: str) -> None:
    shown = line(golden(), key)
    assert {name: shown[name] for name in EXPECTED[key]} == pytest.approx(EXPECTED[key])


def stored(path: Path) -> dict[str, dict[str, Any]]:
    table = golden().book.by_key["par_indicateur"]
    rows = {row["Indicateur"]: row for row in rows_of(path, "Par_indicateur")}
    return {
        key: {name: rows[NAMES[key]][table.by_key[name].header] for name in wanted}
        for key, wanted in EXPECTED.items()
    }


def plain(shown: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {key: {name: value or None for name, value in row.items()} for key, row in shown.items()}


def is_expected(shown: Mapping[str, Mapping[str, Any]]) -> bool:
    return all(plain(shown)[key] == pytest.approx(figures) for key, figures in plain(EXPECTED).items())


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(golden(), tmp_path_factory.mktemp("natures") / "ecarts.xlsx")


@pytest.mark.long
def test_the_golden_figures_as_they_are_stored(workbook: Path) -> None:
    assert is_expected(stored(workbook))


@pytest.mark.judge
def test_the_golden_figures_as_libreoffice_computes_them(workbook: Path, tmp_path: Path) -> None:
    assert is_expected(stored(judges.resaved_by_libreoffice(workbook, tmp_path)))


@pytest.mark.long
def test_the_golden_workbooks_are_recalculated_to_the_last_cell(workbook: Path, tmp_path: Path) -> None:
    own = pacxl.write(plan("Anne", ANNE), tmp_path / "PAC_Anne.xlsx")
    for path in (workbook, own):
        sheets = ("Indicateurs", "Axes", "Qui", "Tableau de bord")
        cells = {place: value for place, value in judges.formula_cells(path).items() if place[0] in sheets}
        assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


# --- one person's -----------------------------------------------------------------------------------------


def board(typed: Typed, key: str) -> dict[str, Any]:
    return line(plan("Anne", typed), key, "tableau_indicateurs")


def months(typed: Typed, key: str, name: str) -> list[Any]:
    frame = plan("Anne", typed).indicateurs
    return frame[frame["indicateur"] == NAMES[key]][name].astype(object).where(lambda v: v.notna(), None).tolist()


def test_the_months_of_a_ratio_are_made_from_its_parts_and_cumulated_as_one() -> None:
    typed: Typed = {"ca": [(1000, 900), (1000, 100)], "signees": [(2, 2), (1, 1)]}
    assert months(typed, "panier", "retenu")[:3] == [450, 100, None]
    assert months(typed, "panier", "cumul_realise")[:3] == pytest.approx([450, 1000 / 3, None])
    assert months(typed, "panier", "ecart_cumule")[:2] == pytest.approx([-50, 1000 / 3 - 2000 / 3])


def test_a_rate_typed_without_its_parts_stays_and_is_shown_but_not_added() -> None:
    typed: Typed = {"taux": [(0.2, 0.25)]}
    shown = board(typed, "taux")
    assert (shown["realise"], shown["ecart"], shown["verdict"]) == (0.25, 5, "favorable")
    ecarts = team_of(plan("Anne", typed), plan("Bruno", {"taux": [(0.2, 0.5)]}))
    assert [line(ecarts, "taux")[name] for name in ("realise", "plus_bas", "plus_haut")] == [None, 0.25, 0.5]


def test_a_part_that_is_missing_leaves_its_month_out() -> None:
    typed: Typed = {"rdv": done(30, 30), "appels": done(20, 100), "visites": done(None, 20)}
    assert board(typed, "taux")["realise"] == 0.25  # never 30 ÷ 20


def test_no_deal_signed_is_a_blank_and_not_an_error() -> None:
    assert board({"ca": done(0), "signees": done(0)}, "panier")["realise"] is None


def test_the_landing_of_a_ratio_is_that_of_its_parts() -> None:
    typed: Typed = {"ca": [(1000, 500)] + [(1000, None)] * 5, "signees": [(2, 2)] + [(2, None)] * 5}
    shown = board(typed, "panier")
    assert (shown["atterrissage"], shown["objectif"], shown["ecart_atterrissage"]) == (250, 500, -250)


def test_a_stock_is_its_last_month_known() -> None:
    shown = board({"actifs": [(50, 40), (50, 60), (55, None)]}, "actifs")
    assert [shown[key] for key in ("realise", "objectif", "ecart", "atterrissage")] == [60, 50, 10, 60]
    assert months({"actifs": [(50, 40), (50, 60)]}, "actifs", "cumul_realise")[:3] == [40, 60, None]


def test_a_past_month_without_realise_is_never_good_news() -> None:
    typed: Typed = {"ca": [(20, 50), (20, None), (20, None), (20, 50), (20, None)]}
    shown = board(typed, "ca")
    assert (shown["mois_manquants"], shown["objectif_manquant"], shown["verdict"]) == (2, 40, "incomplet")
    assert months(typed, "ca", "verdict")[:5] == ["favorable", None, None, "incomplet", None]
    late = board({"ca": [(20, 5), (20, None)]}, "ca")
    assert late["verdict"] == "défavorable"


def test_the_team_lands_where_its_people_do() -> None:
    """What is known of one does not set the pace of another: 6 × 10 at 80 %, 6 × 1 000 at 50 %."""
    one = plan("Anne", {"ca": [(10, 8)] + [(10, None)] * 5})
    two = plan("Bruno", {"ca": [(1000, 500), (1000, 500)] + [(1000, None)] * 4})
    assert line(team_of(one, two), "ca")["atterrissage"] == 48 + 3000


def test_two_units_are_two_lines() -> None:
    taxed = dataclasses.replace(FIRM, indicators=(dataclasses.replace(INDICATORS[0], unit="€ TTC"), *INDICATORS[1:]))
    ecarts = team_of(plan("Anne", {"ca": [(1000, 900)]}), plan("Bruno", {"ca": [(1, 0.9)]}, taxed))
    lines = ecarts.par_indicateur[ecarts.par_indicateur["indicateur"] == NAMES["ca"]]
    assert lines[["unite", "realise"]].to_numpy().tolist() == [["€", 900], ["€ TTC", 0.9]]


@pytest.mark.long
def test_an_indicator_of_ones_own_is_theirs_told_and_its_nature_asked(tmp_path: Path) -> None:
    made = plan("Anne", ANNE)
    own = {"indicateur": "Devis relancés", "mois": dt.date(2026, 1, 1), "objectif": 5.0, "realise": 4.0}
    rows = pd.concat([made.indicateurs[[*own, "unite", "sens"]], pd.DataFrame([own])], ignore_index=True)
    path = pacxl.write(make_contents(BOOK, {"indicateurs": rows}, made.identity, TODAY), tmp_path / "PAC_Anne.xlsx")
    read = pacxl.read(path)
    assert read.findings.query("code == 'indicator-own'")["value"].tolist() == ["Devis relancés"]
    assert read.indicateurs["nature"].iloc[-1] == "à préciser"
    shown = team_of(read).par_indicateur.set_index("indicateur").loc["Devis relancés"]
    assert (shown["nature"], shown["addition"]) == ("à préciser", "non additionnable")
    assert shown["plus_haut"] == 4
    assert shown[["realise"]].isna().all()


@pytest.mark.long
def test_a_row_added_for_somebody_else_shows_in_the_control_line(workbook: Path) -> None:
    ecarts = golden()
    rows = ecarts.indicateurs[[column.key for column in ecarts.book.by_key["indicateurs"].stored]]
    added = rows.iloc[[0]].assign(indicateur="Devis", realise=3.0)
    frames = {key: ecarts.frames[key][[c.key for c in table.stored]] for key, table in ecarts.book.by_key.items()}
    frames["indicateurs"] = pd.concat([rows, added], ignore_index=True)
    path = pacxl.write(make_contents(ecarts.book, frames, ecarts.identity, TODAY), workbook.with_name("ajout.xlsx"))
    sheet = opened_sheet(path, "Axes")
    others = [row for row in sheet.iter_rows(values_only=True) if "Autres" in row]
    assert any(1 in row for row in others)


# --- a percentage that was not chosen as a mean, settings that mean nothing --------------------------------


def test_a_percentage_is_never_added_whatever_was_chosen() -> None:
    assert Indicator("part", "Part", "%").counted_as == Indicator("part", "Part", "%", nature="stock").counted_as
    assert Indicator("part", "Part", "%").counted_as == "moyenne"


SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "a nature that is none": ({"nature": "médiane"}, "nature inconnue « médiane »"),
    "a ratio without a part": ({"nature": "ratio", "numerator": ("ca",)}, "un numérateur et un dénominateur"),
    "a part that nobody knows": ({"nature": "ratio", "numerator": ("ca",), "denominator": ("x",)}, "« x » n’est"),
    "a ratio of a ratio": ({"nature": "ratio", "numerator": ("panier",), "denominator": ("ca",)}, "ne s’additionne"),
    "parts of what is no ratio": ({"numerator": ("ca",)}, "n’a ni numérateur ni dénominateur"),
}


@pytest.mark.parametrize(("chosen", "told"), SLIPS.values(), ids=SLIPS)
def test_settings_refuse(chosen: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        dataclasses.replace(FIRM, indicators=(*INDICATORS, Indicator("neuf", "Neuf", "€", **chosen)))
    assert not french_left(caught.value.detail_en)


# --- any figures, against the rules in plain Python -------------------------------------------------------

RATIOS = {"panier": (("ca",), ("signees",)), "taux": (("rdv",), ("appels", "visites"))}
FLOWS = ("ca", "signees", "appels", "visites", "rdv")
Figures = list[tuple[Fraction | None, Fraction | None]]


def summed(typed: Mapping[str, Figures], keys: tuple[str, ...], month: int, side: int) -> Fraction | None:
    """What the indicators of one side of a ratio come to in a month, None if one is not known."""
    known = [value for key in keys if (value := typed[key][month][side]) is not None]
    return sum(known, Fraction(0)) if len(known) == len(keys) else None


def ratio(everybody: list[Mapping[str, Figures]], key: str) -> Fraction | None:
    above, under = (
        [[summed(typed, side, month, 1) for month in range(6)] for typed in everybody] for side in RATIOS[key]
    )
    pairs = [
        (a, b)
        for mine, theirs in zip(above, under, strict=True)
        for a, b in zip(mine, theirs, strict=True)
        if a is not None and b is not None
    ]
    bottom = sum((b for _, b in pairs), Fraction(0))
    return sum((a for a, _ in pairs), Fraction(0)) / bottom if bottom else None


def landing(months: Figures) -> Fraction | None:
    both = [(target, value) for target, value in months if target is not None and value is not None]
    known = [value for _, value in months if value is not None]
    compared = sum((target for target, _ in both), Fraction(0))
    if not both:
        return None
    left = sum((target for target, _ in months if target is not None), Fraction(0)) - compared
    pace = sum((value for _, value in both), Fraction(0)) / compared if compared > 0 else 1
    exact = sum(known, Fraction(0)) + left * pace
    return Fraction(int(abs(exact) + Fraction(1, 2))) * (1 if exact >= 0 else -1)


def last(months: Figures) -> Fraction | None:
    return next((value for _, value in reversed(months) if value is not None), None)


def total(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def rules(everybody: list[Mapping[str, Figures]]) -> dict[tuple[str, str], Fraction | int | None]:
    """The figures of the team, added up by hand."""
    found: dict[tuple[str, str], Fraction | int | None] = {}
    for key in FLOWS:
        every = [typed[key] for typed in everybody]
        found[key, "realise"] = total([value for months in every for _, value in months])
        found[key, "objectif"] = total([target for months in every for target, _ in months])
        found[key, "atterrissage"] = total([landing(months) for months in every])
        found[key, "mois_manquants"] = sum(
            target is not None and value is None for months in every for target, value in months[:4]
        )
    found["actifs", "realise"] = found["actifs", "atterrissage"] = total([last(t["actifs"]) for t in everybody])
    notes = [note for typed in everybody if (note := last(typed["note"])) is not None]
    found["note", "realise"] = None
    found["note", "plus_bas"], found["note", "plus_haut"] = min(notes, default=None), max(notes, default=None)
    for key in RATIOS:
        found[key, "realise"] = ratio(everybody, key)
    return found


figures = st.none() | st.integers(0, 400).map(lambda quarters: Fraction(quarters, 4))
months_of = st.lists(st.tuples(figures, figures), min_size=6, max_size=6)
typed_by_one = st.fixed_dictionaries(dict.fromkeys((*FLOWS, "actifs", "note"), months_of))


@pytest.mark.long
@given(st.lists(typed_by_one, min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_any_team_comes_to_what_the_rules_say(everybody: list[Mapping[str, Figures]]) -> None:
    as_typed: list[Typed] = [
        {
            key: [tuple(None if v is None else float(v) for v in pair) for pair in months]  # type: ignore[misc]
            for key, months in typed.items()
        }
        for typed in everybody
    ]
    ecarts = team_of(*(plan(f"Personne {number}", typed) for number, typed in enumerate(as_typed)))
    expected = rules(everybody)
    shown = {place: line(ecarts, place[0])[place[1]] for place in expected}
    assert shown == pytest.approx({place: None if v is None else float(v) for place, v in expected.items()}, abs=1)
    exact = {place for place in expected if place[1] != "atterrissage"}
    assert {place: shown[place] for place in exact} == pytest.approx(
        {place: None if (v := expected[place]) is None else float(v) for place in exact}
    )

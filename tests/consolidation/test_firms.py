"""Any firm at all: its files go the whole way, and every figure is held against the rules in plain Python."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

import pacxl
from pacxl import Contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.table import Table
from pacxl.jobs.totals import TOTALS, totals_of_team
from tests import judges, oracle
from tests.consolidation.firms import FIRM, NATURES, OTHER, REVENUE, TODAY, Firm, contents_of, firms, workbooks_of
from tests.oracle import Action, Deal, Decided, Figures, File, Month
from tests.plans import MARKET, drawn
from tests.workbooks import figures_of

FILE_CODES = (
    "file-twice",
    "firm-near",
    "other-firm",
    "other-period",
    "owner-incomplete",
    "period-twice",
    "person-near",
    "same-person-twice",
)


def is_figure(shown: Any, exact: Any) -> bool:
    """Whether a figure is the exact one, as it is rounded: to the cent, to half a cent of it."""
    if shown is None or pd.isna(shown) or exact is None:
        return exact is None and (shown is None or bool(pd.isna(shown)))
    return abs(float(shown) - float(exact)) <= 0.005 + 1e-9 * max(1.0, abs(float(exact)))


def differences(place: str, shown: Any, exact: dict[str, Any]) -> Iterator[str]:
    for key, value in exact.items():
        if key in shown and not is_figure(shown[key], value):
            yield f"{place} · {key}: shown {shown[key]}, by the rules {None if value is None else float(value)}"


def told_of(team: Contents) -> Counter[tuple[str, str]]:
    return Counter((each.place.file, each.code) for each in team.found if each.code in FILE_CODES)


# --- the whole workbook -----------------------------------------------------------------------------------


def front(ecarts: Contents, exact: Figures) -> Iterator[str]:
    shown = dict(ecarts.figures)
    for key in ("ouvert", "signe"):
        shown[f"carnet_{key}"] = shown[f"synthese_{key}"]
    shown["carnet_pondere"] = shown["synthese_probabilise"]
    yield from differences("Synthèse", shown, exact.front)
    yield from differences("Carnet", ecarts.figures, exact.front)
    totals = totals_of_team(ecarts)
    assert totals.keys() == set(TOTALS)
    yield from differences("--json", totals, exact.front)


def families_of(firm: Firm, decided: Decided) -> list[str]:
    """The families of the templates that count, each once."""
    templates = dict(zip((file.name for file in firm.files), firm.templates, strict=True))
    used = [templates[file.name] for _, file in decided.counted]
    return [family.sheet for family in (OTHER if "OTHER" in used else FIRM).families]


def name_of(person: str, team: Any) -> tuple[str, str]:
    return oracle.one_name(person), "" if pd.isna(team) else oracle.one_name(team)


def rolled_up(ecarts: Contents, exact: Figures) -> Iterator[str]:
    """Each line of each roll-up; that there is one for each family and person, and for each month that has one; and
    that the lines, with what stands apart, make the total."""
    families, people, months = ecarts.par_famille, ecarts.par_commercial, ecarts.par_mois
    keys: dict[str, list[Any]] = {
        "par_famille": [oracle.one_name(family) for family in families["famille"]],
        "par_commercial": [name_of(*owner) for owner in zip(people["commercial"], people["equipe"], strict=True)],
        "par_mois": [(month.year, month.month) for month in months["mois"]],
    }
    lines: dict[str, dict[Any, dict[str, Any]]] = {
        "par_famille": exact.by_family,
        "par_commercial": exact.by_person,
        "par_mois": exact.by_month,
    }
    for name, named in keys.items():
        if len(set(named)) < len(named) or not set(lines[name]) - {None} <= set(named):
            yield f"{name}: the lines are {named}, not {list(lines[name])}"
            continue
        nothing = oracle.sums([], TODAY)
        for key, (_, line) in zip(named, ecarts.frames[name].iterrows(), strict=True):
            yield from differences(f"{name} {key}", line, lines[name].get(key, nothing))
        yield from closed(ecarts, ecarts.book.by_key[name], exact)


def closed(ecarts: Contents, table: Table, exact: Figures) -> Iterator[str]:
    """The line of totals of a roll-up, what stands apart, and *Autres*, which is 0."""

    def shown(formula: Any, column: Any) -> Any:
        return evaluate_figure(formula, ecarts.world, column.kind)

    for column in table.columns:
        place = f"{table.key}, total of {column.key}"
        known = exact.front if column.key.startswith("carnet_") else exact.whole
        if column.total is not None and column.key in known:
            yield from differences(place, {column.key: shown(column.total, column)}, {column.key: known[column.key]})
        if column.rest is not None and abs(shown(column.rest, column)) > 0.005 * (len(ecarts.frames[table.key]) + 1):
            yield f"{place}: {shown(column.rest, column)} in no line"
        if column.apart and table.key == "par_mois":
            undated = {column.key: exact.by_month[None][column.key]}
            yield from differences(f"{place}, undated", {column.key: shown(column.apart[0], column)}, undated)


def indicators(ecarts: Contents, decided: Decided) -> Iterator[str]:
    team, people = oracle.team_lines(decided, NATURES, TODAY)
    lines = ecarts.par_indicateur
    named = list(zip(lines["indicateur"], lines["unite"], lines["sens"], strict=True))
    if sorted(named) != sorted(team):
        yield f"par_indicateur: the lines are {named}, not {list(team)}"
        return
    for key, (_, line) in zip(named, lines.iterrows(), strict=True):
        yield from differences(f"par_indicateur {key}", line, team[key])
    for _, line in ecarts.indicateurs_par_commercial.iterrows():
        owner = name_of(line["commercial"], line["equipe"])
        key = (line["indicateur"], line["unite"], line["sens"])
        yield from differences(f"{owner} {key}", line, people[owner, key])


def red(ecarts: Contents) -> Iterator[str]:
    """What is red, orange or counted as to be checked, beyond the findings that there are."""
    for key in ("preuve", "lecture"):
        for _, line in ecarts.frames[key].query("preuve != 'juste'").iterrows():
            yield f"{key}: {line['fichier']} {line.get('donnee', line.get('colonne'))} is {line['preuve']}"
    wrong = ecarts.sources.query("preuve != 'juste' or preuve_cellules != 'juste'")
    yield from (f"Sources: {file}" for file in wrong["fichier"])
    told = ecarts.constats.query("code not in ('gap-unexplained', 'closing-missing')")  # which make no figure wrong
    grave = [each for each in told["gravite"] if each != "pour information"]
    for _, line in ecarts.a_verifier.iterrows():
        if line["nombre"] and not line["controle"].startswith("Constats"):
            yield f"{line['controle']}: {line['nombre']}"
    if ecarts.figures["a_verifier"] != len(grave):
        yield f"À vérifier: {ecarts.figures['a_verifier']}, not {len(grave)}"


def wrongs(firm: Firm, plans: list[Contents]) -> list[str]:
    """Where a firm's figures are not those that the rules make."""
    try:
        decided = oracle.decide(firm.files, firm.asked, TODAY)
    except oracle.Tie:
        with pytest.raises(pacxl.SettingsError, match="--company"):
            pacxl.consolidate(plans, period=firm.asked, today=TODAY)
        return []
    return wrongs_of(pacxl.consolidate(plans, period=firm.asked, today=TODAY), firm, decided)


def wrongs_of(team: Contents, firm: Firm, decided: Decided) -> list[str]:
    ecarts = pacxl.variance(team, today=TODAY)
    fates = dict(zip(ecarts.sources["fichier"], ecarts.sources["statut"], strict=True))
    found = [f"{file}: {fates[file]}, not {fate}" for file, fate in decided.fate.items() if fates[file] != fate]
    if told_of(team) != decided.told:
        found.append(f"told: {told_of(team)}, not {decided.told}")
    if found:
        return found
    exact = oracle.figures(decided, TODAY, families_of(firm, decided), REVENUE)
    return [
        *front(ecarts, exact),
        *rolled_up(ecarts, exact),
        *indicators(ecarts, decided),
        *red(ecarts),
    ]


# --- what such firms have shown ---------------------------------------------------------------------------


def file(name: str, person: str, period: str = "2026-T2", saved: int = 0, **held: Any) -> File:
    """A file of the team Nord, unless `held` says another thing."""
    given = {"team": "Nord", "firm": "Alpes Piscines", "chances": {"Devis": Fraction(1, 2)}, **held}
    return File(name, person, period=period, saved=saved, **given)


def month(indicator: str, number: int, aim: int | None, done: int | None, unit: str = "clients") -> Month:
    typed = (None if value is None else Fraction(value) for value in (aim, done))
    return Month(indicator, dt.date(2026, number, 1), unit, "plus haut", *typed)


def spending(step: str, budget: int, spent: int | None = None, day: dt.date | None = None) -> Action:
    return Action(MARKET, step, Fraction(budget), None if spent is None else Fraction(spent), end=day)


IN_MAY, IN_JUNE, LAST_YEAR = dt.date(2026, 5, 4), dt.date(2026, 6, 30), dt.date(2025, 6, 30)
ACTIONS = (spending("Visiter", 100, 60, IN_MAY), spending("Relancer", 900))
SIGNED = (Deal("A", Fraction(1000), issue="gagnée", closed=LAST_YEAR), Deal("B", Fraction(50), issue="gagnée"))
DEALS = (Deal("C", Fraction(70), Fraction(1, 2)),)
SHOWN: dict[str, tuple[tuple[File, ...], str]] = {
    "the share of a total is that of all rows, with those that stand apart": (
        (file("a", "Ada", actions=ACTIONS),),
        "",
    ),
    "no file is of the period that is asked for": ((file("a", "Ada", "2025-T2", actions=ACTIONS),), "2026-T2"),
    "the period that counts is the one asked for, whatever plans were made for": (
        (file("a", "Ada", "2026-T1", deals=SIGNED), file("b", "Eve", deals=SIGNED)),
        "2026",
    ),
    "a file without a name does not join the team of another": (
        (file("a", "", actions=ACTIONS), file("b", "", team="", actions=ACTIONS[:1])),
        "",
    ),
    "a person's stock is the last month of all their files": (
        (
            file("a", "Ada", "2026-T1", months=(month("Clients actifs", 3, 50, 40),)),
            file("b", "Ada", "2026-T2", months=(month("Clients actifs", 4, 50, 44),)),
            file("c", "Eve", "2026-T2", months=(month("Clients actifs", 4, 10, 12),)),
        ),
        "2026",
    ),
    "a person's pace is that of all their files": (
        (
            file("a", "Ada", "2026-T1", months=(month(REVENUE, 3, 10, 8, "€"),)),
            file(
                "b", "Ada", "2026-T2", months=(month(REVENUE, 4, 1000, 500, "€"), month(REVENUE, 6, 400, None, "€"))
            ),
        ),
        "2026",
    ),
    "of three versions, the latest of those that no other holds all of counts": (
        (
            file("b", "Ada", saved=2, actions=ACTIONS[:1]),
            file("c", "Ada", saved=1, actions=(spending("Visiter", 7),)),
            file("a", "Ada", saved=0, actions=ACTIONS),
        ),
        "",
    ),
    "of two older versions, the later is the one whose table counts": (
        (
            file("a", "Ada", saved=1, deals=DEALS),
            file("b", "Ada", saved=0, deals=SIGNED),
            file("c", "Ada", saved=2, actions=ACTIONS),
        ),
        "",
    ),
}


@pytest.mark.parametrize(("files", "asked"), SHOWN.values(), ids=SHOWN)
def test_a_firm_that_was_not_added_up_right(files: tuple[File, ...], asked: str) -> None:
    firm = Firm(files, ("FIRM",) * len(files), asked)
    assert wrongs(firm, contents_of(firm)) == []


# --- any at all -------------------------------------------------------------------------------------------


@pytest.mark.long
@given(firms())
@settings(deadline=None, max_examples=int(os.environ.get("PACXL_FIRMS", "40")))
def test_any_firm_comes_to_what_the_rules_say(firm: Firm) -> None:
    assert wrongs(firm, contents_of(firm)) == []


@pytest.mark.long
@pytest.mark.parametrize("number", range(int(os.environ.get("PACXL_FIRMS_WRITTEN", "1"))))
def test_a_firm_goes_the_whole_way_through_files(number: int, tmp_path: Path) -> None:
    """Plans written and read; the écarts as they are stored, and as IronCalc computes them anew."""
    sent = tmp_path / "reçus"
    sent.mkdir()
    firm = drawn(firms().filter(lambda firm: 2 <= len(firm.files) <= 7 and not is_tie(firm)), number)
    decided = oracle.decide(firm.files, firm.asked, TODAY)
    team = pacxl.consolidate(workbooks_of(firm, sent), period=firm.asked, today=TODAY)
    assert wrongs_of(team, firm, decided) == []
    path = pacxl.write(pacxl.variance(team, today=TODAY), tmp_path / "ecarts.xlsx")
    stored = figures_of(path, "Axes") | figures_of(path, "Carnet")
    exact = oracle.figures(decided, TODAY, families_of(firm, decided), REVENUE).front
    assert list(differences("Synthèse", {key: stored[label] for label, key in FRONT.items()}, exact)) == []
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


FRONT = {
    "Actions": "actions",
    "En retard": "en_retard",
    "Budget": "budget",
    "Dépensé": "depense",
    "dont hors budget": "hors_budget",
    "Écart constaté (acquis)": "ecart_constate",
    "dont dépassements": "depassements",
    "dont économies": "economies",
    "Atterrissage": "atterrissage",
    "Écart à l’atterrissage": "ecart_atterrissage",
    "Budget libéré": "budget_libere",
    "Affaires ouvertes": "carnet_ouvert",
    "Total probabilisé": "carnet_pondere",
    "Affaires signées": "carnet_signe",
}


def is_tie(firm: Firm) -> bool:
    try:
        oracle.decide(firm.files, firm.asked, TODAY)
    except oracle.Tie:
        return True
    return False

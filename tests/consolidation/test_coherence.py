"""Figures that the settings declare equal: side by side on *Cohérence*, red only where declared and different; the
same in the frames, in the stored cells and as LibreOffice and IronCalc compute them anew."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.books.ecarts.controls import TO_CHECK
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.errors import SettingsError
from pacxl.plan.coherence import COMPARABLES, PAIRS, checked_for_coherence, coherence_pairs
from pacxl.plan.tables.indicators import REVENUE
from pacxl.settings.model import Equality, Indicator, Settings
from pacxl.settings.text import load_toml
from pacxl.typography import plain_spaces
from tests import judges
from tests.conftest import Anew
from tests.consolidation.test_preuve import all_of, controls, lines, retyped, wrong
from tests.plans import MARKET, SMALL, TODAY
from tests.printed import french_left
from tests.workbooks import opened

BUDGET = Equality("actions.budget", "budget.budget")
REVENUES = Equality("canaux.ca_realise", "indicateurs.realise")  # declared the other way round: it is the same pair
CHANCES = Equality("scenarios.probabilite", "100 %")
INDICATORS = (*SMALL.indicators, Indicator(REVENUE, "Chiffre d’affaires", "€"))
FIRM = dataclasses.replace(
    SMALL,
    sections=("diagnostic", "canaux", "budget"),
    indicators=INDICATORS,
    equalities=(BUDGET, REVENUES, CHANCES),
    period="2026-T2",
)
Frames = dict[str, Any]


def actions(*budgets: float | None, decision: str | None = None) -> Frames:
    size = len(budgets)
    steps = [f"Étape {number}" for number in range(size)]
    columns = {"famille": [MARKET] * size, "etape": steps, "budget": budgets}
    return {"actions": columns | ({"decision": [decision] * size} if decision else {})}


def roi(*budgets: float | None) -> Frames:
    return {"budget": {"libelle": [f"Ligne {number}" for number in range(len(budgets))], "budget": budgets}}


def revenue(*months: float | None) -> Frames:
    days = [dt.date(2026, 4 + number, 1) for number in range(len(months))]
    names = ["Chiffre d’affaires"] * len(months)
    return {"indicateurs": {"indicateur": names, "unite": ["€"] * len(months), "mois": days, "realise": months}}


def channels(*amounts: float | None) -> Frames:
    return {"canaux": {"canal": [f"Canal {number}" for number in range(len(amounts))], "ca_realise": amounts}}


def chances(*shares: float | None) -> Frames:
    return {"scenarios": {"scenario": [f"Cas {number}" for number in range(len(shares))], "probabilite": shares}}


def typed(frames: Frames, person: str = "Ada", firm: Settings = FIRM) -> Contents:
    """A person's plan."""
    return make_contents(pac_book(firm), frames, Identity("pac", "1", "Essai", person, "Nord", firm.period), TODAY)


def written(folder: Path, frames: Frames, person: str = "Ada", firm: Settings = FIRM) -> Path:
    return pacxl.write(typed(frames, person, firm), folder / f"PAC_{person}.xlsx")


def team_of(folder: Path, *people: Frames, firm: Settings = FIRM) -> Contents:
    """The consolidation of some people's files."""
    for person, frames in zip(("Ada", "Paul", "Zoé"), people, strict=False):
        written(folder, frames, person, firm)
    return pacxl.consolidate(pacxl.read_all([folder]))


def verdicts(ecarts: Contents) -> dict[str, str]:
    """The verdict of each line that the settings declare."""
    pairs, wholes = (table[table["comparaison"] == DECLARED] for table in (ecarts.coherence, ecarts.coherence_parts))
    names = [*(pairs["un"] + " = " + pairs["autre"]), *(wholes["fichier"] + " " + wholes["un"])]
    return dict(zip(names, [*pairs["verdict"], *wholes["verdict"]], strict=True))


DECLARED = "déclarés égaux"
MONEY = "Actions · Budget = Budget et ROI · Budget"
SALES = "Indicateurs · Réalisé (CA) = Canaux · CA réalisé"
SHARES = "PAC_Ada.xlsx Scénarios · Probabilité"
EQUAL, DIFFERENT, NOTHING = "égal", "diffère", "rien à comparer"

# What one person wrote, of each pair; then the lines that are not « rien à comparer » or absent, and the findings of
# the file.
CASES: dict[str, tuple[Frames, dict[str, str], list[str]]] = {
    "the same to the cent; another revenue; no share at all": (
        actions(1000.1, 200.2) | roi(1200.3) | revenue(1000.0) | channels(1500.0) | chances(None, None),
        {MONEY: EQUAL, SALES: DIFFERENT},
        ["figures-differ"],
    ),
    "three thirds, each rounded to the cent; a month and a channel that are blank; shares of 100 %": (
        actions(33.33, 33.33, 33.33)
        | roi(100.0)
        | revenue(1000.0, None, 500.0)
        | channels(1500.0, None)
        | chances(0.5, 0.3, 0.2),
        {MONEY: EQUAL, SALES: EQUAL, SHARES: EQUAL},
        [],
    ),
    "two cents on two amounts, more than rounding; shares of 99.99 %: thirds to two decimals": (
        actions(100.02) | roi(100.0) | chances(0.3333, 0.3333, 0.3333),
        {MONEY: DIFFERENT, SHARES: EQUAL},
        ["figures-differ"],
    ),
    "a budget that is not retained counts for nothing; shares of 102 %": (
        actions(500.0, decision="non retenue") | roi(500.0) | chances(0.5, 0.52),
        {SHARES: DIFFERENT},
        ["shares-not-whole"],
    ),
    "a budget on one side only; shares of 99.9999 %": (
        actions(500.0) | chances(0.333333, 0.333333, 0.333333),
        {SHARES: EQUAL},
        [],
    ),
    "a typed 0 is a figure": (actions(0.0) | roi(500.0), {MONEY: DIFFERENT}, ["figures-differ"]),
    "all at once; shares of 98 %": (
        actions(1.0) | roi(2.0) | revenue(3.0) | channels(4.0) | chances(0.5, 0.48, None),
        {MONEY: DIFFERENT, SALES: DIFFERENT, SHARES: DIFFERENT},
        ["figures-differ", "figures-differ", "shares-not-whole"],
    ),
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contents]:
    """The plan of each case, as it is read."""
    folder = tmp_path_factory.mktemp("cas")
    for number, (frames, *_) in enumerate(CASES.values()):
        written(folder, frames, f"Personne {number}")
    return dict(zip(CASES, pacxl.read_all([folder]), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_one_plan_and_its_ecarts_say_the_same(case: str, plans: dict[str, Contents]) -> None:
    _, lines_told, codes = CASES[case]
    team = pacxl.consolidate([plans[case]])
    told = {key: word for key, word in verdicts(pacxl.variance(team, today=TODAY)).items() if word != NOTHING}
    assert told == {key.replace("PAC_Ada.xlsx", plans[case].file): word for key, word in lines_told.items()}
    found = [finding.code for finding in team.found if finding.code in ("figures-differ", "shares-not-whole")]
    assert found == codes


@pytest.mark.long
def test_what_is_not_declared_is_shown_and_counts_for_nothing(tmp_path: Path) -> None:
    quiet = dataclasses.replace(FIRM, equalities=())
    team = team_of(tmp_path, CASES["all at once; shares of 98 %"][0], firm=quiet)
    ecarts = pacxl.variance(team, today=TODAY)
    shown = [*ecarts.coherence["verdict"].dropna(), *ecarts.coherence_parts["verdict"]]
    assert set(shown) == {"diffère (information)", NOTHING}
    assert ecarts.figures["a_verifier"] == 0
    assert list(team.found) == []


def test_a_finding_says_both_amounts_where_and_the_way_out(tmp_path: Path) -> None:
    (found,) = pacxl.read(written(tmp_path, actions(1000.5) | roi(900.0))).found
    assert (found.place.file, found.place.sheet, found.place.column) == ("PAC_Ada.xlsx", "Budget et ROI", "Budget")
    assert found.place.cell != ""
    said = plain_spaces(found.message())
    assert said == (
        "Actions · Budget fait 1 000,50 € et Budget et ROI · Budget 900,00 €, alors que les réglages les déclarent "
        "égaux : 100,50 € d’écart."
    )
    assert "Cohérence" in plain_spaces(found.remedy())
    assert "1\u202f000,50\u00a0€" in found.message("en")


# --- a team -----------------------------------------------------------------------------------------------


def test_figures_that_only_the_team_has_are_compared_and_told_once() -> None:
    """The actions are in one plan, the lines of Budget et ROI in another: no plan alone has anything to compare."""
    team = pacxl.consolidate([typed(actions(1000.0), "Ada"), typed(roi(400.0, 500.0), "Paul")])
    ecarts = pacxl.variance(team, today=TODAY)
    assert verdicts(ecarts)[MONEY] == DIFFERENT
    (told,) = team.found
    assert (told.code, told.place.file, told.place.sheet) == ("figures-differ", "", "Sources et preuve")
    assert "1 000,00 €" in plain_spaces(told.message())
    assert "900,00 €" in plain_spaces(told.message())
    checked = ecarts.a_verifier.set_index("controle")["nombre"]
    assert checked[checked > 0].to_dict() == {"Chiffres déclarés égaux": 1}


@pytest.mark.long
def test_what_two_files_have_too_much_and_too_little_is_told_of_each(tmp_path: Path) -> None:
    team = team_of(tmp_path, actions(1000.0) | roi(900.0), actions(500.0) | roi(600.0))
    ecarts = pacxl.variance(team, today=TODAY)
    assert verdicts(ecarts)[MONEY] == EQUAL
    assert [finding.place.file for finding in team.found] == ["PAC_Ada.xlsx", "PAC_Paul.xlsx"]
    checked = ecarts.a_verifier.set_index("controle")["nombre"]
    assert checked[checked > 0].to_dict() == {"Constats à vérifier": 2}


@pytest.mark.long
def test_the_shares_of_each_person_are_a_whole_of_their_own(tmp_path: Path) -> None:
    team = team_of(tmp_path, chances(0.5, 0.48), chances(0.5, 0.52), chances(1.0))
    ecarts = pacxl.variance(team, today=TODAY)
    parts = ecarts.coherence_parts
    declared = parts[parts["comparaison"] == DECLARED].set_index("commercial")
    assert declared["verdict"].to_dict() == {"Ada": DIFFERENT, "Paul": DIFFERENT, "Zoé": EQUAL}
    assert declared["difference"].to_dict() == {"Ada": -2.0, "Paul": 2.0, "Zoé": 0.0}
    assert ecarts.figures["a_verifier"] == 2


# --- three doors, and what people do in the file ----------------------------------------------------------

MANY = actions(33.33, 33.33, 33.33) | roi(100.0) | revenue(1000.0, None, 500.5) | channels(1500.5, 0.0)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Two people whose declared figures are all equal."""
    folder = tmp_path_factory.mktemp("coherence")
    return team_of(folder, MANY | chances(0.5, 0.3, 0.2), actions(20.0, 30.0) | roi(50.0) | chances(0.25, 0.75))


@pytest.fixture(scope="module")
def ecarts(team: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their écarts workbook."""
    folder = tmp_path_factory.mktemp("ecarts")
    return pacxl.write(pacxl.variance(team, today=TODAY), folder / "ecarts.xlsx")


def red(path: Path) -> set[str]:
    """The lines of *Cohérence* that differ though they are declared equal."""
    workbook = opened(path)
    found = {line["Premier chiffre"] for line in lines(workbook, "Coherence") if line["Verdict"] == DIFFERENT}
    return found | {line["Fichier"] for line in lines(workbook, "Coherence_parts") if line["Verdict"] == DIFFERENT}


@pytest.mark.long
def test_the_stored_cells_say_what_the_frames_say(ecarts: Path, team: Contents) -> None:
    workbook = opened(ecarts)
    frames = pacxl.variance(team, today=TODAY).frames
    for table, part in (("coherence", "Coherence"), ("coherence_parts", "Coherence_parts")):
        stored = [list(line.values()) for line in lines(workbook, part)]
        computed = frames[table].astype(object).to_numpy().tolist()
        assert [["" if cell is None else cell for cell in row] for row in stored] == [
            ["" if pd.isna(cell) else cell for cell in row] for row in computed
        ]


@pytest.mark.judge
def test_outside_engines_compute_the_same(tmp_path: Path) -> None:
    team = team_of(tmp_path, MANY | chances(0.5, 0.48), CASES["all at once; shares of 98 %"][0])
    path = pacxl.write(pacxl.variance(team, today=TODAY), tmp_path / "ecarts.xlsx")
    stored = {cell: value for cell, value in judges.formula_cells(path).items() if cell[0] == "Sources et preuve"}
    assert len(stored) > 30
    for engine in (judges.by_ironcalc, judges.by_libreoffice):
        assert list(judges.disagreements(stored, engine(path, stored))) == [], engine


EDITS: dict[str, tuple[Callable[[Any], None], set[str], set[str]]] = {
    "nothing": (lambda _: None, set(), set()),
    "a budget of Budget et ROI is raised, the revenue of a month cut, a share raised": (
        all_of(
            retyped("Budget", 1, "Budget", 150.0),
            retyped("Indicateurs", 1, "Réalisé", 900.0),
            retyped("Scenarios", 1, "Probabilité", 0.6),
        ),
        {"Actions · Budget", "Indicateurs · Réalisé (CA)", "PAC_Ada.xlsx"},
        {"Ada · Budget et ROI · Budget", "Ada · Indicateurs · Réalisé", "Ada · Scénarios · Probabilité"},
    ),
    "a budget of an action is raised by a cent, which is rounding": (
        retyped("Actions", 1, "Budget", 33.34),
        set(),
        {"Ada · Actions · Budget", "Ada · Actions · Décision : vide"},
    ),
}


@pytest.fixture(scope="module")
def recalculated(ecarts: Path, anew: Anew) -> dict[str, Path]:
    """The workbook after each edit, as LibreOffice computes it anew."""
    return anew("retouches", ecarts, {name: do for name, (do, _, _) in EDITS.items()})


@pytest.mark.judge
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_turns_exactly_its_line_red_and_that_of_the_proof(edit: str, recalculated: dict[str, Path]) -> None:
    _, coherence, proof = EDITS[edit]
    assert red(recalculated[edit]) == coherence
    assert wrong(recalculated[edit]) == proof
    found = controls(recalculated[edit])
    assert found.get("Chiffres déclarés égaux", 0) == len(coherence)
    assert found.get("Preuve des totaux", 0) == len(proof)


def test_each_figure_leads_to_its_sheet(ecarts: Path) -> None:
    workbook = opened(ecarts)
    sheet = workbook["Sources et preuve"]
    targets = [
        str(cell.hyperlink.location).split("!")[0].strip("'")
        for row in sheet[sheet.tables["Coherence"].ref][1:]
        for cell in row
        if cell.hyperlink is not None
    ]
    told = [line[key] for line in lines(workbook, "Coherence") for key in ("Feuille du premier", "Feuille du second")]
    assert targets == told
    assert set(targets) <= set(workbook.sheetnames)
    front = [line["Où"] for line in lines(workbook, "A_verifier") if line[TO_CHECK] == "Chiffres déclarés égaux"]
    assert front == ["Sources et preuve"]


# --- what can be declared ---------------------------------------------------------------------------------


def test_only_what_the_plan_has_is_compared() -> None:
    plain = dataclasses.replace(FIRM, sections=(), indicators=SMALL.indicators)
    assert coherence_pairs(pac_book(plain), plain) == []
    assert "coherence" not in ecarts_book(plain).by_key
    cents = dataclasses.replace(FIRM, indicators=(Indicator(REVENUE, "CA", "k€"), Indicator("a", "A", "€")))
    assert "indicateurs" not in {
        side.table for pair, _ in coherence_pairs(pac_book(cents), cents) for side in pair.figures
    }


def test_each_figure_is_called_by_its_table_and_its_header() -> None:
    plan = pac_book(load_toml("complet"))
    for each in COMPARABLES:
        table = plan.by_key[each.table]
        assert each.label.removesuffix(" (CA)") == f"{table.title} · {table.by_key[each.column].header}"


IMPOSSIBLE: dict[str, tuple[tuple[Equality, ...], str]] = {
    "a figure that is none": (
        (Equality("action.budget", "budget.budget"),),
        "chiffre inconnu « action.budget » (vouliez-vous dire « actions.budget » ?)",
    ),
    "a budget and a revenue": (
        (Equality("actions.budget", "canaux.ca_realise"),),
        "« actions.budget » ne se compare qu’à : budget.budget",
    ),
    "an amount and 100 %": ((Equality("actions.budget", "100 %"),), "ne se compare qu’à : budget.budget"),
    "a share and an amount": (
        (Equality("scenarios.probabilite", "budget.budget"),),
        "« scenarios.probabilite » ne se compare qu’à : 100 %",
    ),
    "a figure and itself": ((Equality("budget.budget", "budget.budget"),), "ne se compare qu’à : actions.budget"),
    "100 % and itself": ((Equality("100 %", "100 %"),), "il faut un chiffre"),
    "a pair told twice, the other way round": (
        (BUDGET, Equality("budget.budget", "actions.budget")),
        "est déclarée deux fois",
    ),
}


@pytest.mark.parametrize("slip", IMPOSSIBLE)
def test_an_impossible_equality_is_named(slip: str, tmp_path: Path) -> None:
    told, message = IMPOSSIBLE[slip]
    with pytest.raises(SettingsError, match=re.escape(message)) as caught:
        checked_for_coherence(dataclasses.replace(FIRM, equalities=told))
    assert not french_left(caught.value.detail_en)
    rows = "".join(f'\n[[equalities]]\nfigure = "{each.figure}"\nequals = "{each.equals}"\n' for each in told)
    file = tmp_path / "reglages.toml"
    file.write_text(f'based_on = "complet"\ntitle = "Essai"\n{rows}', encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(message)):
        pacxl.load_settings(file)


def test_a_pair_is_the_same_either_way_round(tmp_path: Path) -> None:
    file = tmp_path / "reglages.toml"
    rows = ("scenarios.probabilite", "100 %"), ("100 %", "personas.part_ca"), ("budget.budget", "actions.budget")
    told = "".join(f'[[equalities]]\nfigure = "{one}"\nequals = "{other}"\n' for one, other in rows)
    file.write_text(f'based_on = "complet"\ntitle = "Essai"\n{told}', encoding="utf-8")
    assert pacxl.load_settings(file).equalities == (BUDGET, CHANCES, Equality("personas.part_ca", "100 %"))


def test_the_settings_that_pacxl_ships_declare_what_can_be() -> None:
    for name in ("complet", "operationnel", "smart", "personas", "canaux"):
        settings = load_toml(name)
        assert checked_for_coherence(settings) == settings.equalities == (CHANCES,)
    assert len({pair.key for pair in PAIRS}) == len(PAIRS)


def test_a_revenue_in_another_currency_is_not_compared(tmp_path: Path) -> None:
    dollars = revenue(700.0, 700.0)
    dollars["indicateurs"]["unite"] = ["$", "$"]
    team = team_of(tmp_path, revenue(1000.0) | channels(1000.0), dollars)
    ecarts = pacxl.variance(team, today=TODAY)
    assert verdicts(ecarts)[SALES] == EQUAL
    assert ecarts.coherence.set_index("un").loc["Indicateurs · Réalisé (CA)", "montant_un"] == 1000
    assert "figures-differ" not in team.findings["code"].tolist()

"""The first page of the écarts: every figure follows the choice of a person or a team, as plain Python and outside
engines compute it; the largest gaps come first, with what their plans say of them."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.a1 import address
from pacxl.books.ecarts.controls import NAME
from pacxl.books.ecarts.view import EVERYBODY
from pacxl.compute.contents import Contents
from pacxl.definition.layout import lay_out
from pacxl.definition.sheet import Figures, Selector, Tiles
from pacxl.french.numerals import in_euros
from pacxl.settings.model import Indicator
from pacxl.settings.people import Person
from tests import judges
from tests.plans import MARKET, PAUL, SMALL, plan

DAY = dt.date(2026, 6, 30)
SALES = Indicator("chiffre_affaires", "Chiffre d’affaires", "€")
FIRM = replace(
    SMALL,
    indicators=(*SMALL.indicators, SALES, Indicator("marge", "Marge", "€")),
    people=(Person("Paul", "Nord"), Person("Paul", "Sud"), Person("Zoé", "Sud"), Person("Malik", "")),
    threshold=300.0,
)
APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


@dataclass(frozen=True)
class Member:
    """What a person typed: months of revenue (objectif, réalisé), actions (budget, dépensé, finished), deals (amount,
    probability, issue)."""

    name: str
    team: str
    months: tuple[tuple[float | None, float | None], ...] = ()
    actions: tuple[tuple[str, float | None, float | None, bool], ...] = ()
    deals: tuple[tuple[float, float, str | None], ...] = ()


TEAM = (
    Member(
        "Paul",
        "Nord",
        ((1000, 700), (1000, None)),
        (("Choisir", 500, 800, True), ("Mesurer", 300, None, False)),
        ((4000, 0.5, None), (900, 1.0, "gagnée")),
    ),
    Member("Paul", "Sud", ((500, 650),), (("Choisir", 200, 150, True),), ((2000, 0.25, None),)),
    Member("Zoé", "Sud", ((800, 300), (800, 900)), (("Mesurer", None, 60, True),), ((700, 0.1, "perdue"),)),
)
VIEWS: dict[str, Callable[[Member], bool]] = {
    EVERYBODY: lambda member: True,
    "Équipe Nord": lambda member: member.team == "Nord",
    "Équipe Sud": lambda member: member.team == "Sud",
    "Paul (Nord)": lambda member: (member.name, member.team) == ("Paul", "Nord"),
    "Paul (Sud)": lambda member: (member.name, member.team) == ("Paul", "Sud"),
    "Zoé": lambda member: member.name == "Zoé",
    "Malik": lambda member: False,
}


def contents(member: Member) -> Contents:
    months = list(zip((APRIL, MAY), member.months, strict=False))
    return plan(
        FIRM,
        owner=replace(PAUL, person=member.name, team=member.team, workbook=f"{member.name} {member.team}"),
        actions={
            "famille": [MARKET for _ in member.actions],
            "etape": [step for step, *_ in member.actions],
            "budget": [budget for _, budget, *_ in member.actions],
            "depense": [spent for *_, spent, _ in member.actions],
            "fin": [dt.date(2026, 5, 31) for _ in member.actions],
            "fin_reelle": [dt.date(2026, 5, 30) if done else None for *_, done in member.actions],
            "analyse": ["Plus cher que prévu" if step == "Choisir" else None for step, *_ in member.actions],
        },
        carnet={
            "societe": [f"Client {number}" for number, _ in enumerate(member.deals)],
            "montant": [amount for amount, *_ in member.deals],
            "probabilite": [chance for _, chance, _ in member.deals],
            "issue": [issue for *_, issue in member.deals],
        },
        indicateurs={
            "indicateur": [SALES.name for _ in months],
            "mois": [month for month, _ in months],
            "unite": ["€" for _ in months],
            "sens": ["plus haut" for _ in months],
            "objectif": [aim for _, (aim, _) in months],
            "realise": [done for _, (_, done) in months],
        },
    )


def figures(view: str) -> dict[str, float | None]:
    """The figures of the page, added up by themselves."""
    mine = [member for member in TEAM if VIEWS[view](member)]
    months = [month for member in mine for month in member.months]
    known = [(aim, done) for aim, done in months if aim is not None and done is not None]
    sales = [
        sum(done - aim for aim, done in member.months if aim is not None and done is not None) for member in mine
    ]
    actions = [action for member in mine for action in member.actions]
    deals = [deal for member in mine for deal in member.deals]
    return {
        "chiffre_affaires_realise": sum(done for _, done in known) if known else None,
        "chiffre_affaires_objectif": sum(aim for aim, _ in known) if known else None,
        "chiffre_affaires_ecart": sum(done - aim for aim, done in known) if known else None,
        "synthese_depense": sum(spent or 0 for *_, spent, _ in actions),
        "synthese_budget": sum(budget or 0 for _, budget, *_ in actions),
        "synthese_ecart_constate": sum(
            spent - (budget or 0) for _, budget, spent, done in actions if done and spent is not None
        ),
        "synthese_actions": len(actions),
        "sans_cause": sum(gap < -FIRM.threshold for gap in sales)
        + sum(
            spent - (budget or 0) > FIRM.threshold for _, budget, spent, done in actions if done and spent is not None
        ),
        "synthese_signe": sum(amount for amount, _, issue in deals if issue == "gagnée"),
        "synthese_ouvert": sum(amount for amount, _, issue in deals if issue is None),
        "synthese_probabilise": sum(amount * chance for amount, chance, issue in deals if issue is None),
        **quantiles([(amount, chance) for amount, chance, issue in deals if issue is None]),
    }


def quantiles(deals: list[tuple[float, float]]) -> dict[str, float | None]:
    """Of all the sums that open deals may bring, the least one that they stay within 1 time, 9 times out of 10."""
    sums = {0.0: 1.0}
    for amount, chance in deals:
        grown = [
            (had + got, was * part) for had, was in sums.items() for got, part in ((0, 1 - chance), (amount, chance))
        ]
        sums = {each: sum(part for had, part in grown if had == each) for each, _ in grown}

    def least(share: float) -> float | None:
        reached = accumulate(sums[each] for each in sorted(sums))
        return next(
            (each for each, total in zip(sorted(sums), reached, strict=True) if total >= share and deals), None
        )

    return {"synthese_p10": least(0.1), "synthese_p90": least(0.9)}


@pytest.fixture(scope="module")
def ecarts() -> Contents:
    return pacxl.variance(pacxl.consolidate(map(contents, TEAM), settings=FIRM, today=DAY), today=DAY)


@pytest.fixture(scope="module")
def path(ecarts: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts, tmp_path_factory.mktemp("synthese") / "ecarts.xlsx")


def cells(ecarts: Contents) -> dict[str, str]:
    """Where each figure of the first page stands, and its drop-down."""
    return dict(_cells(ecarts))


def _cells(ecarts: Contents) -> Iterator[tuple[str, str]]:
    first = next(placed for placed in lay_out(ecarts.book, ecarts.world.sizes) if placed.sheet.name == NAME)
    for placed in first.blocks:
        if isinstance(placed.block, Tiles):
            for number, tile in enumerate(placed.block.tiles):
                for down, figure in enumerate((tile.main, *tile.lines), 1):
                    yield figure.key, address(placed.top + down, placed.left + 2 * number + 1)
        elif isinstance(placed.block, Figures):
            for number, item in enumerate(placed.block.figures):
                if isinstance(item, Selector):
                    yield item.key, address(placed.top + 1, placed.left + number)


def unlike(view: str, found: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    wanted = {key: "" if value is None else value for key, value in figures(view).items()}
    return {key: (found[key], value) for key, value in wanted.items() if not judges.same(found[key], value)}


@pytest.mark.long
def test_what_is_stored_is_everybodys(ecarts: Contents) -> None:
    assert unlike(EVERYBODY, {key: "" if value is None else value for key, value in ecarts.figures.items()}) == {}


@pytest.fixture(scope="module")
def in_ironcalc(path: Path) -> judges.InIronCalc:
    return judges.InIronCalc(path)


@pytest.mark.parametrize("view", VIEWS)
def test_every_figure_follows_the_choice(view: str, ecarts: Contents, in_ironcalc: judges.InIronCalc) -> None:
    places = cells(ecarts)
    asked = {(NAME, cell): None for key, cell in places.items() if key != "vue"}
    found = in_ironcalc.values(asked, {(NAME, places["vue"]): view})
    assert unlike(view, {key: found.get((NAME, cell)) for key, cell in places.items()}) == {}


@pytest.mark.judge
@pytest.mark.parametrize("view", ["Équipe Sud", "Paul (Nord)"])
def test_every_figure_follows_the_choice_in_libreoffice(
    view: str, ecarts: Contents, path: Path, tmp_path: Path
) -> None:
    places = cells(ecarts)
    asked = {(NAME, cell): None for key, cell in places.items() if key != "vue"}
    copy = Path(shutil.copy(path, tmp_path))
    found = judges.by_libreoffice(copy, asked, {(NAME, places["vue"]): view})
    assert unlike(view, {key: found.get((NAME, cell)) for key, cell in places.items()}) == {}


@pytest.mark.judge
def test_a_workbook_that_shows_one_person_is_read_as_it_was_and_looks_up_to_date(
    ecarts: Contents, path: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(path, tmp_path))
    judges.by_libreoffice(copy, {}, {(NAME, cells(ecarts)["vue"]): "Zoé"})
    returned = pacxl.read(judges.resaved_by_libreoffice(copy, tmp_path / "autre"))
    assert not set(returned.findings["code"]) & {"value-stale", "formula-overwritten"}
    assert returned.frames["pourquoi"]["ecart"].tolist() == ecarts.frames["pourquoi"]["ecart"].tolist()


def test_all_tiles_end_on_one_line(ecarts: Contents, path: Path) -> None:
    sheet = openpyxl.load_workbook(path)[NAME]
    first = next(placed for placed in lay_out(ecarts.book, ecarts.world.sizes) if placed.sheet.name == NAME)
    tiles, top, left = next(
        (each.block.tiles, each.top, each.left) for each in first.blocks if isinstance(each.block, Tiles)
    )
    assert len({len(tile.lines) for tile in tiles}) > 1
    last = top + 1 + max(len(tile.lines) for tile in tiles) + 1  # openpyxl counts from 1
    cells = [sheet.cell(last, left + 1 + at) for at in range(2 * len(tiles))]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 1
    assert cells[0].fill.fill_type == "solid"
    assert sheet.cell(last + 1, left + 1).fill.fill_type is None


def test_the_choice_offers_everybody_the_teams_and_the_people(ecarts: Contents) -> None:
    assert ecarts.frames["vues"]["vue"].tolist() == [*list(VIEWS)[:3], "Malik", *list(VIEWS)[3:6]]


def test_the_largest_gaps_come_first_with_whose_they_are_and_why(ecarts: Contents) -> None:
    five = ecarts.frames["cinq_ecarts"]
    assert five[["commercial", "objet", "montant", "cause"]].astype(object).where(five.notna(), None).values.tolist()[
        :4
    ] == [
        ["Zoé", "Chiffre d’affaires", -400.0, "à demander"],
        ["Paul (Nord)", "Chiffre d’affaires", -300.0, None],
        ["Paul (Nord)", f"{MARKET} · Choisir", 300.0, "Plus cher que prévu"],
        ["Zoé", f"{MARKET} · Mesurer", 60.0, None],
    ]


def test_namesakes_are_told_apart_where_people_are_ranked(ecarts: Contents) -> None:
    ranked = ecarts.frames["qui_classement"].dropna(subset="ligne")
    assert ranked["ligne"].tolist() == ["Zoé", "Paul (Nord)", "Paul (Sud)"]


def test_a_file_that_cannot_be_read_waits_for_somebody_on_the_first_page(tmp_path: Path) -> None:
    pacxl.write(plan(owner=PAUL, actions={"famille": [MARKET], "etape": ["Choisir"]}), tmp_path / "PAC_Paul.xlsx")
    (tmp_path / "PAC_Zoé.xlsx").write_bytes(b"")
    ecarts = pacxl.variance(pacxl.consolidate(pacxl.read_all([tmp_path])), today=DAY)
    waiting = ecarts.frames["decisions"].set_index("controle")
    assert waiting.at["Fichiers illisibles", "nombre"] == 1
    assert waiting.at["Fichiers illisibles", "feuille"] == "Sources et preuve"


VISITS = {"Rendez-vous": ("visites", 12.0, 10.0), SALES.name: ("€", 500.0, 450.0)}  # objectif, réalisé
THRESHOLDS = {
    1000.0: set(),
    300.0: {("Zoé", SALES.name)},
    59.99: {("Zoé", SALES.name), ("Paul", SALES.name), ("Zoé", f"{MARKET} · Mesurer")},
    0.0: {
        ("Zoé", SALES.name),
        ("Paul", SALES.name),
        ("Zoé", f"{MARKET} · Mesurer"),
        ("Malik", "Rendez-vous"),
        ("Malik", SALES.name),
    },
}


# In `make quick`, the firm's own, and none.
@pytest.mark.parametrize(
    "threshold",
    [each if each in (FIRM.threshold, 0.0) else pytest.param(each, marks=pytest.mark.long) for each in THRESHOLDS],
)
def test_above_the_threshold_the_cause_of_a_gap_is_asked_on_its_sheet_and_of_its_author(threshold: float) -> None:
    """At 0, that of a gap in visits too."""
    malik = replace(
        plan(
            FIRM,
            owner=replace(PAUL, person="Malik", team="", workbook="Malik"),
            indicateurs={
                "indicateur": [*VISITS],
                "mois": [APRIL] * 2,
                "unite": [unit for unit, *_ in VISITS.values()],
                "sens": ["plus haut"] * 2,
                "objectif": [aim for _, aim, _ in VISITS.values()],
                "realise": [done for *_, done in VISITS.values()],
            },
        ),
        file="PAC_Malik.xlsx",
    )
    firm = replace(FIRM, threshold=threshold)
    team = pacxl.consolidate([*map(contents, TEAM), malik], settings=firm, today=DAY)
    lines = pacxl.variance(team, today=DAY).frames["pourquoi"]
    asked = lines[lines["a_expliquer"] == "à demander"]
    assert set(zip(asked["commercial"], asked["objet"], strict=True)) == THRESHOLDS[threshold]
    whose = dict(zip(team.frames["sources"]["fichier"], team.frames["sources"]["commercial"], strict=True))
    told = [finding for finding in team.found if finding.code == "gap-unexplained"]
    assert {(whose[each.place.file], each.value) for each in told} == THRESHOLDS[threshold]
    assert len(told) == len(THRESHOLDS[threshold])


def test_a_gap_in_a_unit_is_told_in_that_unit_as_it_is_written() -> None:
    months = {"indicateur": "Rendez-vous", "mois": APRIL, "unite": "R.-V., ext.", "sens": "plus haut"}
    typed = {key: [value] for key, value in {**months, "objectif": 1_234.5, "realise": 0.0}.items()}
    team = pacxl.consolidate([plan(FIRM, indicateurs=typed)], settings=replace(FIRM, threshold=0.0), today=DAY)
    told = [finding.about["amount"] for finding in team.found if finding.code == "gap-unexplained"]
    assert told == ["1\u202f234,5 R.-V., ext."]


def test_a_cause_is_asked_where_its_author_can_say_it() -> None:
    told = [
        finding
        for finding in pacxl.consolidate(map(contents, TEAM), settings=replace(FIRM, threshold=50.0)).found
        if finding.code == "gap-unexplained"
    ]
    assert [(each.value, each.about["amount"], each.place.column, each.about["where"]) for each in told] == [
        (
            f"{MARKET} · Mesurer",
            in_euros(60),
            "Analyse des écarts",
            "dans « Analyse des écarts », sur sa ligne",
        ),
        (SALES.name, in_euros(300), "", "en réponse à ce message"),
        (SALES.name, in_euros(400), "", "en réponse à ce message"),
    ]


def test_who_is_missing_is_expected_and_the_least_favourable_come_first(ecarts: Contents) -> None:
    here = ecarts.frames["personnes"]
    answers = zip(here["commercial"], here["equipe"].fillna(""), here["reponse"], strict=True)
    assert list(answers) == [
        ("Zoé", "Sud", "reçu"),
        ("Paul", "Nord", "reçu"),
        ("Malik", "", "attendu"),
        ("Paul", "Sud", "reçu"),
    ]
    assert ecarts.figures["attendus"] == 1


def test_a_person_is_called_the_same_wherever_their_rows_are() -> None:
    """Of two of one name, one has no month: the other's months are still those of « Paul (Nord) »."""
    quiet = [replace(member, months=()) if member.team == "Sud" else member for member in TEAM]
    ecarts = pacxl.variance(pacxl.consolidate(map(contents, quiet), settings=FIRM, today=DAY), today=DAY)
    lines = ecarts.frames["indicateurs_par_commercial"]
    assert set(lines["vue_personne"]) == {"Paul (Nord)"} < set(ecarts.frames["vues"]["vue"])


def test_a_family_or_an_indicator_may_be_called_as_another_column() -> None:
    families = (replace(FIRM.families[0], sheet="Équipe"), FIRM.families[1])
    firm = replace(FIRM, families=families, indicators=(*FIRM.indicators, Indicator("qui", "Commercial", "€")))
    plain = plan(firm, owner=PAUL)
    ecarts = pacxl.variance(pacxl.consolidate([plain], settings=firm, today=DAY), today=DAY)
    headers = [
        column.header for key in ("qui_familles", "qui_indicateurs") for column in ecarts.book.by_key[key].columns
    ]
    assert {"Équipe (écart)", "Commercial (écart)"} < set(headers)


def test_of_two_people_of_one_name_the_one_who_is_missing_is_expected() -> None:
    team = pacxl.consolidate(map(contents, TEAM[::2]), settings=FIRM, today=DAY)
    here = pacxl.variance(team, today=DAY).frames["personnes"]
    waited = here[here["reponse"] == "attendu"]
    assert list(zip(waited["commercial"], waited["equipe"].fillna(""), strict=True)) == [
        ("Paul", "Sud"),
        ("Malik", ""),
    ]


# --- what is good news ------------------------------------------------------------------------------------

# What two people typed for April and May, on a day of June → the verdict of the first page.
GOOD_NEWS = {
    "each month is known, and more was done": ((((500, 650), (500, 450)), ((100, 100),)), "favorable"),
    "as much was done as was aimed at": ((((500, 500),), ((100, 100),)), "favorable"),
    "a past month of one of them is missing": ((((500, 650), (500, None)), ((100, 100),)), "incomplet"),
    "nobody knows a month of one of them": ((((500, 650),), ((100, None),)), "incomplet"),
    "less was done, whatever is missing": ((((500, 400), (500, None)), ((100, 100),)), "défavorable"),
    "nothing is known": ((((500, None),), ((100, None),)), None),
}


@pytest.mark.parametrize("case", GOOD_NEWS)
def test_a_past_month_without_a_result_is_no_good_news_on_the_first_page(case: str) -> None:
    typed, verdict = GOOD_NEWS[case]
    plans = [contents(Member(name, "", months)) for name, months in zip(("Paul", "Zoé"), typed, strict=True)]
    ecarts = pacxl.variance(pacxl.consolidate(plans, settings=FIRM), today=dt.date(2026, 6, 10))
    assert ecarts.figures["chiffre_affaires_verdict"] == verdict
    tiles = (block for block in ecarts.book.sheets[0].blocks if isinstance(block, Tiles))
    marks = {line.key: line.marks for block in tiles for tile in block.tiles for line in tile.lines}
    shades = {
        key: [mark.tone for mark in marks[key] if mark.holds(ecarts.figures[key])]
        for key in ("chiffre_affaires_verdict", "chiffre_affaires_ecart", "chiffre_affaires_ecart_arrivee")
    }
    tone = {"favorable": ["good"], "incomplet": ["wait"], "défavorable": ["bad"], None: []}[verdict]
    assert shades == dict(zip(shades, (tone, *(tone if tone == ["bad"] else [] for _ in range(2))), strict=True))


# What two people typed for April and May → whether it is told that something was done against no objective.
AGAINST_NOTHING = {
    "each month has its objective": ((((500, 650), (500, None)), ((100, 100),)), []),
    "one of them has no objective at all": ((((500, 650),), ((None, 100),)), ["Zoé"]),
    "one month of one of them has none": ((((500, 650), (None, 1)), ((100, 100),)), ["Paul"]),
    "nobody has an objective": ((((None, 650),), ((None, 100),)), []),
}


@pytest.mark.parametrize("case", AGAINST_NOTHING)
def test_what_is_compared_with_nothing_is_told(case: str) -> None:
    typed, told = AGAINST_NOTHING[case]
    people = ("Paul", "Zoé")
    plans = [replace(contents(Member(name, "", each)), file=name) for name, each in zip(people, typed, strict=True)]
    found = pacxl.consolidate(plans, settings=FIRM).found
    assert [each.place.file for each in found if each.code == "objectives-unknown"] == told

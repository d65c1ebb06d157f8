"""The samples are what `samples/make.py` makes, and the consolidated one holds what the three filled ones hold.

The three filled workbooks are read here a second time, cell by cell and without pacxl, to judge its totals.
"""

from __future__ import annotations

import importlib.util
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pacxl
from tests import ROOT, judges, oracle
from tests.workbooks import figures_of, rows_of, table_of

SAMPLES = ROOT / "samples"
TEMPLATES = SAMPLES.parent / "templates"
ECARTS = SAMPLES / "ecarts.xlsx"

_SPEC = importlib.util.spec_from_file_location("samples_make", SAMPLES / "make.py")
assert _SPEC is not None
assert _SPEC.loader is not None
make: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make)

WRITTEN_BY_US = tuple(person for person in make.PEOPLE if person != make.RESAVED)


# --- the committed files are what make.py makes -----------------------------------------------------------


def parts(path: Path) -> dict[str, tuple[Any, bytes]]:
    """A workbook's parts, by name: their bytes before compression, which not every machine does alike."""
    with zipfile.ZipFile(path) as archive:
        return {item.filename: (item.date_time, archive.read(item)) for item in archive.infolist()}


def different_parts(committed: Path, made: Path) -> list[str]:
    one, other = parts(committed), parts(made)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.long
@pytest.mark.parametrize("person", WRITTEN_BY_US)
def test_a_filled_workbook_is_what_make_writes(person: str, tmp_path: Path) -> None:
    made = pacxl.write(filled(person), tmp_path / "made.xlsx")
    assert different_parts(make.returned(person), made) == []


@pytest.mark.long
def test_the_consolidated_workbook_is_what_make_writes(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "retours", tmp_path / "retours")  # where links start from
    plans = pacxl.read_all([tmp_path / "retours"], today=make.TODAY)
    assert different_parts(ECARTS, pacxl.write(make.ecarts(plans), tmp_path / "made.xlsx")) == []


# In `make quick` the largest and the smallest, that have between them all that the others have.
QUICK = ("complet", "essentiel")
BLANK = [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in make.templates()]


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_template_is_what_make_writes(name: str, tmp_path: Path) -> None:
    assert different_parts(TEMPLATES / f"{name}.xlsx", make.blank_template(name, tmp_path)) == []


@pytest.mark.long
def test_a_workbook_that_libreoffice_saved_holds_what_was_typed() -> None:
    path = make.returned(make.RESAVED)
    assert b"LibreOffice" in parts(path)["docProps/app.xml"][1]
    assert read(make.RESAVED) == filled(make.RESAVED)


@pytest.mark.long
def test_a_workbook_that_pacxl_wrote_is_read_back_as_it_was() -> None:
    assert all(read(person) == filled(person) for person in WRITTEN_BY_US)


# --- what reading them has to tell ------------------------------------------------------------------------


@cache
def returned() -> list[pacxl.Contents]:
    return pacxl.read_all([SAMPLES / "retours"], today=make.TODAY)


def read(person: str) -> pacxl.Contents:
    return next(plan for plan in returned() if plan.file == make.returned(person).name)


@cache
def team() -> pacxl.Contents:
    return pacxl.consolidate(returned())


@cache
def filled(person: str) -> pacxl.Contents:
    contents: pacxl.Contents = make.filled(person)
    return contents


@cache
def blank(person: str) -> pacxl.Contents:
    firm = pacxl.load_settings(SAMPLES / "alpes-piscines.toml")
    return pacxl.blank(firm, person=person, period="2026-S1", today=make.TODAY)


def test_there_is_nothing_wrong_and_fourteen_things_to_tell() -> None:
    found = team().findings
    told = set(zip(found["code"], found["file"], found["value"], strict=True))
    assert told == {
        ("amount-missing", "PAC_Malik.xlsx", ""),
        ("cost-missing", "PAC_Paul.xlsx", "Avance pour quatre coques d’avance"),
        ("closing-missing", "PAC_Inès.xlsx", "gagnée"),
        ("months-unknown", "PAC_Malik.xlsx", ""),
        ("gap-unexplained", "PAC_Paul.xlsx", "Chiffre d’affaires"),
        ("gap-unexplained", "PAC_Paul.xlsx", "Marge brute"),
        ("deal-twice", "PAC_Inès.xlsx", "Camping des Sept Marmottes"),
        ("deal-twice", "PAC_Malik.xlsx", "Camping des Sept Marmottes"),
        ("not-smart", "PAC_Malik.xlsx", "Que les clients ouvrent le portail quand nous passons"),
        ("raci-accountable", "PAC_Paul.xlsx", "plusieurs A"),
        ("product-unplanned", "PAC_Paul.xlsx", "Couloir de nage"),
        ("product-without-mix", "PAC_Inès.xlsx", "Filtration et pompes"),
        ("product-without-mix", "PAC_Malik.xlsx", "Contrat d’entretien"),
        ("product-without-mix", "PAC_Malik.xlsx", "Mise en route et hivernage"),
    }


def test_every_cell_that_was_read_is_accounted_for() -> None:
    read_, *kept = team().cells.as_tuple()
    assert read_ == sum(kept) > 10_000


def test_each_person_is_in_a_team_and_has_a_workbook() -> None:
    known = [(p.identity.person, p.identity.team, p.identity.period) for p in map(read, make.PEOPLE)]
    assert known == [
        ("Paul", "Construction", "2026-S1"),
        ("Inès", "Construction", "2026-S1"),
        ("Malik", "Entretien", "2026-S1"),
    ]


@pytest.mark.parametrize("person", make.PEOPLE)
def test_a_blank_plan_comes_with_its_own_clients_and_objectives(person: str) -> None:
    plan = blank(person)
    firm = pacxl.load_settings(SAMPLES / "alpes-piscines.toml")
    assert plan.portefeuille["client"].tolist() == [each.name for each in firm.clients if each.person == person]
    assert set(plan.objectifs["porteur"].fillna("tous")) == {person, "tous"}
    assert plan.equipe["nom"].tolist() == [person]
    assert plan.equipe["secteur"].notna().all()


# --- they have life in them -------------------------------------------------------------------------------


@pytest.mark.parametrize("person", make.PEOPLE)
def test_a_plan_has_actions_in_every_status_and_results_on_both_sides(person: str) -> None:
    actions = read(person).actions
    statuses = {"à faire", "en cours", "en retard", "terminée", "non retenue", "abandonnée"}
    assert {status.split(",")[0] for status in actions["statut"]} == statuses
    assert {"terminée, objectif manqué", "terminée, budget dépassé"} <= set(actions["statut"])
    assert set(actions["verdict"].dropna()) == {"favorable", "défavorable"}
    filled = actions[actions["qui"].notna()]
    assert 20 <= len(filled) <= 32
    assert filled["depense"].isna().any()
    assert (filled["fin_reelle"] < filled["fin"]).any()
    assert (filled["fin_reelle"] > filled["fin"]).any()


def typed_in(plan: pacxl.Contents) -> dict[str, list[str]]:
    """The typed columns of each table."""
    columns = {table.key: [column.key for column in table.columns if column.typed] for table in plan.book.tables}
    return {table: keys for table, keys in columns.items() if keys}


def test_paul_has_typed_in_every_column_of_every_table() -> None:
    plan = read("Paul")
    empty = [
        f"{table}.{key}"
        for table, keys in typed_in(plan).items()
        for key in keys
        if plan.frames[table][key].isna().all()
    ]
    assert empty == []


@pytest.mark.parametrize("person", ["Inès", "Malik"])
def test_the_others_leave_some_tables_as_they_came(person: str) -> None:
    plan, proposed = read(person), blank(person)
    tables = typed_in(plan)
    same = [table for table, keys in tables.items() if plan.frames[table][keys].equals(proposed.frames[table][keys])]
    assert 0 < len(same) < len(tables) / 2


# Table → column → what is said in it, in Paul's plan.
SAID = {
    ("objectifs_strategiques", "statut"): {"atteint", "en cours", "échéance dépassée"},
    ("alignement", "alignement"): {"complet", "à compléter"},
    ("risques", "niveau"): {"faible", "modéré", "fort", "critique", "à saisir"},
    ("parcours", "priorite"): {"à traiter", "prise en charge", "à surveiller", "légère", "à noter"},
    ("gammes", "classe"): {"A", "B", "C"},
    ("gammes", "position"): {"à développer", "à maintenir", "à alléger"},
    ("canaux", "verdict"): {"favorable", "défavorable"},
    ("objectifs", "statut"): {"atteint", "en retard", "en cours", "à faire"},
    ("okr", "etat"): {"atteint", "en bonne voie", "à la traîne"},
    ("budget", "verdict"): {"favorable", "défavorable"},
    ("moyens", "etat"): {"disponible", "en retard", "à réserver", "à venir"},
    ("portefeuille", "verdict"): {"favorable", "défavorable"},
    ("raci", "controle"): {"un seul A", "plusieurs A", "à répartir"},
    ("jalons", "statut"): {"terminée", "en retard", "en cours", "à faire"},
    ("kpi", "alerte"): {
        "action à prévoir",
        "action à revoir",
        "action en retard",
        "échéance à fixer",
        "action en cours",
    },
    ("revue", "statut"): {"close", "en retard", "en cours", "à faire"},
    ("tests_ab", "resultat"): {"B gagne", "pas de différence sûre", "trop peu de contacts"},
}


@pytest.mark.parametrize(("table", "column"), SAID, ids=".".join)
def test_paul_has_met_every_case(table: str, column: str) -> None:
    assert set(read("Paul").frames[table][column].dropna()) == SAID[table, column]


def test_the_team_is_drawn_under_its_chiefs() -> None:
    (_, levels), *rows = table_of(make.returned("Paul"), "Organigramme")
    assert levels[:5] == [*(f"Niveau {level}" for level in range(4)), "Niveau 4 et plus"]
    places = [(level, name) for _, row in rows for level, name in enumerate(row[:5]) if name]
    assert places == [
        (0, "La direction"),
        (1, "Paul"),
        (2, "Inès"),
        (3, "L’alternante"),
        (1, "Malik"),
        (2, "Le magasinier"),
        (1, "L’accueil"),
    ]


GOLDEN_RESULTS = {
    "trafic organique": ("Faire vivre le site internet, le blog et le référencement", -10, "défavorable"),
    "taux de conversion": ("Refaire la page « Demander un devis »", -3, "défavorable"),
    "coût par lead, plus bas est mieux": ("Annoncer sur internet (bannières, liens)", 15, "défavorable"),
    "coût par lead, en euros": ("Publicité locale sur les réseaux sociaux (rénovation)", 6.4, "défavorable"),
    "désinscriptions": ("Envoyer une lettre d’information régulière (newsletter)", -0.8, "favorable"),
}


@pytest.mark.parametrize(("step", "gap", "verdict"), GOLDEN_RESULTS.values(), ids=GOLDEN_RESULTS.keys())
def test_the_golden_results(step: str, gap: float, verdict: str) -> None:
    actions = read("Inès").actions.set_index("etape")
    assert actions.loc[step, "ecart"] == pytest.approx(gap)
    assert actions.loc[step, "verdict"] == verdict


def test_the_golden_carnet() -> None:
    deals = read("Inès").carnet.set_index("societe").loc[["Alpha", "Bêta", "Gamma"]]
    assert deals["pondere"].tolist() == [200, 1000, 3000]
    consolidated = {row["Société"]: row["Pondéré"] for row in rows_of(ECARTS, "Carnet")}
    assert [consolidated[name] for name in ("Alpha", "Bêta", "Gamma")] == [200, 1000, 3000]


# --- a second reading, without pacxl ----------------------------------------------------------------------


SHOWN = {
    "Actions": "actions",
    "Budget": "budget",
    "Dépensé": "depense",
    "dont hors budget": "hors_budget",
    "Écart constaté (acquis)": "ecart_constate",
    "Budget libéré": "budget_libere",
    "Atterrissage": "atterrissage",
    "Écart à l’atterrissage": "ecart_atterrissage",
    "Affaires ouvertes": "carnet_ouvert",
    "Affaires signées": "carnet_signe",
    "Total probabilisé": "carnet_pondere",
}


def euros(value: Any) -> Decimal:
    """To the cent, from what a cell holds; a blank adds nothing."""
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))


def typed(value: Any) -> Decimal | None:
    return None if value in (None, "") else euros(value)


def course(row: dict[str, Any]) -> str:
    """How far an action is, as its money goes by."""
    return (
        row["Décision"] if row["Décision"] in ("non retenue", "abandonnée") else "terminée" * bool(row["Fin réelle"])
    )


def totals_of(path: Path) -> dict[str, Decimal]:
    """The totals of one filled workbook, from the cells that the person typed."""
    actions, deals = list(rows_of(path, "Actions_*")), list(rows_of(path, "Carnet"))
    by_stage = {row["Étape"]: row["Probabilité"] for row in rows_of(path, "Etapes_carnet")}

    def chance(deal: dict[str, Any]) -> Decimal:
        return Decimal(str(by_stage[deal["Étape"]] if deal["Probabilité"] is None else deal["Probabilité"]))

    still_open = [deal for deal in deals if deal["Issue"] not in ("gagnée", "perdue")]
    money = oracle.money((course(row), typed(row["Budget"]), typed(row["Dépensé"])) for row in actions)
    return {
        "actions": Decimal(len(actions)),
        **money,
        "carnet_ouvert": sum((euros(deal["Montant"]) for deal in still_open), Decimal()),
        "carnet_signe": sum((euros(deal["Montant"]) for deal in deals if deal["Issue"] == "gagnée"), Decimal()),
        "carnet_pondere": sum((euros(deal["Montant"]) * chance(deal) for deal in still_open), Decimal()),
    }


@cache
def expected() -> dict[str, Decimal]:
    each = [totals_of(make.returned(person)) for person in make.PEOPLE]
    return {key: euros(sum(one[key] for one in each)) for key in SHOWN.values()}


@pytest.mark.long
def test_the_consolidated_frames_add_up_to_the_cells_of_the_three_workbooks() -> None:
    actions, deals = team().actions, team().carnet
    still_open = ~deals["issue"].isin(["gagnée", "perdue"])
    assert len(actions) == expected()["actions"]
    assert euros(actions["depense"].sum()) == expected()["depense"] > 0
    assert euros(actions["ecart_constate"].sum()) == expected()["ecart_constate"]
    assert euros(actions["atterrissage"].sum()) == expected()["atterrissage"] > 0
    assert euros(deals.loc[still_open, "montant"].sum()) == expected()["carnet_ouvert"] > 0
    assert euros(deals["pondere"].sum()) == expected()["carnet_pondere"] > 0


def test_the_consolidated_workbook_shows_the_sums_of_the_three_workbooks() -> None:
    figures = figures_of(ECARTS, "Axes") | figures_of(ECARTS, "Carnet")
    assert {key: euros(figures[label]) for label, key in SHOWN.items()} == expected()


# Excel Table, typed column → the sheet and the figure that adds it up.
ADDED = {
    ("Budget", "Budget"): ("Budget et ROI", "Budget des postes"),
    ("Budget", "Dépensé"): ("Budget et ROI", "Dépensé"),
    ("Budget", "Revenu obtenu"): ("Budget et ROI", "Revenu obtenu"),
    ("Portefeuille", "CA de l’an passé"): ("Portefeuille", "CA de l’an passé"),
    ("Portefeuille", "Objectif de CA"): ("Portefeuille", "Objectif de CA"),
    ("Portefeuille", "CA réalisé"): ("Portefeuille", "CA réalisé"),
    ("Gammes", "CA"): ("Gammes", "CA"),
    ("Canaux", "CA réalisé"): ("Canaux", "CA réalisé"),
}


def added_up(path: Path, name: str, header: str) -> Decimal:
    return sum((euros(row[header]) for row in rows_of(path, name)), Decimal())


@pytest.mark.parametrize(("name", "header"), ADDED, ids=", ".join)
def test_a_table_adds_up_to_its_figure_and_to_the_consolidated_one(name: str, header: str) -> None:
    sheet, label = ADDED[name, header]
    every = Decimal()
    for path in map(make.returned, make.PEOPLE):
        total = added_up(path, name, header)
        assert euros(figures_of(path, sheet)[label]) == total
        every += total
    assert added_up(ECARTS, name, header) == every > 0


def test_every_consolidated_action_points_to_the_cell_it_comes_from() -> None:
    actions = list(rows_of(ECARTS, "Actions"))
    origins = {
        (path.name, row["sheet"], row["row"]): row["Étape"]
        for path in map(make.returned, make.PEOPLE)
        for row in rows_of(path, "Actions_*")
    }
    listed = [row for row in actions if row["Étapes de plus"] is None]
    told = {(row["Fichier"], row["Feuille"], row["Ligne"]): row["Étape"] for row in listed}
    assert told.items() <= origins.items()
    counted = sum(row["Étapes de plus"] + 1 for row in actions if row not in listed)
    assert len(listed) + counted == len(origins) == expected()["actions"]


# --- IronCalc finds the values stored in them; LibreOffice is shown such sheets in tests/books/test_structures.py


@pytest.fixture(params=[*map(make.returned, make.PEOPLE), ECARTS], ids=lambda path: path.stem)
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each of the filled workbooks and the consolidated one, under a name that every program takes."""
    return judges.pinned(request.param, tmp_path / "classeur.xlsx")


@pytest.mark.long
def test_ironcalc_finds_every_value_of_a_sample(shown: Path, compared: Callable[[str, int], None]) -> None:
    stored = judges.formula_cells(shown)
    compared("IronCalc", len(stored))
    assert list(judges.disagreements(stored, judges.by_ironcalc(shown, stored))) == []

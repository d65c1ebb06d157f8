"""Settings as a workbook: what a sales director edits there is what the plans are made of."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

import pacxl
from pacxl.books.reglages_contents import reglages_contents, settings_from_reglages
from pacxl.books.reglages_fields import UNCHANGED
from pacxl.plan.registry import SUBJECTS
from pacxl.reading.read import read_all
from pacxl.settings.correspondences import HEADER, SHEET, Correspondence
from pacxl.settings.model import Equality, Family, Indicator, Settings
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import PHASES
from pacxl.settings.text import load_toml, templates
from pacxl.settings.workbooks import Ownership
from pacxl.typography import plain_spaces
from tests import bend, judges
from tests.plans import SMALL, TODAY
from tests.printed import french_left
from tests.typed import changed, type_into
from tests.typed import table_of as place_of
from tests.workbooks import rows_of, table_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RICH = dataclasses.replace(
    SMALL,
    name="riche.xlsx",
    title="Plan de l’été",
    description="Un plan, deux équipes.",
    company="Essai & Fils",
    accent="7A1F5C",
    logo=base64.b64encode(PNG).decode(),
    period="2026-07/2027-06",
    families=(
        *SMALL.families,
        Family(
            "salons",
            "Salons",
            "Salons et foires",
            "préparatoire",
            ("Réserver", "Exposer"),
            "Rencontrer son public.",
            "relations publiques",
            retained=False,
            reason="Aucun salon cette année.",
        ),
    ),
    sections=(),
    phases=("préparatoire", "opérationnelle"),
    people=(
        Person("Zoé", "Sud", "Commerciale", "Paul", "Isère"),
        Person("Paul", "Nord", "Responsable commercial", email="paul@essai.example"),
    ),
    clients=(Client("Alpha", "PME", "Zoé", 12_345.67, 15_000.0), Client("Bêta"), Client("Gamma", revenue=0.0)),
    objectives=(
        Objective("Être connus", "notoriété", unit="%", target=0.2, deadline=dt.date(2026, 12, 31)),
        Objective("Moins perdre", "fidélisation", "Paul", "Entretien", 3.0, "clients", "plus bas"),
    ),
    channels=("Magasin", "Terrain"),
    products=("Entretien", "00123"),
    roles=("Direction", "Vente"),
    equalities=(Equality("actions.budget", "budget.budget"), Equality("scenarios.probabilite", "100 %")),
    correspondences=(
        Correspondence(HEADER, "Avancée", "Statut saisi"),
        Correspondence(HEADER, "Notes", ""),
        Correspondence(SHEET, "Feuil2", "L’offre d'été"),
        Correspondence("statut_saisi", "Ça roule", "en cours"),
    ),
    relecture_off=("not-smart",),
    due=dt.date(2026, 9, 15),
    threshold=250.5,
    owners=(Ownership("vision", "les deux"), Ownership("revue", "direction")),
    workbook="complet",
    essentials=("offre",),
)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(reglages_contents(RICH, TODAY), tmp_path_factory.mktemp("reglages") / "riche.xlsx")


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    """A copy of the rich settings' workbook, to be bent."""
    return Path(shutil.copy(written, tmp_path))


# --- there and back ---------------------------------------------------------------------------------------


def returned(settings: Settings, folder: Path) -> Settings:
    """The settings, after their workbook was written and read; they are then called as the file."""
    path = pacxl.write(reglages_contents(settings, TODAY), folder / "aller.xlsx")
    return dataclasses.replace(read_alone(path), name=settings.name)


def read_alone(path: Path) -> Settings:
    """The settings of a workbook, as they are loaded but for the plan, of which nothing is asked."""
    return dataclasses.replace(settings_from_reglages(pacxl.read(path)), name=path.name)


EVERY = {
    "a small firm's": SMALL,
    "all that a firm can choose": RICH,
    "a firm's with its actions on one sheet": dataclasses.replace(SMALL, layout="une-feuille"),
    "a firm's with every section": dataclasses.replace(RICH, sections=tuple(subject.key for subject in SUBJECTS)),
    **{name: load_toml(name) for name in templates()},
    "several templates joined": pacxl.load_settings("smart+canaux+operationnel"),
}
# In `make quick` the largest template, and those that are no template: they have all that the others have.
COME_BACK = [
    name if name not in templates() or name == "complet" else pytest.param(name, marks=pytest.mark.long)
    for name in EVERY
]


@pytest.mark.parametrize("name", COME_BACK)
def test_settings_come_back_as_they_went(name: str, tmp_path: Path) -> None:
    assert returned(EVERY[name], tmp_path) == EVERY[name]


def test_the_workbook_says_nothing_amiss_of_itself(path: Path) -> None:
    assert pacxl.read(path).findings.empty


def test_settings_are_called_as_their_workbook(path: Path) -> None:
    assert pacxl.load_settings(path) == RICH


def test_the_workbook_opens_clean(path: Path) -> None:
    assert judges.audit(path) == []


def formulas(path: Path) -> judges.Cells:
    """The stored values of the formulas: a family's number of steps, and whether it is in the plan."""
    stored = judges.formula_cells(path)
    assert len(stored) == 2 * 10  # the rows of a table that has few
    return stored


def test_its_formulas_are_what_ironcalc_finds(path: Path) -> None:
    stored = formulas(path)
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []


@pytest.mark.judge
def test_it_comes_back_from_another_program_that_finds_its_formulas(path: Path, tmp_path: Path) -> None:
    resaved, stored = judges.resaved_by_libreoffice(path, tmp_path), formulas(path)
    assert list(judges.disagreements(stored, judges.values_of(resaved, stored))) == []
    assert pacxl.load_settings(resaved) == RICH


def test_a_family_shows_its_steps_and_whether_it_is_in_the_plan() -> None:
    families = reglages_contents(RICH, TODAY).familles
    assert families[["feuille", "etapes", "au_plan"]].to_numpy().tolist() == [
        ["Étude & marché", 3, "non"],  # its phase is not retained
        ["L’offre d'été", 1, "oui"],
        ["Salons", 2, "non"],  # it is not retained
    ]


def test_a_workbook_and_a_template_join(path: Path) -> None:
    joined = pacxl.load_settings(f"operationnel + {path}")
    assert joined.families[-1].sheet == "Salons"
    assert (joined.people, joined.sections) == (RICH.people, ("planning", "suivi"))


# --- what is edited ---------------------------------------------------------------------------------------


def test_an_added_family_with_its_step_is_a_sheet_of_the_plan(path: Path) -> None:
    bend.type_in(path, "Reglages_familles", (4, "Feuille", "Salons d’été"))
    bend.type_in(path, "Reglages_etapes", (7, "Famille", "salons d’été "), (7, "Étape", "Exposer"))
    settings = pacxl.load_settings(path)
    assert settings.families[-1] == Family(
        "salons_d_ete", "Salons d’été", "Salons d’été", "opérationnelle", ("Exposer",)
    )
    plan = pacxl.blank(settings, today=TODAY)
    assert plan.actions.iloc[-1][["famille", "etape"]].tolist() == ["Salons d’été", "Exposer"]


def test_families_stand_in_the_order_of_their_rows(path: Path) -> None:
    (_, headers), (_, one), (_, other), *_ = table_of(path, "Reglages_familles")
    typed = zip(headers[:-2], one, other, strict=False)  # all but the two that are computed
    cells = [cell for header, mine, its in typed for cell in ((1, header, its), (2, header, mine))]
    bend.type_in(path, "Reglages_familles", *cells)
    assert [family.key for family in pacxl.load_settings(path).families] == ["offre", "marche", "salons"]


def test_two_names_that_make_one_key_have_each_their_own(path: Path) -> None:
    bend.type_in(path, "Reglages_familles", (1, "Clé", None), (2, "Clé", "etude_marche"))
    assert [family.key for family in pacxl.load_settings(path).families] == [
        "etude_marche_2",
        "etude_marche",
        "salons",
    ]


CHANGES: dict[str, tuple[str, tuple[int, str, Any], str, Any]] = {
    "a section": ("Reglages_rubriques", (1, "Retenue", "OUI"), "sections", ("vision",)),
    "a phase": ("Reglages_phases", (2, "Retenue", "non"), "phases", ("opérationnelle",)),
    "a colour by its name": ("Reglages_entreprise", (4, "Valeur", "Rouge"), "accent", "9B2C1F"),
    "a colour with its #": ("Reglages_entreprise", (4, "Valeur", "#00AA00"), "accent", "00AA00"),
    "a year that is a number": ("Reglages_entreprise", (6, "Valeur", 2027), "period", "2027"),
    "no logo any more": ("Reglages_entreprise", (5, "Valeur", None), "logo", ""),
    "another day of return": (
        "Reglages_entreprise",
        (8, "Valeur", dt.date(2026, 10, 1)),
        "due",
        dt.date(2026, 10, 1),
    ),
    "no day of return": ("Reglages_entreprise", (8, "Valeur", None), "due", None),
    "every gap asked the cause of": ("Reglages_entreprise", (9, "Valeur", 0), "threshold", 0.0),
    "the usual threshold": ("Reglages_entreprise", (9, "Valeur", None), "threshold", 1000.0),
    "a threshold as people type it": ("Reglages_entreprise", (9, "Valeur", "1 500 €"), "threshold", 1500.0),
    "no title": ("Reglages_entreprise", (2, "Valeur", None), "title", "Plan d’action commercial"),
    "figures that are equal from now on": (
        "Reglages_egalites",
        (2, "Déclarés égaux", "oui"),
        "equalities",
        (RICH.equalities[0], Equality("actions.depense", "budget.depense"), RICH.equalities[1]),
    ),
    "figures that need not be equal any more": (
        "Reglages_egalites",
        (1, "Déclarés égaux", None),
        "equalities",
        RICH.equalities[1:],
    ),
    "a rule that is no longer to be told": (
        "Reglages_relecture",
        (2, "Retenue", "NON"),
        "relecture_off",
        ("action-owner-missing", *RICH.relecture_off),
    ),
    "a rule that is told again": ("Reglages_relecture", (9, "Retenue", None), "relecture_off", ()),
    "a role": ("Reglages_roles", (3, "Rôle", "Terrain"), "roles", ("Direction", "Vente", "Terrain")),
    "an indicator by its name alone": (
        "Reglages_indicateurs",
        (3, "Indicateur", "Devis remis"),
        "indicators",
        (*RICH.indicators, Indicator("devis_remis", "Devis remis", "")),
    ),
    "a client's own words": (
        "Reglages_clients",
        (2, "Commercial", "ZOÉ "),
        "clients",
        (RICH.clients[0], Client("Bêta", person="Zoé"), RICH.clients[2]),
    ),
    "an amount as people type it": (
        "Reglages_clients",
        (2, "Objectif de CA", "1 500 €"),
        "clients",
        (RICH.clients[0], Client("Bêta", target=1500.0), RICH.clients[2]),
    ),
}


@pytest.mark.long
@pytest.mark.parametrize(("table", "typed", "field", "value"), CHANGES.values(), ids=CHANGES)
def test_it_is_changed_by(path: Path, table: str, typed: tuple[int, str, Any], field: str, value: Any) -> None:
    bend.type_in(path, table, typed)
    assert read_alone(path) == dataclasses.replace(RICH, **{field: value})


def test_a_sheet_that_was_deleted_holds_nothing(path: Path) -> None:
    with bend.opened(path) as workbook:
        del workbook["Clients"], workbook["Contenu du plan"]
    settings = pacxl.load_settings(path)
    assert (settings.clients, settings.sections, settings.phases) == ((), (), PHASES)


@pytest.mark.judge
def test_a_program_that_loses_lists_is_told(path: Path, tmp_path: Path) -> None:
    saved = judges.resaved_by_libreoffice(path, tmp_path, "ods")  # a format without Excel Tables
    with pytest.raises(pacxl.SettingsError, match="Vocabulaire : Le tableau Reglages_segments est introuvable"):
        pacxl.load_settings(saved)


def test_natures_and_the_parts_of_ratios_come_back_by_the_names_that_people_read(tmp_path: Path) -> None:
    firm = dataclasses.replace(
        RICH,
        indicators=(
            *RICH.indicators,
            Indicator("appels", "Appels", "appels"),
            Indicator("actifs", "Clients actifs", "clients", nature="stock"),
            Indicator("taux", "Taux", "%", "plus haut", "ratio", ("rendez_vous",), ("appels", "couts")),
        ),
    )
    path = pacxl.write(reglages_contents(firm, TODAY), tmp_path / "riche.xlsx")
    assert [row["Dénominateur"] for row in rows_of(path, "Reglages_indicateurs")][4] == "Appels + Coûts"
    assert pacxl.load_settings(path) == firm


def test_a_settings_workbook_without_natures_is_of_flux(path: Path) -> None:
    headers = ("Nature", "Numérateur", "Dénominateur")
    bend.type_in(path, "Reglages_indicateurs", *((row, header, None) for row in (1, 2) for header in headers))
    assert [each.nature for each in pacxl.load_settings(path).indicators] == ["flux", "flux"]


# --- the logo ---------------------------------------------------------------------------------------------


def test_the_logo_s_cell_says_that_it_is_unchanged(path: Path) -> None:
    assert [row["Valeur"] for row in rows_of(path, "Reglages_entreprise")][4] == UNCHANGED


def test_a_new_logo_is_read_beside_the_workbook(path: Path) -> None:
    (path.parent / "neuf.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    bend.type_in(path, "Reglages_entreprise", (5, "Valeur", "neuf.jpg"))
    assert pacxl.load_settings(path).logo == base64.b64encode(b"\xff\xd8\xff\xe0").decode()


def test_a_logo_that_is_not_there_is_told_with_the_other_slips(path: Path) -> None:
    (cell,) = bend.type_in(path, "Reglages_entreprise", (5, "Valeur", "parti.png"))
    bend.type_in(path, "Reglages_roles", (2, "Rôle", "direction"))
    with pytest.raises(pacxl.SettingsError) as told:
        pacxl.load_settings(path)
    assert f"Entreprise {cell} : logo introuvable « parti.png »" in told.value.detail
    assert f"Entreprise {cell}: no such logo “parti.png”" in told.value.detail_en
    assert "« direction »" in plain_spaces(told.value.detail)


def test_an_unchanged_logo_that_the_workbook_never_had_is_a_slip(tmp_path: Path) -> None:
    path = pacxl.write(reglages_contents(SMALL, TODAY), tmp_path / "petit.xlsx")
    bend.type_in(path, "Reglages_entreprise", (5, "Valeur", UNCHANGED))
    with pytest.raises(pacxl.SettingsError, match="logo introuvable"):
        pacxl.load_settings(path)


WORD_SLIPS = {
    "a column that is none": (
        ("en-tête", "Porteur", "Pilotage"),
        "« Porteur » : « Pilotage » n’est pas une de nos colonnes",
    ),
    "a choice that is none": (("Décision", "OK", "peut-être"), "« OK » : « peut-être » n’est pas un choix"),
    "a column of values that is none": (("Humeur", "Bonne", "bonne"), "« humeur » n’est pas une de nos colonnes"),
}


@pytest.mark.parametrize(("line", "words"), WORD_SLIPS.values(), ids=WORD_SLIPS)
def test_a_slip_in_a_correspondence_is_told_with_its_cell(line: tuple[str, str, str], words: str, path: Path) -> None:
    titles = ("Quoi", "Le vôtre", "Le nôtre")
    before = len(pacxl.read(path).frames["correspondances"])
    cells = bend.type_in(
        path,
        "Reglages_correspondances",
        *((before + 1, title, text) for title, text in zip(titles, line, strict=True)),
    )
    with pytest.raises(pacxl.SettingsError) as told:
        pacxl.load_settings(path)
    assert f"Correspondances {cells[2]} : {words}" in told.value.detail


# --- slips ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """What is typed in a row of a table, under a header; the finding's code; words of its sentence; its own cell."""

    table: str
    row: int
    header: str
    typed: Any
    code: str
    words: str
    at: tuple[int, str] | None = None


SLIPS = {
    "a probability that is none": Slip("etapes_carnet", 1, "Probabilité", "souvent", "not-accepted", "« souvent »"),
    "a probability above 100 %": Slip("etapes_carnet", 2, "Probabilité", 1.5, "out-of-range", "« 150 % »"),
    "a stage without its probability": Slip(
        "etapes_carnet", 3, "Étape", "Accord", "cell-needed", "Proba", (3, "Probabilité")
    ),
    "a phase that is none": Slip("familles", 1, "Phase", "lunaire", "not-in-list", "« lunaire »"),
    "a sense that is none": Slip("objectifs", 1, "Sens", "mieux", "not-in-list", "« mieux »"),
    "a section kept perhaps": Slip("rubriques", 3, "Retenue", "peut-être", "not-in-list", "« peut-être »"),
    "an amount that is two": Slip("clients", 1, "Objectif de CA", "1.500", "ambiguous", "« 1.500 »"),
    "a step of no family": Slip("etapes", 1, "Famille", "Ailleurs", "family-unknown", "« Ailleurs »"),
    "a step without its family": Slip("etapes", 2, "Famille", None, "cell-needed", "Famille"),
    "a step without a name": Slip("etapes", 3, "Étape", None, "cell-needed", "Étape"),
    "a family without a name": Slip("familles", 4, "Titre", "Foires", "cell-needed", "Feuille", (4, "Feuille")),
    "a person without a name": Slip("personnes", 3, "Équipe", "Nord", "cell-needed", "Nom", (3, "Nom")),
    "a client without a name": Slip("clients", 4, "Segment", "PME", "cell-needed", "Client", (4, "Client")),
    "two people of one name": Slip("personnes", 4, "Nom", " ZOÉ", "name-twice", "ZOÉ »"),
    "two segments of one name": Slip("segments", 3, "Segment", "pme", "name-twice", "« pme »"),
    "two families of one key": Slip("familles", 2, "Clé", "marche", "name-twice", "« marche »"),
    "a name on two lines": Slip("canaux", 3, "Canal", "Vente\nà distance", "name-wrong", "une seule ligne"),
    "a name without an end": Slip("indicateurs", 3, "Indicateur", "x" * 128, "name-wrong", "127"),
    "a sheet's name of 32 characters": Slip("familles", 3, "Feuille", "x" * 32, "sheet-name-wrong", "31"),
    "a sheet's name with a slash": Slip("familles", 2, "Feuille", "Salons/foires", "sheet-name-wrong", "« Salons/"),
    "a sheet's name that Excel keeps": Slip("familles", 1, "Feuille", "Historique", "sheet-name-wrong", "« Hist"),
    "a key with a capital": Slip("familles", 3, "Clé", "Salons", "key-wrong", "« Salons »"),
    "a family without a step": Slip("familles", 5, "Feuille", "Presse", "steps-none", "« Presse »"),
    "a colour that is none": Slip("entreprise", 4, "Valeur", "fuchsia", "colour-wrong", "« fuchsia »"),
    "a period that is none": Slip(
        "entreprise", 6, "Valeur", "semestre prochain", "period-wrong", "« semestre prochain »"
    ),
    "a workbook that is none": Slip("entreprise", 10, "Valeur", "gros", "answer-unknown", "« gros »"),
    "a layout that is none": Slip("entreprise", 11, "Valeur", "en vrac", "answer-unknown", "« en vrac »"),
    "taxes that are none": Slip("entreprise", 7, "Valeur", "net", "taxes-wrong", "« net »"),
    "a day of return that is none": Slip("entreprise", 8, "Valeur", "bientôt", "due-wrong", "« bientôt »"),
    "a threshold in per cent": Slip("entreprise", 9, "Valeur", "10 %", "threshold-wrong", "« 10 % »"),
    "an address that is none": Slip("personnes", 1, "Courriel", "zoé chez nous", "email-wrong", "« zoé chez"),
    "a client of nobody known": Slip("clients", 1, "Commercial", "Léa", "person-unknown", "« Léa »"),
    "an objective of nobody known": Slip("objectifs", 1, "Commercial", "Léa", "person-unknown", "« Léa »"),
    "a ratio of nothing that is known": Slip(
        "indicateurs", 1, "Numérateur", "Licornes", "ratio-parts", "cette part ne convient pas"
    ),
    "no phase that has a family": Slip(
        "phases", 3, "Retenue", "non", "nothing-retained", "Aucune famille", (1, "Retenue")
    ),
}


def typed(path: Path, *slips: Slip) -> list[tuple[str, str]]:
    """Types slips into a workbook; the sheet and the cell that each is to be told of."""
    places = []
    with changed(path) as parts:
        for slip in slips:
            table = place_of(parts, f"Reglages_{slip.table}")
            type_into(parts, table.part, {table.cell(slip.row, slip.header): slip.typed})
            row, col = table.cell(*(slip.at or (slip.row, slip.header)))
            places.append((table.sheet, f"{get_column_letter(col)}{row}"))
    return places


@pytest.mark.long
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_cell(path: Path, slip: Slip) -> None:
    ((sheet, cell),) = typed(path, slip)
    with pytest.raises(pacxl.SettingsError) as told:
        pacxl.load_settings(path)
    line = next(line for line in plain_spaces(told.value.detail).splitlines() if slip.words in line)
    assert line.startswith(f"{sheet} {cell} : ")
    assert not french_left(told.value.detail_en)


def test_every_slip_is_a_finding_too(path: Path) -> None:
    places = typed(path, *SLIPS.values())
    findings = pacxl.read(path).findings
    found = set(findings[["code", "sheet", "cell"]].itertuples(index=False, name=None))
    assert {(slip.code, *place) for slip, place in zip(SLIPS.values(), places, strict=True)} - found == set()


def test_a_client_may_be_another_spelling_s(path: Path) -> None:
    typed(
        path,
        Slip("personnes", 1, "Autres écritures", "Z. Roux ; Zozo", "", ""),
        Slip("clients", 1, "Commercial", "z. roux", "", ""),
    )
    assert pacxl.load_settings(path).clients[0].person == "z. roux"


def test_all_slips_are_told_from_the_first_sheet_to_the_last(path: Path) -> None:
    places = typed(
        path,
        Slip("indicateurs", 1, "Sens", "mieux", "", ""),
        Slip("etapes_carnet", 2, "Étape", None, "", ""),
        Slip("etapes_carnet", 1, "Probabilité", "souvent", "", ""),
        Slip("entreprise", 6, "Valeur", "demain", "", ""),
        Slip("entreprise", 4, "Valeur", "fuchsia", "", ""),
    )
    with pytest.raises(pacxl.SettingsError) as told:
        pacxl.load_settings(path)
    lines = told.value.detail.splitlines()
    assert [line.split(" : ")[0] for line in lines] == [f"{sheet} {cell}" for sheet, cell in reversed(places)]
    assert told.value.detail_en.splitlines()[0].endswith(
        "The colour “fuchsia” is unknown: the name of a colour, or six hexadecimal digits, are needed;"
    )


def test_a_name_that_two_workbooks_have_is_not_there_twice(path: Path) -> None:
    other = Path(shutil.copy(path, path.with_name("copie.xlsx")))
    typed(other, SLIPS["no phase that has a family"])
    one, two = read_all([path, other])
    assert one.findings["code"].tolist() == []
    assert "name-twice" not in two.findings["code"].tolist()


def test_a_family_called_as_another_sheet_is_told(path: Path) -> None:
    bend.type_in(path, "Reglages_familles", (2, "Feuille", "carnet"))
    bend.type_in(path, "Reglages_etapes", (4, "Famille", "carnet"))
    with pytest.raises(pacxl.SettingsError, match="une autre feuille du plan s’appelle déjà « carnet »"):
        pacxl.load_settings(path)


def test_a_plan_is_no_settings_workbook(blank_path: Path) -> None:
    with pytest.raises(pacxl.SettingsError, match="ce n’est pas un classeur de réglages"):
        pacxl.load_settings(blank_path)

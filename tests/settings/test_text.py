"""Settings as text, strictly read: a slip is named, with its place and the nearest word that is right."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import pacxl
from pacxl import SettingsError
from pacxl.books.pac import pac_book
from pacxl.plan.registry import SUBJECTS
from pacxl.settings.people import Client, Objective
from pacxl.settings.rules import PHASES
from pacxl.settings.text import LARGEST_LOGO, load_toml, settings_from_text, templates
from pacxl.settings.workbooks import Ownership
from tests import ROOT
from tests.plans import SMALL, TODAY
from tests.printed import french_left

Firm = Callable[[str], Path]
EVERY_SECTION = tuple(subject.key for subject in SUBJECTS)


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Writes a firm's settings, based on the whole plan."""

    def write(text: str) -> Path:
        path = tmp_path / "firme.toml"
        path.write_text(f'based_on = "complet"\n{text}', encoding="utf-8")
        return path

    return write


# --- the built-in ones ------------------------------------------------------------------------------------


def test_the_structures_that_people_choose_from_are_there() -> None:
    assert templates() == ("canaux", "complet", "essentiel", "operationnel", "personas", "smart")


def test_each_is_put_in_the_installed_package() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    put = {Path(name) for name in build["targets"]["wheel"]["force-include"]}
    assert {name.stem for name in put if name.parent.name == "templates"} == set(templates())
    assert all((ROOT / name).exists() for name in put)


@pytest.mark.parametrize("name", templates())
def test_a_template_says_whom_it_is_for_in_one_sentence(name: str) -> None:
    settings = load_toml(name)
    assert settings.name == name
    assert settings.description.count(".") == 1
    assert settings.description.endswith(".")
    assert settings.sections == tuple(key for key in EVERY_SECTION if key in settings.sections)


def test_the_whole_plan_has_every_section_and_every_family() -> None:
    settings = load_toml("complet")
    columns = ("reste", "crm", "statut_saisi", "pertes", "ciblage")
    assert settings.sections == tuple(key for key in EVERY_SECTION if key not in columns)
    assert (len(settings.drawn), sum(len(family.steps) for family in settings.drawn)) == (15, 62)
    assert [phase for phase in PHASES if phase in {family.phase for family in settings.drawn}] == list(PHASES)


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("smart", {"diagnostic", "swot", "enjeux", "objectifs", "okr", "moyens"}),
        ("canaux", {"canaux", "offre_par_canal", "gammes", "budget"}),
        ("essentiel", {"actions", "carnet", "indicateurs", "objectifs"}),
    ],
)
def test_a_structure_has_what_it_is_chosen_for(name: str, tables: set[str]) -> None:
    assert tables <= pac_book(load_toml(name)).by_key.keys()


def test_the_operational_plan_has_the_families_of_its_phase() -> None:
    assert load_toml("operationnel").drawn == tuple(
        family for family in load_toml("complet").families if family.phase == "opérationnelle"
    )


@pytest.mark.long
@pytest.mark.parametrize("name", templates())
def test_a_blank_plan_is_made_of(name: str) -> None:
    settings = load_toml(name)
    plan = pacxl.blank(settings, period="2026-S1", today=TODAY)
    assert plan.actions["famille"].unique().tolist() == [family.sheet for family in settings.drawn if family.steps]


# Two that have the most in common, and all of them, in `make quick`; the other pairs are of a kind with these.
PAIRS = [
    pytest.param(pair, marks=() if pair == ("complet", "smart") else pytest.mark.long)
    for pair in itertools.combinations(templates(), 2)
]


@pytest.mark.parametrize("names", [*PAIRS, templates()], ids="+".join)
def test_a_blank_plan_is_made_of_several(names: tuple[str, ...]) -> None:
    both, each = load_toml("+".join(names)), [load_toml(name) for name in names]
    assert both.name == "+".join(names)
    assert both.sections == tuple(dict.fromkeys(key for one in each for key in one.sections))
    plan = pacxl.blank(both, period="2026-S1", today=TODAY)
    assert set(plan.actions["famille"]) == {family.sheet for one in each for family in one.drawn if family.steps}


def test_an_unknown_template_is_told_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="vouliez-vous dire « smart »"):
        load_toml("complet+smrt")


# --- a firm's own -----------------------------------------------------------------------------------------


def test_what_a_firm_does_not_say_is_the_template_s(firm: Firm) -> None:
    base = load_toml("complet")
    assert load_toml(firm('company = "Essai"')) == dataclasses.replace(base, name="firme", company="Essai")


def test_a_list_replaces_that_of_the_template(firm: Firm) -> None:
    assert load_toml(firm('channels = ["Terrain"]\nroles = []')).channels == ("Terrain",)


def test_families_are_kept_by_their_keys_in_the_template_s_order(firm: Firm) -> None:
    settings = load_toml(firm('keep = ["logistique", "offre"]'))
    assert [family.key for family in settings.families] == ["offre", "logistique"]


def test_whose_a_section_is_is_said_by_its_key(firm: Firm) -> None:
    settings = load_toml(firm('[owners]\ngammes = "les deux"\nrevue = "direction"'))
    assert settings.owners == (Ownership("gammes", "les deux"), Ownership("revue", "direction"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('owners = { gammes = "tous" }', "rubrique « gammes » à « tous » : direction, commercial, les deux"),
        ("owners = { gammes = 3 }", "owners › gammes"),
        ('workbook = "gros"', "classeur « gros » : essentiel ou complet"),
        ('layout = "en vrac"', "par-famille ou une-feuille"),
        ('essentials = ["directe"]', "famille inconnue « directe »"),
    ],
)
def test_a_slip_in_what_is_handed_out_is_named(firm: Firm, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)) as caught:
        load_toml(firm(text))
    assert not french_left(caught.value.detail_en)


def test_the_owner_of_an_unknown_section_is_a_slip(firm: Firm) -> None:
    with pytest.raises(SettingsError, match="owners : rubrique inconnue « game »"):
        pac_book(load_toml(firm('owners = { game = "direction" }')))


def test_what_few_firms_choose_is_not_carried(firm: Firm) -> None:
    carried = load_toml(firm("")).dumps()
    assert not any(f'"{key}":' in carried for key in ("owners", "workbook", "essentials", "layout"))


def test_rules_of_the_relecture_are_left_out_by_their_codes(firm: Firm) -> None:
    assert load_toml(firm('relecture_off = ["funnel-short"]')).relecture_off == ("funnel-short",)
    with pytest.raises(SettingsError, match="vouliez-vous dire « family-unused »") as caught:
        load_toml(firm('relecture_off = ["famly-unused"]'))
    assert caught.value.detail_en == "relecture_off: unknown rule “famly-unused” (do you mean “family-unused”?)"


def test_clients_and_objectives_are_read_with_their_types(firm: Firm) -> None:
    settings = load_toml(
        firm(
            """
            [[clients]]
            name = "Alpha"
            revenue = 1000
            [[clients]]
            name = "Bêta"
            [[objectives]]
            name = "Tenir"
            target = 0.2
            deadline = 2026-12-31
            [[objectives]]
            name = "Durer"
            deadline = "2027-06-30"
            """
        )
    )
    assert settings.clients == (Client("Alpha", revenue=1000.0), Client("Bêta"))
    assert isinstance(settings.clients[0].revenue, float)
    assert settings.objectives == (
        Objective("Tenir", target=0.2, deadline=dt.date(2026, 12, 31)),
        Objective("Durer", deadline=dt.date(2027, 6, 30)),
    )


def test_a_family_may_be_left_out_with_its_reason(firm: Firm) -> None:
    family = '[[families]]\nkey = "{0}"\nsheet = "{0}"\ntitle = "A"\nphase = "stratégique"\nsteps = ["Un"]\n'
    out = 'retained = false\nreason = "Plus tard."\n'
    settings = load_toml(firm(family.format("a") + family.format("b") + out))
    assert [(each.retained, each.reason) for each in settings.families] == [(True, ""), (False, "Plus tard.")]
    assert [each.key for each in settings.drawn] == ["a"]


# --- slips ------------------------------------------------------------------------------------------------

FAMILY = '[[families]]\nkey = "a"\nsheet = "A"\ntitle = "A"\nphase = "stratégique"\nsteps = ["Un"]\n'
SLIPS = {
    "a key that is none": ('compagny = "Essai"', "clé inconnue « compagny » .vouliez-vous dire « company »"),
    "a key that is like no other": ("zzz = 1", "clé inconnue « zzz »$"),
    "a key of a row": ('[[people]]\nnom = "Zoé"', "clé inconnue « nom »"),
    "a key that is missing": ("[[people]]\nteam = 'Sud'", "la clé « name » manque"),
    "a text that is a number": ("company = 12", "« 12 » n’est pas un texte"),
    "a text with a blank at its end": ('company = "Essai "', "n’est pas un texte sans blanc autour"),
    "a list that is a text": ('channels = "Terrain"', "il faut une liste, pas 'Terrain'"),
    "a row that is a text": ('people = ["Zoé"]', "il faut un tableau de clés, pas 'Zoé'"),
    "a number that is a text": ('[[clients]]\nname = "A"\nrevenue = "1 000"', "« 1 000 » n’est pas un nombre"),
    "a number that is true": ('[[clients]]\nname = "A"\nrevenue = true', "« True » n’est pas un nombre"),
    "a date in French": (
        '[[objectives]]\nname = "A"\ndeadline = "31/12/2026"',
        "« 31/12/2026 » n’est pas une date .2026-12-31",
    ),
    "a day that is in no month": ('[[objectives]]\nname = "A"\ndeadline = "2026-02-30"', "n’est pas une date"),
    "a date that is a number": ('[[objectives]]\nname = "A"\ndeadline = 2026', "« 2026 » n’est pas une date"),
    "yes for true": (f'{FAMILY}retained = "oui"', "« oui » n’est pas vrai ou faux"),
    "one for true": (f"{FAMILY}retained = 1", "« 1 » n’est pas vrai ou faux"),
    "a family kept that is none": (
        'keep = ["etude"]',
        "keep : famille inconnue « etude » .vouliez-vous dire « etudes »",
    ),
    "no family kept": ("keep = []", "il faut au moins une famille"),
    "a section that is none": ('sections = ["planing"]', "rubrique inconnue « planing »"),
    "a logo that is not there": ('logo = "parti.png"', "logo introuvable « parti.png »"),
    "no TOML": ("company = ", "n’est pas un fichier TOML lisible"),
}


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(firm: Firm, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        pacxl.load_settings(firm(text))
    assert not french_left(caught.value.detail_en)


def test_a_slip_in_a_row_is_told_with_its_number(firm: Firm) -> None:
    with pytest.raises(SettingsError, match="› people 2 › name") as told:
        load_toml(firm('[[people]]\nname = "Zoé"\n[[people]]\nname = 3'))
    assert told.value.path.startswith(str(firm("")))


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="fichier introuvable « parti"):
        load_toml("parti.toml")


def test_a_base_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "firme.toml"
    path.write_text('based_on = "complt"', encoding="utf-8")
    with pytest.raises(SettingsError, match="vouliez-vous dire « complet »"):
        load_toml(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"name": "a"}'])
def test_what_a_workbook_carries_is_read_as_strictly(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from_text(text)
    assert not french_left(caught.value.detail_en)


def test_what_a_workbook_carries_is_what_was_put_in() -> None:
    assert settings_from_text(SMALL.dumps()) == SMALL
    assert "relecture_off" not in SMALL.dumps()  # as plans were written before there were rules to leave out
    without = dataclasses.replace(SMALL, relecture_off=("a-rule-of-a-later-version",))
    assert settings_from_text(without.dumps()) == without


# --- the logo ---------------------------------------------------------------------------------------------

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@pytest.mark.parametrize("image", [PNG, JPEG], ids=["a PNG", "a JPEG"])
def test_a_logo_is_read_beside_the_file(firm: Firm, image: bytes) -> None:
    path = firm('logo = "logo.img"')
    (path.parent / "logo.img").write_bytes(image)
    assert base64.b64decode(load_toml(path).logo) == image


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "n’est pas une image PNG ou JPEG"),
        (b"", "n’est pas une image PNG ou JPEG"),
        (PNG + bytes(LARGEST_LOGO), "trop lourd .200 ko, 200 au plus"),
    ],
    ids=["another image", "nothing", "too large a one"],
)
def test_a_logo_is_refused_if_it_is(firm: Firm, content: bytes, told: str) -> None:
    path = firm('logo = "logo.png"')
    (path.parent / "logo.png").write_bytes(content)
    with pytest.raises(SettingsError, match=told) as caught:
        load_toml(path)
    assert not french_left(caught.value.detail_en)

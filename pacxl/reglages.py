"""Settings as a workbook: the book that a sales director edits, and the way there and back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd

from pacxl.book import Book
from pacxl.contents import Contents, Identity, make_contents
from pacxl.errors import SettingsError
from pacxl.french import fold
from pacxl.kind import CHOICE, LONG, PROBABILITY, TEXT
from pacxl.settings import PHASES, SENSES, Family, Indicator, Person, Settings, Stage
from pacxl.sheet import Grid, Sheet, Text
from pacxl.table import Choices, Column, Part, Table

KEY, VERSION = "reglages", "1"
_FIRM = {
    "company": "Entreprise",
    "title": "Titre du plan",
    "description": "Description",
    "accent": "Couleur",
}


@lru_cache(maxsize=1)
def reglages_book() -> Book:
    """The book of the settings workbook."""
    return Book(
        KEY,
        "Réglages du plan",
        tuple(_tables()),
        tuple(_sheets()),
        (Choices("phases", "Phase", PHASES), Choices("sens", "Sens", SENSES)),
        "Listes",
    )


def reglages(settings: Settings, today: dt.date | None = None) -> Contents:
    """The contents of the settings workbook that says what these settings say."""
    families, indicators = settings.families, settings.indicators
    frames: dict[str, dict[str, list[Any]]] = {
        "entreprise": {"parametre": list(_FIRM.values()), "valeur": [getattr(settings, key) for key in _FIRM]},
        "familles": {
            "feuille": [family.sheet for family in families],
            "titre": [family.title for family in families],
            "phase": [family.phase for family in families],
            "utilite": [family.purpose for family in families],
            "groupe": [family.group for family in families],
            "cle": [family.key for family in families],
        },
        "etapes": {
            "famille": [family.sheet for family in families for _ in family.steps],
            "etape": [step for family in families for step in family.steps],
        },
        "personnes": {"nom": [p.name for p in settings.people], "equipe": [p.team for p in settings.people]},
        "segments": {"segment": list(settings.segments)},
        "unites": {"unite": list(settings.units)},
        "etapes_carnet": {
            "etape": [stage.name for stage in settings.stages],
            "probabilite": [stage.probability for stage in settings.stages],
        },
        "indicateurs": {
            "indicateur": [item.name for item in indicators],
            "unite": [item.unit for item in indicators],
            "sens": [item.sense for item in indicators],
            "cle": [item.key for item in indicators],
        },
    }
    return make_contents(reglages_book(), frames, Identity(KEY, VERSION, settings.company), today or dt.date.today())


def settings_from(contents: Contents) -> Settings:
    """The settings that a settings workbook says; raises SettingsError, naming the slip and its sheet."""
    if contents.book.key != KEY:
        raise SettingsError(contents.file, "ce n’est pas un classeur de réglages (pacxl settings en fait un)")
    firm: dict[str, str] = dict(_rows(contents, "entreprise", "parametre", "valeur"))
    known = {key: firm[label] for key, label in _FIRM.items() if firm.get(label)}
    return Settings(
        name=contents.file or KEY,
        title=known.pop("title", "Plan d’action commercial"),
        families=tuple(_families(contents)),
        stages=tuple(Stage(*row) for row in _rows(contents, "etapes_carnet", "etape", "probabilite")),
        indicators=tuple(
            Indicator(key or _key_of(name), name, unit, sense or SENSES[0])
            for name, unit, sense, key in _rows(contents, "indicateurs", "indicateur", "unite", "sens", "cle")
        ),
        segments=tuple(name for (name,) in _rows(contents, "segments", "segment")),
        units=tuple(name for (name,) in _rows(contents, "unites", "unite")),
        people=tuple(Person(*row) for row in _rows(contents, "personnes", "nom", "equipe")),
        **known,
    )


def _families(contents: Contents) -> Iterator[Family]:
    """The families in the order of their rows, each with its steps; a step of an unknown family is a slip."""
    steps: dict[str, list[str]] = {}
    for family, step in _rows(contents, "etapes", "famille", "etape"):
        steps.setdefault(family, []).append(step)
    for sheet, title, phase, purpose, group, key in _rows(
        contents, "familles", "feuille", "titre", "phase", "utilite", "groupe", "cle"
    ):
        own = tuple(steps.pop(sheet, ()))
        yield Family(key or _key_of(sheet), sheet, title or sheet, phase or PHASES[-1], own, purpose, group)
    for family in steps:
        raise SettingsError(contents.file, f"feuille Étapes : « {family} » n’est pas sur la feuille Familles")


def _rows(contents: Contents, table: str, *keys: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, "" for a blank text; a row whose first cell is blank, or whose number is, is a slip."""
    title = contents.book.by_key[table].title
    for row in contents.frames[table][list(keys)].astype(object).itertuples(index=False):
        cells = tuple("" if pd.isna(cell) else cell.strip() if isinstance(cell, str) else cell for cell in row)
        if cells[0] == "" or (table == "etapes_carnet" and cells[1] == ""):
            raise SettingsError(
                contents.file, f"feuille {title} : une ligne est incomplète ({', '.join(map(str, cells))})"
            )
        yield cells


def _key_of(name: str) -> str:
    """A technical name from a name: lower-case ASCII, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_").lstrip("0123456789_") or "sans_nom"


# --- the book ---------------------------------------------------------------------------------------------

_KEY_HELP = "Le nom technique, qui ne change plus une fois les classeurs envoyés. Vide : il est tiré du nom."


def _tables() -> Iterator[Table]:
    yield _table(
        "entreprise",
        "Entreprise",
        0,
        Column("parametre", "Paramètre", TEXT, given=True, width=26),
        Column("valeur", "Valeur", LONG, width=70, help="Couleur : six chiffres hexadécimaux, par exemple 1F5C7A."),
    )
    yield _table(
        "familles",
        "Familles",
        10,
        Column("feuille", "Feuille", TEXT, width=28, help="Le nom de sa feuille : 31 caractères au plus."),
        Column("titre", "Titre", TEXT, width=36, help="Le titre en entier."),
        Column("phase", "Phase", CHOICE, choices="phases", width=16, help="La phase du plan."),
        Column("utilite", "À quoi elle sert", LONG, width=60, help="Une phrase pour la personne qui la remplira."),
        Column("groupe", "Regroupement", TEXT, width=22, help="Un autre regroupement, si vous en employez un."),
        Column("cle", "Clé", TEXT, width=16, help=_KEY_HELP),
    )
    yield _table(
        "etapes",
        "Étapes",
        30,
        Column("famille", "Famille", TEXT, width=30, help="Le nom de la feuille de sa famille."),
        Column("etape", "Étape", TEXT, width=80, help="Une étape proposée : une ligne de la feuille."),
    )
    yield _table(
        "personnes",
        "Personnes",
        20,
        Column("nom", "Nom", TEXT, width=26, help="Une personne qui remplira un plan."),
        Column("equipe", "Équipe", TEXT, width=22, help="Son équipe."),
    )
    yield _table("segments", "Segments", 15, Column("segment", "Segment", TEXT, width=30, help="Un type de clients."))
    yield _table("unites", "Unités", 15, Column("unite", "Unité", TEXT, width=22, help="Une unité de mesure."))
    yield _table(
        "etapes_carnet",
        "Étapes du carnet",
        8,
        Column("etape", "Étape", TEXT, width=30, help="Où en est une affaire."),
        Column("probabilite", "Probabilité", PROBABILITY, help="Celle d’une affaire, sauf avis contraire."),
    )
    yield _table(
        "indicateurs",
        "Indicateurs",
        8,
        Column("indicateur", "Indicateur", TEXT, width=30, help="Ce qui est suivi chaque mois."),
        Column("unite", "Unité", TEXT, width=16, help="Son unité."),
        Column("sens", "Sens", CHOICE, choices="sens", help="Dans quel sens c’est mieux."),
        Column("cle", "Clé", TEXT, width=20, help=_KEY_HELP),
    )


def _table(key: str, title: str, spare: int, *columns: Column) -> Table:
    return Table(key, title, columns, (Part(f"Reglages_{key}", title),), spare=spare)


_PURPOSES = {
    "Entreprise": "Votre entreprise, le titre de vos plans et leur couleur.",
    "Familles": "Une feuille par famille d’actions, dans cet ordre. Supprimez, renommez, déplacez, ajoutez.",
    "Étapes": "Les étapes proposées dans chaque famille, dans cet ordre.",
    "Personnes": "Les personnes qui rempliront un plan (pacxl new --each en fait un par personne).",
    "Segments": "Les types de clients proposés dans les plans.",
    "Unités": "Les unités proposées pour les cibles et les résultats.",
    "Étapes du carnet": "Les étapes d’une affaire, et la probabilité que chacune donne par défaut.",
    "Indicateurs": "Ce que chacun suit mois par mois.",
}


def _sheets() -> Iterator[Sheet]:
    steps = (
        *((f"{title} : {purpose}", title) for title, purpose in _PURPOSES.items()),
        ("Enregistrez, puis faites les classeurs : pacxl new reglages.xlsx --each -o vierges", ""),
    )
    guide = "Ce que votre entreprise choisit pour ses plans d’action commerciaux."
    yield Sheet("Mode d’emploi", "Réglages du plan", guide, (Text(steps, style="steps"),), tone="guide")
    for table in _tables():
        tone: Any = "plan" if table.key in ("familles", "etapes") else "follow"
        yield Sheet(table.title, table.title, _PURPOSES[table.title], (Grid(table.parts[0].name),), tone=tone)
    yield Sheet("Listes", "Listes", "Les choix proposés.", (), tone="list", across=True)

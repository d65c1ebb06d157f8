"""The rules that a settings workbook should keep to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.frame import World
from pacxl.definition.book import is_key, is_sheet_name
from pacxl.definition.expr import Col, is_blank
from pacxl.definition.rule import Rule
from pacxl.errors import SettingsError
from pacxl.french.period import parse_period
from pacxl.settings.model import LONGEST_NAME, YES


def _texts(world: World, table: str, column: str) -> pd.Series[Any]:
    """A column's texts as they are compared: whatever their case, without blanks around them."""
    return world.frames[table][column].str.strip().str.casefold()


def _files(world: World, table: str) -> pd.Series[Any]:
    """Which workbook each row is of."""
    frame = world.frames[table]
    return frame[world.by] if world.by else pd.Series(0, index=frame.index)


def _pairs(world: World, table: str, column: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([_files(world, table), _texts(world, table, column)])


def _twice(table: str, column: str) -> Rule:
    """A name that a row above has already."""

    def again(world: World) -> Any:
        return _filled(world, table, column) & _pairs(world, table, column).duplicated()

    return Rule("name-twice", table, column, again, shows=column)


def _filled(world: World, table: str, column: str) -> Any:
    return world.frames[table][column].notna().to_numpy(dtype=bool)


def _nowhere(code: str, table: str, column: str, other: str, name: str) -> Rule:
    """A name that no row of another table has."""

    def absent(world: World) -> Any:
        known = _pairs(world, table, column).isin(_pairs(world, other, name))
        return _filled(world, table, column) & ~known

    return Rule(code, table, column, absent, shows=column)


def _ill(code: str, table: str, column: str, slip: Callable[[str], bool], only: str = "") -> Rule:
    """A text that is not as it should be; `only` in the row of a parameter."""

    def ill(world: World) -> Any:
        frame = world.frames[table]
        asked = _filled(world, table, column) & ((frame["parametre"] == only).fillna(False) if only else True)
        return np.array(
            [yes and slip(text.strip()) for yes, text in zip(asked, frame[column], strict=True)], dtype=bool
        )

    return Rule(code, table, column, ill, shows=column)


def _is_no_colour(text: str) -> bool:
    return re.fullmatch(r"#?[0-9A-Fa-f]{6}", text) is None


def _is_no_period(text: str) -> bool:
    try:
        parse_period(text)
    except SettingsError:
        return True
    return False


def _is_no_key(text: str) -> bool:
    return not is_key(text)


def _is_no_sheet(text: str) -> bool:
    return not is_sheet_name(text)


def _is_no_name(text: str) -> bool:
    return len(text) > LONGEST_NAME or min(text) < " "


def _nothing_drawn(world: World) -> Any:
    """The first row of the phases, in a workbook that has no family in the plan."""
    drawn = _files(world, "familles")[world.frames["familles"]["au_plan"] == YES]
    owners = _files(world, "phases")
    return (~owners.isin(drawn) & ~owners.duplicated()).to_numpy(dtype=bool)


_NAMES = {"personnes": "nom", "etapes_carnet": "etape", "indicateurs": "indicateur"} | dict.fromkeys(
    ("segments", "canaux", "produits", "roles", "unites"), "nom"
)
_NEEDED = (
    ("familles", "feuille"),
    ("etapes", "famille"),
    ("etapes", "etape"),
    ("personnes", "nom"),
    ("clients", "client"),
    ("objectifs", "objectif"),
    ("etapes_carnet", "etape"),
    ("etapes_carnet", "probabilite"),
    ("indicateurs", "indicateur"),
)

SETTINGS_RULES = (
    *(Rule("cell-needed", table, column, is_blank(Col(column))) for table, column in _NEEDED),
    *(_twice(table, column) for table, column in _NAMES.items()),
    *(
        _twice(table, column)
        for table, column in (("familles", "feuille"), ("familles", "cle"), ("indicateurs", "cle"))
    ),
    *(_ill("name-wrong", table, column, _is_no_name) for table, column in _NAMES.items()),
    _ill("sheet-name-wrong", "familles", "feuille", _is_no_sheet),
    _ill("key-wrong", "familles", "cle", _is_no_key),
    _ill("colour-wrong", "entreprise", "valeur", _is_no_colour, "Couleur"),
    _ill("period-wrong", "entreprise", "valeur", _is_no_period, "Période"),
    _nowhere("steps-none", "familles", "feuille", "etapes", "famille"),
    _nowhere("family-unknown", "etapes", "famille", "familles", "feuille"),
    _nowhere("person-unknown", "clients", "personne", "personnes", "nom"),
    _nowhere("person-unknown", "objectifs", "personne", "personnes", "nom"),
    Rule("nothing-retained", "phases", "retenue", _nothing_drawn),
)

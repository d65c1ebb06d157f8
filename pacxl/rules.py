"""The rules that a plan should keep, and those of a settings workbook, each asked of a whole table at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pacxl.actions import SHELVED
from pacxl.book import is_key, is_sheet_name
from pacxl.carnet import LOST, WON
from pacxl.errors import SettingsError
from pacxl.expr import Col, Expr, Row, is_blank, today
from pacxl.frame import World, holds
from pacxl.objectifs import TO_VERIFY
from pacxl.pac import KEY as PAC
from pacxl.period import parse_period
from pacxl.raci import MANY_A, NO_A, NO_R
from pacxl.reglages_book import KEY as REGLAGES
from pacxl.reglages_book import YES
from pacxl.settings import LONGEST_NAME

row = Row()
Array = Any  # a numpy array


@dataclass(frozen=True)
class Rule:
    """Where `where` holds in a row of a table, the finding `code` is told, on the cell of `column`.

    What no expression can say of a row (a spelling, a name that is there already) is asked of the frames.
    """

    code: str
    table: str
    column: str
    where: Expr | Callable[[World], Array]
    shows: str = ""


# --- a plan -----------------------------------------------------------------------------------------------

_CLOSED = (row.issue == WON) | (row.issue == LOST)

_LONG_AGO, _FAR_AHEAD = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


def _far(table: str, column: str) -> Rule:
    """A year typed alone in a date's cell is a day of 1905 to Excel."""
    day = Col(column)
    return Rule("date-far", table, column, (day < _LONG_AGO) | (day >= _FAR_AHEAD), shows=column)


_RACI_SLIPS = (NO_A, MANY_A, NO_R)

_PLAN = (
    Rule("step-missing", "actions", "etape", is_blank(row.etape)),
    Rule("end-before-start", "actions", "fin", row.fin < row.debut),
    Rule("finish-in-future", "actions", "fin_reelle", row.fin_reelle > today),
    Rule(
        "sense-missing",
        "actions",
        "sens",
        ~SHELVED & ~is_blank(row.cible) & ~is_blank(row.resultat) & is_blank(row.sens),
    ),
    *(_far("actions", key) for key in ("debut", "fin", "fin_reelle")),
    *(_far("carnet", key) for key in ("date_jalon", "cloture")),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
    *(Rule("raci-accountable", "raci", "controle", row.controle == slip, shows="controle") for slip in _RACI_SLIPS),
    Rule("not-smart", "objectifs", "objectif", row.controle == TO_VERIFY, shows="objectif"),
)


# --- a settings workbook ----------------------------------------------------------------------------------


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

    def again(world: World) -> Array:
        return _filled(world, table, column) & _pairs(world, table, column).duplicated()

    return Rule("name-twice", table, column, again, shows=column)


def _filled(world: World, table: str, column: str) -> Array:
    return world.frames[table][column].notna().to_numpy(dtype=bool)


def _nowhere(code: str, table: str, column: str, other: str, name: str) -> Rule:
    """A name that no row of another table has."""

    def absent(world: World) -> Array:
        known = _pairs(world, table, column).isin(_pairs(world, other, name))
        return _filled(world, table, column) & ~known

    return Rule(code, table, column, absent, shows=column)


def _ill(code: str, table: str, column: str, slip: Callable[[str], bool], only: str = "") -> Rule:
    """A text that is not as it should be; `only` in the row of a parameter."""

    def ill(world: World) -> Array:
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


def _nothing_drawn(world: World) -> Array:
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

_SETTINGS = (
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

# --------------------------------------------------------------------------------------------------------

_RULES = {PAC: _PLAN, REGLAGES: _SETTINGS}


def broken(world: World) -> Iterator[tuple[Rule, list[int]]]:
    """Each rule of a book, with the rows of its table that break it; a plan need not have every table."""
    for rule in _RULES.get(world.book.key, ()):
        if rule.table in world.book.by_key:
            where = rule.where
            rows = holds(where, world, rule.table) if isinstance(where, Expr) else where(world)
            yield rule, np.flatnonzero(rows).tolist()

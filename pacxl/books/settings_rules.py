"""The rules that a settings workbook should keep to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from pacxl.books.reglages_fields import (
    LAYOUT,
    ROWS,
    WORKBOOK,
    aliases_field_from_text,
    day_field_from_text,
    euros_field_from_text,
    layout_field_from_text,
    ratio_field_from_text,
    typed_fields,
)
from pacxl.compute.columns import World
from pacxl.compute.excel_functions import excel_blanks
from pacxl.definition.book import is_book_key
from pacxl.definition.expr import Col, is_blank
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import is_sheet_name
from pacxl.french.period import is_period_text
from pacxl.french.proper_names import as_one_name
from pacxl.french.units import TAXES
from pacxl.settings.model import YES
from pacxl.settings.rules import (
    FLUX,
    NAMED,
    RATIO,
    colour_by_rule,
    is_colour,
    is_email,
    name_rule_slip,
    nature_rule_slip,
    same_person_by_rule,
)
from pacxl.settings.workbooks import LAYOUTS, WORKBOOKS


def _typed(world: World, table: str, *columns: str) -> pd.DataFrame:
    """Some columns of a table, a text or None a cell."""
    return pd.DataFrame({key: world.column(table, key) for key in columns}, dtype=object)


def _files(world: World, table: str, column: str) -> pd.Series[Any]:
    """Which workbook each row is of, in a table that has this column."""
    if world.by:
        return pd.Series(world.column(table, world.by))
    return pd.Series(0, index=range(len(world.column(table, column))))


def _pairs(world: World, table: str, column: str) -> pd.MultiIndex:
    texts = _typed(world, table, column)[column].map(as_one_name, na_action="ignore")
    return pd.MultiIndex.from_arrays([_files(world, table, column), texts])


def _twice(table: str, column: str) -> Rule:
    """A name that a row above has already."""

    def again(world: World) -> Any:
        return _filled(world, table, column) & _pairs(world, table, column).duplicated()

    return Rule("name-twice", table, column, again, shows=column)


def _filled(world: World, table: str, column: str) -> Any:
    return ~excel_blanks(world.column(table, column))


def _nowhere(code: str, table: str, column: str, other: str, name: str) -> Rule:
    """A name that no row of another table has."""

    def absent(world: World) -> Any:
        known = _pairs(world, table, column).isin(_pairs(world, other, name))
        return _filled(world, table, column) & ~known

    return Rule(code, table, column, absent, shows=column)


def _person_again(world: World) -> Any:
    """Somebody whom a row above has already: homonyms have a team each."""
    people, files = _typed(world, "personnes", "nom", "equipe"), _files(world, "personnes", "nom")
    again = np.zeros(len(people), dtype=bool)
    for file in files.unique():
        mine = (files == file).to_numpy(dtype=bool) & _filled(world, "personnes", "nom")
        named = people.loc[mine].fillna("").itertuples(index=False)
        again[mine] = same_person_by_rule([(str(name), str(team).strip()) for name, team in named])
    return again


def _nobody(table: str, world: World) -> Any:
    """The name of nobody, alone or with a team after it, Paul (Nord), or another spelling of it."""
    people = _typed(world, "personnes", "nom", "equipe", "autres").fillna("")
    files = _files(world, "personnes", "nom")
    known = set(zip(files, people["nom"].map(as_one_name), strict=True))
    with_team = people["nom"].str.strip() + " (" + people["equipe"].str.strip() + ")"
    known |= set(zip(files, with_team.map(as_one_name), strict=True))
    spelt = zip(files, people["autres"].map(aliases_field_from_text), strict=True)
    known |= {(file, as_one_name(name)) for file, names in spelt for name in names}
    names = _typed(world, table, "personne")["personne"].fillna("").map(as_one_name)
    asked = zip(_files(world, table, "personne"), names, strict=True)
    return np.array([name != "" and (file, name) not in known for file, name in asked], dtype=bool)


def _ill(code: str, table: str, column: str, right: Callable[[str], bool], only: str = "") -> Rule:
    """A text that is not as it should be; `only` in the row of a parameter."""

    def ill(world: World) -> Any:
        asked = _filled(world, table, column) & ((world.column(table, "parametre") == only) if only else True)
        texts = world.column(table, column)
        return np.array([yes and not right(text.strip()) for yes, text in zip(asked, texts, strict=True)], dtype=bool)

    return Rule(code, table, column, ill, shows=column)


def _parts_wrong(side: str) -> Rule:
    """A ratio without this part, a part that names no indicator that adds up, or a part of what is no ratio."""

    def wrong(world: World) -> Any:
        frame = _typed(world, "indicateurs", "indicateur", "cle", "nature", side)
        files = _files(world, "indicateurs", side)
        natures = frame["nature"].fillna(FLUX)
        slips = np.zeros(len(frame), dtype=bool)
        for file in files.unique():
            mine = frame[files == file]
            keys = {name: name for key in ("indicateur", "cle") for name in mine[key].dropna()}
            known = dict(zip(mine["indicateur"], natures[mine.index], strict=True))
            known |= {key: natures[row] for row, key in mine["cle"].dropna().items()}
            for row in mine.index:
                parts = ratio_field_from_text("" if pd.isna(text := mine.loc[row, side]) else text, keys)
                both = (parts, parts) if natures[row] == RATIO else (parts, ())
                slips[frame.index.get_loc(row)] = bool(nature_rule_slip(str(natures[row]), both, known))
        return slips

    return Rule("ratio-parts", "indicateurs", side, wrong, shows="indicateur")


def _nothing_drawn(world: World) -> Any:
    """The first row of the phases, in a workbook that has no family in the plan."""
    drawn = _files(world, "familles", "au_plan")[world.column("familles", "au_plan") == YES]
    owners = _files(world, "phases", "phase")
    return (~owners.isin(drawn) & ~owners.duplicated()).to_numpy(dtype=bool)


_PLACES = {(field, name): (table, key) for field, name, table, key in typed_fields()}
_UNIQUE = [_PLACES[field, name] for _, field, name in NAMED if (field, name) in _PLACES]
_NAMES = [_PLACES[field, name] for _, field, name in NAMED if name in ("name", "") and (field, name) in _PLACES]
_NEEDED = (
    ("familles", "feuille"),
    ("etapes", "famille"),
    ("etapes", "etape"),
    *((rows.table, key) for rows in ROWS for key in rows.needed),
)

SETTINGS_RULES = (
    *(Rule("cell-needed", table, column, is_blank(Col(column))) for table, column in _NEEDED),
    *(_twice(table, column) for table, column in _UNIQUE if table != "personnes"),
    Rule("name-twice", "personnes", "nom", _person_again, shows="nom"),
    *(_ill("name-wrong", table, column, lambda text: not name_rule_slip(text)) for table, column in _NAMES),
    _ill("sheet-name-wrong", "familles", "feuille", is_sheet_name),
    _ill("key-wrong", "familles", "cle", is_book_key),
    _ill("colour-wrong", "entreprise", "valeur", lambda text: is_colour(colour_by_rule(text)), "Couleur"),
    _ill("taxes-wrong", "entreprise", "valeur", lambda text: text.upper() in TAXES, "Montants"),
    _ill("period-wrong", "entreprise", "valeur", is_period_text, "Période"),
    _ill("due-wrong", "entreprise", "valeur", lambda text: day_field_from_text(text) is not None, "Date de retour"),
    _ill(
        "threshold-wrong",
        "entreprise",
        "valeur",
        lambda text: euros_field_from_text(text) is not None,
        "Seuil des écarts",
    ),
    _ill("answer-unknown", "entreprise", "valeur", lambda text: text.lower() in WORKBOOKS, WORKBOOK),
    _ill("answer-unknown", "entreprise", "valeur", lambda text: layout_field_from_text(text) in LAYOUTS, LAYOUT),
    _ill("email-wrong", "personnes", "courriel", is_email),
    _nowhere("steps-none", "familles", "feuille", "etapes", "famille"),
    _nowhere("family-unknown", "etapes", "famille", "familles", "feuille"),
    Rule("person-unknown", "clients", "personne", partial(_nobody, "clients"), shows="personne"),
    Rule("person-unknown", "objectifs", "personne", partial(_nobody, "objectifs"), shows="personne"),
    _parts_wrong("numerateur"),
    _parts_wrong("denominateur"),
    Rule("nothing-retained", "phases", "retenue", _nothing_drawn),
)

"""The rows that nobody touched, as the consolidated workbook tells them: proposed steps are counted, by person and
family; what came with every plan is shown once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pacxl.books.ecarts.everybody import MORE_STEPS, tables_once_for_everybody
from pacxl.books.untouched import touched_rows
from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array
from pacxl.compute.tally import Tallied, tallied_choices, tallied_numbers, tallied_rows
from pacxl.definition.book import Book
from pacxl.definition.table import PROVENANCE

ALL, THE_OTHERS = "tous", "les autres"  # in a person's place: of whom a row is shown once


def rows_as_proposed(team: Contents, book: Book) -> dict[str, Array]:
    """Which rows of a team are as a blank plan of its settings comes with them: of its actions, and of each table of
    which the écarts (`book`) show such rows once."""
    return {key: ~touched_rows(team, team.book.by_key[key]) for key in ("actions", *tables_once_for_everybody(book))}


def actions_not_as_proposed(actions: pd.DataFrame, proposed: Array) -> pd.DataFrame:
    """The actions that say something; under them, a line for the proposed steps that each person left as they were in
    each family: it tells how many, and stands where the first of them does."""
    left = actions[proposed]
    size = left.groupby(_WHOSE, dropna=False, sort=False)["etape"].transform("size").astype("Int64")
    first = ~left.duplicated(_WHOSE)
    said = [f"{n} étapes proposées, laissées telles quelles" if n > 1 else _ONE for n in size[first]]
    lines = left[first].assign(etape=pd.array(said, dtype="string"), **{MORE_STEPS.key: size[first] - 1})
    none = pd.array([pd.NA] * int((~proposed).sum()), dtype="Int64")
    rows: pd.DataFrame = pd.concat([actions[~proposed].assign(**{MORE_STEPS.key: none}), lines], ignore_index=True)
    return rows


_WHOSE = ["fichier", "feuille", "commercial", "equipe", "famille"]
_ONE = "1 étape proposée, laissée telle quelle"


def common_rows_as_proposed(frame: pd.DataFrame, proposed: Array) -> pd.DataFrame:
    """The rows of a table, those that several plans came with, and left, once: the first of each, above the others,
    called by whose it is."""
    shared = _shared(frame, proposed)
    common, first = shared > 1, (shared > 1) & ~_copies(frame, proposed, shared)
    whose = np.where(shared[first] == frame["fichier"].nunique(), ALL, THE_OTHERS)
    teams = pd.array([pd.NA] * len(whose), dtype="string")
    once = frame[first].assign(commercial=pd.array(whose, dtype="string"), equipe=teams)
    rows: pd.DataFrame = pd.concat([once, frame[~common]], ignore_index=True)
    return rows


def _contents(frame: pd.DataFrame) -> list[str]:
    """The columns that say what a row is, not where it comes from."""
    return [key for key in frame.columns if key not in PROVENANCE]


def _shared(frame: pd.DataFrame, proposed: Array) -> Array:
    """In how many plans a proposed row stands as it is; 0 for any other row."""
    found = np.zeros(len(frame), dtype="int64")
    groups = frame[proposed].groupby(_contents(frame), dropna=False, sort=False)["fichier"]
    found[proposed] = groups.transform("nunique").to_numpy(dtype="int64") if proposed.any() else 0
    return found


def _copies(frame: pd.DataFrame, proposed: Array, shared: Array) -> Array:
    """Which rows are shown by another one, of those that are `shared` by so many plans."""
    again = np.zeros(len(frame), dtype=bool)
    again[proposed] = frame[proposed].duplicated(_contents(frame)).to_numpy(dtype=bool)
    copies: Array = again & (shared > 1)
    return copies


def rows_shown_elsewhere(team: Contents, book: Book, as_proposed: Mapping[str, Array]) -> Iterator[Tallied]:
    """The tally of the rows that another one shows, in the tables of which that is so."""
    for key in tables_once_for_everybody(book):
        frame, proposed = team.frames[key], as_proposed[key]
        copies = _copies(frame, proposed, _shared(frame, proposed))
        if copies.any():
            table, rows = team.book.by_key[key], team.world.tables.columns(key).only(copies)
            for account in (tallied_numbers, tallied_rows, tallied_choices):
                yield from account(table, rows)

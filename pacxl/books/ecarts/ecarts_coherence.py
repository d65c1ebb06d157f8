"""The coherence of the écarts: figures that should be equal, compared on the sheet « Sources et preuve »."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from pacxl.books.ecarts.everybody import sheets_of_everybody
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, abs_, blank, count, if_, is_blank, lift
from pacxl.definition.kind import GAP_PRICE, NUMBER, PERCENT, POINTS, PRICE, RATE, TEXT, WHOLE
from pacxl.definition.sheet import Grid, Text, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.coherence import (
    PROOF_SHEET,
    SHARES,
    Comparable,
    Pair,
    coherence_gap_in_euros,
    coherence_gap_in_points,
    coherence_pairs,
    tolerated_for_coherence,
)
from pacxl.settings.model import Settings

COHERENCE = ("coherence", "coherence_parts")  # its tables
DECLARED, SHOWN = "déclarés égaux", "pour information"
EQUAL, DIFFERENT, APART, NOTHING = "égal", "diffère", "diffère (information)", "rien à comparer"
_VERDICTS = (Mark("good", EQUAL), Mark("bad", DIFFERENT), Mark("muted", APART), Mark("muted", NOTHING))

row = Row()


def coherence_tables(plan: Book, settings: Settings) -> tuple[Table, ...]:
    """The tables of the coherence: the pairs of amounts of the whole team, and the shares of each file; none that the
    plan has no figure for."""
    pairs, wholes = _split(plan, settings)
    return (
        *([_table("coherence", "Montants", _amount_columns(pairs, settings))] if pairs else []),
        *([_table("coherence_parts", SHARES, _share_columns(wholes, settings))] if wholes else []),
    )


def _table(key: str, title: str, columns: tuple[Column, ...]) -> Table:
    return Table(key, title, columns, (Part(key.capitalize(), PROOF_SHEET),), leads=2)


def ecarts_coherence_blocks(plan: Book, settings: Settings) -> tuple[Text | Grid, ...]:
    """The blocks of the sheet « Sources et preuve » that compare figures, if there is anything to compare."""
    tables = coherence_tables(plan, settings)
    told = sheet_note(
        f"« {DECLARED} » : par vos réglages ; une différence est alors à vérifier. « {SHOWN} » : montré, et compté "
        "nulle part.",
        "Un montant peut être arrondi d’un demi-centime, une part d’un demi-centième de point : ce n’est pas une "
        "différence. Vide n’est pas 0 : sans chiffre d’un côté, il n’y a rien à comparer.",
    )
    grids = tuple(Grid(table.parts[0].name, f"Cohérence : {table.title}") for table in tables)
    return (*grids, told) if tables else ()


def ecarts_incoherent_lines(tables: Sequence[Table]) -> Expr:
    """How many lines are declared equal, and are not."""
    found: Expr = lift(0)
    for table in tables:
        found = found + count(Of(table.key), Of(table.key).verdict == DIFFERENT)
    return found


def coherence_rows(plan: Book, settings: Settings, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows of the tables of the coherence: a pair each, and for each file the shares that it holds."""
    pairs, wholes = _split(plan, settings)
    names = sheets_of_everybody(plan)
    lines: dict[str, list[dict[Hashable, Any]]] = {
        "coherence": [
            _said(pair, declared) | _place("un", pair.one, names) | _place("autre", pair.figures[-1], names)
            for pair, declared in pairs
        ],
        "coherence_parts": [
            _said(pair, declared) | _place("un", pair.one, names) | {"voulu": 1.0} | owner
            for pair, declared in wholes
            for owner in _with_shares(frames[pair.one.table], pair.one.column)
        ],
    }
    return {
        table.key: pd.DataFrame(lines[table.key], columns=[column.key for column in table.stored], dtype=object)
        for table in coherence_tables(plan, settings)
    }


def _place(side: str, figure: Comparable, names: Mapping[str, str]) -> dict[Hashable, Any]:
    return {side: figure.label, f"feuille_{side}": names[figure.table]}


def _with_shares(frame: pd.DataFrame, column: str) -> list[dict[Hashable, Any]]:
    """The files that hold shares, each with whose it is."""
    owners = frame.loc[frame[column].notna(), ["fichier", "commercial", "equipe"]]
    return owners.drop_duplicates("fichier").to_dict("records")


def _said(pair: Pair, declared: bool) -> dict[Hashable, Any]:
    return {"donnee": pair.one.what, "comparaison": DECLARED if declared else SHOWN, "cle": pair.key}


def _split(plan: Book, settings: Settings) -> tuple[list[tuple[Pair, bool]], list[tuple[Pair, bool]]]:
    """The pairs of amounts, and the shares."""
    every = coherence_pairs(plan, settings)
    return [each for each in every if each[0].other], [each for each in every if not each[0].other]


# --- the columns ------------------------------------------------------------------------------------------


def _amount_columns(pairs: Sequence[tuple[Pair, bool]], settings: Settings) -> tuple[Column, ...]:
    def figure(side: int) -> Expr:
        return _of_the_pair(pairs, lambda pair: pair.figures[side].total(settings))

    number = _of_the_pair(pairs, lambda pair: pair.one.number(settings) + pair.figures[-1].number(settings))
    return (
        Column("donnee", "Donnée", TEXT, given=True, width=20),
        Column("comparaison", "Comparaison", TEXT, given=True, width=17),
        Column("un", "Premier chiffre", TEXT, given=True, width=22),
        Column("feuille_un", "Feuille du premier", TEXT, given=True, link=True, width=18),
        Column("montant_un", "Montant du premier", PRICE, figure(0), width=15),
        Column("autre", "Second chiffre", TEXT, given=True, width=20),
        Column("feuille_autre", "Feuille du second", TEXT, given=True, link=True, width=18),
        Column("montant_autre", "Montant du second", PRICE, figure(-1), width=15),
        Column(
            "difference", "Différence", GAP_PRICE, coherence_gap_in_euros(row.montant_un, row.montant_autre), width=15
        ),
        *_verdict(number, "Combien de montants les deux chiffres additionnent."),
    )


def _share_columns(wholes: Sequence[tuple[Pair, bool]], settings: Settings) -> tuple[Column, ...]:
    def mine(pair: Pair) -> Expr:
        return Of(pair.one.table).fichier == row.fichier

    total = _of_the_pair(wholes, lambda pair: pair.one.total(settings, mine(pair)))
    number = _of_the_pair(wholes, lambda pair: pair.one.number(settings, mine(pair)))
    return (
        Column("fichier", "Fichier", TEXT, given=True, width=20),
        Column("comparaison", "Comparaison", TEXT, given=True, width=17),
        Column("un", "Parts", TEXT, given=True, width=22),
        Column("feuille_un", "Leur feuille", TEXT, given=True, link=True, width=18),
        Column("total", "Leur somme", RATE, total, width=15),
        Column("commercial", "Commercial", TEXT, given=True, width=20),
        Column("equipe", "Équipe", TEXT, given=True, width=18),
        Column("voulu", "Doit faire", PERCENT, given=True, width=15),
        Column(
            "difference",
            "Différence",
            POINTS,
            coherence_gap_in_points(row.total, row.voulu),
            help="Somme − 100 %, en points.",
        ),
        *_verdict(number, "Combien de parts sont additionnées."),
    )


def _verdict(number: Expr, counted: str) -> tuple[Column, ...]:
    apart = if_(row.comparaison == DECLARED, DIFFERENT, APART)
    verdict = if_(abs_(row.difference) <= row.tolerance, EQUAL, apart)
    return (
        Column(
            "verdict",
            "Verdict",
            TEXT,
            if_(is_blank(row.difference), NOTHING, verdict),
            width=17,
            marks=_VERDICTS,
        ),
        Column("nombre", "Nombre", WHOLE, number, detail=True, help=counted),
        Column(
            "tolerance",
            "Arrondi admis",
            NUMBER,
            tolerated_for_coherence(row.nombre),
            detail=True,
            help="Un demi-centime par montant ; un demi-centième de point par part.",
        ),
        Column("cle", "Clé", TEXT, given=True, bound=True, width=40, detail=True),
    )


def _of_the_pair(pairs: Sequence[tuple[Pair, bool]], asked: Callable[[Pair], Expr]) -> Expr:
    """A figure of the row's own pair."""
    found: Expr = blank
    for pair, _ in pairs:
        found = if_(row.cle == pair.key, asked(pair), found)
    return found

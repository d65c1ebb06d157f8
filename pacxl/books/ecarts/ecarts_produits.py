"""The sheet « Prix, volume, mix » of the écarts: everybody's products added up, a line a product and unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pacxl.books.ecarts.everybody import ANNEXES
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, count, if_, is_blank, sum_
from pacxl.definition.kind import CHOICE, MONEY, NUMBER, TEXT
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Column, Table
from pacxl.plan.compared_products import COMPARED, NEW, NOT_SPLIT, STOPPED, is_split_product
from pacxl.plan.prix_volume_mix import (
    EFFECTS,
    LINES,
    SHEET,
    effects_rows,
    effects_table,
    prix_volume_mix_blocks,
    prix_volume_mix_gap_column,
    prix_volume_mix_table,
)
from pacxl.plan.tables.money import euros

row, gammes = Row(), Of("gammes")


def ecarts_produits_tables(plan: Book) -> tuple[Table, ...]:
    """The tables of « Prix, volume, mix », if the plan has products."""
    return (effects_table(), _lines()) if gammes.table in plan.by_key else ()


def ecarts_produits_sheet(plan: Book) -> tuple[Sheet, ...]:
    """The sheet « Prix, volume, mix » of the écarts, if the plan has products."""
    purpose = "Pourquoi le chiffre d’affaires de l’équipe n’est pas celui qui était prévu, produit par produit."
    return (
        (Sheet(SHEET, SHEET, purpose, prix_volume_mix_blocks(ANNEXES), tone="follow"),)
        if gammes.table in plan.by_key
        else ()
    )


def ecarts_produits_rows(frames: Mapping[str, pd.DataFrame]) -> dict[str, Mapping[str, Any]]:
    """The rows of its tables: each product in each of its units, the most unfavourable écart first. Excel takes for
    one what only case tells apart."""
    if gammes.table not in frames:
        return {}
    rows = frames[gammes.table]
    rows = rows[rows["comparaison"].notna()]
    keys = [rows[key].str.casefold().fillna("") for key in ("produit", "unite")]
    order = rows["ecart_ca"].fillna(0).astype("float64").groupby(keys).transform("sum").sort_values(kind="stable")
    first = ~pd.DataFrame(dict(enumerate(keys))).duplicated()
    once = rows.loc[[label for label in order.index if first[label]]]
    return {EFFECTS: effects_rows(), LINES: {key: once[key] for key in ("produit", "unite")}}


def _lines() -> Table:
    own = _same(gammes.produit, row.produit) & _same(gammes.unite, row.unite)
    split = own & is_split_product(gammes.comparaison)

    def added(key: str, header: str, column: OfCol, where: Expr) -> Column:
        return Column(key, header, MONEY, euros(sum_(column, where)), detail=where is split)

    def volume(key: str, header: str, column: OfCol) -> Column:
        help_ = "De tous, sans ce qui ne se décompose pas."
        return Column(key, header, NUMBER, sum_(column, split), unit_key="unite", help=help_)

    compared = own & ~is_blank(gammes.ecart_ca)
    figures = (
        Column("produit", "Produit", TEXT, given=True, width=26),
        Column("unite", "Unité", CHOICE, given=True, width=16),
        volume("ventes_prevues", "Ventes prévues", gammes.ventes_prevues),
        volume("ventes", "Ventes", gammes.ventes),
        added("ca_prevu", "CA prévu", gammes.ca_prevu, compared),
        added("ca", "CA réel", gammes.ca, compared),
        prix_volume_mix_gap_column(euros(sum_(gammes.ecart_ca, own))),
    )
    more = (
        Column("statut", "Prévu et réel", CHOICE, _comparison(own), detail=True),
        added("base_prevue", "CA prévu, décomposé", gammes.ca_prevu, split),
        added("base_reelle", "CA réel, décomposé", gammes.ca, split),
    )
    unsplit = euros(sum_(gammes.ecart_ca, own & (gammes.comparaison == NOT_SPLIT)))
    return prix_volume_mix_table(figures, unsplit, more)


def _comparison(own: Expr) -> Expr:
    """How the product compares once everybody's are added up: what one has stopped, another may sell."""
    planned, sold = row.ventes_prevues > 0, row.ventes > 0
    unsplit = if_(count(gammes, own & (gammes.comparaison == NOT_SPLIT)) > 0, NOT_SPLIT, blank)
    return if_(planned, if_(sold, COMPARED, STOPPED), if_(sold, NEW, unsplit))


def _same(column: OfCol, cell: Expr) -> Expr:
    return (column == cell) | (is_blank(column) & is_blank(cell))

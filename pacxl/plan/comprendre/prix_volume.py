"""Prix, volume, mix of a plan: its products from the most unfavourable écart on, and what each écart comes from."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, blank, if_, is_blank, lookup
from pacxl.definition.kind import CHOICE, MONEY, NUMBER, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Column, Table
from pacxl.plan.compared_products import NOT_SPLIT, is_split_product
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
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SPARE = 12  # rows of `gammes` for more products than the firm's own: lines here too

row, gammes = Row(), Of("gammes")


def section(settings: Settings) -> Section:
    """Prix, volume, mix: what the écart of each product comes from."""
    ranks = list(range(1, len(settings.products) + SPARE + 1))
    return Section(
        tables=(effects_table(), _lines()),
        sheets=(
            Sheet(
                SHEET,
                "Prix, volume, mix",
                "Pourquoi le chiffre d’affaires n’est pas celui qui était prévu : les prix, les volumes, ou ce qui "
                "s’est vendu ?",
                prix_volume_mix_blocks("Gammes"),
            ),
        ),
        rows={EFFECTS: effects_rows(), LINES: {"rang": ranks}},
    )


def _lines() -> Table:
    def found(key: str, header: str, kind: Kind, *, width: int | None = None, unit_key: str = "") -> Column:
        formula = lookup(row.rang, gammes.rang_ecart, getattr(gammes, key))
        return Column(key, header, kind, formula, width=width, unit_key=unit_key)

    of_row = lookup(row.rang, gammes.rang_ecart, gammes.comparaison)
    figures = (
        found("produit", "Produit", TEXT, width=26),
        found("unite", "Unité", CHOICE, width=16),
        found("ventes_prevues", "Ventes prévues", NUMBER, unit_key="unite"),
        found("ventes", "Ventes", NUMBER, unit_key="unite"),
        found("ca_prevu", "CA prévu", MONEY),
        found("ca", "CA réel", MONEY),
        prix_volume_mix_gap_column(lookup(row.rang, gammes.rang_ecart, gammes.ecart_ca)),
    )
    split = is_split_product(row.statut)
    more = (
        Column("statut", "Prévu et réel", CHOICE, of_row, detail=True),
        Column("base_prevue", "CA prévu, décomposé", MONEY, if_(split, row.ca_prevu), detail=True),
        Column("base_reelle", "CA réel, décomposé", MONEY, if_(split, row.ca), detail=True),
        Column("rang", "Rang", WHOLE, given=True, detail=True, width=8),
    )
    unsplit = if_(row.statut == NOT_SPLIT, row.ecart, if_(is_blank(row.statut), blank, 0))
    return prix_volume_mix_table(figures, unsplit, more)

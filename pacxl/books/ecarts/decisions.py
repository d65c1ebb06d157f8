"""What waits for somebody to decide: a line a matter on the first page of the écarts, and the sheet that tells it."""

from __future__ import annotations

from pacxl.books.ecarts.controls import Counts, counts_table
from pacxl.books.ecarts.doublons import SHEET as TWICE
from pacxl.books.ecarts.doublons import UNDECIDED, pairs
from pacxl.books.ecarts.gaps import SHEET as WHY
from pacxl.books.ecarts.gaps import TO_ASK, gaps
from pacxl.definition.expr import Of, count, is_blank, round_, sum_, today
from pacxl.definition.table import Part, Table
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import LATE

NAME = "Synthèse"  # the first page
DECISIONS, WAITING = "Les décisions qui attendent", "decisions"
LONG_LATE = 30  # days
actions, deals = Of("actions"), Of("carnet")
SEEN_ACTIONS = actions.vu == 1


def decisions(actions_sheet: str) -> Counts:
    """What waits for somebody to decide, in what the first page shows; each with the sheet that tells it."""
    mine, late = deals.vu == 1, count(actions, SEEN_ACTIONS & (actions.statut == LATE) & (actions.retard > LONG_LATE))
    signed, opened = mine & carnet.IS_WON, mine & carnet.IS_OPEN
    return {
        f"Actions en retard de plus de {LONG_LATE} jours": (actions_sheet, late),
        "Écarts défavorables sans cause": (WHY, count(gaps, (gaps.a_expliquer == TO_ASK) & (gaps.vu == 1))),
        "Affaires signées sans date": ("Carnet", count(deals, signed & is_blank(deals.cloture))),
        "Affaires ouvertes, date dépassée": ("Carnet", count(deals, opened & (deals.date_jalon < today))),
        "Doublons probables du carnet": (TWICE, count(pairs, UNDECIDED)),
        "dont à décider, en euros": (TWICE, round_(sum_(pairs.en_jeu, UNDECIDED))),
    }


def decisions_table(actions_sheet: str) -> Table:
    """The table of the decisions that wait."""
    return counts_table(WAITING, DECISIONS, "À décider", Part("Decisions", NAME), decisions(actions_sheet))

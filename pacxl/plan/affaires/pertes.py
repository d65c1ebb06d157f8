"""Why deals are lost: a reason that people choose in the carnet, where a firm asks for it, and what each cost."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, count, is_blank
from pacxl.definition.kind import CHOICE, COUNT, PERCENT, SUM_MONEY, TEXT
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.plan.tables.carnet import IS_LOST, carnet_sum
from pacxl.plan.tables.rollup import OTHERS, RollUp
from pacxl.settings.model import Settings

LOSSES = "pertes"  # the section of settings that asks for it
PART = "Pertes"
REASON_KEY = "motif_perte"
REASONS = Choices(
    "motifs_perte",
    "Motif de perte",
    ("prix", "délai", "concurrent", "offre inadaptée", "projet abandonné", "sans nouvelles", "autre"),
)
REASON = Column(
    REASON_KEY,
    "Motif de perte",
    CHOICE,
    choices=REASONS.key,
    width=18,
    help="D’une affaire perdue : pourquoi elle l’est.",
    synonyms=("raison de la perte", "cause de la perte", "pourquoi perdue", "lost reason", "loss reason"),
)

row, deals = Row(), Of("carnet")


def asks_reason_of_pertes(settings: Settings) -> bool:
    """Whether a firm asks why deals are lost."""
    return LOSSES in settings.sections


def pertes_table(sheet: str) -> Table:
    """The lost deals by reason, a line each: their number, and what they were worth (euros)."""
    lines = RollUp(Of(LOSSES), deals.motif_perte == row.motif, (is_blank(deals.motif_perte),))
    whole = carnet_sum(IS_LOST)

    def number(held: Expr | None) -> Expr:
        lost = IS_LOST if held is None else held & IS_LOST
        return count(deals, lost)

    return Table(
        LOSSES,
        "Affaires perdues par motif",
        (
            Column("motif", "Motif", TEXT, given=True, width=26),
            lines.added("affaires", "Affaires perdues", COUNT, number, "Leur nombre."),
            lines.added("perdu", "Perdu", SUM_MONEY, lambda held: carnet_sum(IS_LOST, held), "Ce qu’elles valaient."),
            Column("part", "Part du perdu", PERCENT, row.perdu / whole, help="En montants.", bar=True),
        ),
        (Part(PART, sheet),),
        apart=("Sans motif",),
        rest=OTHERS,
    )


def pertes_rows() -> dict[str, list[str]]:
    """The reasons, a line each."""
    return {"motif": [*REASONS.values]}

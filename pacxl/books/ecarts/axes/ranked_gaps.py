"""Écarts from the most unfavourable to the most favourable: the lines of a table ranked live, and drawn by sense."""

from __future__ import annotations

from dataclasses import dataclass

from pacxl.definition.expr import Expr, Of, Row, abs_, blank, coalesce, count, if_, is_blank, lookup, position, sum_
from pacxl.definition.kind import GAP_PERCENT, PERCENT, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Beside, Chart, Grid
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.definition.text_expr import text_of_parts
from pacxl.plan.tables.indicator_boards import TEAM
from pacxl.plan.tables.results import BARS_BY_SENSE, HIGHER, LOWER

PLACE = Column("place", "N°", WHOLE, position, detail=True, width=9)

MOST = 12  # ranks that are shown
NOWHERE = "sans équipe"  # what tells apart whoever is in no team

row = Row()


@dataclass(frozen=True)
class RankedGaps:
    """A table of ranks, and its chart: of another table (`lines`), the lines whose écart is not 0, the most
    unfavourable first.

    `name`, `gap`, `harm` and `place` are columns of that table: what the chart calls a line; its écart; what ranks
    it (the écart if not said), unfavourable above 0, or below unless `bad_above`; a number that no other line has,
    the smaller first where two are equal; `apart`, what tells lines of one name apart. `shown` is how the chart
    writes numbers. Where écarts `add` up, each line has the share of the unfavourable ones that it makes with those
    before it.
    """

    key: str
    title: str
    sheet: str
    lines: Of
    name: str
    gap: str
    kind: Kind
    shown: str
    harm: str = ""
    place: str = PLACE.key
    bad_above: bool = True
    add: bool = True
    apart: str = ""

    @property
    def part(self) -> str:
        return self.key.capitalize()

    def rank_column(self) -> Column:
        """In the table that is ranked, the rank of each line."""
        harm, mine = getattr(self.lines, self._ranks), getattr(row, self._ranks)
        larger = harm > mine if self.bad_above else harm < mine
        before = count(self.lines, larger & ~(harm == 0))
        level = count(self.lines, (harm == mine) & (getattr(self.lines, self.place) < getattr(row, self.place)))
        return Column(
            "rang_ecart",
            "Rang de l’écart",
            WHOLE,
            if_(is_blank(mine) | (mine == 0), blank, before + level + 1),
            detail=True,
            width=9,
            help="1 pour le plus défavorable ; sans écart, pas de rang.",
        )

    def table(self) -> Table:
        """The table of ranks: a given rank a row, with the line that has it."""
        gap, bad, good = (self._found(self.gap), self._of_sense(bad=True), self._of_sense(bad=False))
        return Table(
            self.key,
            self.title,
            (
                Column("ligne", "Ligne", TEXT, self._called(), width=30),
                self._column(0, if_(bad, gap, blank)),
                self._column(1, if_(good, gap, blank)),
                *((self._share(),) if self.add else ()),
                Column("rang", "Rang", WHOLE, given=True, width=9),
            ),
            (Part(self.part, self.sheet),),
        )

    def blocks(self, title: str, rows: int = 18) -> Beside:
        """The table of ranks, and its chart beside it, so many rows of the sheet high."""
        empty = "aucun écart encore, ou rien à comparer"
        chart = Chart(self.title, self.part, "ligne", BARS_BY_SENSE, "gap", rows, self.shown, 11, empty=empty)
        return Beside((Grid(self.part, title=title), chart))

    @property
    def _ranks(self) -> str:
        return self.harm or self.gap

    def _found(self, key: str) -> Expr:
        return lookup(row.rang, self.lines.rang_ecart, getattr(self.lines, key))

    def _called(self) -> Expr:
        """What a line is called: its name, and what tells it apart from another of that name."""
        name = self._found(self.name)
        if not self.apart:
            return name
        alike = count(self.lines, getattr(self.lines, self.name) == name)
        longer = text_of_parts(name, " (", coalesce(self._found(self.apart), NOWHERE), ")")
        return if_(alike > 1, longer, name)

    def _of_sense(self, *, bad: bool) -> Expr:
        harm = self._found(self._ranks)
        return harm > 0 if bad is self.bad_above else harm < 0

    def _column(self, which: int, figure: Expr) -> Column:
        series = BARS_BY_SENSE[which]
        marks = (Mark(series.tone, above=0), Mark(series.tone, below=0)) if series.tone else ()
        return Column(series.column, series.name, self.kind, figure, marks=marks, width=14)

    def _share(self) -> Column:
        """Of écarts that add up, each line's with those before it."""
        harm = getattr(self.lines, self._ranks)
        bad = harm > 0 if self.bad_above else harm < 0
        so_far = sum_(harm, bad & (self.lines.rang_ecart <= row.rang))
        return Column(
            "cumul",
            "Cumul",
            PERCENT,
            if_(is_blank(row.defavorable), blank, so_far / sum_(harm, bad)),
            bar=True,
            width=12,
            help="La part de tout l’écart défavorable que font les lignes jusqu’à ce rang : où sont les 80 %.",
        )


def ranked_gap_rows(lines: int) -> dict[str, list[int]]:
    """The rows of a table that ranks so many lines, at most; one line alone is first of nothing."""
    return {"rang": [*range(1, min(lines, MOST) + 1)] if lines > 1 else []}


# --- the indicators of a team, whatever their units --------------------------------------------------------


def ranked_indicators(sheet: str) -> RankedGaps:
    """The team's indicators by their écart, as a share of what was aimed at."""
    return RankedGaps(
        "indicateurs_classes",
        "Écart de chaque indicateur, en % de son objectif",
        sheet,
        Of(TEAM),
        "indicateur",
        "ecart_relatif",
        GAP_PERCENT,
        "0\\ %",
        harm="defaveur",
        add=False,
    )


def ranked_indicator_columns() -> tuple[Column, ...]:
    """In the board of the team's indicators, the écart of each as a share of its objective, by which it is ranked."""
    relative = if_(is_blank(row.objectif_compare), blank, row.ecart / abs_(row.objectif_compare))
    harm = if_(row.sens == HIGHER, 0 - row.ecart_relatif, if_(row.sens == LOWER, row.ecart_relatif, blank))
    return (
        Column(
            "ecart_relatif",
            "Écart relatif",
            GAP_PERCENT,
            relative,
            detail=True,
            help="Écart ÷ objectif comparé.",
        ),
        Column("defaveur", "Défaveur", GAP_PERCENT, harm, detail=True, help="Le même, en plus s’il est défavorable."),
        PLACE,
        ranked_indicators("").rank_column(),
    )

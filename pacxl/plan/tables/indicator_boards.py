"""The boards of indicators, one a row: one person's (the tableau de bord), everybody's one by one, the team's.

The team's landing is the sum of the people's landings; a ratio's is that of its landed parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, coalesce, count, if_, is_blank, lookup, sum_
from pacxl.definition.kind import COUNT, PERCENT, TEXT, WHOLE
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.indicator_figures import (
    AIMED,
    DONE,
    KEPT_APART,
    MIXED,
    UNSAID,
    Natures,
    attainment,
    indicator_compared_gap,
    indicator_figure_column,
    indicator_known_sum,
    indicator_missing_months,
    indicator_parts_known,
    indicator_ratio,
    same_indicator,
    verdict_of_indicator,
)
from pacxl.plan.tables.indicator_landing import PEOPLE, landing_columns, people, team_landing
from pacxl.plan.tables.rollup import RollUp
from pacxl.settings.model import YES
from pacxl.settings.rules import FLUX, MEAN, STOCK

row, ind = Row(), Of("indicateurs")
BOARD, TEAM = "tableau_indicateurs", "par_indicateur"
OF_LINE = ("indicateur", "unite", "sens")  # what tells a line of the indicators from another: unlike things never add


def board_columns(natures: Natures) -> tuple[Column, ...]:
    """The board of one person's indicators."""
    mine = ind.indicateur == row.indicateur
    unit = Column(
        "unite",
        "Unité",
        TEXT,
        lookup(row.indicateur, ind.indicateur, ind.unite),
        help="Celle du premier mois, feuille Indicateurs.",
        width=13,
    )
    lines = _Lines(natures, mine, alone=True, apart=count(ind, mine & (ind.nature == MIXED)) > 0)
    return (_NAME, unit, _SENSE, *lines.compared(), *landing_columns(natures, Of(BOARD)), *lines.judged())


def board_columns_of_people(natures: Natures) -> tuple[Column, ...]:
    """The board of everybody's indicators, one by one: the months of the row's person, whatever files they come
    from."""
    mine = ind.serie == row.numero
    lines = _Lines(natures, mine, alone=True)
    others = same_indicator(people) & ~is_blank(people.realise)
    known = ~is_blank(row.realise)

    def rank(key: str, header: str, further: Expr, help_: str) -> Column:
        figure = if_(known, count(people, others & further) + 1, blank)
        return Column(key, header, WHOLE, figure, detail=True, help=help_, width=9)

    return (
        Column("commercial", "Commercial", TEXT, given=True, width=20),
        _NAME,
        *_GIVEN,
        *lines.compared(),
        *landing_columns(natures, people),
        *lines.judged(),
        _known_months(PEOPLE, mine),
        rank("rang", "Rang", people.realise > row.realise, "Parmi ceux qui ont cet indicateur : 1 est le plus haut."),
        rank("rang_bas", "Rang depuis le bas", people.realise < row.realise, "1 est le plus bas."),
        Column("equipe", "Équipe", TEXT, given=True, width=14, detail=True),
        Column("numero", "Numéro", WHOLE, given=True, width=9, detail=True),
    )


def board_columns_of_team(natures: Natures) -> tuple[Column, ...]:
    """The board of the team's indicators: the months of all, of one unit and one sense."""
    mine = same_indicator(ind)
    return (_NAME, *_GIVEN, *board_of_months(natures, mine, same_indicator(people)), *_apart(mine))


def board_of_months(natures: Natures, mine: Expr, lands: Expr | None, *, alone: bool = False) -> tuple[Column, ...]:
    """What the months come to for which `mine` holds, line by line of a board: one person's each (`alone`), or many
    people's; and, unless it is None, where those land for which `lands` holds."""
    lines = _Lines(natures, mine, alone)
    return (*lines.compared(), *(() if lands is None else team_landing(natures, lands)), *lines.judged())


_NAME = Column("indicateur", "Indicateur", TEXT, given=True, width=28)
_SENSE = Column("sens", "Sens", TEXT, given=True, width=12)
_GIVEN = (Column("unite", "Unité", TEXT, given=True, width=13), _SENSE)


@dataclass(frozen=True)
class _Lines:
    """A table of indicators whose rows each add up the months for which `mine` holds: one person's, `alone`, or
    many people's. What does not add up (a mean, a rate without its parts) is shown of one person: the last known; and
    nothing of the lines for which `apart` holds."""

    natures: Natures
    mine: Expr
    alone: bool
    apart: Expr | None = None

    def compared(self) -> tuple[Column, ...]:
        """What was aimed at, done, and compared."""
        return (
            self.natures.column(self.apart),
            indicator_figure_column(
                "objectif", "Objectif total", self._aimed(), "De tous les mois, selon la nature."
            ),
            indicator_figure_column("realise", "Réalisé", self._done(), "Des mois connus, selon la nature."),
            indicator_figure_column(
                "objectif_compare", "Objectif comparé", self._aim_compared(), "Celui des mois réalisés."
            ),
            indicator_figure_column(
                "realise_compare",
                "Réalisé comparé",
                self._done_compared(),
                "Celui des mois qui ont un objectif.",
                detail=True,
            ),
            indicator_compared_gap(),
            Column(
                "atteinte",
                "Atteinte",
                PERCENT,
                if_(is_blank(row.ecart), blank, attainment(row.realise_compare, row.objectif_compare)),
                help="Réalisé ÷ objectif comparé (l’inverse si plus bas est mieux).",
                bar=True,
            ),
        )

    def judged(self) -> tuple[Column, ...]:
        """The months that are missing, and the verdict."""
        missing = indicator_missing_months(self.natures, self.mine)
        return (
            Column(
                "mois_manquants",
                "Mois manquants",
                COUNT,
                count(ind, missing),
                help="Les mois passés qui ont un objectif et pas de réalisé.",
                marks=(Mark("wait", above=0),),
            ),
            indicator_figure_column(
                "objectif_manquant",
                "Objectif manquant",
                self.natures.by_nature(flux=indicator_known_sum(ind.objectif, missing)),
                "L’objectif de ces mois-là.",
            ),
            verdict_of_indicator(row.ecart, row.mois_manquants),
        )

    def _aimed(self) -> Expr:
        last = self._last(self.natures.aim)
        return self.natures.by_nature(
            flux=indicator_known_sum(ind.objectif, self.mine),
            stock=last,
            ratio=self._or_last(indicator_ratio(AIMED, self.mine), last),
            mean=self._if_alone(last),
        )

    def _done(self) -> Expr:
        last = self._last(self.natures.done)
        return self.natures.by_nature(
            flux=indicator_known_sum(ind.realise, self.mine),
            stock=last,
            ratio=self._or_last(indicator_ratio(DONE, self.mine), last),
            mean=self._if_alone(last),
            unsaid=self._if_alone(last),
        )

    def _aim_compared(self) -> Expr:
        last = self._last(self.natures.aim)
        return self.natures.by_nature(
            flux=indicator_known_sum(ind.objectif, self._both),
            stock=last,
            ratio=if_(count(ind, self._four) > 0, indicator_ratio(AIMED, self._four), self._if_alone(last)),
            mean=self._if_alone(last),
        )

    def _done_compared(self) -> Expr:
        last = indicator_known_sum(self.natures.done, self._is_last & ~is_blank(self.natures.aim))
        return self.natures.by_nature(
            flux=indicator_known_sum(ind.realise, self._both),
            stock=last,
            ratio=if_(count(ind, self._four) > 0, indicator_ratio(DONE, self._four), self._if_alone(row.realise)),
            mean=self._if_alone(last),
        )

    @property
    def _both(self) -> Expr:
        """The months in which both figures are known."""
        return self.mine & ~is_blank(ind.ecart)

    @property
    def _four(self) -> Expr:
        """The months in which a ratio's parts are known, those done and those aimed at."""
        return self.mine & indicator_parts_known(DONE) & indicator_parts_known(AIMED)

    @property
    def _is_last(self) -> Expr:
        return self.mine & (ind.dernier == YES)

    def _last(self, column: OfCol) -> Expr:
        return indicator_known_sum(column, self._is_last)

    def _if_alone(self, figure: Expr) -> Expr:
        return figure if self.alone else blank

    def _or_last(self, ratio: Expr, last: Expr) -> Expr:
        return coalesce(ratio, last) if self.alone else ratio


# --- what is not added, and what no line holds ------------------------------------------------------------


def _apart(mine: Expr) -> tuple[Column, ...]:
    """The range over people of what does not add up."""
    apart = ~(row.nature == FLUX) & ~(row.nature == STOCK)

    def extreme(key: str, header: str, rank: OfCol, help_: str) -> Column:
        first = same_indicator(people) & (rank == 1)
        mean = sum_(people.realise, first) / count(people, first)
        return indicator_figure_column(key, header, if_(apart, mean, blank), help_)

    unsummed = (row.nature == MEAN) | (row.nature == UNSAID)
    return (
        extreme(
            "plus_bas", "Le plus bas", people.rang_bas, "De ce qui ne s’additionne pas : la personne la plus basse."
        ),
        extreme("plus_haut", "Le plus haut", people.rang, "La personne la plus haute."),
        Column(
            "addition",
            "Addition",
            TEXT,
            if_(unsummed, KEPT_APART, blank),
            help="Ce qui ne s’additionne pas se lit personne par personne.",
            width=17,
            detail=True,
        ),
        _known_months(TEAM, mine),
    )


def _known_months(table: str, mine: Expr) -> Column:
    """How many months are known: a row that no line holds shows here."""
    known = ~is_blank(ind.realise)
    return RollUp(Of(table), mine).added(
        "mois_connus",
        "Mois connus",
        COUNT,
        lambda held: count(ind, known if held is None else held & known),
        "Les mois dont le réalisé est tapé.",
    )

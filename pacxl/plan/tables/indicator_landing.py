"""Where an indicator will land at the end of the period: one person's pace, and the sum of the people's."""

from __future__ import annotations

import operator
from functools import reduce

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, round_, sum_
from pacxl.definition.kind import COUNT, NUMBER, WHOLE
from pacxl.definition.table import Column, Mark
from pacxl.french.units import EURO
from pacxl.plan.tables.indicator_figures import (
    Natures,
    indicator_figure_column,
    indicator_gap_column,
    indicator_known_sum,
    indicator_ratio,
    same_indicator,
)
from pacxl.plan.tables.results import result_gap
from pacxl.plan.tables.rollup import rollup_person
from pacxl.settings.model import Indicator

row = Row()
PEOPLE = "indicateurs_par_commercial"
people = Of(PEOPLE)
_PARTS_LANDED = (people.numerateur_atterri, people.denominateur_atterri)

# A person's indicator has a number: short to ask for in the many formulas that add up its months.
SERIES = Column(
    "serie",
    "Série",
    WHOLE,
    sum_(people.numero, rollup_person(people) & same_indicator(people)),
    detail=True,
    help="Le numéro de la ligne de cette personne, feuille « Indicateurs par commercial » ; 0 si elle n’y est pas.",
)
OF_SERIES = Of("indicateurs").serie == row.serie


def landing_of_indicator(indicator: Indicator, unit: Expr) -> Expr:
    """Which lines of the people are an indicator's in one unit and in its own sense: what a person counts otherwise
    has a line of its own, and adds to no other."""
    no_unit = is_blank(people.unite) & is_blank(unit)
    return _in_its_sense(indicator) & ((people.unite == unit) | no_unit)


def landing_in_euros(indicator: Indicator) -> Expr:
    """Which lines of the people are an indicator's in euros and in its own sense."""
    return _in_its_sense(indicator) & (people.unite == EURO)


def _in_its_sense(indicator: Indicator) -> Expr:
    sense = people.sens == indicator.sense if indicator.sense else is_blank(people.sens)
    return (people.indicateur == indicator.name) & sense


LANDING_IN_WORDS = (
    "Atterrissage d’un flux = réalisé + objectif des mois restants × (réalisé ÷ objectif des mois déjà comparés) : "
    "ce que donnera la période si le rythme ne change pas, à l’unité près.",
    "Si l’objectif des mois comparés est en tout nul ou négatif, ils ne disent aucun rythme : le reste compte alors "
    "pour son objectif.",
    "D’un stock : le dernier connu. D’un ratio : celui de ses parts. Celui de l’équipe est la somme de ceux des "
    "personnes.",
)
LANDING = " ".join(LANDING_IN_WORDS)


def landing_columns(natures: Natures, own: Of) -> tuple[Column, ...]:
    """The columns of one person's landing of an indicator; a ratio's parts are other rows of the same table `own`."""
    pace = if_(row.objectif_compare > 0, row.realise_compare / row.objectif_compare, 1)
    plain = natures.by_nature(
        flux=round_(row.realise + (row.objectif - row.objectif_compare) * pace, 0), stock=row.realise
    )
    ratios = natures.ratios
    landing = indicator_figure_column(
        "atterrissage",
        "Atterrissage",
        if_(is_blank(row.atterri), row.numerateur_atterri / row.denominateur_atterri, row.atterri)
        if ratios
        else plain,
        LANDING,
    )
    return (*(_landed_parts(natures, own, plain) if ratios else ()), landing, _landing_gap(natures, row.objectif))


def _landed_parts(natures: Natures, own: Of, plain: Expr) -> tuple[Column, ...]:
    def landed(name: str) -> Expr:
        mine = own.indicateur == name
        return indicator_known_sum(own.atterri, mine & rollup_person(own) if own == people else mine)

    def part(key: str, header: str, side: str) -> Column:
        figure: Expr = blank
        for each in natures.ratios:
            terms = [landed(name) for name in natures.named(getattr(each, side))]
            figure = if_(row.indicateur == each.name, reduce(operator.add, terms), figure)
        return Column(key, header, NUMBER, figure, detail=True, help="D’un ratio : sa part, à l’arrivée.")

    return (
        indicator_figure_column("atterri", "Arrivée", plain, "Là où arrive un flux ou un stock.", detail=True),
        part("numerateur_atterri", "Numérateur à l’arrivée", "numerator"),
        part("denominateur_atterri", "Dénominateur à l’arrivée", "denominator"),
    )


def _landing_gap(natures: Natures, aimed: Expr) -> Column:
    figure = natures.by_nature(
        flux=row.atterrissage - aimed,
        stock=result_gap(row.realise_compare, row.objectif_compare),
        ratio=round_(result_gap(row.atterrissage, row.objectif), 6),
    )
    return indicator_gap_column("ecart_atterrissage", "Écart à l’arrivée", figure, "Atterrissage − objectif total.")


def team_landing(natures: Natures, mine: Expr) -> tuple[Column, ...]:
    """The landing of an indicator of the people for whom `mine` holds: the sum of their landings, against the
    objectives of those who land."""
    lands, nowhere = mine & ~is_blank(people.atterrissage), mine & is_blank(people.atterrissage)
    landing = natures.by_nature(
        flux=indicator_known_sum(people.atterrissage, mine),
        stock=indicator_known_sum(people.atterrissage, mine),
        ratio=indicator_ratio(_PARTS_LANDED, mine),
    )
    return (
        indicator_figure_column("atterrissage", "Atterrissage", landing, LANDING),
        _landing_gap(natures, sum_(people.objectif, lands)),
        Column(
            "sans_mois",
            "Sans mois connu",
            COUNT,
            natures.by_nature(flux=count(people, nowhere & ~is_blank(people.objectif))),
            help="Les personnes dont aucun mois n’est connu : leur objectif est hors de l’atterrissage.",
            marks=(Mark("wait", above=0),),
        ),
        indicator_figure_column(
            "objectif_sans_mois",
            "Leur objectif",
            natures.by_nature(flux=indicator_known_sum(people.objectif, nowhere)),
            "L’objectif total de ces personnes-là.",
        ),
    )

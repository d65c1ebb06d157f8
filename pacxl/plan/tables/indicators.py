"""The monthly indicators, their cumulative figures, and the ratios made from them (the carré d'as)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pacxl.definition.expr import Expr, Of, Row, abs_, blank, coalesce, count, if_, is_blank, lift, round_, sum_
from pacxl.definition.kind import COUNT, MONEY, MONTH, NUMBER, PERCENT, TEXT, Kind
from pacxl.definition.sheet import Chart, Grid, Series, Sheet, Text
from pacxl.definition.table import Column, Part, Table
from pacxl.definition.text_expr import text_of_parts
from pacxl.plan.tables.indicator_boards import BOARD, board_columns
from pacxl.plan.tables.indicator_figures import (
    AIMED,
    DONE,
    IN_OTHER_UNITS,
    MIXED,
    RULES_IN_WORDS,
    Natures,
    Revenue,
    attainment,
    figure_of_month,
    indicator_figure_column,
    indicator_gap_column,
    indicator_known_sum,
    indicator_missing_months,
    indicator_natures,
    indicator_parts_known,
    indicator_ratio,
    verdict_of_indicator,
)
from pacxl.plan.tables.indicator_landing import LANDING_IN_WORDS
from pacxl.plan.tables.results import result_gap
from pacxl.settings.model import Settings
from pacxl.typography import WIDE

row, ind, ace = Row(), Of("indicateurs"), Of("carre_as")
# The indicators that ratios are made from, by their key in settings.
CALLS, VISITS, MEETINGS, SIGNED = "appels", "visites", "rendez_vous", "affaires_signees"
NEW, GONE, REVENUE = "nouveaux_clients", "clients_perdus", "chiffre_affaires"


def indicator_columns(natures: Natures) -> tuple[Column, ...]:
    """An indicator's month: typed objectif and réalisé.

    A figure is cumulated as its indicator's nature has it, and compared over the months in which both figures are
    known: a month to come is no failure, and a past one without réalisé is not good news.
    """
    so_far = (ind.indicateur == row.indicateur) & (ind.mois <= row.mois)
    aim, done = (row.vise, row.retenu) if natures.ratios else (row.objectif, row.realise)
    return (
        Column("indicateur", "Indicateur", TEXT, given=True, width=21, synonyms=("indicator", "kpi")),
        Column("mois", "Mois", MONTH, given=True, width=14, synonyms=("month", "période", "period"), edge="first"),
        Column("unite", "Unité", TEXT, given=True, width=12),
        Column("sens", "Sens", TEXT, given=True, width=11),
        indicator_figure_column(
            "objectif",
            "Objectif",
            None,
            "Ce que vous visez pour ce mois.",
            synonyms=("cible", "prévu", "target", "goal"),
        ),
        indicator_figure_column(
            "realise",
            "Réalisé",
            None,
            "Ce qui a été fait ce mois-ci. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            synonyms=("réel", "résultat", "actual", "result"),
        ),
        natures.column(IN_OTHER_UNITS),
        *natures.month_columns(),
        indicator_gap_column(
            "ecart", "Écart", result_gap(done, aim), "Réalisé − objectif ; en points entre pourcentages."
        ),
        *_cumulated(natures, so_far, aim, done),
        Column(
            "mois_manquants",
            "Mois manquants",
            COUNT,
            if_(is_blank(row.ecart), blank, count(ind, indicator_missing_months(natures, so_far))),
            detail=True,
            help="Les mois passés, jusqu’à celui-ci, qui ont un objectif et pas de réalisé.",
        ),
        verdict_of_indicator(coalesce(row.ecart_cumule, row.ecart), row.mois_manquants),
    )


def _cumulated(natures: Natures, so_far: Expr, aim: Expr, done: Expr) -> tuple[Column, ...]:
    """What the months up to the row's come to."""
    compared = so_far & ~is_blank(ind.ecart)
    four = so_far & indicator_parts_known(DONE) & indicator_parts_known(AIMED)
    return (
        indicator_figure_column(
            "cumul_objectif",
            "Cumul objectif",
            _known(aim, natures, sum_(ind.objectif, so_far), aim, coalesce(indicator_ratio(AIMED, so_far), aim)),
            "Les objectifs jusqu’à ce mois, selon la nature.",
        ),
        indicator_figure_column(
            "cumul_realise",
            "Cumul réalisé",
            _known(done, natures, sum_(ind.realise, so_far), done, coalesce(indicator_ratio(DONE, so_far), done)),
            "Les réalisés jusqu’à ce mois, selon la nature.",
        ),
        indicator_figure_column(
            "objectif_compare",
            "Objectif comparé",
            _known(
                row.ecart,
                natures,
                sum_(ind.objectif, compared),
                aim,
                if_(count(ind, four) > 0, indicator_ratio(AIMED, four), aim),
            ),
            "Celui des mois, jusqu’à celui-ci, dont les deux nombres sont connus.",
            detail=True,
        ),
        indicator_figure_column(
            "realise_compare",
            "Réalisé comparé",
            _known(
                row.ecart,
                natures,
                sum_(ind.realise, compared),
                done,
                if_(count(ind, four) > 0, indicator_ratio(DONE, four), row.cumul_realise),
            ),
            "Celui des mêmes mois.",
            detail=True,
        ),
        indicator_gap_column(
            "ecart_cumule",
            "Écart cumulé",
            round_(result_gap(row.realise_compare, row.objectif_compare), 6),
            "Réalisé − objectif des mois comparés : les mois sans réalisé ne comptent pas.",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_(is_blank(row.ecart_cumule), blank, attainment(row.realise_compare, row.objectif_compare)),
            help="Réalisé ÷ objectif des mois comparés (l’inverse si plus bas est mieux).",
        ),
    )


def _known(value: Expr, natures: Natures, flux: Expr, stock: Expr, ratio: Expr) -> Expr:
    """A cumulated figure, blank where the month's own is not known."""
    return if_(is_blank(value), blank, natures.by_nature(flux=flux, stock=stock, ratio=ratio))


# --- an indicator a row -----------------------------------------------------------------------------------


def indicator_sheet(settings: Settings) -> tuple[Table, Sheet]:
    """The table and the sheet of the indicators, one a row: what each month gave, the trend, where it will land."""
    natures = indicator_natures(settings)
    months = settings.stretch.months if settings.stretch else ()
    keys = [f"mois_{number}" for number in range(1, len(months) + 1)]
    by_month = tuple(_month(natures, key, month) for key, month in zip(keys, months, strict=True))
    trend = Column(
        "tendance",
        "Tendance",
        TEXT,
        given=True,
        width=13,
        help="Le réalisé, mois après mois.",
        spark=(keys[0], keys[-1]) if keys else None,
    )
    first, *rest = board_columns(natures)
    said, *ends = _course(keys, months) if keys else (trend,)
    table = Table(
        BOARD,
        "Tableau de bord",
        (first, trend, said, *rest, *by_month, *ends) if keys else (first, *rest),
        (Part("Tableau_indicateurs", "Tableau de bord"),),
    )
    sheet = Sheet(
        "Tableau de bord",
        "Tableau de bord des indicateurs",
        "Un indicateur par ligne, sa tendance et son atterrissage : rien à saisir, tout vient des mois.",
        (
            Grid("Tableau_indicateurs"),
            Text(tuple((line, "") for line in (*RULES_IN_WORDS, *LANDING_IN_WORDS))),
            Chart(
                "Taux d’atteinte par indicateur",
                "Tableau_indicateurs",
                "indicateur",
                (Series("atteinte", "Atteinte"),),
                shape="bar",
                rows=16,
                number_format="0\\ %",
                empty="saisissez l’objectif et le réalisé d’un même mois dans Indicateurs pour voir ce graphique",
                attained=True,
            ),
        ),
        tone="follow",
    )
    return table, sheet


_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def _course(keys: Sequence[str], months: Sequence[dt.date]) -> tuple[Column, ...]:
    """From the first month known to the last one, in words: not every program draws the small line."""
    values: list[Expr] = [getattr(row, key) for key in keys]
    names = [_MONTHS[month.month - 1] for month in months]
    change = round_((row.dernier - row.premier) * 100 / abs_(row.premier))
    size = if_(change < 0, text_of_parts(" −", 0 - change), text_of_parts(if_(change > 0, " +", " "), change))
    arrow = if_(row.dernier > row.premier, "↗", if_(row.dernier < row.premier, "↘", "→"))
    told = if_(row.premier == 0, text_of_parts(arrow, " depuis 0"), text_of_parts(arrow, size, f"{WIDE}%"))
    words = text_of_parts(told, " · ", row.premier_mois, " à ", row.dernier_mois)

    def end(key: str, header: str, values: list[Expr], names: list[str]) -> tuple[Column, Column]:
        month = Column(
            f"{key}_mois",
            f"{header} mois",
            TEXT,
            _where_known(values, names),
            help=f"{header} mois connu.",
            detail=True,
        )
        return month, indicator_figure_column(key, f"{header} réalisé", coalesce(*values), "De ce mois.", detail=True)

    return (
        Column(
            "evolution",
            "Évolution",
            TEXT,
            if_(row.premier_mois != row.dernier_mois, words, blank),
            help="Du premier mois connu au dernier.",
            width=22,
        ),
        *end("premier", "Premier", values, names),
        *end("dernier", "Dernier", values[::-1], names[::-1]),
    )


def _where_known(values: Sequence[Expr], words: Sequence[str]) -> Expr:
    """The word of the first value that is known."""
    found: Expr = blank
    for value, word in reversed(list(zip(values, words, strict=True))):
        found = if_(is_blank(value), found, word)
    return found


def _month(natures: Natures, key: str, month: dt.date) -> Column:
    mine = (ind.indicateur == row.indicateur) & (ind.mois == lift(month))
    formula = if_(row.nature == MIXED, blank, indicator_known_sum(natures.done, mine))
    header = f"{_MONTHS[month.month - 1]} {month.year}"
    return Column(key, header, NUMBER, formula, help="Le réalisé du mois.", unit_key="unite", width=11, detail=True)


def indicator_ratios_table(settings: Settings, sheet: str) -> Table | None:
    """Beside the indicators, the table of the ratios made from them (the carré d'as), by month, beside their parts;
    None if the firm's allow none.

    A ratio is known in a month when its two parts are; over the period it is that of the months in which it is known.
    """
    names, revenue = {each.key: each.name for each in settings.indicators}, indicator_revenue(settings)

    def done(key: str) -> Expr:
        return figure_of_month(names[key], ind.realise)

    columns = [Column("mois", "Mois", MONTH, given=True)]
    if CALLS in names and VISITS in names:
        columns.append(_part("prospections", "Prospections", done(CALLS) + done(VISITS), "Appels + visites."))
    columns += [_part(key, names[key], done(key)) for key in (MEETINGS, SIGNED) if key in names]
    if revenue:
        euros = revenue.known(ind.realise, ind.mois == row.mois)
        columns.append(_part(REVENUE, names[REVENUE], euros, "En euros : les mois en k€ sont convertis."))
    known = {column.key for column in columns}
    columns += [_ratio(*ratio) for ratio in _RATIOS if {ratio[3], ratio[4]} <= known]
    columns += [_part(key, names[key], done(key)) for key in (NEW, GONE) if key in names]
    return Table("carre_as", "Carré d’as", tuple(columns), (Part("Carre_as", sheet),)) if len(columns) > 1 else None


def indicator_revenue(settings: Settings) -> Revenue | None:
    """The months of the revenue, of an indicator that counts it."""
    found = settings.indicator(REVENUE)
    return Revenue(found, settings.taxes) if found else None


_RATIOS = (
    ("taux_rendez_vous", "Taux de rendez-vous", PERCENT, MEETINGS, "prospections"),
    ("taux_transformation", "Taux de transformation", PERCENT, SIGNED, MEETINGS),
    ("panier_moyen", "Panier moyen", MONEY, REVENUE, SIGNED),
)


def _part(key: str, header: str, formula: Expr, help_: str = "") -> Column:
    kind = MONEY if key == REVENUE else NUMBER
    return Column(key, header, kind, formula, help=help_, total=sum_(getattr(ace, key)), width=14)


def _ratio(key: str, header: str, kind: Kind, above: str, under: str) -> Column:
    total = indicator_ratio((getattr(ace, above), getattr(ace, under)))
    return Column(key, header, kind, getattr(row, above) / getattr(row, under), total=total, width=15)

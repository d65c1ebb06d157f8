"""The monthly indicators, their cumulative figures, and the ratios made from them (the carré d'as)."""

from __future__ import annotations

import datetime as dt

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, lift, round_, sum_
from pacxl.definition.kind import CHOICE, GAP_NUMBER, MONEY, MONTH, NUMBER, PERCENT, TEXT, Kind
from pacxl.definition.sheet import Chart, Grid, Series, Sheet, Text
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.results import HIGHER, LOWER, PERCENT_UNIT, VERDICT_MARKS, gap, verdict
from pacxl.settings.model import Settings

row, ind, ace = Row(), Of("indicateurs"), Of("carre_as")
# The indicators that ratios are made from, by their key in settings.
CALLS, VISITS, MEETINGS, SIGNED = "appels", "visites", "rendez_vous", "affaires_signees"
NEW, GONE, REVENUE = "nouveaux_clients", "clients_perdus", "chiffre_affaires"


def indicator_columns() -> tuple[Column, ...]:
    """An indicator's month: typed objectif and réalisé.

    An écart is cumulated over the months in which both figures are known: a month not yet filled in is no failure.
    Percentages are not cumulated: their sum would mean nothing.
    """
    so_far = (ind.indicateur == row.indicateur) & (ind.mois <= row.mois)
    compared = so_far & ~is_blank(ind.ecart)
    return (
        Column("indicateur", "Indicateur", TEXT, given=True, width=26),
        Column("mois", "Mois", MONTH, given=True),
        Column("unite", "Unité", TEXT, given=True, width=13),
        Column("sens", "Sens", TEXT, given=True, width=12),
        _number("objectif", "Objectif", None, "Ce que vous visez pour ce mois.", ("cible", "prévu")),
        _number(
            "realise",
            "Réalisé",
            None,
            "Ce qui a été fait ce mois-ci. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            ("réel", "résultat"),
        ),
        _gap("ecart", "Écart", gap(row.realise, row.objectif), "Réalisé − objectif ; en points entre pourcentages."),
        _number(
            "cumul_objectif",
            "Cumul objectif",
            _summed(is_blank(row.objectif), sum_(ind.objectif, so_far)),
            "La somme des objectifs jusqu’à ce mois.",
        ),
        _number(
            "cumul_realise",
            "Cumul réalisé",
            _summed(is_blank(row.realise), sum_(ind.realise, so_far)),
            "La somme des réalisés jusqu’à ce mois.",
        ),
        _gap(
            "ecart_cumule",
            "Écart cumulé",
            _summed(is_blank(row.ecart), round_(sum_(ind.ecart, so_far), 6)),
            "La somme des écarts jusqu’à ce mois : les mois sans réalisé ne comptent pas.",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            _summed(is_blank(row.ecart), _reached(sum_(ind.realise, compared), sum_(ind.objectif, compared))),
            help="Réalisé ÷ objectif des mois comparés (l’inverse si plus bas est mieux).",
        ),
        _verdict(row.ecart_cumule),
    )


def _summed(missing: Expr, total: Expr) -> Expr:
    return if_(missing | (row.unite == PERCENT_UNIT), blank, total)


# --- an indicator a row -----------------------------------------------------------------------------------

LANDING = (
    "Atterrissage = réalisé + objectif des mois restants × (réalisé ÷ objectif des mois déjà comparés) : "
    "ce que donnera la période si le rythme ne change pas, à l’unité près."
)


def _landing(done: Expr) -> Expr:
    return row.realise + (row.objectif - row.objectif_compare) * (done / row.objectif_compare)


def totals_by_indicator() -> tuple[Column, ...]:
    """An indicator added up over people and months; its écart is that of the months where both figures are known.

    Percentages are not added up.
    """
    mine = ind.indicateur == row.indicateur
    compared = mine & ~is_blank(ind.ecart)
    done = sum_(ind.realise, compared)
    percent, unknown = row.unite == PERCENT_UNIT, is_blank(row.ecart)
    return (
        Column("indicateur", "Indicateur", TEXT, given=True, width=28),
        Column("unite", "Unité", TEXT, given=True, width=13),
        Column("sens", "Sens", TEXT, given=True, width=12),
        _number("objectif", "Objectif total", if_(percent, blank, sum_(ind.objectif, mine)), "Tous les mois."),
        _number(
            "realise",
            "Réalisé",
            if_(~percent & (count(ind, mine & ~is_blank(ind.realise)) > 0), sum_(ind.realise, mine), blank),
            "Les mois connus.",
        ),
        _number(
            "objectif_compare",
            "Objectif comparé",
            if_(percent, blank, sum_(ind.objectif, compared)),
            "Celui des mois réalisés.",
        ),
        _gap(
            "ecart",
            "Écart",
            if_(~percent & (count(ind, compared) > 0), round_(sum_(ind.ecart, mine), 6), blank),
            "Réalisé − objectif comparé.",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_(unknown, blank, _reached(done, row.objectif_compare)),
            help="Réalisé ÷ objectif comparé (l’inverse si plus bas est mieux).",
            bar=True,
        ),
        _number(
            "atterrissage",
            "Atterrissage",
            if_(unknown, blank, round_(_landing(done), 0)),
            LANDING,
        ),
        _gap(
            "ecart_atterrissage",
            "Écart à l’arrivée",
            row.atterrissage - row.objectif,
            "Atterrissage − objectif total.",
        ),
        _verdict(row.ecart),
    )


def board(settings: Settings) -> tuple[Table, Sheet]:
    """The indicators, one a row: what each month gave, the trend, and where it will land."""
    months = settings.stretch.months if settings.stretch else ()
    keys = [f"mois_{number}" for number in range(1, len(months) + 1)]
    by_month = tuple(_month(key, month) for key, month in zip(keys, months, strict=True))
    trend = Column(
        "tendance",
        "Tendance",
        TEXT,
        given=True,
        width=20,
        help="Le réalisé, mois après mois.",
        spark=(keys[0], keys[-1]) if keys else None,
    )
    (first, *rest) = totals_by_indicator()
    table = Table(
        "tableau_indicateurs",
        "Tableau de bord",
        (first, trend, *rest, *by_month) if keys else (first, *rest),
        (Part("Tableau_indicateurs", "Tableau de bord"),),
    )
    sheet = Sheet(
        "Tableau de bord",
        "Tableau de bord des indicateurs",
        "Un indicateur par ligne, sa tendance et son atterrissage : rien à saisir, tout vient des mois.",
        (
            Grid("Tableau_indicateurs"),
            Text(((LANDING, ""), ("Les pourcentages ne s’additionnent pas : voyez-les mois par mois.", ""))),
            Chart(
                "Taux d’atteinte par indicateur",
                "Tableau_indicateurs",
                "indicateur",
                (Series("atteinte", "Atteinte"),),
                shape="bar",
                rows=16,
                number_format="0\\ %",
            ),
        ),
        tone="follow",
    )
    return table, sheet


_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def _month(key: str, month: dt.date) -> Column:
    mine = (ind.indicateur == row.indicateur) & (ind.mois == lift(month)) & ~is_blank(ind.realise)
    formula = if_(count(ind, mine) > 0, sum_(ind.realise, mine), blank)
    header = f"{_MONTHS[month.month - 1]} {month.year}"
    return Column(key, header, NUMBER, formula, help="Le réalisé du mois.", unit_key="unite", width=11, detail=True)


def _number(key: str, header: str, formula: Expr | None, help_: str = "", synonyms: tuple[str, ...] = ()) -> Column:
    return Column(key, header, NUMBER, formula, help=help_, synonyms=synonyms, unit_key="unite", width=13)


def _gap(key: str, header: str, formula: Expr, help_: str = "") -> Column:
    return Column(key, header, GAP_NUMBER, formula, help=help_, unit_key="unite", width=13)


def _reached(done: Expr, target: Expr) -> Expr:
    """The rate of attainment, in the sense of the indicator."""
    return if_(row.sens == LOWER, target / done, if_(row.sens == HIGHER, done / target, blank))


def _verdict(gap: Expr) -> Column:
    formula = verdict(gap, lift(0), row.sens)
    return Column("verdict", "Verdict", CHOICE, formula, help="Dans le sens de l’indicateur.", marks=VERDICT_MARKS)


def ace_table(settings: Settings, sheet: str, part: str = "Carre_as") -> Table | None:
    """The carré d'as by month, its parts beside it: what the firm's indicators allow of it, None if nothing.

    A ratio is known in a month when its two parts are; over the period it is that of the months in which it is known.
    """
    names = {indicator.key: indicator.name for indicator in settings.indicators}

    def done(key: str) -> Expr:
        mine = (ind.indicateur == names[key]) & (ind.mois == row.mois) & ~is_blank(ind.realise)
        return if_(count(ind, mine) > 0, sum_(ind.realise, mine), blank)

    columns = [Column("mois", "Mois", MONTH, given=True)]
    if CALLS in names and VISITS in names:
        columns.append(_part("prospections", "Prospections", done(CALLS) + done(VISITS), "Appels + visites."))
    columns += [_part(key, names[key], done(key)) for key in (MEETINGS, SIGNED, REVENUE) if key in names]
    known = {column.key for column in columns}
    columns += [_ratio(*ratio) for ratio in _RATIOS if {ratio[3], ratio[4]} <= known]
    columns += [_part(key, names[key], done(key)) for key in (NEW, GONE) if key in names]
    return Table("carre_as", "Carré d’as", tuple(columns), (Part(part, sheet),)) if len(columns) > 1 else None


_RATIOS = (
    ("taux_rendez_vous", "Taux de rendez-vous", PERCENT, MEETINGS, "prospections"),
    ("taux_transformation", "Taux de transformation", PERCENT, SIGNED, MEETINGS),
    ("panier_moyen", "Panier moyen", MONEY, REVENUE, SIGNED),
)


def _part(key: str, header: str, formula: Expr, help_: str = "") -> Column:
    kind = MONEY if key == REVENUE else NUMBER
    return Column(key, header, kind, formula, help=help_, total=sum_(getattr(ace, key)), width=14)


def _ratio(key: str, header: str, kind: Kind, over: str, under: str) -> Column:
    known = ~is_blank(getattr(ace, key))
    total = sum_(getattr(ace, over), known) / sum_(getattr(ace, under), known)
    return Column(key, header, kind, getattr(row, over) / getattr(row, under), total=total, width=15)

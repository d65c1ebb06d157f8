"""The monthly indicators, their cumulative figures, and the ratios made from them (the carré d'as)."""

from __future__ import annotations

from pacxl.actions import HIGHER, LOWER, VERDICT_MARKS, verdict
from pacxl.expr import Expr, Of, Row, blank, count, if_, is_blank, sum_
from pacxl.kind import CHOICE, GAP_NUMBER, MONEY, MONTH, NUMBER, PERCENT, TEXT, WHOLE
from pacxl.settings import Settings
from pacxl.table import Column, Part, Table

row, ind = Row(), Of("indicateurs")
# The indicators that ratios are made from, by their key in settings.
CALLS, VISITS, MEETINGS, SIGNED = "appels", "visites", "rendez_vous", "affaires_signees"
NEW, GONE, REVENUE = "nouveaux_clients", "clients_perdus", "chiffre_affaires"


def indicator_columns(own: Expr | None = None) -> tuple[Column, ...]:
    """An indicator's month: typed objectif and réalisé. `own` restricts cumulative figures to one person's rows."""
    so_far = (ind.indicateur == row.indicateur) & (ind.mois <= row.mois)
    so_far = so_far if own is None else so_far & own
    return (
        Column("indicateur", "Indicateur", TEXT, given=True, width=26),
        Column("mois", "Mois", MONTH, given=True),
        Column("unite", "Unité", TEXT, given=True, width=13),
        Column("sens", "Sens", TEXT, given=True, width=12),
        Column(
            "objectif",
            "Objectif",
            NUMBER,
            help="Ce que vous visez pour ce mois.",
            width=12,
            synonyms=("cible", "prévu"),
        ),
        Column(
            "realise",
            "Réalisé",
            NUMBER,
            help="Ce qui a été fait ce mois-ci. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            width=12,
            synonyms=("réel", "résultat"),
        ),
        Column("ecart", "Écart", GAP_NUMBER, row.realise - row.objectif, help="Réalisé − objectif."),
        Column(
            "cumul_objectif",
            "Cumul objectif",
            NUMBER,
            if_(is_blank(row.objectif), blank, sum_(ind.objectif, so_far)),
            help="La somme des objectifs jusqu’à ce mois.",
            width=12,
        ),
        Column(
            "cumul_realise",
            "Cumul réalisé",
            NUMBER,
            if_(is_blank(row.realise), blank, sum_(ind.realise, so_far)),
            help="La somme des réalisés jusqu’à ce mois.",
            width=12,
        ),
        Column("ecart_cumule", "Écart cumulé", GAP_NUMBER, row.cumul_realise - row.cumul_objectif, width=12),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_(
                row.sens == LOWER,
                row.cumul_objectif / row.cumul_realise,
                if_(row.sens == HIGHER, row.cumul_realise / row.cumul_objectif, blank),
            ),
            help="Cumul réalisé ÷ cumul objectif (l’inverse si plus bas est mieux).",
        ),
        Column(
            "verdict",
            "Verdict",
            CHOICE,
            verdict(row.cumul_realise, row.cumul_objectif, row.sens),
            help="Sur le cumul, dans le sens de l’indicateur.",
            marks=VERDICT_MARKS,
        ),
    )


def totals_by_indicator() -> tuple[Column, ...]:
    """An indicator added up over people and months; only months whose réalisé is known are compared."""
    mine = ind.indicateur == row.indicateur
    known = mine & ~is_blank(ind.realise)
    return (
        Column("indicateur", "Indicateur", TEXT, given=True, width=28),
        Column("unite", "Unité", TEXT, given=True, width=13),
        Column("sens", "Sens", TEXT, given=True, width=12),
        Column("objectif", "Objectif total", NUMBER, sum_(ind.objectif, mine), width=13),
        Column("objectif_compare", "Objectif comparé", NUMBER, sum_(ind.objectif, known), width=13),
        Column("realise", "Réalisé", NUMBER, if_(count(ind, known) > 0, sum_(ind.realise, known), blank), width=13),
        Column("ecart", "Écart", GAP_NUMBER, row.realise - row.objectif_compare, width=13),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_(row.sens == LOWER, row.objectif_compare / row.realise, row.realise / row.objectif_compare),
        ),
        Column(
            "verdict", "Verdict", CHOICE, verdict(row.realise, row.objectif_compare, row.sens), marks=VERDICT_MARKS
        ),
    )


def ace_table(settings: Settings, sheet: str, part: str = "Carre_as") -> Table | None:
    """The carré d'as by month: what the firm's indicators allow of it, None if nothing."""
    names = {indicator.key: indicator.name for indicator in settings.indicators}

    def done(key: str, where: Expr | None = None) -> Expr:
        own = ind.indicateur == names[key]
        return sum_(ind.realise, own if where is None else own & where)

    def known(key: str, where: Expr) -> Expr:
        rows = count(ind, (ind.indicateur == names[key]) & where & ~is_blank(ind.realise))
        return if_(rows > 0, done(key, where), blank)

    month = ind.mois == row.mois
    columns = [Column("mois", "Mois", MONTH, given=True)]
    prospecting = [key for key in (CALLS, VISITS) if key in names]
    if MEETINGS in names and prospecting:
        columns.append(
            Column(
                "taux_rendez_vous",
                "Taux de rendez-vous",
                PERCENT,
                done(MEETINGS, month) / _added([done(key, month) for key in prospecting]),
                help="Rendez-vous ÷ prospections (appels et visites).",
                total=done(MEETINGS) / _added([done(key) for key in prospecting]),
                width=15,
            )
        )
    if MEETINGS in names and SIGNED in names:
        columns.append(
            Column(
                "taux_transformation",
                "Taux de transformation",
                PERCENT,
                done(SIGNED, month) / done(MEETINGS, month),
                help="Affaires signées ÷ rendez-vous.",
                total=done(SIGNED) / done(MEETINGS),
                width=15,
            )
        )
    for key in (NEW, GONE):
        if key in names:
            columns.append(Column(key, names[key], WHOLE, known(key, month), total=done(key), width=15))
    if REVENUE in names and SIGNED in names:
        columns.append(
            Column(
                "panier_moyen",
                "Panier moyen",
                MONEY,
                done(REVENUE, month) / done(SIGNED, month),
                help="Chiffre d’affaires ÷ affaires signées.",
                total=done(REVENUE) / done(SIGNED),
                width=15,
            )
        )
    return Table("carre_as", "Carré d’as", tuple(columns), (Part(part, sheet),)) if len(columns) > 1 else None


def _added(terms: list[Expr]) -> Expr:
    whole = terms[0]
    for term in terms[1:]:
        whole = whole + term
    return whole

"""Deals that may be one: a line a pair, why, what is decided; the carnet as listed and without what stands twice."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, coalesce, count, if_, is_blank, lookup, max_, sum_
from pacxl.definition.kind import CHOICE, DATE, LONG, MONEY, PERCENT, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.tables import carnet
from pacxl.plan.tables.money import euros

KEY, SHEET, PART = "doublons", "Doublons", "Doublons"
SAME, TWO = "la même affaire", "deux affaires"
FIRST, SECOND = "la première", "la seconde"
BOTH = "les deux"
DECISIONS = (SAME, TWO)
_LATER = 1_000_000  # what is decided comes before what is only likely, where both take the same deal out

row, pairs, deals = Row(), Of(KEY), Of("carnet")
DEAL_NUMBER = Column("numero", "Numéro", WHOLE, given=True, detail=True, width=9)
UNDECIDED = is_blank(pairs.decision) & (pairs.vu == 1)


def doublons_choices() -> tuple[Choices, ...]:
    """What the drop-downs of the decisions offer."""
    return (
        Choices("doublons_decision", "Décision sur un doublon", DECISIONS),
        Choices("doublons_garder", "Celle qui compte", (FIRST, SECOND)),
    )


def doublons_table() -> Table:
    """The table of the pairs. The first of a pair counts and the second is taken out, unless somebody decides."""
    columns = (*_deal(1), *_deal(2), *_decided(), *_more(1), *_more(2), *_computed())
    return Table(KEY, "Doublons", columns, (Part(PART, SHEET),))


def _deal(side: int) -> tuple[Column, ...]:
    amount = lookup(getattr(row, f"affaire_{side}"), deals.numero, deals.montant)
    return (
        Column(f"commercial_{side}", f"Commercial {side}", TEXT, given=True, width=16),
        Column(f"societe_{side}", f"Société {side}", TEXT, given=True, width=26),
        Column(f"montant_{side}", f"Montant {side}", MONEY, amount),
    )


def _decided() -> tuple[Column, ...]:
    either = if_(row.commercial_1 == row.commercial_2, FIRST, row.commercial_1)
    other = if_(row.commercial_1 == row.commercial_2, SECOND, row.commercial_2)
    kept = if_(row.decision == TWO, BOTH, if_(row.garder == SECOND, other, either))
    return (
        Column("pourquoi", "Pourquoi", LONG, given=True, width=44),
        Column(
            "decision",
            "Décision",
            CHOICE,
            choices="doublons_decision",
            width=18,
            help="La même affaire, ou deux ; la prochaine consolidation s’en souvient.",
            marks=(Mark("good", SAME), Mark("muted", TWO)),
        ),
        Column(
            "garder",
            "Laquelle compte",
            CHOICE,
            choices="doublons_garder",
            width=16,
            help="Vide : la première, dont la probabilité est la plus grande.",
        ),
        Column("compte", "Compte", TEXT, kept, width=16, help="Celle des deux qui compte, dédoublonnée."),
        Column("en_jeu", "En jeu", SUM_MONEY, _taken_out("montant"), help="Le montant de celle qui ne compte pas."),
    )


def _taken_out(what: str, which: Expr | None = None) -> Expr:
    """What the deal that is taken out is worth, once however many pairs take it out; 0 if `which` does not hold."""
    again = count(pairs, (pairs.retiree == row.retiree) & (pairs.ordre < row.ordre)) > 0
    nothing = is_blank(row.retiree) | again
    found = coalesce(lookup(row.retiree, deals.numero, getattr(deals, what)), 0)
    return if_(nothing if which is None else nothing | ~which, 0, found)


def _more(side: int) -> tuple[Column, ...]:
    return (
        Column(f"nature_{side}", f"Nature {side}", TEXT, given=True, width=22),
        Column(f"date_{side}", f"Date {side}", DATE, given=True),
        Column(f"ou_{side}", f"Où {side}", TEXT, given=True, width=34),
    )


def _computed() -> tuple[Column, ...]:
    out = if_(row.garder == SECOND, row.affaire_1, row.affaire_2)
    order = if_(is_blank(row.decision), row.rang + _LATER, row.rang)
    seen = [coalesce(lookup(each, deals.numero, deals.vu), 0) for each in (row.affaire_1, row.affaire_2)]
    issue = lookup(row.retiree, deals.numero, deals.issue)
    won, opened = issue == carnet.WON, ~((issue == carnet.WON) | (issue == carnet.LOST))
    return (
        Column("ressemblance", "Ressemblance", PERCENT, given=True, width=14, help="70 % et plus : probable."),
        Column("ouvert_en_moins", "Ouvert en moins", SUM_MONEY, _taken_out("montant", opened), detail=True),
        Column("pondere_en_moins", "Pondéré en moins", SUM_MONEY, _taken_out("pondere", opened), detail=True),
        Column("signe_en_moins", "Signé en moins", SUM_MONEY, _taken_out("montant", won), detail=True),
        Column("retiree", "Affaire en moins", WHOLE, if_(row.decision == TWO, blank, out), detail=True, width=9),
        Column("ordre", "Ordre", WHOLE, order, detail=True, width=9),
        Column("vu", "Dans la vue", WHOLE, max_(*seen), detail=True, width=9, help="1 si la synthèse la montre."),
        Column("equipe_1", "Équipe 1", TEXT, given=True, detail=True, width=14),
        Column("equipe_2", "Équipe 2", TEXT, given=True, detail=True, width=14),
        Column("affaire_1", "Affaire 1", WHOLE, given=True, detail=True, width=9),
        Column("affaire_2", "Affaire 2", WHOLE, given=True, detail=True, width=9),
        Column("rang", "Rang", WHOLE, given=True, detail=True, width=9),
    )


def doublons_sheet() -> Sheet:
    """The sheet « Doublons »: what the open deals come to, as listed and without those that stand twice."""
    listed, weight, signed = (
        carnet.carnet_sum(carnet.IS_OPEN),
        carnet.weighted(None),
        carnet.carnet_sum(carnet.IS_WON),
    )
    decided = sum_(pairs.ouvert_en_moins, pairs.decision == SAME)
    likely = sum_(pairs.ouvert_en_moins, is_blank(pairs.decision))
    figures = (
        ("doublons_brut", "Carnet ouvert, brut", listed),
        ("doublons_decides", "dont doublons décidés", decided),
        ("doublons_probables", "dont doublons probables", likely),
        ("carnet_ouvert_dedoublonne", "Carnet ouvert, dédoublonné", listed - decided - likely),
        ("carnet_pondere_dedoublonne", "Total probabilisé, dédoublonné", weight - sum_(pairs.pondere_en_moins)),
        (
            "carnet_signe_dedoublonne",
            "Carnet signé, dédoublonné",
            signed - sum_(pairs.signe_en_moins),
        ),
    )
    return Sheet(
        SHEET,
        "Les affaires qui sont peut-être deux fois dans les carnets",
        "Une ligne par paire, avec la raison. Choisissez une décision ; rien n’est retiré des carnets.",
        (
            Figures(tuple(Figure(key, label, MONEY, euros(found)) for key, label, found in figures)),
            Grid(PART),
            sheet_note(
                "De deux affaires qui n’en sont qu’une, compte celle dont la probabilité est la plus grande, à moins "
                "que « Laquelle compte » n’en dise autrement. Les autres feuilles comptent toujours les deux.",
                "La prochaine consolidation s’en souvient si elle remplace ce classeur (--force), ou le reçoit "
                "(--decisions FICHIER).",
            ),
        ),
        tone="follow",
    )

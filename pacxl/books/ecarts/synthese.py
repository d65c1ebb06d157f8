"""The first page of the écarts workbook: where the gap is, whose, why, what is done, and whether it can be trusted.

Every figure of it is a live formula that follows the choice of a person or a team; its tables too.
"""

from __future__ import annotations

from pacxl.books.ecarts.axes.axes_sheet import SHEET as AXES
from pacxl.books.ecarts.controls import DECISIONS, NAME, SEEN_ACTIONS, TO_CHECK, checks
from pacxl.books.ecarts.everybody import steps_of_everybody
from pacxl.books.ecarts.gaps import SHEET as WHY
from pacxl.books.ecarts.gaps import TO_ASK, gaps
from pacxl.books.ecarts.preuve import RIGHT, WRONG
from pacxl.books.ecarts.qui import ANSWERED, AWAITED, qui_gap_marks, qui_money_indicators, qui_number_of_people
from pacxl.books.ecarts.qui import SHEET as WHO
from pacxl.books.ecarts.view import EVERYBODY, VIEW
from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, count, if_, is_blank, lift, lookup, sum_
from pacxl.definition.kind import CHOICE, COUNT, DATE, GAP_MONEY, MONEY, PERCENT, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.sheet import (
    Beside,
    Card,
    Figure,
    Figures,
    Grid,
    Sheet,
    Text,
    Tile,
    Tiles,
    TodayFigure,
    sheet_note,
)
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.affaires import previsions
from pacxl.plan.affaires.distribution import HIGH, LABELS
from pacxl.plan.coherence import PROOF_SHEET
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import LATE
from pacxl.plan.tables.indicator_figures import INCOMPLETE, INDICATOR_VERDICT_MARKS, indicator_known_sum
from pacxl.plan.tables.indicator_landing import landing_in_euros, people
from pacxl.plan.tables.indicators import REVENUE
from pacxl.plan.tables.money import (
    ABANDONED,
    FINISHED,
    NOT_KEPT,
    OPEN,
    UNBUDGETED,
    MoneySums,
)
from pacxl.plan.tables.results import FAVOURABLE, LOWER, UNFAVOURABLE, rate_of
from pacxl.settings.model import Indicator, Settings

BY_GROUP, GROUPS = "par_groupe", (FINISHED, OPEN, UNBUDGETED, ABANDONED, NOT_KEPT)
# The sheets that the first page leads to; each of them leads to the next.
_MAIN = (WHO, WHY, AXES, "Carnet", "Actions", TO_CHECK, PROOF_SHEET)

row, actions, deals, sources = Row(), Of("actions"), Of("carnet"), Of("sources")
_MONEY = MoneySums(actions, SEEN_ACTIONS)


def synthese_sheet(settings: Settings) -> Sheet:
    """The sheet « Synthèse » of a team, which leads to the main others."""
    return Sheet(
        NAME,
        "Où en est-on ?",
        "Les plans de l’équipe additionnés. Écart = réel − prévu. Choisissez une personne ou une équipe.",
        (
            Beside((Card(("Entreprise", "Période")), Figures((TodayFigure("aujourdhui", "Arrêté au", DATE), VIEW)))),
            Tiles((*_indicator_tiles(settings), _deals_tile(settings), _money_tile(), _trust_tile())),
            Grid("Cinq_ecarts", title="Les cinq plus grands écarts défavorables, en euros"),
            Grid("Personnes", title="Les personnes"),
            Beside((Grid("Decisions", title=DECISIONS), Grid("Par_groupe", title="Le budget, par groupe"))),
            Text(tuple((name, name) for name in _MAIN), style="links"),
        ),
        tone="guide",
    )


# --- tiles ------------------------------------------------------------------------------------------------


def _indicator_tiles(settings: Settings) -> tuple[Tile, ...]:
    return tuple(map(_indicator_tile, qui_money_indicators(settings)))


def _indicator_tile(each: Indicator) -> Tile:
    """An indicator to date, against its objective, and where it will land. Its écarts are of the months that are
    known: bad news or none; the verdict alone says the good ones, where no past month is missing."""
    mine = landing_in_euros(each) & (people.vu == 1)
    marks = tuple(mark for mark in qui_gap_marks(each.sense) if mark.tone == "bad")
    done, aimed = (indicator_known_sum(column, mine) for column in (people.realise_compare, people.objectif_compare))

    def figure(key: str, label: str, column: str, *, gap: bool = False) -> Figure:
        found = indicator_known_sum(getattr(people, column), mine)
        kind = GAP_MONEY if gap else MONEY
        return Figure(f"{each.key}_{key}", label, kind, found, marks=marks if gap else ())

    return Tile(
        each.name,
        figure("realise", "À date", "realise"),
        (
            figure("objectif", "Objectif à date", "objectif_compare"),
            figure("ecart", "Écart", "ecart", gap=True),
            Figure(f"{each.key}_atteinte", "Atteinte", PERCENT, rate_of(done, aimed)),
            Figure(f"{each.key}_verdict", "Verdict", CHOICE, _verdict(mine), marks=INDICATOR_VERDICT_MARKS),
            figure("atterrissage", "Atterrissage", "atterrissage"),
            figure("ecart_arrivee", "Écart à l’arrivée", "ecart_atterrissage", gap=True),
        ),
        WHO,
    )


def _verdict(mine: Expr) -> Expr:
    """The verdict of an indicator of which more is better: never favourable where a past month has no réalisé."""
    gap = indicator_known_sum(people.ecart, mine)
    reached = if_(sum_(people.mois_manquants, mine) > 0, INCOMPLETE, FAVOURABLE)
    return if_(is_blank(gap), blank, if_(gap < 0, UNFAVOURABLE, reached))


def _deals_tile(settings: Settings) -> Tile:
    """What the carnet adds: what is signed, what the open deals weigh and may bring, what they cover of the rest."""
    seen, views = deals.vu == 1, Of(previsions.KEY)

    def of_view(column: OfCol) -> Expr:
        return lookup(if_(is_blank(VIEW.value), EVERYBODY, VIEW.value), views.vue, column)

    return Tile(
        "Carnet",
        Figure("synthese_probabilise", "Probabilisé", MONEY, carnet.weighted(seen)),
        (
            Figure("synthese_signe", "Signé", MONEY, carnet.carnet_sum(carnet.IS_WON, seen)),
            Figure("synthese_ouvert", "Ouvert", MONEY, carnet.carnet_sum(carnet.IS_OPEN, seen)),
            Figure("synthese_p10", "8 chances sur 10 : de", MONEY, of_view(views.p10)),
            Figure("synthese_p90", LABELS[HIGH], MONEY, of_view(views.p90)),
            *_coverage(settings),
        ),
        "Carnet",
    )


def _coverage(settings: Settings) -> tuple[Figure, ...]:
    """What the weighted deals of the period cover of the revenue that is still to be made."""
    revenue = settings.indicator(REVENUE)
    if revenue is None or settings.stretch is None:
        return ()
    mine = landing_in_euros(revenue) & (people.vu == 1)
    left = sum_(people.objectif, mine) - sum_(people.realise, mine)
    first, last = lift(settings.stretch.start), lift(settings.stretch.end)
    coming = carnet.weighted((deals.vu == 1) & (deals.date_jalon >= first) & (deals.date_jalon <= last))
    return (Figure("synthese_couverture", "Couvre du reste", PERCENT, if_(left > 0, coming / left, blank)),)


def _money_tile() -> Tile:
    marks = qui_gap_marks(LOWER)
    late = count(actions, SEEN_ACTIONS & (actions.statut == LATE))
    return Tile(
        "Budget des actions",
        Figure("synthese_depense", "Dépensé", MONEY, _MONEY.spent),
        (
            Figure("synthese_budget", "Budget", MONEY, _MONEY.budget),
            Figure("synthese_ecart_constate", "Écart constaté", GAP_MONEY, _MONEY.found, marks=marks),
            Figure("synthese_ecart_atterrissage", "Écart à l’arrivée", GAP_MONEY, _MONEY.landing_gap, marks=marks),
            Figure(
                "synthese_actions", "Actions", WHOLE, steps_of_everybody(SEEN_ACTIONS & ~is_blank(actions.statut))
            ),
            Figure("synthese_en_retard", "dont en retard", WHOLE, late, marks=(Mark("bad", above=0),)),
        ),
        AXES,
    )


def _trust_tile() -> Tile:
    """Whether the page can be trusted: who has not answered, what there is to check, the proof of its totals."""
    wrong = count(sources, sources.preuve == WRONG)
    asked = count(gaps, (gaps.a_expliquer == TO_ASK) & (gaps.vu == 1))
    return Tile(
        "Confiance",
        Figure("recus", "Plans reçus", WHOLE, qui_number_of_people(*ANSWERED)),
        (
            Figure("attendus", "Encore attendus", WHOLE, qui_number_of_people(*AWAITED), marks=_ABOVE_0),
            Figure("a_verifier", TO_CHECK, WHOLE, sum_(checks.nombre), marks=_ABOVE_0),
            Figure("fichiers_a_verifier", "Fichiers à vérifier", WHOLE, wrong, marks=_ABOVE_0),
            Figure("sans_cause", "Écarts sans cause", WHOLE, asked, marks=_ABOVE_0),
            Figure("preuve_des_totaux", "Preuve des totaux", CHOICE, if_(wrong == 0, RIGHT, WRONG), marks=_PROVED),
        ),
        TO_CHECK,
    )


_ABOVE_0 = (Mark("wait", above=0),)
_PROVED = (Mark("good", RIGHT), Mark("bad", WRONG))


def synthese_to_check_sheet() -> Sheet:
    """The sheet « À vérifier »: all that could make a figure wrong, each with the sheet that tells it."""
    return Sheet(
        TO_CHECK,
        "À vérifier : ce qui pourrait fausser un chiffre",
        "Zéro partout : les totaux sont prouvés, et la lecture n’a rien laissé de côté.",
        (
            Grid("A_verifier", title="Les contrôles"),
            sheet_note((f"La preuve des totaux est sur la feuille {PROOF_SHEET}.", PROOF_SHEET)),
            Grid("Constats", title="Les constats de la lecture, avec l’endroit et ce qu’il faut faire"),
        ),
        tone="follow",
    )


# --- the money by group -----------------------------------------------------------------------------------


def synthese_groups_table() -> Table:
    """The money of the actions that are seen, by the group that says where it lands (euros)."""
    mine = SEEN_ACTIONS & (actions.groupe == row.groupe)
    own = MoneySums(actions, mine)

    def money(key: str, header: str, figure: Expr, total: Expr, *, gap: bool = False) -> Column:
        kind = GAP_MONEY if gap else SUM_MONEY
        return Column(key, header, kind, figure, total=total, width=13, marks=qui_gap_marks(LOWER) if gap else ())

    return Table(
        BY_GROUP,
        "Par groupe",
        (
            Column("groupe", "Groupe", TEXT, given=True, width=19),
            Column(
                "actions",
                "Actions",
                COUNT,
                steps_of_everybody(mine),
                total=steps_of_everybody(SEEN_ACTIONS & ~is_blank(actions.groupe)),
            ),
            money("budget", "Budget", own.budget, _MONEY.budget),
            money("depense", "Dépensé", own.spent, _MONEY.spent),
            money("constate", "Constaté", own.found, _MONEY.found, gap=True),
            money("libere", "Libéré", own.released, _MONEY.released),
        ),
        (Part("Par_groupe", NAME),),
    )

"""How far a plan is filled in: of each sheet that holds the essential, what is done, what is left, and its share.
`relecture/fullness` tells it of a plan that came back, by these very expressions.

The essential of an action that somebody took up is told by its row (`tables/action_status`). Of a deal: its company,
its amount, its chance or, once closed, the day. Of an indicator: the objective of each month, and the réalisé of
those that are past. Of an objective: a target and a date.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    blank,
    count,
    if_,
    is_blank,
    lift,
    lookup,
    month_start,
    round_,
    sum_,
    today,
)
from pacxl.definition.kind import PERCENT, TEXT
from pacxl.definition.sheet import Figure, Sentence
from pacxl.definition.table import STANDS_IN, Column, Mark, Part, Table
from pacxl.definition.text_expr import (
    counted_text,
    euros_text,
    joined_texts,
    repeated_text,
    text_of_parts,
)
from pacxl.french.calendar_names import FRENCH_MONTHS
from pacxl.french.period import Period
from pacxl.plan.tables import action_status, carnet
from pacxl.plan.tables.action_status import MISSED, MISSED_AND_OVERSPENT, UNDER_WAY
from pacxl.plan.tables.indicator_figures import indicator_natures
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.settings.workbooks import OTHER_FAMILY
from pacxl.typography import WIDE, typeset

KEY, PART, ENOUGH = "progression", "Progression", "complet"
ESSENTIAL = ("actions", "carnet", "indicateurs", "objectifs")  # the tables that hold it
row, families, lines = Row(), Of("synthese"), Of(KEY)
actions, deals, ind, aims = map(Of, ESSENTIAL)


def section(settings: Settings, tables: Sequence[Table], sheet: str) -> Section:
    """The table of a plan's progress, on its first sheet: a line for each sheet that holds the essential."""
    others = {
        table.parts[0].sheet: of_sheet
        for table in tables
        for key, of_sheet in _of_tables(settings).items()
        if table.key == key
    }
    of_family = _of_family(next((each.sheet for each in settings.drawn if each.key == OTHER_FAMILY), ""))
    columns = (
        Column("feuille", "À remplir : l’essentiel", TEXT, given=True, bound=True, width=26, link=True),
        _said("fait", "Fait", [(name, each.done) for name, each in others.items()], of_family.done, 16),
        _said("reste", "Reste à faire", [(name, each.left) for name, each in others.items()], of_family.left, 40),
        Column(
            "rempli",
            "Rempli",
            PERCENT,
            _chosen([(name, each.share) for name, each in others.items()], of_family.share),
            bar=True,
            width=11,
            help="La part de l’essentiel qui est remplie.",
        ),
    )
    table = Table(KEY, "Progression", columns, (Part(PART, sheet),))
    rows = {KEY: {"feuille": [*(family.sheet for family in settings.drawn), *others]}}
    return Section((table,), rows=rows)


def progress_lines(tables: Iterable[Table]) -> list[str]:
    """What the lines of a plan's progress are called: its families of actions, and the other sheets that hold the
    essential."""
    known = {table.key: table for table in tables}
    return [part.value or part.sheet for key in ESSENTIAL if key in known for part in known[key].parts]


@dataclass(frozen=True)
class _Progress:
    """Of a sheet: what is done, what is left (texts), the share of the essential that is filled in."""

    done: Expr
    left: Expr
    share: Expr


def _said(key: str, header: str, each: Sequence[tuple[str, Expr]], of_family: Expr, width: int) -> Column:
    formula = _chosen(each, of_family)
    return Column(key, header, TEXT, formula, width=width, marks=(Mark("good", ENOUGH),) if key == "reste" else ())


def _chosen(each: Sequence[tuple[str, Expr]], of_family: Expr) -> Expr:
    """What is told of the row's sheet; that of a family, unless it is another."""
    told = of_family
    for name, expr in reversed(each):
        told = if_(row.feuille == name, expr, told)
    return told


def _some(number: Expr, what: str) -> Expr:
    """How many, and of what, in words that have no plural; blank for none."""
    return if_(number > 0, text_of_parts(number, f"{WIDE}{what}"))


def _of_family(others: str) -> _Progress:
    """What is told of a family; the one of the `others`, which proposes no action, is filled in only if need be."""
    mine = getattr(actions, STANDS_IN) == row.feuille

    def lacking(what: str) -> Expr:
        return count(actions, mine & (actions.a_completer == what))

    taken = count(actions, mine & ~is_blank(actions.a_completer))
    set_aside = count(actions, mine & (actions.statut == action_status.DROPPED))
    complete = lacking(action_status.COMPLETE)
    todo = joined_texts(" · ", *(_some(lacking(what), f"sans {what}") for what in action_status.ESSENTIALS))
    unfilled, nothing = lift(typeset("à remplir, ou « non retenue »")), lift(0)
    if others:
        unfilled = if_(row.feuille == others, "s’il y en a", unfilled)
        nothing = if_(row.feuille == others, blank, nothing)
    return _Progress(
        if_(taken > 0, counted_text(taken, "action", "actions"), if_(set_aside > 0, "non retenue", blank)),
        if_(taken > complete, todo, if_(taken + set_aside > 0, ENOUGH, unfilled)),
        if_(taken > 0, complete / taken, if_(set_aside > 0, 1, nothing)),
    )


def _of_tables(settings: Settings) -> Mapping[str, _Progress]:
    """What is told of the sheets of other tables than the actions, by table."""
    return {"carnet": _of_deals(), "indicateurs": _of_indicators(settings), "objectifs": _of_objectives()}


def _share(lacking: Expr, asked: Expr) -> Expr:
    return if_(asked > 0, 1 - lacking / asked, 0)


def _of_deals() -> _Progress:
    number = count(deals, carnet.LISTED)
    nameless = count(deals, carnet.LISTED & is_blank(deals.societe))
    worthless = count(deals, carnet.LISTED & is_blank(deals.montant))
    chanceless = count(deals, carnet.LISTED & carnet.IS_OPEN & is_blank(deals.probabilite_retenue))
    undated = count(deals, carnet.LISTED & ~carnet.IS_OPEN & is_blank(deals.cloture))
    lacking = nameless + worthless + chanceless + undated
    todo = joined_texts(
        " · ",
        _some(nameless, "sans société"),
        _some(worthless, "sans montant"),
        _some(chanceless, "sans étape"),
        _some(undated, "sans date de clôture"),
    )
    return _Progress(
        counted_text(number, "affaire", "affaires"),
        if_(number > 0, if_(lacking > 0, todo, ENOUGH), "à remplir"),
        _share(lacking, 3 * number),
    )


def _of_indicators(settings: Settings) -> _Progress:
    natures = indicator_natures(settings)
    named, past = ~is_blank(ind.indicateur), ind.mois < month_start(today)
    aimless = count(ind, named & is_blank(natures.aim))
    asked = count(ind, named) + count(ind, named & past)
    lacking = aimless + count(ind, named & past & is_blank(natures.done))

    def lacks(month: dt.date) -> Expr:
        here = (ind.mois == lift(month)) & is_blank(natures.done)
        return (today >= lift(_next(month))) & (count(ind, here) > 0)

    months = settings.stretch.months if settings.stretch else ()
    late = (if_(lacks(month), FRENCH_MONTHS[month.month - 1]) for month in months)
    todo = joined_texts(" · ", "à saisir", *late)
    return _Progress(
        counted_text(count(ind, named & ~is_blank(natures.done)), "mois saisi", "mois saisis"),
        if_(
            aimless > 0,
            counted_text(aimless, "objectif à saisir", "objectifs à saisir"),
            if_(asked > 0, if_(lacking > 0, todo, ENOUGH), "à remplir"),
        ),
        _share(lacking, asked),
    )


def _next(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _of_objectives() -> _Progress:
    named = ~is_blank(aims.objectif)
    number = count(aims, named)
    aimless, undated = count(aims, named & is_blank(aims.cible)), count(aims, named & is_blank(aims.echeance))
    todo = joined_texts(
        " · ",
        _some(aimless, "sans cible"),
        _some(undated, "sans échéance"),
    )
    return _Progress(
        counted_text(number, "objectif", "objectifs"),
        if_(number > 0, if_(aimless + undated > 0, todo, ENOUGH), "à remplir"),
        _share(aimless + undated, 2 * number),
    )


# --- in a sentence ----------------------------------------------------------------------------------------

WHOLE = sum_(lines.rempli) / count(lines, ~is_blank(lines.rempli))  # each sheet weighs the same
_SIGNS = 10


def progress_sentence(settings: Settings) -> Sentence:
    """How far the whole of a plan is, and when it is to be back, if its settings say so."""
    tenths = round_(WHOLE * _SIGNS)
    some = text_of_parts(repeated_text("■", tenths), repeated_text("□", _SIGNS - tenths))
    drawn = if_(tenths == 0, "□" * _SIGNS, if_(tenths == _SIGNS, "■" * _SIGNS, some))
    open_sheets = counted_text(count(lines, lines.rempli < 1), "feuille à compléter", "feuilles à compléter")
    said = if_(
        WHOLE == 1,
        "tout l’essentiel est rempli",
        text_of_parts(round_(WHOLE * 100), f"{WIDE}% de l’essentiel est rempli · il reste ", open_sheets),
    )
    due = f" · à renvoyer le {settings.due:%d/%m/%Y}" if settings.due else ""
    whole = text_of_parts(drawn, "  ", said, *([due] if due else []))
    return Sentence(Figure("progression", "Progression", TEXT, whole), strong=True)


def progress_period_sentence(period: Period) -> Sentence:
    """That the period of a plan is over, once it is."""
    over = typeset(f"La période finit le {period.end:%d/%m/%Y} : les retards sont comptés jusqu’à ce jour.")
    return Sentence(Figure("periode_finie", "Période", TEXT, if_(today >= lift(period.end), over, blank)))


def progress_in_words_column() -> Column:
    """For the table of families: where the actions of each are, and their money; blank as long as there is nothing to
    tell."""
    mine = actions.famille == row.famille

    def number(*statuses: str) -> Expr:
        return reduce(operator.add, (count(actions, mine & (actions.statut == each)) for each in statuses))

    budget = text_of_parts("budget", if_(row.budget < 0, " −", " "), euros_text(row.budget))
    found = text_of_parts("constaté", if_(row.ecart_constate > 0, " +", " −"), euros_text(row.ecart_constate))
    whole = joined_texts(
        " · ",
        counted_text(row.terminees, "terminée", "terminées"),
        counted_text(number(MISSED, MISSED_AND_OVERSPENT), "objectif manqué", "objectifs manqués"),
        _some(number(UNDER_WAY), "en cours"),
        _some(row.en_retard, "en retard"),
        joined_texts(" → ", if_(row.budget == 0, blank, budget), if_(row.ecart_constate == 0, blank, found)),
    )
    return Column(
        "en_clair", "En clair", TEXT, whole, detail=True, width=60, help="Où en est la famille, en une ligne."
    )


def progress_family_sentence(key: str, family: str) -> Sentence:
    """On the sheet of a family, what the table of families says of it."""
    said = lookup(lift(family), families.famille, families.en_clair)
    return Sentence(Figure(f"resume_{key}", "Résumé", TEXT, said))

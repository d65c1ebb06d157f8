"""The sheet « Axes »: the écarts of the whole team by an axis that one chooses, by two of them crossed, by family, by
month and by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from typing import Any

from pacxl.books.ecarts.axes.ranked_gaps import MOST, RankedGaps, ranked_gap_rows, ranked_indicators
from pacxl.books.ecarts.everybody import steps_of_everybody
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, blank, coalesce, count, if_, is_blank, lookup, sum_
from pacxl.definition.kind import CHOICE, GAP_MONEY, MONEY, MONTH, NUMBER, SUM_NUMBER, TEXT, WHOLE
from pacxl.definition.sheet import Chart, Figure, Figures, Grid, Selector, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.action_status import LATE, action_goes_on
from pacxl.plan.tables.indicator_figures import RULES_IN_WORDS
from pacxl.plan.tables.indicator_landing import LANDING_IN_WORDS
from pacxl.plan.tables.money import CLOSING, PRUDENT, UNBUDGETED, MoneySums, euros, money_counts, money_found_figures
from pacxl.plan.tables.results import UNFAVOURABLE
from pacxl.plan.tables.rollup import OTHERS, rollup_columns, rollup_delay_columns

SHEET = "Axes"
EUROS = "#,##0\\ €"
FAMILY, PERSON, TEAM, SEGMENT, PERIOD = ALWAYS = ("Famille", "Commercial", "Équipe", "Segment", "Mois")
CHANNEL, PERSONA = "Canal", "Persona"
# What an action says of itself, in a column that not all plans have.
SAID = {SEGMENT: "segment", CHANNEL: "canal", PERSONA: "persona"}
NOT_SAID = "(non renseigné)"
ACROSS = 12  # columns of the crossed table; what is beyond is in « Autres »
_MOST = 200  # lines of an axis
_STEP = 1_000  # more than an axis has values: its number, and theirs, make one number
_BRIEF = ("jours", "objectifs_atteints", "objectifs_manques")
CHOSEN = BY_AXIS, CROSSED = "par_axe", "croisement"  # what follows the drop-downs
NAMES, VALUES, MEASURES = "axes", "axes_valeurs", "mesures"
CROSSED_INDICATORS = "indicateurs_croises"

row, actions = Row(), Of("actions")
RANKED_LINES = RankedGaps(
    "ecarts_classes",
    "Écart constaté, sur l’axe en lignes",
    SHEET,
    Of(BY_AXIS),
    "ligne",
    "ecart_constate",
    GAP_MONEY,
    EUROS,
    place="rang",
)
RANKED_INDICATORS = ranked_indicators(SHEET)
_values, _axes = Of(VALUES), Of(NAMES)
LINES = Selector("axe_lignes", "En lignes", CHOICE, "Axe_lignes", FAMILY, _axes.axe)
COLUMNS = Selector("axe_colonnes", "En colonnes", CHOICE, "Axe_colonnes", PERSON, _axes.axe)
MEASURE = Selector(
    "axe_mesure", "Ce qui est additionné", CHOICE, "Axe_mesure", "Écart constaté (€)", Of(MEASURES).mesure
)


def axes_sheet() -> Sheet:
    """The sheet « Axes »."""
    return Sheet(
        SHEET,
        "Les écarts, axe par axe",
        "Toute l’équipe. Choisissez deux axes et ce qui est additionné ; puis par famille, par mois, par indicateur.",
        (
            Figures((LINES, COLUMNS, MEASURE)),
            Figures(_column_names(), names=True),
            Grid("Croisement"),
            Grid(
                CROSSED_INDICATORS.capitalize(),
                title="Les indicateurs, sur l’axe en colonnes : commercial, équipe ou mois",
            ),
            sheet_note(
                "Réalisé − objectif des mois connus, dans l’unité de l’indicateur. Ce qui ne s’additionne pas se lit "
                "personne par personne (Qui) ; sur un axe qu’un indicateur n’a pas, tout est dans « Autres »."
            ),
            RANKED_LINES.blocks("L’axe en lignes : les écarts, les plus défavorables d’abord"),
            sheet_note(f"Les {MOST} premiers ; sans écart, pas de rang. Au-dessus de zéro : plus que le budget."),
            *map(Figures, _money_figures()),
            Grid("Par_axe", title="L’axe en lignes : budget, délais et résultats"),
            _money_chart("Par_famille", "famille"),
            Grid("Par_famille", title="Par famille"),
            Grid("Delais_par_famille", title="Délais et résultats, par famille"),
            sheet_note(f"{PRUDENT} {CLOSING}"),
            Grid("Par_mois", title="Par mois : celui de la fin prévue, à défaut du début"),
            Grid("Delais_par_mois", title="Délais et résultats, par mois"),
            _money_chart("Par_mois", "mois"),
            Grid("Par_indicateur", title="Par indicateur, chacun additionné selon sa nature"),
            sheet_note(*RULES_IN_WORDS, *LANDING_IN_WORDS),
            RANKED_INDICATORS.blocks("Les indicateurs, les plus défavorables d’abord"),
            sheet_note("L’écart en part de l’objectif comparé : zéro est l’objectif. Sans sens, pas de rang."),
        ),
        tone="follow",
    )


def _column_names() -> tuple[Figure, ...]:
    """What stands above the columns of the crossed table: the values of its second axis."""
    named = [Figure(f"nom_{number}", str(number), TEXT, value_on_axis(COLUMNS, number)) for number in _across()]
    return (Figure("nom_lignes", "Axe des lignes", TEXT, coalesce(LINES.value, FAMILY)), *named)


def _across() -> range:
    return range(1, ACROSS + 1)


def _header(number: int) -> str:
    return f"Colonne {number}"


def _money_figures() -> tuple[tuple[Figure, ...], ...]:
    """What the whole team's actions come to, in bands that are no wider than a page."""
    money = MoneySums(actions)
    return (
        (
            Figure("actions", "Actions", WHOLE, steps_of_everybody(~is_blank(actions.statut))),
            Figure("en_retard", "En retard", WHOLE, count(actions, actions.statut == LATE)),
            Figure("budget", "Budget", MONEY, money.budget),
            Figure("budget_libere", "Budget libéré", MONEY, money.released),
        ),
        (
            Figure("depense", "Dépensé", MONEY, money.spent),
            Figure("hors_budget", "dont hors budget", MONEY, money.unbudgeted),
            Figure("atterrissage", "Atterrissage", MONEY, money.landing),
            Figure("ecart_atterrissage", "Écart à l’atterrissage", GAP_MONEY, money.landing_gap),
        ),
        money_found_figures(money),
    )


def _money_chart(part: str, category: str) -> Chart:
    """A chart of the écarts: spending, and the budget that it is compared with, by what a roll-up is by."""
    return Chart(
        f"Budget et dépenses par {category}",
        part,
        category,
        (Series("budget", "Budget", target=True), Series("depense", "Dépensé")),
        shape="bar" if part == "Par_famille" else "column",
        rows=22,
        number_format=EUROS,
        empty="aucun plan n’a encore de budget ni de dépense",
    )


# --- an axis that one chooses, and two crossed ------------------------------------------------------------


def axes_of(plan: Book) -> tuple[str, ...]:
    """The axes of a plan's actions, in the order of the drop-downs: the usual ones, and what more is asked."""
    known = plan.by_key[actions.table].by_key
    return (*ALWAYS, *(axis for axis in (CHANNEL, PERSONA) if SAID[axis] in known))


def columns_for_axes(axes: Sequence[str]) -> tuple[Column, ...]:
    """What an action has to do with them: where it stands on each axis, and what it adds."""
    return (
        Column("axe_ligne", "Axe des lignes", TEXT, _place_on(LINES, axes), detail=True, width=18),
        Column("axe_colonne", "Axe des colonnes", TEXT, _place_on(COLUMNS, axes), detail=True, width=18),
        Column("mesure", "Mesure", NUMBER, _measured(), detail=True, width=12),
    )


def _place_on(axis: Selector, axes: Sequence[str]) -> Expr:
    month = if_(is_blank(row.mois), blank, lookup(row.mois, _values.mois, _values.valeur))
    found = coalesce(month, NOT_SAID)
    for name, cell in (
        *((name, getattr(row, key)) for name, key in SAID.items() if name in axes),
        (TEAM, row.equipe),
        (PERSON, coalesce(row.vue_personne, row.commercial)),
    ):
        found = if_(axis.value == name, coalesce(cell, NOT_SAID), found)
    return if_(is_blank(axis.value) | (axis.value == FAMILY), coalesce(row.famille, NOT_SAID), found)


_BUDGET = if_(money_counts(row), coalesce(row.budget, 0), 0)
# What can be added up: of one action, its part.
_MEASURES: Mapping[str, Expr] = {
    "Écart constaté (€)": coalesce(row.ecart_constate, 0),
    "Écart à l’atterrissage (€)": coalesce(row.atterrissage, 0) - _BUDGET,
    "Budget (€)": _BUDGET,
    "Dépensé (€)": coalesce(row.depense, 0),
    "Atterrissage (€)": coalesce(row.atterrissage, 0),
    "Budget libéré (€)": coalesce(row.budget_libere, 0),
    "Hors budget (€)": if_(row.groupe == UNBUDGETED, coalesce(row.depense, 0), 0),
    "Actions": if_(is_blank(row.statut), 0, 1 + coalesce(row.autres_etapes, 0)),
    "En retard": if_(row.statut == LATE, 1, 0),
    "Jours de retard": coalesce(row.retard, 0),
    "Objectifs non atteints": if_((row.verdict == UNFAVOURABLE) & action_goes_on(row), 1, 0),
}


def _measured() -> Expr:
    found = _MEASURES[MEASURE.first]
    for name, cell in _MEASURES.items():
        found = found if name == MEASURE.first else if_(MEASURE.value == name, cell, found)
    return found


def value_on_axis(axis: Selector, number: int | Expr) -> Expr:
    """The value of an axis of that number, from 1; blank where it has no more."""
    chosen = coalesce(lookup(axis.value, _axes.axe, _axes.numero), ALWAYS.index(axis.first) + 1)
    return lookup(chosen * _STEP + number, _values.numero, _values.valeur)


def axis_tables(sheet: str) -> tuple[Table, ...]:
    """The table of the axis in lines, that of the two crossed; on `sheet`, what the drop-downs offer."""
    line = Column("ligne", "Ligne", TEXT, value_on_axis(LINES, row.rang), width=30)
    rank = Column("rang", "Rang", WHOLE, given=True, detail=True, width=9)
    own = actions.axe_ligne == row.ligne
    brief = (each for each in rollup_delay_columns(BY_AXIS, own) if each.key in _BRIEF)
    rolled = rollup_columns(BY_AXIS, own, counted=steps_of_everybody)
    figures = [_where_named(column) for column in (*rolled, *brief, RANKED_LINES.rank_column())]
    offered = (
        Table(NAMES, "Axes", (_given("axe", "Axe"), _number("de l’axe")), (Part("Axes", sheet),)),
        Table(MEASURES, "Mesures", (_given("mesure", "Mesure"), _number("de la mesure")), (Part("Mesures", sheet),)),
        Table(
            VALUES,
            "Valeurs des axes",
            (_number("de la valeur"), _given("valeur", "Valeur"), Column("mois", "Mois", MONTH, given=True)),
            (Part("Valeurs_des_axes", sheet),),
        ),
    )
    return (
        Table(CROSSED, "Deux axes croisés", (line, *_crossed(), rank), (Part("Croisement", SHEET),), rest=OTHERS),
        Table(BY_AXIS, "Par axe", (line, *figures, rank), (Part("Par_axe", SHEET),), rest=OTHERS),
        RANKED_LINES.table(),
        RANKED_INDICATORS.table(),
        *offered,
    )


def _given(key: str, header: str) -> Column:
    return Column(key, header, TEXT, given=True, width=18)


def _number(what: str) -> Column:
    return Column("numero", f"Numéro {what}", WHOLE, given=True, width=10)


def _where_named(column: Column) -> Column:
    """A column of a line, blank where the axis has no value for it."""
    return replace(column, formula=if_(is_blank(row.ligne), blank, column.formula))


def _crossed() -> list[Column]:
    crossed, of_line = Of(CROSSED), actions.axe_ligne == row.ligne

    def added(key: str, header: str, figure: Expr, whole: Expr) -> Column:
        rest = euros(whole - sum_(getattr(crossed, key)))
        return Column(key, header, SUM_NUMBER, euros(figure), total=euros(whole), rest=rest, width=12)

    columns: list[Column] = []
    for number in _across():
        mine = actions.axe_colonne == value_on_axis(COLUMNS, number)
        figure, whole = sum_(actions.mesure, of_line & mine), sum_(actions.mesure, mine)
        columns.append(added(f"colonne_{number}", _header(number), figure, whole))
    every = sum_(actions.mesure, of_line)
    shown = reduce(add, (getattr(row, column.key) for column in columns))
    beyond = Column("autres", OTHERS, SUM_NUMBER, euros(every - shown), width=12)
    total = added("total", "Total", every, sum_(actions.mesure))
    return [_where_named(column) for column in (*columns, beyond, total)]


def axis_rows(values: Mapping[str, Iterable[str]], months: Mapping[Any, str]) -> dict[str, dict[str, list[Any]]]:
    """The rows of these tables. `values` are those of each axis but the months; `months`, each with its name."""
    given = {**values, PERIOD: months.values()}
    lists = {name: [*dict.fromkeys(given[name])] for name in (*ALWAYS, CHANNEL, PERSONA) if name in given}
    for name in lists.keys() - {FAMILY, PERSON}:
        lists[name].append(NOT_SAID)
    days = {name: day for day, name in months.items()}
    lines = [
        (axis * _STEP + number, value, days.get(value) if name == PERIOD else None)
        for axis, (name, found) in enumerate(lists.items(), 1)
        for number, value in enumerate(found[: _STEP - 1], 1)
    ]
    numbers, texts, starts = (list(column) for column in zip(*lines, strict=True))
    ranks = [*range(1, min(_MOST, max(map(len, lists.values()))) + 1)]
    return {
        BY_AXIS: {"rang": ranks},
        RANKED_LINES.key: ranked_gap_rows(len(ranks)),
        CROSSED: {"rang": ranks},
        NAMES: {"axe": [*lists], "numero": [*range(1, len(lists) + 1)]},
        MEASURES: {"mesure": [*_MEASURES], "numero": [*range(1, len(_MEASURES) + 1)]},
        VALUES: {"numero": numbers, "valeur": texts, "mois": starts},
    }

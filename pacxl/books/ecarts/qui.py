"""Who: a line a person, expected or heard of, on the first page; and person by person, each indicator and family."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from pacxl.books.ecarts.axes.ranked_gaps import PLACE, RankedGaps
from pacxl.books.ecarts.controls import COPY, LEFT_OUT, REPLACED, UNREADABLE
from pacxl.definition.expr import Expr, Of, Row, count, lift, lookup, sum_
from pacxl.definition.kind import COUNT, GAP_MONEY, GAP_NUMBER, LONG, PERCENT, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.sheet import Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.french.units import EURO, read_unit
from pacxl.plan.tables.indicator_boards import TEAM
from pacxl.plan.tables.indicator_figures import indicator_known_sum
from pacxl.plan.tables.indicator_landing import landing_in_euros, landing_of_indicator, people
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.results import HIGHER, LOWER, UNFAVOURABLE
from pacxl.plan.tables.rollup import OTHERS, rollup_person
from pacxl.settings.model import Indicator, Settings
from pacxl.settings.rules import FLUX

SHEET = "Qui"
PEOPLE_HERE, BY_INDICATOR, BY_FAMILY = "personnes", "qui_indicateurs", "qui_familles"
FILLED, BY_PERSON, RANKED = "remplissage", "qui_remplissage", "qui_classement"
BLANK, TO_MEND, RECEIVED, OVERDUE, EXPECTED = "vide", "à corriger", "reçu", "en retard", "attendu"
# What can be said of a person's answer: the first that applies.
ANSWERS = (UNREADABLE, LEFT_OUT, REPLACED, COPY, BLANK, TO_MEND, RECEIVED, OVERDUE, EXPECTED)
ANSWERED, AWAITED = (TO_MEND, RECEIVED), (BLANK, OVERDUE, EXPECTED)
_ANSWER_MARKS = (
    *(Mark("bad", each) for each in (UNREADABLE, OVERDUE)),
    *(Mark("wait", each) for each in (LEFT_OUT, BLANK, TO_MEND, EXPECTED)),
)

row, actions, by_person, filled, team = Row(), Of("actions"), Of("par_commercial"), Of(FILLED), Of(TEAM)


def qui_money_indicators(settings: Settings) -> tuple[Indicator, ...]:
    """The first two indicators of a firm that are sums of euros to earn: of the shipped ones, revenue and margin."""
    return tuple(each for each in settings.indicators if qui_adds_euros(each) and each.sense == HIGHER)[:2]


def qui_adds_euros(indicator: Indicator) -> bool:
    """Whether an indicator is a sum of euros."""
    return indicator.counted_as == FLUX and qui_counts_euros(indicator)


def qui_counts_euros(indicator: Indicator) -> bool:
    """Whether an indicator counts euros."""
    return read_unit(indicator.unit).name == EURO


def qui_gap_marks(sense: str) -> tuple[Mark, ...]:
    """How an écart is shown apart, by the sense of what it is the gap of."""
    if sense == HIGHER:
        return (Mark("bad", below=0), Mark("good", above=0))
    return (Mark("bad", above=0), Mark("good", below=0)) if sense == LOWER else ()


def qui_number_of_people(*answers: str) -> Expr:
    """How many people there are of whom one of these is said."""
    here = Of(PEOPLE_HERE)
    return count(here, reduce(or_, (here.reponse == answer for answer in answers)))


def qui_people_table(sheet: str, settings: Settings) -> Table:
    """The people of the team, each with what there is to say of them; a dash where nothing is known."""
    money = qui_money_indicators(settings)
    mine = rollup_person(people)

    def of_person(key: str) -> Expr:
        return sum_(getattr(by_person, key), rollup_person(by_person))

    gaps = [
        Column(
            f"ecart_{each.key}",
            f"Écart, {each.name.lower()}",
            GAP_MONEY,
            indicator_known_sum(people.ecart, mine & landing_in_euros(each)),
            marks=qui_gap_marks(each.sense),
            width=13,
        )
        for each in money
    ]
    return Table(
        PEOPLE_HERE,
        "Les personnes",
        (
            Column("commercial", "Commercial", TEXT, given=True, width=20),
            *gaps[:1],
            Column("reponse", "Réponse", TEXT, given=True, width=17, marks=_ANSWER_MARKS),
            *gaps[1:],
            Column("a_faire", "Ce qui lui est demandé", LONG, given=True, width=20),
            Column("constate", "Budget constaté", GAP_MONEY, of_person("ecart_constate"), marks=qui_gap_marks(LOWER)),
            Column(
                "manques",
                "Indicateurs défavorables",
                COUNT,
                count(people, mine & (people.verdict == UNFAVOURABLE)),
                width=20,
                marks=(Mark("bad", above=0),),
            ),
            Column("retards", "En retard", COUNT, of_person("en_retard"), marks=(Mark("bad", above=0),)),
            Column("equipe", "Équipe", TEXT, given=True, width=19),
            Column("pondere", "Probabilisé", SUM_MONEY, of_person("carnet_pondere")),
        ),
        (Part("Personnes", sheet),),
    )


# --- person by person -------------------------------------------------------------------------------------


def qui_tables(settings: Settings) -> tuple[Table, ...]:
    """The tables of the sheet « Qui »."""
    families = [family.sheet for family in settings.families_of_actions]
    return (
        qui_by_indicator_table(settings),
        *(each.table() for each in qui_ranked_people(settings)),
        qui_by_family_table(families),
        qui_filled_by_person_table(),
    )


def qui_by_indicator_table(settings: Settings) -> Table:
    """A person a line, an indicator a column: the écart of what is known, in the indicator's unit."""

    def gap(each: Indicator) -> Column:
        kind = GAP_MONEY if qui_counts_euros(each) else GAP_NUMBER
        first = lookup(lift(each.name), team.indicateur, team.unite)  # the firm's, where somebody counts in it
        lines = landing_in_euros(each) if qui_counts_euros(each) else landing_of_indicator(each, first)
        figure = indicator_known_sum(people.ecart, rollup_person(people) & lines)
        return Column(
            f"ecart_{each.key}", _header(each.name), kind, figure, marks=qui_gap_marks(each.sense), width=14
        )

    ranked = [PLACE, *(each.rank_column() for each in qui_ranked_people(settings))]
    return Table(
        BY_INDICATOR,
        "Par indicateur",
        (*_PERSON, *(gap(each) for each in settings.indicators), *(ranked if len(ranked) > 1 else ())),
        (Part("Qui_indicateurs", SHEET),),
        leads=2,
    )


def qui_ranked_people(settings: Settings) -> tuple[RankedGaps, ...]:
    """The people by their écart of the first indicator in euros, if the firm has one."""
    return tuple(
        RankedGaps(
            RANKED,
            f"Écart de chacun : {each.name.lower()}",
            SHEET,
            Of(BY_INDICATOR),
            "commercial",
            f"ecart_{each.key}",
            GAP_MONEY,
            "#,##0\\ €",
            bad_above=False,
            apart="equipe",
        )
        for each in qui_money_indicators(settings)[:1]
    )


def qui_by_family_table(families: Sequence[str]) -> Table:
    """A person a line, a family a column: the écart constaté of its actions (euros)."""

    def found(number: int, family: str) -> Column:
        own = actions.famille == family
        figure = euros(sum_(actions.ecart_constate, rollup_person(actions) & own))
        whole = euros(sum_(actions.ecart_constate, own))
        rest = euros(whole - sum_(getattr(Of(BY_FAMILY), f"constate_{number}")))
        key, marks = f"constate_{number}", qui_gap_marks(LOWER)
        return Column(key, _header(family), GAP_MONEY, figure, marks=marks, total=whole, rest=rest, width=13)

    columns = (found(number, family) for number, family in enumerate(families, 1))
    return Table(
        BY_FAMILY,
        "Budget, par famille",
        (*_PERSON, *columns),
        (Part("Qui_familles", SHEET),),
        leads=2,
        rest=OTHERS,
    )


_PERSON = (
    Column("commercial", "Commercial", TEXT, given=True, width=20),
    Column("equipe", "Équipe", TEXT, given=True, width=14),
)


def qui_filled_table(sheet: str) -> Table:
    """A person and a sheet a line: the rows that are asked for, and those that say something."""
    columns = (
        *_PERSON,
        Column("feuille", "Feuille", TEXT, given=True, width=22),
        Column("lignes", "Lignes demandées", WHOLE, given=True, width=12),
        Column("remplies", "Lignes remplies", WHOLE, given=True, width=12),
        Column("taux", "Remplissage", PERCENT, row.remplies / row.lignes, bar=True, width=13),
    )
    return Table(FILLED, "Remplissage", columns, (Part("Remplissage", sheet),), leads=3)


def qui_filled_by_person_table() -> Table:
    """A person a line: how much of the plan is filled in."""
    asked, said = sum_(filled.lignes, rollup_person(filled)), sum_(filled.remplies, rollup_person(filled))
    columns = (
        *_PERSON,
        Column("lignes", "Lignes demandées", COUNT, asked, width=14),
        Column("remplies", "Lignes remplies", COUNT, said, width=14),
        Column(
            "taux",
            "Remplissage",
            PERCENT,
            row.remplies / row.lignes,
            bar=True,
            width=14,
            help="La part des lignes demandées qui disent quelque chose ; le détail est sur « Sources et preuve ».",
        ),
    )
    return Table(BY_PERSON, "Remplissage", columns, (Part("Qui_remplissage", SHEET),), leads=2)


def _header(name: str) -> str:
    """The header of an indicator's column, or of a family's: no other column of the table is called so."""
    taken = {column.header.casefold() for column in _PERSON}
    return f"{name} (écart)" if name.casefold() in taken else name


def qui_sheet(settings: Settings) -> Sheet:
    """The sheet « Qui »."""
    return Sheet(
        SHEET,
        "Qui : les écarts de chacun",
        "Une ligne par personne, les moins favorables d’abord : chaque indicateur, puis le budget de chaque famille.",
        (
            Grid("Qui_indicateurs", title="Écarts, indicateur par indicateur"),
            sheet_note(
                "Réalisé − objectif des mois connus, dans l’unité de l’indicateur ; un tiret quand rien n’est connu.",
                "Ce que quelqu’un compte dans une autre unité, ou dans l’autre sens, se lit plus bas, ligne à ligne.",
            ),
            *(each.blocks("Les plus défavorables d’abord", rows=14) for each in qui_ranked_people(settings)),
            Grid("Qui_familles", title="Écart constaté des budgets, famille par famille"),
            Grid("Par_commercial", title="Les actions, le budget et le carnet de chacun"),
            Grid("Qui_remplissage", title="Ce que chacun a rempli"),
            sheet_note(
                "Une feuille demande les lignes qu’elle proposait, une seule si elle n’en proposait pas ; une ligne "
                "est remplie dès qu’elle dit plus que la proposition."
            ),
            Grid("Delais_par_commercial", title="Délais et résultats de chacun"),
            Grid("Indicateurs_par_commercial", title="Les indicateurs de chacun, et où ils atterriront"),
            sheet_note(
                "D’où vient l’atterrissage de l’équipe, et ce que vaut chez chacun ce qui ne s’additionne pas.",
            ),
        ),
        tone="follow",
    )

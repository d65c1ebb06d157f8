"""What every plan has, whatever its subjects: its families of actions, its carnet, its indicators, their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pacxl.definition.expr import Of, Row
from pacxl.definition.kind import TEXT
from pacxl.definition.sheet import Figures, Grid, Sheet
from pacxl.definition.table import STANDS_IN, Choices, Column, Part, Table
from pacxl.plan.affaires import distribution
from pacxl.plan.progress import progress_family_sentence, progress_in_words_column
from pacxl.plan.tables import actions, carnet, row_rules
from pacxl.plan.tables.action_status import TYPED, TYPED_STATUS
from pacxl.plan.tables.actions import action_columns
from pacxl.plan.tables.columns import family_column
from pacxl.plan.tables.indicator_figures import indicator_natures
from pacxl.plan.tables.indicators import indicator_columns, indicator_ratios_table, indicator_sheet
from pacxl.plan.tables.results import read_as_families
from pacxl.plan.tables.rollup import OTHERS, rollup_columns
from pacxl.plan.tables.section import ACT, FOLLOW, PresetRows, Section, section_rows
from pacxl.settings.model import NO, YES, Family, Settings
from pacxl.settings.workbooks import DIRECTION, ESSENTIAL, ONE_SHEET, OTHER_FAMILY

LIST_SHEET, ACTIONS_SHEET, WITHOUT_TABLE = "Listes", "Actions", "familles_sans_feuille"
SPARE_ACTIONS, SPARE_DEALS = 8, 25
_SUMMARY_DETAILS = ("ecart_constate_pct", "budget_libere")  # of the table of families
row, of_actions = Row(), Of("actions")


def section(settings: Settings) -> Section:
    """What every plan has, whatever its subjects: actions, carnet, indicators, their sheets and lists."""
    ace = indicator_ratios_table(settings, "Carré d’as")
    tables = (*_tables(settings), *((ace,) if ace else ()))
    rules = (
        *row_rules.row_rules(
            settings.stretch,
            remaining=settings.asks_remaining,
            typed=TYPED_STATUS in settings.sections,
            percent=read_as_families(settings.drawn).percent,
        ),
        *row_rules.indicator_rules(settings),
    )
    sheets, lists = (*_families(settings), *_following(settings)), _lists(settings)
    return Section(tables, sheets, lists, _rows(settings), rules, own=(_people,))


def part_name_in_every_plan(family: Family) -> str:
    """The Excel Table that every plan has of a family."""
    return f"Actions_{family.key}"


def actions_sheet_of_every_plan(family: Family, settings: Settings) -> str:
    """The sheet that the table of a family's actions stands on in every plan: its own, that of them all, or, of the
    other actions of an essential workbook, that of the last family."""
    if settings.layout == ONE_SHEET:
        return ACTIONS_SHEET
    shared = family.key == OTHER_FAMILY and settings.workbook == ESSENTIAL and len(settings.drawn) > 1
    return settings.drawn[-2].sheet if shared else family.sheet


def _tables(settings: Settings) -> tuple[Table, ...]:
    parts = tuple(_part(family, settings) for family in settings.drawn)
    of_family, of_table = of_actions.famille == row.famille, getattr(of_actions, STANDS_IN) == getattr(row, STANDS_IN)
    told = replace(
        family_column("La famille de l’action. Vide : aucune de la liste."), choices=WITHOUT_TABLE, width=14
    )
    family = Column("famille", "Famille", TEXT, given=True, bound=True, width=24)
    by_stage, by_month = carnet.carnet_funnel(settings)
    columns = action_columns(
        of_table, settings.drawn, remaining=settings.asks_remaining, typed=TYPED_STATUS in settings.sections
    )
    return (
        Table("actions", "Actions", columns, parts, part_key="famille", spare=SPARE_ACTIONS, part_column=told),
        Table("carnet", "Carnet commercial", carnet.carnet_columns(), (Part("Carnet", "Carnet"),), spare=SPARE_DEALS),
        Table(
            "indicateurs",
            "Indicateurs",
            indicator_columns(indicator_natures(settings)),
            (Part("Indicateurs", "Indicateurs"),),
            leads=2,
            group_key="indicateur",
            extended=True,
        ),
        Table(
            "synthese",
            "Synthèse par famille",
            (
                family,
                *(
                    replace(each, detail=each.key in _SUMMARY_DETAILS)
                    for each in rollup_columns("synthese", of_family, exhaustive=True)
                ),
                Column("groupe", "Regroupement", TEXT, given=True, width=20, detail=True),
                progress_in_words_column(),
            ),
            (Part("Synthese", "Synthèse"),),
            rest=OTHERS,
        ),
        carnet.carnet_stages_table(LIST_SHEET),
        by_stage,
        *((by_month,) if by_month else ()),
        indicator_sheet(settings)[0],
    )


def _part(family: Family, settings: Settings) -> Part:
    """The Excel Table of a family; that of the other actions also holds those of the families that have none."""
    others = settings.without_table if family.key == OTHER_FAMILY else ()
    return Part(
        part_name_in_every_plan(family),
        actions_sheet_of_every_plan(family, settings),
        family.sheet,
        family.steps,
        unit=family.unit,
        others=tuple(other.sheet for other in others),
    )


def _lists(settings: Settings) -> tuple[Choices, ...]:
    others = tuple(family.sheet for family in (*settings.without_table, settings.drawn[-1]))
    return (
        Choices("segments", "Segments", settings.segments),
        *_people(settings).lists,
        Choices("unites", "Unités", settings.units),
        *actions.CHOICES,
        *((TYPED,) if TYPED_STATUS in settings.sections else ()),
        *carnet.carnet_choices(settings),
        Choices("oui_non", "Oui ou non", (YES, NO)),
        Choices("familles", "Familles", tuple(family.sheet for family in _families_to_choose(settings))),
        Choices("canaux", "Canaux", settings.channels),
        Choices("produits", "Produits", settings.products),
        *([Choices(WITHOUT_TABLE, "Familles sans feuille", others)] if settings.without_table else []),
    )


def _people(settings: Settings) -> Section:
    """Who an action can be of."""
    return Section(lists=(Choices("personnes", "Personnes", settings.names, people=True),))


def _families_to_choose(settings: Settings) -> tuple[Family, ...]:
    """The families that a table may name; the direction has no actions, but it says what others are for."""
    return settings.kept if settings.workbook == DIRECTION else _families_counted(settings)


def _families_counted(settings: Settings) -> tuple[Family, ...]:
    """The families that an action of the workbook can be of, those with a table first, the other actions last."""
    *first, last = settings.drawn
    return (*first, *settings.without_table, last)


def _rows(settings: Settings) -> PresetRows:
    """The rows that a blank plan comes with; those of its months once its period is chosen."""
    months = settings.stretch.months if settings.stretch else ()
    steps = [(family.sheet, step) for family in settings.drawn for step in family.steps]
    each = [(indicator, month) for indicator in settings.indicators for month in months]
    rows = {
        "actions": {"famille": [family for family, _ in steps], "etape": [step for _, step in steps]},
        "indicateurs": {
            **section_rows((indicator for indicator, _ in each), indicateur="name", unite="unit", sens="sense"),
            "mois": [month for _, month in each],
        },
        "synthese": section_rows(_families_counted(settings), famille="sheet", groupe="group"),
        "entonnoir": section_rows(settings.stages, etape="name"),
        "tableau_indicateurs": section_rows(settings.indicators, indicateur="name", sens="sense"),
        "etapes_carnet": section_rows(settings.stages, etape="name", probabilite="probability"),
    }
    by_month = [
        *(["carnet_par_mois"] if months else []),
        *(["carre_as"] if indicator_ratios_table(settings, "") else []),
    ]
    return rows | {key: {"mois": [*months]} for key in by_month}


# --- sheets -----------------------------------------------------------------------------------------------


def _families(settings: Settings) -> list[Sheet]:
    by_sheet: dict[str, list[Family]] = {}
    for family in settings.drawn:
        by_sheet.setdefault(actions_sheet_of_every_plan(family, settings), []).append(family)
    return [_sheet_of_actions(name, families) for name, families in by_sheet.items()]


def _sheet_of_actions(name: str, families: Sequence[Family]) -> Sheet:
    """A sheet of actions: of one family, or of several under one another, each with its title."""
    first = families[0]
    said = (progress_family_sentence(first.key, first.sheet),)
    if len(families) == 1:
        return Sheet(name, first.title, first.purpose, (Grid(part_name_in_every_plan(first)),), group=ACT, said=said)
    grids = tuple(Grid(part_name_in_every_plan(family), title=family.title) for family in families)
    if name == first.sheet:
        purpose = " ".join(family.purpose for family in families)
        return Sheet(name, " · ".join(family.title for family in families), purpose, grids, group=ACT, said=said)
    return Sheet(name, "Plan d’actions", "Toutes les actions, un tableau par famille.", grids, group=ACT)


def _following(settings: Settings) -> list[Sheet]:
    # Columns do not fold away under figures: in the essential workbook, these stand on the first pages.
    whole = settings.workbook != ESSENTIAL
    funnel = carnet.carnet_funnel_sheet(settings)
    every = (
        Sheet(
            "Carnet",
            "Carnet commercial",
            "Toutes vos affaires : ce qu’elles valent, et ce qu’elles pèsent une fois leur probabilité comptée.",
            (*((Figures(carnet.carnet_figures(settings)),) if whole else ()), Grid("Carnet")),
        ),
        replace(funnel, blocks=(*distribution.distribution_blocks(), *funnel.blocks)) if whole else funnel,
        Sheet(
            "Indicateurs",
            "Indicateurs mensuels",
            "Chaque mois, saisissez l’objectif et le réalisé ; les cumuls et le verdict se calculent.",
            (Grid("Indicateurs"),),
        ),
        indicator_sheet(settings)[1],
        Sheet(
            "Carré d’as",
            "Le carré d’as",
            "L’essentiel d’une activité commerciale, tiré de vos indicateurs : rien à saisir ici.",
            (Grid("Carre_as"),),
        ),
    )
    kept = every if indicator_ratios_table(settings, "") else every[:-1]
    return [replace(sheet, tone="follow", group=FOLLOW) for sheet in kept]


def list_sheet_of_every_plan() -> Sheet:
    """The last sheet of every plan: the choices of the lists."""
    return Sheet(
        LIST_SHEET,
        "Listes",
        "Les choix des listes déroulantes, et la probabilité que chaque étape du carnet donne par défaut.",
        (Grid(carnet.STAGES_PART),),
        tone="list",
        across=True,
        group=FOLLOW,
    )

"""The objectives of a plan, each checked against SMART and measured."""

from __future__ import annotations

import dataclasses
import operator
from functools import reduce

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, is_blank, sum_, today
from pacxl.definition.kind import CHOICE, COUNT, LONG, TEXT, WHOLE
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.french.text import fold
from pacxl.plan.decider import okr, repartition
from pacxl.plan.decider.repartition import BALANCE_PART, EVERY
from pacxl.plan.decider.repartition import OBJECTIVES_SHEET as SHEET
from pacxl.plan.tables.action_status import LATE, TO_DO, UNDER_WAY
from pacxl.plan.tables.columns import (
    comment_column,
    days_left_column,
    deadline_column,
    measure_column,
    person_column,
    segment_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.results import FAVOURABLE, result_columns, result_rules
from pacxl.plan.tables.section import Section, section_rows
from pacxl.settings.model import TYPES, YES, Settings
from pacxl.settings.workbooks import ESSENTIAL

row, objectives = Row(), Of("objectifs")

ESSENTIAL_SHEET = "Objectifs"
TO_SPECIFY, TO_VERIFY, REACHED = "à préciser", "à vérifier", "atteint"
SPARE = 15
_WRITTEN = any_filled("objectif", "commentaire")  # anything at all


def section(settings: Settings) -> Section:
    """The sheets of objectives. A firm's own types of objective stand under the four usual ones."""
    essential = settings.workbook == ESSENTIAL
    own = Section(
        (_essential_table() if essential else _smart_table(),),
        (_essential_sheet() if essential else _smart_sheet(),),
        _prepared(settings).lists,
        rules=(
            Rule("not-smart", "objectifs", "objectif", row.controle == TO_VERIFY, shows="objectif"),
            *result_rules("objectifs", "cible"),
        ),
        own=(_prepared,),
    )
    return own if essential else own + repartition.section(settings) + okr.section(settings)


def _types(settings: Settings) -> tuple[str, ...]:
    """The four usual types, then the firm's own, each once whatever its case and accents."""
    known: dict[str, str] = {}
    for name in (*TYPES, *(objective.kind for objective in settings.objectives)):
        if fold(name):
            known.setdefault(fold(name), name)
    return tuple(known.values())


def _prepared(settings: Settings) -> Section:
    """The types of objective, and the objectives set in advance, as rows."""
    types = _types(settings)
    known = {fold(name): name for name in types}
    fields = {"objectif": "name", "cible": "target", "unite": "unit", "sens": "sense"}
    fields |= {"echeance": "deadline", "produit": "product", "porteur": "person"}
    types_told = [known.get(fold(each.kind)) for each in settings.objectives]
    rows = {"objectifs": {"type": types_told, **section_rows(settings.objectives, **fields)}}
    balance = {} if settings.workbook == ESSENTIAL else {"equilibre": {"type": types}}
    return Section(lists=(Choices("objectifs_types", "Type d’objectif", types),), rows={**rows, **balance})


# --- the table --------------------------------------------------------------------------------------------


def _smart_table() -> Table:
    columns = (*_aims(), *_checks(), *_outcomes(), *_smart_columns(), *_standing_columns())
    return Table("objectifs", "Objectifs SMART", columns, (Part("Objectifs", SHEET),), spare=SPARE)


def _aims() -> tuple[Column, ...]:
    return (
        Column(
            "objectif",
            "Objectif",
            LONG,
            help="Ce que vous voulez obtenir, en une phrase qui commence par un verbe.",
            synonyms=("objectifs", "objectif smart", "but"),
        ),
        Column(
            "type",
            "Type",
            CHOICE,
            choices="objectifs_types",
            help="Faire connaître (notoriété), gagner des clients, les garder (fidélisation) ou les impliquer.",
            synonyms=("type d’objectif", "nature"),
        ),
        measure_column(
            "cible",
            "Cible",
            "L’objectif en un nombre. Un pourcentage se tape avec son signe : 20 %.",
            "cible chiffrée",
            "objectif chiffré",
            "valeur cible",
        ),
        unit_column("L’unité de la cible."),
        sense_column("Plus haut : dépasser la cible est bon (ventes). Plus bas : rester dessous est bon (coûts)."),
        deadline_column("Le jour où l’objectif doit être atteint.", "pour quand ?", "date fin"),
        Column(
            "indicateur",
            "Indicateur de mesure",
            TEXT,
            detail=True,
            help="Ce que vous compterez pour savoir où vous en êtes.",
            synonyms=("indicateur", "kpi", "mesure"),
        ),
        Column(
            "produit",
            "Produit",
            CHOICE,
            choices="produits",
            open_list=True,
            detail=True,
            help="Le produit ou la gamme concernés ; vide si l’objectif vaut pour tous.",
            synonyms=("gamme", "offre"),
        ),
        segment_column(
            "Le segment de la liste, ou le nom d’un client ; vide si l’objectif vaut pour tous.",
            "client",
            "Client ou segment",
            width=18,
            detail=True,
            synonyms=("client", "segment", "clientèle"),
        ),
        person_column(
            "Qui porte l’objectif ; vide s’il est celui de toute l’équipe.",
            "porteur",
            "Porté par",
            detail=True,
            synonyms=("commercial", "qui", "qui ?", "responsable", "porteur"),
        ),
    )


def _checks() -> tuple[Column, ...]:
    def check(key: str, header: str, help_: str) -> Column:
        return Column(key, header, CHOICE, choices="oui_non", width=12, help=help_)

    return (
        check("specifique", "Spécifique", "Oui si tout le monde comprend la même chose en le lisant."),
        check("mesurable", "Mesurable", "Oui si un nombre dira s’il est atteint ; la cible doit alors être remplie."),
        check("atteignable", "Atteignable", "Oui si vos moyens et vos délais permettent d’y arriver."),
        check("pertinent", "Pertinent", "Oui s’il sert vraiment la stratégie de l’entreprise."),
        check("temporel", "Temporel", "Oui s’il a une date ; l’échéance doit alors être remplie."),
    )


def _outcomes() -> tuple[Column, ...]:
    return (
        measure_column(
            "resultat",
            "Résultat",
            "Où vous en êtes, dans l’unité de la cible. Vide tant que vous ne le savez pas.",
            "résultat obtenu",
            "réalisé",
            "résultats",
        ),
        comment_column("Ce qui explique le résultat, ce que vous en retenez.", detail=True),
    )


def _smart_columns() -> tuple[Column, ...]:
    checks = (row.specifique, row.mesurable, row.atteignable, row.pertinent, row.temporel)
    score = reduce(operator.add, (if_(check == YES, 1, 0) for check in checks))
    unproved = ((row.mesurable == YES) & is_blank(row.cible)) | ((row.temporel == YES) & is_blank(row.echeance))
    smart = (row.score_smart == len(checks)) & is_blank(row.controle)
    return (
        Column(
            "score_smart",
            "Score SMART",
            WHOLE,
            if_(any_filled("specifique", "temporel"), score, blank),
            detail=True,
            help="Le nombre de « oui », sur cinq.",
        ),
        Column(
            "controle",
            "Contrôle",
            CHOICE,
            if_(unproved, TO_VERIFY, blank),
            detail=True,
            help="À vérifier : « mesurable » sans cible, ou « temporel » sans échéance.",
            marks=(Mark("bad", TO_VERIFY),),
        ),
        Column(
            "smart",
            "SMART ?",
            CHOICE,
            if_(smart, YES, if_(_WRITTEN, TO_SPECIFY, blank)),
            width=13,
            help="Oui quand les cinq réponses sont « oui » et que le contrôle n’a rien à redire.",
            marks=(Mark("good", YES), Mark("wait", TO_SPECIFY)),
        ),
    )


def _standing_columns() -> tuple[Column, ...]:
    to_come = if_(~is_blank(row.resultat), UNDER_WAY, if_(_WRITTEN, TO_DO, blank))
    return (
        *(dataclasses.replace(column, detail=True) for column in result_columns(row.cible, "cible")),
        days_left_column(
            if_(row.verdict == FAVOURABLE, blank, row.echeance - today),
            "Échéance − aujourd’hui, tant que l’objectif n’est pas atteint. Négatif : l’échéance est passée.",
        ),
        Column(
            "statut",
            "Statut",
            CHOICE,
            if_(row.verdict == FAVOURABLE, REACHED, if_(row.echeance < today, LATE, to_come)),
            width=13,
            help="Atteint : verdict favorable à ce jour. En retard : échéance passée. En cours : un résultat.",
            marks=(Mark("good", REACHED), Mark("bad", LATE), Mark("wait", UNDER_WAY)),
        ),
    )


def _essential_table() -> Table:
    """The same table, in the workbook that shows what is essential."""
    whole = _smart_table()
    columns = (dataclasses.replace(each, detail=each.key not in _ESSENTIAL) for each in whole.columns)
    parts = (Part("Objectifs", ESSENTIAL_SHEET),)
    return dataclasses.replace(whole, title="Objectifs", columns=tuple(columns), parts=parts)


_ESSENTIAL = frozenset(("objectif", "cible", "unite", "sens", "echeance", "resultat", "verdict", "statut"))


# --- the sheet --------------------------------------------------------------------------------------------


def _essential_sheet() -> Sheet:
    purpose = "Ce que vous voulez obtenir, un objectif par ligne : un nombre à atteindre, un jour, où vous en êtes."
    return Sheet(ESSENTIAL_SHEET, "Objectifs", purpose, (Grid("Objectifs"),))


def _smart_sheet() -> Sheet:
    def counted(key: str, label: str, formula: Expr) -> Figure:
        return Figure(f"objectifs_{key}", label, COUNT, formula)

    line = (
        "Écart = résultat − cible. Un « oui » à « mesurable » demande une cible, un « oui » à « temporel » une "
        "échéance : le contrôle le vérifie."
    )
    return Sheet(
        SHEET,
        "Objectifs SMART",
        "Vos objectifs, un par ligne : précis, chiffrés, datés, et répartis sans rien oublier.",
        (
            Figures(
                (
                    counted("nombre", "Objectifs", EVERY),
                    counted("smart", "Objectifs SMART", count(objectives, objectives.smart == YES)),
                    counted("atteints", "Atteints", count(objectives, objectives.statut == REACHED)),
                    counted("en_retard", "En retard", count(objectives, objectives.statut == LATE)),
                    counted("sans_type", "Sans type", EVERY - sum_(Of("equilibre").nombre)),
                )
            ),
            Beside(
                (
                    Grid(BALANCE_PART, title="L’équilibre de vos objectifs"),
                    Chart(
                        "Objectifs par type",
                        BALANCE_PART,
                        "type",
                        (Series("nombre", "Objectifs"), Series("atteints", "Atteints")),
                        rows=9,
                        columns=8,
                        number_format="0",
                        empty="saisissez vos objectifs et leur type, plus bas, pour voir ce graphique",
                    ),
                )
            ),
            sheet_note(line),
            Grid("Objectifs", title="Vos objectifs"),
        ),
    )

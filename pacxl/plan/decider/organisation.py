"""The organisation section: the team and its organigramme, with the clients, the tasks and the charge of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, or_

from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    any_filled,
    blank,
    coalesce,
    count,
    if_,
    is_blank,
    lookup,
    position,
    sum_,
)
from pacxl.definition.kind import CHOICE, COUNT, LONG, NUMBER, PERCENT, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.decider import charge, portefeuille, raci
from pacxl.plan.tables.columns import person_column
from pacxl.plan.tables.section import Section, section_rows
from pacxl.settings.model import Settings

TEAM_SHEET, CHART_SHEET = "Équipe", "Organigramme"
LEVELS = 5  # how many people may stand above somebody
SHOWN_PEOPLE, MORE_PEOPLE = 26, 6  # rows that fit a page; of a large team, so many more than its people
SHOWN_LEVELS = ("Niveau 0", "Niveau 1", "Niveau 2", "Niveau 3", "Niveau 4 et plus")
IN_ORDER, LOOP, DEEP, UNKNOWN, TWICE, NAMELESS = (
    "en ordre",
    "boucle",
    "trop de niveaux",
    "chef hors liste",
    "en double",
    "nom manquant",
)

_PERSON = {"nom": "name", "fonction": "role", "agence": "team", "rattache": "manager", "secteur": "sector"}
row, team, chart, clients = Row(), Of("equipe"), Of("organigramme"), Of("portefeuille")


def section(settings: Settings) -> Section:
    """The sheets « Équipe », « Organigramme », « Portefeuille », « RACI » (if the firm has roles) and « Charge »."""
    own = Section(
        (
            Table("equipe", "Équipe", (*_typed(), *_orders(), *_computed()), (Part("Equipe", TEAM_SHEET),), spare=12),
            Table("organigramme", "Organigramme", tuple(_chart_columns()), (Part("Organigramme", CHART_SHEET),)),
        ),
        (_team_sheet(), _chart_sheet(_shown_people(settings))),
        rows={"organigramme": {"rang": range(1, _shown_people(settings) + 1)}},
        own=(_people,),
    )
    return own + portefeuille.section(settings) + raci.section(settings) + charge.section(settings)


def _people(settings: Settings) -> Section:
    """The people that the team has."""
    return Section(rows={"equipe": {**section_rows(settings.people, **_PERSON), "nom": settings.names}})


def _shown_people(settings: Settings) -> int:
    """How many people the organigramme has room for."""
    return max(SHOWN_PEOPLE, len(settings.people) + MORE_PEOPLE)


# --- the team ---------------------------------------------------------------------------------------------


def _typed() -> tuple[Column, ...]:
    return (
        person_column(
            "La personne, telle que vous la nommez dans tout le plan. Aucune autre donnée personnelle.",
            "nom",
            "Nom",
            width=22,
            synonyms=("personne", "commercial", "collaborateur"),
        ),
        Column(
            "fonction",
            "Fonction",
            TEXT,
            width=24,
            help="Ce qu’elle fait, par exemple : commerciale terrain.",
            synonyms=("poste", "rôle", "métier"),
        ),
        Column(
            "agence",
            "Équipe ou agence",
            TEXT,
            width=18,
            help="Avec qui elle travaille.",
            synonyms=("équipe", "service"),
        ),
        person_column(
            "Son chef direct, écrit comme dans la colonne Nom. Vide pour qui n’en a pas.",
            "rattache",
            "Rattaché à",
            width=24,
            synonyms=("responsable", "chef", "manager", "n+1", "rattachée à", "supérieur"),
        ),
        Column(
            "temps_commercial",
            "Temps commercial",
            PERCENT,
            width=13,
            help="La part de son temps donnée à la vente : 100 % à plein temps, 50 % à mi-temps.",
            synonyms=("temps", "etp", "disponibilité"),
        ),
        Column("segments", "Segments", LONG, width=24, help="Les types de clients confiés.", synonyms=("segment",)),
        Column("secteur", "Secteur", TEXT, width=20, detail=True, help="Sa zone.", synonyms=("zone", "territoire")),
    )


def _computed() -> tuple[Column, ...]:
    ranks = [getattr(row, key) for key in _ORDERS]
    level: Expr = blank
    for number, rank in reversed(list(enumerate(ranks))):
        level = if_(~is_blank(rank), number, level)
    return (
        Column(
            "niveau",
            "Niveau",
            WHOLE,
            level,
            width=10,
            help="Le nombre de personnes au-dessus : 0 tout en haut, puis 1, 2… jusqu’à 5.",
        ),
        Column(
            "directs",
            "Rattachés",
            COUNT,
            _if_named(count(team, team.rattache == row.nom)),
            help="Le nombre de personnes qui lui sont directement rattachées.",
        ),
        Column(
            "clients",
            "Clients suivis",
            COUNT,
            _if_named(count(clients, clients.suivi_par == row.nom)),
            help="Le nombre de ses clients dans le portefeuille.",
            total=sum_(team.clients),
        ),
        Column(
            "controle",
            "Contrôle",
            CHOICE,
            _check(),
            width=16,
            help="Boucle : en remontant de chef en chef, on revient sur ses pas. Corrigez la colonne Rattaché à.",
            marks=(
                Mark("good", IN_ORDER),
                Mark("bad", LOOP),
                Mark("bad", DEEP),
                Mark("bad", TWICE),
                Mark("wait", UNKNOWN),
                Mark("wait", NAMELESS),
            ),
        ),
    )


def _if_named(formula: Expr) -> Expr:
    return if_(is_blank(row.nom), blank, formula)


def _check() -> Expr:
    chief: Expr = row.rattache
    chiefs = [chief, _chief_of(chief), _chief_of(_chief_of(chief))]
    deep = reduce(or_, (~is_blank(lookup(each, team.nom, getattr(team, _ORDERS[-1]))) for each in chiefs))
    unknown = ~is_blank(row.rattache) & (count(team, team.nom == row.rattache) == 0)
    placed = if_(is_blank(row.niveau), if_(deep, DEEP, LOOP), if_(unknown, UNKNOWN, IN_ORDER))
    named = if_(count(team, team.nom == row.nom) > 1, TWICE, placed)
    return if_(is_blank(row.nom), if_(any_filled("nom", "secteur"), NAMELESS, blank), named)


def _chief_of(person: Expr) -> Expr:
    return lookup(person, team.nom, team.rattache)


# --- the organigramme: people in order, each under their chief -------------------------------------------

# Somebody's place reads like a number whose digits are the rows of the people above, then their own: one column a
# level, since each reads that of the level above. In base 300, six digits keep within Excel's fifteen.
_BASE = 300
_ORDERS = tuple(f"ordre_{level}" for level in range(LEVELS + 1))


def _orders() -> tuple[Column, ...]:
    def helper(key: str, header: str, formula: Expr, help_: str) -> Column:
        return Column(key, header, WHOLE, formula, help=help_, detail=True, width=20)

    top = if_(count(team, team.nom == row.rattache) == 0, position * _BASE**LEVELS, blank)
    places = [top]
    for level in range(1, LEVELS + 1):
        above = lookup(row.rattache, team.nom, getattr(team, _ORDERS[level - 1]))
        places.append(above + position * _BASE ** (LEVELS - level))
    why = "Sert à ranger l’organigramme : la place du chef, puis la sienne."
    return (
        *(helper(_ORDERS[level], f"Ordre {level}", _if_named(place), why) for level, place in enumerate(places)),
        helper("rang", "Rang", _rank(), "La ligne de l’organigramme où cette personne se trouve."),
    )


def _rank() -> Expr:
    """How many people come before, plus one."""
    mine = coalesce(*(getattr(row, key) for key in _ORDERS))
    before = reduce(add, (count(team, getattr(team, key) < mine) for key in _ORDERS))
    return if_(is_blank(mine), blank, before + 1)


def _chart_columns() -> Iterator[Column]:
    def found(key: str) -> Expr:
        return lookup(row.rang, team.rang, getattr(team, key))

    last = len(SHOWN_LEVELS) - 1
    for level, header in enumerate(SHOWN_LEVELS):
        here = row.niveau >= level if level == last else row.niveau == level
        yield Column(f"niveau_{level}", header, TEXT, if_(here, found("nom"), blank), help=_LEVEL_HELP, width=19)
    yield Column("fonction", "Fonction", TEXT, found("fonction"), help="Celle de la feuille Équipe.", width=24)
    yield Column("agence", "Équipe ou agence", TEXT, found("agence"), help="Celle de la feuille Équipe.", width=17)
    yield Column("directs", "Rattachés", COUNT, found("directs"), help="Personnes directement rattachées.")
    yield Column("clients", "Clients suivis", COUNT, found("clients"), help="Ceux du portefeuille.")
    yield Column("niveau", "Niveau", WHOLE, found("niveau"), help="Le nombre de personnes au-dessus.", detail=True)
    yield Column("rang", "N°", WHOLE, given=True, width=6, detail=True)


_LEVEL_HELP = "Chacun à son niveau, sous son chef."


# --- the sheets -------------------------------------------------------------------------------------------


def _team_sheet() -> Sheet:
    named = count(team, ~is_blank(team.nom))
    to_review = count(team, ~is_blank(team.controle) & ~(team.controle == IN_ORDER))
    figures = (
        Figure("equipe_personnes", "Personnes", WHOLE, named),
        Figure("equipe_temps", "Équivalents temps plein à la vente", NUMBER, sum_(team.temps_commercial)),
        Figure("equipe_a_revoir", "Lignes à revoir", WHOLE, to_review),
    )
    line = "Nom, fonction, rattachement : rien d’autre sur les personnes, ni téléphone, ni adresse, ni appréciation."
    return Sheet(
        TEAM_SHEET,
        "Équipe commerciale",
        "Qui fait quoi, sous la responsabilité de qui, et pour quels clients.",
        (Figures(figures), sheet_note(line), Grid("Equipe")),
    )


def _chart_sheet(shown: int) -> Sheet:
    missing = count(team, ~is_blank(team.nom)) - count(chart, ~is_blank(chart.niveau))
    figures = (
        Figure("organigramme_places", "Personnes placées", WHOLE, count(chart, ~is_blank(chart.niveau))),
        Figure("organigramme_absents", "Personnes sans place", WHOLE, missing),
    )
    lines = (
        "Il se dessine seul d’après la colonne Rattaché à : chacun vient sous son chef, un cran plus à droite.",
        (
            f"Une boucle n’a pas de place ici, ni ce qui dépasse {shown} personnes : voyez la feuille Équipe.",
            TEAM_SHEET,
        ),
    )
    return Sheet(
        CHART_SHEET,
        "Organigramme",
        "L’équipe d’un coup d’œil, du responsable à chacun de ses collaborateurs.",
        (Figures(figures), sheet_note(*lines), Grid("Organigramme")),
    )

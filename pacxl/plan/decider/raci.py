"""The RACI matrix: who does a task, who answers for it (one only), who is consulted, who is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, is_blank
from pacxl.definition.kind import CHOICE, TEXT, WHOLE
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.french.text import fold
from pacxl.plan.tables.columns import family_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "RACI"
DOES, ANSWERS, BOTH = "R", "A", "A/R"
RIGHT, TO_SHARE = "un seul A", "à répartir"
FAULTS = NO_A, MANY_A, NO_R = "aucun A", "plusieurs A", "aucun R"
TASKS = (
    "Fixer les objectifs de l’année",
    "Arrêter le budget commercial",
    "Choisir les clients et les offres à pousser",
    "Préparer les argumentaires et les supports",
    "Trouver de nouveaux contacts",
    "Rédiger les devis et les relancer",
    "Accorder une remise ou un délai",
    "Prendre des nouvelles après la vente",
    "Tenir le carnet et les indicateurs à jour",
    "Animer le point commercial du mois",
)
_OWN_HEADERS = ("Tâche", "Famille", "Responsables", "Approbateurs", "Contrôle")

row, raci = Row(), Of("raci")


def section(settings: Settings) -> Section:
    """RACI: a row a task, a column a role; nothing for a firm without roles."""
    if not settings.roles:
        return Section()
    roles = tuple(_role_columns(settings.roles))
    typed = (
        Column(
            "tache",
            "Tâche",
            TEXT,
            width=40,
            help="Ce qu’il y a à faire, en commençant par un verbe.",
            synonyms=("tâches", "activité", "mission"),
        ),
        *roles,
        family_column("La famille d’actions à laquelle la tâche se rattache, s’il y en a une.", detail=True),
    )
    columns = (*typed, *_checks([column.key for column in roles]))
    return Section(
        (Table("raci", "Matrice RACI", columns, (Part("Raci", SHEET),), spare=12),),
        (_sheet(),),
        (Choices("raci_lettres", "Lettre RACI", (DOES, ANSWERS, BOTH, "C", "I")),),
        {"raci": {"tache": TASKS}},
        tuple(Rule("raci-accountable", "raci", "controle", row.controle == f, shows="controle") for f in FAULTS),
    )


def _role_columns(roles: Iterable[str]) -> Iterator[Column]:
    keys: set[str] = set()
    headers = {fold(header) for header in _OWN_HEADERS}
    for role in roles:
        key = _apart(f"role_{re.sub('[^a-z0-9]+', '_', fold(role)).strip('_')}", "_", keys)
        header = _apart(role, " ", headers)
        keys.add(key)
        headers.add(fold(header))
        yield Column(
            key,
            header,
            CHOICE,
            choices="raci_lettres",
            width=14,
            help="R réalise, A répond du résultat, A/R les deux, C est consulté avant, I est informé après.",
        )


def _apart(name: str, mark: str, taken: set[str]) -> str:
    """The name, numbered if it is taken: two roles may differ by an accent only."""
    names = [name, *(f"{name}{mark}{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if fold(each) not in taken)


def _checks(roles: list[str]) -> tuple[Column, ...]:
    letters = [getattr(row, key) for key in roles]
    filled = any_filled(roles[0], roles[-1])
    return (
        Column(
            "controle",
            "Contrôle",
            CHOICE,
            _check(filled),
            width=14,
            help="Une tâche a un seul A, et au moins un R : A/R compte pour les deux.",
            marks=(Mark("good", RIGHT), *(Mark("bad", fault) for fault in FAULTS), Mark("wait", TO_SHARE)),
        ),
        Column(
            "responsables",
            "Responsables",
            WHOLE,
            if_(filled, _number_of(letters, DOES), blank),
            width=14,
            help="Le nombre de rôles qui réalisent la tâche : R ou A/R.",
        ),
        Column(
            "approbateurs",
            "Approbateurs",
            WHOLE,
            if_(filled, _number_of(letters, ANSWERS), blank),
            width=14,
            help="Le nombre de rôles qui répondent de la tâche : A ou A/R. Il en faut un, et un seul.",
        ),
    )


def _check(filled: Expr) -> Expr:
    shared = if_(
        row.approbateurs == 0, NO_A, if_(row.approbateurs > 1, MANY_A, if_(row.responsables == 0, NO_R, RIGHT))
    )
    return if_(filled, shared, if_(~is_blank(row.tache), TO_SHARE, blank))


def _number_of(letters: list[Expr], letter: str) -> Expr:
    return reduce(add, (if_((each == letter) | (each == BOTH), 1, 0) for each in letters))


def _sheet() -> Sheet:
    faults = (count(raci, raci.controle == fault) for fault in FAULTS)
    figures = (
        Figure("raci_a_corriger", "Tâches à corriger", WHOLE, reduce(add, faults)),
        Figure("raci_a_repartir", "Tâches à répartir", WHOLE, count(raci, raci.controle == TO_SHARE)),
        Figure("raci_en_ordre", "Tâches en ordre", WHOLE, count(raci, raci.controle == RIGHT)),
    )
    lines = (
        "R réalise la tâche ; A en répond ; A/R fait les deux ; C est consulté avant ; I est informé après.",
        "Une tâche a toujours un seul A : quand tout le monde en répond, personne n’en répond.",
    )
    return Sheet(
        SHEET,
        "Matrice RACI",
        "Pour chaque tâche, qui fait, qui décide, qui conseille et qui est tenu au courant.",
        (Figures(figures), sheet_note(*lines), Grid("Raci")),
    )

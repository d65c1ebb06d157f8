"""The book of the settings workbook: the sheets that a sales director fills in, and the lists that help."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pacxl.books.correspondances import NAME as WORDS_SHEET
from pacxl.books.correspondances import correspondance_columns, correspondance_lists
from pacxl.books.reglages_fields import (
    equality_field_columns,
    essential_field_column,
    firm_field_columns,
    kept_field_column,
    rule_field_columns,
    section_field_columns,
)
from pacxl.books.settings_rules import SETTINGS_RULES
from pacxl.definition.book import ACCENT, Book
from pacxl.definition.expr import Of, Row, coalesce, count, if_, is_blank, lookup
from pacxl.definition.kind import CHOICE, COUNT, DATE, LONG, MONEY, NUMBER, PROBABILITY, TEXT
from pacxl.definition.sheet import Beside, Block, Grid, Sheet, Text
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.coherence import SHEET as COHERENCE
from pacxl.settings.model import NO, TYPES, YES, Settings
from pacxl.settings.rules import NATURES, PHASES, SENSES
from pacxl.settings.workbooks import OWNERS

KEY = "reglages"
row, of_phases, of_steps = Row(), Of("phases"), Of("etapes")


@lru_cache(maxsize=64)
def reglages_book(settings: Settings | None = None) -> Book:
    """The book of the settings workbook; its lists offer what the settings that it was made from hold."""
    return Book(
        KEY,
        "Réglages du plan",
        tuple(_tables()),
        tuple(_sheets()),
        tuple(_lists(settings)),
        "Listes",
        rules=SETTINGS_RULES,
        accent=settings.accent if settings else ACCENT,
        settings=settings,
        firm=settings.shared if settings else None,
        period=settings.period if settings else "",
    )


def _lists(settings: Settings | None) -> Iterator[Choices]:
    yield Choices("oui_non", "Oui ou non", (YES, NO))
    yield Choices("phases", "Phases", PHASES)
    yield Choices("proprietaires", "Pour qui", OWNERS)
    yield Choices("sens", "Sens", SENSES)
    yield Choices("natures", "Natures", NATURES)
    yield Choices("types_objectif", "Types d’objectif", TYPES)
    offered: dict[str, tuple[str, Iterable[str]]] = {
        "familles": ("Familles", [each.sheet for each in settings.families] if settings else ()),
        "personnes": ("Personnes", settings.names if settings else ()),
        "segments": ("Segments", settings.segments if settings else ()),
        "produits": ("Produits", settings.products if settings else ()),
        "unites": ("Unités", settings.units if settings else ()),
        "indicateurs": ("Indicateurs", [each.name for each in settings.indicators] if settings else ()),
    }
    yield from correspondance_lists(settings)
    yield from (Choices(key, title, tuple(values)) for key, (title, values) in offered.items())


# --- the tables -------------------------------------------------------------------------------------------

_KEY_HELP = "Le nom technique, qui ne change plus une fois les classeurs envoyés. Vide : il est tiré du nom."
_UNIT_HELP = "L’unité dans laquelle on compte."


def _tables() -> Iterator[Table]:
    yield _table("entreprise", "Entreprise", 0, *firm_field_columns())
    yield from _contents()
    yield _families()
    yield _steps()
    yield from _team()
    yield _objectives()
    yield _words("segments", "Segments", "Segment", "Un type de clients que vous visez.")
    yield _words("canaux", "Canaux", "Canal", "Une voie par laquelle vous vendez ou vous faites connaître.")
    yield _words("personas", "Personas", "Persona", "Le nom d’un client type.")
    yield _words("produits", "Produits", "Produit", "Un produit, une prestation ou une gamme.")
    yield _words("roles", "Rôles", "Rôle", "Un rôle de la matrice RACI : une colonne.")
    yield _words("unites", "Unités", "Unité", "Une unité pour les cibles et les résultats.")
    yield from _figures()
    yield _table("egalites", COHERENCE, 0, *equality_field_columns())
    yield _table("relecture", "Relecture", 0, *rule_field_columns())
    yield _table("correspondances", WORDS_SHEET, 15, *correspondance_columns())


def _contents() -> Iterator[Table]:
    """What a plan is made of: its phases, its sections."""
    yield _table("phases", "Phases", 0, Column("phase", "Phase", TEXT, given=True, width=24), kept_field_column())
    yield _table("rubriques", "Rubriques", 0, *section_field_columns())


def _families() -> Table:
    phase_kept = lookup(coalesce(row.phase, PHASES[-1]), of_phases.phase, of_phases.retenue) == YES
    in_plan = if_(~(row.retenue == NO) & phase_kept, YES, NO)
    return _table(
        "familles",
        "Familles",
        10,
        Column("feuille", "Feuille", TEXT, width=28, help="Le nom de sa feuille : 31 caractères au plus."),
        Column("titre", "Titre", TEXT, width=36, help="Le titre en entier. Vide : celui de la feuille."),
        Column("phase", "Phase", CHOICE, choices="phases", width=16, help="La phase du plan. Vide : opérationnelle."),
        Column("retenue", "Retenue", CHOICE, choices="oui_non", width=12, help="« non » pour l’écarter. Vide : oui."),
        Column(
            "raison",
            "Raison si non retenue",
            LONG,
            width=34,
            help="Pourquoi vous l’écartez : le plan le dira à chacun.",
        ),
        essential_field_column(),
        Column("utilite", "À quoi elle sert", LONG, width=60, help="Une phrase pour la personne qui la remplira."),
        Column("groupe", "Regroupement", TEXT, width=20, detail=True, help="Un autre classement, s’il y en a un."),
        _choice("unite", "Unité", "unites", "Celle d’une cible dont l’action n’en dit pas. Vide : un nombre."),
        Column("sens", "Sens", CHOICE, choices="sens", help="Celui d’une action qui n’en dit pas. Vide : plus haut."),
        Column("cle", "Clé", TEXT, width=16, detail=True, help=_KEY_HELP),
        Column(
            "etapes",
            "Étapes",
            COUNT,
            if_(~is_blank(row.feuille), count(of_steps, of_steps.famille == row.feuille)),
            help="Le nombre de ses étapes, sur la feuille Étapes : il en faut une au moins.",
        ),
        Column(
            "au_plan",
            "Dans le plan",
            CHOICE,
            if_(~is_blank(row.feuille), in_plan),
            width=14,
            help="« oui » si elle est retenue et que sa phase l’est aussi.",
            marks=(Mark("good", equals=YES), Mark("muted", equals=NO)),
        ),
    )


def _steps() -> Table:
    table = _table(
        "etapes",
        "Étapes",
        30,
        Column(
            "famille",
            "Famille",
            TEXT,
            choices="familles",
            open_list=True,
            width=30,
            help="Le nom de la feuille de sa famille.",
        ),
        Column("etape", "Étape", TEXT, width=80, help="Une étape proposée : une ligne de la feuille."),
    )
    return dataclasses.replace(table, group_key="famille")


def _team() -> Iterator[Table]:
    yield _table(
        "personnes",
        "Personnes",
        20,
        Column("nom", "Nom", TEXT, width=26, help="Une personne qui remplira un plan."),
        Column("equipe", "Équipe", TEXT, width=22, help="Son équipe."),
        Column("fonction", "Fonction", TEXT, width=28, help="Ce qu’elle fait dans l’entreprise."),
        _person("rattache", "Rattaché à", "Le responsable à qui elle rend compte."),
        Column("secteur", "Secteur", TEXT, width=26, help="Son territoire, ou le domaine dont elle s’occupe."),
        Column("autres", "Autres écritures", TEXT, width=34, help="De son nom : P. Durand ; DURAND Paul."),
        Column("courriel", "Courriel", TEXT, width=30, help="L’adresse à laquelle un message lui est préparé."),
    )
    yield _table(
        "clients",
        "Clients",
        30,
        Column("client", "Client", TEXT, width=30, help="Un client, ou un prospect.", synonyms=("Société",)),
        _choice("segment", "Segment", "segments", "Le type de clients dont il est."),
        _person("personne", "Commercial", "Qui le suit : un nom de la feuille Personnes."),
        Column("ca_passe", "CA de l’an passé", MONEY, width=18, help="Son chiffre d’affaires de l’an passé."),
        Column("ca_objectif", "Objectif de CA", MONEY, width=18, help="Le chiffre d’affaires que vous visez."),
    )


def _objectives() -> Table:
    return _table(
        "objectifs",
        "Objectifs",
        20,
        Column("objectif", "Objectif", TEXT, width=44, help="Ce que vous voulez obtenir, en une phrase."),
        _choice(
            "type", "Type", "types_objectif", "Ce qu’il sert : notoriété, acquisition, fidélisation, engagement."
        ),
        _person("personne", "Commercial", "Un nom de la feuille Personnes. Vide : l’objectif est celui de tous."),
        _choice("produit", "Produit", "produits", "Le produit ou la gamme, s’il ne porte que sur eux."),
        Column("cible", "Cible", NUMBER, unit_key="unite", help="La valeur à atteindre ; un pourcentage avec son %."),
        _choice("unite", "Unité", "unites", _UNIT_HELP),
        Column("sens", "Sens", CHOICE, choices="sens", help="Dans quel sens c’est mieux. Vide : plus haut."),
        Column("echeance", "Échéance", DATE, help="Le jour où il doit être atteint.", edge="last"),
    )


def _figures() -> Iterator[Table]:
    """What a plan counts by: the stages of its carnet, its indicators."""
    yield _table(
        "etapes_carnet",
        "Étapes du carnet",
        8,
        Column("etape", "Étape", TEXT, width=30, help="Où en est une affaire."),
        Column("probabilite", "Probabilité", PROBABILITY, help="Celle d’une affaire, sauf avis contraire."),
    )
    yield _table(
        "indicateurs",
        "Indicateurs",
        8,
        Column("indicateur", "Indicateur", TEXT, width=30, help="Ce qui est suivi chaque mois."),
        _choice("unite", "Unité", "unites", _UNIT_HELP),
        Column("sens", "Sens", CHOICE, choices="sens", help="Dans quel sens c’est mieux. Vide : plus haut."),
        Column(
            "nature",
            "Nature",
            CHOICE,
            choices="natures",
            help="Flux : les mois s’additionnent. Stock : le dernier connu compte. Ratio : une part ÷ une autre. "
            "Moyenne : rien ne s’additionne. Vide : flux.",
        ),
        _parts("numerateur", "Numérateur", "D’un ratio : l’indicateur du dessus"),
        _parts("denominateur", "Dénominateur", "D’un ratio : l’indicateur du dessous"),
        Column("cle", "Clé", TEXT, width=20, detail=True, help=_KEY_HELP),
    )


def _parts(key: str, header: str, hint: str) -> Column:
    said = f"{hint}, par son nom ; plusieurs s’additionnent : Appels + Visites."
    return Column(key, header, TEXT, choices="indicateurs", open_list=True, width=34, help=said)


def _person(key: str, header: str, hint: str) -> Column:
    return Column(key, header, TEXT, choices="personnes", open_list=True, width=24, help=hint)


def _choice(key: str, header: str, choices: str, hint: str) -> Column:
    return Column(key, header, TEXT, choices=choices, open_list=True, width=20, help=hint)


def _words(key: str, title: str, header: str, hint: str) -> Table:
    """A table of words, a column wide."""
    return Table(
        key, title, (Column("nom", header, TEXT, width=30, help=hint),), (Part(f"Reglages_{key}", _WORDS),), spare=15
    )


def _table(key: str, title: str, spare: int, *columns: Column) -> Table:
    return Table(key, title, columns, (Part(f"Reglages_{key}", _SHEET_OF.get(key, title)),), spare=spare)


_WORDS = "Vocabulaire"
_SHEET_OF = {"phases": "Contenu du plan", "rubriques": "Contenu du plan"}
_PURPOSES = {
    "Entreprise": "Votre entreprise, le titre de vos plans, leur couleur, leur logo et leur période.",
    "Contenu du plan": "Les phases et les rubriques de vos plans : « oui » ou « non », et à qui est chacune.",
    "Familles": "Une feuille par famille d’actions, dans cet ordre. Écartez, renommez, déplacez, ajoutez.",
    "Étapes": "Les étapes proposées dans chaque famille, dans cet ordre.",
    "Personnes": "Les personnes qui rempliront un plan : une ligne, un classeur.",
    "Clients": "Vos clients et qui les suit : chacun ne recevra que les siens.",
    "Objectifs": "Les objectifs fixés d’avance, pour une personne ou pour toutes.",
    _WORDS: "Les mots de vos listes déroulantes : segments, canaux, personas, produits, rôles, unités.",
    "Étapes du carnet": "Les étapes d’une affaire, et la probabilité que chacune donne par défaut.",
    "Indicateurs": "Ce que chacun suit mois par mois.",
    COHERENCE: "Les chiffres qui doivent être égaux où qu’ils soient, et les parts qui font 100 %.",
    "Relecture": "Ce qui est relu dans chaque plan entier : « non » devant ce qui ne vous concerne pas.",
    WORDS_SHEET: "Ce que sont les colonnes, les feuilles et les mots de vos tableaux à vous : pacxl map les propose.",
}


def _sheets() -> Iterator[Sheet]:
    steps = (
        *((f"{title} : {purpose}", title) for title, purpose in _PURPOSES.items()),
        ("Enregistrez, puis vérifiez votre travail : pacxl check reglages.xlsx", ""),
        ("Faites enfin les classeurs de chacun et de la direction : pacxl new reglages.xlsx --each -o vierges", ""),
    )
    guide = "Ce que votre entreprise choisit pour ses plans d’action commerciaux."
    yield Sheet("Mode d’emploi", "Réglages du plan", guide, (Text(steps, style="steps"),), tone="guide")
    for title, purpose in _PURPOSES.items():
        tone = "plan" if title in ("Contenu du plan", "Familles", "Étapes") else "follow"
        yield Sheet(title, title, purpose, tuple(_blocks(title)), tone=tone)  # type: ignore[arg-type]  # one of its words
    hint = "Les choix des listes déroulantes : rien à écrire ici, tout vient des autres feuilles."
    yield Sheet("Listes", "Listes", hint, (), tone="list", across=True)


def _blocks(sheet: str) -> Iterator[Block]:
    tables = [table for table in _tables() if table.parts[0].sheet == sheet]
    grids = [Grid(table.parts[0].name, table.title if len(tables) > 1 else "") for table in tables]
    yield from [Beside(tuple(grids))] if sheet == _WORDS else grids

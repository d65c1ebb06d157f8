"""Which field of settings each table and column of the settings workbook holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pacxl.definition.kind import CHOICE, LONG, TEXT
from pacxl.definition.table import Column
from pacxl.french.dates import read_date
from pacxl.french.numerals import Amount, Unit, flat_number, read_amount
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import Reading
from pacxl.settings.correspondences import Correspondence
from pacxl.settings.model import THRESHOLD, Indicator, Stage
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import COLOURS


@dataclass(frozen=True)
class FieldRows:
    """A table whose rows are a field of Settings: what a row is, and its attribute in each column."""

    table: str
    field: str
    noun: type[Any]
    columns: Mapping[str, str]

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a row cannot do without."""
        return tuple(key for key, name in self.columns.items() if name in ("name", "probability", "theirs"))


ROWS = (
    FieldRows(
        "personnes",
        "people",
        Person,
        {
            "nom": "name",
            "equipe": "team",
            "fonction": "role",
            "rattache": "manager",
            "secteur": "sector",
            "autres": "aliases",
            "courriel": "email",
        },
    ),
    FieldRows(
        "clients",
        "clients",
        Client,
        {
            "client": "name",
            "segment": "segment",
            "personne": "person",
            "ca_passe": "revenue",
            "ca_objectif": "target",
        },
    ),
    FieldRows(
        "objectifs",
        "objectives",
        Objective,
        {
            "objectif": "name",
            "type": "kind",
            "personne": "person",
            "produit": "product",
            "cible": "target",
            "unite": "unit",
            "sens": "sense",
            "echeance": "deadline",
        },
    ),
    FieldRows("etapes_carnet", "stages", Stage, {"etape": "name", "probabilite": "probability"}),
    FieldRows(
        "indicateurs",
        "indicators",
        Indicator,
        {
            "indicateur": "name",
            "unite": "unit",
            "sens": "sense",
            "nature": "nature",
            "numerateur": "numerator",
            "denominateur": "denominator",
            "cle": "key",
        },
    ),
    FieldRows(
        "correspondances",
        "correspondences",
        Correspondence,
        {"quoi": "what", "le_votre": "theirs", "le_notre": "ours"},
    ),
)
FAMILY = {
    "feuille": "sheet",
    "titre": "title",
    "phase": "phase",
    "raison": "reason",
    "utilite": "purpose",
    "groupe": "group",
    "unite": "unit",
    "sens": "sense",
    "cle": "key",
}
WORDS = {
    "segments": "segments",
    "canaux": "channels",
    "personas": "personas",
    "produits": "products",
    "roles": "roles",
    "unites": "units",
}


def typed_fields() -> Iterator[tuple[str, str, str, str]]:
    """Every column that people type in: its field of Settings, the attribute it holds; its table, its key."""
    yield from (("families", name, "familles", key) for key, name in FAMILY.items())
    yield from ((rows.field, name, rows.table, key) for rows in ROWS for key, name in rows.columns.items())
    yield from ((field, "", table, "nom") for table, field in WORDS.items())


# --- what the firm is, a row a field -----------------------------------------------------------------------

LOGO, UNCHANGED = "Logo", "(inchangé)"  # the logo that the settings had already
DUE, LIMIT, USUAL = "Date de retour", "Seuil des écarts", f"{THRESHOLD:.0f}"
WORKBOOK, LAYOUT = "Classeur de chacun", "Feuilles d’actions"
# Settings' own fields: how the sheet Entreprise calls each, and what it says of it.
FIRM = {
    "company": ("Entreprise", "Le nom qui sera sur chaque classeur."),
    "title": ("Titre du plan", "Le titre de la première page."),
    "description": ("Description", "Une phrase qui dit à quoi sert ce modèle."),
    "accent": ("Couleur", f"{', '.join(COLOURS)} ; ou six chiffres hexadécimaux, par exemple 1F5C7A."),
    "logo": (LOGO, f"Le nom d’un fichier PNG ou JPEG rangé à côté de ce classeur ; {UNCHANGED} garde l’actuel."),
    "period": ("Période", "2026, 2026-S1, 2026-T3, 2026-07 ou 2026-07/2027-06. Vide : le semestre en cours."),
    "taxes": (
        "Montants",
        "HT ou TTC : ce que compte un montant dont rien n’est dit ; l’autre reste à part. Vide : HT.",
    ),
    "due": (
        DUE,
        "Le jour où les plans doivent être revenus, par exemple 30/06/2026 : ensuite, qui n’a rien renvoyé est en "
        "retard. Vide : aucun.",
    ),
    "threshold": (
        LIMIT,
        "En euros : au-delà, la cause d’un écart défavorable est demandée à son auteur. 0 : toujours. "
        f"Vide : {USUAL}.",
    ),
    "workbook": (
        WORKBOOK,
        "Ce que « pacxl new --each » donne à chacun. essentiel : ce qui se remplit en une heure, à tous ; complet : "
        "toutes les feuilles qui sont à lui. Vide : l’essentiel.",
    ),
    "layout": (LAYOUT, "par famille : une feuille chacune ; une feuille : toutes les familles sur la même."),
}


# --- the parts of a ratio, in one cell --------------------------------------------------------------------


def ratio_field_as_text(keys: Sequence[str], indicators: Sequence[Indicator]) -> str:
    """The field of a ratio's parts as the settings workbook shows it, indicators that add up: Appels + Visites."""
    names = {each.key: each.name for each in indicators if "+" not in each.name}
    return " + ".join(names.get(key, key) for key in keys)


def ratio_field_from_text(text: str, keys: Mapping[str, str]) -> tuple[str, ...]:
    """The field of a ratio's parts, from a text: the keys it names, by name or by key; else the name as it is."""
    known = {as_one_name(name): key for name, key in keys.items()}
    if as_one_name(text) in known:
        return (known[as_one_name(text)],)
    names = (name.strip() for name in text.split("+"))
    return tuple(known.get(as_one_name(name), name) for name in names if name)


# --- a day and an amount, in the cells of texts ------------------------------------------------------------


def aliases_field_from_text(text: str) -> tuple[str, ...]:
    """The field of the other spellings of a name, from the text of a cell."""
    return tuple(name.strip() for name in re.split("[;\n]", text) if name.strip())


def day_field_from_text(text: str) -> dt.date | None:
    """The field of a day, from the text of a cell; None if it is none."""
    found = read_date(text)
    return found.value if isinstance(found, Reading) and len(found.values) == 1 else None


def euros_field_from_text(text: str) -> float | None:
    """The field of an amount, from the text of a cell; None if it is none, or less than 0."""
    found = read_amount(flat_number(text))
    if not isinstance(found, Amount) or len(found.numbers) != 1 or found.unit not in (Unit.NONE, Unit.EURO):
        return None
    amount = float(found.numbers[0])
    return amount if amount >= 0 else None


# --- columns ------------------------------------------------------------------------------------------------


def firm_field_columns() -> tuple[Column, ...]:
    """The columns of the settings workbook’s table of what the firm is."""
    return (
        Column("parametre", "Paramètre", TEXT, given=True, width=22),
        Column("valeur", "Valeur", LONG, width=60, help="Votre réponse ; la colonne d’à côté dit quoi écrire."),
        Column("aide", "Ce qu’il faut écrire", LONG, given=True, width=60),
    )


def section_field_columns() -> tuple[Column, ...]:
    """The columns of the settings workbook’s table of sections: a row a section, kept or not, and whose it is."""
    hint = "Qui la remplit, quand chacun a son classeur : la direction, chaque commercial, ou les deux."
    return (
        Column("rubrique", "Rubrique", TEXT, given=True, width=24),
        kept_field_column(),
        Column("pour_qui", "Pour qui", CHOICE, choices="proprietaires", width=14, help=hint),
        Column("apport", "Ce qu’elle apporte", LONG, given=True, width=70),
        Column("cle", "Clé", TEXT, given=True, width=16, detail=True),
    )


def kept_field_column() -> Column:
    """The column of the settings workbook in which people say what their plans have."""
    return Column(
        "retenue", "Retenue", CHOICE, choices="oui_non", width=12, help="« oui » pour l’avoir dans le plan."
    )


def essential_field_column() -> Column:
    """The column of the settings workbook in which people say which families the essential workbook has."""
    hint = "« oui » : elle a sa feuille dans l’essentiel. Aucune : les cinq familles les plus travaillées."
    return Column("essentiel", "Essentiel", CHOICE, choices="oui_non", width=12, help=hint)


def layout_field_as_text(layout: str) -> str:
    """The field of how actions are laid out, as people write it: une feuille."""
    return layout.replace("-", " ")


def layout_field_from_text(text: str) -> str:
    """The field of how actions are laid out, from the text of a cell."""
    return text.lower().replace(" ", "-")


def equality_field_columns() -> tuple[Column, ...]:
    """The columns of the settings workbook’s table of equalities: a row a pair, which people declare equal or not."""
    hint = "« oui » si l’un doit toujours être égal à l’autre : une différence sera alors à vérifier."
    return (
        Column("chiffre", "Chiffre", TEXT, given=True, width=34),
        Column("egal", "Égal à", TEXT, given=True, width=34),
        Column("retenue", "Déclarés égaux", CHOICE, choices="oui_non", width=14, help=hint),
        Column("cle", "Clé", TEXT, given=True, width=44, detail=True),
    )


def rule_field_columns() -> tuple[Column, ...]:
    """The columns of the settings workbook’s table of the rules of the relecture: a row a rule, kept or not."""
    hint = "« non » pour que la relecture n’en dise plus rien."
    return (
        Column("regle", "Règle", TEXT, given=True, width=54),
        Column("retenue", "Retenue", CHOICE, choices="oui_non", width=12, help=hint),
        Column("conseil", "Ce qu’elle conseille", LONG, given=True, width=70),
        Column("cle", "Clé", TEXT, given=True, width=26, detail=True),
    )

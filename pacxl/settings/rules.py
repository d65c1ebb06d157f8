"""The rules of what a firm writes in its settings, each said once: names, which must differ, colours, periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pacxl.french.proper_names import as_one_name
from pacxl.french.text import fold

PHASES = ("stratégique", "préparatoire", "opérationnelle")
SENSES = ("plus haut", "plus bas")  # which way is better
LONGEST_NAME = 127  # 255 UTF-16 units in a formula, whatever the characters

# How an indicator's months, then people, add up: a sum; the last known, then a sum; Σ numerator ÷ Σ denominator; not.
FLUX, STOCK, RATIO, MEAN = "flux", "stock", "ratio", "moyenne"
NATURES = (FLUX, STOCK, RATIO, MEAN)

# What has a name that nothing else of its kind has: as people call it, its field of Settings, and the attribute of an
# item that holds the name ("" where the item is the name).
NAMED = (
    ("personne", "people", "name"),
    ("étape du carnet", "stages", "name"),
    ("nom d’indicateur", "indicators", "name"),
    ("segment", "segments", ""),
    ("canal", "channels", ""),
    ("persona", "personas", ""),
    ("produit", "products", ""),
    ("rôle", "roles", ""),
    ("unité", "units", ""),
    ("rubrique", "sections", ""),
    ("feuille", "families", "sheet"),
    ("famille", "families", "key"),
    ("indicateur", "indicators", "key"),
)


def repeated_by_rule(names: Iterable[str]) -> Iterator[str]:
    """The rule that a name is said once: those that one before them is the same as."""
    seen: set[str] = set()
    for name in names:
        if as_one_name(name) in seen:
            yield name
        seen.add(as_one_name(name))


def same_person_by_rule(people: Sequence[tuple[str, str]]) -> list[bool]:
    """The rule that a person is said once: which of some people, a name and a team each, one before them is, or may
    be where a team is not said."""
    teams: dict[str, set[str]] = {}
    found = []
    for name, team in people:
        known = teams.setdefault(as_one_name(name), set())
        found.append(bool(known) and (not team or "" in known or as_one_name(team) in known))
        known.add(as_one_name(team))
    return found


def name_rule_slip(name: str) -> str:
    """What is wrong with a name, in French, to be read after what it is the name of; "" if nothing is."""
    if not name:
        return " sans nom"
    if min(name) < " ":
        return f" : caractère de contrôle dans « {name[:40]} »"
    return f" « {name[:40]}… » : {LONGEST_NAME} caractères au plus" if len(name) > LONGEST_NAME else ""


def nature_rule_slip(nature: str, parts: tuple[Sequence[str], Sequence[str]], known: Mapping[str, str]) -> str:
    """What the rules find wrong with an indicator's nature and its parts, in French; "" if nothing. `known` gives the
    nature of every indicator: a part is one that adds up itself."""
    if nature not in NATURES:
        return f"nature inconnue « {nature} » : {', '.join(NATURES)}"
    if nature != RATIO:
        return f"un indicateur de nature « {nature} » n’a ni numérateur ni dénominateur" if any(parts) else ""
    if not all(parts):
        return "un ratio a un numérateur et un dénominateur (sans eux, c’est une moyenne)"
    for part in (part for side in parts for part in side):
        if part not in known:
            return f"« {part} » n’est la clé d’aucun indicateur"
        if known[part] not in (FLUX, STOCK):
            return f"« {part} » ne s’additionne pas : une part est un flux ou un stock"
    return ""


# The colours that people call by their name; each is read on white, and white on it.
COLOURS = {
    "bleu": "1F5C7A",
    "turquoise": "1A6B66",
    "vert": "2E6B45",
    "violet": "63408A",
    "rose": "96386B",
    "rouge": "9B2C1F",
    "orange": "97530F",
    "gris": "4A5A66",
}


def colour_by_rule(text: str) -> str:
    """The six hexadecimal digits of a colour: of its name, or with a `#` before them; any other text as it is."""
    return COLOURS.get(fold(text), text.removeprefix("#"))


def is_colour(text: str) -> bool:
    """The rule of a colour: six hexadecimal digits."""
    return re.fullmatch(r"[0-9A-Fa-f]{6}", text) is not None


def is_email(text: str) -> bool:
    """The rule of an address to which a message is sent: paul@alpes.example."""
    return (
        re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", text, re.ASCII | re.IGNORECASE)
        is not None
    )

"""The rules of what a firm writes in its settings, each said once: names, which must differ, colours, periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pacxl.french.proper_names import as_one_name
from pacxl.french.text import Words, fold

PHASES = ("stratégique", "préparatoire", "opérationnelle")
SENSES = ("plus haut", "plus bas")  # which way is better
LONGEST_NAME = 127  # 255 UTF-16 units in a formula, whatever the characters

# How an indicator's months, then people, add up: a sum; the last known, then a sum; Σ numerator ÷ Σ denominator; not.
FLUX, STOCK, RATIO, MEAN = "flux", "stock", "ratio", "moyenne"
NATURES = (FLUX, STOCK, RATIO, MEAN)

# What has a name that nothing else of its kind has: as people call it, its field of Settings, and the attribute of an
# item that holds the name ("" where the item is the name).
NAMED = (
    (Words("personne", "person"), "people", "name"),
    (Words("étape du carnet", "stage of the carnet"), "stages", "name"),
    (Words("nom d’indicateur", "name of an indicator"), "indicators", "name"),
    (Words("segment", "segment"), "segments", ""),
    (Words("canal", "channel"), "channels", ""),
    (Words("persona", "persona"), "personas", ""),
    (Words("produit", "product"), "products", ""),
    (Words("rôle", "role"), "roles", ""),
    (Words("unité", "unit"), "units", ""),
    (Words("rubrique", "section"), "sections", ""),
    (Words("feuille", "sheet"), "families", "sheet"),
    (Words("famille", "family"), "families", "key"),
    (Words("indicateur", "indicator"), "indicators", "key"),
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


def name_rule_slip(name: str) -> Words | None:
    """What is wrong with a name, to be read after what it is the name of; None if nothing is."""
    start = name[:40]
    if not name:
        return Words(" sans nom", " without a name")
    if min(name) < " ":
        return Words(f" : caractère de contrôle dans « {start} »", f": a control character in “{start}”")
    if len(name) > LONGEST_NAME:
        most = f"{LONGEST_NAME} caractères au plus", f"{LONGEST_NAME} characters at most"
        return Words(f" « {start}… » : {most[0]}", f" “{start}…”: {most[1]}")
    return None


def nature_rule_slip(
    nature: str, parts: tuple[Sequence[str], Sequence[str]], known: Mapping[str, str]
) -> Words | None:
    """What the rules find wrong with an indicator's nature and its parts; None if nothing. `known` gives the nature
    of every indicator: a part is one that adds up itself."""
    if nature not in NATURES:
        every = ", ".join(NATURES)
        return Words(f"nature inconnue « {nature} » : {every}", f"unknown nature “{nature}”: {every}")
    if nature != RATIO:
        french = f"un indicateur de nature « {nature} » n’a ni numérateur ni dénominateur"
        english = f"an indicator of the nature “{nature}” has neither numerator nor denominator"
        return Words(french, english) if any(parts) else None
    if not all(parts):
        return Words(
            "un ratio a un numérateur et un dénominateur (sans eux, c’est une moyenne)",
            "a ratio has a numerator and a denominator (without them, it is a “moyenne”)",
        )
    for part in (part for side in parts for part in side):
        if part not in known:
            return Words(f"« {part} » n’est la clé d’aucun indicateur", f"“{part}” is the key of no indicator")
        if known[part] not in (FLUX, STOCK):
            french = f"« {part} » ne s’additionne pas : une part est un flux ou un stock"
            return Words(french, f"“{part}” does not add up: a part is a “flux” or a “stock”")
    return None


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

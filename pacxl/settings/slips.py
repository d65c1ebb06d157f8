"""What can be wrong in settings whose shape is right: each slip, in a sentence that names it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pacxl.definition.book import is_book_key
from pacxl.french.period import parse_period
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import NO_WORDS, Words
from pacxl.french.units import TAXES
from pacxl.settings.rules import (
    NAMED,
    PHASES,
    SENSES,
    is_colour,
    is_email,
    name_rule_slip,
    nature_rule_slip,
    repeated_by_rule,
    same_person_by_rule,
)
from pacxl.settings.workbooks import ESSENTIAL, LAYOUTS, OTHER_FAMILY, OWNERS, WHOLE, WORKBOOKS

if TYPE_CHECKING:  # settings ask this room what is wrong in them
    from pacxl.settings.model import Settings
    from pacxl.settings.people import Person


def slips_of(settings: Settings) -> Iterator[Words]:
    """What is wrong in settings whose shape is right, each slip in a sentence that names it."""
    yield from _name_slips(settings)
    yield from _family_slips(settings)
    yield from _workbook_slips(settings)
    for stage in settings.stages:
        if not 0 <= stage.probability <= 1:
            yield Words(
                f"probabilité de « {stage.name} » : entre 0 et 1, pas {stage.probability}",
                f"probability of “{stage.name}”: between 0 and 1, not {stage.probability}",
            )
    senses = [(item.name, item.sense) for item in settings.indicators]
    senses += [(item.sheet, item.sense) for item in settings.families]
    for name, sense in senses + [(item.name, item.sense) for item in settings.objectives]:
        if sense not in SENSES:
            yield Words(
                f"sens inconnu « {sense} » ({name}) : {' ou '.join(SENSES)}",
                f"unknown sense “{sense}” ({name}): {' or '.join(SENSES)}",
            )
    known = {item.key: item.nature for item in settings.indicators}
    for item in settings.indicators:
        if slip := nature_rule_slip(item.nature, (item.numerator, item.denominator), known):
            yield Words(f"indicateur « {item.name} » : {slip.fr}", f"indicator “{item.name}”: {slip.en}")
    yield from _firm_slips(settings)


def _firm_slips(settings: Settings) -> Iterator[Words]:
    """What is wrong in what the firm says of itself and of all its plans."""
    if not is_colour(settings.accent):
        yield Words(
            f"couleur « {settings.accent} » : six chiffres hexadécimaux, par exemple 1F5C7A",
            f"colour “{settings.accent}”: six hexadecimal digits, for example 1F5C7A",
        )
    said = Words("correspondance", "correspondence")
    yield from (_twice(said, each.theirs) for each in settings.words.contradictions)
    if settings.taxes not in TAXES:
        yield Words(
            f"montants en « {settings.taxes} » : {' ou '.join(TAXES)}",
            f"amounts in “{settings.taxes}”: {' or '.join(TAXES)}",
        )
    if settings.period:
        parse_period(settings.period)
    if settings.threshold < 0:
        yield Words(
            f"seuil des écarts : 0 ou plus, pas {settings.threshold}",
            f"threshold of the gaps: 0 or more, not {settings.threshold}",
        )


def _twice(what: Words, name: str) -> Words:
    return Words(f"{what.fr} en double « {name} »", f"{what.en} twice: “{name}”")


def _name_slips(settings: Settings) -> Iterator[Words]:
    for what, field, attribute in NAMED:
        names = [getattr(item, attribute) if attribute else item for item in getattr(settings, field)]
        if field != "people":
            yield from (_twice(what, name) for name in repeated_by_rule(names))
        slips = filter(None, map(name_rule_slip, names))
        yield from (Words(f"{what.fr}{slip.fr}", f"{what.en}{slip.en}") for slip in slips)
    yield from _people_slips(settings)


def _people_slips(settings: Settings) -> Iterator[Words]:
    """Two people may have one name, each in a team; what else is one's is nobody else's."""
    people = [(each.name, each.team) for each in settings.people]
    for (name, _), again in zip(people, same_person_by_rule(people), strict=True):
        if again:
            yield Words(
                f"personne en double « {name} » (deux personnes de même nom ont chacune leur équipe)",
                f"person twice: “{name}” (two people of one name have a team each)",
            )
    for person in settings.people:
        if person.email and not is_email(person.email):
            yield Words(
                f"« {person.email} » ({person.name}) n’est pas une adresse de courriel",
                f"“{person.email}” ({person.name}) is no e-mail address",
            )
        for alias in person.aliases:
            if any(as_one_name(each.name) != as_one_name(person.name) for each in settings.called(alias)):
                fr = f"« {alias} » est l’écriture de deux personnes"
                yield Words(fr, f"“{alias}” is the spelling of two people")
    owned = [(item.name, item.person) for item in settings.clients]
    for what, owner in owned + [(item.name, item.person) for item in settings.objectives]:
        if owner and len(found := settings.called(owner)) > 1:
            yield Words(
                f"« {what} » : « {owner} » est plusieurs personnes, écrivez {_either(found, '« {} »', ' ou ')}",
                f"“{what}”: “{owner}” is several people, write {_either(found, '“{}”', ' or ')}",
            )


def _either(people: Iterable[Person], quoted: str, between: str) -> str:
    return between.join(quoted.format(each.shown) for each in people)


def _family_slips(settings: Settings) -> Iterator[Words]:
    for family in settings.families:
        if not is_book_key(family.key):
            yield Words(
                f"clé de famille « {family.key} » : minuscules sans accent, chiffres et _ seulement",
                f"key of a family “{family.key}”: lower-case letters without accents, digits and _ only",
            )
        if family.phase not in PHASES:
            yield _unknown_phase(family.phase, f" ({family.title})")
        if not family.steps and family.key != OTHER_FAMILY:
            yield Words(f"la famille « {family.title} » n’a aucune étape", f"the family “{family.title}” has no step")
    yield from (_unknown_phase(phase) for phase in settings.phases if phase not in PHASES)
    if not settings.families:
        yield Words("il faut au moins une famille d’actions", "at least one family of actions is needed")
    elif not settings.kept:
        yield Words("aucune famille d’actions n’est retenue", "no family of actions is retained")


def _unknown_phase(phase: str, where: str = "") -> Words:
    every = ", ".join(PHASES)
    return Words(f"phase inconnue « {phase} »{where} : {every}", f"unknown phase “{phase}”{where}: {every}")


def _workbook_slips(settings: Settings) -> Iterator[Words]:
    """What is wrong in what the firm hands out."""
    for each in settings.owners:
        if each.owner not in OWNERS:
            every = ", ".join(OWNERS)
            yield Words(
                f"rubrique « {each.section} » à « {each.owner} » : {every}",
                f"section “{each.section}” of “{each.owner}”: {every}",
            )
    owned = repeated_by_rule(each.section for each in settings.owners)
    yield from (_twice(Words("rubrique", "section"), name) for name in owned)
    if settings.workbook not in WORKBOOKS:
        yield Words(
            f"classeur « {settings.workbook} » : {ESSENTIAL} ou {WHOLE}",
            f"workbook “{settings.workbook}”: {ESSENTIAL} or {WHOLE}",
        )
    if settings.layout not in LAYOUTS:
        yield Words(
            f"feuilles d’actions « {settings.layout} » : {' ou '.join(LAYOUTS)}",
            f"sheets of actions “{settings.layout}”: {' or '.join(LAYOUTS)}",
        )
    known = [family.key for family in settings.families]
    for key in settings.essentials:
        if key not in known:
            every = ", ".join(known)
            yield Words(
                f"essentials : famille inconnue « {key} » ; connues : {every}",
                f"essentials: unknown family “{key}”; known: {every}",
            )


def hint_in_slip(word: str, known: Iterable[str], otherwise: Words = NO_WORDS) -> Words:
    """What a slip says after a word that is none of those known: the one that it is nearest to; else, `otherwise`."""
    near = difflib.get_close_matches(word, list(known), 1)
    return Words(f" (vouliez-vous dire « {near[0]} » ?)", f" (do you mean “{near[0]}”?)") if near else otherwise

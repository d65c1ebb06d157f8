"""What can be wrong in settings whose shape is right: each slip, in a sentence that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pacxl.definition.book import is_book_key
from pacxl.french.period import parse_period
from pacxl.french.proper_names import as_one_name
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


def slips_of(settings: Settings) -> Iterator[str]:
    """What is wrong in settings whose shape is right, each slip in a French sentence that names it."""
    yield from _name_slips(settings)
    yield from _family_slips(settings)
    yield from _workbook_slips(settings)
    for stage in settings.stages:
        if not 0 <= stage.probability <= 1:
            yield f"probabilité de « {stage.name} » : entre 0 et 1, pas {stage.probability}"
    senses = [(item.name, item.sense) for item in settings.indicators]
    senses += [(item.sheet, item.sense) for item in settings.families]
    for name, sense in senses + [(item.name, item.sense) for item in settings.objectives]:
        if sense not in SENSES:
            yield f"sens inconnu « {sense} » ({name}) : {' ou '.join(SENSES)}"
    known = {item.key: item.nature for item in settings.indicators}
    for item in settings.indicators:
        slip = nature_rule_slip(item.nature, (item.numerator, item.denominator), known)
        yield from [f"indicateur « {item.name} » : {slip}"] if slip else []
    if not is_colour(settings.accent):
        yield f"couleur « {settings.accent} » : six chiffres hexadécimaux, par exemple 1F5C7A"
    yield from (f"correspondance en double « {each.theirs} »" for each in settings.words.contradictions)
    if settings.taxes not in TAXES:
        yield f"montants en « {settings.taxes} » : {' ou '.join(TAXES)}"
    if settings.period:
        parse_period(settings.period)
    if settings.threshold < 0:
        yield f"seuil des écarts : 0 ou plus, pas {settings.threshold}"


def _name_slips(settings: Settings) -> Iterator[str]:
    for what, field, attribute in NAMED:
        names = [getattr(item, attribute) if attribute else item for item in getattr(settings, field)]
        if field != "people":
            yield from (f"{what} en double « {name} »" for name in repeated_by_rule(names))
        yield from (f"{what}{slip}" for name in names if (slip := name_rule_slip(name)))
    yield from _people_slips(settings)


def _people_slips(settings: Settings) -> Iterator[str]:
    """Two people may have one name, each in a team; what else is one's is nobody else's."""
    people = [(each.name, each.team) for each in settings.people]
    for (name, _), again in zip(people, same_person_by_rule(people), strict=True):
        if again:
            yield f"personne en double « {name} » (deux personnes de même nom ont chacune leur équipe)"
    for person in settings.people:
        if person.email and not is_email(person.email):
            yield f"« {person.email} » ({person.name}) n’est pas une adresse de courriel"
        for alias in person.aliases:
            if any(as_one_name(each.name) != as_one_name(person.name) for each in settings.called(alias)):
                yield f"« {alias} » est l’écriture de deux personnes"
    owned = [(item.name, item.person) for item in settings.clients]
    for what, owner in owned + [(item.name, item.person) for item in settings.objectives]:
        if owner and len(found := settings.called(owner)) > 1:
            yield f"« {what} » : « {owner} » est plusieurs personnes, écrivez {_either(each.shown for each in found)}"


def _either(names: Iterable[str]) -> str:
    return " ou ".join(f"« {name} »" for name in names)


def _family_slips(settings: Settings) -> Iterator[str]:
    for family in settings.families:
        if not is_book_key(family.key):
            yield f"clé de famille « {family.key} » : minuscules sans accent, chiffres et _ seulement"
        if family.phase not in PHASES:
            yield f"phase inconnue « {family.phase} » ({family.title}) : {', '.join(PHASES)}"
        if not family.steps and family.key != OTHER_FAMILY:
            yield f"la famille « {family.title} » n’a aucune étape"
    for phase in settings.phases:
        if phase not in PHASES:
            yield f"phase inconnue « {phase} » : {', '.join(PHASES)}"
    if not settings.families:
        yield "il faut au moins une famille d’actions"
    elif not settings.kept:
        yield "aucune famille d’actions n’est retenue"


def _workbook_slips(settings: Settings) -> Iterator[str]:
    """What is wrong in what the firm hands out."""
    for each in settings.owners:
        if each.owner not in OWNERS:
            yield f"rubrique « {each.section} » à « {each.owner} » : {', '.join(OWNERS)}"
    yield from (
        f"rubrique en double « {name} »" for name in repeated_by_rule(each.section for each in settings.owners)
    )
    if settings.workbook not in WORKBOOKS:
        yield f"classeur « {settings.workbook} » : {ESSENTIAL} ou {WHOLE}"
    if settings.layout not in LAYOUTS:
        yield f"feuilles d’actions « {settings.layout} » : {' ou '.join(LAYOUTS)}"
    known = [family.key for family in settings.families]
    for key in settings.essentials:
        if key not in known:
            yield f"essentials : famille inconnue « {key} » ; connues : {', '.join(known)}"

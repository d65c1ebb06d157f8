"""What a firm chooses: its sections, families of actions and their steps, people, clients, indicators, look."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TypeVar

from pacxl.definition.book import ACCENT, is_book_key
from pacxl.errors import SettingsError
from pacxl.french.period import Period, parse_period
from pacxl.french.proper_names import as_one_name
from pacxl.french.units import HT, PERCENT, TAXES, read_unit
from pacxl.settings.correspondences import Correspondence, Correspondences
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import (
    FLUX,
    MEAN,
    NAMED,
    SENSES,
    STOCK,
    is_colour,
    is_email,
    name_rule_slip,
    nature_rule_slip,
    repeated_by_rule,
    same_person_by_rule,
)

PHASES = ("stratégique", "préparatoire", "opérationnelle")
YES, NO = "oui", "non"
TYPES = ("notoriété", "acquisition", "fidélisation", "engagement")
THRESHOLD = 1000.0  # euros: a gap above it is asked the cause of, unless a firm chooses another
CRM = "crm"  # the section that ties the carnet to a CRM
ROLES = ("Direction", "Responsable commercial", "Commercial", "Marketing", "Administration")


@dataclass(frozen=True)
class Family:
    """A family of actions: one sheet, whose rows are its steps. `sheet` is at most 31 characters.

    A family that is not `retained` has no sheet; the plan says so, with the reason. `unit` and `sense` are those of
    its actions that say none.
    """

    key: str
    sheet: str
    title: str
    phase: str
    steps: tuple[str, ...]
    purpose: str = ""
    group: str = ""
    retained: bool = True
    reason: str = ""
    unit: str = ""
    sense: str = SENSES[0]


@dataclass(frozen=True)
class Stage:
    """A stage of the pipeline, and the probability that a deal in it has unless one is typed (0 to 1)."""

    name: str
    probability: float


@dataclass(frozen=True)
class Indicator:
    """A monthly indicator; `sense` says which way is better, `nature` how its months and people add up.

    A ratio is made from its parts: keys of other indicators, each side the sum of its own.
    """

    key: str
    name: str
    unit: str
    sense: str = SENSES[0]
    nature: str = FLUX
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()

    @property
    def counted_as(self) -> str:
        """Its nature; percentages are never added up, whatever was chosen."""
        return MEAN if read_unit(self.unit).name == PERCENT and self.nature in (FLUX, STOCK) else self.nature


@dataclass(frozen=True)
class Equality:
    """Two figures of the plan that the firm holds equal, `table.column` each; or shares (`figure`) that make
    `equals` « 100 % »."""

    figure: str
    equals: str


@dataclass(frozen=True)
class Settings:
    """The whole of a firm's choices. Made by `load_settings`; raises SettingsError, naming the slip.

    `sections` and `equalities` are keys of the plan's registry, which checks them; a family whose phase is not among
    `phases` has no sheet. `roles` are the columns of the RACI matrix. `logo` is an image (PNG or JPEG) in base64.
    `period` is what `period.parse_period` reads. `taxes` says what amounts are counted in where nothing
    else is said: HT or TTC. `correspondences` are the firm's own words, for tables that pacxl did not make;
    `relecture_off` the codes of the rules that plans are not read over with. `due` is the day by which plans are to
    be back (None: no day). Above the `threshold` (euros; 0: always), the cause of an unfavourable gap is asked.
    """

    name: str
    title: str
    families: tuple[Family, ...]
    stages: tuple[Stage, ...]
    indicators: tuple[Indicator, ...]
    segments: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    description: str = ""
    company: str = ""
    accent: str = ACCENT
    sections: tuple[str, ...] = ()
    phases: tuple[str, ...] = PHASES
    clients: tuple[Client, ...] = ()
    objectives: tuple[Objective, ...] = ()
    channels: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    roles: tuple[str, ...] = ROLES
    logo: str = ""
    period: str = ""
    taxes: str = HT
    equalities: tuple[Equality, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()
    relecture_off: tuple[str, ...] = ()
    due: dt.date | None = None
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        for slip in _slips(self):
            raise SettingsError(self.name, slip)

    @property
    def drawn(self) -> tuple[Family, ...]:
        """The families that have a sheet."""
        return tuple(family for family in self.families if family.retained and family.phase in self.phases)

    @property
    def stretch(self) -> Period | None:
        """The months that the plan covers, None as long as that is not chosen."""
        return parse_period(self.period) if self.period else None

    @property
    def words(self) -> Correspondences:
        """What the firm's own words are here."""
        return Correspondences(self.correspondences)

    @property
    def asks_remaining(self) -> bool:
        """Whether people are asked what is left to spend."""
        return "reste" in self.sections

    @property
    def shared(self) -> Settings:
        """The settings without what is one person's or one period's: all the plans of a firm have these in common.
        A CRM is imported into one plan after the other, each table of somebody's own has its words, and what is asked
        or left unsaid of a plan makes it no other plan."""
        sections = tuple(key for key in self.sections if key != CRM)
        bare = dataclasses.replace(self, people=(), clients=(), objectives=(), period="", sections=sections)
        return dataclasses.replace(bare, correspondences=(), relecture_off=(), due=None, threshold=THRESHOLD)

    @property
    def names(self) -> tuple[str, ...]:
        """Each person's name, with the team where another has the same."""
        counts = Counter(as_one_name(each.name) for each in self.people)
        return tuple(each.shown if counts[as_one_name(each.name)] > 1 else each.name for each in self.people)

    def called(self, name: str, team: str = "") -> tuple[Person, ...]:
        """The people of a name, in one spelling or another; of homonyms, those of a team."""
        mine = tuple(each for each in self.people if each.is_called(name))
        return tuple(each for each in mine if as_one_name(each.team) == as_one_name(team)) or mine

    def own(self, person: str, team: str = "") -> Settings:
        """The settings as one person's plan carries them: nothing of anybody else is in them. All of them for ""."""
        if not person:
            return self
        mine = self.called(person, team)
        names = {as_one_name(name) for each in mine for name in (each.name, each.shown)} | {as_one_name(person)}
        return dataclasses.replace(
            self,
            people=tuple(dataclasses.replace(each, manager="") for each in mine),
            clients=_theirs(self.clients, names, person),
            objectives=_theirs(self.objectives, names | {""}, person),
        )

    def dumps(self) -> str:
        """The settings as one line of JSON, which `text.settings_from_text` reads back."""
        values = dataclasses.asdict(self)
        for key, usual in _SELDOM.items():
            if values[key] == usual:
                del values[key]
        for person in values["people"]:
            if not person["email"]:
                del person["email"]
        for family in values["families"]:
            for key in [key for key, usual in _SELDOM_OF_A_FAMILY.items() if family[key] == usual]:
                del family[key]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


# What few choose: not written otherwise.
_SELDOM = {"correspondences": (), "relecture_off": (), "due": None, "threshold": THRESHOLD}
_SELDOM_OF_A_FAMILY = {"unit": "", "sense": SENSES[0]}
_Of = TypeVar("_Of", Client, Objective)


def _theirs(items: tuple[_Of, ...], names: Set[str], person: str) -> tuple[_Of, ...]:
    """The clients or the objectives of a person, whose name is then the person's own."""
    return tuple(
        dataclasses.replace(each, person=each.person and person)
        for each in items
        if as_one_name(each.person) in names
    )


# --- what is wrong in settings whose shape is right -------------------------------------------------------


def _slips(settings: Settings) -> Iterator[str]:
    yield from _name_slips(settings)
    yield from _family_slips(settings)
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
            yield f"« {what} » : {' ou '.join(each.shown for each in found)} ?"


def _family_slips(settings: Settings) -> Iterator[str]:
    for family in settings.families:
        if not is_book_key(family.key):
            yield f"clé de famille « {family.key} » : minuscules sans accent, chiffres et _ seulement"
        if family.phase not in PHASES:
            yield f"phase inconnue « {family.phase} » ({family.title}) : {', '.join(PHASES)}"
        if not family.steps:
            yield f"la famille « {family.title} » n’a aucune étape"
    for phase in settings.phases:
        if phase not in PHASES:
            yield f"phase inconnue « {phase} » : {', '.join(PHASES)}"
    if not settings.families:
        yield "il faut au moins une famille d’actions"
    elif not settings.drawn:
        yield "aucune famille d’actions n’est retenue"

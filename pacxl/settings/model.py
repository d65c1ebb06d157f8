"""What a firm chooses: its sections, families of actions and their steps, people, clients, indicators, look."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import TypeVar

from pacxl.definition.book import ACCENT
from pacxl.errors import SettingsError
from pacxl.french.period import Period, parse_period
from pacxl.french.proper_names import as_one_name
from pacxl.french.units import HT, PERCENT, read_unit
from pacxl.settings.correspondences import Correspondence, Correspondences
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import FLUX, MEAN, PHASES, SENSES, STOCK
from pacxl.settings.slips import slips_of
from pacxl.settings.workbooks import BY_FAMILY, DIRECTION, ESSENTIAL, OTHER_FAMILY, Ownership

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


# Where the actions of a family go that has no table in a workbook.
OTHER_ACTIONS = Family(
    OTHER_FAMILY,
    "Autres actions",
    "Autres actions",
    PHASES[-1],
    (),
    "Saisissez ici ce que vous faites d’utile hors des familles de ce classeur, et dites de quelle famille c’est.",
)


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
    `personas` are the names of the firm's typical clients.
    `owners` says whose a section is where it is not its usual owner's. `workbook` is what a plan's workbook is, of
    `WORKBOOKS` (none: all that there is, and for each person of a firm what is essential); `essentials` are the keys
    of the families that have a table in the essential one (none: all). `layout` is one of `LAYOUTS`.
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
    personas: tuple[str, ...] = ()
    owners: tuple[Ownership, ...] = ()
    workbook: str = ""
    essentials: tuple[str, ...] = ()
    layout: str = BY_FAMILY

    def __post_init__(self) -> None:
        for slip in slips_of(self):
            raise SettingsError(self.name, *slip)

    @property
    def kept(self) -> tuple[Family, ...]:
        """The families that the firm retained, of its phases."""
        return tuple(family for family in self.families if family.retained and family.phase in self.phases)

    @property
    def drawn(self) -> tuple[Family, ...]:
        """The families that have a table of actions; where some have none, the last is of the other actions."""
        if self.workbook == DIRECTION:
            return (OTHER_ACTIONS,)
        if self.workbook != ESSENTIAL:
            return self.kept
        keys = self.essentials or tuple(family.key for family in self.kept)
        others = next((family for family in self.kept if family.key == OTHER_FAMILY), OTHER_ACTIONS)
        return (*(family for family in self.kept if family.key in keys and family != others), others)

    @property
    def without_table(self) -> tuple[Family, ...]:
        """The families that the firm retained which have no table in the workbook: their actions stand with the other
        ones, each of which says its family."""
        return tuple(family for family in self.kept if family not in self.drawn) if self.workbook == ESSENTIAL else ()

    @property
    def families_of_actions(self) -> tuple[Family, ...]:
        """The families that an action can be of."""
        return (*self.families, *(family for family in self.drawn if family not in self.families))

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
        Each has the sections that are its owner's, laid out in its own way; each table of somebody's own has its
        words, and what is asked or left unsaid of a plan makes it no other plan."""
        bare = dataclasses.replace(self, people=(), clients=(), objectives=(), period="", sections=(), roles=())
        bare = dataclasses.replace(bare, owners=(), workbook="", essentials=(), layout=BY_FAMILY)
        return dataclasses.replace(bare, correspondences=(), relecture_off=(), due=None, threshold=THRESHOLD)

    @property
    def of_anybody(self) -> Settings:
        """The settings without anybody's names: as many people, a client if there are any, no objective. A plan's
        tables and sheets are made of these, once for all the people of a firm."""
        people = tuple(Person(str(number)) for number in range(1, len(self.people) + 1))
        clients = (Client("1"),) if self.clients else ()
        if (people, clients, ()) == (self.people, self.clients, self.objectives):
            return self
        return dataclasses.replace(self, people=people, clients=clients, objectives=())

    @property
    def names(self) -> tuple[str, ...]:
        """Each person's name, with the team where another has the same."""
        counts = Counter(as_one_name(each.name) for each in self.people)
        return tuple(each.shown if counts[as_one_name(each.name)] > 1 else each.name for each in self.people)

    def indicator(self, key: str) -> Indicator | None:
        """The indicator of a key; None if the firm has none."""
        return next((each for each in self.indicators if each.key == key), None)

    def called(self, name: str, team: str = "") -> tuple[Person, ...]:
        """The people of a name, in one spelling or another; of homonyms, those of a team."""
        mine = tuple(each for each in self.people if each.is_called(name))
        return tuple(each for each in mine if as_one_name(each.team) == as_one_name(team)) or mine

    def own(self, person: str, team: str = "") -> Settings:
        """The settings as one person's plan carries them: nothing of anybody else is in them. All of them for ""."""
        if not person:
            return self
        mine = self.called(person, team)
        spelt = (name for each in mine for name in (each.name, each.shown, *each.aliases))
        names = {as_one_name(person), *map(as_one_name, spelt)}
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
_SELDOM = {
    "correspondences": (),
    "relecture_off": (),
    "due": None,
    "threshold": THRESHOLD,
    "personas": (),
    "owners": (),
    "workbook": "",
    "essentials": (),
    "layout": BY_FAMILY,
}
_SELDOM_OF_A_FAMILY = {"unit": "", "sense": SENSES[0]}
_Of = TypeVar("_Of", Client, Objective)


def _theirs(items: tuple[_Of, ...], names: Set[str], person: str) -> tuple[_Of, ...]:
    """The clients or the objectives of a person, whose name is then the person's own."""
    return tuple(
        dataclasses.replace(each, person=each.person and person)
        for each in items
        if as_one_name(each.person) in names
    )

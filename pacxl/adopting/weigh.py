"""How much a column's header and its contents speak for each role; which column has which role, all in all; and what
somebody has decided, which outweighs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pacxl.adopting.content import Content
from pacxl.adopting.deal_roles import DEAL_ROLES
from pacxl.adopting.indicator_roles import INDICATOR_ROLES
from pacxl.adopting.plan_roles import PLAN_ROLES
from pacxl.adopting.words import DEALS, EXACT, INDICATORS, PERHAPS, PLAN, SURE, Name, Role, word_meanings
from pacxl.books.correspondances import FAMILY, our_correspondance_columns, plan_for_correspondances
from pacxl.books.identity import settings_of
from pacxl.crm.recognition import CARNET_NAMES
from pacxl.definition.book import Book
from pacxl.definition.header_match import DECIDED
from pacxl.errors import SettingsError
from pacxl.french.choices import choice_of
from pacxl.french.text import Words, fold
from pacxl.settings.correspondences import HEADER, NO_CORRESPONDENCES, SHEET, Correspondence, Correspondences
from pacxl.settings.model import Settings

ROLES: Mapping[str, tuple[Role, ...]] = {PLAN: PLAN_ROLES, DEALS: DEAL_ROLES, INDICATORS: INDICATOR_ROLES}
LEAST = 0.35  # what must speak for a role
_BY_CONTENT = 0.25  # what contents alone must say for the column of actions: sentences that begin with a verb
_NEEDED = 1.0  # how much more a role weighs that no such table is without
_KEPT = 64  # ways of giving roles out that are followed, the best first


@dataclass(frozen=True)
class Weight:
    """What speaks for a role: how much, and how its header's name was known; by `content` where its header says
    nothing; what its header alone `said`."""

    role: Role
    total: float
    how: str
    said: float = 0.0


@cache
def names_of(kind: str) -> Mapping[Name, Mapping[str, float]]:
    """Each name of a kind of table → the roles (keys) that it can mean, and how much it says for each."""
    names: dict[Name, dict[str, float]] = {}
    for role in ROLES[kind]:
        for words, weight in role.named():
            names.setdefault(words, {}).setdefault(role.key, weight)
    return names


def weights(kind: str, text: str, content: Content) -> list[Weight]:
    """The roles that a column can have in a table of a kind, the best first."""
    how, meanings = word_meanings(text, names_of(kind))
    found = []
    for role in ROLES[kind]:
        said = meanings.get(role.key, 0.0) * how.share
        if said:
            by = "header" if how == EXACT and said == SURE else how.how
            found.append(Weight(role, said + content.speaks_for(role.speaks), by, said))
        elif not meanings and role.key == "etape" and content.shares.get("verb", 0.0) > 0.5:
            found.append(Weight(role, _BY_CONTENT + content.speaks_for(role.speaks), "content"))
    return sorted((weight for weight in found if weight.total >= LEAST), key=lambda weight: -weight.total)


# What a column of several meanings is, right after another.
NEIGHBOURS = {PLAN: (("budget", "depense"), ("cible", "resultat"), ("unite", "resultat"), ("objectif", "resultat"))}
_BESIDE = 0.5


def weigh_neighbours(kind: str, found: Mapping[int, list[Weight]]) -> dict[int, list[Weight]]:
    """What speaks for each column's roles, with what it stands beside: « Réalisé » after a budget is spent, after a
    target a result."""
    before, heeded = "", dict[int, list[Weight]]()
    for col, mine in found.items():
        beside = [role for other, role in NEIGHBOURS.get(kind, ()) if other == before]
        moved = [
            replace(each, total=each.total + _BESIDE, how="neighbours") if each.role.key in beside else each
            for each in mine
        ]
        heeded[col] = sorted(moved, key=lambda each: -each.total) if len(mine) > 1 else mine
        before = heeded[col][0].role.key if mine else ""
    return heeded


# What must stand under a header that may be any of these, and says none of them for sure: « Réalisé ».
_SETTLED_BY = {
    "depense": ("money",),
    "resultat": ("measure",),
    "statut": ("status", "tick", "sign", "stage"),
    "avancement": ("percent", "share"),
    "fin_reelle": ("date", "month", "when"),
}
_SEVERAL = 3


def settled(
    kind: str, headers: Mapping[int, str], found: Mapping[int, list[Weight]], contents: Mapping[int, Content]
) -> tuple[dict[int, list[Weight]], set[int]]:
    """What speaks for each column's roles, a header of several meanings having that of what it holds: plain numbers
    are results where the table has targets. And the columns of which nothing tells it, to be asked."""
    settled, asked = dict(found), set[int]()
    for col, text in headers.items() if kind == PLAN else ():
        meanings = word_meanings(text, names_of(kind))[1]
        mine, content = found[col], contents[col]
        if len(meanings.keys() & _SETTLED_BY.keys()) < _SEVERAL or max(meanings.values()) > PERHAPS:
            continue
        if not mine or mine[0].how == "neighbours":
            continue
        beside = {each[0].role.key for other, each in found.items() if each and other != col}
        said = {key for key, sorts in _SETTLED_BY.items() if content.of(*sorts) > 0.5}
        if not said and content.of("number") > 0.5 and beside & {"cible", "unite"}:
            said = {"resultat"}
        settled[col] = [each for each in mine if each.role.key in said and content.filled]
        if content.filled and (len(said) != 1 or not settled[col]):
            settled[col] = mine
            asked.add(col)
    return settled, asked


def give_roles(columns: Mapping[int, Sequence[Weight]]) -> dict[int, Weight]:
    """Which column has which role: what most speaks for, all in all, no role being given twice but to columns that
    can share it. Of two columns alike, the first has it. What a table cannot be without comes first."""
    ways: dict[frozenset[str], tuple[float, dict[int, Weight]]] = {frozenset(): (0.0, {})}
    for col, found in columns.items():
        more = dict(ways)
        for taken, (total, chosen) in ways.items():
            for weight in found:
                key = weight.role.key
                if key in taken:
                    continue
                after = taken if weight.role.many else taken | {key}
                sum_ = total + weight.total + (_NEEDED if weight.role.needed else 0.0)
                if sum_ > more.get(after, (0.0, {}))[0]:
                    more[after] = (sum_, {**chosen, col: weight})
        ways = dict(sorted(more.items(), key=lambda way: -way[1][0])[:_KEPT])
    return max(ways.values(), key=lambda way: way[0])[1]


# --- what somebody has decided ----------------------------------------------------------------------------

_FIRST = {PLAN: ("etape",), DEALS: ("societe", "nature"), INDICATORS: ("indicateur",)}


class DecidedWords:
    """What the settings of a book decide of headers, for each kind of table. A column of ours is called by its
    header, by its key, or as people call it where no column has that for a name."""

    def __init__(self, book: Book) -> None:
        settings = settings_of(book)
        self.words = settings.words if settings else NO_CORRESPONDENCES
        self._keys = _keys_by_name(book) if self.words.lines else {}

    def key(self, kind: str, text: str) -> str | None:
        """The column (its key) that a header is in a table of a kind; "" where it is to be left aside, None where
        nothing was decided."""
        names = self.words.headers(text)
        return next((key for key, _ in self._keys_of(kind, names)), "") if names else None

    def _keys_of(self, kind: str, names: Iterable[str]) -> list[tuple[str, int]]:
        """The columns of a kind that some names of ours are, and how many kinds have each name: « Étape » is one of a
        plan and of a carnet, and gives way to what only one of them has."""
        found = [(each[kind], len(each)) for each in map(self._of, names) if kind in each]
        return sorted(found, key=lambda each: each[1])

    def weight(self, kind: str, text: str) -> Weight | None:
        """What was decided of a header, as a weight; None where that is no column of a kind."""
        key = self.key(kind, text)
        role = next((role for role in ROLES[kind] if role.ours == key), None) if key else None
        return Weight(role, SURE, DECIDED, SURE) if role else None

    def outweigh(
        self, kind: str, headers: Mapping[int, str], found: Mapping[int, list[Weight]]
    ) -> dict[int, list[Weight]]:
        """What speaks for each column's roles, where something was decided: that role alone, or none; it is taken
        from the other columns."""
        decided = {col: self.weight(kind, text) for col, text in headers.items() if self.key(kind, text) is not None}
        ours = {weight.role.ours for weight in decided.values() if weight}
        free = {col: [each for each in mine if each.role.ours not in ours] for col, mine in found.items()}
        return {**free, **{col: [weight] if weight else [] for col, weight in decided.items()}}

    def speaks_for(self, kind: str, text: str) -> float:
        """What the decision on a header says for a kind of table, besides its role; against it, where it is a column
        of another."""
        return 1.0 if self.key(kind, text) else -1.0 if any(self.words.headers(text)) else 0.0

    def is_enough(self, kind: str, roles: Iterable[Weight]) -> bool:
        """Whether it was decided which column says what no table of a kind is without, and which is another."""
        keys = [each.role.key for each in roles if each.how == DECIDED]
        return len(keys) > 1 and any(key in keys for key in _FIRST[kind])

    def count(self, texts: Mapping[int, str]) -> int:
        """How many of some texts are decided to be headers of a column of ours."""
        return sum(any(self.words.headers(text)) for text in texts.values()) if self.words.lines else 0

    def slips(self) -> Iterator[tuple[Correspondence, Words]]:
        """What is wrong in what was decided of headers: no column of ours, or two in one kind of table."""
        for line in self.words.lines:
            if line.what != HEADER or not line.ours or fold(line.ours) in CARNET_NAMES:
                continue
            found = [self._keys_of(kind, self.words.headers(line.theirs)) for kind in ROLES]
            if not self._of(line.ours):
                yield (
                    line,
                    Words(
                        f"« {line.theirs} » : « {line.ours} » n’est pas une de nos colonnes",
                        f"“{line.theirs}”: “{line.ours}” is no column of ours",
                    ),
                )
            elif any(len(each) > 1 and each[0][1] == each[1][1] for each in found):
                yield line, Words(f"« {line.theirs} » est dit deux fois", f"“{line.theirs}” is said twice")

    def _of(self, name: str) -> Mapping[str, str]:
        """The column that a name of ours is, by kind of table; of "", what is left aside, none."""
        return self._keys.get(fold(name), {}) if name else {}


def _keys_by_name(book: Book) -> Mapping[str, Mapping[str, str]]:
    own: dict[str, dict[str, str]] = {fold(FAMILY): {PLAN: FAMILY.casefold()}}
    besides: dict[str, dict[str, str]] = {}
    for kind, columns in our_correspondance_columns(book).items():
        for column in columns:
            for name in (column.key, column.key.replace("_", " "), column.header):
                own.setdefault(fold(name), {})[kind] = column.key
            for name in column.synonyms:
                besides.setdefault(fold(name), {}).setdefault(kind, column.key)
    return {**besides, **own}


def check_weighed_words(settings: Settings, place: str) -> None:
    """Raises SettingsError for the first slip in the words that settings have."""
    for _, slip in slips_in_weighed_words(settings):
        raise SettingsError(place, slip.fr, slip.en)


def slips_in_weighed_words(settings: Settings) -> Iterator[tuple[Correspondence, Words]]:
    """The slips in the words that settings have, each with its line: a column or a choice that is none of ours."""
    if settings.correspondences:
        book = plan_for_correspondances(settings)
        yield from DecidedWords(book).slips()
        yield from _value_slips(settings.words, book)


def _value_slips(words: Correspondences, book: Book) -> Iterator[tuple[Correspondence, Words]]:
    """What is wrong in what was decided of values: a column that is none of ours, or no choice of its list."""
    lists = {each.key: each.values for each in book.lists}
    columns = [column for mine in our_correspondance_columns(book).values() for column in mine]
    for line in words.lines:
        if line.what in (HEADER, SHEET, "famille"):
            continue
        mine = [column for column in columns if column.key == line.what]
        if not mine:
            yield line, Words(f"« {line.what} » n’est pas une de nos colonnes", f"“{line.what}” is no column of ours")
        closed = [() if column.open_list else lists.get(column.choices, ()) for column in mine]
        if line.ours and closed and all(values and not choice_of(line.ours, values) for values in closed):
            known = ", ".join(closed[0])
            yield (
                line,
                Words(
                    f"« {line.theirs} » : « {line.ours} » n’est pas un choix ({known})",
                    f"“{line.theirs}”: “{line.ours}” is no choice ({known})",
                ),
            )

"""What pacxl tells people: a finding, with its code and its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from string import Formatter

from pacxl.errors import PacxlError
from pacxl.findings.cells import CELL
from pacxl.findings.commands import COMMAND
from pacxl.findings.crm import CRM
from pacxl.findings.entry import Entry, Lang, Severity
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.plan import PLAN
from pacxl.findings.relecture import RELECTURE
from pacxl.findings.settings import SETTINGS
from pacxl.findings.tables import TABLE
from pacxl.findings.team import TEAM
from pacxl.typography import of_name, plural, typeset


@dataclass(frozen=True)
class Place:
    """Where a finding is. `cell` is in A1 notation; table and column are as people see them. Where the simple view
    folds the column away, `unfold` is the header above which the button stands that shows it, or AT_ITS_RIGHT."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    table: str = ""
    column: str = ""
    unfold: str = ""


AT_ITS_RIGHT = "→"


@dataclass(frozen=True)
class Finding:
    """One thing to tell: its code in `CATALOGUE`, its place, the raw value, and what its sentence needs besides.

    Raises ValueError for an unknown code, or where a word is lacking: a slip of who wrote it.
    """

    code: str
    place: Place
    value: str = ""
    about: dict[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        check_finding_code(self.code, self.about)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def message(self, lang: Lang = "fr") -> str:
        """The sentence, in a language: French as it is printed, what people typed as they typed it."""
        entry = CATALOGUE[self.code]
        return (typeset(entry.fr) if lang == "fr" else entry.en).format(**self._words(lang))

    def remedy(self, lang: Lang = "fr") -> str:
        """The way out, in a language, as `message`; and, of a column that is folded away, how to see it."""
        entry = CATALOGUE[self.code]
        told = (typeset(entry.remedy_fr) if lang == "fr" else entry.remedy_en).format(**self._words(lang))
        return f"{told} {_unfolding(self.place, lang)}".rstrip()

    def _words(self, lang: Lang) -> dict[str, _Word]:
        """The sentence's words, in the reader's language (`expected_en` for `expected`, when there is one). A
        word that is said in both is pacxl's own; any other may be somebody's."""
        about = {key: self.about.get(f"{key}_{lang}", word) for key, word in self.about.items()}
        if lang == "fr":
            about |= {key: typeset(word) for key, word in about.items() if f"{key}_en" in self.about}
        words = {"value": self.value, "column": self.place.column, "sheet": self.place.sheet, **about}
        return {key: _Word(word) for key, word in words.items()}


def finding_of_fault(fault: PacxlError, file: str) -> Finding:
    """A fault of the machine, as a finding on a file."""
    return Finding(fault.code, Place(file), about={"what": fault.detail, "what_en": fault.detail_en})


class _Word(str):
    """A word of a sentence. `{count:ligne|lignes}` is one of two words, by the number that this one says; `{who:de}`
    a name after its preposition: de Paul, d’Inès."""

    def __format__(self, asked: str) -> str:
        if asked == "de":
            return of_name(self)
        one, several, many = asked.partition("|")
        return plural(int(re.sub(r"\D", "", self) or 0), one, many) if several else super().__format__(asked)


def _unfolding(place: Place, lang: Lang) -> str:
    if not place.unfold:
        return ""
    french, english = f"au-dessus de « {place.unfold} »", f"above “{place.unfold}”"
    if place.unfold == AT_ITS_RIGHT:
        french, english = "à sa droite", "on its right"
    if lang == "fr":
        return typeset("(Colonne {} repliée : cliquez le + {}.)").format(place.column, typeset(french))
    return f"(The column {place.column} is folded: click the + {english}.)"


CATALOGUE: dict[str, Entry] = {
    **CELL,
    **TABLE,
    **PLAN,
    **RELECTURE,
    **SETTINGS,
    **TEAM,
    **CRM,
    **FILE,
    **COMMAND,
    **RETURN,
}

_OF_THE_PLACE = {"value", "column", "sheet"}


def _words_of(entry: Entry) -> frozenset[str]:
    """The words that an entry's sentences need, in one language or the other, besides its value and its place."""
    named = {name for sentence in entry[1:] for _, name, _, _ in Formatter().parse(sentence) if name}
    return frozenset(named - _OF_THE_PLACE)


_NEEDED = {code: _words_of(entry) for code, entry in CATALOGUE.items()}


def check_finding_code(code: str, about: Collection[str] = ()) -> None:
    """Raises ValueError for a code that is not in the catalogue, or whose sentences need words that are not given."""
    if code not in _NEEDED:
        raise ValueError(f"no such finding: {code!r}")
    if not _NEEDED[code].issubset(about):
        raise ValueError(f"the finding {code!r} needs {', '.join(sorted(_NEEDED[code] - set(about)))}")

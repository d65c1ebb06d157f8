"""What pacxl tells people: a finding, with its code and its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from pacxl.findings.cells import CELL
from pacxl.findings.entry import Entry
from pacxl.findings.entry import Lang as Lang
from pacxl.findings.entry import Severity as Severity
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.plan import PLAN
from pacxl.findings.settings import SETTINGS
from pacxl.findings.tables import TABLE
from pacxl.findings.team import TEAM


@dataclass(frozen=True)
class Place:
    """Where a finding is. `cell` is in A1 notation; table and column are as people see them."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    table: str = ""
    column: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to tell: its code in `CATALOGUE`, its place, the raw value, and what the sentence needs besides."""

    code: str
    place: Place
    value: str = ""
    about: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def message(self, lang: Lang = "fr") -> str:
        entry = CATALOGUE[self.code]
        return (entry.fr if lang == "fr" else entry.en).format(**self._words(lang))

    def remedy(self, lang: Lang = "fr") -> str:
        entry = CATALOGUE[self.code]
        return (entry.remedy_fr if lang == "fr" else entry.remedy_en).format(**self._words(lang))

    def _words(self, lang: Lang) -> dict[str, str]:
        """The sentence's words, in the reader's language (`expected_en` for `expected`, when there is one)."""
        about = {key: self.about.get(f"{key}_{lang}", word) for key, word in self.about.items()}
        return {"value": self.value, "column": self.place.column, "sheet": self.place.sheet, **about}


CATALOGUE: dict[str, Entry] = {**CELL, **TABLE, **PLAN, **SETTINGS, **TEAM, **FILE, **RETURN}

"""A row of the catalogue: what there is to tell people, in French and English, and how grave it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

Lang = Literal["fr", "en"]


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Entry(NamedTuple):
    """A row of the catalogue. A sentence says what was found and expected; a remedy says what to do."""

    severity: Severity
    fr: str
    remedy_fr: str
    en: str
    remedy_en: str

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to do, as a rule."""
        return self.remedy_fr.startswith("Rien à faire")

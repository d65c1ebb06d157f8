"""A deal of an export, and what who imports has decided of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences


@dataclass(frozen=True)
class ImportChoice:
    """What who imports has decided: what headers and values mean, the currency of the plan (ISO 4217); what comes
    first in a date, and the decimal mark of an amount, where they can be read in two ways ("": it is asked); the CRM
    ("": its headers tell)."""

    words: Correspondences = NO_CORRESPONDENCES
    currency: str = "EUR"
    dates: str = ""
    mark: str = ""
    product: str = ""


@dataclass(frozen=True)
class Deal:
    """A deal of an export: its values by column of the carnet (with its `reference`), who follows it in the CRM, the
    row it stands in (from 0)."""

    row: int
    owner: str
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The deal as people call it."""
        return name_of_crm_deal(self.values) or f"ligne {self.row + 1}"


def name_of_crm_deal(values: Mapping[str, Any]) -> str:
    """A deal as people call it: its company and its kind, else its record; "" for none of them."""
    said = [str(values[key]) for key in ("societe", "nature") if values.get(key)]
    return " – ".join(said) or str(values.get("reference") or "")

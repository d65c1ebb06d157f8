"""Findings as a frame, a row each, for whoever analyses them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding

FINDING_COLUMNS = ("code", "severity", "file", "sheet", "cell", "table", "column", "value", "message", "remedy")


def findings_frame(found: Iterable[Finding], lang: Lang = "fr") -> pd.DataFrame:
    """Findings as a frame, a row each, in a language."""
    rows = [
        (
            item.code,
            item.severity.value,
            item.place.file,
            item.place.sheet,
            item.place.cell,
            item.place.table,
            item.place.column,
            item.value,
            item.message(lang),
            item.remedy(lang),
        )
        for item in found
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS), dtype="string")

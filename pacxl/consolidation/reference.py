"""The firm and the period that plans are held against: those asked for, else what most files say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from pacxl.books.identity import settings_of
from pacxl.compute.contents import Contents
from pacxl.errors import SettingsError
from pacxl.french.period import Period, parse_period
from pacxl.french.proper_names import best_spelt_name, firm_proper_name, near_firm_names
from pacxl.settings.model import Settings
from pacxl.typography import counted


def reference_firm(plan: Contents) -> str:
    """For a team's reference: the firm that a plan says it is of."""
    return plan.identity.company.strip()


def firm_of_reference(plans: Sequence[Contents], asked: str, own: Settings | None) -> str:
    """The firm asked for, else the settings' if a file says it, else the one that most files say, in the spelling
    that most have; "" if none says any. Raises SettingsError if two firms have as many files each."""
    if asked.strip():
        return " ".join(asked.split())
    counts = Counter(key for plan in plans if (key := firm_proper_name(reference_firm(plan))))
    spelt = {
        key: best_spelt_name(reference_firm(plan) for plan in plans if firm_proper_name(reference_firm(plan)) == key)
        for key in counts
    }
    known = [own] if own and own.company else [settings_of(plan.book) for plan in plans]
    chosen = {firm_proper_name(settings.company) for settings in known if settings and settings.company}
    if len(chosen) == 1 and (firm := chosen.pop()) in counts:
        return spelt[firm]
    best = [key for key in counts if counts[key] == max(counts.values())]
    if any(not near_firm_names(best[0], key) for key in best[1:]):
        firms, firms_en = (
            ", ".join(f"{spelt[key]} ({counted(counts[key], *files)})" for key in best)
            for files in (("fichier", "fichiers", "fr"), ("file", "files", "en"))
        )
        raise SettingsError(
            "--company",
            f"des plans de plusieurs entreprises, à égalité : {firms} ; dites laquelle",
            f"plans of several firms, in a tie: {firms_en}; tell which",
        )
    return spelt[best[0]] if best else ""


def reference_period(plan: Contents) -> Period | None:
    """For a team's reference: the period that a plan says it covers; None if it says none that can be read."""
    try:
        return parse_period(plan.identity.period) if plan.identity.period.strip() else None
    except SettingsError:
        return None


def period_of_reference(plans: Sequence[Contents], asked: str, today: dt.date) -> Period | None:
    """The period asked for, else the one that most files say; in a tie, the one that contains `today` (the longest,
    if several do), else the latest. None if none says any. Raises SettingsError if what is asked is no period."""
    if asked.strip():
        return parse_period(asked)
    counts = Counter(period for plan in plans if (period := reference_period(plan)))

    def rank(period: Period) -> tuple[int, bool, int, dt.date, int]:
        now = period.start <= today <= period.end
        return counts[period], now, period.length if now else 0, period.start, period.length

    return max(counts, key=rank, default=None)

"""What shows of the indicators when plans come together: whose landing nobody knows, and what nature each has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacxl.books.identity import settings_of
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place


def without_months(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans whose objectives are out of the team's landing: of an indicator, no month of their owner's is known.
    The plans' owners have one spelling each."""
    known: dict[tuple[str, str], set[str]] = {}
    for plan in plans:
        months = plan.frames["indicateurs"]
        done = months[months["realise"].notna()]["indicateur"].dropna()
        known.setdefault((plan.identity.person, plan.identity.team), set()).update(done)
    for plan in plans:
        months = plan.frames["indicateurs"]
        aimed = months[months["objectif"].notna()]["indicateur"].dropna().unique()
        owner = plan.identity.person, plan.identity.team
        if unknown := [name for name in aimed if name not in known[owner]]:
            yield Finding("months-unknown", Place(plan.file), about={"indicators": ", ".join(unknown)})


def indicator_natures(plan: Contents) -> dict[str, object]:
    """The nature of each of a plan's indicators, by its name."""
    settings = settings_of(plan.book)
    every = settings.indicators if settings else ()
    return {each.name: (each.counted_as, each.numerator, each.denominator) for each in every}

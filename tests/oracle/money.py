"""What the domain's rules make of a firm's figures, in plain Python and by hand: it knows nothing of pacxl."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# How far an action is (`non retenue`, `abandonnée`, `terminée`, else open), what was planned, what was spent: exact
# numbers, or None for a blank.
Row = tuple[str, Any, Any]


def landing(course: str, b: Any, d: Any) -> tuple[str, Any]:
    """The group of an action, and what it will have cost in the end."""
    if d is not None and (b is None or course == "non retenue"):
        return "hors budget", d
    if course == "non retenue":
        return "non retenue", 0
    if course == "abandonnée":
        return "abandonnée", d or 0
    if course == "terminée":
        return "terminée", d if d is not None else b or 0
    if b is None or d is None:
        return "ouverte", b or 0
    return "ouverte", max(b, d) if b >= 0 else min(b, d)


def money(rows: Iterable[Row]) -> dict[str, Any]:
    """The figures of a set of actions, added up one by one; they close."""
    sums: dict[str, Any] = dict.fromkeys(
        ("budget", "depense", "hors_budget", "ecart_constate", "budget_libere", "atterrissage"), 0
    )
    for course, b, d in rows:
        group, end = landing(course, b, d)
        counted = b if b is not None and course != "non retenue" else 0
        released = max(0, counted - end) if group == "abandonnée" else 0
        sums["budget"] += counted
        sums["depense"] += d or 0
        sums["hors_budget"] += d if group == "hors budget" else 0
        sums["budget_libere"] += released
        sums["atterrissage"] += end
        sums["ecart_constate"] += end - counted + released
    sums["ecart_atterrissage"] = sums["atterrissage"] - sums["budget"]
    assert sums["ecart_atterrissage"] == sums["ecart_constate"] - sums["budget_libere"]
    return sums

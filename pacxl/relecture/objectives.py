"""What is asked of the intentions, the objectives and the personas: an action that serves them, parts that make the
whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from pacxl.books.owners import is_owned_by_direction
from pacxl.definition.kind import SHARE_TYPED, shown
from pacxl.findings.finding import Finding
from pacxl.french.numerals import in_unit
from pacxl.french.text import fold
from pacxl.french.units import PERCENT, read_unit
from pacxl.relecture.plan_in_hand import ACTIONS, PlanInHand

# Where a plan says what it is for, from the most distant to the nearest: a table, its column.
_INTENTIONS = (
    ("vision", "texte"),
    ("enjeux", "enjeu"),
    ("objectifs_strategiques", "objectif"),
    ("objectifs", "objectif"),
    ("okr", "objectif"),
)
_FEW = 3  # fewer objectives have no balance
_LONGEST = 60  # characters told of a text


def intentions_without_action(plan: PlanInHand) -> Iterator[Finding]:
    """A vision, a stake, an objective in a plan without any action: the first that is written. What serves the
    direction's stands in the others' workbooks."""
    if plan.acting.any() or is_owned_by_direction(plan.contents.book):
        return
    for table, key in _INTENTIONS:
        rows = np.flatnonzero(plan.filled(table, key)).tolist() if plan.has(table) else []
        if rows:
            yield plan.finding("intent-without-action", (table, key, rows[:1]), _short(plan, table, key, rows[0]))
            return


def strategic_objectives_without_action(plan: PlanInHand) -> Iterator[Finding]:
    """Strategic objectives that no line of Alignement ties to actions: in words, or to a family that has some."""
    if not plan.acting.any():
        return  # told of the whole plan
    acting = set(plan.column(ACTIONS, "famille")[plan.acting])
    ties = zip(
        *(plan.texts("alignement", key) for key in ("objectif_strategique", "actions", "famille")), strict=True
    )
    served = {fold(number) for number, words, family in ties if words or family in acting}
    table, key = "objectifs_strategiques", "objectif"
    own = plan.texts(table, "numero")
    rows = [at for at in np.flatnonzero(plan.filled(table, key)).tolist() if fold(own[at]) not in served]
    if rows:
        yield plan.finding("objective-without-action", (table, key, rows), _short(plan, table, key, rows[0]))


def _short(plan: PlanInHand, table: str, key: str, at: int) -> str:
    text = " ".join(plan.texts(table, key)[at].split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


# --- balance ----------------------------------------------------------------------------------------------


def objectives_parts_not_whole(plan: PlanInHand) -> Iterator[Finding]:
    """An objective that is nobody's own, whose parts, under its words and in its unit, do not make it: those of two
    people or more come to something else, or that of one alone is more. Percentages are not added up."""
    targets, owners = plan.column("objectifs", "cible"), plan.texts("objectifs", "porteur")
    names, units = plan.texts("objectifs", "objectif"), plan.texts("objectifs", "unite")
    alike: dict[tuple[str, str], list[int]] = {}
    for at in np.flatnonzero(~np.isnan(targets)).tolist():
        if names[at] and read_unit(units[at]).name != PERCENT:
            alike.setdefault((fold(names[at]), fold(units[at])), []).append(at)
    for rows in alike.values():
        common, parts = [at for at in rows if not owners[at]], [at for at in rows if owners[at]]
        if len(common) != 1 or not parts:
            continue
        whole, made = float(targets[common[0]]), float(targets[parts].sum())
        people = len({fold(owners[at]) for at in parts})
        if round(made - whole, 6) > 0 or (people > 1 and round(whole - made, 6) > 0):
            about = {"parts": in_unit(made, units[common[0]]), "whole": in_unit(whole, units[common[0]])}
            yield plan.finding("parts-not-whole", ("objectifs", "cible", common), names[common[0]], **about)


def personas_over_the_whole(plan: PlanInHand) -> Iterator[Finding]:
    """Shares of the revenue expected of the personas, which come to more than all of it."""
    aimed = round(float(np.nansum(plan.column("personas", "part_ca"))), 6)
    if aimed > 1:
        at = ("personas", "part_ca", np.flatnonzero(plan.filled("personas", "part_ca")))
        yield plan.finding("personas-over-whole", at, shown(aimed, SHARE_TYPED))


def objectives_of_one_type_alone(plan: PlanInHand) -> Iterator[Finding]:
    """Objectives that are all of one type."""
    rows = np.flatnonzero(plan.filled("objectifs", "type"))
    kinds = Counter(plan.column("objectifs", "type")[rows].tolist())
    if len(rows) >= _FEW and len(kinds) == 1:
        yield plan.finding("objectives-one-type", ("objectifs", "type", rows), next(iter(kinds)))

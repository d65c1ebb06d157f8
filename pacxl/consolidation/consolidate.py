"""Many contents → one: their rows together, each with where it comes from, and what shows only then."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pacxl.books.ecarts.controls import COUNTED, UNREADABLE
from pacxl.books.identity import settings_of
from pacxl.books.owners import is_owned_by_direction
from pacxl.books.pac import KEY, pac_book
from pacxl.books.untouched import is_untouched
from pacxl.compute.contents import CellCounts, Contents, Identity, libre_frame
from pacxl.compute.tally import Account
from pacxl.compute.values import ContentsError
from pacxl.consolidation.contribution import filled_contribution_frame
from pacxl.consolidation.exports import exports_counted_once, plans_then_exports
from pacxl.consolidation.lines.gap_lines import unexplained_gaps
from pacxl.consolidation.lines.proof import numbers_for_proof
from pacxl.consolidation.people import Directory, near_people
from pacxl.consolidation.roster import roster_expected_frame
from pacxl.consolidation.rows import rows_together, rows_with_owner
from pacxl.consolidation.spellings import one_spelling, one_spelling_for_each_file, with_listed_segments
from pacxl.consolidation.submissions import Choice, Decided, Submission, decide_submissions
from pacxl.consolidation.units import counted_in_other_units, in_common_units, without_months, without_objectives
from pacxl.definition.book import Book
from pacxl.duplicates.decided import DealDecision, with_decisions
from pacxl.duplicates.pairs import likely_pairs
from pacxl.duplicates.rows import findings_of_rows, pairs_in_order_of_rows, rows_of_pairs
from pacxl.findings.finding import Finding, Place
from pacxl.plan.coherence import incoherences
from pacxl.settings.merging import merged
from pacxl.settings.model import OTHER_ACTIONS, Settings
from pacxl.settings.people import Person


def consolidate(  # noqa: PLR0913  # each a choice of who consolidates, by name
    plans: Iterable[Contents],
    *,
    company: str = "",
    period: str = "",
    include: Iterable[str] = (),
    keep: Iterable[str] = (),
    today: dt.date | None = None,
    settings: Settings | None = None,
    decisions: Iterable[DealDecision] = (),
    expected: Iterable[Person] | None = None,
    due: dt.date | None = None,
) -> Contents:
    """The rows of many plans as the contents of one, with the columns of provenance: fichier, feuille, ligne,
    commercial, equipe, periode. Computed columns are as each plan had them; `variance` computes them for one date.

    Counted are the plans of one firm (`company`, else the majority's) and one period (`period`, else the majority's;
    in a tie, the one that contains `today`, by default the latest date of the plans), one version a person (the one
    named in `keep`, else one that holds all of the other, else the later). An export of a CRM is a source for each
    person in it, but for the deals that a plan has under the same record. Files named in `include` are taken whatever
    their firm and period. What is left out is told, with its amount and the way back. `settings` are the
    firm's: who is who in its team, the natures of its indicators, what its amounts count.

    The frame `sources` has a row a file (what became of it and of its cells), `doublons` a row a pair of deals that
    may be one (`decisions`: what somebody decided of these; nothing is taken out of a carnet), `attendus` a row a
    person who is `expected` (by default the settings' people), overdue once `due` (by default the settings') is past,
    by `today` or else by the day it is; `remplissage` says how much each filled in.

    Raises ContentsError if there is no plan at all, SettingsError where two firms have as many files each, and for a
    choice that is no period or names no file.
    """
    every = list(plans)
    given = one_spelling_for_each_file(plans_then_exports([plan for plan in every if plan.book.key == KEY]))
    if not given:
        raise ContentsError("consolidate needs the contents of one plan or more")
    day = today or max(plan.today for plan in given)
    decided = decide_submissions(given, Choice(company, period, tuple(include), tuple(keep), settings), day)
    strangers = [Finding("not-a-plan", Place(plan.file)) for plan in every if plan.book.key != KEY]
    asked = _Asked(settings, tuple(decisions), expected, due)
    return _as_one(given, decided, strangers, asked, today or dt.date.today())


@dataclass(frozen=True)
class _Asked:
    """What who consolidates tells of the team: the firm's settings, what is decided of deals, who is expected (None:
    the people of the settings), the day of return (None: that of the settings)."""

    firm: Settings | None
    decisions: tuple[DealDecision, ...]
    expected: Iterable[Person] | None
    due: dt.date | None


def _as_one(
    given: Sequence[Contents],
    decided: Decided,
    strangers: Sequence[Finding],
    asked: _Asked,
    today: dt.date,
) -> Contents:
    """The plans that count as one, with all that there is to tell."""
    plans, once = exports_counted_once(decided.plans)
    filled = filled_contribution_frame(plans, {each.file for each in decided.submissions if each.status == COUNTED})
    counted, converted = in_common_units([with_listed_segments(rows_with_owner(plan)) for plan in plans], asked.firm)
    book, directory = _common_book(counted or given, decided.period, asked), Directory.of(asked.firm, given)
    frames = one_spelling(book, directory, {key: rows_together(book, key, counted) for key in book.by_key})
    frames["sources"] = _sources(decided.submissions, counted, given)
    pairs, lost = with_decisions(likely_pairs(frames["carnet"]), asked.decisions, frames["carnet"])
    pairs = pairs_in_order_of_rows(pairs, frames["carnet"])
    frames["doublons"] = rows_of_pairs(pairs, frames["carnet"])
    frames |= {
        "remplissage": filled,
        "attendus": roster_expected_frame(asked.expected, frames["sources"], book, today),
    }
    findings = [
        *_told_before(given, counted),
        *strangers,
        *decided.findings,
        *near_people(counted, directory),
        *once,
        *converted,
        *_odd_ones(counted),
        *counted_in_other_units(counted),
        *without_months(counted),
        *without_objectives(counted),
        *lost,
        *findings_of_rows(pairs, frames["carnet"], counted),
    ]
    team = Contents(
        book,
        frames,
        _common_identity(counted, book, decided),
        max(plan.today for plan in counted or given),
        tuple(findings),
        sum((plan.cells for plan in counted), CellCounts()),
        pd.concat([libre_frame(()), *(plan.libre for plan in counted)], ignore_index=True),
        numbers=Account(each for plan in counted for each in numbers_for_proof(plan)),
        origins={name: origin for plan in given for name, origin in plan.origins.items()},
    )
    return dataclasses.replace(team, found=(*findings, *_of_the_team(team, counted)))


def _of_the_team(team: Contents, plans: Sequence[Contents]) -> Iterator[Finding]:
    """What the figures of all together tell: the gaps that nobody explains, and those that should be equal."""
    if settings := settings_of(team.book):
        yield from unexplained_gaps(team, settings, plans)
        yield from _differences(team, settings)


def _differences(team: Contents, settings: Settings) -> Iterator[Finding]:
    """The figures of all together that the settings declare equal, and that differ; not what a file told already."""
    said = [(finding.code, finding.about) for finding in team.found]
    for finding in incoherences(team, settings, shares=False):
        if (finding.code, finding.about) not in said:
            yield finding


def _told_before(given: Sequence[Contents], counted: Sequence[Contents]) -> Iterator[Finding]:
    """What was told of the files that count, and of those that could not be read: what is left out is told as one."""
    files = {plan.file for plan in counted}
    for plan in given:
        if plan.unreadable or plan.is_copy or plan.file in files:
            yield from plan.found


# --- files -------------------------------------------------------------------------------------------------


def _sources(
    submissions: Sequence[Submission], counted: Sequence[Contents], given: Sequence[Contents]
) -> pd.DataFrame:
    """What became of each file, and of its cells: nothing of one that does not count; blanks where nobody knows. The
    direction's workbook is no person's. One in which nothing is typed is `vierge`."""
    nobodys = {plan.file for plan in given if is_owned_by_direction(plan.book)}
    read = {plan.file: _source(plan) for plan in counted}
    texts = ("fichier", "commercial", "equipe", "periode", "version", "statut", "raison")
    counts = [f"cellules_{what}" for what in ("lues", "retenues", "converties", "rejetees", "libres")]
    rows = [
        {"commercial": each.person or pd.NA, "equipe": each.team or pd.NA}
        | dict.fromkeys(counts, pd.NA if each.status == UNREADABLE else 0)
        | read.get(each.file, {})
        | {"fichier": each.file, "periode": each.period or pd.NA, "statut": each.status, "raison": each.why or pd.NA}
        | ({"commercial": pd.NA, "raison": each.why or _DIRECTION_S} if each.file in nobodys else {})
        for each in submissions
    ]
    dtypes = dict.fromkeys(texts, "string") | dict.fromkeys(counts, "Int64") | {"vierge": "boolean"}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


_DIRECTION_S = "le classeur de la direction"


def _source(plan: Contents) -> dict[str, Any]:
    read, retained, converted, rejected, libre = plan.cells.as_tuple()
    return {
        "fichier": plan.file,
        "commercial": plan.identity.person,
        "equipe": plan.identity.team or pd.NA,
        "version": plan.identity.version or pd.NA,
        "cellules_lues": read,
        "cellules_retenues": retained,
        "cellules_converties": converted,
        "cellules_rejetees": rejected,
        "cellules_libres": libre,
        "vierge": is_untouched(plan),
    }


# --- what they have in common -----------------------------------------------------------------------------


def _common_book(plans: Sequence[Contents], period: str, told: _Asked) -> Book:
    """The book of the firm's settings, else the first plan's, with the families, stages, people … that only others
    have; for the period that is consolidated, whatever each of them was made for."""
    known = [settings for plan in plans if (settings := settings_of(plan.book))]
    if not known:
        return plans[0].book
    known = [told.firm, *known] if told.firm else known
    settings = known[0] if all(each == known[0] for each in known) else _with_other_actions(merged(known), known)
    asked = dataclasses.replace(settings, period=period or settings.period, due=told.due or settings.due)
    return plans[0].book if asked == settings_of(plans[0].book) else pac_book(asked)


def _with_other_actions(settings: Settings, merged_from: Iterable[Settings]) -> Settings:
    """The settings, with the family of the actions that had no family in some of those merged."""
    own = {family for each in merged_from for family in each.drawn}
    if OTHER_ACTIONS not in own or OTHER_ACTIONS in settings.drawn:
        return settings
    return dataclasses.replace(settings, families=(*settings.families, OTHER_ACTIONS))


def _common_identity(plans: Sequence[Contents], book: Book, decided: Decided) -> Identity:
    def common(field: str) -> str:
        values = {getattr(plan.identity, field) for plan in plans}
        return values.pop() if len(values) == 1 else ""

    company = common("company") or decided.company
    return Identity(book.key, common("version"), company, "", common("team"), decided.period, "")


# --- what only shows when they are together ---------------------------------------------------------------


def _odd_ones(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans of another template than the first one's."""
    for plan in plans[1:]:
        first = plans[0]
        if not plan.export and (plan.book.firm, plan.identity.version) != (first.book.firm, first.identity.version):
            yield Finding("other-settings", Place(plan.file))

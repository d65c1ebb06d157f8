"""Which files count: of one firm, of one period, one version a person; and, of each file, what became of it and why.

A file is judged in this order, and the first rule that it breaks tells why it is not counted: it can be read and is a
plan; it is nobody's copy; its firm; its period; it is no part of a longer plan of the same person; it is the version
that counts. Nothing is left out without its amount and the way back.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from pacxl.books.ecarts.controls import COPY, COUNTED, LEFT_OUT, REPLACED, UNREADABLE
from pacxl.compute.contents import Contents
from pacxl.consolidation.contribution import amounts_contributed
from pacxl.consolidation.people import Directory, Owner, people_of_plans
from pacxl.consolidation.reference import firm_of_reference, period_of_reference, reference_firm, reference_period
from pacxl.consolidation.versions import (
    Held,
    held_by_version,
    is_whole_version,
    overlapping,
    version_titles,
    version_with_only,
    version_without,
    version_words,
    versions_in_rank,
)
from pacxl.errors import SettingsError
from pacxl.findings.finding import Finding, Place
from pacxl.french.period import Period, period_in_words, period_words
from pacxl.french.proper_names import as_one_name, firm_proper_name, near_firm_names
from pacxl.settings.model import Settings
from pacxl.typography import typeset


@dataclass(frozen=True)
class Choice:
    """What who consolidates has chosen: the firm and the period ("": the majority's), the files that are taken
    whatever these are, the versions that count, the firm's own settings."""

    company: str = ""
    period: str = ""
    include: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    settings: Settings | None = None


@dataclass(frozen=True)
class Submission:
    """A file that was handed in: whose, for which period, what became of it (`status`) and why."""

    file: str
    person: str
    team: str
    period: str
    status: str
    why: str = ""


@dataclass(frozen=True)
class Decided:
    """What became of each plan, in their order; those that count, each with the rows that count and its owner as it
    is shown; what there is to tell; the firm and the period that they were held against."""

    submissions: list[Submission]
    plans: list[Contents]
    findings: list[Finding]
    company: str
    period: str


def decide_submissions(plans: Sequence[Contents], choice: Choice, today: dt.date) -> Decided:
    """Which of the plans submitted count. Each has a file of its own. Raises SettingsError where two firms have as
    many files each, and for a choice that is no period or names no file."""
    roll = _Roll(list(plans), choice)
    roll.set_unreadable_apart()
    roll.set_copies_apart()
    company = firm_of_reference([plans[at] for at in roll.left], choice.company, choice.settings)
    roll.keep_to_firm(company)
    period = period_of_reference([plans[at] for at in roll.left], choice.period, today)
    roll.keep_to_period(period)
    roll.tell_what_is_not_said(company, period)
    roll.identify()
    roll.set_parts_apart()
    roll.choose_versions()
    counted = [roll.plan_of_owner(at) for at in sorted(roll.left | roll.in_part)]
    return Decided(roll.submissions(), counted, roll.findings, company, period.label if period else "")


@dataclass
class _Roll:
    """The plans while they are judged: `left` are those that still count, by position."""

    plans: list[Contents]
    choice: Choice
    left: set[int] = field(default_factory=set)
    in_part: set[int] = field(default_factory=set)
    fate: dict[int, tuple[str, str]] = field(default_factory=dict)
    owners: dict[int, Owner] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = set(range(len(self.plans)))
        self.included = _named("--include", self.choice.include, self.plans)
        self.kept = _named("--keep", self.choice.keep, self.plans)
        self.held: dict[int, Held] = {}
        self.directory = Directory.of(self.choice.settings, self.plans)

    def _set_apart(self, at: int, status: str, why: str, *findings: Finding) -> None:
        self.left.discard(at)
        self.fate[at] = status, why
        self.findings += findings

    def _held(self, at: int) -> Held:
        if at not in self.held:
            self.held[at] = held_by_version(self.plans[at])
        return self.held[at]

    # --- files ---

    def set_unreadable_apart(self) -> None:
        for at, plan in enumerate(self.plans):
            if plan.unreadable:
                self._set_apart(at, UNREADABLE, "ce fichier n’a pas pu être lu")

    def set_copies_apart(self) -> None:
        """The same content counts once: of copies, the one to keep, else the one with the shorter name."""
        for at in sorted(self.left):
            if self.plans[at].is_copy:
                self._set_apart(at, COPY, "c’est la copie exacte d’un autre fichier")
        known: dict[tuple[str, ...], list[int]] = {}
        for at in sorted(self.left, key=lambda at: (at not in self.kept, len(self.plans[at].file), at)):
            alike = known.setdefault(self._who(at), [])
            twin = next((other for other in alike if self._same(at, other)), None)
            alike.append(at)
            if twin is not None:
                other = self.plans[twin].file
                finding = Finding("file-twice", Place(self.plans[at].file), about={"other": other})
                self._set_apart(at, COPY, f"même contenu que {other}", finding)

    def _who(self, at: int) -> tuple[str, ...]:
        """What a plan says of whose it is, as it is compared."""
        own = self.plans[at].identity
        return *map(as_one_name, self.directory.who(own.person, own.team)), firm_proper_name(own.company), own.period

    def _same(self, at: int, other: int) -> bool:
        """Whether two plans hold the same; of those without an author, blank ones are not taken for copies."""
        named = bool(self.plans[at].identity.person.strip())
        return self._held(at) == self._held(other) and (named or self._held(at).says_something)

    # --- firm and period ---

    def keep_to_firm(self, company: str) -> None:
        for at in sorted(self.left):
            own = reference_firm(self.plans[at])
            if not company or not own or firm_proper_name(own) == firm_proper_name(company):
                continue
            if near_firm_names(own, company):
                self.findings.append(Finding("firm-near", Place(self.plans[at].file), own, {"other": company}))
            elif at in self.included:
                self.fate[at] = COUNTED, typeset("ajouté à la demande : ") + f"plan de {own}"
            else:
                self._leave_out(at, "other-firm", own, company, f"plan de {own}, et non de {company}")

    def keep_to_period(self, period: Period | None) -> None:
        for at in sorted(self.left):
            own = reference_period(self.plans[at])
            if period is None or own is None or own.label == period.label or own.is_in(period):
                continue
            if at in self.included:
                self.fate[at] = COUNTED, typeset(f"ajouté à la demande : {period_in_words(own.label)}")
            else:
                why = typeset(f"{period_in_words(own.label)}, et non {period_in_words(period.label)}")
                self._leave_out(at, "other-period", own.label, period.label, why)

    def _leave_out(self, at: int, code: str, value: str, other: str, why: str) -> None:
        plan = self.plans[at]
        about = {"other": other, "file": plan.file, **amounts_contributed(plan).words("amount")}
        about |= period_words("own", value) | period_words("other", other)
        self._set_apart(at, LEFT_OUT, f"{why} ({about['amount']})", Finding(code, Place(plan.file), value, about))

    def tell_what_is_not_said(self, company: str, period: Period | None) -> None:
        for at in sorted(self.left):
            plan = self.plans[at]
            if plan.export:
                continue  # it is of the firm that consolidates, and of no period
            lacking = [
                *([("son auteur", "its author")] if not plan.identity.person.strip() else []),
                *([("son entreprise", "its firm")] if company and not reference_firm(plan) else []),
                *([("sa période", "its period")] if period and reference_period(plan) is None else []),
            ]
            if lacking:
                what, what_en = (", ".join(words) for words in zip(*lacking, strict=True))
                about = {"what": what, "what_en": what_en, **amounts_contributed(plan).words("amount")}
                self.findings.append(Finding("owner-incomplete", Place(self.plans[at].file), about=about))

    # --- people and their versions ---

    def identify(self) -> None:
        """Whose each plan is; those that do not count have their own names."""
        for chosen in (self.left, set(range(len(self.plans))) - self.left):
            order = sorted(chosen)
            self.owners |= dict(
                zip(order, people_of_plans([self.plans[at] for at in order], self.directory), strict=True)
            )

    def _by_owner(self) -> Iterator[list[int]]:
        """The plans of each person who has several."""
        known: dict[Owner, list[int]] = {}
        for at in sorted(self.left):
            if self.plans[at].identity.person.strip() and not self.plans[at].export:
                known.setdefault(self.owners[at], []).append(at)
        return (group for group in known.values() if len(group) > 1)

    def set_parts_apart(self) -> None:
        """A plan for a part of the period, where the same person's whole is there too."""
        for group in list(self._by_owner()):
            for at in group:
                own = reference_period(self.plans[at])
                whole = next((each for each in group if is_whole_version(self.plans[each], self.plans[at])), None)
                if own and whole is not None and at not in self.included | self.kept:
                    other = self.plans[whole].file
                    self._leave_out(at, "period-twice", own.label, other, f"compris dans {other}")

    def choose_versions(self) -> None:
        for group in list(self._by_owner()):
            for versions in overlapping(group, self.plans):
                if len(versions) > 1:
                    self._choose(versions)

    def _choose(self, versions: list[int]) -> None:
        """The version that counts, with the tables that only the others filled."""
        numbered = [(self.plans[at], self._held(at)) for at in versions]
        asked = {number for number, at in enumerate(versions) if at in self.kept}
        best, *others = (versions[number] for number in versions_in_rank(numbered, asked))
        filled, decided = set(self._held(best).filled), best in self.kept
        for at in others:
            own = self._held(at).filled - filled
            filled |= own
            other, plan = self.plans[best], self.plans[at]
            if not decided:
                self.findings.append(self._two_versions(at, best, own))
            titles = ", ".join(version_titles(plan, own))
            why = typeset("une autre version compte : ") + other.file
            why += typeset(" ; seul à remplir : ") + titles if own else ""
            self._set_apart(at, REPLACED, f"{why} ({amounts_contributed(plan).french})")
            if own:
                self.plans[at], self.plans[best] = version_with_only(plan, own), version_without(other, own)
                self.in_part.add(at)

    def _two_versions(self, at: int, best: int, own: Collection[str]) -> Finding:
        plan, other = self.plans[at], self.plans[best]
        changed = self._held(at).changed(self._held(best))
        titles = zip(version_titles(plan, changed), changed.values(), strict=True)
        about = {
            "other": other.file,
            "file": plan.file,
            **amounts_contributed(plan).words("amount"),
            **amounts_contributed(other).words("others"),
            **version_words("changed", [f"{title} {count}" for title, count in titles], ("aucune", "none")),
            **version_words("own", version_titles(plan, own), ("rien", "nothing")),
        }
        return Finding("same-person-twice", Place(self.plans[at].file), self.owners[at].shown, about)

    # --- what became of them ---

    def plan_of_owner(self, at: int) -> Contents:
        """The plan, its owner as it is shown."""
        owner, plan = self.owners[at], self.plans[at]
        identity = dataclasses.replace(plan.identity, person=owner.person, team=owner.team)
        return dataclasses.replace(plan, identity=identity)

    def submissions(self) -> list[Submission]:
        found = []
        for at, plan in enumerate(self.plans):
            owner, (status, why) = self.owners[at], self.fate.get(at, (COUNTED, ""))
            person = owner.person if plan.identity.person.strip() else ""
            found.append(Submission(plan.file, person, owner.team, plan.identity.period, status, why))
        return found


def _named(option: str, names: Collection[str], plans: Sequence[Contents]) -> set[int]:
    """The plans that an option names, by their label or by a path that ends in it, whatever the case."""
    found: set[int] = set()
    for name in names:
        mine = {at for at, plan in enumerate(plans) if _ends_alike(name, plan.file)}
        if not mine:
            raise SettingsError(option, f"aucun fichier lu ne s’appelle « {name} »", f"no file is called “{name}”")
        found |= mine
    return found


def _ends_alike(path: str, label: str) -> bool:
    one, other = ([as_one_name(part) for part in PurePath(each).parts] for each in (path, label))
    shorter = min(len(one), len(other))
    return shorter > 0 and one[-shorter:] == other[-shorter:]

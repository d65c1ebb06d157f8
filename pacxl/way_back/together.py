"""What only shows of files when they are together, and what each author is told of it: deals that two people have,
gaps that nobody explains, versions, files that do not count; and who has sent nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pacxl.books.ecarts.controls import COPY, COUNTED, LEFT_OUT, REPLACED
from pacxl.books.ecarts.qui import BLANK, OVERDUE
from pacxl.books.identity import settings_of
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.compute.values import ContentsError
from pacxl.consolidation.consolidate import consolidate
from pacxl.consolidation.roster import SILENT, WHY_LEFT_OUT, Reply, roster, roster_people
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding
from pacxl.french.text import printable_text
from pacxl.way_back.letter import Letter, addressee_of_letter

_OF_THE_AUTHOR = ("deal-twice", "gap-unexplained")  # what of a team's findings an author is to answer


@dataclass(frozen=True)
class FilesTogether:
    """The files of a folder put together: by its label, what became of each, why, and its author's address; what is
    told of them; who is expected. Nothing is known of those that cannot be put together: of two firms, in a tie."""

    status: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    email: Mapping[str, str] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    found: tuple[Finding, ...] = ()
    replies: tuple[Reply, ...] = ()
    period: str = ""
    due: dt.date | None = None
    late: bool = False

    @property
    def silent(self) -> list[Reply]:
        """Those who are expected, and of whom nothing came."""
        return [reply for reply in self.replies if reply.status in SILENT]

    def found_in(self, file: str) -> list[Finding]:
        """What is told of a file."""
        return [finding for finding in self.found if finding.place.file == file]

    def told_to_author(self, plan: Contents) -> Contents:
        """The plan, with what its author alone can answer among what is told of it."""
        more = (each for each in self.found_in(plan.file) if each.code in _OF_THE_AUTHOR)
        return replace(plan, found=(*more, *plan.found))

    def is_copy(self, plan: Contents) -> bool:
        """Whether a file says what another one does."""
        return plan.is_copy or self.status.get(plan.file) == COPY

    def note(self, plan: Contents, lang: Lang) -> str:
        """What is told besides with a version that counts for a part alone."""
        return self._why(plan.file, lang) if self.status.get(plan.file) == REPLACED else ""

    def letter_alone(self, plan: Contents, file: Path, lang: Lang) -> Letter | None:
        """The message on a file of which no copy goes back, as it does not count, or as nothing is filled in; None
        for any other."""
        status, to = self.status.get(plan.file), self.email.get(plan.file, "")
        about = Letter(addressee_of_letter(plan), printable_text(file.name), plan.identity.period, (), to=to)
        if status in (LEFT_OUT, REPLACED) and plan.file not in self.counted:
            return replace(about, case="left out", what=self._why(plan.file, lang))
        if status == COUNTED and any(each.file == plan.file and each.status == BLANK for each in self.replies):
            return replace(about, case="blank", due=self.due, late=self.late)
        return None

    def reminder(self, reply: Reply) -> Letter:
        """The message for who has sent nothing."""
        late = reply.status == OVERDUE
        return Letter(reply.person, "", self.period, (), "missing", to=reply.email, due=self.due, late=late)

    def _why(self, file: str, lang: Lang) -> str:
        """Why a file does not count."""
        told = next((each for each in self.found_in(file) if each.code in WHY_LEFT_OUT), None)
        return told.message(lang) if told else self.why.get(file, "")


def together(plans: Sequence[Contents], **chosen: Any) -> FilesTogether:
    """The files put together, with what `consolidate` is asked."""
    try:
        team = consolidate(plans, **chosen)
    except (PacxlError, ContentsError):
        return FilesTogether()
    sources, settings = team.frames["sources"], settings_of(team.book)
    files, replies = [column_text(file) for file in sources["fichier"]], roster(team)
    read, addresses = sources["cellules_lues"].fillna(0), {(each.person, each.team): each.email for each in replies}
    emails = [addresses.get(owner, "") for owner in roster_people(sources)]
    return FilesTogether(
        status=dict(zip(files, map(column_text, sources["statut"]), strict=True)),
        why=dict(zip(files, map(column_text, sources["raison"]), strict=True)),
        email=dict(zip(files, emails, strict=True)) | {each.file: each.email for each in replies},
        counted=frozenset(file for file, cells in zip(files, read, strict=True) if cells),
        found=team.found,
        replies=tuple(replies),
        period=team.identity.period,
        due=settings.due if settings else None,
        late=bool(team.frames["attendus"]["en_retard"].any()),
    )

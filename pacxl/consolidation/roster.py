"""The roster: who is expected to send a plan, what came of each, and what each is asked: one status a person, one
definition for the first page, the report, the screen and the messages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from pacxl.books.ecarts.controls import COPY, COUNTED, LEFT_OUT, REPLACED, UNREADABLE
from pacxl.books.ecarts.qui import ANSWERS, BLANK, EXPECTED, OVERDUE, RECEIVED, TO_MEND
from pacxl.books.identity import settings_of
from pacxl.books.pac import DIRECTION_NAME
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.definition.book import Book
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.french.proper_names import as_near_name, as_one_name
from pacxl.settings.model import Settings
from pacxl.settings.people import Person

Whose = tuple[str, str]  # a name and a team, "" for none
_Row = Mapping[Any, Any]  # of a frame
SILENT = (EXPECTED, OVERDUE)  # what is said of those of whom nothing came
WHY_LEFT_OUT = ("other-firm", "other-period", "period-twice", "same-person-twice")  # the findings that say it
_KNOWN = {"commercial": "string", "equipe": "string", "courriel": "string", "en_retard": "boolean"}


def roster_people(rows: Mapping[str, Any] | pd.DataFrame) -> list[Whose]:
    """The people of rows, one each."""
    pairs = zip(rows["commercial"], rows["equipe"], strict=True)
    return [(column_text(name), column_text(team)) for name, team in pairs]


def roster_expected_frame(
    expected: Iterable[Person] | None, sources: pd.DataFrame, book: Book, today: dt.date
) -> pd.DataFrame:
    """The frame « attendus » of a team, a row a person who is `expected` (by default the people of its settings): the
    name and the team as they are heard of, else as they are told; the address, if one is known; whether the day of
    return is past."""
    settings, heard = settings_of(book), dict.fromkeys(roster_people(sources))
    late = settings is not None and settings.due is not None and today > settings.due
    people = _better_known(expected, settings) if expected is not None else settings.people if settings else ()
    known = tuple(people)
    owners = _all_as_heard(known, heard, settings)
    rows = [(*owner, person.email, late) for person, owner in zip(known, owners, strict=True)]
    return pd.DataFrame(rows, columns=list(_KNOWN)).replace("", pd.NA).astype(_KNOWN)


def _better_known(expected: Iterable[Person], settings: Settings | None) -> Iterator[Person]:
    """The people with what the settings know of them: the other spellings of their names, the address."""
    for person in expected:
        known = settings.called(person.name, person.team) if settings else ()
        same = [each for each in known if not person.team or as_one_name(each.team) in ("", as_one_name(person.team))]
        if len(same) != 1:
            yield person
            continue
        names = (same[0].name, *same[0].aliases, *person.aliases)
        team, email = person.team or same[0].team, person.email or same[0].email
        yield replace(person, aliases=names, team=team, email=email)


def _all_as_heard(people: Sequence[Person], heard: Collection[Whose], settings: Settings | None) -> list[Whose]:
    """The people as the files say their names; of a list, a name that the settings do not know is also that of the
    one person left whom an accent or the order of words tells apart."""
    found = [_as_heard(person, heard) for person in people]
    free = [owner for owner in heard if owner[0] and owner not in found]
    near = [
        None if owner in heard or (settings and settings.called(person.name)) else _nearly(person, free)
        for person, owner in zip(people, found, strict=True)
    ]
    claims = Counter(near)
    return [
        nearest if nearest and claims[nearest] == 1 else owner for owner, nearest in zip(found, near, strict=True)
    ]


def _nearly(person: Person, free: Iterable[Whose]) -> Whose | None:
    look, team = as_near_name(person.name), as_one_name(person.team)
    near = [owner for owner in free if as_near_name(owner[0]) == look]
    mine = [owner for owner in near if not owner[1] or not team or as_one_name(owner[1]) == team]
    return mine[0] if len(mine) == 1 else None


def _as_heard(person: Person, heard: Iterable[Whose]) -> Whose:
    """A person as the files say the name; one whose team is not heard of is another, if both are told."""
    team = as_one_name(person.team)
    mine = [(name, of) for name, of in heard if name and person.is_called(name)]
    same = [(name, of) for name, of in mine if as_one_name(of) == team or not of or not team]
    return min(same, key=lambda each: as_one_name(each[1]) != team, default=(person.name, person.team))


# --- what came of each ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reply:
    """What came of a person who is expected or heard of, or of a file of nobody known (`person` ""): the status, the
    file that says it, how much is asked and why, the share of the rows asked for that say something (None: nothing is
    to be filled in)."""

    person: str
    team: str = ""
    file: str = ""
    status: str = EXPECTED
    expected: bool = False
    errors: int = 0
    warnings: int = 0
    gaps: int = 0
    why: str = ""
    why_en: str = ""
    filled: float | None = None
    email: str = ""

    @property
    def shown(self) -> str:
        """The name, with its team; else the file."""
        name = self.person or self.file
        return f"{name} ({self.team})" if self.team else name

    def status_said(self, lang: Lang) -> str:
        """The status, in words."""
        return self.status if lang == "fr" else _STATUSES_EN[self.status]

    def asked(self, lang: Lang = "fr") -> str:
        """What is asked of the person, or why the file does not count; "" for nothing."""
        counts = zip((self.errors, self.warnings, self.gaps), _COUNTED[lang], strict=True)
        said = [f"{number} {one if number == 1 else more}" for number, (one, more) in counts if number]
        why = self.why if lang == "fr" else self.why_en
        return ", ".join([*([why] if why else []), *said])


_STATUSES_EN = {
    UNREADABLE: "unreadable",
    LEFT_OUT: "left out",
    REPLACED: "replaced",
    COPY: "copy",
    BLANK: "blank",
    TO_MEND: "to mend",
    RECEIVED: "received",
    OVERDUE: "late",
    EXPECTED: "expected",
}
_COUNTED: dict[Lang, tuple[tuple[str, str], ...]] = {
    "fr": (("à corriger", "à corriger"), ("à vérifier", "à vérifier"), ("écart à expliquer", "écarts à expliquer")),
    "en": (("to mend", "to mend"), ("to check", "to check"), ("gap to explain", "gaps to explain")),
}


def roster(team: Contents) -> list[Reply]:
    """What came of everybody: those who are expected in their order, then the others who are heard of, then the files
    of nobody known. `team` is what `consolidate` gave. Of several files of one person those that count tell; else the
    one whose status stands first in `ANSWERS`."""
    told = _Told(team)
    expected = dict(
        zip(roster_people(team.frames["attendus"]), team.frames["attendus"].to_dict("records"), strict=True)
    )
    files: dict[Whose, list[_Row]] = {}
    for source in team.frames["sources"].to_dict("records"):
        owner = column_text(source["commercial"]), column_text(source["equipe"])
        files.setdefault(owner if owner[0] else ("", column_text(source["fichier"])), []).append(source)
    missing = [owner for owner in expected if owner not in files]
    nobodys = {file: rows for (name, file), rows in files.items() if not name and rows[0]["statut"] != COPY}
    found = {owner: told.of(owner, rows) for owner, rows in files.items() if owner[0]}
    for owner in missing:
        file = _file_named_after(owner, missing, nobodys)
        found[owner] = told.of(owner, nobodys.pop(file)) if file else told.of_nothing(owner, expected[owner])
    order = [*expected, *(owner for owner in found if owner not in expected)]
    replies = [
        replace(found[owner], expected=owner in expected, email=column_text(expected.get(owner, {}).get("courriel")))
        for owner in order
    ]
    return [*replies, *(told.of(("", ""), rows) for rows in nobodys.values())]


def _file_named_after(owner: Whose, missing: Sequence[Whose], nobodys: Iterable[str]) -> str:
    """Of the files that cannot be read, the one whose name says the name of this person alone; "" for none."""

    def says(file: str, name: str) -> bool:
        return set(as_near_name(name).split()) <= set(as_near_name(PurePath(file).stem).split())

    mine = [file for file in nobodys if [each for each in missing if says(file, each[0])] == [owner]]
    return mine[0] if mine else ""


class _Told:
    """What a team's findings and frames say of its files and people."""

    def __init__(self, team: Contents) -> None:
        self._settings = settings_of(team.book)
        self._grave: dict[str, Counter[str]] = {}
        self._faults: dict[str, Finding] = {}
        self._reasons = {each.place.file: each for each in team.found if each.code in WHY_LEFT_OUT}
        for finding in (each for each in team.found if each.code != "nothing-typed"):  # which the status says
            kind = finding.code if finding.code == "gap-unexplained" else str(finding.severity)
            self._grave.setdefault(finding.place.file, Counter())[kind] += 1
            if finding.severity is Severity.ERROR:
                self._faults.setdefault(finding.place.file, finding)
        self._filled: dict[Whose, tuple[int, int]] = {}
        filled = team.frames["remplissage"]
        for owner, asked, said in zip(roster_people(filled), filled["lignes"], filled["remplies"], strict=True):
            rows, known = self._filled.get(owner, (0, 0))
            self._filled[owner] = rows + int(asked), known + int(said)

    def of(self, owner: Whose, sources: Sequence[_Row]) -> Reply:
        """What came of a person, or of nobody known, from whom files came."""
        # A file that counts and is no person's is the direction's.
        counted = [source for source in sources if source["statut"] == COUNTED]
        if not counted:
            first = min(sources, key=lambda source: ANSWERS.index(column_text(source["statut"])))
            file, status, why = (column_text(first[key]) for key in ("fichier", "statut", "raison"))
            fault, reason = self._faults.get(file) if status == UNREADABLE else None, self._reasons.get(file)
            why_en = reason.message("en") if reason else why
            if fault:
                why, why_en = fault.message("fr"), fault.message("en")
            return Reply(*owner, file, status, why=why, why_en=why_en)
        names = [column_text(source["fichier"]) for source in counted]
        grave = sum((self._grave.get(name, Counter()) for name in names), Counter[str]())
        rows, filled = self._filled.get(owner if owner[0] else (DIRECTION_NAME, ""), (0, 0))
        empty = rows > 0 and all(source["vierge"] is not False for source in sources)
        errors = grave[Severity.ERROR]
        return Reply(
            *owner,
            names[0],
            BLANK if empty else TO_MEND if errors else RECEIVED,
            errors=errors,
            warnings=grave[Severity.WARNING],
            gaps=grave["gap-unexplained"],
            why="Rien n’y est rempli." if empty else "",
            why_en="Nothing is filled in." if empty else "",
            filled=filled / rows if rows else None,
        )

    def of_nothing(self, owner: Whose, expected: _Row) -> Reply:
        """What there is to say of a person who is expected, and of whom nothing came."""
        due = self._settings.due if self._settings else None
        fr, en = "Son classeur n’est pas arrivé", "The workbook has not come"
        if due is not None:
            fr, en = f"{fr} (attendu le {due:%d/%m/%Y})", f"{en} (due on {due:%d/%m/%Y})"
        status = OVERDUE if expected["en_retard"] is True else EXPECTED
        return Reply(*owner, status=status, why=f"{fr}.", why_en=f"{en}.")

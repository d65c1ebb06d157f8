"""What one browser does in the page: the files dropped, what was read of them, what is chosen, what is made of it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from pacxl.compute.contents import Contents
from pacxl.compute.values import ContentsError
from pacxl.consolidation.consolidate import consolidate
from pacxl.consolidation.roster import Reply, roster
from pacxl.consolidation.variance import variance
from pacxl.duplicates.decided import DealDecision, decided_deal_names
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang
from pacxl.jobs.totals import Totals, totals_by_person, totals_of_team
from pacxl.page.folders import store_file
from pacxl.page.running import Running
from pacxl.reading.folder import workbooks
from pacxl.reading.read import read_all
from pacxl.relecture.read_over import read_over
from pacxl.settings.model import Settings
from pacxl.settings.people import Person


@dataclass(frozen=True)
class TeamChoices:
    """What the person chooses of a team: which files are set aside, counted all the same or kept of two versions (by
    their names), who is expected and for when, the day of the figures, what is decided of pairs of deals (by their
    rank)."""

    aside: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    due: dt.date | None = None
    today: dt.date | None = None
    decisions: tuple[DealDecision, ...] = ()


@dataclass(frozen=True)
class Team:
    """What the plans come to together: the team's contents, its écarts, what came of everybody, the totals."""

    plans: tuple[Contents, ...]
    together: Contents
    ecarts: Contents
    replies: tuple[Reply, ...]
    totals: Totals
    by_person: Mapping[str, Totals]


@dataclass
class Work:
    """The work of one browser, in a folder of its own; `plans` are what was read of `read_files`, a plan a file. Its
    methods are called from several threads."""

    folder: Path
    lang: Lang = "fr"
    settings: Settings | None = None
    settings_name: str = ""
    choices: TeamChoices = field(default_factory=TeamChoices)
    plans: tuple[Contents, ...] | None = None
    read_files: tuple[Path, ...] = ()
    running: Running | None = None
    fault: PacxlError | ContentsError | None = None

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._team: Team | None = None
        self._made: dict[str, Path] = {}

    # --- the files ------------------------------------------------------------------------------------------

    @property
    def returned(self) -> Path:
        """The folder of the files dropped."""
        return self.folder / "retours"

    @property
    def files(self) -> list[Path]:
        """The files dropped, by name."""
        return sorted(self.returned.iterdir()) if self.returned.is_dir() else []

    @property
    def goes_on(self) -> bool:
        """Whether files are being read."""
        return self.running is not None and self.running.goes_on

    def add(self, said: str, source: BinaryIO) -> Path:
        """Keeps a file that was dropped; what was read before does not hold any more."""
        with self._lock:
            self._forget()
            return store_file(self.returned, said, source)

    def add_apart(self, said: str, source: BinaryIO) -> Path:
        """Keeps a file that is nobody's plan: settings, a list of people. Its name joins no others by « + »."""
        return store_file(self.folder / "reglages", said.replace("+", "_"), source)

    def remove(self, name: str) -> None:
        """Takes back a file that was dropped; nothing if there is none of that name."""
        with self._lock:
            known = {file.name: file for file in self.files}
            if name in known:
                self._forget()
                known[name].unlink(missing_ok=True)

    def _forget(self) -> None:
        if self.running is not None:
            self.running.stop()
        self.plans, self.running, self.fault = None, None, None
        self.choices = replace(self.choices, aside=(), include=(), keep=(), decisions=())
        self._forget_team()

    def _forget_team(self) -> None:
        self._team, self._made = None, {}

    # --- reading --------------------------------------------------------------------------------------------

    def start_reading(self) -> None:
        """Reads the files, beside the page; nothing if there are none, or they are being read."""
        with self._lock:
            if not self.goes_on and self.files:
                self.plans, self.fault = None, None
                self._forget_team()
                self.running = Running(self._read)

    def _read(self, advance: Callable[[int, int], None]) -> None:
        self.read_files = tuple(workbooks([self.returned]))
        plans = read_all([self.returned], settings=self.settings, progress=advance, today=self.choices.today)
        self.plans = tuple(read_over(plan, self.settings) for plan in plans)

    def wait(self, seconds: float) -> None:
        """Waits a little for the files that are being read."""
        if self.running is not None:
            self.running.wait(seconds)

    def stop(self) -> None:
        """Stops reading."""
        if self.running is not None:
            self.running.stop()

    # --- the team -------------------------------------------------------------------------------------------

    def choose(self, **changed: object) -> None:
        """Changes what is chosen; what was made with other choices does not hold any more."""
        with self._lock:
            self.choices = replace(self.choices, **changed)  # type: ignore[arg-type]
            self._forget_team()

    @property
    def kept(self) -> tuple[Contents, ...]:
        """What was read of the files that are not set aside."""
        return tuple(plan for plan in self.plans or () if self.keeps(plan))

    def keeps(self, plan: Contents) -> bool:
        """Whether what was read of a file is not set aside."""
        return plan.file not in self.choices.aside

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked of putting the plans together, by the names that this has there."""
        chosen = self.choices
        told = {"include": chosen.include, "keep": chosen.keep, "decisions": chosen.decisions}
        day = {"today": chosen.today, "due": chosen.due}
        return {**told, **day, "settings": self.settings, "expected": chosen.people or None}

    def team(self) -> Team | None:
        """What the plans come to together; None without any, or where they cannot be: `fault` then says why."""
        with self._lock:
            if self._team is None and self.kept:
                try:
                    self._team, self.fault = self._put_together(self.kept), None
                except (PacxlError, ContentsError) as fault:
                    self.fault = fault
            return self._team

    def _put_together(self, plans: Sequence[Contents]) -> Team:
        chosen = self.choices
        together = consolidate(plans, **self.asked)
        ecarts = variance(together, today=chosen.today)
        totals = totals_of_team(ecarts), totals_by_person(ecarts)
        return Team(tuple(plans), together, ecarts, tuple(roster(together)), *totals)

    def decide(self, decided: Mapping[int, tuple[str, int]]) -> None:
        """Decides of pairs of deals, by their rank in the frame « doublons »: what (« la même affaire », « deux
        affaires »), and which of the two counts (1, 2; 0: not said)."""
        team = self.team()
        if team is None:
            return
        pairs, names = team.together.frames["doublons"], decided_deal_names(team.together.frames["carnet"])
        ones, others = pairs["affaire_1"].tolist(), pairs["affaire_2"].tolist()
        made = [
            DealDecision(names[int(ones[at]) - 1], names[int(others[at]) - 1], what, kept)
            for at, (what, kept) in decided.items()
            if at < len(ones) and what
        ]
        self.choose(decisions=tuple(made))

    # --- what is made ---------------------------------------------------------------------------------------

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """A file of the work, made once for the same files and choices."""
        with self._lock:
            if name not in self._made:
                path = self.folder / name
                make(path)
                self._made[name] = path
            return self._made[name]

"""What goes back to those who sent a file, and to those who sent none: copies, messages, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pacxl.compute.contents import Contents
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang
from pacxl.jobs.prepare import prepared_file_names
from pacxl.way_back.drafts import Message
from pacxl.way_back.send_back import Returned, message_name, send_back
from pacxl.way_back.together import FilesTogether


@dataclass(frozen=True)
class Outgoing:
    """What goes back for a file (`plan`), or to a person who sent none (`person`): a copy with its message, a message
    alone, or nothing, as the file says what another does; or the fault that kept it from being written."""

    plan: Contents | None = None
    person: str = ""
    returned: Returned | None = None
    message: Message | None = None
    fault: PacxlError | None = None
    is_copy: bool = False

    @property
    def written(self) -> bool:
        """Whether there is something to send."""
        return self.message is not None or (self.returned is not None and self.returned.message is not None)


@dataclass(frozen=True)
class Answering:
    """Where what goes back is written, in which language, over what stands there or not (`force`), with the files
    that need no mending or not (`everything`)."""

    folder: Path
    lang: Lang = "fr"
    force: bool = False
    everything: bool = False

    def answers(self, files: Sequence[Path], plans: Sequence[Contents], team: FilesTogether) -> Iterator[Outgoing]:
        """Writes what goes back for each file, in order; nothing for an export, which is nobody's to mend."""
        for file, plan in zip(files, plans, strict=True):
            if team.is_copy(plan):
                yield Outgoing(plan, is_copy=True)
            elif not plan.export:
                yield self._answer(file, plan, team, files)

    def reminders(self, team: FilesTogether, files: Sequence[Path]) -> Iterator[Outgoing]:
        """Writes a message to each of those who are expected, and of whom nothing came."""
        silent = team.silent
        for name, reply in zip(
            prepared_file_names([(each.person, each.team) for each in silent]), silent, strict=True
        ):
            message = Message(team.reminder(reply), f"PAC_{name} - rappel", self.folder, self.lang)
            yield self._sent(message, files, person=reply.shown)

    def _answer(self, file: Path, plan: Contents, team: FilesTogether, files: Sequence[Path]) -> Outgoing:
        home = self.folder / Path(plan.file).parent  # two files of one name are told apart by their folders
        if about := team.letter_alone(plan, file, self.lang):
            return self._sent(Message(about, message_name(file), home, self.lang), files, plan)
        try:
            returned = send_back(
                file,
                home,
                contents=team.told_to_author(plan),
                lang=self.lang,
                force=self.force,
                always=self.everything,
                inputs=files,
                to=team.email.get(plan.file, ""),
                note=team.note(plan, self.lang),
            )
        except PacxlError as fault:
            return Outgoing(plan, fault=fault)
        return Outgoing(plan, returned=returned)

    def _sent(
        self, message: Message, files: Sequence[Path], plan: Contents | None = None, person: str = ""
    ) -> Outgoing:
        try:
            message.write(force=self.force, inputs=files)
        except PacxlError as fault:
            return Outgoing(plan, person, fault=fault)
        return Outgoing(plan, person, message=message)

"""A message as files: a text, and a draft (`.eml`) that a mail program opens, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from pacxl.findings.entry import Lang
from pacxl.french.text import printable_text
from pacxl.guard.names import PathLike
from pacxl.way_back.letter import Letter, letter, letter_body, letter_subject
from pacxl.writing.files import check_output_file, make_folder, write_whole

_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {
    ".xlsm": "vnd.ms-excel.sheet.macroenabled.12",
    ".xltx": "vnd.openxmlformats-officedocument.spreadsheetml.template",
    ".xltm": "vnd.ms-excel.template.macroenabled.12",
}
_BETWEEN = "=_pacxl_=_message_="  # between the parts of a draft: no text of quoted-printable or base64 holds « =_ »


@dataclass(frozen=True)
class Message:
    """A message yet to be written: what it is about, the beginning of its files' names, their folder."""

    about: Letter
    name: str
    folder: Path
    lang: Lang = "fr"

    @property
    def text(self) -> Path:
        """The file of its text."""
        return self.folder / f"{self.name}.txt"

    @property
    def draft(self) -> Path:
        """The file that a mail program opens."""
        return self.folder / f"{self.name}.eml"

    def check(self, *, force: bool, inputs: Iterable[PathLike] = ()) -> None:
        """Raises CannotWrite if one of its files may not be written."""
        make_folder(self.folder)
        for file in (self.text, self.draft):
            check_output_file(file, force=force, inputs=inputs)

    def write(self, attached: Path | None = None, *, force: bool, inputs: Iterable[PathLike] = ()) -> None:
        """Writes its two files, the draft with a file that is attached; raises CannotWrite."""
        self.check(force=force, inputs=inputs)
        text, draft = letter(self.about, self.lang).encode(), _draft(self.about, self.lang, attached)
        for file, content in ((self.text, text), (self.draft, draft)):
            write_whole(file, lambda path, content=content: path.write_bytes(content), force=force, inputs=inputs)  # type: ignore[misc]  # mypy does not know a lambda's default


def _draft(about: Letter, lang: Lang, attached: Path | None) -> bytes:
    """The draft of a message (RFC 5322), which mail programs open for sending: the same content gives the same
    bytes."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = about.to
    message["Subject"] = re.sub(r"[ \t\r\n]+", " ", letter_subject(about, lang))
    message.set_content(letter_body(about, lang), cte="quoted-printable")
    if attached is not None:
        kind = _KINDS.get(attached.suffix.lower(), _XLSX)
        message.add_attachment(
            attached.read_bytes(), maintype="application", subtype=kind, filename=printable_text(attached.name)
        )
        message.set_boundary(_BETWEEN)
    return message.as_bytes()

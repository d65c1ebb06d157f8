"""A workbook on its way back to its author: their own copy, its cells in question coloured, annotated and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pacxl.books.identity import settings_of
from pacxl.compute.contents import Contents
from pacxl.errors import FileDamaged, FileMissing, PacxlError
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding, Place
from pacxl.french.text import printable_text
from pacxl.guard.archive import is_file
from pacxl.guard.check import check_file
from pacxl.guard.names import PathLike, given_names
from pacxl.locating.returned_copy import HEADER_ROW, SHEET_NAME
from pacxl.ooxml.package import Package
from pacxl.ooxml.styles import Styles
from pacxl.ooxml.workbook import new_sheet, parse_workbook, put_first_in_workbook, workbook_ending
from pacxl.ooxml.xml import namespace
from pacxl.reading.read import read_all
from pacxl.relecture.fullness import fullness
from pacxl.typography import typeset
from pacxl.way_back.drafts import Message
from pacxl.way_back.letter import Letter, addressee_of_letter, advice_for_letter
from pacxl.way_back.marks import clear_marks, earlier_marked_sheet, mark
from pacxl.way_back.mending import MendingPage, mending_sheet, to_mend
from pacxl.way_back.seals import lift_seals
from pacxl.writing.files import write_whole

_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass(frozen=True)
class Returned:
    """What goes back to a person: the copy of their workbook and the message, where there is one, as a text and as a
    draft that a mail program opens; and what is told.

    `findings` are the points to mend; where there is no copy, one more, which says why; where there is one, what no
    longer closes it (a signature, being marked as final).
    """

    copy: Path | None
    message: Path | None
    findings: tuple[Finding, ...]
    draft: Path | None = None


def send_back(  # noqa: PLR0913  # what is asked of a way back, by keyword
    path: PathLike,
    folder: PathLike,
    *,
    contents: Contents | None = None,
    lang: Lang = "fr",
    force: bool = False,
    always: bool = False,
    inputs: Iterable[PathLike] = (),
    to: str = "",
    note: str = "",
) -> Returned:
    """Writes, in a folder, a copy of a workbook that shows what its author is to mend, and a message to go with it:
    as a text, and as a draft (`.eml`) with the copy attached, `to` an address (by default its settings' own).

    In the copy, each cell with an error or a warning is coloured and annotated, and a first sheet lists them all; all
    else is as it was. `contents` is what `read` gave of the file, which is read if it is not given. A file with
    nothing to mend is not sent back, unless `always`. One that cannot be annotated (.xls, .xlsb, .ods, unreadable)
    has its message alone; `note` is told at its end. Raises FileMissing, or CannotWrite: neither the file nor one of
    `inputs` is ever written over, and no other file without `force`.
    """
    source = Path(path)
    if not is_file(source):
        raise FileMissing(str(source))
    plan = read_all([source])[0] if contents is None else contents
    points = tuple(to_mend(plan.found))
    if not points and not always:
        return Returned(None, None, (Finding("nothing-to-mend", Place(plan.file)),))
    about = replace(_letter_on(source, plan, points, lang), to=to or _address(plan), note=note)
    desk = _Desk(source, Path(folder), lang, force, (source, *given_names(inputs)))
    if plan.unreadable:
        return desk.write(replace(about, case="unreadable"), points)
    try:
        copy = _annotated(source, plan, points, lang)
    except _NoCopy as reason:
        told = Finding("no-copy", Place(plan.file), about={"what": reason.french, "what_en": reason.english})
        return desk.write(replace(about, case="no copy", what=reason.said(lang)), (*points, told))
    about = replace(about, sheet=copy.sheet, findings=copy.points, lifted=copy.lifted)
    return desk.write(about if points else replace(about, case="fine"), (*copy.points, *copy.lifted), copy)


def _letter_on(source: Path, plan: Contents, points: Sequence[Finding], lang: Lang) -> Letter:
    owner, name, full = plan.identity, printable_text(source.name), fullness(plan)
    said = full.said(lang) if full else ""
    advice = advice_for_letter(plan.found)
    return Letter(addressee_of_letter(plan), name, owner.period, points, advice=advice, full=said)


def _address(plan: Contents) -> str:
    """The address of a plan's author, as the settings that it carries know it; "" if they do not."""
    settings, owner = settings_of(plan.book), plan.identity
    known = settings.called(owner.person, owner.team) if settings and owner.person else ()
    return known[0].email if len(known) == 1 else ""


def message_name(file: PathLike) -> str:
    """The beginning of the names of the message on a file: PAC.xls may stand beside PAC.xlsx."""
    path = Path(file)
    return f"{path.stem}{'' if path.suffix.lower() == '.xlsx' else path.suffix} - message"


# --- the copy ---------------------------------------------------------------------------------------------


class _NoCopy(Exception):
    """Why a file cannot be annotated, in French and in English."""

    def __init__(self, french: str, english: str) -> None:
        super().__init__(english)
        self.french, self.english = french, english

    def said(self, lang: Lang) -> str:
        return typeset(self.french) if lang == "fr" else self.english


@dataclass(frozen=True)
class _Copy:
    """An annotated copy yet to be written: its parts, its name, the sheet that lists the points, these in order, and
    what no longer closes it."""

    package: Package
    name: str
    sheet: str
    points: tuple[Finding, ...]
    lifted: tuple[Finding, ...]


def _annotated(source: Path, plan: Contents, points: Sequence[Finding], lang: Lang) -> _Copy:
    try:
        return _patched(source, plan, points, lang)
    except (PacxlError, ValueError):
        raise _NoCopy(
            "il ne s’ouvre pas comme un classeur Excel ordinaire", "it does not open as an ordinary Excel workbook"
        ) from None


def _patched(source: Path, plan: Contents, points: Sequence[Finding], lang: Lang) -> _Copy:
    """The file's parts, with what is to mend shown in them."""
    file = check_file(source)
    workbook = parse_workbook(Package(file.parts, file.entries))
    if not (ending := workbook_ending(workbook)):
        kind = source.suffix.lower()
        raise _NoCopy(f"un fichier {kind} ne s’annote pas", f"an {kind} file cannot be annotated")
    if not all(workbook.package.has(sheet.part) for sheet in workbook.worksheets):
        raise FileDamaged(str(source))
    package, styles = workbook.package, Styles(workbook.package, workbook.part)
    earlier = earlier_marked_sheet(source, workbook)
    clear_marks(workbook, styles, earlier)
    elsewhere = [point for point in points if earlier.sheet is None or point.place.sheet != earlier.sheet.name]
    lines = mark(workbook, styles, elsewhere, lang)
    sheet = earlier.sheet or new_sheet(workbook, SHEET_NAME[lang])
    page = MendingPage(
        printable_text(source.name), plan.identity.person, plan.today, lang, plan.book.accent, earlier.answers
    )
    package.put(sheet.part, mending_sheet(page, lines, styles, namespace(workbook.root)))
    put_first_in_workbook(workbook, sheet, HEADER_ROW + 1)
    name = source.name if source.suffix.lower() in _ENDINGS else f"{source.stem}{ending}"
    lifted = tuple(Finding(code, Place(plan.file)) for code in lift_seals(package))
    return _Copy(package, name, sheet.name, tuple(line.finding for line in lines), lifted)


# --- what is written --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Desk:
    """Where copies and messages are put."""

    source: Path
    folder: Path
    lang: Lang
    force: bool
    inputs: tuple[PathLike, ...]

    def write(self, about: Letter, told: tuple[Finding, ...], copy: _Copy | None = None) -> Returned:
        """Writes the message, after the copy if there is one: both, or neither."""
        message = Message(about, message_name(self.source), self.folder, self.lang)
        message.check(force=self.force, inputs=self.inputs)
        path = None
        if copy is not None:
            path = write_whole(self.folder / copy.name, copy.package.save, force=self.force, inputs=self.inputs)
        message.write(path, force=self.force, inputs=self.inputs)
        return Returned(path, message.text, told, message.draft)

"""A workbook on its way back to its author: their own copy, its cells in question coloured, annotated and listed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal as OneOf

from pacxl.compute.contents import Contents
from pacxl.errors import FileDamaged, FileMissing, PacxlError
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding, Place
from pacxl.french.text import printable
from pacxl.guard.archive import is_file
from pacxl.guard.check import check_file
from pacxl.locating.returned_copy import HEADER_ROW, SHEET_NAME
from pacxl.ooxml.package import Package
from pacxl.ooxml.styles import Styles
from pacxl.ooxml.workbook import ending_of, new_sheet, parse_workbook, put_first
from pacxl.ooxml.xml import namespace
from pacxl.reading.read import read_all
from pacxl.way_back.letter import Letter, advice_in, letter
from pacxl.way_back.marks import clear, earlier_sheet, mark
from pacxl.way_back.mending import MendingPage, mending_sheet, to_mend
from pacxl.way_back.seals import lift_seals
from pacxl.writing.files import check_output, make_folder, write_whole

_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass(frozen=True)
class Returned:
    """What goes back to a person: the copy of their workbook and the message, where there is one; and what is told.

    `findings` are the points to mend; where there is no copy, one more, which says why; where there is one, what no
    longer closes it (a signature, being marked as final).
    """

    copy: Path | None
    message: Path | None
    findings: tuple[Finding, ...]


def send_back(  # noqa: PLR0913  # what is asked of a way back, by keyword
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    contents: Contents | None = None,
    lang: Lang = "fr",
    force: bool = False,
    always: bool = False,
    inputs: Iterable[str | Path] = (),
) -> Returned:
    """Writes, in a folder, a copy of a workbook that shows what its author is to mend, and a message to go with it.

    In the copy, each cell with an error or a warning is coloured and annotated, and a first sheet lists them all; all
    else is as it was. `contents` is what `read` gave of the file, which is read if it is not given. A file with
    nothing to mend is not sent back, unless `always`. One that cannot be annotated (.xls, .xlsb, .ods, unreadable)
    has its message alone. Raises FileMissing, or CannotWrite: neither the file nor one of `inputs` is ever written
    over, and no other file without `force`.
    """
    source = Path(path)
    if not is_file(source):
        raise FileMissing(str(source))
    plan = read_all([source])[0] if contents is None else contents
    points = tuple(to_mend(plan.found))
    if not points and not always:
        return Returned(None, None, (Finding("nothing-to-mend", Place(plan.file)),))
    advice = advice_in(plan.found)
    about = Letter(plan.identity.person, printable(source.name), plan.identity.period, points, advice=advice)
    desk = _Desk(source, make_folder(Path(folder)), lang, force, (source, *inputs))
    if plan.unreadable:
        return Returned(None, desk.write(replace(about, case="unreadable")), points)
    try:
        copy = _annotated(source, plan, points, lang)
    except _NoCopy as reason:
        told = Finding("no-copy", Place(plan.file), about={"what": reason.french, "what_en": reason.english})
        what = reason.french if lang == "fr" else reason.english
        return Returned(None, desk.write(replace(about, case="no copy", what=what)), (*points, told))
    case: OneOf["mend", "fine"] = "mend" if points else "fine"
    about = replace(about, case=case, sheet=copy.sheet, findings=copy.points, lifted=copy.lifted)
    return Returned(desk.folder / copy.name, desk.write(about, copy), (*copy.points, *copy.lifted))


# --- the copy ---------------------------------------------------------------------------------------------


class _NoCopy(Exception):
    """Why a file cannot be annotated, in French and in English."""

    def __init__(self, french: str, english: str) -> None:
        super().__init__(english)
        self.french, self.english = french, english


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
    if not (ending := ending_of(workbook)):
        kind = source.suffix.lower()
        raise _NoCopy(f"un fichier {kind} ne s’annote pas", f"an {kind} file cannot be annotated")
    if not all(workbook.package.has(sheet.part) for sheet in workbook.worksheets):
        raise FileDamaged(str(source))
    package, styles = workbook.package, Styles(workbook.package, workbook.part)
    earlier = earlier_sheet(source, workbook)
    clear(workbook, styles, earlier)
    elsewhere = [point for point in points if earlier.sheet is None or point.place.sheet != earlier.sheet.name]
    lines = mark(workbook, styles, elsewhere, lang)
    sheet = earlier.sheet or new_sheet(workbook, SHEET_NAME[lang])
    page = MendingPage(
        printable(source.name), plan.identity.person, plan.today, lang, plan.book.accent, earlier.answers
    )
    package.put(sheet.part, mending_sheet(page, lines, styles, namespace(workbook.root)))
    put_first(workbook, sheet, HEADER_ROW + 1)
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
    inputs: tuple[str | Path, ...]

    def write(self, about: Letter, copy: _Copy | None = None) -> Path:
        """Writes the message, after the copy if there is one: both, or neither."""
        kind = (
            "" if self.source.suffix.lower() == ".xlsx" else self.source.suffix
        )  # PAC.xls may stand beside PAC.xlsx
        message = self.folder / f"{self.source.stem}{kind} - message.txt"
        check_output(message, force=self.force, inputs=self.inputs)
        if copy is not None:
            write_whole(self.folder / copy.name, copy.package.save, force=self.force, inputs=self.inputs)
        text = letter(about, self.lang)
        return write_whole(message, lambda path: _put(path, text), force=self.force, inputs=self.inputs)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

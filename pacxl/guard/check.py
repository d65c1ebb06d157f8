"""What is looked at before a file is opened: what it is, how large, and that nothing in it is made to do harm.

The reading library believes what a file says of itself, and ends the whole process where it asks for too much memory.
So the sizes are taken from what is really there, and every file seen to end it so is refused here.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pacxl.a1 import address
from pacxl.errors import (
    FileDamaged,
    FileEmpty,
    FileProtected,
    FileTooLarge,
    GridTooLarge,
    NotAWorkbook,
    UnsafeXml,
)
from pacxl.guard.archive import archive_of, members, status_in_archive
from pacxl.guard.faults import fault_from_system
from pacxl.guard.file_kind import FileKind, fault_of_file_kind, is_archive_kind, kind_of_archive, kind_of_file
from pacxl.guard.grid_size import (
    Corner,
    grid_corner,
    grid_size_at_a_glance,
    grid_size_of_table,
    ods_size,
    text_size_of_grids,
)
from pacxl.guard.limits import MB, USUAL, Limits
from pacxl.guard.names import ARCHIVE, UNFINISHED, ending_of_name
from pacxl.guard.no_workbooks import DOWNLOAD_CUT, NUMBERS
from pacxl.guard.unzip import SMALL, Parts, file_to_unzip
from pacxl.typography import grouped


def check_path(path: Path, limits: Limits) -> None:
    """Raises the fault that shows without opening the file: it is not there, is no file, is empty, is too large; or
    that of the archive it stands in."""
    try:
        if (archive := archive_of(path)) is not None:
            members(archive, limits)
            _check_size(path, status_in_archive(path, archive).size, limits)
            return
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)
            if ending_of_name(path.name) == ".numbers":
                raise fault_of_file_kind(path, NUMBERS)
            raise NotAWorkbook(str(path), "un dossier", "a folder")
    except (OSError, ValueError) as fault:
        raise fault_from_system(path, fault) from None
    if not stat.S_ISREG(status.st_mode):
        raise NotAWorkbook(str(path), "ce n’est pas un fichier ordinaire", "it is no ordinary file")
    if ending_of_name(path.name) in UNFINISHED:
        raise fault_of_file_kind(path, DOWNLOAD_CUT)
    if ending_of_name(path.name) == ARCHIVE:
        members(path, limits)
    _check_size(path, status.st_size, limits)


def _check_size(path: Path, size: int, limits: Limits) -> None:
    if size == 0:
        raise FileEmpty(str(path))
    if size > limits.file:
        raise _too_large(path, f"{size / MB:.0f} Mo", f"{size / MB:.0f} MB", limits.file)


@dataclass(frozen=True)
class Checked:
    """A file that may be read: its kind; its parts by name as they stand in the archive, and how it lists them (none
    for an .xls)."""

    kind: FileKind
    parts: Mapping[str, bytes]
    entries: Sequence[zipfile.ZipInfo] = ()

    def look_at_others(self) -> None:
        """Has the parts looked at that were not read; raises the fault of one."""
        if isinstance(self.parts, Parts):
            self.parts.look_at_others()


def check_file(path: Path, limits: Limits = USUAL) -> Checked:
    """What a file is, once all of it is found fit to be read; raises the fault that keeps it from being read."""
    return check_rest(path, check_start(path, limits), limits)


def check_start(path: Path, limits: Limits) -> Checked:
    """The same of a file that is about to be read part by part: each is looked at when it is first inflated, and may
    still be a fault. How far the cells of sheets reach, and what their texts come to, is not looked at here: before a
    library lays them out, `check_layout` is."""
    check_path(path, limits)
    try:
        if not is_archive_kind(path):
            return Checked(kind_of_file(path), {})
        archive = file_to_unzip(path)
        kind = kind_of_archive(archive)
        look = _look_at_nothing if kind is FileKind.ODS else _PartByPart(path, limits)
        return Checked(kind, Parts(archive, limits, look), archive.entries)
    except OSError as fault:
        raise fault_from_system(path, fault) from None


def check_rest(path: Path, start: Checked, limits: Limits) -> Checked:
    """All that `check_start` left to be looked at: every part is inflated, and kept."""
    parts = dict(start.parts)
    if start.kind is FileKind.ODS:
        _check_ods(path, parts, limits)
    elif parts:
        check_layout(path, parts, limits)
    return Checked(start.kind, parts, start.entries)


# --- parts ------------------------------------------------------------------------------------------------

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*+<(!DOCTYPE|[^\s/>]*)", re.DOTALL)
_WIDE = re.compile(
    rb"""<\?xml[^>]*encoding\s*=\s*["']\s*(?:utf-?16|utf-?32|ucs|iso-10646|utf-?7|ebcdic|cp037)""", re.I
)
_WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<", b"<\0\0\0", b"\x4c\x6f\xa7\x94")


_SHEET = re.compile(rb"""<(?:[\w.-]+:)?sheet\s(?:[^>"']++|"[^"]*"|'[^']*')*+>""")
_RELATION = re.compile(rb""":id\s*=\s*["']([^"']+)["']""")  # an old sheet of macros has none
_TO_A_SHEET = re.compile(rb"""<[^<>]*/(?:worksheet|chartsheet|dialogsheet|xlMacrosheet)["'][^<>]*>""")
_LEADS_TO = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_DTD = "!DOCTYPE"


class _Seen(NamedTuple):
    """What a part shows at first sight: whether it begins as an encoding of two bytes a letter does, or says that it
    is in one; the local name of its root, of a DTD before it, or "" if it is no XML; how many cells it has, if it is
    an Excel Table; how many sheets it lists, and whether it leads to one of them twice."""

    wide: bool
    said: bool
    root: str
    cells: int
    sheets: int
    twice: bool


def _see(part: bytes) -> _Seen:
    head, found = part[:200].lstrip(), _PROLOG.match(part)
    root = found[1].rpartition(b":")[2].decode("ascii", "replace") if found else ""
    listed = _SHEET.findall(part) if root == "workbook" else []
    leads = [_RELATION.search(sheet) for sheet in listed]
    if root == "Relationships":
        leads = [_LEADS_TO.search(relation) for relation in _TO_A_SHEET.findall(part)]
    targets = [lead[1] for lead in leads if lead]
    cells = grid_size_of_table(part) if root == "table" else 0
    wide, said = head.startswith(_WIDE_STARTS), _WIDE.match(head) is not None
    return _Seen(wide, said, root, cells, len(listed), len(set(targets)) < len(targets))


_see_again = lru_cache(maxsize=1024)(_see)  # parts that workbooks of one template have in common


def _look(path: Path, name: str, part: bytes) -> _Seen:
    """What a part shows. One with a DTD or in UTF-16 is refused."""
    if name.lower().startswith("customxml/"):  # other programs' own data, which no one reads here
        return _NOTHING_SEEN
    seen = (_see_again if len(part) <= SMALL else _see)(part)
    if seen.said or (seen.wide and name.lower().endswith((".xml", ".rels", ".vml"))):
        raise UnsafeXml(str(path), f"un encodage inhabituel dans {name}", f"an unusual encoding in {name}")
    if seen.root == _DTD:
        raise UnsafeXml(str(path), f"une DTD dans {name}", f"a DTD in {name}")
    return seen


_NOTHING_SEEN = _Seen(False, False, "", 0, 0, False)


class _PartByPart:
    """The look at each part of a workbook in OOXML, when it is inflated."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits, self._tables = path, limits, 0

    def __call__(self, name: str, part: bytes) -> None:
        path, limits = self._path, self._limits
        seen = _look(path, name, part)
        if seen.sheets > limits.sheets:
            raise _too_many_sheets(path, seen.sheets, limits)
        if seen.twice:  # a sheet that is listed five hundred times would be read as often
            raise FileDamaged(str(path), " : une feuille est listée deux fois", ": a sheet is listed twice")
        self._tables += seen.cells
        if self._tables > limits.cells:
            raise _grid(path, self._tables, limits, "un tableau Excel", "an Excel Table")


def _look_at_nothing(name: str, part: bytes) -> None:
    """An OpenDocument is looked at as a whole."""


_LAID_OUT = 100_000  # cells of a grid that no one minds, however few of them hold something
_SPARSE = 50  # times the cells that a sheet holds: a larger grid is sparse


def check_layout(
    path: Path, parts: Mapping[str, bytes], limits: Limits, read: Sequence[Corner] = ()
) -> frozenset[str]:
    """How far the cells of the sheets among some parts of a workbook in OOXML reach, and what their texts come to;
    `read` are the grids of its other sheets. Gives the parts that are sparse sheets; raises the fault of what is too
    large."""
    sheets = {name: part for name, part in parts.items() if b"sheetData" in part and _look(path, name, part).root}
    share = limits.cells // max(len(sheets) + len(read), 1)
    corners, sparse = dict[str, Corner](), frozenset[str]()
    for name, sheet in sheets.items():
        if (near := grid_size_at_a_glance(sheet)) is not None and near.cells <= share:
            corners[name] = near
            continue
        dense = max(_LAID_OUT, _SPARSE * sheet.count(b"<c"))
        corners[name] = grid_corner(sheet, min(share, dense))
        if corners[name].cells > dense:
            sparse |= {name}
    if sum(each.cells for each in (*corners.values(), *read)) > limits.cells:
        corners = {name: grid_corner(sheet, 0) for name, sheet in sheets.items()}
    check_corners(path, (*corners.values(), *read), limits)
    strings = b"".join(part for name, part in parts.items() if name.lower().endswith("sharedstrings.xml"))
    check_text(path, text_size_of_grids(strings, list(sheets.values()), limits.text), limits)
    return sparse


def check_corners(path: Path, corners: Sequence[Corner], limits: Limits) -> None:
    """Raises the fault of a workbook whose grids, all in all, are too large."""
    total = sum(each.cells for each in corners)
    if total > limits.cells:
        largest = _address(max(corners, key=lambda each: each.cells))
        raise _grid(path, total, limits, f"jusqu’en {largest}", f"down to {largest}")


def _address(corner: Corner) -> str:
    return address(corner.rows - 1, corner.cols - 1)


def check_text(path: Path, text: int, limits: Limits) -> None:
    """Raises the fault of a workbook whose texts come to so many bytes, if that is too much."""
    if text > limits.text:
        raise _too_large(path, f"{text / MB:.0f} Mo de texte", f"{text / MB:.0f} MB of text", limits.text)


def _check_ods(path: Path, parts: Mapping[str, bytes], limits: Limits) -> None:
    for name, part in parts.items():
        if b"encryption-data" in part and name.lower() == "meta-inf/manifest.xml":
            raise FileProtected(str(path))
    for name, part in parts.items():
        if "/" not in name.strip("/") or name.lower().startswith("meta-inf/"):
            _look(path, name, part)  # the others (scripts, of which each module names a DTD; objects) are never read
    content = parts.get("content.xml", b"")
    if content.rfind(b"</table:table>") < content.rfind(b"<table:table "):  # the reading library would never end
        raise FileDamaged(str(path), " : content.xml est tronqué", ": content.xml is cut short")
    sheets, cells, text = ods_size(content)
    if sheets > limits.sheets:
        raise _too_many_sheets(path, sheets, limits)
    if cells > limits.cells:
        raise _grid(path, cells, limits, "des lignes répétées", "repeated rows")
    check_text(path, text, limits)


# --- what is said -----------------------------------------------------------------------------------------


def _too_large(path: Path, fr: str, en: str, limit: int) -> FileTooLarge:
    return FileTooLarge(str(path), f"{fr} (au plus {limit / MB:.0f})", f"{en} (at most {limit / MB:.0f})")


def _too_many_sheets(path: Path, sheets: int, limits: Limits) -> FileTooLarge:
    most = limits.sheets
    return FileTooLarge(str(path), f"{sheets} feuilles (au plus {most})", f"{sheets} sheets (at most {most})")


def _grid(path: Path, cells: int, limits: Limits, fr: str, en: str) -> GridTooLarge:
    french = f"{fr} ; {grouped(cells)} cellules (au plus {grouped(limits.cells)})"
    return GridTooLarge(str(path), french, f"{en}; {cells:,} cells (at most {limits.cells:,})")

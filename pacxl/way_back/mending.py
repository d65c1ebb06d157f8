"""The sheet *À corriger*: what its author is to mend, a line a finding, each leading to its cell; of many findings of
one cause, the first tells them all, and the others are folded under it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacxl.a1 import address, quoted_sheet
from pacxl.excel import LONGEST_TEXT, MOST_LINKS
from pacxl.findings.cause import Cause, causes
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.locating.returned_copy import ANSWERS, HEADER_ROW, SHEET_MARK, ListCol
from pacxl.ooxml.styles import Styles
from pacxl.ooxml.xml import Element, add_child, new_root, serialised, set_text
from pacxl.typography import typeset
from pacxl.way_back.mending_formats import mending_formats
from pacxl.writing.palette import AMBER

_LINE, _HIGH, _TALLEST = 13.5, 30.0, 400.0  # heights of rows, in points
_LETTERS = 1.15  # a text's letters to a column's unit of width
_WIDTHS = {
    0: 2.7,
    ListCol.NUMBER: 5,
    ListCol.SEVERITY: 12,
    ListCol.SHEET: 20,
    ListCol.CELL: 8,
    ListCol.COLUMN: 16,
    ListCol.VALUE: 18,
    ListCol.MESSAGE: 42,
    ListCol.REMEDY: 42,
    ListCol.ANSWER: 24,
}
SEVERITIES: dict[Lang, dict[Severity, str]] = {
    "fr": {Severity.ERROR: "erreur", Severity.WARNING: "à vérifier"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "to check"},
}
GRAVE = (Severity.ERROR, Severity.WARNING)


def to_mend(found: Iterable[Finding]) -> list[Finding]:
    """The findings that ask something of the author: the gravest first, then as they stand in the workbook. What is
    told of a folder is asked of who reads it."""
    theirs = (each for each in found if each.severity in GRAVE and not each.code.startswith("files-"))
    return sorted(theirs, key=lambda each: GRAVE.index(each.severity))


@dataclass(frozen=True)
class Point:
    """A line of the list: a finding, the sheet and the cell it leads to ("" for none), the fill this cell had."""

    finding: Finding
    spot: str = ""
    fill: str = ""
    sheet: str = ""


FEW_LISTED = 10  # of one cause, so many are listed unfolded


@dataclass(frozen=True)
class _Line:
    """A line of the list: the rank of its cause, its point, and the cause that it tells, if it is not folded."""

    number: int
    point: Point
    cause: Cause | None


def _lines(points: Sequence[Point]) -> list[_Line]:
    """The lines of the list, cause after cause."""
    of = {id(point.finding): point for point in points}
    return [
        _Line(number, of[id(finding)], None if rank else cause)
        for number, cause in enumerate(causes([point.finding for point in points], FEW_LISTED), 1)
        for rank, finding in enumerate(cause.findings)
    ]


_HEADERS: dict[Lang, tuple[str, ...]] = {
    "fr": (
        *("N°", "Gravité", "Feuille", "Cellule", "Colonne", "Ce qu’elle contient"),
        *("Ce qui ne va pas", "Que faire", "Votre réponse"),
    ),
    "en": (
        "No.",
        "Severity",
        "Sheet",
        "Cell",
        "Column",
        "What it holds",
        "What is wrong",
        "What to do",
        "Your answer",
    ),
}
_TITLES: dict[Lang, tuple[str, str]] = {"fr": ("À corriger", "Rien à corriger"), "en": ("To mend", "Nothing to mend")}
_STEPS: dict[Lang, tuple[str, ...]] = {
    "fr": (
        "Cliquez sur l’adresse d’une cellule : elle est colorée, et une note y dit quoi faire. Corrigez-la.",
        "En rouge, une valeur qui n’a pas pu être lue : aucun total ne la compte. En jaune, un point à vérifier.",
        "Enregistrez et renvoyez ce fichier. Vos corrections et vos réponses seront lues. Laissez en place les"
        " couleurs, les notes et cette feuille : elles ne comptent pas.",
    ),
    "en": (
        "Click on a cell’s address: the cell is coloured, and a note on it says what to do. Mend it.",
        "In red, a value that could not be read: it counts in no total. In yellow, a point to check.",
        "Save this file and send it back. Your corrections and your answers will be read. Leave the colours,"
        " the notes and this sheet in place: they do not count.",
    ),
}


@dataclass(frozen=True)
class MendingPage:
    """What the sheet says besides its list: of which file, computed for which day, in which language and colour."""

    file: str
    person: str
    today: dt.date
    lang: Lang
    accent: str
    answers: tuple[str, ...] = ()


def mending_sheet(page: MendingPage, points: Sequence[Point], styles: Styles, main: str) -> bytes:
    """The sheet's part, in the namespace `main`; its formats are added to the workbook's."""
    root = new_root("worksheet", main)
    formats = {name: styles.made(each) for name, each in mending_formats(page.accent).items()}
    properties = add_child(root, "sheetPr")
    add_child(properties, "tabColor", rgb=f"FF{AMBER}")
    add_child(properties, "outlinePr", summaryBelow="0")
    add_child(properties, "pageSetUpPr", fitToPage="1")
    _view(root)
    add_child(root, "sheetFormatPr", defaultRowHeight="15", outlineLevelRow="1")
    _columns(root)
    data, lines = add_child(root, "sheetData"), _lines(points)
    for row, cells in [*_head(page, len(points)), *_list(lines, page.lang), *_foot(page, len(points))]:
        line = add_child(data, "row", r=str(row + 1), ht=str(_height(row, cells)), customHeight="1")
        for key, word in _folding(lines, row - HEADER_ROW - 1).items():
            line.set(key, word)
        for col, value, name in cells:
            _put(line, row, col, value, formats[name])
    _links(root, [line.point for line in lines])
    add_child(root, "pageMargins", left="0.4", right="0.4", top="0.6", bottom="0.6", header="0.3", footer="0.3")
    add_child(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    add_child(add_child(root, "headerFooter"), "oddFooter").text = "&C&8&A&R&8&P / &N"
    return serialised(root)


_Row = tuple[int, Sequence[tuple[int, str | int, str]]]  # a row, and its cells: column, value, their format's name


def _head(page: MendingPage, count: int) -> list[_Row]:
    whose = " · ".join(each for each in (page.person, page.file) if each)
    of = f"calculé au {page.today:%d/%m/%Y}" if page.lang == "fr" else f"computed for {page.today:%d/%m/%Y}"
    steps = [typeset(step) if page.lang == "fr" else step for step in _STEPS[page.lang]] if count else []
    return [
        (0, [(0, SHEET_MARK, "hidden"), (ListCol.NUMBER, _TITLES[page.lang][not count], "title")]),
        (1, [(ListCol.NUMBER, f"{whose} · {of}", "purpose")]),
        *((3 + number, [(ListCol.NUMBER, step, "step")]) for number, step in enumerate(steps)),
        (HEADER_ROW, [(col, text, "header") for col, text in enumerate(_HEADERS[page.lang], ListCol.NUMBER)]),
    ]


def _list(lines: Sequence[_Line], lang: Lang) -> Iterator[_Row]:
    for rank, line in enumerate(lines, 1):
        point, finding = line.point, line.point.finding
        grave = "error" if finding.severity is Severity.ERROR else "warning"
        link = {bool(finding.place.cell): "link"} if point.sheet else {}
        yield (
            HEADER_ROW + rank,
            [
                (ListCol.NUMBER, line.number, "number"),
                (ListCol.SEVERITY, SEVERITIES[lang][finding.severity], grave),
                (ListCol.SHEET, finding.place.sheet, link.get(False, "cell")),
                (ListCol.CELL, finding.place.cell, link.get(True, "cell")),
                (ListCol.COLUMN, finding.place.column, "cell"),
                (ListCol.VALUE, finding.value, "cell"),
                (ListCol.MESSAGE, _told(line, lang), "cell"),
                (ListCol.REMEDY, finding.remedy(lang), "cell"),
                (ListCol.ANSWER, "", "answer"),
                (ListCol.SPOT, point.spot, "hidden"),
                (ListCol.FILL, point.fill, "hidden"),
            ],
        )


_FOLDED: dict[Lang, str] = {
    "fr": "Les autres sont repliées sous cette ligne : cliquez sur le + dans la marge.",
    "en": "The others are folded under this line: click on the + in the margin.",
}


def _told(line: _Line, lang: Lang) -> str:
    """What is wrong, told of all the findings that are folded under a line."""
    if line.cause is None or line.cause.number == 1:
        return line.point.finding.message(lang)
    folded = typeset(_FOLDED[lang]) if lang == "fr" else _FOLDED[lang]
    return f"{line.cause.message(lang)} {folded}"


def _folding(lines: Sequence[_Line], rank: int) -> dict[str, str]:
    """What folds a row of the list away, or marks the row that the next ones are folded under."""
    if not 0 <= rank < len(lines):
        return {}
    if (cause := lines[rank].cause) is None:
        return {"outlineLevel": "1", "hidden": "1"}
    return {"collapsed": "1"} if cause.number > 1 else {}


def _foot(page: MendingPage, count: int) -> Iterator[_Row]:
    """What the person answered the last time, kept under the list."""
    if page.answers:
        row = HEADER_ROW + count + 2
        yield row, [(ListCol.NUMBER, ANSWERS[page.lang], "purpose")]
        yield from (
            (row + number, [(ListCol.SHEET, answer, "step")]) for number, answer in enumerate(page.answers, 1)
        )


def _height(row: int, cells: Sequence[tuple[int, str | int, str]]) -> float:
    """A row's height: not every program makes room for wrapped texts by itself."""
    if row <= HEADER_ROW:
        return _HIGH if row in (0, HEADER_ROW) else _LINE + 2
    lines = (_text_lines(value, _WIDTHS[col]) for col, value, _ in cells if isinstance(value, str) and col in _WIDTHS)
    return min(_TALLEST, max(lines, default=1) * _LINE + 4)


def _text_lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / (width * _LETTERS))) for line in text.split("\n"))


def _put(line: Element, row: int, col: int, value: str | int, style: int) -> None:
    """A cell: a text as a text, whatever it begins with."""
    cell = add_child(line, "c", r=address(row, col), s=str(style))
    if isinstance(value, int):
        add_child(cell, "v").text = str(value)
    elif value:
        cell.set("t", "inlineStr")
        set_text(add_child(add_child(cell, "is"), "t"), _shortened(value))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT // 2 else text[: LONGEST_TEXT // 2 - 1] + "…"


def _view(root: Element) -> None:
    view = add_child(
        add_child(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0"
    )
    top = address(HEADER_ROW + 1, 0)
    add_child(view, "pane", ySplit=str(HEADER_ROW + 1), topLeftCell=top, activePane="bottomLeft", state="frozen")
    add_child(view, "selection", pane="bottomLeft", activeCell=top, sqref=top)


def _columns(root: Element) -> None:
    columns = add_child(root, "cols")
    for col, width in _WIDTHS.items():
        add_child(columns, "col", min=str(col + 1), max=str(col + 1), width=str(width), customWidth="1")
    add_child(
        columns,
        "col",
        min=str(ListCol.SPOT + 1),
        max=str(ListCol.FILL + 1),
        width="9",
        hidden="1",
        customWidth="1",
    )


def _links(root: Element, points: Sequence[Point]) -> None:
    leading = [(number, point) for number, point in enumerate(points, 1) if point.sheet][:MOST_LINKS]
    holder = add_child(root, "hyperlinks") if leading else root
    for number, point in leading:
        col = ListCol.CELL if point.finding.place.cell else ListCol.SHEET
        target = f"{quoted_sheet(point.sheet)}!{point.spot or 'A1'}"
        shown = point.finding.place.cell or point.sheet
        add_child(holder, "hyperlink", ref=address(HEADER_ROW + number, col), location=target, display=shown)

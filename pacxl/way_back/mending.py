"""The sheet *À corriger*: what its author is to mend, a line a finding, each leading to its cell."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacxl.a1 import address, quoted_sheet
from pacxl.excel import LONGEST_TEXT, MOST_LINKS
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.locating.returned_copy import ANSWERS, ERROR_FILL, HEADER_ROW, SHEET_MARK, WARNING_FILL, ListCol
from pacxl.ooxml.styles import Shape, Styles
from pacxl.ooxml.xml import Element, add, new_root, serialised, set_text
from pacxl.writing.palette import AMBER, FONT, HAIRLINE, INK, PAPER, QUIET

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
        "Enregistrez et renvoyez ce fichier. N’effacez ni les couleurs, ni les notes, ni cette feuille : elles seront"
        " ignorées. Seules vos réponses seront lues.",
    ),
    "en": (
        "Click on a cell’s address: the cell is coloured, and a note on it says what to do. Mend it.",
        "In red, a value that could not be read: it counts in no total. In yellow, a point to check.",
        "Save this file and send it back. Leave the colours, the notes and this sheet: they will be ignored."
        " Only your answers will be read.",
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
    shapes = {name: styles.made(shape) for name, shape in _shapes(page.accent).items()}
    properties = add(root, "sheetPr")
    add(properties, "tabColor", rgb=f"FF{AMBER}")
    add(properties, "pageSetUpPr", fitToPage="1")
    _view(root)
    _columns(root)
    data = add(root, "sheetData")
    for row, cells in [*_head(page, len(points)), *_list(points, page.lang), *_foot(page, len(points))]:
        line = add(data, "row", r=str(row + 1), ht=str(_height(row, cells)), customHeight="1")
        for col, value, name in cells:
            _put(line, row, col, value, shapes[name])
    _links(root, points)
    add(root, "pageMargins", left="0.4", right="0.4", top="0.6", bottom="0.6", header="0.3", footer="0.3")
    add(root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    add(add(root, "headerFooter"), "oddFooter").text = "&C&8&A&R&8&P / &N"
    return serialised(root)


_Row = tuple[int, Sequence[tuple[int, str | int, str]]]  # a row, and its cells: column, value, their format's name


def _head(page: MendingPage, count: int) -> list[_Row]:
    whose = " · ".join(each for each in (page.person, page.file) if each)
    of = f"calculé au {page.today:%d/%m/%Y}" if page.lang == "fr" else f"computed for {page.today:%d/%m/%Y}"
    steps = _STEPS[page.lang] if count else ()
    return [
        (0, [(0, SHEET_MARK, "hidden"), (ListCol.NUMBER, _TITLES[page.lang][not count], "title")]),
        (1, [(ListCol.NUMBER, f"{whose} · {of}", "purpose")]),
        *((3 + number, [(ListCol.NUMBER, step, "step")]) for number, step in enumerate(steps)),
        (HEADER_ROW, [(col, text, "header") for col, text in enumerate(_HEADERS[page.lang], ListCol.NUMBER)]),
    ]


def _list(points: Sequence[Point], lang: Lang) -> Iterator[_Row]:
    for number, point in enumerate(points, 1):
        finding = point.finding
        grave = "error" if finding.severity is Severity.ERROR else "warning"
        yield (
            HEADER_ROW + number,
            [
                (ListCol.NUMBER, number, "number"),
                (ListCol.SEVERITY, SEVERITIES[lang][finding.severity], grave),
                (
                    ListCol.SHEET,
                    finding.place.sheet,
                    "link" if point.sheet and not finding.place.cell else "cell",
                ),
                (ListCol.CELL, finding.place.cell, "link" if point.sheet and finding.place.cell else "cell"),
                (ListCol.COLUMN, finding.place.column, "cell"),
                (ListCol.VALUE, finding.value, "cell"),
                (ListCol.MESSAGE, finding.message(lang), "cell"),
                (ListCol.REMEDY, finding.remedy(lang), "cell"),
                (ListCol.ANSWER, "", "answer"),
                (ListCol.SPOT, point.spot, "hidden"),
                (ListCol.FILL, point.fill, "hidden"),
            ],
        )


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
    lines = (_lines(value, _WIDTHS[col]) for col, value, _ in cells if isinstance(value, str) and col in _WIDTHS)
    return min(_TALLEST, max(lines, default=1) * _LINE + 4)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / (width * _LETTERS))) for line in text.split("\n"))


def _put(line: Element, row: int, col: int, value: str | int, style: int) -> None:
    """A cell: a text as a text, whatever it begins with."""
    cell = add(line, "c", r=address(row, col), s=str(style))
    if isinstance(value, int):
        add(cell, "v").text = str(value)
    elif value:
        cell.set("t", "inlineStr")
        set_text(add(add(cell, "is"), "t"), _shortened(value))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT // 2 else text[: LONGEST_TEXT // 2 - 1] + "…"


def _view(root: Element) -> None:
    view = add(add(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    top = address(HEADER_ROW + 1, 0)
    add(view, "pane", ySplit=str(HEADER_ROW + 1), topLeftCell=top, activePane="bottomLeft", state="frozen")
    add(view, "selection", pane="bottomLeft", activeCell=top, sqref=top)


def _columns(root: Element) -> None:
    columns = add(root, "cols")
    for col, width in _WIDTHS.items():
        add(columns, "col", min=str(col + 1), max=str(col + 1), width=str(width), customWidth="1")
    add(
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
    holder = add(root, "hyperlinks") if leading else root
    for number, point in leading:
        col = ListCol.CELL if point.finding.place.cell else ListCol.SHEET
        target = f"{quoted_sheet(point.sheet)}!{point.spot or 'A1'}"
        shown = point.finding.place.cell or point.sheet
        add(holder, "hyperlink", ref=address(HEADER_ROW + number, col), location=target, display=shown)


def _shapes(accent: str) -> dict[str, Shape]:
    """The formats of the sheet: those of the book's own sheets."""
    wrapped = 'horizontal="left" vertical="center" wrapText="1" indent="1"'
    ruled = (
        f'<border><left/><right/><top/><bottom style="thin"><color rgb="FF{HAIRLINE}"/></bottom><diagonal/></border>'
    )
    answer = (
        f'<border><left style="thin"><color rgb="FF{HAIRLINE}"/></left><right/><top/>'
        f'<bottom style="thin"><color rgb="FF{HAIRLINE}"/></bottom><diagonal/></border>'
    )
    cell = Shape(_font(10, INK), border=ruled, alignment=wrapped, quoted=True)
    return {
        "title": Shape(_font(20, accent, "<b/>"), alignment='vertical="center"'),
        "purpose": Shape(_font(11, QUIET, "<i/>"), alignment='vertical="center"'),
        "step": Shape(_font(10, INK), alignment='vertical="center"', quoted=True),
        "header": Shape(_font(10, PAPER, "<b/>"), accent, alignment=wrapped),
        "number": Shape(_font(10, QUIET), border=ruled, alignment='horizontal="center" vertical="center"'),
        "cell": cell,
        "error": Shape(_font(10, INK, "<b/>"), ERROR_FILL, ruled, alignment=wrapped),
        "warning": Shape(_font(10, INK), WARNING_FILL, ruled, alignment=wrapped),
        "link": Shape(_font(10, accent, under="<u/>"), border=ruled, alignment=wrapped, quoted=True),
        "answer": Shape(_font(10, INK), border=answer, alignment=wrapped),
        "hidden": Shape(_font(10, PAPER), number_format=";;;"),
    }


def _font(size: int, colour: str, weight: str = "", under: str = "") -> str:
    shown = f'<sz val="{size}"/><color rgb="FF{colour}"/><name val="{FONT}"/><family val="2"/>'
    return f"<font>{weight}{under}{shown}</font>"

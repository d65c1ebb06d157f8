"""The cells in question of a workbook, coloured and annotated in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pacxl.catalogue import Lang, Severity
from pacxl.earmarks import NOTE_END, NOTE_START
from pacxl.finding import Finding, address
from pacxl.mending import Point
from pacxl.notes import annotate
from pacxl.rows import Rows, Spot, spot
from pacxl.styles import Styles
from pacxl.tabs import Tab, Workbook
from pacxl.traces import ERROR_FILL, WARNING_FILL

_GRAVE = (Severity.ERROR, Severity.WARNING)


def to_mend(found: Iterable[Finding]) -> list[Finding]:
    """The findings that ask something of the author: the gravest first, then as they stand in the workbook."""
    return sorted(
        (finding for finding in found if finding.severity in _GRAVE), key=lambda each: _GRAVE.index(each.severity)
    )


def mark(workbook: Workbook, styles: Styles, findings: Sequence[Finding], lang: Lang) -> list[Point]:
    """Colours and annotates the cell of each finding; the lines of the list, in the sheets' order."""
    points: list[Point] = []
    tabs = workbook.tabs
    for tab in tabs:
        mine = [finding for finding in findings if finding.place.sheet == tab.name]
        points += _mark_sheet(workbook, tab, styles, mine, lang) if mine else []
    names = {tab.name for tab in tabs}
    points += [Point(finding) for finding in findings if finding.place.sheet not in names]
    return sorted(points, key=lambda point: _GRAVE.index(point.finding.severity))


def _mark_sheet(workbook: Workbook, tab: Tab, styles: Styles, findings: Sequence[Finding], lang: Lang) -> list[Point]:
    rows = Rows(workbook.package.tree(tab.part))
    places = [(_seen(rows, finding), finding) for finding in findings]
    by_cell: dict[Spot, list[Finding]] = {}
    for place, finding in places:
        if place is not None:
            by_cell.setdefault(place, []).append(finding)
    fills = {place: _colour(rows, place, styles, mine) for place, mine in by_cell.items()}
    annotate(workbook.package, tab.part, {place: _note(mine, lang) for place, mine in by_cell.items()})
    sheet = tab.name if tab.visible else ""  # no link leads to a hidden sheet
    return [
        Point(finding, address(*place), fills[place], sheet) if place is not None else Point(finding, sheet=sheet)
        for place, finding in sorted(places, key=lambda each: each[0] or (-1, -1))
    ]


def _seen(rows: Rows, finding: Finding) -> Spot | None:
    place = spot(finding.place.cell)
    return rows.shown(*place) if place is not None else None


def _colour(rows: Rows, place: Spot, styles: Styles, findings: Sequence[Finding]) -> str:
    """Colours a cell by the gravest of its findings; the fill that it had."""
    cell = rows.cell(*place)
    style = int(cell.get("s", "0"))
    grave = any(finding.severity is Severity.ERROR for finding in findings)
    cell.set("s", str(styles.filled(style, ERROR_FILL if grave else WARNING_FILL)))
    return styles.fill_of(style)


def _note(findings: Sequence[Finding], lang: Lang) -> str:
    points = "\n\n".join(f"{finding.message(lang)}\n→ {finding.remedy(lang)}" for finding in findings)
    return f"{NOTE_START[lang]}\n{points}\n{NOTE_END}"

"""What there is to say of the tables that were found: where, by what headers, and which of their rows are none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pacxl.a1 import Spot, a1_ranges, address, runs_of
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.definition.book import Book
from pacxl.definition.kind import shown
from pacxl.excel import PICTURE, NoValue
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import FilledCells, Opened, once_a_sheet
from pacxl.french.header_text import header_names
from pacxl.french.numerals import in_unit
from pacxl.french.text import clean_name
from pacxl.locating.added_up import number_added_up
from pacxl.locating.counted_cells import (
    key_columns_of_counted_cells,
    merged_counted_cells,
    struck_counted_cells,
    unit_above_counted_cells,
)
from pacxl.locating.located import UNTICKED, Located, is_located_hidden, located_by_sheet, once_located
from pacxl.typography import french_number


def locating_findings(located: Sequence[Located], opened: Opened, file: str) -> Iterator[Finding]:
    """The findings of each table, in order."""
    moved = {each.part.sheet: each.sheet for each in located if each.how in ("name", "headers")}
    for before, after in moved.items():
        if before not in opened.sheets and before != clean_name(after):
            yield Finding("sheet-renamed", Place(file, after), after, {"other": before})
    for each in located:
        yield from _in_file(file, once_located(_of_table, each, opened))


def _of_table(found: Located, opened: Opened) -> list[Finding]:
    """The findings of a table, of no file in particular."""
    return [
        *_of_how(found),
        *_of_headers(found),
        *_of_columns_left_out(found, opened),
        *_of_rows(found),
        *_of_uncounted(found, opened),
        *_of_merged(found, opened),
    ]


def _of_how(found: Located) -> Iterator[Finding]:
    if found.how == "headers":
        name = found.part.name
        yield Finding("table-by-headers", Place("", found.sheet, table=name), about={"table": name})


def _in_file(file: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of no file in particular, as those of a file."""
    return (replace(each, place=replace(each.place, file=file)) for each in findings)


def locating_findings_on_hidden_sheets(
    book: Book, located: Sequence[Located], opened: Opened, file: str
) -> Iterator[Finding]:
    """A finding for each table of actions or of deals that counts, though nobody sees its sheet; not of a sheet that
    the book hides."""
    own = {sheet.name for sheet in book.sheets if sheet.hidden}
    for each in located:
        if (
            each.sheet not in own
            and each.table.key in ("actions", "carnet")
            and each.rows
            and is_located_hidden(each, opened)
        ):
            place = Place(file, each.sheet, address(each.top, each.left), each.part.name)
            yield Finding("sheet-hidden", place, about={"table": each.table.title})


def locating_findings_on_units(located: Sequence[Located], opened: Opened, file: str) -> Iterator[Finding]:
    """A finding for each note above a table that says what its amounts are counted in: followed, or why not."""
    told = set[tuple[str, Spot]]()
    for each in located:
        followed = [header for header in each.headers if header.said_at is not None]
        doubtful = once_located(unit_above_counted_cells, each, opened) if not followed else None
        spot = followed[0].said_at if followed else doubtful.spot if doubtful else None
        if spot is None or (each.sheet, spot) in told:
            continue
        told.add((each.sheet, spot))
        place, text = _at(each, *spot, file=file), " ".join(str(opened.sheets[each.sheet][spot[0]][spot[1]]).split())
        about = {"table": each.part.name}
        if doubtful is not None:
            about |= {"why": doubtful.doubt.fr, "why_en": doubtful.doubt.en}
            yield Finding("unit-above-doubtful", place, text, about)
        else:
            columns = ", ".join(each.table.by_key[header.key].header for header in followed)
            about |= {"columns": columns, "factor": _thousands(followed[0].factor)}
            yield Finding("unit-above", place, text, about)


STRUCK = "words-struck"


def locating_findings_on_struck_text(located: Sequence[Located], opened: Opened, file: str) -> Iterator[Finding]:
    """A finding for each table some of whose rows are crossed out: they are read as the others are; and for each cell
    of which some words are: what is left of it is read, a long text whole."""
    for each in located:
        extras = opened.extras.get(each.sheet)
        if extras is None or not (extras.struck or extras.struck_words):
            continue
        rows = [row for row in each.rows if _is_struck(each, opened.sheets[each.sheet][row], row, extras.struck)]
        if rows:
            runs = [f"{first + 1}" + (f"-{last + 1}" if last > first else "") for first, last in runs_of(rows)]
            about = {"table": each.part.name, "count": str(len(rows)), "where": ", ".join(runs), **_way_out(each)}
            yield Finding("rows-struck", _at(each, rows[0], each.left, file=file), about=about)
        keys = {col: key for key, col in each.columns.items()}
        for kept in (False, True):
            for (row, col), text in sorted(struck_counted_cells(each, opened, kept).items()):
                fate = {"fate": "le texte est gardé en entier", "fate_en": "the text is kept whole", "left": ""}
                if not kept:
                    fate = {"fate": f"« {text.left} » est lu", "fate_en": f"“{text.left}” is read", "left": text.left}
                place = _at(each, row, col, each.table.by_key[keys[col]].header, file=file)
                yield Finding(STRUCK, place, str(opened.sheets[each.sheet][row][col]), {"words": text.words, **fate})


def _is_struck(found: Located, cells: Sequence[object], row: int, struck: Collection[Spot]) -> bool:
    """Whether all that people typed in a row is crossed out; where they typed nothing, all that it came with."""
    if not struck:
        return False
    typed, given = list[bool](), list[bool]()
    for key, col in found.columns.items():
        column = found.table.by_key[key]
        if cells[col] != "" and not column.computed:
            (given if column.given or found.part.proposes(cells[col]) else typed).append((row, col) in struck)
    return all(typed or given or [False])


_SAYS_SO = ("decision", "issue", "statut")  # the columns in which people say that a row is no more


def _way_out(found: Located) -> dict[str, str]:
    """What to do of a row that is crossed out, in both languages."""
    known = (found.table.by_key[key] for key in _SAYS_SO if key in found.table.by_key)
    column = next((column.header for column in known if column.typed), "")
    return {
        "way": f"dites-le dans la colonne {column}, ou supprimez-les" if column else "supprimez-les",
        "way_en": f"say so in the column {column}, or delete them" if column else "delete them",
    }


def _of_headers(found: Located) -> Iterator[Finding]:
    about = {"table": found.part.name}
    for header in found.headers:
        own = found.table.by_key[header.key].header
        if header.factor != 1 and header.said_at is None:
            factor = {"factor": _thousands(header.factor)}
            yield Finding("header-unit", _at(found, found.top, header.col, own), header.text, about | factor)
        if header.how == "near" or (header.how != "exact" and header.factor == 1):
            code = "header-near" if header.how == "near" else "header-recognised"
            yield Finding(code, _at(found, found.top, header.col, own), header.text, about)
    known = {header.key for header in (*found.headers, *found.left_out)}
    for column in found.table.stored if found.how != "own" else ():
        if column.key not in known:
            yield Finding("column-missing", Place("", found.sheet, "", found.part.name, column.header), about=about)
    called, out = found.table.names, {header.col for header in found.left_out}
    for col, text in found.unknown.items():
        names = header_names(text) if col not in out else ()
        if any(key in found.columns for name in names for key in called.get(name, ())):
            yield Finding("header-twice", _at(found, found.top, col, text), text, about)


def _thousands(factor: float) -> str:
    return french_number(f"{factor:,.10g}")


def _of_columns_left_out(found: Located, opened: Opened) -> Iterator[Finding]:
    """The columns that are not taken for the plan's, each with what it holds."""
    grid = opened.sheets[found.sheet]
    for header in found.left_out:
        if header.misfit is not None:
            cells = [grid[row][header.col] for row in found.rows if grid[row][header.col] != ""]
            why, why_en = header.misfit.why
            about = {
                "table": found.part.name,
                "why": why,
                "why_en": why_en,
                "count": str(len(cells)),
                "amount": in_unit(sum(number_added_up(cell) or 0.0 for cell in cells), ""),
            }
            own = found.table.by_key[header.key].header
            yield Finding(header.misfit.code, _at(found, found.top, header.col, own), header.text, about)


def _of_rows(found: Located) -> Iterator[Finding]:
    about = {"table": found.part.name}
    for first, last in runs_of(found.below):
        cells = address(first, found.left) + (f":{address(last, found.right)}" if last > first else "")
        yield Finding("below-table", Place("", found.sheet, cells, found.part.name), about=about)
    for row in found.totals:
        yield Finding("total-row", _at(found, row, found.left), about=about)
    for row in found.repeats:
        yield Finding("header-repeated", _at(found, row, found.left), about=about)


def _of_uncounted(found: Located, opened: Opened) -> Iterator[Finding]:
    """The amounts that count for nothing, in rows that are rows all the same."""
    if not found.uncounted:
        return
    headers = {header.col: found.table.by_key[header.key].header for header in found.headers}
    about = {"table": found.part.name}
    if boxes := [spot for spot, code in sorted(found.uncounted.items()) if code == UNTICKED]:
        told = {**about, "count": str(len(boxes)), "where": ", ".join(a1_ranges(boxes))}
        yield Finding(UNTICKED, _at(found, *boxes[0]), about=told)
    for (row, col), code in sorted(found.uncounted.items()):
        if code == UNTICKED:
            continue
        value = shown(opened.sheets[found.sheet][row][col])
        yield Finding(code, _at(found, row, col, headers[col]), value, about)


def _of_merged(found: Located, opened: Opened) -> Iterator[Finding]:
    areas = merged_counted_cells(found, opened)
    if not areas:
        return
    keys = {found.columns[key]: key for key in key_columns_of_counted_cells(found.table) if key in found.columns}
    headers = {header.col: found.table.by_key[header.key].header for header in found.headers}
    for area in areas:
        cells = f"{address(area.top, area.left)}:{address(area.bottom, area.right)}"
        over = area.bottom > area.top and area.left in keys
        about = {
            "table": found.part.name,
            "reading": "elle vaut pour chaque ligne remplie" if over else "elle ne vaut que pour sa première cellule",
            "reading_en": "it holds for each row that is filled in" if over else "it holds for its first cell only",
        }
        column = headers.get(area.left, "")
        value = shown(opened.sheets[found.sheet][area.top][area.left])
        yield Finding("merged-cells", Place("", found.sheet, cells, found.part.name, column), value, about)


def _at(found: Located, row: int, col: int, column: str = "", *, file: str = "") -> Place:
    return Place(file, found.sheet, address(row, col), found.part.name, column)


def locating_findings_on_formulas(opened: Opened, located: Sequence[Located], file: str) -> Iterator[Finding]:
    """The findings of formulas, one a sheet and kind of trouble; what people type in is told cell by cell instead."""
    on_sheet = located_by_sheet(located)
    for sheet, grid in opened.sheets.items():
        if sheet != IDENTITY_SHEET:
            here = on_sheet.get(sheet, [])
            told = partial(_of_formulas, sheet, opened.filled[sheet], here)
            yield from _in_file(file, once_a_sheet(grid, "formulas told", (*here,), told))


def _of_formulas(sheet: str, filled: FilledCells, located: Sequence[Located]) -> list[Finding]:
    found = {(row, col): cell.error for row, held in filled.items() for col, cell in held if type(cell) is NoValue}
    findings = []
    if found:
        typed = _typed_in(located)
        for error in sorted(set(found.values()) - {PICTURE}):  # people's own is kept, and told as such
            cells = [cell for cell, what in found.items() if what == error and cell not in typed]
            if cells:
                about = {"count": str(len(cells)), "where": ", ".join(a1_ranges(cells))}
                code = "formula-error" if error else "not-recalculated"
                findings.append(Finding(code, Place("", sheet, address(*cells[0])), error, about))
    return findings


def _typed_in(located: Iterable[Located]) -> set[Spot]:
    """The cells that people fill in."""
    return {
        (row, col)
        for found in located
        for key, col in found.columns.items()
        if not found.table.by_key[key].computed
        for row in found.rows
    }

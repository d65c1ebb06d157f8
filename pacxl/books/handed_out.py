"""What of a plan a workbook handed out shows: all of it, what a salesperson fills in an hour, the direction's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pacxl.books.front import HOME, SUMMARY, WELCOME
from pacxl.definition.sheet import Beside, Block, Chart, Figures, Grid, Sheet, Text, drawn
from pacxl.definition.table import Part, Table
from pacxl.plan import every_plan
from pacxl.plan.every_plan import LIST_SHEET, part_name_in_every_plan
from pacxl.plan.tables.section import Section
from pacxl.settings.model import OTHER_ACTIONS, Settings
from pacxl.settings.workbooks import DIRECTION, ESSENTIAL

# Of the essential workbook: the columns that its simple view folds away besides, by table; how many rows a table
# comes with at the least, and how many of them are to spare, since tables grow as they are typed in.
_FOLDED = {"carnet": frozenset(("interlocuteur", "segment", "prochaine_action"))}
_LEAST = {"actions": 8, "carnet": 15, "objectifs": 4}
_LEAST_OTHERS, _SPARE = 3, 1


def as_handed_out(whole: Section, settings: Settings) -> Section:
    """What of a whole plan the workbook of some settings holds: tables, rows, sheets."""
    if settings.workbook == ESSENTIAL:
        return replace(whole, tables=tuple(map(_shorter, whole.tables)))
    if settings.workbook != DIRECTION:
        return whole
    salespeople_s = {table.key for table in every_plan.section(settings).tables}
    tables = (_with_few_rows(each) if each.key in salespeople_s else each for each in whole.tables)
    return replace(whole, tables=tuple(tables), rows={**whole.rows, "indicateurs": {}})


def _shorter(table: Table) -> Table:
    """A table with few rows to spare, those of its columns folded that few fill in."""
    folded = _FOLDED.get(table.key, frozenset())
    columns = tuple(replace(each, detail=True) if each.key in folded else each for each in table.columns)
    parts = tuple(replace(part, least=_least(table, part)) for part in table.parts)
    return replace(_with_few_rows(table), columns=columns, parts=parts)


def _with_few_rows(table: Table) -> Table:
    return replace(table, spare=min(table.spare, _SPARE))


def _least(table: Table, part: Part) -> int:
    least = _LEAST.get(table.key, part.least)
    return min(least, _LEAST_OTHERS) if part.name == part_name_in_every_plan(OTHER_ACTIONS) else least


# --- the sheets -------------------------------------------------------------------------------------------


def sheets_handed_out(sheets: Iterable[Sheet], tables: Iterable[Table], settings: Settings) -> tuple[Sheet, ...]:
    """The sheets of the workbook that is handed out, those hidden that only serve the others; no line of one that is
    in sight leads to them."""
    sheets = tuple(map(_in_bands, sheets))
    hidden = _hidden(sheets, tables, settings)
    return tuple(_as_hidden(sheet) if sheet.name in hidden else _without_lines_to(hidden, sheet) for sheet in sheets)


_ACROSS = 5  # figures side by side: each makes the column under it as wide as it is


def _in_bands(sheet: Sheet) -> Sheet:
    """A sheet whose figures stand in bands of a few, one under the other."""
    blocks = (each for block in sheet.blocks for each in (_bands(block) if isinstance(block, Figures) else (block,)))
    return replace(sheet, blocks=tuple(blocks))


def _bands(band: Figures) -> Iterator[Figures]:
    across = -(-len(band.figures) // -(-len(band.figures) // _ACROSS))
    for first in range(0, len(band.figures), across):
        yield Figures(band.figures[first : first + across])


def _as_hidden(sheet: Sheet) -> Sheet:
    """A sheet that nobody sees, without what is only to be looked at."""
    return replace(sheet, hidden=True, blocks=tuple(_undrawn(sheet.blocks)))


def _undrawn(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Chart():
                pass
            case Beside(inner):
                if kept := tuple(each for each in inner if not isinstance(each, Chart)):
                    yield replace(block, blocks=kept)
            case _:
                yield block


def opening_sheet_handed_out(sheets: Iterable[Sheet]) -> str:
    """The sheet on which the workbook handed out opens: the directions for use, if they are in sight."""
    return WELCOME if any(sheet.name == WELCOME and not sheet.hidden for sheet in sheets) else HOME


def _hidden(sheets: Sequence[Sheet], tables: Iterable[Table], settings: Settings) -> frozenset[str]:
    """The names of the sheets that only serve the others."""
    if settings.workbook == ESSENTIAL:
        typed = {part.name for table in tables if any(each.typed for each in table.columns) for part in table.parts}
        return frozenset(each.name for each in sheets if each.name != SUMMARY and typed.isdisjoint(_parts(each)))
    if settings.workbook == DIRECTION:
        salespeople_s = (sheet.name for sheet in every_plan.section(settings).sheets)
        return frozenset((SUMMARY, LIST_SHEET, *salespeople_s))
    return frozenset()


def _parts(sheet: Sheet) -> set[str]:
    return {block.part for block in drawn(sheet.blocks) if isinstance(block, Grid)}


def _without_lines_to(hidden: Collection[str], sheet: Sheet) -> Sheet:
    def kept(block: Block) -> Block:
        lines = [line for line in block.lines if line[1] not in hidden] if isinstance(block, Text) else ()
        return replace(block, lines=tuple(lines)) if isinstance(block, Text) else block

    return replace(sheet, blocks=tuple(map(kept, sheet.blocks))) if hidden else sheet

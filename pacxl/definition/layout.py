"""Where everything stands on the sheets: rows and columns count from 0, as in the file's own libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

from pacxl.definition.book import Book
from pacxl.definition.sheet import (
    Beside,
    Block,
    Card,
    Chart,
    Cover,
    Figures,
    Gantt,
    Grid,
    Sentence,
    Sheet,
    Text,
    Tiles,
)
from pacxl.definition.table import Choices, Part, Table

TITLE_ROW, PURPOSE_ROW, LINK_ROW, FIRST_ROW = 0, 1, 2, 4
LEFT = 1  # the first column is a margin
GAP = 2  # blank rows between blocks, or a blank column between blocks that stand side by side
OPEN_CELLS, SPARE_UNDER = 12, 3  # blank cells under an open list; blank rows under filled ones, at the most
LINKS_ACROSS = 3
_BESIDE_LINKS = 4  # columns in sight that the links of a sheet take
LISTS_ACROSS, LISTS_DOWN = 5, 4  # columns of lists at least, and lists in one of more
COVER_ROWS, COVER_LINES = 9, 2  # of the cover; whose it is stands so many rows under its title
PIXELS = 64  # a chart's width is told in columns of so many
CARD_LABELS = {"Entreprise": "company", "Commercial": "person", "Équipe": "team", "Période": "period"}


@dataclass(frozen=True)
class PlacedTable:
    """An Excel Table: its header's row, its first column, its rows of data (at least one, as Excel wants)."""

    table: Table
    part: Part
    top: int
    left: int
    rows: int
    filled: int
    gantt: Gantt | None = None

    @property
    def first(self) -> int:
        return self.top + 1

    @property
    def last(self) -> int:
        return self.top + self.rows

    @property
    def right(self) -> int:
        return self.left + len(self.table.columns) - 1

    @property
    def calendar(self) -> range:
        """The columns of its calendar, one blank column after it."""
        return range(self.right + 2, self.right + 2 + (self.gantt.columns if self.gantt else 0))

    @property
    def is_empty(self) -> bool:
        """Whether it has no row and none to come: the one that it shows is there because Excel wants one."""
        return not self.filled and not self.table.spare

    def col(self, key: str) -> int:
        """The sheet's column in which one of its columns stands."""
        return self.left + list(self.table.by_key).index(key)


@dataclass(frozen=True)
class PlacedBlock:
    """Any other block, by its top left cell."""

    block: Card | Figures | Tiles | Sentence | Text | Chart | Cover
    top: int
    left: int
    offset: int = 0  # pixels to the right of its cell


@dataclass(frozen=True)
class PlacedTitle:
    """The title of a table, on a sheet that has several."""

    text: str
    top: int
    left: int


@dataclass(frozen=True)
class PlacedList:
    """A list of choices: its title's row, its column, and how many cells its name covers."""

    choices: Choices
    top: int
    left: int
    cells: int


@dataclass(frozen=True)
class PlacedSheet:
    sheet: Sheet
    tables: tuple[PlacedTable, ...]
    blocks: tuple[PlacedBlock, ...]
    lists: tuple[PlacedList, ...]
    titles: tuple[PlacedTitle, ...] = ()
    bottom: int = 0  # the row under all of it

    @property
    def frozen(self) -> PlacedTable | None:
        """The table whose header stays in sight: that of a sheet with no other table and no card above it."""
        cards = any(isinstance(placed.block, (Card, Chart)) for placed in self.blocks)
        return self.tables[0] if len(self.tables) == 1 and not cards and not self.sheet.across else None

    @property
    def last(self) -> PlacedTable | None:
        """The table under all others, if no other, and no chart, stands beside it or under it."""
        if self.sheet.across or not self.tables:
            return None
        last = max(self.tables, key=lambda table: table.top)
        ends = [table.last for table in self.tables if table is not last]
        ends += [each.top + each.block.rows for each in self.blocks if isinstance(each.block, Chart)]
        return None if any(end >= last.top for end in ends) else last


def lay_out(book: Book, sizes: Mapping[str, int]) -> tuple[PlacedSheet, ...]:
    """Every sheet of a book, with room for its rows and its spare rows: `sizes` tells how many each
    Excel Table has, by its name."""
    return tuple(_place(book, sheet, sizes) for sheet in book.sheets)


def _place(book: Book, sheet: Sheet, sizes: Mapping[str, int]) -> PlacedSheet:
    page = _OpenSheet(book, sizes)
    row, col, under = FIRST_ROW, LEFT, FIRST_ROW
    for block in sheet.blocks:
        bottom, right = page.put(block, row, col)
        under = max(under, bottom)
        if sheet.across:
            col = right + 2
        else:
            row = bottom + (0 if isinstance(block, Sentence) else 1 if isinstance(block, Figures) else GAP)
    lists = tuple(_lists(book, row, col)) if sheet.name == book.list_sheet else ()
    under = max([under, *(placed.top + placed.cells + 1 for placed in lists)])
    placed = PlacedSheet(sheet, tuple(page.tables), tuple(page.blocks), lists, tuple(page.titles), under)
    folded = folded_columns(placed)
    seen = [col for col in range(LEFT, 99) if col not in folded]
    said = (PlacedBlock(sentence, LINK_ROW, seen[_BESIDE_LINKS]) for sentence in sheet.said)
    charts = ((each, each.block.notice) for each in page.blocks if isinstance(each.block, Chart))
    notices = (  # of two charts side by side, one over the other
        PlacedBlock(notice, each.top - 1 - bool(each.offset), next(col for col in seen if col >= each.left))
        for each, notice in charts
        if notice
    )
    return replace(placed, blocks=(*placed.blocks, *said, *notices))


class _OpenSheet:
    """A sheet while blocks are put on it."""

    def __init__(self, book: Book, sizes: Mapping[str, int]) -> None:
        self._book, self._sizes = book, sizes
        self.tables: list[PlacedTable] = []
        self.blocks: list[PlacedBlock] = []
        self.titles: list[PlacedTitle] = []

    def put(self, block: Block, row: int, col: int, above: int = 0) -> tuple[int, int]:
        """Puts a block with its corner in a cell; the row under it, and its last column. A table's header is at least
        so many rows down."""
        if isinstance(block, Beside):
            row += isinstance(block.blocks[0], Chart)  # room for what a second chart says
            bottom, offset = row, 0
            under = max((self._rows_above(each) for each in block.blocks if isinstance(each, Grid)), default=0)
            for each in block.blocks:
                if isinstance(each, Chart):  # charts float: one beside another is told in pixels
                    self.blocks.append(PlacedBlock(each, row, col, offset))
                    bottom, offset = max(bottom, row + each.rows), offset + PIXELS * each.columns + PIXELS // 3
                else:
                    below, right = self.put(each, row, col, under)
                    bottom, col = max(bottom, below), right + 2
            return bottom, col - 2
        if isinstance(block, Grid):
            return self._put_table(block, row, col, max(above, self._rows_above(block)))
        self.blocks.append(PlacedBlock(block, row, col))
        return row + _height(block), col + columns_across(block) - 1

    def _rows_above(self, grid: Grid) -> int:
        """How many rows a table asks above its header: its title, its totals, the months of its calendar."""
        table, _ = self._book.part_table[grid.part]
        return bool(grid.title) + max(len(table.lines_above), grid.gantt is not None)

    def _put_table(self, grid: Grid, row: int, col: int, above: int) -> tuple[int, int]:
        """Puts a table so many rows under its corner: the headers of those that stand side by side are on one row."""
        table, part = self._book.part_table[grid.part]
        if grid.title:
            self.titles.append(PlacedTitle(grid.title, row, col))
        filled = self._sizes[part.name]
        rows = max(part.least, table.spare, filled + min(table.spare, SPARE_UNDER))
        placed = PlacedTable(table, part, row + above, col, rows, filled, grid.gantt)
        self.tables.append(placed)
        return placed.last + 1, max(placed.right, *placed.calendar) if placed.calendar else placed.right


def folded_columns(placed: PlacedSheet) -> frozenset[int]:
    """The columns of a sheet that its simple view folds away: details in which nothing else stands."""
    details: set[int] = set()
    others: set[int] = set()
    for table in placed.tables:
        for offset, column in enumerate(table.table.columns):
            (details if column.detail else others).add(table.left + offset)
    for block in placed.blocks:
        if isinstance(block.block, (Figures, Tiles, Card)):
            others |= set(range(block.left, block.left + columns_across(block.block)))
        elif isinstance(block.block, Text) and block.block.style == "links":
            others |= set(range(block.left, block.left + 3 * LINKS_ACROSS))
    return frozenset(details - others)


@lru_cache(maxsize=64)
def where_to_unfold(book: Book) -> Mapping[tuple[str, str], str]:
    """By a table (its title, or an Excel Table's name) and the header of a column that its simple view folds away:
    the header above which the button stands that unfolds it ("" where none stands there)."""
    found: dict[tuple[str, str], str] = {}
    for sheet in book.sheets:
        placed = _place(book, sheet, dict.fromkeys(book.part_table, 0))
        folded = folded_columns(placed)
        headers = {
            table.left + offset: column.header
            for table in placed.tables
            for offset, column in enumerate(table.table.columns)
        }
        for table in placed.tables:
            for offset, column in enumerate(table.table.columns):
                if table.left + offset in folded:
                    after = next(col for col in count(table.left + offset) if col not in folded)
                    for name in (table.table.title, table.part.name):
                        found[name, column.header] = headers.get(after, "")
    return found


@lru_cache(maxsize=64)
def sentence_cells(book: Book, sheet: Sheet, rows: frozenset[tuple[str, int]]) -> frozenset[tuple[int, int]]:
    """Where the sentences of a sheet that compute themselves stand, its Excel Tables, by name, having these rows."""
    sizes = dict.fromkeys(book.part_table, 0) | {name: many - book.part_table[name][0].spare for name, many in rows}
    blocks = _place(book, sheet, sizes).blocks
    return frozenset((block.top, block.left) for block in blocks if isinstance(block.block, Sentence))


def columns_across(block: Block) -> int:
    """How many columns a block takes, whose columns are its own: a card, a band, tiles."""
    match block:
        case Card(labels):
            return len(labels or CARD_LABELS)
        case Figures(figures):
            return len(figures)
        case Tiles(tiles):
            return 2 * len(tiles)
    return 1


def _height(block: Block) -> int:
    match block:
        case Card() | Figures():
            return 2
        case Tiles(tiles):
            return 2 + max(len(tile.lines) for tile in tiles)
        case Text(lines, style):
            return -(-len(lines) // LINKS_ACROSS) if style == "links" else len(lines)
        case Chart():
            return block.rows
        case Cover():
            return COVER_ROWS
    return 1


def _lists(book: Book, row: int, col: int) -> Iterator[PlacedList]:
    """The lists in columns: beside a table each under the shortest; alone in bands, as no title is to stand beside
    values that make a table's header with it."""
    opened = {column.choices for table in book.tables for column in table.columns if column.open_list}
    across = max(LISTS_ACROSS, -(-len(book.lists) // LISTS_DOWN) if col > LEFT else 0)
    ends = dict.fromkeys(range(col, col + 2 * across, 2), row)
    for number, choices in enumerate(book.lists):
        if col == LEFT and number % across == 0:
            ends = dict.fromkeys(ends, max(ends.values()))
        cells = max(1, len(choices.values) + (OPEN_CELLS if choices.key in opened else 0))
        left = min(ends, key=ends.__getitem__)
        yield PlacedList(choices, ends[left], left, cells)
        ends[left] += cells + 1 + GAP

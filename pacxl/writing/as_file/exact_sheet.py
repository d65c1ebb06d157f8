"""A worksheet whose cells are written exactly, those of its tables straight from their columns."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import CellFormulaTuple, CellRichStringTuple, Worksheet

from pacxl.a1 import address, column_letters
from pacxl.excel import COLUMNS

# What a spreadsheet, or a CSV made from one, would take for the beginning of a formula (and their full-width twins).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
# Excel writes a character that XML cannot hold as _xHHHH_, so a text that says so itself is written _x005F_xHHHH_.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# What XlsxWriter gets wrong: its own markup, and escapes that share an underscore.
_MISTAKEN = re.compile(r"<r>.*</r>|.*_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_.*", re.DOTALL)


class _Inline(str):
    """A text that stands in its cell instead of in the table of shared texts."""


class _Forgetful(dict[tuple[int, int], str]):
    """What XlsxWriter notes of each cell of a table, to find tables that overlap: ours are laid out apart."""

    def __setitem__(self, place: tuple[int, int], area: str) -> None:
        pass


class _Block(NamedTuple):
    """Cells side by side in rows that follow each other: the XML of each row's, made when the row is reached."""

    left: int
    first: int
    last: int
    rows: Iterator[str]


class _FileLinks:
    """Links to other files, and to a place in each ("": none), as the file's XML has them: kept as columns, for there
    are tens of thousands."""

    def __init__(self) -> None:
        self.cells, self.targets, self.places = array("q"), list[str](), list[str]()

    def add(self, row: int, col: int, target: str, place: str) -> None:
        self.cells.append(row * COLUMNS + col)
        self.targets.append(target)
        self.places.append(place)


class ExactSheet(Worksheet):
    """A worksheet that stores numbers as Python prints them, an empty result as an empty text, and formulas as they
    are: ours are in the file's own form already (XlsxWriter passes each through dozens of substitutions).

    The cells of a table are made when the sheet is written, a row at a time: they would take a hundred times what
    they come to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.table_cells = _Forgetful()
        self._blocks: list[_Block] = []
        self._tails: dict[str, str] = {}  # of the cells that hold a text, its XML
        self._file_links = _FileLinks()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    # --- a table --------------------------------------------------------------------------------------------

    def add_long_table(self, place: tuple[int, int, int, int], options: Mapping[str, Any]) -> None:
        """An Excel Table (first row, first column, last row, last column), its header written, its cells not: where
        XlsxWriter would go through each, twice."""
        top, left, bottom, right = place
        self.add_table(top, left, top + 1, right, dict(options))
        for col in range(left, right + 1):
            self.table[top + 1].pop(col, None)
        area, table = f"{address(top, left)}:{address(bottom, right)}", self.tables[-1]
        table |= {key: area for key in ("range", "a_range", "autofilter") if table.get(key)}

    def add_columns(self, row: int, col: int, columns: Sequence[Iterable[str]], size: int) -> None:
        """Columns side by side from a cell on, so many rows high, each cell as `stored_cells` and `computed_cells`
        make them."""
        self._check_dimensions(row, col)
        self._check_dimensions(row + size - 1, col + len(columns) - 1)
        heads = [f'<c r="{column_letters(each)}' for each in range(col, col + len(columns))]

        def rows() -> Iterator[str]:
            for number, cells in enumerate(zip(*columns, strict=True), row + 1):
                yield "".join([f'{head}{number}"{cell}' for head, cell in zip(heads, cells, strict=True)])

        self._blocks.append(_Block(col, row, row + size - 1, rows()))

    def stored_cells(
        self, values: Iterable[Any], shown: Format, others: Mapping[int, Format] = {}, quoted: Format | None = None
    ) -> Iterator[str]:
        """The XML of cells that hold numbers, texts or nothing; some, by their places from 0, shown otherwise.
        `quoted` is for texts that would be taken for a formula."""
        plain, apart = _style(shown), {at: _style(each) for at, each in others.items()}
        for at, value in enumerate(values):
            style = apart.get(at, plain)
            if value is None:
                yield f"{style}/>"
            elif not isinstance(value, str):
                yield f"{style}><v>{value!r}</v></c>"
            elif quoted and at not in apart and is_formula_like(value):
                yield f"{_style(quoted)}{self._tail(value)}"
            else:
                yield f"{style}{self._tail(value)}"

    def computed_cells(self, values: Iterable[Any], formulas: Iterable[str], shown: Format) -> Iterator[str]:
        """The XML of cells that hold a formula each, with its value: None for a blank."""
        style, known, number, text = _style(shown), "", "", ""
        for value, formula in zip(values, formulas, strict=False):
            if formula != known:
                known, said = formula, escape(formula)
                number, text = f"{style}><f>{said}</f><v>", f'{style} t="str"><f>{said}</f><v>'
            if value is None:
                yield f"{text}</v></c>"
            elif isinstance(value, str):
                yield f"{text}{_stored(value)}</v></c>"
            else:
                yield f"{number}{value!r}</v></c>"

    def _tail(self, text: str) -> str:
        """What follows the style of a cell that holds a text."""
        texts: Any = self.str_table
        tail = self._tails.get(text)
        if tail is not None:
            texts.count += 1
        elif _MISTAKEN.fullmatch(text):
            return f' t="inlineStr">{_in_cell(text)}</c>'
        else:
            tail = self._tails[text] = f' t="s"><v>{texts._get_shared_string_index(text)}</v></c>'
        return tail

    # --- cells on their own ---------------------------------------------------------------------------------

    def write_text(self, row: int, col: int, text: str, shown: Format) -> int:
        """Writes a text as it is: never a formula or a link; what XlsxWriter cannot write stands in the cell itself.
        Not 0 where it could not be written."""
        if not _MISTAKEN.fullmatch(text):
            return self.write_string(row, col, text, shown)
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellRichStringTuple(_Inline(text), shown, text)
        return 0

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula, cell_format, value)
        return 0

    def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
        self._put(attributes, f"<v>{_digits(number)}</v>")

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        if isinstance(result, str):
            attributes = [*(each for each in attributes if each[0] != "t"), ("t", "str")]
        value = _stored(result) if isinstance(result, str) else _digits(result)
        self._put(attributes, f"<f>{escape(formula)}</f><v>{value}</v>")

    def _xml_string_element(self, index: Any, attributes: Any = ()) -> None:
        if isinstance(index, _Inline):
            self._put([*attributes, ("t", "inlineStr")], _in_cell(index))
        else:
            super()._xml_string_element(index, attributes)

    def _put(self, attributes: Any, content: str) -> None:
        tags = "".join(f' {key}="{value}"' for key, value in attributes)
        file: Any = self.fh
        file.write(f"<c{tags}>{content}</c>")

    # --- links ----------------------------------------------------------------------------------------------

    def add_link(self, row: int, col: int, target: str, text: str = "") -> int:
        """A link on a cell that is written apart; XlsxWriter's code."""
        self.ignore_write_string = True  # else the link's own text would take the cell's place
        try:
            code: int = self._write_url(row, col, target, string=text or None)
        finally:
            self.ignore_write_string = False
        return code

    def add_file_link(self, row: int, col: int, target: str, place: str) -> None:
        """A link to a file, and to a place in it, on a cell that is written apart. Both are as the file's XML has
        them: XlsxWriter would write Windows' own separators, which no other system follows."""
        self._file_links.add(row, col, target, place)
        self.hlink_count += 1

    def _write_hyperlinks(self) -> None:
        """Links to one file share what says where it is (XlsxWriter says it again for each)."""
        links: dict[int, Url | int] = {
            row * COLUMNS + col: url for row, found in self.hyperlinks.items() for col, url in found.items()
        }
        links |= {cell: number for number, cell in enumerate(self._file_links.cells)}
        if not links:
            return
        self._xml_start_tag("hyperlinks")
        known: dict[str, int] = {}
        for place, link in sorted(links.items(), key=itemgetter(0)):
            cell = divmod(place, COLUMNS)
            if isinstance(link, Url) and not link._target_mode():
                self._write_hyperlink_internal(*cell, link)
                continue
            target = link._target() if isinstance(link, Url) else self._file_links.targets[link]
            if target not in known:
                self.rel_count += 1
                known[target] = self.rel_count
                self.external_hyper_links.append(["/hyperlink", target, "External"])
            if isinstance(link, Url):
                self._write_hyperlink_external(*cell, known[target], link)
            else:
                there = self._file_links.places[link]
                location = [("location", there)] if there else []
                self._xml_empty_tag(
                    "hyperlink", [("ref", address(*cell)), ("r:id", f"rId{known[target]}"), *location]
                )
        self._file_links = _FileLinks()
        self._xml_end_tag("hyperlinks")

    # --- its XML --------------------------------------------------------------------------------------------

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        self._write_rows()
        self._blocks.clear()
        self._tails.clear()
        self._xml_end_tag("sheetData")

    def _write_rows(self) -> None:
        """The rows, without what Excel may be told of how far each reaches (spans)."""
        sheet: Any = self  # of whose dimensions and file XlsxWriter says that they are None
        for row in range(sheet.dim_rowmin or 0, (sheet.dim_rowmax or 0) + 1):
            here = {block.left: block for block in self._blocks if block.first <= row <= block.last}
            cells = dict[int, Any](self.table.get(row, {})) | here
            if cells:
                self._write_row(row, None, self.row_info.get(row))
                for col, cell in sorted(cells.items(), key=itemgetter(0)):
                    if isinstance(cell, _Block):
                        sheet.fh.write(next(cell.rows))
                    else:
                        self._write_cell(row, col, cell)
                self._xml_end_tag("row")
            elif row in self.row_info or row in self.comments:
                self._write_empty_row(row, None, self.row_info.get(row))


def _style(shown: Format) -> str:
    return f' s="{shown._get_xf_index()}"'  # type: ignore[no-untyped-call]


def _digits(number: float) -> str:
    """A number to its last digit."""
    return str(number) if isinstance(number, int) else repr(float(number))


def _in_cell(text: str) -> str:
    """A text that stands in its cell."""
    return f'<is><t xml:space="preserve">{_stored(text)}</t></is>'


def _stored(text: str) -> str:
    """A text as the file's XML holds it."""
    return escape(cell_text_escaped(text))


def cell_text_escaped(text: str) -> str:
    """A text, its characters that XML cannot hold written as Excel does."""
    escaped = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)


def is_formula_like(text: str) -> bool:
    """Whether a text that is written in a cell would be taken for a formula."""
    return text.startswith(_FORMULA_STARTS)

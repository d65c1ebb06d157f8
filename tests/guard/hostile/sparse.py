"""Honest plans with a stray cell far from their rows: small files that would be large once laid out."""

from __future__ import annotations

from pacxl.formats.opened import Opened
from tests.guard.hostile.build import (
    Case,
    book,
    case,
    number_cell,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    real12,
    xls,
    xlsb,
)

HEADERS = ("Action", "Qui", "Début", "Fin", "Budget", "Dépensé", "Résultat", "Commentaire")
ACTIONS = 199


def _text(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def _rows() -> str:
    header = "".join(_text(f"{letter}1", text) for letter, text in zip("ABCDEFGH", HEADERS, strict=True))
    rows = (
        f'<row r="{row}">{_text(f"A{row}", f"Relance {row}")}{_text(f"B{row}", "Paul")}'
        f'<c r="E{row}"><v>{row * 10}</v></c><c r="F{row}"><v>{row * 7}</v></c></row>'
        for row in range(2, ACTIONS + 2)
    )
    return f'<row r="1">{header}</row>{"".join(rows)}'


def _stray(where: str, row: int) -> Case:
    return case(book(f'{_rows()}<row r="{row}"><c r="{where}"><v>1</v></c></row>'), Opened)


def _ods(gap: int, columns: int) -> bytes:
    lines = [HEADERS, *((f"Relance {row}", "Paul") for row in range(ACTIONS))]
    rows = "".join(ods_row("".join(map(ods_cell, line))) for line in lines)
    aside = f'<table:table-cell table:number-columns-repeated="{columns}"/>'
    return ods(ods_table(rows + ods_row("<table:table-cell/>", gap) + ods_row(aside + ods_cell())))


SPARSE: dict[str, Case] = {
    "a plan, and a cell on the last row of Excel": _stray("H1048576", 1_048_576),
    "a plan, and a cell in the last column of Excel": _stray("XFD203", 203),
    "a plan, and a cell far down and far to the right": _stray("ZZ9999", 9_999),
    "a plan, and a cell far down, its style first": case(
        book(f'{_rows()}<row r="900000"><c s="0" r="H900000"><v>1</v></c></row>'), Opened
    ),
    "a plan in OpenDocument, and a cell on the last row": case(
        lambda: _ods(1_048_576 - ACTIONS - 2, 7), Opened, name="retour.ods"
    ),
    "a cell on the last row of an .xlsb": case(
        lambda: xlsb(real12(0, 0) + real12(1_048_575, 7)), Opened, name="retour.xlsb"
    ),
    "a cell on the last row of an .xls": case(
        lambda: xls(number_cell(0, 0) + number_cell(65_535, 255)), Opened, name="retour.xls"
    ),
}

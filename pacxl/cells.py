"""Single cells, written exactly: numbers to their last digit, text as text whatever it looks like, no loss unsaid."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pacxl.errors import LimitExceeded

# What a spreadsheet, or a CSV made from one, would take for the beginning of a formula (and their full-width twins).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class ExactSheet(Worksheet):
    """A worksheet that stores numbers as Python prints them, an empty result as an empty text, and formulas as they
    are: ours are in the file's own form already (XlsxWriter passes each through dozens of substitutions)."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
        tags = "".join(f' {key}="{value}"' for key, value in attributes)
        self.fh.write(f"<c{tags}><v>{number!r}</v></c>")

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        if result == "":
            attributes = [*attributes, ("t", "str")]
        super()._xml_formula_element(formula, result, attributes)


def is_formula_like(text: str) -> bool:
    return text.startswith(_FORMULA_STARTS)


def put_text(sheet: Worksheet, row: int, col: int, text: str, plain: Format) -> None:
    """A text, never a formula or a link; raises LimitExceeded if Excel cannot hold it."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for markup of its own: two runs of plain text say the same and are escaped.
        code = sheet.write_rich_string(row, col, "<", plain, text[1:], plain)
    else:
        code = sheet.write_string(row, col, text, plain)
    _wrote(code, sheet, row, col)


def put_number(sheet: Worksheet, row: int, col: int, number: float, shown: Format) -> None:
    _wrote(sheet.write_number(row, col, number, shown), sheet, row, col)


def put_formula(sheet: Worksheet, row: int, col: int, formula: str, shown: Format, value: float | str) -> None:
    """A formula with its value, "" for a blank one."""
    _wrote(sheet.write_formula(row, col, formula, shown, value), sheet, row, col)


def _wrote(code: int, sheet: Worksheet, row: int, col: int) -> None:
    """XlsxWriter says by a number that it wrote nothing, or not all."""
    if code != 0:
        raise LimitExceeded(sheet.get_name(), f"une cellule hors des limites (ligne {row + 1}, colonne {col + 1})")

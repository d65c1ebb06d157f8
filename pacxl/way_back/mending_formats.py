"""The formats of the sheet *À corriger*: those of the book's own sheets."""

from __future__ import annotations

from pacxl.locating.returned_copy import ERROR_FILL, WARNING_FILL
from pacxl.ooxml.styles import CellFormat
from pacxl.writing.palette import FONT, HAIRLINE, INK, PAPER, QUIET


def mending_formats(accent: str) -> dict[str, CellFormat]:
    """Each format of the sheet by its name, titles and headers in the accent colour of the book."""
    wrapped = 'horizontal="left" vertical="center" wrapText="1" indent="1"'
    ruled = (
        f'<border><left/><right/><top/><bottom style="thin"><color rgb="FF{HAIRLINE}"/></bottom><diagonal/></border>'
    )
    answer = (
        f'<border><left style="thin"><color rgb="FF{HAIRLINE}"/></left><right/><top/>'
        f'<bottom style="thin"><color rgb="FF{HAIRLINE}"/></bottom><diagonal/></border>'
    )
    cell = CellFormat(_font(10, INK), border=ruled, alignment=wrapped, quoted=True)
    return {
        "title": CellFormat(_font(20, accent, "<b/>"), alignment='vertical="center"'),
        "purpose": CellFormat(_font(11, QUIET, "<i/>"), alignment='vertical="center"'),
        "step": CellFormat(_font(10, INK), alignment='vertical="center"', quoted=True),
        "header": CellFormat(_font(10, PAPER, "<b/>"), accent, alignment=wrapped),
        "number": CellFormat(_font(10, QUIET), border=ruled, alignment='horizontal="center" vertical="center"'),
        "cell": cell,
        "error": CellFormat(_font(10, INK, "<b/>"), ERROR_FILL, ruled, alignment=wrapped),
        "warning": CellFormat(_font(10, INK), WARNING_FILL, ruled, alignment=wrapped),
        "link": CellFormat(_font(10, accent, under="<u/>"), border=ruled, alignment=wrapped, quoted=True),
        "answer": CellFormat(_font(10, INK), border=answer, alignment=wrapped),
        "hidden": CellFormat(_font(10, PAPER), number_format=";;;"),
    }


def _font(size: int, colour: str, weight: str = "", under: str = "") -> str:
    shown = f'<sz val="{size}"/><color rgb="FF{colour}"/><name val="{FONT}"/><family val="2"/>'
    return f"<font>{weight}{under}{shown}</font>"

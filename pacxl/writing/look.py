"""The look: one palette made from one accent colour, and every cell format a workbook uses, each made once; and the
canvas of a sheet, on which all is drawn with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pacxl.compute.contents import Contents
from pacxl.definition.book import Book
from pacxl.definition.kind import MONEY, SUM_MONEY, Kind
from pacxl.definition.signatures import Type
from pacxl.definition.table import SIGNS, Tint
from pacxl.writing.as_file.column_formulas import ColumnFormulas
from pacxl.writing.cells import file_address
from pacxl.writing.palette import (
    AMBER,
    FONT,
    HAIRLINE,
    INK,
    INPUT,
    PAPER,
    QUIET,
    UNFAVOURABLE,
    ink_on,
    mixed_colour,
    readable_colour,
)

TONES: dict[Tint, dict[str, Any]] = {
    "good": {"font_color": "#1B5E35", "bg_color": "#E4F2E9"},
    "bad": {"font_color": "#9B2C1F", "bg_color": "#FBE9E6", "bold": True},
    "wait": {"font_color": "#6B5300", "bg_color": "#FDF4D8"},
    "muted": {"font_color": f"#{QUIET}", "italic": True},
}
ABOVE, BELOW = "▲", "▼"  # the signs of a number above its bound, or below it
_TINT_OF_BAD = f"#{mixed_colour(UNFAVOURABLE, PAPER, 0.6)}"
# What people find in Excel's gallery of cell styles. Names of our own: a French Excel has its Titre and its Calcul.
STYLES = {"title": "Titre", "heading": "Intertitre", "header": "En-tête", "header_computed": "En-tête calculé"}
STYLES |= {"typed": "Saisie", "computed": "Calcul", "total": "Total", "note": "Note"}
VERDICTS: dict[Tint, str] = {"good": "Verdict favorable", "bad": "Verdict défavorable", "wait": "À surveiller"}
TABS = {"guide": INK, "follow": AMBER, "list": "A9B4BB"}  # of sheets that are not to be filled in


class Look:
    """The formats of one workbook. A role is a few properties; a cell adds its kind's number format and alignment.
    No letter is smaller than 10 points: sheets are printed at four fifths."""

    def __init__(self, workbook: Workbook, accent: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._styles: dict[Format, str] = {}
        self.accent = f"#{accent}"
        self.second = f"#{mixed_colour(accent, 'FFFFFF', 0.55)}"
        self.third = f"#{mixed_colour(accent, 'FFFFFF', 0.75)}"
        self._roles = _roles(accent, mixed_colour(accent, "FFFFFF", 0.86))

    def tab(self, tone: str) -> str:
        """The colour of a sheet's tab, by its tone: the accent where one types, its tint where one may."""
        return {"plan": self.accent, "more": self.second}.get(tone) or f"#{TABS[tone]}"

    def role(self, name: str, **more: Any) -> Format:
        return self._of_style(name, {**self._roles[name], **more})

    def style_names(self) -> dict[int, str]:
        """The number of each cell format that is of a named style → that name; a verdict's is in no cell."""
        for tone, name in VERDICTS.items():
            self._styles[self._format({**self._roles["plain"], **TONES[tone]})] = name
        return {made._get_xf_index(): f"PAC {name}" for made, name in self._styles.items()}  # type: ignore[no-untyped-call]

    def _of_style(self, role: str, properties: dict[str, Any]) -> Format:
        made = self._format(properties)
        if role in STYLES:
            self._styles.setdefault(made, STYLES[role])
        return made

    def header(self, kind: Kind, *, strong: bool, filtered: bool) -> Format:
        """A column's header, over its values and on their side; on the right, it makes room for a filter's button.

        A `strong` one is over what people type, or over what names a row; the others are over what follows of it.
        """
        side = _side(kind)
        room = {"indent": 2} if filtered and side == "right" else {}
        return self.role("header" if strong else "header_computed", align=side, **room)

    def cell(self, role: str, kind: Kind, *, quoted: bool = False) -> Format:
        """A cell of a table; `quoted` text stays text when someone edits it, whatever it begins with."""
        text = kind.type is Type.TEXT
        if role in ("total", "apart") and kind is MONEY:
            kind = SUM_MONEY
        properties = {
            **self._roles[role],
            "num_format": kind.number_format,
            "align": _side(kind),
            "text_wrap": text,
        }
        if kind.type is not Type.DATE:
            properties["indent"] = 1
        if quoted:
            properties["quote_prefix"] = True
        return self._of_style(role, properties)

    def number(self, shown: str) -> Format:
        """A number format alone, for a conditional format."""
        return self._format({"num_format": shown})

    def tone(self, name: Tint, shown: str, sign: str) -> Format:
        """A tone, for a conditional format: its colours, and a sign (by default its own) before the value."""
        sign = sign or SIGNS[name]
        signed = ";".join(f'"{sign} "{part}' for part in shown.split(";"))
        return self._format({**TONES[name], "num_format": signed})

    def colours(self, tone: Tint) -> Format:
        """A tone without its sign, for a conditional format that leaves the value as it is shown."""
        return self._format(TONES[tone])

    def bar(self, *, bad: bool) -> dict[str, Any]:
        """A share of 1 as a bar, for a conditional format; `bad` where it is one of something unfavourable."""
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        fill, edge = (_TINT_OF_BAD, f"#{UNFAVOURABLE}") if bad else (self.third, self.second)
        bar = {"bar_color": fill, "bar_solid": True, "bar_border_color": edge}
        return {"type": "data_bar", "data_bar_2010": True, **ends, **bar}

    @property
    def heat(self) -> dict[str, Any]:
        """From white for none to the accent's tint for four and more, for a conditional format."""
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 4}
        return {"type": "2_color_scale", **ends, "min_color": f"#{PAPER}", "max_color": self.second}

    @property
    def spark(self) -> dict[str, Any]:
        points = {"markers": False, "last_point": True, "last_color": self.accent}
        return {"type": "line", "series_color": self.second, "weight": 1.5, "show_hidden": True, **points}

    @property
    def more(self) -> tuple[str, ...]:
        """The colours of a chart's further series."""
        return (f"#{AMBER}", f"#{QUIET}", self.third, "#8C6BA8", "#4E8F5B")

    def stretch(self, name: str) -> Format:
        """A stretch of days in a calendar, told by colour and by hatching; today's column; a row, and its days."""
        looks: dict[str, dict[str, Any]] = {
            "late": {"pattern": 14, "bg_color": "#FBE9E6", "fg_color": "#9B2C1F"},
            "done": {"bg_color": self.third},
            "planned": {"bg_color": self.accent},
            "today": {"left": 1, "left_color": f"#{AMBER}", "right": 1, "right_color": f"#{AMBER}"},
            "row": {"bottom": 1, "bottom_color": f"#{HAIRLINE}"},
            "day": {"bottom": 1, "bottom_color": f"#{HAIRLINE}", "left": 4, "left_color": f"#{HAIRLINE}"},
        }
        return self._format(looks[name])

    @property
    def group_line(self) -> Format:
        return self._format({"top": 1, "top_color": self.second})

    def _format(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


_ROW = 15.0  # points


@dataclass(frozen=True)
class Canvas:
    """A worksheet, and what is needed to draw on it; the folder that its workbook will stand in."""

    sheet: Worksheet
    look: Look
    contents: Contents
    formulas: ColumnFormulas
    folder: str
    _heights: dict[int, float] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def raise_row(self, row: int, height: float) -> None:
        """Makes a row at least that high: tables that stand side by side share their rows."""
        if height > self._heights.get(row, 0):
            self._heights[row] = height
            self.sheet.set_row(row, height)

    def height(self, rows: int) -> float:
        """The height of the first rows of the sheet, in points."""
        return sum(self._heights.get(row, _ROW) for row in range(rows))

    def address_of(self, path: str) -> str:
        """Where another file is for the workbook, as a link says it; "" if none leads there."""
        if path not in self._addresses:
            self._addresses[path] = file_address(path, self.folder)
        return self._addresses[path]

    def note(self, row: int, col: int, text: str) -> None:
        """A comment on a cell, as high as its text asks."""
        size = {"x_scale": 1.6, "y_scale": 0.35 + 0.2 * (1 + len(text) // 38), "font_name": FONT, "font_size": 9}
        self.sheet.write_comment(row, col, text, {**size, "color": f"#{PAPER}", "author": ""})

    @property
    def book(self) -> Book:
        return self.contents.book


def _side(kind: Kind) -> str:
    return {Type.TEXT: "left", Type.DATE: "center"}.get(kind.type, "right")


def _roles(colour: str, light: str) -> dict[str, dict[str, Any]]:
    """The formats, of a firm's colour and of its lightest tint: whatever these are, texts can be read on them."""
    accent, tint = f"#{readable_colour(colour, PAPER, light)}", f"#{light}"
    strong, over = f"#{colour}", f"#{ink_on(colour)}"
    quiet = f"#{readable_colour(QUIET, PAPER, light)}"
    text = {"font_name": FONT, "font_size": 10, "font_color": f"#{INK}", "valign": "vcenter"}
    ruled = {**text, "bottom": 1, "bottom_color": f"#{HAIRLINE}"}
    header = {**text, "bold": True, "text_wrap": True, "indent": 1}
    band = {**text, "bg_color": strong, "font_color": over}
    shown = {**text, "bold": True, "font_color": accent, "bg_color": tint, "indent": 1}
    return {
        "plain": text,
        "title": {**text, "font_size": 20, "bold": True, "font_color": accent},
        "purpose": {**text, "font_size": 11, "font_color": quiet, "italic": True},
        "link": {**text, "font_color": accent, "underline": 1},
        "entry": {**text, "font_color": f"#{INK}"},
        "note": {**text, "font_color": quiet, "italic": True},
        "line": {**text, "font_size": 11, "bold": True},
        "sentence": {**text, "font_size": 13, "bold": True, "font_color": accent},
        "heading": {**text, "font_size": 13, "bold": True, "font_color": accent},
        "subheading": {
            **text,
            "font_size": 11,
            "bold": True,
            "font_color": accent,
            "bottom": 1,
            "bottom_color": accent,
            "text_wrap": True,
        },
        "band": band,
        "band_title": {**band, "font_size": 28, "bold": True, "indent": 2},
        "band_text": {**band, "font_size": 14, "indent": 2},
        "calendar": {**text, "font_color": quiet, "align": "center", "num_format": "dd"},
        "calendar_month": {**text, "bold": True, "font_color": accent, "num_format": "[$-40C]mmmm"},
        "step": {**text, "font_size": 11, "text_wrap": True},
        "step_link": {**text, "font_size": 11, "font_color": accent, "underline": 1, "text_wrap": True},
        "step_number": {**text, "font_size": 12, "bold": True, "font_color": accent, "align": "right", "indent": 1},
        "card_label": {**text, "font_color": quiet, "top": 2, "top_color": accent},
        "card_value": {**text, "font_size": 13, "bold": True, "text_wrap": True, "valign": "top"},
        "card_end": {**text, "font_size": 13, "bold": True, "valign": "top"},  # it may go on beside the card
        "figure_label": {
            **text,
            "font_color": quiet,
            "bg_color": tint,
            "text_wrap": True,
            "valign": "bottom",
            "indent": 1,
            "align": "left",
        },
        "figure": {**shown, "font_size": 14, "align": "left"},
        "figure_name": {**shown, "text_wrap": True, "align": "left"},
        "selector": {
            **text,
            "bold": True,
            "text_wrap": True,
            "indent": 1,
            "bg_color": f"#{INPUT}",
            "border": 1,
            "border_color": accent,
            "locked": False,
        },
        "tile_title": {**shown, "font_size": 10, "top": 2, "top_color": accent},
        "tile_label": {**text, "font_color": quiet, "bg_color": tint, "indent": 1},
        "tile_main": {**shown, "font_size": 14, "align": "right"},
        "tile_figure": {**text, "bg_color": tint, "align": "right", "indent": 1},
        "header": {**header, "font_color": over, "bg_color": strong, "border": 1, "border_color": f"#{PAPER}"},
        "header_computed": {
            **header,
            "italic": True,
            "font_color": accent,
            "bg_color": tint,
            "border": 1,
            "border_color": f"#{PAPER}",
            "bottom": 2,
            "bottom_color": accent,
        },
        "typed": {**ruled, "bg_color": f"#{INPUT}", "locked": False},
        "given": {**ruled, "font_color": f"#{INK}", "bold": True},
        "listed": ruled,
        "typed_link": {**ruled, "bg_color": f"#{INPUT}", "locked": False, "font_color": accent, "underline": 1},
        "listed_link": {**ruled, "font_color": accent, "underline": 1},
        "computed": ruled,
        "total": {**text, "bold": True, "font_color": accent, "top": 1, "top_color": accent},
        "apart": {**text, "font_color": quiet, "italic": True},
    }

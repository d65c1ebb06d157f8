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
from pacxl.writing.palette import AMBER, FONT, HAIRLINE, INK, PAPER, QUIET, SHADE, mixed_colour

TONES: dict[str, dict[str, Any]] = {
    "good": {"font_color": "#1B5E35", "bg_color": "#E4F2E9"},
    "bad": {"font_color": "#9B2C1F", "bg_color": "#FBE9E6", "bold": True},
    "wait": {"font_color": "#6B5300", "bg_color": "#FDF4D8"},
    "muted": {"font_color": "#7A868E", "italic": True},
}
# A tone's sign says what its colour says, to those who do not see it, and on paper.
SIGNS = {"good": "✓", "bad": "✗", "wait": "●", "muted": "–"}
ABOVE, BELOW = "▲", "▼"  # the signs of a number above its bound, or below it
TABS = {"guide": INK, "plan": "", "follow": AMBER, "list": "A9B4BB"}


class Look:
    """The formats of one workbook. A role is a few properties; a cell adds its kind's number format and alignment."""

    def __init__(self, workbook: Workbook, accent: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.accent = f"#{accent}"
        self.second = f"#{mixed_colour(accent, 'FFFFFF', 0.55)}"
        self.third = f"#{mixed_colour(accent, 'FFFFFF', 0.75)}"
        self._roles = _roles(self.accent, f"#{mixed_colour(accent, 'FFFFFF', 0.86)}")

    def tab(self, tone: str) -> str:
        return f"#{TABS[tone]}" if TABS[tone] else self.accent

    def role(self, name: str, **more: Any) -> Format:
        return self._format({**self._roles[name], **more})

    def header(self, kind: Kind, *, computed: bool, filtered: bool) -> Format:
        """A column's header, over its values; a filter's button would hide what stands on its right."""
        return self.role("header_computed" if computed else "header", align="left" if filtered else _side(kind))

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
        return self._format(properties)

    def number(self, shown: str) -> Format:
        """A number format alone, for a conditional format."""
        return self._format({"num_format": shown})

    def tone(self, name: str, shown: str, sign: str = "") -> Format:
        """A tone, for a conditional format: its colours, and a sign (by default its own) before the value."""
        sign = sign or SIGNS[name]
        signed = ";".join(f'"{sign} "{part}' for part in shown.split(";"))
        return self._format({**TONES[name], "num_format": signed})

    def colours(self, tone: str) -> Format:
        """A tone without its sign, for a conditional format that leaves the value as it is shown."""
        return self._format(TONES[tone])

    @property
    def bar(self) -> dict[str, Any]:
        """A share of 1 as a bar, for a conditional format."""
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        bar = {"bar_color": self.third, "bar_solid": True, "bar_border_color": self.second}
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
        """A stretch of days in a calendar, told by colour and by hatching; or today's column."""
        looks: dict[str, dict[str, Any]] = {
            "late": {"pattern": 14, "bg_color": "#FBE9E6", "fg_color": "#9B2C1F"},
            "done": {"bg_color": self.third},
            "planned": {"bg_color": self.accent},
            "today": {"left": 1, "left_color": f"#{AMBER}", "right": 1, "right_color": f"#{AMBER}"},
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
    """A worksheet, and what is needed to draw on it."""

    sheet: Worksheet
    look: Look
    contents: Contents
    _heights: dict[int, float] = field(default_factory=dict)

    def raise_row(self, row: int, height: float) -> None:
        """Makes a row at least that high: tables that stand side by side share their rows."""
        if height > self._heights.get(row, 0):
            self._heights[row] = height
            self.sheet.set_row(row, height)

    def height(self, rows: int) -> float:
        """The height of the first rows of the sheet, in points."""
        return sum(self._heights.get(row, _ROW) for row in range(rows))

    def note(self, row: int, col: int, text: str) -> None:
        """A comment on a cell, as high as its text asks."""
        size = {"x_scale": 1.6, "y_scale": 0.35 + 0.2 * (1 + len(text) // 38), "font_name": FONT, "font_size": 9}
        self.sheet.write_comment(row, col, text, {**size, "color": f"#{PAPER}", "author": ""})

    @property
    def book(self) -> Book:
        return self.contents.book


def _side(kind: Kind) -> str:
    return {Type.TEXT: "left", Type.DATE: "center"}.get(kind.type, "right")


def _roles(accent: str, tint: str) -> dict[str, dict[str, Any]]:
    text = {"font_name": FONT, "font_size": 10, "font_color": f"#{INK}", "valign": "vcenter"}
    ruled = {**text, "bottom": 1, "bottom_color": f"#{HAIRLINE}"}
    header = {**text, "bold": True, "text_wrap": True, "indent": 1}
    band = {**text, "bg_color": accent, "font_color": f"#{PAPER}"}
    shown = {**text, "bold": True, "font_color": accent, "bg_color": tint, "indent": 1}
    return {
        "plain": text,
        "title": {**text, "font_size": 20, "bold": True, "font_color": accent},
        "purpose": {**text, "font_size": 11, "font_color": f"#{QUIET}", "italic": True},
        "link": {**text, "font_color": accent, "underline": 1},
        "entry": {**text, "font_color": f"#{INK}"},
        "note": {**text, "font_color": f"#{QUIET}", "italic": True},
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
        },
        "band": band,
        "band_title": {
            **text,
            "bg_color": accent,
            "font_color": f"#{PAPER}",
            "font_size": 28,
            "bold": True,
            "indent": 2,
        },
        "band_text": {**text, "bg_color": accent, "font_color": f"#{PAPER}", "font_size": 14, "indent": 2},
        "calendar": {**text, "font_size": 7, "font_color": f"#{QUIET}", "align": "center", "num_format": "dd"},
        "calendar_month": {**text, "font_size": 9, "bold": True, "font_color": accent, "num_format": "[$-40C]mmmm"},
        "day": {**text, "bottom": 1, "bottom_color": f"#{HAIRLINE}", "left": 4, "left_color": f"#{HAIRLINE}"},
        "step": {**text, "font_size": 11, "text_wrap": True},
        "step_link": {**text, "font_size": 11, "font_color": accent, "underline": 1, "text_wrap": True},
        "step_number": {**text, "font_size": 12, "bold": True, "font_color": accent, "align": "right", "indent": 1},
        "card_label": {**text, "font_size": 9, "font_color": f"#{QUIET}", "top": 2, "top_color": accent},
        "card_value": {**text, "font_size": 13, "bold": True, "text_wrap": True, "valign": "top"},
        "figure_label": {
            **text,
            "font_size": 9,
            "font_color": f"#{QUIET}",
            "bg_color": tint,
            "text_wrap": True,
            "valign": "bottom",
            "indent": 1,
            "align": "left",
        },
        "figure": {**shown, "font_size": 14, "align": "left"},
        "selector": {**text, "font_size": 12, "bold": True, "border": 1, "border_color": accent, "locked": False},
        "tile_title": {**shown, "font_size": 10, "top": 2, "top_color": accent},
        "tile_label": {**text, "font_size": 9, "font_color": f"#{QUIET}", "bg_color": tint, "indent": 1},
        "tile_main": {**shown, "font_size": 14, "align": "right"},
        "tile_figure": {**text, "bg_color": tint, "align": "right", "indent": 1},
        "header": {**header, "font_color": f"#{PAPER}", "bg_color": accent, "border": 1, "border_color": f"#{PAPER}"},
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
        "typed": {**ruled, "locked": False},
        "given": {**ruled, "font_color": f"#{INK}", "bold": True},
        "listed": ruled,
        "typed_link": {**ruled, "locked": False, "font_color": accent, "underline": 1},
        "listed_link": {**ruled, "font_color": accent, "underline": 1},
        "computed": {**ruled, "bg_color": f"#{SHADE}", "italic": True},
        "total": {**text, "bold": True, "font_color": accent, "top": 1, "top_color": accent},
        "apart": {**text, "font_color": f"#{QUIET}", "italic": True},
    }

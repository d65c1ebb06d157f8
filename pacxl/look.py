"""The look: one palette made from one accent colour, and every cell format a workbook uses, each made once."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pacxl.expr import Type
from pacxl.kind import MONEY, SUM_MONEY, Kind

INK, QUIET, HAIRLINE, PAPER, SHADE = "22303A", "66757F", "D9E0E5", "FFFFFF", "F1F4F6"
FONT = "Calibri"
TONES: dict[str, dict[str, Any]] = {
    "good": {"font_color": "#1B5E35", "bg_color": "#E4F2E9"},
    "bad": {"font_color": "#9B2C1F", "bg_color": "#FBE9E6", "bold": True},
    "wait": {"font_color": "#6B5300", "bg_color": "#FDF4D8"},
    "muted": {"font_color": "#7A868E", "italic": True},
}
TABS = {"guide": INK, "plan": "", "follow": "C08A2E", "list": "A9B4BB"}


class Look:
    """The formats of one workbook. A role is a few properties; a cell adds its kind's number format and alignment."""

    def __init__(self, workbook: Workbook, accent: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.accent = f"#{accent}"
        self.second = f"#{mixed(accent, 'FFFFFF', 0.55)}"
        self._roles = _roles(self.accent, f"#{mixed(accent, 'FFFFFF', 0.86)}")

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
        if role == "total" and kind is MONEY:
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

    def tone(self, name: str) -> Format:
        return self._format(dict(TONES[name]))

    def _format(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _side(kind: Kind) -> str:
    return {Type.TEXT: "left", Type.DATE: "center"}.get(kind.type, "right")


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it, as six hexadecimal digits."""
    channels = zip(*(bytes.fromhex(each) for each in (colour, other)), strict=True)
    return "".join(f"{round(mine + (theirs - mine) * share):02X}" for mine, theirs in channels)


def _roles(accent: str, tint: str) -> dict[str, dict[str, Any]]:
    text = {"font_name": FONT, "font_size": 10, "font_color": f"#{INK}", "valign": "vcenter"}
    ruled = {**text, "bottom": 1, "bottom_color": f"#{HAIRLINE}"}
    header = {**text, "bold": True, "text_wrap": True, "indent": 1}
    return {
        "plain": text,
        "title": {**text, "font_size": 20, "bold": True, "font_color": accent},
        "purpose": {**text, "font_size": 11, "font_color": f"#{QUIET}", "italic": True},
        "link": {**text, "font_color": accent, "underline": 1},
        "note": {**text, "font_color": f"#{QUIET}", "italic": True},
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
        "figure": {**text, "font_size": 14, "bold": True, "bg_color": tint, "font_color": accent, "indent": 1},
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
        "computed": {**ruled, "bg_color": f"#{SHADE}", "italic": True},
        "total": {**text, "bold": True, "font_color": accent, "top": 1, "top_color": accent},
    }

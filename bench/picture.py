"""The measures as an SVG: a panel a team, a bar a way; and how pacxl grows with the number of files."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from bench.ways import CALAMINE, PACXL

_LINE, _LABEL, _BAR, _WIDTH = 20, 210, 300, 640
_COLOURS = {True: "#1f4e79", False: "#b8c4d0"}


def picture(measures: list[dict[str, Any]]) -> str:
    """An SVG of all panels, one under the other; CPU milliseconds a file."""
    top, drawn = 10, list[str]()
    for title, bars in _panels(measures):
        drawn += _panel(title, bars, top)
        top += _LINE * (len(bars) + 2)
    size = f'width="{_WIDTH}" height="{top}" font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>CPU, ms par classeur</title>'
    return "\n".join([head, *drawn, "</svg>", ""])


Bars = list[tuple[str, float, str, bool]]  # a label, a value, what is written beside it, whether it is pacxl's


def _panels(measures: list[dict[str, Any]]) -> Iterator[tuple[str, Bars]]:
    teams = dict.fromkeys((each["template"], each["team"]) for each in measures)
    for template, team in teams:
        title = f"{template}, {team} classeurs lus" if team else f"{template}, un classeur vierge écrit"
        mine = [each for each in measures if (each["template"], each["team"]) == (template, team)]
        yield f"{title} — CPU, ms par classeur", [_bar(each) for each in mine]
    for template in dict.fromkeys(template for template, _ in teams):
        mine = [each for each in measures if each["template"] == template and each["team"]]
        for key, what in (("cpu_ms_a_file", "CPU, ms par classeur"), ("peak_mb", "mémoire, Mo en tout")):
            grown = [each for each in mine if each["way"] in (PACXL, CALAMINE)]
            bars = [(f"{e['way']}, {e['team']}", e[key], f"{e[key]:.0f}", e["way"] == PACXL) for e in grown]
            yield f"{template}, selon le nombre de classeurs — {what}", bars


def _bar(each: dict[str, Any]) -> tuple[str, float, str, bool]:
    times = [f"{ratio['cpu']:.2f} × {name}" for name, ratio in each.get("times", {}).items() if name != each["way"]]
    said = f"{each['cpu_ms_a_file']:.0f}" + (f"  ({times[0]})" if times else "")
    return each["way"], each["cpu_ms_a_file"], said, each["way"].startswith("pacxl")


def _panel(title: str, bars: Bars, top: int) -> Iterator[str]:
    most = max((value for _, value, _, _ in bars), default=0) or 1
    yield f'<text x="8" y="{top + 14}" font-weight="bold">{escape(title)}</text>'
    for number, (label, value, said, ours) in enumerate(bars, 1):
        y, width = top + number * _LINE, _BAR * value / most
        yield f'<text x="{_LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(label)}</text>'
        yield f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="14" fill="{_COLOURS[ours]}"/>'
        yield f'<text x="{_LABEL + width + 6:.1f}" y="{y + 14}">{escape(said)}</text>'

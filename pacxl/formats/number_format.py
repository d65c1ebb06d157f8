"""Excel's number formats: what a cell shows of the number that it holds. Source: ECMA-376 part 1, 18.8.30 and .31.

Only formats that say something travel with a workbook (`number_format_says_something`): another unit than the number
alone has, a text, or zeros in front. One that rounds, groups, colours or hides a number says nothing more than it.
"""

from __future__ import annotations

import math
import operator
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pacxl.excel import DIGITS, LARGEST_WHOLE
from pacxl.ooxml.cell_values import shows

# The formats that need no code in a file. Those of amounts show the currency of who opens the file: here, euros.
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((5, 6, 7, 8, 42, 44), '#,##0.00\\ "€"')}


class Face(NamedTuple):
    """A number as its format shows it: the whole as `shown`; then what stands before and after its figures, and the
    figures themselves, of which none is rounded away ("" where the format shows none). `symbol` is the currency's,
    where the format tells which. What is shown may be `rounded`."""

    shown: str
    before: str
    figures: str
    after: str
    symbol: str
    rounded: bool


def odd_number_formats(styles: Iterable[tuple[int, int]], codes: Mapping[int, str]) -> dict[int, str]:
    """The styles (each with the number of its number format) whose format says something: style → code."""
    known = ((style, codes.get(number) or _BUILT_IN.get(number, "")) for style, number in styles)
    return {style: code for style, code in known if number_format_says_something(code)}


@lru_cache(maxsize=4096)
def number_format_says_something(code: str) -> bool:
    """Whether a number format says more of a number than the number itself. (Days and times are no numbers.)"""
    if not code or shows(0, code):
        return False
    return any(section.says_something for section in _sections(code))


@lru_cache(maxsize=4096)
def number_format_samples(code: str) -> tuple[float, ...]:
    """Numbers that are shown by each part of a number format; none where its parts are chosen by conditions of its
    own."""
    return () if any(section.test for section in _sections(code)) else (1250.5, -1250.5, 0.0)


def number_format_face(code: str, number: float) -> Face:
    """What a number format shows of a number, in the French way."""
    section = _section_for(_sections(code), number)
    size = abs(number) * 100.0 ** min(section.percents, _MOST) / 1000.0 ** min(section.thousands, _MOST)
    before, after = section.before, section.after
    shown = f"{before}{_figures(section, size)}{after}" if section.holds_figures else before
    if number < 0 and section.signed and section.holds_figures:
        shown = f"-{shown}"
    exact = _grouped(section, *_digits(size, max(section.places, _needed(size)))) if section.holds_figures else ""
    rounded = section.holds_figures and not section.general and section.places < _needed(size)
    return Face(" ".join(shown.split()), before, exact, after, section.symbol, rounded)


_MOST = 5  # percent signs, or commas that divide by a thousand: nobody writes two


# --- the figures ------------------------------------------------------------------------------------------


def _needed(size: float) -> int:
    """How many decimals a number has, as far as Excel keeps its digits."""
    mantissa, _, power = f"{size:.{DIGITS}g}".partition("e")
    return min(max(0, len(mantissa.partition(".")[2]) - int(power or 0)), 2 * DIGITS)


def _digits(size: float, places: int) -> tuple[str, str]:
    """The digits of a number before and after its point; halves are rounded away from zero, as Excel does."""
    if size >= LARGEST_WHOLE:
        return f"{min(size, sys.float_info.max):.0f}", "0" * places
    whole = math.floor(float(f"{size * 10.0**places:.{DIGITS}g}") + 0.5)
    digits = str(whole).zfill(places + 1)
    return (digits[:-places], digits[-places:]) if places else (digits, "")


def _grouped(section: _Section, whole: str, part: str) -> str:
    """Digits as the French write them. (`1,234` could be a thousand: it is written `1,2340`.)"""
    if section.grouped:
        whole = f"{int(whole):,}".replace(",", " ")
    if len(part) == 3 and " " not in whole:
        part += "0"
    return f"{whole},{part}" if part else whole


def _figures(section: _Section, size: float) -> str:
    """The figures as the cell shows them: rounded, with zeros in front, and with what stands between them."""
    if section.general:
        return _grouped(section, *_digits(size, _needed(size)))
    whole, part = _digits(size, section.places)
    kept = part.rstrip("0")
    part = part[: max(len(kept), section.least_places)]
    digits = list(("" if whole == "0" else whole).zfill(section.least_digits))
    shown: list[str] = []
    for rank, mark in enumerate(reversed(section.whole)):
        if len(mark) > 1:
            shown.append(mark[1:])
        elif rank == len(section.whole) - 1:
            shown += reversed(digits)
        elif digits:
            shown.append(digits.pop())
    text = "".join(reversed(shown))
    if section.grouped and text.isdecimal():
        text = f"{int(text):,}".replace(",", " ") if len(text.lstrip("0")) > 3 else text
    return f"{text},{part}" if part else text


# --- the code ---------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<blank>_.)|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|Standard|@)'
    r"|E[+-]?(?P<power>[0#?]+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_TEST = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SAYS_NOTHING = str.maketrans("", "", " \u00a0\u202f+-–—−()'’.:")


@dataclass
class _Section:
    """A part of a format: what stands before and after the figures, and how the figures are shown.

    `whole` are the marks of the digits before the point, each `0`, `#` or `?`, and the texts between them (after a
    blank). `signed`: a negative number gets its sign.
    """

    before: str = ""
    after: str = ""
    whole: list[str] = field(default_factory=list)
    places: int = 0
    least_places: int = 0
    percents: int = 0
    thousands: int = 0
    grouped: bool = False
    general: bool = False
    signed: bool = True
    symbol: str = ""
    test: tuple[str, float] | None = None

    @property
    def holds_figures(self) -> bool:
        return self.general or bool(self.whole) or self.places > 0

    @property
    def least_digits(self) -> int:
        marks = [mark for mark in self.whole if len(mark) == 1]
        return len(marks) - marks.index("0") if "0" in marks else 0

    @property
    def says_something(self) -> bool:
        words = f"{self.before}{self.after}".translate(_SAYS_NOTHING)
        between = any(len(mark) > 1 for mark in self.whole)
        return bool(words) or (not self.general and (self.least_digits > 1 or between))


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    """The parts of a format that show numbers."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["end"]:
            parts.append([])
        else:
            parts[-1].append(token)
    found = [_section(part) for part in parts[:3]]
    tested = any(section.test for section in found)
    for rank, section in enumerate(found):
        section.signed = not {"-", "("} & set(section.before) if tested else rank == 0
    return tuple(found)


def _section_for(sections: tuple[_Section, ...], number: float) -> _Section:
    """The part of a format that shows a number."""
    usual = {1: [True], 2: [number >= 0, True], 3: [number > 0, number < 0, True]}[len(sections)]
    for section, chosen in zip(sections, usual, strict=True):
        if _TESTS[section.test[0]](number, section.test[1]) if section.test else chosen:
            return section
    return sections[-1]


def _section(tokens: list[re.Match[str]]) -> _Section:
    section = _Section()
    figures = [at for at, token in enumerate(tokens) if token["digit"] or token["general"] or token["power"]]
    first, last = (figures[0], figures[-1]) if figures else (len(tokens), len(tokens))
    pointed = False
    for at, token in enumerate(tokens):
        if token["bracket"] is not None:
            section.test = section.test or _test(token["bracket"])
        if token["general"] or token["power"] or (token["other"] == "/" and first < at < last):
            section.general = True
        elif token["digit"]:
            _add_digit(section, token["digit"], pointed)
        elif token["point"]:
            pointed = True
        elif token["comma"]:
            between = _next_mark(tokens, at)["digit"] is not None and not pointed
            section.grouped |= between
            section.thousands += not between and at > first
        else:
            _add_text(section, token, (at > first) + (at > last))
    return section


def _next_mark(tokens: list[re.Match[str]], at: int) -> re.Match[str]:
    """The first token after a comma that is no comma; the comma itself where there is none."""
    return next((token for token in tokens[at + 1 :] if not token["comma"]), tokens[at])


def _add_digit(section: _Section, mark: str, pointed: bool) -> None:
    if not pointed:
        section.whole.append(mark)
        return
    section.places = min(section.places + 1, 2 * DIGITS)  # Excel knows thirty
    if mark == "0":
        section.least_places = section.places


def _add_text(section: _Section, token: re.Match[str], side: int) -> None:
    """What a part shows before (`side` 0), between (1) or after (2) its figures."""
    text = _text(token)
    if token["bracket"] and text:
        section.symbol = text.strip()
    section.percents += bool(token["percent"])
    if side == 0:
        section.before += text
    elif side == 2:
        section.after += text
    elif text and section.places == 0:
        section.whole.append(f" {text}")


def _text(token: re.Match[str]) -> str:
    bracket = token["bracket"]
    if bracket is not None:
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    if token["blank"]:
        return " "
    return token["quoted"] or token["escaped"] or token["percent"] or token["other"] or ""


def _test(bracket: str) -> tuple[str, float] | None:
    found = _TEST.fullmatch(bracket.strip())
    return (found[1], float(found[2])) if found else None


# --- a code, made -----------------------------------------------------------------------------------------


class Marks(NamedTuple):
    """How figures are shown: the fewest digits, the decimals and the fewest of these, in groups or not, how often
    divided by a thousand; the texts between the digits, each by how many of these are after it."""

    least: int = 1
    places: int = 0
    always: int = 0
    grouped: bool = False
    thousands: int = 0
    between: Mapping[int, str] = MappingProxyType({})

    @property
    def code(self) -> str:
        """The part of a format's code that shows them."""
        digits = ("0" * self.least).rjust(max([4 if self.grouped else 1, *(at + 1 for at in self.between)]), "#")
        whole = "".join(
            number_format_text(self.between.get(len(digits) - at, "")) + mark for at, mark in enumerate(digits)
        )
        if self.grouped and not self.between:
            whole = f"{digits[:-3]},{digits[-3:]}"
        part = "0" * self.always + "#" * (self.places - self.always)
        return f"{whole}{',' * self.thousands}{'.' * bool(part)}{part}"


def number_format_text(text: str) -> str:
    """A text in a number format's code."""
    return '"' + text.replace('"', '"\\""') + '"' if text else ""

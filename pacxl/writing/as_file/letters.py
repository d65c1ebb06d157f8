"""How wide letters are in the typeface of the workbooks: the width that a column asks for, and how many lines a text
takes in it."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from pacxl.definition.table import Column
from pacxl.typography import WIDE


class Letters(dict[str, float]):
    """Letter → how wide it is, in points, at 10 points; one with an accent is as wide as without."""

    def __init__(self, told: str) -> None:
        for group in told.split("\n"):
            width, letters = group.split(maxsplit=1)
            self.update(dict.fromkeys(letters, int(width) / 10))
        self.update(dict.fromkeys(" \u202f\u00a0", 2.3))

    def __missing__(self, letter: str) -> float:
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain == letter:
            return _SQUARE if unicodedata.east_asian_width(letter) in "FW" else _OTHER
        self[letter] = self[plain]
        return self[letter]

    def width(self, text: str) -> float:
        """The points of a text on one line."""
        return sum(map(self.__getitem__, text))


_OTHER, _SQUARE = 6.0, 10.0  # of any other letter or sign; of those that fill a square
# Hundredths of the height of letters, then the letters so wide, in Calibri and in Carlito, made to its measure.
PLAIN = Letters("""22 '
23 il
24 j
25 I,.’·
27 :;
29 `
30 ()
31 f-[]{}
32 J
33 t!
34 °²
35 r
39 s/\\
40 z"
42 cL
43 x
45 kvy
46 FS?|
47 gZ
48 a
49 ETY
50 e#*+<=>^_~–−×±≥≤≈≠
51 0123456789$«»€
52 KPX
53 bdhnopquC
54 BR
57 V
58 A
62 DH
63 G
64 U
65 N
66 O
67 Q
68 &
69 …
71 w%
77 æ
80 m
85 Mœ
87 Œ
88 ↗↘
89 W@
91 —→←""")
BOLD = Letters("""23 '
25 il
26 j,’
27 I.·
28 :;
30 `
31 ()-
32 f[]
33 J!
34 {}°²
35 t
36 r
40 sz
42 cL
43 /\\
44 "
46 xF?
47 vyS
48 kZ|
49 E
50 eT#*+<=>^_~–−×±≥≤≈≠
51 0123456789$€
52 Y
53 agCP
54 bdhnopqu«»
55 KX
56 BR
59 V
61 A
63 DH
64 G
65 U
66 N
68 O
69 Q
70 &
71 …
73 %
75 w
77 æ
81 m
84 œ↗↘
87 MŒ
90 @
91 W—→←""")  # upright or, of computed columns, slanted: the wider

_CHARACTER, _PADDING = 7, 5  # of a column's width in Excel: pixels a character, and on its sides
_PIXEL = 0.75  # points
_INDENT, _SIDES, _BUTTON = 7.5, 3.0, 12.75  # points: an indent, what a cell leaves on its sides, a filter's button
_SPARE = 1.05  # no two programs make letters equally wide


def points_across(width: float) -> float:
    """The points of a column so wide, in characters: Excel draws whole pixels."""
    return _PIXEL * (int(_CHARACTER * width + 0.5) + _PADDING)


def least_width(column: Column, *, filtered: bool) -> float:
    """The width of a column, in characters, in which no word is broken: of its header, beside a filter's button, or
    of what it computes and shows apart, the first after its sign."""
    apart = (f"✗{WIDE}{mark.equals}" for mark in column.marks if mark.equals and column.computed)
    asked = [_SPARE * BOLD.width(word) + _beside(filtered) for word in column.header.split(" ")]
    asked += [BOLD.width(word) + _beside(filtered=False) for told in apart for word in told.split(" ")]
    return math.ceil(10 * (max(asked) / _PIXEL - _PADDING) / _CHARACTER) / 10


def _beside(filtered: bool) -> float:
    """The points of a column that its header is not written on."""
    return _SIDES + _INDENT + (_BUTTON if filtered else 0)


def header_lines(header: str, width: float, *, filtered: bool) -> int:
    """How many lines a header takes in a column so wide, beside a filter's button."""
    return _lines(BOLD, header, (points_across(width) - _beside(filtered)) / _SPARE)


def apart_lines(word: str, width: float) -> int:
    """How many lines a word that is shown apart takes at the least, after its sign, in a column so wide."""
    return _lines(BOLD, f"✗ {word}", points_across(width) - _beside(filtered=False))


@lru_cache(maxsize=4096)
def text_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so wide."""
    room = (points_across(width) - _beside(filtered=False)) / _SPARE
    return 1 if _WIDEST * len(text) < room and "\n" not in text else _lines(PLAIN, text, room)


_WIDEST = 9.1  # points


def _lines(letters: Letters, text: str, room: float) -> int:
    """How many lines a text takes in so many points, broken between its words; a word that is too long goes on on the
    next."""
    lines = 0
    for typed in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in typed.split(" "):
            width = letters.width(word)
            if used and used + letters[" "] + width > room:
                lines, used = lines + 1, width
            else:
                used += width + (letters[" "] if used else 0.0)
            if used > room:
                lines, used = lines + int(used // room), used % room
    return lines

"""The kinds of cell: what a column holds, as rows of one table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pacxl.definition.signatures import Type
from pacxl.excel import DIGITS, NoValue
from pacxl.typography import WIDE


@dataclass(frozen=True)
class Kind:
    """A kind of cell: its type, how Excel shows it, and what people are told to type (in French, in English).

    `least` and `most` bound the accepted values (percentages as fractions: 0.2 is 20 %).
    """

    name: str
    type: Type
    number_format: str
    width: int
    expected: tuple[str, str]
    whole: bool = False
    least: float | None = None
    most: float | None = None

    @property
    def dtype(self) -> str:
        """The pandas dtype of a column of this kind; its missing value is NA (NaT for dates)."""
        if self.whole:
            return "Int64"
        return {Type.NUMBER: "Float64", Type.TEXT: "string", Type.DATE: "datetime64[us]"}[self.type]


_N, _T, _D = Type.NUMBER, Type.TEXT, Type.DATE
_TEXT = ("un texte", "a text")
_AMOUNT = ("un montant en euros, par exemple 1 500", "an amount in euros, for example 1 500")
_NUMBER = ("un nombre, par exemple 50", "a number, for example 50")
_WHOLE = ("un nombre entier, par exemple 12", "a whole number, for example 12")
_PERCENT = ("un pourcentage, par exemple 20 %", "a percentage, for example 20 %")
_CHANCE = ("une probabilité entre 0 % et 100 %", "a probability between 0 % and 100 %")
_RATIO = ("un rapport à 1, par exemple 3 pour 3:1", "a ratio to 1, for example 3 for 3:1")
_SCORE = ("une note entière de 1 à 5", "a whole mark from 1 to 5")
_DATE = ("une date, jour d’abord, par exemple 31/12/2026", "a date, day first, for example 31/12/2026")

TEXT = Kind("text", _T, "@", 22, _TEXT)
LONG = Kind("long", _T, "@", 34, _TEXT)
CHOICE = Kind("choice", _T, "@", 15, ("une valeur de la liste", "a value of the list"))
MONEY = Kind("money", _N, "#,##0\\ €;-#,##0\\ €;0\\ €", 12, _AMOUNT)
GAP_MONEY = Kind("gap_money", _N, '+#,##0\\ €;-#,##0\\ €;"–"', 12, _AMOUNT)
SUM_MONEY = Kind("sum_money", _N, '#,##0\\ €;-#,##0\\ €;"–"', 12, _AMOUNT)  # a sum of nothing is shown as a dash
NUMBER = Kind("number", _N, "#,##0.00", 12, _NUMBER)
GAP_NUMBER = Kind("gap_number", _N, "+#,##0.00;-#,##0.00;0", 12, _NUMBER)
GAP_IN_WORDS = Kind(
    "gap_in_words", _N, '#,##0.00" de plus";#,##0.00" de moins";"comme prévu"', 15, _NUMBER
)  # an écart whose sense people read at once
SUM_NUMBER = Kind("sum_number", _N, '#,##0.00;-#,##0.00;"–"', 12, _NUMBER)  # of a column, whatever it counts
WHOLE = Kind("whole", _N, "#,##0", 10, _WHOLE, whole=True)
COUNT = Kind("count", _N, '#,##0;-#,##0;"–"', 10, _WHOLE, whole=True)
DAYS = Kind("days", _N, '0;-0;"–"', 9, _WHOLE, whole=True)
DAYS_LEFT = Kind("days_left", _N, '0" j";0" j de retard";"aujourd’hui"', 17, _WHOLE, whole=True)
PERCENT = Kind("percent", _N, "0\\ %", 11, _PERCENT)
GAP_PERCENT = Kind("gap_percent", _N, "+0.0\\ %;-0.0\\ %;0\\ %", 11, _PERCENT)
PROBABILITY = Kind("probability", _N, "0\\ %", 12, _CHANCE, least=0.0, most=1.0)
SHARE_TYPED = Kind("share", _N, "0\\ %", 12, _PERCENT, least=0.0, most=1.0)
RATE = Kind("rate", _N, "0.0\\ %", 11, _PERCENT)  # a small percentage
PRICE = Kind("price", _N, "#,##0.00\\ €", 12, _AMOUNT)
GAP_PRICE = Kind("gap_price", _N, "+#,##0.00\\ €;-#,##0.00\\ €;0.00\\ €", 12, _AMOUNT)
RATIO = Kind("ratio", _N, '0.0#":1"', 11, _RATIO)
POINTS = Kind("points", _N, '+0.0" pts";-0.0" pts";0', 10, _NUMBER)
SCORE = Kind("score", _N, "0", 11, _SCORE, whole=True, least=1, most=5)
DATE = Kind("date", _D, "dd/mm/yyyy", 12, _DATE)
MONTH = Kind("month", _D, "[$-40C]mmmm\\ yyyy", 16, _DATE)

# How a number of a kind is shown when its unit is known (between percentages, an écart is in points), and when it is
# whole.
UNIT_FORMATS = {
    NUMBER: {"%": "0.0\\ %", "€": "#,##0\\ €"},
    GAP_NUMBER: {"%": '+0.0" pts";-0.0" pts";0', "€": "+#,##0\\ €;-#,##0\\ €;0\\ €"},
    GAP_IN_WORDS: {
        "%": '+0.0" pts";-0.0" pts";"comme prévu"',
        "€": '#,##0\\ €" de plus";#,##0\\ €" de moins";"comme prévu"',
    },
}
TOO_LONG_IN_WORDS = 10_000  # from there on, an écart is shown as a number: words would not fit in its column
UNSIGNED_PERCENT = '0.0" %"'  # 20 for 20 %
WHOLE_FORMATS = {
    NUMBER: "#,##0",
    GAP_NUMBER: "+#,##0;-#,##0;0",
    GAP_IN_WORDS: '#,##0" de plus";#,##0" de moins";"comme prévu"',
}


def shown(value: object, kind: Kind | None = None) -> str:
    """By the kind of a cell, its value as its author sees it."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float | int):
        if kind is not None and "%" in kind.number_format:
            return f"{value * 100:.10g}{WIDE}%".replace(".", ",")
        return f"{value:.{DIGITS}g}".replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}" if value.time() != dt.time() else f"{value:%d/%m/%Y}"
    if isinstance(value, NoValue):
        return value.error
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)

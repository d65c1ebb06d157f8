"""What one cell comes to: the value to keep, if any, and what to tell its author of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from pacxl.definition.kind import Kind, shown
from pacxl.definition.signatures import Type
from pacxl.excel import DIGITS, PICTURE, NoValue
from pacxl.formats.number_format import number_format_face, number_format_samples
from pacxl.formats.opened import ShownNumber
from pacxl.french.numerals import Amount, Unit, flat_number, read_amount, read_figures
from pacxl.french.text import NO_WORDS, Reading, Unfit, Words, fold
from pacxl.french.units import HT, unit_with_other_taxes
from pacxl.reading.conversion.number_columns import FOREIGN, number_in_column


class Fate(StrEnum):
    """What became of a cell that there is something to tell of."""

    RETAINED = "retained"
    CONVERTED = "converted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Remark:
    """What there is to tell of a cell: the finding's code, the raw value, the words of its sentence, its fate."""

    code: str
    raw: str
    about: dict[str, str] = field(default_factory=dict)
    fate: Fate = Fate.REJECTED


TOLD_ONCE = Remark(
    "header-unit", "", fate=Fate.CONVERTED
)  # of a cell that its column's header converts: told with the header


def outcome_words(name: str, words: Words) -> dict[str, str]:
    """For the outcome of a cell: words under the name that a sentence knows them by, in both languages."""
    return {name: words.fr, f"{name}_en": words.en}


# --- a text, read -----------------------------------------------------------------------------------------


def outcome(
    raw: object, reading: Reading[Any] | Unfit | None, kind: Kind, how: Words = NO_WORDS
) -> tuple[Any, Remark]:
    """The value of a reading (None if none is kept), and what to tell: never nothing, for the cell held something
    else. `how` is what is to be done besides typing another value."""
    if not isinstance(reading, Reading):
        return None, outcome_refused(shown(raw), reading, kind, how)
    if reading.value is None:
        readings = [shown(value, kind) for value in reading.values]
        about = {**_either("readings", readings), **outcome_expected(kind), **outcome_words("how", how)}
        return None, Remark("ambiguous", shown(raw), about)
    return reading.value, Remark(_code(reading), shown(raw), _kept(reading, kind), Fate.CONVERTED)


def outcome_refused(raw: str, unfit: Unfit | None, kind: Kind, how: Words) -> Remark:
    """For the outcome of a cell: what there is to tell of a text that a column does not take, for a reason if one is
    known."""
    if unfit is None:
        return Remark("not-accepted", raw, outcome_expected(kind))
    code = "other-currency" if unfit.foreign else "unfit"
    return Remark(
        code, raw, {**outcome_words("why", unfit.why), **outcome_expected(kind), **outcome_words("how", how)}
    )


def _code(reading: Reading[Any]) -> str:
    if reading.unlikely:
        return "percent-doubtful"
    return "approximate" if reading.approximate else "converted"


def _kept(reading: Reading[Any], kind: Kind) -> dict[str, str]:
    value = shown(reading.value, kind)
    noted = Words(*(f"{value} ({note})" if note else value for note in reading.note))
    others = [shown(each, kind) for each in reading.unlikely]
    return {**outcome_words("reading", noted), **(_either("other", others) if others else {})}


def _either(name: str, said: Sequence[str]) -> dict[str, str]:
    return outcome_words(name, Words(" ou ".join(said), " or ".join(said)))


def outcome_expected(kind: Kind) -> dict[str, str]:
    """For the outcome of a cell: what its column asks for, as a sentence says it."""
    return outcome_words("expected", Words(*kind.expected))


# --- a number that its format shows as something else -----------------------------------------------------


AS_ITS_COLUMN = Words(
    ", dans une cellule au format des autres de la colonne", ", in a cell with the number format of its column"
)


class Said(NamedTuple):
    """What a number says by its format: as its cell shows it, with all its figures; and what that is worth."""

    shown: str
    worth: Reading[float] | Unfit


@lru_cache(maxsize=4096)
def format_changes_no_outcome(code: str, kind: Kind, taxes: str = HT) -> bool:
    """For the outcome of a cell: whether its format shows any number as what it is in a column of that kind: euros,
    in a column of amounts."""
    if kind.type is not Type.NUMBER:
        return False
    numbers = number_format_samples(code)
    return bool(numbers) and all(
        outcome_by_format(ShownNumber(number, code), kind, taxes) is None for number in numbers
    )


def outcome_by_format(cell: ShownNumber, kind: Kind, taxes: str) -> Said | None:
    """For the outcome of a cell: what a number says by its format, as if that were typed; None where it is the
    number.

    Euros are the number, wherever they stand; nothing is nothing in any unit; so is what no text can say. A format
    that shows no figures hides or replaces the number, and changes nothing; nor does one whose words are none of a
    number (`"Budget : "0`).
    """
    seen, number = number_format_face(cell.code, cell.number), cell.number
    if not (_sayable(seen.figures, number) if seen.figures else any(map(str.isdigit, seen.shown))):
        return None
    before, after = (text.translate(_SIGNS) for text in (seen.before, seen.after))
    sign = "-" if number < 0 and seen.figures else ""
    texts = [f"{sign}{words}{seen.figures}{after}".strip() for words in dict.fromkeys((before.lstrip(), ""))]
    for text in filter(None, texts):
        worth = FOREIGN if _is_foreign(seen.symbol) else number_in_column(text, kind, taxes)
        if worth is not None:
            return None if _is_the_number(worth, text, number, taxes) else Said(texts[0], worth)
    return None


def _sayable(figures: str, number: float) -> bool:
    """Whether a text can hold a number: it has no more digits than Excel keeps, and is not too small for them."""
    return abs(number) > 10.0**-DIGITS and isinstance(read_figures(figures), tuple)


_SIGNS = dict.fromkeys(map(ord, "()+-–—−"), "")
_BEYOND_EUROS = {"ttc", "toutes taxes comprises", "brut", "bruts", "net", "nets"}


def _is_foreign(symbol: str) -> bool:
    """Whether what a format has for the symbol of a currency is that of another than the euro."""
    return bool(symbol) and "€" not in symbol and fold(symbol).replace(".", "") not in ("eur", "euro", "euros", "ht")


def _is_the_number(worth: Reading[float] | Unfit, text: str, number: float, taxes: str) -> bool:
    """Whether a text says no more than the number of its cell: no rhythm, no taxes, no doubt."""
    amount = read_amount(flat_number(text))
    if isinstance(amount, Amount):
        beyond = fold(amount.beside).replace(".", "") in _BEYOND_EUROS or unit_with_other_taxes(amount, taxes)
        if amount.per or amount.approximate or beyond:
            return False
        if amount.unit in (Unit.NONE, Unit.EURO) and any(math.isclose(each, number) for each in amount.numbers):
            return True
    return isinstance(worth, Reading) and worth.value is not None and math.isclose(worth.value, number)


# --- a cell that holds something without a value ----------------------------------------------------------

_CAUSES = {
    "#REF!": Words("la formule vise une cellule supprimée", "the formula refers to a cell that was deleted"),
    "#DIV/0!": Words(
        "la formule divise par zéro ou par une cellule vide", "the formula divides by zero or by a blank"
    ),
    "#VALUE!": Words("la formule calcule avec un texte", "the formula computes with a text"),
    "#NAME?": Words("la formule emploie un nom inconnu", "the formula uses an unknown name"),
    "#N/A": Words("la formule ne trouve pas ce qu’elle cherche", "the formula does not find what it looks for"),
    "#NUM!": Words("le calcul n’a pas de résultat", "the computation has no result"),
    "#NULL!": Words(
        "la formule croise des plages qui ne se croisent pas", "the formula crosses ranges that do not meet"
    ),
}
_SERVICE = Words(
    "la formule interroge un service en ligne qui n’a pas répondu", "the formula asks a service that did not answer"
)
_CAUSES |= {
    "#SPILL!": Words(
        "la formule donne plusieurs valeurs, et les cellules voisines ne sont pas libres",
        "the formula gives several values, and the cells beside it are not free",
    ),
    "#CALC!": Words("Excel ne sait pas faire ce calcul", "Excel cannot do this computation"),
    "#FIELD!": Words(
        "la formule demande un champ que ce type de données n’a pas",
        "the formula asks a data type for a field it lacks",
    ),
    "#BLOCKED!": Words(
        "Excel n’a pas le droit d’interroger ce que la formule demande", "Excel may not ask what the formula asks for"
    ),
    "#UNKNOWN!": Words(
        "cette version d’Excel ne connaît pas ce type de données",
        "this version of Excel does not know that data type",
    ),
    "#EXTERNAL!": Words(
        "le service qui calcule la formule a échoué", "the service that computes the formula has failed"
    ),
    **dict.fromkeys(("#CONNECT!", "#BUSY!", "#TIMEOUT!", "#GETTING_DATA"), _SERVICE),
}
_SOME_ERROR = Words("la formule n’a pas de résultat", "the formula has no result")


def outcome_without_value(cell: NoValue) -> Remark:
    """The outcome of an error, a picture, or a formula that no program has calculated: never a blank, nor 0."""
    if cell.error in ("", PICTURE):
        return Remark("picture-in-cell" if cell.error else "never-calculated", cell.error)
    return Remark("error-cell", cell.error, outcome_words("cause", _CAUSES.get(cell.error, _SOME_ERROR)))

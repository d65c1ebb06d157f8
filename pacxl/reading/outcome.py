"""What one cell comes to: the value to keep, if any, and what to tell its author of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pacxl.definition.kind import Kind, shown
from pacxl.excel import NoValue
from pacxl.french.text import Reading, Unfit, Words


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


def worded(name: str, words: Words) -> dict[str, str]:
    """For the outcome of a cell: words under the name that a sentence knows them by, in both languages."""
    return {name: words.fr, f"{name}_en": words.en}


# --- a text, read -----------------------------------------------------------------------------------------


def outcome(raw: object, reading: Reading[Any] | Unfit | None, kind: Kind) -> tuple[Any, Remark]:
    """The value of a reading (None if none is kept), and what to tell: never nothing, for the cell held something
    else."""
    if not isinstance(reading, Reading):
        return None, _refused(shown(raw), reading, kind)
    if reading.value is None:
        readings = [shown(value, kind) for value in reading.values]
        about = {
            "readings": " ou ".join(readings),
            "readings_en": " or ".join(readings),
            **expected(kind),
        }
        return None, Remark("ambiguous", shown(raw), about)
    return reading.value, Remark(_code(reading), shown(raw), _kept(reading, kind), Fate.CONVERTED)


def _refused(raw: str, unfit: Unfit | None, kind: Kind) -> Remark:
    if unfit is None:
        return Remark("not-accepted", raw, expected(kind))
    code = "other-currency" if unfit.foreign else "unfit"
    return Remark(code, raw, {**worded("why", unfit.why), **expected(kind)})


def _code(reading: Reading[Any]) -> str:
    if reading.unlikely:
        return "percent-doubtful"
    return "approximate" if reading.approximate else "converted"


def _kept(reading: Reading[Any], kind: Kind) -> dict[str, str]:
    value = shown(reading.value, kind)
    noted = Words(*(f"{value} ({note})" if note else value for note in reading.note))
    other = " ou ".join(shown(each, kind) for each in reading.unlikely)
    return {**worded("reading", noted), **({"other": other} if other else {})}


def expected(kind: Kind) -> dict[str, str]:
    """For the outcome of a cell: what its column asks for, as a sentence says it."""
    return worded("expected", Words(*kind.expected))


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
_SOME_ERROR = Words("la formule n’a pas de résultat", "the formula has no result")


def remark_without_value(cell: NoValue) -> Remark:
    """An error, or a formula that no program has calculated: never a blank, nor 0."""
    if not cell.error:
        return Remark("never-calculated", "")
    return Remark("error-cell", cell.error, worded("cause", _CAUSES.get(cell.error, _SOME_ERROR)))

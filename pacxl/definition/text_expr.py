"""Expressions that make a text: numbers said in words, parts put end to end."""

from __future__ import annotations

import re
from collections.abc import Callable

from pacxl.definition.expr import Call, Expr, Literal, Lookup, Operand, if_, lift
from pacxl.typography import NARROW, WIDE


def text_of_parts(*parts: Operand) -> Call:
    """Texts and whole numbers put end to end, as an expression; blank as soon as one of them is."""
    return Call("&", tuple(map(lift, parts)))


def joined_texts(separator: str, *parts: Operand) -> Call:
    """The texts that are not blank, with a separator between them, as an expression; blank if all of them are."""
    return Call("JOIN", (lift(separator), *map(lift, parts)))


def counted_text(number: Expr, one: str, many: str) -> Call:
    """A whole number and what it counts, in the singular or the plural, as an expression; blank for 0."""
    plural = if_(number > 1, text_of_parts(number, f"{WIDE}{many}"))
    return if_(number == 1, f"1{WIDE}{one}", plural)


def euros_text(amount: Expr) -> Call:
    """The size of an amount to the euro, as the French write it, as an expression: `6 970 €`, whatever its sign."""
    return Call("EUROS", (amount,))


def repeated_text(text: str, times: Expr) -> Call:
    """A text so many times over, as an expression."""
    return Call("REPT", (lift(text), times))


def text_pattern(expr: Expr, formula_of: Callable[[str, str], Expr | None]) -> str:
    """A pattern (`re`) of the texts that an expression can make; `formula_of` gives a column of a table, computed."""

    def of(part: Expr) -> str:
        return text_pattern(part, formula_of)

    match expr:
        case Literal(None):
            return ""
        case Literal(value):
            return re.escape(str(value))
        case Call("IF", (_, *values)) | Call("COALESCE", values):
            return f"(?:{'|'.join(map(of, values))})"
        case Call("&", values):
            return "".join(map(of, values))
        case Call("JOIN", (separator, *values)):
            return "".join(f"(?:(?:{of(separator)})?{of(value)})?" for value in values)
        case Call("REPT", (text, _)):
            return f"(?:{of(text)})*"
        case Call("EUROS"):
            return f"[0-9{NARROW}]+{WIDE}€"
        case Lookup(_, table, _, key) if (inner := formula_of(table, key)) is not None:
            return of(inner)
    return "-?[0-9]+"

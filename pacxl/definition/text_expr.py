"""Expressions that make a text: numbers said in words, parts put end to end."""

from __future__ import annotations

from pacxl.definition.expr import Call, Expr, Operand, if_, lift

_NO_BREAK = "\u00a0"


def text_of(*parts: Operand) -> Call:
    """Texts and whole numbers put end to end, as an expression; blank as soon as one of them is."""
    return Call("&", tuple(map(lift, parts)))


def joined(separator: str, *parts: Operand) -> Call:
    """The texts that are not blank, with a separator between them, as an expression; blank if all of them are."""
    return Call("JOIN", (lift(separator), *map(lift, parts)))


def counted(number: Expr, one: str, many: str) -> Call:
    """A whole number and what it counts, in the singular or the plural, as an expression; blank for 0."""
    plural = if_(number > 1, text_of(number, f"{_NO_BREAK}{many}"))
    return if_(number == 1, f"1{_NO_BREAK}{one}", plural)


def in_euros(amount: Expr) -> Call:
    """The size of an amount to the euro, as the French write it, as an expression: `6 970 €`, whatever its sign."""
    return Call("EUROS", (amount,))


def in_signed_euros(amount: Expr) -> Call:
    """An amount to the euro with its sign, as an expression: `+728 €`."""
    told = in_euros(amount)
    return if_(amount > 0, text_of("+", told), if_(amount < 0, text_of("−", told), told))


def repeated(text: str, times: Expr) -> Call:
    """A text so many times over, as an expression."""
    return Call("REPT", (lift(text), times))

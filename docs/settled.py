"""An expression without what its constants decide: a definition made for every case is read here for one."""

from __future__ import annotations

from pacxl.definition.expr import Aggregate, Call, Expr, Literal, Lookup


def settled(expr: Expr) -> Expr:
    """The tree without the conditions that hold always or never, the sums with zero and the products with one."""
    match expr:
        case Call(name, args):
            return _settled_call(Call(name, tuple(map(settled, args))))
        case Aggregate(name, table, key, where) if where is not None:
            return Aggregate(name, table, key, settled(where))
        case Lookup(key_expr, table, match, value):
            return Lookup(settled(key_expr), table, match, value)
    return expr


def _settled_call(expr: Call) -> Expr:
    match expr:
        case Call("ISBLANK", (Literal(value),)):
            return Literal(value is None)
        case Call("=", (Literal(str() as left), Literal(str() as right))):
            return Literal(left.lower() == right.lower())
        case Call("NOT", (Literal(bool() as known),)):
            return Literal(not known)
        case Call("AND", (Literal(True), other) | (other, Literal(True))):
            return other
        case Call("AND", (Literal(False), _) | (_, Literal(False))):
            return Literal(False)
        case Call("OR", (Literal(False), other) | (other, Literal(False))):
            return other
        case Call("OR", (Literal(True), _) | (_, Literal(True))):
            return Literal(True)
        case Call("IF", (Literal(bool() as known), then, otherwise)):
            return then if known else otherwise
        case Call("+", (Literal(0), other) | (other, Literal(0))):
            return other
        case Call("*", (Literal(1), other) | (other, Literal(1))):
            return other
    return expr

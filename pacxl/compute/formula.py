"""An expression as the Excel formula that the file stores: structured references, English names, no locale.

Every formula gives "" where the expression is blank. A cell counts as a number only if it holds one, so a word typed
in an amount's place makes a blank, not #VALUE!.
"""

from __future__ import annotations

from collections.abc import Iterator

from pacxl.compute.pieces import (
    MISSING,
    Piece,
    and_pieces,
    call_piece,
    cell_piece,
    constant_piece,
    joined_pieces,
    quoted_piece,
    sought_piece,
)
from pacxl.compute.references import (
    ANY_PART,
    Scope,
    asks_which_part,
    cell_reference,
    column_reference,
    constants_for_part,
    constants_for_references,
    header_in_reference,
)
from pacxl.definition.book import TODAY_NAME
from pacxl.definition.expr import (
    PART_STEP,
    Aggregate,
    AnyFilled,
    Call,
    Col,
    Expr,
    Literal,
    Lookup,
    OfCol,
    Position,
    Selected,
    Today,
)
from pacxl.definition.signatures import COMPARISONS, LOGICAL, ExpressionError, Type
from pacxl.definition.table import Part
from pacxl.definition.tree import (
    alternatives_in_tree,
    conjuncts_in_tree,
    disjuncts_in_tree,
    tree_columns,
    tree_may_be_blank,
    tree_words,
)

_EMPTY, _FALSE, _NEVER = '""', "FALSE", "never"


def formula(expr: Expr, scope: Scope) -> str:
    """The formula's text, without its `=`. Raises ExpressionError for what Excel cannot say."""
    return _render(constants_for_references(expr, scope), scope, _EMPTY)


def _render(expr: Expr, scope: Scope, absent: str) -> str:
    """The text that gives the value, and `absent` where it is blank."""
    match expr:
        case AnyFilled():
            return _logical(expr, scope)
        case Call(name) if name in LOGICAL:
            return _logical(expr, scope)
        case Call("IF", (condition, *branches)):
            texts = (_render(branch, scope, absent) for branch in branches)
            return f"IF({_logical(condition, scope)},{','.join(texts)})"
        case Call("COALESCE"):
            return _coalesce(expr, scope, absent)
        case Call("JOIN", (Literal(str() as separator), *parts)):
            text = joined_pieces(separator, [_piece(part, scope).inner() for part in parts])
            return text if absent == _EMPTY else f'IF({text}<>"",{text},{absent})'
        case Lookup():
            return _lookup(expr, scope, absent)
        case Literal(None):
            return absent
    return _piece(expr, scope).or_else(absent)


def _piece(expr: Expr, scope: Scope) -> Piece:
    """An expression as an operand of another."""
    match expr:
        case Literal(value) if value is not None:
            return constant_piece(value)
        case Today():
            return Piece(TODAY_NAME)
        case Selected(name):
            return cell_piece(name, Type.TEXT)
        case Position():
            return _position(scope)
        case Col(key):
            return cell_piece(cell_reference(key, scope), scope.type_of(expr))
        case Aggregate():
            return _aggregate(expr, scope)
        case Call("COALESCE") if len(values := alternatives_in_tree(expr)) == 1:
            return _piece(values[0], scope)
        case Literal() | Lookup() | Call("IF" | "COALESCE") | Call("JOIN", (Literal(), *_)):
            return Piece(_render(expr, scope, MISSING), fails=tree_may_be_blank(expr))
        case Call(name, args):
            return call_piece(name, [_piece(arg, scope).inner() for arg in args], args)
    raise ExpressionError(f"no Excel formula for {tree_words(expr)}")


def _coalesce(expr: Expr, scope: Scope, absent: str) -> str:
    *first, last = alternatives_in_tree(expr)
    text = _render(last, scope, absent)
    for value in reversed(first):
        piece = _piece(value, scope).inner()
        text = f"IFERROR({piece.or_else(MISSING)},{text})" if piece.fails else piece.or_else(text)
    return text


def _position(scope: Scope) -> Piece:
    if scope.table is None or scope.part is None:
        raise ExpressionError("a position where there is no row")
    before = PART_STEP * scope.table.parts.index(scope.part)
    text = (
        f"ROW()-ROW({scope.part.name}[[#Headers],[{header_in_reference(scope.table, scope.table.columns[0].key)}]])"
    )
    return Piece(f"{text}+{before}" if before else text, rank=3)


# --- conditions: never blank ------------------------------------------------------------------------------


def _logical(expr: Expr, scope: Scope) -> str:
    match expr:
        case Literal(value) if isinstance(value, bool):
            return constant_piece(value).text
        case AnyFilled(first, last):
            return f"COUNTA({cell_reference(first, scope, last)})>0"
        case Call("AND"):
            return f"AND({','.join(_logical(term, scope) for term in conjuncts_in_tree(expr))})"
        case Call("OR"):
            return f"OR({','.join(_logical(term, scope) for term in disjuncts_in_tree(expr))})"
        case Call("NOT", (Call("ISBLANK", (inner,)),)):
            return _present(inner, scope)
        case Call("NOT", (inner,)):
            return f"NOT({_logical(inner, scope)})"
        case Call("ISBLANK", (Col(key) as cell,)) if scope.type_of(cell) is Type.TEXT:
            return f'{cell_reference(key, scope)}=""'
        case Call("ISBLANK", (inner,)):
            return f"NOT({_present(inner, scope)})"
        case Call(name, (left, right)) if name in COMPARISONS:
            return _comparison(name, left, right, scope)
    raise ExpressionError(f"no condition in Excel for {tree_words(expr)}")


def _present(expr: Expr, scope: Scope) -> str:
    """The condition that a value is not blank."""
    piece = _piece(expr, scope).inner()
    if not piece.fails:
        return and_pieces(piece.tests) if piece.tests else "TRUE"
    kind = "ISTEXT" if scope.type_of(expr) is Type.TEXT else "ISNUMBER"
    return and_pieces((*piece.tests, f"{kind}({piece.text})"))


def _comparison(name: str, left: Expr, right: Expr, scope: Scope) -> str:
    """FALSE where a side is blank. The sides are compared only once they are known to have a value."""
    sides = (left, right)
    piece = call_piece(name, [_piece(side, scope).inner() for side in sides], sides)
    if not all(isinstance(side, (Col, Literal, Selected, Today)) for side in sides):
        return piece.or_else(_FALSE)
    if piece.fails:  # a side is the blank itself
        return _FALSE
    if name == "=" and any(isinstance(side, Literal) and isinstance(side.value, str) for side in sides):
        return piece.text
    return and_pieces((*piece.tests, piece.text))


# --- other tables -----------------------------------------------------------------------------------------

_NUMERIC_CEILING = "1E+300"  # every number is below it, every text above: Excel orders numbers before texts
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _aggregate(expr: Aggregate, scope: Scope) -> Piece:
    table = scope.book.by_key[expr.table]
    if expr.where is None and expr.key is None:
        rows = (f"ROWS({column_reference(part, table, table.columns[0].key)})" for part in table.parts)
        return Piece("+".join(rows), rank=9 if len(table.parts) < 2 else 3)
    if expr.where is None:
        columns = ",".join(column_reference(part, table, str(expr.key)) for part in table.parts)
        return Piece(f"SUM({columns})")
    terms = [term for term in _terms(expr, scope) if term]
    return Piece("+".join(terms) or "0", rank=9 if len(terms) < 2 else 3)


def _terms(expr: Aggregate, scope: Scope) -> Iterator[str]:
    """Each part's share of an aggregate, "" if it can have none. Conditions on columns are multiplied: AND and OR do
    not spread over a column."""
    table = scope.book.by_key[expr.table]
    conditions = conjuncts_in_tree(expr.where)
    once = [None if asks_which_part(each, table) else _condition(each, ANY_PART, scope) for each in conditions]
    column = column_reference(ANY_PART, table, expr.key) if expr.key is not None else ""
    for part in table.parts:
        said = [
            known or _condition(constants_for_part(each, table, part), part, scope)
            for each, known in zip(conditions, once, strict=True)
        ]
        shared, alone = ([text for side in said for text in side[which]] for which in (0, 1))
        text = f"SUM({column})" if column else f"ROWS({ANY_PART.name})"
        if shared:
            product = "*".join(shared if len(shared) > 1 else (*shared, "1"))
            text = f"SUMPRODUCT({product}{',' + column if column else ''})"
        text = f"IF({and_pieces(tuple(alone))},{text},0)" if alone else text
        yield "" if _NEVER in alone else text.replace(ANY_PART.name, part.name)


def _condition(condition: Expr, part: Part, scope: Scope) -> tuple[list[str], list[str]]:
    """A condition as factors over columns, or as a test that is the same for all rows; `_NEVER` if it cannot hold."""
    match condition:
        case Call("=", (Literal(str() as left), Literal(str() as right))):
            return [], [] if left.lower() == right.lower() else [_NEVER]
        case Literal(False):
            return [], [_NEVER]
        case _ if tree_columns(condition):
            return _factors(condition, part, scope), []
    return [], [_logical(condition, scope)]


def _factors(condition: Expr, part: Part, scope: Scope) -> list[str]:
    """A condition over a whole column, as arrays of ones and zeros to multiply."""
    match condition:
        case Call("AND", (left, right)):
            return _factors(left, part, scope) + _factors(right, part, scope)
        case Call("OR"):
            terms = ("*".join(_factors(term, part, scope)) for term in disjuncts_in_tree(condition))
            return [f"({'+'.join(terms)}>0)"]
        case Call("NOT", (Call("ISBLANK", (OfCol() as column,)),)):
            return _filled(column, part, scope)
        case Call("NOT", (inner,)):
            return [f"(1-{'*'.join(_factors(inner, part, scope))})"]
        case Call("ISBLANK", (OfCol() as column,)):
            return [f"(1-{'*'.join(_filled(column, part, scope))})"]
        case Call(name, (OfCol() as column, other)) if name in COMPARISONS:
            return _over_column(name, column, other, part, scope)
        case Call(name, (other, OfCol() as column)) if name in COMPARISONS:
            return _over_column(_MIRRORED[name], column, other, part, scope)
    if tree_columns(condition):
        raise ExpressionError(
            f"over a column, a condition compares it, as it is, with a value: {tree_words(condition)}"
        )
    return [f"({_logical(condition, scope)})"]


def _filled(column: OfCol, part: Part, scope: Scope) -> list[str]:
    """The cells of a column that hold a value: a typed number is looked at twice, for people type words there too."""
    table = scope.book.by_key[column.table]
    text = column_reference(part, table, column.key)
    if scope.type_of(column) is Type.TEXT or not table.by_key[column.key].typed:
        return [f'({text}<>"")']
    return [f'({text}<>"")', f"({text}<{_NUMERIC_CEILING})"]


def _over_column(name: str, column: OfCol, other: Expr, part: Part, scope: Scope) -> list[str]:
    table = scope.book.by_key[column.table]
    text = column_reference(part, table, column.key)
    if isinstance(other, OfCol):
        sides = [*_filled(column, part, scope), *_filled(other, part, scope)]
        return [*sides, f"({text}{name}{column_reference(part, table, other.key)})"]
    value = _piece(other, scope).text if isinstance(other, Col) else _render(other, scope, _EMPTY)
    guard = [f"({_present(other, scope)})"] if tree_may_be_blank(other) else []
    test = [*guard, f"({text}{name}{value})"]
    if name == "=" and scope.type_of(column) is Type.TEXT:
        return test
    return _filled(column, part, scope) + test


def _lookup(expr: Lookup, scope: Scope, absent: str) -> str:
    """The first match: in the first Excel Table of the table that has one."""
    table = scope.book.by_key[expr.table]
    key = _piece(expr.key, scope).inner()
    constant = str(expr.key.value) if isinstance(expr.key, Literal) else None
    sought = sought_piece(key.text, constant) if scope.type_of(expr.key) is Type.TEXT else key.text
    *others, found = (_found_in(part, expr, scope, sought) for part in table.parts)
    for other in reversed(others):
        found = f"IFERROR({other},{found})"
    if scope.type_of(expr) is Type.TEXT:
        return Piece(found, key.tests, (f'{found}<>""',), fails=True).or_else(absent)
    return Piece(found, key.tests, (f"ISNUMBER({found})",)).or_else(absent)


def _found_in(part: Part, expr: Lookup, scope: Scope, sought: str) -> str:
    """The value beside the match in a part: a cell, or, of the column that tells the parts apart, which part."""
    table = scope.book.by_key[expr.table]
    match = f"MATCH({sought},{column_reference(part, table, expr.match)},0)"
    if expr.value == table.part_key and not part.others:
        return f"IF({match}>0,{quoted_piece(part.value)})"
    told = f"INDEX({column_reference(part, table, expr.value)},{match})"
    return f'IF({told}="",{quoted_piece(part.value)},{told})' if expr.value == table.part_key else told

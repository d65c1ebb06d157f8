"""Whether a formula is sound where it stands: it reads what is there, and a row left blank stays blank, uncounted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from pacxl.definition.expr import Aggregate, AnyFilled, Call, Col, Expr, Literal, Lookup, OfCol, Position, Selected
from pacxl.definition.signatures import COMPARISONS, ExpressionError, Type
from pacxl.definition.table import STANDS_IN, Table
from pacxl.definition.tree import TypeOf, tree_columns, tree_kinds, tree_nodes, tree_words, type_of_tree

Tables = Mapping[str, Table]


def sound_types(tables: Tables, table: Table | None) -> TypeOf:
    """For what is sound, the types of columns, as seen from a row of a table (None: from a figure, which has no
    row)."""

    def column_type(other: str | None, key: str) -> Type:
        if other is not None and other not in tables:
            raise ExpressionError(f"no such table: {other}")
        owner = table if other is None else tables[other]
        if owner is None:
            raise ExpressionError(f"a figure has no row: {key}")
        if key and key in (owner.part_key, STANDS_IN if owner.part_key else ""):
            return Type.TEXT
        if key not in owner.by_key:
            raise ExpressionError(f"no column {key!r} in {owner.key}")
        return owner.by_key[key].kind.type

    return column_type


def reads_sound(table: Table, formula: Expr) -> Iterator[tuple[str, str]]:
    """What a sound formula must find: the columns that it reads, as (table, column)."""
    for node in tree_nodes(formula):
        if isinstance(node, Col):
            yield (table.key, node.key)
        elif isinstance(node, OfCol):
            yield (node.table, node.key)


def check_sound(formula: Expr, kind: Type, tables: Tables, table: Table | None) -> None:
    """Raises ExpressionError, naming the slip, if a formula in a row of a table, or a figure's, is not sound."""
    found = type_of_tree(formula, sound_types(tables, table))
    if not tree_kinds(formula).isdisjoint(_CHECKED):
        for node in tree_nodes(formula):
            _check_node(node, tables, table)
    if found not in (kind, Type.BLANK):
        raise ExpressionError(f"a {found} formula in a column of {kind}s")
    if strays := _strays(formula):
        raise ExpressionError(f"{tree_words(strays[0])} stands outside an aggregate over its table")


_CHECKED = (AnyFilled, Position, Aggregate)  # the nodes that may stand where they must not


def _check_node(node: Expr, tables: Tables, table: Table | None) -> None:
    match node:
        case AnyFilled(first, last) if table is not None:
            keys = [column.key for column in table.columns]
            between = table.columns[keys.index(first) : keys.index(last) + 1] if {first, last} <= set(keys) else ()
            if not between or any(column.computed for column in between):
                raise ExpressionError(f"from {first} to {last} there must be columns, and none computed")
        case Position() if table is None:
            raise ExpressionError("a figure has no row, and no position")
        case Aggregate(_, other, key, where) if where is not None:
            if Aggregate in tree_kinds(where):
                raise ExpressionError("an aggregate cannot stand in the condition of another")
            for column in tree_columns(where):
                if column.table != other:
                    raise ExpressionError(f"{column.table}.{column.key} in a condition over {other}")
            _check_condition(where)
            if key is None and _counts(where, tables[other].part_key):
                raise ExpressionError(
                    f"it counts spare rows of {other} too, add ~is_blank() of a column: {tree_words(where)}"
                )


def _check_condition(condition: Expr) -> None:
    """A condition over a table asks of its columns, as they are: a comparison, or whether they are blank."""
    match condition:
        case Call("AND" | "OR" | "NOT", terms):
            for term in terms:
                _check_condition(term)
        case Call(name, sides) if name in COMPARISONS or name == "ISBLANK":
            if any(not isinstance(side, OfCol) and tree_columns(side) for side in sides):
                raise ExpressionError(f"over a column, a condition takes it as it is: {tree_words(condition)}")


def _strays(formula: Expr) -> tuple[OfCol, ...]:
    """The columns of tables that stand where a value must."""
    match formula:
        case OfCol():
            return (formula,)
        case Lookup(key):
            return _strays(key)
        case Call(_, args):
            return tuple(stray for arg in args for stray in _strays(arg))
    return ()


# --- a row left blank: Excel computes there too, and frames have no such row ------------------------------

_IsBlank = Callable[[Expr], bool]  # of a cell of the row, or of the other table's


def shows_in_a_blank_row(formula: Expr, part_key: str) -> bool:
    """Whether a formula is not sound in a row of its own that was left blank: it may have a value there."""
    return _may_show(formula, lambda cell: not (isinstance(cell, Col) and cell.key in (part_key, STANDS_IN)))


def _counts(where: Expr, part_key: str) -> bool:
    """Whether a condition over a table may hold in a row of that table that was left blank."""
    return True in _outcomes(where, lambda cell: isinstance(cell, OfCol) and cell.key not in (part_key, STANDS_IN))


def _may_show(expr: Expr, is_blank: _IsBlank) -> bool:
    match expr:
        case Literal(value):
            return value is not None
        case Col() | OfCol():
            return not is_blank(expr)
        case Lookup(key):
            return _may_show(key, is_blank)
        case Call("IF", (condition, then, otherwise)):
            branches = {True: then, False: otherwise}
            return any(_may_show(branches[outcome], is_blank) for outcome in _outcomes(condition, is_blank))
        case Call("COALESCE", args) | Call("JOIN", (_, *args)):
            return any(_may_show(arg, is_blank) for arg in args)
        case Call(_, args):
            return all(_may_show(arg, is_blank) for arg in args)
    return True


def _outcomes(condition: Expr, is_blank: _IsBlank) -> set[bool]:
    """What a condition may be."""
    match condition:
        case Literal(value):
            return {cast(bool, value)}
        case AnyFilled():
            return {False} if is_blank(condition) else {True, False}
        case Call("AND", (left, right)):
            return {a and b for a in _outcomes(left, is_blank) for b in _outcomes(right, is_blank)}
        case Call("OR", (left, right)):
            return {a or b for a in _outcomes(left, is_blank) for b in _outcomes(right, is_blank)}
        case Call("NOT", (inner,)):
            return {not outcome for outcome in _outcomes(inner, is_blank)}
        case Call("ISBLANK", (value,)):
            return {True, False} if _may_show(value, is_blank) else {True}
    return {True, False} if _may_show(condition, is_blank) else {False}


def unsteady_columns(tables: Tables, order: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """The computed columns, as (table, column), whose values change while no contents do: those that say where their
    row stands, and those that follow what is selected. `order` has each column after those it reads."""
    placed, following = set[tuple[str, str]](), set[tuple[str, str]]()
    for table, key in order:
        formula = tables[table].by_key[key].formula
        kinds = frozenset[type[Expr]]() if formula is None else tree_kinds(formula)
        if Position in kinds:
            placed.add((table, key))
        read = () if formula is None else reads_sound(tables[table], formula)
        if Selected in kinds or not following.isdisjoint(read):
            following.add((table, key))
    return frozenset(placed | following)

"""An expression as the formula that the file stores. In the tables below, [x] is this row's cell in a column."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition import signatures
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Call,
    Expr,
    Lookup,
    Of,
    Row,
    Selected,
    abs_,
    add_days,
    any_filled,
    blank,
    coalesce,
    count,
    edate,
    if_,
    is_blank,
    lift,
    lookup,
    max_,
    min_,
    month_start,
    position,
    round_,
    sum_,
    today,
)
from pacxl.definition.kind import DATE, NUMBER, TEXT, Kind
from pacxl.definition.sheet import Figures, Grid, Sheet, TodayFigure
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.definition.table import Column, Part, Table
from pacxl.definition.text_expr import joined_texts
from pacxl.writing.as_file.column_formulas import formulas_of
from tests.compute import trees

row, sales, codes, sites = Row(), Of("ventes"), Of("codes"), Of("sites")
A_DAY = dt.date(2026, 1, 5)


def column(key: str, kind: Kind, header: str = "") -> Column:
    return Column(key, header or key, kind)


LINES = Table(
    "lignes",
    "Lignes",
    (
        column("a", NUMBER),
        column("b", NUMBER),
        column("c", NUMBER),
        column("t", TEXT),
        column("u", TEXT),
        column("d", DATE),
        column("e", DATE),
        column("odd", NUMBER, "N° #1 ['@'] 50 %"),
    ),
    (Part("Lignes", "Lignes"),),
)
SALES = Table(  # in two Excel Tables, told by the place
    "ventes",
    "Ventes",
    (
        column("nom", TEXT),
        column("montant", NUMBER),
        column("jour", DATE),
        Column("double", "double", NUMBER, row.montant * 2),
    ),
    (Part("Nord", "Ventes", "Le Nord"), Part("Sud", "Ventes", "Le Sud")),
    part_key="lieu",
)
CODES = Table(
    "codes",
    "Codes",
    (column("code", TEXT), column("rang", NUMBER), column("valeur", NUMBER), column("libelle", TEXT)),
    (Part("Codes", "Codes"),),
)
SITES = Table("sites", "Sites", (Column("lieu", "lieu", TEXT, given=True, bound=True),), (Part("Sites", "Sites"),))
BOOK = Book(
    "essai",
    "Essai",
    (LINES, SALES, CODES, SITES),
    (
        Sheet("Lignes", "", "", (Figures((TodayFigure("jour", "Jour", DATE),)), Grid("Lignes"))),
        Sheet("Ventes", "", "", (Grid("Nord"), Grid("Sud"))),
        Sheet("Codes", "", "", (Grid("Codes"),)),
        Sheet("Sites", "", "", (Grid("Sites"),)),
    ),
)


def short(expr: Expr, table: Table = LINES, **bound: str) -> str:
    """The formula in a row of a table's first part, its own cells shown as [x]."""
    text = formula(expr, Scope(BOOK, table, table.parts[0], bound))
    return re.sub(r"\w+\[\[#This Row\],(.*?\])\]", r"\1", text)


FORMULAS: dict[str, tuple[Expr, str]] = {
    # literals
    "a number": (lift(0.2), "0.2"),
    "a whole number, however Python holds it": (lift(1000000.0), "1000000"),
    "a very small number": (lift(1e-7), "1E-07"),
    "a negative number": (lift(-3), "-3"),
    "a negative number after an operator": (row.a - -3, 'IF(ISNUMBER([a]),[a]-(-3),"")'),
    "a text": (lift("l’Été"), '"l’Été"'),
    "a text with quotes": (lift('dit "oui"'), '"dit ""oui"""'),
    "a text of 255 characters": (lift("x" * 255), f'"{"x" * 255}"'),
    "a date": (lift(A_DAY), "DATE(2026,1,5)"),
    "today": (today, "Aujourdhui"),
    "the blank": (blank, '""'),
    "what is selected": (Selected("Vue", "tous") == row.t, 'AND(Vue<>"",[t]<>"",Vue=[t])'),
    "one of the texts that may be selected": (Selected("Vue", "tous") == "tous", 'Vue="tous"'),
    # cells
    "a number's cell": (row.a, 'IF(ISNUMBER([a]),[a],"")'),
    "a text's cell": (row.t, 'IF([t]<>"",[t],"")'),
    "a date's cell": (row.d, 'IF(ISNUMBER([d]),[d],"")'),
    # arithmetic
    "several cells are counted at once": (row.a + row.b, 'IF(COUNT([a],[b])=2,[a]+[b],"")'),
    "a cell twice is asked once": (row.a * row.a, 'IF(ISNUMBER([a]),[a]*[a],"")'),
    "precedence": ((row.a + row.b) * row.c, 'IF(COUNT([a],[b],[c])=3,([a]+[b])*[c],"")'),
    "no parentheses where none are needed": (row.a + row.b * row.c, 'IF(COUNT([a],[b],[c])=3,[a]+[b]*[c],"")'),
    "a difference of a difference": (row.a - (row.b - row.c), 'IF(COUNT([a],[b],[c])=3,[a]-([b]-[c]),"")'),
    "a sign": (-row.a, 'IF(ISNUMBER([a]),0-[a],"")'),
    "days between two dates": (row.e - row.d, 'IF(COUNT([e],[d])=2,[e]-[d],"")'),
    "days until today": (today - row.d, 'IF(ISNUMBER([d]),Aujourdhui-[d],"")'),
    "a blank operand": (row.a + blank, 'IF(ISNUMBER([a]),IFERROR([a]+NA(),""),"")'),
    # division
    "by a cell: asked if it is zero": (row.a / row.b, 'IF(AND(COUNT([a],[b])=2,[b]<>0),[a]/[b],"")'),
    "by a number": (row.a / 2, 'IF(ISNUMBER([a]),[a]/2,"")'),
    "by zero": (row.a / 0, 'IF(ISNUMBER([a]),IFERROR([a]/0,""),"")'),
    "by what is computed: an error is a blank": (
        row.a / (row.b - row.c),
        'IF(COUNT([a],[b],[c])=3,IFERROR([a]/([b]-[c]),""),"")',
    ),
    "inside another computation": (1 + row.a / row.b, 'IF(AND(COUNT([a],[b])=2,[b]<>0),1+[a]/[b],"")'),
    # functions
    "least": (min_(row.a, 1), 'IF(ISNUMBER([a]),MIN([a],1),"")'),
    "most": (max_(0, today - row.d), 'IF(ISNUMBER([d]),MAX(0,Aujourdhui-[d]),"")'),
    "size": (abs_(row.a - 1), 'IF(ISNUMBER([a]),ABS([a]-1),"")'),
    "square root": (Call("SQRT", (row.a,)), 'IF(ISNUMBER([a]),IFERROR(SQRT([a]),""),"")'),
    "rounding": (round_(row.a, 2), 'IF(ISNUMBER([a]),ROUND([a],2),"")'),
    "a month's first day": (month_start(row.d), 'IF(ISNUMBER([d]),IFERROR(EOMONTH([d],-1)+1,""),"")'),
    "days later, inside Excel's calendar": (
        add_days(row.d, 30),
        'IF(ISNUMBER([d]),IF(AND([d]+30>=61,[d]+30<=2958465),[d]+30,""),"")',
    ),
    "a number of days that may have decimals": (
        add_days(today, row.a),
        'IF(ISNUMBER([a]),IF(AND(Aujourdhui+TRUNC([a])>=61,Aujourdhui+TRUNC([a])<=2958465),Aujourdhui+TRUNC([a]),""),"")',
    ),
    "months later": (
        edate(today, -1),
        'IFERROR(IF(AND(EDATE(Aujourdhui,-1)>=61,EDATE(Aujourdhui,-1)<=2958465),EDATE(Aujourdhui,-1),""),"")',
    ),
    # if and coalesce
    "if": (if_(row.t == "x", 1, 2), 'IF([t]="x",1,2)'),
    "if, else nothing": (if_(row.t == "x", row.a), 'IF([t]="x",IF(ISNUMBER([a]),[a],""),"")'),
    "a computation on an if that may be blank": (
        if_(row.t == "x", row.a) + 1,
        'IFERROR(IF([t]="x",IF(ISNUMBER([a]),[a],NA()),NA())+1,"")',
    ),
    "a computation on an if that is never blank": (if_(row.t == "x", 1, 2) * 3, 'IF([t]="x",1,2)*3'),
    "the first that is not blank": (
        coalesce(row.a, row.b, 0),
        "IF(ISNUMBER([a]),[a],IF(ISNUMBER([b]),[b],0))",
    ),
    "the first, one inside another": (
        coalesce(coalesce(row.t, row.u), "x"),
        'IF([t]<>"",[t],IF([u]<>"",[u],"x"))',
    ),
    "the first, when a division may fail": (
        coalesce(row.a / (row.b + 1), row.c),
        'IFERROR(IF(COUNT([a],[b])=2,[a]/([b]+1),NA()),IF(ISNUMBER([c]),[c],""))',
    ),
    "nothing after what is never blank": (coalesce(row.a, 0, row.b), "IF(ISNUMBER([a]),[a],0)"),
    "a sum that is never blank keeps its parentheses": (
        2 * coalesce(today - A_DAY, 1),
        "2*(Aujourdhui-DATE(2026,1,5))",
    ),
    # conditions
    "a text equal to a word": (if_(row.t == "x", 1), 'IF([t]="x",1,"")'),
    "a text different from a word": (if_(row.t != "x", 1), 'IF(AND([t]<>"",[t]<>"x"),1,"")'),
    "two texts": (if_(row.t == row.u, 1), 'IF(AND([t]<>"",[u]<>"",[t]=[u]),1,"")'),
    "a number against a number": (if_(row.a >= 2, 1), 'IF(AND(ISNUMBER([a]),[a]>=2),1,"")'),
    "two numbers": (if_(row.a < row.b, 1), 'IF(AND(COUNT([a],[b])=2,[a]<[b]),1,"")'),
    "a computed number: compared once there is one": (
        if_(row.a - row.b > 0, 1),
        'IF(IF(COUNT([a],[b])=2,[a]-[b]>0,FALSE),1,"")',
    ),
    "a quotient": (
        if_(row.a / (row.b + 1) > 0, 1),
        'IF(IF(COUNT([a],[b])=2,IFERROR([a]/([b]+1)>0,FALSE),FALSE),1,"")',
    ),
    "the blank equals nothing": (if_(row.a == blank, 1), 'IF(FALSE,1,"")'),
    "and": (if_((row.t == "x") & (row.u == "y"), 1), 'IF(AND([t]="x",[u]="y"),1,"")'),
    "or, of three": (
        if_((row.t == "x") | (row.t == "y") | (row.t == "z"), 1),
        'IF(OR([t]="x",[t]="y",[t]="z"),1,"")',
    ),
    "not": (if_(~(row.t == "x"), 1), 'IF(NOT([t]="x"),1,"")'),
    "a blank number": (if_(is_blank(row.a), 1), 'IF(NOT(ISNUMBER([a])),1,"")'),
    "a blank text": (if_(is_blank(row.t), 1), 'IF([t]="",1,"")'),
    "not a blank": (if_(~is_blank(row.a), 1), 'IF(ISNUMBER([a]),1,"")'),
    "a blank computation": (if_(is_blank(row.a / row.b), 1), 'IF(NOT(AND(COUNT([a],[b])=2,[b]<>0)),1,"")'),
    "a blank quotient": (
        if_(is_blank(row.a / (row.b + 1)), 1),
        'IF(NOT(AND(COUNT([a],[b])=2,ISNUMBER([a]/([b]+1)))),1,"")',
    ),
    "any cell of a row": (if_(any_filled("a", "u"), 1), 'IF(COUNTA([a]:[u])>0,1,"")'),
    # a spread table
    "the sum of a column in all its parts": (sum_(sales.montant), "SUM(Nord[montant],Sud[montant])"),
    "a condition that one part answers": (
        sum_(sales.montant, sales.lieu == "le sud"),
        "SUM(Sud[montant])",
    ),
    "a condition that no part answers": (sum_(sales.montant, sales.lieu == "L’Est"), "0"),
    "a condition on the part and another": (
        sum_(sales.montant, (sales.lieu == "Le Sud") & (sales.nom == "x")),
        'SUMPRODUCT((Sud[nom]="x")*1,Sud[montant])',
    ),
    "a condition on the part by this row's cell": (
        sum_(sales.montant, sales.lieu == row.t),
        'IF("Le Nord"=[t],SUM(Nord[montant]),0)+IF("Le Sud"=[t],SUM(Sud[montant]),0)',
    ),
    "a condition in each part": (
        count(sales, sales.nom == "x"),
        'SUMPRODUCT((Nord[nom]="x")*1)+SUMPRODUCT((Sud[nom]="x")*1)',
    ),
    "a lookup in each part, the first that has the key": (
        lookup(row.a, sales.montant, sales.jour),
        "IF(ISNUMBER([a]),IF(ISNUMBER(IFERROR(INDEX(Nord[jour],MATCH([a],Nord[montant],0)),"
        "INDEX(Sud[jour],MATCH([a],Sud[montant],0)))),"
        "IFERROR(INDEX(Nord[jour],MATCH([a],Nord[montant],0)),"
        'INDEX(Sud[jour],MATCH([a],Sud[montant],0))),""),"")',
    ),
    "the part in which a lookup finds its key": (
        lookup(lift(2), sales.montant, sales.lieu),
        'IFERROR(IF(IFERROR(IF(MATCH(2,Nord[montant],0)>0,"Le Nord"),IF(MATCH(2,Sud[montant],0)>0,"Le Sud"))<>"",'
        'IFERROR(IF(MATCH(2,Nord[montant],0)>0,"Le Nord"),IF(MATCH(2,Sud[montant],0)>0,"Le Sud")),""),"")',
    ),
    "the position of a row": (position + 1, "ROW()-ROW(Lignes[[#Headers],[a]])+1"),
    "a sum of parts inside a product": (
        2 * count(sales, sales.nom == "x"),
        '2*(SUMPRODUCT((Nord[nom]="x")*1)+SUMPRODUCT((Sud[nom]="x")*1))',
    ),
    # conditions over one table
    "a text column and a word that looks like a product": (
        count(codes, codes.code == "a*b"),
        'SUMPRODUCT((Codes[code]="a*b")*1)',
    ),
    "a typed number column: a word in it is passed over": (
        sum_(codes.valeur, codes.rang >= 2),
        'SUMPRODUCT((Codes[rang]<>"")*(Codes[rang]<1E+300)*(Codes[rang]>=2),Codes[valeur])',
    ),
    "a number column against this row's cell": (
        count(codes, codes.rang < row.a),
        'SUMPRODUCT((Codes[rang]<>"")*(Codes[rang]<1E+300)*(ISNUMBER([a]))*(Codes[rang]<[a]))',
    ),
    "the same, written the other way round": (
        count(codes, Call(">", (row.a, codes.rang))),
        'SUMPRODUCT((Codes[rang]<>"")*(Codes[rang]<1E+300)*(ISNUMBER([a]))*(Codes[rang]<[a]))',
    ),
    "a text column against this row's cell": (
        sum_(codes.valeur, codes.code == row.t),
        'SUMPRODUCT(([t]<>"")*(Codes[code]=[t]),Codes[valeur])',
    ),
    "a text column that differs": (
        sum_(codes.valeur, codes.code != "x"),
        'SUMPRODUCT((Codes[code]<>"")*(Codes[code]<>"x"),Codes[valeur])',
    ),
    "either": (
        count(codes, (codes.code == "x") | (codes.code == "y")),
        'SUMPRODUCT(((Codes[code]="x")+(Codes[code]="y")>0)*1)',
    ),
    "rows that are not so": (
        sum_(codes.valeur, ~(codes.code == "x")),
        'SUMPRODUCT((1-(Codes[code]="x"))*1,Codes[valeur])',
    ),
    "blank": (sum_(codes.valeur, is_blank(codes.code)), 'SUMPRODUCT((1-(Codes[code]<>""))*1,Codes[valeur])'),
    "not blank": (count(codes, ~is_blank(codes.code)), 'SUMPRODUCT((Codes[code]<>"")*1)'),
    "a column against another": (
        count(codes, codes.code == codes.libelle),
        'SUMPRODUCT((Codes[code]<>"")*(Codes[libelle]<>"")*(Codes[code]=Codes[libelle]))',
    ),
    "a condition on this row alone stands outside": (
        sum_(codes.valeur, (codes.code == "x") & (row.a > 1)),
        'IF(AND(ISNUMBER([a]),[a]>1),SUMPRODUCT((Codes[code]="x")*1,Codes[valeur]),0)',
    ),
    # lookup
    "by a text, its wildcards escaped": (
        lookup(row.t, codes.code, codes.valeur),
        'IF([t]<>"",IF(ISNUMBER(@),@,""),"")'.replace(
            "@",
            'INDEX(Codes[valeur],MATCH(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE([t],"~","~~"),"*","~*"),"?","~?"),Codes[code],0))',
        ),
    ),
    "by a word": (
        Lookup(lift("qui ?"), "codes", "code", "valeur"),
        'IF(ISNUMBER(@),@,"")'.replace("@", 'INDEX(Codes[valeur],MATCH("qui ~?",Codes[code],0))'),
    ),
    "by this row's number": (
        lookup(row.a, codes.rang, codes.valeur),
        'IF(ISNUMBER([a]),IF(ISNUMBER(@),@,""),"")'.replace("@", "INDEX(Codes[valeur],MATCH([a],Codes[rang],0))"),
    ),
    "of a text": (
        lookup(row.a, codes.rang, codes.libelle),
        'IF(ISNUMBER([a]),IFERROR(IF(@<>"",@,""),""),"")'.replace(
            "@", "INDEX(Codes[libelle],MATCH([a],Codes[rang],0))"
        ),
    ),
}


@pytest.mark.parametrize(("expr", "text"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_written_as_excel_stores_it(expr: Expr, text: str) -> None:
    assert short(expr) == text


def test_the_characters_that_a_structured_reference_takes_for_its_own_are_escaped() -> None:
    text = formula(if_(row.odd > 1, 1), Scope(BOOK, LINES, LINES.parts[0]))
    odd = "Lignes[[#This Row],[N° '#1 '['''@'''] 50 %]]"
    assert text == f'IF(AND(ISNUMBER({odd}),{odd}>1),1,"")'


BOUND: dict[str, tuple[Table, dict[str, str], Expr, str]] = {
    "a row of a part knows its part": (
        SALES,
        {},
        sum_(sales.montant, sales.lieu == row.lieu),
        "SUM(Nord[montant])",
    ),
    "a bound cell prunes the parts": (
        SITES,
        {"lieu": "Le Sud"},
        sum_(sales.montant, sales.lieu == row.lieu),
        "SUM(Sud[montant])",
    ),
    "a bound cell too long for a formula is referred to": (
        SITES,
        {"lieu": "x" * 256},
        count(codes, codes.code == row.lieu),
        'SUMPRODUCT(([lieu]<>"")*(Codes[code]=[lieu]))',
    ),
    "one that no formula can say is none of the texts that one says": (
        SITES,
        {"lieu": "x" * 256},
        if_(row.lieu == "Nord", 1, 0) + if_(row.lieu == "Sud", 2, 0) + count(codes, codes.code == "a"),
        'SUMPRODUCT((Codes[code]="a")*1)',
    ),
}


@pytest.mark.parametrize(("table", "bound", "expr", "text"), BOUND.values(), ids=BOUND)
def test_a_row_s_own_constants_are_written_into_its_formula(
    table: Table, bound: dict[str, str], expr: Expr, text: str
) -> None:
    assert short(expr, table, **bound) == text


# --- what cannot be said ----------------------------------------------------------------------------------

UNSAID: dict[str, tuple[Expr, str]] = {
    "a row's cell where there is no row": (row.a + 1, "a cell of a row (a) where there is no row"),
    "any cell of a row where there is no row": (
        if_(any_filled("a", "b"), 1),
        "a cell of a row (a) where there is no row",
    ),
    "a function of a whole column": (
        sum_(codes.valeur, codes.valeur * 2 > 1),
        "over a column, a condition compares it, as it is",
    ),
    "a whole column": (codes.valeur + 1, "no Excel formula for codes.valeur"),
}


@pytest.mark.parametrize(("expr", "slip"), UNSAID.values(), ids=UNSAID)
def test_what_excel_cannot_say_is_refused(expr: Expr, slip: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        formula(expr, Scope(BOOK))
    assert slip in str(refusal.value)


# --- every word has this face -----------------------------------------------------------------------------

OPERANDS = {Type.NUMBER: row.a, Type.TEXT: row.t, Type.DATE: row.d, Type.LOGICAL: row.a > 1}


def example(name: str) -> Expr:
    """A call of a function, by operands of types that it takes."""
    function = signatures.FUNCTIONS[name]
    shapes = [(kind,) * function.least for kind in OPERANDS]
    shapes += [(first, *(kind,) * (function.least - 1)) for first in OPERANDS for kind in OPERANDS]
    types = next(types for types in shapes if function.result(types) is not None)
    if name == "JOIN":  # what joins is a constant
        return joined_texts(", ", row.t)
    return Call(name, tuple(OPERANDS[kind] for kind in types))


SAID = {  # what stands for the functions that Excel has no word for
    "COALESCE": "IF(ISNUMBER([a])",
    "ISBLANK": "NOT(ISNUMBER",
    "MONTHSTART": "EOMONTH(",
    "ADDDAYS": "+TRUNC(",
    "JOIN": "MID(",
    "EUROS": "TEXT(",
}


@pytest.mark.parametrize("name", signatures.FUNCTIONS)
def test_every_function_has_its_formula(name: str) -> None:
    expr = example(name)
    assert SAID.get(name, name) in short(if_(expr, 1) if name in signatures.LOGICAL else expr)


# --- formulas stay short ----------------------------------------------------------------------------------

DEEP: dict[str, tuple[Expr, Expr]] = {
    # what a level is built on, and a level more: `row.c` stands for the level below
    "a choice": (row.a, if_(row.t == "x", row.c, row.b)),
    "a computation on a choice": (row.a, if_(row.t == "x", row.c) + row.b),
    "a comparison with a choice": (row.a, if_(if_(row.t == "x", row.c) > 1, row.b)),
    "the first of two computations": (row.a, coalesce(row.c / (row.b + 1), row.b)),
    "the first, the other way round": (row.a, coalesce(row.b, row.c / (row.b + 1))),
    "a quotient": (row.a, row.b / (1 + row.c)),
    "a question if it is blank": (row.a, if_(is_blank(row.c + 1), row.a, row.b)),
    "a rounded choice": (row.a, round_(coalesce(row.c, 0) * 2, 2)),
    "the first month": (row.d, month_start(if_(row.t == "x", row.c))),
}


def nested(inner: Expr, level: Expr, depth: int) -> Expr:
    for _ in range(depth):
        inner = _put(level, inner)
    return inner


def _put(level: Expr, inner: Expr) -> Expr:
    if isinstance(level, Call):
        return Call(level.name, tuple(_put(arg, inner) for arg in level.args))
    return inner if getattr(level, "key", "") == "c" else level


@pytest.mark.parametrize(("inner", "level"), DEEP.values(), ids=DEEP)
def test_a_formula_grows_with_its_depth_and_not_by_doubling(inner: Expr, level: Expr) -> None:
    five, ten, twenty = (len(short(nested(inner, level, depth))) for depth in (5, 10, 20))
    assert twenty - ten <= 2 * (ten - five) + 20


def test_the_formulas_of_a_book_are_kept_and_another_of_the_same_firm_has_its_own() -> None:
    twice, thrice = (trees.book([(Type.NUMBER, row.montant * number)]) for number in (2, 3))
    assert twice == thrice
    assert formulas_of(twice) is formulas_of(twice)
    for each, number in ((twice, 2), (thrice, 3)):
        table = each.by_key["lignes"]
        said = formulas_of(each).of_column(table.by_key["f0"], table, table.parts[0], {})
        assert f"[Montant]]*{number}," in said

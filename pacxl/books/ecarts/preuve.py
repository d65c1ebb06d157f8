"""The proof of the consolidated workbook: what was read in each column, and what its tables hold of it by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from pacxl.books.ecarts.everybody import steps_of_everybody, tables_of_everybody
from pacxl.compute.tally import is_tallied
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, abs_, blank, count, if_, is_blank, lift, round_, sum_
from pacxl.definition.kind import COUNT, GAP_NUMBER, NUMBER, SUM_NUMBER, TEXT, Kind
from pacxl.definition.sheet import Grid, Text, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.coherence import PROOF_SHEET

RIGHT, WRONG, ADDED = "juste", "à vérifier", "ajouté ici"
VERDICTS = (Mark("good", RIGHT), Mark("bad", WRONG), Mark("wait", ADDED))
HERE = "(saisi ici)"  # in a file's place: what stands in the consolidated tables, and comes from no file
ROWS_TOLD = "Lignes"  # in a line of the proof that tells of rows, whatever they hold
NO_VALUE = "?"  # ends the key of the rows of a choice that have none
DECIMALS = 6  # of sums: the noise of an addition is below

row, preuve, lecture = Row(), Of("preuve"), Of("lecture")


def preuve_tables(plan: Book) -> tuple[Table, Table]:
    """What each file's columns come to in the consolidated tables; and in the file itself."""
    return (
        Table("preuve", "Preuve", _proof_columns(tables_of_everybody(plan)), (Part("Preuve", PROOF_SHEET),), leads=4),
        Table("lecture", "Preuve de lecture", _reading_columns(), (Part("Preuve_de_lecture", PROOF_SHEET),), leads=3),
    )


def preuve_blocks() -> tuple[Text | Grid, ...]:
    """The blocks of the sheet « Sources et preuve » that prove the totals, and what was read."""
    return (
        Grid("Preuve", title="Preuve des totaux : ce que chaque fichier apporte à chaque colonne"),
        sheet_note(
            "Retenu + converti = consolidé, ligne à ligne : les nombres, les dates (en jours), et les montants selon "
            "la décision, l’issue et l’étape. Un chiffre changé ou supprimé se voit aussitôt.",
            "Une étape proposée, laissée telle quelle, y est comptée sans être listée ; ce qui est proposé à "
            "plusieurs, et laissé tel quel, n’est montré qu’une fois : les autres fois s’ajoutent au consolidé.",
            f"« {ADDED} » : ce qui a été tapé dans ce classeur et ne vient d’aucun fichier.",
        ),
        Grid("Preuve_de_lecture", title="Preuve de la lecture : les nombres de chaque colonne de chaque feuille"),
        sheet_note(
            "Lu = retenu + converti (avant) + rejeté + libre + du classeur. « Du classeur » : les totaux et les "
            "colonnes que le plan calcule lui-même, et que la consolidation calcule à nouveau.",
        ),
    )


def _proof_columns(tables: Sequence[Table]) -> tuple[Column, ...]:
    added = round_(_total_of(tables) - sum_(preuve.consolide, _SAME), DECIMALS)
    counted = _total_count(tables) - sum_(preuve.nombre_consolide, _SAME)
    here = row.fichier == HERE
    same = (row.nombre_retenu + row.nombre_converti == row.nombre_consolide + row.nombre_commun) & (
        abs_(row.retenu + row.converti - row.consolide - row.commun) <= row.tolerance
    )
    none = (row.nombre_ajoute == 0) & (abs_(row.ajoute) <= row.tolerance)
    return (
        Column("fichier", "Fichier", TEXT, given=True, width=25),
        Column("feuille", "Feuille", TEXT, given=True, width=22),
        Column("tableau", "Tableau", TEXT, given=True, width=20),
        Column("donnee", "Donnée", TEXT, given=True, width=22),
        _given("nombre_retenu", "Nombre retenu", COUNT),
        _given("nombre_converti", "Nombre converti", COUNT),
        Column("nombre_consolide", "Nombre consolidé", COUNT, _count_by_row(tables), width=11),
        _given("retenu", "Retenu", SUM_NUMBER),
        _given("converti", "Converti", SUM_NUMBER),
        Column("consolide", "Consolidé", SUM_NUMBER, round_(_sum_by_row(tables), DECIMALS), width=15),
        Column("nombre_ajoute", "Nombre ajouté ici", COUNT, if_(here, counted, blank), width=11),
        Column("ajoute", "Ajouté ici", GAP_NUMBER, if_(here, added, blank), width=13),
        Column(
            "preuve",
            "Preuve",
            TEXT,
            if_(here, if_(none, RIGHT, ADDED), if_(same, RIGHT, WRONG)),
            width=13,
            marks=VERDICTS,
        ),
        Column(
            "nombre_commun",
            "Nombre montré une fois",
            COUNT,
            given=True,
            width=11,
            detail=True,
            help="Ce que montre la ligne d’un autre fichier : proposé à plusieurs, et laissé tel quel.",
        ),
        Column("commun", "Montré une fois", SUM_NUMBER, given=True, width=13, detail=True),
        Column("colonne", "Colonne lue", TEXT, given=True, width=10, detail=True),
        Column("valeur", "Valeur", TEXT, given=True, width=18, detail=True),
        Column(
            "tolerance",
            "Arrondi admis",
            NUMBER,
            given=True,
            width=12,
            detail=True,
            help="Ce que l’addition de tant de nombres peut perdre : bien moins que le plus petit d’entre eux.",
        ),
        Column("table", "Table", TEXT, given=True, bound=True, width=14, detail=True),
        Column("cle", "Clé", TEXT, given=True, bound=True, width=24, detail=True),
    )


# Only a line of what is added here asks for it: each line beside each would be long, of a thousand files.
_SAME = (row.fichier == HERE) & (preuve.cle == row.cle) & ~(preuve.fichier == HERE)


def _given(key: str, header: str, kind: Kind) -> Column:
    return Column(key, header, kind, given=True, width=15 if kind is SUM_NUMBER else 11)


def preuve_key(table: str, column: str = "", value: str | None = None) -> str:
    """What a line of « Preuve » is about: a table's rows, a column of it, or those of a choice (`value` "": none)."""
    return ".".join(filter(None, (table, column))) + (NO_VALUE if value == "" else "")


def _is(key: str) -> Expr:
    return row.cle == key


def _count_by_row(tables: Iterable[Table]) -> Expr:
    """How many rows, or numbers of a column, or rows of a choice, come from the row's file and sheet."""

    def terms(table: Table, of: Of, mine: Expr) -> Iterator[Expr]:
        counted = _rows_counted(table)
        yield counted(_is(preuve_key(table.key)) & mine)
        for column in table.columns:
            cells, key = getattr(of, column.key), preuve_key(table.key, column.key)
            if is_tallied(column):
                yield count(of, _is(key) & mine & ~is_blank(cells))
            if column.proof:
                yield counted(_is(key) & mine & (cells == row.valeur))
                yield counted(_is(key + NO_VALUE) & mine & is_blank(cells))

    return _by_table(tables, terms)


def _rows_counted(table: Table) -> Callable[[Expr], Expr]:
    """How the rows of a table are counted: a line of the actions may stand for several."""
    return steps_of_everybody if table.key == "actions" else lambda which: count(Of(table.key), which)


def _sum_by_row(tables: Iterable[Table]) -> Expr:
    """What these numbers, or the amounts of these rows, add up to."""

    def terms(table: Table, of: Of, mine: Expr) -> Iterator[Expr]:
        for column in table.columns:
            cells, key = getattr(of, column.key), preuve_key(table.key, column.key)
            if is_tallied(column):
                yield sum_(cells, _is(key) & mine)
            if column.proof:
                amounts = getattr(of, column.proof)
                yield sum_(amounts, _is(key) & mine & (cells == row.valeur))
                yield sum_(amounts, _is(key + NO_VALUE) & mine & is_blank(cells))

    return _by_table(tables, terms)


def _total_count(tables: Iterable[Table]) -> Expr:
    """How many rows of a table, or numbers of a column, there are, whatever file they are of."""

    def terms(table: Table, of: Of, _: Expr) -> Iterator[Expr]:
        filled = [~is_blank(getattr(of, column.key)) for column in table.stored]
        yield _rows_counted(table)(_is(preuve_key(table.key)) & reduce(or_, filled))
        for column in filter(is_tallied, table.columns):
            yield count(of, _is(preuve_key(table.key, column.key)) & ~is_blank(getattr(of, column.key)))

    return _by_table(tables, terms)


def _total_of(tables: Iterable[Table]) -> Expr:
    """What the numbers of a column add up to, whatever file they are of."""

    def terms(table: Table, of: Of, _: Expr) -> Iterator[Expr]:
        for column in filter(is_tallied, table.columns):
            yield sum_(getattr(of, column.key), _is(preuve_key(table.key, column.key)))

    return _by_table(tables, terms)


def _by_table(tables: Iterable[Table], terms: Callable[[Table, Of, Expr], Iterator[Expr]]) -> Expr:
    """The sum of some terms of each table: in a row of the proof, only those of its own are not 0."""
    found: list[Expr] = []
    for table in tables:
        of = Of(table.key)
        mine = (of.fichier == row.fichier) & (of.feuille == row.feuille)
        found.append(if_(row.table == table.key, _added([*terms(table, of, mine)]), 0))
    return _added(found)


def _added(terms: Sequence[Expr]) -> Expr:
    """A sum as a tree that is no deeper than it must be."""
    if len(terms) < 2:
        return terms[0] if terms else lift(0)
    half = len(terms) // 2
    return _added(terms[:half]) + _added(terms[half:])


# --- what its cells held ----------------------------------------------------------------------------------


def _reading_columns() -> tuple[Column, ...]:
    fates = row.retenu + row.converti + row.rejete + row.libre + row.classeur
    same = (row.nombre_lu == row.nombre_suivi) & (abs_(row.lu - fates) <= row.tolerance)
    return (
        Column("fichier", "Fichier", TEXT, given=True, width=25),
        Column("feuille", "Feuille", TEXT, given=True, width=22),
        Column("colonne", "Colonne", TEXT, given=True, width=9),
        _given("nombre_lu", "Nombres lus", COUNT),
        _given("nombre_suivi", "Nombres suivis", COUNT),
        _given("lu", "Lu", SUM_NUMBER),
        _given("retenu", "Retenu", SUM_NUMBER),
        _given("converti", "Converti (avant)", SUM_NUMBER),
        _given("rejete", "Rejeté", SUM_NUMBER),
        _given("libre", "Libre", SUM_NUMBER),
        _given("classeur", "Du classeur", SUM_NUMBER),
        Column("preuve", "Preuve", TEXT, if_(same, RIGHT, WRONG), width=13, marks=VERDICTS),
        Column("tolerance", "Arrondi admis", NUMBER, given=True, width=12, detail=True),
    )

"""The last sheets of the écarts: where everything comes from, with its proof; what each figure means; the lists."""

from __future__ import annotations

from pacxl.books.ecarts.ecarts_coherence import ecarts_coherence_blocks
from pacxl.books.ecarts.everybody import steps_of_everybody
from pacxl.books.ecarts.preuve import HERE, ROWS_TOLD, preuve, preuve_blocks
from pacxl.definition.book import Book
from pacxl.definition.expr import Of, count, is_blank, sum_
from pacxl.definition.kind import LONG, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.coherence import PROOF_SHEET
from pacxl.plan.definitions.figures import DEFINITIONS
from pacxl.plan.tables.carnet import STAGES_PART
from pacxl.settings.model import Settings
from pacxl.typography import typeset

LIST_SHEET, MEANINGS = "Listes", "Définitions"
actions = Of("actions")


def sources_sheet(plan: Book, settings: Settings) -> Sheet:
    """The sheet « Sources et preuve »: the files, what became of their cells, and that nothing is lost nor added."""
    return Sheet(
        PROOF_SHEET,
        "D’où viennent les chiffres, et leur preuve",
        "Les fichiers lus, ce que leurs cellules sont devenues, la preuve de chaque total ; qui a rempli quoi.",
        (
            Figures(_listed()),
            Grid("Sources", title="Les fichiers"),
            *ecarts_coherence_blocks(plan, settings),
            *preuve_blocks(),
            Grid("Remplissage", title="Ce qui est rempli, feuille par feuille"),
        ),
        tone="list",
    )


def _listed() -> tuple[Figure, ...]:
    """How many rows are listed, and how many are not: those that nobody touched."""
    left = ~is_blank(actions.autres_etapes)
    lines = (preuve.donnee == ROWS_TOLD) & ~(preuve.fichier == HERE)
    return (
        Figure("lignes_lues", "Lignes lues", WHOLE, sum_(preuve.nombre_retenu, lines)),
        Figure("actions_listees", "Actions listées", WHOLE, count(actions, ~left & ~is_blank(actions.etape))),
        Figure("etapes_laissees", "Étapes laissées telles quelles", WHOLE, steps_of_everybody(left)),
        Figure("lignes_communes", "Lignes montrées une fois", WHOLE, sum_(preuve.nombre_commun, lines)),
    )


def annexes_list_sheets() -> tuple[Sheet, Sheet]:
    """The sheets « Listes » and « Définitions »."""
    lists = Sheet(
        LIST_SHEET,
        "Étapes du carnet",
        "La probabilité que chaque étape donne par défaut.",
        (Grid(STAGES_PART), Grid("Vues"), Grid("Axes"), Grid("Mesures"), Grid("Valeurs_des_axes")),
        tone="list",
        across=True,
    )
    meanings = Sheet(
        MEANINGS,
        "Ce que veut dire chaque chiffre",
        "Deux phrases, la règle, et la feuille où il se trouve.",
        (Grid("Definitions"),),
        tone="list",
    )
    return lists, meanings


def annexe_of_definitions_table() -> Table:
    """What each figure means, its rule, where it stands."""
    columns = (
        Column("sujet", "Sujet", TEXT, given=True, width=20),
        Column("chiffre", "Chiffre", TEXT, given=True, width=26),
        Column("sens", "Ce qu’il veut dire", LONG, given=True, width=62),
        Column("regle", "Sa règle", LONG, given=True, width=62),
        Column("feuille", "Où il se trouve", TEXT, given=True, link=True, width=26),
    )
    part = Part("Definitions", MEANINGS)
    return Table("definitions", "Définitions", columns, (part,), leads=2, group_key="sujet")


def annexe_of_definitions(book: Book) -> dict[str, list[str]]:
    """The sheet « Définitions » of the book of the écarts: a row a definition of what stands on one of its sheets."""
    sheets, tables = {sheet.name for sheet in book.sheets}, {"", *book.by_key}
    told = [
        (subject, each)
        for subject, every in DEFINITIONS.items()
        for each in every
        if each.sheet in sheets and each.table in tables
    ]
    return {
        "sujet": [subject for subject, _ in told],
        "chiffre": [typeset(each.figure) for _, each in told],
        "sens": [typeset(each.meaning) for _, each in told],
        "regle": [typeset(each.rule) for _, each in told],
        "feuille": [each.sheet for _, each in told],
    }

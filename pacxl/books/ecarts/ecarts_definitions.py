"""What each figure of the écarts means, its rule, and the sheet where it stands: the sheet « Définitions »."""

from __future__ import annotations

from pacxl.definition.book import Book
from pacxl.definition.kind import LONG, TEXT
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.definitions import DEFINITIONS


def definitions_table(sheet: str) -> Table:
    """What each figure means, its rule, where it stands."""
    columns = (
        Column("sujet", "Sujet", TEXT, given=True, width=20),
        Column("chiffre", "Chiffre", TEXT, given=True, width=26),
        Column("sens", "Ce qu’il veut dire", LONG, given=True, width=62),
        Column("regle", "Sa règle", LONG, given=True, width=62),
        Column("feuille", "Où il se trouve", TEXT, given=True, link=True, width=26),
    )
    part = Part("Definitions", sheet)
    return Table("definitions", "Définitions", columns, (part,), leads=2, group_key="sujet")


def ecarts_definitions(book: Book) -> dict[str, list[str]]:
    """The sheet « Définitions » of the book of the écarts: a row a definition of what stands on one of its sheets."""
    sheets = {sheet.name for sheet in book.sheets}
    told = [(subject, each) for subject, every in DEFINITIONS.items() for each in every if each.sheet in sheets]
    return {
        "sujet": [subject for subject, _ in told],
        "chiffre": [each.figure for _, each in told],
        "sens": [each.meaning for _, each in told],
        "regle": [each.rule for _, each in told],
        "feuille": [each.sheet for _, each in told],
    }

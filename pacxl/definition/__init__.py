"""What a workbook is made of: expressions, kinds of cell, tables, sheets, a book; and where all of it stands."""

__all__ = [
    "book",
    "expr",
    "frozen",
    "header_match",
    "kind",
    "layout",
    "rule",
    "sheet",
    "signatures",
    "table",
    "text_expr",
    "tree",
]

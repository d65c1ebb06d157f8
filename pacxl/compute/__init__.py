"""The two renderings of an expression, as an Excel formula and as a column of values; a book's contents, a tally."""

__all__ = [
    "as_written",
    "columns",
    "contents",
    "distribution",
    "evaluate",
    "excel_functions",
    "formula",
    "references",
    "tally",
    "values",
]

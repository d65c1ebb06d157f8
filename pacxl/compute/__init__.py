"""The two renderings of an expression, as an Excel formula and as a column of values; a book's contents, a tally."""

__all__ = [
    "arrays",
    "as_written",
    "columns",
    "contents",
    "distribution",
    "formula",
    "frame",
    "references",
    "tally",
    "values",
]

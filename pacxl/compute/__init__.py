"""The two renderings of an expression, as an Excel formula and as a pandas column; a book's contents, a tally."""

__all__ = ["arrays", "contents", "formula", "frame", "references", "tally", "values"]

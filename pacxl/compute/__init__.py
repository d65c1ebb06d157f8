"""The two renderings of an expression, as an Excel formula and as a pandas column; the contents of a book."""

__all__ = ["arrays", "as_written", "contents", "distribution", "formula", "frame", "references", "tally", "values"]

"""Many plans → one, and the variance workbook of it."""

__all__ = ["consolidate", "roster", "variance"]

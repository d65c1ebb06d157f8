"""The file that a workbook is: the formulas of its columns, its cells as XML, and what Excel can hold."""

__all__ = ["column_formulas", "exact_sheet", "limits"]

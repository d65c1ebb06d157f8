"""The file that a workbook is: the formulas of its columns, its cells as XML, what letters take, what Excel holds."""

__all__ = ["column_formulas", "exact_sheet", "letters", "limits", "table_columns"]

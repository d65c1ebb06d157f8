"""The file that a workbook is: its cells as XML, its parts zipped, and what Excel can hold."""

__all__ = ["exact_sheet", "limits"]

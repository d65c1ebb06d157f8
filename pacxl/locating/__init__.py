"""Where the tables of a workbook are by now, whatever people did to them."""

__all__ = ["extent", "findings", "header_rows", "headers", "locate", "located"]

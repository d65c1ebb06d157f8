"""Where the tables of a workbook are by now, whatever people did to them."""

__all__ = [
    "added_up",
    "extent",
    "findings",
    "header_rows",
    "headers",
    "locate",
    "located",
    "merged_cells",
    "twice",
    "worth",
]

"""Where the tables of a workbook are by now, whatever people did to them; what pacxl left in a returned copy."""

__all__ = [
    "added_up",
    "counted_cells",
    "extent",
    "findings",
    "header_rows",
    "header_units",
    "headers",
    "locate",
    "located",
    "returned_copy",
    "twice",
    "worth",
]

"""An Office Open XML file, part by part: read, and edited without losing what is not understood."""

__all__ = [
    "binary",
    "boxes",
    "cell_values",
    "link_formula",
    "package",
    "quick_cells",
    "rich_values",
    "rows",
    "styles",
    "workbook",
    "xml",
]

"""An Office Open XML file, part by part: read, and edited without losing what is not understood."""

__all__ = ["binary", "boxes", "link_formula", "package", "rich_values", "rows", "styles", "workbook", "xml"]

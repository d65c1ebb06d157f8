"""An Office Open XML file, part by part: read, and edited without losing what is not understood."""

__all__ = ["boxes", "package", "rich_values", "rows", "styles", "workbook", "xml"]

"""An Office Open XML file, part by part: read, and edited without losing what is not understood."""

__all__ = ["boxes", "package", "rows", "styles", "workbook", "xml"]

"""Contents → an .xlsx workbook (or plain files of data), whole or not at all."""

__all__ = ["cells", "export", "files", "palette", "write"]

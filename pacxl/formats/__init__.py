"""A workbook's file → what it holds, in each format: the wall behind which the reading libraries stay."""

__all__ = ["number_format", "opened", "opening"]

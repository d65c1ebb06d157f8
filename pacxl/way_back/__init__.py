"""A person's own workbook sent back to be mended, or made anew with all that could be read."""

__all__ = ["drafts", "repair", "send_back", "together"]

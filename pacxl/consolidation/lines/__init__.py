"""The lines of the consolidated workbook that no plan has: the gaps, the proof; and what leads to the files."""

__all__ = ["as_proposed", "file_links", "gap_lines", "proof"]

"""The whole jobs, whoever asks for them: the workbooks of a firm, what goes back to each, what a team comes to."""

__all__ = ["answer", "demo", "front_page", "prepare", "totals"]

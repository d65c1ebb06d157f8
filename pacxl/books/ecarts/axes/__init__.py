"""The sheet « Axes », and what « Qui » shares with it: écarts ranked, the worst first; indicators crossed."""

__all__ = ["axes_sheet", "crossed_indicators", "ranked_gaps"]

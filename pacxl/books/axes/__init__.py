"""What « Axes » and « Qui » are made of: écarts ranked, the most unfavourable first; indicators crossed."""

__all__ = ["crossed_indicators", "ranked_gaps"]

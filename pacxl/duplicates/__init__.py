"""Deals that may be one and the same: which pairs, why, and what somebody decided of them."""

__all__ = ["decided", "decisions_file", "pairs", "rows"]

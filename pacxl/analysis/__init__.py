"""Contents → frames for those who analyse them elsewhere."""

__all__ = ["by_axis"]

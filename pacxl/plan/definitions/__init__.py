"""What each figure of the écarts workbook means, in plain sentences."""

__all__ = ["figures"]

"""The page in the browser: the whole job without a terminal, by the same functions as the commands."""

__all__ = ["serving"]

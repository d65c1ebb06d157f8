"""The files to open, wherever they are and whoever opens them: behind an address, by other machines, or kept from an
earlier time."""

__all__ = ["cache", "executors", "open_all", "urls"]

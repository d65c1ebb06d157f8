"""The process apart that reads files, and may die of one: its callers' side, its own, and what passes between."""

__all__ = ["in_order", "pool", "process", "watch", "wire"]

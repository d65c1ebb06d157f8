"""Deciding: objectifs, budget, organisation. Each room has a `section(settings)`."""

__all__ = ()  # the registry beside this package reaches its rooms, and nobody else does

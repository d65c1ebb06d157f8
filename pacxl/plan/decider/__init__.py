"""Deciding: objectifs, budget, organisation, each a `section(settings)`."""

__all__ = ["budget", "objectifs", "organisation", "raci"]

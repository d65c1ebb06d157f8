"""The command line: a command is a verb, and its help ends in an example."""

__all__ = ["app"]

"""What there is to say of a whole plan once it is read over: what it lacks, and what in it cannot be together."""

__all__ = ["fullness", "read_over"]

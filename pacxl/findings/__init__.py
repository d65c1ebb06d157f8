"""What there is to tell people: the sentences, their codes, and where each was found."""

__all__ = ["entry", "finding", "frame"]

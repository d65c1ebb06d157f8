"""What there is to tell people: the sentences, their codes, where each was found; as a frame too."""

__all__ = ["cause", "entry", "finding", "frame", "relecture"]

"""Tables as text: what separates their cells, and the alphabet they are written in, told by what they hold."""

__all__ = ["delimited_text", "separators"]

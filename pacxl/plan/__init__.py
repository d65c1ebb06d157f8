"""What a plan is made of: the tables of every plan, then a room a subject; `registry` lists the subjects."""

__all__ = ["registry"]

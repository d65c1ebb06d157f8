"""Plans that pacxl never wrote: which tables are actions, deals or indicators, and what each of their columns is."""

__all__ = ["adopt", "families", "tables", "weigh"]

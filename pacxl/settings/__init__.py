"""What a firm chooses: its families of actions, sections, people, indicators, look; read from text, and joined."""

__all__ = ["correspondences", "merging", "model", "people", "rules", "shipped", "slips", "text", "workbooks"]

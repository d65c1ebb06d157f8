"""What the commands print: for people in a terminal, for programs as JSON."""

__all__ = ["json_report", "next_steps", "screen", "streams", "team", "understood"]

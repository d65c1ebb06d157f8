"""What French texts can mean: numbers, days, stretches of months, choices, names; one reading, or none."""

__all__ = ["calendar_names", "choices", "dates", "header_text", "numerals", "period", "proper_names", "text", "units"]

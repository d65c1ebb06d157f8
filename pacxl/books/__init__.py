"""The workbooks that pacxl defines (the plan, the settings; the écarts in their own package), and what they carry."""

__all__ = [
    "correspondances",
    "crossed_indicators",
    "identity",
    "owners",
    "pac",
    "ranked_gaps",
    "reglages",
    "reglages_contents",
    "reglages_fields",
    "untouched",
]

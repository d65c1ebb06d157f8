"""The workbooks that pacxl defines (the plan, the settings; the écarts in their own package), and what they carry."""

__all__ = [
    "correspondances",
    "identity",
    "owners",
    "pac",
    "reglages",
    "reglages_contents",
    "reglages_fields",
    "untouched",
]

"""The three workbooks that pacxl defines (the plan, the écarts, the settings), and what each carries of itself."""

__all__ = [
    "controls",
    "ecarts",
    "ecarts_coherence",
    "everybody",
    "identity",
    "pac",
    "preuve",
    "reglages",
    "reglages_contents",
]

"""The three workbooks that pacxl defines (the plan, the écarts, the settings), and what each carries of itself."""

__all__ = ["coherence", "ecarts", "everybody", "identity", "pac", "preuve", "proof", "reglages", "reglages_contents"]

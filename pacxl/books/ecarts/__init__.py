"""The consolidated workbook: everybody's rows, the écarts that are computed of them, and what proves them."""

__all__ = ["controls", "ecarts_book", "ecarts_coherence", "everybody", "preuve"]

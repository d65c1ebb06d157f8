"""The consolidated workbook: everybody's rows, the écarts that are computed of them, and what proves them."""

__all__ = [
    "annexes",
    "controls",
    "doublons",
    "ecarts_book",
    "ecarts_coherence",
    "ecarts_produits",
    "everybody",
    "gaps",
    "preuve",
    "qui",
    "synthese",
    "view",
]

"""What a plan is made of: what every plan has, then a room a subject; `registry` lists the subjects."""

__all__ = [
    "coherence",
    "compared_products",
    "every_plan",
    "prix_volume_mix",
    "progress",
    "registry",
]

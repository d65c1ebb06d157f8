"""Deals that may be one and the same: which pairs are found, what is decided of them, how it is remembered."""

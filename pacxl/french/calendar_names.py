"""The names of months and of days of the week, folded, with the short forms that people write, and the English."""

from __future__ import annotations


def _numbered(lines: tuple[str, ...], start: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(lines, start) for name in names.split()}


MONTHS = _numbered(
    (
        "janvier janv jan january",
        "fevrier fevr fev february feb",
        "mars mar march",
        "avril avr april apr",
        "mai may",
        "juin june jun",
        "juillet juil juill july jul",
        "aout aou august aug",
        "septembre sept sep september",
        "octobre oct october",
        "novembre nov november",
        "decembre dec december",
    ),
    start=1,
)
FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# From 0, Monday; `mar` is Tuesday here and March there, by its place.
WEEKDAYS = _numbered(
    (
        "lundi lun monday mon",
        "mardi mar tuesday tue",
        "mercredi mer wednesday wed",
        "jeudi jeu thursday thu",
        "vendredi ven friday fri",
        "samedi sam saturday sat",
        "dimanche dim sunday sun",
    ),
    start=0,
)

"""The colours and the typeface of every workbook, whatever its accent: no library is needed to name one."""

from __future__ import annotations

INK, QUIET, HAIRLINE, PAPER, SHADE = "22303A", "66757F", "D9E0E5", "FFFFFF", "F1F4F6"
AMBER = "C08A2E"
# Bars by sense: they differ in lightness too, and each is told from the paper.
FAVOURABLE, UNFAVOURABLE = "4C9A6E", "9B2C1F"
FONT = "Calibri"


def mixed_colour(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it, as six hexadecimal digits."""
    channels = zip(*(bytes.fromhex(each) for each in (colour, other)), strict=True)
    return "".join(f"{round(mine + (theirs - mine) * share):02X}" for mine, theirs in channels)

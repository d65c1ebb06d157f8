"""The colours and the typeface of every workbook, whatever its accent: no library is needed to name one."""

from __future__ import annotations

INK, QUIET, HAIRLINE, PAPER = "22303A", "5B6A74", "D9E0E5", "FFFFFF"
INPUT = "FFFAEB"  # under what is to be filled in
AMBER = "C08A2E"
# Bars by sense: they differ in lightness too, and each is told from the paper.
FAVOURABLE, UNFAVOURABLE = "4C9A6E", "9B2C1F"
FONT = "Calibri"
READABLE = 4.5  # the least contrast of a text with what is under it (WCAG 2.1, 1.4.3)


def mixed_colour(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it, as six hexadecimal digits."""
    channels = zip(*(bytes.fromhex(each) for each in (colour, other)), strict=True)
    return "".join(f"{round(mine + (theirs - mine) * share):02X}" for mine, theirs in channels)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (six hexadecimal digits each), from 1 to 21, as WCAG 2.1 defines it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_colour(colour: str, *papers: str) -> str:
    """A colour, darkened by as little as it takes for a text in it to be read on any of these light papers."""
    shares = (step / 20 for step in range(21))
    darker = (mixed_colour(colour, INK, share) for share in shares)
    return next((each for each in darker if all(contrast(each, paper) >= READABLE for paper in papers)), INK)


def ink_on(colour: str) -> str:
    """Of the white of paper and of ink, the one that is read more easily on a colour."""
    return max((PAPER, INK), key=lambda ink: contrast(ink, colour))


_BRIGHTEST = 2**8 - 1  # of a channel


def _luminance(colour: str) -> float:
    shares = (channel / _BRIGHTEST for channel in bytes.fromhex(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

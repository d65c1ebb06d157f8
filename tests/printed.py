"""What French as it is printed never shows: the faults of a text, for the tests that read all that pacxl says."""

from __future__ import annotations

import re
from collections.abc import Iterator

# An ordinary space where a no-break one belongs; a plural in brackets; another word than « saisissez » for typing.
_FAULTS = {
    "an ordinary space before a mark": re.compile(r" (?:[;?»%]|!(?!=)|:(?!\w))"),
    "an ordinary space inside guillemets": re.compile(r"« "),
    "an ordinary space between thousands": re.compile(r"(?<![\w,.])\d{1,3}(?: \d{3})+(?!\d)"),
    "an amount whose thousands are not apart": re.compile(r"\d{4}(?:,\d+)?\s?€"),
    "a plural in brackets": re.compile(r"\w\((?:e|s|x|es|nt)\)"),
    "another imperative than Saisissez": re.compile(
        r"\b(?:mettez|indiquez|donnez|notez|inscrivez|renseignez|écrivez|tapez|entrez)\b(?! à jour)", re.IGNORECASE
    ),
}
_FRENCH = re.compile(r"[«»]|(?<=[\w”»)]) [:;?!](?!\w)|\b(?:n|qu)’\w|\b(?:il faut|au plus|pas|est|inconnue?s?)\b")
_CODE = re.compile(r"\b20\d\d-[ST]\d\b")


def printed_faults(text: str, *quoted: str) -> Iterator[str]:
    """What is wrong in a French text, but for what it quotes: somebody's own words, a header."""
    told = text
    for each in filter(None, quoted):
        told = told.replace(each, "…")
    yield from (f"{fault}: {text!r}" for fault, ill in _FAULTS.items() if ill.search(told))


def french_left(text: str, *quoted: str) -> list[str]:
    """What is still French in a sentence that is told in English, but for what it quotes."""
    told = text
    for each in filter(None, quoted):
        told = told.replace(each, "…")
    return _FRENCH.findall(told) if text else ["nothing is said"]

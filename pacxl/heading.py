"""A header's text as it is compared with others: what a sign, a bracket or a unit adds to it set aside."""

from __future__ import annotations

import re
from functools import lru_cache

from pacxl.french import fold

_IN_BRACKETS = re.compile(r"\((?![^()]*(?:k ?€|k ?eur|m ?€|millier|million))[^()]*\)|\[[^\[\]]*\]", re.IGNORECASE)
_IN_EUROS = re.compile(r"\s*(?:en )?(?:€|euros?|eur)$")


@lru_cache(maxsize=8192)
def trimmed(text: str) -> str:
    """A header without the signs at its ends (`Qui *`, `Budget :`), folded."""
    return fold(text.replace("-\n", "").replace("_", " ")).strip(" :;,.*?!…-–—•°#/=")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A header as it is compared: trimmed, without its remarks in brackets nor its euros. Thousands of euros stay:
    they are not what a column of euros holds."""
    bare = _IN_EUROS.sub("", trimmed(_IN_BRACKETS.sub(" ", text)))
    return bare or trimmed(text) or fold(text)

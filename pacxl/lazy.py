"""Names that a module announces and does not load: each comes from its room when it is first asked for (PEP 562).

pandas and the rooms that compute take longer to load than a page of help, or a slip in a command, takes to be said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def loaded_when_asked(module: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a module: `places` says of each name where it stands (`pacxl.reading.read.read_all`).

    A name is looked for once, and kept in the module. AttributeError for a name that has no place.
    """

    def found(name: str) -> Any:
        try:
            room, _, attribute = places[name].rpartition(".")
        except KeyError:
            raise AttributeError(f"module {module!r} has no attribute {name!r}") from None
        value = getattr(import_module(room), attribute)
        setattr(sys.modules[module], name, value)
        return value

    return found

"""Correspondences from the file that somebody keeps them in: a table of an Excel workbook or a CSV, or TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pacxl.errors import SettingsError
from pacxl.formats.opened import filled_rows
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.names import ending
from pacxl.settings.correspondences import Correspondences, correspondences_from_rows, correspondences_from_toml
from pacxl.worker.pool import open_safely


def load_correspondences(path: Path, limits: Limits = USUAL) -> Correspondences:
    """What a file says of somebody's words; raises SettingsError for a slip in it, and the PacxlError of a file that
    cannot be read."""
    if ending(path.name) == ".toml":
        try:
            return correspondences_from_toml(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            raise SettingsError(path.name, f"illisible ({fault})", f"cannot be read ({fault})") from None
    grid = next(iter(open_safely(path, limits).sheets.values()), [])
    return correspondences_from_rows((cells for _, cells in filled_rows(grid)), path.name)

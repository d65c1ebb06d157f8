"""Settings from wherever a firm keeps them: a built-in name, a `.toml` file, a settings workbook."""

from __future__ import annotations

from pathlib import Path

from pacxl.catalogue import Severity
from pacxl.errors import SettingsError
from pacxl.read import read
from pacxl.reglages import settings_from
from pacxl.settings import Settings
from pacxl.settings import load_settings as load_plain


def load_settings(source: str | Path) -> Settings:
    """Settings from a built-in name (`complet`), a `.toml` file, or a settings workbook (`.xlsx`).

    A slip raises SettingsError and names it; in a workbook, with its cell. A workbook that cannot be read raises the
    PacxlError that says why.
    """
    if not str(source).lower().endswith(".xlsx"):
        return load_plain(source)
    contents = read(source)
    for finding in contents.found:
        if finding.severity is Severity.ERROR:
            where = f"{finding.place.sheet} {finding.place.cell}"
            raise SettingsError(contents.file, f"{where} : {finding.message()}", f"{where}: {finding.message('en')}")
    return settings_from(contents)

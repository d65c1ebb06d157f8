"""pacxl makes, reads and consolidates the Excel workbooks of sales action plans (plans d'action commerciaux).

settings = pacxl.load_settings("complet")
plan = pacxl.blank(settings, person="Paul", company="Alpes Piscines", period="2026-S1")
pacxl.write(plan, "PAC_Paul.xlsx")
team = pacxl.consolidate(pacxl.read_all(["returned/"]))
pacxl.write(pacxl.variance(team), "ecarts.xlsx")
"""

from pacxl.book import DefinitionError
from pacxl.consolidate import consolidate
from pacxl.contents import Contents, ContentsError
from pacxl.errors import (
    CannotWrite,
    FileDamaged,
    FileEmpty,
    FileMissing,
    FileProtected,
    FileTooLarge,
    LimitExceeded,
    NoTables,
    NotAWorkbook,
    PacxlError,
    SettingsError,
)
from pacxl.load import load_settings
from pacxl.pac import blank
from pacxl.read import read, read_all
from pacxl.variance import variance
from pacxl.write import write

__version__ = "0.1.0"

__all__ = [
    "CannotWrite",
    "Contents",
    "ContentsError",
    "DefinitionError",
    "FileDamaged",
    "FileEmpty",
    "FileMissing",
    "FileProtected",
    "FileTooLarge",
    "LimitExceeded",
    "NoTables",
    "NotAWorkbook",
    "PacxlError",
    "SettingsError",
    "__version__",
    "blank",
    "consolidate",
    "load_settings",
    "read",
    "read_all",
    "variance",
    "write",
]

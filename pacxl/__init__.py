"""pacxl makes, reads and consolidates the Excel workbooks of sales action plans (plans d'action commerciaux).

settings = pacxl.load_settings("complet")
plan = pacxl.blank(settings, person="Paul", company="Alpes Piscines", period="2026-S1")
pacxl.write(plan, "PAC_Paul.xlsx")
team = pacxl.consolidate(pacxl.read_all(["returned/"]))
pacxl.write(pacxl.variance(team), "ecarts.xlsx")
"""

from pacxl.analysis.by_axis import variance_frames
from pacxl.books.pac import blank
from pacxl.compute.contents import Contents
from pacxl.compute.values import ContentsError
from pacxl.consolidation.consolidate import consolidate
from pacxl.consolidation.variance import variance
from pacxl.definition.book import DefinitionError
from pacxl.duplicates.decisions_file import load_decisions
from pacxl.errors import (
    CannotWrite,
    FileDamaged,
    FileEmpty,
    FileInUse,
    FileMissing,
    FileProtected,
    FileRestricted,
    FileTooLarge,
    FileUnreadable,
    FolderClosed,
    GridTooLarge,
    LimitExceeded,
    NoSheets,
    NoTables,
    NotAnExport,
    NotAWorkbook,
    PacxlError,
    ReaderStopped,
    SettingsError,
    TookTooLong,
    TooMuchMemory,
    UnsafeXml,
)
from pacxl.guard.limits import Limits
from pacxl.reading.load import load_people, load_settings
from pacxl.reading.read import read, read_all
from pacxl.relecture.read_over import read_over
from pacxl.way_back.repair import repair
from pacxl.way_back.send_back import Returned, send_back
from pacxl.writing.write import write

__version__ = "0.1.0"

__all__ = [
    "CannotWrite",
    "Contents",
    "ContentsError",
    "DefinitionError",
    "FileDamaged",
    "FileEmpty",
    "FileInUse",
    "FileMissing",
    "FileProtected",
    "FileRestricted",
    "FileTooLarge",
    "FileUnreadable",
    "FolderClosed",
    "GridTooLarge",
    "LimitExceeded",
    "Limits",
    "NoSheets",
    "NoTables",
    "NotAWorkbook",
    "NotAnExport",
    "PacxlError",
    "ReaderStopped",
    "Returned",
    "SettingsError",
    "TooMuchMemory",
    "TookTooLong",
    "UnsafeXml",
    "__version__",
    "blank",
    "consolidate",
    "load_decisions",
    "load_people",
    "load_settings",
    "read",
    "read_all",
    "read_over",
    "repair",
    "send_back",
    "variance",
    "variance_frames",
    "write",
]

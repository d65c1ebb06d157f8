"""pacxl makes, reads and consolidates the Excel workbooks of sales action plans (plans d'action commerciaux).

settings = pacxl.load_settings("complet")
plan = pacxl.blank(settings, person="Paul", company="Alpes Piscines", period="2026-S1")
pacxl.write(plan, "PAC_Paul.xlsx")
team = pacxl.consolidate(pacxl.read_all(["returned/"]))
pacxl.write(pacxl.variance(team), "ecarts.xlsx")
"""

from typing import TYPE_CHECKING

from pacxl.errors import (
    AlreadyOurs,
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
    UrlUnreachable,
)
from pacxl.lazy import loaded_when_asked

if TYPE_CHECKING:
    from pacxl.analysis.by_axis import variance_frames
    from pacxl.books.pac import blank
    from pacxl.compute.contents import Contents
    from pacxl.compute.values import ContentsError
    from pacxl.consolidation.consolidate import consolidate
    from pacxl.consolidation.variance import variance
    from pacxl.definition.book import DefinitionError
    from pacxl.duplicates.decisions_file import load_decisions
    from pacxl.guard.limits import Limits
    from pacxl.reading.load import load_correspondences, load_people, load_settings
    from pacxl.reading.read import read, read_all
    from pacxl.relecture.read_over import read_over
    from pacxl.way_back.repair import repair
    from pacxl.way_back.send_back import Returned, send_back
    from pacxl.writing.write import write

__version__ = "0.1.0"

__all__ = [
    "AlreadyOurs",
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
    "UrlUnreachable",
    "__version__",
    "blank",
    "consolidate",
    "load_correspondences",
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

# Where each of the names above stands, which is loaded when it is first asked for.
_PLACES = {
    "Contents": "pacxl.compute.contents.Contents",
    "ContentsError": "pacxl.compute.values.ContentsError",
    "DefinitionError": "pacxl.definition.book.DefinitionError",
    "Limits": "pacxl.guard.limits.Limits",
    "Returned": "pacxl.way_back.send_back.Returned",
    "blank": "pacxl.books.pac.blank",
    "consolidate": "pacxl.consolidation.consolidate.consolidate",
    "load_correspondences": "pacxl.reading.load.load_correspondences",
    "load_decisions": "pacxl.duplicates.decisions_file.load_decisions",
    "load_people": "pacxl.reading.load.load_people",
    "load_settings": "pacxl.reading.load.load_settings",
    "read": "pacxl.reading.read.read",
    "read_all": "pacxl.reading.read.read_all",
    "read_over": "pacxl.relecture.read_over.read_over",
    "repair": "pacxl.way_back.repair.repair",
    "send_back": "pacxl.way_back.send_back.send_back",
    "variance": "pacxl.consolidation.variance.variance",
    "variance_frames": "pacxl.analysis.by_axis.variance_frames",
    "write": "pacxl.writing.write.write",
}
if not TYPE_CHECKING:
    __getattr__ = loaded_when_asked(__name__, _PLACES)


def __dir__() -> list[str]:
    return sorted(__all__)

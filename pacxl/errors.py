"""The machine's faults, one class a kind: what stops a whole file, or a whole command."""

from __future__ import annotations


class PacxlError(Exception):
    """The root. `code` is the finding that stands for the fault when many files are read; `path` the file.

    `detail` says what was found, in French, and `detail_en` in English (where the two differ).
    """

    code = "file-unreadable"

    def __init__(self, path: str, detail: str = "", detail_en: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else path)
        self.path = path
        self.detail = detail
        self.detail_en = detail_en or detail

    def __reduce__(self) -> tuple[type[PacxlError], tuple[str, str, str]]:
        return type(self), (self.path, self.detail, self.detail_en)  # it comes from another process


class FileMissing(PacxlError):
    """There is no such file."""

    code = "file-missing"


class FolderClosed(PacxlError):
    """A folder that may not be looked into."""

    code = "folder-closed"


class FileEmpty(PacxlError):
    """The file holds no byte."""

    code = "file-empty"


class NotAWorkbook(PacxlError):
    """The file is something else, whatever its name says; `detail` says what, and how to save it properly."""

    code = "file-not-a-workbook"


class FileProtected(PacxlError):
    """The workbook is encrypted with a password."""

    code = "file-protected"


class UrlUnreachable(PacxlError):
    """What stands behind an address (`s3://…`) cannot be had: it is not there, it may not be read, the network is
    down, or the library that speaks to it is not installed."""

    code = "url-unreachable"


class FileRestricted(PacxlError):
    """The workbook is encrypted for some people only, by the management of rights (IRM, a sensitivity label)."""

    code = "file-restricted"


class FileInUse(PacxlError):
    """Another program holds the file, or it may not be read."""

    code = "file-in-use"


class FileDamaged(PacxlError):
    """The workbook is cut short or its content is not what a workbook holds."""

    code = "file-damaged"


class FileTooLarge(PacxlError):
    """The file passes a limit of what is read: bytes, parts, sheets, texts."""

    code = "file-too-large"


class GridTooLarge(PacxlError):
    """The file's cells stand so far apart that their grid passes the limit of what is read."""

    code = "file-grid-too-large"


class UnsafeXml(PacxlError):
    """A part of the file declares a DTD, or an encoding that hides what it holds."""

    code = "file-unsafe-xml"


class NoSheets(PacxlError):
    """A workbook without a sheet of cells."""

    code = "file-no-sheets"


class NoTables(PacxlError):
    """A workbook, but with no table of a plan in it."""

    code = "file-no-tables"


class AlreadyOurs(PacxlError):
    """A workbook that pacxl made: what its columns, its sheets and its words are needs no telling."""

    code = "file-already-ours"


class NotAnExport(PacxlError):
    """A table that no CRM is known to export, and of which nobody has said what its columns are."""

    code = "file-no-export"


class GroupedReport(PacxlError):
    """A report of a CRM whose groups cannot be told: no cell of a row says its group."""

    code = "file-grouped-report"


class TookTooLong(PacxlError):
    """Reading the file passed the limit of time, and was stopped."""

    code = "file-took-too-long"


class TooMuchMemory(PacxlError):
    """Reading the file passed the limit of memory, and was stopped."""

    code = "file-too-much-memory"


class ReaderStopped(PacxlError):
    """The reading program was stopped from outside, twice: by the system, short of memory, or by somebody."""

    code = "file-reader-stopped"


class FileUnreadable(PacxlError):
    """The reading program itself failed on the file."""

    code = "file-unreadable"


class CannotWrite(PacxlError):
    """The output cannot be written: it exists, it is an input, it is open elsewhere, the folder is missing."""

    code = "output-refused"


class LimitExceeded(PacxlError):
    """A value, a name or a formula that Excel cannot hold; nothing was written."""

    code = "output-limit"


class SettingsError(PacxlError):
    """A slip in settings, or in an option of the command line (its `path`): an unknown key, a wrong value, a
    period that is none."""

    code = "settings-wrong"

    def __init__(self, path: str, detail: str = "", detail_en: str = "") -> None:
        super().__init__(path, detail, detail_en)
        if path.startswith("--"):
            self.code = "option-wrong"


class ListError(SettingsError):
    """A slip in a file that goes with the plans: a list of people, a table of decisions."""

    code = "list-wrong"

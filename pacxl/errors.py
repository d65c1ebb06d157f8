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


class FileMissing(PacxlError):
    """There is no such file."""

    code = "file-missing"


class FileEmpty(PacxlError):
    """The file holds no byte."""

    code = "file-empty"


class NotAWorkbook(PacxlError):
    """The file is something else, whatever its name says; `detail` says what."""

    code = "file-not-a-workbook"


class FileProtected(PacxlError):
    """The workbook is encrypted with a password."""

    code = "file-protected"


class FileDamaged(PacxlError):
    """The workbook is cut short or its content is not what a workbook holds."""

    code = "file-unreadable"


class FileTooLarge(PacxlError):
    """The file passes a limit of what is read."""

    code = "file-too-large"


class NoTables(PacxlError):
    """A workbook, but with no table of a plan in it."""

    code = "file-no-tables"


class CannotWrite(PacxlError):
    """The output cannot be written: it exists, it is an input, it is open elsewhere, the folder is missing."""

    code = "output-refused"


class LimitExceeded(PacxlError):
    """A value, a name or a formula that Excel cannot hold; nothing was written."""

    code = "output-limit"


class SettingsError(PacxlError):
    """A slip in settings: an unknown key, a wrong value, a period that is none."""

    code = "settings-wrong"

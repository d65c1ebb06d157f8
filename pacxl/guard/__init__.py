"""What a file is, whatever its name, and whether it is safe, within limits: before any library reads it."""

__all__ = [
    "archive",
    "check",
    "faults",
    "file_kind",
    "grid_size",
    "limits",
    "names",
    "no_workbooks",
    "ole",
    "text_table",
]

"""What a file is, whatever its name, and whether it is safe: looked at before any library reads it."""

__all__ = ["check", "faults", "file_kind", "limits"]

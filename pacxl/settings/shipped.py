"""The folders that come with the package: its templates, its samples."""

from __future__ import annotations

from pathlib import Path


def shipped_folder(folder: str) -> Path:
    """A folder that comes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder

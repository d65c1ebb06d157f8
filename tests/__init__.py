"""What pacxl promises, held to by outside judges; the folders follow the packages."""

from pathlib import Path

ROOT = Path(__file__).parent.parent  # of the repository

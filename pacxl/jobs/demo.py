"""The main job on the shipped sample: a blank workbook, three filled ones, one consolidated variance workbook."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pacxl.books.pac import blank
from pacxl.compute.contents import Contents
from pacxl.consolidation.consolidate import consolidate
from pacxl.consolidation.variance import variance
from pacxl.reading.read import read_all
from pacxl.settings.shipped import shipped_folder
from pacxl.settings.text import load_toml
from pacxl.writing.files import make_folder, write_whole
from pacxl.writing.write import write

DAY = dt.date(2026, 5, 20)  # the day at which the sample is told
PERIOD = "2026-S1"


@dataclass(frozen=True)
class Demo:
    """What the demonstration made: the team's contents, its écarts; and its files: a blank workbook, those that are
    filled in, by person, and the variance workbook."""

    team: Contents
    ecarts: Contents
    blank: Path
    filled: Mapping[str, Path]
    written: Path


def run_demo(folder: Path) -> Demo:
    """Runs the main job in a folder, over what an earlier run left there."""
    samples = shipped_folder("samples")
    returned = make_folder(folder / "retours")
    settings = load_toml(samples / "alpes-piscines.toml")
    empty = write(blank(settings, period=PERIOD, today=DAY), folder / "PAC_vierge.xlsx", force=True)
    filled = {}
    for path in sorted((samples / "retours").glob("*.xlsx")):
        copy = write_whole(returned / path.name, partial(shutil.copyfile, path), force=True)
        filled[path.stem.removeprefix("PAC_")] = copy
    team = consolidate(read_all([returned], today=DAY))
    ecarts = variance(team, today=DAY)
    return Demo(team, ecarts, empty, filled, write(ecarts, folder / "ecarts.xlsx", force=True))

"""Makes the blank workbook of each built-in template, and the samples: the three filled plans of an invented firm and
the workbook consolidated from them.

    python samples/make.py

The same inputs give the same bytes, but for one file: Malik's is opened and saved by LibreOffice, so that real
foreign bytes are among the samples; without LibreOffice it is left as it is. What each person typed is in `plans/`.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import pacxl
from pacxl.contents import make_contents
from pacxl.settings import Settings, load_settings, templates

SAMPLES = Path(__file__).resolve().parent
TODAY = dt.date(2026, 5, 20)
PEOPLE = ("Paul", "Inès", "Malik")
RESAVED = "Malik"  # whose workbook went through LibreOffice


def main() -> None:
    for name in templates():
        _say(blank_template(name, SAMPLES.parent / "templates"))
    for person in PEOPLE:
        path = returned(person)
        if person != RESAVED:
            _say(pacxl.write(filled(person), path, force=True))
        elif shutil.which("soffice"):
            with tempfile.TemporaryDirectory() as folder:
                written = pacxl.write(filled(person), Path(folder) / path.name)
                _say(resave(written, path))
        else:
            print(f"{path.name}: left as it is, since LibreOffice (soffice) is not installed", file=sys.stderr)
    _say(pacxl.write(ecarts(), SAMPLES / "ecarts.xlsx", force=True))


def _say(path: Path) -> None:
    print(f"{path.relative_to(SAMPLES.parent)}: {path.stat().st_size:,} bytes")


def blank_template(name: str, folder: Path) -> Path:
    """Writes the blank workbook of a built-in template."""
    return pacxl.write(pacxl.blank(load_settings(name), today=TODAY), folder / f"{name}.xlsx", force=True)


def returned(person: str) -> Path:
    """The workbook that a person sent back."""
    return SAMPLES / "retours" / f"PAC_{person}.xlsx"


def ecarts() -> pacxl.Contents:
    """The consolidated workbook's contents, from the three workbooks as they are on disk."""
    return pacxl.variance(pacxl.consolidate(pacxl.read_all([SAMPLES / "retours"], today=TODAY)), today=TODAY)


def resave(source: Path, target: Path) -> Path:
    """Opens a workbook in LibreOffice and saves it as the target."""
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120)
        shutil.copyfile(Path(folder) / source.name, target)
    return target


# --- from what a person typed to contents -----------------------------------------------------------------


def filled(person: str) -> pacxl.Contents:
    """A person's plan as typed in `plans/`: the proposed steps filled in, own lines after them, deals and months."""
    typed = tomllib.loads((SAMPLES / "plans" / f"{person}.toml").read_text(encoding="utf-8"))
    settings = load_settings(SAMPLES / "alpes-piscines.toml")
    plan = pacxl.blank(settings, person=typed["commercial"], period=typed["periode"], today=TODAY)
    frames = {
        **plan.frames,
        "actions": _actions(plan.actions, typed["actions"], typed["ajouts"], settings),
        "carnet": pd.DataFrame(typed["carnet"]),
        "indicateurs": _months(plan.indicateurs, typed["indicateurs"]),
    }
    return make_contents(plan.book, frames, plan.identity, TODAY)


def _actions(
    blank: pd.DataFrame, steps: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]], settings: Settings
) -> pd.DataFrame:
    """The proposed steps, each with what was typed in its row, then the person's own lines."""
    proposed = list(zip(blank["famille"], blank["etape"], strict=True))
    typed = {(step["famille"], step["etape"]): step for step in steps}
    if unknown := set(typed) - set(proposed):
        raise ValueError(f"no such proposed step: {sorted(unknown)}")
    if unknown := {line["famille"] for line in own} - {family.sheet for family in settings.families}:
        raise ValueError(f"no such family: {sorted(unknown)}")
    rows = [typed.get(place, {"famille": place[0], "etape": place[1]}) for place in proposed]
    return pd.DataFrame([*rows, *own])


def _months(blank: pd.DataFrame, typed: Mapping[str, Mapping[str, list[float | str]]]) -> pd.DataFrame:
    """The months of the indicators, with the figures typed from January on; "" and what is not there are blank."""
    months = blank.copy()
    for name, figures in typed.items():
        rows = months.index[months["indicateur"] == name]
        for key, values in figures.items():
            for row, value in zip(rows, values, strict=False):
                months.loc[row, key] = pd.NA if value == "" else value
    return months


if __name__ == "__main__":
    main()

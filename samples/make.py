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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import pacxl
from pacxl.compute.contents import make_contents
from pacxl.definition.table import Table
from pacxl.settings.text import load_toml, templates
from pacxl.typography import plain_spaces

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
    _say(pacxl.write(ecarts(pacxl.read_all([SAMPLES / "retours"], today=TODAY)), SAMPLES / "ecarts.xlsx", force=True))


def _say(path: Path) -> None:
    print(f"{path.relative_to(SAMPLES.parent)}: {path.stat().st_size:,} bytes")


def blank_template(name: str, folder: Path) -> Path:
    """Writes the blank workbook of a built-in template."""
    return pacxl.write(pacxl.blank(load_toml(name), today=TODAY), folder / f"{name}.xlsx", force=True)


def returned(person: str) -> Path:
    """The workbook that a person sent back."""
    return SAMPLES / "retours" / f"PAC_{person}.xlsx"


def ecarts(plans: Iterable[pacxl.Contents]) -> pacxl.Contents:
    """The consolidated workbook's contents, from those of the three workbooks as they are on disk."""
    return pacxl.variance(pacxl.consolidate(plans), today=TODAY)


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
    """A person's plan as typed in `plans/`: for each table's key, its rows; what is not there is left as proposed."""
    typed = tomllib.loads((SAMPLES / "plans" / f"{person}.toml").read_text(encoding="utf-8"))
    settings = load_toml(SAMPLES / "alpes-piscines.toml")
    plan = pacxl.blank(settings, person=typed.pop("commercial"), period=typed.pop("periode"), today=TODAY)
    own = typed.pop("ajouts")
    typed["indicateurs"] = list(_by_month(plan.indicateurs["mois"].drop_duplicates(), typed["indicateurs"]))
    frames = {**plan.frames, **{key: _filled(plan.book.by_key[key], plan.frames[key], typed[key]) for key in typed}}
    if len(frames["actions"]) != len(plan.actions):
        raise ValueError(f"{person}.toml: an action is no proposed step (own lines stand under `ajouts`)")
    frames["actions"] = pd.concat([frames["actions"], pd.DataFrame(own)])
    return make_contents(plan.book, frames, plan.identity, TODAY)


def _filled(table: Table, blank: pd.DataFrame, typed: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table's proposed rows with what was typed in them, then the rows that are not among them.

    A row is known by the columns that people do not type, if there are any; else by the first that is proposed.
    """
    kept = blank[table.stored_keys].to_dict("records")
    rows: list[dict[Any, Any]] = [{key: value for key, value in row.items() if pd.notna(value)} for row in kept]
    proposed = next((column.key for column in table.stored if blank[column.key].notna().any()), "")
    names = {column.key for column in table.stored if column.given} or {table.part_key, proposed}
    free = list(rows)
    for line in typed:
        told = {key: line[key] for key in names if key in line}
        place = next((row for row in free if told and _is_row(told, row)), None)
        if place is not None:
            free.remove(place)
            place.update({key: value for key, value in line.items() if key not in told})
        elif table.spare:
            rows.append(dict(line))
        else:
            raise ValueError(f"{table.key} has no row {told}, and takes no other")
    return pd.DataFrame(rows)


def _is_row(told: Mapping[str, Any], row: Mapping[Any, Any]) -> bool:
    """Whether a row is the one that is told, whatever the kind of its spaces."""
    pairs = ((value, row.get(key)) for key, value in told.items())
    return all(plain_spaces(str(one)) == plain_spaces(str(other)) for one, other in pairs)


def _by_month(
    months: Iterable[Any], typed: Mapping[str, Mapping[str, list[float | str]]]
) -> Iterator[dict[str, Any]]:
    """The rows of the indicators, their figures typed from the first month on; "" and what is not there are blank."""
    for name, figures in typed.items():
        for rank, month in enumerate(months):
            known = {
                key: values[rank] for key, values in figures.items() if rank < len(values) and values[rank] != ""
            }
            yield {"indicateur": name, "mois": month, **known}


if __name__ == "__main__":
    main()

"""How long reading takes, against the reading library alone and against pandas: the same workbooks, in one run.

    python bench/read.py [--files 50] [--rounds 3]

The ways take turns, so that a machine that slows down slows them all; quote the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pandas as pd
import python_calamine

import pacxl
from pacxl.compute.contents import make_contents

DAY = dt.date(2026, 5, 20)


def fill(person: str, seed: int) -> pacxl.Contents:
    """A plan with two steps in three filled in, twenty deals, and five months of indicators."""
    dice = random.Random(seed)
    plan = pacxl.blank(pacxl.load_settings("complet"), person=person, company="Banc", period="2026-S1", today=DAY)
    actions, indicators = plan.actions.copy(), plan.indicateurs.copy()
    for row in range(len(actions)):
        if dice.random() < 0.66:
            start = pd.Timestamp(2026, dice.randint(1, 5), dice.randint(1, 28))
            actions.loc[row, ["qui", "segment", "comment"]] = [person, "PME", "par téléphone puis en rendez-vous"]
            actions.loc[row, ["budget", "depense"]] = [dice.randint(1, 80) * 50.0, dice.randint(1, 80) * 49.5]
            actions.loc[row, "debut"], actions.loc[row, "fin"] = start, start + pd.Timedelta(days=dice.randint(5, 90))
            actions.loc[row, ["cible", "resultat"]] = [50.0, float(dice.randint(10, 90))]
            actions.loc[row, ["unite", "sens"]] = ["leads", "plus haut"]
    known = indicators["mois"] < pd.Timestamp(2026, 6, 1)
    indicators["objectif"] = 20.0
    indicators.loc[known, "realise"] = [float(dice.randint(5, 40)) for _ in range(int(known.sum()))]
    deals = {
        "societe": [f"Société {number}" for number in range(20)],
        "montant": [dice.randint(1, 90) * 100.0 for _ in range(20)],
        "probabilite": [dice.randint(0, 10) / 10 for _ in range(20)],
    }
    frames = {**plan.frames, "actions": actions, "indicateurs": indicators, "carnet": deals}
    return make_contents(plan.book, frames, plan.identity, DAY)


def raw_calamine(paths: list[Path]) -> None:
    for path in paths:
        with python_calamine.load_workbook(str(path)) as workbook:
            for name in workbook.sheet_names:
                workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def with_pandas(engine: Literal["calamine", "openpyxl"]) -> Callable[[list[Path]], None]:
    def read(paths: list[Path]) -> None:
        for path in paths:
            pd.read_excel(path, sheet_name=None, header=None, engine=engine)

    return read


WAYS: dict[str, Callable[[list[Path]], object]] = {
    "calamine alone": raw_calamine,
    "pacxl": pacxl.read_all,
    "pandas with calamine": with_pandas("calamine"),
    "pandas with openpyxl": with_pandas("openpyxl"),
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--files", type=int, default=50)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    warnings.filterwarnings("ignore", module="openpyxl")  # it tells of each extension that it does not know
    with tempfile.TemporaryDirectory() as folder:
        people = [f"Personne {number:02}" for number in range(asked.files)]
        paths = [
            pacxl.write(fill(person, seed), Path(folder) / f"PAC_{seed:02}.xlsx")
            for seed, person in enumerate(people)
        ]
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for turn in range(asked.rounds):
            for way, read in WAYS.items():
                if way == "pandas with openpyxl" and turn:
                    continue  # the slowest way by far: one turn
                begin = time.perf_counter()
                read(paths)
                seconds[way].append(time.perf_counter() - begin)
    report(seconds, asked.files)


def report(seconds: dict[str, list[float]], files: int) -> None:
    base = statistics.median(seconds["pacxl"])
    print(f"{files} workbooks, median of {len(seconds['pacxl'])} turns")
    for way, times in seconds.items():
        took = statistics.median(times)
        print(f"  {way:22} {took:7.2f} s   {1000 * took / files:6.1f} ms a file   {took / base:5.2f} × pacxl")
    ratio = base / statistics.median(seconds["calamine alone"])
    print(f"pacxl / calamine alone: {ratio:.2f}")


if __name__ == "__main__":
    main()

"""Teams of filled workbooks to read: a few are written by pacxl, the others are the same under other names."""

from __future__ import annotations

import datetime as dt
import random
import zipfile
from pathlib import Path
from string import ascii_lowercase

import pandas as pd
import python_calamine

import pacxl
from pacxl.compute.contents import make_contents

DAY = dt.date(2026, 5, 20)
_DEALS = 20  # in a carnet
SEEDS = 10  # workbooks of a team with contents of their own


def team_of(template: str, size: int, folder: Path) -> list[Path]:
    """So many workbooks in a folder, of as many people; each has an author and an identity of its own."""
    folder.mkdir(parents=True)
    paths, seeds = list[Path](), list[pacxl.Contents]()
    for number in range(size):
        path = folder / f"PAC_{number:04}.xlsx"
        if number < SEEDS:
            seeds.append(_filled(template, number))
            pacxl.write(seeds[-1], path)
        else:
            first = number % SEEDS
            _as_of_another(paths[first], path, seeds[first].identity.workbook, (first, number))
        paths.append(path)
    return paths


def filled_cells(path: Path) -> int:
    """How many cells of a workbook hold something, as calamine reads it."""
    with python_calamine.load_workbook(str(path)) as workbook:
        rows = (row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python())
        return sum(len(row) - row.count("") for row in rows)


def _person(number: int) -> str:
    return f"Personne {number:04}"


def _companies(number: int) -> list[str]:
    """The companies in somebody's carnet: in nobody else's, and called like no other."""
    dice = random.Random(f"sociétés {number}")
    return ["".join(dice.choices(ascii_lowercase, k=12)).title() for _ in range(_DEALS)]


def _filled(template: str, number: int) -> pacxl.Contents:
    """A plan with two steps in three filled in, twenty deals, and five months of indicators."""
    dice, person = random.Random(number), _person(number)
    plan = pacxl.blank(pacxl.load_settings(template), person=person, company="Banc", period="2026-S1", today=DAY)
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
        "societe": _companies(number),
        "montant": [dice.randint(1, 90) * 100.0 for _ in range(_DEALS)],
        "probabilite": [dice.randint(0, 10) / 10 for _ in range(_DEALS)],
    }
    frames = {**plan.frames, "actions": actions, "indicateurs": indicators, "carnet": deals}
    return make_contents(plan.book, frames, plan.identity, DAY)


def _as_of_another(source: Path, target: Path, identity: str, people: tuple[int, int]) -> None:
    """A workbook again, as another person's: their name and their companies, of as many letters, and an identity of
    its own."""
    old, new = ([_person(number), *_companies(number)] for number in people)
    swaps = {was.encode(): now.encode() for was, now in zip(old, new, strict=True)}
    swaps[identity.encode()] = f"{people[1]:04}{identity[4:]}".encode()
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            content = parts.read(part)
            for was, now in swaps.items():
                content = content.replace(was, now)
            copy.writestr(part.filename, content)

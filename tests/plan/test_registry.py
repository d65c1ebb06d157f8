"""The registry of subjects: it reaches every room, refuses what it does not list, and takes a new one by a row."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pacxl
from pacxl.books.pac import pac_book
from pacxl.plan.registry import SUBJECTS
from pacxl.plan.tables.section import GROUPS, Section
from tests.plans import SMALL
from tests.test_house import FILES, ROOT, imported, module

ROOMS = {
    module(path)
    for folder in ("comprendre", "decider", "suivre")
    for path in (ROOT / "plan" / folder).glob("*.py")
    if path.name != "__init__.py"
}


def test_every_room_of_a_subject_is_reached_from_the_registry() -> None:
    inner = {module(path): imported(path) & ROOMS for path in FILES}
    reached: set[str] = set()
    found = {"pacxl.plan.registry"}
    while found:
        reached |= found
        found = {room for one in found for room in inner[one]} - reached
    assert reached >= ROOMS


def test_a_subject_is_listed_once_under_a_known_group() -> None:
    assert len({subject.key for subject in SUBJECTS}) == len(SUBJECTS)
    assert {subject.group for subject in SUBJECTS} <= set(GROUPS)
    assert all(subject.section(SMALL).sheets for subject in SUBJECTS)


def test_every_room_of_a_subject_gives_a_section() -> None:
    for room in ROOMS:
        assert isinstance(sys.modules[room].section(SMALL), Section), room


def test_a_book_is_not_made_of_an_unknown_section() -> None:
    with pytest.raises(pacxl.SettingsError, match="rubrique inconnue « visions » : vision, diagnostic"):
        pac_book(dataclasses.replace(SMALL, sections=("visions",)))


# --- the recipe -------------------------------------------------------------------------------------------

ROOM = '''"""Concours: the contests of the team, and what each winner gets."""

from __future__ import annotations

from pacxl.definition.kind import MONEY, TEXT
from pacxl.definition.sheet import Grid, Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings


def section(settings: Settings) -> Section:
    columns = (
        Column("concours", "Concours", TEXT, help="Son nom."),
        Column("prix", "Prix", MONEY, help="Ce que gagne le premier."),
    )
    sheet = Sheet("Concours", "Concours", "Les concours de l’équipe.", (Grid("Concours"),), tone="follow")
    return Section((Table("concours", "Concours", columns, (Part("Concours", "Concours"),), spare=10),), (sheet,))
'''
ROW = '    Subject("concours", "Concours", "Les concours et leurs prix.", FOLLOW, concours.section),\n'
COLUMN = '        Column("ville", "Ville", TEXT, help="Où est le client."),\n'
USE = """
import pacxl, dataclasses, datetime as dt
from pacxl.books.pac import blank_rows
from pacxl.books.reglages_contents import reglages
from pacxl.compute.contents import make_contents

day = dt.date(2026, 5, 20)
firm = dataclasses.replace(pacxl.load_settings("operationnel"), sections=("concours",))
chosen = pacxl.write(reglages(firm, day), "reglages.xlsx")
offered = reglages(firm, day).rubriques
print(offered[offered["retenue"] == "oui"][["rubrique", "apport", "cle"]].to_numpy().tolist())
blank = pacxl.blank(pacxl.load_settings(chosen), person="Zoé", period="2026-S1", today=day)
typed = {
    "concours": {"concours": ["Été", "Hiver"], "prix": [100.0, 50.0]},
    "carnet": {"societe": ["Alpha"], "montant": [10.0], "probabilite": [0.5], "ville": ["Gap"]},
}
filled = make_contents(blank.book, {**blank_rows(blank.book.settings), **typed}, blank.identity, day)
plan = pacxl.read(pacxl.write(filled, "PAC_Zoe.xlsx"))
print([sheet.name for sheet in plan.book.sheets][-2:], plan.concours["prix"].tolist(), plan.carnet["ville"].tolist())
team = pacxl.variance(pacxl.consolidate([plan]))
again = pacxl.read(pacxl.write(team, "ecarts.xlsx"))
print(again.concours[["commercial", "concours", "prix"]].to_numpy().tolist(), again.carnet["ville"].tolist())
print(plan.findings["code"].tolist(), again.findings["code"].tolist())
"""


def test_a_subject_is_added_by_a_room_and_a_row_and_a_column_by_a_line(tmp_path: Path) -> None:
    copy = tmp_path / "pacxl"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("templates", "samples"):
        (tmp_path / folder).symlink_to(ROOT.parent / folder)
    (copy / "plan/suivre/concours.py").write_text(ROOM, encoding="utf-8")
    added(copy / "plan/registry.py", "suivre import planning", "suivre import concours, planning")
    added(copy / "plan/registry.py", "        revue.section,\n    ),\n", f"        revue.section,\n    ),\n{ROW}")
    added(copy / "plan/tables/carnet.py", '        Column("interlocuteur"', f'{COLUMN}        Column("interlocuteur"')
    command = [sys.executable, "-c", USE]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert run.stdout.splitlines() == [
        "[['Concours', 'Les concours et leurs prix.', 'concours']]",
        "['Concours', 'Listes'] [100.0, 50.0] ['Gap']",
        "[['Zoé', 'Été', 100.0], ['Zoé', 'Hiver', 50.0]] ['Gap']",
        "[] []",
    ], run.stderr


def added(path: Path, old: str, new: str) -> None:
    """Writes something new in a room of the copy, in place of what stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")

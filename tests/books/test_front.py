"""The first page and the tabs: what one does on a sheet has one colour on both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import pacxl
from pacxl.books.front import WELCOME
from pacxl.definition.sheet import Text, drawn
from pacxl.settings.text import load_toml, templates
from tests.plans import TODAY


@pytest.mark.long
@pytest.mark.parametrize("template", templates())
def test_sheets_of_one_group_have_tabs_of_one_tone(template: str) -> None:
    plan = pacxl.blank(load_toml(template), person="Zoé", today=TODAY)
    home, *others = plan.book.sheets
    groups = {block.lines[0][0]: block for block in drawn(home.blocks) if isinstance(block, Text) and block.lines}
    tones = {sheet.name: sheet.tone for sheet in others if sheet.tone != "list" and sheet.name != WELCOME}
    listed = {
        link: block.tone for block in groups.values() for _, link in block.lines[1:] if block.style == "contents"
    }
    assert {name: tone for name, tone in listed.items() if tones.get(name, tone) != tone} == {}
    essential = {sheet for sheet in plan.frames["progression"]["feuille"] if sheet in tones}
    assert {tones[sheet] for sheet in essential} == {"plan"}
    assert not essential & set(listed)


@pytest.mark.long
def test_a_heading_of_the_first_page_is_ruled_in_the_colour_of_its_tabs(once: Callable[..., Path]) -> None:
    plan = pacxl.blank(load_toml("personas"), person="Zoé", today=TODAY)
    workbook = openpyxl.load_workbook(once("personas-front.xlsx", lambda path: pacxl.write(plan, path)))
    home = workbook.worksheets[0]
    found = {}
    for row in home.iter_rows():
        for cell in row:
            if cell.value in ("À consulter (calculé, rien à saisir)", "Si vous avez le temps"):
                first = str(home.cell(cell.row + 1, cell.column).value)
                rule, tab = cell.border.bottom.color, workbook[first].sheet_properties.tabColor
                found[cell.value] = rule and rule.rgb, tab and tab.rgb
    assert len(found) == len({rule for rule, _ in found.values()}) == 2
    assert all(rule == tab for rule, tab in found.values())


def test_each_line_of_the_progress_leads_to_where_its_rows_stand(once: Callable[..., Path]) -> None:
    plan = pacxl.blank(load_toml("essentiel"), person="Zoé", today=TODAY)
    home = openpyxl.load_workbook(once("essentiel-front.xlsx", lambda path: pacxl.write(plan, path))).worksheets[0]
    lines = plan.frames["progression"]["feuille"].tolist()
    found = {cell.value: cell.hyperlink for row in home.iter_rows() for cell in row if cell.value in lines}
    assert [line for line in lines if not found[line]] == []
    link = found["Autres actions"]
    assert link
    assert "Fidélisation" in str(link.location)


def test_what_there_is_to_fill_in_is_on_the_first_screen(once: Callable[..., Path]) -> None:
    plan = pacxl.blank(load_toml("essentiel"), person="Zoé", today=TODAY)
    home = openpyxl.load_workbook(once("essentiel-front.xlsx", lambda path: pacxl.write(plan, path))).worksheets[0]
    last = int(home.tables["Progression"].ref.split(":")[1].lstrip("ABCDEFGH"))
    pixels = sum(home.row_dimensions[row].height or 15 for row in range(1, last + 1)) * 4 / 3
    assert pixels < 768 - 240  # a small laptop's, without the ribbon and the tabs

"""An empty chart says what it lacks, over it and in sight; shares of what was aimed at have a line at 100 %."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import pacxl
from pacxl.definition.layout import PlacedSheet, folded_columns, lay_out
from pacxl.definition.sheet import Chart, Sentence
from pacxl.settings.text import load_toml, templates
from tests.filler import filled
from tests.plans import SMALL, TODAY


def blank(template: str) -> pacxl.Contents:
    return pacxl.blank(load_toml(template), person="Zoé", period="2026-S1", today=TODAY)


@pytest.fixture(scope="module")
def ecarts() -> pacxl.Contents:
    plans = [pacxl.blank(SMALL, person=person, today=TODAY) for person in ("Zoé", "Paul")]
    return pacxl.variance(pacxl.consolidate(plans), today=TODAY)


@pytest.mark.long
@pytest.mark.parametrize("template", templates())
def test_every_chart_of_a_blank_plan_says_what_to_type(template: str) -> None:
    assert silent(blank(template)) == set()


def test_every_chart_of_plans_without_a_figure_says_that_there_is_none(ecarts: pacxl.Contents) -> None:
    assert silent(ecarts) == set()


def silent(contents: pacxl.Contents) -> set[str]:
    """The charts that say nothing, or where nobody sees it."""
    told = set()
    for placed in lay_out(contents.book, contents.world.sizes):
        said = {each.block.figure.key: each for each in placed.blocks if isinstance(each.block, Sentence)}
        for chart in placed.blocks:
            if isinstance(chart.block, Chart) and chart.block.notice:
                key = chart.block.notice.figure.key
                assert 0 < chart.top - said[key].top <= 2
                assert said[key].left not in folded_columns(placed)
                assert (said[key].top, said[key].left) not in taken(placed)
                told |= {chart.block.title} if contents.figures[key] else set()
    return {chart.title for chart in contents.book.blocks(Chart)} - told


def taken(placed: PlacedSheet) -> set[tuple[int, int]]:
    """The cells of a sheet that tables and titles stand in."""
    cells = {(title.top, title.left) for title in placed.titles}
    for table in placed.tables:
        above = table.top - len(table.table.lines_above)
        cells |= {(row, col) for row in range(above, table.last + 1) for col in range(table.left, table.right + 1)}
    return cells


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_a_chart_is_silent_as_soon_as_it_has_something_to_draw(seed: int) -> None:
    plan = filled(blank("complet"), seed)
    notices = {chart.title: contents_of(plan, chart) for chart in plan.book.blocks(Chart)}
    assert {title for title, (said, drawn) in notices.items() if bool(said) == drawn} == set()
    assert sum(drawn for _, drawn in notices.values()) > len(notices) / 2


def contents_of(plan: pacxl.Contents, chart: Chart) -> tuple[object, bool]:
    """What a chart says, and whether it has anything to draw."""
    table, _ = plan.book.part_table[chart.part]
    values = plan.frames[table.key][[series.column for series in chart.series]].astype("Float64")
    said = plan.figures[chart.notice.figure.key] if chart.notice else None
    drawn = values.notna() if chart.attained else values.fillna(0) != 0
    return None if pd.isna(said) else said, bool(drawn.to_numpy().any())


def test_a_line_stands_at_100_percent_and_amounts_have_their_numbers_on_the_bars(
    once: Callable[..., Path],
) -> None:
    path = once("operationnel-charts.xlsx", lambda path: pacxl.write(blank("operationnel"), path))
    with zipfile.ZipFile(path) as archive:
        drawn = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    titles = {re.search("<a:t>(.*?)</a:t>", xml)[1]: xml for xml in drawn}  # type: ignore[index]
    attained = next(xml for title, xml in titles.items() if title.startswith("Taux"))
    assert '<c:majorUnit val="1"/>' in attained
    for title, xml in titles.items():
        assert '<c:showVal val="1"/>' in xml, title
        assert ('<c:delete val="1"/>' in xml) == (xml is not attained), title

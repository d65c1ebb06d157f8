"""Consolidated contents → the contents of the écarts book: écarts by family, person and month, and their proof."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pacxl.books.ecarts.annexes import annexe_of_definitions
from pacxl.books.ecarts.axes.axes_sheet import FAMILY, PERSON, RANKED_INDICATORS, SAID, axis_rows
from pacxl.books.ecarts.axes.axes_sheet import TEAM as TEAM_AXIS
from pacxl.books.ecarts.axes.crossed_indicators import crossed_indicators_rows
from pacxl.books.ecarts.axes.ranked_gaps import ranked_gap_rows
from pacxl.books.ecarts.controls import COUNTED, DELAYS_BY, FINDINGS, SEVERITIES, control_rows
from pacxl.books.ecarts.ecarts_book import KEY, VERSION, ecarts_book
from pacxl.books.ecarts.ecarts_coherence import coherence_rows
from pacxl.books.ecarts.ecarts_produits import ecarts_produits_rows
from pacxl.books.ecarts.everybody import tables_of_everybody, tables_once_for_everybody
from pacxl.books.ecarts.view import views_offered
from pacxl.books.identity import settings_of
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.compute.excel_functions import Array
from pacxl.compute.values import ContentsError
from pacxl.consolidation.lines.as_proposed import (
    actions_not_as_proposed,
    common_rows_as_proposed,
    rows_as_proposed,
    rows_shown_elsewhere,
)
from pacxl.consolidation.lines.file_links import file_links
from pacxl.consolidation.lines.gap_lines import (
    Views,
    gap_rows_of_people,
    gap_rows_once,
    gap_rows_with_numbers,
    gap_rows_with_views,
    gap_views_of_owners,
    gap_views_of_team,
    gaps_who_and_why,
    series_of_gaps,
)
from pacxl.consolidation.lines.proof import proof_rows, reading_proof_rows
from pacxl.consolidation.people import unknown_people
from pacxl.consolidation.roster import roster_people
from pacxl.definition.book import Book
from pacxl.findings.cause import FEW, causes
from pacxl.french.calendar_names import FRENCH_MONTHS
from pacxl.french.period import parse_period
from pacxl.french.units import read_unit
from pacxl.plan.affaires.team_carnet import team_carnet_rows
from pacxl.plan.tables.indicator_boards import OF_LINE, TEAM
from pacxl.plan.tables.indicator_landing import PEOPLE
from pacxl.settings.model import Settings


def variance(team: Contents, *, today: dt.date | None = None) -> Contents:
    """The contents of the consolidated variance workbook, its computed columns computed for `today` (by default the
    latest date of the plans); each line that comes from a file leads to its cell there. `team` is what `consolidate`
    gave.

    Frames: par_famille, par_commercial, par_mois (a row a family, a person, a month; euros, counts and fractions),
    delais_par_famille, delais_par_commercial, delais_par_mois (how late, in number and days; targets reached),
    par_indicateur, actions, carnet, indicateurs (with provenance), doublons (the pairs of deals that may be one),
    previsions (what the open deals of each person may bring), carnet_par_etape, carnet_par_mois, carnet_par_segment,
    carnet_par_canal, hygiene (the deals that lack something), constats (the findings), sources (the files), preuve
    (what was read in each column against what the tables hold), coherence, coherence_parts (figures that should be
    equal), effets, prix_volume_mix (the écart of revenue, by effect and by product), lecture (what its cells held),
    libre, etapes_carnet, definitions (what each figure means), and those of its other sheets: `.book.tables` lists
    them all. Some are there only if the plan has what they are of.

    Raises ContentsError for contents that are no team's.
    """
    settings = settings_of(team.book)
    if settings is None or "sources" not in team.frames:
        raise ContentsError("variance needs the contents that consolidate gave")
    known = team.identity
    owner = Identity(KEY, VERSION, known.company, "", known.team, known.period, known.workbook)
    book = ecarts_book(settings)
    ecarts = make_contents(book, _frames(team, settings, book), owner, today or team.today)
    return dataclasses.replace(ecarts, on_cells=file_links(ecarts, team))


def _frames(team: Contents, settings: Settings, book: Book) -> dict[str, Any]:
    """The rows of all the tables of the écarts."""
    here = gap_rows_of_people(team, settings)
    views = gap_views_of_team(here)
    axes = _axes(team, settings, views)
    proposed = rows_as_proposed(team, book)
    everybodys = _everybodys(team, book, views, proposed)
    return {
        **everybodys,
        **axes,
        **_chosen_axes(everybodys["actions"], axes),
        **gaps_who_and_why(team, settings, here),
        **team_carnet_rows(views_offered(roster_people(here)), team.frames, settings),
        "doublons": team.frames["doublons"],
        "a_verifier": control_rows(book),
        **ecarts_produits_rows(team.frames),
        **coherence_rows(team.book, settings, team.frames),
        "preuve": proof_rows(team.book, team.numbers, rows_shown_elsewhere(team, book, proposed)),
        "lecture": reading_proof_rows(team.numbers),
        "constats": _findings(team),
        "definitions": annexe_of_definitions(book),
        "libre": team.libre,
    }


def _everybodys(team: Contents, book: Book, views: Views, proposed: Mapping[str, Array]) -> dict[str, pd.DataFrame]:
    """Everybody's rows of each table of a plan, the actions and the deals numbered."""
    numbered = {**team.frames, **{key: gap_rows_with_numbers(team.frames[key]) for key in ("actions", "carnet")}}
    numbered["carnet"] = numbered["carnet"].assign(inconnu=unknown_people(numbered["carnet"]))
    seen = pd.Series(gap_views_of_owners(numbered["actions"], views), dtype="string")
    numbered["actions"] = numbered["actions"].assign(vue_personne=seen.to_numpy())
    numbered["actions"] = actions_not_as_proposed(numbered["actions"], proposed["actions"])
    for key in tables_once_for_everybody(book):
        numbered[key] = common_rows_as_proposed(numbered[key], proposed[key])
    return {
        key: numbered[key][[column.key for column in book.by_key[key].stored]]
        for key in (*(table.key for table in tables_of_everybody(team.book)), "sources", "etapes_carnet")
    }


def _axes(team: Contents, settings: Settings, views: Views) -> dict[str, Mapping[str, Any]]:
    """What the écarts are told by: the rows of each table of écarts."""
    families = [family.sheet for family in settings.families_of_actions]
    actions, sources = team.frames["actions"], team.frames["sources"]
    people = (
        sources[sources["statut"] == COUNTED].dropna(subset="commercial").drop_duplicates(["commercial", "equipe"])
    )
    days = set(actions["fin"].fillna(actions["debut"]).dropna().dt.to_period("M").dt.start_time)
    if team.identity.period:
        days |= {pd.Timestamp(month) for month in parse_period(team.identity.period).months}
    months = team.frames["indicateurs"].dropna(subset="indicateur")
    lines, series = _firms_first(gap_rows_once(months, OF_LINE), settings), series_of_gaps(team)
    axes: dict[str, Mapping[str, Any]] = {
        "famille": {"famille": families},
        "commercial": {"commercial": people["commercial"], "equipe": people["equipe"]},
        "mois": {"mois": sorted(days)},
    }
    rollups = {f"{what}{axis}": rows for axis, rows in axes.items() for what in ("par_", DELAYS_BY)}
    return {
        **rollups,
        "par_commercial": gap_rows_with_views(rollups["par_commercial"], views),
        TEAM: {key: lines[key] for key in OF_LINE},
        **crossed_indicators_rows(lines),
        RANKED_INDICATORS.key: ranked_gap_rows(len(lines)),
        PEOPLE: gap_rows_with_views(
            {key: series[key] for key in ("commercial", "equipe", *OF_LINE, "numero")}, views
        ),
    }


def _firms_first(lines: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The lines of the indicators, first those in the unit and the sense that the firm counts each in."""
    counted = {each.name: (read_unit(each.unit, settings.taxes).name, each.sense) for each in settings.indicators}
    said = zip(*(lines[key] for key in OF_LINE), strict=True)
    own = (
        counted.get(name) == (read_unit(column_text(unit), settings.taxes).name, column_text(sense))
        for name, unit, sense in said
    )
    firms = np.fromiter(own, dtype=bool, count=len(lines))
    return pd.concat([lines[firms], lines[~firms]])


def _chosen_axes(actions: pd.DataFrame, axes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What the axes that one chooses offer: the values that each has in the actions, or has a line for."""
    people = axes["par_commercial"]
    values = {
        FAMILY: axes["par_famille"]["famille"],
        PERSON: people["vue_personne"],
        TEAM_AXIS: sorted(set(people["equipe"].dropna())),
        **{axis: sorted(_said_in(actions, key)) for axis, key in SAID.items() if key in actions},
    }
    months = {day: f"{FRENCH_MONTHS[day.month - 1]} {day.year}" for day in axes["par_mois"]["mois"]}
    return axis_rows({axis: filter(None, found) for axis, found in values.items()}, months)


def _said_in(actions: pd.DataFrame, key: str) -> pd.Series[str]:
    return gap_rows_once(actions.dropna(subset=key), (key,))[key]


def _findings(team: Contents) -> pd.DataFrame:
    """The findings as people read them in the workbook, a line a cause: what there is to do first."""
    rows = [
        (
            SEVERITIES[cause.first.severity],
            float(cause.number),
            cause.first.place.file,
            _common(each.place.sheet for each in cause.findings),
            cause.places(most=_MOST_PLACES) if cause.number > 1 else cause.first.place.cell,
            _common(each.place.column for each in cause.findings),
            _common(each.value for each in cause.findings),
            cause.message(),
            cause.remedy(),
            cause.first.code,
        )
        for cause in causes(team.found)
    ]
    keys = [column.key for column in FINDINGS]
    return pd.DataFrame(rows, columns=keys, dtype="string").astype({"nombre": "float64"})


_MOST_PLACES = 40  # of a cause, in a cell of the workbook


def _common(words: Iterable[str]) -> str:
    """The words that findings share; a few that differ side by side; else how many there are."""
    found = [word for word in dict.fromkeys(words) if word]
    return ", ".join(found) if len(found) <= FEW else f"{', '.join(found[:FEW])}…"

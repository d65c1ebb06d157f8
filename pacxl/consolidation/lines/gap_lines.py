"""The lines of the consolidated workbook that say whose the gaps are and why, as the plans together tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pacxl.a1 import address
from pacxl.books.ecarts.axes.ranked_gaps import ranked_gap_rows
from pacxl.books.ecarts.controls import WAITING, control_count_rows, control_of_decisions
from pacxl.books.ecarts.gaps import BUDGET, EUROS, FIVE, INDICATOR, KEY, five_gaps_rows
from pacxl.books.ecarts.qui import (
    BY_FAMILY,
    BY_INDICATOR,
    BY_PERSON,
    FILLED,
    PEOPLE_HERE,
    qui_adds_euros,
    qui_money_indicators,
    qui_ranked_people,
)
from pacxl.books.ecarts.synthese import BY_GROUP, GROUPS
from pacxl.books.ecarts.view import VIEWS, view_of_team, view_rows, views_of_people
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.consolidation.roster import Whose, roster, roster_people
from pacxl.findings.finding import Finding, Place
from pacxl.french.numerals import in_euros, in_unit
from pacxl.french.text import fold
from pacxl.plan.tables.indicator_boards import OF_LINE
from pacxl.plan.tables.results import HIGHER, LOWER
from pacxl.settings.model import Indicator, Settings
from pacxl.settings.rules import FLUX

_EXPLAINED = ("cause", "action", "responsable", "echeance")
_UNSAID = dict.fromkeys(_EXPLAINED)
_Said = dict[tuple[Whose, str], dict[str, Any]]  # a person and a subject → what the person says of it


Views = Mapping[Whose, str]  # what the drop-down of the first page calls each person of a team


def gap_rows_with_views(rows: Mapping[str, Any], views: Views) -> dict[str, Any]:
    """Rows of people (`commercial`, `equipe`), with what the drop-down of the first page calls them."""
    teams = [view_of_team(team) or None for _, team in roster_people(rows)]
    return {**rows, "vue_personne": gap_views_of_owners(rows, views), "vue_equipe": teams}


def gap_views_of_owners(rows: Mapping[str, Any] | pd.DataFrame, views: Views) -> list[str | None]:
    """What the drop-down calls the person of each row, None for nobody."""
    return [views.get(owner) or None for owner in roster_people(rows)]


def gap_views_of_team(here: Mapping[str, Any]) -> Views:
    """What the drop-down calls each person of a team: one name each, wherever the person's rows are."""
    return views_of_people(roster_people(here))


def gaps_who_and_why(team: Contents, settings: Settings, here: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The rows of the tables that say whose the gaps are and why, by table: of the people who are `here`
    (`gap_rows_of_people`)."""
    names = {"commercial": here["commercial"], "equipe": here["equipe"]}
    return {
        PEOPLE_HERE: here,
        BY_INDICATOR: names,
        **{each.key: ranked_gap_rows(len(here["commercial"])) for each in qui_ranked_people(settings)},
        BY_FAMILY: names,
        BY_PERSON: names,
        FILLED: {str(key): column for key, column in team.frames[FILLED].items()},
        KEY: gap_rows_with_views(gap_rows(team, settings), gap_views_of_team(here)),
        FIVE: five_gaps_rows(),
        BY_GROUP: {"groupe": [*GROUPS]},
        WAITING: control_count_rows(control_of_decisions()),
        VIEWS: view_rows(roster_people(here)),
    }


# --- the people -------------------------------------------------------------------------------------------


def gap_rows_of_people(team: Contents, settings: Settings) -> dict[str, list[Any]]:
    """A line a person, expected or heard of, with what came of each; the least favourable first, by the first of the
    firm's indicators in euros."""
    worst = _unfavourable(team, settings)
    lines = [reply for reply in roster(team) if reply.person]
    lines.sort(key=lambda reply: -worst.get((reply.person, reply.team), 0.0))
    return {
        "commercial": [reply.person for reply in lines],
        "equipe": [reply.team or None for reply in lines],
        "reponse": [reply.status for reply in lines],
        "a_faire": [reply.asked() or None for reply in lines],
    }


def _unfavourable(team: Contents, settings: Settings) -> dict[Whose, float]:
    first = next((each.name for each in qui_money_indicators(settings)), "")
    gaps = _gaps_of_months(team).items()
    return {owner: -gap for (owner, name, unit), gap in gaps if (name, unit) == (first, EUROS)}


def _gaps_of_months(team: Contents) -> dict[tuple[Whose, str, str], float]:
    """A person, an indicator, its unit → Σ réalisé − Σ objectif of the months in which both are known."""
    months = team.frames["indicateurs"].dropna(subset=["indicateur", "realise", "objectif"])
    sums: dict[tuple[Whose, str, str], float] = {}
    for owner, name, unit, gap in zip(
        roster_people(months),
        months["indicateur"],
        months["unite"],
        months["realise"] - months["objectif"],
        strict=True,
    ):
        key = (owner, str(name), column_text(unit))
        sums[key] = sums.get(key, 0.0) + float(gap)
    return sums


# --- the gaps ---------------------------------------------------------------------------------------------


def gap_rows(team: Contents, settings: Settings) -> dict[str, list[Any]]:
    """A line a gap: of each person's indicators, of each action's budget; the most unfavourable in euros first, then
    the others by indicator."""
    lines = list(_gap_lines(team, settings))
    lines.sort(key=lambda line: (line["classe"] != EUROS, -line.pop("poids"), line["objet"]))
    rows = {key: [line[key] for line in lines] for key in _LINE}
    short = {"objet": "objet_court", "cause": "cause_courte", "action": "action_courte"}
    rows |= {brief: [*map(_beginning, rows[whole])] for whole, brief in short.items()}
    return {**rows, "numero": [*range(1, len(lines) + 1)]}


_LINE = (
    *("commercial", "equipe", "objet", "nature", "unite", "classe", "source", "fichier", "feuille", "ligne"),
    *_EXPLAINED,
)
_BRIEF = 56  # characters: two lines of the first page


def _beginning(text: str | None) -> str | None:
    """The beginning of a text, whole words on one line."""
    words = " ".join((text or "").split())
    return (words if len(words) <= _BRIEF else f"{words[:_BRIEF].rpartition(' ')[0]}…") or None


def _gap_lines(team: Contents, settings: Settings) -> Iterator[dict[str, Any]]:
    """The gaps of a team with what is said of each; `poids` is how unfavourable it is, in its unit."""
    said = _said_of_subjects(team)
    yield from _of_budgets(team, said)
    yield from _of_indicators(team, {each.name: each for each in settings.indicators}, said)


def series_of_gaps(team: Contents) -> pd.DataFrame:
    """Each person's lines of the indicators, with their numbers, from 1; and where the first month of each stands."""
    months = team.frames["indicateurs"].dropna(subset="indicateur")
    lines = gap_rows_once(months, ("commercial", "equipe", *OF_LINE))
    return lines.assign(numero=range(1, len(lines) + 1))


def gap_rows_once(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The first of the rows that Excel takes for the same in some columns: whatever their case."""
    same = pd.DataFrame({key: frame[key].str.casefold() for key in keys})
    return frame.loc[~same.duplicated()]


def _of_indicators(team: Contents, known: Mapping[str, Indicator], said: _Said) -> Iterator[dict[str, Any]]:
    sums, series = _gaps_of_months(team), series_of_gaps(team)
    for owner, line in zip(roster_people(series), series.to_dict("records"), strict=True):
        name, unit = str(line["indicateur"]), column_text(line["unite"])
        if (gap := sums.get((owner, name, unit))) is None:
            continue
        setting = known.get(name)
        adds_up = setting is not None and qui_adds_euros(setting) and unit == EUROS
        yield {
            **_owned(owner),
            "objet": name,
            "nature": INDICATOR,
            "unite": unit or None,
            "classe": EUROS if adds_up else None,
            "source": line["numero"],
            "fichier": line["fichier"],
            "feuille": column_text(line["feuille"]) or None,
            "ligne": None,
            **said.get((owner, fold(name)), _UNSAID),
            "poids": {HIGHER: -gap, LOWER: gap}.get(column_text(line["sens"]), 0.0),
            "flux": setting is None or setting.counted_as == FLUX,
        }


def _of_budgets(team: Contents, said: _Said) -> Iterator[dict[str, Any]]:
    actions = gap_rows_with_numbers(team.frames["actions"])
    actions = actions[actions["ecart_constate"].notna() & (actions["ecart_constate"] != 0)]
    for owner, action in zip(roster_people(actions), actions.to_dict("records"), strict=True):
        subject = column_text(action["etape"])
        told = said.get((owner, fold(subject)), _UNSAID)
        yield {
            **_owned(owner),
            "objet": " · ".join(filter(None, (column_text(action["famille"]), subject))),
            "nature": BUDGET,
            "unite": EUROS,
            "classe": EUROS,
            "source": action["numero"],
            **{key: None if pd.isna(action[key]) else action[key] for key in ("fichier", "feuille", "ligne")},
            **told,
            "cause": column_text(action["analyse"]) or told["cause"],
            "responsable": told["responsable"] or column_text(action["qui"]) or None,
            "poids": float(action["ecart_constate"]),
            "flux": True,
        }


def gap_rows_with_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """The actions or the deals of a team, each with its number, from 1."""
    return rows.assign(numero=range(1, len(rows) + 1))


def _owned(owner: Whose) -> dict[str, Any]:
    return {"commercial": owner[0] or None, "equipe": owner[1] or None}


def _said_of_subjects(team: Contents) -> _Said:
    """What each person says of a subject (an indicator, an action): its cause, what is done, who does it, and when;
    in the follow-up of the KPI, or else in the review."""
    said: _Said = {}
    for table, subject, action in (("revue", "sujet", "decision"), ("kpi", "indicateur", "action")):
        frame = team.frames.get(table)
        for owner, row in (
            zip(roster_people(frame), frame.to_dict("records"), strict=True) if frame is not None else ()
        ):
            told = {"cause": row["cause"], "action": row[action]} | {key: row[key] for key in _EXPLAINED[2:]}
            known = {key: None if pd.isna(value) else value for key, value in told.items()}
            if any(known[key] is not None for key in ("cause", "action")):
                said[owner, fold(column_text(row[subject]))] = known
    return said


# --- those that nobody explains ---------------------------------------------------------------------------


def unexplained_gaps(team: Contents, settings: Settings, plans: Sequence[Contents]) -> Iterator[Finding]:
    """The gaps whose cause is asked of their author: the unfavourable ones of which nothing is said, in euros above
    the firm's threshold; at 0, all that add up, whatever their unit."""
    files = {plan.file: plan for plan in plans}
    for line in _gap_lines(team, settings):
        asked = line["classe"] == EUROS or (not settings.threshold and line["flux"])
        if asked and line["cause"] is None and round(line["poids"], 6) > settings.threshold:
            amount = _shown_amount(line["poids"], "" if line["classe"] == EUROS else line["unite"] or "")
            place, where = _where_to_tell(line, files.get(line["fichier"]))
            yield Finding("gap-unexplained", place, line["objet"], {"amount": amount, **where})


def _shown_amount(number: float, unit: str) -> str:
    """An amount in its unit; in euros without one."""
    return in_unit(number, unit) if unit else in_euros(number)


def _where_to_tell(line: Mapping[str, Any], plan: Contents | None) -> tuple[Place, dict[str, str]]:
    """Where a gap stands, and where its author says the cause of it."""
    file, sheet = line["fichier"], line["feuille"] or ""
    tables = plan.book.by_key if plan else {}
    if line["nature"] == BUDGET:
        col, row = plan.columns.get(("actions", sheet, "analyse")) if plan else None, line["ligne"]
        cell = "" if col is None or row is None else address(int(row) - 1, col)
        where = "dans « Analyse des écarts », sur sa ligne", "in “Analyse des écarts”, on its row"
        return Place(file, sheet, cell, "Actions", "Analyse des écarts"), _worded(where)
    for name in (tables[key].parts[0].sheet for key in ("kpi", "revue") if key in tables):
        where = f"sur la feuille « {name} », à une ligne de ce nom", f"on the sheet “{name}”, in a row of this name"
        return Place(file, sheet), _worded(where)
    return Place(file, sheet), _worded(("en réponse à ce message", "in answer to this message"))


def _worded(where: tuple[str, str]) -> dict[str, str]:
    return {"where": where[0], "where_en": where[1]}

"""What `--json` prints, as a JSON schema: findings, what was understood of people's own tables, and what a
consolidation adds to them."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from typing import Any

from pacxl.books.ecarts.controls import STATUSES
from pacxl.books.ecarts.qui import ANSWERS
from pacxl.compute.contents import Contents
from pacxl.consolidation.roster import roster
from pacxl.definition.header_match import WAYS
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import CATALOGUE
from pacxl.findings.frame import FINDING_COLUMNS
from pacxl.jobs.totals import TOTALS
from pacxl.relecture.fullness import fullness

CELLS = ("read", "retained", "converted", "rejected", "libre")

SUBMISSION = {
    "file": "fichier",
    "person": "commercial",
    "team": "equipe",
    "period": "periode",
    "status": "statut",
    "why": "raison",
}


def json_submissions(team: Contents) -> list[dict[str, str]]:
    """The files of a report in JSON: what became of each, a row a file; all strings, "" where nothing is known."""
    sources = team.frames["sources"][list(SUBMISSION.values())].fillna("")
    return [dict(zip(SUBMISSION, map(str, row), strict=True)) for row in sources.itertuples(index=False)]


UNDERSTOOD = ("file", "sheet", "cell", "header", "table", "column", "how", "sure", "samples")


def json_understood(plans: Sequence[Contents]) -> list[dict[str, Any]]:
    """What was understood of somebody's own tables, a row a column of theirs: the column of ours (`column`, "" for
    none), how it was known, how sure that is (0 to 1), its first values."""
    return [
        dict(zip(UNDERSTOOD, (plan.file, *dataclasses.astuple(match)), strict=True))
        for plan in plans
        for match in plan.header_matches
    ]


_UNDERSTOOD_TYPES: dict[str, Any] = {key: {"type": "string"} for key in UNDERSTOOD} | {
    "how": {"enum": ["", *WAYS]},
    "sure": {"type": "number", "minimum": 0, "maximum": 1},
    "samples": {"type": "array", "items": {"type": "string"}},
}


FULLNESS: dict[str, Any] = {
    "file": {"type": "string"},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "left": {"type": "object", "additionalProperties": {"type": "string"}},
}


def json_fullness(plans: Sequence[Contents]) -> list[dict[str, Any]]:
    """How full each plan of ours is, for a report in JSON: the share of the essential that is filled in, and by sheet
    what is left, in French."""
    each = ((plan.file, fullness(plan)) for plan in plans)
    return [{"file": file, "share": full.share, "left": dict(full.left)} for file, full in each if full is not None]


ROSTER = {
    "person": {"type": "string"},
    "team": {"type": "string"},
    "file": {"type": "string"},
    "status": {"enum": list(ANSWERS)},
    "expected": {"type": "boolean"},
    "asked": {"type": "string"},
    "filled": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
}


def json_roster(team: Contents, lang: Lang) -> list[dict[str, Any]]:
    """The roster of a report in JSON: what came of each person who is expected or heard of, and of each file of
    nobody known; `filled` is a share of the rows asked for, None where there are none."""
    plain = [key for key in ROSTER if key != "asked"]
    return [{**{key: getattr(reply, key) for key in plain}, "asked": reply.asked(lang)} for reply in roster(team)]


COMPLETION = {
    **{key: {"type": "string"} for key in ("person", "team", "sheet")},
    **{key: {"type": "integer", "minimum": 0} for key in ("rows", "filled")},
    "rate": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
}


def json_completion(team: Contents) -> list[dict[str, Any]]:
    """How much each person filled in of each sheet, for a report in JSON: the rows that are asked for, those that say
    something, the share of these."""
    lines = []
    for person, of, sheet, rows, filled in team.frames["remplissage"].fillna({"equipe": ""}).itertuples(index=False):
        rate = int(filled) / int(rows) if rows else None
        lines.append(dict(zip(COMPLETION, (person, of, sheet, int(rows), int(filled), rate), strict=True)))
    return lines


def json_schema() -> dict[str, Any]:
    """The schema (2020-12) of the object that `check --json` and `consolidate --json` print."""
    finding: dict[str, Any] = {key: {"type": "string"} for key in FINDING_COLUMNS}
    finding |= {
        "code": {"enum": sorted(CATALOGUE)},
        "severity": {"enum": [severity.value for severity in Severity]},
        "cell": {"type": "string", "pattern": "^([A-Z]{1,3}[1-9][0-9]*(:[A-Z]{1,3}[1-9][0-9]*)?)?$"},
    }
    submission: dict[str, Any] = {key: {"type": "string"} for key in SUBMISSION} | {
        "status": {"enum": list(STATUSES)}
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pacxl --json",
        **_object(
            {
                "files": {"type": "integer", "minimum": 0},
                "findings": {"type": "array", "items": _object(finding, FINDING_COLUMNS)},
                "understood": {"type": "array", "items": _object(_UNDERSTOOD_TYPES, UNDERSTOOD)},
                "fullness": {"type": "array", "items": _object(FULLNESS, tuple(FULLNESS))},
                "totals": _object({key: {"type": ["number", "null"]} for key in TOTALS}, TOTALS),
                "proved": {"type": "boolean"},
                "submissions": {"type": "array", "items": _object(submission, tuple(SUBMISSION))},
                "roster": {"type": "array", "items": _object(ROSTER, tuple(ROSTER))},
                "completion": {"type": "array", "items": _object(COMPLETION, tuple(COMPLETION))},
                "cells": _object({key: {"type": "integer", "minimum": 0} for key in CELLS}, CELLS),
            },
            ("files", "findings"),
        ),
    }


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def print_json(value: object) -> None:
    """Prints a command's report: one object as JSON, and nothing else; in ASCII where not all can be said."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=1)
    print(text)

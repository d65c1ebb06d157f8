"""What `--json` prints, as a JSON schema: findings, and what a consolidation adds to them."""

from __future__ import annotations

from typing import Any

from pacxl.compute.contents import FINDING_COLUMNS
from pacxl.findings.entry import Severity
from pacxl.findings.finding import CATALOGUE

TOTALS = ("actions", "budget", "depense", "carnet_montant", "carnet_pondere")
CELLS = ("read", "retained", "converted", "rejected", "libre")


def schema() -> dict[str, Any]:
    """The schema (2020-12) of the object that `check --json` and `consolidate --json` print."""
    finding: dict[str, Any] = {key: {"type": "string"} for key in FINDING_COLUMNS}
    finding |= {
        "code": {"enum": sorted(CATALOGUE)},
        "severity": {"enum": [severity.value for severity in Severity]},
        "cell": {"type": "string", "pattern": "^([A-Z]{1,3}[1-9][0-9]*(:[A-Z]{1,3}[1-9][0-9]*)?)?$"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pacxl --json",
        **_object(
            {
                "files": {"type": "integer", "minimum": 0},
                "findings": {"type": "array", "items": _object(finding, FINDING_COLUMNS)},
                "totals": _object({key: {"type": ["number", "null"]} for key in TOTALS}, TOTALS),
                "cells": _object({key: {"type": "integer", "minimum": 0} for key in CELLS}, CELLS),
            },
            ("files", "findings"),
        ),
    }


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}

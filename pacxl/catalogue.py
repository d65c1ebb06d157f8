"""The one catalogue of what pacxl has to tell: code, severity, sentence and way out, in French and English."""

from __future__ import annotations

from pacxl.cell_findings import CELL
from pacxl.entry import Entry
from pacxl.entry import Lang as Lang
from pacxl.entry import Severity as Severity
from pacxl.file_findings import FILE
from pacxl.plan_findings import PLAN
from pacxl.return_findings import RETURN
from pacxl.settings_findings import SETTINGS
from pacxl.table_findings import TABLE
from pacxl.team_findings import TEAM

CATALOGUE: dict[str, Entry] = {**CELL, **TABLE, **PLAN, **SETTINGS, **TEAM, **FILE, **RETURN}

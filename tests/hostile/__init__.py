"""Hostile and damaged files, made when they are asked for: every kind that a reader must survive, by its sentence."""

from __future__ import annotations

from tests.hostile.archives import ARCHIVES
from tests.hostile.build import Case as Case
from tests.hostile.markup import MARKUP
from tests.hostile.others import OTHERS
from tests.hostile.sheets import SHEETS
from tests.hostile.spreadsheets import SPREADSHEETS

CASES: dict[str, Case] = {**ARCHIVES, **MARKUP, **SHEETS, **SPREADSHEETS, **OTHERS}

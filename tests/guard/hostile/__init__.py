"""Hostile and damaged files, made when they are asked for: every kind that a reader must survive, by its sentence."""

from __future__ import annotations

from tests.guard.hostile.archives import ARCHIVES
from tests.guard.hostile.build import Case as Case
from tests.guard.hostile.markup import MARKUP
from tests.guard.hostile.others import OTHERS
from tests.guard.hostile.sheets import SHEETS
from tests.guard.hostile.spreadsheets import SPREADSHEETS

ROOMS = {
    "archives": ARCHIVES,
    "markup": MARKUP,
    "sheets": SHEETS,
    "spreadsheets": SPREADSHEETS,
    "others": OTHERS,
}
CASES: dict[str, Case] = {sentence: case for room in ROOMS.values() for sentence, case in room.items()}

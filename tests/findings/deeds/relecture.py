"""What people leave out of a plan, or put in it that cannot be together: what the relecture tells."""

from __future__ import annotations

from collections.abc import Iterable

import pacxl
from pacxl.findings.finding import Finding
from pacxl.relecture.read_over import UNTOUCHED, read_over
from tests.findings.deeds.deed import Deed, Desk, deed
from tests.plans import TODAY
from tests.relecture.test_relecture import BROKEN, FIRM, NOBODY, OF_ROWS, Frames, made


@deed
def a_blank_is_sent_back(desk: Desk) -> Iterable[Finding]:
    path = pacxl.write(pacxl.blank(FIRM, person="Paul", today=TODAY), desk.folder / "PAC_Paul.xlsx")
    return read_over(pacxl.read(path)).found


def broke(sentence: str, *codes: str) -> Deed:
    """A file that holds all that breaks some rules."""

    def do(desk: Desk) -> Iterable[Finding]:
        rows: Frames = {}
        for code in codes:
            for table, mine in BROKEN[code][0].items():
                rows.setdefault(table, []).extend(mine)
        path = pacxl.write(made(rows, owner=NOBODY), desk.folder / "PAC.xlsx")
        return read_over(pacxl.read(path)).found

    return Deed(sentence, do)


APART = {
    UNTOUCHED: a_blank_is_sent_back,
    "intent-without-action": broke("a vision, and no action", "intent-without-action"),
    "family-unused": broke("two families are left as they were", "family-unused"),
    "one-family-holds-all": broke("one family has all the money", "one-family-holds-all"),
    "one-person-holds-all": broke("Paul does everything", "one-person-holds-all"),
    "contingency-missing": broke("a budget without a margin", "contingency-missing"),
}
OTHERS = tuple(code for code in BROKEN if code not in {*APART, *OF_ROWS})
WHOLES = APART | dict.fromkeys(OTHERS, broke("a plan lacks all that a plan can lack", *OTHERS))

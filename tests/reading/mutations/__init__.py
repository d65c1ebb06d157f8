"""What people do to a filled workbook before they send it back: one small function a deed, named by a sentence."""

from __future__ import annotations

from tests.reading.mutations import around, cells, headers, rows, sheets, tables
from tests.reading.mutations.bent import Bent as Bent
from tests.reading.mutations.mutation import MUTATIONS as MUTATIONS
from tests.reading.mutations.mutation import Mutation as Mutation
from tests.reading.mutations.mutation import bent_by as bent_by
from tests.reading.mutations.saving import save as save
from tests.reading.mutations.standing import Impossible as Impossible

# The mutations by what they are done to, each group in the order of its room.
GROUPS = {
    room.__name__.rsplit(".", 1)[1]: [each for each in MUTATIONS.values() if each.bend.__module__ == room.__name__]
    for room in (cells, rows, headers, tables, sheets, around)
}

"""What becomes of a file does not depend on the one that its reader read before."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace
from functools import cache, partial
from itertools import cycle, pairwise, product
from pathlib import Path

import pytest

from pacxl.errors import PacxlError
from pacxl.formats.opened import Opened, filled_rows
from pacxl.guard.limits import MB
from pacxl.worker.pool import open_in_pool
from pacxl.worker.worker import Worker
from tests.guard.hostile import ROOMS
from tests.guard.hostile.build import Case, book
from tests.guard.hostile.sparse import ACTIONS, SPARSE
from tests.worker.test_pool import limits

ROW = f"<row>{''.join(f'<c><v>{number}</v></c>' for number in range(30))}</row>"
LARGE, OTHER = book(ROW * 10_000), book(ROW * 2_500)


def made(case: Case) -> Case:
    """The case, whose bytes are made once."""
    return replace(case, make=partial(bytes, case.make()))


@cache
def others() -> tuple[Case, Case]:
    """Files that are read before and after a hostile one, in turn."""
    return made(SPARSE["a plan, and a cell on the last row of Excel"]), made(Case(OTHER, (Opened,)))


def end(case: Case, folder: Path) -> type:
    """What comes of reading a case."""
    path = folder / case.name
    path.write_bytes(case.make())
    try:
        return type(open_in_pool(path, case.limits))
    except PacxlError as fault:
        return type(fault)


@pytest.mark.long
def test_a_file_that_just_fits_is_read_again_and_again(tmp_path: Path) -> None:
    """A reader that has read before may lack what a new one has: then a new one says whether the file fits."""
    path = tmp_path / "grand.xlsx"
    path.write_bytes(LARGE())
    sizes = range(20 * MB, 500 * MB, 10 * MB)
    most = sizes[bisect(sizes, False, key=lambda most: isinstance(_alone(path, most), Opened))]
    assert [type(open_in_pool(path, limits(memory=most + 10 * MB))) for _ in range(5)] == [Opened] * 5


def _alone(path: Path, memory: int) -> object:
    worker = Worker()
    try:
        return worker.read(path, limits(memory=memory))
    finally:
        worker.close()


@pytest.mark.long
def test_sparse_files_one_after_the_other_in_every_order(tmp_path: Path) -> None:
    """In one go, in which each comes after each once, itself too."""
    names = [*SPARSE]
    words = [word for at, one in enumerate(names, 1) for word in ([one], *([one, other] for other in names[at:]))]
    chain = [name for word in words for name in word] + names[:1]
    assert {*pairwise(chain)} == {*product(names, names)}
    files = {name: made(case) for name, case in SPARSE.items()}
    assert [name for name in chain if end(files[name], tmp_path) is not Opened] == []


@pytest.mark.long
@pytest.mark.parametrize("room", ROOMS)
def test_hostile_files_each_between_two_others(room: str, tmp_path: Path) -> None:
    """What each comes to by itself, `tests/guard/test_hostile.py` says: here too, right after another file. In one
    go, in which the file after one hostile file is the file before the next."""
    before = "nothing"
    wrong = []
    for (sentence, hostile), other in zip(ROOMS[room].items(), cycle(others()), strict=False):
        if end(other, tmp_path) is not Opened:
            wrong.append(f"a file after {before}")
        if (came := end(hostile, tmp_path)) not in hostile.ends:
            wrong.append(f"{sentence}: {came}")
        before = sentence
    if end(others()[0], tmp_path) is not Opened:
        wrong.append(f"a file after {before}")
    assert wrong == []


@pytest.mark.parametrize("case", SPARSE.values(), ids=SPARSE)
def test_a_sparse_grid_costs_what_it_holds(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    opened = open_in_pool(path)
    (grid,) = opened.sheets.values()
    assert len({id(row) for row in grid}) <= ACTIONS + 3
    last, cells = list(filled_rows(grid))[-1]
    assert (last, cells[-1]) == (len(grid) - 1, "x" if case.name.endswith(".ods") else 1.0)

"""The matrix of mutations: whatever people do to a filled workbook, its frames are read as they were, the findings
name what was done, and nothing is lost.

Each group of mutations is one test, its files read together, and each mutation a subtest: `pytest -v` lists them all.
`tests/mutations` holds what people do; this file holds what must be true of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import pacxl
from pacxl.findings.entry import Severity
from tests.reading.mutations import GROUPS, MUTATIONS, Bent, Impossible, Mutation, bent_by, save
from tests.reading.mutations.account import changed, lost, unbalanced
from tests.reading.mutations.samples import Sample, cut_short, small, whole
from tests.sources.same import assert_same

Deeds = tuple[Mutation, ...]  # what was done to one workbook


@pytest.fixture(scope="module")
def small_firm(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return small(tmp_path_factory.mktemp("petit"))


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return cut_short(tmp_path_factory.mktemp("piscines"))


# --- the matrix -------------------------------------------------------------------------------------------


def test_people_do_at_least_a_hundred_things_to_a_workbook() -> None:
    assert len(MUTATIONS) >= 100


@pytest.mark.long
@pytest.mark.parametrize("group", GROUPS)
def test_a_mutation_alone(group: str, small_firm: Sample, tmp_path: Path, subtests: pytest.Subtests) -> None:
    judge(small_firm, [(mutation,) for mutation in GROUPS[group]], tmp_path, subtests)


def in_pairs(seed: int, count: int) -> list[Deeds]:
    """Every mutation in so many random pairs, the same ones each time."""
    random = Random(seed)
    pairs: list[Deeds] = []
    for _ in range(count):
        order = random.sample(list(MUTATIONS.values()), len(MUTATIONS))
        pairs += list(zip(order[::2], order[1::2], strict=False))
    return pairs


EIGHTHS = range(8)


@pytest.mark.long
@pytest.mark.parametrize("eighth", EIGHTHS)
def test_two_mutations_at_once_in_another_firm_s_plan(
    eighth: int, pools: Sample, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    judge(pools, in_pairs(20260520, 1)[eighth :: len(EIGHTHS)], tmp_path, subtests)


@pytest.mark.long
def test_many_mutations_at_once_in_a_complete_plan(tmp_path: Path, subtests: pytest.Subtests) -> None:
    judge(whole(), [tuple(MUTATIONS[name] for name in STORM)], tmp_path, subtests)


STORM = (
    "an amount is typed as a text with spaces and the euro sign",
    "dates are typed as texts",
    "percentages are typed as texts",
    "a cell says that it is not known",
    "a computed cell shows an error",
    "rows are typed under a table",
    "a table is sorted",
    "a header is replaced by another word for it",
    "a column of remarks is added on the right of a table",
    "every table is made a plain range",
    "a sheet of one s own is added",
    "a sheet is renamed",
    "the sheets change places",
    "the directions for use are deleted",
)


# --- the account is one that can be wrong ------------------------------------------------------------------


@pytest.mark.long
def test_the_account_misses_what_reading_forgets(small_firm: Sample, tmp_path: Path) -> None:
    deeds = (MUTATIONS["notes are typed beside and under the tables"], MUTATIONS["rows are typed under a table"])
    bent = bent_by(deeds, Bent(small_firm))
    plan = pacxl.read(save(bent, tmp_path / "PAC_Paul.xlsx"))
    assert (lost(bent, plan), changed(bent, plan)) == ([], [])
    without_notes = replace(plan, libre=plan.libre.iloc[:0])
    assert lost(bent, without_notes) == [
        "Étude & marché!AJ7: À voir avec la direction",
        "Étude & marché!B23: Penser à rappeler l’imprimeur",
        "Carnet!P2: 24/12/2026",
    ]
    without_a_row = replace(plan, frames={**plan.frames, "actions": plan.actions.drop(index=7)})
    assert {each.split(": ")[1] for each in lost(bent, without_a_row)} == {"Encore dessous", "Paul", "99"}
    assert len(changed(bent, without_a_row)) == 1


# --- what must be true of each ----------------------------------------------------------------------------


def judge(sample: Sample, every: Sequence[Deeds], folder: Path, subtests: pytest.Subtests) -> None:
    """Bends the sample once for each, reads all the files together, and looks at each; what is kept of them is the
    same."""
    bent = {path: (deeds, workbook) for path, deeds, workbook in _bend(sample, every, folder)}
    assert len(bent) > len(every) / 2, "too many cannot be done together"
    plans = pacxl.read_all(bent, settings=sample.settings, cache=folder / "cache")
    assert_same(plans, pacxl.read_all(bent, settings=sample.settings, cache=folder / "cache"))
    for path, plan in zip(bent, plans, strict=True):
        deeds, workbook = bent[path]
        with subtests.test(msg=" + ".join(deed.name for deed in deeds)):
            assert faults(deeds, workbook, plan) == []


def _bend(sample: Sample, every: Sequence[Deeds], folder: Path) -> Iterator[tuple[Path, Deeds, Bent]]:
    for number, deeds in enumerate(every):
        place = folder / f"{number:02}"
        place.mkdir()
        try:
            workbook = bent_by(deeds, Bent(sample))
        except Impossible:  # one has taken away what the other bends
            continue
        yield save(workbook, place / sample.path.name), deeds, workbook


def faults(deeds: Deeds, bent: Bent, plan: pacxl.Contents) -> list[str]:
    """What is not as it should be, in reading a bent workbook."""
    told = frozenset[str]().union(*(deed.told for deed in deeds))
    codes = {each.code for each in plan.found}
    found = [f"not told: {code}" for code in told if codes.isdisjoint(code.split("|"))]
    found += [f"told for nothing: {item}" for item in _wrongly_told(bent, plan, told | _besides(deeds))]
    found += [f"lost: {cell}" for cell in lost(bent, plan)]
    found += [f"changed: {each}" for each in changed(bent, plan)]
    found += [f"numbers: {each}" for each in unbalanced(plan)]
    read, *became = plan.cells.as_tuple()
    if read != sum(became):
        found.append(f"{read} cells were read, {sum(became)} are accounted for")
    seen = len(list(bent.seen()))
    if read != seen and not any(deed.uncounted for deed in deeds):
        found.append(f"{read} cells were read, another program sees {seen}")
    return found


def _besides(deeds: Deeds) -> frozenset[str]:
    return RULES.union(*(deed.may for deed in deeds))


def _wrongly_told(bent: Bent, plan: pacxl.Contents, due: frozenset[str]) -> list[str]:
    """The warnings and errors beyond those of the workbook as it was and those that are due."""
    wrong = [each for each in plan.found if each.severity is not Severity.INFO]
    more = Counter(each.code for each in wrong) - Counter(each.code for each in bent.sample.plan.found)
    return [
        f"{each.code} {each.place.sheet}!{each.place.cell} {each.message()}"[:160]
        for each in wrong
        if each.code in more and each.code not in due
    ]


# A row that changes may keep to the rules of a plan no longer: rightly told, and no matter of reading.
RULES = frozenset(
    {"step-missing", "sense-missing", "end-before-start", "finish-in-future", "amount-missing"}
    | {"finished-unspent", "dropped-spent", "date-other-year", "row-twice"}
)

"""Every code of the catalogue is raised by something that a person did, and told whole: how grave it is, what was
found, the way out, in both languages, and where.

A deed is done in a folder of its own. Most leave files there, which are read together in the end; the others ask
something else of pacxl, and give what it told.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.cli.output.json_report import json_schema
from pacxl.findings.commands import COMMAND
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.finding import CATALOGUE, Finding
from pacxl.findings.frame import findings_frame
from pacxl.findings.team import TEAM
from pacxl.reading.folder import workbooks
from pacxl.relecture.read_over import UNTOUCHED
from pacxl.writing.export import export_records
from tests.books.test_reglages import RICH
from tests.cli.test_cli import run
from tests.findings.deeds import RAISED, SUBJECTS
from tests.findings.deeds.deed import Deed, Desk
from tests.findings.deeds.files import LANGS
from tests.findings.deeds.team import CHOICES
from tests.plans import SMALL, TODAY
from tests.printed import french_left, printed_faults
from tests.reading.mutations.samples import small

pytestmark = pytest.mark.skipif(os.name == "nt", reason="closed folders and signals are Unix things")

Row = dict[str, str]  # a finding as `--json` has it


@dataclass(frozen=True)
class Told:
    """What pacxl told after each deed, in French and in English; and the folders of files that were left to read."""

    rows: dict[Deed, list[tuple[Row, Row]]]
    folders: dict[Deed, Path]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("classeurs")
    path = pacxl.write(reglages_contents(RICH, TODAY), folder / "reglages.xlsx")
    return Desk(folder, small(folder), path, pacxl.read(path))


@pytest.fixture(scope="module")
def told(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """All the deeds, each done once; the files that they leave are read together."""
    root = tmp_path_factory.mktemp("reçus")
    folders = {each: root / (each.where or code) for code, each in RAISED.items()}
    found: dict[Deed, list[Finding]] = {}
    left: dict[Path, list[Finding]] = {}
    for each, folder in folders.items():
        folder.mkdir(exist_ok=True)
        given = each.do(dataclasses.replace(desk, folder=folder))
        found[each] = left.setdefault(folder, []) if given is None else list(given)
    for file, contents in zip(workbooks(left), pacxl.read_all(left, settings=SMALL), strict=True):
        left[file.parent] += contents.found
    every = [finding for findings in found.values() for finding in findings]
    rows = zip(*(export_records(findings_frame(every, lang)) for lang in LANGS), strict=True)
    return Told(
        {each: list(itertools.islice(rows, len(findings))) for each, findings in found.items()},
        {each: folder for each, folder in folders.items() if folder in left},
    )


def test_each_code_is_raised_and_told_whole(told: Told, subtests: pytest.Subtests) -> None:
    for code, each in RAISED.items():
        with subtests.test(msg=f"{code}: {each.sentence}"):
            mine = [both for both in told.rows[each] if both[0]["code"] == code]
            assert mine, f"told instead of it: {[french['code'] for french, _ in told.rows[each]]}"
            assert [fault for french, english in mine for fault in faults(french, english)] == []


# What is told of a whole file, sheet or table has no cell.
OF_A_WHOLE = {
    *(*FILE, *COMMAND, *RETURN, *(set(TEAM) - {"deal-twice", "deal-counted-once", "gap-unexplained"})),
    *(
        "crm-stages-taken",
        "crm-several-people",
        "crm-others-left",
        "crm-vanished",
        "crm-reassigned",
        "crm-counted-once",
    ),
    UNTOUCHED,
    *("table-missing", "table-by-headers", "column-missing", "sheet-renamed", "adopted"),
    *("template-older", "template-newer", "text-box-kept", "macro-ignored", "identity-found", "identity-missing"),
}
SAME = ("code", "severity", "file", "sheet", "cell", "table", "column", "value")
GAPS = ("  ", "«\u202f\u202f»", "“”", "()", ": .")


def faults(french: Row, english: Row) -> Iterator[str]:
    """What a finding lacks."""
    code = french["code"]
    yield from (f"not the same {key} in both languages" for key in SAME if french[key] != english[key])
    for key in ("message", "remedy"):
        if french[key] == english[key]:
            yield f"the same {key} in both languages: {french[key]}"
        for text in (french[key], english[key]):
            if len(text) < 10 or any(gap in text for gap in GAPS):
                yield f"a gap: {text}"
        yield from printed_faults(french[key], french["value"], french["column"])
        left = french_left(english[key], english["value"], english["column"])
        yield from [f"French is left, {left}: {english[key]}"] if left and english[key] else []
    if french["severity"] != CATALOGUE[code].severity:
        yield f"a severity that is not the catalogue’s: {french['severity']}"
    if not french["file"]:
        yield "no file"
    if bool(french["cell"]) == (code in OF_A_WHOLE):
        yield f"a cell too many, or none: {french['cell']}"


WHOLE = {"code": "not-accepted", "severity": "error", "file": "PAC.xlsx", "cell": "G7"}
LACKING: dict[str, tuple[dict[str, str], str]] = {
    "a word of the sentence": (
        {"message": "«\u202f\u202f» n’est pas lisible."},
        "a gap: «\u202f\u202f» n’est pas lisible.",
    ),
    "the way out": ({"remedy": ""}, "a gap: "),
    "its own severity": ({"severity": "info"}, "a severity that is not the catalogue’s: info"),
    "its file": ({"file": ""}, "no file"),
    "its cell": ({"cell": ""}, "a cell too many, or none: "),
}


@pytest.mark.parametrize(("changed", "fault"), LACKING.values(), ids=LACKING)
def test_a_finding_is_not_whole_without(changed: Row, fault: str) -> None:
    shared = dict.fromkeys(SAME, "") | WHOLE
    french = {**shared, "message": "La cellule ne se lit pas.", "remedy": "Corrigez-la d’abord."}
    english = {**shared, "message": "The cell cannot be read.", "remedy": "Mend it first of all."}
    assert list(faults(french, english)) == []
    same = {key: value for key, value in changed.items() if key in SAME}
    assert list(faults(french | changed, english | same)) == [fault]


def test_no_code_is_without_its_deed() -> None:
    assert set(RAISED) == set(CATALOGUE)
    assert sum(map(len, SUBJECTS)) == len(RAISED)


# --- as JSON ----------------------------------------------------------------------------------------------

# Some of each kind, for they are read once more; the slips in settings are all in one workbook.
PRINTED = (
    *("not-accepted", "error-cell", "not-recalculated", "table-missing", "table-by-headers", "amount-missing"),
    *("file-twice", "file-damaged", "file-grid-too-large", *CHOICES),
)


def test_all_that_is_told_keeps_to_the_schema(told: Told) -> None:
    for findings in zip(*(both for rows in told.rows.values() for both in rows), strict=True):
        assert wrong({"files": len(told.folders), "findings": list(findings)}) == []


def test_so_does_what_check_prints(told: Told) -> None:
    folders = {told.folders[RAISED[code]] for code in PRINTED}
    printed = json.loads(run("check", *folders, "--json").stdout)
    assert wrong(printed) == []
    assert printed["files"] == len(workbooks(folders))
    assert set(PRINTED) - {each["code"] for each in printed["findings"]} == set()


def wrong(printed: object) -> list[str]:
    """Where a JSON object does not keep to the schema."""
    return [fault.message for fault in Draft202012Validator(json_schema()).iter_errors(printed)]

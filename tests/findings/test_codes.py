"""Every code of the catalogue is raised by something that a person did, and told whole: how grave it is, what was
found, the way out, in both languages, and where.

A deed is done in a folder of its own. Most leave files there, which are read together in the end; the others ask
something else of pacxl, and give what it told.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import itertools
import json
import os
import re
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import pacxl
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.books.reglages_contents import reglages
from pacxl.cli.report import schema
from pacxl.compute.contents import Contents, findings_frame
from pacxl.excel import address, serial
from pacxl.findings.entry import Lang
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.finding import CATALOGUE, Finding, Place
from pacxl.findings.team import TEAM
from pacxl.guard.check import MB
from pacxl.reading.folder import workbooks
from pacxl.writing.export import records
from tests.books.test_reglages import RICH, SLIPS
from tests.books.test_rules import SHARED, TASK
from tests.cli.test_cli import run
from tests.guard.hostile import CASES
from tests.guard.hostile.build import book, ods, ods_cell, ods_row, ods_table
from tests.plans import MARKET, SMALL, TODAY, plan
from tests.reading.mutations import MUTATIONS, Bent, bent_by, save
from tests.reading.mutations.samples import Sample, small
from tests.reading.own_pacs import NO_PLANS
from tests.reading.own_pacs import save as save_rows
from tests.reading.own_plans import OWN_PACS
from tests.typed import MAIN, Element, edited, part_of, parts, rewritten, typed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="closed folders and signals are Unix things")


@dataclass(frozen=True)
class Desk:
    """Where a person is at work: a folder, and the workbooks there are: a filled plan and a firm's settings."""

    folder: Path
    sample: Sample
    settings_path: Path
    settings: Contents

    @property
    def plan(self) -> Contents:
        return self.sample.plan

    def copy(self, name: str = "PAC_Paul.xlsx") -> Path:
        return Path(shutil.copy(self.sample.path, self.folder / name))


@dataclass(frozen=True)
class Deed:
    """What a person did. It leaves files to be read, or gives the findings that pacxl made of it.

    `where` names the folder that several deeds are done in, one after the other; by default each has its own.
    """

    sentence: str
    do: Callable[[Desk], Iterable[Finding] | None]
    where: str = ""


def deed(do: Callable[[Desk], Iterable[Finding] | None]) -> Deed:
    return Deed(do.__name__.replace("_", " "), do)


# --- deeds alike ------------------------------------------------------------------------------------------

HEADER = 0  # the row above a table's first


def wrote(sentence: str, table: str, row: int = 1, **values: Any) -> Deed:
    """Values typed in a row of a table; None empties a cell."""

    def do(desk: Desk) -> None:
        path, cells = _cells(desk, table, row)
        typed(path, {cells(key): value for key, value in values.items()})

    return Deed(sentence, do)


def slipped(sentence: str) -> Deed:
    """One of the slips in a settings workbook, which has them all."""
    slip = SLIPS[sentence]

    def do(desk: Desk) -> None:
        columns = desk.settings.book.by_key[slip.table].columns
        key = next(column.key for column in columns if column.header == slip.header)
        wrote(sentence, slip.table, slip.row, **{key: slip.typed}).do(desk)

    return Deed(sentence, do, "réglages")


def calculated(sentence: str, table: str, key: str, formula: str, shown: str | float = "") -> Deed:
    """A formula in a table's first row, and what its cell shows."""

    def do(desk: Desk) -> None:
        path, cells = _cells(desk, table, 1)
        sheet, address = cells(key)

        def put_in(root: Element) -> None:
            cell = next(each for each in root.iter(f"{MAIN}c") if each.get("r") == address)
            for each in [*cell]:
                cell.remove(each)
            cell.set("t", "e" if isinstance(shown, str) else "n")
            etree.SubElement(cell, f"{MAIN}f").text = formula
            if shown != "":
                etree.SubElement(cell, f"{MAIN}v").text = str(shown)

        edited(path, part_of(path, sheet), put_in)

    return Deed(sentence, do)


def _cells(desk: Desk, table: str, row: int) -> tuple[Path, Callable[[str], tuple[str, str]]]:
    """A copy of the workbook that has a table; where the cells of one of its rows are (1 is its first), by column."""
    known = {desk.sample.path: desk.plan, desk.settings_path: desk.settings}
    source, held = next((path, held) for path, held in known.items() if table in held.frames)
    sheet = next(sheet for name, sheet, _ in held.columns if name == table)
    line = int(held.frames[table]["ligne"].iloc[0]) + row - 2
    path = desk.folder / source.name
    if not path.exists():
        shutil.copy(source, path)
    return path, lambda key: (sheet, address(line, held.columns[table, sheet, key]))


def bent(*sentences: str, name: str = "PAC_Paul.xlsx") -> Deed:
    """Mutations of the filled plan."""

    def do(desk: Desk) -> None:
        save(bent_by([MUTATIONS[each] for each in sentences], Bent(desk.sample)), desk.folder / name)

    return Deed(", ".join(sentences), do)


# Mutations that leave each other alone, in one workbook: openpyxl takes its time.
AROUND = bent(
    *("rows are typed under a table", "the headers are repeated among the rows"),
    *("a person is merged over three rows", "notes are typed beside and under the tables", "cells get notes"),
    *("a text box is drawn on a sheet", "the identity s sheet is deleted"),
)
GONE = bent("a table is made a plain range", "a sheet is renamed", "the carnet s sheet is deleted")
DOUBLED = bent("a family s sheet is copied and left as it is", "the carnet is split over two sheets")


def hostile(sentence: str) -> Deed:
    """One of the hostile files."""
    case = CASES[sentence]

    def do(desk: Desk) -> None:
        (desk.folder / case.name).write_bytes(case.make())

    return Deed(sentence, do)


def refused(act: Callable[[], object]) -> list[Finding]:
    """The fault that keeps pacxl from doing something, as the command line tells it."""
    with pytest.raises(pacxl.PacxlError) as caught:
        act()
    fault = caught.value
    return [Finding(fault.code, Place(fault.path), about={"what": fault.detail, "what_en": fault.detail_en})]


# --- a cell -----------------------------------------------------------------------------------------------


@deed
def the_workbook_was_saved_by_a_program_that_calculates_nothing(desk: Desk) -> None:
    path = desk.copy()
    rewritten(path, {name: re.sub(rb"</f><v>[^<]*</v>", b"</f>", part) for name, part in parts(path).items()})


CELLS = {
    "not-accepted": wrote("a word for an amount", "actions", budget="voir avec la comptable"),
    "out-of-range": wrote("a probability of 250 %", "carnet", probabilite="250 %"),
    "unfit": wrote("the thirty-first of June", "actions", fin="31/06/2026"),
    "other-currency": wrote("an amount in dollars", "actions", budget="20 $"),
    "error-cell": calculated("an amount refers to a cell that is gone", "actions", "budget", "#REF!*2", "#REF!"),
    "never-calculated": calculated("an amount was never calculated", "actions", "budget", "600*2"),
    "not-in-list": wrote("a decision that is out of its list", "actions", decision="peut-être"),
    "ambiguous": wrote("an amount that is a thousand or one", "actions", budget="1.000"),
    "percent-doubtful": wrote("a probability without its sign", "carnet", probabilite=2.5),
    "approximate": wrote("an amount that is about so much", "actions", budget="environ 1500 €"),
    "blank-in-disguise": wrote("an amount that is not known", "actions", budget="n.c."),
    "converted": wrote("an amount with its sign", "actions", budget="1 500 €"),
    "formula-overwritten": wrote("a formula typed over", "actions", retard=365.0),
    "value-stale": calculated("a formula shows an old value", "carnet", "pondere", "F10*G10", 123456.5),
    "not-recalculated": the_workbook_was_saved_by_a_program_that_calculates_nothing,
    "formula-error": calculated("a computed cell shows an error", "carnet", "pondere", "F10*#REF!", "#REF!"),
    "kept-as-libre": AROUND,
    "below-table": AROUND,
}

# --- a table, a sheet, whose workbook it is ---------------------------------------------------------------


@deed
def a_plan_of_one_s_own_is_sent(desk: Desk) -> None:
    OWN_PACS["columns that no plan has"].save(desk.folder / "mon plan.xlsx")


@deed
def macros_are_put_in_the_workbook(desk: Desk) -> None:
    rewritten(desk.copy("PAC_Paul.xlsm"), {"xl/vbaProject.bin": b"\0\1\2"})


@deed
def the_workbook_is_of_an_earlier_template(desk: Desk) -> None:
    typed(desk.copy(), {(IDENTITY_SHEET, "B2"): "0"})


@deed
def the_workbook_is_of_a_later_template(desk: Desk) -> None:
    typed(desk.copy(), {(IDENTITY_SHEET, "B2"): "99"})


TABLES = {
    "table-missing": GONE,
    "table-by-headers": GONE,
    "column-missing": wrote("a header that nobody knows", "actions", HEADER, resultat="Zinzin"),
    "sheet-renamed": GONE,
    "table-unplaced": bent("two families lose all that told them apart"),
    "table-split": DOUBLED,
    "table-copied": DOUBLED,
    "copy-differs": bent("a family s sheet is copied and the copy is changed"),
    "header-recognised": wrote("another word for a header", "actions", HEADER, qui="Responsable"),
    "header-near": wrote("a header misspelt", "actions", HEADER, budget="Bugdet"),
    "header-twice": wrote("a header twice", "actions", HEADER, comment="Budget"),
    "header-unknown": a_plan_of_one_s_own_is_sent,
    "header-repeated": AROUND,
    "total-row": wrote("a total under the last row", "actions", 7, etape="TOTAL", budget=9640.25),
    "merged-cells": AROUND,
    "adopted": a_plan_of_one_s_own_is_sent,
    "template-older": the_workbook_is_of_an_earlier_template,
    "template-newer": the_workbook_is_of_a_later_template,
    "note-kept": AROUND,
    "text-box-kept": AROUND,
    "macro-ignored": macros_are_put_in_the_workbook,
    "identity-found": AROUND,
    "identity-missing": bent(
        "the identity s sheet and the properties are deleted",
        "the directions for use are deleted",
        name="retour.xlsx",
    ),
}

# --- a plan, read over ------------------------------------------------------------------------------------


@deed
def a_task_has_two_a_and_a_measurable_objective_no_target(desk: Desk) -> None:
    task = {key: [value] for key, value in {**TASK, "role_vente": "A/R"}.items()}
    objective = {"objectif": ["Vendre plus"], "mesurable": ["oui"]}
    pacxl.write(plan(SHARED, raci=task, objectifs=objective), desk.folder / "PAC_Paul.xlsx")


PLANS = {
    "step-missing": wrote("a row without its step", "actions", etape=None),
    "end-before-start": wrote("an end before its start", "actions", fin=serial(dt.date(2026, 3, 2))),
    "sense-missing": wrote("a target and a result without a sense", "actions", sens=None),
    "finish-in-future": wrote("an actual end to come", "actions", fin_reelle=serial(dt.date(2027, 1, 4))),
    "date-far": wrote("a year alone, which Excel takes for a day of 1905", "actions", fin=2026.0),
    "amount-missing": wrote("a deal without an amount", "carnet", montant=None),
    "probability-missing": wrote("a deal without a probability", "carnet", probabilite=None, etape=None),
    "closing-missing": wrote("a deal won, one knows not when", "carnet", row=3, cloture=None),
    "raci-accountable": a_task_has_two_a_and_a_measurable_objective_no_target,
    "not-smart": a_task_has_two_a_and_a_measurable_objective_no_target,
}

# --- a firm's settings ------------------------------------------------------------------------------------

CHOICES = {
    "cell-needed": slipped("a step without a name"),
    "name-twice": slipped("two segments of one name"),
    "name-wrong": slipped("a name on two lines"),
    "sheet-name-wrong": slipped("a sheet's name with a slash"),
    "key-wrong": slipped("a key with a capital"),
    "colour-wrong": slipped("a colour that is none"),
    "period-wrong": slipped("a period that is none"),
    "steps-none": slipped("a family without a step"),
    "family-unknown": slipped("a step of no family"),
    "person-unknown": slipped("a client of nobody known"),
    "nothing-retained": slipped("no phase that has a family"),
}

# --- several plans together -------------------------------------------------------------------------------


def with_another(sentence: str, file: str = "PAC_Zoé.xlsx", **identity: str) -> Deed:
    """Paul's plan consolidated with one that holds the same but for its author's name, or what else is said."""

    def do(desk: Desk) -> Iterable[Finding]:
        paul = desk.plan
        owner = dataclasses.replace(paul.identity, **identity)
        frames = {table: frame.assign(fichier=file) for table, frame in paul.frames.items()}
        frames["actions"] = frames["actions"].iloc[1:]
        return pacxl.consolidate([paul, dataclasses.replace(paul, identity=owner, frames=frames, file=file)]).found

    return Deed(sentence, do)


@deed
def a_file_is_left_beside_its_copy(desk: Desk) -> None:
    path = typed(desk.copy("PAC_Zoé.xlsx"), {(IDENTITY_SHEET, "B4"): "Zoé"})
    shutil.copy(path, desk.folder / "PAC_Zoé (1).xlsx")


@deed
def settings_are_put_among_the_plans(desk: Desk) -> Iterable[Finding]:
    return pacxl.consolidate([desk.plan, desk.settings]).found


ANOTHER = with_another("a plan is of another template and quarter", person="Zoé", version="0", period="2026-T3")
TEAMS = {
    "deal-twice": with_another("two people list the same deals", person="Zoé"),
    "same-person-twice": with_another("two versions of one plan are sent", "PAC_Paul (2).xlsx"),
    "file-twice": a_file_is_left_beside_its_copy,
    "not-a-plan": settings_are_put_among_the_plans,
    "other-settings": ANOTHER,
    "other-period": ANOTHER,
}

# --- a whole file, or a command ---------------------------------------------------------------------------


@deed
def a_file_that_is_gone_is_asked_for(desk: Desk) -> Iterable[Finding]:
    return refused(lambda: pacxl.read(desk.folder / "PAC_Paul.xlsx"))


@deed
def the_reading_program_crashes(desk: Desk) -> Iterable[Finding]:
    path, done = desk.folder / "PAC_Paul.xlsx", threading.Event()
    path.write_bytes(CASES[HANGS].make())

    def strike() -> None:
        while not done.wait(0.2):
            for child in psutil.Process().children():
                with contextlib.suppress(psutil.Error):
                    if "pacxl.worker.process" in " ".join(child.cmdline()):
                        child.send_signal(signal.SIGSEGV)

    striking = threading.Thread(target=strike)
    striking.start()
    try:
        return refused(lambda: pacxl.read(path))
    finally:
        done.set()
        striking.join()


HANGS = "a table whose end is in a comment"


@deed
def a_file_is_in_a_closed_folder(_: Desk) -> Iterable[Finding]:
    with closed() as folder:
        return refused(lambda: pacxl.read(folder / "PAC_Paul.xlsx"))


@deed
def a_closed_folder_is_searched(_: Desk) -> Iterable[Finding]:
    with closed() as folder:
        return refused(lambda: pacxl.read(folder))


@contextlib.contextmanager
def closed() -> Iterator[Path]:
    """A folder that this user may not look into; nor the system's administrator, as another user for that time."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        Path(place).chmod(0o755)
        folder = Path("Nord")  # from where one is: others may have no right to what stands above
        folder.mkdir(0)
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o700)


@deed
def a_file_is_open_in_excel(desk: Desk) -> None:
    (desk.folder / f"~${desk.copy().name}").touch()


@deed
def a_file_takes_too_long(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.xlsx"
    path.write_bytes(CASES[HANGS].make())
    return refused(lambda: pacxl.read(path, limits=pacxl.Limits(seconds=0.3)))


@deed
def a_file_takes_too_much_memory(desk: Desk) -> Iterable[Finding]:
    path, cells = desk.folder / "PAC_Paul.xlsx", "".join(f"<c><v>{number}</v></c>" for number in range(30))
    path.write_bytes(book(f"<row>{cells}</row>" * 10_000)())
    return refused(lambda: pacxl.read(path, limits=pacxl.Limits(memory=10 * MB)))


@deed
def a_price_list_is_sent(desk: Desk) -> None:
    save_rows(NO_PLANS["a price list"], desk.folder / "tarif.xlsx")


@deed
def a_folder_without_a_workbook_is_checked(desk: Desk) -> Iterable[Finding]:
    told = Finding("no-workbook", Place(str(desk.folder)))
    for lang in LANGS:
        said = run("check", desk.folder, "--lang", lang).stderr
        assert said == f"{desk.folder} : {told.message(lang)} {told.remedy(lang)}\n"
    return [told]


@deed
def a_plan_is_written_over_another(desk: Desk) -> Iterable[Finding]:
    path = desk.copy()
    return refused(lambda: pacxl.write(desk.plan, path))


@deed
def a_text_is_longer_than_a_cell(desk: Desk) -> Iterable[Finding]:
    contents = plan(actions={"famille": [MARKET], "etape": ["x" * 32_768]})
    return refused(lambda: pacxl.write(contents, desk.folder / "PAC_Paul.xlsx"))


@deed
def a_template_is_misspelt(_: Desk) -> Iterable[Finding]:
    return refused(lambda: pacxl.load_settings("complte"))


FILES = {
    "file-missing": a_file_that_is_gone_is_asked_for,
    "file-empty": hostile("an empty file"),
    "file-not-a-workbook": hostile("a CSV named .xlsx"),
    "file-protected": hostile("an .xlsx with a password"),
    "file-damaged": hostile("cut in half"),
    "file-unreadable": the_reading_program_crashes,
    "file-in-use": a_file_is_in_a_closed_folder,
    "file-open-elsewhere": a_file_is_open_in_excel,
    "folder-closed": a_closed_folder_is_searched,
    "file-too-large": hostile("501 sheets"),
    "file-grid-too-large": hostile("a cell at each end of the sheet"),
    "file-unsafe-xml": hostile("a DTD from the web"),
    "file-took-too-long": a_file_takes_too_long,
    "file-too-much-memory": a_file_takes_too_much_memory,
    "file-no-sheets": hostile("no sheet"),
    "file-no-tables": a_price_list_is_sent,
    "no-workbook": a_folder_without_a_workbook_is_checked,
    "output-refused": a_plan_is_written_over_another,
    "output-limit": a_text_is_longer_than_a_cell,
    "settings-wrong": a_template_is_misspelt,
}

# --- the way back -----------------------------------------------------------------------------------------


@deed
def an_opendocument_is_sent_back(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.ods"
    lines = [("Action", "Responsable", "Budget", "Échéance"), ("Relancer les devis", "Léa", "abc", "31/03/2026")]
    path.write_bytes(ods(ods_table("".join(ods_row("".join(map(ods_cell, line))) for line in lines))))
    return pacxl.send_back(path, desk.folder / "renvoi").findings


@deed
def a_workbook_without_a_fault_is_sent_back(desk: Desk) -> Iterable[Finding]:
    return pacxl.send_back(desk.copy(), desk.folder / "renvoi", contents=desk.plan).findings


@deed
def a_workbook_with_a_word_for_an_amount_is_made_anew(desk: Desk) -> Iterable[Finding]:
    CELLS["not-accepted"].do(desk)
    return pacxl.repair(desk.folder / "PAC_Paul.xlsx").found


BACK = {
    "no-copy": an_opendocument_is_sent_back,
    "nothing-to-mend": a_workbook_without_a_fault_is_sent_back,
    "taken-over": a_workbook_with_a_word_for_an_amount_is_made_anew,
}

# --- all of them ------------------------------------------------------------------------------------------

SUBJECTS: tuple[dict[str, Deed], ...] = (CELLS, TABLES, PLANS, CHOICES, TEAMS, FILES, BACK)
RAISED: dict[str, Deed] = {code: deed for deeds in SUBJECTS for code, deed in deeds.items()}

LANGS: tuple[Lang, ...] = ("fr", "en")
Row = dict[str, str]  # a finding as `--json` has it


@dataclass(frozen=True)
class Told:
    """What pacxl told after each deed, in French and in English; and the folders of files that were left to read."""

    rows: dict[Deed, list[tuple[Row, Row]]]
    folders: dict[Deed, Path]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("classeurs")
    path = pacxl.write(reglages(RICH, TODAY), folder / "reglages.xlsx")
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
    rows = zip(*(records(findings_frame(every, lang)) for lang in LANGS), strict=True)
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
    *(*FILE, *RETURN, *(set(TEAM) - {"deal-twice"})),
    *("table-missing", "table-by-headers", "column-missing", "sheet-renamed", "adopted"),
    *("template-older", "template-newer", "text-box-kept", "macro-ignored", "identity-found", "identity-missing"),
}
SAME = ("code", "severity", "file", "sheet", "cell", "table", "column", "value")
GAPS = ("  ", "« »", "“”", "()", ": .")


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
    if french["severity"] != CATALOGUE[code].severity:
        yield f"a severity that is not the catalogue’s: {french['severity']}"
    if not french["file"]:
        yield "no file"
    if bool(french["cell"]) == (code in OF_A_WHOLE):
        yield f"a cell too many, or none: {french['cell']}"


WHOLE = {"code": "not-accepted", "severity": "error", "file": "PAC.xlsx", "cell": "G7"}
LACKING: dict[str, tuple[dict[str, str], str]] = {
    "a word of the sentence": ({"message": "« » n’est pas lisible."}, "a gap: « » n’est pas lisible."),
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
    return [fault.message for fault in Draft202012Validator(schema()).iter_errors(printed)]

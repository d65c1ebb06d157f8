"""A workbook made anew keeps what hung on the cells of the old one: links, notes, comments, pictures; or says what
it could not keep."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.hyperlink import Hyperlink

import pacxl
from pacxl.compute.contents import Contents, OnCell
from pacxl.findings.finding import Finding
from pacxl.formats.opened import CHART, SHAPE, Area, Around, Drawing, Link
from pacxl.formats.opening import open_for_around
from pacxl.ooxml.link_formula import address_in_formula
from pacxl.typography import plain_spaces
from pacxl.way_back.repair import SHEET
from tests import bend, judges
from tests.conftest import Once
from tests.formats.test_formats import ods
from tests.guard.hostile.build import number_cell, record, record12, relations, wide, xls, xlsb
from tests.plans import MARKET, OFFER
from tests.rich_values import picture as cell_picture
from tests.rich_values import shows
from tests.typed import part_of, parts, rewritten
from tests.way_back.copies import opened

FIRST, NOTES = "Actions_marche", "Mes notes"
WEB, MAIL = "https://exemple.fr/devis?n=1#page2", "mailto:zoe@exemple.fr?subject=Devis"


def png(side: int = 40) -> bytes:
    """A small picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + b"\x2b\x6c\xb0" * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def path(blank_path: Path, tmp_path: Path, once: Once) -> Path:
    return filled_in(blank_path, once, tmp_path)


def filled_in(blank_path: Path, once: Once, folder: Path) -> Path:
    """Paul's workbook, two of its actions filled in, a sheet of his own beside them; to be changed."""

    def fill_in(path: Path) -> None:
        shutil.copy(blank_path, path)
        bend.type_in(path, FIRST, (1, "Qui", "Zoé"), (1, "Budget", "abc"), (2, "Qui", "Paul"), (2, "Budget", 100))
        with bend.opened(path) as workbook:
            workbook.create_sheet(NOTES)["B3"] = "le devis"

    return Path(shutil.copy(once("à accrocher.xlsx", fill_in), folder / blank_path.name))


def anew(path: Path) -> tuple[Path, tuple[Finding, ...]]:
    plan = pacxl.repair(path)
    return pacxl.write(plan, path.parent / "neuf.xlsx", force=True), plan.found


def cell(path: Path, row: int, header: str, table: str = FIRST) -> Any:
    return bend.cell_of(opened(path), table, row, header)


def cells_of(path: Path) -> Iterator[Any]:
    """The cells of a workbook, but for those of what found no place."""
    return (each for sheet in opened(path) if sheet.title != SHEET for row in sheet.iter_rows() for each in row)


def line(path: Path, content: str) -> Any:
    """The cell of a content that found no place."""
    cells = (each for row in opened(path)[SHEET].iter_rows() for each in row)
    return next(each for each in cells if each.value == content)


def target(cell: Any) -> str:
    link = cell.hyperlink
    if link is None:
        return ""
    return f"{link.target}#{link.location}" if link.target and link.location else link.target or f"#{link.location}"


def told(found: tuple[Finding, ...], code: str) -> list[Finding]:
    return [each for each in found if each.code == code]


# --- links ------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_link_is_on_its_cell_again_and_the_cell_holds_what_it_held(path: Path) -> None:
    with bend.opened(path) as workbook:
        bend.cell_of(workbook, FIRST, 2, "Budget").hyperlink = WEB
        bend.cell_of(workbook, FIRST, 2, "Qui").hyperlink = MAIL
    neuf, found = anew(path)
    assert (cell(neuf, 2, "Budget").value, target(cell(neuf, 2, "Budget"))) == (100, WEB)
    assert (cell(neuf, 2, "Qui").value, target(cell(neuf, 2, "Qui"))) == ("Paul", MAIL)
    assert cell(neuf, 2, "Qui").font.underline == "single"
    assert not cell(neuf, 2, "Qui").protection.locked
    assert judges.audit(neuf) == []
    (finding,) = told(found, "hung-again")
    assert plain_spaces(finding.message()) == "Repris avec les cellules du nouveau classeur : 2 liens."
    assert finding.message("en") == "Taken over with the cells of the new workbook: 2 links."
    assert told(found, "left-behind") == []


@pytest.mark.long
def test_rows_that_move_take_their_links_along(path: Path) -> None:
    bend.type_in(path, FIRST, (4, "Étape", None), (4, "Qui", None))
    with bend.opened(path) as workbook:
        sheet = bend.sheet_of(workbook, FIRST)
        below = bend.cell_of(workbook, FIRST, 1, "Qui")
        row = sheet.tables[FIRST].ref.rpartition(":")[2]
        last = sheet.cell(int("".join(filter(str.isdigit, row))), below.column)
        last.value, last.hyperlink = "Éva", WEB
    neuf, _ = anew(path)
    rows = [each for each in range(1, 12) if cell(neuf, each, "Qui").value == "Éva"]
    assert [target(cell(neuf, each, "Qui")) for each in rows] == [WEB]


@pytest.fixture(scope="module")
def hung(blank_path: Path, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """What is read of a workbook on whose cells links, notes and pictures hang, most on what finds no place."""
    path = filled_in(blank_path, once, tmp_path_factory.mktemp("accroché"))
    with bend.opened(path) as workbook:
        budget, notes = bend.cell_of(workbook, FIRST, 1, "Budget"), workbook[NOTES]
        budget.hyperlink = WEB
        budget.comment = Comment("HT & non <TTC>", "Zoé")
        notes["B3"].hyperlink = "Devis/offre 2026.docx"
        notes["B3"].comment = Comment("ailleurs", "Zoé")
        on, other = (bend.cell_of(workbook, FIRST, row, "Qui") for row in (1, 2))
        on.hyperlink = Hyperlink(ref=on.coordinate, location=f"'{NOTES}'!A1")
        other.hyperlink, other.comment = MAIL, Comment("vu", "Zoé")
        workbook.create_sheet("Liens")["A1"] = "des liens"
        first = budget.parent.title
    link(path, "Liens", "D9", MAIL)
    put_pictures(path, (first, "F20", png()), (NOTES, "B3", png(900)))
    return pacxl.repair(path)


@pytest.fixture(scope="module")
def neuf(hung: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It made anew."""
    return pacxl.write(hung, tmp_path_factory.mktemp("neuf") / "neuf.xlsx")


def test_all_that_hung_is_told_together(hung: Contents, neuf: Path) -> None:
    (finding,) = told(hung.found, "hung-again")
    assert finding.about["what"] == "2 notes, 4 liens, 2 images"
    assert finding.about["what_en"] == "2 notes, 4 links, 2 pictures"
    assert judges.audit(neuf) == []


def test_a_link_on_what_found_no_place_is_on_its_line(neuf: Path) -> None:
    assert target(line(neuf, "abc")) == WEB
    assert target(line(neuf, "le devis")).replace("\\", "/") == "Devis/offre%202026.docx"
    assert target(line(neuf, MAIL)) == MAIL  # its cell was blank


@pytest.mark.long
def test_a_link_over_several_cells_is_on_each(path: Path) -> None:
    one, two = (cell(path, row, "Qui") for row in (1, 2))
    known = parts(path)[part_of(path, one.parent.title)]
    rewritten(path, {part_of(path, one.parent.title): re.sub(rb"<hyperlinks>.*?</hyperlinks>", b"", known)})
    link(path, one.parent.title, f"{one.coordinate}:{two.coordinate}", WEB)
    neuf, _ = anew(path)
    assert [target(cell(neuf, row, "Qui")) for row in (1, 2, 3)] == [WEB, WEB, ""]


@pytest.mark.long
def test_a_link_to_a_sheet_of_the_plan_leads_there_and_those_of_the_workbook_are_made_by_it(
    path: Path, blank_path: Path
) -> None:
    with bend.opened(path) as workbook:
        on = bend.cell_of(workbook, FIRST, 1, "Qui")
        on.hyperlink = Hyperlink(ref=on.coordinate, location="Carnet!B12")
    neuf, found = anew(path)
    assert target(cell(neuf, 1, "Qui")) == "#'Carnet'!A1"
    assert told(found, "hung-again")[0].about["what"] == "1 lien"
    assert pacxl.repair(blank_path).found == ()  # it has dozens of them


LEFT: dict[str, tuple[str, str]] = {
    "a program": ("javascript:alert(1)", "javascript:alert(1)"),
    "a longer one than Excel takes": (f"https://exemple.fr/{'x' * 2100}", f"https://exemple.fr/{'x' * 2100}"),
    "another program’s": ("onenote:///C:/notes.one", "onenote:///C:/notes.one"),
}


@pytest.mark.long
@pytest.mark.parametrize(("link", "kept"), LEFT.values(), ids=LEFT)
def test_a_link_that_cannot_be_is_kept_as_a_text_and_told(path: Path, link: str, kept: str) -> None:
    with bend.opened(path) as workbook:
        on = bend.cell_of(workbook, FIRST, 2, "Qui")
        on.hyperlink, place, sheet = link, on.coordinate, on.parent.title
    neuf, found = anew(path)
    assert (target(cell(neuf, 2, "Qui")), target(line(neuf, kept))) == ("", "")
    (finding,) = told(found, "left-behind")
    assert finding.place.sheet == sheet
    assert plain_spaces(finding.message()) == f"Resté dans l’ancien classeur, feuille {sheet} : 1 lien ({place})."
    assert finding.remedy("en") == "Open both workbooks, and copy them to their place in the new one."


def test_a_link_to_a_sheet_that_is_no_more_is_told(hung: Contents, neuf: Path) -> None:
    assert line(neuf, f"'{NOTES}'!A1").data_type == "s"
    (finding,) = told(hung.found, "left-behind")
    assert finding.about["what_en"] == "1 link"


# --- notes and comments -----------------------------------------------------------------------------------


def test_a_note_is_on_its_cell_again(neuf: Path) -> None:
    assert cell(neuf, 1, "Budget").comment.text == "HT & non <TTC>"
    assert line(neuf, "ailleurs").value == "ailleurs"
    assert {"HT & non <TTC>"} <= set(pacxl.read(neuf).libre["valeur"])


@pytest.mark.long
def test_a_thread_becomes_a_note_with_each_message_in_order(path: Path) -> None:
    on = cell(path, 2, "Budget").coordinate
    threaded(path, on, "Est-ce HT ?", "Oui.", "Alors je valide.")
    neuf, _ = anew(path)
    assert cell(neuf, 2, "Budget").comment.text == "Est-ce HT ?\nOui.\nAlors je valide."
    assert told(pacxl.repair(neuf).found, "hung-again")[0].about["what"] == "1 note"


def threaded(path: Path, cell: str, *messages: str) -> None:
    """A thread of comments on a cell of the first sheet of actions."""
    part = part_of(path, bend.sheet_of(opened(path), FIRST).title)
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    name = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    each = "".join(
        f'<threadedComment ref="{cell}" dT="2026-01-0{number}T00:00:00" personId="{{P}}" id="{{{number}}}">'
        f"<text>{text}</text></threadedComment>"
        for number, text in enumerate(messages, 1)
    )
    lead = (
        '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    rewritten(
        path,
        {
            "xl/threadedComments/threadedComment1.xml": (
                f'<ThreadedComments xmlns="{name}">{each}</ThreadedComments>'.encode()
            ),
            rels: parts(path)[rels].replace(b"</Relationships>", lead.encode()),
        },
    )


# --- pictures ---------------------------------------------------------------------------------------------


_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def put_pictures(path: Path, *places: tuple[str, str, bytes]) -> None:
    """Pictures laid over sheets that have no drawing yet, each (sheet, cell, bytes)."""
    for number, (sheet, cell, content) in enumerate(places, 70):
        row, col = coordinate_to_tuple(cell)
        names = f'xmlns:xdr="{_DRAWN}/spreadsheetDrawing" xmlns:a="{_DRAWN}/main" xmlns:r="{_OFFICE}"'
        drawing = (
            f"<xdr:wsDr {names}><xdr:oneCellAnchor><xdr:from><xdr:col>{col - 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
            '<xdr:ext cx="9525" cy="9525"/><xdr:pic>'
            '<xdr:nvPicPr><xdr:cNvPr id="2" name="Image 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
            '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr/></xdr:pic>'
            "<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
        )
        part, kind = part_of(path, sheet), "application/vnd.openxmlformats-officedocument.drawing+xml"
        types = parts(path)["[Content_Types].xml"].decode()
        more = f'<Override PartName="/xl/drawings/drawing{number}.xml" ContentType="{kind}"/></Types>'
        if 'Extension="png"' not in types:
            more = f'<Default Extension="png" ContentType="image/png"/>{more}'
        rewritten(
            path,
            {
                f"xl/drawings/drawing{number}.xml": drawing.encode(),
                f"xl/drawings/_rels/drawing{number}.xml.rels": led("image", f"../media/image{number}.png", 1),
                f"xl/media/image{number}.png": content,
                "[Content_Types].xml": types.replace("</Types>", more).encode(),
            },
        )
        lead(path, part, f'<drawing r:id="rId{number}"/>', "drawing", f"../drawings/drawing{number}.xml", number)


def link(path: Path, sheet: str, cells: str, target: str, number: int = 60) -> None:
    """A link over some cells of a sheet that has none, whatever they hold."""
    element = f'<hyperlinks><hyperlink ref="{cells}" r:id="rId{number}"/></hyperlinks>'
    lead(path, part_of(path, sheet), element, "hyperlink", target, number)


def lead(path: Path, part: str, element: str, kind: str, target: str, number: int) -> None:
    """An element of a sheet, and where it leads."""
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    element = element.replace(" r:id", f' xmlns:r="{_OFFICE}" r:id')
    after = b"<pageMargins" if kind == "hyperlink" else b"</worksheet>"
    if kind == "drawing" and b"<legacyDrawing" in parts(path)[part]:
        after = b"<legacyDrawing"
    sheet = parts(path)[part].replace(after, element.encode() + after, 1)
    known = parts(path).get(rels, led("", "", 0))
    more = led(kind, target, number, external=kind == "hyperlink").partition(b"><")[2]
    rewritten(path, {part: sheet, rels: known.replace(b"</Relationships>", b"<" + more) if more else known})


def led(kind: str, target: str, number: int, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>' if kind else ""
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{one}</Relationships>'.encode()


def pictures(path: Path) -> dict[str, list[object]]:
    """What the cells under the pictures of each sheet hold, but for the sheets of the plan."""
    found: dict[str, list[object]] = {}
    for name, around in open_for_around(path).items():
        for picture in around.pictures:
            assert picture.spot is not None
            row, col = picture.spot
            found.setdefault(name, []).append(opened(path)[name].cell(row + 1, col + 1).value)
    return found


def test_a_picture_is_on_a_line_of_its_own_with_where_it_was(hung: Contents, neuf: Path) -> None:
    assert pictures(neuf) == {SHEET: ["Image", "Image"]}
    frame = hung.frames["repris"]
    assert frame[frame["contenu"] == "Image"][["feuille", "cellule"]].to_numpy().tolist() == [
        [cell(neuf, 1, "Qui").parent.title, "F20"],
        [NOTES, "B3"],
    ]
    assert {name for name in parts(neuf) if name.startswith("xl/media/")} != set()
    assert png(900) in parts(neuf).values()  # whole, though it is shown smaller


def test_made_anew_twice_nothing_is_lost_and_nothing_piles_up(hung: Contents, neuf: Path) -> None:
    twice = pacxl.repair(neuf)
    assert twice.frames["repris"].equals(hung.frames["repris"])
    assert sorted(map(as_kept, twice.on_cells)) == sorted(map(as_kept, hung.on_cells))


def as_kept(each: OnCell) -> str:
    """What hangs on a cell, the path of a file as any program writes it."""
    return repr(replace(each, link=unquote(each.link).replace("\\", "/")))


def test_a_picture_that_cannot_be_kept_is_told(path: Path) -> None:
    """One that is drawn in words, one cut short, and one that is empty."""
    odd = {MARKET: b"<svg/>", OFFER: b"\x89PNG\r\n\x1a\n", NOTES: b""}
    put_pictures(path, *((sheet, "F20", content) for sheet, content in odd.items()))
    neuf, found = anew(path)
    assert pictures(neuf) == {}
    left = {each.place.sheet: each for each in told(found, "left-behind")}
    assert {sheet: (each.about["what"], each.about["where"]) for sheet, each in left.items()} == dict.fromkeys(
        odd, ("1 image", " (F20)")
    )
    assert "recopiez-les à leur place" in plain_spaces(left[NOTES].remedy())


def test_a_picture_in_a_cell_is_told(path: Path) -> None:
    on = cell(path, 2, "Budget")
    shows(path, {(on.parent.title, on.coordinate): cell_picture()})
    found = pacxl.repair(path).found
    (finding,) = told(found, "left-behind")
    assert (finding.about["what"], finding.about["where"]) == ("1 image", f" ({on.coordinate})")


# --- links that are formulas, charts and shapes -----------------------------------------------------------

ROWS = (("Action", "Responsable", "Budget", "Échéance"), ("Salon", "Paul", 300, "31/03/2026"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Any]:
    """A plan of somebody's own making, still open: its workbook (of XlsxWriter), its sheet."""
    workbook = xlsxwriter.Workbook(tmp_path / "mon plan.xlsx")
    sheet = workbook.add_worksheet("Plan")
    for row, cells in enumerate(ROWS):
        sheet.write_row(row, 0, cells)
    yield workbook, sheet
    if not workbook.fileclosed:
        workbook.close()


def closed(own: Any) -> Path:
    own[0].close()
    return Path(own[0].filename)


FORMULAS: dict[str, tuple[str, str | None]] = {
    "an address": ('HYPERLINK("https://exemple.fr/a?b=1","Salon (A)")', "https://exemple.fr/a?b=1"),
    "an address alone": ('HYPERLINK( "mailto:zoe@exemple.fr" )', "mailto:zoe@exemple.fr"),
    "with the text of a cell": ('HYPERLINK("https://exemple.fr/",B2&" (devis)")', "https://exemple.fr/"),
    "as LibreOffice says it": ('of:=HYPERLINK("https://exemple.fr/";"Salon")', "https://exemple.fr/"),
    "a place of the workbook": ('HYPERLINK("#Carnet!A1","carnet")', "#Carnet!A1"),
    "quotes in it": ('HYPERLINK("dossier ""A"".docx")', 'dossier "A".docx'),
    "an address computed": ('HYPERLINK("https://exemple.fr/"&A2,"fiche")', ""),
    "the address of a cell": ('HYPERLINK(B2,"fiche")', ""),
    "only where something is typed": ('IF(B2="","",HYPERLINK("https://exemple.fr/"))', ""),
    "two in one": ('HYPERLINK("a","b")&HYPERLINK("c","d")', ""),
    "a text that says it": ('"HYPERLINK("&A1', None),
    "another function": ("SUM(A1:A2)", None),
}


@pytest.mark.parametrize(("formula", "address"), FORMULAS.values(), ids=FORMULAS)
def test_the_address_of_a_formula_that_is_a_link(formula: str, address: str | None) -> None:
    assert address_in_formula(formula) == address


@pytest.mark.long
def test_a_formula_that_is_a_link_becomes_one(own: Any) -> None:
    own[1].write_formula("A2", f'=HYPERLINK("{WEB}","Salon")', None, "Salon")
    own[1].write_formula("G9", f'=HYPERLINK("{MAIL}","écrire")', None, "écrire")
    neuf, found = anew(closed(own))
    (action,) = (each for each in cells_of(neuf) if each.value == "Salon")
    assert target(action) == WEB
    assert target(line(neuf, "écrire")) == MAIL
    assert told(found, "hung-again")[0].about["what"] == "2 liens"
    assert told(found, "left-behind") == []
    assert judges.audit(neuf) == []


@pytest.mark.long
def test_a_link_that_is_computed_keeps_its_text_and_its_formula_and_is_told(own: Any) -> None:
    formula = '=HYPERLINK("https://exemple.fr/"&A2,"fiche")'
    own[1].write_formula("B2", formula, None, "Paul")
    neuf, found = anew(closed(own))
    (finding,) = told(found, "links-computed")
    assert plain_spaces(finding.message()) == (
        "Feuille Plan, 1 lien calculé par une formule (B2) : le texte des cellules est repris, pas le lien."
    )
    assert finding.remedy("en") == "Copy these formulas from the old workbook to their place in the new one."
    assert line(neuf, formula).data_type == "s"
    assert [target(each) for each in cells_of(neuf) if each.value == "Paul"] != []


@pytest.mark.long
def test_of_many_places_the_first_are_told(own: Any) -> None:
    for row in range(1, 40):
        own[1].write_formula(row, 7, f"=HYPERLINK(B{row + 1})", None, "fiche")
    found = pacxl.repair(closed(own)).found
    (finding,) = told(found, "links-computed")
    assert finding.about["what"].startswith("39 liens")
    assert finding.about["where"] == f" ({', '.join(f'H{row}' for row in range(2, 14))} …)"


def test_charts_and_shapes_of_one_s_own_are_told_with_their_place(own: Any) -> None:
    for cell, title in (("F2", "Ventes & marge"), ("F20", "")):
        chart = own[0].add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$C$2:$C$2"})
        if title:
            chart.set_title({"name": title})
        own[1].insert_chart(cell, chart)
    own[1].insert_textbox("A31", "")
    own[1].insert_textbox("A40", "des mots")
    found = pacxl.repair(closed(own)).found
    (finding,) = told(found, "drawings-left-behind")
    assert plain_spaces(finding.message()) == (
        "Resté dans l’ancien classeur, feuille Plan : 2 graphiques, 1 forme sans texte"
        " (« Ventes & marge » F2, F20, A31)."
    )
    assert "Sélectionner des données" in plain_spaces(finding.remedy())
    assert finding.about["what_en"] == "2 charts, 1 shape without words"


def test_the_charts_of_the_plan_are_its_own(blank_path: Path) -> None:
    assert any(around.drawings for around in open_for_around(blank_path).values())
    assert pacxl.repair(blank_path).found == ()


def test_a_chart_added_to_the_plan_is_told(blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    drawn = next(name for name in parts(path) if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    rewritten(path, {drawn: re.sub(rb"(<a:t>)[^<]*", rb"\1Mes ventes", parts(path)[drawn], count=1)})
    found = pacxl.repair(path).found
    (finding,) = told(found, "drawings-left-behind")
    assert finding.about["what"] == "1 graphique"
    assert "« Mes ventes »" in plain_spaces(finding.about["where"])


# --- the other formats ------------------------------------------------------------------------------------


def test_links_and_pictures_of_an_ods(tmp_path: Path) -> None:
    inside = "<text:p><text:a xlink:href=\"#$'Mon plan'.B2\">ici</text:a></text:p>"
    rows = (
        '<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="3"/>'
        '</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell>'
        f'<text:p><text:a xlink:href="{WEB}">là</text:a></text:p></table:table-cell><table:table-cell>{inside}'
        '<draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:desc>Le stand</svg:desc></draw:frame>'
        "</table:table-cell></table:table-row>"
    )
    path = ods(tmp_path / "S.ods", f'<table:table table:name="S">{rows}</table:table>')
    names = b'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:svg" '
    content = parts(path)["content.xml"].replace(b"xmlns:office", names + b"xmlns:office", 1)
    rewritten(path, {"content.xml": content, "Pictures/1.png": png()})
    around = open_for_around(path)["S"]
    assert around.links == (Link(Area(4, 2, 4, 2), WEB), Link(Area(4, 3, 4, 3), "'Mon plan'!B2", True))
    assert [(each.spot, each.text, each.content == png()) for each in around.pictures] == [((4, 3), "Le stand", True)]


def test_formulas_and_drawings_of_an_ods(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell table:formula='of:=HYPERLINK(&quot;https://exemple.fr/&quot;;&quot;a"
        "&quot;)' office:value-type='string'><text:p>a</text:p></table:table-cell><table:table-cell><draw:frame>"
        "<draw:object xlink:href='./Objet 1'/><draw:image xlink:href='./ObjectReplacements/Objet 1'/></draw:frame>"
        "<draw:line/><draw:custom-shape><text:p>mots</text:p></draw:custom-shape></table:table-cell>"
        "</table:table-row>"
    )
    path = ods(tmp_path / "S.ods", f'<table:table table:name="S">{rows}</table:table>')
    names = b'xmlns:xlink="http://www.w3.org/1999/xlink" '
    content = parts(path)["content.xml"].replace(b"xmlns:office", names + b"xmlns:office", 1)
    chart = (
        '<o xmlns:chart="urn:chart" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><chart:chart>'
        "<chart:title><text:p>Ventes</text:p></chart:title></chart:chart></o>"
    )
    rewritten(path, {"content.xml": content, "Objet 1/content.xml": chart.encode()})
    assert open_for_around(path)["S"] == Around(
        (Link(Area(0, 0, 0, 0), "https://exemple.fr/"),),
        (),
        (Drawing(CHART, (0, 1), "Ventes"), Drawing(SHAPE, (0, 1))),
    )


def tokens(text: str, *, old: bool, then: bytes = b"", arguments: int = 1) -> bytes:
    """A call of HYPERLINK in tokens."""
    size = struct.pack("<BB", len(text), 1) if old else struct.pack("<H", len(text))
    return b"\x17" + size + text.encode("utf-16-le") + then + struct.pack("<BBH", 0x42, arguments, 359)


CALLS: dict[str, tuple[bytes, int, str]] = {
    "an address": (b"", 1, "https://exemple.fr/"),
    "with a text": (b"\x1e\x01\x00", 2, "https://exemple.fr/"),
    "computed": (b"\x1e\x01\x00\x08", 1, ""),
}


@pytest.mark.parametrize(("then", "arguments", "target"), CALLS.values(), ids=CALLS)
def test_formulas_of_binary_workbooks(then: bytes, arguments: int, target: str, tmp_path: Path) -> None:
    place = Area(2, 1, 2, 1)
    expected = (Link(place, target, computed=not target),)
    formula = tokens("https://exemple.fr/", old=False, then=then, arguments=arguments)
    row = record12(0, struct.pack("<IIHHHI", 2, 0, 300, 0, 0, 0) + b"\0")
    cell = struct.pack("<II", 1, 0) + wide("fiche") + struct.pack("<HI", 0, len(formula)) + formula + bytes(4)
    (tmp_path / "S.xlsb").write_bytes(xlsb(row + record12(8, cell)))
    assert open_for_around(tmp_path / "S.xlsb")["Feuil1"].links == expected
    formula = tokens("https://exemple.fr/", old=True, then=then, arguments=arguments)
    cell = struct.pack("<3H8sHIH", 2, 1, 0, bytes(8), 0, 0, len(formula)) + formula
    chart = record(0x5D, struct.pack("<3H", 0x15, 0x12, 5) + bytes(20))
    (tmp_path / "S.xls").write_bytes(xls(record(6, cell) + chart))
    around = open_for_around(tmp_path / "S.xls")["Feuil1"]
    assert (around.links, around.drawings) == (expected, (Drawing(CHART, None, None),))


def test_links_of_an_xlsb(tmp_path: Path) -> None:
    area = struct.pack("<4I", 2, 2, 1, 1)
    links = record12(494, area + wide("rId1") + wide("p") + wide("") + wide(""))
    links += record12(494, area + struct.pack("<I", 0xFFFFFFFF) + wide("S!A1") + wide("") + wide(""))
    path = tmp_path / "S.xlsb"
    path.write_bytes(xlsb(links))
    known = relations(("hyperlink", "https://exemple.fr/"), mode=' TargetMode="External"')
    rewritten(path, {"xl/worksheets/_rels/sheet1.bin.rels": known.encode()})
    place = Area(2, 1, 2, 1)
    assert open_for_around(path)["Feuil1"].links == (Link(place, "https://exemple.fr/#p"), Link(place, "S!A1", True))


def test_links_and_pictures_of_an_xls(tmp_path: Path) -> None:
    url = "https://exemple.fr/\0".encode("utf-16-le")
    moniker = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B") + struct.pack("<I", len(url)) + url
    head = struct.pack("<4H", 2, 2, 1, 1) + bytes(16) + struct.pack("<I", 2)
    web = record(0x1B8, head + struct.pack("<I", 3) + moniker)
    place = struct.pack("<I", 5) + "S!A1\0".encode("utf-16-le")
    inside = record(0x1B8, head + struct.pack("<I", 8) + place)
    picture = record(0x5D, struct.pack("<3H", 0x15, 0x12, 8) + bytes(20))
    path = tmp_path / "S.xls"
    path.write_bytes(xls(number_cell(0, 0) + web + inside + picture))
    around = open_for_around(path)["Feuil1"]
    where = Area(2, 1, 2, 1)
    assert around.links == (Link(where, "https://exemple.fr/"), Link(where, "S!A1", True))
    assert [each.spot for each in around.pictures] == [None]


@pytest.mark.judge
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_a_workbook_saved_by_libreoffice_keeps_them(path: Path, tmp_path: Path, form: str) -> None:
    with bend.opened(path) as workbook:
        bend.cell_of(workbook, FIRST, 2, "Qui").hyperlink = WEB
        bend.cell_of(workbook, FIRST, 2, "Qui").comment = Comment("vu", "Zoé")
    put_pictures(path, (NOTES, "B3", png()))
    neuf, found = anew(judges.resaved_by_libreoffice(path, tmp_path, form))
    assert (target(cell(neuf, 2, "Qui")), cell(neuf, 2, "Qui").comment.text) == (WEB, "vu")
    if form == "ods":
        assert pictures(neuf) == {SHEET: ["Image"]}
    else:
        assert [each.place.sheet for each in told(found, "left-behind")] == [NOTES]


def test_nothing_hangs_where_nothing_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "S.xls"
    path.write_bytes(xls(number_cell(0, 0) + record(0x1B8, b"\0")))
    assert open_for_around(path) in ({}, {"Feuil1": Around()})

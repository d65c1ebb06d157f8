"""Workbooks whose XML is sound and whose cells are not."""

from __future__ import annotations

from pacxl.errors import FileDamaged, FileTooLarge, GridTooLarge, NoSheets
from pacxl.formats.opened import Opened
from tests.guard.hostile.build import (
    CELL,
    HEAD,
    MAIN,
    REL,
    Case,
    Parts,
    book,
    case,
    relations,
    rows_of,
    shared,
    sheet,
    workbook,
)

ANY = (Opened, FileDamaged, NoSheets)
LONG = "x" * 32_000


def _value(value: str, kind: str = "n", style: str = "") -> str:
    return f'<row r="1"><c r="A1" t="{kind}"{style}><v>{value}</v></c></row>'


def _texts(times: int) -> str:
    """Cells that show the first text, in rows of ten."""
    rows = range(1, times // 10 + 1)
    cells = ("".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ") for row in rows)
    return "".join(f'<row r="{row}">{line}</row>' for row, line in zip(rows, cells, strict=True))


def _many(count: int) -> Parts:
    """A workbook of many sheets that are all one part."""
    rels = relations(*[("worksheet", "worksheets/sheet1.xml")] * count)
    listed = workbook([f"F{number}" for number in range(count)])
    return {"xl/workbook.xml": listed, "xl/_rels/workbook.xml.rels": rels}


def _listed_again(count: int) -> str:
    listed = "".join(f'<sheet name="F{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(count))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>'


def _table(ref: str) -> Parts:
    attributes = f'xmlns="{MAIN}" id="1" name="T" displayName="T" ref="{ref}"'
    return {
        "xl/worksheets/sheet1.xml": sheet(
            rows_of({"A1": ' t="inlineStr"><is><t>a</t></is>', "A2": "><v>1</v>"}),
            after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": f"{HEAD}<table {attributes}>{COLUMNS}</table>",
    }


def _names(count: int) -> str:
    each = "".join(f'<definedName name="n{number}">1</definedName>' for number in range(count))
    return f"<definedNames>{each}</definedNames>"


MERGES = '<mergeCell ref="A1:Z99"/>' * 50_000
COLUMNS = '<tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns>'
CIRCLE = '<definedNames><definedName name="a">b</definedName><definedName name="b">a</definedName></definedNames>'
LINK = f'{HEAD}<externalLink xmlns="{MAIN}" xmlns:r="{REL}"><externalBook r:id="rId1"/></externalLink>'
AWAY = relations(
    ("externalLinkPath", "http://127.0.0.1:9/a.xlsx"),
    ("externalLinkPath", "\\\\127.0.0.1\\x\\a.xlsx"),
    mode=' TargetMode="External"',
)
FAR = {"A1": "><v>1</v>", "XFD1048576": "><v>1</v>"}
STYLES = f'{HEAD}<styleSheet xmlns="{MAIN}">{{}}</styleSheet>'

SHEETS: dict[str, Case] = {
    "a cell at each end of the sheet": case(book(rows_of(FAR)), GridTooLarge),
    "one cell at the far end": case(book(rows_of({"XFD1048576": "><v>1</v>"})), GridTooLarge),
    "a text at the far end": case(book(rows_of({"XFD1048576": ' t="inlineStr"><is><t>x</t></is>'})), GridTooLarge),
    "a formula at the far end": case(book(rows_of({"XFD1048576": "><f>1+1</f><v>2</v>"})), GridTooLarge),
    "far cells, each in single quotes": case(book(rows_of(FAR).replace('"', "'")), GridTooLarge),
    "far cells, their attribute spaced": case(book(rows_of(FAR).replace('r="', 'r = "')), GridTooLarge),
    "far cells in small letters": case(book(rows_of({"a1": "><v>1</v>", "xfd1048576": "><v>1</v>"})), GridTooLarge),
    "far cells with two addresses": case(book(rows_of(FAR).replace('<c r="X', '<c r="A2" r="X')), GridTooLarge),
    "a row with two numbers, its cell without": case(
        book('<row r="1" r="4294967290"><c><v>1</v></c></row>'), GridTooLarge
    ),
    "far cells, their style first": case(book(rows_of(FAR).replace("<c r", '<c s="0" r')), GridTooLarge),
    "far cells with a prefix": case(
        book(
            sheet=sheet(rows_of(FAR))
            .replace("<c ", "<x:c ")
            .replace("</c>", "</x:c>")
            .replace("sheetData", "x:sheetData")
        ),
        GridTooLarge,
    ),
    "far cells behind a quoted sign": case(book(rows_of(FAR).replace("<c r", '<c x=">" r')), GridTooLarge),
    "a row without end": case(book(rows_of({"A1": "><v>1</v>", "A4294967295": "><v>1</v>"})), GridTooLarge),
    "a row beyond what 32 bits count": case(
        book(rows_of({"A99999999999999999999": "><v>1</v>"})), GridTooLarge, FileDamaged
    ),
    "a row of that number, its cells without": case(book('<row r="4294967290"><c><v>1</v></c></row>'), GridTooLarge),
    "a row's number of ten thousand digits": case(book(rows_of({f"A{'9' * 10_000}": "><v>1</v>"})), GridTooLarge),
    "a column of ten thousand letters": case(book(rows_of({f"{'Z' * 10_000}1": "><v>1</v>"})), GridTooLarge),
    "a column without end": case(book(rows_of({"ZZZZZZ9": "><v>1</v>"})), GridTooLarge),
    "a row nought": case(book(rows_of({"A0": "><v>1</v>"})), *ANY),
    "an address that is none": case(book(rows_of({"1A:é": "><v>1</v>"})), *ANY),
    "long rows and long columns, without numbers": case(
        book(f"<row>{'<c><v>1</v></c>' * 16_384}</row>" + "<row><c><v>1</v></c></row>" * 50_000),
        GridTooLarge,
    ),
    "far cells that hold nothing": case(book(rows_of({"A1": "><v>1</v>", "XFD1048576": ' s="0">'})), Opened),
    "rows that hold nothing, down to the last": case(
        book(
            CELL
            + "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 60_000))
            + '<row r="1048576"/>'
        ),
        Opened,
    ),
    "a small grid, past a smaller limit": case(book(rows_of({"J20": "><v>1</v>"})), GridTooLarge, cells=199),
    "the same grid, within the limit": case(book(rows_of({"J20": "><v>1</v>"})), Opened, cells=200),
    "cells out of order": case(book(rows_of({"B2": "><v>1</v>", "A1": "><v>2</v>", "C1": "><v>3</v>"})), Opened),
    "the same cell many times": case(book(rows_of({"A1": "><v>1</v>"}) * 1_000), Opened),
    "rows and cells without numbers": case(book("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/></row>"), Opened),
    "a size that lies": case(book(sheet=sheet(before='<dimension ref="A1:XFD1048576"/>')), Opened),
    "a size that is none": case(book(sheet=sheet(before='<dimension ref="É"/>')), *ANY),
    "four thousand million texts announced": case(
        book(strings=shared(["a"], ' count="4000000000" uniqueCount="4000000000"')), Opened
    ),
    "more texts announced than there are numbers": case(
        book(strings=shared(["a"], ' uniqueCount="1' + "0" * 9_999 + '"')), Opened
    ),
    "one long text two hundred thousand times": case(book(_texts(200_000), strings=shared([LONG])), FileTooLarge),
    "one long rich text two hundred thousand times": case(
        book(_texts(200_000), strings=shared([""]).replace("<t></t>", f"<r><t>{LONG}</t></r><r><t>{LONG}</t></r>")),
        FileTooLarge,
    ),
    "one long text as often as allowed": case(book(_texts(100), strings=shared([LONG])), Opened, text=4 * 2**20),
    "one long text once too often": case(book(_texts(200), strings=shared([LONG])), FileTooLarge, text=4 * 2**20),
    "a text that is not there": case(book(_value("99", "s"), strings=shared(["a"])), *ANY),
    "a text below nought": case(book(_value("-1", "s"), strings=shared(["a"])), *ANY),
    "a text whose number is none": case(book(_value("x", "s"), strings=shared(["a"])), *ANY),
    "texts without their part": case(book(_value("0", "s")), *ANY),
    "a text of four megabytes in a cell": case(
        book(f'<row><c t="inlineStr"><is><t>{"x" * 2**22}</t></is></c></row>'), Opened
    ),
    "501 sheets": case(book(workbook=workbook([f"F{n}" for n in range(501)])), FileTooLarge),
    "one sheet listed two hundred times": case(book(workbook=_listed_again(200)), FileDamaged),
    "two hundred relations to one sheet": case(book(also=_many(200)), Opened, FileDamaged, GridTooLarge),
    "two hundred relations to one sheet, and a large one": case(
        book(rows_of({"J90000": "><v>1</v>"}), also=_many(200)), FileDamaged, GridTooLarge
    ),
    "no sheet": case(book(workbook=workbook([])), NoSheets, FileDamaged),
    "nothing but a chart's sheet": case(
        book(
            rels=relations(("chartsheet", "chartsheets/sheet1.xml")),
            also={"xl/chartsheets/sheet1.xml": f'{HEAD}<chartsheet xmlns="{MAIN}"/>'},
        ),
        *ANY,
    ),
    "two sheets of one name": case(
        book(workbook=workbook(["A", "A"]), rels=relations(*[("worksheet", "worksheets/sheet1.xml")] * 2)),
        *ANY,
    ),
    "a sheet without a name": case(book(workbook=workbook([""])), *ANY),
    "a sheet's name of a megabyte": case(book(workbook=workbook(["n" * 2**20])), *ANY),
    "an Excel Table of the whole sheet": case(book(also=_table("A1:XFD1048576")), GridTooLarge),
    "an Excel Table from its end to its start": case(book(also=_table("C9:A1")), *ANY),
    "an Excel Table without a place": case(book(also=_table("")), *ANY),
    "an Excel Table of no row": case(book(also=_table("A1:A1")), *ANY),
    "the whole sheet merged": case(
        book(sheet=sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), Opened
    ),
    "fifty thousand merges, one over the other": case(
        book(sheet=sheet(after=f"<mergeCells>{MERGES}</mergeCells>")), Opened
    ),
    "names that call each other": case(
        book(workbook=workbook(after=CIRCLE)),
        Opened,
    ),
    "twenty thousand names": case(
        book(workbook=workbook(after=_names(20_000))),
        Opened,
    ),
    "no number": case(book(_value("NaN")), *ANY),
    "an infinite number": case(book(_value("INF")), *ANY),
    "a number beyond all": case(book(_value("1E400")), *ANY),
    "a number of a megabyte": case(book(_value("9" * 2**20)), *ANY),
    "a number that is a word": case(book(_value("douze")), *ANY),
    "a number that is blank": case(book(_value("")), *ANY),
    "a flag in words": case(book(_value("true", "b")), *ANY),
    "a flag that is 7": case(book(_value("7", "b")), *ANY),
    "a date that is none": case(book(_value("2026-13-45T99", "d")), *ANY),
    "a day beyond all": case(
        book(
            _value("1e300", "n", ' s="1"'),
            styles=STYLES.format('<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'),
        ),
        *ANY,
    ),
    "a day long before": case(
        book(
            _value("-9e9", "n", ' s="1"'),
            styles=STYLES.format('<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'),
        ),
        *ANY,
    ),
    "an error of later years": case(book(_value("#SPILL!", "e")), *ANY),
    "an error that no one knows": case(book(_value("#PFFT!", "e")), *ANY),
    "a kind of cell that no one knows": case(book(_value("1", "zz")), *ANY),
    "a style that is not there": case(book(_value("1", "n", ' s="999999999"')), *ANY),
    "four thousand million styles announced": case(
        book(styles=STYLES.format('<cellXfs count="4000000000"><xf numFmtId="14"/></cellXfs>')), Opened
    ),
    "a number format of a megabyte": case(
        book(styles=STYLES.format(f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 2**20}"/></numFmts>')), *ANY
    ),
    "shared formulas by the thousand million": case(
        book('<row><c r="A1"><f t="shared" ref="A1:A9" si="4000000000">1</f><v>1</v></c></row>'), *ANY
    ),
    "signs escaped the old way": case(
        book('<row><c t="inlineStr"><is><t>_x000D__x0041__xD800_</t></is></c></row>'), Opened
    ),
    "a formula that starts a program": case(
        book('<row><c r="A1" t="str"><f>cmd|\' /C calc\'!A0</f><v>x</v></c></row>'), Opened
    ),
    "a formula that asks the web": case(
        book('<row><c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/x")</f><v>x</v></c></row>'), Opened
    ),
    "links to other workbooks, on the web and on a server": case(
        book(
            also={
                "xl/externalLinks/externalLink1.xml": LINK,
                "xl/externalLinks/_rels/externalLink1.xml.rels": AWAY,
            }
        ),
        Opened,
    ),
    "macros that are noise": case(book(also={"xl/vbaProject.bin": b"\0\1\2" * 999}), Opened, name="retour.xlsm"),
    "another program's object inside": case(book(also={"xl/embeddings/oleObject1.bin": b"MZ" + bytes(99)}), Opened),
}

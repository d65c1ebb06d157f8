"""Workbooks whose XML is wrong, or made to do harm."""

from __future__ import annotations

from pacxl.errors import FileDamaged, FileTooLarge, GridTooLarge, NoSheets, UnsafeXml
from pacxl.formats.opened import Opened
from tests.guard.hostile.build import CELL, HEAD, MAIN, REL, Case, book, case, shared, sheet, workbook

LAUGHS = "".join(
    [
        '<!DOCTYPE x [<!ENTITY l0 "lol">',
        *(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)),
        "]>",
    ]
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
WEB = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>'
TEXT = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
FIFTY_THOUSAND = " ".join(f'a{number}="1"' for number in range(50_000))
ANY = (Opened, FileDamaged, NoSheets)


def _after_head(part: str, dtd: str) -> str:
    return part.replace(HEAD, HEAD + dtd)


def _unicode(part: str, encoding: str) -> bytes:
    return part.replace("UTF-8", encoding.upper()).encode(encoding)


def _prefixed(part: str) -> str:
    """The same XML, each of its elements with a prefix."""
    return (
        part.replace("</", "\0")
        .replace("<", "<x:")
        .replace("\0", "</x:")
        .replace("<x:?", "<?")
        .replace("xmlns=", "xmlns:x=")
    )


MARKUP: dict[str, Case] = {
    "entities that multiply, in a sheet": case(
        book(sheet=_after_head(sheet(TEXT.format("&l9;")), LAUGHS)), UnsafeXml
    ),
    "a long entity many times, in the texts": case(
        book(strings=_after_head(shared(["&a;" * 50_000]), QUADRATIC)), UnsafeXml
    ),
    "an entity that is a file of the system": case(book(workbook=_after_head(workbook(["&f;"]), FILE)), UnsafeXml),
    "an entity that is a page of the web": case(book(styles=f"{HEAD}{PARAMETER}<styleSheet/>"), UnsafeXml),
    "a DTD from the web": case(book(sheet=_after_head(sheet(), WEB)), UnsafeXml),
    "a DTD in the list of types": case(
        book(types=f"{HEAD}{LAUGHS}<Types>application/vnd.openxmlformats-officedocument.spreadsheetml</Types>"),
        UnsafeXml,
    ),
    "a DTD in the relations": case(book(rels=f"{HEAD}{FILE}<Relationships/>"), UnsafeXml),
    "a DTD that does nothing": case(book(sheet=_after_head(sheet(), "<!DOCTYPE worksheet>")), UnsafeXml),
    "a DTD behind a comment and an instruction": case(
        book(sheet=_after_head(sheet(), f"<!-- <x> --><?a b?>\n{FILE}")), UnsafeXml
    ),
    "a DTD without a declaration before it": case(book(sheet=sheet().replace(HEAD, LAUGHS)), UnsafeXml),
    "a DTD in a part that no one reads": case(book(also={"docProps/app.xml": f"{WEB}<Properties/>"}), UnsafeXml),
    "a sheet in UTF-16": case(book(sheet=_unicode(sheet(), "utf-16")), UnsafeXml),
    "a sheet in UTF-16 without its mark": case(book(sheet=_unicode(sheet(), "utf-16-le")), UnsafeXml),
    "a sheet in UTF-16, the other way": case(book(sheet=b"\xfe\xff" + _unicode(sheet(), "utf-16-be")), UnsafeXml),
    "a sheet in UTF-32": case(book(sheet=_unicode(sheet(), "utf-32")), UnsafeXml),
    "a sheet that says it is in UTF-16": case(book(sheet=sheet().replace("UTF-8", "UTF-16")), UnsafeXml),
    "a sheet in UTF-7": case(book(sheet=sheet().replace("UTF-8", "utf-7")), UnsafeXml),
    "texts in UTF-16": case(book(strings=_unicode(shared(["a"]), "utf-16")), UnsafeXml),
    "another program's own data in UTF-16": case(
        book(also={"customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}), Opened
    ),
    "a sheet in Latin 1": case(
        book(sheet=sheet(TEXT.format("é")).replace("UTF-8", "ISO-8859-1").encode("latin-1")), *ANY
    ),
    "a mark at the start of UTF-8": case(book(sheet="\ufeff" + sheet()), Opened),
    "no UTF-8 at all": case(
        book(sheet=sheet(TEXT.format("§")).encode().replace("§".encode(), b"\xff\xc0\x80")), *ANY
    ),
    "a sheet cut in the middle of a cell": case(book(sheet=sheet()[:-60]), *ANY),
    "a sheet cut in the middle of a tag": case(book(sheet=sheet()[: sheet().index("<c r") + 4]), *ANY),
    "a sheet of no byte": case(book(sheet=""), *ANY),
    "a sheet that is a picture": case(book(sheet=b"\x89PNG\r\n\x1a\n" + bytes(500)), *ANY),
    "tags that close others": case(book(sheet=sheet('<row r="1"><c r="A1"><v>1</c></v></row>')), *ANY),
    "tags that are never closed": case(book(sheet=sheet("<row><c><v>" * 5_000)), *ANY),
    "a workbook part that is cut": case(book(workbook=workbook()[:-30]), *ANY),
    "relations that are cut": case(book(rels='<?xml version="1.0"?><Relationships><Relationship Id="r'), *ANY),
    "texts that are cut": case(book(strings=shared(["a", "b"])[:-25]), *ANY),
    "styles that are cut": case(book(styles=f"{HEAD}<styleSheet><cellXfs><xf "), *ANY),
    "elements a hundred thousand deep": case(book(sheet=sheet(after="<a>" * 100_000 + "</a>" * 100_000)), *ANY),
    "elements a hundred thousand deep in a cell": case(
        book(f'<row r="1"><c r="A1" t="inlineStr"><is>{"<r>" * 100_000}x{"</r>" * 100_000}</is></c></row>'), *ANY
    ),
    "an attribute of four megabytes": case(book(sheet=sheet(before=f'<sheetPr codeName="{"a" * 2**22}"/>')), *ANY),
    "a name of four megabytes": case(book(sheet=sheet(before=f"<{'a' * 2**22}/>")), *ANY),
    "fifty thousand attributes": case(book(sheet=sheet(before=f"<sheetPr {FIFTY_THOUSAND}/>")), *ANY),
    "a comment of four megabytes": case(book(sheet=sheet(before=f"<!--{'x' * 2**22}-->")), Opened),
    "a comment that is never closed": case(book(sheet=sheet(before="<!-- ")), *ANY),
    "a comment that is never closed, in a cell": case(book(CELL.replace("</v>", "<!--</v>")), *ANY),
    "cells in a comment": case(
        book(sheet=sheet(CELL, after='<!-- <c r="XFD1048576"><v>1</v></c> -->')), Opened, GridTooLarge
    ),
    "quotes that are never closed": case(book(sheet=sheet('<c r="' * 3_000)), *ANY),
    "zeros in the XML": case(book(sheet=sheet().encode().replace(b"<v>", b"<v>\0\0")), *ANY),
    "characters that XML forbids": case(book(TEXT.format("a&#0;b&#x1;c&#xFFFF;")), *ANY),
    "half of a character": case(book(TEXT.format("a&#xD800;b")), *ANY),
    "an entity that is not declared": case(book(TEXT.format("a&nbsp;b")), *ANY),
    "an instruction that leads to the web": case(
        book(sheet=_after_head(sheet(), '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>')), Opened
    ),
    "a piece of another file to be included": case(
        book(TEXT.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>')), *ANY
    ),
    "a schema from the web": case(
        book(sheet=sheet().replace("<worksheet ", '<worksheet xsi:schemaLocation="a http://127.0.0.1:9/x.xsd" ')),
        *ANY,
    ),
    "a text in CDATA": case(book(TEXT.format("<![CDATA[<!DOCTYPE x> & <c>]]>")), Opened),
    "elements with a prefix": case(book(sheet=_prefixed(sheet())), Opened),
    "strict OOXML": case(book(sheet=sheet().replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")), Opened),
    "no namespace": case(book(sheet=sheet().replace(f' xmlns="{MAIN}"', "")), *ANY),
    "another namespace": case(book(sheet=sheet().replace(MAIN, "urn:x").replace(REL, "urn:y")), *ANY),
    "a part of 3 megabytes where 2 are allowed": case(
        book(sheet=sheet(after=" " * 3 * 2**20)), FileTooLarge, part=2 * 2**20
    ),
    "parts of 3 megabytes where 2 are allowed in all": case(
        book(sheet=sheet(after=" " * 3 * 2**19), styles=" " * 3 * 2**19), FileTooLarge, inflated=2 * 2**20
    ),
}

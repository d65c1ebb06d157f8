"""What people send under a workbook's name, and is none."""

from __future__ import annotations

import random

from pacxl.errors import FileDamaged, FileTooLarge, GridTooLarge, NotAWorkbook
from pacxl.formats.opened import Opened
from tests.guard.hostile.build import Case, Outcome, archive, book, case, compound

CSV = "Étape;Budget;Dépensé\nSalon;1 000 €;900\nMailing;200;\n"
HTML = "<html><head><meta charset='utf-8'></head><body><table><tr><td>Étape</td></tr></table></body></html>"
XML_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
FODS = '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
GSHEET = '{"doc_id":"1a2B3c","email":"paul@example.org","resource_key":""}'
URL = "[InternetShortcut]\r\nURL=https://example.org/plan.xlsx\r\n"
MHT = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n"


def _noise() -> bytes:
    return b"\0" + random.Random(7).randbytes(5_000)


def other(made: bytes | str, says: str, name: str = "retour.xls", also: tuple[Outcome, ...] = ()) -> tuple[Case, str]:
    """A file that is no workbook, and what is said of it."""
    content = made.encode() if isinstance(made, str) else made
    return case(lambda: content, NotAWorkbook, *also, name=name), says


def text(made: bytes | str, says: str, name: str = "retour.xls") -> tuple[Case, str]:
    """A table as text, which is opened; and what is said of it where it is an export of no CRM."""
    content = made.encode() if isinstance(made, str) else made
    return case(lambda: content, Opened, name=name), says


SAID: dict[str, tuple[Case, str]] = {
    "an HTML page": other(HTML, "une page HTML (l’export d’un logiciel) : ouvrez le fichier dans Excel"),
    "an HTML table and nothing else": other("\n <TABLE><TR><TD>1</TD></TR></TABLE>", "une page HTML"),
    "an HTML page in UTF-16": other(HTML.encode("utf-16"), "une page HTML"),
    "an HTML page behind a declaration": other(f'<?xml version="1.0"?><!-- x -->\n{HTML}', "une page HTML"),
    "an HTML page named .xlsx": other(f"<!DOCTYPE html>{HTML}", "une page HTML", "retour.xlsx"),
    "an archived web page": other(MHT, "une page web archivée"),
    "an XML spreadsheet": other(XML_2003, "une feuille de calcul XML 2003 : ouvrez le fichier dans Excel"),
    "a flat OpenDocument": other(FODS, "un classeur OpenDocument en un seul fichier XML"),
    "some XML": other("<?xml version='1.0'?><commande/>", "un fichier XML"),
    "some JSON": other('{"plan": [1, 2]}', "un fichier JSON"),
    "a shortcut to Google Sheets": other(GSHEET, "un raccourci vers Google Sheets (sans les données) : dans Google"),
    "a shortcut to the web": other(URL, "un raccourci vers une page web"),
    "a SYLK sheet": other("ID;PWXL;N;E\nP;PGeneral\n", "un fichier SYLK"),
    "plain text": other("Bonjour,\nvoici mon plan.\n", "un fichier texte"),
    "a blank text": other("   \n\n", "un fichier texte"),
    "RTF": other("{\\rtf1\\ansi Bonjour}", "un document RTF"),
    "a PDF": other(b"%PDF-1.7\n%\xe2\xe3\n", "un document PDF", "retour.xlsx"),
    "a PNG": other(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "une image PNG"),
    "a JPEG": other(b"\xff\xd8\xff\xe0\0\x10JFIF", "une image JPEG"),
    "an old workbook of Excel 4": other(b"\x09\x04\x06\x00\0\0\x10\0\0\0", "un classeur Excel d’avant 1994"),
    "a Lotus sheet": other(b"\0\0\x1a\0\0\x10\4\0", "une feuille Lotus 1-2-3"),
    "a gzip archive": other(b"\x1f\x8b\x08\0\0\0\0\0", "une archive compressée"),
    "a database": other(b"SQLite format 3\0" + bytes(80), "une base SQLite"),
    "a Numbers document": other(
        archive({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), "un document Numbers : dans Numbers"
    ),
    "a Word document": other(
        archive({"[Content_Types].xml": TYPES.format("wordprocessingml.document")}), "un document Word"
    ),
    "a presentation": other(
        archive({"[Content_Types].xml": TYPES.format("presentationml.presentation")}), "une présentation"
    ),
    "a Word document with a workbook inside": other(
        archive(
            {
                "[Content_Types].xml": TYPES.format("wordprocessingml.document")
                + '<Default Extension="xlsx" ContentType="vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>',
                "word/embeddings/a.xlsx": book()(),
            }
        ),
        "un document Word",
    ),
    "an old Word document": other(compound({"WordDocument": b"x"}), "un document Word"),
    "an old presentation": other(compound({"PowerPoint Document": b"x"}), "une présentation PowerPoint"),
    "a mail": other(compound({"__properties_version1.0": b"x"}), "un message Outlook : enregistrez la pièce jointe"),
    "another program's compound file": other(compound({"Contents": b"x"}), "un document d’un autre programme"),
    "a workbook in an archive, by its name": other(
        archive({"PAC.xlsx": book()()}), "une archive ZIP : extrayez le classeur qu’elle contient"
    ),
    "a file of zeros": other(
        bytes(9_000), "un fichier rempli de zéros (une copie interrompue) : demandez-le à nouveau"
    ),
    "noise": other(_noise(), "un fichier binaire d’un autre programme"),
}

TEXTS: dict[str, tuple[Case, str]] = {
    "a CSV named .xls": text(CSV, "un fichier CSV"),
    "a CSV named .xlsx": text(CSV, "un fichier CSV", "retour.xlsx"),
    "a CSV from Windows": text(CSV.encode("cp1252"), "un fichier CSV"),
    "a CSV with a mark": text("\ufeff" + CSV, "un fichier CSV"),
    "a CSV in UTF-16": text(CSV.encode("utf-16"), "un fichier CSV"),
    "a CSV with commas": text("a,b\n1,2\n", "un fichier CSV"),
    "tab-separated text": text(CSV.replace(";", "\t"), "un fichier texte à tabulations"),
    "tab-separated text in UTF-16, as Excel saves it": text(
        CSV.replace(";", "\t").encode("utf-16-le"), "un fichier texte à tabulations"
    ),
}

OTHERS: dict[str, Case] = {sentence: made for sentence, (made, _) in (SAID | TEXTS).items()} | {
    "a quote that is never closed": case(lambda: b'a;b\n"' + b"x;" * 2**20, FileDamaged, name="retour.csv"),
    "a row of two million cells": case(
        lambda: b"a;b\n" * 20 + b";" * 2 * 10**6 + b"x", GridTooLarge, name="retour.csv"
    ),
    "a text over the limit": case(lambda: b"a;b\n" * 2**19, FileTooLarge, name="retour.csv", text=2**20),
    "a table that looks like SYLK": case(lambda: b"ID;Pipeline\n1;Ventes\n", Opened, name="retour.csv"),
    "a compound file of nothing": case(lambda: compound({}), NotAWorkbook, FileDamaged),
}

"""What is no workbook and comes among them all the same: its name, in both languages, and what can be done of it."""

from __future__ import annotations

from typing import NamedTuple


class Other(NamedTuple):
    """Something that is no workbook, in both languages; what to do of it, if it can become one."""

    fr: str
    en: str
    way: tuple[str, str] = ("", "")


_OPEN = (
    "ouvrez le fichier dans Excel, puis Fichier > Enregistrer sous > Classeur Excel (.xlsx)",
    "open it in Excel, then File > Save As > Excel Workbook (.xlsx)",
)
_IMPORT = (
    "dans Excel, Données > À partir d’un fichier texte/CSV, puis Enregistrer sous > Classeur Excel (.xlsx)",
    "in Excel, Data > From Text/CSV, then Save As > Excel Workbook (.xlsx)",
)
_EXPORT = (
    "dans Numbers, Fichier > Exporter vers > Excel (.xlsx)",
    "in Numbers, File > Export To > Excel (.xlsx)",
)
_DOWNLOAD = (
    "dans Google Sheets, Fichier > Télécharger > Microsoft Excel (.xlsx)",
    "in Google Sheets, File > Download > Microsoft Excel (.xlsx)",
)
_EXTRACT = (
    "extrayez le classeur qu’elle contient, et prenez celui-ci",
    "extract the workbook that it holds, and give that one",
)
_AGAIN = ("demandez-le à nouveau", "ask for it again")

HTML = Other("une page HTML (l’export d’un logiciel)", "an HTML page (some program’s export)", _OPEN)
ARCHIVED_PAGE = Other("une page web archivée (.mht)", "an archived web page (.mht)", _OPEN)
XML_2003 = Other("une feuille de calcul XML 2003", "an XML Spreadsheet 2003", _OPEN)
FLAT_ODS = Other(
    "un classeur OpenDocument en un seul fichier XML (.fods)",
    "a flat OpenDocument (.fods)",
    (
        "dans LibreOffice, Fichier > Enregistrer sous > Excel 2007-365 (.xlsx)",
        "in LibreOffice, File > Save As > Excel 2007-365 (.xlsx)",
    ),
)
OLD_EXCEL = Other("un classeur Excel d’avant 1994", "a workbook of Excel 4 or before", _OPEN)
LOTUS = Other("une feuille Lotus 1-2-3", "a Lotus 1-2-3 sheet", _OPEN)
SYLK = Other("un fichier SYLK (.slk)", "a SYLK file (.slk)", _OPEN)
CSV = Other("un fichier CSV", "a CSV file", _IMPORT)
TSV = Other("un fichier texte à tabulations (TSV)", "tab-separated text (TSV)", _IMPORT)
TEXT = Other("un fichier texte", "a text file")
XML = Other("un fichier XML", "an XML file")
JSON = Other("un fichier JSON", "a JSON file")
GOOGLE = Other("un raccourci vers Google Sheets (sans les données)", "a shortcut to Google Sheets", _DOWNLOAD)
SHORTCUT = Other("un raccourci vers une page web", "a shortcut to a web page")
NUMBERS = Other("un document Numbers", "a Numbers document", _EXPORT)
WORD = Other("un document Word", "a Word document")
POWERPOINT = Other("une présentation PowerPoint", "a PowerPoint presentation")
OUTLOOK = Other("un message Outlook", "an Outlook message", ("enregistrez la pièce jointe", "save its attachment"))
ODF = Other("un document OpenDocument qui n’est pas un tableur", "an OpenDocument that is no spreadsheet")
COMPOUND_FILE = Other("un document d’un autre programme", "another program’s document")
ARCHIVE = Other("une archive ZIP", "a ZIP archive", _EXTRACT)
OTHER_ARCHIVE = Other("une archive compressée", "a compressed archive", _EXTRACT)
DOWNLOAD_CUT = Other(
    "un téléchargement inachevé",
    "an unfinished download",
    ("téléchargez-le de nouveau, jusqu’au bout", "download it again, to its end"),
)
LOCK = Other(
    "ce qu’un tableur laisse à côté d’un classeur ouvert, qui n’est plus là",
    "what a spreadsheet program leaves beside an open workbook, which is gone",
    ("demandez le classeur lui-même, enregistré et fermé", "ask for the workbook itself, saved and closed"),
)
ZEROS = Other("un fichier rempli de zéros (une copie interrompue)", "a file of zeros (an interrupted copy)", _AGAIN)
BINARY = Other("un fichier binaire d’un autre programme", "another program’s binary file")
TEXTS = {".csv": CSV, ".tsv": TSV, ".tab": TSV}

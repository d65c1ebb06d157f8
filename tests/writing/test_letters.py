"""Words and lines in columns: no header's word is broken, no text cut, and letters are as wide as the font says."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.settings.text import templates
from pacxl.writing.as_file.letters import BOLD, PLAIN, Letters, apart_lines, header_lines, text_lines
from tests.judges import need
from tests.plans import TODAY

ROOT = Path(__file__).resolve().parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHARACTER, ON_SIDES, INDENT, BUTTON = 5.25, 3.0, 7.5, 12.75  # points, in Excel

# --- the headers of every workbook ------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", [*templates(), "écarts", "réglages"])
def test_a_header_breaks_between_its_words(name: str, tmp_path: Path) -> None:
    found = [*broken_words(workbook(name, tmp_path))]
    assert found == []


def workbook(name: str, folder: Path) -> Path:
    """A template's blank workbook, the sample of the écarts, or a settings workbook."""
    if name == "réglages":
        return pacxl.write(reglages_contents(pacxl.load_settings("complet"), TODAY), folder / "reglages.xlsx")
    return ROOT / ("samples/ecarts.xlsx" if name == "écarts" else f"templates/{name}.xlsx")


def broken_words(path: Path) -> Iterator[str]:
    """The words of headers that are wider than their column, a filter's button beside them, in letters of 10."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/tables/"):
                table = etree.fromstring(package.read(name))
                sheet = etree.fromstring(package.read(sheet_of(package, name)))
                yield from broken_words_of(table, column_widths(sheet))


def sheet_of(package: zipfile.ZipFile, table: str) -> str:
    """The part of the sheet on which a table stands."""
    folder = "xl/worksheets/_rels/"
    told = f'/{Path(table).name}"'.encode()
    rels = next(each for each in package.namelist() if each.startswith(folder) and told in package.read(each))
    return f"xl/worksheets/{Path(rels).name.removesuffix('.rels')}"


def column_widths(sheet: Any) -> dict[int, float]:
    """Column, from 1 → its width, as the file tells it."""
    return {
        number: float(each.get("width"))
        for each in sheet.iter(f"{MAIN}col")
        for number in range(int(each.get("min")), int(each.get("max")) + 1)
    }


def broken_words_of(table: Any, widths: dict[int, float]) -> Iterator[str]:
    button = BUTTON if table.find(f"{MAIN}autoFilter") is not None else 0
    letters = table.get("ref").split(":")[0].rstrip("0123456789")
    first = sum(26**place * (ord(letter) - 64) for place, letter in enumerate(reversed(letters)))
    for col, column in enumerate(table.iter(f"{MAIN}tableColumn"), first):
        room = CHARACTER * widths[col] - ON_SIDES - INDENT - button
        for word in column.get("name").split(" "):
            if BOLD.width(word) > room:
                yield f"{table.get('name')}[{column.get('name')}]: {word}"


# --- lines of texts ---------------------------------------------------------------------------------------

LINES = {
    ("", 20): 1,
    ("Vendre l’hiver", 20): 1,
    ("Trouver un second terrassier, et cesser de dépendre du seul salon de mars.", 20): 4,
    ("TROUVER UN SECOND TERRASSIER", 20): 2,
    ("une\ndeux\n\nquatre", 20): 4,
    ("https://alpes-piscines.example/plans/2026", 20): 2,
}


@pytest.mark.parametrize(("text", "width"), LINES)
def test_a_text_takes_so_many_lines(text: str, width: int) -> None:
    assert text_lines(text, width) == LINES[text, width]


def test_a_filter_takes_room_beside_a_header() -> None:
    assert [header_lines("Fin réelle", 10, filtered=filtered) for filtered in (False, True)] == [1, 2]


def test_a_word_that_is_shown_apart_stands_beside_its_sign() -> None:
    assert apart_lines("défavorable", 13) == 1
    assert apart_lines("terminée, objectif manqué, budget dépassé", 23) == 2


# --- the font ---------------------------------------------------------------------------------------------


@pytest.mark.judge
@pytest.mark.parametrize(("letters", "styles"), [(PLAIN, ("Regular",)), (BOLD, ("Bold", "Bold Italic"))])
def test_letters_are_as_wide_as_in_the_font(letters: Letters, styles: tuple[str, ...]) -> None:
    fonts = [advances(font_file(style)) for style in styles]
    for letter, width in [*letters.items(), ("é", letters["é"]), ("Ç", letters["Ç"])]:
        if all(ord(letter) in font for font in fonts):
            assert width == pytest.approx(10 * max(font[ord(letter)] for font in fonts), abs=0.2), letter


def font_file(style: str) -> Path:
    """The file of Carlito, which is as wide as Calibri, letter by letter."""
    asked = ["fc-list", f":family=Carlito:style={style}", "file"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout if shutil.which(asked[0]) else ""
    need("Carlito", bool(found.strip()))
    return Path(found.splitlines()[0].rstrip(": "))


def advances(font: Path) -> dict[int, float]:
    """Of each character of a TrueType font, how wide it is, for letters of height 1."""
    data = font.read_bytes()
    tables = {}
    for number in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, start, _ = struct.unpack(">4sLLL", data[12 + 16 * number : 28 + 16 * number])
        tables[tag.decode()] = start

    def words(start: int, many: int = 1, sign: str = "H") -> tuple[int, ...]:
        return struct.unpack(f">{many}{sign}", data[start : start + 2 * many])

    height, many = words(tables["head"] + 18)[0], words(tables["hhea"] + 34)[0]
    wide = [words(tables["hmtx"] + 4 * min(glyph, many - 1))[0] for glyph in range(words(tables["maxp"] + 4)[0])]
    found: dict[int, float] = {}
    for number in range(words(tables["cmap"] + 2)[0]):
        (offset,) = struct.unpack(">L", data[tables["cmap"] + 8 + 8 * number :][:4])
        start = tables["cmap"] + offset
        if words(start)[0] == 4:  # the format of the characters of Windows
            size = words(start + 6)[0] // 2
            ends, firsts = words(start + 14, size), words(start + 16 + 2 * size, size)
            deltas, offsets = words(start + 16 + 4 * size, size), words(start + 16 + 6 * size, size)
            for at, (first, end, delta, offset_) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
                for code in range(first, min(end, 0xFFFE) + 1):
                    place = start + 16 + 6 * size + 2 * at + offset_ + 2 * (code - first)
                    glyph = words(place)[0] if offset_ else code
                    found[code] = wide[(glyph + delta) % 65536 if glyph or not offset_ else 0] / height
    return found

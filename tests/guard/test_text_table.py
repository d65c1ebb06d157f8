"""A table as text: its alphabet and the mark between its cells are told by what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacxl.guard.limits import USUAL
from pacxl.guard.text_table import decoded_text_table, text_table, text_table_mark

TEXT = "Étape;Coût €\nÀ voir;1\n"
ALPHABETS = {
    "UTF-8 with its mark": (TEXT.encode("utf-8-sig"), "utf-8"),
    "UTF-8": (TEXT.encode(), "utf-8"),
    "Windows's": (TEXT.encode("cp1252"), "cp1252"),
    "UTF-16 with its mark": (TEXT.encode("utf-16"), "utf-16-le"),
    "UTF-16, the other way round": (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
    "UTF-16 without": (TEXT.encode("utf-16-le"), "utf-16-le"),
}


@pytest.mark.parametrize(("content", "encoding"), ALPHABETS.values(), ids=ALPHABETS)
def test_the_alphabet_of_a_text(content: bytes, encoding: str) -> None:
    assert decoded_text_table(content) == (TEXT, encoding)


def test_a_letter_cut_in_two_at_the_end_of_a_beginning() -> None:
    assert decoded_text_table("Étape;É".encode()[:-1], whole=False) == ("Étape;", "utf-8")


MARKS = {
    "commas": ("a,b,c\n1,2,3\n", ","),
    "semicolons, commas in the numbers": ("a;b;c\n1,5;2,5;3,5\n", ";"),
    "tabs, commas in the texts": ("a\tb\n1, et 2\t3\n", "\t"),
    "commas within quotes": ('a;b\n"x, y, z";2\n', ";"),
    "a line break within quotes": ('a,b\n"x\ny;z",2\n3,4\n', ","),
    "said in the first line": ("sep=;\na;b\n1;2\n", ";"),
    "one column": ("a\nb\n", ""),
}


@pytest.mark.parametrize(("text", "mark"), MARKS.values(), ids=MARKS)
def test_the_mark_between_cells(text: str, mark: str) -> None:
    assert text_table_mark(text) == mark


def test_rows_are_as_long_as_the_longest_and_blank_ones_stay() -> None:
    content = b'sep=;\r\na;b;;\r\n\r\n"x\r\ny";2;3\r\n;;\r\n'
    assert text_table(content, Path("export.csv"), USUAL).rows == [["a", "b", ""], ["", "", ""], ["x\r\ny", "2", "3"]]

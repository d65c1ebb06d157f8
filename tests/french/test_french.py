"""What people type, and what it means: the table of spellings, and any number and date in any French way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import dateparser
import numpy as np
import pandas as pd
import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st

from pacxl.definition.kind import CHOICE, DATE, MONEY, NUMBER, PERCENT, PROBABILITY, RATIO, SCORE, TEXT, WHOLE, Kind
from pacxl.excel import NoValue
from pacxl.findings.finding import CATALOGUE
from pacxl.french.calendar_names import MONTHS, WEEKDAYS
from pacxl.french.text import fold, is_blank, text_stands_for_blank
from pacxl.reading.conversion.convert import Remarks
from tests.columns import converted
from tests.french import lectures
from tests.french.lectures import COLUMNS, NOTHING, PAGE, REMARKS, lines, message

LINES = lines(PAGE.read_text(encoding="utf-8"))
KINDS = (MONEY, NUMBER, WHOLE, PERCENT, PROBABILITY, RATIO, SCORE, DATE, TEXT, CHOICE)
often = settings(max_examples=300, deadline=None)


def test_texts_are_compared_without_case_accents_and_kinds_of_space() -> None:
    assert is_blank("\xad\u200b\u00a0 \ufeff")
    assert fold("  L’Œuvre\u00a0d'ÉTÉ ") == fold("l'oeuvre d’été")


@pytest.mark.parametrize("text", ["0", "x", "-5", "#", "€", "non", "à 5", "a définitif", "✓", "s.o.s.", "aucun coût"])
def test_what_says_something_stands_for_no_blank(text: str) -> None:
    assert not text_stands_for_blank(text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_months_and_days_have_the_names_that_unicode_gives_them(language: str) -> None:
    for what, known in (("months", MONTHS), ("days", WEEKDAYS)):
        for width in ("wide", "abbreviated"):
            names = getattr(Locale(language), what)["format"][width]
            assert {known[fold(name).rstrip(".")]: number for number, name in names.items()} == {n: n for n in names}


def test_what_no_month_is_called_is_a_short_form_that_people_write() -> None:
    assert {name: MONTHS[name] for name in ("fev", "juill", "aou", "sep")} == {
        "fev": 2,
        "juill": 7,
        "aou": 8,
        "sep": 9,
    }


# --- the table that anybody can add to --------------------------------------------------------------------


def test_every_spelling_is_read_as_the_table_says() -> None:
    wrong = []
    for line in LINES:
        read, remark = line.convert()
        code, told = (remark.code, message(remark)) if remark else ("", "")
        if (read, code) != (line.read, REMARKS[line.remark]) or line.words not in told:
            wrong.append(f"ligne {line.number} : « {line.typed} » ({line.column}) est lu « {read} », {code} : {told}")
    assert wrong == []


def test_the_table_says_each_spelling_once() -> None:
    typed = [(line.column, line.period, repr(line.cell)) for line in LINES]
    assert sorted({each for each in typed if typed.count(each) > 1}) == []


def test_the_table_covers_every_column_and_every_remark() -> None:
    assert len(LINES) >= 300
    assert set(COLUMNS) - {line.column for line in LINES} == set()
    assert set(REMARKS) - {line.remark for line in LINES} == set()


def test_the_examples_of_the_documentation_are_those_of_the_table() -> None:
    said = {
        (line.column, line.typed, line.read, f"{line.remark} : {line.words}".removesuffix(" : ")) for line in LINES
    }
    page = (PAGE.parents[2] / "docs" / "lectures.md").read_text(encoding="utf-8")
    rows = [
        tuple(part.strip() for part in row.strip("|").split(" | ")) for row in page.splitlines() if row[:1] == "|"
    ]
    examples = [row for row in rows if row[0] in {line.column for line in LINES}]
    assert len(examples) > 30
    assert [row for row in examples if row not in said] == []


def test_the_documentation_lists_every_remark_with_its_code_and_gravity() -> None:
    page = (PAGE.parents[2] / "docs" / "lectures.md").read_text(encoding="utf-8")
    gravity = {"info": "info", "warning": "attention", "error": "erreur"}
    rows = [
        f"| {remark} | {gravity[CATALOGUE[code].severity]} | `{code}` |" for remark, code in REMARKS.items() if code
    ]
    assert [row for row in rows if row not in page] == []


@pytest.mark.parametrize(
    "line",
    ["montant | 500 | 500", "montnt | 500 | 500 | converti", "montant | 500 | 500 | convertie"],
    ids=["a part is missing", "no such column", "no such remark"],
)
def test_a_line_that_is_none_is_told_by_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="ligne 3"):
        lines(f"# une page\n\n{line}\n")


def test_a_line_that_is_wrong_is_seen() -> None:
    (line,) = lines("montant | 1.000 | 1000 | converti")
    read, remark = line.convert()
    assert (read, remark and remark.code) == (NOTHING, "ambiguous")


# dateparser chooses where we do not: the month first if it must, today's year, a day for a month. Where both read a
# day, it is the same but for these.
ELSEWHERE = {"12/04/69": "1969 for it, 2069 for us: below 70, two digits are a year of the 2000s"}


def test_where_another_library_and_we_both_read_a_day_it_is_the_same() -> None:
    judged, apart = 0, []
    for line in LINES:
        if line.column == "date" and isinstance(line.cell, str) and line.read != NOTHING:
            theirs = dateparser.parse(
                line.cell,
                languages=["fr", "en"],
                settings={"DATE_ORDER": "DMY", "RELATIVE_BASE": dt.datetime(2026, 7, 1)},
            )
            judged += theirs is not None
            if theirs and f"{theirs:%d/%m/%Y}" != line.read:
                apart.append(line.typed)
    assert judged >= 50
    assert apart == list(ELSEWHERE)


# --- any number, in any French way ------------------------------------------------------------------------


def read(cell: Any, kind: Kind, choices: tuple[str, ...] = (), period: str = "2026-S2") -> tuple[Any, Remarks]:
    cells = np.empty(1, dtype=object)
    cells[0] = cell
    values, remarks = converted(cells, kind, choices, period, "last")
    return (None if pd.isna(values[0]) else values[0]), remarks


CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
LOCALES = st.sampled_from(["fr", "fr_BE", "fr_CA", "fr_CH", "fr_LU"])
# Babel 2.19 takes the apostrophes of fr_CH for quotes, and drops pairs of them; SPACES has the apostrophe.
OF_NUMBERS = LOCALES.filter(lambda locale: locale != "fr_CH")
SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u2007", "'", "’", "."])
Way = Callable[[str], str]
# Around an amount without its sign: what is written, and whether it is then negative.
SIGNS: list[tuple[Way, bool]] = [
    ("{}".format, False),
    ("+{}".format, False),
    ("{} €".format, False),
    ("€ {}".format, False),
    ("{} EUR.".format, False),
    ("{}\u202fEuros HT".format, False),
    ("environ {} €".format, False),
    ("-{} €".format, True),
    ("\u2212 {}".format, True),
    ("({})".format, True),
    ("({} €)".format, True),
    ("{}-".format, True),
]


def same_or_told(text: str, value: float, kind: Kind) -> None:
    """Read as it was meant, or not read; told in both cases."""
    found, remarks = read(text, kind)
    assert len(remarks) == 1
    assert found in (None, value)


@pytest.mark.long
@given(number=CENTS, locale=OF_NUMBERS)
@often
def test_a_number_that_a_program_formats(number: Decimal, locale: str) -> None:
    text = format_decimal(number, format="#,##0.00", locale=locale)
    assert read(text, MONEY)[0] == float(number)
    same_or_told(format_decimal(number, locale=locale), float(number), NUMBER)
    assert read(format_currency(number, "EUR", locale=locale), MONEY)[0] == float(number)


@given(cents=st.integers(0, 10**13 - 1), space=SPACES, mark=st.sampled_from(",."), way=st.sampled_from(SIGNS))
@often
def test_an_amount_that_somebody_types(cents: int, space: str, mark: str, way: tuple[Way, bool]) -> None:
    whole = f"{cents // 100:,}".replace(",", space)
    written, negative = way
    value = -cents / 100 if negative else cents / 100
    same_or_told(written(f"{whole}{mark}{cents % 100:02}"), value, MONEY)
    if cents % 100 == 0:
        same_or_told(written(whole), value, MONEY)


@given(thousandths=st.integers(0, 10**6), scale=st.sampled_from([("k€", 3), ("K", 3), (" mille", 3), (" M€", 6)]))
@often
def test_an_amount_in_thousands_or_millions(thousandths: int, scale: tuple[str, int]) -> None:
    letter, power = scale
    text = f"{Decimal(thousandths) / 1000:f}".replace(".", ",")
    same_or_told(text + letter, float(Decimal(thousandths) * 10 ** (power - 3)), MONEY)


@given(tenths=st.integers(-10_000, 10_000), locale=OF_NUMBERS)
@often
def test_a_percentage_with_its_sign_is_exact(tenths: int, locale: str) -> None:
    share = Decimal(tenths) / 1000
    text = format_percent(share, format="#,##0.#\u202f%", locale=locale, decimal_quantization=False)
    if abs(tenths) < 10_000 or locale != "fr_LU":  # there a thousand percent is `1.000 %`
        assert read(text, PERCENT)[0] == float(share)
    same_or_told(text, float(share), PERCENT)


@given(st.floats(allow_nan=False, allow_infinity=False))
@often
def test_a_number_in_an_unbounded_percentage_s_place_is_never_changed(number: float) -> None:
    assert read(number, PERCENT)[0] == number


# --- any date, in any French way --------------------------------------------------------------------------


@given(
    day=st.dates(dt.date(2000, 1, 1), dt.date(2069, 12, 31)),
    form=st.sampled_from(
        ["short", "medium", "long", "full", "dd/MM/yy", "d-MMM-yy", "d MMMM y.", "EEE d MMM y", "y-MM-dd", "d.M.y"]
    ),
    locale=LOCALES,
)
@often
def test_a_date_that_a_program_formats(day: dt.date, form: str, locale: str) -> None:
    assert read(format_date(day, form, locale=locale), DATE)[0] == pd.Timestamp(day)


@given(
    day=st.dates(dt.date(2026, 7, 1), dt.date(2026, 12, 31)),
    form=st.sampled_from(["d/M", "dd/MM", "d-MMM", "d MMMM", "EEEE d MMMM", "'pour le' d MMM", "dd.MM"]),
)
@often
def test_a_date_without_its_year_is_in_the_plan_s_period(day: dt.date, form: str) -> None:
    assert read(format_date(day, form, locale="fr"), DATE)[0] == pd.Timestamp(day)


@given(
    day=st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)), form=st.sampled_from(["d/M", "d MMMM", "MMMM", "'S'ww"])
)
@often
def test_out_of_the_plan_s_period_it_is_another_year_s_or_nothing(day: dt.date, form: str) -> None:
    found, remarks = read(format_date(day, form, locale="fr"), DATE, period="2026-S2")
    assert len(remarks) == 1
    assert found is None or "2026-06-30" < str(found) < "2027-01-04"  # the last week of 2026 ends in 2027


# --- anything at all --------------------------------------------------------------------------------------

CHARACTERS = st.sampled_from(
    [*"0123456789  ..,,/--:()€%kMSTxà'~<+=?eOl\u202f", "mars", " sem. ", " à ", "par ", "fin ", "du ", " au "]
)
TEXTS = st.text(max_size=12) | st.lists(CHARACTERS, max_size=9).map("".join)
CELLS = st.one_of(
    TEXTS,
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([NoValue(), NoValue("#REF!"), NoValue("#SPILL!")]),
)
LISTS = st.sampled_from([("oui", "non"), ("plus haut", "plus bas"), ()])


@pytest.mark.long
@given(
    cell=CELLS,
    kind=st.sampled_from(KINDS),
    choices=LISTS,
    period=st.sampled_from(["2026-S2", "", "2026-07/2027-06", "?"]),
)
@settings(max_examples=1000, deadline=None)
def test_no_cell_is_lost_without_a_word(cell: Any, kind: Kind, choices: tuple[str, ...], period: str) -> None:
    value, remarks = read(cell, kind, choices, period)
    blank = isinstance(cell, str) and is_blank(cell)
    assert len(remarks) <= 1
    assert blank or value is not None or remarks, "a cell that holds something has a value, or a finding"
    assert not blank or (value is None and not remarks), "a blank cell has neither"
    for remark in remarks.values():
        assert message(remark).endswith(".")


@pytest.mark.long
@given(text=TEXTS, kind=st.sampled_from(KINDS[:-2]))
@settings(max_examples=1000, deadline=None)
def test_a_text_in_a_number_s_or_a_date_s_place_is_never_taken_silently(text: str, kind: Kind) -> None:
    value, remarks = read(text, kind)
    assert value is None or len(remarks) == 1


def test_lectures_know_every_kind_of_cell() -> None:
    held = [lectures._held(text) for text in ("20", "VRAI", "#REF!", "12/04/2026", "12/04/2026 14:30", "03:01")]
    kinds = [float, bool, NoValue, dt.date, dt.datetime, dt.time]
    assert [type(cell) for cell in held] == kinds

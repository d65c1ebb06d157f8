"""What people type in cells, and over them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pandas as pd

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import Formula, put
from tests.reading.mutations.mutation import mutation
from tests.reading.mutations.standing import Impossible, Standing


def french(number: float, thousands: str = "\u202f") -> str:
    """12345.5 → 12 345,50, as people write an amount."""
    text = f"{number:,.2f}" if number != int(number) else f"{int(number):,}"
    return text.replace(",", thousands).replace(".", ",")


def day(value: pd.Timestamp) -> str:
    return f"{value:%d/%m/%Y}"


# --- another spelling of the same value -------------------------------------------------------------------


@mutation("cells", "converted")
def an_amount_is_typed_as_a_text_with_spaces_and_the_euro_sign(bent: Bent) -> None:
    bent.retype(bent.actions, "budget", lambda value: f"{french(value)}\u00a0€")
    bent.retype(bent.carnet, "montant", lambda value: f"{french(value, ' ')} €")


@mutation("cells", "converted")
def an_amount_is_typed_in_thousands_of_euros(bent: Bent) -> None:
    index = bent.pick(bent.actions, "budget", lambda value: value >= 100)
    thousands = f"{bent.value(bent.actions, index, 'budget') / 1000:.10g}".replace(".", ",")
    put(bent.actions.cell(index, "budget"), f"{thousands} k€")


@mutation("cells", "converted")
def an_amount_is_shown_in_thousands_of_euros(bent: Bent) -> None:
    index = bent.retype(bent.actions, "budget", lambda value: value / 1000)
    bent.actions.cell(index, "budget").number_format = 'General" k€"'


@mutation("cells")
def amounts_get_an_accountant_s_format(bent: Bent) -> None:
    shape = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-'
    for key in ("budget", "depense"):
        for index in bent.actions.rows:
            bent.actions.cell(index, key).number_format = shape


@mutation("cells", "converted")
def the_sign_of_a_percentage_is_only_shown(bent: Bent) -> None:
    index = bent.retype(bent.carnet, "probabilite", lambda value: value * 100)
    bent.carnet.cell(index, "probabilite").number_format = 'General" %"'


@mutation("cells", "converted")
def numbers_are_stored_as_texts(bent: Bent) -> None:
    for _ in range(2):
        bent.retype(bent.actions, "depense", lambda value: f"{value:.10g}".replace(".", ","))


@mutation("cells", "converted")
def a_number_is_typed_after_an_apostrophe(bent: Bent) -> None:
    index = bent.retype(bent.actions, "resultat", lambda value: f"{value:.10g}".replace(".", ","))
    cell = bent.actions.cell(index, "resultat")
    cell.quotePrefix = True


@mutation("cells", "converted")
def a_quantity_is_typed_with_its_unit(bent: Bent) -> None:
    index = bent.pick(bent.actions, "cible", lambda value: value >= 1)
    value, unit = (bent.value(bent.actions, index, key) for key in ("cible", "unite"))
    put(bent.actions.cell(index, "cible"), f"{french(value)} {unit}")


@mutation("cells", "converted")
def dates_are_typed_as_texts(bent: Bent) -> None:
    bent.retype(bent.actions, "debut", day)
    bent.retype(bent.carnet, "date_jalon", day)


@mutation("cells", "converted")
def a_date_is_typed_in_words(bent: Bent) -> None:
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    bent.retype(bent.actions, "fin", lambda value: f"{value.day} {months[value.month - 1]} {value.year}")


@mutation("cells", "converted")
def a_date_is_typed_with_a_year_of_two_digits(bent: Bent) -> None:
    bent.retype(bent.actions, "fin", lambda value: f"{value:%d.%m.%y}")


@mutation("cells", "converted")
def a_date_shows_as_a_bare_number(bent: Bent) -> None:
    index = bent.retype(bent.actions, "debut", lambda value: (value - pd.Timestamp(1899, 12, 30)).days)
    bent.actions.cell(index, "debut").number_format = "General"


@mutation("cells", "converted")
def percentages_are_typed_as_texts(bent: Bent) -> None:
    bent.retype(bent.carnet, "probabilite", lambda value: f"{french(value * 100)}\u00a0%")
    bent.retype(bent.carnet, "probabilite", lambda value: f"{french(value * 100)}%")


@mutation("cells", "converted")
def a_choice_is_typed_between_spaces(bent: Bent) -> None:
    bent.retype(bent.actions, "decision", lambda value: f"  {value}\u00a0")


@mutation("cells", "converted")
def a_choice_is_typed_in_capitals_without_accents(bent: Bent) -> None:
    capitals = str.maketrans("éèê", "EEE")
    bent.retype(bent.carnet, "issue", lambda value: value.translate(capitals).upper())


@mutation("cells", "converted")
def characters_that_nobody_sees_come_along_with_what_is_pasted(bent: Bent) -> None:
    bent.retype(bent.actions, "budget", lambda value: f"\u200b{value:.10g}\ufeff".replace(".", ","))
    bent.retype(bent.actions, "fin", lambda value: f"\u200e{day(value)}\u200f")
    bent.retype(bent.carnet, "issue", lambda value: f"\u2060{value[:2]}\u00ad{value[2:]}\u200d")
    bent.retype(bent.carnet, "montant", lambda value: f"{french(value, chr(0x3000))}\u2066\u3000€\u2069")


@mutation("cells", "converted")
def digits_and_letters_are_typed_full_width_and_accents_apart(bent: Bent) -> None:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    bent.retype(bent.actions, "depense", lambda value: f"{value:.10g}".replace(".", ",").translate(wide))
    bent.retype(bent.actions, "debut", lambda value: day(value).translate(wide))
    bent.retype(bent.carnet, "etape", lambda value: unicodedata.normalize("NFD", value).translate(wide))


@mutation("cells", "converted")
def a_person_s_name_hides_a_space_of_no_width(bent: Bent) -> None:
    bent.retype(bent.actions, "qui", lambda value: f"{value[:1]}\u200b{value[1:]}")


@mutation("cells")
def an_empty_cell_gets_what_nobody_sees(bent: Bent) -> None:
    at = bent.actions
    for key, typed in (("fin_reelle", "\u200b"), ("depense", "\ufeff\u00a0"), ("analyse", "\u2060\u3000\u00ad")):
        blank = [index for index in at.rows if bent.value(at, index, key) is None]
        if not blank:
            raise Impossible
        put(at.cell(blank[0], key), typed)


@mutation("cells")
def an_empty_cell_gets_a_space(bent: Bent) -> None:
    at = bent.actions
    blank = [index for index in at.rows if bent.value(at, index, "fin_reelle") is None]
    if not blank:
        raise Impossible
    put(at.cell(blank[0], "fin_reelle"), "  ")


# --- what has no value for the plan -----------------------------------------------------------------------


@mutation("cells", "blank-in-disguise")
def a_cell_says_that_it_is_not_known(bent: Bent) -> None:
    bent.spoil(bent.actions, "budget", "n.c.")
    bent.spoil(bent.actions, "fin", "à définir")
    bent.spoil(bent.carnet, "montant", "?")


@mutation("cells", "not-accepted")
def a_word_is_typed_for_an_amount(bent: Bent) -> None:
    bent.spoil(bent.actions, "depense", "voir avec la comptable")


@mutation("cells", "other-currency", "unfit")
def amounts_are_shown_in_dollars_or_by_the_month(bent: Bent) -> None:
    for key, number, shape in (("budget", 1200, 'General" $"'), ("depense", 500, 'General" € / mois"')):
        index = bent.spoil(bent.actions, key, number)
        bent.actions.cell(index, key).number_format = shape


@mutation("cells", "ambiguous")
def an_amount_can_be_read_in_two_ways(bent: Bent) -> None:
    bent.spoil(bent.actions, "budget", "1.250")


@mutation("cells", "ambiguous")
def a_library_writes_a_day_in_another_time_zone(bent: Bent) -> None:
    bent.spoil(bent.actions, "fin", dt.datetime(2026, 4, 11, 22, 0))


@mutation("cells", "ambiguous")
def a_library_writes_a_day_a_moment_too_early(bent: Bent) -> None:
    bent.spoil(bent.actions, "debut", dt.datetime(2026, 4, 11, 23, 59, 39))


@mutation("cells", "ambiguous")
def a_program_writes_a_day_as_the_web_does(bent: Bent) -> None:
    bent.spoil(bent.actions, "fin", "2026-04-11T22:00:00.000Z")


@mutation("cells", "ambiguous")
def a_day_is_written_in_three_pairs_of_digits(bent: Bent) -> None:
    bent.spoil(bent.actions, "fin", "26-04-12")


@mutation("cells", "not-in-list")
def a_choice_is_out_of_its_list(bent: Bent) -> None:
    at = bent.actions
    index = bent.retype(at, "decision", lambda _: "peut-être plus tard")
    bent.expect(at, index, "decision", "peut-être plus tard")


@mutation("cells", "error-cell")
def an_input_shows_an_error(bent: Bent) -> None:
    bent.spoil(bent.actions, "budget", "#REF!")
    bent.spoil(bent.carnet, "date_jalon", "#N/A")


# --- formulas ---------------------------------------------------------------------------------------------


@mutation("cells")
def an_amount_is_typed_as_a_calculation(bent: Bent) -> None:
    bent.retype(bent.actions, "budget", lambda value: Formula(f"={value / 2}*2", value))


@mutation("cells", "never-calculated", uncounted=True)
def an_amount_is_a_formula_that_was_never_calculated(bent: Bent) -> None:
    bent.spoil(bent.actions, "budget", Formula("=600*2", None))


@mutation("cells", "formula-overwritten")
def a_formula_is_typed_over(bent: Bent) -> None:
    put(_showing(bent, bent.actions, "retard"), 365)


@mutation("cells")
def a_computed_column_is_pasted_as_values(bent: Bent) -> None:
    for index in bent.actions.rows:
        cell = bent.actions.cell(index, "statut")
        put(cell, cell.value.shown)


@mutation("cells", "formula-overwritten")
def a_computed_column_is_pasted_as_values_that_are_no_longer_true(bent: Bent) -> None:
    for index in bent.actions.rows:
        put(bent.actions.cell(index, "statut"), "à faire (mars)")


@mutation("cells", "value-stale")
def a_formula_shows_an_old_value(bent: Bent) -> None:
    cell = _showing(bent, bent.carnet, "pondere")
    put(cell, Formula(str(cell.value), 123456.5))


@mutation("cells", "formula-error")
def a_computed_cell_shows_an_error(bent: Bent) -> None:
    cell = _showing(bent, bent.carnet, "pondere")
    put(cell, Formula("=F10*#REF!", "#REF!"))


@mutation("cells", "not-recalculated", uncounted=True)
def the_workbook_was_saved_by_a_program_that_calculates_nothing(bent: Bent) -> None:
    for sheet in bent.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, Formula):
                    put(cell, Formula(str(cell.value), None))


@mutation("cells")
def the_date_of_the_workbook_is_typed_over(bent: Bent) -> None:
    (sheet, address), *_ = bent.workbook.defined_names["Aujourdhui"].destinations
    assert bent.sample.plan.today is not None
    bent.today = bent.sample.plan.today - dt.timedelta(days=1)
    bent.workbook[sheet][address].value = dt.datetime.combine(bent.today, dt.time())


def _showing(bent: Bent, at: Standing, key: str) -> Any:
    """A computed cell that shows something."""
    bent.touched.add(at.part.name)
    for index in at.rows:
        cell = at.cell(index, key)
        if isinstance(cell.value, Formula) and cell.value.shown not in ("", None):
            return cell
    raise Impossible(key)

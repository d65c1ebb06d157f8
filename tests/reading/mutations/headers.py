"""What people do to headers and to columns."""

from __future__ import annotations

import unicodedata

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import put
from tests.reading.mutations.mutation import mutation
from tests.reading.mutations.standing import Impossible, Standing

# --- headers ----------------------------------------------------------------------------------------------


@mutation("headers", "header-recognised")
def a_header_is_replaced_by_another_word_for_it(bent: Bent) -> None:
    bent.name_header(bent.actions, "qui", "Responsable")
    bent.name_header(bent.carnet, "societe", "Client")


@mutation("headers")
def headers_are_typed_in_capitals(bent: Bent) -> None:
    for key in ("budget", "depense", "fin"):
        bent.name_header(bent.actions, key, bent.actions.table.by_key[key].header.upper())


@mutation("headers")
def headers_lose_their_accents(bent: Bent) -> None:
    bent.name_header(bent.actions, "etape", "Etape")
    bent.name_header(bent.actions, "depense", "Depense")
    bent.name_header(bent.carnet, "probabilite", "Probabilite")


@mutation("headers")
def a_header_ends_with_a_colon_and_another_with_a_star(bent: Bent) -> None:
    bent.name_header(bent.actions, "budget", "Budget :")
    bent.name_header(bent.actions, "qui", "Qui *")


@mutation("headers")
def a_header_is_broken_over_two_lines(bent: Bent) -> None:
    bent.name_header(bent.actions, "analyse", "Analyse\ndes écarts")
    bent.name_header(bent.carnet, "date_jalon", "Date\n jalon")


@mutation("headers")
def headers_hold_characters_that_nobody_sees(bent: Bent) -> None:
    bent.name_header(bent.actions, "budget", "Bud\u00adget\u200b")
    bent.name_header(bent.actions, "depense", unicodedata.normalize("NFD", "Dépensé"))
    bent.name_header(bent.actions, "etape", "\ufeffÉ\u200dta\u2060pe")
    bent.name_header(bent.carnet, "montant", "\u200eＭｏｎｔａｎｔ\u200f")
    bent.name_header(bent.carnet, "date_jalon", "Date\u3000\u2028jalon")


@mutation("headers")
def headers_are_numbered_or_begin_with_a_picture(bent: Bent) -> None:
    bent.name_header(bent.actions, "etape", "1. Étape")
    bent.name_header(bent.actions, "qui", "2) Qui")
    bent.name_header(bent.actions, "budget", "💶 Budget")
    bent.name_header(bent.actions, "fin", "▶️ Fin ▼")
    bent.name_header(bent.carnet, "montant", "③ Montant *")
    bent.spared += ["1. Étape", "2) Qui", "💶 Budget", "▶️ Fin ▼", "③ Montant *"]


@mutation("headers", "header-recognised")
def a_header_is_given_its_unit(bent: Bent) -> None:
    bent.name_header(bent.actions, "budget", "Budget (€)")
    bent.name_header(bent.carnet, "montant", "Montant en euros")


@mutation("headers", "header-recognised")
def headers_name_the_year_of_the_plan_and_its_taxes(bent: Bent) -> None:
    year = bent.sample.plan.book.period[:4]
    bent.name_header(bent.actions, "budget", f"Budget {year}")
    bent.name_header(bent.actions, "depense", f"Dépensé (au 30/06/{year})")
    bent.name_header(bent.carnet, "montant", "Montant (€ HT)")


@mutation("headers", "header-unit")
def amounts_are_counted_in_thousands_as_their_header_says(bent: Bent) -> None:
    for at, key, header in ((bent.actions, "budget", "Budget (k€)"), (bent.carnet, "montant", "Montant x1000")):
        bent.name_header(at, key, header)
        for index in at.rows:
            cell = at.cell(index, key)
            if type(cell.value) in (int, float) and (at.part.name, index, key) not in bent.taken:
                bent.taken.add((at.part.name, index, key))
                put(cell, cell.value / 1000)
                bent.spared.append(cell.value)  # told once, with its header
            elif cell.value is not None:
                raise Impossible  # what else was typed there says its own unit, or not


@mutation("headers", "header-other-unit")
def a_header_counts_in_another_unit(bent: Bent) -> None:
    _lose(bent, bent.actions, "budget", "Budget (€/mois)")
    _lose(bent, bent.carnet, "montant", "Montant (USD)")


@mutation("headers", "header-other-year")
def a_header_is_of_another_year(bent: Bent) -> None:
    _lose(bent, bent.actions, "budget", "Budget 2019")
    _lose(bent, bent.actions, "depense", "Dépensé N-1")


@mutation("headers", "header-near")
def a_header_is_misspelt(bent: Bent) -> None:
    bent.name_header(bent.actions, "budget", "Bugdet")
    bent.name_header(bent.carnet, "interlocuteur", "Interlocutteur")


@mutation("headers", "column-missing")
def a_header_becomes_a_word_that_nobody_knows(bent: Bent) -> None:
    _lose(bent, bent.actions, "resultat", "Zinzin")


@mutation("headers", "column-missing")
def a_header_is_emptied_and_excel_names_the_column(bent: Bent) -> None:
    _lose(bent, bent.actions, "comment", "Colonne1")


def _lose(bent: Bent, at: Standing, key: str, header: str) -> None:
    bent.name_header(at, key, header)
    for index in at.rows:
        bent.expect(at, index, key, None)
    del at.columns[key]


@mutation("headers", "header-twice")
def a_header_stands_twice(bent: Bent) -> None:
    at = bent.actions
    if at.excel:
        bent.make_range(at)
    col = at.right + 1
    put(at.sheet.cell(at.top, col), "Budget")
    for number, row in enumerate(at.rows.values()):
        put(at.sheet.cell(row, col), 7001 + number)


@mutation("headers")
def a_band_of_groups_is_typed_above_the_headers(bent: Bent) -> None:
    at = bent.actions
    bent.insert_rows(at.sheet, at.top)
    _group(at, at.top - 1, "Argent", "budget", "depense")
    _group(at, at.top - 1, "Calendrier", "debut", "fin_reelle")


@mutation("headers")
def headers_stand_on_two_lines_under_group_titles(bent: Bent) -> None:
    at = bent.actions
    if at.excel:
        bent.make_range(at)
    bent.insert_rows(at.sheet, at.top)
    _group(at, at.top - 1, "Budget", "budget", "depense")
    _group(at, at.top - 1, "Date", "debut", "fin")
    for key, text in {"budget": "prévu", "depense": "réalisé", "debut": "début", "fin": "fin"}.items():
        put(at.header(key), text)
    bent.spared += ["Budget", "Date", "prévu", "réalisé", "début"]


@mutation("headers")
def headers_stand_on_two_lines_and_the_others_are_merged_over_both(bent: Bent) -> None:
    headers_stand_on_two_lines_under_group_titles(bent)
    at = bent.actions
    for key, col in at.columns.items():
        if key not in ("budget", "depense", "debut", "fin"):
            put(at.sheet.cell(at.top - 1, col), at.sheet.cell(at.top, col).value)
            at.sheet.merge_cells(start_row=at.top - 1, end_row=at.top, start_column=col, end_column=col)


def _group(at: Standing, row: int, title: str, first: str, last: str) -> None:
    put(at.sheet.cell(row, at.col(first)), title)
    at.sheet.merge_cells(start_row=row, end_row=row, start_column=at.col(first), end_column=at.col(last))


# --- columns ----------------------------------------------------------------------------------------------


@mutation("headers")
def columns_are_inserted_before_a_table(bent: Bent) -> None:
    bent.insert_column(bent.actions.sheet, 1)
    bent.insert_column(bent.carnet.sheet, bent.carnet.left)


@mutation("headers", "kept-as-libre")
def a_column_of_one_s_own_is_inserted_in_a_table(bent: Bent) -> None:
    at = bent.actions
    col = at.col("budget")
    bent.insert_column(at.sheet, col, "Priorité")
    for number, row in enumerate(at.rows.values()):
        put(at.sheet.cell(row, col), f"P{number}")


@mutation("headers", "kept-as-libre")
def a_column_of_remarks_is_added_on_the_right_of_a_table(bent: Bent) -> None:
    at = bent.carnet
    put(at.sheet.cell(at.top, at.right + 1), "Remarques du directeur")
    for number, row in enumerate(at.rows.values()):
        put(at.sheet.cell(row, at.right + 1), f"vu le {number + 1}")


@mutation("headers")
def a_computed_column_is_deleted(bent: Bent) -> None:
    bent.delete_column(bent.actions, "verdict")


@mutation("headers", "column-missing")
def a_column_that_one_does_not_use_is_deleted(bent: Bent) -> None:
    at = bent.actions
    for index in at.rows:
        bent.expect(at, index, "avec_qui", None)
    bent.delete_column(at, "avec_qui")


@mutation("headers")
def columns_change_places(bent: Bent) -> None:
    _swap(bent, bent.actions, "budget", "comment")
    _swap(bent, bent.actions, "etape", "fin")
    _swap(bent, bent.carnet, "societe", "montant")


def _swap(bent: Bent, at: Standing, one: str, other: str) -> None:
    a, b = at.col(one), at.col(other)
    for row in range(at.top, max(at.last, *at.rows.values()) + 1):
        left, right = at.sheet.cell(row, a), at.sheet.cell(row, b)
        held = (left.value, right.value)
        put(left, held[1])
        put(right, held[0])
        left._style, right._style = right._style, left._style
    if at.excel:
        columns = at.sheet.tables[at.excel].tableColumns
        i, j = a - at.left, b - at.left
        columns[i].name, columns[j].name = columns[j].name, columns[i].name
    at.columns[one], at.columns[other] = b, a

"""What people do in one workbook: to its cells, its tables, its sheets, and to what a plan should hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

import pacxl
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.excel import excel_serial
from pacxl.findings.finding import Finding
from pacxl.settings.correspondences import correspondences_from_rows
from pacxl.settings.model import Equality
from pacxl.settings.workbooks import ESSENTIAL
from tests.bend import type_in
from tests.books.test_rules import SHARED, TASK
from tests.findings.deeds.deed import HEADER, Desk, bent, calculated, cells_of_row, deed, wrote
from tests.plans import MARKET, SMALL, plan
from tests.reading.own_pacs import Sheets
from tests.reading.own_pacs import save as save_rows
from tests.reading.own_plans import OWN_PACS
from tests.reading.test_twice import ONCE, drawn
from tests.rich_values import picture, shows
from tests.typed import parts, rewritten, typed

# Mutations that leave each other alone, in one workbook: openpyxl takes its time.
AROUND = bent(
    *("rows are typed under a table", "the headers are repeated among the rows"),
    *("a person is merged over three rows", "notes are typed beside and under the tables", "cells get notes"),
    *("a text box is drawn on a sheet", "the identity s sheet is deleted"),
)
GONE = bent("a table is made a plain range", "a sheet is renamed", "the carnet s sheet is deleted")
DOUBLED = bent("a family s sheet is copied and left as it is", "the carnet is split over two sheets")


@deed
def a_name_is_typed_over_the_one_on_the_card(desk: Desk) -> None:
    typed(desk.copy(), {("Mode d’emploi", "C6"): "Marie"})


@deed
def a_name_is_typed_over_the_one_on_the_cover(desk: Desk) -> None:
    typed(desk.copy(), {("Accueil", "B10"): "Marie"})


@deed
def an_action_without_a_sheet_is_said_of_a_family_that_is_none(desk: Desk) -> None:
    firm = dataclasses.replace(SMALL, workbook=ESSENTIAL, essentials=(SMALL.families[0].key,))
    path = pacxl.write(pacxl.blank(firm, person="Paul", period="2026-S1"), desk.folder / "PAC_Paul.xlsx")
    type_in(path, "Actions_autres_actions", (1, "Famille", "Bricolage"), (1, "Étape", "Scier"))


# --- a cell -----------------------------------------------------------------------------------------------


@deed
def the_workbook_was_saved_by_a_program_that_calculates_nothing(desk: Desk) -> None:
    path = desk.copy()
    rewritten(path, {name: re.sub(rb"</f><v>[^<]*</v>", b"</f>", part) for name, part in parts(path).items()})


@deed
def the_workbook_was_saved_by_a_program_that_keeps_no_formulas(desk: Desk) -> None:
    path, cells = cells_of_row(desk, "actions", 1, "budget")
    rewritten(path, {name: re.sub(rb"<f[^>]*>[^<]*</f>", b"", part) for name, part in parts(path).items()})
    typed(path, {cells("budget"): 987.5})


@deed
def a_picture_is_put_in_an_amount_s_cell(desk: Desk) -> None:
    path, cells = cells_of_row(desk, "actions", 1, "budget")
    shows(path, {cells("budget"): picture()})


@deed
def boxes_are_drawn_beside_the_actions_and_none_is_ticked(desk: Desk) -> None:
    header = ("Action", "Qui", "Budget", "Échéance", "Résultat")
    rows: Sheets = {"Plan": [header, ("Salon", "Paul", 300, None, True), *[(None, None, None, None, False)] * 3]}
    save_rows(rows, desk.folder / "mon plan.xlsx")


@deed
def an_action_is_crossed_out(desk: Desk) -> None:
    path, cells = cells_of_row(desk, "actions", 1, "budget")
    workbook = openpyxl.load_workbook(path)
    sheet, budget = cells("budget")
    for cell in workbook[sheet][workbook[sheet][budget].row]:
        cell.font = Font(strike=True)
    workbook.save(path)


@deed
def an_amount_is_crossed_out_and_another_written_beside_it(desk: Desk) -> None:
    with xlsxwriter.Workbook(desk.folder / "mon plan.xlsx") as workbook:
        sheet = workbook.add_worksheet("Plan")
        sheet.write_row("A1", ("Action", "Qui", "Budget"))
        sheet.write_row("A2", ("Salon", "Paul"))
        sheet.write_rich_string("C2", workbook.add_format({"font_strikeout": True}), "500", " 600")


@deed
def an_amount_in_thousands_under_a_note(desk: Desk) -> None:
    rows: Sheets = {"Plan": [("Montants en k€",), ("Action", "Qui", "Budget"), ("Salon", "Paul", 3.5)]}
    save_rows(rows, desk.folder / "mon plan.xlsx")


@deed
def amounts_in_euros_under_a_note_in_thousands(desk: Desk) -> None:
    rows: Sheets = {"Plan": [("Montants en k€",), ("Action", "Qui", "Budget"), ("Salon", "Paul", 3500)]}
    save_rows(rows, desk.folder / "mon plan.xlsx")


@deed
def what_is_done_is_a_plain_number(desk: Desk) -> None:
    rows: Sheets = {"Plan": [("Action", "Qui", "Échéance", "Réalisé"), ("Salon", "Paul", "30/06/2026", 3500)]}
    save_rows(rows, desk.folder / "mon plan.xlsx")


@deed
def each_sheet_bears_a_name(desk: Desk) -> None:
    jobs: Sheets = {name: [("Action", "Échéance"), ("Relancer", "30/06/2026")] for name in ("Paul", "Zoé")}
    save_rows({**jobs, "Plan": [("Action", "Qui"), ("Salon", "Paul"), ("Foire", "Zoé")]}, desk.folder / "plan.xlsx")


@deed
def a_sheet_is_called_as_a_month(desk: Desk) -> None:
    save_rows({"Mars 2026": [("Action", "Qui", "Échéance"), ("Relancer", "Paul", None)]}, desk.folder / "plan.xlsx")


@deed
def a_sheet_is_called_as_a_month_of_no_year(desk: Desk) -> None:
    save_rows({"Mars": [("Action", "Qui", "Échéance"), ("Relancer", "Paul", None)]}, desk.folder / "plan.xlsx")


@deed
def a_word_of_one_s_own_was_decided_upon(desk: Desk) -> Iterable[Finding]:
    rows: Sheets = {"Plan": [("Action", "Qui", "Statut"), ("Salon", "Paul", "Ça roule")]}
    words = correspondences_from_rows([("Statut saisi", "Ça roule", "en cours")], "mots.csv")
    return pacxl.read(save_rows(rows, desk.folder / "mon plan.xlsx"), words=words).found


@deed
def an_amount_is_a_text_that_a_formula_does_not_count(desk: Desk) -> None:
    wrote("an amount as a text", "carnet", 2, montant="12 k€").do(desk)
    calculated("its formula shows another value", "carnet", "pondere", "F10*G10", 123456.5).do(desk)


CELLS = {
    "value-decided": a_word_of_one_s_own_was_decided_upon,
    "rows-struck": an_action_is_crossed_out,
    "header-asked": what_is_done_is_a_plain_number,
    "unit-above": an_amount_in_thousands_under_a_note,
    "unit-above-doubtful": amounts_in_euros_under_a_note_in_thousands,
    "words-struck": an_amount_is_crossed_out_and_another_written_beside_it,
    "not-accepted": wrote("a word for an amount", "actions", budget="voir avec la comptable"),
    "out-of-range": wrote("a probability of 250 %", "carnet", probabilite="250 %"),
    "unfit": wrote("the thirty-first of June", "actions", fin="31/06/2026"),
    "other-currency": wrote("an amount in dollars", "actions", budget="20 $"),
    "error-cell": calculated("an amount refers to a cell that is gone", "actions", "budget", "#REF!*2", "#REF!"),
    "never-calculated": calculated("an amount was never calculated", "actions", "budget", "600*2"),
    "picture-in-cell": a_picture_is_put_in_an_amount_s_cell,
    "part-unknown": an_action_without_a_sheet_is_said_of_a_family_that_is_none,
    "boxes-unticked": boxes_are_drawn_beside_the_actions_and_none_is_ticked,
    "not-in-list": wrote("a decision that is out of its list", "actions", decision="peut-être"),
    "ambiguous": wrote("an amount that is a thousand or one", "actions", budget="1.000"),
    "percent-doubtful": wrote("a probability without its sign", "carnet", probabilite=2.5),
    "amount-huge": wrote("an amount of too many digits", "actions", budget=1e300),
    "approximate": wrote("an amount that is about so much", "actions", budget="environ 1500 €"),
    "blank-in-disguise": wrote("an amount that is not known", "actions", budget="n.c."),
    "converted": wrote("an amount with its sign", "actions", budget="1 500 €"),
    "formula-overwritten": wrote("a formula typed over", "actions", retard=365.0),
    "formulas-lost": the_workbook_was_saved_by_a_program_that_keeps_no_formulas,
    "value-of-texts": an_amount_is_a_text_that_a_formula_does_not_count,
    "value-stale": calculated("a formula shows an old value", "carnet", "pondere", "F10*G10", 123456.5),
    "not-recalculated": the_workbook_was_saved_by_a_program_that_calculates_nothing,
    "formula-error": calculated("a computed cell shows an error", "carnet", "pondere", "F10*#REF!", "#REF!"),
    "kept-as-libre": AROUND,
    "below-table": AROUND,
}


# --- a table, a sheet, whose workbook it is ---------------------------------------------------------------


@deed
def a_plan_of_one_s_own_is_sent(desk: Desk) -> None:
    OWN_PACS["columns that no plan has"].save(desk.folder / "mon plan.xlsx")


@deed
def macros_are_put_in_the_workbook(desk: Desk) -> None:
    rewritten(desk.copy("PAC_Paul.xlsm"), {"xl/vbaProject.bin": b"\0\1\2"})


@deed
def the_workbook_is_of_an_earlier_template(desk: Desk) -> None:
    typed(desk.copy(), {(IDENTITY_SHEET, "B2"): "0"})


@deed
def the_workbook_is_of_a_later_template(desk: Desk) -> None:
    typed(desk.copy(), {(IDENTITY_SHEET, "B2"): "99"})


@deed
def a_plan_of_one_s_own_says_some_things_again(desk: Desk) -> None:
    header = ("Action", "Qui", "Client", "Budget", "Échéance")
    sheets: Sheets = {
        "Salons": [header, ("Lyon", "Paul", None, 300, None), ("Metz", "Paul", None, 200, None)],
        "Réseaux": [header, ("Blog", "Zoé", None, 100, None), (None, "Zoé", "Alpha", 9000, None)],
        "PAC 2025": [header, ("Foire", "Paul", None, 50, None)],
        "PAC 2026": [header, ("Mailing", "Zoé", None, 70, None)],
        "Clients": [("Client", "Qui", "Budget", "Début", "Échéance"), ("Alpha", "Paul", 12000, None, None)],
    }
    workbook = openpyxl.load_workbook(save_rows(sheets, desk.folder / "mon plan.xlsx"))
    workbook["Réseaux"].sheet_state = "hidden"
    workbook.save(desk.folder / "mon plan.xlsx")


@deed
def a_sheet_of_actions_of_one_s_own_is_added(desk: Desk) -> None:
    workbook = openpyxl.load_workbook(desk.copy())
    sheet = workbook.create_sheet("Digital")
    for row in (("Action", "Responsable", "Budget", "Échéance"), ("Refaire le site", "Paul", 4500, "30/06/2026")):
        sheet.append(row)
    workbook.save(desk.folder / "PAC_Paul.xlsx")


@deed
def a_column_of_what_is_left_to_spend_is_added_to_a_plan(desk: Desk) -> None:
    sheets: Sheets = {
        "Salons": [("Action", "Qui", "Budget", "Échéance", "RAD"), ("Lyon", "Paul", 300, None, 120)],
        "Blog": [("Action", "Qui", "Budget", "Dépensé", "Échéance", "RAD"), ("Site", "Zoé", 100, 30, None, 70)],
    }
    save_rows(sheets, desk.folder / "mon plan.xlsx")


@deed
def a_finished_action_has_something_left_to_spend(desk: Desk) -> None:
    firm = dataclasses.replace(SMALL, sections=("reste",))
    day = dt.date(2026, 3, 31)
    done = {"famille": [MARKET], "etape": ["Choisir"], "budget": [100], "reste": [40], "fin_reelle": [day]}
    pacxl.write(plan(firm, actions=done), desk.folder / "PAC_Paul.xlsx")


@deed
def indicators_by_month_of_no_year(desk: Desk) -> None:
    rows: Sheets = {"KPI": [("Indicateur", "Janvier", "Février", "Mars"), ("CA", 100, 200, 300)]}
    save_rows(rows, desk.folder / "mes chiffres.xlsx")


@deed
def a_finished_action_is_done_at_thirty_percent(desk: Desk) -> None:
    firm = dataclasses.replace(SMALL, sections=("statut_saisi",))
    done = {"famille": [MARKET], "etape": ["Choisir"], "statut_saisi": ["terminée"], "avancement_saisi": [0.3]}
    pacxl.write(plan(firm, actions=done), desk.folder / "PAC_Paul.xlsx")


@deed
def a_recap(desk: Desk) -> None:
    drawn(ONCE["a recap, a row a family"][0], desk.folder)


AGAIN = a_plan_of_one_s_own_says_some_things_again
TABLES = {
    "table-missing": GONE,
    "table-by-headers": GONE,
    "column-missing": wrote("a header that nobody knows", "actions", HEADER, resultat="Zinzin"),
    "sheet-renamed": GONE,
    "table-unplaced": bent("two families lose all that told them apart"),
    "table-split": DOUBLED,
    "table-copied": DOUBLED,
    "copy-differs": bent("a family s sheet is copied and the copy is changed"),
    "header-recognised": wrote("another word for a header", "actions", HEADER, qui="Responsable"),
    "header-near": wrote("a header misspelt", "actions", HEADER, budget="Bugdet"),
    "header-unit": wrote("a header in thousands of euros", "actions", HEADER, budget="Budget (k€)"),
    "header-other-unit": wrote("a header in dollars", "actions", HEADER, budget="Budget (USD)"),
    "header-other-year": wrote("a header of another year", "actions", HEADER, budget="Budget 2019"),
    "header-twice": wrote("a header twice", "actions", HEADER, comment="Budget"),
    "header-unknown": a_plan_of_one_s_own_is_sent,
    "sheet-of-person": each_sheet_bears_a_name,
    "table-of-month": a_sheet_is_called_as_a_month,
    "month-without-year": a_sheet_is_called_as_a_month_of_no_year,
    "months-without-year": indicators_by_month_of_no_year,
    "remaining-own": a_column_of_what_is_left_to_spend_is_added_to_a_plan,
    "remaining-computed": a_column_of_what_is_left_to_spend_is_added_to_a_plan,
    "header-repeated": AROUND,
    "total-row": wrote("a total under the last row", "actions", 7, etape="TOTAL", budget=9640.25),
    "sum-not-counted": wrote("somebody’s total", "actions", 7, etape="Cumul", qui="Paul", budget=9640.25),
    "table-adopted": a_sheet_of_actions_of_one_s_own_is_added,
    "table-recap": a_recap,
    "table-other-year": AGAIN,
    "sheet-hidden": AGAIN,
    "budget-of-clients": AGAIN,
    "budget-of-client": AGAIN,
    "merged-cells": AROUND,
    "adopted": a_plan_of_one_s_own_is_sent,
    "template-older": the_workbook_is_of_an_earlier_template,
    "template-newer": the_workbook_is_of_a_later_template,
    "note-kept": AROUND,
    "text-box-kept": AROUND,
    "macro-ignored": macros_are_put_in_the_workbook,
    "identity-found": AROUND,
    "card-differs": a_name_is_typed_over_the_one_on_the_card,
    "cover-differs": a_name_is_typed_over_the_one_on_the_cover,
    "identity-missing": bent(
        "the identity s sheet and the properties are deleted",
        "the directions for use are deleted",
        name="retour.xlsx",
    ),
}


# --- a plan, read over ------------------------------------------------------------------------------------


@deed
def a_task_has_two_a_and_a_measurable_objective_no_target(desk: Desk) -> None:
    task = {key: [value] for key, value in {**TASK, "role_vente": "A/R"}.items()}
    objective = {"objectif": ["Vendre plus"], "mesurable": ["oui"]}
    pacxl.write(plan(SHARED, raci=task, objectifs=objective), desk.folder / "PAC_Paul.xlsx")


@deed
def shares_make_98_and_a_budget_is_another_elsewhere(desk: Desk) -> None:
    told = (Equality("actions.budget", "budget.budget"), Equality("scenarios.probabilite", "100 %"))
    firm = dataclasses.replace(SHARED, sections=("diagnostic", "budget"), equalities=told)
    action = {"famille": ["Étude & marché"], "etape": ["Une action"], "budget": [100.0]}
    chances = {"scenario": ["bas", "haut"], "probabilite": [0.5, 0.48]}
    lines = {"libelle": ["Salon"], "budget": [101.0]}
    pacxl.write(plan(firm, actions=action, scenarios=chances, budget=lines), desk.folder / "PAC_Paul.xlsx")


@deed
def rows_are_of_other_years(desk: Desk) -> None:
    of_2026 = dataclasses.replace(SHARED, period="2026-S1")
    action = {"famille": ["Étude & marché"], "etape": ["Une action"], "debut": [dt.date(2025, 3, 2)]}
    deal = {"societe": ["Alpha"], "montant": [100.0], "date_jalon": [dt.date(2027, 3, 2)]}
    pacxl.write(plan(of_2026, actions=action, carnet=deal), desk.folder / "PAC_Paul.xlsx")


@deed
def an_objective_has_a_result_and_no_sense(desk: Desk) -> None:
    aim = {"objectif": ["Baisser les coûts"], "cible": [30.0], "resultat": [40.0]}
    firm = dataclasses.replace(SHARED, sections=("objectifs",))
    pacxl.write(plan(firm, objectifs=aim), desk.folder / "PAC_Paul.xlsx")


@deed
def a_deal_is_pasted_twice(desk: Desk) -> None:
    deal = {"societe": ["Alpha"] * 2, "montant": [100.0] * 2, "probabilite": [0.5] * 2}
    pacxl.write(plan(SHARED, carnet=deal), desk.folder / "PAC_Paul.xlsx")


@deed
def months_are_in_thousands(desk: Desk) -> None:
    cost = {"indicateur": ["Coûts"], "mois": [dt.date(2026, 1, 1)], "unite": ["k€"], "realise": [12.0]}
    pacxl.write(plan(SHARED, indicateurs=cost), desk.folder / "PAC_Paul.xlsx")


@deed
def a_stand_has_no_cost(desk: Desk) -> None:
    firm = dataclasses.replace(SHARED, sections=("budget",))
    pacxl.write(plan(firm, moyens={"ressource": ["Un stand"], "quantite": [1.0]}), desk.folder / "PAC_Paul.xlsx")


@deed
def products_lack_a_quantity_a_plan_or_a_unit(desk: Desk) -> None:
    products = {
        "produit": ["Sans quantité", "Sans prévu", "Sans unité"],
        "ventes_prevues": [None, None, 4],
        "ca_prevu": [400.0, None, 400.0],
        "ventes": [5, 5, 5],
        "ca": [500.0, 500.0, 500.0],
    }
    firm = dataclasses.replace(SHARED, sections=("gammes",))
    pacxl.write(plan(firm, gammes=products), desk.folder / "PAC_Paul.xlsx")


PLANS = {
    "step-missing": wrote("a row without its step", "actions", etape=None),
    "end-before-start": wrote("an end before its start", "actions", fin=excel_serial(dt.date(2026, 3, 2))),
    "sense-missing": an_objective_has_a_result_and_no_sense,
    "percent-one-signed": wrote(
        "a target of 20 beside a result of 25 %", "actions", cible=20, resultat=0.25, unite="%"
    ),
    "percent-unsigned": wrote("a target of 20 and a result of 25, in %", "actions", cible=20, resultat=25, unite="%"),
    "indicator-own": wrote("an indicator of one's own", "indicateurs", indicateur="Devis relancés"),
    "unit-mixed": wrote("a month counted in lots, the others in visits", "indicateurs", row=2, unite="lots"),
    "unit-not-settings": months_are_in_thousands,
    "finish-in-future": wrote("an actual end to come", "actions", fin_reelle=excel_serial(dt.date(2027, 1, 4))),
    "month-to-come": wrote(
        "the sales of a month to come", "indicateurs", mois=excel_serial(dt.date(2027, 1, 1)), realise=9000.0
    ),
    "date-far": wrote("a year alone, which Excel takes for a day of 1905", "actions", fin=2026.0),
    "date-other-year": rows_are_of_other_years,
    "deal-other-year": rows_are_of_other_years,
    "dropped-spent": wrote("spent, though not retained", "actions", decision="non retenue", depense=400.0),
    "status-disagrees": a_finished_action_is_done_at_thirty_percent,
    "remaining-unused": a_finished_action_has_something_left_to_spend,
    "abandoned-unspent": wrote("given up", "actions", decision="abandonnée", depense=None),
    "finished-unspent": wrote(
        "finished, at what cost", "actions", fin_reelle=excel_serial(dt.date(2026, 5, 5)), depense=None
    ),
    "row-twice": a_deal_is_pasted_twice,
    "amount-missing": wrote("a deal without an amount", "carnet", montant=None),
    "cost-missing": a_stand_has_no_cost,
    "probability-missing": wrote("a deal without a probability", "carnet", probabilite=None, etape=None),
    "closing-missing": wrote("a deal won, one knows not when", "carnet", row=3, cloture=None),
    "raci-accountable": a_task_has_two_a_and_a_measurable_objective_no_target,
    "figures-differ": shares_make_98_and_a_budget_is_another_elsewhere,
    "shares-not-whole": shares_make_98_and_a_budget_is_another_elsewhere,
    "not-smart": a_task_has_two_a_and_a_measurable_objective_no_target,
    "product-not-decomposed": products_lack_a_quantity_a_plan_or_a_unit,
    "product-unplanned": products_lack_a_quantity_a_plan_or_a_unit,
    "product-without-mix": products_lack_a_quantity_a_plan_or_a_unit,
}

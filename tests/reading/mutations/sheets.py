"""What people do to whole sheets, and to the identity that a workbook carries."""

from __future__ import annotations

from openpyxl.packaging.custom import CustomPropertyList

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import put
from tests.reading.mutations.mutation import mutation
from tests.reading.mutations.standing import Impossible, Standing


@mutation("sheets", "sheet-renamed")
def a_sheet_is_renamed(bent: Bent) -> None:
    bent.actions.sheet.title = "Ma feuille à moi"


@mutation("sheets")
def the_name_of_a_sheet_hides_characters_that_nobody_sees(bent: Bent) -> None:
    bent.make_range(bent.actions)
    title = bent.actions.sheet.title
    bent.actions.sheet.title = f"\u200b{title[:3]}\u00ad{title[3:]}\ufeff"


@mutation("sheets", "sheet-renamed")
def every_sheet_of_a_family_is_renamed(bent: Bent) -> None:
    for number, at in enumerate((bent.actions, bent.other, bent.carnet), 1):
        at.sheet.title = f"Feuil{number}"


@mutation("sheets", "table-by-headers")
def a_sheet_is_renamed_and_its_table_made_a_plain_range(bent: Bent) -> None:
    bent.make_range(bent.actions)
    bent.actions.sheet.title = "Zone 4"


@mutation("sheets", "table-unplaced", may="table-missing")
def two_families_lose_all_that_told_them_apart(bent: Bent) -> None:
    for number, at in enumerate((bent.actions, bent.other), 1):
        bent.without(at)
        bent.make_range(at)
        at.sheet.title = f"Feuil{number}"
        for row in range(1, at.top):
            for cell in at.sheet[row]:
                put(cell, None)
        for place, row in enumerate(at.rows.values(), 1):
            put(at.sheet.cell(row, at.col("etape")), f"Action {number}.{place}")


@mutation("sheets")
def the_sheets_change_places(bent: Bent) -> None:
    bent.workbook._sheets.reverse()


@mutation("sheets")
def a_sheet_is_hidden(bent: Bent) -> None:
    bent.actions.sheet.sheet_state = "hidden"


@mutation("sheets")
def a_sheet_is_very_hidden(bent: Bent) -> None:
    bent.carnet.sheet.sheet_state = "veryHidden"


@mutation("sheets")
def sheets_are_protected(bent: Bent) -> None:
    for at in (bent.actions, bent.carnet):
        at.sheet.protection.sheet = True
        at.sheet.protection.password = "sesame"


@mutation("sheets", "table-missing")
def the_carnet_s_sheet_is_deleted(bent: Bent) -> None:
    _delete(bent, bent.carnet)


@mutation("sheets", "table-missing")
def a_family_s_sheet_is_deleted(bent: Bent) -> None:
    _delete(bent, bent.other)


def _delete(bent: Bent, at: Standing) -> None:
    if any(other is not at and other.sheet is at.sheet for other in bent.tables.values()):
        raise Impossible(at.part.name)
    bent.without(at)
    bent.workbook.remove(at.sheet)


@mutation("sheets")
def the_directions_for_use_are_deleted(bent: Bent) -> None:
    del bent.workbook["Mode d’emploi"]


@mutation("sheets")
def the_titles_of_the_sheets_are_typed_over(bent: Bent) -> None:
    put(bent.actions.sheet["B1"], "Ce que je fais cette année")
    put(bent.carnet.sheet["B1"], "Mes affaires")


# --- identity ---------------------------------------------------------------------------------------------


@mutation("sheets", "identity-found", may="identity-missing")
def the_identity_s_sheet_is_deleted(bent: Bent) -> None:
    del bent.workbook["_pacxl"]


@mutation("sheets", "identity-found", may="identity-missing")
def the_identity_s_sheet_and_the_properties_are_deleted(bent: Bent) -> None:
    del bent.workbook["_pacxl"]
    bent.workbook.custom_doc_props = CustomPropertyList()
    bent.anonymous = True


@mutation("sheets")
def the_identity_s_sheet_is_shown(bent: Bent) -> None:
    bent.workbook["_pacxl"].sheet_state = "visible"

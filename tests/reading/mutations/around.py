"""What people add around the tables, and what they change of their looks."""

from __future__ import annotations

import datetime as dt

from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.table import Table as ExcelTable

from tests.reading.mutations.bent import Bent, Parts
from tests.reading.mutations.cell import Formula, put
from tests.reading.mutations.mutation import mutation

# --- their own contents -----------------------------------------------------------------------------------


@mutation("sheets", "kept-as-libre")
def a_sheet_of_one_s_own_is_added(bent: Bent) -> None:
    sheet = bent.workbook.create_sheet("Mes notes", 1)
    for row in (("Idées pour l’automne", None, 12.5), (None, dt.datetime(2026, 10, 3), True)):
        sheet.append(row)
    put(sheet["B7"], "= à revoir")


@mutation("sheets", "kept-as-libre")
def a_table_of_one_s_own_is_added_on_a_sheet_of_one_s_own(bent: Bent) -> None:
    sheet = bent.workbook.create_sheet("Adresses")
    for row in (("Nom", "Ville", "Code postal"), ("Camping du Lac", "Annecy", "07400"), ("Mairie", "Gap", "05000")):
        sheet.append(row)
    sheet.add_table(ExcelTable(displayName="Adresses", ref="A1:C3"))


@mutation("sheets", "kept-as-libre")
def notes_are_typed_beside_and_under_the_tables(bent: Bent) -> None:
    at = bent.actions
    put(at.sheet.cell(at.top + 1, at.right + 2), "À voir avec la direction")
    put(at.sheet.cell(at.under + 5, at.left), "Penser à rappeler l’imprimeur")
    put(bent.carnet.sheet["P2"], dt.datetime(2026, 12, 24))


@mutation("sheets", "kept-as-libre")
def a_calculation_of_one_s_own_stands_beside_a_table(bent: Bent) -> None:
    at = bent.carnet
    put(at.sheet.cell(at.top, at.right + 3), "Ma commission")
    put(at.sheet.cell(at.top + 1, at.right + 3), Formula("=SUM(Carnet[Montant])*0.0317", 971.125))


@mutation("sheets", "note-kept")
def cells_get_notes(bent: Bent) -> None:
    at = bent.actions
    at.cell(min(at.rows), "etape").comment = Comment("Vu avec Zoé mardi", "Paul")
    at.header("qui").comment = Comment("Moi ou Zoé ?", "Paul")


@mutation("file", "text-box-kept")
def a_text_box_is_drawn_on_a_sheet(bent: Bent) -> None:
    sheet = bent.workbook.create_sheet("Affiche")
    bent.patches.append(lambda parts, bent: _draw(parts, bent.part_of(sheet), "Objectif : 100 clients !"))


def _draw(parts: Parts, part: str, text: str) -> None:
    """Adds a drawing with one text box to a sheet that has none."""
    name = part.rsplit("/", 1)[1]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    xml = parts[part].decode()
    parts[part] = xml.replace("</worksheet>", f'<drawing xmlns:r="{kind}" r:id="rId1"/></worksheet>').encode()
    parts[f"xl/worksheets/_rels/{name}.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/drawing" Target="/xl/drawings/drawing99.xml"/></Relationships>'
    ).encode()
    parts["xl/drawings/drawing99.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        "</xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0"
        '</xdr:rowOff></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="ZoneTexte 1"/><xdr:cNvSpPr txBox="1"/>'
        '</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/>'
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
        "</xdr:wsDr>"
    ).encode()
    override = (
        '<Override PartName="/xl/drawings/drawing99.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    )
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()


@mutation("sheets")
def choices_are_added_to_a_list(bent: Bent) -> None:
    sheet = bent.workbook["Listes"]
    first = next(cell for row in sheet.iter_rows() for cell in row if cell.value == bent.sample.settings.segments[0])
    while first.value is not None:
        first = sheet.cell(first.row + 1, first.column)
    put(first, "Associations")
    bent.add(bent.actions, bent.actions.free[0], etape="Voir les associations", segment="Associations")


# --- looks ------------------------------------------------------------------------------------------------


@mutation("sheets")
def colours_fonts_and_heights_are_changed(bent: Bent) -> None:
    at = bent.actions
    for row in at.rows.values():
        at.sheet.row_dimensions[row].height = 44
        for cell in at.sheet[row]:
            cell.fill, cell.font = PatternFill("solid", fgColor="FFFF00"), Font(name="Comic Sans MS", bold=True)


@mutation("sheets")
def conditional_formats_and_input_rules_are_removed(bent: Bent) -> None:
    for sheet in bent.workbook.worksheets:
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet.data_validations = DataValidationList()


@mutation("sheets")
def frozen_panes_and_print_areas_are_changed(bent: Bent) -> None:
    for at in (bent.actions, bent.carnet):
        at.sheet.freeze_panes = None
        at.sheet.print_area = "A1:F20"
        at.sheet.print_title_rows = None


@mutation("sheets")
def a_column_is_hidden_and_another_grouped(bent: Bent) -> None:
    sheet = bent.actions.sheet
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions.group("F", "H", hidden=True)


@mutation("sheets")
def dates_and_amounts_get_other_formats(bent: Bent) -> None:
    at = bent.actions
    for index in at.rows:
        at.cell(index, "fin").number_format = "mmmm yyyy"
        at.cell(index, "debut").number_format = "[$-40C]dddd d mmmm yyyy"
        at.cell(index, "budget").number_format = "0"
        at.cell(index, "depense").number_format = '#,##0.00 "EUR"'


@mutation("file")
def the_workbook_counts_its_days_from_1904(bent: Bent) -> None:
    bent.workbook.epoch = CALENDAR_MAC_1904

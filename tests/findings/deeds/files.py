"""What people do to whole files, what commands they give, and what is sent back to them."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
import psutil
import xlsxwriter

import pacxl
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding, Place
from pacxl.french.period import parse_period
from pacxl.guard.limits import MB
from pacxl.jobs.prepare import prepared_for_nobody
from pacxl.reading.proposed import propose
from pacxl.settings.people import Client, people_from_rows
from pacxl.typography import plain_spaces
from tests.cli.test_cli import run
from tests.findings.deeds.deed import Desk, deed, hostile, refused
from tests.findings.deeds.workbook import CELLS
from tests.guard.hostile import CASES
from tests.guard.hostile.build import book, ods, ods_cell, ods_row, ods_table
from tests.plans import MARKET, SMALL, plan
from tests.reading.own_pacs import NO_PLANS
from tests.reading.own_pacs import save as save_rows
from tests.way_back.sealed import marked_final, signed

LANGS: tuple[Lang, ...] = ("fr", "en")


@deed
def a_file_that_is_gone_is_asked_for(desk: Desk) -> Iterable[Finding]:
    return refused(lambda: pacxl.read(desk.folder / "PAC_Paul.xlsx"))


@deed
def an_address_leads_nowhere(desk: Desk) -> Iterable[Finding]:
    return refused(lambda: pacxl.read("memory://nulle-part/PAC_Paul.xlsx"))


@deed
def the_reading_program_crashes(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.xlsx"
    path.write_bytes(CASES[HANGS].make())
    with striking(signal.SIGSEGV):
        return refused(lambda: pacxl.read(path))


@contextlib.contextmanager
def striking(sent: signal.Signals) -> Iterator[None]:
    """Sends a signal to each reading program that has a file in hand, again and again."""
    done = threading.Event()

    def strike() -> None:
        while not done.wait(0.2):
            for child in psutil.Process().children():
                with contextlib.suppress(psutil.Error):
                    if "pacxl.worker.process" in " ".join(child.cmdline()) and child.num_threads() > 1:
                        child.send_signal(sent)

    thread = threading.Thread(target=strike)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


HANGS = "a table whose end is in a comment"


@deed
def a_file_is_in_a_closed_folder(_: Desk) -> Iterable[Finding]:
    with closed() as folder:
        return refused(lambda: pacxl.read(folder / "PAC_Paul.xlsx"))


@deed
def a_closed_folder_is_searched(_: Desk) -> Iterable[Finding]:
    with closed() as folder:
        return refused(lambda: pacxl.read(folder))


@contextlib.contextmanager
def closed() -> Iterator[Path]:
    """A folder that this user may not look into; nor the system's administrator, as another user for that time."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        Path(place).chmod(0o755)
        folder = Path("Nord")  # from where one is: others may have no right to what stands above
        folder.mkdir(0)
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o700)


@deed
def a_file_is_open_in_excel(desk: Desk) -> None:
    (desk.folder / f"~${desk.copy().name}").touch()


@deed
def a_file_takes_too_long(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.xlsx"
    path.write_bytes(CASES[HANGS].make())
    return refused(lambda: pacxl.read(path, limits=pacxl.Limits(seconds=0.3)))


@deed
def a_file_takes_too_much_memory(desk: Desk) -> Iterable[Finding]:
    path, cells = desk.folder / "PAC_Paul.xlsx", "".join(f"<c><v>{number}</v></c>" for number in range(30))
    path.write_bytes(book(f"<row>{cells}</row>" * 10_000)())
    return refused(lambda: pacxl.read(path, limits=pacxl.Limits(memory=10 * MB)))


@deed
def the_system_ends_the_reading_program_twice(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.xlsx"
    path.write_bytes(CASES[HANGS].make())
    with striking(signal.SIGKILL):
        return refused(lambda: pacxl.read(path))


@deed
def a_csv_is_left_beside_a_plan(desk: Desk) -> None:
    desk.copy()
    (desk.folder / "PAC_Zoé.csv").write_text("Action;Budget\nSalon;100\n", encoding="utf-8")


@deed
def pictures_are_left_beside_a_plan(desk: Desk) -> None:
    desk.copy()
    for name in ("stand.jpg", "contrat.pdf"):
        (desk.folder / name).touch()


@deed
def a_price_list_is_sent(desk: Desk) -> None:
    save_rows(NO_PLANS["a price list"], desk.folder / "tarif.xlsx")


@deed
def a_folder_without_a_workbook_is_checked(desk: Desk) -> Iterable[Finding]:
    told = Finding("no-workbook", Place(str(desk.folder)))
    for lang in LANGS:
        said = run("check", desk.folder, "--lang", lang).stderr
        colon = " : " if lang == "fr" else ": "
        assert said == plain_spaces(f"{desk.folder}{colon}{told.message(lang)} {told.remedy(lang)}\n")
    return [told]


@deed
def a_plan_is_written_over_another(desk: Desk) -> Iterable[Finding]:
    path = desk.copy()
    return refused(lambda: pacxl.write(desk.plan, path))


@deed
def a_text_is_longer_than_a_cell(desk: Desk) -> Iterable[Finding]:
    contents = plan(actions={"famille": [MARKET], "etape": ["x" * 32_768]})
    return refused(lambda: pacxl.write(contents, desk.folder / "PAC_Paul.xlsx"))


@deed
def a_template_is_misspelt(_: Desk) -> Iterable[Finding]:
    return refused(lambda: pacxl.load_settings("complte"))


@deed
def a_list_of_people_names_nobody(_: Desk) -> Iterable[Finding]:
    return refused(lambda: people_from_rows([(0, ["Nom"])], "équipe.csv"))


@deed
def a_period_is_asked_for_that_is_none(_: Desk) -> Iterable[Finding]:
    return refused(lambda: parse_period("2026-9"))


@deed
def a_firm_has_a_client_of_nobody(desk: Desk) -> Iterable[Finding]:
    return prepared_for_nobody(dataclasses.replace(SMALL, clients=(Client("Mairie de Gap"),)), "reglages.xlsx")


@deed
def a_workbook_is_signed_and_marked_as_final(desk: Desk) -> None:
    marked_final(signed(desk.copy()))


@deed
def a_plan_of_ours_is_asked_for_its_words(desk: Desk) -> Iterable[Finding]:
    path = desk.copy()
    return refused(lambda: propose(path))


FILES = {
    "workbook-signed": a_workbook_is_signed_and_marked_as_final,
    "workbook-final": a_workbook_is_signed_and_marked_as_final,
    "client-of-nobody": a_firm_has_a_client_of_nobody,
    "file-missing": a_file_that_is_gone_is_asked_for,
    "url-unreachable": an_address_leads_nowhere,
    "file-empty": hostile("an empty file"),
    "file-not-a-workbook": hostile("a CSV named .xlsx"),
    "file-protected": hostile("an .xlsx with a password"),
    "file-restricted": hostile("an .xlsx under rights management"),
    "file-damaged": hostile("cut in half"),
    "file-unreadable": the_reading_program_crashes,
    "file-in-use": a_file_is_in_a_closed_folder,
    "file-open-elsewhere": a_file_is_open_in_excel,
    "folder-closed": a_closed_folder_is_searched,
    "file-too-large": hostile("501 sheets"),
    "file-grid-too-large": hostile("a cell at each end of the sheet"),
    "file-unsafe-xml": hostile("a DTD from the web"),
    "file-took-too-long": a_file_takes_too_long,
    "file-too-much-memory": a_file_takes_too_much_memory,
    "file-reader-stopped": the_system_ends_the_reading_program_twice,
    "files-not-read": a_csv_is_left_beside_a_plan,
    "files-no-workbooks": pictures_are_left_beside_a_plan,
    "file-no-sheets": hostile("no sheet"),
    "file-no-tables": a_price_list_is_sent,
    "file-already-ours": a_plan_of_ours_is_asked_for_its_words,
    "no-workbook": a_folder_without_a_workbook_is_checked,
    "output-refused": a_plan_is_written_over_another,
    "output-limit": a_text_is_longer_than_a_cell,
    "settings-wrong": a_template_is_misspelt,
    "list-wrong": a_list_of_people_names_nobody,
    "option-wrong": a_period_is_asked_for_that_is_none,
}


# --- the way back -----------------------------------------------------------------------------------------


@deed
def an_opendocument_is_sent_back(desk: Desk) -> Iterable[Finding]:
    path = desk.folder / "PAC_Paul.ods"
    lines = [("Action", "Responsable", "Budget", "Échéance"), ("Relancer les devis", "Léa", "abc", "31/03/2026")]
    path.write_bytes(ods(ods_table("".join(ods_row("".join(map(ods_cell, line))) for line in lines))))
    return pacxl.send_back(path, desk.folder / "renvoi").findings


@deed
def a_workbook_without_a_fault_is_sent_back(desk: Desk) -> Iterable[Finding]:
    return pacxl.send_back(desk.copy(), desk.folder / "renvoi", contents=desk.plan).findings


@deed
def a_plan_of_one_s_own_is_made_whole(desk: Desk) -> Iterable[Finding]:
    rows = [("Action", "Qui", "Échéance"), ("Salon", "Paul", dt.datetime(2026, 6, 30))]
    return pacxl.repair(save_rows({"Plan": rows}, desk.folder / "mon plan.xlsx")).found


@deed
def a_workbook_with_a_word_for_an_amount_is_made_anew(desk: Desk) -> Iterable[Finding]:
    CELLS["not-accepted"].do(desk)
    return pacxl.repair(desk.folder / "PAC_Paul.xlsx").found


@deed
def a_signed_workbook_is_sent_back(desk: Desk) -> Iterable[Finding]:
    return pacxl.send_back(signed(desk.copy()), desk.folder / "renvoi", always=True).findings


@deed
def a_workbook_marked_as_final_is_sent_back(desk: Desk) -> Iterable[Finding]:
    return pacxl.send_back(marked_final(desk.copy()), desk.folder / "renvoi", always=True).findings


@deed
def a_plan_with_a_chart_and_computed_links_is_made_whole(desk: Desk) -> Iterable[Finding]:
    with xlsxwriter.Workbook(desk.folder / "mon plan.xlsx") as workbook:
        sheet = workbook.add_worksheet("Plan")
        sheet.write_row("A1", ("Action", "Qui", "Budget"))
        sheet.write_row("A2", ("Salon", "Paul", 300))
        sheet.write_formula("D2", "=HYPERLINK(B2)", None, "fiche")
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$C$2:$C$2"})
        sheet.insert_chart("F2", chart)
    return pacxl.repair(desk.folder / "mon plan.xlsx").found


@deed
def a_workbook_with_links_is_made_anew(desk: Desk) -> Iterable[Finding]:
    workbook = openpyxl.load_workbook(desk.copy())
    sheet = workbook.create_sheet("Mes notes")
    sheet["A1"], sheet["A2"] = "le devis", "la macro"
    sheet["A1"].hyperlink, sheet["A2"].hyperlink = "https://exemple.fr/devis", "javascript:alert(1)"
    workbook.save(desk.folder / "PAC_Paul.xlsx")
    return pacxl.repair(desk.folder / "PAC_Paul.xlsx").found


BACK = {
    "hung-again": a_workbook_with_links_is_made_anew,
    "left-behind": a_workbook_with_links_is_made_anew,
    "links-computed": a_plan_with_a_chart_and_computed_links_is_made_whole,
    "drawings-left-behind": a_plan_with_a_chart_and_computed_links_is_made_whole,
    "signature-lifted": a_signed_workbook_is_sent_back,
    "final-lifted": a_workbook_marked_as_final_is_sent_back,
    "no-copy": an_opendocument_is_sent_back,
    "nothing-to-mend": a_workbook_without_a_fault_is_sent_back,
    "period-of-dates": a_plan_of_one_s_own_is_made_whole,
    "taken-over": a_workbook_with_a_word_for_an_amount_is_made_anew,
}

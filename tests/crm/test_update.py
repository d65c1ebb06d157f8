"""A plan and one export after another: what the CRM changes is changed, what people typed is kept, all of it told."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.contents import make_contents
from pacxl.crm.carnet_plan import carnet_plan, carnet_with_stages_of
from pacxl.crm.update import Updated, updated_plan
from pacxl.errors import SettingsError
from pacxl.plan.tables.carnet import carnet_typed_keys
from pacxl.typography import plain_spaces
from tests.crm.exports import Sheet, read, table
from tests.plans import PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, period="2026-T2")
FIRST = """
Record ID|Deal Name|Deal Stage|Amount|Close Date|Deal owner|Associated Company|Next step
1|Chauffage|Devis|12000|2026-04-15|Paul|Alpha|Rappeler
2|Toiture|Devis|8000|2026-05-20|Paul|Bêta|
3|Façade|Premier contact|3000|2026-06-01|Paul|Gamma|
"""


def plan(**carnet: list[Any]) -> Contents:
    """Paul's plan, its carnet as he has typed it."""
    stages = {"etape": ["Premier contact", "Devis"], "probabilite": [0.1, 0.5]}
    return make_contents(pac_book(FIRM), {"carnet": carnet, "etapes_carnet": stages}, PAUL, TODAY)


def imported(into: Contents, text: str, folder: Path, **options: Any) -> Updated:
    return updated_plan(into, read(Sheet(table(text)).write(folder), FIRM), file="PAC_Paul.xlsx", **options)


def typed(contents: Contents, record: str, **values: Any) -> Contents:
    """The plan, after Paul has typed over some cells of a deal."""
    carnet = contents.frames["carnet"].copy()
    for key, value in values.items():
        carnet.loc[carnet["reference"] == record, key] = value
    keys = [*carnet_typed_keys(), "reference"]
    frames = {key: contents.frames[key] for key in contents.book.by_key} | {"carnet": carnet[keys]}
    return make_contents(contents.book, frames, contents.identity, contents.today)


def deal(contents: Contents, record: str) -> dict[str, Any]:
    carnet = contents.frames["carnet"]
    return dict(carnet[carnet["reference"] == record].iloc[0])


def codes(updated: Updated) -> list[str]:
    return [finding.code for finding in updated.findings]


def message(updated: Updated, code: str) -> str:
    return plain_spaces(next(finding.message() for finding in updated.findings if finding.code == code))


@pytest.fixture
def once(tmp_path: Path) -> Contents:
    """Paul's plan after a first import."""
    return imported(plan(), FIRST, tmp_path).contents


def test_a_first_import_adds_the_deals_and_keeps_those_that_are_there(tmp_path: Path) -> None:
    updated = imported(plan(societe=["Zêta"], montant=[500.0]), FIRST, tmp_path)
    carnet = updated.contents.frames["carnet"]
    assert carnet["societe"].tolist() == ["Zêta", "Alpha", "Bêta", "Gamma"]
    assert carnet["probabilite"].isna().all()  # the stages are the firm's
    assert carnet["probabilite_retenue"].tolist()[1:] == [0.5, 0.5, 0.1]
    assert codes(updated) == ["crm-new"] * 3


def test_the_same_export_again_changes_nothing(once: Contents, tmp_path: Path) -> None:
    updated = imported(once, FIRST, tmp_path)
    assert (codes(updated), updated.unchanged) == ([], 3)
    assert updated.contents == once


def test_a_second_export_changes_only_what_changed(once: Contents, tmp_path: Path) -> None:
    later = FIRST.replace("8000|2026-05-20", "9500|2026-05-20")
    updated = imported(once, later, tmp_path)
    assert (codes(updated), updated.unchanged) == (["crm-changed"], 2)
    assert message(updated, "crm-changed") == "Bêta – Toiture a changé dans le CRM : Montant : 8 000 € → 9 500 €."
    before, after = once.frames["carnet"], updated.contents.frames["carnet"]
    changed = before.astype(object).ne(after.astype(object)) & ~(before.isna() & after.isna())
    assert sorted(str(key) for key in changed if changed[key].any()) == ["montant", "pondere", "variance"]
    assert changed.any(axis=1).tolist() == [False, True, False]


def test_a_deal_that_the_crm_has_closed_is_closed(once: Contents, tmp_path: Path) -> None:
    updated = imported(once, FIRST.replace("1|Chauffage|Devis", "1|Chauffage|Closed Won"), tmp_path)
    closed = deal(updated.contents, "1")
    assert (closed["issue"], closed["cloture"]) == ("gagnée", pd.Timestamp(2026, 4, 15))
    assert closed["etape"] == "Devis"  # where it was
    assert codes(updated) == ["crm-closed"]
    assert message(updated, "crm-closed") == (
        "Alpha – Chauffage est gagnée dans le CRM : Issue : ouverte → gagnée ; Clôture : vide → 15/04/2026."
    )


def test_a_deal_that_is_open_again_has_no_closing(once: Contents, tmp_path: Path) -> None:
    lost = imported(once, FIRST.replace("1|Chauffage|Devis", "1|Chauffage|Closed Lost"), tmp_path).contents
    again = deal(imported(lost, FIRST, tmp_path).contents, "1")
    assert again["issue"] == "ouverte"
    assert pd.isna(again["cloture"])


def test_a_deal_that_has_vanished_is_told_and_kept(once: Contents, tmp_path: Path) -> None:
    updated = imported(once, "\n".join(FIRST.strip().split("\n")[:-1]), tmp_path)
    assert codes(updated) == ["crm-vanished"]
    assert message(updated, "crm-vanished").startswith("Gamma – Façade n’est plus dans l’export")
    assert updated.contents == once


def test_a_closed_deal_need_not_be_in_the_export(once: Contents, tmp_path: Path) -> None:
    won = imported(once, FIRST.replace("3|Façade|Premier contact", "3|Façade|Closed Won"), tmp_path).contents
    assert codes(imported(won, "\n".join(FIRST.strip().split("\n")[:-1]), tmp_path)) == []


def test_what_was_typed_by_hand_is_kept_and_told(once: Contents, tmp_path: Path) -> None:
    mine = typed(once, "1", montant=15000.0, probabilite=0.7, prochaine_action="Le voir mardi")
    updated = imported(mine, FIRST.replace("12000", "13000"), tmp_path)
    kept = deal(updated.contents, "1")
    assert (kept["montant"], kept["probabilite"], kept["prochaine_action"]) == (15000.0, 0.7, "Le voir mardi")
    assert message(updated, "crm-kept") == (
        "Alpha – Chauffage : le carnet dit autre chose que le CRM, et ce qui y est tapé est gardé (Montant : "
        "15 000 € "
        "→ 13 000 € ; Prochaine action : Le voir mardi → Rappeler)."
    )


def test_a_cell_that_was_emptied_takes_what_the_crm_says(once: Contents, tmp_path: Path) -> None:
    updated = imported(typed(once, "1", montant=None), FIRST.replace("12000", "13000"), tmp_path)
    assert deal(updated.contents, "1")["montant"] == 13000.0


def test_a_blank_of_the_crm_erases_nothing(once: Contents, tmp_path: Path) -> None:
    updated = imported(once, FIRST.replace("Rappeler", "").replace("12000", ""), tmp_path)
    assert (codes(updated), updated.contents) == ([], once)


def test_a_deal_typed_before_is_the_record_of_the_same_company_and_kind(tmp_path: Path) -> None:
    before = plan(societe=["ALPHA SAS"], nature=["Chauffage"], montant=[11000.0], probabilite=[0.8])
    updated = imported(before, FIRST, tmp_path)
    carnet = updated.contents.frames["carnet"]
    assert carnet["reference"].tolist() == ["1", "2", "3"]
    assert (carnet["montant"][0], carnet["probabilite"][0]) == (11000.0, 0.8)  # his own
    assert (carnet["etape"][0], carnet["date_jalon"][0]) == ("Devis", pd.Timestamp(2026, 4, 15))  # were blank
    assert [code for code in codes(updated) if code != "crm-new"] == ["crm-linked", "crm-changed", "crm-kept"]


def test_a_deal_that_may_be_one_typed_before_is_told(tmp_path: Path) -> None:
    before = plan(societe=["Alpha"], nature=["Pompe à chaleur"], montant=[12000.0])
    updated = imported(before, FIRST, tmp_path)
    assert len(updated.contents.frames["carnet"]) == 4
    assert message(updated, "crm-maybe-twice").endswith("sans numéro : Alpha – Pompe à chaleur.")


def test_without_records_a_deal_is_known_by_its_names(tmp_path: Path) -> None:
    bare = "\n".join(line.partition("|")[2] for line in FIRST.strip().split("\n"))
    once = imported(plan(), bare, tmp_path).contents
    updated = imported(once, bare.replace("8000", "9500"), tmp_path)
    assert (codes(updated), updated.unchanged) == (["crm-changed"], 2)
    assert updated.contents.frames["carnet"]["reference"].isna().all()


def test_a_record_of_18_characters_is_the_one_of_15(tmp_path: Path) -> None:
    short = FIRST.replace("\n1|", "\n0061t00000AbCdE|")
    once = imported(plan(), short, tmp_path).contents
    updated = imported(once, short.replace("0061t00000AbCdE|", "0061t00000AbCdEAAV|"), tmp_path)
    assert (codes(updated), updated.unchanged) == ([], 3)


def test_two_numbers_of_18_digits_are_two(tmp_path: Path) -> None:
    long = FIRST.replace("\n1|", "\n555123400000012345|").replace("\n2|", "\n555123400000012999|")
    assert imported(imported(plan(), long, tmp_path).contents, long, tmp_path).unchanged == 3


def test_what_the_crm_said_comes_back_from_the_workbook(once: Contents, tmp_path: Path) -> None:
    path = pacxl.write(once, tmp_path / "PAC_Paul.xlsx")
    back = pacxl.read(path)
    assert back == once
    assert codes(imported(back, FIRST, tmp_path)) == []
    assert back.frames["crm"]["vu_le"].tolist() == [pd.Timestamp(TODAY)] * 3


# --- whose deals they are ---------------------------------------------------------------------------------

TWO = FIRST.replace("2|Toiture|Devis|8000|2026-05-20|Paul", "2|Toiture|Devis|8000|2026-05-20|Zoé")


def test_a_plan_takes_the_deals_of_its_person(tmp_path: Path) -> None:
    updated = imported(plan(), TWO, tmp_path)
    assert updated.contents.frames["carnet"]["societe"].tolist() == ["Alpha", "Gamma"]
    assert message(updated, "crm-others-left") == "1 affaire d’autres personnes, non reprise : Zoé (1)."


def test_a_person_asked_for_is_taken_instead(tmp_path: Path) -> None:
    updated = imported(plan(), TWO, tmp_path, person="zoé")
    assert updated.contents.frames["carnet"]["societe"].tolist() == ["Bêta"]


def test_a_person_of_whom_the_export_says_nothing_is_asked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="personne ne s’appelle « Luc » dans l’export : Paul, Zoé"):
        imported(plan(), TWO, tmp_path, person="Luc")
    with pytest.raises(SettingsError, match="le plan est celui de « Paul », que l’export ne nomme pas"):
        imported(plan(), TWO.replace("|Paul|", "|P. Martin|"), tmp_path)


def test_a_deal_that_has_changed_hands_is_told_and_kept(once: Contents, tmp_path: Path) -> None:
    updated = imported(once, TWO, tmp_path)
    assert message(updated, "crm-reassigned").startswith("Bêta – Toiture est maintenant suivie par Zoé")
    assert len(updated.contents.frames["carnet"]) == 3


def test_an_address_of_the_name_is_the_person(tmp_path: Path) -> None:
    named = dataclasses.replace(plan(), identity=dataclasses.replace(PAUL, person="Paul Martin"))
    updated = imported(named, TWO.replace("|Paul|", "|paul.martin@essai.fr|"), tmp_path)
    assert updated.contents.frames["carnet"]["societe"].tolist() == ["Alpha", "Gamma"]


# --- a carnet alone ---------------------------------------------------------------------------------------


def test_a_carnet_alone_has_the_stages_of_the_crm(tmp_path: Path) -> None:
    path = Sheet(table(FIRST.replace("|Devis|", "|Contract Sent|"))).write(tmp_path)
    bare = dataclasses.replace(SMALL, stages=())
    known = carnet_with_stages_of(bare, read(path, bare))
    assert {stage.name: stage.probability for stage in known.stages} == {"Contract Sent": 0.9}
    exported = read(path, known)
    updated = updated_plan(carnet_plan(known, period="2026-T2", today=TODAY), exported)
    written = pacxl.read(pacxl.write(updated.contents, tmp_path / "carnet.xlsx"))
    assert written.frames["carnet"]["probabilite_retenue"].tolist()[:2] == [0.9, 0.9]
    assert written == updated.contents

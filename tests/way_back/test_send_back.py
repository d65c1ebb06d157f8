"""The way back: who gets a copy, who a message alone, and that no file is ever written over."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.compute.contents import Contents
from pacxl.typography import plain_spaces
from tests import bend
from tests.cli.test_cli import Copied, run
from tests.guard.hostile import CASES
from tests.plans import MARKET, SMALL, TODAY
from tests.plans import plan as short_plan
from tests.typed import rewritten
from tests.way_back.copies import (
    SHEET,
    back,
    look,
)

# --- no copy ----------------------------------------------------------------------------------------------


def test_a_workbook_with_nothing_to_mend_is_not_sent_back(blank_path: Path, tmp_path: Path) -> None:
    returned = pacxl.send_back(blank_path, tmp_path / "renvoi")
    assert (returned.copy, returned.message) == (None, None)
    assert [each.code for each in returned.findings] == ["nothing-to-mend"]
    assert not (tmp_path / "renvoi").exists()


def test_unless_one_asks_for_it(blank_path: Path, tmp_path: Path) -> None:
    returned = pacxl.send_back(blank_path, tmp_path / "renvoi", always=True)
    assert returned.copy is not None
    assert returned.message is not None
    assert look(returned.copy, "B1", "À corriger").value == "Rien à corriger"
    assert "rien à corriger" in returned.message.read_text(encoding="utf-8")


def test_what_is_no_workbook_in_xml_has_its_message_alone(tmp_path: Path, plan: Contents) -> None:
    path = tmp_path / "PAC_Paul.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<content/>")
    returned = pacxl.send_back(path, tmp_path / "renvoi", contents=plan)
    assert returned.copy is None
    assert returned.message is not None
    assert returned.findings[-1].code == "no-copy"
    assert "« pacxl repair »" in plain_spaces(returned.findings[-1].remedy())
    text = returned.message.read_text(encoding="utf-8")
    assert (text.count(SHEET), "ne s’annote pas" in text, ".xlsx" in text) == (3, True, True)


def test_nor_is_an_older_workbook_annotated(tmp_path: Path, plan: Contents) -> None:
    path = tmp_path / "PAC_Paul.xls"
    path.write_bytes(CASES["a sound .xls, to begin with"].make())
    (*_, told) = pacxl.send_back(path, tmp_path / "renvoi", contents=plan).findings
    assert (told.code, told.about["what"]) == ("no-copy", "un fichier .xls ne s’annote pas")


def test_what_cannot_be_read_has_a_message_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "PAC_Zoé.xlsx"
    path.write_bytes(b"%PDF-1.7")
    returned = pacxl.send_back(path, tmp_path / "renvoi")
    assert returned.copy is None
    assert returned.message is not None
    text = plain_spaces(returned.message.read_text(encoding="utf-8"))
    assert re.match(r"Objet : Votre plan d’action commercial.* : fichier illisible\n\nBonjour,\n", text)
    assert "un document PDF" in text


def test_what_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(pacxl.FileMissing):
        pacxl.send_back(tmp_path / "PAC.xlsx", tmp_path / "renvoi")


ALTERED = {
    "a part with a DTD": ("xl/styles.xml", b'<!DOCTYPE s [<!ENTITY x "y">]><s/>'),
    "a part that is no XML": ("xl/workbook.xml", b"<workbook>"),
    "a part that is gone": ("xl/worksheets/sheet5.xml", None),
}


@pytest.mark.parametrize(("part", "content"), ALTERED.values(), ids=ALTERED)
def test_a_file_whose_parts_are_altered_has_its_message_alone(
    bent: Path, tmp_path: Path, plan: Contents, part: str, content: bytes | None
) -> None:
    rewritten(bent, {part: content})
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    assert (returned.copy, returned.findings[-1].code) == (None, "no-copy")


# --- their file is never touched, no other is replaced ----------------------------------------------------


def test_the_file_received_is_never_written_over(bent: Path, plan: Contents) -> None:
    before = bent.read_bytes()
    with pytest.raises(pacxl.CannotWrite, match="jamais modifié"):
        pacxl.send_back(bent, bent.parent, contents=plan, force=True)
    assert bent.read_bytes() == before


def test_a_copy_is_replaced_only_when_asked(bent: Path, tmp_path: Path, plan: Contents) -> None:
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    before = copy.read_bytes()
    with pytest.raises(pacxl.CannotWrite, match="existe déjà"):
        pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    back(bent, tmp_path / "renvoi", contents=plan, force=True)
    assert copy.read_bytes() == before  # the same inputs give the same bytes


# --- the command ------------------------------------------------------------------------------------------


def test_return_tells_what_it_made(bent: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.xlsx").touch()
    result = run("return", tmp_path, "-o", tmp_path / "renvoi")
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "renvoi").iterdir())
    messages = [f"{name} - message.{ending}" for name in ("PAC_Paul", "vide") for ending in ("eml", "txt")]
    assert names == sorted([*messages, "PAC_Paul.xlsx"])
    assert result.stdout.count("Copie à renvoyer") == 1


ACTION = {"famille": [MARKET], "etape": ["Choisir"], "budget": [1000.0]}


def test_return_says_that_there_is_nothing_to_mend(tmp_path: Path) -> None:
    path = pacxl.write(short_plan(actions=ACTION), tmp_path / "PAC_Paul.xlsx")
    result = run("return", path, "-o", tmp_path / "renvoi")
    assert result.exit_code == 0
    fullness, after = result.stdout.splitlines()[:2]
    assert plain_spaces(fullness) == "PAC_Paul.xlsx : Rien de l’essentiel n’est rempli."
    assert after.startswith("Ensuite")
    assert "Rien à corriger dans ce classeur" in result.stderr


def test_return_asks_for_what_was_sent_back_blank(blank_path: Path, tmp_path: Path) -> None:
    assert run("return", blank_path, "-o", tmp_path / "renvoi").exit_code == 0
    assert "rien n’y est rempli" in (tmp_path / "renvoi" / "PAC_Paul - message.txt").read_text(encoding="utf-8")


@pytest.mark.long
def test_nobody_is_reminded_for_one_file_alone(tmp_path: Path) -> None:
    path = pacxl.write(short_plan(actions=ACTION), tmp_path / "PAC_Paul.xlsx")
    settings = pacxl.write(reglages_contents(SMALL, TODAY), tmp_path / "reglages.xlsx")
    run("return", path, "-o", tmp_path / "un", "--settings", settings)
    assert not (tmp_path / "un").exists()
    run("return", path, "-o", tmp_path / "tous", "--settings", settings, "--expected", settings)
    assert [each.name for each in sorted((tmp_path / "tous").iterdir())] == [
        "PAC_Zoé - rappel.eml",
        "PAC_Zoé - rappel.txt",
    ]


def test_return_ends_with_some_advice(copied: Copied, tmp_path: Path) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Qui", "Paul"))
    assert run("return", path, "-o", tmp_path / "renvoi", "--all").exit_code == 0
    message = plain_spaces((tmp_path / "renvoi" / "PAC_Paul - message.txt").read_text(encoding="utf-8"))
    assert "il n’y a rien à corriger" in message
    assert (
        "\n– Actions à mener sans aucune date : 1 (Étude & marché J7). Elles ne seront jamais en retard." in message
    )
    assert message.count("\n– ") == 3


def test_return_help_ends_in_an_example() -> None:
    assert run("return", "--help").stdout.strip().endswith("Exemple : pacxl return retours/ -o a-renvoyer")


def test_return_never_writes_over_a_file_received(bent: Path) -> None:
    before = bent.read_bytes()
    result = run("return", bent, "-o", bent.parent, "--force")
    assert (result.exit_code, bent.read_bytes()) == (1, before)
    assert "n’est jamais modifié" in result.stderr

"""What closes a workbook, a signature or being marked as final, is told; its copy to be mended is open."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding
from tests import judges
from tests.cli.test_cli import run
from tests.typed import parts, rewritten
from tests.way_back.copies import BUDGET, back, fills
from tests.way_back.sealed import marked_final, signed


def told(found: tuple[Finding, ...], *codes: str) -> list[str]:
    return [each.code for each in found if each.code in codes]


def test_a_signed_workbook_is_read_and_told(bent: Path, plan: Contents) -> None:
    read = pacxl.read(signed(bent))
    assert read == plan
    (finding,) = (each for each in read.found if each.code == "workbook-signed")
    assert (finding.place.file, finding.severity) == ("PAC_Paul.xlsx", "info")
    assert "sa signature n’est pas vérifiée ici" in finding.message()
    assert "signed no more" in finding.remedy("en")


@pytest.mark.long
@pytest.mark.parametrize("folder", ["_xmlsignatures", "package/services/digital-signature"])
def test_its_copy_is_signed_no_more_and_says_so(bent: Path, tmp_path: Path, plan: Contents, folder: str) -> None:
    known = set(parts(bent))
    returned = pacxl.send_back(signed(bent, folder), tmp_path / "renvoi", contents=plan)
    assert returned.copy is not None
    assert returned.message is not None
    copy = parts(returned.copy)
    assert {name for name in set(copy) - known if "sheet" not in name} == set()
    assert b"digital-signature/origin" not in copy["_rels/.rels"]
    assert b"xmlsignature" not in copy["[Content_Types].xml"]
    assert b"digital-signature/origin" in parts(bent)["_rels/.rels"]  # theirs is as it was
    assert (judges.audit(returned.copy), fills(returned.copy, BUDGET)) == (
        [],
        fills(back(bent, tmp_path / "n"), BUDGET),
    )
    finding = returned.findings[-1]
    assert (finding.code, finding.place.file) == ("signature-lifted", "PAC_Paul.xlsx")
    text = returned.message.read_text(encoding="utf-8")
    assert f"{finding.message()} {finding.remedy()}" in text
    assert "la copie annotée ne l’est plus" in text


def test_in_english_too(bent: Path, tmp_path: Path, plan: Contents) -> None:
    returned = pacxl.send_back(marked_final(signed(bent)), tmp_path / "renvoi", contents=plan, lang="en")
    assert returned.message is not None
    text = returned.message.read_text(encoding="utf-8")
    assert "the annotated copy is signed no more" in text
    assert "its author signs it again" in text
    assert "the annotated copy is not, so that it can be mended" in text


def test_a_workbook_marked_as_final_is_told_and_its_copy_can_be_mended(
    bent: Path, tmp_path: Path, plan: Contents
) -> None:
    read = pacxl.read(marked_final(bent))
    (finding,) = (each for each in read.found if each.code == "workbook-final")
    assert "Modifier quand même" in finding.remedy()
    assert "Edit Anyway" in finding.remedy("en")
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    assert returned.copy is not None
    assert returned.message is not None
    assert told(pacxl.read(returned.copy).found, "workbook-final") == []
    assert b"contentStatus" not in parts(returned.copy)["docProps/core.xml"]
    assert pacxl.read(returned.copy).identity == plan.identity  # which the other properties carry
    assert told(returned.findings, "final-lifted", "signature-lifted") == ["final-lifted"]
    assert "est marqué comme final" in returned.message.read_text(encoding="utf-8")


def test_a_mark_that_says_no_is_none(bent: Path, tmp_path: Path, plan: Contents) -> None:
    marked_final(bent, "false")
    assert told(pacxl.read(bent).found, "workbook-final") == []
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    assert returned.copy is not None
    assert told(returned.findings, "final-lifted") == []
    assert parts(returned.copy)["docProps/custom.xml"] == parts(bent)["docProps/custom.xml"]


def test_a_signature_of_which_nothing_is_left_but_where_it_was(bent: Path, tmp_path: Path, plan: Contents) -> None:
    signed(bent)
    rewritten(bent, {name: None for name in parts(bent) if name.startswith("_xmlsignatures/")})
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    assert returned.copy is not None
    assert (judges.audit(returned.copy), told(returned.findings, "signature-lifted")) == ([], ["signature-lifted"])


def test_macros_stay_signed(bent: Path, tmp_path: Path, plan: Contents) -> None:
    rewritten(signed(bent), {"xl/vbaProjectSignature.bin": b"\0signed"})
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    assert parts(copy)["xl/vbaProjectSignature.bin"] == b"\0signed"


@pytest.mark.long
def test_return_and_repair_tell_it_on_the_screen(bent: Path, tmp_path: Path) -> None:
    marked_final(signed(bent))
    sent = run("return", bent, "-o", tmp_path / "renvoi")
    assert "la copie annotée ne l’est plus" in sent.stderr
    assert "pour qu’on puisse la corriger" in sent.stderr
    made = run("repair", bent, "-o", tmp_path / "neuf.xlsx", "--lang", "en")
    assert "The workbook is digitally signed" in made.stderr
    assert "marked as final" in made.stderr
    assert told(pacxl.read(tmp_path / "neuf.xlsx").found, "workbook-signed", "workbook-final") == []

"""Plans in a ZIP archive, and what stands beside plans, from the folder to the consolidated workbook and back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Identity
from pacxl.findings.finding import Finding
from pacxl.typography import plain_spaces
from tests.cli.test_cli import run
from tests.guard.hostile.build import archive
from tests.plans import MARKET, SMALL, TODAY, plan

Sent = Callable[..., bytes]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A person's plan, as bytes: an action of so many euros, and how many deals without an amount."""
    folder = tmp_path_factory.mktemp("envoyés")

    @cache
    def made(person: str, budget: float) -> bytes:
        actions = {"famille": [MARKET], "etape": ["Salon"], "budget": [budget]}
        owner = Identity("pac", "1", "Essai & Fils", person, "Nord", "2026-T2", person)
        contents = plan(owner=owner, actions=actions, carnet={"societe": [f"Mairie de {person}"], "montant": [None]})
        return pacxl.write(contents, folder / f"{person}.xlsx", force=True).read_bytes()

    return made


@pytest.fixture
def returned(sent: Sent, tmp_path: Path) -> Path:
    folder = tmp_path / "retours"
    folder.mkdir()
    paul, zoe = sent("Paul", 1000), sent("Zoé", 200)
    (folder / "envoi.zip").write_bytes(
        archive({"PAC_Paul.xlsx": paul, "Nord/PAC_Zoé.xlsx": zoe, "photo.jpg": b"?", "PAC_Eva.numbers": b"?"})
    )
    (folder / "PAC_Paul.xlsx").write_bytes(paul)  # which somebody has extracted
    (folder / "PAC_Léo").write_bytes(sent("Léo", 30))
    (folder / "export.csv").write_text("a;b\n", encoding="utf-8")
    return folder


@pytest.mark.long
def test_its_plans_count_once_beside_the_others(returned: Path, tmp_path: Path) -> None:
    told = json.loads(run("consolidate", returned, "-o", tmp_path / "ecarts.xlsx", "--json").stdout)
    assert told["totals"]["budget"] == 1230
    assert {(each["file"], each["status"]) for each in told["submissions"]} == {
        ("PAC_Léo", "compté"),
        ("PAC_Paul.xlsx", "compté"),
        ("envoi.zip/PAC_Eva.numbers", "illisible"),
        ("envoi.zip/Nord/PAC_Zoé.xlsx", "compté"),
        ("envoi.zip/PAC_Paul.xlsx", "copie"),
    }
    besides = {each["code"]: each["file"] for each in told["findings"] if each["code"].startswith("files-")}
    assert besides == {"files-not-read": "retours", "files-no-workbooks": "retours"}


def test_one_can_be_read_alone(returned: Path) -> None:
    read = pacxl.read(returned / "envoi.zip" / "Nord" / "PAC_Zoé.xlsx")
    assert (read.identity.person, read.actions["budget"].sum(), read.file) == (
        "Zoé",
        200,
        "envoi.zip/Nord/PAC_Zoé.xlsx",
    )
    assert read == pacxl.read_all([returned / "envoi.zip"])[0]


def test_each_goes_back_to_its_author(returned: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in returned.iterdir()}
    said = run("return", returned, "-o", tmp_path / "renvoi")
    assert said.exit_code == 0
    assert said.stderr.count("export.csv") == 1
    written = {path.relative_to(tmp_path / "renvoi").as_posix() for path in (tmp_path / "renvoi").rglob("*.*")}
    assert written >= {"envoi.zip/Nord/PAC_Zoé.xlsx", "PAC_Léo.xlsx", "PAC_Paul.xlsx"}
    letters = [path.read_text(encoding="utf-8") for path in (tmp_path / "renvoi").rglob("*.txt")]
    assert not any("export.csv" in letter for letter in letters)  # it is not theirs to mend
    assert {path: path.read_bytes() for path in returned.iterdir()} == before


WAYS: dict[str, tuple[bytes, str, str]] = {
    "PAC.numbers": (
        archive({"Index/Document.iwa": b"?"}),
        "dans Numbers, Fichier > Exporter vers > Excel",
        "in Numbers",
    ),
    "PAC.gsheet": (
        b'{"doc_id": "1x"}',
        "Fichier > Télécharger > Microsoft Excel (.xlsx)",
        "File > Download > Microsoft",
    ),
    "PAC.fods": (
        b'<?xml version="1.0"?><office:document x="application/vnd.oasis.opendocument.spreadsheet">',
        "dans LibreOffice, Fichier > Enregistrer sous > Excel 2007-365 (.xlsx)",
        "in LibreOffice, File > Save As",
    ),
    "PAC.xlsx.crdownload": (b"PK\x03\x04", "téléchargez-le de nouveau, jusqu’au bout", "download it again"),
    "PAC.xlsx.part": (b"", "téléchargez-le de nouveau, jusqu’au bout", "download it again"),
    "cassé.zip": (b"PK\x03\x04", "téléchargez-la de nouveau, ou demandez-la à nouveau", "download it again"),
    "deux.zip": (
        archive({"un.zip": archive({"a.xlsx": b"?"})}),
        "extrayez le classeur qu’elle contient",
        "extract the",
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_another_program_s_file_is_told_with_its_way_out(name: str, sent: Sent, tmp_path: Path) -> None:
    content, french, english = WAYS[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "Z.xlsx").write_bytes(sent("Zoé", 1))
    found: list[Finding] = [finding for each in pacxl.read_all([tmp_path]) for finding in each.found]
    (told,) = (finding for finding in found if finding.place.file.startswith(name))
    assert told.code == "file-not-a-workbook"
    assert french in plain_spaces(told.message())
    assert english in told.message("en")


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="such names are Unix things")
def test_a_name_of_odd_bytes_is_read_under_a_label_that_shows_it(sent: Sent, tmp_path: Path) -> None:
    for name, person in ((b"PAC_Andr\xe9.xlsx", "André"), (b"PAC_Zo\xeb\x1b.xlsx", "Zoë"), (b"b.xlsx", "Bob")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(sent(person, 10))
    team = pacxl.consolidate(pacxl.read_all([tmp_path]), keep=[r"PAC_Andr\xe9.xlsx"])
    ecarts = pacxl.read(pacxl.write(pacxl.variance(team, today=TODAY), tmp_path / "ecarts.xlsx"))
    assert {*ecarts.frames["sources"]["fichier"]} == {r"PAC_Andr\xe9.xlsx", r"PAC_Zo\xeb\x1b.xlsx", "b.xlsx"}
    assert pacxl.read(Path(os.fsdecode(os.fsencode(tmp_path) + b"/PAC_Andr\xe9.xlsx"))).file == r"PAC_Andr\xe9.xlsx"


def test_settings_may_be_a_template(tmp_path: Path) -> None:
    path = pacxl.write(pacxl.blank(SMALL, period="2026-T2", today=TODAY), tmp_path / "a.xlsx")
    with pytest.raises(pacxl.SettingsError, match="n’est pas un classeur de réglages"):
        pacxl.load_settings(path.rename(tmp_path / "a.xltx"))

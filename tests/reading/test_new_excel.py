"""What people put in cells that only new Excel knows, in a plan: its value, what is told of it, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests.findings.deeds.deed import Desk, cells_of_row
from tests.judges import all_resaved_by_libreoffice, resaved_by_node
from tests.plans import SMALL, TODAY
from tests.reading.mutations.samples import Sample, small
from tests.reading.own_pacs import Sheets, save
from tests.rich_values import Rich, data_type, error, picture, shows
from tests.typed import parts, rewritten

# In a column: what the cell shows; the value that is read, the code, what the sentence and its remedy say.
SHOWN: dict[str, tuple[str, Rich, Any, str, tuple[str, str, str]]] = {
    "a town among the texts": ("segment", data_type("Saint-Orvain"), "Saint-Orvain", "", ("", "", "")),
    "a town for an amount": (
        "budget", data_type("Saint-Orvain"), None, "not-accepted", ("« Saint-Orvain »", "“Saint-Orvain”", "")
    ),
    "a share's price as it shows": (
        "budget", data_type("1 200,50 €"), 1200.5, "converted", ("1200,5", "1200,5", "Rien à faire")
    ),
    "a picture for an amount": (
        "budget", picture(), None, "picture-in-cell", ("une image", "a picture", "ce que montre l’image")
    ),
    "a picture for a text": (
        "analyse", picture(), None, "picture-in-cell", ("une image", "a picture", "ce que montre l’image")
    ),
    "a picture for a day": ("fin", picture(), None, "picture-in-cell", ("une image", "a picture", "image")),
    "a formula without room": (
        "budget", error(8), None, "error-cell", ("l’erreur #SPILL!", "the error #SPILL!", "Corrigez la formule")
    ),
    "a service out of reach": (
        "resultat", error(9), None, "error-cell", ("n’a pas répondu", "did not answer", "Corrigez la formule")
    ),
    "a field that is not there": ("cible", error(12), None, "error-cell", ("#FIELD!", "#FIELD!", "Corrigez")),
}  # fmt: skip


@pytest.fixture(scope="module")
def small_firm(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return small(tmp_path_factory.mktemp("petit"))


@pytest.mark.long
@pytest.mark.parametrize("name", SHOWN)
def test_a_cell_is_read_as_what_it_shows(name: str, small_firm: Sample, tmp_path: Path) -> None:
    key, rich, value, code, said = SHOWN[name]
    desk = Desk(tmp_path, small_firm, tmp_path / "réglages.xlsx", small_firm.plan)
    path, cells = cells_of_row(desk, "actions", 1, key)
    plan = pacxl.read(shows(path, {cells(key): rich}))
    held = plan.frames["actions"][key].iloc[0]
    assert (None if pd.isna(held) else held) == value
    about = [each for each in plan.found if each.place.cell == cells(key)[1] and each.place.sheet == cells(key)[0]]
    assert [each.code for each in about] == ([code] if code else [])
    for each in about:
        assert said[0] in plain_spaces(each.message("fr"))
        assert said[1] in each.message("en")
        assert said[2] in plain_spaces(each.remedy("fr"))
        assert each.remedy("en")


# --- boxes to tick ----------------------------------------------------------------------------------------

HEADER = ("Action", "Qui", "Budget", "Échéance", "Avec qui")
BOXES: Sheets = {
    "Plan": [
        HEADER,
        ("Salon", "Paul", 300, None, True),
        ("Mailing", "Paul", 200, None, False),
        *[(None, None, None, None, False)] * 4,
        (None, None, None, None, True),
        *[(None, None, None, None, False)] * 2,
    ]
}


def read(path: Path) -> pacxl.Contents:
    return pacxl.read(path, settings=SMALL, today=TODAY)


def test_a_row_of_boxes_that_nobody_ticked_is_none(tmp_path: Path) -> None:
    _is_right(read(with_boxes(save(BOXES, tmp_path / "plan.xlsx"))))


@pytest.mark.judge
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_so_it_is_in_the_files_of_libreoffice(form: str, tmp_path: Path) -> None:
    path = save(BOXES, tmp_path / "plan.xlsx")
    _is_right(read(all_resaved_by_libreoffice([path], tmp_path, form)[0]))


@pytest.mark.judge
def test_and_in_a_binary_file(tmp_path: Path) -> None:
    path = save(BOXES, tmp_path / "plan.xlsx")
    _is_right(read(resaved_by_node("sheetjs", path, tmp_path / "binaire.xlsb")))


def _is_right(plan: pacxl.Contents) -> None:
    assert plan.actions["etape"].dropna().tolist() == ["Salon", "Mailing"]
    assert len(plan.actions) == 3  # the third is a box that is ticked
    (told,) = (each for each in plan.found if each.code == "boxes-unticked")
    assert (told.place.sheet, told.place.cell, told.about["count"], told.about["where"]) == (
        *("Plan", "E4", "6"),
        "E4:E7, E9:E10",
    )
    assert "E4:E7" in plain_spaces(told.message("fr"))
    assert "E4:E7" in told.message("en")
    assert "une case non cochée" in plain_spaces(told.remedy("fr"))
    assert "not ticked" in told.remedy("en")
    cells = plan.cells
    assert cells.read == cells.retained + cells.converted + cells.rejected + cells.libre


BAG = (
    b'<FeaturePropertyBags xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag">'
    b'<bag type="Checkbox"/><bag type="XFControls"><bagId k="CellControl">0</bagId></bag></FeaturePropertyBags>'
)
EXTENSION = (
    b'<extLst><ext xmlns:x="http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag" '
    b'uri="{C7286773-470A-42A8-94C5-96B5CB345126}"><x:xfComplement i="0"/></ext></extLst>'
)


def with_boxes(path: Path) -> Path:
    """Every cell's style as one that shows a box to tick."""
    styles = parts(path)["xl/styles.xml"]
    head, cells, tail = re.split(rb"(<cellXfs.*?</cellXfs>)", styles, maxsplit=1, flags=re.DOTALL)
    cells = re.sub(rb"(<xf [^>]*)/>", rb"\1>" + EXTENSION + rb"</xf>", cells)
    changed: Mapping[str, bytes] = {
        "xl/styles.xml": head + cells + tail,
        "xl/featurePropertyBag/featurePropertyBag.xml": BAG,
    }
    return rewritten(path, changed)


NOT_ALONE: dict[str, tuple[Any, ...]] = {
    "a box that is ticked": (None, None, None, None, True),
    "a box and a nought": (None, None, 0, None, False),
    "a box and a word": (None, "Zoé", None, None, False),
    "a nought alone": (None, None, 0, None, None),
}


@pytest.mark.parametrize("row", NOT_ALONE.values(), ids=NOT_ALONE)
def test_a_row_that_holds_more_is_a_row(row: tuple[Any, ...], tmp_path: Path) -> None:
    plan = read(save({"Plan": [HEADER, ("Salon", "Paul", 300, None, True), row]}, tmp_path / "plan.xlsx"))
    assert "boxes-unticked" not in {each.code for each in plan.found}

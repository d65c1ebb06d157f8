"""Frames as files: CSV for programs and CSV as French Excel opens it, one definition for every command."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from pacxl.errors import CannotWrite
from pacxl.writing.export import export, partitioned
from pacxl.writing.files import Form

FRAME = pd.DataFrame(
    {
        "texte": pd.array(["été; « oui »", "=1+1", None, "deux\nlignes"], dtype="string"),
        "montant": pd.array([1234.5, None, -0.25, 2.0], dtype="Float64"),
        "nombre": pd.array([1, 2, None, 4], dtype="Int64"),
        "jour": pd.array(["2026-05-20", None, "2026-12-31", "2026-01-01"], dtype="datetime64[us]"),
    }
)


def written(folder: Path, form: Form) -> bytes:
    (path,) = export({"t": FRAME}, folder, form)
    return path.read_bytes()


def test_csv_for_programs_is_read_back_as_it_was(tmp_path: Path) -> None:
    content = written(tmp_path, "csv")
    assert content.startswith(b"texte,montant,nombre,jour\n")
    assert b"1234.5,1,2026-05-20\n=1+1,,2,\n" in content
    dtypes = {key: dtype for key, dtype in FRAME.dtypes.items() if key != "jour"}
    read = pd.read_csv(tmp_path / "t.csv", dtype=dtypes, parse_dates=["jour"])
    pd.testing.assert_frame_equal(read, FRAME, check_dtype=False)


def test_csv_for_excel_opens_in_french_columns(tmp_path: Path) -> None:
    content = written(tmp_path, "excel")
    assert content.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [
            ["texte", "montant", "nombre", "jour"],
            ["été; « oui »", "1234,5", "1", "20/05/2026"],
            ["'=1+1", "", "2", ""],
            ["", "-0,25", "", "31/12/2026"],
            ["deux\nlignes", "2,0", "4", "01/01/2026"],
        ]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a")', "+33 6", "-5 %", "@SOMME(A1)", "\t=1"])
def test_a_person_s_text_is_no_formula_in_excel(text: str, tmp_path: Path) -> None:
    export({"t": pd.DataFrame({"a": pd.array([text], dtype="string")})}, tmp_path, "excel")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))[1] == [f"'{text}"]


def test_parquet_keeps_the_dtypes(tmp_path: Path) -> None:
    written(tmp_path, "parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "t.parquet"), FRAME)


# --- in parts ---------------------------------------------------------------------------------------------

PEOPLE = ["Paul", "Ève / Sud=1", None, "Paul", "..", "50 %"]
ACTIONS = pd.DataFrame(
    {
        "budget": pd.array([1.5, 2, 3, None, 5, 6], dtype="Float64"),
        "commercial": pd.array(PEOPLE, dtype="string"),
        "jour": pd.array(["2026-05-20", None, "2026-12-31", "2026-01-01", None, None], dtype="datetime64[us]"),
    }
)
TABLES = {"actions": ACTIONS, "listes": FRAME, "carnet": ACTIONS.iloc[:0]}


def test_parts_are_read_as_one_table_by_other_tools(tmp_path: Path) -> None:
    paths = export(partitioned(TABLES, "commercial"), tmp_path, "parquet")
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "actions/commercial=/actions.parquet",
        "actions/commercial=../actions.parquet",
        "actions/commercial=50%20%25/actions.parquet",
        "actions/commercial=Paul/actions.parquet",
        "actions/commercial=%C3%88ve%20%2F%20Sud%3D1/actions.parquet",
        "listes.parquet",
        "carnet.parquet",
    ]
    read = pd.read_parquet(tmp_path / "actions")
    said = read["commercial"].astype("string")
    read["commercial"] = said.where(said != "")
    order = [*ACTIONS.columns]
    pd.testing.assert_frame_equal(
        read[order].sort_values("budget", ignore_index=True), ACTIONS.sort_values("budget", ignore_index=True)
    )


def test_other_parts_are_never_left_among_them(tmp_path: Path) -> None:
    export(partitioned(TABLES, "commercial"), tmp_path, "parquet")
    fewer = {"actions": ACTIONS[ACTIONS["commercial"] == "Paul"]}
    with pytest.raises(CannotWrite, match=r"y est déjà et serait lu avec"):
        export(partitioned(fewer, "commercial"), tmp_path, "parquet", force=True)
    assert pd.read_parquet(tmp_path / "actions").shape == (6, 3)
    export(partitioned(TABLES, "commercial"), tmp_path, "parquet", force=True)  # the same parts are replaced


def test_a_table_is_no_file_and_a_folder_at_once(tmp_path: Path) -> None:
    export(TABLES, tmp_path, "csv")
    with pytest.raises(CannotWrite, match=r"actions\.csv y est déjà"):
        export(partitioned(TABLES, "commercial"), tmp_path, "csv", force=True)


def test_without_a_column_to_part_them_by_tables_are_files(tmp_path: Path) -> None:
    assert partitioned(TABLES, None).keys() == TABLES.keys()

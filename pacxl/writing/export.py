"""Frames → plain files for other tools: one file a table, and the findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from pacxl.compute.contents import Contents
from pacxl.errors import CannotWrite
from pacxl.guard.names import PathLike
from pacxl.typography import typeset
from pacxl.writing.as_file.exact_sheet import is_formula_like
from pacxl.writing.files import Form, check_output_file, make_folder, write_whole


def export_tables(plans: Sequence[Contents], findings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What many plans hold, to export: the rows of all, table by table; what is *libre*; and what was found."""
    readable = [plan for plan in plans if not plan.unreadable]
    keys = dict.fromkeys(key for plan in readable for key in plan.frames)
    tables = {key: pd.concat([p.frames[key] for p in readable if key in p.frames], ignore_index=True) for key in keys}
    libre = pd.concat([plan.libre for plan in plans], ignore_index=True)
    return {**tables, "libre": libre, "findings": findings}


def partitioned(frames: Mapping[str, pd.DataFrame], by: str | None) -> dict[str, pd.DataFrame]:
    """Frames to export, each that has a column `by` as a folder of a file a value of it, laid out as Hive does, which
    `pandas.read_parquet("actions")` reads as one (`actions/commercial=Paul/actions`; no value: an empty text); the
    others as they are."""
    parts = dict[str, pd.DataFrame]()
    for key, frame in frames.items():
        if by is None or not len(frame) or by not in frame.columns:
            parts[key] = frame
            continue
        for value, rows in frame.groupby(frame[by].fillna("")):
            parts[f"{key}/{by}={quote(str(value), safe='')}/{key}"] = rows.drop(columns=by)
    return parts


def export(
    frames: Mapping[str, pd.DataFrame],
    folder: Path,
    form: Form,
    *,
    force: bool = False,
    inputs: Iterable[PathLike] = (),
) -> list[Path]:
    """Writes each frame as `<key>.csv`, .parquet or .json in a folder, which is made if need be; returns the paths.

    `csv` is UTF-8 with commas, decimal points, dates as 2026-12-31, a missing value as nothing, texts as typed.
    `excel` is CSV with a byte order mark, semicolons, decimal commas, dates as 31/12/2026; a text that Excel would
    take for a formula begins with an apostrophe. JSON is a list of records; Parquet keeps the dtypes (it needs
    pyarrow). Raises CannotWrite before anything is written if a file exists (without `force`) or is one of `inputs`,
    or where a folder of parts (`partitioned`) has others, which would be read with these.
    """
    targets = {key: folder / f"{key}.{_ENDINGS.get(form, form)}" for key in frames}
    given = list(inputs)
    writer = _WRITERS[form]
    _check_no_other_part(folder, [*targets.values()])
    for target in targets.values():
        make_folder(target.parent)
        check_output_file(target, force=force, inputs=given)
    for key, frame in frames.items():
        write_whole(targets[key], lambda path, frame=frame: writer(frame, path), force=force, inputs=given)  # type: ignore[misc]  # the frame of this turn
    return list(targets.values())


def _check_no_other_part(folder: Path, targets: Sequence[Path]) -> None:
    """Raises CannotWrite where a table that is to be a folder of parts has other files there by now, or is a file."""
    tables = {folder / target.relative_to(folder).parts[0] for target in targets if target.parent != folder}
    for table in tables:
        one = table.with_suffix(next(target.suffix for target in targets if target.is_relative_to(table)))
        others = [*({one} if one.exists() else ()), *(set(filter(Path.is_file, table.rglob("*"))) - {*targets})]
        if others:
            fr = f"{sorted(others)[0].relative_to(folder)} y est déjà et serait lu avec : choisissez un autre dossier"
            en = f"{sorted(others)[0].relative_to(folder)} is there and would be read with it: choose another folder"
            raise CannotWrite(str(table), typeset(fr), en)


def can_export(form: Form) -> bool:
    """Whether what a form needs is installed."""
    return form != "parquet" or find_spec("pyarrow") is not None


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", date_format="%Y-%m-%d")


def _excel_csv(frame: pd.DataFrame, path: Path) -> None:
    plain = frame.copy(deep=False)
    for key in plain.columns:
        if pd.api.types.is_string_dtype(plain[key]):
            plain[key] = pd.Series(map(_harmless, plain[key].tolist()), index=plain.index, dtype=object)
    plain.to_csv(
        path, index=False, encoding="utf-8-sig", sep=";", decimal=",", date_format="%d/%m/%Y", lineterminator="\r\n"
    )


def _harmless(text: object) -> object:
    return f"'{text}" if isinstance(text, str) and is_formula_like(text) else text


def _json(frame: pd.DataFrame, path: Path) -> None:
    path.write_text(json.dumps(export_records(frame), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False)
    except ImportError:
        raise CannotWrite(
            str(path),
            "le format Parquet demande pyarrow : pip install 'pacxl[parquet]'",
            "Parquet needs pyarrow: pip install 'pacxl[parquet]'",
        ) from None


_WRITERS: dict[Form, Callable[[pd.DataFrame, Path], None]] = {
    "csv": _csv,
    "excel": _excel_csv,
    "json": _json,
    "parquet": _parquet,
}
_ENDINGS = {"excel": "csv"}


def export_records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """A frame as plain records to export: dates as 2026-12-31, None for a missing value."""
    plain = frame.copy(deep=False)
    for key in plain.columns:
        if pd.api.types.is_datetime64_any_dtype(plain[key]):
            plain[key] = plain[key].dt.strftime("%Y-%m-%d")
        plain[key] = plain[key].astype(object).where(plain[key].notna(), None)
    return [{str(key): value for key, value in record.items()} for record in plain.to_dict("records")]

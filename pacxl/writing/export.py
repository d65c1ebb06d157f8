"""Frames → plain files for other tools: one file a table, and the findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from pacxl.errors import CannotWrite
from pacxl.writing.files import check_output, make_folder, write_whole

Form = Literal["csv", "parquet", "json"]


def export(
    frames: Mapping[str, pd.DataFrame],
    folder: Path,
    form: Form,
    *,
    force: bool = False,
    inputs: Iterable[str | Path] = (),
) -> list[Path]:
    """Writes each frame as `<key>.<form>` in a folder, which is made if need be; returns the files' paths.

    CSV is UTF-8 with commas, dates as 2026-12-31, a missing value as nothing; JSON is a list of records; Parquet
    keeps the dtypes (it needs pyarrow). Texts are as typed. Raises CannotWrite before anything is written if a
    file exists (without `force`) or is one of `inputs`.
    """
    make_folder(folder)
    targets = {key: folder / f"{key}.{form}" for key in frames}
    given = list(inputs)
    for target in targets.values():
        check_output(target, force=force, inputs=given)
    for key, frame in frames.items():
        write_whole(targets[key], lambda path, frame=frame: _WRITERS[form](frame, path), force=force, inputs=given)  # type: ignore[misc]  # the frame of this turn
    return list(targets.values())


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", date_format="%Y-%m-%d")


def _json(frame: pd.DataFrame, path: Path) -> None:
    path.write_text(json.dumps(records(frame), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False)
    except ImportError:
        raise CannotWrite(
            str(path),
            "le format Parquet demande pyarrow : pip install 'pacxl[parquet]'",
            "Parquet needs pyarrow: pip install 'pacxl[parquet]'",
        ) from None


_WRITERS: dict[Form, Callable[[pd.DataFrame, Path], None]] = {"csv": _csv, "json": _json, "parquet": _parquet}


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """A frame as plain records to export: dates as 2026-12-31, None for a missing value."""
    plain = frame.copy(deep=False)
    for key in plain.columns:
        if pd.api.types.is_datetime64_any_dtype(plain[key]):
            plain[key] = plain[key].dt.strftime("%Y-%m-%d")
        plain[key] = plain[key].astype(object).where(plain[key].notna(), None)
    return [{str(key): value for key, value in record.items()} for record in plain.to_dict("records")]

"""What Excel can hold, asked of contents before anything is written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pacxl.contents import Contents
from pacxl.errors import LimitExceeded
from pacxl.expr import Type
from pacxl.frame import array
from pacxl.kind import FIRST_SERIAL, LARGEST, LAST_SERIAL, LONGEST, Kind

ROWS, FORMULA_LENGTH = 1_048_576, 8_192


def check_limits(contents: Contents, path: str) -> None:
    """Raises LimitExceeded, naming table, column and row, at the first value that Excel cannot hold."""
    for key, table in contents.book.by_key.items():
        frame = contents.frames[key]
        if len(frame) > ROWS - 100:
            raise LimitExceeded(path, f"{len(frame)} lignes dans {table.title} (au plus {ROWS - 100})")
        for column in table.stored:
            wrong = _wrong(frame[column.key], column.kind)
            if wrong.any():
                row = int(np.argmax(wrong))
                shown = repr(frame[column.key].iloc[row])[:60]
                raise LimitExceeded(path, f"{table.title}, colonne {column.header}, ligne {row + 1} : {shown}")


def _wrong(values: pd.Series[Any], kind: Kind) -> np.ndarray[Any, Any]:
    if kind.type is Type.TEXT:
        long = values.str.len().fillna(0).to_numpy(dtype="int64") > LONGEST // 2
        return np.array([is_long and _too_long(text) for is_long, text in zip(long, values, strict=True)], dtype=bool)
    numbers = array(values, kind.type)
    if kind.type is Type.DATE:
        return (numbers < FIRST_SERIAL) | (numbers > LAST_SERIAL)
    return np.abs(numbers) > LARGEST if kind.whole else ~np.isnan(numbers) & ~np.isfinite(numbers)


def _too_long(text: str) -> bool:
    return len(text.encode("utf-16-le")) > 2 * LONGEST

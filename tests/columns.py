"""Raw cells, converted, as the column of a frame."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pacxl.compute.columns import column_in_dtype
from pacxl.definition.kind import Kind
from pacxl.reading.conversion.convert import Remarks, convert


def converted(cells: Any, kind: Kind, *options: Any) -> tuple[pd.Series[Any], Remarks]:
    """The column in its kind's dtype, and what there is to tell of its cells, by row."""
    values, remarks = convert(cells, kind, *options)
    return pd.Series(column_in_dtype(values, kind)), remarks

"""`lectures.txt` as data: what people type in a cell of a column, what is read, what they are told."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pacxl.definition.kind import (
    CHOICE,
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    PRICE,
    PROBABILITY,
    RATIO,
    SCORE,
    TEXT,
    WHOLE,
    Kind,
    shown,
)
from pacxl.excel import NoValue
from pacxl.findings.finding import Finding, Place
from pacxl.french.period import Edge
from pacxl.reading.conversion.outcome import Remark
from pacxl.typography import plain_spaces
from tests.columns import converted

PAGE = Path(__file__).parent / "lectures.txt"

COLUMNS: dict[str, tuple[Kind, Edge]] = {
    "montant": (MONEY, ""),
    "prix": (PRICE, ""),
    "nombre": (NUMBER, ""),
    "entier": (WHOLE, ""),
    "pourcentage": (PERCENT, ""),
    "probabilité": (PROBABILITY, ""),
    "rapport": (RATIO, ""),
    "note": (SCORE, ""),
    "texte": (TEXT, ""),
    "date": (DATE, ""),
    "début": (DATE, "first"),
    "échéance": (DATE, "last"),
}
REMARKS = {
    "tel quel": "",
    "converti": "converted",
    "à peu près": "approximate",
    "douteux": "percent-doubtful",
    "ambigu": "ambiguous",
    "pas lisible": "not-accepted",
    "non retenu": "unfit",
    "autre monnaie": "other-currency",
    "hors bornes": "out-of-range",
    "hors liste": "not-in-list",
    "vide": "blank-in-disguise",
    "erreur": "error-cell",
    "jamais calculé": "never-calculated",
}
NOTHING = "rien"
CHARACTERS = {
    "{insécable}": "\u00a0",
    "{fine insécable}": "\u202f",
    "{fine}": "\u2009",
    "{chiffre}": "\u2007",
    "{espace}": " ",
    "{sans largeur}": "\u200b",
    "{marque}": "\u200f",
    "{césure}": "\u00ad",
    "{liant}": "\u2060",
    "{BOM}": "\ufeff",
    "{idéographique}": "\u3000",
    "{retour}": "\n",
}


@dataclass(frozen=True)
class Line:
    """A line of the table: in a column of a plan, what is typed, what is read, what is told (a code and words)."""

    number: int
    column: str
    choices: tuple[str, ...]
    period: str
    typed: str
    read: str
    remark: str
    words: str

    @property
    def cell(self) -> Any:
        """The cell as an opened file holds it."""
        if self.typed.startswith("[") and self.typed.endswith("]"):
            return _held(self.typed[1:-1])
        text = self.typed
        for name, character in CHARACTERS.items():
            text = text.replace(name, character)
        return text

    def convert(self) -> tuple[str, Remark | None]:
        """What is read, as its author would see it, and what there is to tell."""
        kind, edge = COLUMNS.get(self.column, (CHOICE, ""))
        cells = np.empty(1, dtype=object)
        cells[0] = self.cell
        values, remarks = converted(cells, kind, self.choices, self.period, edge)
        assert len(remarks) <= 1
        value = values[0].date() if isinstance(values[0], pd.Timestamp) else values[0]
        return NOTHING if pd.isna(value) else plain_spaces(shown(_plain(value), kind)), next(
            iter(remarks.values()), None
        )


def message(remark: Remark) -> str:
    return plain_spaces(Finding(remark.code, Place(column="Colonne"), remark.raw, remark.about).message())


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _held(text: str) -> Any:
    """A cell that is no text: a number, a date, a logical value, an error."""
    if text in ("VRAI", "FAUX"):
        return text == "VRAI"
    if text == "formule jamais calculée":
        return NoValue()
    if text.startswith("#"):
        return NoValue(text)
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%H:%M"):
        try:
            moment = dt.datetime.strptime(text, form)
        except ValueError:
            continue
        return {"%d/%m/%Y": moment.date(), "%H:%M": moment.time()}.get(form, moment)
    return {"nan": math.nan, "inf": math.inf}.get(text) or float(text.replace(",", "."))


def lines(page: str) -> list[Line]:
    """The table's lines. `liste x : a, b` names a column that is a closed list; `période : p`, the plan's from there
    on."""
    lists: dict[str, tuple[str, ...]] = {}
    period, found = "", []
    for number, line in enumerate(page.splitlines(), 1):
        if named := re.fullmatch(r"liste (?P<name>[^:|]+?) : (?P<values>.+)", line):
            lists[named["name"]] = tuple(named["values"].split(", "))
        elif told := re.fullmatch(r"période :(?P<label>.*)", line):
            period = told["label"].strip()
        elif line.strip() and not line.startswith("#"):
            found.append(_line(number, line, lists, period))
    return found


def _line(number: int, line: str, lists: dict[str, tuple[str, ...]], period: str) -> Line:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) != 4:
        raise ValueError(f"lectures.txt, ligne {number} : il faut « colonne | on tape | on lit | remarque »")
    column, typed, read, told = parts
    remark, _, words = told.partition(" : ")
    if column not in COLUMNS | lists or remark not in REMARKS:
        raise ValueError(f"lectures.txt, ligne {number} : « {column} » ou « {remark} » est inconnu")
    return Line(number, column, lists.get(column, ()), period, typed, read, remark, words)

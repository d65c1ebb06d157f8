"""Random firms: the files that a team may send, as the oracle has them, made as contents or as workbooks."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Identity, make_contents
from pacxl.definition.table import Table
from pacxl.settings.model import Family, Indicator, Settings, Stage
from tests import oracle
from tests.oracle import Action, Deal, File, Month
from tests.plans import SMALL

TODAY = dt.date(2026, 5, 20)  # in 2026-T2, whose April is past
FAIRS = "Salons"
REVENUE = "Chiffre d’affaires"
NATURES = {
    REVENUE: oracle.Nature(),
    "Affaires signées": oracle.Nature(),
    "Visites": oracle.Nature(),
    "Clients actifs": oracle.Nature("stock"),
    "Panier moyen": oracle.Nature("ratio", (REVENUE,), ("Affaires signées",)),
    "Satisfaction": oracle.Nature("moyenne"),
}
_SALES = ("chiffre_affaires",), ("affaires_signees",)
_INDICATORS = (
    Indicator("chiffre_affaires", REVENUE, "€"),
    Indicator("affaires_signees", "Affaires signées", "affaires"),
    Indicator("visites", "Visites", "visites"),
    Indicator("actifs", "Clients actifs", "clients", nature="stock"),
    Indicator(
        "panier",
        "Panier moyen",
        "€",
        nature="ratio",
        numerator=_SALES[0],
        denominator=_SALES[1],
    ),
    Indicator("note", "Satisfaction", "sur 10", nature="moyenne"),
)
# Two templates of one firm: the other has one family more, other stages, a unit of its own.
FIRM = dataclasses.replace(SMALL, indicators=_INDICATORS, people=())
OTHER = dataclasses.replace(
    FIRM,
    families=(
        *(dataclasses.replace(each, sheet=each.sheet.upper()) for each in FIRM.families[:1]),
        *FIRM.families[1:],
        Family("salons", FAIRS, "Tenir salon", "opérationnelle", ("Exposer",)),
    ),
    stages=(Stage("devis", 0.75), Stage("Négociation", 0.9)),
    indicators=tuple(
        dataclasses.replace(each, unit="rendez-vous") if each.key == "visites" else each for each in _INDICATORS
    ),
)
TEMPLATES = {"FIRM": FIRM, "OTHER": OTHER}


# --- drawn ------------------------------------------------------------------------------------------------

_PEOPLE = (
    "Paul",
    "PAUL",
    " Paul  ",
    "Paul Martin",
    "MARTIN  Paul",
    "Zoé",
    "Zoe\u0301",
    "Zoe",
    "Ada",
    "Eve",
    "",
)
_TEAMS = ("Nord", "Nord", "NORD ", "Sud", "Est", "")
_FIRMS = (*["Alpes Piscines"] * 7, "ALPES-PISCINES SARL", "Alpes Piscine", "", "Jura Bois")
_PERIODS = (*["2026-T2"] * 6, "2026-S1", "2026-T1", "2026", "2025-T2", "")
_cents = st.none() | st.just(Fraction(0)) | st.integers(-300_000, 2_000_000).map(lambda cents: Fraction(cents, 100))
_amounts = st.none() | st.integers(0, 900_000).map(lambda cents: Fraction(cents, 100))
_days = st.none() | st.sampled_from(
    [
        dt.date(2026, 4, 3),
        TODAY - dt.timedelta(1),
        TODAY,
        dt.date(2026, 6, 30),
        dt.date(2027, 1, 1),
    ]
)
_few = st.none() | st.integers(0, 40).map(lambda quarters: Fraction(quarters, 4))
_steps = st.sampled_from(["Visiter", "Relancer", "Écrire", "Appeler"])


def _actions(families: Sequence[str]) -> st.SearchStrategy[tuple[Action, ...]]:
    decisions = st.sampled_from([None, None, "retenue", "non retenue", "abandonnée"])
    each = st.builds(Action, st.sampled_from(families), _steps, _cents, _cents, _days, _days, _days, decisions, _few)
    return st.lists(each, max_size=4).map(tuple)


def _deals(stages: Sequence[str]) -> st.SearchStrategy[tuple[Deal, ...]]:
    chances = st.none() | st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 4), Fraction(1)])
    issues = st.sampled_from([None, "ouverte", "gagnée", "perdue"])
    names = st.sampled_from([None, *stages])
    each = st.builds(Deal, st.sampled_from("ABCD"), _amounts, chances, names, issues, _days, _days)
    return st.lists(each, max_size=3).map(tuple)


@st.composite
def _months(draw: st.DrawFn, settings: Settings) -> tuple[Month, ...]:
    """The months of the plan, all of them, most without a figure."""
    typed = draw(st.dictionaries(st.integers(0, 17), st.tuples(_few, _few), max_size=6))
    assert settings.stretch is not None
    every = [(each, month) for each in settings.indicators for month in settings.stretch.months]
    return tuple(
        Month(each.name, month, each.unit, each.sense, *typed.get(at, (None, None)))
        for at, (each, month) in enumerate(every)
    )


@st.composite
def _file(draw: st.DrawFn) -> tuple[File, str]:
    period, template = draw(st.sampled_from(_PERIODS)), draw(st.sampled_from(["FIRM", "FIRM", "OTHER"]))
    settings = settings_for(template, period)
    made = File(
        "",
        draw(st.sampled_from(_PEOPLE)),
        draw(st.sampled_from(_TEAMS)),
        draw(st.sampled_from(_FIRMS)),
        period,
        draw(st.integers(0, 2)),
        {stage.name: Fraction(str(stage.probability)) for stage in settings.stages},
        draw(_actions([family.sheet for family in settings.families])),
        draw(_deals([stage.name for stage in settings.stages])),
        draw(_months(settings)),
    )
    return made, template


@st.composite
def _version(draw: st.DrawFn, file: File, template: str) -> File:
    """Another file of the same person: a copy, one that holds more, another budget, or some of the tables alone."""
    how = draw(st.sampled_from(["copy", "more", "other", "part"]))
    saved, family = draw(st.integers(0, 2)), TEMPLATES[template].families[0].sheet
    if how == "more":
        fuller = tuple(dataclasses.replace(each, result=each.result or Fraction(7)) for each in file.actions)
        return dataclasses.replace(file, saved=saved, actions=(*fuller, Action(family, "Encore", Fraction(5))))
    if how == "other":
        changed = tuple(dataclasses.replace(each, budget=Fraction(99)) for each in file.actions)
        return dataclasses.replace(file, saved=saved, actions=changed)
    if how == "part":
        return dataclasses.replace(file, saved=saved, actions=(), deals=(Deal("Z", Fraction(10)), *file.deals))
    return file


@dataclasses.dataclass(frozen=True)
class Firm:
    """The files of a team, each made from a template; and the period that is asked for ("": none)."""

    files: tuple[File, ...]
    templates: tuple[str, ...]
    asked: str

    def __repr__(self) -> str:
        """Without the months in which nothing is typed."""
        files = [{**vars(file), **file.tables} for file in self.files]
        return f"Firm(asked={self.asked!r}, templates={self.templates}, files={files})"


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """Any files that a team of up to twelve may send."""
    drawn = draw(st.lists(_file(), min_size=1, max_size=10))
    for at in draw(st.lists(st.integers(0, len(drawn) - 1), max_size=2)):
        drawn.append((draw(_version(*drawn[at])), drawn[at][1]))
    asked = draw(st.sampled_from(["", "", "", "2026-T2", "2026", "2026-S1"]))
    files = tuple(dataclasses.replace(file, name=f"PAC {at}.xlsx") for at, (file, _) in enumerate(drawn))
    return Firm(files, tuple(template for _, template in drawn), asked)


# --- made -------------------------------------------------------------------------------------------------


@cache
def settings_for(template: str, period: str) -> Settings:
    return dataclasses.replace(TEMPLATES[template], period=period or "2026-T2")


_KEYS: dict[str, dict[str, str]] = {
    "actions": {
        "famille": "family",
        "etape": "step",
        "budget": "budget",
        "depense": "spent",
        "debut": "start",
        "fin": "end",
        "fin_reelle": "ended",
        "decision": "decision",
        "resultat": "result",
    },
    "carnet": {
        "societe": "company",
        "montant": "amount",
        "probabilite": "chance",
        "etape": "stage",
        "issue": "issue",
        "date_jalon": "due",
        "cloture": "closed",
    },
    "indicateurs": {
        "indicateur": "indicator",
        "mois": "month",
        "unite": "unit",
        "sens": "sense",
        "objectif": "aim",
        "realise": "done",
    },
}


def contents_of(firm: Firm) -> list[Contents]:
    """The files as contents, without what a plan computes: `variance` computes all of it anew, and nothing else does
    here."""
    made = []
    for file, template in zip(firm.files, firm.templates, strict=True):
        plan = _blank(template, file.period)
        frames = {key: _typed(plan.book.by_key[key], frame) for key, frame in _frames(file).items()}
        made.append(
            dataclasses.replace(
                plan, file=file.name, identity=_owner(file), frames={**plan.frames, **frames}, saved=_saved(file)
            )
        )
    return made


@cache
def _blank(template: str, period: str) -> Contents:
    settings = settings_for(template, period)
    return make_contents(pac_book(settings), _given(settings), Identity(), TODAY)


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with all columns of a table: those that are not typed are blank."""
    dtypes = {key: "string" if key == table.part_key else table.by_key[key].kind.dtype for key in table.frame_keys}
    return frame.reindex(columns=list(dtypes)).astype(dtypes)


def workbooks_of(firm: Firm, folder: Path) -> list[Contents]:
    """The files written as workbooks, and read back."""
    for file, template in zip(firm.files, firm.templates, strict=True):
        settings = settings_for(template, file.period)
        plan = make_contents(pac_book(settings), {**_given(settings), **_frames(file)}, _owner(file), TODAY)
        pacxl.write(plan, folder / file.name)
    saved = {file.name: _saved(file) for file in firm.files}
    return [dataclasses.replace(plan, saved=saved[plan.file]) for plan in pacxl.read_all([folder])]


def _given(settings: Settings) -> dict[str, Any]:
    """What nobody types: the stages."""
    return {
        "etapes_carnet": {
            "etape": [stage.name for stage in settings.stages],
            "probabilite": [stage.probability for stage in settings.stages],
        }
    }


def _frames(file: File) -> dict[str, pd.DataFrame]:
    """What is typed in a file, a frame a table."""
    rows = {"actions": file.actions, "carnet": file.deals, "indicateurs": file.months}
    return {
        key: pd.DataFrame(
            {column: [_plain(getattr(each, name)) for each in rows[key]] for column, name in columns.items()},
            dtype=object,
        )
        for key, columns in _KEYS.items()
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else value


def _owner(file: File) -> Identity:
    return Identity("pac", "1", file.firm, file.person, file.team, file.period, file.name)


def _saved(file: File) -> dt.datetime:
    return dt.datetime(2026, 5, 1 + file.saved, tzinfo=dt.UTC)

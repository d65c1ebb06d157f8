"""What a team counts in: one unit a thing (those spelled alike are one, thousands of euros are converted, others stay
apart), one nature an indicator; whose months, or whose objectives, nobody knows."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from pacxl.a1 import column_letters
from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.identity import settings_of
from pacxl.compute.columns import Frames, World
from pacxl.compute.contents import Contents
from pacxl.compute.evaluate import evaluate_columns
from pacxl.compute.excel_functions import excel_digits
from pacxl.compute.tally import APRES, CONVERTI, RETENU, Tallied
from pacxl.definition.table import Column, Table
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import best_spelt_name
from pacxl.french.text import Words
from pacxl.french.units import EURO, HT, ONE, PERCENT, TAXES_IN_WORDS, Measure, read_unit
from pacxl.settings.model import Settings
from pacxl.settings.rules import FLUX
from pacxl.typography import french_number, in_quotes


def in_common_units(plans: Sequence[Contents], firm: Settings | None) -> tuple[list[Contents], list[Finding]]:
    """The plans, each unit in its one spelling and amounts in euros (`k€` × 1 000), and what there is to tell of it.

    `firm` says what an amount counts of which nothing is said: by default the first plan's own settings. A plan in
    which nothing changes is the same object.
    """
    own = [settings_of(plan.book) for plan in plans]
    taxes = next((settings.taxes for settings in (firm, *own) if settings), HT)
    written = {text: read_unit(text, taxes) for plan in plans for text in _units_in(plan)}
    known = [text for settings in own if settings for text in _chosen(settings)]
    shown = _spellings(written, known, taxes)
    changed = {
        text: (shown[measure.name], measure.scale)
        for text, measure in written.items()
        if (shown[measure.name], measure.scale) != (text, ONE)
    }
    if not changed:
        return list(plans), []
    result, found = [], []
    for plan in plans:
        mine = {text: changed[text] for text in sorted(_units_in(plan)) if text in changed}
        result.append(_with_units(plan, mine) if mine else plan)
        if mine:
            told = zip(*(_told(text, *to) for text, to in mine.items()), strict=True)
            about = dict(zip(("units", "units_en"), map(", ".join, told), strict=True))
            about |= dict(zip(("taxes", "taxes_en"), TAXES_IN_WORDS[taxes], strict=True))
            found.append(Finding("units-one", Place(plan.file), about=about))
    return result, found


def _measured(table: Table) -> dict[str, list[Column]]:
    """The columns of a table that hold numbers of a unit, by the column that gives it."""
    found: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.unit_key in table.by_key:
            found.setdefault(column.unit_key, []).append(column)
    return found


def _units_in(plan: Contents) -> set[str]:
    return {
        text
        for table in tables_of_everybody(plan.book)
        for key in _measured(table)
        for text in plan.world.tables.column(table.key, key).tolist()
        if text is not None
    }


def _chosen(settings: Settings) -> Iterator[str]:
    yield from settings.units
    yield from (indicator.unit for indicator in settings.indicators)


def _spellings(written: Mapping[str, Measure], known: Iterable[str], taxes: str) -> dict[str, str]:
    """How each unit is shown: as the settings write it, else as most do; euros and percentages by their sign."""
    chosen: dict[str, str] = {}
    for text in known:
        chosen.setdefault(read_unit(text, taxes).name, text)
    alike: dict[str, list[str]] = {}
    for text, measure in written.items():
        alike.setdefault(measure.name, []).extend([text] if measure.scale == ONE else [])
    return {name: _shown(name, chosen.get(name), texts) for name, texts in alike.items()}


def _shown(name: str, chosen: str | None, texts: Sequence[str]) -> str:
    if name in (EURO, PERCENT) or not (chosen or texts):
        return name.replace(f"{EURO} /", f"{EURO}/")
    return chosen or best_spelt_name(texts)


def _told(text: str, unit: str, scale: Decimal) -> Words:
    times = f" (× {french_number(f'{scale:,}')})" if scale != ONE else ""
    return Words(f"{in_quotes(text)} = {in_quotes(unit)}{times}", f"“{text}” = “{unit}”{times}")


# --- a plan in other units --------------------------------------------------------------------------------


def _with_units(plan: Contents, changed: Mapping[str, tuple[str, Decimal]]) -> Contents:
    """The plan with some of its units written as they are shown, and its numbers of them converted: those that are
    computed from others of the same unit as well, for they are so many times as large."""
    frames, numbers = dict(plan.frames), list(plan.numbers)
    names = {text: name for text, (name, _) in changed.items()}
    scales = {text: float(scale) for text, (_, scale) in changed.items() if scale != ONE}
    for table in tables_of_everybody(plan.book):
        for key, columns in _measured(table).items():
            frame = frames[table.key]
            factors = frame[key].map(scales).dropna().astype("float64")
            for column in columns if len(factors) else ():
                before = frame[column.key].loc[factors.index].dropna()
                frame = frame.assign(**{column.key: _scaled(frame[column.key], before, factors)})
                if plan.numbers and not column.computed:
                    numbers += _converted(plan, table, column, frame.loc[before.index], before)
            frames[table.key] = frame.assign(**{key: frame[key].replace(names).astype("string")})
    if PERCENT in names.values() or (scales and "numerateur" in frames["indicateurs"]):
        tables = {key: frames[key] for key in plan.book.by_key if key in frames}  # points, ratios
        frames |= evaluate_columns(World(plan.book, Frames(plan.book.by_key, tables), plan.today))
    return dataclasses.replace(plan, frames=frames, numbers=tuple(numbers))


def _scaled(column: pd.Series[Any], before: pd.Series[Any], factors: pd.Series[Any]) -> pd.Series[Any]:
    """A column with some of its numbers multiplied, to the digits that Excel keeps: 2.3 k€ are 2 300 €."""
    after = column.astype("Float64")
    after.loc[before.index] = excel_digits(before.to_numpy("float64") * factors.loc[before.index].to_numpy())
    return after


def _converted(
    plan: Contents, table: Table, column: Column, rows: pd.DataFrame, before: pd.Series[Any]
) -> Iterator[Tallied]:
    """What the account of numbers says once some that were kept as they were are converted."""
    for sheet, after in rows[column.key].groupby(rows["feuille"]):
        old, new = before.loc[after.index].tolist(), after.tolist()
        letter = column_letters(plan.columns[table.key, str(sheet), column.key])
        where = (plan.file, str(sheet), letter, table.key, column.key, "")
        yield Tallied(*where, RETENU, -len(old), -sum(old), 0.0)
        yield Tallied(*where, CONVERTI, len(old), sum(old), 0.0)
        yield Tallied(*where, APRES, len(new), sum(new), sum(map(abs, new)))


# --- what differs -----------------------------------------------------------------------------------------


def without_months(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans whose objectives are out of the team's landing: of an indicator, no month of their owner's is known.
    The plans' owners have one spelling each."""
    known: dict[tuple[str, str], set[str]] = {}
    for plan in plans:
        owner = plan.identity.person, plan.identity.team
        known.setdefault(owner, set()).update(_indicators_with(plan, "realise"))
    for plan in plans:
        owner = plan.identity.person, plan.identity.team
        if unknown := [name for name in _indicators_with(plan, "objectif") if name not in known[owner]]:
            yield Finding("months-unknown", Place(plan.file), about={"indicators": ", ".join(unknown)})


def without_objectives(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans in which something was done in a month without an objective, of an indicator that adds up and for
    which somebody has one: it is in what the team has done, and compared with nothing."""
    aimed = {name for plan in plans for name in _indicators_with(plan, "objectif")}
    for plan in plans:
        settings = settings_of(plan.book)
        known = {each.name for each in settings.indicators if each.counted_as == FLUX} if settings else set()
        keys = ("indicateur", "objectif", "realise")
        months = zip(*(plan.world.tables.column("indicateurs", key).tolist() for key in keys), strict=True)
        alone = [name for name, aim, done in months if math.isnan(aim) and not math.isnan(done)]
        if found := [name for name in dict.fromkeys(alone) if name in aimed & known]:
            yield Finding("objectives-unknown", Place(plan.file), about={"indicators": ", ".join(found)})


def _indicators_with(plan: Contents, key: str) -> list[str]:
    """The indicators of a plan that have a number in a column, once each."""
    names, numbers = (plan.world.tables.column("indicateurs", each).tolist() for each in ("indicateur", key))
    pairs = zip(names, numbers, strict=True)
    return list(dict.fromkeys(name for name, number in pairs if name is not None and not math.isnan(number)))


def counted_in_other_units(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans that count otherwise than the first one does: a stage's probability, an indicator's nature, its
    units, its sense."""
    yield from _apart("stages-differ", "stages", _chances, plans)
    yield from _apart("natures-differ", "indicators", _natures, plans)
    yield from _apart("units-apart", "indicators", partial(_said_of_indicators, "unite"), plans)
    yield from _apart("senses-apart", "indicators", partial(_said_of_indicators, "sens"), plans)


def _apart(
    code: str, what: str, said: Callable[[Contents], Mapping[str, object]], plans: Sequence[Contents]
) -> Iterator[Finding]:
    """The plans that say another thing of a name than the first one does."""
    first = said(plans[0]) if plans else {}
    for plan in plans[1:]:
        mine = said(plan)
        if odd := [name for name in mine.keys() & first.keys() if mine[name] != first[name]]:
            about = {"other": plans[0].file, what: ", ".join(sorted(odd))}
            yield Finding(code, Place(plan.file), about=about)


def _chances(plan: Contents) -> dict[str, float]:
    """Each stage's probability."""
    stages, chances = (plan.world.tables.column("etapes_carnet", key).tolist() for key in ("etape", "probabilite"))
    pairs = zip(stages, chances, strict=True)
    return {stage: chance for stage, chance in pairs if stage is not None and not math.isnan(chance)}


def _natures(plan: Contents) -> dict[str, object]:
    """The nature of each of a plan's indicators, by its name."""
    settings = settings_of(plan.book)
    every = settings.indicators if settings else ()
    return {each.name: (each.counted_as, each.numerator, each.denominator) for each in every}


def _said_of_indicators(key: str, plan: Contents) -> dict[str, object]:
    """The units in which each indicator is counted, or its senses, by its name."""
    names, texts = (plan.world.tables.column("indicateurs", each).tolist() for each in ("indicateur", key))
    found: dict[str, set[str]] = {}
    for name, text in zip(names, texts, strict=True):
        if name is not None and text is not None:
            found.setdefault(name, set()).add(text)
    return {name: sorted(every) for name, every in found.items()}

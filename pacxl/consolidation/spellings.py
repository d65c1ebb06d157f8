"""One spelling a thing in a team: no two files of one name, no two spellings of one family or segment."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pacxl.books.identity import settings_of
from pacxl.compute.columns import Frames, World
from pacxl.compute.contents import Contents
from pacxl.compute.evaluate import evaluate_columns
from pacxl.consolidation.people import Directory
from pacxl.definition.book import Book
from pacxl.french.proper_names import as_one_name, best_spelt_name


def one_spelling_for_each_file(plans: Sequence[Contents]) -> list[Contents]:
    """The plans, each with a spelling of its file's name that is no other's: plans that were made have none, and two
    that were read each by itself may have the same."""
    names = [plan.file or f"plan {number}" for number, plan in enumerate(plans, 1)]
    counts, taken = Counter(map(as_one_name, names)), set[str]()
    result = []
    for plan, name in zip(plans, names, strict=True):
        free, number = name, 1
        while as_one_name(free) in taken or (number > 1 and as_one_name(free) in counts):
            number += 1
            free = f"{name} [{number}]"
        taken.add(as_one_name(free))
        result.append(plan if free == plan.file else _called(plan, free))
    return result


def _called(plan: Contents, file: str) -> Contents:
    """The plan under another name of its file, in all that tells where something comes from."""
    if not plan.file:
        return dataclasses.replace(plan, file=file)
    origins = {file if name == plan.file else name: origin for name, origin in plan.origins.items()}
    return dataclasses.replace(
        plan,
        file=file,
        frames={
            key: frame.assign(fichier=file) if "fichier" in frame else frame for key, frame in plan.frames.items()
        },
        found=tuple(
            dataclasses.replace(each, place=dataclasses.replace(each.place, file=file)) for each in plan.found
        ),
        libre=plan.libre.assign(fichier=pd.Series(file, index=plan.libre.index, dtype="string")),
        numbers=tuple(each._replace(file=file) for each in plan.numbers),
        origins=origins,
    )


def with_listed_segments(plan: Contents) -> Contents:
    """The plan with its segments as its list spells them, and what counts by segment computed of these: to its own
    formulas, which only take no heed of case, `PME` and a space is no segment of the list."""
    settings = settings_of(plan.book)
    listed = {as_one_name(text): text for text in settings.segments} if settings else {}
    spelt = dict[str, dict[str, str]]()  # by table, each spelling → the list's; no frame is made to know them
    for key, table in plan.book.by_key.items():
        if listed and "segment" in table.by_key and key in plan.frames:
            written = {text for text in plan.world.tables.column(key, "segment").tolist() if text}
            known = {text: listed[as_one_name(text)] for text in written if as_one_name(text) in listed}
            if any(text.lower() != shown.lower() for text, shown in known.items()):
                spelt[key] = known
    if not spelt:
        return plan
    frames = dict(plan.frames)
    frames |= {key: frames[key].assign(segment=frames[key]["segment"].replace(known)) for key, known in spelt.items()}
    tables = Frames(plan.book.by_key, {key: frames[key] for key in plan.book.by_key if key in frames})
    frames |= evaluate_columns(World(plan.book, tables, plan.today))
    return dataclasses.replace(plan, frames=frames)


def one_spelling(book: Book, directory: Directory, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The frames with the families and the segments in one spelling each: the settings', else the most frequent; and
    people by the name that the settings know them by."""
    settings = settings_of(book)
    families = [family.sheet for family in settings.families_of_actions] if settings else []
    segments = list(settings.segments) if settings else []
    result = dict(frames)
    for key, known in (("famille", families), ("segment", segments)):
        held = {table: frame[key] for table, frame in frames.items() if key in frame and len(frame)}
        spelt = _spelt(known, (text for column in held.values() for text in column.dropna()))
        for table, column in held.items():
            result[table] = result[table].assign(**{key: column.map(spelt).astype("string")})
    for table, frame in result.items():
        columns = book.by_key[table].columns if table in book.by_key else ()
        for key in (column.key for column in columns if column.choices == "personnes" and column.key in frame):
            names = {
                name: shown for name in frame[key].dropna().unique() if (shown := directory.who(name)[0]) != name
            }
            if names:
                result[table] = result[table].assign(**{key: result[table][key].replace(names)})
    return result


def _spelt(known: Iterable[str], written: Iterable[str]) -> dict[str, str]:
    """Each spelling → the one that is shown."""
    own = {as_one_name(text): text for text in known}
    counts = Counter(written)
    alike: dict[str, list[str]] = {}
    for text in counts.elements():
        alike.setdefault(as_one_name(text), []).append(text)
    return {text: own.get(key) or best_spelt_name(texts) for key, texts in alike.items() for text in texts}

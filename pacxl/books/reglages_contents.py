"""Settings as a workbook: its contents from settings, and settings from its contents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pacxl.books.correspondances import shown_correspondance
from pacxl.books.identity import settings_of
from pacxl.books.reglages import KEY, reglages_book
from pacxl.books.reglages_fields import (
    FAMILY,
    FIRM,
    ROWS,
    UNCHANGED,
    WORDS,
    FieldRows,
    aliases_field_from_text,
    day_field_from_text,
    euros_field_from_text,
    layout_field_as_text,
    layout_field_from_text,
    ratio_field_as_text,
    ratio_field_from_text,
)
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.errors import SettingsError
from pacxl.findings.finding import CATALOGUE
from pacxl.findings.relecture import RULE_TITLES
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import clean_name, fold
from pacxl.plan.coherence import HUNDRED, PAIRS, coherence_declared_pairs
from pacxl.plan.registry import SUBJECTS, in_plan_order, subject_owner
from pacxl.settings.correspondences import Correspondence, correspondence_is_aside, correspondence_key
from pacxl.settings.model import NO, YES, Equality, Family, Indicator, Settings
from pacxl.settings.rules import COLOURS, PHASES, colour_by_rule
from pacxl.settings.workbooks import Ownership
from pacxl.typography import typeset

VERSION = "1"
NO_SETTINGS = "ce n’est pas un classeur de réglages", "it is no settings workbook"

_BETWEEN = " ; "  # the spellings of a name, in one cell
_PARTS = {"numerateur": "numerator", "denominateur": "denominator"}  # of a ratio: the column, the field


# --- there ------------------------------------------------------------------------------------------------


def reglages_contents(settings: Settings, today: dt.date | None = None) -> Contents:
    """The contents of the settings workbook that says what these settings say."""
    families = settings.families
    firm = {key: getattr(settings, key) for key in FIRM} | {"logo": UNCHANGED if settings.logo else ""}
    firm |= {
        "accent": next((name for name, colour in COLOURS.items() if colour == settings.accent), settings.accent),
        "due": f"{settings.due:%d/%m/%Y}" if settings.due else "",
        "threshold": f"{settings.threshold:.2f}".removesuffix(".00").replace(".", ","),
        "layout": layout_field_as_text(settings.layout),
    }
    frames: dict[str, dict[str, list[Any]]] = {
        "entreprise": {
            "parametre": [label for label, _ in FIRM.values()],
            "valeur": list(firm.values()),
            "aide": [typeset(hint) for _, hint in FIRM.values()],
        },
        "phases": {"phase": list(PHASES), "retenue": [_yes(phase in settings.phases) for phase in PHASES]},
        "rubriques": {
            "rubrique": [subject.title for subject in SUBJECTS],
            "retenue": [_yes(subject.key in settings.sections) for subject in SUBJECTS],
            "pour_qui": [subject_owner(settings, subject) for subject in SUBJECTS],
            "apport": [typeset(subject.brings) for subject in SUBJECTS],
            "cle": [subject.key for subject in SUBJECTS],
        },
        "familles": {
            **{key: [getattr(family, name) for family in families] for key, name in FAMILY.items()},
            "retenue": [_yes(family.retained) for family in families],
            "essentiel": [YES if family.key in settings.essentials else "" for family in families],
        },
        "etapes": {
            "famille": [family.sheet for family in families for _ in family.steps],
            "etape": [step for family in families for step in family.steps],
        },
    }
    for rows in ROWS:
        items = getattr(settings, rows.field)
        frames[rows.table] = {key: [getattr(item, name) for item in items] for key, name in rows.columns.items()}
    frames["personnes"]["autres"] = [_BETWEEN.join(each.aliases) for each in settings.people]
    for side in _PARTS:
        keys = frames["indicateurs"][side]
        frames["indicateurs"][side] = [ratio_field_as_text(each, settings.indicators) for each in keys]
    frames["correspondances"]["quoi"] = [shown_correspondance(each.what) for each in settings.correspondences]
    frames["egalites"] = _equality_rows(settings)
    frames["relecture"] = _rule_rows(settings)
    for table, field in WORDS.items():
        frames[table] = {"nom": list(getattr(settings, field))}
    owner = Identity(KEY, VERSION, settings.company)
    return make_contents(reglages_book(settings), frames, owner, today or dt.date.today())


def _equality_rows(settings: Settings) -> dict[str, list[str]]:
    """A row for each pair that can be equal; « oui » for those that the settings declare so."""
    declared = coherence_declared_pairs(settings)
    return {
        "chiffre": [pair.one.label for pair in PAIRS],
        "egal": [pair.other.label if pair.other else typeset(HUNDRED) for pair in PAIRS],
        "retenue": [YES if pair in declared else NO for pair in PAIRS],
        "cle": [pair.key for pair in PAIRS],
    }


def _rule_rows(settings: Settings) -> dict[str, list[str]]:
    """A row for each rule of the relecture; « non » for those that the settings leave out."""
    return {
        "regle": [typeset(title) for title in RULE_TITLES.values()],
        "retenue": [_yes(code not in settings.relecture_off) for code in RULE_TITLES],
        "conseil": [typeset(CATALOGUE[code].remedy_fr) for code in RULE_TITLES],
        "cle": list(RULE_TITLES),
    }


def _yes(kept: bool) -> str:
    return YES if kept else NO


# --- and back ---------------------------------------------------------------------------------------------


def settings_from_reglages(contents: Contents) -> Settings:
    """The settings that a settings workbook says, their logo as it was; raises SettingsError, naming the first slip.

    `load.load_settings` tells all slips, each with its cell, and reads a new logo's file.
    """
    if contents.book.key != KEY:
        raise SettingsError(contents.file, *NO_SETTINGS)
    before = settings_of(contents.book)
    firm: dict[str, Any] = {key: text for key in FIRM if (text := _value_of(contents, key))}
    changes = {"accent": colour_by_rule, "taxes": str.upper, "workbook": str.lower, "layout": layout_field_from_text}
    firm |= {key: change(firm[key]) for key, change in changes.items() if key in firm}
    firm["logo"] = before.logo if before and firm.get("logo") == UNCHANGED else ""
    firm |= {key: _read(contents, key, firm[key], how) for key, how in _TYPED.items() if key in firm}
    fields: dict[str, Any] = {rows.field: tuple(_items(contents, rows)) for rows in ROWS}
    fields["indicators"] = tuple(_with_parts(fields["indicators"]))
    fields |= {field: tuple(row["nom"] for row in _rows(contents, table)) for table, field in WORDS.items()}
    fields["relecture_off"] = _marked(contents, "relecture", "cle", NO)
    fields["equalities"] = _equalities(_marked(contents, "egalites", "cle"))
    people = {as_one_name(name): name for each in fields["people"] for name in (each.name, each.shown)}
    for field in ("clients", "objectives"):
        fields[field] = tuple(
            dataclasses.replace(item, person=people.get(as_one_name(item.person), item.person))
            for item in fields[field]
        )
    families = tuple(_families(contents))
    fields["essentials"] = _essentials(contents, families)
    settings = Settings(
        name=contents.file or (before.name if before else KEY),
        **{"title": "Plan d’action commercial", **firm},
        families=families,
        owners=tuple(_owners(contents)),
        sections=_marked(contents, "rubriques", "cle"),
        phases=_marked(contents, "phases", "phase") if len(contents.frames["phases"]) else PHASES,
        **fields,
    )
    return in_plan_order(settings)


_TYPED: dict[str, Callable[[str], Any]] = {"due": day_field_from_text, "threshold": euros_field_from_text}


def _read(contents: Contents, key: str, text: str, how: Callable[[str], Any]) -> Any:
    """What the text of a firm's choice means; raises SettingsError if it means nothing."""
    if (value := how(text)) is None:
        label = FIRM[key][0]
        raise SettingsError(contents.file, f"{label} : « {text} » ne se lit pas", f"{label}: “{text}” cannot be read")
    return value


def _equalities(keys: Collection[str]) -> tuple[Equality, ...]:
    """What the rows of some keys declare equal."""
    return tuple(pair.equality for pair in PAIRS if pair.key in keys)


def logo_file_of_reglages(contents: Contents) -> str:
    """In a settings workbook, the name of a new logo's file; "" where it is the one the settings had, or none."""
    name = _value_of(contents, "logo")
    before = settings_of(contents.book)
    return "" if name == UNCHANGED and before and before.logo else name


def _value_of(contents: Contents, field: str) -> str:
    labels = {row["parametre"]: row.get("valeur", "") for row in _rows(contents, "entreprise")}
    return str(labels.get(FIRM[field][0], ""))


def _marked(contents: Contents, table: str, key: str, mark: str = YES) -> tuple[str, ...]:
    """The keys of the rows marked `oui`, or `non`."""
    return tuple(row[key] for row in _rows(contents, table) if row.get("retenue") == mark)


def _families(contents: Contents) -> Iterator[Family]:
    """The families in the order of their rows, each with its steps; a step of an unknown family is a slip."""
    steps: dict[str, list[str]] = {}
    for row in _rows(contents, "etapes"):
        _need(contents, "etapes", row, "famille", "etape")
        steps.setdefault(as_one_name(row["famille"]), []).append(row["etape"])
    rows = list(_rows(contents, "familles"))
    keys = _Keys(rows)
    for row in rows:
        _need(contents, "familles", row, "feuille")
        known = {name: row[key] for key, name in FAMILY.items() if key in row}
        own = tuple(steps.pop(as_one_name(row["feuille"]), ()))
        retained = row.get("retenue") != NO
        key = keys.of(known["sheet"], known.pop("key", ""))
        yield Family(key=key, steps=own, retained=retained, **{"title": known["sheet"], "phase": PHASES[-1], **known})
    for family in steps:
        fr = f"feuille Étapes : « {family} » n’est pas sur la feuille Familles"
        raise SettingsError(contents.file, fr, f"sheet Étapes: “{family}” is not on the sheet Familles")


def _essentials(contents: Contents, families: Sequence[Family]) -> tuple[str, ...]:
    """The keys of the families, a row each, that are marked as essential."""
    rows = zip(families, _rows(contents, "familles"), strict=True)
    return tuple(family.key for family, row in rows if row.get("essentiel") == YES)


def _owners(contents: Contents) -> Iterator[Ownership]:
    """The sections that are another's than they usually are."""
    usual = {subject.key: subject.owner for subject in SUBJECTS}
    for row in _rows(contents, "rubriques"):
        if (owner := row.get("pour_qui")) and owner != usual.get(row["cle"]):
            yield Ownership(row["cle"], owner)


def _items(contents: Contents, rows: FieldRows) -> Iterator[Any]:
    """The rows of a table as what they are; a blank cell leaves the field's own default."""
    every = list(_rows(contents, rows.table))
    keys = _Keys(every)
    for row in every:
        _need(contents, rows.table, row, *rows.needed)
        known = {name: row[key] for key, name in rows.columns.items() if key in row}
        if rows.noun is Indicator:
            known = {"unit": "", **known, "key": keys.of(known["name"], known.get("key", ""))}
            known |= {side: (known[side],) for side in _PARTS.values() if side in known}
        if "aliases" in known:
            known["aliases"] = aliases_field_from_text(known["aliases"])
        if rows.noun is Correspondence:
            what, ours = known.get("what", ""), known.get("ours", "")
            known |= {"what": correspondence_key(what), "ours": "" if correspondence_is_aside(ours) else ours}
        yield rows.noun(**known)


def _with_parts(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """The indicators, their parts as keys where people wrote names."""
    names = {name: each.key for each in indicators for name in (each.name, each.key)}
    for each in indicators:
        above, under = (ratio_field_from_text(" ".join(side), names) for side in (each.numerator, each.denominator))
        yield dataclasses.replace(each, numerator=above, denominator=under)


def _need(contents: Contents, table: str, row: Mapping[str, Any], *keys: str) -> None:
    if any(key not in row for key in keys):
        sheet = contents.book.by_key[table].parts[0].sheet
        shown = ", ".join(str(value) for value in row.values())
        fr = f"feuille {sheet} : une ligne est incomplète ({shown})"
        raise SettingsError(contents.file, fr, f"sheet {sheet}: a row is not complete ({shown})")


def _rows(contents: Contents, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table, the cells that are filled by the column's key; texts without blanks around them."""
    keys = [column.key for column in contents.book.by_key[table].stored]
    for cells in contents.frames[table][keys].astype(object).itertuples(index=False):
        yield {key: _plain(cell) for key, cell in zip(keys, cells, strict=True) if not pd.isna(cell)}


def _plain(cell: Any) -> Any:
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return clean_name(cell).strip() if isinstance(cell, str) else cell


class _Keys:
    """The technical names of a table's rows: those that were typed, and for the others one made from the name."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._taken = {row["cle"] for row in rows if "cle" in row}

    def of(self, name: str, typed: str) -> str:
        """The key that was typed, else lower-case ASCII letters, digits and underscores, as no other row has."""
        made = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_").lstrip("0123456789_") or "sans_nom"
        key, number = typed or made, 1
        while not typed and key in self._taken:
            number += 1
            key = f"{made}_{number}"
        self._taken.add(key)
        return key

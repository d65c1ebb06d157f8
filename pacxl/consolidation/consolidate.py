"""Many contents → one: their rows together, each with where it comes from, and what shows only then."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from pacxl.books.identity import settings_of
from pacxl.books.pac import KEY, pac_book
from pacxl.compute.arrays import total
from pacxl.compute.contents import CellCounts, Contents, Identity, in_order, libre_frame
from pacxl.compute.values import ContentsError
from pacxl.consolidation.indicators import odd_natures, without_months
from pacxl.definition.book import Book
from pacxl.definition.table import PROVENANCE
from pacxl.excel import address
from pacxl.findings.finding import Finding, Place
from pacxl.settings.merging import merged


def consolidate(plans: Iterable[Contents]) -> Contents:
    """The rows of many plans as the contents of one, with the columns of provenance: fichier, feuille, ligne,
    commercial, equipe, periode. Computed columns are as each plan had them; `variance` computes them for one date.

    The frame `sources` has a row a file: fichier, commercial, equipe, periode, version (string), what was read in it
    (actions_lues Int64; budget_lu, depense_lue, carnet_lu Float64, euros) and its cells (cellules_… Int64).
    A plan that comes twice is counted once; two versions of one person's plan are both counted, and told; contents of
    another book are left out, and told. Raises ContentsError if there is no plan at all.
    """
    every = list(plans)
    given = [plan for plan in every if plan.book.key == KEY]
    if not given:
        raise ContentsError("consolidate needs the contents of one plan or more")
    counted, findings = _each_once(given)
    findings += [Finding("not-a-plan", Place(plan.file)) for plan in every if plan.book.key != KEY]
    readable = [_owned(plan, number) for number, plan in enumerate(counted, 1) if not plan.unreadable]
    book = _common_book(readable or given)
    frames = {key: _together(book, key, readable) for key in book.by_key}
    frames["sources"] = _sources(readable, counted)
    findings += [
        *_odd_ones(readable),
        *_odd_stages(readable),
        *odd_natures(readable),
        *without_months(readable),
        *_versions(readable),
        *_deals_twice(frames["carnet"], readable),
    ]
    return Contents(
        book,
        frames,
        _common_identity(readable, book),
        max(plan.today for plan in readable or given),
        tuple(finding for plan in counted for finding in plan.found) + tuple(findings),
        sum((plan.cells for plan in counted), CellCounts()),
        pd.concat([libre_frame(()), *(plan.libre for plan in counted)], ignore_index=True),
    )


def _each_once(plans: Sequence[Contents]) -> tuple[list[Contents], list[Finding]]:
    """The plans without the copies, which are told."""
    kept: list[Contents] = []
    findings: list[Finding] = [finding for plan in plans if plan.is_copy for finding in plan.found]
    for plan in plans:
        if plan.is_copy:
            continue
        twin = None if plan.unreadable else next((other for other in kept if _is_copy(plan, other)), None)
        if twin is None:
            kept.append(plan)
        else:
            findings.append(Finding("file-twice", Place(plan.file), about={"other": twin.file}))
    return kept, findings


def _is_copy(plan: Contents, other: Contents) -> bool:
    """The same person's, with the same rows, to the last cell outside the tables."""
    same_libre = plan.libre.drop(columns="fichier").equals(other.libre.drop(columns="fichier"))
    return not other.unreadable and plan.identity.person != "" and same_libre and plan == other


# --- rows -------------------------------------------------------------------------------------------------


def _owned(plan: Contents, number: int) -> Contents:
    """The plan with the columns of provenance, whether it was read from a file or made."""
    file = plan.file or f"plan {number}"
    person = plan.identity.person or f"inconnu ({file})"
    columns = {
        "fichier": file,
        "feuille": pd.NA,
        "ligne": pd.NA,
        "commercial": person,
        "equipe": plan.identity.team or pd.NA,
        "periode": plan.identity.period or pd.NA,
    }
    frames = {key: _with_owner(frame, columns) for key, frame in plan.frames.items()}
    return dataclasses.replace(plan, frames=frames, file=file)


def _with_owner(frame: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    """Where the rows come from, where it is not known yet."""
    owned = frame.copy(deep=False)
    for key, value in columns.items():
        known = owned[key] if key in owned else pd.Series(pd.NA, index=owned.index, dtype=PROVENANCE[key])
        known = known.mask(known == "") if PROVENANCE[key] == "string" else known
        owned[key] = (known if value is pd.NA else known.fillna(value)).astype(PROVENANCE[key])  # type: ignore[call-overload]  # dtype is a name
    return owned


def _together(book: Book, key: str, plans: Sequence[Contents]) -> pd.DataFrame:
    frames = [plan.frames[key] for plan in plans if key in plan.frames]
    empty = pd.DataFrame({column.key: pd.Series(dtype=column.kind.dtype) for column in book.by_key[key].columns})
    return in_order(book.by_key[key], pd.concat(frames, ignore_index=True)) if frames else _with_owner(empty, {})


def _sources(plans: Sequence[Contents], counted: Sequence[Contents]) -> pd.DataFrame:
    """What was read, a row a file; a file that could not be read has blanks."""
    rows = [_source(plan) for plan in plans] + [{"fichier": plan.file} for plan in counted if plan.unreadable]
    texts = ("fichier", "commercial", "equipe", "periode", "version")
    money = ("budget_lu", "depense_lue", "carnet_lu")
    counts = (
        "actions_lues",
        *(f"cellules_{what}" for what in ("lues", "retenues", "converties", "rejetees", "libres")),
    )
    dtypes = dict.fromkeys(texts, "string") | dict.fromkeys(money, "Float64") | dict.fromkeys(counts, "Int64")
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def _source(plan: Contents) -> dict[str, Any]:
    actions, deals, owner = plan.frames["actions"], plan.frames["carnet"], plan.identity
    read, retained, converted, rejected, libre = plan.cells.as_tuple()
    return {
        "fichier": plan.file,
        "commercial": owner.person or f"inconnu ({plan.file})",
        "equipe": owner.team or pd.NA,
        "periode": owner.period or pd.NA,
        "version": owner.version or pd.NA,
        "actions_lues": len(actions),
        "budget_lu": total(actions["budget"]),
        "depense_lue": total(actions["depense"]),
        "carnet_lu": total(deals["montant"]),
        "cellules_lues": read,
        "cellules_retenues": retained,
        "cellules_converties": converted,
        "cellules_rejetees": rejected,
        "cellules_libres": libre,
    }


# --- what they have in common -----------------------------------------------------------------------------


def _common_book(plans: Sequence[Contents]) -> Book:
    """The first plan's book, with the families, stages, people … that only others have."""
    known = [settings for plan in plans if (settings := settings_of(plan.book))]
    if not known or all(settings == known[0] for settings in known):
        return plans[0].book
    return pac_book(merged(known))


def _common_identity(plans: Sequence[Contents], book: Book) -> Identity:
    def common(field: str) -> str:
        values = {getattr(plan.identity, field) for plan in plans}
        return values.pop() if len(values) == 1 else ""

    return Identity(book.key, common("version"), common("company"), "", common("team"), common("period"), "")


# --- what only shows when they are together ---------------------------------------------------------------


def _odd_ones(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans of another template or another period than the first one's."""
    for plan in plans[1:]:
        first = plans[0]
        if (plan.book.firm, plan.identity.version) != (first.book.firm, first.identity.version):
            yield Finding("other-settings", Place(plan.file))
        if plan.identity.period != first.identity.period:
            yield Finding("other-period", Place(plan.file), plan.identity.period, {"other": first.identity.period})


def _odd_stages(plans: Sequence[Contents]) -> Iterator[Finding]:
    """The plans in which a stage has another probability than in the first one."""
    for plan in plans[1:]:
        mine, first = _chances(plan), _chances(plans[0])
        if odd := [stage for stage in mine.keys() & first.keys() if mine[stage] != first[stage]]:
            about = {"other": plans[0].file, "stages": ", ".join(sorted(odd))}
            yield Finding("stages-differ", Place(plan.file), about=about)


def _chances(plan: Contents) -> dict[str, float | None]:
    stages = plan.frames["etapes_carnet"]
    chances = stages["probabilite"].astype(object).where(stages["probabilite"].notna(), None)
    return dict(zip(stages["etape"], chances, strict=True))


def _versions(plans: Sequence[Contents]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for plan in plans:
        who = (plan.identity.person.casefold(), plan.identity.period)
        if who[0] and who in seen:
            yield Finding("same-person-twice", Place(plan.file), plan.identity.person, {"other": seen[who]})
        seen.setdefault(who, plan.file)


def _deals_twice(deals: pd.DataFrame, plans: Sequence[Contents]) -> Iterator[Finding]:
    """Deals that two people list: the same company, the same kind, the same amount."""
    said = deals[deals["societe"].notna() & deals["montant"].notna()].reset_index(drop=True)
    keys = [said["societe"].str.casefold(), said["nature"].str.casefold().fillna(""), said["montant"]]
    first = pd.Series(range(len(said)), dtype="int64").groupby(keys).transform("first")
    for position, other in first[first != first.index].items():
        here, there = said.iloc[int(str(position))], said.iloc[other]
        if here["fichier"] != there["fichier"]:
            yield Finding("deal-twice", _place(here, plans), str(here["societe"]), {"other": str(there["fichier"])})


def _place(deal: pd.Series[Any], plans: Sequence[Contents]) -> Place:
    plan = next(plan for plan in plans if plan.file == deal["fichier"])
    if pd.isna(deal["ligne"]):
        return Place(plan.file)
    sheet = str(deal["feuille"])
    col = plan.columns.get(("carnet", sheet, "societe"), 0)
    return Place(plan.file, sheet, address(int(deal["ligne"]) - 1, col), "Carnet", "Société")

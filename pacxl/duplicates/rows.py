"""Pairs of deals as the lines of the sheet « Doublons », and as what each of the two people is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pacxl.a1 import address
from pacxl.books.ecarts.doublons import FIRST, SAME, SECOND, doublons_table
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.duplicates.likeness import likeness_days
from pacxl.duplicates.pairs import DealPair
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding, Place
from pacxl.french.numerals import in_euros
from pacxl.french.text import fold
from pacxl.plan.tables.carnet import LOST, WON
from pacxl.typography import NARROW, typeset

_Deal = Mapping[Any, Any]  # a row of the carnet


def pairs_in_order_of_rows(pairs: Sequence[DealPair], carnet: pd.DataFrame) -> list[DealPair]:
    """The pairs in the order of their lines: those without a decision, the largest amounts first; and of each pair,
    first the deal that counts unless somebody decides otherwise: the one whose probability is the larger, else the
    larger one, else the first in the carnet."""
    deals = _deals(carnet, pairs)

    def turned(pair: DealPair) -> DealPair:
        first, second = sorted((pair.first, pair.second), key=lambda at: (_weight(deals[at]), at))
        return replace(pair, first=first, second=second)

    def rank(pair: DealPair) -> tuple[Any, ...]:
        return bool(pair.decision), -_number(deals[pair.second]["montant"]), -pair.score, pair.first, pair.second

    return sorted(map(turned, pairs), key=rank)


def _deals(carnet: pd.DataFrame, pairs: Iterable[DealPair]) -> dict[int, _Deal]:
    """The deals that stand in pairs, by their row in the carnet."""
    rows = sorted({at for pair in pairs for at in (pair.first, pair.second)})
    deals = carnet.iloc[rows]
    return dict(zip(rows, deals.assign(jour=likeness_days(deals)).to_dict("records"), strict=True))


def _weight(deal: _Deal) -> tuple[float, float, float]:
    """What sorts two deals: signed, then open, then lost; the larger probability; the larger amount."""
    issue = column_text(deal["issue"])
    stands = {WON: -1.0, LOST: 1.0}.get(issue, 0.0)
    chance = deal["probabilite_retenue"] if "probabilite_retenue" in deal else deal["probabilite"]
    return stands, -_number(chance), -_number(deal["montant"])


def _number(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)


# --- the lines --------------------------------------------------------------------------------------------


def rows_of_pairs(pairs: Sequence[DealPair], carnet: pd.DataFrame) -> pd.DataFrame:
    """The frame « doublons » of a team, a row a pair, in the order given; deals go by their number, from 1."""
    deals, columns = _deals(carnet, pairs), doublons_table().stored
    rows = [
        {
            **_side(deals, pair.first, 1),
            **_side(deals, pair.second, 2),
            "pourquoi": _why(pair, "fr"),
            "decision": pair.decision or None,
            "garder": None if pair.kept is None else FIRST if pair.kept == pair.first else SECOND,
            "ressemblance": pair.score,
            "rang": number,
        }
        for number, pair in enumerate(pairs, 1)
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns], dtype=object)
    return frame.astype({column.key: column.kind.dtype for column in columns})


def _side(deals: Mapping[int, _Deal], at: int, side: int) -> dict[str, Any]:
    deal = deals[at]
    values = {key: deal[key] for key in ("commercial", "equipe", "societe", "nature")}
    values |= {"date": deal["jour"], "ou": _where(deal), "affaire": at + 1}
    return {f"{key}_{side}": value for key, value in values.items()}


def _where(deal: _Deal) -> str:
    row = column_text(deal["ligne"])
    return " · ".join(
        filter(None, (column_text(deal["fichier"]), column_text(deal["feuille"]), row and f"ligne {row}"))
    )


def _why(pair: DealPair, lang: Lang) -> str:
    if not pair.reasons:
        return ""
    texts, mark = [typeset(each.fr) for each in pair.reasons], f"{NARROW}; "
    if lang == "en":
        texts, mark = [each.en for each in pair.reasons], "; "
    said = mark.join(texts)
    return said[0].upper() + said[1:]


# --- what people are told ---------------------------------------------------------------------------------


def findings_of_rows(pairs: Sequence[DealPair], carnet: pd.DataFrame, plans: Sequence[Contents]) -> Iterator[Finding]:
    """What is told of pairs in their order: to each of the two people, that a deal may stand twice; to the one whose
    deal does not count, what was decided. What is decided to be two is not told again."""
    deals, files = _deals(carnet, pairs), {plan.file: plan for plan in plans}
    for pair in pairs:
        first, second = deals[pair.first], deals[pair.second]
        if pair.decision == SAME:
            kept, out = (first, second) if pair.kept in (None, pair.first) else (second, first)
            how = _BY_CHANCE if pair.kept is None else {"how": "", "how_en": ""}
            yield Finding(
                "deal-counted-once", _place(out, files), column_text(out["societe"]), _about(out, kept) | how
            )
        elif not pair.decision:
            why = {"why": _why(pair, "fr"), "why_en": _why(pair, "en")}
            sides = [(first, second), (second, first)]
            if first["fichier"] == second["fichier"]:
                sides = [] if _one_row(first, second) else [(second, first)]
            for mine, theirs in sides:
                yield Finding(
                    "deal-twice", _place(mine, files), column_text(mine["societe"]), _about(mine, theirs) | why
                )


_BY_CHANCE = {"how": " (sa probabilité est la plus grande)", "how_en": " (its probability is the larger)"}
_SAME_ROW = ("societe", "interlocuteur", "nature", "montant", "date_jalon")  # of which « row-twice » is told


def _one_row(first: _Deal, second: _Deal) -> bool:
    """Whether a row stands twice in one plan, which its reading told."""
    return all(fold(column_text(first[key])) == fold(column_text(second[key])) for key in _SAME_ROW)


def _about(mine: _Deal, theirs: _Deal) -> dict[str, str]:
    """What the sentences need of two deals."""
    amount = {"amount": "sans montant", "amount_en": "no amount"}
    if column_text(mine["montant"]):
        amount = {"amount": in_euros(float(mine["montant"]))}
    same, row = mine["fichier"] == theirs["fichier"], column_text(theirs["ligne"])
    who = {"who": "ce même carnet", "who_en": "this very carnet"}
    if row:
        who = {"who": f"ce même carnet, ligne {row}", "who_en": f"this very carnet, row {row}"}
    whose = {"who": f"{column_text(theirs['commercial'])} ({column_text(theirs['fichier'])})"}
    said = " · ".join(filter(None, (column_text(theirs["societe"]), column_text(theirs["nature"]))))
    return {**amount, "other": said, **(who if same else whose)}


def _place(deal: _Deal, plans: Mapping[str, Contents]) -> Place:
    file, sheet = column_text(deal["fichier"]), column_text(deal["feuille"])
    if not column_text(deal["ligne"]):
        return Place(file)
    col = plans[file].columns.get(("carnet", sheet, "societe"), 0)
    return Place(file, sheet, address(int(deal["ligne"]) - 1, col), "Carnet", "Société")

"""A list as it is understood: which kind of table it is, what each of its columns is, and why; or why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pacxl.adopting.content import Content
from pacxl.adopting.lists import ListTable
from pacxl.adopting.periods import ACTUAL, OBJECTIVE, figure_and_period
from pacxl.adopting.trades import trade_of
from pacxl.adopting.weigh import ROLES, DecidedWords, Weight, give_roles, names_of, settled, weigh_neighbours, weights
from pacxl.adopting.words import DEALS, HEAD, INDICATORS, OFTEN, PLAN, SURE, compared_words, said_words, word_meanings
from pacxl.definition.book import Book
from pacxl.definition.header_match import DECIDED, PERIOD
from pacxl.definition.table import Table
from pacxl.french.text import NO_WORDS, Words, fold
from pacxl.locating.header_rows import OVER
from pacxl.locating.header_units import OTHER_YEAR, Misfit, Terms, header_unit_terms, misfit_of


@dataclass(frozen=True)
class UnderstoodColumn:
    """One of their columns: its header, the role that it has ("": none is known), the column of ours that this is
    ("": we have none), how it was known (as `HeaderMatch` says it), how much speaks for it, what it might be besides,
    and its first values.

    A `misfit` tells why it is not taken all the same (another currency, another year). `period` is the month or the
    quarter that its header says it is of. `of_hundred`: its numbers are percentages without their sign. `asked`: it
    may be one of its rivals, and nothing tells which."""

    col: int
    header: str
    role: str = ""
    ours: str = ""
    how: str = ""
    sure: float = 0.0
    rivals: tuple[str, ...] = ()
    samples: tuple[Any, ...] = ()
    misfit: Misfit | None = None
    period: str = ""
    of_hundred: bool = False
    asked: bool = False


@dataclass(frozen=True)
class UnderstoodList:
    """A list and the `kind` of table it is, "" for none of ours; what it `has` of one, what it `lacks`; what it is
    `rather`, where it is another trade's."""

    table: ListTable
    kind: str
    columns: tuple[UnderstoodColumn, ...]
    nearest: str = ""
    lacks: Words = NO_WORDS
    rather: Words = NO_WORDS

    def role(self, key: str) -> UnderstoodColumn | None:
        """The column that has a role, the first of several."""
        return next((column for column in self.columns if column.role == key), None)


def understand(table: ListTable, book: Book) -> UnderstoodList:
    """A list, understood: as the kind of table of a book for which most speaks, of those of which it says enough."""
    decided = DecidedWords(book)
    readings = [_Reading(table, book.by_key[kind], header_unit_terms(book), decided) for kind in ROLES]
    best = max((each for each in readings if each.lacks is None), key=lambda each: each.total, default=None)
    if best is not None:
        return UnderstoodList(table, best.kind, best.columns)
    nearest = max(readings, key=lambda each: each.total)
    trade = trade_of(nearest.kind, table.headers.values())
    return UnderstoodList(
        table, "", nearest.columns, nearest.kind, nearest.lacks or NO_WORDS, trade.told if trade else NO_WORDS
    )


CALENDAR = "calendrier"  # the role of the columns of a calendar beside actions


class _Reading:
    """A list read as a table of one kind."""

    def __init__(self, table: ListTable, ours: Table, terms: Terms, decided: DecidedWords) -> None:
        self.table, self.kind = table, ours.key
        self.figures = dict(self._figures(decided))
        headers = {col: text for col, text in table.headers.items() if col not in self.figures}
        self.found = {col: weights(self.kind, text, table.contents[col]) for col, text in headers.items()}
        self.found = weigh_neighbours(self.kind, self.found)
        self.found, self.asked = settled(self.kind, headers, self.found, table.contents)
        self.found = decided.outweigh(self.kind, headers, self.found)
        self.said = {col for col, text in headers.items() if decided.key(self.kind, text) is not None}
        self.misfits = dict(
            self._misfits(ours, terms.among({col: text.replace(OVER, " ") for col, text in table.headers.items()}))
        )
        self.asked -= self.said
        fitting = {col: found for col, found in self.found.items() if col not in self.misfits.keys() | self.asked}
        self.roles = give_roles(fitting)
        self.roles |= {col: weight for col, weight in self._by_neighbours() if col not in self.roles}
        taken = {weight.role.key for weight in self.roles.values()}
        for col, weight in sorted(self._left_out(), key=lambda each: -each[1].total):
            if weight.role.key not in taken:
                taken.add(weight.role.key)
                self.roles[col] = weight
        self.by_role = {each.role.key: each for each in sorted(self.roles.values(), key=lambda each: each.said)}
        known = [weight for weight in self.roles.values() if weight.role.ours or not weight.role.many]
        self.total = sum(weight.total for weight in known) + (1.0 if self.figures else 0.0)
        self.total += sum(decided.speaks_for(self.kind, headers[col]) for col in self.said)
        self.lacks = None if decided.is_enough(self.kind, self.roles.values()) else _lacks(self)

    def _figures(self, decided: DecidedWords) -> Iterator[tuple[int, str | None]]:
        """The columns that are periods, each with which figure was decided that it is; those that were decided to be
        anything else are none."""
        for col in self.table.periods:
            key = decided.key(self.kind, self.table.headers[col])
            if key is None or (self.kind == INDICATORS and key in (OBJECTIVE, ACTUAL)):
                yield col, key

    def _misfits(self, ours: Table, terms: Terms) -> Iterator[tuple[int, Misfit]]:
        """The columns that are in another currency than the plan, or of another year."""
        for col, found in self.found.items():
            column = ours.by_key.get(found[0].role.ours) if found else None
            misfit = misfit_of(said_words(self.table.headers[col]), column, terms) if column is not None else None
            if misfit is not None and not (col in self.said and misfit.code == OTHER_YEAR):
                yield col, misfit

    def _left_out(self) -> list[tuple[int, Weight]]:
        """The columns that are not taken, which say all the same what table it is."""
        return [(col, self.found[col][0]) for col in self.misfits]

    def _by_neighbours(self) -> Iterator[tuple[int, Weight]]:
        """What the columns beside them say of some columns: the first, without a header, names what the others count;
        beside months that stand in rows, each column of numbers is an indicator of its own."""
        roles = {role.key: role for role in ROLES[self.kind]}
        known = {weight.role.key for weight in self.roles.values()}
        if self.kind != INDICATORS:
            return
        for col, text in self.table.headers.items():
            if col in self.said:
                continue
            content = self.table.contents[col]
            if not text and content.of("text") > 0.5 and not {"indicateur", "segment"} & known:
                yield col, Weight(roles["indicateur"], 0.5, "neighbours")
            figures = content.of("number", "money", "percent") > 0.6 and not self.found.get(col, True)
            if text and figures and "mois" in known and not {"indicateur", "segment"} & known:
                yield col, Weight(replace(roles["realise"], many=True), 0.5, "neighbours")

    def has(self, *keys: str) -> bool:
        return any(key in self.by_role for key in keys)

    def count(self, *keys: str) -> int:
        return sum(key in self.by_role for key in keys)

    def content(self, key: str) -> Content:
        """What the column that has a role holds."""
        return next((self.table.contents[col] for col, each in self.roles.items() if each.role.key == key), Content())

    @property
    def columns(self) -> tuple[UnderstoodColumn, ...]:
        return tuple(self._column(col, text) for col, text in self.table.headers.items())

    def _column(self, col: int, text: str) -> UnderstoodColumn:
        samples = self.table.contents[col].samples
        if col in self.figures:
            figure, period = figure_and_period(text)
            if self.kind != INDICATORS:
                return UnderstoodColumn(col, text, CALENDAR, "", PERIOD, 1.0, samples=samples)
            figure, how = self.figures[col] or figure, DECIDED if self.figures[col] else PERIOD
            return UnderstoodColumn(col, text, figure, figure, how, 1.0, samples=samples, period=period)
        weight = self.roles.get(col, self.found[col][0] if col in self.misfits else None)
        rivals = tuple(each.role.key for each in self.found[col] if weight is None or each.role != weight.role)
        if weight is None:
            how, sure = (DECIDED, 1.0) if col in self.said else ("", 0.0)
            return UnderstoodColumn(col, text, "", "", how, sure, rivals, samples, asked=col in self.asked)
        named_twice = weight.role.key == "segment" and self.kind == INDICATORS and self.has("indicateur")
        return UnderstoodColumn(
            col,
            text,
            weight.role.key,
            "" if named_twice else weight.role.ours,
            weight.how,
            min(1.0, weight.total),
            rivals,
            samples,
            self.misfits.get(col),
            of_hundred=self.table.contents[col].of_hundred,
        )


# --- whether it says enough -------------------------------------------------------------------------------


def _lacks(reading: _Reading) -> Words | None:
    """What a list lacks to be a table of its kind; None where it says enough."""
    if trade_of(reading.kind, reading.table.headers.values()) is not None:
        return Words("d’être la liste d’un plan : c’en est une autre", "being a list of a plan: it is another")
    return {PLAN: _lacks_plan, DEALS: _lacks_deals, INDICATORS: _lacks_indicators}[reading.kind](reading)


_WHAT = Words("ce qu’il y a à faire (Action, Tâche…)", "what there is to do (Action, Task…)")
_WHO_WHEN = Words("qui, quand ou où l’on en est", "who, when, or how far it is")
_WHOM = Words("le client (Client, Société…)", "the client (Client, Company…)")
_HOW_MUCH = Words(
    "un montant, et ce qui en fait une affaire (étape, probabilité…)", "an amount, and what makes it a deal"
)
_NAME = Words("le nom d’un indicateur ou d’un segment", "the name of an indicator, or of a segment")
_NUMBERS = Words("des objectifs ou des réalisés chiffrés", "targets or results that are numbers")

_HOW_FAR = ("statut", "avancement")
_WHO_OR_WHEN = ("qui", "debut", "fin", "fin_reelle")
_MORE = ("budget", "depense", "objectif", "cible", "priorite", "famille", "segment", "resultat", "analyse", "comment")


def _lacks_plan(reading: _Reading) -> Words | None:
    """A plan says what; and who, when or how far. What is called otherwise than an action needs more company."""
    what = reading.by_role.get("etape")
    told = reading.count(*_WHO_OR_WHEN, *_HOW_FAR) + (1 if reading.figures else 0)
    more = reading.count(*_MORE)
    if what is None:
        aims = max(reading.content(key).of("phrase") for key in ("objectif", "comment"))
        instead = reading.has("qui") and reading.has("debut", "fin") and aims > 0.5 and told + more > 3
        return None if instead else _WHAT
    if what.said >= OFTEN * HEAD.share:
        if _is_procedure(reading):
            return _WHO_WHEN
        return None if told or more > 1 else _WHO_WHEN
    if _is_a_sale(reading):
        return _WHAT
    sure = any(key in reading.by_role and reading.by_role[key].said == SURE for key in _WHO_OR_WHEN)
    return (
        None if told > 1 or (sure and more) or (reading.has("budget") and more > 1 and told + more > 2) else _WHO_WHEN
    )


def _is_a_sale(reading: _Reading) -> bool:
    """Whether its rows are clients rather than actions, and its amounts what they may bring."""
    clients = (text for col, text in reading.table.headers.items() if col in reading.roles)
    whom = any(word_meanings(text, names_of(DEALS))[1].get("societe", 0.0) == SURE for text in clients)
    return whom and reading.has("budget", "depense")


def _is_procedure(reading: _Reading) -> bool:
    """Whether its rows are the numbered steps of a procedure: what is done each time, within minutes or hours."""
    numbered = any(
        compared_words(text) in (("etape",), ("step",)) and reading.table.contents[col].of("rank", "number") > 0.8
        for col, text in reading.table.headers.items()
    )
    return reading.content("fin").of("clock") > 0.4 or (numbered and reading.content("fin").of("date", "month") == 0)


_DEAL = re.compile(
    r"\b(?:opportun|deal|affaire|devis|offre|prospect|pipe|propos|quote|carnet|relance|potenti|estim|attendu|expected"
    r"|previsionnel|espere)"
)


def _lacks_deals(reading: _Reading) -> Words | None:
    """A carnet says whom; and how much, with what makes it a sale to come, or else how far the sale is."""
    if not reading.has("societe", "nature"):
        return _WHOM
    far = reading.content("etape"), reading.content("issue")
    if any(each.of("paid") > 0.3 for each in far):
        return _HOW_MUCH
    sales = any(each.of("stage", "closed") > 0.3 for each in far)
    goes_on = reading.has("prochaine_action", "cloture", "date_jalon", "probabilite", "nature", "pondere")
    staged = goes_on and reading.has("etape") and reading.by_role["etape"].said == SURE
    texts = (*reading.table.headers.values(), reading.table.sheet, *reading.table.titles)
    named = any(_DEAL.search(fold(text)) for text in texts)
    chance = reading.has("probabilite", "pondere")
    if reading.has("montant"):
        return None if sales or staged or named or chance else _HOW_MUCH
    follows = (
        reading.count("prochaine_action", "date_jalon", "interlocuteur", "issue", "cloture", "nature", "societe") > 1
    )
    return None if follows and (sales or staged or named) else _HOW_MUCH


def _lacks_indicators(reading: _Reading) -> Words | None:
    """A table of indicators has names, or months in its rows, and numbers; no heading of accounts."""
    named = reading.has("indicateur", "segment")
    if max(reading.content(key).of("account") for key in ("indicateur", "segment")) > 0.3:
        return _NAME
    figures = reading.count("objectif", "realise", "base")
    if reading.figures:
        filled = [content for col in reading.figures if (content := reading.table.contents[col]).filled]
        numbers = sum(each.of("number", "money", "percent", "measure") for each in filled)
        return (_NUMBERS if numbers <= 0.6 * len(filled) else None) if named else _NAME
    if not named:
        only_numbers = reading.has("mois") and not any(
            reading.table.contents[col].of("text") > 0.5 and col not in reading.roles for col in reading.table.headers
        )
        return None if only_numbers and figures else _NAME
    if not any(
        reading.by_role[key].said >= OFTEN * HEAD.share for key in ("objectif", "realise") if reading.has(key)
    ):
        return _NUMBERS
    sure = reading.has("indicateur") and reading.by_role["indicateur"].said >= OFTEN
    return None if figures >= (1 if sure else 2) or (figures and reading.has("mois")) else _NUMBERS

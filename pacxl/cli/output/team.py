"""What a person sees of a team in a terminal: who has answered, how full each plan is, what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.table import Table

from pacxl.books.ecarts.controls import UNREADABLE
from pacxl.books.ecarts.qui import ANSWERED, EXPECTED, OVERDUE, RECEIVED
from pacxl.cli.output.screen import COLON, out, text_on_screen
from pacxl.compute.contents import Contents
from pacxl.consolidation.roster import Reply
from pacxl.findings.entry import Lang
from pacxl.jobs.totals import (
    TOTAL_LABELS,
    TOTALS_OF_A_PERSON,
    Totals,
    total_said,
    totals_by_person,
    totals_of_team,
    totals_proved,
)
from pacxl.relecture.fullness import fullness
from pacxl.typography import WIDE, counted, grouped, plural


def show_fullness(plans: Sequence[Contents], lang: Lang) -> None:
    """On the screen, a line a plan of ours: how full it is, and what is left."""
    for plan in plans:
        if (full := fullness(plan)) is not None:
            out.print(f"{text_on_screen(plan.file)}{COLON[lang]}{text_on_screen(full.said(lang))}", soft_wrap=True)


_ANSWER_STYLES = {
    UNREADABLE: "bold red",
    OVERDUE: "bold red",
    RECEIVED: "green",
    EXPECTED: "cyan",
}  # the others ask something of somebody: yellow


def show_roster(replies: Sequence[Reply], lang: Lang) -> None:
    """On the screen: what came of everybody who is expected or heard of, a line each, and how many have answered."""
    heads = ("Qui", "Réponse", "Rempli", "Ce qui est demandé")
    table = Table(*(heads if lang == "fr" else ("Who", "Answer", "Filled in", "What is asked")), box=SIMPLE_HEAD)
    table.columns[2].justify = "right"
    for reply in replies:
        filled = (
            "–" if reply.filled is None else f"{reply.filled:.0%}".replace("%", f"{WIDE}%" if lang == "fr" else "%")
        )
        said = f"[{_ANSWER_STYLES.get(reply.status, 'yellow')}]{reply.status_said(lang)}[/]"
        table.add_row(text_on_screen(reply.shown), said, filled, text_on_screen(reply.asked(lang)))
    out.print(table)
    expected = [reply for reply in replies if reply.expected]
    received = sum(reply.status in ANSWERED for reply in expected)
    told = f"of {counted(len(expected), 'plan', 'plans', lang)} received"
    if lang == "fr":
        told = f"{plural(received, 'plan reçu', 'plans reçus')} sur {counted(len(expected), 'attendu', 'attendus')}"
    out.print(f"[bold]{grouped(received, lang)} {told}[/]")


def show_totals(ecarts: Contents, lang: Lang) -> None:
    """On the screen: the totals of a team beside those of each person, and whether they are proved."""
    totals, people = totals_of_team(ecarts), totals_by_person(ecarts)
    out.print(_totals(totals, people, lang), crop=False)
    proved = totals_proved(ecarts)
    said = _PROOF[lang][proved]
    out.print(f"[bold green]✓ {said}[/]" if proved else f"[bold red]✗ {said}[/]")


# Whether the totals are proved.
_PROOF: Mapping[Lang, Mapping[bool, str]] = {
    "fr": {
        True: "Totaux prouvés : chaque colonne consolidée est la somme de ce qui a été lu dans chaque fichier.",
        False: "Totaux non prouvés : la feuille « Sources et preuve » dit de quel fichier et de quelle colonne.",
    },
    "en": {
        True: "Totals proved: each consolidated column is the sum of what was read in each file.",
        False: "Totals not proved: the sheet « Sources et preuve » says of which file and which column.",
    },
}


def _totals(totals: Totals, people: Mapping[str, Totals], lang: Lang) -> Table:
    """The totals of each person and those of all, as the screen has room for them: a few people side by side, else a
    line each; to the cent, else in whole euros."""
    ways = (_totals_across, _totals_down) if len(people) <= _MOST_ACROSS else (_totals_down,)
    tables = [way(totals, people, lang, tight) for way in ways for tight in (False, True)]
    for each in tables:
        if (width := _width(each)) <= out.width:
            return each
    each.width = width  # where there is no room at all, the screen folds its lines
    return each


def _width(table: Table) -> int:
    """The columns of the screen that a table of figures takes, a space between two, if none is cut."""
    texts = ([str(column.header), *map(str, column.cells)] for column in table.columns[1:])
    wide = (max(cell_len(line) for text in column for line in text.split("\n")) for column in texts)
    return (table.columns[0].min_width or 0) + sum(wide) + len(table.columns) * (sum(table.padding[1::2]) + 1) + 1


_MOST_ACROSS = 5  # people side by side


def _totals_across(totals: Totals, people: Mapping[str, Totals], lang: Lang, tight: bool) -> Table:
    """The totals of a few people side by side, and those of all."""
    table = _table(["", *people, "Total"], TOTAL_LABELS[lang].values(), tight)
    for key, label in TOTAL_LABELS[lang].items():
        table.add_row(label, *(_said(key, each, tight) for each in (*people.values(), totals)))
    table.columns[-1].style = "bold"
    return table


def _totals_down(totals: Totals, people: Mapping[str, Totals], lang: Lang, tight: bool) -> Table:
    """The totals of many people, a line each, and those of all."""
    table = _table(["", *(TOTAL_LABELS[lang][key] for key in TOTALS_OF_A_PERSON)], people, tight)
    for name, mine in people.items():
        table.add_row(text_on_screen(name), *(_said(key, mine, tight) for key in TOTALS_OF_A_PERSON))
    table.add_row("Total", *(_said(key, totals, tight) for key in TOTALS_OF_A_PERSON), style="bold")
    return table


def _table(heads: Sequence[str], lines: Iterable[str], tight: bool) -> Table:
    """A table of figures, none cut, whose `lines` are named by whole words (of a dozen letters, at the most); a
    `tight` one has the words of its heads one under the other."""
    said = [text_on_screen(head.replace(" ", "\n") if tight else head) for head in heads]
    table = Table(*said, box=SIMPLE_HEAD, padding=(0, 0) if tight else (0, 1))
    table.columns[0].overflow = "fold"
    table.columns[0].min_width = min(12, max((len(word) for line in lines for word in line.split(" ")), default=0))
    for column in table.columns[1:]:
        column.justify, column.no_wrap, column.overflow = "right", True, "fold"
    return table


def _said(key: str, totals: Totals, tight: bool) -> str:
    return total_said(key, totals[key], 0 if tight else 2)

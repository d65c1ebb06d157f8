"""What a person sees of a team in a terminal: who has answered, how full each plan is, what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from pacxl.books.ecarts.controls import UNREADABLE
from pacxl.books.ecarts.qui import ANSWERED, EXPECTED, OVERDUE, RECEIVED
from pacxl.cli.output.screen import out, text_on_screen
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
            out.print(f"{text_on_screen(plan.file)} : {text_on_screen(full.said(lang))}", soft_wrap=True)


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
    out.print((_totals_across if len(people) <= _MOST_ACROSS else _totals_down)(totals, people, lang))
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


def _totals_across(totals: Totals, people: Mapping[str, Totals], lang: Lang) -> Table:
    """The totals of a few people side by side, and those of all."""
    table = Table("", *map(escape, people), "Total", box=SIMPLE_HEAD)
    for column in table.columns[1:]:
        column.justify = "right"
    for key, label in TOTAL_LABELS[lang].items():
        parts = [total_said(key, mine[key]) for mine in people.values()]
        table.add_row(label, *parts, f"[bold]{total_said(key, totals[key])}[/]")
    return table


_MOST_ACROSS = 5  # people side by side


def _totals_down(totals: Totals, people: Mapping[str, Totals], lang: Lang) -> Table:
    """The totals of many people, a line each, and those of all."""
    table = Table("", *(TOTAL_LABELS[lang][key] for key in TOTALS_OF_A_PERSON), box=SIMPLE_HEAD)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, mine in people.items():
        table.add_row(text_on_screen(name), *(total_said(key, mine[key]) for key in TOTALS_OF_A_PERSON))
    table.add_row("Total", *(total_said(key, totals[key]) for key in TOTALS_OF_A_PERSON), style="bold")
    return table

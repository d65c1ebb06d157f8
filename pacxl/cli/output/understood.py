"""What was understood of somebody's own tables, in a terminal: their columns, ours, why, how sure, what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.table import Table

from pacxl.cli.output.screen import COLON, out, text_on_screen
from pacxl.compute.contents import Contents
from pacxl.definition.header_match import PERIOD, HeaderMatch
from pacxl.findings.entry import Lang
from pacxl.typography import typeset

_HEADS = {
    "fr": ("Le vôtre", "Le nôtre", "Pourquoi", "Sûr à", "Premières valeurs"),
    "en": ("Yours", "Ours", "Why", "Sure", "First values"),
}
_WIDTHS = (17, 12, 15, 5)  # of 80, the rest is for the values; fixed, or these would take it all
_AROUND, _LEAST = 12, 12  # what stands around the columns; the least for the values
_VALUES = 3  # shown of a column


def show_understood(plans: Sequence[Contents], lang: Lang) -> None:
    """On the screen: what was understood of each table of somebody's own, and how to correct it."""
    adopted = [plan for plan in plans if plan.header_matches]
    for plan in adopted:
        for (sheet, title), matches in groupby(plan.header_matches, key=lambda each: (each.sheet, each.table)):
            _show_table(f"{plan.file} › {sheet}{COLON[lang]}{title}", list(matches), lang)
    if adopted:
        file = text_on_screen(adopted[0].file)
        how = (
            typeset("À corriger ? ") + f"pacxl map {file} -o correspondances.xlsx, puis --map correspondances.xlsx"
            if lang == "fr"
            else f"Anything wrong? pacxl map {file} -o correspondances.xlsx, then --map correspondances.xlsx"
        )
        out.print(f"[dim]{how}[/]\n", soft_wrap=True)


def _show_table(title: str, matches: Sequence[HeaderMatch], lang: Lang) -> None:
    table = Table(
        title=text_on_screen(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1)
    )
    left = max(_LEAST, out.width - sum(_WIDTHS) - _AROUND)
    for head, width in zip(_HEADS[lang], (*_WIDTHS, left), strict=True):
        table.add_column(
            head,
            width=width,
            overflow="ellipsis" if head == _HEADS[lang][-1] else "fold",
            no_wrap=head == _HEADS[lang][-1],
        )
    table.columns[3].justify = "right"
    for line in _lines(matches, lang):
        table.add_row(*map(text_on_screen, line), style="" if line[1] else "dim")
    out.print(table)


def _lines(matches: Sequence[HeaderMatch], lang: Lang) -> Iterator[tuple[str, str, str, str, str]]:
    """A line a column; one for the months of a calendar."""
    for (is_period, column), group in groupby(matches, key=lambda each: (each.how == PERIOD, each.column)):
        mine = list(group)
        if is_period and len(mine) > 1:
            first = replace(mine[0], header=f"{mine[0].header} … {mine[-1].header}", samples=())
            mine = [first]
        for each in mine:
            why = each.why.fr if lang == "fr" else each.why.en
            yield each.header or each.cell, column, why, _sure(each, lang), " · ".join(each.samples[:_VALUES])


def _sure(match: HeaderMatch, lang: Lang) -> str:
    """How sure it is, as people write a percentage; nothing of what is not known."""
    sure = f"{match.sure:.0%}" if match.how else ""
    return sure if lang == "en" else sure.replace("%", "\N{NO-BREAK SPACE}%")

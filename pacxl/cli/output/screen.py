"""What a person sees in a terminal: findings in coloured tables, one line for a fault, a bar for what takes long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from pacxl.cli.output.streams import Terminal
from pacxl.errors import PacxlError
from pacxl.findings.cause import causes
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding, finding_of_fault
from pacxl.french.text import printable_text
from pacxl.typography import WIDE, counted, grouped

if TYPE_CHECKING:
    from pacxl.compute.contents import Contents

out, err = Terminal("stdout"), Terminal("stderr")
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WORDS: dict[Lang, dict[Severity, tuple[str, str]]] = {
    "fr": {
        Severity.ERROR: ("erreur", "erreurs"),
        Severity.WARNING: ("à vérifier", "à vérifier"),
        Severity.INFO: ("info", "infos"),
    },
    "en": {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("info", "infos"),
    },
}
_HEADS = {"fr": ("", "Où", "Constat", "Que faire"), "en": ("", "Where", "Finding", "What to do")}
COLON: dict[Lang, str] = {"fr": f"{WIDE}: ", "en": ": "}  # after what a line is about


def show_fault(fault: PacxlError, lang: Lang) -> None:
    """A machine fault, in one line on standard error: the file, what happened, the way out."""
    show_line(finding_of_fault(fault, fault.path), lang)


def show_line(finding: Finding, lang: Lang) -> None:
    """A finding, in one line on standard error."""
    line = f"{finding.place.file}{COLON[lang]}{finding.message(lang)} {finding.remedy(lang)}"
    err.print(printable_text(" ".join(re.split("[ \n\t]+", line))), soft_wrap=True, markup=False)


def show_findings(found: Sequence[Finding], lang: Lang) -> None:
    """On the screen: the findings, a table a file and a line a cause: what there is to do first."""
    told = causes(found)
    for file in dict.fromkeys(cause.first.place.file for cause in told):
        table = Table(
            *_HEADS[lang],
            title=text_on_screen(file) or "—",
            title_justify="left",
            title_style="bold",
            box=SIMPLE_HEAD,
        )
        for cause in told:
            if cause.first.place.file == file:
                severity = cause.first.severity
                table.add_row(
                    f"[{_STYLES[severity]}]{_WORDS[lang][severity][0]}[/]",
                    *map(text_on_screen, (cause.places(lang), cause.message(lang), cause.remedy(lang))),
                )
        out.print(table)


def show_one_by_one(found: Sequence[Finding], lang: Lang) -> None:
    """Findings that say something else each, a line each; of one code, the first ones."""
    table = Table("", "Affaire par affaire" if lang == "fr" else "Deal by deal", box=SIMPLE_HEAD)
    for code in dict.fromkeys(finding.code for finding in found):
        mine = [finding for finding in found if finding.code == code]
        severity = mine[0].severity
        for finding in mine[:_ONE_BY_ONE]:
            table.add_row(
                f"[{_STYLES[severity]}]{_WORDS[lang][severity][0]}[/]", text_on_screen(finding.message(lang))
            )
        if (more := len(mine) - _ONE_BY_ONE) > 0:
            said = f"… et {grouped(more)} de même" if lang == "fr" else f"… and {grouped(more, lang)} more like it"
            table.add_row("", said)
        table.add_row("", f"[dim]→ {text_on_screen(mine[0].remedy(lang))}[/]")
    if found:
        out.print(table)


_ONE_BY_ONE = 20


def text_on_screen(text: str) -> str:
    """A text with its own line breaks, and nothing in it that is an order to the terminal."""
    return escape("\n".join(map(printable_text, text.split("\n"))))


_READ: dict[Lang, tuple[tuple[str, str], tuple[str, str]]] = {
    "fr": (("fichier lu", "fichiers lus"), ("illisible", "illisibles")),
    "en": (("file read", "files read"), ("unreadable", "unreadable")),
}


def show_count(plans: Sequence[Contents], found: Sequence[Finding], lang: Lang) -> None:
    """On the screen, one line: how many files were read, how many were not, how many findings of each severity."""
    unread = sum(plan.unreadable for plan in plans)
    done, undone = _READ[lang]
    files = counted(len(plans) - unread, *done, lang) + (f", {counted(unread, *undone, lang)}" if unread else "")
    counts = [counted(sum(f.severity is s for f in found), *_WORDS[lang][s], lang) for s in _STYLES]
    out.print(f"[bold]{files}[/] — {', '.join(counts)}")


def show_path(label: str, path: Path, lang: Lang) -> None:
    """On the screen: where a file was written."""
    out.print(f"{label}{COLON[lang]}[bold]{escape(printable_text(str(path)))}[/]", soft_wrap=True)


def show_size(label: str, folder: Path, size: int, lang: Lang) -> None:
    """On standard error: a folder and the megabytes that it has come to."""
    said = f"{size / 1_000_000:.1f}"
    said = said.replace(".", ",") + f"{WIDE}Mo" if lang == "fr" else f"{said} MB"
    err.print(f"{label}{COLON[lang]}{printable_text(str(folder))} ({said})", soft_wrap=True, markup=False)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, when that is a terminal."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance

"""Contents as a notebook shows them: whose they are, their tables with their rows, what there is to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from pacxl.findings.entry import Severity
from pacxl.typography import WIDE, counted

_SEVERITIES = {
    Severity.ERROR: ("erreur", "erreurs"),
    Severity.WARNING: ("à vérifier", "à vérifier"),
    Severity.INFO: ("pour information", "pour information"),
}


def notebook_view(
    title: str, facts: Mapping[str, str], tables: Iterable[tuple[str, str, int, int]], found: Mapping[Severity, int]
) -> str:
    """The HTML of a notebook's view: plain elements, every text escaped, nothing fetched from anywhere.

    `facts` are shown where they say something; `tables` are a key, a title, rows and columns each, those without rows
    left out but for their number; `found` is how many findings there are, by severity.
    """
    every = list(tables)
    filled = [each for each in every if each[2]]
    told = (
        ", ".join(counted(found[each], *words) for each, words in _SEVERITIES.items() if found.get(each)) or "aucun"
    )
    facts = {**facts, "Constats": told}
    empty = len(every) - len(filled)
    more = f"<p>{counted(empty, 'table', 'tables')} sans ligne.</p>" if empty else ""
    return (
        f"<div><p><strong>{escape(title)}</strong></p>"
        f"<p>{'<br>'.join(f'{escape(label)}{WIDE}: {escape(value)}' for label, value in facts.items() if value)}</p>"
        f"<table><thead><tr>{_cells('th', ('Table', 'Contenu', 'Lignes', 'Colonnes'))}</tr></thead><tbody>"
        f"{''.join(_row(each) for each in filled)}</tbody></table>{more}</div>"
    )


def _row(table: tuple[str, str, int, int]) -> str:
    return f"<tr>{_cells('td', map(str, table))}</tr>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)

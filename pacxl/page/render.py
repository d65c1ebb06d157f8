"""What the pages are made with: their templates, and how a figure, a day and a size are written in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pacxl import __version__
from pacxl.compute.values import ContentsError
from pacxl.definition.table import SIGNS
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import finding_of_fault
from pacxl.french.period import period_in_words
from pacxl.jobs.totals import total_said
from pacxl.page.work import Work
from pacxl.typography import WIDE, plural, typeset

HERE = Path(__file__).parent
SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("À corriger", "To mend"),
    Severity.WARNING: ("À vérifier", "To check"),
    Severity.INFO: ("Pour information", "For information"),
}


@cache
def _templates() -> Environment:
    """Everything that goes into a page is escaped: it may be what somebody typed in a cell."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(request: Request, name: str, status: int = 200, **about: Any) -> HTMLResponse:
    """A page of the template of that name, in the language of the browser's work."""
    work = work_of_request(request)
    words: dict[str, Any] = {
        "t": _in_language(work.lang),
        "lang": work.lang,
        "work": work,
        "here": request.url.path,
        "version": __version__,
        "amount": total_said,
        "share": _share(work.lang),
        "day": rendered_day,
        "size": _size(work.lang),
        "period": lambda label: period_in_words(label, work.lang),
        "sign": SIGNS.__getitem__,
        "severity": lambda severity: SEVERITIES[severity][work.lang == "en"],
        "plural": lambda number, one, more: f"{number} {plural(number, one, more)}",
        "fault": "",
    }
    return HTMLResponse(_templates().get_template(f"{name}.html").render({**words, **about}), status)


def work_of_request(request: Request) -> Work:
    """The work of the browser that asks."""
    work: Work = request.state.work
    return work


def fault_in_words(fault: PacxlError | ContentsError, lang: Lang) -> str:
    """What went wrong and the way out, for whoever reads the page; no path of the machine is told."""
    if isinstance(fault, ContentsError):
        french = "Aucun de ces fichiers n’est un plan d’action de pacxl."
        return french if lang == "fr" else "None of these files is an action plan of pacxl."
    place = _FIELDS[lang].get(fault.path) or Path(fault.path).name
    told = finding_of_fault(fault, place)
    remedy = _in_language(lang)(*_REMEDIES[fault.code]) if fault.code in _REMEDIES else told.remedy(lang)
    return f"{place}{f'{WIDE}: ' if lang == 'fr' else ': '}{told.message(lang)} {remedy}"


# What the page calls an option of the command line; and the way out of what is wrong in it, or in settings.
_FIELDS: Mapping[Lang, Mapping[str, str]] = {
    "fr": {"--period": "Période", "--team": "Équipe", "--company": "Entreprise", "--expected": "Qui est attendu"},
    "en": {"--period": "Period", "--team": "Team", "--company": "Firm", "--expected": "Who is expected"},
}
_REMEDIES = {
    "option-wrong": ("Corrigez et recommencez.", "Mend it and try again."),
    "settings-wrong": (
        "Corrigez ce classeur de réglages et déposez-le de nouveau ; un modèle se télécharge à l’étape Préparer.",
        "Mend this settings workbook and drop it again; a model can be downloaded at the step Prepare.",
    ),
}


def _in_language(lang: Lang) -> Callable[[str, str], str]:
    def said(french: str, english: str) -> str:
        return typeset(french) if lang == "fr" else english

    return said


def rendered_day(day: dt.date | None) -> str:
    """A day, for a field of a form: empty where there is none."""
    return day.isoformat() if day else ""


def day_of_field(text: object) -> dt.date | None:
    """The day that a field of a form holds; None for none."""
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return None


def _share(lang: Lang) -> Callable[[float | None], str]:
    space = WIDE if lang == "fr" else ""
    return lambda share: "–" if share is None else f"{round(100 * share)}{space}%"


def _size(lang: Lang) -> Callable[[int], str]:
    unit = "ko" if lang == "fr" else "kB"
    return lambda size: f"{max(1, round(size / 1000))}{WIDE}{unit}"

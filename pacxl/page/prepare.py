"""The step « Préparer »: a blank workbook for one person, or a zip with one for each person of a firm."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pacxl.books.reglages_contents import reglages_contents
from pacxl.errors import PacxlError, SettingsError
from pacxl.french.period import current_semester
from pacxl.jobs.prepare import PlanToPrepare, prepare_each, prepared_file_names
from pacxl.page.render import fault_in_words, render_page, work_of_request
from pacxl.page.work import Work
from pacxl.reading.load import load_settings
from pacxl.settings.model import Settings
from pacxl.settings.text import templates
from pacxl.settings.workbooks import ONE_SHEET
from pacxl.writing.write import write

OWN = "reglages"  # the settings that were dropped
_NOBODY = (
    "un classeur par personne demande des personnes : saisissez-les sur la feuille Personnes des réglages de "
    "l’entreprise, et déposez ce classeur",
    "a workbook for each person needs people: type them on the sheet Personnes of the firm’s settings, and drop them",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """What the form of the step asks for, as it was typed."""

    template: str = "essentiel"
    person: str = ""
    company: str = ""
    team: str = ""
    period: str = ""
    one_sheet: bool = False
    each: bool = False


async def prepare_page(request: Request) -> Response:
    """The form, empty."""
    return await _form(request, Asked())


async def prepare_file(request: Request) -> Response:
    """What the form asks for, as a file; or the form again, with what is wrong in it."""
    work = work_of_request(request)
    async with request.form() as form:
        texts = {key: str(form.get(key, "")).strip() for key in ("template", "person", "company", "team", "period")}
        asked = Asked(**texts, one_sheet="one_sheet" in form, each="each" in form)
        try:
            firm = await run_in_threadpool(_settings, work, asked, form)
            path = await run_in_threadpool(_made, work, firm, asked)
        except PacxlError as fault:
            return await _form(request, asked, fault)
    return FileResponse(path, media_type="application/zip" if path.suffix == ".zip" else XLSX, filename=path.name)


async def prepared_settings_file(request: Request) -> Response:
    """The settings workbook of a template, to be changed and given back."""
    work, template = work_of_request(request), request.path_params["template"]
    if template not in templates():
        return await _form(request, Asked(), status=404)

    def make(path: Path) -> None:
        write(reglages_contents(load_settings(template)), path, force=True)

    path = await run_in_threadpool(work.made, f"reglages_{template}.xlsx", make)
    return FileResponse(path, media_type=XLSX, filename=path.name)


async def _form(
    request: Request, asked: Asked, fault: PacxlError | None = None, status: int | None = None
) -> Response:
    work = work_of_request(request)
    known = await run_in_threadpool(_known_templates)
    said = fault_in_words(fault, work.lang) if fault else ""
    about = {"known": known, "asked": asked, "fault": said, "semester": current_semester(dt.date.today())}
    return render_page(request, "preparer", status or (400 if fault else 200), **about)


@cache
def _known_templates() -> list[Settings]:
    """The templates, the one that most people want first."""
    return sorted(map(load_settings, templates()), key=lambda each: each.name != "essentiel")


def _settings(work: Work, asked: Asked, form: FormData) -> Settings:
    """The settings that were dropped, kept for all the work; else those dropped before, else the template's."""
    dropped = form.get("settings")
    own = asked.template == OWN or asked.template not in templates()
    if isinstance(dropped, UploadFile) and dropped.filename:
        path = work.add_apart(dropped.filename, dropped.file)
        work.settings, work.settings_name, own = load_settings(str(path)), path.name, True
    if work.settings and own:
        firm = work.settings
    else:  # never a path: what a form says is no file of this machine
        firm = load_settings(asked.template if asked.template in templates() else "essentiel")
    if asked.each and not firm.people:
        raise SettingsError("Personnes", *_NOBODY)
    return replace(firm, layout=ONE_SHEET) if asked.one_sheet else firm


def _made(work: Work, firm: Settings, asked: Asked) -> Path:
    """The workbook that is asked for, or a zip with one each."""
    folder = work.folder / "prepares"
    folder.mkdir(exist_ok=True)
    plans = prepare_each(firm) if asked.each else [PlanToPrepare(asked.person, asked.team, firm)]
    names = prepared_file_names([(plan.person or "vierge", plan.team) for plan in plans])
    paths = [
        write(plan.prepared(asked.company, asked.period, None), folder / f"PAC_{name}.xlsx", force=True)
        for plan, name in zip(plans, names, strict=True)
    ]
    return zipped(paths, folder, folder / "PAC_equipe.zip") if asked.each else paths[0]


def zipped(paths: Sequence[Path], folder: Path, target: Path) -> Path:
    """Files as one zip, by their places in a folder."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.relative_to(folder))
    return target

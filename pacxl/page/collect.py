"""The steps Recueillir, Comprendre and Renvoyer: the files that came back, what is in them, what goes back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from pacxl.compute.contents import Contents
from pacxl.consolidation.roster import SILENT, Reply
from pacxl.errors import PacxlError
from pacxl.findings.cause import Cause, causes
from pacxl.findings.entry import Lang
from pacxl.jobs.answer import Answering, Outgoing
from pacxl.page.prepare import zipped
from pacxl.page.render import day_of_field, fault_in_words, render_page, work_of_request
from pacxl.page.work import Team, Work
from pacxl.reading.load import load_people, load_settings
from pacxl.relecture.fullness import fullness
from pacxl.settings.people import Person
from pacxl.typography import typeset
from pacxl.way_back.together import together

COLLECT, UNDERSTAND, GIVE_BACK = "/recueillir", "/comprendre", "/renvoyer"
_MOST_FILES = 2_000


@dataclass(frozen=True)
class FileLine:
    """A file in the list of those that were dropped: its name, its size, whose it is, what there is to tell of it."""

    name: str
    size: int
    person: str = ""
    said: str = ""


async def collect_page(request: Request) -> Response:
    """The files dropped, how far their reading is, and what came of everybody."""
    return await _collect(request)


async def _collect(request: Request, fault: str = "", status: int = 200) -> Response:
    work = work_of_request(request)
    team = None if work.goes_on else await run_in_threadpool(work.team)
    said = fault or await run_in_threadpool(_what_went_wrong, work)
    lines = await run_in_threadpool(_file_lines, work)
    replies = team.replies if team else ()
    return render_page(request, "recueillir", status, lines=lines, replies=replies, silent=SILENT, fault=said)


def _what_went_wrong(work: Work) -> str:
    ended = work.running.fault if work.running else None
    if fault := ended or work.fault:
        return fault_in_words(fault, work.lang)
    return ""


def _file_lines(work: Work) -> list[FileLine]:
    """The files dropped, each with what was read of it; of an archive, what was read of those inside."""
    known: dict[str, list[Contents]] = {}
    for file, plan in zip(work.read_files, work.plans or (), strict=False):
        known.setdefault(file.relative_to(work.returned).parts[0], []).append(plan)
    lines = []
    for file in work.files:
        plans = known.get(file.name, [])
        people = ", ".join(dict.fromkeys(plan.identity.person for plan in plans if plan.identity.person))
        said = _said_of(plans, work.lang) if plans or work.plans is None else _NO_WORKBOOK[work.lang]
        lines.append(FileLine(file.name, file.stat().st_size, people, said))
    return lines


_NO_WORKBOOK: Mapping[Lang, str] = {
    "fr": typeset("Rien n’y est lu : ce n’est pas un classeur."),
    "en": "Nothing is read of it: it is no workbook.",
}


def _said_of(plans: Sequence[Contents], lang: Lang) -> str:
    """What there is to say of a file in a line: why it cannot be read, else how full it is."""
    for plan in plans:
        if plan.unreadable and plan.found:
            return f"{plan.found[0].message(lang)} {plan.found[0].remedy(lang)}"
    told = [full.said(lang) for plan in plans if (full := fullness(plan)) is not None]
    return " ".join(told)


async def collect_files(request: Request) -> Response:
    """Keeps the files that were dropped, and reads them all."""
    work = work_of_request(request)
    async with request.form(max_files=_MOST_FILES) as form:
        for each in form.getlist("files"):
            if isinstance(each, UploadFile) and each.filename:
                await run_in_threadpool(work.add, each.filename, each.file)
    await run_in_threadpool(work.start_reading)
    return RedirectResponse(COLLECT, 303)


async def change_collected_files(request: Request) -> Response:
    """Takes a file back, stops reading, or reads again."""
    work = work_of_request(request)
    async with request.form() as form:
        if name := str(form.get("remove", "")):
            await run_in_threadpool(work.remove, name)
            await run_in_threadpool(work.start_reading)
        elif "stop" in form:
            await run_in_threadpool(work.stop)
        else:
            await run_in_threadpool(work.start_reading)
    return RedirectResponse(COLLECT, 303)


async def collect_expected_people(request: Request) -> Response:
    """Who is expected, for when; the settings of the firm, which know its team."""
    work = work_of_request(request)
    async with request.form() as form:
        try:
            if dropped := await run_in_threadpool(_dropped, work, form.get("settings")):
                work.settings, work.settings_name = await run_in_threadpool(load_settings, str(dropped)), dropped.name
                await run_in_threadpool(work.start_reading)
            people = await run_in_threadpool(_people, work, str(form.get("people", "")), form.get("list"))
            work.choose(people=people, due=day_of_field(form.get("due")))
        except PacxlError as fault:
            return await _collect(request, fault_in_words(fault, work.lang), 400)
    return RedirectResponse(COLLECT, 303)


def _dropped(work: Work, file: object) -> Path | None:
    """A file of a form, kept apart from those of people; None if there is none."""
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return work.add_apart(file.filename, file.file)


def _people(work: Work, typed: str, file: object) -> tuple[Person, ...]:
    """The people of a list, typed (a name a line) or dropped."""
    path = _dropped(work, file)
    if path is None and typed.strip():
        path = work.folder / "attendus.txt"
        path.write_text(typed, encoding="utf-8")
    return load_people(path) if path else ()


async def collect_progress(request: Request) -> Response:
    """How far reading is, for the script of the page: it waits a little for a change."""
    running = work_of_request(request).running
    if running is None:
        return JSONResponse({"goes_on": False, "done": 0, "total": 0})
    return JSONResponse({"goes_on": running.goes_on, "done": running.done, "total": running.total})


# --- what there is to mend --------------------------------------------------------------------------------


async def understand_page(request: Request) -> Response:
    """What was found in each file, in plain words, by person."""
    work = work_of_request(request)
    team = None if work.goes_on else await run_in_threadpool(work.team)
    found = await run_in_threadpool(_found, work, team)
    return render_page(request, "comprendre", found=found)


def _found(work: Work, team: Team | None) -> list[tuple[str, str, list[Cause]]]:
    """The causes in each file, with whose it is; those of the team last, of no file."""
    people = {plan.file: plan.identity.person for plan in work.plans or ()}
    told = team.together.found if team else [each for plan in work.plans or () for each in plan.found]
    by_file: dict[str, list[Cause]] = {}
    for cause in causes(list(told)):
        by_file.setdefault(cause.first.place.file, []).append(cause)
    return [(people.get(file, ""), file, mine) for file, mine in by_file.items()]


# --- what goes back ---------------------------------------------------------------------------------------


async def give_back_page(request: Request) -> Response:
    """Who is sent what."""
    work = work_of_request(request)
    team = None if work.goes_on else await run_in_threadpool(work.team)
    return render_page(request, "renvoyer", replies=_answered(team.replies if team else ()), silent=SILENT)


def _answered(replies: Sequence[Reply]) -> list[Reply]:
    """Those to whom something goes back: something is asked of them, or nothing came."""
    return [reply for reply in replies if reply.status in SILENT or reply.asked()]


async def give_back_file(request: Request) -> Response:
    """The annotated copies, the messages and their drafts, as a zip."""
    work = work_of_request(request)
    path = await run_in_threadpool(work.made, f"a-renvoyer-{work.lang}.zip", lambda path: _answers(work, path))
    return FileResponse(path, media_type="application/zip", filename="a-renvoyer.zip")


def _answers(work: Work, target: Path) -> None:
    """Writes what goes back to everybody, and zips it."""
    folder = work.folder / "a-renvoyer"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    team = together(work.kept, **work.asked)
    answering = Answering(folder, work.lang)
    files = [file for file, plan in zip(work.read_files, work.plans or (), strict=True) if work.keeps(plan)]
    answers: list[Outgoing] = [*answering.answers(files, work.kept, team), *answering.reminders(team, files)]
    faults = [fault_in_words(each.fault, work.lang) for each in answers if each.fault]
    if faults:
        (folder / "non écrits.txt").write_text("\n".join(faults), encoding="utf-8")
    zipped([path for path in sorted(folder.rglob("*")) if path.is_file()], folder, target)

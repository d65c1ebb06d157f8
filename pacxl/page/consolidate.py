"""The step « Consolider »: what the team comes to, what is to be decided, and the files that are made of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from pacxl.books.ecarts.controls import COPY, COUNTED, LEFT_OUT, REPLACED, UNREADABLE
from pacxl.books.ecarts.doublons import SAME, TWO
from pacxl.books.ecarts.doublons import SHEET as TWICE
from pacxl.compute.columns import column_text
from pacxl.errors import PacxlError
from pacxl.findings.frame import findings_frame
from pacxl.jobs.front_page import front_page
from pacxl.jobs.totals import TOTAL_LABELS, TOTALS_OF_A_PERSON, total_said
from pacxl.page.prepare import XLSX, zipped
from pacxl.page.render import day_of_field, fault_in_words, render_page, work_of_request
from pacxl.page.work import Team, Work
from pacxl.writing.export import can_export, export
from pacxl.writing.files import Form
from pacxl.writing.write import write

CONSOLIDATE = "/consolider"
_TABLES: dict[str, Form] = {"csv": "excel", "parquet": "parquet"}
_DECIDED = {"one": (SAME, 1), "other": (SAME, 2), "two": (TWO, 0)}


async def consolidate_page(request: Request) -> Response:
    """The figures, what became of each file, the deals that may be one, and the files to take away."""
    return await _consolidate(request)


async def _consolidate(request: Request, fault: str = "", status: int = 200) -> Response:
    work = work_of_request(request)
    team = None if work.goes_on else await run_in_threadpool(work.team)
    said = fault or (fault_in_words(work.fault, work.lang) if work.fault else "")
    about = _about(team, work) if team else {}
    return render_page(request, "consolider", status, team=team, fault=said, parquet=can_export("parquet"), **about)


def _about(team: Team, work: Work) -> dict[str, Any]:
    sources = team.together.frames["sources"]
    columns = (sources[key] for key in ("fichier", "commercial", "statut", "raison"))
    files = [tuple(map(column_text, row)) for row in zip(*columns, strict=True)]
    if work.lang == "en":
        reasons = {reply.file: reply.why_en for reply in team.replies}
        files = [(file, who, _STATES[state], why and (reasons.get(file) or why)) for file, who, state, why in files]
    files += [(file, "", "", "") for file in work.choices.aside]
    labels = TOTAL_LABELS[work.lang]
    return {
        "front": front_page(team.ecarts, team.replies, work.lang),
        "where_twice": TWICE,
        "totals": [(label, key, team.totals[key]) for key, label in labels.items()],
        "across": [(key, labels[key]) for key in TOTALS_OF_A_PERSON],
        "people": list(team.by_person.items()),
        "sources": files,
        "pairs": _pairs(team),
    }


# What became of a file, in English.
_STATES = {
    COUNTED: "counted",
    REPLACED: "replaced",
    LEFT_OUT: "left out",
    COPY: "copy",
    UNREADABLE: "unreadable",
}


def _pairs(team: Team) -> list[dict[str, str]]:
    """The deals that may be one, each pair with what is said and decided of it."""
    pairs = [
        {str(key): column_text(value) for key, value in row.items()}
        for row in team.ecarts.frames["doublons"].to_dict("records")
    ]
    for pair in pairs:
        for side in (1, 2):
            amount = pair[f"montant_{side}"]
            pair[f"montant_{side}"] = total_said("montant", float(amount) if amount else None)
        pair["said"] = "two" if pair["decision"] == TWO else ""
        if pair["decision"] == SAME:
            pair["said"] = "other" if pair["garder"] == "la seconde" else "one"
    return pairs


async def choose_consolidated(request: Request) -> Response:
    """What the form chooses: what becomes of each file, the day of the figures, what is decided of pairs of deals."""
    work = work_of_request(request)
    async with request.form() as form:
        try:
            await run_in_threadpool(_chosen, work, form)
        except PacxlError as fault:
            return await _consolidate(request, fault_in_words(fault, work.lang), 400)
    return RedirectResponse(CONSOLIDATE, 303)


def _chosen(work: Work, form: FormData) -> None:
    decided = {
        int(key.removeprefix("pair-")): _DECIDED[str(said)]
        for key, said in form.items()
        if key.startswith("pair-") and key.removeprefix("pair-").isdigit() and said in _DECIDED
    }
    if any(key.startswith("pair-") for key in form):
        work.decide(decided)
    files = {plan.file for plan in work.plans or ()}
    said = {key.removeprefix("file-"): str(what) for key, what in form.items() if key.startswith("file-")}
    if said:
        chosen = {which: tuple(f for f, what in said.items() if what == which and f in files) for which in _FATES}
        work.choose(**chosen)
    if "today" in form:
        work.choose(today=day_of_field(form["today"]))


_FATES = ("aside", "include", "keep")


async def consolidated_ecarts_file(request: Request) -> Response:
    """The variance workbook; alone, or in a zip with the files that its lines lead to."""
    work = work_of_request(request)
    team = await run_in_threadpool(work.team)
    if team is None:
        return await _consolidate(request, status=404)
    path = await run_in_threadpool(_ecarts, work, team)
    if request.path_params.get("ending") == "zip":
        path = await run_in_threadpool(work.made, "ecarts.zip", lambda target: _zip(work, path, target))
        return FileResponse(path, media_type="application/zip", filename="ecarts.zip")
    return FileResponse(path, media_type=XLSX, filename="ecarts.xlsx")


def _ecarts(work: Work, team: Team) -> Path:
    def make(path: Path) -> None:
        write(team.ecarts, path, force=True, inputs=work.read_files)

    return work.made("ecarts.xlsx", make)


def _zip(work: Work, ecarts: Path, target: Path) -> None:
    zipped([ecarts, *work.files], work.folder, target)


async def consolidated_tables_file(request: Request) -> Response:
    """The tables of the écarts, for Excel or for a program, as a zip."""
    work, kind = work_of_request(request), request.path_params["kind"]
    team = await run_in_threadpool(work.team)
    if team is None or kind not in _TABLES:
        return await _consolidate(request, status=404)
    try:
        path = await run_in_threadpool(
            work.made, f"tables-{kind}.zip", lambda target: _tables(work, team, kind, target)
        )
    except PacxlError as fault:
        return await _consolidate(request, fault_in_words(fault, work.lang), 400)
    return FileResponse(path, media_type="application/zip", filename=f"tables-{kind}.zip")


def _tables(work: Work, team: Team, kind: str, target: Path) -> None:
    folder = work.folder / f"tables-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    frames = {**team.ecarts.frames, "findings": findings_frame(team.together.found, work.lang)}
    zipped(export(frames, folder, _TABLES[kind]), folder, target)

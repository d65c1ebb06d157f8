"""The commands of the way back: return, repair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pacxl.cli.options import Day, Decisions, FirmSettings, Force, Language, Limit, Paths, WordsFile
from pacxl.cli.running import decisions_of, firm_settings, plans_read_over, said_in, shows_faults, words_in
from pacxl.cli.screen import show_fault, show_line, show_path
from pacxl.compute.contents import Contents
from pacxl.compute.values import ContentsError
from pacxl.consolidation.consolidate import consolidate
from pacxl.duplicates.decided import DealDecision
from pacxl.errors import PacxlError
from pacxl.findings.entry import Lang
from pacxl.guard.limits import limits_from
from pacxl.reading.folder import search
from pacxl.settings.model import Settings
from pacxl.way_back.repair import repair as repaired
from pacxl.way_back.send_back import Returned
from pacxl.way_back.send_back import send_back as way_back
from pacxl.writing.files import check_output
from pacxl.writing.write import write

_OF_THE_COPY = ("no-copy", "nothing-to-mend", "signature-lifted", "final-lifted")


@shows_faults
def send_back(
    paths: Paths,
    output: Annotated[Path, typer.Option("-o", "--output", help="Le dossier des copies et des messages.")],
    words: WordsFile = None,
    firm: FirmSettings = "",
    everything: Annotated[bool, typer.Option("--all", help="Aussi les classeurs sans rien à corriger.")] = False,
    decisions: Decisions = None,
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Pour chacun, une copie de son classeur où ce qui est à corriger est coloré et annoté, et un message prêt."""
    files, left, _ = search(paths, limits_from(limit or ()))
    failed = False
    known = firm_settings(firm)
    plans = plans_read_over(paths, lang, limit, known, words)
    for finding in left if not all(plan.unreadable for plan in plans) else ():  # else it is told by now
        show_line(finding, lang)
    plans = _with_deals_twice(plans, decisions_of(decisions, lang, limit), known)
    for file, plan in zip(files, plans, strict=True):
        if plan.export:
            continue  # it is nobody's to mend
        if plan.is_copy:
            for finding in plan.found:
                if finding not in left:
                    show_line(finding, lang)
            continue
        home = output / Path(plan.file).parent  # two files of one name are told apart by their folders
        try:
            returned = way_back(file, home, contents=plan, lang=lang, force=force, always=everything, inputs=files)
        except PacxlError as fault:
            show_fault(fault, lang)
            failed = True
            continue
        _tell_returned(returned, lang)
    raise typer.Exit(2 if all(plan.unreadable for plan in plans) else int(failed))


def _tell_returned(returned: Returned, lang: Lang) -> None:
    """What goes back to a person, and what there is to say of it."""
    for finding in returned.findings:
        if finding.code in _OF_THE_COPY:
            show_line(finding, lang)
    if returned.copy:
        show_path(said_in(lang, "Copie à renvoyer", "Copy to send back"), returned.copy)
    if returned.message:
        show_path(said_in(lang, "Message", "Message"), returned.message)


def _with_deals_twice(
    plans: Sequence[Contents], decisions: Sequence[DealDecision], firm: Settings | None
) -> list[Contents]:
    """The plans, each told of its deals that somebody else seems to have too, if they can be consolidated."""
    try:
        team = consolidate([plan for plan in plans if not plan.unreadable], settings=firm, decisions=decisions)
    except (PacxlError, ContentsError):
        return list(plans)
    twice = [finding for finding in team.found if finding.code == "deal-twice"]
    mine = {plan.file: [each for each in twice if each.place.file == plan.file] for plan in plans}
    return [replace(plan, found=(*mine[plan.file], *plan.found)) for plan in plans]


@shows_faults
def repair(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le classeur abîmé.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Le classeur neuf à créer (.xlsx).")],
    words: WordsFile = None,
    firm: FirmSettings = "",
    today: Day = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Un classeur neuf avec tout ce qui a pu être lu dans un ancien, et à part ce qui n’a pas pu l’être."""
    check_output(output, force=force, inputs=[file])
    day, known = today.date() if today else None, words_in(words)
    contents = repaired(file, today=day, settings=firm_settings(firm), words=known)
    written = write(contents, output, force=force, inputs=[file])
    for finding in contents.found:
        show_line(finding, lang)
    show_path(said_in(lang, "Classeur refait", "Workbook made anew"), written)

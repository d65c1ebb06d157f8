"""The commands of the way back: return, repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pacxl.cli import verbs
from pacxl.cli.command import (
    HowToRead,
    command_says,
    day_of_command,
    decisions_of_command,
    expected_by_command,
    plans_read_over_by_command,
    settings_of_command,
    shows_faults,
    words_of_command,
)
from pacxl.cli.options import (
    CacheFolder,
    Company,
    DaskAddress,
    Day,
    Decisions,
    Due,
    Expected,
    FirmSettings,
    Force,
    Include,
    Jobs,
    Keep,
    Language,
    Limit,
    Paths,
    TeamPeriod,
    WordsFile,
)
from pacxl.cli.output.next_steps import show_next
from pacxl.cli.output.screen import show_fault, show_line, show_path
from pacxl.findings.entry import Lang
from pacxl.findings.finding import Finding
from pacxl.guard.limits import limits_from
from pacxl.writing.files import check_output_file

if TYPE_CHECKING:
    from pacxl.jobs.answer import Outgoing
    from pacxl.way_back.send_back import Returned
    from pacxl.way_back.together import FilesTogether

_OF_THE_COPY = ("no-copy", "nothing-to-mend", "signature-lifted", "final-lifted")


@shows_faults
def send_back(
    paths: Paths,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DOSSIER", help="Le dossier des copies et des messages.")
    ],
    words: WordsFile = None,
    firm: FirmSettings = "",
    expected: Expected = None,
    due: Due = None,
    today: Day = None,
    company: Company = "",
    period: TeamPeriod = "",
    include: Include = None,
    keep: Keep = None,
    everything: Annotated[bool, typer.Option("--all", help="Aussi les classeurs sans rien à corriger.")] = False,
    decisions: Decisions = None,
    limit: Limit = None,
    jobs: Jobs = None,
    cache: CacheFolder = None,
    dask: DaskAddress = "",
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Pour chacun, une copie annotée de son classeur et un message prêt ; pour qui n’a rien envoyé, un rappel."""
    files, left, _ = verbs.search_folder(paths, limits_from(limit or ()))
    known, people = settings_of_command(firm), expected_by_command(expected, limit)
    plans = plans_read_over_by_command(paths, lang, HowToRead(limit, jobs, cache, dask), known, words)
    for finding in left if not all(plan.unreadable for plan in plans) else ():  # else it is told by now
        show_line(finding, lang)
    chosen: dict[str, Any] = {"company": company, "period": period, "include": include or (), "keep": keep or ()}
    chosen |= {"settings": known, "expected": people, "due": day_of_command(due), "today": day_of_command(today)}
    team = verbs.together(plans, decisions=decisions_of_command(decisions, lang, limit), **chosen)
    answering = verbs.Answering(output, lang, force, everything)
    answers = [*_told(answering.answers(files, plans, team), team, left, lang)]
    if len(files) > 1 or people is not None or any(path.is_dir() for path in paths):  # the team's, not one's alone
        answers += _told(answering.reminders(team, files), team, left, lang)
    written, failed = any(each.written for each in answers), any(each.fault for each in answers)
    if written or not failed:
        show_next("return" if written else "return, nothing to send", lang, paths)
    raise typer.Exit(2 if all(plan.unreadable for plan in plans) else int(failed))


def _told(
    answers: Iterable[Outgoing], team: FilesTogether, left: Sequence[Finding], lang: Lang
) -> Iterator[Outgoing]:
    """What goes back, each told as soon as it is written. Of a copy, what is found in it, but for what is told by now
    of the files that are `left`."""
    for answer in answers:
        plan = answer.plan
        if plan is not None and answer.is_copy:
            for finding in plan.found if plan.is_copy else team.found_in(plan.file):
                if finding not in left:
                    show_line(finding, lang)
        if answer.fault:
            show_fault(answer.fault, lang)
        if answer.message:
            _tell_message(answer.message.text, answer.message.draft, lang)
        if answer.returned and plan:
            _tell_returned(answer.returned, lang)
            verbs.show_fullness([plan], lang)
        yield answer


def _tell_returned(returned: Returned, lang: Lang) -> None:
    """What goes back to a person, and what there is to say of it."""
    for finding in returned.findings:
        if finding.code in _OF_THE_COPY:
            show_line(finding, lang)
    if returned.copy:
        show_path(command_says(lang, "Copie à renvoyer", "Copy to send back"), returned.copy, lang)
    if returned.message and returned.draft:
        _tell_message(returned.message, returned.draft, lang)


def _tell_message(text: Path, draft: Path, lang: Lang) -> None:
    show_path(command_says(lang, "Message", "Message"), text, lang)
    show_path(command_says(lang, "Brouillon de courriel", "Mail draft"), draft, lang)


@shows_faults
def repair(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le classeur abîmé.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FICHIER", help="Le classeur neuf à créer (.xlsx).")
    ],
    words: WordsFile = None,
    firm: FirmSettings = "",
    today: Day = None,
    limit: Limit = None,
    force: Force = False,
    lang: Language = "fr",
) -> None:
    """Un classeur neuf avec tout ce qui a pu être lu dans un ancien, et à part ce qui n’a pas pu l’être."""
    check_output_file(output, force=force, inputs=[file])
    day, limits = day_of_command(today), limits_from(limit or ())
    known = words_of_command(words, limits)
    contents = verbs.repair(file, today=day, settings=settings_of_command(firm), words=known, limits=limits)
    written = verbs.write(contents, output, force=force, inputs=[file])
    for finding in contents.found:
        show_line(finding, lang)
    show_path(command_says(lang, "Classeur refait", "Workbook made anew"), written, lang)
    show_next("repair", lang, written)

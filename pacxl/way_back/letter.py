"""The short message that goes with a workbook on its way back to its author, or to whoever has sent none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from pacxl.books.owners import is_owned_by_direction
from pacxl.compute.contents import Contents
from pacxl.findings.cause import causes
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.findings.relecture import RELECTURE
from pacxl.french.period import period_in_words
from pacxl.typography import NARROW, WIDE, typeset
from pacxl.way_back.mending import FEW_LISTED

_MOST = 5  # the points told, of those that the workbook lists
_ALWAYS = ("deal-twice", "gap-unexplained")  # what only they can tell is asked, however many points there are
_MOST_ADVICE = 3
_ALL = 40  # the points told where no annotated workbook goes with the message


@dataclass(frozen=True)
class Letter:
    """What a message is about: to whom, on which file, the points to mend, and what goes with it.

    `sheet` names the sheet that lists the points, `what` says why there is no annotated copy, or why the file does
    not count, `lifted` what closed the workbook and does not close its copy; `advice` is what the plan lacks, though
    nothing in it is wrong. `to` is an address ("": none is known), `due` the day by which a plan is to be back, past
    for who is `late`; `note` is told besides, and how `full` the plan is.
    """

    person: str
    file: str
    period: str
    findings: Sequence[Finding]
    case: OneOf["mend", "fine", "no copy", "unreadable", "left out", "blank", "missing"] = "mend"
    sheet: str = ""
    what: str = ""
    lifted: Sequence[Finding] = ()
    advice: Sequence[Finding] = ()
    to: str = ""
    due: dt.date | None = None
    late: bool = False
    note: str = ""
    full: str = ""


def addressee_of_letter(plan: Contents) -> str:
    """Whom a letter on a plan greets by name: nobody, of the direction's workbook."""
    return "" if is_owned_by_direction(plan.book) else plan.identity.person


def advice_for_letter(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """For a letter: the advice of the relecture, of all that was found in a plan."""
    return tuple(each for each in found if each.code in RELECTURE and each.severity is Severity.INFO)


def letter(about: Letter, lang: Lang = "fr") -> str:
    """The message, its subject on the first line."""
    return f"{_SUBJECT[lang]}{letter_subject(about, lang)}\n\n{letter_body(about, lang)}"


def letter_subject(about: Letter, lang: Lang) -> str:
    """What the message is about, in a line."""
    return f"{_plan(about, lang)}{_COLON[lang]}{_in_short(about, lang)}"


def _plan(about: Letter, lang: Lang) -> str:
    """The plan that a message is about, with its period."""
    words = (_PLAN[lang], period_in_words(about.period, lang))
    return typeset(_join(words)) if lang == "fr" else _join((words[0], words[1] and f"for {words[1]}"))


def letter_body(about: Letter, lang: Lang) -> str:
    """The message without its subject."""
    greeting = f"{_join((_HELLO[lang], about.person))},"
    told = {"mend": _MOST, "no copy": _ALL}.get(about.case, 0)
    points = "\n".join(_points(about, lang, told)) if told else "\n".join(_reasons(about, lang))
    words = {"file": about.file, "what": about.what, "sheet": about.sheet, "when": _when(about, lang)}
    words["plan"] = _plan(about, lang)[0].lower() + _plan(about, lang)[1:]
    words["asked"] = _asked(about, lang)
    first, *rest = (_set(text, lang).format(**words) for text in _TEXTS[lang][about.case])
    rest += [_join((finding.message(lang), finding.remedy(lang))) for finding in about.lifted]
    full = about.full if about.case in ("mend", "fine", "no copy") else ""
    thanks = _set(_THANKS[lang], lang)
    parts = (greeting, first, points, *rest, full, about.note, "\n".join(_advice(about, lang)), thanks)
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _set(text: str, lang: Lang) -> str:
    return typeset(text) if lang == "fr" else text


_SUBJECT: dict[Lang, str] = {"fr": typeset("Objet : "), "en": "Subject: "}
_COLON: dict[Lang, str] = {"fr": f"{WIDE}: ", "en": ": "}
_PLAN: dict[Lang, str] = {"fr": "Votre plan d’action commercial", "en": "Your sales action plan"}
_HELLO: dict[Lang, str] = {"fr": "Bonjour", "en": "Hello"}
_ADVICE: dict[Lang, str] = {
    "fr": "Pour aller plus loin, à votre idée (rien de cela n’est faux) :",
    "en": "To go further, as you see fit (none of this is wrong):",
}
_THANKS: dict[Lang, str] = {"fr": "Merci !", "en": "Thank you!"}
_TEXTS: dict[Lang, dict[str, tuple[str, ...]]] = {
    "fr": {
        "mend": (
            "J’ai bien reçu votre fichier {file}. {asked}",
            "Tout est sur la première feuille du classeur joint, « {sheet} » : chaque ligne mène à sa cellule,"
            " colorée et annotée. Corrigez dans ce classeur, enregistrez-le et renvoyez-le-moi ; il n’y a rien à"
            " effacer, et vous pouvez répondre dans la dernière colonne.",
        ),
        "fine": ("J’ai bien reçu votre fichier {file} : tout a été lu, et il n’y a rien à corriger.",),
        "no copy": (
            "J’ai bien reçu votre fichier {file}, que je ne peux pas annoter : {what}. Voici ce qui est à reprendre.",
            "Corrigez ces cellules, enregistrez au format « Classeur Excel (.xlsx) » et renvoyez-moi le fichier.",
        ),
        "unreadable": (
            "J’ai bien reçu votre fichier {file}, mais il n’a pas pu être lu.",
            "Pouvez-vous me le renvoyer, au format « Classeur Excel (.xlsx) » ?",
        ),
        "left out": (
            "J’ai bien reçu votre fichier {file}, mais il n’entre pas dans les totaux. {what}",
            "Si c’est bien lui qui doit compter, dites-le-moi en réponse ; sinon, il n’y a rien à faire de plus.",
        ),
        "blank": (
            "J’ai bien reçu votre fichier {file}, mais rien n’y est rempli : il est tel qu’il vous a été envoyé.",
            "Pouvez-vous me le renvoyer une fois rempli ? {when}",
        ),
        "missing": (
            "Je n’ai pas encore reçu {plan}. {when}",
            "Pouvez-vous me le renvoyer, même s’il n’est pas complet ? Si vous l’avez déjà envoyé, dites-le-moi.",
        ),
    },
    "en": {
        "mend": (
            "I received your file {file}. {asked}",
            "All of them are on the first sheet of the attached workbook, “{sheet}”: each line leads to its cell,"
            " coloured and annotated. Mend them in this workbook, save it and send it back; there is nothing to"
            " erase, and you can answer in the last column.",
        ),
        "fine": ("I received your file {file}: all of it was read, and there is nothing to mend.",),
        "no copy": (
            "I received your file {file}, which I cannot annotate: {what}. Here is what needs another look.",
            "Mend these cells, save the file as “Excel Workbook (.xlsx)” and send it back.",
        ),
        "unreadable": (
            "I received your file {file}, but it could not be read.",
            "Could you send it again, as “Excel Workbook (.xlsx)”?",
        ),
        "left out": (
            "I received your file {file}, but it is in no total. {what}",
            "If it is the one that is to count, tell me in answer; otherwise there is nothing more to do.",
        ),
        "blank": (
            "I received your file {file}, but nothing is filled in: it is as it was sent to you.",
            "Could you send it back once it is filled in? {when}",
        ),
        "missing": (
            "I have not received {plan} yet. {when}",
            "Could you send it to me, even if it is not complete? If you sent it already, tell me so.",
        ),
    },
}


def _join(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word)


def _asked(about: Letter, lang: Lang) -> str:
    """How much there is to mend."""
    if len(about.findings) == 1:
        return typeset("Un point est à reprendre :") if lang == "fr" else "One point needs another look:"
    if lang == "fr":
        return typeset("Quelques cellules sont à reprendre ; voici les principales.")
    return "Some cells need another look; here are the main ones."


def _in_short(about: Letter, lang: Lang) -> str:
    if about.case in _SHORT[lang]:
        return _SHORT[lang]["late" if about.case == "missing" and about.late else about.case]
    errors = sum(finding.severity is Severity.ERROR for finding in about.findings)
    others = len(about.findings) - errors
    mend, check = ("à corriger", "à vérifier") if lang == "fr" else ("to mend", "to check")
    return ", ".join(f"{count} {word}" for count, word in ((errors, mend), (others, check)) if count)


_SHORT: dict[Lang, dict[str, str]] = {
    "fr": {
        "fine": "rien à corriger",
        "unreadable": "fichier illisible",
        "left out": "fichier non compté",
        "blank": "plan à remplir",
        "missing": "plan attendu",
        "late": "plan en retard",
    },
    "en": {
        "fine": "nothing to mend",
        "unreadable": "the file cannot be read",
        "left out": "the file does not count",
        "blank": "plan to fill in",
        "missing": "plan expected",
        "late": "plan overdue",
    },
}


def _when(about: Letter, lang: Lang) -> str:
    """By which day the plan is to be back, or was; "" where no day is set."""
    if about.due is None:
        return ""
    if lang == "fr":
        return f"Il {'était' if about.late else 'est'} attendu pour le {about.due:%d/%m/%Y}."
    return f"It {'was' if about.late else 'is'} due on {about.due:%d/%m/%Y}."


def _points(about: Letter, lang: Lang, most: int) -> Iterator[str]:
    """The main points, many of one cause as one; how many more there are."""
    points = causes(about.findings, FEW_LISTED)
    points = [*points[:most], *(each for each in points[most:] if each.first.code in _ALWAYS)]
    for number, cause in enumerate(points, 1):
        where = ", ".join(filter(None, (cause.first.place.sheet, cause.first.place.cell)))
        if cause.number > 1:
            where = f"{NARROW}; ".join(cause.places(lang).split("\n"))
        yield f"{number}. {where}{_COLON[lang] if where else ''}{cause.message(lang)}"
        yield f"   {cause.remedy(lang)}"
    if (left := len(about.findings) - sum(cause.number for cause in points)) > 0:
        yield f"… et {left} de plus." if lang == "fr" else f"… and {left} more."


def _advice(about: Letter, lang: Lang) -> Iterator[str]:
    """The first pieces of advice, where the plan was read."""
    if about.advice and about.case != "unreadable":
        yield _set(_ADVICE[lang], lang)
        first = causes(about.advice)[:_MOST_ADVICE]
        yield from (f"– {_join((each.message(lang), each.remedy(lang)))}" for each in first)


def _reasons(about: Letter, lang: Lang) -> Iterator[str]:
    """Why a file could not be read, and what its author can do."""
    yield from (_join((finding.message(lang), finding.remedy(lang))) for finding in about.findings)

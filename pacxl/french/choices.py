"""A text in the place of a closed list: the choice that it is, spelled otherwise, or what it is nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz, process

from pacxl.french.text import Words, fold

LONGEST_CHOICE = 300  # characters: what is longer is prose, and like no choice
_FLAGS = {
    "oui": frozenset(("x", "o", "y", "ok", "vrai", "true", "yes", "1", "✓", "✔", "☑", "✅")),
    "non": frozenset(("n", "ko", "faux", "false", "no", "0", "✗", "✘", "❌")),
}
# What people say for the issue of a deal, in the masculine.
_ISSUES = {
    "gagnée": ("gagne", "signe", "conclu", "vendu", "remporte", "accepte", "commande", "won", "closed won"),
    "perdue": ("perdu", "abandonne", "refuse", "rejete", "annule", "sans suite", "lost", "closed lost"),
    "ouverte": ("en cours", "ouvert", "en negociation", "open"),
}
# What people say for how far an action is, in the masculine; by the word for it that a plan has.
STATUSES = {
    "à faire": (
        "a faire|a demarrer|a lancer|a planifier|a venir|a traiter|planifie|prevu|programme|non demarre|non commence"
        "|pas commence|pas demarre|to do|todo|not started|planned|scheduled|ouvert|open|nouveau|new|upcoming|offen"
        "|pendiente|pendente|non|no|n|faux|false|0 %|0%"
    ),
    "en cours": (
        "en cours|en cours de realisation|en bonne voie|demarre|commence|lance|engage|partiel|in progress|ongoing"
        "|under way|started|wip|doing|on track|active|in arbeit|en curso|en progreso|em andamento"
    ),
    "en attente": (
        "en attente|en pause|suspendu|bloque|en suspens|stand by|stand-by|waiting|on hold|blocked|paused|pending"
    ),
    "terminée": (
        "termine|fait|realise|acheve|fini|cloture|clos|effectue|execute|livre|ok|oui|done|complete|completed|finished"
        "|closed|delivered|yes|y|vrai|true|100 %|100%|x|v|abgeschlossen|erledigt|terminado|completado|concluido"
    ),
    "en retard": "en retard|retard|late|overdue|delayed|at risk|behind|hors delai",
    "reportée": "reporte|decale|differe|repousse|postponed|deferred|rescheduled",
    "abandonnée": "abandonne|annule|supprime|arrete|stoppe|cancelled|canceled|abandoned|stopped|dropped|sans suite",
    "non retenue": "non retenu|rejete|refuse|ecarte|rejected|declined|not retained",
}
# What people say for the other closed lists of a plan.
_SAID_OTHERWISE = {
    "retenue": ("garde", "valide", "kept", "retained", "go"),
    "non retenue": ("no go", "not kept", "dropped", "rejected"),
    "abandonnée": ("arrete", "annule", "given up", "abandoned", "cancelled", "canceled", "stopped"),
    "plus haut": ("higher", "up", "higher is better", "the higher the better"),
    "plus bas": ("lower", "down", "lower is better", "the lower the better"),
}
_ENDINGS = {"", "e", "s", "es"}  # of the feminine and of the plural
_ROOT = 4  # letters that two words must share to be one word inflected
_NEAR, _AS_NEAR = 75.0, 10.0  # of 100: how alike a choice must be to be offered, and what two offered may differ by


def choice_of(text: str, choices: Sequence[str]) -> str:
    """The one choice that a text can be: in another case, without accents, in the plural or the feminine, with a full
    stop; for oui and non a tick, `vrai`, `1`, `ok`; for the issue of a deal, another word for it: `signée`. "" where
    there is none, or where there are two.
    """
    for same in (_folded, _trimmed, _inflected):
        found = [choice for choice in choices if same(text, choice)]
        if found:
            return found[0] if len(found) == 1 else ""
    return _flag(text, choices) or _issue(text, choices) or _status(text, choices) or _otherwise(text, choices)


def _folded(text: str, choice: str) -> bool:
    return fold(text) == fold(choice)


def _trimmed(text: str, choice: str) -> bool:
    """Whether they differ only by what stands at their ends, or by spaces around a mark: `Perdue.`, `A / R`."""
    return _trim(text) == _trim(choice) != ""


def _trim(text: str) -> str:
    return re.sub(r" ?([/+&,-]) ?", r"\1", fold(text).strip(" .,;:!«»\"'()[]*-•"))


def _inflected(text: str, choice: str) -> bool:
    """Whether they are the same words, some in the plural or the feminine: `gagnées`, `perdu`."""
    mine, theirs = _trim(text).split(), _trim(choice).split()
    return len(mine) == len(theirs) and all(map(_same_word, mine, theirs))


def _same_word(one: str, other: str) -> bool:
    root = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one == other or (root >= _ROOT and {one[root:], other[root:]} <= _ENDINGS)


def _flag(text: str, choices: Sequence[str]) -> str:
    by_fold = {fold(choice): choice for choice in choices}
    if not _FLAGS.keys() <= by_fold.keys():
        return ""
    return next((by_fold[flag] for flag, signs in _FLAGS.items() if fold(text) in signs), "")


def _issue(text: str, choices: Sequence[str]) -> str:
    """The issue that another word for it means; a date or a number may follow: `Signé le 12/03`, `perdu (prix)`."""
    if not _ISSUES.keys() <= set(choices):
        return ""
    said = re.sub(r"^(?:affaire|devis|offre|client|dossier|contrat|commande) (?=[a-z])", "", _trim(text))
    said = re.sub(r"\s*(?:[(:,;–-]| le \d| en \d).*$", "", said)
    found = [issue for issue, words in _ISSUES.items() if any(_same_words(said, word) for word in words)]
    return found[0] if len(found) == 1 else ""


def _status(text: str, choices: Sequence[str]) -> str:
    """How far an action is, in other words; what follows may say more: `Fait le 12/03`, `Annulé (budget)`."""
    if not STATUSES.keys() <= set(choices):
        return ""
    said = _SIGNS.sub(" ", fold(text)).strip(" .,;:!-")
    said = re.sub(r"\s*(?:[(:,;–-]| le \d| depuis ).*$", "", said) or said
    found = [
        status for status, words in STATUSES.items() if any(_same_words(said, word) for word in words.split("|"))
    ]
    return found[0] if len(found) == 1 else _TICKS.get(text.replace("\ufe0f", "").strip(), "")


_SIGNS = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\\[\\]]")
_TICKS = dict.fromkeys("✓✔☑✅", "terminée") | {"[x]": "terminée", "[ ]": "à faire"} | dict.fromkeys("⬜☐", "à faire")


def _otherwise(text: str, choices: Sequence[str]) -> str:
    """A choice in other words, or in English."""
    said = _trim(text)
    found = [choice for choice in choices if any(_same_words(said, word) for word in _SAID_OTHERWISE.get(choice, ()))]
    return found[0] if len(found) == 1 else ""


def _same_words(text: str, word: str) -> bool:
    return text == word or (text.startswith(word) and text[len(word) :] in _ENDINGS and " " not in word)


def nearest_choices(text: str, choices: Sequence[str]) -> Words:
    """What to say of the choices that a text is near to; nothing if it is near to none."""
    folded = {choice: fold(choice) for choice in choices}
    found = process.extract(fold(text), folded, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    names = [choice for _, score, choice in found if score >= found[0][1] - _AS_NEAR]
    if len(names) > 1:
        return Words(
            f" ; les plus proches sont {_list(names, '« {} »', ' et ')}",
            f"; the nearest are {_list(names, '“{}”', ' and ')}",
        )
    return Words(f" ; le plus proche est « {names[0]} »", f"; the nearest is “{names[0]}”") if names else Words()


def _list(names: list[str], quoted: str, last: str) -> str:
    shown = [quoted.format(name) for name in names]
    return ", ".join(shown[:-1]) + last + shown[-1]

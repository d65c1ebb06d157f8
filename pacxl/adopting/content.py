"""What a column holds, as shares of its cells: dates, amounts, percentages, words of progress, names, sentences."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pacxl.excel import NoValue
from pacxl.formats.number_format import number_format_face
from pacxl.formats.opened import ShownNumber
from pacxl.french.calendar_names import MONTHS, WEEKDAYS
from pacxl.french.choices import STATUSES, choice_of
from pacxl.french.text import fold, text_stands_for_blank

SORTS = {
    "date": "a day",
    "when": "a day, a week, a month, a quarter, a rhythm, or words for when (« dès que possible »)",
    "month": "a month, a quarter or a year, and no day",
    "number": "a number",
    "measure": "a number and what it counts: « 50 leads »",
    "money": "an amount with its currency",
    "percent": "a percentage",
    "share": "a number from 0 to 1",
    "hundred": "a number from 0 to 100",
    "status": "a word for how far something is",
    "stage": "a word for how far a sale is",
    "closed": "a word for a sale won or lost",
    "paid": "a word for an invoice paid or not",
    "level": "a word for how much something matters",
    "tick": "a tick, yes or no",
    "sign": "a sign that is no word",
    "contact": "an address, a telephone",
    "text": "words",
    "name": "one to three words that begin with a capital",
    "phrase": "three words or more",
    "long": "more than eight words",
    "verb": "words that begin with an infinitive or an order",
    "again": "what stands in another row too",
    "rank": "a number in order, a code",
    "clock": "a time of day, minutes or hours",
    "account": "a heading of accounts: rent, wages",
}


_ENOUGH = 4  # cells: fewer say less


@dataclass(frozen=True)
class Content:
    """What a column holds: how many cells that are not blank, the share of each sort among them, the first values;
    whether its numbers, without a percent sign, count from 0 to 100."""

    filled: int = 0
    shares: Mapping[str, float] = field(default_factory=dict)
    samples: tuple[Any, ...] = ()
    of_hundred: bool = False

    def speaks_for(self, sorts: Mapping[str, float]) -> float:
        """How much it speaks for a role that holds some sorts, from -1 to 1; a blank column says nothing."""
        said = sum(weight * self.shares.get(sort, 0.0) for sort, weight in sorts.items())
        return max(-1.0, min(1.0, said)) * min(1.0, (self.filled + 1) / _ENOUGH)

    def of(self, *sorts: str) -> float:
        """The largest share of some sorts."""
        return max((self.shares.get(sort, 0.0) for sort in sorts), default=0.0)


def column_content(cells: Sequence[Any]) -> Content:
    """What a column's cells, each with what its format says, hold."""
    kept = [cell for cell in cells if not (cell == "" or (isinstance(cell, str) and text_stands_for_blank(cell)))]
    if not kept:
        return Content()
    counted = Counter(sort for cell in kept for sort in content_sorts(cell))
    shares = {sort: count / len(kept) for sort, count in counted.items()}
    shares["again"] = 1 - len({fold(str(cell)) for cell in kept}) / len(kept) if len(kept) > 1 else 0.0
    if _in_order(kept):
        shares["rank"] = 1.0
    numbers = [cell for cell in kept if type(cell) is float]
    return Content(len(kept), shares, tuple(kept[:3]), max(numbers, default=0.0) > 1)


def _in_order(cells: Sequence[Any]) -> bool:
    """Whether the cells count 1, 2, 3."""
    numbers = [cell for cell in cells if type(cell) is float]
    in_order = all(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) == len(cells) > 1 and numbers[0] in (0, 1) and in_order


def content_sorts(cell: Any) -> Iterable[str]:
    """The sorts of one cell."""
    if isinstance(cell, dt.date):
        return ("date", "when")
    if isinstance(cell, dt.time):
        return ("clock",)
    if isinstance(cell, bool):
        return ("tick",)
    if isinstance(cell, ShownNumber):
        return _of_shown(cell)
    if isinstance(cell, int | float):
        return _of_number(float(cell))
    return () if isinstance(cell, NoValue) else _of_text(str(cell))


def _of_shown(cell: ShownNumber) -> Iterable[str]:
    """The sorts of a number by what its format says."""
    seen = number_format_face(cell.code, cell.number)
    if "%" in seen.before + seen.after:
        return ("percent",)
    if seen.symbol or "€" in seen.before + seen.after:
        return ("number", "money")
    return _of_number(cell.number)


def _of_number(number: float) -> Iterable[str]:
    yield "number"
    if 0 <= number <= 1:
        yield "share"
    if 0 <= number <= 100:
        yield "hundred"
    if number in range(2000, 2100):
        yield "month"


# --- texts ------------------------------------------------------------------------------------------------

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_YEAR = r"(?: ?(?:20)?\d\d)?"
_DATE = re.compile(
    rf"(?:(?:le|au|du|avant|d'ici|fin|by) )*(?:(?:{_DAY})\.? )?(?:\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-](?:\d{{4}}|\d\d))?"
    rf"|\d{{4}}-\d\d-\d\d(?:t.*)?|(?:1er|\d{{1,2}})[ -](?:{_MONTH})\.?{_YEAR}|(?:{_MONTH})\.? \d{{1,2}},? \d{{4}})"
    r"(?: (?:a )?\d\d?[h:]\d*.*)?"
)
_SPAN = rf"(?:s|w|sem\.?|semaine|week) ?\d{{1,2}}|[tq][1-4]|m ?\+?\d{{1,2}}|(?:mois|month) ?\d+|(?:{_MONTH})\.?"
_MONTHLY = re.compile(
    rf"(?:(?:fin|debut|mi|end|courant)[ -])?(?:{_SPAN}|[st]\d|h[12]|\d(?:er|e|eme) (?:trimestre|semestre)"
    rf"|\d\d[/-]\d{{4}})(?: ?[/-]? ?(?:20)?\d\d)?(?: ?(?:[-–/>]|a|au) ?(?:{_SPAN}|\d+){_YEAR})?|20\d\d"
)
_WHEN = re.compile(
    r"[jmsd] ?[+-] ?\d+.*|asap|immediat\w*|urgent|des que possible|tout de suite|(?:en )?continu\w*|permanent\w*"
    r"|(?:bi-?)?(?:hebdo|mensuel|trimestriel|annuel|quotidien|semestriel|journalier)\w*"
    r"|(?:semaine|mois|annee)? ?prochain\w*(?: semaine| mois)?|(?:chaque|tous les|toutes les|every|each) .*"
    r"|daily|weekly|monthly|quarterly|yearly|ongoing|recurring|now|today|(?:next|this) \w+"
    r"|\d+(?:-\d+)? ?(?:x|fois|posts?|articles?)? ?(?:/|par|per|a) ?\w+\.?"
    r"|\d+(?:-\d+)? ?(?:j|jours?|sem|semaines?|weeks?|w|mois|months?|days?|d)\.?"
    r"|(?:court|moyen|long) terme|sprint ?\+?\d|fin (?:de |d')?\w+(?: \d+)?|(?:avant|apres|d'ici) .*"
    r"|rentree|ete|hiver|printemps|automne|prealable|en cours d'annee"
    rf"|[jsm]\d{{1,2}}(?: ?[-/a] ?[jsm]?\d{{1,2}})?|months? \d+(?:-\d+)?|(?:{_DAY})s?|(?:s|w)\d+ ?[·:(-].*"
)
_CURRENCY = r"(?:€|eur|euros?|k€|m€|ke|\$|usd|£|gbp|chf|f ?cfa|xof|mad|dh|tnd|dt|ar|cad|fcfa|r\$|ht)"
_FIGURES = r"[+-]?\d[\d .,']*"
_MONEY = re.compile(
    rf"(?:env\.? |~|≈)?(?:{_FIGURES} ?k?m? ?{_CURRENCY}\.?(?: ?ht| ?ttc)?(?: ?/ ?\w+)?|{_CURRENCY} ?{_FIGURES}k?)"
)
_PERCENT = re.compile(rf"(?:[<>≥≤=+-]+ ?)?{_FIGURES} ?%")
_NUMBER = re.compile(rf"(?:[<>≥≤=~]+ ?)?{_FIGURES}(?:/{_FIGURES})?")
_MEASURE = re.compile(rf"(?:[<>≥≤=+~-]+ ?)?{_FIGURES} ?[a-z/]+(?: [a-z/]+){{0,3}}")
_CONTACT = re.compile(r".*@.*\..*|\+?[\d ().-]{9,20}|(?:https?://|www\.).*")
_CLOCK = re.compile(
    r"\d{1,2} ?(?:h|:) ?\d{0,2}|\d+ ?(?:min|minutes?|mn|heures?|hours?|hrs?|h)\.?(?: \d+)?|(?:<|>) ?\d+ ?(?:h|min).*"
)
_RANK = re.compile(r"[a-z]{0,5}[-_.#° ]?\d{1,6}(?:[.-]\d{1,4})*")
_LEVEL = re.compile(
    r"(?:tres |very )?(?:haut|elev|fort|moyen|normal|bas|faible|basse|critique|urgent|high|medium|low|critical|majeur"
    r"|mineur|important|quick win|must|should|could)\w*|p ?\d|#\d|[abc]|\*+|!+"
)
_TICK = re.compile(r"x|oui|non|yes|no|y|n|o|ok|ko|vrai|faux|true|false|\[[x ]?\]|v")
_SIGN = re.compile(r"[^\w\s]{1,4}")
_STAGE = re.compile(
    r"(?:1er |premier |a )?(?:contact|prise (?:de )?contact|qualif|decouverte|propos|devis|offre|nego|relanc|rdv"
    r"|rendez-vous|demo|prospect|lead|closing|signature|verbal|brouillon envoy|opportunit|discovery|quot|meeting"
    r"|commit|contract|piste|suspect|chaud|tiede|froid|hot|warm|cold|interess|proforma|en attente|envoye|commande"
    r"|rappeler|contacter|traiter|identifi|evaluation|new|nouveau|besoin|presentation|audit|pilot|short ?list)\w*.*"
)
_CLOSED = re.compile(
    r"(?:gagn|perdu|sign|won|lost|cloture|abandon|conclu|refus|accept|sans suite|closed|vinta|ganado)\w*.*"
)
_PAID = re.compile(
    r"(?:partiellement |non |im)?(?:paye|regle|encaisse|solde|acquitte|paid|unpaid|overdue|impaye|echu)\w*.*"
)
_ACCOUNT = re.compile(
    r"(?:loyer|salaire|electricite|assurance|honoraire|telecom|carburant|fourniture|impot|encaissement|decaissement|tva"
    r"|urssaf|amortissement|achat|tresorerie|recette|depense|entretien|charges? |frais |solde ).*"
    r"|eau|energie|sous-traitance|rent|wages|payroll|utilities|insurance|masse salariale"
)
_INFINITIVE = re.compile(
    r"(?!(?:notre|votre|autre|entre|contre|quatre|titre|lettre|centre|maitre|fenetre|semestre|trimestre|histoire|memoire"
    r"|territoire|affaire|partenaire|formulaire|seminaire|anniversaire|brochure|facture|ouverture|fermeture|procedure"
    r"|premier|dernier|atelier|chantier|dossier|courrier|papier|panier|fichier|metier|hiver|plaisir|avenir)$)"
    r"[a-z'-]{2,}(?:er|ir|dre|tre|ire|ure)"
)
_ORDER = re.compile(
    "add|analy[sz]e|build|buy|call|check|clean|close|collect|contact|create|define|deliver|design|develop|draft|email"
    "|ensure|finali[sz]e|fix|follow|get|hire|host|identify|implement|improve|increase|integrate|invite|launch|make|meet"
    "|migrate|monitor|negotiate|open|optimi[sz]e|order|organi[sz]e|plan|prepare|present|print|promote|propose|publish"
    "|recruit|redesign|reduce|renew|renegotiate|replace|review|revise|run|schedule|select|send|set|setup|share|sign"
    "|start|survey|test|track|train|translate|update|upgrade|validate|visit|write"
)
_NAME = r"(?:[^\W\d_a-zß-ÿ]|l'|d')[^\s\d]*|de|du|la|le|et|&|/|\+"
_CAPITALS = re.compile(rf"(?:{_NAME})(?:[ ,]+(?:{_NAME}))*")
_LONG, _PHRASE = 8, 3


@lru_cache(maxsize=50_000)
def _of_text(text: str) -> tuple[str, ...]:
    """The sorts of a text."""
    plain = fold(_PICTURES.sub(" ", text)).strip(" .:;!")
    if not plain:
        return ("sign",)
    found = [sort for sort, form in _FORMS if form.fullmatch(plain)]
    if choice_of(plain, tuple(STATUSES)):
        found.append("status")
    if {"date", "month"} & set(found) and "when" not in found:
        found.append("when")
    if {"when", "clock", "money", "contact"} & set(found) and "measure" in found:
        found.remove("measure")
    if set(found) & {"date", "when", "number", "measure", "money", "percent", "contact", "clock", "sign"}:
        return tuple(found)
    return (
        *found,
        *_of_words(text.strip(), plain, named=not set(found) & {"status", "stage", "level", "closed", "tick"}),
    )


_PICTURES = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_FORMS = (
    ("date", _DATE),
    ("month", _MONTHLY),
    ("when", _WHEN),
    ("money", _MONEY),
    ("percent", _PERCENT),
    ("number", _NUMBER),
    ("measure", _MEASURE),
    ("contact", _CONTACT),
    ("clock", _CLOCK),
    ("rank", _RANK),
    ("level", _LEVEL),
    ("tick", _TICK),
    ("sign", _SIGN),
    ("stage", _STAGE),
    ("paid", _PAID),
    ("account", _ACCOUNT),
    ("closed", _CLOSED),
)


def _of_words(text: str, plain: str, *, named: bool) -> Iterable[str]:
    words = plain.split()
    yield "text"
    if named and len(words) <= _PHRASE and text.title()[:1] == text[:1] and _CAPITALS.fullmatch(text):
        yield "name"
    if len(words) >= _PHRASE:
        yield "phrase"
    if len(words) > _LONG:
        yield "long"
    if len(words) > 1 and (_INFINITIVE.fullmatch(words[0]) or _ORDER.fullmatch(words[0])):
        yield "verb"

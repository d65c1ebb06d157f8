"""The people of a firm, from its settings or from a list; and what is one person's: clients, objectives set in
advance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pacxl.errors import ListError
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import clean_name, fold
from pacxl.settings.rules import SENSES, is_email, name_rule_slip, same_person_by_rule


@dataclass(frozen=True)
class Person:
    """Someone who fills in a plan: job (`role`), whom they report to (`manager`), `sector`; `aliases` are the other
    ways in which people write the name; `email` is the address that a message goes to ("": none is known)."""

    name: str
    team: str = ""
    role: str = ""
    manager: str = ""
    sector: str = ""
    aliases: tuple[str, ...] = ()
    email: str = ""

    @property
    def shown(self) -> str:
        """The name, with its team."""
        return f"{self.name} ({self.team})" if self.team else self.name

    def is_called(self, name: str) -> bool:
        """Whether a name is this person's, in one spelling or another."""
        return as_one_name(name) in map(as_one_name, (self.name, *self.aliases, self.shown))


@dataclass(frozen=True)
class Client:
    """A client or prospect, who follows it, its revenue last year and the one aimed at (euros)."""

    name: str
    segment: str = ""
    person: str = ""
    revenue: float | None = None
    target: float | None = None


@dataclass(frozen=True)
class Objective:
    """An objective set in advance, for a person or (no `person`) for all. A percentage is a fraction."""

    name: str
    kind: str = ""
    person: str = ""
    product: str = ""
    target: float | None = None
    unit: str = ""
    sense: str = SENSES[0]
    deadline: dt.date | None = None


# --- a list of people -------------------------------------------------------------------------------------

_Row = tuple[int, Sequence[Any]]  # its number, from 0, and its cells
_HEADERS = {
    "name": ("nom", "noms", "commercial", "commerciale", "personne", "collaborateur", "vendeur", "salarie", "name"),
    "first": ("prenom", "first name"),
    "team": ("equipe", "team", "agence"),
    "email": ("courriel", "e-mail", "email", "mail", "adresse e-mail", "adresse mail"),
}
_BARE = {"name": 0, "team": 1}  # the columns of a list without headers


def people_headers(rows: Iterable[_Row]) -> int:
    """How many of the headers of a list of people a row of these has at the most, the name among them; 0 for none."""
    return max((len(found) for _, cells in rows if "name" in (found := _columns(cells))), default=0)


def people_from_rows(rows: Sequence[_Row], file: str) -> tuple[Person, ...]:
    """The people of a list: a name a row, in a column *Nom* (with *Prénom*, *Équipe*, *Courriel* if they are there);
    without headers, the name, then the team. Raises ListError, naming the row, for a list without a name, a name
    or an address that is none, and for one person twice."""
    people = list(_people(rows, file))
    if not people:
        raise ListError(
            file,
            "aucun nom : il faut une personne par ligne, dans une colonne « Nom » (et, si on les a, « Équipe » et "
            "« Courriel »)",
            "no name: a person a row is needed, in a column “Nom” (and “Équipe” and “Courriel”, if they are known)",
        )
    twice = same_person_by_rule([(person.name, person.team) for _, person in people])
    for (number, person), again in zip(people, twice, strict=True):
        if again:
            raise ListError(
                file,
                f"ligne {number} : « {person.shown} » est déjà plus haut (deux homonymes ont chacun leur équipe)",
                f"row {number}: “{person.shown}” stands already higher (two namesakes have a team each)",
            )
    return tuple(person for _, person in people)


def _people(rows: Sequence[_Row], file: str) -> Iterator[tuple[int, Person]]:
    top = next((at for at, (_, cells) in enumerate(rows) if "name" in _columns(cells)), None)
    columns = _BARE if top is None else _columns(rows[top][1])
    for number, cells in rows if top is None else rows[top + 1 :]:
        texts = {key: _text(cells[col]) if col < len(cells) else "" for key, col in columns.items()}
        name = " ".join(filter(None, (texts.get("first", ""), texts["name"])))
        if not any(texts.values()):
            continue
        if slip := _slip(name, texts.get("email", "")):
            raise ListError(file, f"ligne {number + 1} : {slip[0]}", f"row {number + 1}: {slip[1]}")
        yield number + 1, Person(name, texts.get("team", ""), email=texts.get("email", ""))


def _columns(cells: Sequence[Any]) -> Mapping[str, int]:
    """Which column is which, in a row of headers."""
    found = [fold(cell).strip(" :") if isinstance(cell, str) else "" for cell in cells]
    return {key: found.index(word) for key, words in _HEADERS.items() for word in words if word in found}


def _text(cell: Any) -> str:
    return clean_name(str(cell)).strip()


def _slip(name: str, email: str) -> tuple[str, str] | None:
    """What is wrong with a row of the list, in French and in English."""
    if not any(letter.isalpha() for letter in name) or name_rule_slip(name) or set(name) & set("@;|"):
        return f"« {name[:40]} » n’est pas un nom", f"“{name[:40]}” is no name"
    if email and not is_email(email):
        return f"« {email[:60]} » n’est pas une adresse de courriel", f"“{email[:60]}” is no e-mail address"
    return None

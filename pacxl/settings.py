"""What a firm chooses: its families of actions and their steps, people, segments, stages, indicators, look."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pacxl.errors import SettingsError

PHASES = ("stratégique", "préparatoire", "opérationnelle")
SENSES = ("plus haut", "plus bas")


@dataclass(frozen=True)
class Family:
    """A family of actions: one sheet, whose rows are its steps. `sheet` is at most 31 characters."""

    key: str
    sheet: str
    title: str
    phase: str
    steps: tuple[str, ...]
    purpose: str = ""
    group: str = ""


@dataclass(frozen=True)
class Stage:
    """A stage of the pipeline, and the probability that a deal in it has unless one is typed (0 to 1)."""

    name: str
    probability: float


@dataclass(frozen=True)
class Indicator:
    """A monthly indicator; `sense` says which way is better."""

    key: str
    name: str
    unit: str
    sense: str = SENSES[0]


@dataclass(frozen=True)
class Person:
    name: str
    team: str = ""


@dataclass(frozen=True)
class Settings:
    """The whole of a firm's choices. Made by `load_settings`; raises SettingsError, naming the slip."""

    name: str
    title: str
    families: tuple[Family, ...]
    stages: tuple[Stage, ...]
    indicators: tuple[Indicator, ...]
    segments: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    description: str = ""
    company: str = ""
    accent: str = field(default="1F5C7A")

    def __post_init__(self) -> None:
        for slip in _slips(self):
            raise SettingsError(self.name, slip)

    def dumps(self) -> str:
        """The settings as one line of JSON, which `loads` reads back."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=64)
def loads(text: str, name: str = "_pacxl") -> Settings:
    """Settings from what `dumps` gave; raises SettingsError if it is none."""
    try:
        return _build(Settings, json.loads(text), name)
    except json.JSONDecodeError:
        raise SettingsError(name, "les réglages enregistrés dans le classeur sont illisibles") from None


def load_settings(source: str | Path) -> Settings:
    """Settings from a built-in name (`complet`) or a `.toml` file. A slip raises SettingsError and names it."""
    name = str(source)
    if not name.endswith(".toml"):
        path = shipped("templates") / f"{name}.toml"
        if not path.is_file():
            near = difflib.get_close_matches(name, templates(), 1)
            hint = f" (vouliez-vous dire « {near[0]} » ?)" if near else f" ; fournis : {', '.join(templates())}"
            raise SettingsError(name, f"modèle inconnu « {name} »{hint}")
    else:
        path = Path(name)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(name, f"fichier introuvable « {name} »") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(name, f"« {name} » n’est pas un fichier TOML lisible ({fault})") from None
    except OSError as fault:
        raise SettingsError(name, f"« {name} » ne peut pas être lu ({fault.strerror})") from None
    base = content.pop("based_on", None)
    if base is not None:
        content = {**dataclasses.asdict(load_settings(str(base))), "name": path.stem, **content}
    return _build(Settings, content, name)


def templates() -> tuple[str, ...]:
    """The names of the built-in settings."""
    return tuple(sorted(path.stem for path in shipped("templates").glob("*.toml")))


def shipped(folder: str) -> Path:
    """A folder that comes with the package: inside it when installed, beside it in a checkout."""
    inside = Path(__file__).parent / folder
    return inside if inside.is_dir() else Path(__file__).parent.parent / folder


# --- from plain values to settings, strictly --------------------------------------------------------------

_Noun = TypeVar("_Noun")


def _build(noun: type[_Noun], values: Any, place: str) -> _Noun:
    """A dataclass from a mapping of the same shape; an unknown, missing or ill-typed key is a SettingsError."""
    if not isinstance(values, dict):
        raise SettingsError(place, f"il faut un tableau de clés, pas {values!r}")
    hints = get_type_hints(noun)
    for key in values:
        if key not in hints:
            near = difflib.get_close_matches(key, hints, 1)
            raise SettingsError(
                place, f"clé inconnue « {key} »{f' (vouliez-vous dire « {near[0]} » ?)' if near else ''}"
            )
    for item in dataclasses.fields(noun):  # type: ignore[arg-type]  # every noun here is a dataclass
        required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        if required and item.name not in values:
            raise SettingsError(place, f"la clé « {item.name} » manque")
    return noun(**{key: _convert(hints[key], value, f"{place} › {key}") for key, value in values.items()})


def _convert(hint: Any, value: Any, place: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, (list, tuple)):
            raise SettingsError(place, f"il faut une liste, pas {value!r}")
        item = get_args(hint)[0]
        return tuple(_convert(item, each, f"{place} {number}") for number, each in enumerate(value, 1))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _build(hint, value, place)
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if hint is str and isinstance(value, str) and (value.strip() == value):
        return value
    raise SettingsError(
        place, f"« {value} » n’est pas {'un nombre' if hint is float else 'un texte sans blanc autour'}"
    )


_LONGEST_NAME = 127  # 255 UTF-16 units in a formula, whatever the characters


def _slips(settings: Settings) -> list[str]:
    """What is wrong in settings whose shape is right."""
    slips = []
    for what, names in (
        ("famille", [family.key for family in settings.families]),
        ("feuille", [family.sheet for family in settings.families]),
        ("étape du carnet", [stage.name for stage in settings.stages]),
        ("indicateur", [indicator.key for indicator in settings.indicators]),
        ("nom d’indicateur", [indicator.name for indicator in settings.indicators]),
        ("segment", list(settings.segments)),
        ("unité", list(settings.units)),
        ("personne", [person.name for person in settings.people]),
    ):
        folded = [name.casefold() for name in names]
        slips += [f"{what} en double « {name} »" for i, name in enumerate(names) if name.casefold() in folded[:i]]
        slips += [f"{what} sans nom" for name in names if not name]
        slips += [
            f"{what} : caractère de contrôle dans « {name[:40]} »" for name in names if min(name, default=" ") < " "
        ]
    for family in settings.families:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", family.key):
            slips.append(f"clé de famille « {family.key} » : minuscules sans accent, chiffres et _ seulement")
        if family.phase not in PHASES:
            slips.append(f"phase inconnue « {family.phase} » ({family.title}) : {', '.join(PHASES)}")
        if not family.steps:
            slips.append(f"la famille « {family.title} » n’a aucune étape")
    for stage in settings.stages:
        if not 0 <= stage.probability <= 1:
            slips.append(f"probabilité de « {stage.name} » : entre 0 et 1, pas {stage.probability}")
    for indicator in settings.indicators:
        if len(indicator.name) > _LONGEST_NAME:
            slips.append(f"nom d’indicateur « {indicator.name[:40]}… » : {_LONGEST_NAME} caractères au plus")
        if indicator.sense not in SENSES:
            slips.append(f"sens inconnu « {indicator.sense} » ({indicator.name}) : {' ou '.join(SENSES)}")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", settings.accent):
        slips.append(f"couleur « {settings.accent} » : six chiffres hexadécimaux, par exemple 1F5C7A")
    if not settings.families:
        slips.append("il faut au moins une famille d’actions")
    return slips

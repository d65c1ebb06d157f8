"""Settings from where they are kept as text: a built-in name, a `.toml` file, the JSON that a workbook carries."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
import tomllib
import types
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pacxl.errors import SettingsError
from pacxl.findings.relecture import RULE_TITLES
from pacxl.french.text import Words, clean_name
from pacxl.settings.correspondences import correspondences_from_toml
from pacxl.settings.merging import merged_settings
from pacxl.settings.model import Settings
from pacxl.settings.shipped import shipped_folder
from pacxl.settings.slips import hint_in_slip
from pacxl.settings.workbooks import ownerships_from_toml


@lru_cache(maxsize=64)
def settings_from_text(text: str, name: str = "_pacxl", *, lenient: bool = False) -> Settings:
    """Settings from what `dumps` gave; raises SettingsError if it is none. `lenient`: without the keys that are not
    known, which another version of pacxl wrote."""
    try:
        values = json.loads(text)
        return _build(Settings, _known(Settings, values) if lenient else values, name)
    except json.JSONDecodeError:
        fr = "les réglages enregistrés dans le classeur sont illisibles"
        raise SettingsError(name, fr, "the settings that the workbook carries cannot be read") from None


def load_toml(source: str | Path) -> Settings:
    """Settings from a built-in name (`complet`), a `.toml` file, or several joined by `+` (`smart+canaux`).

    A slip raises SettingsError and names it.
    """
    return merged_settings([_load_one(name) for name in joined_names_in_text(source)])


def joined_names_in_text(source: str | Path) -> list[str]:
    """In the text that names settings, the names that are joined by `+`, or the one file whose name has a `+` in
    it."""
    return [str(source)] if Path(source).is_file() else [name.strip() for name in str(source).split("+")]


def _load_one(name: str) -> Settings:
    if not name.endswith(".toml"):
        path = shipped_folder("templates") / f"{name}.toml"
        if not path.is_file():
            every = ", ".join(templates())
            hint = hint_in_slip(name, templates(), Words(f" ; fournis : {every}", f"; built in: {every}"))
            raise SettingsError(name, f"modèle inconnu « {name} »{hint.fr}", f"unknown template “{name}”{hint.en}")
    else:
        path = Path(name)
    try:
        content = tomllib.loads(clean_name(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SettingsError(name, f"fichier introuvable « {name} »", f"no such file “{name}”") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        fr = f"« {name} » n’est pas un fichier TOML lisible ({fault})"
        raise SettingsError(name, fr, f"“{name}” is no TOML that can be read ({fault})") from None
    except OSError as fault:
        why = fault.strerror
        raise SettingsError(
            name, f"« {name} » ne peut pas être lu ({why})", f"“{name}” cannot be read ({why})"
        ) from None
    base, kept = content.pop("based_on", None), content.pop("keep", None)
    if logo := content.get("logo"):
        content["logo"] = logo_in_base64(path.parent / str(logo), name)
    if isinstance(words := content.get("correspondences"), dict):
        lines = correspondences_from_toml(words, name).lines
        content["correspondences"] = [dataclasses.asdict(line) for line in lines]
    if isinstance(owners := content.get("owners"), dict):
        content["owners"] = ownerships_from_toml(owners, name)
    if base is not None:
        content = {**dataclasses.asdict(_base(str(base), path)), "name": path.stem, **content}
    if kept is not None:
        content["families"] = _kept(content.get("families", []), kept, name)
    settings = _build(Settings, content, name)
    _check_rules(settings.relecture_off, name)
    return settings


def _check_rules(codes: Sequence[str], name: str) -> None:
    """Whether some codes are rules of the relecture; of what a workbook carries nobody asks, for another version of
    pacxl may have other rules."""
    for code in codes:
        if code not in RULE_TITLES:
            every = ", ".join(RULE_TITLES)
            hint = hint_in_slip(code, RULE_TITLES, Words(f" ; connues : {every}", f"; known: {every}"))
            fr = f"relecture_off : règle inconnue « {code} »{hint.fr}"
            raise SettingsError(name, fr, f"relecture_off: unknown rule “{code}”{hint.en}")


def _base(base: str, path: Path) -> Settings:
    """The settings that others start from: built-in, or a file beside theirs; never themselves."""
    if not base.endswith(".toml"):
        return load_toml(base)
    beside = path.parent / base
    try:
        return load_toml(beside)
    except RecursionError:
        fr, en = "based_on : ce fichier part de lui-même", "based_on: this file starts from itself"
        raise SettingsError(str(path), fr, en) from None


LARGEST_LOGO = 200_000  # bytes: it travels in every workbook


def logo_in_base64(path: Path, place: str) -> str:
    """A logo's file, PNG or JPEG, as settings hold it in their text, in base64; raises SettingsError if it is none,
    or too large."""
    try:
        content = path.read_bytes()
    except (OSError, ValueError):
        raise SettingsError(place, f"logo introuvable « {path.name} »", f"no such logo “{path.name}”") from None
    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        fr = f"le logo « {path.name} » n’est pas une image PNG ou JPEG"
        raise SettingsError(place, fr, f"the logo “{path.name}” is no PNG or JPEG image")
    if len(content) > LARGEST_LOGO:
        size, most = len(content) // 1000, LARGEST_LOGO // 1000
        fr = f"le logo « {path.name} » est trop lourd ({size} ko, {most} au plus)"
        raise SettingsError(place, fr, f"the logo “{path.name}” is too large ({size} kB, {most} at most)")
    return base64.b64encode(content).decode("ascii")


def _kept(families: Any, keys: Any, name: str) -> list[Any]:
    """The families of some keys, in their own order; an unknown key is a slip."""
    known = {family["key"]: family for family in families if isinstance(family, dict) and "key" in family}
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        fr = f"keep : il faut une liste de clés de familles, pas {keys!r}"
        raise SettingsError(name, fr, f"keep: a list of keys of families is needed, not {keys!r}")
    for key in keys:
        if key not in known:
            hint = hint_in_slip(key, known)
            fr = f"keep : famille inconnue « {key} »{hint.fr}"
            raise SettingsError(name, fr, f"keep: unknown family “{key}”{hint.en}")
    return [known[key] for key in known if key in keys]


def templates() -> tuple[str, ...]:
    """The names of the built-in settings, which are texts (TOML)."""
    return tuple(sorted(path.stem for path in shipped_folder("templates").glob("*.toml")))


# --- from plain values to settings, strictly --------------------------------------------------------------

_Noun = TypeVar("_Noun")


def _build(noun: type[_Noun], values: Any, place: str) -> _Noun:
    """A dataclass from a mapping of the same shape; an unknown, missing or ill-typed key is a SettingsError."""
    if not isinstance(values, dict):
        fr = f"il faut un tableau de clés, pas {values!r}"
        raise SettingsError(place, fr, f"a table of keys is needed, not {values!r}")
    hints = _hints(noun)  # type: ignore[arg-type]  # a class is hashable, whatever its objects are
    for key in values:
        if key not in hints:
            hint = hint_in_slip(key, hints)
            raise SettingsError(place, f"clé inconnue « {key} »{hint.fr}", f"unknown key “{key}”{hint.en}")
    for item in dataclasses.fields(noun):  # type: ignore[arg-type]  # every noun here is a dataclass
        required = item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        if required and item.name not in values:
            raise SettingsError(place, f"la clé « {item.name} » manque", f"the key “{item.name}” is missing")
    return noun(**{key: _convert(hints[key], value, f"{place} › {key}") for key, value in values.items()})


@cache
def _hints(noun: type[Any]) -> Mapping[str, Any]:
    """The types of a dataclass's fields, by name (Python makes them anew each time, in 50 µs)."""
    return get_type_hints(noun)


def _known(noun: type[Any], values: Any) -> Any:
    """A mapping without the keys that a dataclass does not have, all the way down."""
    if not isinstance(values, dict):
        return values
    hints = _hints(noun)  # type: ignore[arg-type]  # a class is hashable, whatever its objects are
    return {key: _known_item(hints[key], value) for key, value in values.items() if key in hints}


def _known_item(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple and isinstance(value, list) and dataclasses.is_dataclass(get_args(hint)[0]):
        return [_known(get_args(hint)[0], each) for each in value]
    return value


def _convert(hint: Any, value: Any, place: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, (list, tuple)):
            raise SettingsError(place, f"il faut une liste, pas {value!r}", f"a list is needed, not {value!r}")
        item = get_args(hint)[0]
        return tuple(_convert(item, each, f"{place} {number}") for number, each in enumerate(value, 1))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _build(hint, value, place)
    plain = [each for each in get_args(hint) if each is not types.NoneType] if get_args(hint) else [hint]
    if value is None and plain != [hint]:
        return None
    for each in plain:
        if each is float and isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            return float(value)
        if each is bool and isinstance(value, bool):
            return value
        if each is str and isinstance(value, str) and value.strip() == value:
            return value
        if each is dt.date and (day := _date(value)):
            return day
    expected = _EXPECTED[plain[0]]
    raise SettingsError(place, f"« {value} » n’est pas {expected.fr}", f"“{value}” is not {expected.en}")


_EXPECTED = {
    float: Words("un nombre", "a number"),
    bool: Words("vrai ou faux (true, false)", "true or false"),
    str: Words("un texte sans blanc autour", "a text without blanks around it"),
    dt.date: Words("une date (2026-12-31)", "a date (2026-12-31)"),
}


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None

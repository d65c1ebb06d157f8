"""The help pages and the refusals of the command line, in the reader's language: what a person reads before any
command runs. (Typer's own say « Usage », « Missing argument » or « Invalid value » in English alone.)"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typer
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from typer.core import TyperCommand, TyperGroup

from pacxl.cli.output.screen import err, out
from pacxl.findings.entry import Lang
from pacxl.typography import NARROW, WIDE, in_quotes, typeset

# What Typer raises where a command is misused: it announces but one of them, by its name.
_REFUSAL: type[Exception] = next(each for each in typer.BadParameter.__mro__ if each.__name__ == "UsageError")
_LANGUAGE = "PACXL_LANG"
_WORDS: dict[Lang, dict[str, str]] = {
    "fr": {
        "usage": f"Utilisation{WIDE}: ",
        "options": "OPTIONS",
        "command": "COMMANDE",
        "arguments": "Ce qu’il faut nommer",
        "choices": "Options",
        "commands": "Commandes",
        "default": f"par défaut{WIDE}: ",
        "required": "obligatoire",
        "variable": f"ou la variable{WIDE}: ",
        "help": "Afficher cette aide.",
        "error": f"Erreur{WIDE}: ",
        "more": f"Pour en savoir plus{WIDE}: ",
    },
    "en": {
        "usage": "Usage: ",
        "options": "OPTIONS",
        "command": "COMMAND",
        "arguments": "Arguments",
        "choices": "Options",
        "commands": "Commands",
        "default": "default: ",
        "required": "required",
        "variable": "or the variable: ",
        "help": "Show this help.",
        "error": "Error: ",
        "more": "To know more: ",
    },
}
# What an option asks, by what stands for its value in the help.
_EXPECTED: dict[str, tuple[str, str]] = {
    "DATE": ("une date, par exemple 2026-06-30 ou 30/06/2026", "a date, for example 2026-06-30 or 30/06/2026"),
    "NOMBRE": ("un nombre entier", "a whole number"),
}


def language_asked(words: Sequence[str]) -> Lang:
    """The language of the command line, as its words or the environment ask for it: French unless it is English."""
    said = re.search(r"--lang[= ](\S*)", " ".join(words))
    asked = said[1] if said else os.environ.get(_LANGUAGE, "")
    return "en" if asked == "en" else "fr"


class HelpedCommand(TyperCommand):
    """A command whose help is in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _show_help(self, ctx)


class HelpedGroup(TyperGroup):
    """The commands together, whose help and whose refusals are in the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _show_help(self, ctx)

    def main(self, args: Any = None, prog_name: Any = None, *rest: Any, **more: Any) -> Any:
        """Runs a command and ends the process with its status; 2 where the command is misused."""
        words = sys.argv[1:] if args is None else [*args]
        lang = language_asked(words)
        try:
            status = super().main(args, prog_name, *rest, **{**more, "standalone_mode": False, "obj": lang})
        except _REFUSAL as fault:
            _show_refusal(fault, lang)
            status = 2
        except typer.Abort:
            status = 1
        sys.exit(status or 0)


# --- help -------------------------------------------------------------------------------------------------


def _show_help(command: Any, ctx: Any) -> None:
    """Prints the page of a command, or of them all."""
    lang: Lang = "en" if ctx.find_root().obj == "en" else "fr"
    words, params = _WORDS[lang], command.get_params(ctx)
    out.print(f"\n[bold]{escape(_usage(ctx, lang))}[/]\n", soft_wrap=True)
    out.print(escape(_said(command.help, lang)) + "\n")
    arguments = [each for each in params if each.param_type_name == "argument"]
    options = [each for each in params if each.param_type_name == "option"]
    _show_panel(words["arguments"], (_described(each, lang) for each in arguments))
    _show_panel(words["choices"], (_described(each, lang) for each in options))
    known = getattr(command, "commands", {})
    _show_panel(words["commands"], ((name, "", _said(each.help, lang)) for name, each in known.items()))
    out.print(f"\n{escape(_said(command.epilog, lang))}\n", soft_wrap=True)


def _said(text: str | None, lang: Lang) -> str:
    """A text of the help on one line, in the reader's language."""
    line = " ".join((text or "").split())
    if lang == "fr":
        return typeset(line)
    return _in_english().get(line, line.replace("Exemple : ", "Example: "))


@lru_cache
def _in_english() -> dict[str, str]:
    """The help in English, by its French."""
    return tomllib.loads(Path(__file__).with_name("help.en.toml").read_text(encoding="utf-8"))


def _usage(ctx: Any, lang: Lang) -> str:
    words, command = _WORDS[lang], ctx.command
    named = [
        _metavar(each, lang) if each.required else f"[{_metavar(each, lang)}]"
        for each in command.params
        if each.param_type_name == "argument"
    ]
    after = [f"{words['command']} …"] if getattr(command, "commands", None) else named
    return " ".join([f"{words['usage']}{ctx.command_path}", f"[{words['options']}]", *after])


def _metavar(param: Any, lang: str) -> str:
    """What stands for the value of a parameter; "" for a switch."""
    stands = str(param.metavar or (param.name if param.param_type_name == "argument" else ""))
    return stands if lang == "fr" else _in_english().get(stands, stands)


def _described(param: Any, lang: Lang) -> tuple[str, str, str]:
    """A parameter: what it is called, what stands for its value, what it does."""
    words = _WORDS[lang]
    if param.param_type_name == "argument":
        called, stands = _metavar(param, lang), ""
    else:
        called, stands = ", ".join(sorted(param.opts, key=len, reverse=True)), _metavar(param, lang)
    told = [words["help"] if param.name == "help" else _said(param.help, lang)]
    if isinstance(param.default, str | int | Path) and not isinstance(param.default, bool) and str(param.default):
        told.append(f"[{words['default']}{param.default}]")
    if param.envvar:
        told.append(f"[{words['variable']}{param.envvar}]")
    if param.required:
        told.append(f"[{words['required']}]")
    return called, stands, " ".join(told)


def _show_panel(title: str, rows: Iterable[tuple[str, str, str]]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for style in ("bold cyan", "yellow", ""):
        table.add_column(style=style, no_wrap=bool(style), ratio=None if style else 1)
    for row in rows:
        table.add_row(*map(escape, row))
    if table.row_count:
        out.print(Panel(table, title=title, title_align="left", border_style="dim"))


# --- refusals ---------------------------------------------------------------------------------------------


def _show_refusal(fault: Any, lang: Lang) -> None:
    """Prints why a command cannot run, how it is used, and where to read more."""
    kind, ctx = type(fault).__name__, getattr(fault, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return  # the help is printed by now
    words, lines = _WORDS[lang], list[str]()
    lines.append(f"{words['error']}{_why(kind, fault, ctx)[lang == 'en']}")
    if ctx is not None:
        lines += [_usage(ctx, lang), f"{words['more']}{ctx.command_path} --help"]
    for line in lines:
        err.print(line, markup=False, soft_wrap=True)


def _why(kind: str, fault: Any, ctx: Any) -> tuple[str, str]:
    """Why a command is refused, in French and in English."""
    param, message = getattr(fault, "param", None), str(fault.message)
    if kind == "NoSuchOption":
        near = sorted(fault.possibilities or ())
        return _unknown("l’option", "the option", fault.option_name, near)
    if kind == "MissingParameter" and param is not None:
        return f"il manque {_name(param, 'fr')}.", f"{_name(param, 'en')} is missing."
    if kind == "BadParameter" and param is not None:
        expected = _EXPECTED.get(param.metavar or "", (_one_of(param, "ou"), _one_of(param, "or")))
        return (
            f"{_name(param, 'fr')}{WIDE}: il faut {expected[0]}.",
            f"{_name(param, 'en')}: {expected[1]} is needed.",
        )
    if kind == "BadOptionUsage":
        if "not take" in message:
            return f"{fault.option_name} ne prend pas de valeur.", f"{fault.option_name} takes no value."
        return f"{fault.option_name} demande une valeur.", f"{fault.option_name} needs a value."
    if message.startswith("No such command"):
        asked = "".join(re.findall(r"^No such command '(.*?)'", message))
        return _unknown("la commande", "the command", asked, difflib.get_close_matches(asked, ctx.command.commands))
    if message.startswith("Missing command"):
        return "il manque la commande.", "the command is missing."
    if extra := re.search(r"unexpected extra arguments? \((.*)\)|unexpected extra argument\(s\) \((.*)\)", message):
        left = extra[1] or extra[2]
        return f"rien n’attend {in_quotes(left)}.", f"nothing expects “{left}”."
    return message, message


def _unknown(french: str, english: str, asked: str, near: Sequence[str]) -> tuple[str, str]:
    fr = f"{french} {in_quotes(asked)} n’existe pas"
    en = f"there is no such thing as {english} “{asked}”"
    if near:
        return (
            f"{fr}{NARROW}; vouliez-vous dire {' ou '.join(near)}{NARROW}?",
            f"{en}; do you mean {' or '.join(near)}?",
        )
    return f"{fr}.", f"{en}."


def _name(param: Any, lang: str) -> str:
    return _metavar(param, lang).rstrip("…") if param.param_type_name == "argument" else max(param.opts, key=len)


def _one_of(param: Any, last: str) -> str:
    *first, final = (param.metavar or "?").split("|")
    return f"{', '.join(first)} {last} {final}" if first else final

"""The command that opens the page in the browser."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from pacxl.cli.command import command_says, shows_faults
from pacxl.cli.options import Language
from pacxl.cli.output.streams import flush_output
from pacxl.errors import CannotWrite, SettingsError


@shows_faults
def page(
    port: Annotated[
        int, typer.Option("--port", metavar="NOMBRE", min=0, max=65535, help="Le port, s’il en faut un précis.")
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Ne pas ouvrir le navigateur : seulement donner l’adresse.")
    ] = False,
    lang: Language = "fr",
) -> None:
    """Tout le travail dans une page du navigateur, sur ce poste : rien n’en sort."""
    try:
        serving = import_module("pacxl.page.serving")  # an extra, that no other command needs
    except ModuleNotFoundError as missing:
        raise SettingsError(
            "page",
            f"il manque {missing.name} : installez pacxl avec sa page (pip install 'pacxl[page]')",
            f"{missing.name} is missing: install pacxl with its page (pip install 'pacxl[page]')",
        ) from None
    try:
        serving.serve_page(port=port, browser=not no_browser, lang=lang, tell=_tell)
    except OSError as fault:
        said = command_says(lang, "le port est pris", "the port is taken")
        raise CannotWrite(f"127.0.0.1:{port}", f"{said} ({fault.strerror})") from None
    except KeyboardInterrupt:  # Ctrl-C is a way to leave
        raise typer.Exit from None


def _tell(address: str) -> None:
    """The address is the first line on standard output, whoever reads it."""
    print(address)
    flush_output()

"""The last line of each command: what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from pacxl.cli.output.screen import out
from pacxl.findings.entry import Lang
from pacxl.french.text import printable_text
from pacxl.typography import typeset

# What a command leaves to do, in French and in English; {0}, {1} are the files that it was given or has made.
NEXT_STEPS: dict[str, tuple[str, str]] = {
    "templates": (
        "choisissez un modèle, puis : pacxl new complet -o PAC.xlsx --person Paul",
        "choose a template, then: pacxl new complet -o PAC.xlsx --person Paul",
    ),
    "settings": (
        "corrigez les réglages dans ce classeur, puis : pacxl new {0} -o PAC.xlsx",
        "mend the settings in this workbook, then: pacxl new {0} -o PAC.xlsx",
    ),
    "map": (
        "corrigez les correspondances dans ce classeur, puis : pacxl check {1} --map {0}",
        "mend the correspondences in this workbook, then: pacxl check {1} --map {0}",
    ),
    "new": (
        "ouvrez-le dans Excel, remplissez les cellules à saisir et enregistrez ; puis : pacxl check {0}",
        "open it in Excel, fill in the cells to type in and save it; then: pacxl check {0}",
    ),
    "new --each": (
        "envoyez à chacun le sien ; quand ils reviennent : pacxl consolidate {0} -o ecarts.xlsx",
        "send each person their own; when they come back: pacxl consolidate {0} -o ecarts.xlsx",
    ),
    "check": (
        "corrigez ces points et relancez ; ou, pour rendre à chacun le sien annoté : pacxl return {0} -o a-renvoyer",
        "mend these points and run again; or, to give each person an annotated copy: pacxl return {0} -o a-renvoyer",
    ),
    "check, nothing wrong": (
        "pour réunir les plans d’une équipe : pacxl consolidate {0} -o ecarts.xlsx",
        "to put a team’s plans together: pacxl consolidate {0} -o ecarts.xlsx",
    ),
    "check, no plan": (
        "il n’y a rien à corriger ; si ce sont des réglages : pacxl new {0} -o PAC.xlsx",
        "there is nothing to mend; if these are settings: pacxl new {0} -o PAC.xlsx",
    ),
    "read": (
        "ouvrez ces tables dans vos outils ; leurs constats y sont aussi",
        "open these tables in your tools; the findings are there too",
    ),
    "consolidate": (
        "ouvrez {1} à la feuille Synthèse ; pour répondre à chacun : pacxl return {0} -o a-renvoyer",
        "open {1} at the sheet Synthèse; to answer each person: pacxl return {0} -o a-renvoyer",
    ),
    "return": (
        "relisez les messages et envoyez-les ; au retour des classeurs : pacxl consolidate {0} -o ecarts.xlsx",
        "read the messages over and send them; when the workbooks return: pacxl consolidate {0} -o ecarts.xlsx",
    ),
    "return, nothing to send": (
        "il n’y a rien à renvoyer ; pour réunir les plans : pacxl consolidate {0} -o ecarts.xlsx",
        "there is nothing to send back; to put the plans together: pacxl consolidate {0} -o ecarts.xlsx",
    ),
    "repair": (
        "ouvrez le nouveau classeur et vérifiez-le, puis : pacxl check {0}",
        "open the new workbook and look it over, then: pacxl check {0}",
    ),
    "import": (
        "parcourez le carnet du nouveau classeur, puis : pacxl check {0}",
        "go through the carnet of the new workbook, then: pacxl check {0}",
    ),
    "demo": (
        "ouvrez {0} à la feuille Synthèse ; puis faites le vôtre : pacxl new essentiel -o PAC.xlsx",
        "open {0} at the sheet Synthèse; then make your own: pacxl new essentiel -o PAC.xlsx",
    ),
}


def show_next(step: str, lang: Lang, *paths: Path | Sequence[Path]) -> None:
    """On the screen: what to do after a command, with its files as one types them."""
    french, english = NEXT_STEPS[step]
    said, lead = (typeset(french), typeset("Ensuite : ")) if lang == "fr" else (english, "Next: ")
    out.print(f"[dim]{lead}{escape(said.format(*map(_in_command, paths)))}[/]", soft_wrap=True)


def _in_command(paths: Path | Sequence[Path]) -> str:
    """A path as one types it in a command; several, one after the other."""
    every = [paths] if isinstance(paths, Path) else paths
    return " ".join(f'"{text}"' if " " in text else text for text in (printable_text(str(path)) for path in every))

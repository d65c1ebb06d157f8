"""The page `constats.md`: everything that pacxl has to tell people, code by code; and the JSON schema of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from docs.phrase import escaped
from pacxl.cli.output.json_report import json_schema
from pacxl.findings.cells import CELL
from pacxl.findings.commands import COMMAND
from pacxl.findings.crm import CRM
from pacxl.findings.entry import Severity
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.plan import PLAN
from pacxl.findings.relecture import RELECTURE
from pacxl.findings.settings import SETTINGS
from pacxl.findings.tables import TABLE
from pacxl.findings.team import TEAM

PAGE, SCHEMA = map(Path(__file__).resolve().with_name, ("constats.md", "report.schema.json"))
SUBJECTS = {
    "Une cellule": CELL,
    "Une feuille, un tableau": TABLE,
    "Le plan, ligne à ligne": PLAN,
    "Le plan entier, relu": RELECTURE,
    "Plusieurs classeurs ensemble": TEAM,
    "L’export d’un CRM": CRM,
    "Un fichier entier": FILE,
    "Une commande": COMMAND,
    "Un classeur renvoyé à son auteur": RETURN,
    "Un classeur de réglages": SETTINGS,
}
NOTES = {
    "Le plan entier, relu": """\
`pacxl check`, `pacxl return` et `pacxl consolidate` relisent chaque plan en entier (en Python, \
`pacxl.read_over(plan)`). Ce qui lui manque est un conseil (**information**), qui ne change ni un total ni le code \
de sortie ; seuls sont **à vérifier** un classeur auquel personne n’a touché et ce qui se contredit. Rien n’est \
demandé d’une étape à laquelle personne n’a touché, ni d’une action non retenue, abandonnée ou terminée. Chaque \
règle est dite une fois par plan, avec ses cellules.

Une règle se coupe : « non » sur la feuille *Relecture* du classeur de réglages, ou son code dans un fichier de \
réglages, `relecture_off = ["family-unused", "funnel-short"]`. `raci-accountable` et `not-smart`, dits ligne à \
ligne, se coupent de même. Les réglages de `--settings` l’emportent sur ceux que porte le plan.
""",
}
GRAVITY = {Severity.ERROR: "erreur", Severity.WARNING: "à vérifier", Severity.INFO: "information"}


def told(sentence: str) -> str:
    """A sentence of the catalogue on the page, in the plural where it is counted: `{count} lignes`."""
    return escaped(re.sub(r"\{\w+:[^{}|]*\|([^{}|]*)\}", r"\1", sentence))


INTRODUCTION = """\
# Les constats

Tout ce que pacxl peut avoir à dire d’un classeur, avec le code, stable, de chaque constat. Cette page est écrite \
par `python docs/make.py` à partir du catalogue même : ne la modifiez pas à la main.

- **erreur** : une valeur n’est pas entrée dans le plan ; **à vérifier** : quelqu’un devrait regarder ; \
**information** : dit pour mémoire.
- Entre accolades, ce que le constat précise : `{value}` est ce que contient la cellule, `{column}` sa colonne.
- `pacxl check --json` donne les mêmes, en JSON ; `pacxl schema` en donne le schéma, que voici aussi : \
[report.schema.json](report.schema.json).
"""


def schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def page() -> str:
    """The page, in Markdown."""
    lines = [INTRODUCTION]
    for subject, entries in SUBJECTS.items():
        note = f"{NOTES[subject]}\n" if subject in NOTES else ""
        lines.append(f"## {subject}\n\n{note}| Code | Gravité | Constat | Que faire |\n|---|---|---|---|")
        lines += [
            f"| `{code}` | {GRAVITY[entry.severity]} | {told(entry.fr)} | {told(entry.remedy_fr)} |"
            for code, entry in entries.items()
        ]
        lines.append("")
    return "\n".join(lines)

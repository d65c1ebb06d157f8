"""The page `constats.md`: everything that pacxl has to tell people, code by code; and the JSON schema of it."""

from __future__ import annotations

import json
from pathlib import Path

from docs.phrase import escaped
from pacxl.cli.json_report import schema
from pacxl.findings.cells import CELL
from pacxl.findings.crm import CRM
from pacxl.findings.entry import Severity
from pacxl.findings.files import FILE, RETURN
from pacxl.findings.plan import PLAN
from pacxl.findings.settings import SETTINGS
from pacxl.findings.tables import TABLE
from pacxl.findings.team import TEAM

PAGE, SCHEMA = map(Path(__file__).resolve().with_name, ("constats.md", "report.schema.json"))
SUBJECTS = {
    "Une cellule": CELL,
    "Une feuille, un tableau": TABLE,
    "Le plan, relu": PLAN,
    "Plusieurs classeurs ensemble": TEAM,
    "L’export d’un CRM": CRM,
    "Un fichier entier": FILE,
    "Un classeur renvoyé à son auteur": RETURN,
    "Un classeur de réglages": SETTINGS,
}
GRAVITY = {Severity.ERROR: "erreur", Severity.WARNING: "à vérifier", Severity.INFO: "information"}

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
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def page() -> str:
    """The page, in Markdown."""
    lines = [INTRODUCTION]
    for subject, entries in SUBJECTS.items():
        lines.append(f"## {subject}\n\n| Code | Gravité | Constat | Que faire |\n|---|---|---|---|")
        lines += [
            f"| `{code}` | {GRAVITY[entry.severity]} | {escaped(entry.fr)} | {escaped(entry.remedy_fr)} |"
            for code, entry in entries.items()
        ]
        lines.append("")
    return "\n".join(lines)

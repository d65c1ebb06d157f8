"""Writes what is made of the definitions, each page around its text in `pages/`: `tableaux.md`, every table, column
and formula of the three books, and where each item stands; `constats.md` and `report.schema.json`, every finding;
`crm.md`, the headers of every CRM's export. Run it as `python docs/make.py`, whenever a definition has changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from docs.chapters import FAMILIES, chapters
from docs.homes import HOMES
from docs.phrase import WORDS, escaped
from docs.tables import home_on_page, sheet_blocks
from pacxl import findings
from pacxl.cli.output.json_report import json_schema
from pacxl.crm.findings import CRM_COLUMNS
from pacxl.crm.products import PRODUCTS

DOCS = Path(__file__).resolve().parent


def main() -> None:
    for name, text in made().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}: {(DOCS / name).stat().st_size:,} bytes")


def made() -> dict[str, str]:
    """The files that are made, by their names, each with its text."""
    pages = (
        _page("tableaux.md", homes=HOMES, families=FAMILIES, chapters=chapters().values()),
        _page("constats.md", findings=findings, gravity=WORDS["gravity"]),
        _page("crm.md", products=sorted(PRODUCTS, key=lambda each: each.name), called=CRM_COLUMNS),
    )
    return dict(pages) | {"report.schema.json": json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"}


def in_plural(sentence: str) -> str:
    """A sentence of the catalogue on the page, in the plural where it is counted: `{count} lignes`."""
    return escaped(re.sub(r"\{\w+:[^{}|]*\|([^{}|]*)\}", r"\1", re.sub(r"\{(\w+):de\}", r"de {\1}", sentence)))


def unsure(name: str, worth: str = "") -> str:
    """A header or a stage of a CRM, and what is said of it; marked where it was seen nowhere (a `?` behind it)."""
    said = f"{escaped(name.strip().rstrip(' ?'))}{worth}"
    return f"{said} *u*" if name.strip().endswith("?") else said


def _page(name: str, **told: object) -> tuple[str, str]:
    texts = Environment(
        loader=FileSystemLoader(DOCS / "pages"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    texts.filters |= {"escaped": escaped, "in_plural": in_plural, "unsure": unsure}
    texts.filters |= {"home": home_on_page, "blocks": sheet_blocks}
    return name, texts.get_template(name).render(told).rstrip() + "\n"


if __name__ == "__main__":
    main()

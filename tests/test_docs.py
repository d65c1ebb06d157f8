"""The page of tables is what `docs/make.py` writes, and tells all there is; every expression has its French words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from docs import make, page_pictures
from docs import pictures as gallery
from docs.chapters import chapters, slug
from docs.homes import HOMES, Home
from docs.phrase import PATTERNS, Place, escaped, sentence
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.owners import settings_of_salesperson
from pacxl.books.pac import pac_book
from pacxl.books.reglages import reglages_book
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    abs_,
    add_days,
    any_filled,
    blank,
    coalesce,
    count,
    edate,
    if_,
    is_blank,
    lift,
    lookup,
    max_,
    min_,
    month_start,
    position,
    round_,
    sum_,
)
from pacxl.definition.signatures import FUNCTIONS, ExpressionError
from pacxl.definition.table import Column, Table
from pacxl.findings.finding import CATALOGUE
from pacxl.plan.registry import SUBJECTS
from pacxl.settings.model import Settings
from pacxl.settings.text import load_toml, templates
from tests.compute import trees

row, lines, sales, codes = Row(), Of("lignes"), Of("ventes"), Of("codes")


# --- the page ---------------------------------------------------------------------------------------------


made = cache(make.made)


def page() -> str:
    return made()["tableaux.md"]


@pytest.mark.parametrize("name", ["tableaux.md", "constats.md", "crm.md", "report.schema.json"])
def test_a_page_is_what_the_definitions_say(name: str) -> None:
    stale = (make.DOCS / name).read_text(encoding="utf-8") != made()[name]
    assert not stale, f"docs/{name} is not what the definitions say any more: run `python docs/make.py`"


def test_every_code_of_the_catalogue_has_its_line() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", made()["constats.md"], re.MULTILINE)
    assert sorted(told) == sorted(CATALOGUE)


@cache
def whole_plan() -> Book:
    """The plan with all that a plan can have, over a semester."""
    return pac_book(with_everything("complet"))


def with_everything(template: str) -> Settings:
    sections = tuple(subject.key for subject in SUBJECTS)
    return dataclasses.replace(load_toml(template), sections=sections, period="2026-S1")


@cache
def parts_on_the_plan() -> list[str]:
    plan = page().partition("\n## Le plan\n")[2].partition("\n## Les écarts")[0]
    return re.split(r"^#{3,4} ", plan, flags=re.MULTILINE)


def told(table: str) -> str:
    """What the page says of a table of the plan."""
    return "".join(part for part in parts_on_the_plan() if f" `{table}`\n" in part[:120])


@pytest.mark.parametrize("table", whole_plan().tables, ids=lambda table: table.key)
def test_a_table_of_the_plan_is_on_the_page_with_all_its_columns(table: Table) -> None:
    missing = [column.key for column in table.columns if f" | `{column.key}` | " not in told(table.key)]
    assert missing == []


@pytest.mark.parametrize("table", whole_plan().tables, ids=lambda table: table.key)
def test_a_computed_column_of_the_plan_is_there_in_words_and_as_a_formula(table: Table) -> None:
    calculations = re.findall(r"^- \*\*(.+?)\*\* : .+\n  - `=.+`$", told(table.key), re.MULTILINE)
    computed = [escaped(column.header) for column in table.columns if column.computed]
    assert calculations == computed


def test_every_sheet_has_its_heading() -> None:
    expected = {chapter.heading(sheet.name) for chapter in chapters().values() for sheet in chapter.sheets}
    assert expected <= set(re.findall(r"^### (.+)$", page(), re.MULTILINE))


def test_every_link_leads_to_a_heading() -> None:
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.+)$", page(), re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page())) <= anchors


# --- the pages that people write --------------------------------------------------------------------------


ROOT = make.DOCS.parent
PAGES = sorted((*ROOT.glob("*.md"), *make.DOCS.glob("*.md")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", text):
        other = path.parent / target if target else path
        assert other.exists(), target
        if anchor:
            assert anchor in anchors(other), f"{target}#{anchor}"


@cache
def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings."""
    return set(map(slug, re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)))


def test_what_the_page_of_the_house_names_is_there() -> None:
    text = (make.DOCS / "architecture.md").read_text(encoding="utf-8").partition("\n## Recipes")[0]
    packages = {path.parent.relative_to(ROOT / "pacxl").as_posix() for path in (ROOT / "pacxl").rglob("__init__.py")}
    rows = re.findall(r"^\| (`[^|]+`) \| ", text, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([\w/]+)`", row)}
    assert packages - {".", "plan"} <= told
    named = [name for name in re.findall(r"`(\w+/\w+)`", text) if name.partition("/")[0] in packages]
    assert [name for name in named if not any((ROOT / "pacxl").glob(f"{name}*"))] == []


# --- where each subject stands ----------------------------------------------------------------------------


ITEMS = {item: homes for items in HOMES.values() for item, homes in items.items()}


@pytest.mark.parametrize("homes", ITEMS.values(), ids=ITEMS)
def test_an_item_has_its_homes(homes: tuple[Home, ...]) -> None:
    assert homes
    assert [home for home in homes if not stands(home)] == []


def stands(home: Home) -> bool:
    """Whether what a home names is on the page."""
    chapter = chapters()[home.book]
    if home.table:
        tables = {table.key: table for table in chapter.tables}
        return home.table in tables and set(home.keys) <= set(tables[home.table].by_key)
    figures = {figure.key for figure in chapter.book.figures}
    return home.sheet in {sheet.name for sheet in chapter.sheets} and set(home.keys) <= figures


def test_no_item_is_listed_twice() -> None:
    lists = (make.DOCS / "homes.txt").read_text(encoding="utf-8").partition("\n# ")[2]
    listed = re.findall(r"^(?!#)(\S.*) \|", lists, re.MULTILINE)
    assert listed == list(ITEMS)


# --- the gallery ------------------------------------------------------------------------------------------


def test_a_picture_is_of_a_sheet_that_exists_and_has_been_drawn() -> None:
    sample = load_toml(make.DOCS.parent / "samples" / "alpes-piscines.toml")
    essential = pac_book(settings_of_salesperson(sample, sample.people[0]))
    books = (gallery.PLAN, pac_book(sample)), (gallery.ESSENTIAL, essential), (gallery.ECARTS, ecarts_book(sample))
    for pictures, book in books:
        assert pictures.keys() <= {sheet.name for sheet in book.sheets}
        assert [name for name in pictures.values() if not (gallery.FOLDER / f"{name}.png").is_file()] == []


def test_the_pictures_of_the_readme_are_in_the_gallery() -> None:
    readme = (make.DOCS.parent / "README.md").read_text(encoding="utf-8")
    drawn = {
        f"docs/pictures/{name}.png"
        for name in (*gallery.PLAN.values(), *gallery.ESSENTIAL.values(), *gallery.ECARTS.values())
    }
    assert set(re.findall(r"docs/pictures/[\w-]+\.png", readme)) <= drawn


# --- an expression in French ------------------------------------------------------------------------------

BOOK = trees.book([])
LINES = Place(BOOK, BOOK.by_key["lignes"])

SENTENCES = {
    "a difference": (row.montant - row.demi, "*Montant* − *Demi*"),
    "the blank first": (
        if_(is_blank(row.demi), blank, row.montant - row.demi),
        "si *Demi* est vide, vide ; sinon *Montant* − *Demi*",
    ),
    "a chain of cases": (
        if_(row.demi > 1, "haut", if_(row.demi < 0, "bas")),
        "si *Demi* > 1, « haut » ; sinon, si *Demi* < 0, « bas » ; sinon vide",
    ),
    "a case in a case": (
        if_(row.demi > 1, if_(row.entier > 1, "a", "b"), "c"),
        "si *Demi* > 1, (si *Entier* > 1, « a » ; sinon « b ») ; sinon « c »",
    ),
    "a difference taken away": (row.montant - (row.demi - row.entier), "*Montant* − (*Demi* − *Entier*)"),
    "a sum multiplied": ((row.montant + row.demi) * 1.5, "(*Montant* + *Demi*) × 1,5"),
    "a quotient of a quotient": (row.montant / (row.demi / row.entier), "*Montant* ÷ (*Demi* ÷ *Entier*)"),
    "a large number": (row.montant * 1_000_000, "*Montant* × 1\u202f000\u202f000"),
    "a negative": (-row.montant, "− *Montant*"),
    "either and both": (
        if_((row.demi > 1) & ((row.entier > 1) | (row.entier < 0)) | is_blank(row.texte), 1),
        "si (*Demi* > 1 et (*Entier* > 1 ou *Entier* < 0)) ou *Texte \\#1 \\['@\\]* est vide, 1 ; sinon vide",
    ),
    "not this word": (if_(~(row.choix == "non"), 1), "si *Choix* n’est pas « non », 1 ; sinon vide"),
    "filled": (if_(~is_blank(row.choix), 1), "si *Choix* n’est pas vide, 1 ; sinon vide"),
    "neither": (
        if_(~((row.choix == "a") | (row.choix == "b")), 1),
        "si non (*Choix* = « a » ou *Choix* = « b »), 1 ; sinon vide",
    ),
    "anything at all": (
        if_(any_filled("entier", "montant"), 1),
        "si quelque chose est écrit de *Entier* à *Montant*, 1 ; sinon vide",
    ),
    "the first that is there": (coalesce(row.demi, row.entier), "*Demi*, à défaut *Entier*"),
    "ones and zeros added": (
        if_(row.choix == "a", 1, 0) + if_(is_blank(row.texte), 0, 1) + if_(row.demi > 0, 1, 0),
        "nombre de conditions vraies parmi (*Choix* = « a » ; *Texte \\#1 \\['@\\]* n’est pas vide ; *Demi* > 0)",
    ),
    "rounding": (round_(row.montant * row.demi, 2), "*Montant* × *Demi*, arrondi à 2 décimales"),
    "rounding inside": (
        round_(row.montant, 0) / abs_(row.demi),
        "(*Montant*, arrondi à l’unité) ÷ (valeur absolue de *Demi*)",
    ),
    "extremes": (min_(1, max_(0, row.demi)), "le plus petit de (1 ; le plus grand de (0 ; *Demi*))"),
    "dates moved": (add_days(edate(row.jour, -3), 10), "*Jour* + (−3) mois + 10 jours"),
    "dates by a column": (edate(row.jour, row.entier + 1), "*Jour* + (*Entier* + 1) mois"),
    "the month's first day": (month_start(row.jour), "premier jour du mois de *Jour*"),
    "a date": (if_(row.jour >= dt.date(2026, 1, 1), 1), "si *Jour* ≥ 01/01/2026, 1 ; sinon vide"),
    "where a row stands": (
        if_(row.choix == "Pro", position),
        "si *Choix* = « Pro », numéro de la ligne ; sinon vide",
    ),
    "a sum of all": (sum_(sales.montant), "somme de *Montant (€)* dans **Ventes**"),
    "a sum over another table": (
        sum_(sales.montant, (sales.nom == row.texte) & (sales.rang <= 3)),
        "somme de *Montant (€)* dans **Ventes** où *Nom* = *Texte \\#1 \\['@\\]* de cette ligne et *Rang* ≤ 3",
    ),
    "a share of its own table": (
        row.montant / sum_(lines.montant),
        "*Montant* ÷ (somme de *Montant* dans ce tableau)",
    ),
    "a count": (
        count(sales, (sales.lieu == "Nord") & ~is_blank(sales.nom)),
        "nombre de lignes de **Ventes** où *Lieu* = « Nord » et *Nom* n’est pas vide",
    ),
    "a lookup": (
        lookup(row.choix, codes.code, codes.valeur),
        "*Valeur* de la ligne de **Codes** où *Code* = *Choix* de cette ligne",
    ),
    "a condition that always holds": (
        if_((lift("plus haut") == "plus haut") & (row.demi > 0), 1, 2),
        "si *Demi* > 0, 1 ; sinon 2",
    ),
    "a condition that never holds": (if_((lift("a") == "b") & (row.demi > 0), 1, 2), "2"),
}


@pytest.mark.parametrize(("expr", "words"), SENTENCES.values(), ids=SENTENCES)
def test_an_expression_says_in_french_what_it_computes(expr: Expr, words: str) -> None:
    assert sentence(expr, LINES) == words


def test_a_node_without_words_is_refused() -> None:
    class Strange(Expr):
        __slots__ = ()

    with pytest.raises(ExpressionError, match="no French words"):
        sentence(row.montant + Strange(), LINES)


def test_a_function_without_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PATTERNS, "ABS")
    with pytest.raises(ExpressionError, match="no French words for ABS"):
        sentence(abs_(row.montant), LINES)


def test_every_function_has_words() -> None:
    assert set(FUNCTIONS) <= PATTERNS.keys()


def test_a_cell_of_a_row_where_there_is_no_row_is_refused() -> None:
    with pytest.raises(ExpressionError, match="no row"):
        sentence(row.montant, Place(BOOK))


@pytest.mark.parametrize("seed", range(300))
def test_any_expression_has_words(seed: int) -> None:
    _, expr = trees.Trees(Random(seed)).any(4)
    assert sentence(expr, LINES)


@pytest.mark.long
@pytest.mark.parametrize("template", templates())
def test_every_expression_of_the_three_books_has_words(template: str) -> None:
    settings = with_everything(template)
    for book in (pac_book(settings), ecarts_book(settings), reglages_book(settings)):
        for figure in book.figures:
            assert sentence(figure.formula, Place(book))
        for table in book.tables:
            for expr in _expressions(table.columns):
                assert sentence(expr, Place(book, table))


def _expressions(columns: tuple[Column, ...]) -> Iterator[Expr]:
    for column in columns:
        yield from (expr for expr in (column.formula, column.total) if expr is not None)


def test_the_pictures_of_the_guide_are_there() -> None:
    guide = (make.DOCS / "guide.md").read_text(encoding="utf-8")
    shown = re.findall(r"\(pictures/([\w-]+)\.png\)", guide)
    assert {*page_pictures.PICTURES} <= {*shown}
    assert [name for name in shown if not (gallery.FOLDER / f"{name}.png").is_file()] == []

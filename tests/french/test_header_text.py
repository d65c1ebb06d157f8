"""What headers say: the name of a column, and beside it a unit, a rhythm, taxes, a year; a table of spellings."""

from __future__ import annotations

import pytest

from pacxl.definition.table import Table
from pacxl.french.header_text import header_names, plain_header, read_header, trimmed_header
from pacxl.locating.header_units import OTHER_UNIT, OTHER_YEAR, Terms
from pacxl.locating.headers import left_out_headers, recognise_headers
from tests.plans import plan

ACTIONS = plan().book.by_key["actions"]
CARNET = plan().book.by_key["carnet"]
YEAR = Terms(years=(2026,), months=12)

# A header that is its column as it stands: nothing beside its name changes what its cells are worth.
PLAIN: dict[str, str] = {
    "1. Action": "etape",
    "2) Qui": "qui",
    "3 - Budget": "budget",
    "1.2. Budget": "budget",
    "a) Action": "etape",
    "🎯 Action": "etape",
    "1️⃣ Action": "etape",
    "③ Action": "etape",
    "Action ▼": "etape",
    "▶️ Action": "etape",
    "Action *": "etape",
    "Action¹": "etape",
    "Action :": "etape",
    "Action (obligatoire)": "etape",
    "Action\nà mener": "etape",
    "Bud-\nget": "budget",
    "ACTION": "etape",
    "_Action_": "etape",
    "Budget": "budget",
    "Budget (€)": "budget",
    "Budget [€]": "budget",
    "Budget en €": "budget",
    "Budget en euros": "budget",
    "Budget €": "budget",
    "Budget (EUR)": "budget",
    "Budget (en euros)": "budget",
    "Budget (prévisionnel)": "budget",
    "Budget (10 % du CA)": "budget",
    "Budget (dont 2 k€ de frais)": "budget",
    "Budget (max. 5 000 €)": "budget",
    "Qui (initiales)": "qui",
    "Fin (jj/mm/aaaa)": "fin",
    "Bud\u00adget\u200b": "budget",
    "\ufeffBudget\u00a0(€)": "budget",
    "Ｂｕｄｇｅｔ": "budget",
    "De\u0301but": "debut",
    "Date\u3000fin": "fin",
}

# In thousands, in millions: the numbers under it are multiplied.
FACTORS: dict[str, float] = {
    "Budget (k€)": 1e3,
    "Budget k€": 1e3,
    "Budget en K€": 1e3,
    "Budget (K €)": 1e3,
    "Budget [k€]": 1e3,
    "Budget {k€}": 1e3,
    "Budget (kEUR)": 1e3,
    "Budget (keuros)": 1e3,
    "Budget (K)": 1e3,
    "Budget (en k)": 1e3,
    "Budget - k€": 1e3,
    "Budget, en k€": 1e3,
    "Budget : k€": 1e3,
    "Budget_k€": 1e3,
    "k€ Budget": 1e3,
    "Budget\n(k€)": 1e3,
    "Budget (k€ HT)": 1e3,
    "Budget 2026 (k€)": 1e3,
    "Budget (k€, 2026)": 1e3,
    "Budget (x1000)": 1e3,
    "Budget (x 1 000)": 1e3,
    "Budget x1000": 1e3,
    "Budget (×1 000 €)": 1e3,
    "Budget (1 000 €)": 1e3,
    "Budget (000 €)": 1e3,
    "Budget '000 €": 1e3,
    "Budget en milliers d’euros": 1e3,
    "Budget (milliers d'euros)": 1e3,
    "Budget (en milliers)": 1e3,
    "Budget (milliers €)": 1e3,
    "Bud\u00adget (k\u200b€)": 1e3,
    "ＢＵＤＧＥＴ（ｋ€）": 1e3,
    "Bugdet (k€)": 1e3,
    "Coût prévu (k€)": 1e3,
    "Budget (M€)": 1e6,
    "Budget M€": 1e6,
    "Budget (M)": 1e6,
    "Budget en millions d’euros": 1e6,
    "Budget (x 1 000 000)": 1e6,
    "Budget (Md€)": 1e9,
}

# Taken as it is, for what it says is the plan's own.
OWN = (
    "Budget (€ HT)",
    "Budget HT",
    "Budget H.T.",
    "Budget (hors taxes)",
    "Budget 2026",
    "2026 Budget",
    "Budget (2026)",
    "Budget exercice 2026",
    "Budget de l’année 2026",
    "Budget S1 2026",
    "Budget 2026-S2",
    "Budget 2026 prévu",
    "Budget N",
    "Budget (N)",
    "Budget annuel",
    "Budget (€/an)",
    "Budget (par an)",
    "Budget au 31/12/2026",
)

# Another unit, a rhythm, taxes, another year: not taken.
UNITS = (
    *("Montant $", "Montant (USD)", "Montant US$", "Montant (k$)", "Montant (k USD)", "Montant £", "Montant (GBP)"),
    *(
        "Montant CHF",
        "Montant (CHF)",
        "Montant (kCHF)",
        "Montant ¥",
        "Montant (M FCFA)",
        "Montant F CFA",
        "Montant XOF",
    ),
    *("Montant (F)", "Montant (francs)", "Montant en dollars", "Montant (MAD)", "Montant DH", "Montant (dinars)"),
    *("Montant (€/mois)", "Montant € / mois", "Montant par mois", "Montant mensuel", "Montant (par trimestre)"),
    *("Montant hebdo", "Montant (€/jour)", "Montant par client", "Montant unitaire", "Montant (€/unité)"),
    *("Montant TTC", "Montant (TTC)", "Montant (€ TTC)", "Montant T.T.C.", "Montant toutes taxes comprises"),
    *(
        "Montant (%)",
        "Montant en %",
        "Montant (jours)",
        "Montant (m€)",
        "Montant (k€ ou M€)",
        "Montants\u200b (ＵＳＤ)",
    ),
)
YEARS = (
    *("Budget 2025", "2025 Budget", "Budget (2025)", "Budget 2025 (k€)", "Budget 2027", "Budget exercice 2025"),
    *("Budget 2025-2026", "Budget 2025/26", "Budget S2 2025", "Budget N-1", "Budget n-1", "Budget (N+1)"),
    *("Budget au 31/12/2025", "Dépenses 2025", "Bugdet 2025", "Budget 202５"),
)


def read(table: Table, header: str, terms: Terms = YEAR) -> tuple[str, float, str]:
    """The column that a header is taken for, by what its numbers are multiplied; else why it is not."""
    texts = {3: header}
    found = recognise_headers(table, texts, terms)
    out = left_out_headers(table, texts, found, terms)
    assert len(found) + len(out) <= 1
    if out and out[0].misfit is not None:
        assert all(out[0].misfit.why)
        return out[0].key, 0.0, out[0].misfit.code
    return (found[0].key, found[0].factor, "") if found else ("", 0.0, "")


@pytest.mark.parametrize(("header", "key"), PLAIN.items(), ids=PLAIN)
def test_is_the_column(header: str, key: str) -> None:
    assert read(ACTIONS, header) == (key, 1.0, "")
    assert recognise_headers(ACTIONS, {0: header}, YEAR)[0].how in ("exact", "synonym")


@pytest.mark.parametrize(("header", "factor"), FACTORS.items(), ids=FACTORS)
def test_counts_in_more_than_euros(header: str, factor: float) -> None:
    assert read(ACTIONS, header) == ("budget", factor, "")


@pytest.mark.parametrize("header", OWN)
def test_is_the_plan_s_own(header: str) -> None:
    assert read(ACTIONS, header) == ("budget", 1.0, "")


@pytest.mark.parametrize("header", UNITS)
def test_counts_in_another_unit(header: str) -> None:
    assert read(CARNET, header) == ("montant", 0.0, OTHER_UNIT)


@pytest.mark.parametrize("header", YEARS)
def test_is_of_another_year(header: str) -> None:
    assert read(ACTIONS, header) == ("depense" if header.startswith("Dép") else "budget", 0.0, OTHER_YEAR)


@pytest.mark.parametrize(
    "header",
    [
        *("k€", "€", "2026", "Chiffre", "Budget client", "Salon 2026", "Kilomètres", "Prix 2025", "Montant", "A/R"),
        *("Dollars", "Budget de l’an passé", "Priorité N", "E-mail", "N+1", "12/04/2026", "", "\u200b", "()"),
    ],
)
def test_is_no_column_of_actions(header: str) -> None:
    assert read(ACTIONS, header) == ("", 0.0, "")


def test_words_and_days_have_no_unit_but_they_have_a_year() -> None:
    assert read(ACTIONS, "Qui (k€)") == ("qui", 1.0, "")
    assert read(ACTIONS, "Fin (par mois)") == ("fin", 1.0, "")
    assert read(ACTIONS, "Fin 2025") == ("fin", 0.0, OTHER_YEAR)


def test_a_quantity_is_counted_in_thousands_and_in_rhythms_never_in_another_currency() -> None:
    assert read(ACTIONS, "Résultat (k€)") == ("resultat", 1e3, "")
    assert read(ACTIONS, "Résultat (par mois)") == ("resultat", 1.0, "")
    assert read(ACTIONS, "Résultat (USD)") == ("resultat", 0.0, OTHER_UNIT)


def test_a_word_that_ends_like_euros_is_whole() -> None:
    assert read_header("Valeur HT").name == "valeur"


def test_a_percentage_is_no_amount() -> None:
    assert read(CARNET, "Probabilité (%)") == ("probabilite", 1.0, "")
    assert read(CARNET, "Probabilité en %") == ("probabilite", 1.0, "")
    assert read(CARNET, "Probabilité (k€)") == ("probabilite", 0.0, OTHER_UNIT)


def test_what_is_computed_is_not_recognised_in_thousands() -> None:
    assert read(ACTIONS, "Écart budget (k€)") == ("", 0.0, "")
    assert read(ACTIONS, "Écart budget 2026") == ("ecart_budget", 1.0, "")


def test_of_two_years_the_plan_s_is_taken_wherever_it_stands() -> None:
    texts = {0: "Budget 2025", 1: "Budget 2026", 2: "Budget 2027"}
    found = recognise_headers(ACTIONS, texts, YEAR)
    assert [(header.key, header.col) for header in found] == [("budget", 1)]
    assert [header.col for header in left_out_headers(ACTIONS, texts, found, YEAR)] == [0, 2]


def test_where_the_plan_says_no_year_the_latest_is_its_own() -> None:
    texts = {0: "Budget 2024", 1: "Budget 2025"}
    found = recognise_headers(ACTIONS, texts, Terms())
    assert [(header.key, header.col) for header in found] == [("budget", 1)]
    assert [header.col for header in left_out_headers(ACTIONS, texts, found, Terms())] == [0]


def test_a_bare_header_comes_before_one_with_a_unit() -> None:
    found = recognise_headers(ACTIONS, {0: "Budget (k€)", 1: "Budget"}, YEAR)
    assert [(header.key, header.col, header.factor) for header in found] == [("budget", 1, 1.0)]


def test_a_plan_of_a_semester_counts_by_semester() -> None:
    half = Terms(years=(2026,), months=6)
    assert read(CARNET, "Montant (par semestre)", half) == ("montant", 1.0, "")
    assert read(CARNET, "Montant semestriel", half) == ("montant", 1.0, "")
    assert read(CARNET, "Montant trimestriel", Terms(years=(2026,), months=3)) == ("montant", 1.0, "")
    assert read(CARNET, "Montant annuel", half) == ("montant", 0.0, OTHER_UNIT)
    assert read(CARNET, "Montant mensuel", Terms(years=(2026,), months=1)) == ("montant", 1.0, "")


def test_a_plan_of_two_years_has_both() -> None:
    both = Terms(years=(2026, 2027), months=12)
    assert read(ACTIONS, "Budget 2026-2027", both) == read(ACTIONS, "Budget 2027", both) == ("budget", 1.0, "")


def test_a_plan_that_counts_with_taxes_takes_them() -> None:
    taxed = Terms(years=(2026,), months=12, taxes="TTC")
    assert read(ACTIONS, "Budget TTC", taxed) == ("budget", 1.0, "")
    assert read(ACTIONS, "Budget HT", taxed) == ("budget", 0.0, OTHER_UNIT)


def test_no_column_of_any_table_says_a_unit_that_its_own_header_loses() -> None:
    """Each header and synonym of the plan is found by its own name, whatever it says beside it."""
    for table in plan().book.tables:
        for column in table.columns:
            for text in (column.header, *column.synonyms):
                assert column.key in table.names[plain_header(text)], text


def test_a_header_is_compared_by_its_whole_text_first() -> None:
    assert header_names("CA N-1") == ("ca n-1", "ca")
    assert header_names("Budget (€)") == ("budget",)
    assert trimmed_header("n° 12") == "n° 12"
    assert read_header("Mensuel").name == ""

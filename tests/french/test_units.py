"""Which units are one, whoever writes them, and how many of one are another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pacxl.french.units import HT, TTC, Measure, read_unit

# A unit, and the spellings of it; a number says how many of it one of the spelling is.
SAME: dict[str, str] = {
    "€ 1": "€|euros|EUR|€ HT|Montant HT|montant|HT|Euros (HT)|en €|euros hors taxes|€ H.T.",
    "€ 1000": "k€|K€|kEUR|keuros|k euros|milliers d’euros|milliers d'€|K€ HT|Montant en k€",
    "€ 1000000": "M€|MEUR|millions d’euros",
    "€ TTC 1": "€ TTC|TTC|Montant TTC|euros TTC",
    "€ TTC 1000": "k€ TTC",
    "€ /mois 1": "€/mois|€ / mois",
    "% 1": "%|pct|pour cent|pourcent|Pourcentage|en %",
    "rdv 1": "RDV|rdv|Rdv.|R.D.V.| rdv ",
    "rendez vous 1": "rendez-vous|Rendez vous|RENDEZ-VOUS",
    "leads/mois 1": "leads / mois|Leads/mois",
}


@pytest.mark.parametrize(
    ("text", "unit"), [(text, unit) for unit, texts in SAME.items() for text in texts.split("|")]
)
def test_a_spelling_is_of_its_unit(text: str, unit: str) -> None:
    name, _, scale = unit.rpartition(" ")
    assert read_unit(text) == Measure(name, Decimal(scale))


# « m€ » is thousands for some and millions for others; the rest are other units than their neighbour.
@pytest.mark.parametrize("text", ["m€", "$", "€ net", "500 €", "1", "points", "€/an", "CA", "sur 10", "milliers"])
def test_another_unit_is_neither_euros_nor_percents(text: str) -> None:
    assert read_unit(text).name not in ("€", "%", "")
    assert read_unit(text).scale == 1


def test_a_firm_that_counts_taxes_in_has_the_others_apart() -> None:
    assert [read_unit(text, TTC).name for text in ("€", "€ TTC", "€ HT")] == ["€", "€", "€ HT"]
    assert [read_unit(text, HT).name for text in ("€", "€ TTC", "€ HT")] == ["€", "€ TTC", "€"]

"""What a team comes to, in the figures of its variance workbook: all together, and person by person."""

from __future__ import annotations

from collections.abc import Mapping

from pacxl.books.ecarts.preuve import RIGHT
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.findings.entry import Lang
from pacxl.french.numerals import in_euros

TOTALS = (
    "actions",
    "budget",
    "depense",
    "hors_budget",
    "ecart_constate",
    "ecart_atterrissage",
    "budget_libere",
    "carnet_ouvert",
    "carnet_signe",
    "carnet_perdu",
    "carnet_montant",
    "carnet_pondere",
    "projection",
    "carnet_p10",
    "carnet_p50",
    "carnet_p90",
    "doublons_decides",
    "doublons_probables",
    "carnet_ouvert_dedoublonne",
)
Totals = Mapping[str, float | None]
# What each is called, in the order in which people read them.
TOTAL_LABELS: Mapping[Lang, Mapping[str, str]] = {
    "fr": {
        "actions": "Actions",
        "budget": "Budget",
        "depense": "Dépensé",
        "hors_budget": "dont hors budget",
        "ecart_constate": "Écart constaté (acquis)",
        "ecart_atterrissage": "Écart à l’atterrissage",
        "budget_libere": "Budget libéré",
        "carnet_ouvert": "Carnet ouvert",
        "carnet_ouvert_dedoublonne": "dédoublonné",
        "carnet_signe": "Carnet signé",
        "carnet_perdu": "Carnet perdu",
        "carnet_pondere": "Total probabilisé",
        "projection": "Signé + probabilisé",
        "carnet_p10": "Ouvert, 8 chances sur 10 : de",
        "carnet_p90": "à",
    },
    "en": {
        "actions": "Actions",
        "budget": "Budget",
        "depense": "Spent",
        "hors_budget": "of which without a budget",
        "ecart_constate": "Variance to date (final)",
        "ecart_atterrissage": "Variance at landing",
        "budget_libere": "Budget released",
        "carnet_ouvert": "Open deals",
        "carnet_ouvert_dedoublonne": "without duplicates",
        "carnet_signe": "Signed deals",
        "carnet_perdu": "Lost deals",
        "carnet_pondere": "Weighted open deals",
        "projection": "Signed + weighted",
        "carnet_p10": "Open, 8 chances in 10: from",
        "carnet_p90": "to",
    },
}


# What is told of each person, where there are many.
TOTALS_OF_A_PERSON = (
    "actions",
    "budget",
    "depense",
    "ecart_constate",
    "carnet_ouvert",
    "carnet_signe",
    "carnet_pondere",
)


def total_said(key: str, value: float | None, decimals: int = 2) -> str:
    """A total as people read it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.0f}" if key == "actions" else in_euros(value, decimals)


def totals_of_team(ecarts: Contents) -> Totals:
    """The totals of a team, as a variance workbook's figures have them (euros, but for the number of actions).

    `carnet_montant` is all that is listed, open, signed and lost: no figure of the workbook adds them up.
    """
    known = {key: ecarts.figures[key] for key in TOTALS if key in ecarts.figures}
    known["carnet_montant"] = sum(ecarts.figures[f"carnet_{which}"] for which in ("ouvert", "signe", "perdu"))
    return {key: known[key].item() if hasattr(known[key], "item") else known[key] for key in TOTALS}


def totals_proved(ecarts: Contents) -> bool:
    """Whether the proof of a variance workbook is right: each of its columns holds what was read in each file."""
    return bool(ecarts.figures["preuve_des_totaux"] == RIGHT)


def totals_by_person(ecarts: Contents) -> dict[str, Totals]:
    """The totals of a team, person by person, as the sheet of the variance workbook has them; None for those that
    are no sum over people."""
    people = ecarts.frames["par_commercial"]
    names = [
        name if not column_text(team) or list(people["commercial"]).count(name) == 1 else f"{name} ({team})"
        for name, team in zip(people["commercial"], people["equipe"], strict=True)
    ]
    known = people[[key for key in TOTALS if key in people]].astype(object)
    rows = known.where(known.notna(), None).to_dict("records")
    return {name: {key: row.get(key) for key in TOTALS} for name, row in zip(names, rows, strict=True)}

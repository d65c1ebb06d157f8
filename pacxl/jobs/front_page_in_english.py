"""The words of the first page of a variance workbook, in English: the workbook itself is in French."""

from __future__ import annotations

from collections.abc import Mapping

from pacxl.typography import plain_spaces

ENGLISH: Mapping[str, str] = {
    # tiles
    "Carnet": "Deals",
    "Budget des actions": "Budget of the actions",
    "Confiance": "Trust",
    "À date": "To date",
    "Objectif à date": "Target to date",
    "Écart": "Variance",
    "Atteinte": "Reached",
    "Verdict": "Verdict",
    "favorable": "favourable",
    "défavorable": "unfavourable",
    "incomplet": "incomplete",
    "Atterrissage": "Landing",
    "Écart à l’arrivée": "Variance at landing",
    "Probabilisé": "Weighted",
    "Signé": "Signed",
    "Ouvert": "Open",
    "8 chances sur 10 : de": "8 chances in 10: from",
    "à": "to",
    "Couvre du reste": "Covers of what is left",
    "Dépensé": "Spent",
    "Budget": "Budget",
    "Écart constaté": "Variance to date",
    "Actions": "Actions",
    "dont en retard": "of which late",
    "Plans reçus": "Plans received",
    "Encore attendus": "Still expected",
    "À vérifier": "To check",
    "Fichiers à vérifier": "Files to check",
    "Écarts sans cause": "Variances without a cause",
    "Preuve des totaux": "Proof of the totals",
    "juste": "right",
    "à vérifier": "to check",
    # the largest variances
    "Les cinq plus grands écarts défavorables, en euros": "The five largest unfavourable variances, in euros",
    "Écart sur": "Variance of",
    "Montant": "Amount",
    "Commercial": "Salesperson",
    "Cause": "Cause",
    "Ce qu’on fait": "What is done",
    "Par qui": "By whom",
    "Pour quand": "By when",
    "à demander": "to be asked",
    # the people
    "Les personnes": "The people",
    "Réponse": "Answer",
    "Ce qui lui est demandé": "What is asked",
    "Budget constaté": "Budget to date",
    "Indicateurs défavorables": "Unfavourable indicators",
    "En retard": "Late",
    # the decisions
    "Les décisions qui attendent": "The decisions that wait",
    "À décider": "To decide",
    "Nombre": "Number",
    "Où": "Where",
    "Actions en retard de plus de 30 jours": "Actions late by more than 30 days",
    "Écarts défavorables sans cause": "Unfavourable variances without a cause",
    "Affaires signées sans date": "Signed deals without a date",
    "Affaires ouvertes, date dépassée": "Open deals, date past",
    "Doublons probables du carnet": "Deals that may be one",
    "dont à décider, en euros": "to be decided, in euros",
    "Fichiers illisibles": "Files that cannot be read",
}


def front_page_in_english(text: str) -> str:
    """A text of the first page, in English; a name that a firm gave, as it is."""
    plain = plain_spaces(text)
    if plain.startswith(_GAP_OF):
        return f"Variance, {text[len(_GAP_OF) :]}"
    return ENGLISH.get(plain, text)


_GAP_OF = "Écart, "

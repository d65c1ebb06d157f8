"""What only shows when many files are read together."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

TEAM = {
    "deal-twice": Entry(
        Severity.WARNING,
        "L’affaire « {value} » (même société, même nature, même montant) figure aussi dans {other} : "
        "elle est comptée deux fois.",
        "Décidez qui la porte, et retirez-la de l’autre classeur.",
        "The deal “{value}” (same company, kind and amount) also stands in {other}: it is counted twice.",
        "Decide whose it is, and take it out of the other workbook.",
    ),
    "same-person-twice": Entry(
        Severity.ERROR,
        "Deux classeurs de {value} pour la même période : {other} et celui-ci. Les deux sont comptés.",
        "Gardez la bonne version et retirez l’autre du dossier, puis relancez la consolidation.",
        "Two workbooks of {value} for the same period: {other} and this one. Both are counted.",
        "Keep the right version, take the other out of the folder, and consolidate again.",
    ),
    "file-twice": Entry(
        Severity.WARNING,
        "Ce fichier a exactement le contenu de {other} : il n’est compté qu’une fois.",
        "Supprimez la copie.",
        "This file has exactly the contents of {other}: it is counted once.",
        "Delete the copy.",
    ),
    "not-a-plan": Entry(
        Severity.WARNING,
        "Ce classeur n’est pas un plan (écarts consolidés ou réglages) : il n’est pas compté.",
        "Rangez-le dans un autre dossier que les plans reçus.",
        "This workbook is no plan (consolidated variances or settings): it is not counted.",
        "Keep it in another folder than the returned plans.",
    ),
    "stages-differ": Entry(
        Severity.INFO,
        "Les étapes du carnet n’ont pas ici les mêmes probabilités que dans {other} ({stages}) : chaque affaire "
        "garde celle de son propre classeur.",
        "Rien à faire ; pour les comparer, donnez à tous les mêmes étapes.",
        "The stages of the pipeline do not have the same probabilities here as in {other} ({stages}): each deal "
        "keeps that of its own workbook.",
        "Nothing to do; to compare them, give everybody the same stages.",
    ),
    "natures-differ": Entry(
        Severity.WARNING,
        "Des indicateurs n’ont pas ici la même nature, ou les mêmes parts, que dans {other} ({indicators}) : "
        "ceux de {other} valent pour tous.",
        "Donnez à tous les mêmes réglages : la nature dit comment les mois et les personnes s’additionnent.",
        "Some indicators do not have the same nature, or the same parts, here as in {other} ({indicators}): those of "
        "{other} hold for all.",
        "Give everybody the same settings: the nature says how months and people add up.",
    ),
    "months-unknown": Entry(
        Severity.WARNING,
        "Aucun mois n’est réalisé ici pour : {indicators}. Leurs objectifs sont hors de l’atterrissage de l’équipe.",
        "Demandez ses réalisés à cette personne.",
        "No month is done here for: {indicators}. Their objectives are left out of the team's landing.",
        "Ask this person for what was done.",
    ),
    "other-settings": Entry(
        Severity.WARNING,
        "Ce classeur vient d’un autre modèle que les autres (réglages ou version différents).",
        "Ses lignes sont lues et comptées ; vérifiez qu’il s’agit bien du même plan.",
        "This workbook comes from another template than the others (other settings or version).",
        "Its rows are read and counted; check that it is the same plan.",
    ),
    "other-period": Entry(
        Severity.WARNING,
        "Ce classeur couvre la période {value}, les autres {other} : les totaux mêlent les deux.",
        "Ne consolidez ensemble que des plans de la même période.",
        "This workbook covers the period {value}, the others {other}: the totals mix the two.",
        "Consolidate only plans of one period together.",
    ),
}

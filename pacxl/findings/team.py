"""What only shows when many files are read together."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

TEAM = {
    "deal-twice": Entry(
        Severity.WARNING,
        "L’affaire « {value} » ({amount}) est peut-être la même que « {other} », {who:de} : elle serait comptée deux "
        "fois. {why}.",
        "Si c’est la même, convenez de qui la porte, et retirez l’autre ligne ; sinon, dites-le en réponse : qui "
        "consolide choisira « deux affaires » sur la feuille Doublons.",
        "The deal “{value}” ({amount}) may be the same as “{other}”, of {who}: it would be counted twice. {why}.",
        "If it is the same, agree on whose it is, and take the other row out; otherwise say so in answer: who "
        "consolidates will choose “deux affaires” (two deals) on the sheet Doublons.",
    ),
    "deal-counted-once": Entry(
        Severity.INFO,
        "Décidé : l’affaire « {value} » ({amount}) est la même que « {other} », {who:de}, qui compte{how}. Celle-ci "
        "est en moins dans le carnet dédoublonné.",
        "Rien à faire ; retirée d’ici, elle ne serait plus dans le carnet brut non plus.",
        "Decided: the deal “{value}” ({amount}) is the same as “{other}”, of {who}, which counts{how}. This one is "
        "taken out of the carnet without duplicates.",
        "Nothing to do; taken out here, it would no longer be in the carnet as listed either.",
    ),
    "decision-without-deals": Entry(
        Severity.INFO,
        "Une décision porte sur « {value} » ({who}) et {other}, dont l’une au moins n’est plus dans les carnets : "
        "elle est laissée de côté.",
        "Rien à faire si l’une a été retirée ; sinon, décidez de nouveau sur la feuille Doublons.",
        "A decision is about “{value}” ({who}) and {other}, one of which at least is not in the carnets any more: it "
        "is left aside.",
        "Nothing to do if one was taken out; otherwise decide again on the sheet Doublons.",
    ),
    "gap-unexplained": Entry(
        Severity.WARNING,
        "Écart défavorable de {amount} sur « {value} », dont la cause n’est pas dite.",
        "Dites-en la cause, et ce que vous faites, {where}.",
        "An unfavourable variance of {amount} on “{value}”, whose cause is not told.",
        "Tell its cause, and what you do about it, {where}.",
    ),
    "same-person-twice": Entry(
        Severity.WARNING,
        "Deux versions du plan {value:de}. Compte pour l’instant : {other} ({others}) ; celui-ci est remplacé "
        "({amount}). Lignes qui diffèrent : {changed}. Repris de celui-ci, seul à les remplir : {own}.",
        "Vérifiez laquelle est la bonne, puis confirmez-la : --keep {other}, ou --keep {file}.",
        "Two versions of the plan of {value}. For now {other} counts ({others}); this one is replaced ({amount}). "
        "Rows that differ: {changed}. Taken from this one, which alone filled them: {own}.",
        "Check which is right, then confirm it: --keep {other}, or --keep {file}.",
    ),
    "person-near": Entry(
        Severity.WARNING,
        "« {value} » et « {other} » ({file}) sont peut-être une seule personne : chacune a sa ligne, et celle-ci "
        "pèse {amount}.",
        "Si c’en est une, saisissez son nom et son équipe de la même façon dans les deux classeurs.",
        "“{value}” and “{other}” ({file}) may be one person: each has a line, and this one weighs {amount}.",
        "If they are one, write the name and the team in the same way in both workbooks.",
    ),
    "owner-incomplete": Entry(
        Severity.WARNING,
        "Ce classeur ne dit pas {what} : il est compté tel quel ({amount}).",
        "Vérifiez qu’il est bien de l’équipe et de la période, et complétez la carte de sa première feuille.",
        "This workbook does not say {what}: it is counted as it is ({amount}).",
        "Check that it is the team’s and the period’s, and complete the card of its first sheet.",
    ),
    "other-firm": Entry(
        Severity.WARNING,
        "Ce classeur est de l’entreprise {value}, et non de {other} : il n’est pas compté ({amount}).",
        "S’il doit l’être, relancez avec --include {file} ; sinon, rangez-le ailleurs.",
        "This workbook is of the firm {value}, and not of {other}: it is not counted ({amount}).",
        "If it is to be, run again with --include {file}; otherwise keep it elsewhere.",
    ),
    "firm-near": Entry(
        Severity.WARNING,
        "L’entreprise « {value} » s’écrit presque comme {other} : ce classeur est compté.",
        "Vérifiez que c’est bien la même, et corrigez son nom.",
        "The firm “{value}” is written nearly like {other}: this workbook is counted.",
        "Check that it is the same, and mend its name.",
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
        "Rien à faire ; pour les comparer, prenez pour tous les mêmes étapes.",
        "The stages of the pipeline do not have the same probabilities here as in {other} ({stages}): each deal "
        "keeps that of its own workbook.",
        "Nothing to do; to compare them, give everybody the same stages.",
    ),
    "natures-differ": Entry(
        Severity.WARNING,
        "Des indicateurs n’ont pas ici la même nature, ou les mêmes parts, que dans {other} ({indicators}) : "
        "ceux de {other} valent pour tous.",
        "Prenez pour tous les mêmes réglages : la nature dit comment les mois et les personnes s’additionnent.",
        "Some indicators do not have the same nature, or the same parts, here as in {other} ({indicators}): those of "
        "{other} hold for all.",
        "Give everybody the same settings: the nature says how months and people add up.",
    ),
    "units-one": Entry(
        Severity.INFO,
        "Unités comptées ensemble : {units}. Un montant dont rien n’est dit est {taxes}.",
        "Rien à faire si la lecture est juste ; les réglages disent si les montants sont HT ou TTC.",
        "Units counted as one: {units}. An amount of which nothing is said is {taxes}.",
        "Nothing to do if the reading is right; the settings say whether amounts are HT or TTC.",
    ),
    "units-apart": Entry(
        Severity.WARNING,
        "Des indicateurs ne se comptent pas ici dans la même unité que dans {other} ({indicators}) : à chacune sa "
        "ligne, et rien n’est additionné.",
        "Prenez pour tous la même unité ; HT et TTC, par mois et en tout, ne se comparent pas.",
        "Some indicators are not counted here in the same unit as in {other} ({indicators}): each has its own line, "
        "and nothing is added up.",
        "Give everybody the same unit; HT and TTC, by the month and in all, do not compare.",
    ),
    "senses-apart": Entry(
        Severity.WARNING,
        "Des indicateurs n’ont pas ici le même sens que dans {other} ({indicators}) : à chacun sa ligne, et rien "
        "n’est additionné.",
        "Prenez pour tous le même sens : « plus haut », ou « plus bas ».",
        "Indicators have another sense here than in {other} ({indicators}): each has its line, and nothing is added.",
        "Give everybody the same sense: higher, or lower.",
    ),
    "months-unknown": Entry(
        Severity.WARNING,
        "Aucun mois n’est réalisé ici pour : {indicators}. Leurs objectifs sont hors de l’atterrissage de l’équipe.",
        "Demandez ses réalisés à cette personne.",
        "No month is done here for: {indicators}. Their objectives are left out of the team's landing.",
        "Ask this person for what was done.",
    ),
    "objectives-unknown": Entry(
        Severity.WARNING,
        "Du réalisé est sans objectif ici, certains mois ou tous, pour : {indicators}. Il est dans le réalisé de "
        "l’équipe, et hors de son écart et de son atteinte ; sans aucun objectif, hors de son atterrissage.",
        "Demandez ses objectifs à cette personne.",
        "What was done has no objective here, some months or all, for: {indicators}. It is in what the team did, and "
        "out of its variance and its rate; without any objective, out of its landing.",
        "Ask this person for the objectives.",
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
        "Ce classeur couvre une autre période ({own}, et non {other}) : il n’est pas compté ({amount}).",
        "S’il doit l’être, relancez avec --include {file} ; pour consolider sa période, avec --period {value}.",
        "This workbook covers another period ({own}, and not {other}): it is not counted ({amount}).",
        "If it is to be, run again with --include {file}; to consolidate its own period, with --period {value}.",
    ),
    "period-twice": Entry(
        Severity.WARNING,
        "La période de ce classeur ({own}) est comprise dans {other}, de la même personne : il n’est pas compté, "
        "pour que rien ne le soit deux fois ({amount}).",
        "S’il ne répète rien de l’autre, relancez avec --include {file}.",
        "The period of this workbook ({own}) is part of that of {other}, by the same person: it is not counted, so "
        "that nothing is counted twice ({amount}).",
        "If it repeats nothing of the other, run again with --include {file}.",
    ),
}

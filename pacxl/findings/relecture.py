"""What there is to tell of a whole plan, read over (relecture): what it lacks, and what in it cannot be together.

A contradiction is to be checked; all else is advice, which changes no figure and no exit status.
"""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

RELECTURE = {
    "nothing-typed": Entry(
        Severity.WARNING,
        "Rien n’est saisi dans ce classeur : il est tel qu’il a été remis.",
        "Remplissez-le et renvoyez-le ; si ce n’est pas le bon fichier, renvoyez celui que vous avez rempli.",
        "Nothing is typed in this workbook: it is as it was handed out.",
        "Fill it in and send it back; if it is not the right file, send the one that you filled in.",
    ),
    "action-owner-missing": Entry(
        Severity.INFO,
        "Actions à mener sans responsable : {count} ({where}).",
        "Saisissez dans la colonne Qui la personne qui en répond.",
        "Actions to carry out with no owner: {count} ({where}).",
        "Name in the column Qui the person who answers for them.",
    ),
    "action-date-missing": Entry(
        Severity.INFO,
        "Actions à mener sans aucune date : {count} ({where}). Elles ne seront jamais en retard.",
        "Saisissez au moins leur date de fin.",
        "Actions to carry out with no date at all: {count} ({where}). They will never be late.",
        "Give them an end date at least.",
    ),
    "action-budget-missing": Entry(
        Severity.INFO,
        "Actions à mener sans budget : {count} ({where}), alors que d’autres en ont un.",
        "Rien à faire si elles ne coûtent rien ; sinon, saisissez leur budget.",
        "Actions to carry out with no budget: {count} ({where}), though others have one.",
        "Nothing to do if they cost nothing; otherwise type their budget.",
    ),
    "action-target-missing": Entry(
        Severity.INFO,
        "Actions à mener dont l’objectif n’a pas de cible : {count} ({where}). Rien ne dira s’il est atteint.",
        "Saisissez un nombre dans la colonne Cible, et une unité s’il en faut une.",
        "Actions to carry out whose objective has no target: {count} ({where}). Nothing will tell whether it is "
        "reached.",
        "Give them a number in the column Cible, and a unit if it needs one.",
    ),
    "action-without-objective": Entry(
        Severity.INFO,
        "Actions à mener sans objectif ni cible : {count} ({where}).",
        "Dites ce que vous en attendez (Objectif, Cible) ; une action qui n’apporte rien peut être « non retenue ».",
        "Actions to carry out with neither an objective nor a target: {count} ({where}).",
        "Say what you expect of them (Objectif, Cible); one that brings nothing can be “non retenue”.",
    ),
    "intent-without-action": Entry(
        Severity.INFO,
        "Le plan dit une intention (« {value} »), et aucune action n’y est prévue.",
        "Prévoyez au moins une action : qui la mène, pour quand, avec quel budget.",
        "The plan states an intention (“{value}”), and no action is planned in it.",
        "Plan one action at least: who carries it out, by when, with what budget.",
    ),
    "objective-without-action": Entry(
        Severity.INFO,
        "Objectifs stratégiques qu’aucune action ne sert : {count} (« {value} »).",
        "Sur la feuille Alignement, dites par leur numéro quelles actions, prévues, y travaillent.",
        "Strategic objectives that no action serves: {count} (“{value}”).",
        "On the sheet Alignement, say by their numbers which planned actions work towards them.",
    ),
    "budget-over-envelope": Entry(
        Severity.INFO,
        "Les budgets des actions font {amount}, l’enveloppe (les postes et leur marge) {envelope} : {gap} de trop.",
        "Rien à faire si la feuille Budget et ROI ne porte qu’une part des dépenses ; sinon, réduisez ou écartez des "
        "actions, ou augmentez l’enveloppe.",
        "The budgets of the actions come to {amount}, and the envelope (the items and their margin) to {envelope}: "
        "{gap} too much.",
        "Nothing to do if the sheet Budget et ROI holds only a part of the spending; otherwise cut or drop some "
        "actions, or raise the envelope.",
    ),
    "contingency-missing": Entry(
        Severity.INFO,
        "Le budget n’a pas de marge pour imprévus.",
        "Gardez-en une part (10 % est d’usage) dans la colonne Taux, sur la feuille Budget et ROI.",
        "The budget has no contingency margin.",
        "Keep a share of it (10% is usual) in the column Taux, on the sheet Budget et ROI.",
    ),
    "person-overloaded": Entry(
        Severity.WARNING,
        "Les moyens comptent {days} jours de « {value} », et la période n’a que {working} jours ouvrés.",
        "Revoyez ces jours, confiez-en à quelqu’un d’autre, ou étalez l’action au-delà de la période.",
        "The means count {days} days of “{value}”, and the period has only {working} working days.",
        "Review these days, give some of them to somebody else, or spread the action beyond the period.",
    ),
    "funnel-short": Entry(
        Severity.INFO,
        "L’objectif de CA est de {aim}. Avec {known} de réalisé ou de signé et {weighted} de carnet probabilisé, il "
        "manque {gap}.",
        "Rien à faire si le reste se vend sans passer par le carnet ; sinon, ouvrez d’autres affaires, ou revoyez "
        "l’objectif.",
        "The revenue objective is {aim}. With {known} made or signed and {weighted} of weighted open deals, {gap} "
        "are missing.",
        "Nothing to do if the rest is sold outside the carnet; otherwise open other deals, or review the objective.",
    ),
    "parts-not-whole": Entry(
        Severity.WARNING,
        "« {value} » : les parts de chacun font {parts}, et l’objectif commun {whole}.",
        "Corrigez l’objectif commun ou la part de quelqu’un, pour que les parts fassent le tout.",
        "“{value}”: everybody’s parts come to {parts}, and the common objective to {whole}.",
        "Mend the common objective or somebody’s part, so that the parts make the whole.",
    ),
    "personas-over-whole": Entry(
        Severity.WARNING,
        "Les parts du CA visées de vos personas font {value} : plus que tout votre chiffre d’affaires.",
        "Ramenez la part de chacun à ce que vous en attendez : ensemble, 100 % au plus.",
        "The shares of the revenue expected of your personas come to {value}: more than all of it.",
        "Bring each share down to what you expect of it: 100 % together, at most.",
    ),
    "objectives-one-type": Entry(
        Severity.INFO,
        "Les {count} objectifs sont tous de type « {value} ».",
        "Rien à faire si c’est voulu ; sinon, ajoutez un objectif d’un autre type.",
        "All {count} objectives are of the type “{value}”.",
        "Nothing to do if that is meant; otherwise set yourself an objective of another type too.",
    ),
    "one-family-holds-all": Entry(
        Severity.INFO,
        "« {value} » a {share} du budget des actions, alors que {count} familles ont des actions.",
        "Rien à faire si c’est voulu ; sinon, rééquilibrez les budgets.",
        "“{value}” has {share} of the budget of the actions, though {count} families have actions.",
        "Nothing to do if that is meant; otherwise balance the budgets.",
    ),
    "one-person-holds-all": Entry(
        Severity.INFO,
        "« {value} » répond de {count} actions à mener sur {whole}, alors que l’équipe a d’autres personnes.",
        "Rien à faire si c’est voulu ; sinon, confiez-en à d’autres (colonne Qui).",
        "“{value}” answers for {count} of the {whole} actions to carry out, though the team has other people.",
        "Nothing to do if that is meant; otherwise give some to others (column Qui).",
    ),
    "family-unused": Entry(
        Severity.INFO,
        "Familles ni utilisées ni écartées : {count} ({value}).",
        "Prévoyez-y une action, ou dites « non retenue » dans la colonne Décision de l’une de leurs étapes.",
        "Families neither used nor set aside: {count} ({value}).",
        "Plan an action in them, or say “non retenue” in the column Décision of one of their steps.",
    ),
}

# What a firm may leave out, by its code, and how its settings call it: the codes above, and two that are told of a
# row as soon as it is read.
RULE_TITLES = {
    "nothing-typed": "Rien n’est saisi",
    "action-owner-missing": "Action sans responsable",
    "action-date-missing": "Action sans date",
    "action-budget-missing": "Action sans budget",
    "action-target-missing": "Action sans mesure",
    "intent-without-action": "Intention sans action",
    "objective-without-action": "Objectif sans action",
    "action-without-objective": "Action sans objectif",
    "not-smart": "Objectif dit mesurable sans cible, ou temporel sans échéance",
    "raci-accountable": "RACI : un seul A, un R au moins",
    "budget-over-envelope": "Budget des actions au-delà de l’enveloppe",
    "contingency-missing": "Budget sans marge pour imprévus",
    "person-overloaded": "Personne chargée au-delà de la période",
    "funnel-short": "Carnet qui ne mène pas à l’objectif de CA",
    "parts-not-whole": "Parts qui ne font pas l’objectif commun",
    "personas-over-whole": "Parts du CA des personas au-delà de 100 %",
    "objectives-one-type": "Objectifs tous d’un même type",
    "one-family-holds-all": "Famille qui a presque tout le budget",
    "one-person-holds-all": "Personne qui porte presque tout",
    "family-unused": "Famille ni utilisée ni écartée",
}

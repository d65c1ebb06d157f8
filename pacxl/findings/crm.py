"""What there is to tell of an export of a CRM, and of what it changes in a plan."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

CRM = {
    "crm-read": Entry(
        Severity.INFO,
        "Export de {product} : {count} {count:affaire|affaires}, {people}. Colonnes lues : {columns}.",
        "Vérifiez cette lecture ; « --map FICHIER » dit à la place ce qu’est chaque colonne.",
        "Export of {product}: {count} {count:deal|deals}, {people}. Columns read: {columns}.",
        "Check this reading; “--map FILE” tells what each column is instead.",
    ),
    "crm-columns-left": Entry(
        Severity.INFO,
        "{count} {count:colonne|colonnes} de l’export sans place dans le carnet : {columns}.",
        "Rien à faire ; « --map FICHIER » donne une place à celle qui doit en avoir une.",
        "{count} {count:column|columns} of the export without a place in the carnet: {columns}.",
        "Nothing to do; “--map FILE” gives a place to one that should have it.",
    ),
    "crm-rows-left": Entry(
        Severity.INFO,
        "{count} {count:ligne|lignes} de l’export sans affaire (pied de page, total, suite) : {rows}.",
        "Rien à faire si elles ne disent rien d’une affaire.",
        "{count} {count:row|rows} of the export without a deal (footer, total, continuation): {rows}.",
        "Nothing to do if they say nothing of a deal.",
    ),
    "crm-dates-either": Entry(
        Severity.WARNING,
        "{count} {count:date|dates} de la colonne {column} {count:se lit|se lisent} jour/mois ou mois/jour (« "
        "{value} »), et rien dans l’export ne le tranche : aucune n’est retenue.",
        "Relancez avec « --dates jour » si le jour vient en premier, « --dates mois » si c’est le mois.",
        "{count} {count:date|dates} of the column {column} can be day/month or month/day (“{value}”), and nothing in "
        "the export tells which: none is kept.",
        "Run again with “--dates jour” if the day comes first, “--dates mois” if the month does.",
    ),
    "crm-amounts-either": Entry(
        Severity.WARNING,
        "{count} {count:montant|montants} de la colonne {column} {count:se lit|se lisent} de deux façons (« {value} "
        "» : mille, ou un et trois décimales), et rien dans la colonne ne le tranche : aucun n’est retenu.",
        "Relancez avec « --decimal virgule » si la virgule y précède les décimales, « --decimal point » si c’est "
        "le point.",
        "{count} {count:amount|amounts} of the column {column} can be read in two ways (“{value}”: a thousand, or "
        "one and three decimals), and nothing in the column tells which: none is kept.",
        "Run again with “--decimal virgule” if the comma is their decimal mark, “--decimal point” if the point is.",
    ),
    "crm-other-currency": Entry(
        Severity.WARNING,
        "{count} {count:affaire|affaires} en {value}, {amount} en tout, de côté : le plan est en {other}, et des "
        "monnaies ne s’additionnent pas.",
        "Exportez les montants convertis en {other} ; si le plan est en {value}, « --currency {value} ».",
        "{count} {count:deal|deals} in {value}, {amount} in all: left aside, for the plan is in {other} and "
        "currencies do not add up.",
        "Export the amounts converted to {other}; if the plan is in {value}, “--currency {value}”.",
    ),
    "crm-fractions": Entry(
        Severity.INFO,
        "Aucune probabilité de la colonne {column} ne dépasse 1 : ce sont des fractions (0,6 est 60 %).",
        "Rien à faire, sauf si 1 y voulait dire 1 %.",
        "No probability of the column {column} is over 1: they are fractions (0.6 is 60 %).",
        "Nothing to do, unless 1 meant 1 %.",
    ),
    "crm-probability-of-stage": Entry(
        Severity.INFO,
        "{count} {count:affaire a|affaires ont} dans l’export une autre probabilité que celle de leur étape dans les "
        "réglages : celle des réglages compte.",
        "Pour une affaire à part, saisissez sa probabilité dans le carnet : l’import suivant la garde.",
        "{count} {count:deal has|deals have} another probability in the export than their stage has in the settings: "
        "the settings’ counts.",
        "For a deal apart, type its probability in the carnet: the next import keeps it.",
    ),
    "crm-stage-unknown": Entry(
        Severity.WARNING,
        "L’étape « {value} » ({count} {count:affaire|affaires}) n’est pas dans les réglages : elle est gardée, avec "
        "{what}.",
        "Ajoutez-la aux étapes des réglages, ou dites laquelle c’est : « --map FICHIER », une ligne étape ; {value} "
        "; la vôtre.",
        "The stage “{value}” ({count} {count:deal|deals}) is not in the settings: it is kept, with {what}.",
        "Add it to the stages of the settings, or tell which it is: “--map FILE”, a row étape; {value}; yours.",
    ),
    "crm-stages-taken": Entry(
        Severity.INFO,
        "Sans réglages de l’entreprise, les étapes sont celles de {product}, avec la probabilité qu’il leur donne "
        "d’office ou que dit l’export : {stages}.",
        "Vérifiez-les, sur la feuille Listes ; « --settings MODÈLE » donne celles de l’entreprise.",
        "Without the firm’s settings, the stages are those of {product}, with the probability that it gives them by "
        "default or that the export says: {stages}.",
        "Check them, on the sheet Listes; “--settings TEMPLATE” gives the firm’s own.",
    ),
    "crm-status-unknown": Entry(
        Severity.WARNING,
        "« {value} » ({count} {count:affaire|affaires}) ne dit pas si une affaire est ouverte, gagnée ou perdue : "
        "comptée ouverte.",
        "Dites-le : « --map FICHIER », une ligne issue ; {value} ; ouverte, gagnée ou perdue.",
        "“{value}” ({count} {count:deal|deals}) does not tell whether a deal is open, won or lost: counted as open.",
        "Tell it: “--map FILE”, a row issue; {value}; ouverte, gagnée or perdue.",
    ),
    "crm-no-record": Entry(
        Severity.WARNING,
        "L’export n’a pas de numéro de fiche : une affaire y est retrouvée par sa société et sa nature.",
        "Ajoutez à l’export la colonne du numéro ({number}) : un nom qui change y ferait une autre affaire.",
        "The export has no record number: a deal is found again by its company and its kind.",
        "Add the column of the number ({number}) to the export: a name that changes would make another deal.",
    ),
    "crm-record-twice": Entry(
        Severity.WARNING,
        "La fiche {value} figure plusieurs fois dans l’export ({rows}) : {what}.",
        "Vérifiez-la dans le CRM, ou exportez une ligne par affaire.",
        "The record {value} stands several times in the export ({rows}): {what}.",
        "Check it in the CRM, or export a row a deal.",
    ),
    "crm-several-companies": Entry(
        Severity.INFO,
        "{count} {count:affaire est liée|affaires sont liées} à plusieurs sociétés : la première est retenue (« "
        "{value} »).",
        "Rien à faire, sauf si une autre est le client.",
        "{count} {count:deal is|deals are} tied to several companies: the first is kept (“{value}”).",
        "Nothing to do, unless another is the client.",
    ),
    "crm-several-people": Entry(
        Severity.WARNING,
        "L’export est de plusieurs personnes, et toutes leurs affaires sont reprises : {people}.",
        "Pour n’en reprendre qu’une : « --person NOM » ; pour l’équipe, passez l’export à « pacxl consolidate ».",
        "The export is of several people, and all their deals are taken: {people}.",
        "To take one’s only: “--person NAME”; for the team, give the export to “pacxl consolidate”.",
    ),
    "crm-others-left": Entry(
        Severity.INFO,
        "{count} {count:affaire|affaires} d’autres personnes, non {count:reprise|reprises} : {people}.",
        "Rien à faire ; « --person NOM » en choisit une autre.",
        "{count} {count:deal|deals} of other people, not taken: {people}.",
        "Nothing to do; “--person NAME” chooses another.",
    ),
    "crm-new": Entry(
        Severity.INFO,
        "Nouvelle affaire : {value}.",
        "Rien à faire.",
        "New deal: {value}.",
        "Nothing to do.",
    ),
    "crm-changed": Entry(
        Severity.INFO,
        "{value} a changé dans le CRM : {changes}.",
        "Rien à faire : le carnet la suit.",
        "{value} has changed in the CRM: {changes}.",
        "Nothing to do: the carnet follows.",
    ),
    "crm-closed": Entry(
        Severity.INFO,
        "{value} est {issue} dans le CRM : {changes}.",
        "Rien à faire : le carnet la suit.",
        "{value} is closed ({issue}) in the CRM: {changes}.",
        "Nothing to do: the carnet follows.",
    ),
    "crm-vanished": Entry(
        Severity.WARNING,
        "{value} n’est plus dans l’export : la ligne du carnet est gardée telle quelle.",
        "Si elle n’existe plus, effacez sa ligne ou choisissez son issue ; sinon, vérifiez le filtre de l’export.",
        "{value} is no longer in the export: the row of the carnet is kept as it is.",
        "If it is gone, delete its row or give it an issue; otherwise check the export’s filter.",
    ),
    "crm-kept": Entry(
        Severity.WARNING,
        "{value} : le carnet dit autre chose que le CRM, et ce qui y est tapé est gardé ({changes}).",
        "Corrigez le CRM ; ou, pour le suivre, videz ces cellules du carnet et importez de nouveau.",
        "{value}: the carnet says something else than the CRM, and what was typed is kept ({changes}).",
        "Mend the CRM; or, to follow it, empty these cells of the carnet and import again.",
    ),
    "crm-linked": Entry(
        Severity.INFO,
        "{value} était déjà dans le carnet, sans numéro : c’est la fiche {record} du CRM (même société, {same}).",
        "Vérifiez que c’est bien elle ; sinon, effacez son N° CRM.",
        "{value} was in the carnet already, without a number: it is the record {record} of the CRM (same company, "
        "{same}).",
        "Check that it is; otherwise delete its N° CRM.",
    ),
    "crm-maybe-twice": Entry(
        Severity.WARNING,
        "{value}, nouvelle, est peut-être déjà dans le carnet sans numéro : {other}.",
        "Si c’est la même, effacez l’une des deux lignes, et gardez le N° CRM.",
        "{value}, which is new, may be in the carnet already without a number: {other}.",
        "If it is the same, delete one of the two rows, and keep the N° CRM.",
    ),
    "crm-reassigned": Entry(
        Severity.WARNING,
        "{value} est maintenant suivie par {other} dans le CRM : la ligne du carnet est gardée.",
        "Si elle a changé de mains, effacez-la ici, et importez l’export dans le plan {other:de}.",
        "{value} is now followed by {other} in the CRM: the row of the carnet is kept.",
        "If it has changed hands, delete it here, and import the export into the plan of {other}.",
    ),
    "crm-counted-once": Entry(
        Severity.INFO,
        "{count} {count:affaire de l’export est|affaires de l’export sont} déjà dans {other}, sous le même numéro, "
        "et ne {count:compte|comptent} qu’une fois, d’après {other} ({amount} dans l’export).",
        "Rien à faire ; « pacxl import » met ce plan à jour avec l’export.",
        "{count} {count:deal of the export is|deals of the export are} in {other} already, under the same number: "
        "counted once, by {other} ({amount} in the export).",
        "Nothing to do; “pacxl import” brings that plan up to date with the export.",
    ),
}

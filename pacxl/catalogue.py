"""The one catalogue of what pacxl has to tell: code, severity, sentence and way out, in French and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

Lang = Literal["fr", "en"]


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Entry(NamedTuple):
    """A row of the catalogue. A sentence says what was found and expected; a remedy says what to do."""

    severity: Severity
    fr: str
    remedy_fr: str
    en: str
    remedy_en: str


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

CATALOGUE: dict[str, Entry] = {
    # --- a cell ---
    "not-accepted": Entry(
        _ERROR,
        "« {value} » n’est pas lisible dans la colonne {column} : il faut {expected}.",
        "Remplacez ce texte par {expected}, ou videz la cellule et notez-le dans une colonne à vous.",
        "“{value}” cannot be read in the column {column}: {expected} is needed.",
        "Replace this text by {expected}, or empty the cell and keep the note in a column of your own.",
    ),
    "out-of-range": Entry(
        _ERROR,
        "« {value} » est hors des bornes de la colonne {column} : il faut {expected}.",
        "Corrigez la valeur : {expected}.",
        "“{value}” is out of bounds in the column {column}: {expected} is needed.",
        "Mend the value: {expected}.",
    ),
    "not-in-list": Entry(
        _WARNING,
        "« {value} » ne figure pas dans la liste de la colonne {column}{nearest}.",
        "Choisissez une valeur de la liste déroulante ; la valeur tapée est gardée telle quelle.",
        "“{value}” is not in the list of the column {column}{nearest}.",
        "Choose a value from the drop-down list; what was typed is kept as it is.",
    ),
    "ambiguous": Entry(
        _WARNING,
        "« {value} » peut se lire de deux façons dans la colonne {column} : {readings}. Aucune n’est retenue.",
        "Écrivez {expected}, sans équivoque.",
        "“{value}” can be read in two ways in the column {column}: {readings}. Neither is kept.",
        "Write {expected}, without ambiguity.",
    ),
    "converted": Entry(
        _INFO,
        "« {value} » a été lu comme {reading} dans la colonne {column}.",
        "Rien à faire si la lecture est juste ; sinon, corrigez la cellule.",
        "“{value}” was read as {reading} in the column {column}.",
        "Nothing to do if the reading is right; otherwise mend the cell.",
    ),
    "formula-overwritten": Entry(
        _WARNING,
        "La colonne {column} est calculée : le fichier contient « {value} », le calcul donne « {expected} ».",
        "Le résultat recalculé est retenu. Recopiez la formule d’une ligne voisine pour la rétablir.",
        "The column {column} is computed: the file holds “{value}”, the computation gives “{expected}”.",
        "The recomputed result is kept. Copy the formula from a neighbouring row to restore it.",
    ),
    "kept-as-libre": Entry(
        _INFO,
        "{count} cellule(s) hors des tableaux du plan : gardées telles quelles dans les contenus libres.",
        "Rien à faire : ce contenu suit le plan en annexe et n’entre dans aucun total.",
        "{count} cell(s) outside the plan’s tables: kept as they are among the free contents.",
        "Nothing to do: it travels in the annex and enters no total.",
    ),
    "below-table": Entry(
        _INFO,
        "La ligne a été saisie sous le tableau {table} : elle est lue avec lui.",
        "Rien à faire. Étendez le tableau d’une ligne pour que ses formules la couvrent.",
        "The row was typed under the table {table}: it is read with it.",
        "Nothing to do. Extend the table by a row so that its formulas cover it.",
    ),
    # --- a sheet, a table ---
    "table-missing": Entry(
        _WARNING,
        "Le tableau {table} est introuvable (feuille {sheet}) : il est compté comme vide.",
        "Remettez la feuille d’origine, ou recopiez ses lignes dans un classeur vierge.",
        "The table {table} was not found (sheet {sheet}): it counts as empty.",
        "Put the original sheet back, or copy its rows into a blank workbook.",
    ),
    "table-by-headers": Entry(
        _INFO,
        "Le tableau {table} a été retrouvé par ses en-têtes, sur la feuille {sheet}.",
        "Rien à faire : son contenu est lu.",
        "The table {table} was found by its headers, on the sheet {sheet}.",
        "Nothing to do: its contents are read.",
    ),
    "column-missing": Entry(
        _WARNING,
        "La colonne {column} manque dans le tableau {table} : elle est comptée comme vide.",
        "Rétablissez l’en-tête « {column} », à sa place ou ailleurs dans le tableau.",
        "The column {column} is missing from the table {table}: it counts as empty.",
        "Put the header “{column}” back, anywhere in the table.",
    ),
    "identity-missing": Entry(
        _WARNING,
        "Le classeur ne dit plus à qui il est : {what}.",
        "Indiquez la personne dans le nom du fichier, ou repartez d’un classeur vierge.",
        "The workbook no longer says whose it is: {what}.",
        "Name the person in the file’s name, or start from a blank workbook.",
    ),
    # --- the plan (relecture) ---
    "step-missing": Entry(
        _WARNING,
        "La ligne est remplie mais la colonne Étape est vide.",
        "Nommez l’étape, pour que chacun sache de quelle action il s’agit.",
        "The row is filled in but its step (Étape) is blank.",
        "Name the step, so that everyone knows which action this is.",
    ),
    "end-before-start": Entry(
        _WARNING,
        "La date de fin est avant la date de début.",
        "Corrigez l’une des deux dates ; l’avancement attendu n’est pas calculé.",
        "The end date is before the start date.",
        "Mend one of the two dates; the expected progress is not computed.",
    ),
    "sense-missing": Entry(
        _WARNING,
        "La cible et le résultat sont donnés, mais pas le sens : le verdict n’est pas calculé.",
        "Indiquez dans la colonne Sens si plus haut ou plus bas est mieux.",
        "The target and the result are given but not the sense: no verdict is computed.",
        "Say in the column Sens whether higher or lower is better.",
    ),
    "finish-in-future": Entry(
        _WARNING,
        "La fin réelle est dans l’avenir.",
        "La fin réelle est le jour où l’action s’est terminée : laissez-la vide tant qu’elle est en cours.",
        "The actual end is in the future.",
        "The actual end is the day the action was finished: leave it blank while it is under way.",
    ),
    "date-far": Entry(
        _WARNING,
        "La date {value} est loin de tout plan (une année tapée seule devient un jour de 1905 dans Excel).",
        "Tapez la date entière, jour d’abord : 31/12/2026.",
        "The date {value} is far from any plan (a year typed alone becomes a day of 1905 in Excel).",
        "Type the whole date, day first: 31/12/2026.",
    ),
    "amount-missing": Entry(
        _WARNING,
        "L’affaire n’a pas de montant : elle ne pèse rien dans le total probabilisé.",
        "Indiquez un montant, même estimé.",
        "The deal has no amount: it weighs nothing in the weighted total.",
        "Give an amount, even an estimate.",
    ),
    "probability-missing": Entry(
        _WARNING,
        "L’affaire est ouverte, sans probabilité ni étape qui en donne une : elle n’est pas pondérée.",
        "Indiquez une probabilité, ou choisissez une étape de la liste.",
        "The deal is open, with neither a probability nor a stage that gives one: it is not weighted.",
        "Give a probability, or choose a stage of the list.",
    ),
    "closing-missing": Entry(
        _INFO,
        "L’affaire est {value}, sans date de clôture.",
        "Indiquez la date de clôture.",
        "The deal is closed ({value}) but has no closing date.",
        "Give its closing date.",
    ),
    "raci-accountable": Entry(
        _WARNING,
        "La tâche a {value} : il faut un seul A, et au moins un R.",
        "Mettez A sous le rôle qui répond de la tâche et R sous celui qui la réalise, ou A/R s’il fait les deux.",
        "The task has {value}: one A only is needed, and at least one R.",
        "Put A under the role that answers for the task and R under the one that does it, or A/R if it does both.",
    ),
    "not-smart": Entry(
        _WARNING,
        "L’objectif est dit mesurable sans cible, ou temporel sans échéance.",
        "Donnez-lui sa cible et son échéance, ou répondez « non » à ce critère.",
        "The objective is said to be measurable without a target, or time-bound without a deadline.",
        "Give it its target and its deadline, or answer “non” to that criterion.",
    ),
    # --- a settings workbook ---
    "cell-needed": Entry(
        _ERROR,
        "La ligne est remplie, mais la colonne {column} est vide.",
        "Remplissez-la, ou videz toute la ligne.",
        "The row is filled in, but its column {column} is blank.",
        "Fill it in, or empty the whole row.",
    ),
    "name-twice": Entry(
        _ERROR,
        "« {value} » est déjà plus haut dans la colonne {column}.",
        "Gardez une ligne et supprimez l’autre, ou changez l’un des deux noms.",
        "“{value}” stands already higher in the column {column}.",
        "Keep one row and delete the other, or change one of the two names.",
    ),
    "name-wrong": Entry(
        _ERROR,
        "« {value} » ne convient pas dans la colonne {column} : il faut une seule ligne, 127 caractères au plus.",
        "Raccourcissez ce nom, sans retour à la ligne.",
        "“{value}” does not do in the column {column}: one line is needed, of at most 127 characters.",
        "Shorten this name, without a line break.",
    ),
    "sheet-name-wrong": Entry(
        _ERROR,
        "Excel refuse « {value} » comme nom de feuille : 31 caractères au plus, sans [ ] : * ? / \\ "
        "ni apostrophe droite au bord.",
        "Raccourcissez-le ; le titre, lui, peut être long.",
        "Excel refuses “{value}” as the name of a sheet: at most 31 characters, none of [ ] : * ? / \\ "
        "nor a straight apostrophe at an end.",
        "Shorten it; the title may be long.",
    ),
    "key-wrong": Entry(
        _ERROR,
        "La clé « {value} » n’en est pas une : minuscules sans accent, chiffres et _ seulement.",
        "Corrigez-la, ou videz la cellule : elle sera tirée du nom.",
        "The key “{value}” is none: unaccented lower-case letters, digits and _ only.",
        "Mend it, or empty the cell: it will be made from the name.",
    ),
    "colour-wrong": Entry(
        _ERROR,
        "La couleur « {value} » n’en est pas une : il faut six chiffres hexadécimaux.",
        "Écrivez par exemple 1F5C7A.",
        "The colour “{value}” is none: six hexadecimal digits are needed.",
        "Write for example 1F5C7A.",
    ),
    "period-wrong": Entry(
        _ERROR,
        "« {value} » n’est pas une période.",
        "Écrivez 2026, 2026-S1 (semestre), 2026-T3 (trimestre), 2026-07 (mois) ou 2026-07/2027-06 (exercice).",
        "“{value}” is not a period.",
        "Write 2026, 2026-S1 (semester), 2026-T3 (quarter), 2026-07 (month) or 2026-07/2027-06 (fiscal year).",
    ),
    "steps-none": Entry(
        _ERROR,
        "La famille « {value} » n’a aucune étape.",
        "Donnez-lui une étape au moins, sur la feuille Étapes, ou supprimez sa ligne.",
        "The family “{value}” has no step.",
        "Give it at least one step, on the sheet Étapes, or delete its row.",
    ),
    "family-unknown": Entry(
        _ERROR,
        "« {value} » n’est le nom d’aucune feuille de la feuille Familles.",
        "Choisissez une famille de la liste, ou ajoutez-la sur la feuille Familles.",
        "“{value}” is the name of no family on the sheet Familles.",
        "Choose a family of the list, or add it on the sheet Familles.",
    ),
    "person-unknown": Entry(
        _ERROR,
        "« {value} » n’est pas sur la feuille Personnes : personne ne recevrait cette ligne.",
        "Choisissez un nom de la liste, ou ajoutez-le sur la feuille Personnes.",
        "“{value}” is not on the sheet Personnes: nobody would get this row.",
        "Choose a name of the list, or add it on the sheet Personnes.",
    ),
    "nothing-retained": Entry(
        _ERROR,
        "Aucune famille d’actions n’est retenue : le plan n’aurait rien à remplir.",
        "Retenez une phase, et une au moins de ses familles sur la feuille Familles.",
        "No family of actions is retained: the plan would have nothing to fill in.",
        "Retain a phase, and at least one of its families on the sheet Familles.",
    ),
    # --- many files ---
    "deal-twice": Entry(
        _WARNING,
        "L’affaire « {value} » (même société, même nature, même montant) figure aussi dans {other} : "
        "elle est comptée deux fois.",
        "Décidez qui la porte, et retirez-la de l’autre classeur.",
        "The deal “{value}” (same company, kind and amount) also stands in {other}: it is counted twice.",
        "Decide whose it is, and take it out of the other workbook.",
    ),
    "same-person-twice": Entry(
        _ERROR,
        "Deux classeurs de {value} pour la même période : {other} et celui-ci. Les deux sont comptés.",
        "Gardez la bonne version et retirez l’autre du dossier, puis relancez la consolidation.",
        "Two workbooks of {value} for the same period: {other} and this one. Both are counted.",
        "Keep the right version, take the other out of the folder, and consolidate again.",
    ),
    "file-twice": Entry(
        _WARNING,
        "Ce fichier a exactement le contenu de {other} : il n’est compté qu’une fois.",
        "Supprimez la copie.",
        "This file has exactly the contents of {other}: it is counted once.",
        "Delete the copy.",
    ),
    "not-a-plan": Entry(
        _WARNING,
        "Ce classeur n’est pas un plan (écarts consolidés ou réglages) : il n’est pas compté.",
        "Rangez-le dans un autre dossier que les plans reçus.",
        "This workbook is no plan (consolidated variances or settings): it is not counted.",
        "Keep it in another folder than the returned plans.",
    ),
    "other-settings": Entry(
        _WARNING,
        "Ce classeur vient d’un autre modèle que les autres (réglages ou version différents).",
        "Ses lignes sont lues et comptées ; vérifiez qu’il s’agit bien du même plan.",
        "This workbook comes from another template than the others (other settings or version).",
        "Its rows are read and counted; check that it is the same plan.",
    ),
    "other-period": Entry(
        _WARNING,
        "Ce classeur couvre la période {value}, les autres {other} : les totaux mêlent les deux.",
        "Ne consolidez ensemble que des plans de la même période.",
        "This workbook covers the period {value}, the others {other}: the totals mix the two.",
        "Consolidate only plans of one period together.",
    ),
    # --- a whole file ---
    "file-missing": Entry(
        _ERROR,
        "Fichier introuvable.",
        "Vérifiez le chemin et le nom du fichier.",
        "No such file.",
        "Check the path and the name of the file.",
    ),
    "file-empty": Entry(
        _ERROR,
        "Le fichier est vide (0 octet).",
        "Demandez à la personne de le renvoyer : l’envoi a sans doute été interrompu.",
        "The file is empty (0 bytes).",
        "Ask for it again: its sending was probably cut short.",
    ),
    "file-not-a-workbook": Entry(
        _ERROR,
        "Ce n’est pas un classeur Excel, malgré son nom : {what}.",
        "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) ».",
        "This is no Excel workbook, whatever its name: {what}.",
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”.",
    ),
    "file-protected": Entry(
        _ERROR,
        "Le classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "Ouvrez-le, retirez le mot de passe (Fichier > Informations > Protéger le classeur), et enregistrez-le.",
        "The workbook is protected by a password and cannot be read.",
        "Open it, remove the password (File > Info > Protect Workbook), and save it.",
    ),
    "file-unreadable": Entry(
        _ERROR,
        "Le classeur est endommagé et ne peut pas être lu{what}.",
        "Ouvrez-le dans Excel, laissez-le réparer, et enregistrez-le sous un autre nom.",
        "The workbook is damaged and cannot be read{what}.",
        "Open it in Excel, let it repair the file, and save it under another name.",
    ),
    "file-too-large": Entry(
        _ERROR,
        "Le classeur dépasse une limite de lecture : {what}.",
        "Supprimez ce qui n’est pas du plan (images, feuilles, lignes vides mises en forme), et enregistrez.",
        "The workbook passes a limit of what is read: {what}.",
        "Delete what is not of the plan (pictures, sheets, formatted empty rows), and save it.",
    ),
    "file-no-tables": Entry(
        _ERROR,
        "Ce classeur ne contient aucun tableau d’un plan d’action commercial.",
        "Vérifiez que c’est le bon fichier ; repartez sinon d’un classeur fait par « pacxl new ».",
        "This workbook holds no table of a sales action plan.",
        "Check that it is the right file; otherwise start from a workbook made by “pacxl new”.",
    ),
    "no-workbook": Entry(
        _ERROR,
        "Aucun classeur ici.",
        "Indiquez un fichier .xlsx, ou un dossier qui en contient.",
        "No workbook here.",
        "Give an .xlsx file, or a folder that holds some.",
    ),
    "output-refused": Entry(
        _ERROR,
        "Le fichier n’a pas été écrit : {what}.",
        "Donnez un autre nom ou un autre dossier.",
        "The file was not written: {what}.",
        "Give another name or another folder.",
    ),
    "output-limit": Entry(
        _ERROR,
        "Excel ne peut pas contenir ce qui devait être écrit : {what}. Rien n’a été écrit.",
        "Corrigez ou raccourcissez cette valeur.",
        "Excel cannot hold what was to be written: {what}. Nothing was written.",
        "Mend or shorten this value.",
    ),
    "settings-wrong": Entry(
        _ERROR,
        "Réglages : {what}.",
        "Corrigez les réglages ; « pacxl templates » donne les modèles fournis.",
        "Settings: {what}.",
        "Mend the settings; “pacxl templates” lists the built-in ones.",
    ),
}

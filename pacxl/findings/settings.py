"""What there is to tell of a settings workbook."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

SETTINGS = {
    "cell-needed": Entry(
        Severity.ERROR,
        "La ligne est remplie, mais la colonne {column} est vide.",
        "Remplissez-la, ou videz toute la ligne.",
        "The row is filled in, but its column {column} is blank.",
        "Fill it in, or empty the whole row.",
    ),
    "name-twice": Entry(
        Severity.ERROR,
        "« {value} » est déjà plus haut dans la colonne {column}.",
        "Gardez une ligne et supprimez l’autre, ou changez l’un des deux noms.",
        "“{value}” stands already higher in the column {column}.",
        "Keep one row and delete the other, or change one of the two names.",
    ),
    "name-wrong": Entry(
        Severity.ERROR,
        "« {value} » ne convient pas dans la colonne {column} : il faut une seule ligne, 127 caractères au plus.",
        "Raccourcissez ce nom, sans retour à la ligne.",
        "“{value}” does not do in the column {column}: one line is needed, of at most 127 characters.",
        "Shorten this name, without a line break.",
    ),
    "sheet-name-wrong": Entry(
        Severity.ERROR,
        "Excel refuse « {value} » comme nom de feuille : 31 caractères au plus, sans [ ] : * ? / \\ "
        "ni apostrophe droite au bord.",
        "Raccourcissez-le ; le titre, lui, peut être long.",
        "Excel refuses “{value}” as the name of a sheet: at most 31 characters, none of [ ] : * ? / \\ "
        "nor a straight apostrophe at an end.",
        "Shorten it; the title may be long.",
    ),
    "key-wrong": Entry(
        Severity.ERROR,
        "La clé « {value} » n’en est pas une : minuscules sans accent, chiffres et _ seulement.",
        "Corrigez-la, ou videz la cellule : elle sera tirée du nom.",
        "The key “{value}” is none: unaccented lower-case letters, digits and _ only.",
        "Mend it, or empty the cell: it will be made from the name.",
    ),
    "colour-wrong": Entry(
        Severity.ERROR,
        "La couleur « {value} » n’est pas connue : il faut un nom de couleur, ou six chiffres hexadécimaux.",
        "Saisissez par exemple bleu, vert ou 1F5C7A.",
        "The colour “{value}” is unknown: the name of a colour, or six hexadecimal digits, are needed.",
        "Write for example bleu, vert or 1F5C7A.",
    ),
    "period-wrong": Entry(
        Severity.ERROR,
        "« {value} » n’est pas une période.",
        "Saisissez 2026, 2026-S1 (semestre), 2026-T3 (trimestre), 2026-07 (mois) ou 2026-07/2027-06 (exercice).",
        "“{value}” is not a period.",
        "Write 2026, 2026-S1 (semester), 2026-T3 (quarter), 2026-07 (month) or 2026-07/2027-06 (fiscal year).",
    ),
    "answer-unknown": Entry(
        Severity.ERROR,
        "« {value} » n’est aucune des réponses possibles.",
        "Saisissez l’une de celles que la colonne d’à côté propose.",
        "“{value}” is none of the possible answers.",
        "Write one of those that the column beside offers.",
    ),
    "taxes-wrong": Entry(
        Severity.ERROR,
        "« {value} » ne dit pas ce que comptent les montants.",
        "Saisissez HT (hors taxes) ou TTC (toutes taxes comprises).",
        "“{value}” does not say what amounts count.",
        "Write HT (excluding taxes) or TTC (including taxes).",
    ),
    "due-wrong": Entry(
        Severity.ERROR,
        "« {value} » n’est pas un jour.",
        "Saisissez par exemple 30/06/2026, ou videz la cellule.",
        "“{value}” is not a day.",
        "Write for example 30/06/2026, or empty the cell.",
    ),
    "threshold-wrong": Entry(
        Severity.ERROR,
        "« {value} » n’est pas un montant en euros.",
        "Saisissez par exemple 1000 ; 0 pour demander la cause de chaque écart.",
        "“{value}” is not an amount in euros.",
        "Write for example 1000; 0 to ask the cause of every gap.",
    ),
    "email-wrong": Entry(
        Severity.ERROR,
        "« {value} » n’est pas une adresse de courriel.",
        "Saisissez par exemple paul@entreprise.fr, ou videz la cellule.",
        "“{value}” is not an e-mail address.",
        "Write for example paul@entreprise.fr, or empty the cell.",
    ),
    "steps-none": Entry(
        Severity.ERROR,
        "La famille « {value} » n’a aucune étape.",
        "Ajoutez-lui une étape au moins, sur la feuille Étapes, ou supprimez sa ligne.",
        "The family “{value}” has no step.",
        "Give it at least one step, on the sheet Étapes, or delete its row.",
    ),
    "family-unknown": Entry(
        Severity.ERROR,
        "« {value} » n’est le nom d’aucune feuille de la feuille Familles.",
        "Choisissez une famille de la liste, ou ajoutez-la sur la feuille Familles.",
        "“{value}” is the name of no family on the sheet Familles.",
        "Choose a family of the list, or add it on the sheet Familles.",
    ),
    "person-unknown": Entry(
        Severity.ERROR,
        "« {value} » n’est pas sur la feuille Personnes : personne ne recevrait cette ligne.",
        "Choisissez un nom de la liste, ou ajoutez-le sur la feuille Personnes.",
        "“{value}” is not on the sheet Personnes: nobody would get this row.",
        "Choose a name of the list, or add it on the sheet Personnes.",
    ),
    "ratio-parts": Entry(
        Severity.ERROR,
        "« {value} » : cette part ne convient pas. Un ratio a deux parts, faites d’indicateurs qui s’additionnent "
        "(flux ou stock) ; les autres natures n’en ont pas.",
        "Saisissez des noms de la liste, séparés par + ; sans parts, choisissez la nature « moyenne ».",
        "“{value}”: this part does not do. A ratio has two parts, made of indicators that add up (flux or stock); "
        "the other natures have none.",
        "Write names of the list, separated by +; without parts, choose the nature “moyenne”.",
    ),
    "nothing-retained": Entry(
        Severity.ERROR,
        "Aucune famille d’actions n’est retenue : le plan n’aurait rien à remplir.",
        "Retenez une phase, et une au moins de ses familles sur la feuille Familles.",
        "No family of actions is retained: the plan would have nothing to fill in.",
        "Retain a phase, and at least one of its families on the sheet Familles.",
    ),
}

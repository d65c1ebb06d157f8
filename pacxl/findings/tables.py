"""What there is to tell of a sheet or of a table."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

TABLE = {
    "table-missing": Entry(
        Severity.WARNING,
        "Le tableau {table} est introuvable (feuille {sheet}) : il est compté comme vide.",
        "Remettez la feuille d’origine, ou recopiez ses lignes dans un classeur vierge.",
        "The table {table} was not found (sheet {sheet}): it counts as empty.",
        "Put the original sheet back, or copy its rows into a blank workbook.",
    ),
    "table-by-headers": Entry(
        Severity.INFO,
        "Le tableau {table} a été retrouvé par ses en-têtes, sur la feuille {sheet}.",
        "Rien à faire : son contenu est lu.",
        "The table {table} was found by its headers, on the sheet {sheet}.",
        "Nothing to do: its contents are read.",
    ),
    "column-missing": Entry(
        Severity.WARNING,
        "La colonne {column} manque dans le tableau {table} : elle est comptée comme vide.",
        "Rétablissez l’en-tête « {column} », à sa place ou ailleurs dans le tableau.",
        "The column {column} is missing from the table {table}: it counts as empty.",
        "Put the header “{column}” back, anywhere in the table.",
    ),
    "sheet-renamed": Entry(
        Severity.INFO,
        "La feuille « {other} » s’appelle maintenant « {value} ».",
        "Rien à faire : ses tableaux sont lus.",
        "The sheet “{other}” is now called “{value}”.",
        "Nothing to do: its tables are read.",
    ),
    "table-unplaced": Entry(
        Severity.ERROR,
        "Un tableau « {table} » se trouve sur la feuille {sheet}, mais rien ne dit lequel : il n’est pas compté.",
        "Renommez la feuille comme sa feuille d’origine, ou recopiez ses lignes dans le bon tableau.",
        "A table “{table}” stands on the sheet {sheet}, but nothing tells which one it is: it is not counted.",
        "Give the sheet the name of the original one, or copy its rows into the right table.",
    ),
    "table-split": Entry(
        Severity.INFO,
        "Le tableau {table} continue sur la feuille {sheet} : {count} {count:ligne y est lue|lignes y sont lues} à "
        "la suite.",
        "Rien à faire. Un seul tableau serait plus sûr.",
        "The table {table} goes on on the sheet {sheet}: {count} {count:row is|rows are} read there after the "
        "others.",
        "Nothing to do. A single table would be safer.",
    ),
    "table-copied": Entry(
        Severity.INFO,
        "Le tableau {table} est aussi, à l’identique, sur la feuille {sheet} : il n’est compté qu’une fois.",
        "Rien à faire ; vous pouvez supprimer la copie.",
        "The table {table} also stands on the sheet {sheet}, unchanged: it is counted once.",
        "Nothing to do; you may delete the copy.",
    ),
    "copy-differs": Entry(
        Severity.WARNING,
        "La feuille {sheet} porte une copie du tableau {table} (feuille {other}), avec {count} {count:ligne|lignes} "
        "de plus : la copie n’est pas comptée ({amount}).",
        "Reportez ce qui manque sur la feuille {other}, puis supprimez la copie.",
        "The sheet {sheet} has a copy of the table {table} (sheet {other}), with {count} more {count:row|rows}: "
        "the copy is not counted ({amount}).",
        "Move these rows to the sheet {other}, then delete the copy.",
    ),
    "table-adopted": Entry(
        Severity.WARNING,
        "La feuille {sheet}, qui n’est pas du plan, porte un tableau d’actions : {count} {count:ligne|lignes}, "
        "{count:comptée|comptées} comme une famille de plus ({amount}).",
        "Rien à faire si elles sont du plan ; sinon, supprimez la feuille.",
        "The sheet {sheet}, which is none of the plan’s, has a table of actions: {count} {count:row|rows}, "
        "counted as one more family ({amount}).",
        "Nothing to do if they belong to the plan; otherwise delete the sheet.",
    ),
    "table-recap": Entry(
        Severity.WARNING,
        "Le tableau de la feuille {sheet} additionne ce que d’autres tableaux détaillent ({amount}) : il n’est pas "
        "compté une seconde fois.",
        "Rien à faire si c’est un récapitulatif ; sinon, détaillez-y des actions que les autres n’ont pas.",
        "The table of the sheet {sheet} adds up what other tables detail ({amount}): it is not counted again.",
        "Nothing to do if it is a recap; otherwise list in it what the others do not have.",
    ),
    "table-other-year": Entry(
        Severity.WARNING,
        "Le tableau de la feuille {sheet} est {value:de} : il n’est pas compté dans ce plan ({amount}).",
        "Rien à faire si c’est un ancien plan ; sinon, corrigez l’année de ses dates ou du nom de la feuille.",
        "The table of the sheet {sheet} is of {value}: it is not counted in this plan ({amount}).",
        "Nothing to do if it is an old plan; otherwise mend the year of its dates or of the sheet’s name.",
    ),
    "budget-of-clients": Entry(
        Severity.WARNING,
        "Le tableau de la feuille {sheet} a une ligne par client ou par produit, et pas d’action : ses montants "
        "({amount}) ne sont pas comptés comme des dépenses.",
        "Dites ce qu’ils sont : ajoutez une colonne « Action » si vous les dépensez, « Montant » et « Probabilité » "
        "si ce sont des affaires.",
        "The table of the sheet {sheet} has a row a client or a product, and no action: its amounts ({amount}) are "
        "not counted as spend.",
        "Say what they are: add a column “Action” if you spend them, “Montant” and “Probabilité” if they are deals.",
    ),
    "budget-of-client": Entry(
        Severity.WARNING,
        "La ligne nomme un client ou un produit et aucune action : « {value} », dans la colonne {column}, n’est pas "
        "compté comme une dépense.",
        "Nommez l’action si vous dépensez ce montant ; s’il est celui d’une affaire, portez-le au carnet.",
        "The row names a client or a product and no action: “{value}”, in the column {column}, is not counted as "
        "spend.",
        "Name the action if you spend this amount; if it is a deal’s, put it in the carnet.",
    ),
    "sheet-hidden": Entry(
        Severity.INFO,
        "La feuille {sheet} est masquée ; ses lignes ({table}) ne sont la copie d’aucune autre : elles comptent.",
        "Rien à faire si elles sont du plan ; sinon, supprimez la feuille.",
        "The sheet {sheet} is hidden; its rows ({table}) are nobody’s copy: they are counted.",
        "Nothing to do if they belong to the plan; otherwise delete the sheet.",
    ),
    "header-recognised": Entry(
        Severity.INFO,
        "L’en-tête « {value} » est lu comme la colonne {column} du tableau {table}.",
        "Rien à faire si c’est bien elle ; sinon, rétablissez l’en-tête d’origine.",
        "The header “{value}” is read as the column {column} of the table {table}.",
        "Nothing to do if that is right; otherwise put the original header back.",
    ),
    "header-near": Entry(
        Severity.WARNING,
        "L’en-tête « {value} » est lu comme la colonne {column} du tableau {table}, dont il est très proche.",
        "Vérifiez que c’est bien elle, et rétablissez l’en-tête « {column} ».",
        "The header “{value}” is read as the column {column} of the table {table}, which it is very near.",
        "Check that this is right, and put the header “{column}” back.",
    ),
    "header-unit": Entry(
        Severity.INFO,
        "La colonne « {value} » compte dans une autre unité que la colonne {column} du tableau {table} : ses nombres "
        "sont multipliés par {factor}.",
        "Rien à faire si c’est bien cela ; sinon, rétablissez l’en-tête « {column} ».",
        "The column “{value}” counts in another unit than the column {column} of the table {table}: its numbers are "
        "multiplied by {factor}.",
        "Nothing to do if that is right; otherwise put the header “{column}” back.",
    ),
    "header-other-unit": Entry(
        Severity.WARNING,
        "La colonne « {value} » n’est pas prise pour la colonne {column} du tableau {table} : {why}. Ce qu’elle "
        "porte ({count} {count:cellule|cellules}, total {amount}) est gardé à part, dans aucun total.",
        "Convertissez ses nombres dans l’unité du plan et nommez la colonne « {column} » ; ou gardez-la, et ajoutez "
        "une colonne « {column} ».",
        "The column “{value}” is not taken for the column {column} of the table {table}: {why}. What it holds "
        "({count} {count:cell|cells}, total {amount}) is kept apart, in no total.",
        "Convert its numbers into the plan’s unit and call the column “{column}”; or keep it, and add a column "
        "“{column}”.",
    ),
    "header-other-year": Entry(
        Severity.WARNING,
        "La colonne « {value} » n’est pas prise pour la colonne {column} du tableau {table} : {why}. Ce qu’elle "
        "porte ({count} {count:cellule|cellules}, total {amount}) est gardé à part, dans aucun total.",
        "Rien à faire si elle est d’une autre année ; si elle est du plan, nommez-la « {column} ».",
        "The column “{value}” is not taken for the column {column} of the table {table}: {why}. What it holds "
        "({count} {count:cell|cells}, total {amount}) is kept apart, in no total.",
        "Nothing to do if it is of another year; if it is the plan’s, call it “{column}”.",
    ),
    "header-twice": Entry(
        Severity.WARNING,
        "L’en-tête « {value} » est deux fois dans le tableau {table} : la première colonne est lue, l’autre est "
        "gardée à part.",
        "Réunissez les deux colonnes, ou renommez la seconde.",
        "The header “{value}” stands twice in the table {table}: the first column is read, the other is kept apart.",
        "Make one column of the two, or give the second another name.",
    ),
    "header-unknown": Entry(
        Severity.INFO,
        "La colonne « {value} » n’est pas connue d’un plan : son contenu est gardé à part.",
        "Rien à faire, ou renommez-la si elle correspond à une colonne du plan.",
        "The column “{value}” is not one that a plan knows: its contents are kept apart.",
        "Nothing to do, or rename it if it is one of the plan’s columns.",
    ),
    "remaining-own": Entry(
        Severity.WARNING,
        "La colonne « {value} », que le plan n’a pas, est lue comme le reste à dépenser ({amount}) : les actions "
        "en cours atterrissent à dépensé + reste.",
        "Rien à faire si c’est cela ; sinon, renommez-la.",
        "The column “{value}”, which the plan does not have, is read as what is left to spend ({amount}): the "
        "actions under way land at spent + left.",
        "Nothing to do if it is; else give it another name.",
    ),
    "remaining-computed": Entry(
        Severity.INFO,
        "La colonne « {value} » n’est que le budget moins le dépensé : elle est gardée à part, et ne change rien.",
        "Pour dire ce qui reste vraiment à dépenser, saisissez-le.",
        "The column “{value}” is but the budget minus what is spent: it is kept apart, and changes nothing.",
        "To say what is really left to spend, type it.",
    ),
    "header-repeated": Entry(
        Severity.INFO,
        "L’en-tête du tableau {table} est répété ici : ce n’est pas une ligne du plan.",
        "Rien à faire.",
        "The header of the table {table} is repeated here: it is no row of the plan.",
        "Nothing to do.",
    ),
    "total-row": Entry(
        Severity.INFO,
        "Cette ligne du tableau {table} est un total : elle n’est pas comptée.",
        "Rien à faire : les totaux du plan sont au-dessus des en-têtes.",
        "This row of the table {table} is a total: it is not counted.",
        "Nothing to do: the plan’s totals stand above the headers.",
    ),
    "sum-not-counted": Entry(
        Severity.WARNING,
        "« {value} », dans la colonne {column}, est la somme d’autres lignes du tableau {table} : la ligne est "
        "gardée, ce montant n’est pas compté une seconde fois.",
        "Videz la cellule, ou saisissez-y ce qui n’est dans aucune autre ligne.",
        "“{value}”, in the column {column}, is the sum of other rows of the table {table}: the row is kept, this "
        "amount is not counted a second time.",
        "Empty the cell, or type what no other row holds.",
    ),
    "merged-cells": Entry(
        Severity.WARNING,
        "Des cellules sont fusionnées dans le tableau {table} : la valeur « {value} » est lue une fois, {reading}.",
        "Défusionnez ces cellules (Accueil > Fusionner et centrer) et remplissez chaque ligne.",
        "Cells are merged in the table {table}: the value “{value}” is read once, {reading}.",
        "Unmerge these cells (Home > Merge & Center) and fill in each row.",
    ),
    "adopted": Entry(
        Severity.INFO,
        "Ce classeur n’a pas été fait par pacxl : {what}.",
        "Vérifiez ce qui a été reconnu (« pacxl map » le corrige) ; « pacxl repair » en fait un classeur complet.",
        "This workbook was not made by pacxl: {what}.",
        "Check what was recognised (“pacxl map” corrects it); “pacxl repair” makes a complete workbook of it.",
    ),
    "template-older": Entry(
        Severity.INFO,
        "Ce classeur vient d’une version antérieure du modèle ({value}) : ce qu’elle n’avait pas est vide.",
        "Rien à faire ; « pacxl repair » le met à jour.",
        "This workbook comes from an earlier version of the template ({value}): what it lacked is blank.",
        "Nothing to do; “pacxl repair” brings it up to date.",
    ),
    "template-newer": Entry(
        Severity.WARNING,
        "Ce classeur vient d’une version plus récente du modèle ({value}) : ce que celle-ci ne connaît pas est gardé "
        "à part.",
        "Installez la dernière version de pacxl.",
        "This workbook comes from a later version of the template ({value}): what this one does not know is kept "
        "apart.",
        "Bring pacxl up to date.",
    ),
    "note-kept": Entry(
        Severity.INFO,
        "{count} {count:note|notes} de cellule sur la feuille {sheet}, {count:gardée|gardées} dans les contenus "
        "libres.",
        "Rien à faire.",
        "{count} cell {count:note|notes} on the sheet {sheet}: kept among the free contents.",
        "Nothing to do.",
    ),
    "text-box-kept": Entry(
        Severity.INFO,
        "{count} {count:zone|zones} de texte sur la feuille {sheet} : le texte est gardé dans les contenus libres.",
        "Rien à faire.",
        "{count} text {count:box|boxes} on the sheet {sheet}: the text is kept among the free contents.",
        "Nothing to do.",
    ),
    "macro-ignored": Entry(
        Severity.INFO,
        "Le classeur contient des macros : elles ne sont ni lues ni exécutées.",
        "Rien à faire.",
        "The workbook holds macros: they are neither read nor run.",
        "Nothing to do.",
    ),
    "identity-found": Entry(
        Severity.INFO,
        "La feuille d’identité du classeur a disparu : {what}.",
        "Vérifiez que c’est bien cette personne et ce plan.",
        "The workbook’s identity sheet is gone: {what}.",
        "Check that it is this person and this plan.",
    ),
    "card-differs": Entry(
        Severity.ERROR,
        "La carte de ce classeur dit « {value} » ({what}), mais il a été fait pour « {other} » : la carte "
        "est suivie.",
        "Vérifiez que c’est le bon classeur ; s’il est à quelqu’un d’autre, demandez-lui un classeur à son nom.",
        "The card of this workbook says “{value}” ({what}), but it was made for “{other}”: the card is followed.",
        "Check that it is the right workbook; if it is somebody else’s, give them one of their own.",
    ),
    "cover-differs": Entry(
        Severity.WARNING,
        "La page de garde dit « {value} » ({what}), et le reste du classeur « {other} » : elle n’est pas suivie.",
        "Vérifiez à qui est ce classeur, et pour quelle période ; corrigez la page de garde ou la carte.",
        "The cover says “{value}” ({what}), and the rest of the workbook “{other}”: the cover is not followed.",
        "Check whose workbook it is, and for which period; mend the cover or the card.",
    ),
    "identity-missing": Entry(
        Severity.WARNING,
        "Le classeur ne dit plus à qui il est : {what}.",
        "Ajoutez la personne dans le nom du fichier (PAC_Paul.xlsx), ou repartez d’un classeur vierge.",
        "The workbook no longer says whose it is: {what}.",
        "Name the person in the file’s name (PAC_Paul.xlsx), or start from a blank workbook.",
    ),
}

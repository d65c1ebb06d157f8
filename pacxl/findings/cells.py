"""What there is to tell of a cell."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

CELL = {
    "rows-struck": Entry(
        Severity.WARNING,
        "{count} {count:ligne barrée|lignes barrées} dans le tableau {table} ({count:ligne|lignes} {where}) : "
        "{count:lue et comptée|lues et comptées}.",
        "Retirées ? Alors {way} ; sinon, ôtez la barre : ces lignes comptent.",
        "{count} {count:row|rows} of the table {table} struck out ({count:row|rows} {where}): read and counted.",
        "Withdrawn? Then {way}; otherwise remove the strikethrough: these rows count.",
    ),
    "header-asked": Entry(
        Severity.WARNING,
        "La colonne « {value} » peut être {what}, et rien ne dit laquelle : son contenu est gardé à part.",
        "Nommez-la de l’un de ces noms, ou décidez-le une fois pour toutes avec « pacxl map ».",
        "The column “{value}” may be {what}, and nothing tells which: its contents are kept apart.",
        "Give it one of these names, or decide it once and for all with “pacxl map”.",
    ),
    "unit-above": Entry(
        Severity.INFO,
        "« {value} », au-dessus du tableau {table}, donne l’unité de ses montants : les nombres des colonnes "
        "{columns} sont multipliés par {factor}.",
        "Rien à faire si c’est bien cela ; sinon, saisissez l’unité dans l’en-tête : « Budget (€) ».",
        "“{value}”, above the table {table}, says the unit of its amounts: the numbers of the columns {columns} are "
        "multiplied by {factor}.",
        "Nothing to do if that is right; otherwise write the unit in the header: “Budget (€)”.",
    ),
    "unit-above-doubtful": Entry(
        Severity.WARNING,
        "« {value} » est écrit au-dessus du tableau {table}, mais {why} : ses nombres sont lus tels quels.",
        "Saisissez l’unité dans l’en-tête de chaque colonne : « Budget (k€) » ou « Budget (€) ».",
        "“{value}” stands above the table {table}, but {why}: its numbers are read as they are.",
        "Write the unit in each column’s header: “Budget (k€)” or “Budget (€)”.",
    ),
    "words-struck": Entry(
        Severity.WARNING,
        "« {words} » est barré dans la colonne {column} : {fate}.",
        "Supprimez ce qui est barré s’il ne vaut plus ; sinon, ôtez la barre.",
        "“{words}” is struck out in the column {column}: {fate}.",
        "Delete what is struck out if it no longer holds; otherwise remove the strikethrough.",
    ),
    "not-accepted": Entry(
        Severity.ERROR,
        "« {value} » n’est pas lisible dans la colonne {column} : il faut {expected}.",
        "Remplacez ce texte par {expected}, ou videz la cellule et saisissez-le dans une colonne à vous.",
        "“{value}” cannot be read in the column {column}: {expected} is needed.",
        "Replace this text by {expected}, or empty the cell and keep the note in a column of your own.",
    ),
    "out-of-range": Entry(
        Severity.ERROR,
        "« {value} » est hors des bornes de la colonne {column} : il faut {expected}.",
        "Corrigez la valeur : {expected}.",
        "“{value}” is out of bounds in the column {column}: {expected} is needed.",
        "Mend the value: {expected}.",
    ),
    "unfit": Entry(
        Severity.ERROR,
        "« {value} » n’est pas retenu dans la colonne {column} : {why}.",
        "Saisissez {expected}{how}, ou videz la cellule et saisissez-le dans une colonne à vous.",
        "“{value}” is not kept in the column {column}: {why}.",
        "Write {expected}{how}, or empty the cell and keep the note in a column of your own.",
    ),
    "other-currency": Entry(
        Severity.ERROR,
        "« {value} » n’est pas retenu dans la colonne {column} : {why}, et rien ne dit à quel cours la changer.",
        "Convertissez le montant en euros et saisissez-le{how} ; gardez l’autre monnaie dans une colonne à vous.",
        "“{value}” is not kept in the column {column}: {why}, and nothing tells at what rate.",
        "Convert the amount into euros and type it{how}; keep the other currency in a column of your own.",
    ),
    "error-cell": Entry(
        Severity.ERROR,
        "La cellule affiche l’erreur {value} dans la colonne {column} : {cause}. Elle n’a aucune valeur.",
        "Corrigez la formule, ou remplacez-la par la valeur voulue.",
        "The cell shows the error {value} in the column {column}: {cause}. It has no value.",
        "Mend the formula, or replace it by the value that is meant.",
    ),
    "picture-in-cell": Entry(
        Severity.ERROR,
        "La cellule contient une image, dans la colonne {column} : elle n’a aucune valeur.",
        "Saisissez dans la cellule ce que montre l’image, qui peut rester à côté du tableau.",
        "The cell holds a picture, in the column {column}: it has no value.",
        "Type in the cell what the picture shows; the picture may stay beside the table.",
    ),
    "boxes-unticked": Entry(
        Severity.INFO,
        "{count} {count:case à cocher vide|cases à cocher vides} ({where}), sans rien d’autre sur la ligne : le "
        "tableau {table} y est vide.",
        "Rien à faire : une case non cochée n’est pas une saisie.",
        "{count} unticked {count:box|boxes} ({where}), with nothing else on the row: the table {table} is blank "
        "there.",
        "Nothing to do: a box that is not ticked is nothing typed.",
    ),
    "never-calculated": Entry(
        Severity.ERROR,
        "La cellule contient, dans la colonne {column}, une formule qu’aucun programme n’a calculée : sa valeur est "
        "inconnue.",
        "Ouvrez le fichier dans Excel et enregistrez-le, puis renvoyez-le ; ou saisissez la valeur.",
        "The cell holds, in the column {column}, a formula that no program has calculated: its value is unknown.",
        "Open the file in Excel and save it, then send it again; or type the value.",
    ),
    "not-in-list": Entry(
        Severity.WARNING,
        "« {value} » ne figure pas dans la liste de la colonne {column}{nearest}.",
        "Choisissez une valeur de la liste déroulante ; la valeur tapée est gardée telle quelle.",
        "“{value}” is not in the list of the column {column}{nearest}.",
        "Choose a value from the drop-down list; what was typed is kept as it is.",
    ),
    "part-unknown": Entry(
        Severity.WARNING,
        "« {value} » ne figure pas dans la liste de la colonne {column}{nearest} : la ligne compte dans « {part} ».",
        "Choisissez une valeur de la liste déroulante ; ce qui a sa propre feuille se saisit sur celle-ci.",
        "“{value}” is not in the list of the column {column}{nearest}: the row counts in “{part}”.",
        "Choose a value from the drop-down list; what has a sheet of its own is typed on that one.",
    ),
    "ambiguous": Entry(
        Severity.WARNING,
        "« {value} » peut se lire de plusieurs façons dans la colonne {column} : {readings}. Aucune n’est retenue.",
        "Saisissez {expected}, sans équivoque{how}.",
        "“{value}” can be read in several ways in the column {column}: {readings}. None is kept.",
        "Write {expected}, without ambiguity{how}.",
    ),
    "percent-doubtful": Entry(
        Severity.WARNING,
        "« {value} » est lu comme {reading} dans la colonne {column} : sans le signe %, ce pourrait être {other}.",
        "Saisissez le pourcentage avec son signe, par exemple 20 %.",
        "“{value}” is read as {reading} in the column {column}: without the sign %, it could be {other}.",
        "Type the percentage with its sign, for example 20 %.",
    ),
    "amount-huge": Entry(
        Severity.WARNING,
        "« {value} » est gardé dans la colonne {column}, mais Excel n’en garde que 15 chiffres, et les totaux qui le "
        "contiennent peuvent être vides ou montrer #NUM!.",
        "Corrigez ce nombre : il a sans doute trop de chiffres.",
        "“{value}” is kept in the column {column}, but Excel keeps 15 digits of it only, and the totals that hold it "
        "may be blank or show #NUM!.",
        "Mend this number: it probably has too many digits.",
    ),
    "approximate": Entry(
        Severity.WARNING,
        "« {value} » n’est pas précis : il a été lu comme {reading} dans la colonne {column}.",
        "Rien à faire si cette valeur convient ; sinon, saisissez la valeur précise.",
        "“{value}” is not exact: it was read as {reading} in the column {column}.",
        "Nothing to do if this value will do; otherwise type the exact one.",
    ),
    "blank-in-disguise": Entry(
        Severity.INFO,
        "« {value} » est lu comme une cellule vide dans la colonne {column}, et n’est pas compté pour 0.",
        "Rien à faire tant que la valeur n’est pas connue.",
        "“{value}” is read as a blank cell in the column {column}, and not counted as 0.",
        "Nothing to do as long as the value is not known.",
    ),
    "converted": Entry(
        Severity.INFO,
        "« {value} » a été lu comme {reading} dans la colonne {column}.",
        "Rien à faire si la lecture est juste ; sinon, corrigez la cellule.",
        "“{value}” was read as {reading} in the column {column}.",
        "Nothing to do if the reading is right; otherwise mend the cell.",
    ),
    "value-decided": Entry(
        Severity.INFO,
        "« {value} » a été lu comme {reading} dans la colonne {column} : vos correspondances le disent.",
        "Rien à faire ; pour en changer, corrigez vos correspondances.",
        "“{value}” was read as {reading} in the column {column}: your correspondences say so.",
        "Nothing to do; to change it, correct your correspondences.",
    ),
    "formula-overwritten": Entry(
        Severity.WARNING,
        "La colonne {column} est calculée : le fichier contient « {value} », le calcul donne « {expected} ».",
        "Le résultat recalculé est retenu. Recopiez la formule d’une ligne voisine pour la rétablir.",
        "The column {column} is computed: the file holds “{value}”, the computation gives “{expected}”.",
        "The recomputed result is kept. Copy the formula from a neighbouring row to restore it.",
    ),
    "formulas-lost": Entry(
        Severity.INFO,
        "La colonne {column} était calculée : le fichier n’a plus de formules sur la feuille {sheet}, et contient "
        "« {value} » ; le calcul donne « {expected} ».",
        "Rien à faire pour le plan : le résultat recalculé est retenu. Le programme qui a enregistré ce fichier ne "
        "garde pas les formules : repartez du classeur d’origine dans Excel ou LibreOffice.",
        "The column {column} was computed: the file has no formulas left on the sheet {sheet}, and holds “{value}”; "
        "the computation gives “{expected}”.",
        "Nothing to do for the plan: the recomputed result is kept. The program that saved this file does not keep "
        "formulas: start again from the original workbook in Excel or LibreOffice.",
    ),
    "value-of-texts": Entry(
        Severity.INFO,
        "La colonne {column} est calculée : le fichier montre « {value} », le calcul donne « {expected} », avec des "
        "cellules de ce fichier que ses formules ne comptent pas telles qu’elles ont été lues.",
        "Rien à faire ici : le résultat recalculé est retenu. Dans le fichier, il suivra quand ces cellules (un "
        "montant ou une date saisis en texte, par exemple) seront corrigées.",
        "The column {column} is computed: the file shows “{value}”, the computation gives “{expected}”, with cells "
        "of this file that its formulas do not count as they were read.",
        "Nothing to do here: the recomputed result is kept. In the file, it follows when these cells (an amount or "
        "a day typed as a text, for example) are mended.",
    ),
    "value-stale": Entry(
        Severity.WARNING,
        "La colonne {column} est calculée : le fichier montre un ancien résultat, « {value} » ; le calcul donne "
        "« {expected} ».",
        "Le résultat recalculé est retenu. Rouvrez le classeur dans Excel et enregistrez-le pour le mettre à jour.",
        "The column {column} is computed: the file shows an old result, “{value}”; the computation gives "
        "“{expected}”.",
        "The recomputed result is kept. Open the workbook in Excel and save it to bring it up to date.",
    ),
    "not-recalculated": Entry(
        Severity.INFO,
        "{count} {count:formule|formules} de la feuille {sheet} sans résultat dans le fichier ({where}) : pacxl "
        "{count:l’a calculée|les a calculées}.",
        "Rien à faire : le fichier a été enregistré par un programme qui ne calcule pas.",
        "{count} {count:formula|formulas} of the sheet {sheet} without a result in the file ({where}): pacxl "
        "computed {count:it|them}.",
        "Nothing to do: the file was saved by a program that does not calculate.",
    ),
    "formula-error": Entry(
        Severity.INFO,
        "{count} {count:formule|formules} de la feuille {sheet} en erreur, {value} ({where}) : pacxl "
        "{count:l’a recalculée|les a recalculées}.",
        "Rien à faire pour le plan ; recopiez la formule d’une ligne voisine pour la rétablir.",
        "{count} {count:formula|formulas} of the sheet {sheet} in error, {value} ({where}): pacxl computed "
        "{count:it|them} again.",
        "Nothing to do for the plan; copy the formula from a neighbouring row to restore it.",
    ),
    "kept-as-libre": Entry(
        Severity.INFO,
        "{count} {count:cellule|cellules} hors des tableaux du plan : "
        "{count:gardée telle quelle|gardées telles quelles} dans les contenus libres.",
        "Rien à faire : ce contenu suit le plan en annexe et n’entre dans aucun total.",
        "{count} {count:cell|cells} outside the plan’s tables: kept as {count:it is|they are} among the free "
        "contents.",
        "Nothing to do: it travels in the annex and enters no total.",
    ),
    "below-table": Entry(
        Severity.INFO,
        "La ligne a été saisie sous le tableau {table} : elle est lue avec lui.",
        "Rien à faire. Étendez le tableau d’une ligne pour que ses formules la couvrent.",
        "The row was typed under the table {table}: it is read with it.",
        "Nothing to do. Extend the table by a row so that its formulas cover it.",
    ),
}

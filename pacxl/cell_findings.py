"""What there is to tell of a cell."""

from __future__ import annotations

from pacxl.entry import Entry, Severity

CELL = {
    "not-accepted": Entry(
        Severity.ERROR,
        "« {value} » n’est pas lisible dans la colonne {column} : il faut {expected}.",
        "Remplacez ce texte par {expected}, ou videz la cellule et notez-le dans une colonne à vous.",
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
    "not-in-list": Entry(
        Severity.WARNING,
        "« {value} » ne figure pas dans la liste de la colonne {column}{nearest}.",
        "Choisissez une valeur de la liste déroulante ; la valeur tapée est gardée telle quelle.",
        "“{value}” is not in the list of the column {column}{nearest}.",
        "Choose a value from the drop-down list; what was typed is kept as it is.",
    ),
    "ambiguous": Entry(
        Severity.WARNING,
        "« {value} » peut se lire de deux façons dans la colonne {column} : {readings}. Aucune n’est retenue.",
        "Écrivez {expected}, sans équivoque.",
        "“{value}” can be read in two ways in the column {column}: {readings}. Neither is kept.",
        "Write {expected}, without ambiguity.",
    ),
    "converted": Entry(
        Severity.INFO,
        "« {value} » a été lu comme {reading} dans la colonne {column}.",
        "Rien à faire si la lecture est juste ; sinon, corrigez la cellule.",
        "“{value}” was read as {reading} in the column {column}.",
        "Nothing to do if the reading is right; otherwise mend the cell.",
    ),
    "formula-overwritten": Entry(
        Severity.WARNING,
        "La colonne {column} est calculée : le fichier contient « {value} », le calcul donne « {expected} ».",
        "Le résultat recalculé est retenu. Recopiez la formule d’une ligne voisine pour la rétablir.",
        "The column {column} is computed: the file holds “{value}”, the computation gives “{expected}”.",
        "The recomputed result is kept. Copy the formula from a neighbouring row to restore it.",
    ),
    "kept-as-libre": Entry(
        Severity.INFO,
        "{count} cellule(s) hors des tableaux du plan : gardées telles quelles dans les contenus libres.",
        "Rien à faire : ce contenu suit le plan en annexe et n’entre dans aucun total.",
        "{count} cell(s) outside the plan’s tables: kept as they are among the free contents.",
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

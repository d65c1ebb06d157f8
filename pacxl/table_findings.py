"""What there is to tell of a sheet or of a table."""

from __future__ import annotations

from pacxl.entry import Entry, Severity

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
    "identity-missing": Entry(
        Severity.WARNING,
        "Le classeur ne dit plus à qui il est : {what}.",
        "Indiquez la personne dans le nom du fichier, ou repartez d’un classeur vierge.",
        "The workbook no longer says whose it is: {what}.",
        "Name the person in the file’s name, or start from a blank workbook.",
    ),
}

"""What there is to tell of a workbook on its way back to its author."""

from __future__ import annotations

from pacxl.entry import Entry, Severity

RETURN = {
    "no-copy": Entry(
        Severity.WARNING,
        "Pas de copie annotée : {what}.",
        "Le message préparé dit quoi corriger ; « pacxl repair » refait un classeur .xlsx avec ce qui a été lu.",
        "No annotated copy: {what}.",
        "The message that was prepared says what to mend; “pacxl repair” makes a new .xlsx with what was read.",
    ),
    "nothing-to-mend": Entry(
        Severity.INFO,
        "Rien à corriger dans ce classeur : il n’est pas renvoyé.",
        "Rien à faire ; « --all » en fait quand même une copie, avec un mot de remerciement.",
        "Nothing to mend in this workbook: it is not sent back.",
        "Nothing to do; “--all” makes a copy nonetheless, with a word of thanks.",
    ),
    "taken-over": Entry(
        Severity.INFO,
        "{count} contenu(s) sans place dans le nouveau classeur : repris tels quels sur la feuille {sheet}.",
        "Parcourez cette feuille, et recopiez à sa place ce qui doit compter.",
        "{count} content(s) without a place in the new workbook: taken over as they were on the sheet {sheet}.",
        "Go through this sheet, and copy what should count to its place.",
    ),
}

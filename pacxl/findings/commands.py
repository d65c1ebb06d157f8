"""What there is to tell of a command: where it looks, what it is given, what it cannot write."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

COMMAND = {
    "url-unreachable": Entry(
        Severity.ERROR,
        "Cette adresse ne peut pas être lue{what}.",
        "Vérifiez l’adresse, vos droits et le réseau ; ou copiez les fichiers ici.",
        "This address cannot be read{what}.",
        "Check the address, your rights and the network; or copy the files here.",
    ),
    "no-workbook": Entry(
        Severity.ERROR,
        "Aucun classeur ici.",
        "Choisissez un fichier .xlsx, ou un dossier qui en contient.",
        "No workbook here.",
        "Give an .xlsx file, or a folder that holds some.",
    ),
    "output-refused": Entry(
        Severity.ERROR,
        "Le fichier n’a pas été écrit : {what}.",
        "Choisissez un autre nom ou un autre dossier.",
        "The file was not written: {what}.",
        "Give another name or another folder.",
    ),
    "output-limit": Entry(
        Severity.ERROR,
        "Excel ne peut pas contenir ce qui devait être écrit : {what}. Rien n’a été écrit.",
        "Corrigez ou raccourcissez cette valeur.",
        "Excel cannot hold what was to be written: {what}. Nothing was written.",
        "Mend or shorten this value.",
    ),
    "settings-wrong": Entry(
        Severity.ERROR,
        "Réglages : {what}.",
        "Corrigez les réglages ; « pacxl settings » donne ceux d’un modèle, « pacxl templates » les modèles.",
        "Settings: {what}.",
        "Mend the settings; “pacxl settings” gives those of a template, “pacxl templates” the templates.",
    ),
    "list-wrong": Entry(
        Severity.ERROR,
        "{what}.",
        "Corrigez ce fichier et recommencez.",
        "{what}.",
        "Mend this file and try again.",
    ),
    "option-wrong": Entry(Severity.ERROR, "{what}.", "Corrigez et relancez.", "{what}.", "Mend it and run again."),
    "client-of-nobody": Entry(
        Severity.WARNING,
        "Ces clients ne sont suivis par personne des réglages : {value}. Ils ne sont dans aucun des classeurs créés.",
        "Choisissez leur personne sur la feuille Clients des réglages, puis recréez les classeurs avec --force.",
        "Nobody of the settings follows these clients: {value}. They are in none of the workbooks made.",
        "Give them a person on the sheet Clients of the settings, then make the workbooks again with --force.",
    ),
}

"""What there is to tell of a whole file, or of a command."""

from __future__ import annotations

from pacxl.entry import Entry, Severity

FILE = {
    "file-missing": Entry(
        Severity.ERROR,
        "Fichier introuvable.",
        "Vérifiez le chemin et le nom du fichier.",
        "No such file.",
        "Check the path and the name of the file.",
    ),
    "file-empty": Entry(
        Severity.ERROR,
        "Le fichier est vide (0 octet).",
        "Demandez à la personne de le renvoyer : l’envoi a sans doute été interrompu.",
        "The file is empty (0 bytes).",
        "Ask for it again: its sending was probably cut short.",
    ),
    "file-not-a-workbook": Entry(
        Severity.ERROR,
        "Ce n’est pas un classeur Excel, malgré son nom : {what}.",
        "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) ».",
        "This is no Excel workbook, whatever its name: {what}.",
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”.",
    ),
    "file-protected": Entry(
        Severity.ERROR,
        "Le classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "Ouvrez-le, retirez le mot de passe (Fichier > Informations > Protéger le classeur), et enregistrez-le.",
        "The workbook is protected by a password and cannot be read.",
        "Open it, remove the password (File > Info > Protect Workbook), and save it.",
    ),
    "file-unreadable": Entry(
        Severity.ERROR,
        "Le classeur est endommagé et ne peut pas être lu{what}.",
        "Ouvrez-le dans Excel, laissez-le réparer, et enregistrez-le sous un autre nom.",
        "The workbook is damaged and cannot be read{what}.",
        "Open it in Excel, let it repair the file, and save it under another name.",
    ),
    "file-too-large": Entry(
        Severity.ERROR,
        "Le classeur dépasse une limite de lecture : {what}.",
        "Supprimez ce qui n’est pas du plan (images, feuilles, lignes vides mises en forme), et enregistrez.",
        "The workbook passes a limit of what is read: {what}.",
        "Delete what is not of the plan (pictures, sheets, formatted empty rows), and save it.",
    ),
    "file-no-tables": Entry(
        Severity.ERROR,
        "Ce classeur ne contient aucun tableau d’un plan d’action commercial.",
        "Vérifiez que c’est le bon fichier ; repartez sinon d’un classeur fait par « pacxl new ».",
        "This workbook holds no table of a sales action plan.",
        "Check that it is the right file; otherwise start from a workbook made by “pacxl new”.",
    ),
    "no-workbook": Entry(
        Severity.ERROR,
        "Aucun classeur ici.",
        "Indiquez un fichier .xlsx, ou un dossier qui en contient.",
        "No workbook here.",
        "Give an .xlsx file, or a folder that holds some.",
    ),
    "output-refused": Entry(
        Severity.ERROR,
        "Le fichier n’a pas été écrit : {what}.",
        "Donnez un autre nom ou un autre dossier.",
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
        "Corrigez les réglages ; « pacxl templates » donne les modèles fournis.",
        "Settings: {what}.",
        "Mend the settings; “pacxl templates” lists the built-in ones.",
    ),
}

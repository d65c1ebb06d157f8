"""What there is to tell of a whole file, and of one that goes back."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

FILE = {
    "file-missing": Entry(
        Severity.ERROR,
        "Fichier introuvable{what}.",
        "Vérifiez le chemin et le nom du fichier.",
        "No such file{what}.",
        "Check the path and the name of the file.",
    ),
    "file-empty": Entry(
        Severity.ERROR,
        "Le fichier est vide (0 octet).",
        "Il faut le renvoyer : l’envoi a sans doute été interrompu.",
        "The file is empty (0 bytes).",
        "It must be sent again: its sending was probably cut short.",
    ),
    "file-not-a-workbook": Entry(
        Severity.ERROR,
        "Ce n’est pas un classeur Excel, quel que soit son nom, mais {what}.",
        "Il faut le classeur lui-même, enregistré au format « Classeur Excel (.xlsx) ».",
        "This is no Excel workbook, whatever its name, but {what}.",
        "The workbook itself is needed, saved as “Excel Workbook (.xlsx)”.",
    ),
    "files-not-read": Entry(
        Severity.WARNING,
        "Des fichiers ne sont pas lus, car il n’y a pas là de classeur mais {what} : {names}.",
        "Si un plan s’y trouve : {way}.",
        "Files are not read, for there is no workbook in them, but {what}: {names}.",
        "If there is a plan among them: {way}.",
    ),
    "files-no-workbooks": Entry(
        Severity.INFO,
        "Il y a là aussi {count} {count:fichier qui n’est pas un classeur|fichiers qui ne sont pas des classeurs} : "
        "{names}.",
        "Rien à faire, sauf si l’un d’eux contient un plan : il faut alors le classeur lui-même, en .xlsx.",
        "Also there, {count} {count:file that is no workbook|files that are no workbooks}: {names}.",
        "Nothing to do, unless one of them holds a plan: the workbook itself is then needed, as .xlsx.",
    ),
    "file-protected": Entry(
        Severity.ERROR,
        "Le classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "Ouvrez-le, retirez le mot de passe (Fichier > Informations > Protéger le classeur), et enregistrez-le.",
        "The workbook is protected by a password and cannot be read.",
        "Open it, remove the password (File > Info > Protect Workbook), and save it.",
    ),
    "file-restricted": Entry(
        Severity.ERROR,
        "Le classeur est réservé à certaines personnes (gestion des droits, étiquette de confidentialité) : il ne "
        "peut pas être lu.",
        "Demandez à son auteur de retirer la protection des droits (Fichier > Informations > Protéger le classeur > "
        "Accès non restreint, ou une étiquette sans chiffrement), puis d’enregistrer et de renvoyer le classeur.",
        "The workbook is reserved for some people (rights management, a sensitivity label) and cannot be read.",
        "Ask its author to remove the protection of rights (File > Info > Protect Workbook > Unrestricted Access, or "
        "a label without encryption), then to save the workbook and send it again.",
    ),
    "file-damaged": Entry(
        Severity.ERROR,
        "Le classeur est endommagé et ne peut pas être lu{what}.",
        "Ouvrez-le dans Excel, laissez-le réparer, et enregistrez-le sous un autre nom.",
        "The workbook is damaged and cannot be read{what}.",
        "Open it in Excel, let it repair the file, and save it under another name.",
    ),
    "file-unreadable": Entry(
        Severity.ERROR,
        "Le programme de lecture a échoué sur ce classeur{what}.",
        "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) », sous un autre nom.",
        "The reading program failed on this workbook{what}.",
        "Open it in Excel and save it as “Excel Workbook (.xlsx)” under another name.",
    ),
    "file-in-use": Entry(
        Severity.ERROR,
        "Le fichier ne peut pas être ouvert : un autre programme le tient, ou sa lecture n’est pas permise.",
        "Fermez-le dans l’autre programme, ou demandez le droit de le lire, puis recommencez.",
        "The file cannot be opened: another program holds it, or reading it is not allowed.",
        "Close it in the other program, or ask for the right to read it, then try again.",
    ),
    "file-open-elsewhere": Entry(
        Severity.INFO,
        "Le fichier est sans doute ouvert chez quelqu’un ({other} est à côté) : il est lu tel qu’il a été "
        "enregistré en dernier.",
        "Si des saisies sont en cours, faites enregistrer et fermer le classeur, puis recommencez.",
        "Someone probably has the file open ({other} stands beside it): it is read as it was last saved.",
        "If it is being filled in, have it saved and closed, then try again.",
    ),
    "folder-closed": Entry(
        Severity.ERROR,
        "Ce dossier ne peut pas être parcouru{what} : aucun de ses classeurs n’est lu.",
        "Demandez le droit de le lire, ou copiez les classeurs ailleurs.",
        "This folder cannot be looked into{what}: none of its workbooks is read.",
        "Ask for the right to read it, or copy the workbooks elsewhere.",
    ),
    "file-too-large": Entry(
        Severity.ERROR,
        "Le classeur dépasse une limite de lecture : {what}.",
        "Supprimez ce qui n’est pas du plan (images, feuilles, lignes vides mises en forme), et enregistrez.",
        "The workbook passes a limit of what is read: {what}.",
        "Delete what is not of the plan (pictures, sheets, formatted empty rows), and save it.",
    ),
    "file-grid-too-large": Entry(
        Severity.ERROR,
        "Les cellules remplies sont trop éloignées les unes des autres : {what}.",
        "Allez à la dernière cellule (Ctrl+Fin), supprimez les lignes et colonnes inutiles, et enregistrez.",
        "The filled cells stand too far apart: {what}.",
        "Go to the last cell (Ctrl+End), delete the rows and columns that serve nothing, and save it.",
    ),
    "file-unsafe-xml": Entry(
        Severity.ERROR,
        "Le classeur contient du XML qu’aucun tableur n’écrit et qui peut nuire : {what}. Il n’est pas lu.",
        "Méfiez-vous de son origine ; s’il est sûr, ouvrez-le dans Excel et enregistrez-le sous un autre nom.",
        "The workbook holds XML that no spreadsheet program writes and that may do harm: {what}. It is not read.",
        "Beware of where it comes from; if it is safe, open it in Excel and save it under another name.",
    ),
    "file-took-too-long": Entry(
        Severity.ERROR,
        "La lecture de ce classeur a été arrêtée : {what}.",
        "Ouvrez-le dans Excel, enregistrez-le sous un autre nom ; s’il est vraiment grand, « --limit secondes=60 ».",
        "Reading this workbook was stopped: {what}.",
        "Open it in Excel and save it under another name; if it is really large, “--limit secondes=60”.",
    ),
    "file-too-much-memory": Entry(
        Severity.ERROR,
        "La lecture de ce classeur a été arrêtée : {what}.",
        "Supprimez ce qui n’est pas du plan, enregistrez ; s’il est vraiment grand, « --limit memoire=4096 » (Mo).",
        "Reading this workbook was stopped: {what}.",
        "Delete what is not of the plan, and save it; if it is really large, “--limit memoire=4096” (MB).",
    ),
    "file-reader-stopped": Entry(
        Severity.ERROR,
        "La lecture de ce classeur a été arrêtée deux fois de l’extérieur{what} : il n’est sans doute pas en cause.",
        "Fermez d’autres programmes, car la mémoire de cette machine manque peut-être, puis recommencez.",
        "The reading of this workbook was stopped twice from outside{what}: it is probably not at fault.",
        "Close other programs, for this machine may be short of memory, then try again.",
    ),
    "file-no-sheets": Entry(
        Severity.ERROR,
        "Ce classeur n’a aucune feuille de cellules.",
        "Demandez-le à nouveau : ce n’est pas le classeur du plan, ou il est abîmé.",
        "This workbook has no sheet of cells.",
        "Ask for it again: it is not the plan’s workbook, or it is damaged.",
    ),
    "file-no-tables": Entry(
        Severity.ERROR,
        "Ce classeur ne contient aucun tableau d’un plan d’action commercial{what}.",
        "Vérifiez que c’est le bon fichier ; si oui, dites ce que sont ses colonnes : « pacxl map », puis --map.",
        "This workbook holds no table of a sales action plan{what}.",
        "Check that it is the right file; if it is, say what its columns are: “pacxl map”, then --map.",
    ),
    "file-already-ours": Entry(
        Severity.ERROR,
        "Ce classeur vient de pacxl : ses colonnes sont connues, il n’y a rien à faire correspondre.",
        "Contrôlez-le tel qu’il est : « pacxl check ».",
        "This workbook is one of pacxl’s: its columns are known, there is nothing to match.",
        "Check it as it is: “pacxl check”.",
    ),
    "file-no-export": Entry(
        Severity.ERROR,
        "Ce n’est pas un export reconnu (HubSpot, Pipedrive, Salesforce, Zoho, Dynamics 365, Odoo){what}.",
        "Dites ce que sont ses colonnes : « --map FICHIER », deux colonnes (l’en-tête, celui du carnet).",
        "This is no known export (HubSpot, Pipedrive, Salesforce, Zoho, Dynamics 365, Odoo){what}.",
        "Tell what its columns are: “--map FILE”, two columns (the header, the carnet’s).",
    ),
    "file-grouped-report": Entry(
        Severity.ERROR,
        "Ce rapport de CRM est groupé, et rien ne dit de quel groupe sont certaines de ses lignes : il n’est pas lu.",
        "Exportez-le sans groupes (dans Salesforce : « Détails uniquement »), puis recommencez.",
        "This CRM report is grouped, and nothing tells the group of some of its rows: it is not read.",
        "Export it without groups (in Salesforce: “Details Only”), then try again.",
    ),
    "workbook-signed": Entry(
        Severity.INFO,
        "Le classeur est signé numériquement ; sa signature n’est pas vérifiée ici.",
        "Rien à faire. Une copie annotée ou un classeur refait ne sont plus signés ; le fichier reçu le reste.",
        "The workbook is digitally signed; its signature is not verified here.",
        "Nothing to do. An annotated copy or a workbook made anew is signed no more; the file received still is.",
    ),
    "workbook-final": Entry(
        Severity.INFO,
        "Le classeur est marqué comme final : Excel l’ouvre en lecture seule.",
        "Rien à faire pour le lire ; pour y corriger quelque chose : « Modifier quand même ».",
        "The workbook is marked as final: Excel opens it read-only.",
        "Nothing to do to read it; to mend something in it: “Edit Anyway”.",
    ),
}

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
    "signature-lifted": Entry(
        Severity.WARNING,
        "Le classeur reçu est signé numériquement : la copie annotée ne l’est plus, car une signature ne vaut que "
        "pour ce qui a été signé.",
        "Une fois la copie corrigée, son auteur la signe de nouveau (Fichier > Informations > Protéger le classeur).",
        "The workbook received is digitally signed: the annotated copy is signed no more, for a signature holds only "
        "for what was signed.",
        "Once the copy is mended, its author signs it again (File > Info > Protect Workbook).",
    ),
    "final-lifted": Entry(
        Severity.INFO,
        "Le classeur reçu est marqué comme final : la copie annotée ne l’est pas, pour qu’on puisse la corriger.",
        "Une fois la copie corrigée, marquez-la de nouveau comme finale s’il le faut (Fichier > Informations > "
        "Protéger le classeur).",
        "The workbook received is marked as final: the annotated copy is not, so that it can be mended.",
        "Once the copy is mended, mark it as final again if need be (File > Info > Protect Workbook).",
    ),
    "hung-again": Entry(
        Severity.INFO,
        "Repris avec les cellules du nouveau classeur : {what}.",
        "Rien à faire. Une discussion y devient une note, sans le nom de ses auteurs.",
        "Taken over with the cells of the new workbook: {what}.",
        "Nothing to do. A thread of comments becomes a note, without its authors’ names.",
    ),
    "left-behind": Entry(
        Severity.WARNING,
        "Resté dans l’ancien classeur, feuille {sheet} : {what}{where}.",
        "Ouvrez les deux classeurs, et recopiez-les à leur place dans le nouveau.",
        "Left behind in the old workbook, sheet {sheet}: {what}{where}.",
        "Open both workbooks, and copy them to their place in the new one.",
    ),
    "links-computed": Entry(
        Severity.WARNING,
        "Feuille {sheet}, {what}{where} : le texte des cellules est repris, pas le lien.",
        "Recopiez ces formules de l’ancien classeur à leur place dans le nouveau.",
        "Sheet {sheet}, {what}{where}: the cells’ text is taken over, not the link.",
        "Copy these formulas from the old workbook to their place in the new one.",
    ),
    "drawings-left-behind": Entry(
        Severity.WARNING,
        "Resté dans l’ancien classeur, feuille {sheet} : {what}{where}.",
        "Copiez-les de l’ancien classeur dans le nouveau ; d’un graphique, choisissez ensuite les données du nouveau "
        "(clic droit > Sélectionner des données).",
        "Left behind in the old workbook, sheet {sheet}: {what}{where}.",
        "Copy them from the old workbook into the new one; of a chart, then choose the data of the new one "
        "(right click > Select Data).",
    ),
    "period-of-dates": Entry(
        Severity.INFO,
        "La période du nouveau classeur est celle de ses dates : {period}.",
        "Rien à faire si c’est la bonne ; sinon, ajoutez-la à vos réglages (--settings).",
        "The period of the new workbook is that of its dates: {period}.",
        "Nothing to do if it is the right one; otherwise put it in your settings (--settings).",
    ),
    "taken-over": Entry(
        Severity.INFO,
        "{count} {count:contenu|contenus} sans place dans le nouveau classeur : "
        "{count:repris tel quel|repris tels quels} sur la feuille {sheet}.",
        "Parcourez cette feuille, et recopiez à sa place ce qui doit compter.",
        "{count} {count:content|contents} without a place in the new workbook: taken over as "
        "{count:it was|they were} on the sheet {sheet}.",
        "Go through this sheet, and copy what should count to its place.",
    ),
}

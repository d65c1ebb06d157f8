"""What may be added to what, and what each control of the écarts workbook says: their definitions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """A figure or a word: what it means, its rule in words, the sheet on which it stands; the table without which it
    is not there, if it asks for one."""

    figure: str
    meaning: str
    rule: str
    sheet: str
    table: str = ""


ADDED = (
    Definition(
        "Deux axes croisés",
        "Ce que les actions de chaque case font ensemble : celles d’une valeur de l’axe des lignes et d’une de celui "
        "des colonnes. Une action qui ne dit rien sur un axe est sous « (non renseigné) ».",
        "La somme de ce qui est choisi ; au-delà de douze colonnes, le reste est dans « Autres ».",
        "Axes",
    ),
    Definition(
        "Canal, persona",
        "Par où une action touche ses clients, et le client type qu’elle vise : deux axes des écarts, si "
        "l’entreprise les demande. Un plan qui n’a pas ces colonnes est sous « (non renseigné) ».",
        "Ce qui est choisi ou tapé dans la ligne de l’action, sans regarder la casse.",
        "Axes",
    ),
    Definition(
        "Rang de l’écart",
        "Les écarts du plus défavorable au plus favorable, pour savoir par où commencer. Sans écart ou sans sens, "
        "une ligne n’a pas de rang.",
        "Dépenser plus que le budget est défavorable ; un indicateur se juge dans son sens, en part de son objectif. "
        "À égalité, la ligne du dessus.",
        "Axes",
    ),
    Definition(
        "Indicateurs croisés",
        "L’écart de chaque indicateur, dans son unité, par personne, par équipe ou par mois. Sur un axe qu’un "
        "indicateur n’a pas, tout est dans « Autres ».",
        "Réalisé − objectif des mois où les deux sont connus, des indicateurs qui s’additionnent (flux).",
        "Axes",
    ),
    Definition(
        "Cumul",
        "La part de tout l’écart défavorable que font les lignes jusqu’à ce rang. Elle dit où sont les 80 %.",
        "La somme des écarts défavorables jusqu’à ce rang ÷ la somme de tous.",
        "Axes",
    ),
    Definition(
        "Écart relatif, défaveur",
        "L’écart d’un indicateur rapporté à son objectif, pour en ranger qui n’ont pas la même unité. La défaveur le "
        "compte en plus quand il est défavorable.",
        "Écart ÷ objectif comparé, sans le signe de l’objectif.",
        "Axes",
    ),
    Definition(
        "Unité",
        "On n’additionne que ce qui se compte dans la même unité. Le reste a des lignes à part, sans somme.",
        "€, k€ et M€ se convertissent, et c’est dit ; une autre monnaie, un montant par mois ou TTC, non.",
        "À vérifier",
    ),
    Definition(
        "Ce qu’une cellule montre",
        "Un nombre est lu comme son auteur le voit, et non comme Excel le garde. Ce qui a deux sens n’en a aucun.",
        "Une monnaie, des milliers, un rythme ou un pourcentage que le format montre, ou que l’en-tête dit, comptent "
        "comme s’ils étaient tapés.",
        "À vérifier",
    ),
    Definition(
        "Entreprise, période",
        "Une seule entreprise et une seule période sont consolidées. Le reste est écarté avec son montant, et se "
        "reprend d’une option.",
        "Celles qui sont demandées, sinon celles de la majorité des fichiers. Une période comprise dans celle-ci "
        "compte, sauf si la même personne a déjà le tout.",
        "Sources et preuve",
    ),
    Definition(
        "Personne, version",
        "Une personne est un nom et une équipe, quelle qu’en soit l’orthographe. De deux versions de son plan, une "
        "seule compte, et c’est dit.",
        "La version qui contient toute l’autre, sinon la plus récente ; un nom presque pareil est à vérifier.",
        "Sources et preuve",
    ),
    Definition(
        "Deux fois la même chose",
        "Une feuille copiée, un récapitulatif, un total tapé ne comptent jamais deux fois. Deux lignes semblables "
        "comptent, et c’est dit.",
        "Un total se reconnaît à sa formule, ou à un nombre qui est la somme des lignes, près du mot « total ».",
        "À vérifier",
    ),
    Definition(
        "Ce qui n’est pas une dépense",
        "Une ligne qui nomme un client ou un produit sans action n’est jamais une dépense. Une liste de factures "
        "n’est pas un carnet.",
        "Ces colonnes ne sont pas prises, et c’est dit : la personne tranche.",
        "À vérifier",
    ),
)

CONTROLS = (
    Definition(
        "Autres",
        "Ce que le total contient et qu’aucune ligne du tableau ne montre. S’il est rouge, une famille, une personne "
        "ou un mois n’a pas sa ligne.",
        "Total − lignes ; rouge au-delà d’un demi-centime × (lignes + 1).",
        "Synthèse",
    ),
    Definition(
        "Preuve",
        "Ce que chaque fichier a apporté à chaque colonne, face à ce qu’elle contient maintenant. Un chiffre changé, "
        "supprimé ou ajouté se voit.",
        "Retenu + converti = consolidé ; « ajouté ici » : tapé dans ce classeur, d’aucun fichier.",
        "Sources et preuve",
    ),
    Definition(
        "Lignes lues, actions listées, étapes laissées telles quelles, lignes montrées une fois",
        "Une étape proposée, que personne n’a touchée, est comptée sans être listée. Ce qui est proposé à plusieurs, "
        "et laissé tel quel, n’est montré qu’une fois.",
        "Lignes lues : celles des fichiers comptés. Une ligne n’est laissée telle quelle que si rien n’y est saisi.",
        "Sources et preuve",
    ),
    Definition(
        "Preuve de lecture",
        "Chaque nombre de chaque fichier a été suivi, même hors des tableaux. Rien ne s’est perdu en route.",
        "Lu = retenu + converti (avant) + rejeté + libre + du classeur.",
        "Sources et preuve",
    ),
    Definition(
        "Cohérence",
        "Les chiffres que les réglages déclarent égaux, côte à côte. Les autres paires sont pour information, et ne "
        "comptent nulle part.",
        "Premier − second ; rouge au-delà d’un demi-centime × le nombre de montants (d’un demi-centième de point × "
        "le nombre de parts).",
        "Sources et preuve",
        "coherence",
    ),
    Definition(
        "À vérifier",
        "Tout ce qui pourrait rendre un chiffre faux, compté au même endroit. À 0, il n’y a rien à reprendre.",
        "Les lignes fausses des preuves et de la cohérence, les lignes « Autres » rouges, les constats autres que "
        "pour information.",
        "Synthèse",
    ),
    Definition(
        "Fichiers à vérifier",
        "Les fichiers dont une ligne de preuve n’est pas juste. Leurs totaux ne sont pas sûrs.",
        "Leur nombre, d’après la colonne « Preuve des totaux ».",
        "Sources et preuve",
    ),
    Definition(
        "Compté, remplacé, écarté, illisible",
        "Ce que chaque fichier est devenu. Seuls les fichiers comptés sont dans les totaux.",
        "La raison est dite en face, avec l’option qui le reprend.",
        "Sources et preuve",
    ),
)

FRONT = (
    Definition(
        "Vue choisie (dans la vue)",
        "La première page montre toute l’équipe, une équipe ou une personne, comme sa liste le dit. Les autres "
        "feuilles montrent toujours toute l’équipe.",
        "Une ligne est dans la vue si sa personne, ou son équipe, est celle qui est choisie.",
        "Synthèse",
    ),
    Definition(
        "À date, objectif à date",
        "Ce qui est fait jusqu’ici, et ce qui devait l’être. Un mois dont le réalisé manque n’est pas comparé.",
        "Le réalisé des mois connus ; l’objectif des mêmes mois.",
        "Synthèse",
    ),
    Definition(
        "Plans reçus, encore attendus",
        "Les personnes dont le plan compte et dit quelque chose. Et celles dont rien n’est arrivé, ou un plan vide.",
        "Attendu : une personne des réglages ou de la liste, qu’aucun fichier ne nomme. En retard : le jour passé.",
        "Synthèse",
    ),
    Definition(
        "Écart défavorable, rang et cumul",
        "Les écarts qui coûtent, du plus grand au plus petit. Ce qui ne s’additionne pas n’a pas de rang.",
        "Parmi les écarts en euros de la vue choisie. Cumul : la part du total que font les lignes jusqu’à ce rang.",
        "Pourquoi",
    ),
    Definition(
        "Écarts sans cause",
        "Un écart défavorable au-delà du seuil des réglages, dont personne n’a dit la cause. Elle est demandée.",
        "La cause d’une action est son « Analyse des écarts » ; celle d’un indicateur, son suivi ou la revue.",
        "Pourquoi",
    ),
    Definition(
        "Écarts de chacun, par indicateur et par famille",
        "Qui fait l’écart, et où. Chaque indicateur se lit dans son unité.",
        "Par indicateur : réalisé − objectif des mois connus. Par famille : l’écart constaté des actions.",
        "Qui",
    ),
    Definition(
        "Remplissage, lignes demandées et lignes remplies",
        "Ce que chacun a rempli de son plan. Une ligne est remplie dès qu’elle dit plus que ce qui y était proposé.",
        "Une feuille demande les lignes qu’elle proposait, une seule si elle n’en proposait pas.",
        "Qui",
    ),
)

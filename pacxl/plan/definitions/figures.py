"""What each figure of the écarts workbook means: in two plain sentences, by which rule, and where it stands."""

from __future__ import annotations

from pacxl.plan.definitions.controls import ADDED, CONTROLS, FRONT, Definition
from pacxl.plan.definitions.sales import PRODUCTS, TEAM_DEALS

_SUMMARY, _ACTIONS, _DEALS, _MONTHS = "Synthèse", "Actions", "Carnet", "Axes"

_MONEY = (
    Definition(
        "Budget",
        "Ce qui est prévu pour les actions retenues. Vide veut dire « on ne sait pas », et non 0.",
        "La somme des budgets tapés, sans ceux des actions non retenues : écartés, ils ne sont dans aucun total.",
        _SUMMARY,
    ),
    Definition(
        "Dépensé",
        "Ce qui est dépensé à ce jour. Toutes les actions comptent, même non retenues ou abandonnées.",
        "La somme des dépenses tapées.",
        _SUMMARY,
    ),
    Definition(
        "Hors budget",
        "Ce qui est dépensé sans budget pour le couvrir. C’est un dépassement tout entier.",
        "La somme des dépenses des actions sans budget tapé, et des actions non retenues.",
        _SUMMARY,
    ),
    Definition(
        "Groupe d’une action",
        "Chaque action est dans un seul groupe, le premier qui convient. Il dit ce qu’elle aura coûté à la fin.",
        "Dans l’ordre : hors budget, non retenue, abandonnée, terminée, ouverte.",
        _ACTIONS,
    ),
    Definition(
        "Atterrissage",
        "Ce que les actions auront coûté à la fin. Hypothèse prudente : le budget restant sera dépensé.",
        "Hors budget : dépensé. Non retenue : rien. Abandonnée : dépensé, 0 s’il est vide. Terminée : dépensé, son "
        "budget s’il est vide. Ouverte : le plus grand du budget et du dépensé (d’une recette attendue, budget "
        "négatif : le plus petit).",
        _SUMMARY,
    ),
    Definition(
        "Écart constaté (acquis)",
        "Ce qui est gagné ou perdu pour de bon par rapport au budget. Une dépense à venir n’est pas une économie, un "
        "budget abandonné non plus.",
        "Action par action : atterrissage − budget + budget libéré. Écart = réel − prévu : positif, c’est trop "
        "dépensé.",
        _SUMMARY,
    ),
    Definition(
        "Dépassements, économies",
        "Les deux parts de l’écart constaté. Elles se compensent dans le total, d’où leur somme à part.",
        "Dépassements : la somme des écarts constatés positifs. Économies : celle des négatifs.",
        _SUMMARY,
    ),
    Definition(
        "Budget libéré",
        "Ce que les actions abandonnées ne dépenseront plus de leur budget. C’est de l’argent à redonner, et non une "
        "économie.",
        "D’une action abandonnée : budget − atterrissage, jamais moins de 0 ; des autres : 0.",
        _SUMMARY,
    ),
    Definition(
        "Écart à l’atterrissage",
        "De combien l’arrivée s’éloignera du budget. Il se vérifie par un second calcul.",
        "Atterrissage − budget = écart constaté − budget libéré.",
        _SUMMARY,
    ),
    Definition(
        "Écart %, consommé, part terminée",
        "Des rapports de deux sommes. Ils se recalculent à chaque total et ne s’additionnent jamais.",
        "Écart constaté ÷ budget ; dépensé ÷ budget ; terminées ÷ planifiées. Vide si l’on divise par 0 ou moins.",
        _SUMMARY,
    ),
    Definition(
        "Écart budget, écart à date",
        "Des indications, action par action. Leur somme ne voudrait rien dire : elles n’ont pas de total.",
        "Dépensé − budget ; d’une action en cours, dépensé − budget × avancement attendu.",
        _ACTIONS,
    ),
    Definition(
        "Actions, planifiées, terminées",
        "Des nombres de lignes, étapes proposées comprises. Planifiée : une personne, de l’argent ou une date y est.",
        "Terminée : la fin réelle est tapée, et l’action n’est ni abandonnée ni non retenue.",
        _SUMMARY,
    ),
    Definition(
        "Statut, en retard",
        "Où en est l’action au jour de l’arrêté. Terminée avec un objectif manqué ou un budget dépassé, elle le dit "
        "et n’est pas verte.",
        "La décision d’abord, puis les dates : terminée si la fin réelle est tapée, en retard si la fin est passée.",
        _ACTIONS,
    ),
    Definition(
        "Mois d’une action",
        "Le mois dans lequel tout son argent est compté. Sans aucune date, elle a sa propre ligne.",
        "Le mois de sa fin prévue, à défaut de son début.",
        "Axes",
    ),
    Definition(
        "Reste à dépenser",
        "Ce qu’il reste à dépenser d’une action ouverte, quand son auteur le sait. La colonne est facultative : les "
        "réglages la demandent.",
        "Ouverte, l’action atterrit alors à dépensé + reste ; une action close n’a pas de reste.",
        _ACTIONS,
    ),
    Definition(
        "En retard, terminées · En retard, encore ouvertes · Jours de retard, terminées · Jours de retard, encore "
        "ouvertes",
        "Combien d’actions ont passé leur fin prévue, et de combien de jours en tout. Les finies et celles qui "
        "courent encore sont comptées à part.",
        "Fin réelle − fin prévue, ou date d’arrêté − fin prévue ; les avances ne compensent pas les retards.",
        _SUMMARY,
    ),
    Definition(
        "Objectifs atteints, objectifs non atteints",
        "Combien d’actions ont eu le résultat visé, et combien ne l’ont pas eu. Une action sans cible, sans "
        "résultat ou sans sens n’est ni l’un ni l’autre.",
        "Leur nombre par verdict, à ce jour, sans les abandonnées ni les non retenues.",
        _SUMMARY,
    ),
    Definition(
        "Budget et ROI",
        "Des lignes de dépense sans statut, à côté des actions. Leurs montants ne s’ajoutent pas à ceux des actions.",
        "Ouvertes jusqu’à la fin de la période, puis terminées ; un ROI d’ensemble divise des sommes.",
        "Annexes",
        "budget",
    ),
)

_CARNET = (
    Definition(
        "Carnet ouvert, signé, perdu",
        "Trois sommes qui ne se mélangent jamais. Le carnet n’est pas le chiffre d’affaires.",
        "La somme des montants des affaires sans issue ou ouvertes ; gagnées ; perdues.",
        _DEALS,
    ),
    Definition(
        "Hors période",
        "Ce qui, de chacune de ces sommes, tombe avant ou après la période du plan. C’est compris dans la somme, et "
        "montré à côté.",
        "D’une affaire ouverte, par sa date de jalon ; d’une affaire close, par sa date de clôture.",
        _DEALS,
    ),
    Definition(
        "Total probabilisé",
        "Ce que pèsent les affaires ouvertes une fois leurs chances comptées. C’est une espérance, que personne "
        "n’encaissera telle quelle.",
        "La somme des montants × probabilité retenue des affaires ouvertes : celle qui est tapée, sinon celle de "
        "l’étape dans le classeur de l’affaire.",
        _DEALS,
    ),
    Definition(
        "Sans probabilité",
        "Les affaires ouvertes dont rien ne dit les chances. Elles ne sont dans aucune somme pondérée.",
        "La somme de leurs montants.",
        _DEALS,
    ),
    Definition(
        "Signé + probabilisé",
        "Ce que donne le carnet de la période, s’il tient ses chances : sa projection. Ce n’est pas un atterrissage "
        "du chiffre d’affaires.",
        "Signé + total probabilisé, de la période ou sans date.",
        _DEALS,
    ),
    Definition(
        "Couverture du reste",
        "Quelle part du chiffre d’affaires encore à faire le carnet daté de la période peut couvrir. Vide quand il "
        "ne reste rien à faire, ou qu’un de ses mois n’est ni en € ni en k€, qui sont convertis.",
        "Probabilisé de la période ÷ (objectif − réalisé de l’indicateur de chiffre d’affaires).",
        _DEALS,
    ),
    Definition(
        "8 chances sur 10 : de, à · 1 chance sur 2 : au moins",
        "Ce que les affaires ouvertes rapporteront sans doute, si elles ne dépendent pas l’une de l’autre. 1 fois "
        "sur 10 c’est moins que le premier montant, 1 fois sur 10 plus que le second.",
        "La distribution exacte de leur somme (quantiles à 10 %, 90 % et 50 %).",
        _DEALS,
    ),
    Definition(
        "Écart possible",
        "De combien le carnet ouvert peut s’écarter du total probabilisé. Peu de grosses affaires le font grand.",
        "La racine de la somme des montant² × probabilité × (1 − probabilité).",
        _DEALS,
    ),
    Definition(
        "Ces chances : calculé le, à combien près",
        "Ces montants sont calculés quand le classeur est écrit, aucune formule ne peut les tenir à jour. Si le "
        "carnet change ensuite, ils s’effacent et la case le dit en orange.",
        "À 0 € près jusqu’à 16 affaires incertaines ; au-delà, à l’arrondi qui est montré.",
        _DEALS,
    ),
)

_DUPLICATES = (
    Definition(
        "Carnet ouvert, brut · dont doublons décidés, dont doublons probables · carnet ouvert, dédoublonné",
        "Le carnet ouvert tel que chacun le tient, puis sans les affaires qui sont deux fois. Rien n’est retiré des "
        "carnets.",
        "Brut − ce qui est en moins : de chaque paire « la même affaire » ou sans décision, celle qui ne compte pas, "
        "une seule fois, si elle est ouverte.",
        "Doublons",
    ),
    Definition(
        "Total probabilisé, dédoublonné · carnet signé, dédoublonné",
        "Les deux autres totaux du carnet, sans les mêmes affaires. Les autres feuilles gardent les totaux bruts.",
        "Le total − le pondéré, ou le montant signé, de celles qui ne comptent pas.",
        "Doublons",
    ),
    Definition(
        "Doublon probable, ressemblance",
        "Deux affaires qui n’en sont peut-être qu’une, chez deux personnes ou dans un même carnet. La raison est "
        "dite en face, et une décision la tranche.",
        "Des points pour la société (sans forme juridique, accents ni ordre des mots ; à une faute près), le montant "
        "(à 2 % ou 10 % près), la nature, la date, l’interlocuteur ; 70 et plus.",
        "Doublons",
    ),
    Definition(
        "Laquelle compte, en jeu",
        "De deux affaires qui n’en font qu’une, celle qui reste et le montant de l’autre. « Deux affaires » : les "
        "deux restent.",
        "Celle que la décision dit ; sinon la signée, la plus probable, la plus grande, la première.",
        "Doublons",
    ),
)

_INDICATORS = (
    Definition(
        "Nature : flux",
        "Ce qui s’accumule : appels, ventes, chiffre d’affaires. Les mois s’additionnent, puis les personnes.",
        "La somme des mois connus de chacun, puis celle des personnes. Toute nature se choisit dans les réglages.",
        _MONTHS,
    ),
    Definition(
        "Nature : stock",
        "Ce qui se compte à un instant : clients actifs. Seul le dernier mois connu de chacun compte.",
        "Le dernier connu de chaque personne, puis leur somme ; comparé à l’objectif de ce mois-là.",
        _MONTHS,
    ),
    Definition(
        "Nature : ratio",
        "Une part divisée par une autre : panier moyen, taux de rendez-vous. Il se recalcule de ses parts, jamais "
        "par une moyenne de taux.",
        "Σ numérateurs ÷ Σ dénominateurs, sur les mois des personnes où les deux sont connus ; son objectif aussi.",
        _MONTHS,
    ),
    Definition(
        "Nature : moyenne",
        "Une note ou un taux sans ses parts : satisfaction, pourcentage. Rien ne s’additionne, chacun se lit à part.",
        "Addition : « non additionnable » ; le plus bas et le plus haut des personnes, par leur rang. De même pour "
        "un indicateur que les réglages ne connaissent pas : « à préciser ».",
        "Qui",
    ),
    Definition(
        "Objectif total, objectif comparé, réalisé comparé",
        "Ce qui était visé et ce qui est fait, sur les mêmes mois. Un mois à venir n’est pas un échec.",
        "Total : de tous les mois. Comparés : des seuls mois dont l’objectif et le réalisé sont tous deux connus.",
        _MONTHS,
    ),
    Definition(
        "Mois connus, mois et objectif manquants",
        "Les mois passés dont personne n’a tapé le réalisé. Ce n’est pas une bonne nouvelle : le verdict n’est alors "
        "jamais favorable.",
        "Leur nombre, et la somme de leurs objectifs.",
        _MONTHS,
    ),
    Definition(
        "Sans mois connu, leur objectif",
        "Les personnes qui n’ont rien réalisé de connu d’un flux. Leur objectif est hors de l’atterrissage de "
        "l’équipe, et montré à côté.",
        "Leur nombre, et la somme de leurs objectifs.",
        _MONTHS,
    ),
    Definition(
        "Atterrissage d’un indicateur, écart à l’arrivée",
        "Ce que donnera la période si le rythme de chacun ne change pas. Celui de l’équipe vient de ses personnes.",
        "D’un flux : réalisé + objectif des mois restants × (réalisé ÷ objectif des mois comparés, 1 s’il est nul ou "
        "négatif), puis la somme ; d’un stock : le dernier connu ; d’un ratio : ses parts. L’écart le compare à "
        "l’objectif.",
        _MONTHS,
    ),
    Definition(
        "Atteinte, verdict",
        "À quel point l’objectif est tenu, dans le sens de l’indicateur. Un coût plus haut que visé est défavorable.",
        "Réalisé ÷ objectif comparé, l’inverse si plus bas est mieux ; l’écart de deux pourcentages est en points.",
        _MONTHS,
    ),
)

DEFINITIONS: dict[str, tuple[Definition, ...]] = {
    "Première page": FRONT,
    "Argent des actions": _MONEY,
    "Carnet": (*_CARNET, *TEAM_DEALS),
    "Doublons": _DUPLICATES,
    "Indicateurs": _INDICATORS,
    "Prix, volume, mix": PRODUCTS,
    "Ce qui s’additionne": ADDED,
    "Contrôles": CONTROLS,
}

"""What a team's deals come to, and the prices, volumes and mix of its products: their definitions."""

from __future__ import annotations

from pacxl.plan.definitions.controls import Definition
from pacxl.plan.prix_volume_mix import SHEET

_DEALS = "Carnet"

TEAM_DEALS = (
    Definition(
        "Ce que le carnet peut rapporter, pour chacun · à lire",
        "Les mêmes chiffres pour chaque personne et chaque équipe. Moins de 30 affaires se lisent avec prudence ; "
        "« à relancer » : les affaires ont changé depuis le calcul.",
        "La distribution exacte de ses affaires ouvertes, qui s’efface si leur nombre, leurs montants, leur poids ou "
        "leur écart type changent.",
        _DEALS,
    ),
    Definition(
        "Repose sur la plus grande",
        "Ce que pèse une seule affaire dans le probabilisé. À 50 %, tout dépend d’une signature.",
        "Le plus grand pondéré ÷ la somme des pondérés.",
        _DEALS,
    ),
    Definition(
        "Reste à faire, chances de couvrir le reste",
        "Les chances que les affaires de la période suffisent à tenir l’objectif de chiffre d’affaires. Vide quand "
        "il ne reste rien à faire.",
        "P(somme des affaires dont le jalon est dans la période ≥ objectif − réalisé).",
        _DEALS,
    ),
    Definition(
        "Ouvertes, part signée",
        "Le carnet par étape, par mois et par segment. Une part signée dit, en montants, ce qu’on gagne de ce qui se "
        "conclut.",
        "Signé ÷ (signé + perdu). Par mois : le jalon d’une affaire ouverte, la clôture des autres.",
        _DEALS,
    ),
    Definition(
        "À reprendre dans les carnets",
        "Les affaires ouvertes à qui il manque quelque chose, ou qui se contredisent. Rien n’est retiré des sommes.",
        "Une ligne par règle, dite en face : leur nombre et leur montant. Une affaire peut en enfreindre plusieurs.",
        _DEALS,
    ),
)

PRODUCTS = (
    Definition(
        "Écart de CA · Montant · En % du CA prévu",
        "De combien le chiffre d’affaires des produits s’éloigne de ce qui était prévu. Positif, c’est favorable.",
        "CA réel − CA prévu = écart sur prix + de composition + sur volume global + produits nouveaux + arrêtés + "
        "non décomposé, au centime ; la ligne « Contrôle » est leur différence.",
        SHEET,
    ),
    Definition(
        "Écart sur prix · Prix prévu, prix réel",
        "Ce que rapporte, ou coûte, un prix qui n’est pas celui qui était prévu. Remises et hausses y sont.",
        "(Prix réel − prix prévu) × quantité réelle ; un prix est le CA ÷ la quantité, jamais arrondi.",
        SHEET,
    ),
    Definition(
        "Écart de composition (mix)",
        "Ce que rapporte, ou coûte, d’avoir vendu d’autres produits que prévu, à volume égal. Plus du cher, ou "
        "plus du bon marché.",
        "(Quantité réelle − sa part prévue du volume réel) × prix prévu, entre produits d’une même unité ; aucun "
        "pour un produit sans unité, ou seul de la sienne.",
        SHEET,
    ),
    Definition(
        "Écart sur volume global",
        "Ce que rapporte, ou coûte, d’avoir vendu plus ou moins en tout, aux prix et dans les parts prévus. Avec la "
        "composition, c’est l’écart sur quantités.",
        "(Volume réel − volume prévu) × prix moyen prévu, par unité.",
        SHEET,
    ),
    Definition(
        "Produits nouveaux, produits arrêtés",
        "Ce qui n’était pas prévu, et ce qui ne se vend plus. Ils ne sont ni dans les prix, ni dans les volumes.",
        "Nouveau : une quantité vendue, rien de prévu. Arrêté : prévu, et 0 vendu, tapé ; vide n’est pas 0.",
        SHEET,
    ),
    Definition(
        "Non décomposé, lignes non décomposées · Remarque",
        "L’écart de ce dont on ne connaît pas le prix. Il est dans le total, et dans aucun effet.",
        "D’une ligne qui a un CA sans quantité d’un côté, ou une quantité de 0 ou moins.",
        SHEET,
    ),
    Definition(
        "CA prévu, comparé · CA réel, comparé · Prévu sans réel, réel sans prévu · Prévu et réel",
        "Seul ce qui est connu des deux côtés se compare. Le reste est montré à côté.",
        "Sans réel : prévu, le CA réel est vide. Sans prévu : le CA prévu est vide dans tout le plan de la personne, "
        "ou en face d’une quantité prévue.",
        SHEET,
    ),
    Definition(
        "Ventes prévues, ventes · CA prévu au volume réel · CA réel aux prix prévus · CA prévu, décomposé · CA réel, "
        "décomposé",
        "Les étapes du CA prévu au CA réel, produit par produit. Chaque effet est la différence de deux étapes.",
        "Dans l’ordre : prévu ; × volume réel ÷ volume prévu de son unité ; quantité réelle × prix prévu ; réel.",
        SHEET,
    ),
)

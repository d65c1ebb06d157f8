"""What the columns of a table of indicators are called, and what they hold."""

from __future__ import annotations

from pacxl.adopting.plan_roles import SENSE
from pacxl.adopting.words import Role

INDICATOR_ROLES = (
    Role(
        "indicateur",
        names=(
            "indicateur|kpi|indicator|métrique|metric|indicateur clé|nom de l'indicateur|indicateur de performance"
            "|nom du kpi|kpi name|key figure|indicateur suivi|kpi / indicateur|mesure suivie|indicador|kennzahl"
            "|indicateurs commerciaux"
        ),
        often="composant|critère de performance|performance indicator|libellé indicateur|statistique|chiffre clé",
        perhaps="objectif|libellé|nom|item|mesure|name|description|measure|élément|quoi|objective|goal|activité|type",
        holds="text +.2 phrase +.1 verb -.3 again -.3 status -.8 date -1 number -1 money -1 percent -1",
        ours="indicateur",
    ),
    Role(
        "segment",
        names=(
            "région|pays|vendeur|commercial|agence|magasin|point de vente|produit|produit / ligne|gamme|équipe"
            "|secteur|salesperson|sales rep|store|country|region|product|représentant|team|famille de produit|segment"
            "|zone|canal|business unit|bu|branche|boutique|site|rep|vendedor|product line|territory|division|channel"
            "|direction|délégué|activité|unité commerciale|marché|nom du commercial|nom commercial|conseiller"
            "|ligne de produit"
        ),
        often=(
            "axe|domaine|processus|perspective|objectif stratégique|type|nom|catégorie|category|collaborateur|client"
            "|segment client|thème|service|famille|name|pôle"
        ),
        perhaps="projet|responsable|département",
        holds="text +.2 name +.1 verb -.3 status -.8 date -1 number -1 money -1 percent -1",
        ours="indicateur",
    ),
    Role(
        "mois",
        names=(
            "mois|période|month|period|année|trimestre|semaine|quarter|week|year|exercice|annee|mois / année|an"
            "|semestre|fiscal year|mes|monat|mois n°"
        ),
        often="date|horizon|jour",
        holds="when +.4 month +.2 date +.2 phrase -1 percent -1 money -1",
        ours="mois",
    ),
    Role(
        "unite",
        names="unité|unit|unité de mesure|u|unit of measure",
        holds="number -1 date -1 long -1",
        ours="unite",
    ),
    SENSE,
    Role(
        "objectif",
        names=(
            "objectif|cible|target|goal|prévu|objectif mensuel|objectif annuel|objectif ca|ca cible|valeur cible"
            "|quota|objectif à atteindre|obj|plan|target value|objectif chiffré|objectif ventes|planned|ziel|objetivo"
            "|meta|objectif prévu|objectif période|prévision|forecast|sales target|prévisionnel|attendu"
            "|objectif recommandé|objectif trimestriel|monthly target|revenue target|ca objectif|ca prévu|à réaliser"
            "|valeur visée|objectif fixé"
        ),
        often="projection annuelle|seuil|expected|objectif cumulé",
        perhaps="standard",
        holds="number +.3 measure +.3 percent +.3 money +.2 text -.8 date -1 status -1",
        ours="objectif",
    ),
    Role(
        "realise",
        names=(
            "réalisé|réel|actual|résultat|réalisation|ca réalisé|valeur actuelle|résultat actuel|aujourd'hui|actuel"
            "|ca|current|achieved|atteint|valeur réelle|ca total|mois n|valeur réalisée|actual value|current value"
            "|real|ist|ventes réalisées|ca ht réalisé|valeur atteinte|result|réal|réalisé à date|valeur mesurée"
            "|valeur obtenue|obtenu|réalisé cumulé|ca facturé|actual sales|chiffre d'affaires réalisé|fait|réalisée"
            "|actuals|actual revenue"
        ),
        often="mesure|chiffre d'affaire|revenue|sales|vente|collecte|résultat obtenu|valeur|value|facturé",
        perhaps="nombre|montant|total mois|ca mois",
        holds="number +.3 measure +.3 percent +.3 money +.2 text -.8 date -1 status -1",
        ours="realise",
    ),
    Role(
        "base",
        names=(
            "n-1|avant|baseline|mois n-1|année précédente|précédent|previous|last year|réalisé n-1|valeur initiale"
            "|référence|valeur de départ|point de départ|année n-1|prior year|previous year|situation initiale|ca n-1"
            "|initial|start value|ca annuel n-1|mois précédent|historique"
        ),
        holds="number +.3 measure +.3 percent +.3 money +.2 text -.8 date -1 status -1",
        many=True,
    ),
    Role(
        "calcule",
        names=(
            "écart|écart %|taux|taux %|% atteinte|taux d'atteinte|performance|performance %|progression|évolution"
            "|variation|% réalisé|variance|gap|cumul|total|croissance|moyenne|rang|% objectif|taux de réalisation"
            "|atteinte|difference|delta|% total|ytd|taux vs objectif|% réalisation|reste à faire|croissance %"
            "|taux réalisé|achievement|% achievement|attainment|rate|% atteint|r/o|taux de conversion|conversion"
            "|progress|écart vs objectif|total annuel|annuel|cumul obj|cumul réal|reste|vs n-1|% of target"
            "|écart cumulé|écart en %|panier moyen|panier moy|% variation|indice|evolution %|annual|% progression"
            "|contribution|poids|pondération|dénominateur|numérateur"
        ),
        holds="text -.8",
        many=True,
    ),
    Role(
        "statut",
        names=(
            "statut|tendance|trend|score|note|status|météo|alerte|état|appréciation|feu|couleur|rag|signal|évaluation"
            "|niveau"
        ),
        holds="date -1",
        many=True,
    ),
    Role(
        "analyse",
        names=(
            "commentaire|analyse|observation|remarque|comment|action|actions correctives|commentaires/actions"
            "|explication|note|plan d'action|causes|commentary|action corrective"
        ),
        holds="number -1 date -1",
        many=True,
    ),
    Role(
        "qui",
        names="responsable|pilote|owner|propriétaire|qui|porteur",
        holds="number -1 date -1",
    ),
    Role(
        "autre",
        names=(
            "seuil d'alerte|échéance|justification|source|fréquence|frequency|#|n°|id|réf|référence|code|définition"
            "|formule|mode de calcul|formula|data source|périodicité|commission|prime|dossier|source de données"
        ),
        many=True,
    ),
)

"""What only looks like a plan, deals or indicators: the words by which the lists of other trades are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pacxl.adopting.words import DEALS, INDICATORS, PLAN, Name, compared_words
from pacxl.french.text import Words


@dataclass(frozen=True)
class Trade:
    """Another trade's list: what it is, of which kinds of table it only has the looks, and the words of its headers.
    One that says it by itself is enough, or two of those that others also use (`beside`)."""

    told: Words
    kinds: tuple[str, ...]
    alone: str = ""
    beside: str = ""


_ANY = (PLAN, DEALS, INDICATORS)
TRADES = (
    Trade(
        Words("des factures", "invoices"),
        _ANY,
        alone=(
            "facture|n° facture|numéro de facture|invoice|invoice number|date de facture|date facture|facturation"
            "|avoir|impayé|réglée le|date de règlement|date de paiement|payée|payée le|montant restant dû|invoice no"
            "|credit note|due amount|paid on"
        ),
        beside=(
            "règlement|paiement|mode de règlement|encaissé|encaissement|réglé|payé|solde|tva|paid|échu|relance 1"
            "|relance 2|date de relance 1"
        ),
    ),
    Trade(
        Words("les lignes d’une commande ou d’un tarif", "the lines of an order, or prices"),
        _ANY,
        alone=(
            "prix unitaire|pu|pu ht|prix de vente|prix d'achat|prix vente|prix public|unit price|marge unitaire"
            "|code barre|ean|sku|prix ht unitaire|tarif|tarif ht|tranche ca annuel|price list|list price"
            "|prix catalogue|référence article|réf art|conditionnement|prix ht"
        ),
        beside=(
            "remise|quantité|qté|désignation|article|tva|montant ttc|référence|qty|quantity|unité|fournisseur"
            "|supplier|item no|prix"
        ),
    ),
    Trade(
        Words("un stock", "a stock"),
        _ANY,
        alone=(
            "stock|stock actuel|stock minimum|stock initial|stock final|inventaire|emplacement|numéro de série"
            "|stock min|in stock|quantité en stock|reorder level|warehouse"
        ),
        beside=(
            "article|quantité|fournisseur|entrepôt|lot|sortie|entrée|mouvement|valeur d'achat|date d'achat"
            "|état du matériel|matériel|équipement|asset|serial number|marque|modèle"
        ),
    ),
    Trade(
        Words("du personnel, des congés ou des heures", "staff, leave or hours"),
        _ANY,
        alone=(
            "matricule|salaire|salaire brut|date d'embauche|embauche|congé|type de congé|solde restant|nb jours"
            "|heure début|heure fin|heures|heures travaillées|nb d'heures|total heures|heure d'arrivée|heures sup"
            "|pause|total jour|stagiaire|tuteur|maître de stage|type de contrat|timesheet|hours|hours worked"
            "|effort (in hours)|total hours|employee|employee id|hire date|absence|formation suivie|clock in"
            "|leave type|overtime|salary"
        ),
        beside="prénom|nom|employé|salarié|collaborateur|poste|service|pointage|jour|rate|taux horaire",
    ),
    Trade(
        Words("un annuaire", "an address book"),
        (PLAN, INDICATORS),
        beside=(
            "prénom|email|e-mail|mail|téléphone|tél|phone|mobile|adresse|code postal|ville|first name|last name"
            "|address|city|zip|fonction"
        ),
    ),
    Trade(
        Words("des comptes ou une trésorerie", "accounts, or cash"),
        _ANY,
        alone=(
            "débit|crédit|journal|compte comptable|n° compte|pièce|écriture|solde banque|decaissement|décaissé"
            "|budgété|poste budgétaire|poste|rubrique budgétaire|budget révisé|taux d'exécution|taux exécution"
            "|solde initial|solde final|debit|credit|ledger|budget line|cost center|chapitre budgétaire"
            "|compte de charge|account code|poste de dépense|nature de dépense"
        ),
        beside=(
            "loyer|salaires|charges|assurance|impôts|recettes|achats|rubrique|solde|budget initial|libellé|compte"
            "|engagé|consommé|disponible|écart %|catégorie|cumul|provision"
        ),
    ),
    Trade(
        Words("des risques, des non-conformités ou un document unique", "risks, non-conformities or safety"),
        _ANY,
        alone=(
            "unité de travail|danger|danger identifié|situation dangereuse|non-conformité|n° nc|description nc|nc"
            "|capa|capa titre|efficacité vérifiée|efficacité|vérification de l'efficacité|action corrective"
            "|action préventive|qrqc|point de contrôle|conforme|non conforme|arrêt de travail|arrêt travail"
            "|nature de l'événement|risk id|linked risk|treatment name|gap id|gap description|mitigation"
            "|non-conformity|root cause|corrective action|preventive action|accident|duerp|mesure de prévention"
            "|mesures existantes|mesures à prendre|situation de travail|conditions d'exécution|actions prévention"
            "|mesures de prévention|control|finding|audit ref|plan de mitigation"
        ),
        beside=(
            "gravité|criticité|fréquence (1-4)|cause racine|causes racines|danger|exposition|maîtrise|risque"
            "|risque identifié|probabilité|conformité|faisabilité|impact|date détection|processus|sévérité|occurrence"
            "|détection|ressources mobilisables|rattaché à|severity|likelihood|risk|risk level|risk owner|problème"
            "|contrôle de succès|implémenté|critère|observations|causes identifiées|origine nc|personnes impliquées"
            "|kpi(s,q,c,d,p)|treatment"
        ),
    ),
    Trade(
        Words("des commissions", "commissions"),
        (INDICATORS, PLAN),
        alone=(
            "taux comm|taux de commission|total commission|commission période|commission due|prime totale"
            "|bonus objectif|commission rate|commission amount|total payout|montant commission"
        ),
        beside="commission|prime|bonus|salaire fixe|variable",
    ),
    Trade(
        Words("des contrats ou un parc de clients", "contracts, or current customers"),
        _ANY,
        alone=(
            "date debut contrat|date fin contrat|date début contrat|date de fin de contrat|reconduction|préavis"
            "|n° contrat|numéro de contrat|date d'anniversaire|renouvellement|tacite reconduction|loyer mensuel"
            "|montant mensuel|contract id|contract number|renewal date|contract end|contract start|auto-renew"
            "|notice period|forme juridique|nif|date de résiliation|date de renouvellement|type contrat|date d'effet"
            "|fin de contrat"
        ),
        beside=(
            "nb commandes|nb commandes/an|panier moyen|ca annuel|dernière commande|encours|titulaire|mensualité"
            "|plafond|ancienneté|potentiel estimé|ca n-1|fréquence d'achat"
        ),
    ),
    Trade(
        Words("un recouvrement", "collections"),
        _ANY,
        alone="débiteur|plan remboursement|créance|debtor|relance 3|mise en demeure|outstanding",
        beside="provision|ancienneté|encours échu",
    ),
    Trade(
        Words("des candidatures", "job applications"),
        _ANY,
        alone=(
            "candidat|candidature|offre d'emploi|cv|lettre de motivation|entretien|recruteur|recruiter|poste visé"
            "|plateforme|job title|applied on|job|date de candidature|salary range|position|intitulé du poste"
            "|applicant|candidate|interview"
        ),
        beside="intitulé|localisation|lien|poste|type de contrat|site|taille|company",
    ),
    Trade(
        Words("des demandes d’assistance", "support tickets"),
        _ANY,
        alone=(
            "billet|ticket|n° ticket|incident|sla|date de résolution|date résolution|ticket id|agent assigné"
            "|requester|demandeur|temps de réponse|résolution|bug|severity level|n° incident"
        ),
        beside="catégorie|niveau|temps passé",
    ),
    Trade(
        Words("des tests, des exigences ou un carnet de développement", "tests, requirements or a backlog"),
        _ANY,
        alone=(
            "cas de test|test|statut test|user story|user story title|acceptance criteria|story point|epic"
            "|résultat obtenu du test|exigence|test case|steps to reproduce|prérequis|scénario de test|id test"
            "|expected result of test"
        ),
        beside="module|story|résultat attendu|sprint|environnement|version",
    ),
    Trade(
        Words("une enquête, une grille de notes", "a survey, or marks"),
        _ANY,
        alone=(
            "nps|nb promoteurs|question|réponse|note moy|note moyenne|satisfaction|répondant|taux de satisfaction"
            "|critère d'évaluation|note/10|pondération|note (/10)|survey|respondent|answer|rating|très satisfait"
            "|horodateur"
        ),
        beside="critère|note|moyenne|commentaire client|poids",
    ),
    Trade(
        Words("un journal", "a log"),
        _ANY,
        alone="ip|email cible|adresse ip|user agent|timestamp|horodatage",
        beside="acteur|log|session",
    ),
    Trade(
        Words("des animaux, des élèves, des soins", "animals, pupils, care"),
        _ANY,
        alone=(
            "animal|vaccin|élève|patient|classe|note obtenue|médecin|traitement médical|prochain rappel|student|grade"
            "|race|espèce|immatriculation|véhicule|kilométrage|chauffeur|vehicle|mileage|chantier n°|sinistre"
        ),
        beside="matière|professeur|conducteur|visite technique|entretien du véhicule",
    ),
    Trade(
        Words("des frais", "expenses"),
        _ANY,
        alone=(
            "note de frais|justificatif|montant remboursé|motif de la dépense|type de frais|nature du frais"
            "|expense type|receipt|repas|hébergement|kilomètre|km parcouru|péage"
        ),
        beside="montant ttc|tva|collaborateur|type|montant ht",
    ),
    Trade(
        Words("une procédure", "a procedure"),
        (PLAN,),
        alone="procédure|instruction|mode opératoire détaillé|delai max",
        beside="étape|documents associés|enregistrement",
    ),
)


def trade_of(kind: str, headers: Iterable[str]) -> Trade | None:
    """The other trade that a table with the looks of a kind is of, by its headers; None if it is of none."""
    known = [compared_words(header) for header in headers]
    for trade in TRADES:
        if kind in trade.kinds:
            alone, beside = _said(trade.alone, known), _said(trade.beside, known)
            if alone or beside > 1:
                return trade
    return None


def _said(names: str, headers: Iterable[Name]) -> int:
    """How many headers are one of some names, or begin with it."""
    spelled = {compared_words(name) for name in names.split("|") if name}
    return sum(
        any(words[:size] in spelled for size in range(len(words), max(0, len(words) - 2), -1)) for words in headers
    )

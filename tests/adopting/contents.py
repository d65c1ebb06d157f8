"""What people type under each kind of header: invented contents, the same at each run."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

ACTIONS = (
    "Relancer les devis sans réponse",
    "Salon de l’habitat",
    "Mettre à jour le site",
    "Appeler les anciens clients",
    "Mailing de printemps",
    "Former l’équipe à la négociation",
    "Petit-déjeuner clients",
    "Refondre la plaquette",
    "Enquête auprès des prescripteurs",
    "Ouvrir un compte grossiste",
    "Journée portes ouvertes",
    "Revoir la grille tarifaire",
)
ACTIONS_EN = (
    "Call dormant accounts",
    "Update the website",
    "Spring mailing",
    "Trade fair in Leeds",
    "Train the sales team",
    "Customer breakfast",
    "Renegotiate the price list",
    "Open a wholesale account",
    "Launch the newsletter",
    "Survey of key accounts",
)
PEOPLE = ("Paul", "Zoé", "Inès Martel", "N. Rey", "Karim", "Lou Berton", "MD", "Équipe vente")
FIRMS = (
    "Menuiserie Dubreuil",
    "Alpes Piscines",
    "Atelier Roux SARL",
    "Hôtel du Port",
    "Garage Lenoir",
    "Mairie de Vif",
    "Cave Saint-Jean",
    "BTP Nord SA",
    "Clinique des Lilas",
    "Résidence Bellevue",
)
FAMILIES = ("Prospection", "Fidélisation", "Communication", "Salons")
SENTENCES = (
    "Accord de principe, à confirmer avec la direction",
    "Le client compare avec deux concurrents et répondra en mai",
    "Fichier incomplet, il manque la moitié des téléphones",
    "Bon accueil, à refaire l’an prochain",
    "Retard du prestataire",
)
AIMS = (
    "Gagner 20 nouveaux clients",
    "Réduire le délai de réponse",
    "Augmenter le panier moyen",
    "Être connu des architectes",
)
MONTHS = ("Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre")
KPIS = (
    "Chiffre d’affaires",
    "Nombre de rendez-vous",
    "Taux de transformation",
    "Nouveaux clients",
    "Panier moyen",
    "Devis envoyés",
    "Taux de réachat",
    "Appels passés",
)
REGIONS = ("Nord", "Sud-Est", "Bretagne", "Île-de-France", "Grand Est", "Suisse", "Belgique", "Maroc")
Rng = random.Random
Maker = Callable[[Rng, int], Any]


def day(rng: Rng, row: int) -> dt.date:
    return dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(300))


def of(*values: Any) -> Maker:
    return lambda rng, row: rng.choice(values)


def in_order(values: tuple[Any, ...]) -> Maker:
    return lambda rng, row: values[row % len(values)]


def number(low: int, high: int, step: int = 1) -> Maker:
    return lambda rng, row: float(rng.randrange(low, high, step))


# A role → the ways in which its column may be filled, of which a layout has one.
MAKERS: dict[str, tuple[Maker, ...]] = {
    "etape": (in_order(ACTIONS), in_order(ACTIONS_EN)),
    "famille": (lambda rng, row: FAMILIES[row // 3], of(*FAMILIES)),
    "qui": (of(*PEOPLE),),
    "avec_qui": (of("Agence", "Comptable", "Toute l’équipe", "Marie et Tom"),),
    "comment": (
        of("Téléphone", "Deux jours de stand", "Emailing puis appel", "Visite sur place avec le technicien"),
    ),
    "budget": (number(100, 5000, 50), of("1 500 €", "900 €", "2 k€", "Inclus", "0 €", "350 €"), number(0, 9000, 500)),
    "depense": (number(100, 5000, 25), of("1 480 €", "0 €", "912,50 €")),
    "debut": (day, lambda rng, row: f"{day(rng, row):%d/%m/%Y}", of("S4", "S12", "Mars", "Avril")),
    "fin": (
        day,
        lambda rng, row: f"{day(rng, row):%d/%m/%Y}",
        of("30 juin 2026", "15 mars 2026", "10 mai 2026"),
        of("Mai 2026", "Juin 2026", "T3 2026", "Sept. 2026"),
        of("S12", "S14", "S20", "Semaine 22", "ASAP"),
        of("J+15", "M+2", "Immédiat", "30/06", "En continu"),
    ),
    "fin_reelle": (lambda rng, row: day(rng, row) if row % 2 else "",),
    "objectif": (of(*AIMS),),
    "cible": (number(5, 90), of("20 %", "15", "50 leads", "12 RDV"), of("< 5 %", "30", "25 %")),
    "unite": (of("€", "%", "clients", "RDV"),),
    "resultat": (number(5, 90), of("18 %", "12")),
    "segment": (of("Particuliers", "Architectes", "Collectivités", "Prescripteurs"),),
    "analyse": (of(*SENTENCES, "", ""),),
    "decision": (of("retenue", "non retenue", ""),),
    "statut": (
        of("En cours", "Terminé", "À faire"),
        of("✅ Fait", "⬜ À faire", "🔄 En cours"),
        of("TERMINÉE", "EN COURS", "NON DÉMARRÉE", "ANNULÉE"),
        of("Fait", "En cours", "Reporté", ""),
        of("Done", "In progress", "Not started"),
        of("Oui", "Non"),
        of("À faire", "En cours", "En retard", "Clôturé"),
    ),
    "avancement": (of(0.0, 0.25, 0.5, 1.0), of("30 %", "100 %", "0 %", "60 %"), of(0.0, 20.0, 50.0, 100.0)),
    "priorite": (of("Haute", "Moyenne", "Basse"), of("P0", "P1", "P2"), of(1.0, 2.0, 3.0), of("🔴", "🟠", "🟢")),
    "calendrier": (of("X", "", "", ""), of("◆", "", ""), of("", "", "")),
    "societe": (in_order(FIRMS),),
    "interlocuteur": (of("Mme Roche", "M. Vial", "Claire Dufour", "J. Petit"),),
    "nature": (of("Portail et clôture", "Rénovation du hall", "Contrat annuel", "Extension", "Audit énergétique"),),
    "montant": (number(500, 60000, 250), of("12 500 €", "8 k€", "32 000 €", "1 240,50 €"), number(1000, 90000, 1000)),
    "probabilite": (of(0.1, 0.3, 0.5, 0.8), of("20 %", "50 %", "75 %"), of(10.0, 50.0, 90.0)),
    "etape_affaire": (
        of("Premier contact", "Devis envoyé", "Négociation", "Signature"),
        of("Qualification", "Proposition", "Négociation", "Gagné", "Perdu"),
        of("Discovery", "Proposal", "Negotiation", "Closed won", "Closed lost"),
        of("À relancer", "Devis envoyé", "RDV pris", "Gagné"),
    ),
    "issue": (of("Gagné", "Perdu", "En cours", ""), of("Gagnée", "Perdue", "Ouverte"), of("Won", "Lost", "Open")),
    "cloture": (day, of("Juin 2026", "T3 2026", "30/09/2026")),
    "date_jalon": (day, lambda rng, row: f"{day(rng, row):%d/%m/%Y}"),
    "prochaine_action": (of("Rappeler lundi", "Envoyer le devis", "Rendez-vous sur place", "Relancer"),),
    "indicateur": (in_order(KPIS),),
    "segment_indicateur": (
        in_order(REGIONS),
        in_order(PEOPLE),
        in_order(("Portails", "Clôtures", "Volets", "Stores", "Pergolas")),
    ),
    "mois": (
        in_order(MONTHS),
        lambda rng, row: dt.date(2026, row % 12 + 1, 1),
        of("T1", "T2", "T3", "T4"),
        in_order(tuple(f"{m} 2026" for m in MONTHS)),
    ),
    "objectif_chiffre": (number(10, 200), number(10000, 90000, 500), of("45 %", "30 %", "12")),
    "realise": (number(10, 200), number(10000, 90000, 500), of("31 %", "38 %", "11")),
    "base": (number(10, 200),),
    "calcule": (of("85 %", "102 %", "-4 %"), number(-20, 20)),
    "note": (of("🟢", "🟡", "🔴"), of("Atteint", "En retard", "Dépassé"), of("↗", "↘", "→")),
    "pondere": (number(100, 20000, 50),),
    "rang": (lambda rng, row: float(row + 1), lambda rng, row: f"A-{row + 1:02}"),
    "email": (of("contact@exemple.fr", "vente@exemple.fr"),),
    "tel": (of("01 23 45 67 89", "06 11 22 33 44"),),
    "duree": (of("2 j", "3 h", "1 sem"), number(1, 20)),
    "date": (day,),
    "nombre": (number(1, 900),),
    "texte": (of(*SENTENCES),),
    "mot": (of("Interne", "Externe", "Web", "Salon"),),
    "ville": (of("Gap", "Grenoble", "Vif", "Lyon"),),
    "tick": (of("Oui", "Non"), of("x", "")),
    "paye": (of("Payée", "Impayée", "En retard"), of("Réglée", "En attente"), of("Paid", "Unpaid", "Overdue")),
    "contrat": (of("Actif", "Résilié", "Échu"), of("En cours", "Expiré", "À renouveler")),
    "compte": (
        in_order(
            ("Loyer", "Salaires", "Électricité", "Honoraires", "Assurances", "Carburant", "Achats", "Impôts et taxes")
        ),
    ),
    "article": (
        in_order(("Portail battant", "Vis inox", "Pack premium", "Store banne", "Peinture blanche", "Télécommande")),
    ),
    "delai_court": (of("15 min", "1 h", "Immédiat", "24 h"),),
    "-": (of("Interne", "Externe", "Web"), number(1, 900)),
}

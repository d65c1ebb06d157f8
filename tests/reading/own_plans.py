"""Sixteen plans of small firms, each with other words, other places and other habits: what `own_pacs` describes."""

from __future__ import annotations

from typing import Any

from tests.reading.own_pacs import USUAL, OwnPac, Percent, day, rows

_: Any = None  # a blank cell

DIRECT, EVENTS, RELATIONS = "Marketing direct", "Événementiel", "Relationnel"

OWN_PACS = {
    "one sheet with the usual words under a title": OwnPac(
        {
            "Feuil1": [
                ("PLAN D’ACTION COMMERCIAL 2026", _, _, _, _, _, _, _),
                ("Menuiserie Dubreuil",),
                (),
                USUAL,
                ("Relancer les devis", "Particuliers", "Léa", "Téléphone", 0, day("31/03/2026"), 14, "Bon accueil"),
                ("Refaire le site", "Tous", "Hugo", "Agence", 4500, day("30/06/2026"), _, _),
                (
                    "Visiter les architectes",
                    "Prescripteurs",
                    "Léa",
                    "Rendez-vous",
                    600,
                    day("15/09/2026"),
                    6,
                    "À suivre",
                ),
            ]
        },
        actions=rows(
            "etape segment qui comment budget fin resultat analyse",
            ("Relancer les devis", "Particuliers", "Léa", "Téléphone", 0, day("31/03/2026"), 14, "Bon accueil"),
            ("Refaire le site", "Tous", "Hugo", "Agence", 4500, day("30/06/2026"), _, _),
            ("Visiter les architectes", "Prescripteurs", "Léa", "Rendez-vous", 600, day("15/09/2026"), 6, "À suivre"),
        ),
        headers=USUAL,
        merged={"Feuil1": ["A1:H1"]},
    ),
    "one sheet with a column of families": OwnPac(
        {
            "Plan 2026": [
                ("Famille", "Action", "Qui", "Budget", "Échéance", "Objectif"),
                (DIRECT, "Mailing de printemps", "Léa", 900, day("15/04/2026"), "200 retours"),
                (DIRECT, "Relance par téléphone", "Hugo", _, day("30/04/2026"), "40 rendez-vous"),
                (EVENTS, "Foire de Nantes", "Léa", 3200, day("12/05/2026"), "100 contacts"),
                ("Nos parrains", "Dîner des parrains", "Hugo", 750, day("20/06/2026"), "5 filleuls"),
            ]
        },
        actions=rows(
            "famille etape qui budget fin objectif",
            (DIRECT, "Mailing de printemps", "Léa", 900, day("15/04/2026"), "200 retours"),
            (DIRECT, "Relance par téléphone", "Hugo", _, day("30/04/2026"), "40 rendez-vous"),
            (EVENTS, "Foire de Nantes", "Léa", 3200, day("12/05/2026"), "100 contacts"),
            ("Nos parrains", "Dîner des parrains", "Hugo", 750, day("20/06/2026"), "5 filleuls"),
        ),
        headers=("Famille", "Action", "Qui", "Budget", "Échéance", "Objectif"),
    ),
    "axes merged down beside their actions": OwnPac(
        {
            "Actions": [
                ("Axe", "Actions", "Pilote", "Date de début", "Date de fin", "Budget prévu"),
                (DIRECT, "Acheter un fichier", "Inès", day("02/02/2026"), day("27/02/2026"), 1100),
                (_, "Envoyer le catalogue", "Inès", day("02/03/2026"), day("20/03/2026"), 2400),
                (_, "Relancer", "Noé", day("23/03/2026"), day("10/04/2026"), _),
                (RELATIONS, "Inviter les notaires", "Noé", day("04/05/2026"), day("05/05/2026"), 380),
            ]
        },
        actions=rows(
            "famille etape qui debut fin budget",
            (DIRECT, "Acheter un fichier", "Inès", day("02/02/2026"), day("27/02/2026"), 1100),
            (DIRECT, "Envoyer le catalogue", "Inès", day("02/03/2026"), day("20/03/2026"), 2400),
            (DIRECT, "Relancer", "Noé", day("23/03/2026"), day("10/04/2026"), _),
            (RELATIONS, "Inviter les notaires", "Noé", day("04/05/2026"), day("05/05/2026"), 380),
        ),
        headers=("Axe", "Actions", "Pilote", "Date de début", "Date de fin", "Budget prévu"),
        merged={"Actions": ["A2:A4"]},
    ),
    "a sheet a family": OwnPac(
        {
            DIRECT: [
                ("Étapes", "Qui ?", "Comment ?", "Pour quand ?"),
                ("Constituer un fichier", "Paul", "Annuaire", day("31/01/2026")),
                ("Écrire la lettre", "Zoé", "À deux", day("13/02/2026")),
            ],
            "Nos salons": [
                ("Qui ?", "Étapes", "Pour quand ?", "Combien ?"),
                ("Paul", "Réserver le stand", day("01/03/2026"), 1500),
            ],
        },
        actions=rows(
            "famille etape qui comment fin budget",
            (DIRECT, "Constituer un fichier", "Paul", "Annuaire", day("31/01/2026"), _),
            (DIRECT, "Écrire la lettre", "Zoé", "À deux", day("13/02/2026"), _),
            ("Nos salons", "Réserver le stand", "Paul", _, day("01/03/2026"), 1500),
        ),
        headers=("Étapes", "Qui ?", "Comment ?", "Pour quand ?") * 2 + ("Combien ?",),
    ),
    "families as lines in capitals between the actions": OwnPac(
        {
            "PAC": [
                ("Action", "Responsable", "Intervenants", "Échéance", "Budget"),
                ("MARKETING DIRECT",),
                ("E-mailing aux anciens clients", "Sara", "Agence", day("10/02/2026"), 450),
                ("Téléprospection", "Tom", _, day("31/03/2026"), 0),
                (),
                ("ÉVÉNEMENTIEL",),
                ("Portes ouvertes", "Sara", "Toute l’équipe", day("16/05/2026"), 1800),
            ]
        },
        actions=rows(
            "famille etape qui avec_qui fin budget",
            (DIRECT, "E-mailing aux anciens clients", "Sara", "Agence", day("10/02/2026"), 450),
            (DIRECT, "Téléprospection", "Tom", _, day("31/03/2026"), 0),
            (EVENTS, "Portes ouvertes", "Sara", "Toute l’équipe", day("16/05/2026"), 1800),
        ),
        headers=("Action", "Responsable", "Intervenants", "Échéance", "Budget"),
        headings=("MARKETING DIRECT", "ÉVÉNEMENTIEL"),
    ),
    "headers on two lines": OwnPac(
        {
            "Plan": [
                ("Action", "Responsable", "Budget", _, "Date", _, "Résultat"),
                (_, _, "prévu", "réalisé", "début", "fin", _),
                ("Concours photo", "Lou", 300, 275.5, day("01/06/2026"), day("30/06/2026"), 88),
                ("Blog", "Max", 0, _, day("05/01/2026"), day("18/12/2026"), _),
            ]
        },
        actions=rows(
            "etape qui budget depense debut fin resultat",
            ("Concours photo", "Lou", 300, 275.5, day("01/06/2026"), day("30/06/2026"), 88),
            ("Blog", "Max", 0, _, day("05/01/2026"), day("18/12/2026"), _),
        ),
        headers=("Action", "Responsable", "Budget", "Date", "Résultat", "prévu", "réalisé", "début", "fin"),
        merged={"Plan": ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]},
    ),
    "a list of deals with a total": OwnPac(
        {
            "Affaires en cours": [
                ("Suivi des affaires", _, _, _, _),
                ("Client", "Contact", "Montant", "%", "Étape"),
                ("Alpha", "Mme Roche", 1000, Percent(0.2), "Premier contact"),
                ("Bêta", "M. Vial", 2000, Percent(0.5), "Devis"),
                ("Gamma", _, 4000, Percent(0.75), "Devis"),
                ("TOTAL", _, 7000, _, _),
            ]
        },
        deals=rows(
            "societe interlocuteur montant probabilite etape",
            ("Alpha", "Mme Roche", 1000, 0.2, "Premier contact"),
            ("Bêta", "M. Vial", 2000, 0.5, "Devis"),
            ("Gamma", _, 4000, 0.75, "Devis"),
        ),
        headers=("Client", "Contact", "Montant", "%", "Étape"),
        told=frozenset({"not-in-list"}),
        merged={"Affaires en cours": ["A1:E1"]},
    ),
    "actions and deals on one sheet": OwnPac(
        {
            "2026": [
                ("Mes actions",),
                ("Action", "Qui", "Fin", "Budget"),
                ("Salon du jardin", "Ève", day("19/04/2026"), 2600),
                ("Flyers", "Ève", day("02/03/2026"), 340),
                (),
                ("Mes affaires",),
                ("Société", "Montant", "Probabilité", "Date de clôture"),
                ("Jardins du Port", 8900, Percent(0.4), day("30/05/2026")),
                ("Résidence Les Lilas", 15250, Percent(0.6), day("26/06/2026")),
            ]
        },
        actions=rows(
            "etape qui fin budget",
            ("Salon du jardin", "Ève", day("19/04/2026"), 2600),
            ("Flyers", "Ève", day("02/03/2026"), 340),
        ),
        deals=rows(
            "societe montant probabilite cloture",
            ("Jardins du Port", 8900, 0.4, day("30/05/2026")),
            ("Résidence Les Lilas", 15250, 0.6, day("26/06/2026")),
        ),
        headers=("Action", "Qui", "Fin", "Budget", "Société", "Montant", "Probabilité", "Date de clôture"),
    ),
    "totals, blank lines, and notes under the table": OwnPac(
        {
            "PAC 2026": [
                ("Action", "Responsable", "Date fin", "Budget", "Dépenses"),
                ("Vitrine de Noël", "Ana", day("01/12/2026"), 520, 498.9),
                (),
                ("Carte de fidélité", "Luc", day("30/09/2026"), 1250, _),
                (),
                ("Total", _, _, 1770, 498.9),
                (),
                (),
                ("NB : voir le budget avec la banque en juin",),
                ("Signé : la direction",),
            ]
        },
        actions=rows(
            "etape qui fin budget depense",
            ("Vitrine de Noël", "Ana", day("01/12/2026"), 520, 498.9),
            ("Carte de fidélité", "Luc", day("30/09/2026"), 1250, _),
        ),
        headers=("Action", "Responsable", "Date fin", "Budget", "Dépenses"),
        headings=("Total",),
    ),
    "the line that the field gives for an example": OwnPac(
        {
            "Plan d'actions": [
                ("Cible", "Objectif", "Qui", "Avec qui", "Pour quand", "Comment", "Cible chiffrée"),
                (
                    *("prospects chauds", "obtenir des leads", "Paul", "avec le commercial", "31/12/2026"),
                    *("formulaire, site, réseaux sociaux, référencement", "50 leads / mois"),
                ),
            ]
        },
        actions=rows(
            "segment objectif qui avec_qui fin comment cible",
            (
                *("prospects chauds", "obtenir des leads", "Paul", "avec le commercial", day("31/12/2026")),
                *("formulaire, site, réseaux sociaux, référencement", 50),
            ),
        ),
        headers=("Cible", "Objectif", "Qui", "Avec qui", "Pour quand", "Comment", "Cible chiffrée"),
        told=frozenset({"step-missing"}),
    ),
    "headers shouted, with colons, stars and breaks": OwnPac(
        {
            "Feuil1": [
                (),
                (_, "ACTIONS :", "QUI *", "DATE\nDE FIN", "BUDGET (€)", "COMMENTAIRES"),
                (_, "Prospectus", "Gil", day("14/02/2026"), 260.4, "Quartier nord"),
                (_, "Radio locale", "Gil", day("28/02/2026"), 1900, _),
            ]
        },
        actions=rows(
            "etape qui fin budget analyse",
            ("Prospectus", "Gil", day("14/02/2026"), 260.4, "Quartier nord"),
            ("Radio locale", "Gil", day("28/02/2026"), 1900, _),
        ),
        headers=("ACTIONS :", "QUI *", "DATE\nDE FIN", "BUDGET (€)", "COMMENTAIRES"),
    ),
    "amounts and dates typed as French texts": OwnPac(
        {
            "Actions commerciales": [
                ("Action", "Responsable", "Combien ?", "Échéance", "Réalisé"),
                ("Catalogue", "Iris", "1 250,50 €", "15 mars 2026", "12 000"),
                ("Mécénat", "Omar", "2 k€", "30/04/26", "n.c."),
                ("Enseigne", "Iris", "à définir", "1er juin 2026", _),
            ]
        },
        actions=rows(
            "etape qui budget fin",
            ("Catalogue", "Iris", 1250.5, day("15/03/2026")),
            ("Mécénat", "Omar", 2000, day("30/04/2026")),
            ("Enseigne", "Iris", _, day("01/06/2026")),
        ),
        headers=("Action", "Responsable", "Combien ?", "Échéance"),
        told=frozenset({"header-asked"}),
    ),
    "columns that no plan has": OwnPac(
        {
            "Suivi": [
                ("N°", "Priorité", "Action", "Responsable", "Date de fin", "Lieu"),
                (1, "haute", "Petit-déjeuner clients", "Ada", day("24/03/2026"), "Showroom"),
                (2, "basse", "Jeu-concours", "Ben", day("31/07/2026"), _),
            ]
        },
        actions=rows(
            "etape qui fin",
            ("Petit-déjeuner clients", "Ada", day("24/03/2026")),
            ("Jeu-concours", "Ben", day("31/07/2026")),
        ),
        headers=("Action", "Responsable", "Date de fin"),
        unknown=frozenset({"N°", "Priorité", "Lieu"}),
    ),
    "a target that is a number, far from the corner": OwnPac(
        {
            "Objectifs 2026": [
                *[()] * 5,
                (_, _, _, "Plan d’action de l’agence de Rennes"),
                (),
                (_, _, _, "Étape", "Responsable", "Objectif", "Cible", "Unité", "Réalisé", "Échéance"),
                (_, _, _, "Prospecter", "Kim", "Ouvrir des comptes", 25, "comptes", 11, day("30/06/2026")),
                (_, _, _, "Fidéliser", "Kim", "Garder les clients", 90, "clients", 84, day("31/12/2026")),
            ]
        },
        actions=rows(
            "etape qui objectif cible unite resultat fin",
            ("Prospecter", "Kim", "Ouvrir des comptes", 25, "comptes", 11, day("30/06/2026")),
            ("Fidéliser", "Kim", "Garder les clients", 90, "clients", 84, day("31/12/2026")),
        ),
        headers=("Étape", "Responsable", "Objectif", "Cible", "Unité", "Réalisé", "Échéance"),
    ),
    "headers repeated on each printed page": OwnPac(
        {
            "PAC": [
                ("Action", "Qui", "Pour quand", "Moyens"),
                ("Newsletter de mai", "Rose", day("04/05/2026"), "Outil en ligne"),
                ("Action", "Qui", "Pour quand", "Moyens"),
                ("Newsletter de juin", "Rose", day("01/06/2026"), "Outil en ligne"),
            ]
        },
        actions=rows(
            "etape qui fin comment",
            ("Newsletter de mai", "Rose", day("04/05/2026"), "Outil en ligne"),
            ("Newsletter de juin", "Rose", day("01/06/2026"), "Outil en ligne"),
        ),
        headers=("Action", "Qui", "Pour quand", "Moyens") * 2,
    ),
    "a plan among other sheets": OwnPac(
        {
            "Lisez-moi": [("Bonjour, voici mon plan.",), ("Rappelez-moi lundi.",)],
            "Tarifs": [("Référence", "Désignation", "Prix HT"), ("A12", "Portail", 1890), ("A13", "Clôture", 75)],
            "Actions 2026": [
                ("Action", "Responsable", "Budget", "Échéance"),
                ("Habiller les camions", "Yann", 2200, day("30/04/2026")),
            ],
        },
        actions=rows(
            "etape qui budget fin",
            ("Habiller les camions", "Yann", 2200, day("30/04/2026")),
        ),
        headers=("Action", "Responsable", "Budget", "Échéance"),
    ),
}

"""Where each subject of a plan d'action commercial stands in the workbooks: what people look for → its homes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Home:
    """A table of a book and some of its columns (none named: all of it), or some of its figures, or a sheet."""

    book: str
    sheet: str = ""
    table: str = ""
    columns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def at(table: str, *columns: str, book: str = "pac") -> Home:
    return Home(book, table=table, columns=columns)


def on(sheet: str, *figures: str, book: str = "pac") -> Home:
    return Home(book, sheet, figures=figures)


ECARTS, REGLAGES = "ecarts", "reglages"

ACTIONS: dict[str, tuple[Home, ...]] = {
    "Une feuille par famille d’actions, ses étapes proposées, vos propres lignes": (at("actions", "etape"),),
    "Pour qui, par qui, avec qui, par quels moyens": (at("actions", "segment", "qui", "avec_qui", "comment"),),
    "Budget et dépense": (at("actions", "budget", "depense"),),
    "Dates prévues, fin réelle": (at("actions", "debut", "fin", "fin_reelle"),),
    "Objectif en une phrase, puis chiffré : cible, unité, sens": (
        at("actions", "objectif", "cible", "unite", "sens"),
    ),
    "Résultat obtenu et son explication": (at("actions", "resultat", "analyse"),),
    "Décision : retenue, non retenue, abandonnée": (at("actions", "decision"),),
    "Écart de budget, en euros et en %": (at("actions", "ecart_budget", "ecart_budget_pct"),),
    "Budget consommé": (at("synthese", "consomme"), at("budget", "consomme"), at("budget_postes", "consomme")),
    "Écart de résultat, taux d’atteinte": (at("actions", "ecart", "ecart_pct", "atteinte"),),
    "Favorable ou défavorable, selon le sens": (at("actions", "verdict"),),
    "Retard en jours, avancement attendu, statut": (at("actions", "retard", "avancement", "statut"),),
    "La convention : écart = réel − prévu": (on("Mode d’emploi"),),
    "Les totaux d’une famille, d’un regroupement": (at("synthese"),),
}

SALES: dict[str, tuple[Home, ...]] = {
    "Une affaire : date jalon, société, interlocuteur, nature, montant": (
        at("carnet", "date_jalon", "societe", "interlocuteur", "nature", "montant"),
    ),
    "Probabilité de l’affaire, ou de son étape à défaut": (
        at("carnet", "probabilite", "etape", "probabilite_retenue"),
        at("etapes_carnet", "probabilite"),
    ),
    "Pondéré et total probabilisé": (at("carnet", "pondere"), on("Carnet", "total_probabilise")),
    "Segment, issue, clôture, prochaine action": (at("carnet", "segment", "issue", "cloture", "prochaine_action"),),
    "Entonnoir : les affaires ouvertes par étape, par mois": (at("entonnoir"), at("carnet_par_mois")),
}

DIRECTION: dict[str, tuple[Home, ...]] = {
    "Vision à cinq ans": (at("vision"),),
    "Objectifs stratégiques numérotés, mesure et échéance": (
        at("objectifs_strategiques", "numero", "objectif", "mesure", "cible", "echeance"),
    ),
    "De l’objectif commercial au marketing et aux actions": (
        at("alignement", "objectif_commercial", "objectif_marketing", "famille", "actions"),
    ),
    "Diagnostic : marché, clients, concurrents": (at("diagnostic", "volet", "question", "constat"),),
    "SWOT : forces, faiblesses, opportunités, menaces": (at("swot"),),
    "Enjeux": (at("enjeux"),),
    "Positionnement": (at("positionnement"),),
    "Risques et opportunités, leur matrice": (at("risques"), at("matrice_risques")),
    "Scénarios alternatifs": (at("scenarios"),),
}

OBJECTIVES: dict[str, tuple[Home, ...]] = {
    "Objectifs SMART, chaque critère vérifié": (
        at("objectifs", "specifique", "mesurable", "atteignable", "pertinent", "temporel", "smart"),
    ),
    "OKR : un objectif, ses résultats clés mesurés": (at("okr", "objectif", "resultat_cle", "progression"),),
    "Types d’objectif et leur équilibre": (at("objectifs", "type"), at("equilibre")),
    "Répartition par produit, client, commercial": (
        at("objectifs", "produit", "client", "porteur"),
        on("Objectifs répartis"),
    ),
}

INDICATORS: dict[str, tuple[Home, ...]] = {
    "Objectif et réalisé de chaque mois": (at("indicateurs", "mois", "objectif", "realise", "ecart"),),
    "Cumuls, écart cumulé, verdict": (
        at("indicateurs", "cumul_objectif", "cumul_realise", "ecart_cumule", "atteinte", "verdict"),
    ),
    "Atterrissage": (at("tableau_indicateurs", "atterrissage", "ecart_atterrissage"),),
    "Appels, visites, rendez-vous, chiffre d’affaires, marge, panier… : la liste": (
        at("indicateurs", "indicateur"),
        at("indicateurs", "indicateur", book=REGLAGES),
    ),
    "Carré d’as : taux de rendez-vous et de transformation, clients gagnés et perdus": (
        at("carre_as", "taux_rendez_vous", "taux_transformation", "nouveaux_clients", "clients_perdus"),
    ),
    "Panier moyen": (at("carre_as", "panier_moyen"), at("canaux", "panier")),
    "Suivi d’un KPI : objectif, résultat, cause, action corrective": (
        at("kpi", "objectif", "resultat", "ecart", "cause", "action"),
    ),
}

MEANS: dict[str, tuple[Home, ...]] = {
    "Postes de budget : personnel, publicité, outils, création": (at("budget", "poste"), at("budget_postes")),
    "Budget, KPI principal, ROI attendu et obtenu (n:1)": (
        at("budget", "budget", "kpi_principal", "roi_attendu", "revenu_attendu", "roi_obtenu"),
    ),
    "ROI d’ensemble, refait à partir des montants": (on("Budget et ROI", "budget_roi_attendu", "budget_roi_obtenu"),),
    "Marge pour imprévus": (at("imprevus"),),
    "Moyens humains, financiers, techniques": (at("moyens", "type", "ressource", "cout"), at("moyens_types")),
}

ORGANISATION: dict[str, tuple[Home, ...]] = {
    "Les commerciaux et leur organigramme": (at("equipe"), at("organigramme")),
    "Qui suit quels clients, quels segments": (
        at("portefeuille", "client", "segment", "suivi_par"),
        at("portefeuille_segments"),
        at("equipe", "segments", "secteur"),
    ),
    "RACI : un seul A par tâche": (at("raci", "tache", "controle", "approbateurs"),),
    "Charge de chacun": (at("charge"),),
}

CUSTOMERS: dict[str, tuple[Home, ...]] = {
    "Personas : catégorie, démographie, psychographie": (
        at("personas", "persona", "categorie", "demographie", "psychographie"),
    ),
    "Motivations, freins, canaux préférés, processus d’achat": (
        at("personas", "motivations", "freins", "canaux_preferes", "processus"),
    ),
    "Entre entreprises : prescripteur, acheteur, utilisateur, décideur": (at("personas", "role"),),
    "Parcours : étape, attentes, friction, interaction souhaitée": (
        at("parcours", "etape", "attentes", "friction", "interaction"),
        at("parcours_synthese"),
    ),
    "Actions et indicateurs d’un persona": (
        at("personas", "actions", "indicateurs"),
        at("parcours", "action", "indicateur", "verdict"),
    ),
}

OFFER: dict[str, tuple[Home, ...]] = {
    "Canaux : poids dans le CA, performance": (
        at("canaux", "poids", "evolution", "atteinte", "conversion", "rentabilite"),
        at("canaux_poids"),
    ),
    "Rôle, objectifs, leviers, synergies d’un canal": (at("canaux", "role", "objectifs", "leviers", "synergies"),),
    "KPI par canal": (at("canaux", "conversion", "panier", "cout_vente"), at("kpi", "canal")),
    "KPI de tous les canaux ensemble": (
        on("Canaux", "canaux_conversion", "canaux_panier", "canaux_cout_vente", "canaux_rentabilite"),
    ),
    "Gammes : volumes, marché, part de marché, CA": (at("gammes", "ventes", "marche", "part_marche", "ca"),),
    "Coûts variables, marge, cumul, classe ABC": (
        at("gammes", "couts_variables", "marge", "cumul", "classe"),
        at("courbe_abc"),
    ),
    "Matrice atouts-attraits, son graphique et ses prescriptions": (
        at("matrice"),
        at("matrice_prescriptions"),
        at("gammes", "atouts", "attraits", "position", "prescription"),
    ),
}

TIME: dict[str, tuple[Home, ...]] = {
    "Calendrier des actions, par semaine ou par mois": (at("planning", "debut", "fin", "statut"),),
    "Actions rapides et grands chantiers": (at("planning", "envergure"),),
    "Jalons et points d’étape": (at("jalons"),),
    "Revue PDCA de la période : prévu, fait, constaté, décidé": (
        at("revue", "revue", "prevu", "fait", "constat", "decision", "etape"),
    ),
    "Cause d’un écart, action corrective, responsable, date, efficacité": (
        at("revue", "cause", "type_cause", "decision", "responsable", "echeance", "efficace"),
        at("causes"),
    ),
    "Tests A/B": (at("tests_ab"),),
}

VIEWS: dict[str, tuple[Home, ...]] = {
    "Tableau de bord d’une personne": (on("Synthèse"), at("tableau_indicateurs")),
    "Vue de l’équipe, par famille, par mois, par indicateur": (
        at("par_famille", book=ECARTS),
        at("par_mois", book=ECARTS),
        at("par_indicateur", book=ECARTS),
    ),
    "Chacun dans l’équipe": (at("par_commercial", book=ECARTS),),
    "La preuve des totaux, ce qui est à corriger, ce qui a été gardé à part": (
        at("sources", book=ECARTS),
        at("constats", book=ECARTS),
        at("libre", book=ECARTS),
    ),
}

CHOICES: dict[str, tuple[Home, ...]] = {
    "Familles, leur ordre, leur phase, celles qui sont écartées et pourquoi": (
        at("familles", "feuille", "phase", "retenue", "raison", "groupe", book=REGLAGES),
        at("phases", book=REGLAGES),
    ),
    "Étapes proposées": (at("etapes", book=REGLAGES),),
    "Rubriques du plan": (at("rubriques", book=REGLAGES),),
    "Période : année, semestre, trimestre, mois": (at("entreprise", book=REGLAGES),),
    "Personnes, clients, objectifs fixés d’avance": (
        at("personnes", book=REGLAGES),
        at("clients", book=REGLAGES),
        at("objectifs", book=REGLAGES),
    ),
    "Segments, canaux, produits, rôles, unités": (on("Vocabulaire", book=REGLAGES),),
}

# Subject → item → homes.
HOMES: dict[str, dict[str, tuple[Home, ...]]] = {
    "La ligne d’une action": ACTIONS,
    "Le carnet commercial": SALES,
    "Le cap et le diagnostic": DIRECTION,
    "Les objectifs": OBJECTIVES,
    "Les indicateurs": INDICATORS,
    "Le budget et les moyens": MEANS,
    "L’organisation": ORGANISATION,
    "Les personas et leur parcours": CUSTOMERS,
    "Les canaux et les gammes": OFFER,
    "Le temps et le bilan": TIME,
    "Les vues d’ensemble": VIEWS,
    "Les choix de l’entreprise": CHOICES,
}

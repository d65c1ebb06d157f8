"""Diagnostic: what is known of the market and of the firm, what is at stake, and the positioning chosen."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, count, is_blank
from pacxl.definition.kind import CHOICE, LONG, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.comprendre import risques, scenarios, swot
from pacxl.plan.comprendre.risques import MARKS, level
from pacxl.plan.tables.columns import person_column, score_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import typeset

SHEET, STAKES_SHEET = "Diagnostic", "Enjeux et positionnement"
MAJOR = "majeur"
row, findings, stakes = Row(), Of("diagnostic"), Of("enjeux")


def section(settings: Settings) -> Section:
    """Diagnostic: market, clients, competitors, and what follows from them."""
    known = _questions() + swot.section(settings) + _positioning()
    return known + risques.section(settings) + scenarios.section(settings)


def _questions() -> Section:
    questions = [(aspect, question) for aspect, asked in _QUESTIONS.items() for question in asked]
    part = Part("Diagnostic", SHEET)
    return Section(
        (Table("diagnostic", "Diagnostic", _finding_columns(), (part,), leads=2, group_key="volet"),),
        (_sheet(),),
        rows={
            "diagnostic": {
                "volet": [aspect for aspect, _ in questions],
                "question": [typeset(question) for _, question in questions],
            }
        },
    )


def _positioning() -> Section:
    return Section(
        (
            Table(
                "positionnement", "Positionnement", _positioning_columns(), (Part("Positionnement", STAKES_SHEET),)
            ),
            Table("enjeux", "Enjeux", _stake_columns(), (Part("Enjeux", STAKES_SHEET),), spare=8),
        ),
        (_stakes_sheet(),),
        rows={
            "positionnement": {
                "rubrique": [name for name, _ in _PROMPTS],
                "aide": [typeset(hint) for _, hint in _PROMPTS],
            }
        },
    )


# --- the state of things ----------------------------------------------------------------------------------

_QUESTIONS = {
    "Marché": (
        "Quelle taille a notre marché, et grandit-il ?",
        "Quels segments progressent, lesquels reculent ?",
        "Quelle part en avons-nous, en volume et en valeur ?",
    ),
    "Clients": (
        "Qui achète chez nous, et pourquoi chez nous ?",
        "Qui décide, qui prescrit, qui utilise ?",
        "Que pensent-ils de nous, et comment le savons-nous ?",
        "Pourquoi en perdons-nous ?",
    ),
    "Concurrents": (
        "Qui rencontrons-nous en face, directement ou non ?",
        "Que font-ils mieux que nous, ou moins bien ?",
        "Que vont-ils changer bientôt ?",
    ),
    "Environnement": (
        "Que nous fait l’économie : prix, crédit, emploi ?",
        "Quelles techniques nouvelles nous touchent ?",
        "Quelles lois ou normes changent, et quand ?",
    ),
    "Entreprise": (
        "Quelles offres gagnent de l’argent, ou en perdent ?",
        "Notre équipe a-t-elle le temps et les compétences ?",
        "Nos outils, nos stocks et nos délais suivent-ils ?",
        "Que disent nos résultats des dernières années ?",
    ),
}


def _finding_columns() -> tuple[Column, ...]:
    return (
        Column("volet", "Volet", TEXT, given=True, width=16),
        Column("question", "Question", LONG, given=True, width=46),
        Column(
            "constat",
            "Constat",
            LONG,
            width=40,
            help="Ce que vous savez, chiffré si possible. Vide tant que la question n’a pas été étudiée.",
            synonyms=("réponse", "constats"),
        ),
        Column(
            "source",
            "Source",
            TEXT,
            width=24,
            help="D’où vous le tenez : enquête, chiffres internes, presse, client, date.",
            synonyms=("sources", "origine"),
        ),
        Column(
            "consequence",
            "Conséquence pour nous",
            LONG,
            width=35,
            help="Ce que cela change pour le plan d’action.",
            synonyms=("conséquence", "conséquences", "impact"),
        ),
        _importance("secondaire", "décisif pour le plan"),
    )


def _importance(least: str, most: str) -> Column:
    return score_column("importance", "Importance", (least, most), "note", "poids", "importance (1 à 5)", width=13)


def _sheet() -> Sheet:
    answered = ~is_blank(findings.constat)
    return Sheet(
        SHEET,
        "Diagnostic",
        "Faire le tour du marché, des clients, des concurrents et de l’entreprise avant de décider quoi que ce soit.",
        (
            Figures(
                (
                    Figure("diagnostic_questions", "Questions", WHOLE, count(findings, ~is_blank(findings.question))),
                    Figure("diagnostic_constats", "Constats posés", WHOLE, count(findings, answered)),
                    Figure(
                        "diagnostic_decisifs",
                        "Constats notés 4 ou 5",
                        WHOLE,
                        count(findings, answered & (findings.importance >= 4)),
                    ),
                )
            ),
            Grid("Diagnostic"),
        ),
    )


# --- what is at stake, and the positioning ----------------------------------------------------------------

_PROMPTS = (
    ("Cible retenue", "À qui nous parlons d’abord."),
    ("Besoin auquel répondre", "Le problème que ces clients nous confient."),
    ("Promesse", "Ce que nous leur garantissons, en une phrase."),
    ("Preuves", "Références, chiffres, labels, essais."),
    ("Différence", "Ce qui nous distingue aux yeux des clients."),
    ("Niveau de prix", "Sous le marché, à son niveau, au-dessus."),
    ("Image voulue", "Les trois mots à entendre à notre sujet."),
    ("Limites", "Ce que nous ne promettrons pas."),
)


def _positioning_columns() -> tuple[Column, ...]:
    return (
        Column("rubrique", "Rubrique", TEXT, given=True, width=30),
        Column(
            "choix",
            "Notre choix",
            LONG,
            width=40,
            help="Une ou deux phrases, dites comme à un client.",
            synonyms=("choix", "texte", "réponse", "notre réponse"),
        ),
        Column("aide", "Pour vous aider", LONG, given=True, width=38),
    )


def _stake_columns() -> tuple[Column, ...]:
    return (
        Column(
            "enjeu", "Enjeu", LONG, help="Ce que l’entreprise peut gagner ou perdre.", synonyms=("enjeux",), width=30
        ),
        Column(
            "pourquoi",
            "Pourquoi maintenant",
            LONG,
            width=40,
            help="Ce qui change, et ce qui arriverait si l’on attendait.",
            synonyms=("pourquoi", "pourquoi maintenant ?", "raison"),
        ),
        Column(
            "reponse",
            "Réponse",
            LONG,
            width=38,
            help="Ce que le plan prévoit d’y répondre.",
            synonyms=("notre réponse", "action", "actions"),
        ),
        person_column("La personne qui porte la réponse."),
        _importance("mineur", "vital"),
        score_column("urgence", "Urgence", ("peut attendre", "ce mois-ci"), "délai"),
        Column(
            "priorite",
            "Priorité",
            WHOLE,
            row.importance * row.urgence,
            help="Importance × urgence, de 1 à 25.",
            synonyms=("score",),
        ),
        Column(
            "niveau",
            "Niveau",
            CHOICE,
            level(row.priorite, MAJOR),
            help="Selon la priorité : faible jusqu’à 4, modéré de 5 à 9, fort de 10 à 14, majeur à partir de 15.",
            marks=MARKS,
        ),
    )


def _stakes_sheet() -> Sheet:
    return Sheet(
        STAKES_SHEET,
        "Enjeux et positionnement",
        "La place que nous voulons occuper dans l’esprit des clients, et ce qui se joue pour nous maintenant.",
        (
            Figures(
                (
                    Figure("enjeux_nombre", "Enjeux", WHOLE, count(stakes, ~is_blank(stakes.enjeu))),
                    Figure("enjeux_majeurs", "Enjeux majeurs", WHOLE, count(stakes, stakes.niveau == MAJOR)),
                )
            ),
            Grid("Positionnement", "Notre positionnement"),
            sheet_note("Priorité = importance × urgence : de 1 à 25."),
            Grid("Enjeux", "Nos enjeux"),
        ),
    )

"""The personas: the types of client, how far each is described, and what is planned and at stake for its segment."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, is_blank, lift, round_, sum_
from pacxl.definition.kind import CHOICE, COUNT, PERCENT, SUM_MONEY, TEXT
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.comprendre import parcours
from pacxl.plan.comprendre.parcours import DESCRIBED
from pacxl.plan.tables.action_status import DROPPED
from pacxl.plan.tables.columns import person_column, prose_column, segment_column
from pacxl.plan.tables.money import MoneySums, euros
from pacxl.plan.tables.results import FAVOURABLE
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import typeset

row, personas, journey = Row(), Of("personas"), Of("parcours")
of_actions, of_carnet = Of("actions"), Of("carnet")

ROLES = ("particulier", "prescripteur", "acheteur", "utilisateur", "décideur")
CATEGORIES = ("cœur de cible", "cible secondaire", "cible d’avenir", "relais d’opinion")
AIMED = round_(sum_(personas.part_ca), 6)  # without the dust that binary fractions leave
OVER = typeset("plus de 100 % du CA")
_OVER = (Mark("bad", OVER),)
# The fields that make a persona's description, out of which it is said to be complete.
DESCRIPTION = (
    "role",
    "categorie",
    "segment",
    "demographie",
    "psychographie",
    "motivations",
    "freins",
    "canaux_preferes",
    "processus",
    "message",
)


def section(settings: Settings) -> Section:
    """Personas: the typical clients, and what is planned for each. A blank plan comes with those of the firm."""
    own = Section(
        (Table("personas", "Personas", _columns(), (Part("Personas", "Personas"),), spare=12),),
        (_sheet(),),
        (
            Choices("personas_roles", "Rôle dans l’achat", ROLES),
            Choices("personas_categories", "Catégorie de persona", CATEGORIES),
        ),
        rows={"personas": {"persona": settings.personas}} if settings.personas else {},
    )
    return own + parcours.section(settings)


def _columns() -> tuple[Column, ...]:
    return (*_described(), *_of_the_segment(), *_of_the_journey())


def _described() -> tuple[Column, ...]:
    return (
        Column(
            "persona",
            "Persona",
            TEXT,
            width=26,
            help="Un nom inventé qui résume ce type de client, par exemple « la gérante pressée ».",
            synonyms=("nom du persona", "profil", "client type"),
        ),
        Column(
            "role",
            "Rôle dans l’achat",
            CHOICE,
            choices="personas_roles",
            help="Particulier ou, en entreprise : prescripteur, acheteur, utilisateur ou décideur.",
            synonyms=("rôle",),
        ),
        Column(
            "categorie",
            "Catégorie",
            CHOICE,
            choices="personas_categories",
            open_list=True,
            width=17,
            detail=True,
            help="Sa place dans vos priorités ; vous pouvez écrire une autre catégorie.",
            synonyms=("type de persona", "type"),
        ),
        segment_column(
            "Le segment de vos actions et de votre carnet auquel ce persona appartient.",
            synonyms=("cible", "segment visé"),
        ),
        prose_column(
            "demographie", "Démographie", "Âge, lieu, situation, métier ou taille de l’entreprise.", detail=True
        ),
        prose_column("psychographie", "Psychographie", "Ses valeurs, ses goûts, sa façon de décider.", detail=True),
        prose_column("motivations", "Motivations", "Ce qui le pousse à acheter.", "besoins", "attentes"),
        prose_column("freins", "Freins", "Ce qui le retient : prix, doute, habitude, manque de temps…", "obstacles"),
        prose_column(
            "canaux_preferes",
            "Canaux préférés",
            "Où il s’informe, et par où il préfère acheter.",
            "canaux",
            detail=True,
        ),
        prose_column(
            "processus",
            "Processus d’achat",
            "Comment il achète : qui décide, en combien de temps, après quelles comparaisons.",
            "process d’achat",
            detail=True,
        ),
        prose_column("message", "Message", "La phrase qui devrait le convaincre.", "message clé", "argument"),
        Column(
            "part_ca",
            "Part du CA visée",
            PERCENT,
            help="La part de votre chiffre d’affaires que vous attendez de ce persona, par exemple 20 %.",
            synonyms=("part du ca", "poids visé"),
            total=AIMED,
            marks=(Mark("bad", above=1),),
        ),
        person_column("La personne qui connaît le mieux ce persona et suit ce qui est fait pour lui."),
    )


def _of_the_segment() -> tuple[Column, ...]:
    filled: Expr = lift(0)
    for key in DESCRIPTION:
        filled = filled + if_(is_blank(getattr(row, key)), 0, 1)
    mine = of_actions.segment == row.segment

    def known(formula: Expr) -> Expr:
        return if_(is_blank(row.segment), blank, formula)

    return (
        Column(
            "complet",
            "Fiche remplie",
            PERCENT,
            if_(any_filled("persona", "responsable"), filled / len(DESCRIPTION), blank),
            help=f"La part des {len(DESCRIPTION)} champs remplis, du rôle au message.",
            bar=True,
        ),
        Column(
            "actions",
            "Actions prévues",
            COUNT,
            known(count(of_actions, mine & ~(of_actions.statut == DROPPED))),
            help="Les actions de son segment, sans celles qui ne sont pas retenues.",
        ),
        Column(
            "budget",
            "Budget",
            SUM_MONEY,
            known(MoneySums(of_actions, mine).budget),
            help="La somme des budgets des actions de son segment, sans les non retenues.",
        ),
        Column(
            "depense",
            "Dépensé",
            SUM_MONEY,
            known(MoneySums(of_actions, mine).spent),
            help="La somme des dépenses des actions de son segment.",
            detail=True,
        ),
        Column(
            "carnet",
            "Carnet pondéré",
            SUM_MONEY,
            known(euros(sum_(of_carnet.pondere, of_carnet.segment == row.segment))),
            help="Les affaires ouvertes de son segment, montant × probabilité retenue.",
        ),
    )


def _of_the_journey() -> tuple[Column, ...]:
    mine = journey.persona == row.persona

    def counted(key: str, header: str, where: Expr, help_: str) -> Column:
        formula = if_(is_blank(row.persona), blank, count(journey, mine & where))
        return Column(key, header, COUNT, formula, help=help_, detail=True)

    return (
        counted("etapes", "Étapes décrites", DESCRIBED, "Ses lignes de la feuille Parcours qui sont décrites."),
        counted(
            "indicateurs", "Indicateurs", ~is_blank(journey.indicateur), "Les indicateurs suivis dans son parcours."
        ),
        counted(
            "favorables",
            "Verdicts favorables",
            journey.verdict == FAVOURABLE,
            "Ceux de ses indicateurs qui ont atteint leur objectif.",
        ),
    )


def _sheet() -> Sheet:
    named = ~is_blank(personas.persona)
    return Sheet(
        "Personas",
        "Personas : vos clients types",
        "Le portrait de vos clients : qui ils sont, ce qui les décide, et ce que vous faites pour eux.",
        (
            Figures(
                (
                    Figure("personas_nombre", "Personas", COUNT, count(personas, named)),
                    Figure("personas_part_ca", "Part du CA visée", PERCENT, AIMED, marks=(Mark("bad", above=1),)),
                    Figure("personas_controle", "Contrôle des parts", TEXT, if_(AIMED > 1, OVER), marks=_OVER),
                    Figure("personas_sans_action", "Sans action", COUNT, count(personas, personas.actions == 0)),
                )
            ),
            sheet_note(
                "Actions, budget, dépensé et carnet sont ceux du segment : deux personas d’un même segment "
                "montrent les mêmes chiffres, qui ne s’additionnent donc pas.",
                ("Décrivez ensuite leur parcours, étape par étape.", "Parcours"),
            ),
            Grid("Personas"),
        ),
    )

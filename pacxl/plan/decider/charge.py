"""The charge: what rests on each person, in actions, budget and clients."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, count, if_, is_blank, max_, sum_
from pacxl.definition.kind import CHOICE, COUNT, SUM_MONEY, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.action_status import DROPPED, GIVEN_UP, IS_DONE, LATE, TO_DO, UNDER_WAY
from pacxl.plan.tables.columns import person_column, share_column
from pacxl.plan.tables.money import MoneySums, euros
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "Charge"
TWICE, OVERLOADED, CALM = "en double", "trop de retards", "rien à signaler"
LATE_ALLOWED = 2

row, charge, threshold = Row(), Of("charge"), Of("charge_seuil")
actions, clients = Of("actions"), Of("portefeuille")


def section(settings: Settings) -> Section:
    """Charge: the threshold of the alert, and the charge by person (people may be added: an action can be
    anybody’s)."""
    allowed = (
        Column("libelle", "Seuil", TEXT, given=True, width=26),
        Column(
            "retards", "Nombre", WHOLE, help="Au-delà de ce nombre d’actions en retard, la personne est signalée."
        ),
    )
    spare = 4 if settings.people else 12
    return Section(
        (
            Table("charge_seuil", "Seuil d’alerte", allowed, (Part("Charge_seuil", SHEET),)),
            Table("charge", "Charge par personne", _columns(), (Part("Charge", SHEET),), spare=spare),
        ),
        (_sheet(),),
        rows={"charge_seuil": {"libelle": ["Retards acceptés"], "retards": [LATE_ALLOWED]}},
        own=(_people,),
    )


def _people(settings: Settings) -> Section:
    """The people whose charge is told."""
    return Section(rows={"charge": {"nom": settings.names}})


def _columns() -> tuple[Column, ...]:
    def counted(key: str, header: str, which: Expr, help_: str, *marks: Mark) -> Column:
        return _added(key, header, COUNT, count(actions, (actions.qui == row.nom) & which), help_, *marks)

    followed = clients.suivi_par == row.nom
    return (
        person_column(
            "Le nom tel qu’il est écrit dans la colonne Qui des actions.",
            "nom",
            "Personne",
            width=26,
            synonyms=("nom", "commercial", "qui"),
        ),
        _added(
            "planifiees",
            "Actions",
            COUNT,
            row.a_faire + row.en_cours + row.en_retard + row.terminees,
            "Les actions dont cette personne est responsable, hors non retenues et abandonnées.",
        ),
        counted("a_faire", "À faire", actions.statut == TO_DO, "Pas encore commencées, ou sans dates."),
        counted("en_cours", "En cours", actions.statut == UNDER_WAY, "Commencées, et dans les temps."),
        counted("en_retard", "En retard", actions.statut == LATE, "Date de fin dépassée.", Mark("bad", above=0)),
        counted("terminees", "Terminées", IS_DONE, "Fin réelle renseignée."),
        share_column(
            charge.planifiees,
            "La part de cette personne dans les actions du tableau.",
            header="Part des actions",
            width=16,
        ),
        _added(
            "budget",
            "Budget",
            SUM_MONEY,
            MoneySums(actions, actions.qui == row.nom).budget,
            "Le budget de ses actions, sans les non retenues.",
        ),
        _added("clients", "Clients suivis", COUNT, count(clients, followed), "Ceux du portefeuille."),
        _added(
            "ca_vise", "CA visé", SUM_MONEY, euros(sum_(clients.objectif, followed)), "L’objectif de ses clients."
        ),
        Column(
            "alerte",
            "Alerte",
            CHOICE,
            _alert(),
            width=16,
            help="Selon le seuil choisi plus haut.",
            marks=(Mark("bad", OVERLOADED), Mark("wait", TWICE), Mark("good", CALM)),
        ),
    )


def _added(key: str, header: str, kind: Kind, formula: Expr, help_: str, *marks: Mark) -> Column:
    """A figure of a person, known as soon as there is a name, and its total."""
    column: OfCol = getattr(charge, key)
    whole: Expr = euros(sum_(column)) if kind is SUM_MONEY else sum_(column)
    named = if_(is_blank(row.nom), blank, formula)
    return Column(key, header, kind, named, help=help_, total=whole, marks=marks)


def _alert() -> Expr:
    too_many = (count(threshold, ~is_blank(threshold.retards)) > 0) & (row.en_retard > sum_(threshold.retards))
    told = if_(count(charge, charge.nom == row.nom) > 1, TWICE, if_(too_many, OVERLOADED, CALM))
    return if_(is_blank(row.nom), blank, told)


def _sheet() -> Sheet:
    nobody = is_blank(actions.qui) & (~is_blank(actions.budget) | ~is_blank(actions.debut) | ~is_blank(actions.fin))
    kept = ~is_blank(actions.qui) & ~(actions.statut == DROPPED) & ~(actions.statut == GIVEN_UP)
    outside = max_(0, count(actions, kept) - sum_(charge.planifiees))
    figures = (
        Figure("charge_actions", "Actions réparties", WHOLE, sum_(charge.planifiees)),
        Figure("charge_retards", "Dont en retard", WHOLE, sum_(charge.en_retard)),
        Figure("charge_sans", "Prévues sans personne", WHOLE, count(actions, nobody)),
        Figure("charge_hors", "Hors du tableau", WHOLE, outside),
    )
    chart = Chart(
        "Actions par personne",
        "Charge",
        "nom",
        (
            Series("a_faire", "À faire"),
            Series("en_cours", "En cours"),
            Series("en_retard", "En retard"),
            Series("terminees", "Terminées"),
        ),
        shape="stacked",
        rows=14,
        number_format="0",
        empty="saisissez qui fait chaque action, dans la colonne Qui, pour voir ce graphique",
    )
    return Sheet(
        SHEET,
        "Charge par personne",
        "Qui porte quoi : pour répartir les actions avant que les retards ne s’accumulent.",
        (
            Figures(figures),
            Beside((Grid("Charge_seuil", title="Seuil d’alerte"), chart)),
            Grid("Charge", title="Personne par personne"),
        ),
        tone="follow",
    )

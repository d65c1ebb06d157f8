"""What is missing or contradictory in the carnets of a team: a line a rule, how many deals break it, their amount."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, lift, sum_, today
from pacxl.definition.kind import COUNT, LONG, POINTS, SUM_MONEY, TEXT
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.affaires.pertes import asks_reason_of_pertes
from pacxl.plan.tables.carnet import IS_LOST, IS_OPEN, LISTED, carnet_sum
from pacxl.settings.model import Settings
from pacxl.typography import typeset

KEY, PART = "hygiene", "Hygiene"
TOLERANCE = 30  # points between a probability and that of its stage

row, deals, stages = Row(), Of("carnet"), Of("etapes_carnet")
_OF_STAGE = (stages.etape == row.etape) & (stages.fichier == row.fichier) & ~is_blank(stages.probabilite)
# How far the probability of a deal is from that of its stage in its own file.
STAGE_GAP = Column(
    "ecart_etape",
    "Écart à l’étape",
    POINTS,
    if_(
        is_blank(row.probabilite) | (count(stages, _OF_STAGE) == 0),
        blank,
        (row.probabilite - sum_(stages.probabilite, _OF_STAGE) / count(stages, _OF_STAGE)) * 100,
    ),
    detail=True,
    help="Probabilité tapée − celle de l’étape, en points.",
)

# What stands for the person of a deal whose file does not say whose it is.
UNKNOWN_OWNER = Column("inconnu", "Inconnu", TEXT, given=True, detail=True, width=16)


def _rules(settings: Settings) -> Mapping[str, tuple[str, Expr]]:
    """What is asked of deals → its rule, and the deals that break it."""
    rules = {
        "Jalon dépassé": ("La date jalon d’une affaire ouverte est à venir.", deals.date_jalon < today),
        "Sans responsable": (
            "Chaque affaire est à quelqu’un.",
            is_blank(deals.commercial) | (deals.commercial == deals.inconnu),
        ),
        "Sans montant": ("Une affaire ouverte a un montant, même estimé.", is_blank(deals.montant)),
        "Sans prochaine action": ("Une affaire ouverte a un prochain pas.", is_blank(deals.prochaine_action)),
        "Sans date": ("Une affaire ouverte a une date jalon.", is_blank(deals.date_jalon)),
        "Étape et probabilité": (
            f"La probabilité tapée est à {TOLERANCE} points au plus de celle de l’étape.",
            (deals.ecart_etape > TOLERANCE) | (deals.ecart_etape < -TOLERANCE),
        ),
        "100 % et pas signée": (
            "Une affaire sûre est signée : son issue est « gagnée ».",
            deals.probabilite_retenue >= 1,
        ),
    }
    told = ((typeset(label), typeset(rule), breaks) for label, (rule, breaks) in rules.items())
    of_open = {label: (rule, IS_OPEN & LISTED & breaks) for label, rule, breaks in told}
    if not asks_reason_of_pertes(settings):
        return of_open
    unsaid = IS_LOST & is_blank(deals.motif_perte)
    return {**of_open, "Perdue sans motif": ("On sait pourquoi une affaire est perdue.", unsaid)}


def hygiene_table(settings: Settings, sheet: str) -> Table:
    """The table of the rules that deals keep to; a deal may break several of them."""
    broken = {label: which for label, (_, which) in _rules(settings).items()}

    def by_rule(figure: Mapping[str, Expr]) -> Expr:
        return reduce(lambda found, label: if_(row.controle == label, figure[label], found), figure, lift(0))

    return Table(
        KEY,
        "Hygiène du carnet",
        (
            Column("controle", "À reprendre", TEXT, given=True, bound=True, width=26),
            Column(
                "nombre",
                "Nombre",
                COUNT,
                by_rule({label: count(deals, which) for label, which in broken.items()}),
                marks=(Mark("wait", above=0),),
            ),
            Column(
                "montant",
                "Montant",
                SUM_MONEY,
                by_rule({label: carnet_sum(which) for label, which in broken.items()}),
                help="Ce que valent ces affaires ; une affaire peut être sur plusieurs lignes.",
            ),
            Column("regle", "La règle", LONG, given=True, width=40),
        ),
        (Part(PART, sheet),),
    )


def hygiene_rows(settings: Settings) -> dict[str, list[str]]:
    """The rules, a row each."""
    rules = _rules(settings)
    return {"controle": [*rules], "regle": [rule for rule, _ in rules.values()]}

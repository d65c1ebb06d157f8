"""What a consolidation says of itself: what was found, what was kept apart, and the proof of its totals by file."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, count, if_, is_blank, round_, sum_
from pacxl.definition.kind import LONG, MONEY, TEXT, WHOLE, Kind
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.results import euros

RIGHT, WRONG = "juste", "à vérifier"
_PROOF = (Mark("good", RIGHT), Mark("bad", WRONG))
_STATUSES = (Mark("good", "compté"), Mark("wait", "remplacé"), Mark("wait", "écarté"), Mark("bad", "illisible"))
row, actions, deals, sources = Row(), Of("actions"), Of("carnet"), Of("sources")

_SEVERITIES = (Mark("bad", "erreur"), Mark("wait", "à vérifier"), Mark("muted", "pour information"))
FINDINGS = (
    Column("gravite", "Gravité", TEXT, given=True, width=16, marks=_SEVERITIES),
    Column("fichier", "Fichier", TEXT, given=True, width=24),
    Column("feuille", "Feuille", TEXT, given=True, width=20),
    Column("cellule", "Cellule", TEXT, given=True, width=9),
    Column("colonne", "Colonne", TEXT, given=True, width=16),
    Column("valeur", "Valeur", TEXT, given=True, width=20),
    Column("constat", "Constat", LONG, given=True, width=60),
    Column("remede", "Que faire", LONG, given=True, width=60),
    Column("code", "Code", TEXT, given=True, width=20),
)

LIBRE = (
    Column("fichier", "Fichier", TEXT, given=True, width=26),
    Column("feuille", "Feuille", TEXT, given=True, width=24),
    Column("cellule", "Cellule", TEXT, given=True, width=10),
    Column("nature", "Nature", TEXT, given=True, width=14),
    Column("valeur", "Contenu", LONG, given=True, width=80),
)


def source_columns() -> tuple[Column, ...]:
    """A file a row: what was read in it (given), and the same figures from the consolidated tables (live)."""
    mine, my_deals = actions.fichier == row.fichier, deals.fichier == row.fichier
    same = (
        (row.actions_lues == row.actions_consolidees)
        & (round_(row.budget_lu - row.budget_consolide, 2) == 0)
        & (round_(row.depense_lue - row.depense_consolidee, 2) == 0)
        & (round_(row.carnet_lu - row.carnet_consolide, 2) == 0)
    )
    spread = row.cellules_retenues + row.cellules_converties + row.cellules_rejetees + row.cellules_libres

    def read(key: str, header: str, kind: Kind = WHOLE) -> Column:
        return Column(key, header, kind, given=True, width=13, total=sum_(getattr(sources, key)))

    return (
        Column("fichier", "Fichier", TEXT, given=True, width=28),
        Column("commercial", "Commercial", TEXT, given=True, width=18),
        Column("equipe", "Équipe", TEXT, given=True, width=14),
        Column("periode", "Période", TEXT, given=True, width=11),
        Column("version", "Version", TEXT, given=True, width=9),
        Column("statut", "Ce qu’il en est", TEXT, given=True, width=12, marks=_STATUSES),
        Column("raison", "Pourquoi", LONG, given=True, width=40),
        read("actions_lues", "Actions lues"),
        Column(
            "actions_consolidees",
            "Actions consolidées",
            WHOLE,
            count(actions, mine),
            total=count(actions, ~is_blank(actions.fichier)),
            width=13,
        ),
        read("budget_lu", "Budget lu", MONEY),
        Column(
            "budget_consolide",
            "Budget consolidé",
            MONEY,
            euros(sum_(actions.budget, mine)),
            total=euros(sum_(actions.budget)),
            width=13,
        ),
        read("depense_lue", "Dépensé lu", MONEY),
        Column(
            "depense_consolidee",
            "Dépensé consolidé",
            MONEY,
            euros(sum_(actions.depense, mine)),
            total=euros(sum_(actions.depense)),
            width=13,
        ),
        read("carnet_lu", "Carnet lu", MONEY),
        Column(
            "carnet_consolide",
            "Carnet consolidé",
            MONEY,
            euros(sum_(deals.montant, my_deals)),
            total=euros(sum_(deals.montant)),
            width=13,
        ),
        Column("preuve", "Preuve des totaux", TEXT, if_(same, RIGHT, WRONG), width=13, marks=_PROOF),
        read("cellules_lues", "Cellules lues"),
        read("cellules_retenues", "Retenues"),
        read("cellules_converties", "Converties"),
        read("cellules_rejetees", "Rejetées"),
        read("cellules_libres", "Libres"),
        Column(
            "preuve_cellules",
            "Preuve des cellules",
            TEXT,
            if_(row.cellules_lues == spread, RIGHT, WRONG),
            width=13,
            marks=_PROOF,
        ),
    )

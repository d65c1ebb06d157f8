"""What a consolidation says of itself: what was found, what was kept apart, and the proof of its totals by file."""

from __future__ import annotations

from pacxl.books.preuve import RIGHT, VERDICTS, WRONG, lecture, preuve
from pacxl.definition.expr import Of, Row, count, if_, sum_
from pacxl.definition.kind import LONG, TEXT, WHOLE, Kind
from pacxl.definition.table import Column, Mark

_STATUSES = (Mark("good", "compté"), Mark("wait", "remplacé"), Mark("wait", "écarté"), Mark("bad", "illisible"))
row, sources = Row(), Of("sources")

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
    """A file a row: whose it is, whether all lines of its proof are right, and what became of its cells."""
    wrong = count(preuve, (preuve.fichier == row.fichier) & ~(preuve.preuve == RIGHT)) + count(
        lecture, (lecture.fichier == row.fichier) & ~(lecture.preuve == RIGHT)
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
        Column("preuve", "Preuve des totaux", TEXT, if_(wrong == 0, RIGHT, WRONG), width=13, marks=VERDICTS),
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
            marks=VERDICTS,
        ),
    )

"""The controls of a consolidation: what there is to check and to decide, what was found, each file's proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pacxl.books.ecarts.axes.axes_sheet import CHOSEN
from pacxl.books.ecarts.doublons import SHEET as TWICE
from pacxl.books.ecarts.doublons import UNDECIDED, pairs
from pacxl.books.ecarts.ecarts_coherence import COHERENCE, ecarts_incoherent_lines
from pacxl.books.ecarts.gaps import SHEET as WHY
from pacxl.books.ecarts.gaps import TO_ASK, gaps
from pacxl.books.ecarts.preuve import RIGHT, VERDICTS, WRONG, lecture, preuve
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Aggregate,
    Expr,
    Of,
    Row,
    abs_,
    count,
    if_,
    is_blank,
    lift,
    max_,
    round_,
    sum_,
    today,
)
from pacxl.definition.kind import COUNT, LONG, TEXT, WHOLE, Kind
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.findings.entry import Severity
from pacxl.plan.coherence import PROOF_SHEET
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import LATE
from pacxl.typography import typeset

COUNTED, REPLACED, LEFT_OUT, COPY, UNREADABLE = "compté", "remplacé", "écarté", "copie", "illisible"
_STATUS_MARKS = (
    Mark("good", COUNTED),
    Mark("wait", REPLACED),
    Mark("wait", LEFT_OUT),
    Mark("muted", COPY),
    Mark("bad", UNREADABLE),
)
STATUSES = tuple(mark.equals for mark in _STATUS_MARKS)  # what can become of a file
row, sources = Row(), Of("sources")

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "à vérifier", Severity.INFO: "pour information"}
_SEVERITY_MARKS = (
    Mark("bad", SEVERITIES[Severity.ERROR]),
    Mark("wait", SEVERITIES[Severity.WARNING]),
    Mark("muted", SEVERITIES[Severity.INFO]),
)

FINDINGS = (
    Column("gravite", "Gravité", TEXT, given=True, width=16, marks=_SEVERITY_MARKS),
    Column("nombre", "Nombre", WHOLE, given=True, width=9),
    Column("fichier", "Fichier", TEXT, given=True, width=24),
    Column("feuille", "Feuille", TEXT, given=True, width=20),
    Column("cellule", "Cellules", LONG, given=True, width=18),
    Column("colonne", "Colonne", TEXT, given=True, width=16),
    Column("valeur", "Valeur", TEXT, given=True, width=20),
    Column("constat", "Constat", LONG, given=True, width=48),
    Column("remede", "Que faire", LONG, given=True, width=48),
    Column("code", "Code", TEXT, given=True, width=20, detail=True),
)

LIBRE = (
    Column("fichier", "Fichier", TEXT, given=True, width=15),
    Column("feuille", "Feuille", TEXT, given=True, width=15),
    Column("cellule", "Cellule", TEXT, given=True, width=10),
    Column("nature", "Nature", TEXT, given=True, width=14),
    Column("valeur", "Contenu", LONG, given=True, width=20),
)


def control_columns_of_sources() -> tuple[Column, ...]:
    """The controls of the files, a file a row: whose it is, whether its proof is right, what became of its cells."""
    wrong = count(preuve, (preuve.fichier == row.fichier) & ~(preuve.preuve == RIGHT)) + count(
        lecture, (lecture.fichier == row.fichier) & ~(lecture.preuve == RIGHT)
    )
    spread = row.cellules_retenues + row.cellules_converties + row.cellules_rejetees + row.cellules_libres

    def read(key: str, header: str, kind: Kind = WHOLE) -> Column:
        return Column(key, header, kind, given=True, width=13, total=sum_(getattr(sources, key)))

    return (
        Column("fichier", "Fichier", TEXT, given=True, width=25),
        Column("commercial", "Commercial", TEXT, given=True, width=18),
        Column("equipe", "Équipe", TEXT, given=True, width=14),
        Column("periode", "Période", TEXT, given=True, width=11),
        Column("version", "Version", TEXT, given=True, width=9),
        Column("statut", "Ce qu’il en est", TEXT, given=True, width=12, marks=_STATUS_MARKS),
        Column("raison", "Pourquoi", LONG, given=True, width=20),
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


# --- all that could make a figure wrong -------------------------------------------------------------------

TO_CHECK, DELAYS_BY = "À vérifier", "delais_par_"
constats, checks = Of("constats"), Of("a_verifier")
Counts = Mapping[str, tuple[str, Expr]]  # what is counted → the sheet on which it is told, and how much there is


def control_counts_table(  # noqa: PLR0913  # what tells one such table from another
    key: str, title: str, header: str, part: Part, counts: Counts, total: Expr | None = None, width: int = 30
) -> Table:
    """A table of what there is to look at, a line a count (under `header`, so wide), with the sheet on which it is
    told."""
    found: Expr = lift(0)
    for label, (_, number) in counts.items():
        found = found + if_(row.controle == label, number, 0)
    columns = (
        Column("controle", header, TEXT, given=True, bound=True, width=width),
        Column("nombre", "Nombre", COUNT, found, total=total, marks=(Mark("bad", above=0),)),
        Column("feuille", "Où", TEXT, given=True, link=True, width=17),
    )
    return Table(key, title, columns, (part,))


def control_count_rows(counts: Counts) -> dict[str, list[str]]:
    """The rows of such a table."""
    return {"controle": [*counts], "feuille": [sheet for sheet, _ in counts.values()]}


def controls_table(sheet: str, rollups: Sequence[Table], coherence: Sequence[Table]) -> Table:
    """The table of controls, one line a control: how much there is to check, and the sheet on which it is told."""
    part, counts = Part("A_verifier", sheet), _controls(rollups, coherence)
    return control_counts_table("a_verifier", TO_CHECK, TO_CHECK, part, counts, sum_(checks.nombre))


def control_rows(book: Book) -> dict[str, list[str]]:
    """The rows of the table of controls, each with its sheet."""
    coherence = [table for table in book.tables if table.key in COHERENCE]
    rollups = [table for table in book.tables if table.rest and table.key not in CHOSEN]
    return control_count_rows(_controls(rollups, coherence))


def _controls(rollups: Sequence[Table], coherence: Sequence[Table]) -> Counts:
    """Each control → the sheet on which it is told, and how much there is to check."""
    return {
        "Preuve des totaux": (PROOF_SHEET, count(preuve, ~is_blank(preuve.fichier) & ~(preuve.preuve == RIGHT))),
        "Preuve de la lecture": (
            PROOF_SHEET,
            count(lecture, ~is_blank(lecture.fichier) & ~(lecture.preuve == RIGHT)),
        ),
        **{
            f"Ligne {typeset(f'« {table.rest} »')}, {table.title.lower()}": (table.parts[0].sheet, _left_out(table))
            for table in rollups
            if not table.key.startswith(DELAYS_BY)  # of the same lines as the roll-up of its axis: told once
        },
        **({"Chiffres déclarés égaux": (PROOF_SHEET, ecarts_incoherent_lines(coherence))} if coherence else {}),
        typeset("Constats : erreurs"): (TO_CHECK, _findings(Severity.ERROR)),
        "Constats à vérifier": (TO_CHECK, _findings(Severity.WARNING, ~_ON_COHERENCE & ~_HARMLESS)),
    }


# What makes no figure wrong, and is asked of its author: the first page counts gaps among what waits.
_HARMLESS = (constats.code == "gap-unexplained") | (constats.code == "closing-missing")
# What a line of *Cohérence* counts already: the shares of each file, and the figures of all together.
_ON_COHERENCE = (constats.code == "shares-not-whole") | (
    (constats.code == "figures-differ") & is_blank(constats.fichier)
)


def _findings(severity: Severity, where: Expr | None = None) -> Expr:
    told = constats.gravite == SEVERITIES[severity]
    return sum_(constats.nombre, told if where is None else told & where)


def _left_out(table: Table) -> Expr:
    """1 if a roll-up leaves something out, beyond the rounding of its lines (half a cent each); else 0."""
    lines = Aggregate("COUNT", table.key, None, None)
    left = max_(*(abs_(column.rest) for column in table.columns if column.rest is not None))
    return if_(left > (lines + 1) * 0.005, 1, 0)


# --- what waits for somebody to decide ---------------------------------------------------------------------

NAME = "Synthèse"  # the first page
DECISIONS, WAITING = "Les décisions qui attendent", "decisions"
LONG_LATE = 30  # days
actions, deals = Of("actions"), Of("carnet")
SEEN_ACTIONS = actions.vu == 1


def control_of_decisions() -> Counts:
    """What waits for somebody to decide, in what the first page shows; each with the sheet that tells it."""
    mine, late = deals.vu == 1, count(actions, SEEN_ACTIONS & (actions.statut == LATE) & (actions.retard > LONG_LATE))
    signed, opened = mine & carnet.IS_WON, mine & carnet.IS_OPEN
    return {
        f"Actions en retard de plus de {LONG_LATE} jours": ("Actions", late),
        "Écarts défavorables sans cause": (WHY, count(gaps, (gaps.a_expliquer == TO_ASK) & (gaps.vu == 1))),
        "Affaires signées sans date": ("Carnet", count(deals, signed & is_blank(deals.cloture))),
        "Affaires ouvertes, date dépassée": ("Carnet", count(deals, opened & (deals.date_jalon < today))),
        "Doublons probables du carnet": (TWICE, count(pairs, UNDECIDED)),
        "dont à décider, en euros": (TWICE, round_(sum_(pairs.en_jeu, UNDECIDED))),
        "Fichiers illisibles": (PROOF_SHEET, count(sources, sources.statut == UNREADABLE)),
    }


def control_of_decisions_table() -> Table:
    """The table of the decisions that wait."""
    return control_counts_table(
        WAITING, DECISIONS, "À décider", Part("Decisions", NAME), control_of_decisions(), width=20
    )

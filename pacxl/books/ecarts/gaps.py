"""Where the gaps are, whose, and why: a line a gap, of a person's indicator or of an action's budget."""

from __future__ import annotations

from pacxl.books.ecarts.view import LABELS, SEEN
from pacxl.definition.expr import Expr, Of, Row, abs_, blank, coalesce, count, if_, is_blank, lookup, sum_
from pacxl.definition.kind import CHOICE, DATE, GAP_MONEY, GAP_NUMBER, LONG, NUMBER, PERCENT, TEXT, WHOLE
from pacxl.definition.sheet import Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.french.numerals import in_short_euros
from pacxl.plan.tables.indicator_landing import people
from pacxl.plan.tables.results import FAVOURABLE, UNFAVOURABLE, VERDICT_MARKS

KEY, SHEET, PART = "pourquoi", "Pourquoi", "Pourquoi"
INDICATOR, BUDGET = "indicateur", "budget d’action"
EUROS = "€"
TO_ASK = "à demander"
FIVE = "cinq_ecarts"

row, gaps, actions = Row(), Of(KEY), Of("actions")
# An action has a number: what is told of its gap is told by it.
ACTION_NUMBER = Column("numero", "Numéro", WHOLE, given=True, detail=True, width=9)


def gaps_table(threshold: float) -> Table:
    """The table of the gaps. Those in euros that add up are ranked, the most unfavourable first, among those seen;
    above the `threshold` (euros; 0: always, whatever the unit), the cause is asked."""
    columns = (*_told(), *_computed(), *_explained(threshold), *_found_at())
    return Table(KEY, "Pourquoi", columns, (Part(PART, SHEET),), leads=2)


def _told() -> tuple[Column, ...]:
    return (
        Column("commercial", "Commercial", TEXT, given=True, width=16),
        Column("objet", "Écart sur", TEXT, given=True, width=34),
    )


def _computed() -> tuple[Column, ...]:
    of_budget = lookup(row.source, actions.numero, actions.ecart_constate)
    gap = if_(row.nature == BUDGET, of_budget, lookup(row.source, people.numero, people.ecart))
    found = lookup(row.source, people.numero, people.verdict)
    spent = if_(row.ecart > 0, UNFAVOURABLE, if_(row.ecart < 0, FAVOURABLE, blank))
    ranked = (row.classe == EUROS) & (row.defavorable > 0) & (row.vu == 1)
    others = (gaps.classe == EUROS) & (gaps.vu == 1)
    larger = count(gaps, others & (gaps.defavorable > row.defavorable))
    before = count(gaps, others & (gaps.defavorable == row.defavorable) & (gaps.numero < row.numero))
    of_rank = others & (gaps.rang <= row.rang)
    return (
        Column("ecart", "Écart", GAP_NUMBER, gap, unit_key="unite", help="Réel − prévu ; constaté, pour un budget."),
        Column("unite", "Unité", TEXT, given=True, width=12),
        Column(
            "verdict",
            "Verdict",
            CHOICE,
            if_(row.nature == BUDGET, spent, found),
            marks=VERDICT_MARKS,
            help="Dans le sens de l’indicateur ; dépenser moins que prévu est favorable.",
        ),
        Column(
            "rang",
            "Rang",
            WHOLE,
            if_(ranked, larger + before + 1, blank),
            width=8,
            help="Parmi les écarts défavorables en euros de la vue choisie sur la première page.",
        ),
        Column(
            "cumul",
            "Cumul",
            PERCENT,
            if_(is_blank(row.rang), blank, sum_(gaps.defavorable, of_rank) / sum_(gaps.defavorable, others)),
            bar=True,
            help="La part de l’écart défavorable en euros que font les lignes jusqu’à ce rang.",
        ),
    )


def _explained(threshold: float) -> tuple[Column, ...]:
    missing = (row.verdict == UNFAVOURABLE) & is_blank(row.cause)
    if threshold:
        missing = missing & (row.classe == EUROS) & (row.defavorable > threshold)
    return (
        Column("cause", "Cause", LONG, given=True, width=32),
        Column("action", "Ce qu’on fait", LONG, given=True, width=32),
        Column("responsable", "Par qui", TEXT, given=True, width=14),
        Column("echeance", "Pour quand", DATE, given=True),
        Column(
            "a_expliquer",
            "À expliquer",
            CHOICE,
            if_(missing, TO_ASK, blank),
            marks=(Mark("wait", TO_ASK),),
            width=13,
            help=f"Un écart défavorable{_above(threshold)} dont personne n’a dit la cause.",
        ),
    )


def _above(threshold: float) -> str:
    return f" de plus de {in_short_euros(threshold)}" if threshold else ""


def _found_at() -> tuple[Column, ...]:
    return (
        Column(
            "defavorable",
            "Montant défavorable",
            NUMBER,
            if_(row.verdict == UNFAVOURABLE, abs_(row.ecart), blank),
            unit_key="unite",
            detail=True,
        ),
        Column("nature", "Nature", CHOICE, given=True, detail=True, width=16),
        Column("equipe", "Équipe", TEXT, given=True, detail=True, width=14),
        Column("objet_court", "Écart, en bref", TEXT, given=True, detail=True, width=30),
        Column("cause_courte", "Cause, en bref", TEXT, given=True, detail=True, width=30),
        Column("action_courte", "Action, en bref", TEXT, given=True, detail=True, width=30),
        Column("classe", "S’additionne en", TEXT, given=True, detail=True, width=13),
        Column("fichier", "Fichier", TEXT, given=True, detail=True, width=26),
        Column("feuille", "Feuille", TEXT, given=True, detail=True, width=20),
        Column("ligne", "Ligne", WHOLE, given=True, detail=True, width=8),
        Column("source", "N° source", WHOLE, given=True, detail=True, width=9),
        Column("numero", "Numéro", WHOLE, given=True, detail=True, width=9),
        *LABELS,
        SEEN,
    )


def gaps_sheet(threshold: float) -> Sheet:
    """The sheet « Pourquoi »."""
    return Sheet(
        SHEET,
        "Pourquoi : chaque écart, sa cause, ce qu’on fait",
        "Une ligne par écart d’une personne, les plus défavorables en euros d’abord ; les causes viennent des plans.",
        (
            Grid(PART),
            sheet_note(
                "Seuls les écarts en euros qui s’additionnent ont un rang ; les autres se lisent dans leur unité.",
                "La cause d’une action est son « Analyse des écarts » ; celle d’un indicateur, son Suivi des KPI ou "
                "la Revue PDCA.",
                f"La cause d’un écart défavorable{_above(threshold)} est demandée à son auteur ; ce seuil est un "
                "réglage.",
            ),
        ),
        tone="follow",
    )


# --- the five largest -------------------------------------------------------------------------------------


def five_gaps_table(sheet: str) -> Table:
    """The five most unfavourable gaps in euros of what the first page shows."""

    def found(key: str) -> Expr:
        return lookup(row.rang, gaps.rang, getattr(gaps, key))

    worst = sum_(gaps.defavorable, gaps.rang == 1)
    cause = coalesce(found("cause_courte"), found("a_expliquer"))
    whose = coalesce(found("vue_personne"), found("commercial"))
    return Table(
        FIVE,
        "Les cinq plus grands écarts",
        (
            Column("objet", "Écart sur", TEXT, found("objet_court"), width=20),
            Column("montant", "Montant", GAP_MONEY, found("ecart"), width=13),
            Column("commercial", "Commercial", TEXT, whose, width=17),
            Column("poids", "Poids", PERCENT, found("defavorable") / worst, bar="bad", help="Du plus grand."),
            Column("cause", "Cause", TEXT, cause, width=20, marks=(Mark("wait", TO_ASK),)),
            Column("nature", "Nature", CHOICE, found("nature"), width=13),
            Column("action", "Ce qu’on fait", TEXT, found("action_courte"), width=20),
            Column("responsable", "Par qui", TEXT, found("responsable"), width=13),
            Column("echeance", "Pour quand", DATE, found("echeance"), width=19),
            Column("rang", "Rang", WHOLE, given=True, width=13),
        ),
        (Part("Cinq_ecarts", sheet),),
        lines=2,
    )


def five_gaps_rows() -> dict[str, list[int]]:
    """The rows of the five largest: their ranks."""
    return {"rang": [1, 2, 3, 4, 5]}

"""Risques et opportunités: what may happen, how likely and how grave, and the matrix of the risks still open."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, sum_
from pacxl.definition.kind import CHOICE, COUNT, LONG, SCORE, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.tables.columns import deadline_column, delay_column, out_of_five, overdue_for_column, person_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET, MATRIX_SHEET = "Risques et opportunités", "Matrice des risques"
RISK, OPPORTUNITY = "risque", "opportunité"
OPEN, MASTERED, HAPPENED = "ouvert", "maîtrisé", "survenu"
OPEN_RISK, OPEN_OPPORTUNITY, CLOSED = "risque ouvert", "opportunité ouverte", "clos"
LOW, MODERATE, STRONG, CRITICAL, PROMISING = "faible", "modéré", "fort", "critique", "à saisir"
MARKS = (Mark("bad", "majeur"), Mark("wait", STRONG), Mark("muted", LOW))
row, risks, matrix = Row(), Of("risques"), Of("matrice_risques")


def level(score: Expr, highest: str) -> Expr:
    """The word for a level of risk, a product of two marks from 1 to 5; blank without it."""
    return if_(score >= 15, highest, if_(score >= 10, STRONG, if_(score >= 5, MODERATE, if_(score >= 1, LOW, blank))))


def section(settings: Settings) -> Section:
    """Risques et opportunités, and their matrix."""
    tables = (
        Table(
            "risques",
            "Risques et opportunités",
            (*_typed(), *_computed()),
            (Part("Risques", SHEET),),
            spare=15,
            leads=2,
        ),
        Table("matrice_risques", "Matrice des risques", _matrix_columns(), (Part("Matrice_risques", MATRIX_SHEET),)),
    )
    lists = (
        Choices("risques_nature", "Nature (risques)", (RISK, OPPORTUNITY)),
        Choices("risques_etat", "État (risques)", (OPEN, MASTERED, HAPPENED)),
    )
    scores, words = zip(*_LIKELY, strict=True)
    return Section(tables, _sheets(), lists, {"matrice_risques": {"probabilite": scores, "lecture": words}})


def _typed() -> tuple[Column, ...]:
    return (
        Column(
            "nature",
            "Nature",
            CHOICE,
            choices="risques_nature",
            help="Risque ou opportunité. Vide : la ligne est prise pour un risque.",
            synonyms=("type",),
            width=13,
        ),
        Column(
            "description",
            "Description",
            LONG,
            help="Ce qui peut arriver, en une phrase.",
            synonyms=("risque", "opportunité", "libellé", "intitulé"),
            width=38,
        ),
        out_of_five(
            "probabilite",
            "Probabilité",
            ("très peu probable", "presque certain"),
            "proba",
            "vraisemblance",
            "fréquence",
            width=13,
        ),
        Column(
            "gravite",
            "Gravité",
            SCORE,
            help="De 1 (sans suite) à 5 (vital) ; pour une opportunité, ce qu’elle rapporterait.",
            synonyms=("impact", "gain", "enjeu"),
        ),
        Column(
            "cause", "Cause", LONG, help="D’où cela viendrait.", synonyms=("causes", "origine"), width=28, detail=True
        ),
        Column(
            "parade",
            "Parade",
            LONG,
            help="Ce qui l’évite ou en limite l’effet ; pour une opportunité, ce qu’il faut faire pour la saisir.",
            synonyms=("parades", "action", "réponse", "mesure préventive"),
        ),
        person_column("La personne qui surveille et met la parade en place."),
        deadline_column("Le jour où la parade doit être en place.", "date"),
        Column(
            "etat",
            "État",
            CHOICE,
            choices="risques_etat",
            help="Ouvert, maîtrisé (il ne menace plus) ou survenu (il a eu lieu). Vide : ouvert.",
            synonyms=("statut", "situation"),
            width=12,
        ),
    )


def _computed() -> tuple[Column, ...]:
    closed = (row.etat == MASTERED) | (row.etat == HAPPENED)
    return (
        Column(
            "criticite",
            "Criticité",
            WHOLE,
            row.probabilite * row.gravite,
            help="Probabilité × gravité, de 1 à 25.",
            synonyms=("score",),
        ),
        Column(
            "niveau",
            "Niveau",
            CHOICE,
            if_(row.nature == OPPORTUNITY, level(row.criticite, PROMISING), level(row.criticite, CRITICAL)),
            help="Faible jusqu’à 4, modéré de 5 à 9, fort de 10 à 14, critique dès 15 (opportunité : à saisir).",
            marks=(Mark("bad", CRITICAL), Mark("good", PROMISING), Mark("wait", STRONG), Mark("muted", LOW)),
            width=12,
        ),
        delay_column(
            if_(closed, blank, overdue_for_column(row.echeance)),
            "Jours depuis l’échéance, tant que la ligne est ouverte.",
        ),
        Column(
            "situation",
            "Compté comme",
            CHOICE,
            if_(
                closed,
                CLOSED,
                if_(row.nature == OPPORTUNITY, OPEN_OPPORTUNITY, if_(any_filled("nature", "etat"), OPEN_RISK, blank)),
            ),
            help="Clos : maîtrisé ou survenu. Sinon ouvert, comme risque ou comme opportunité.",
            marks=(Mark("muted", CLOSED),),
            detail=True,
            width=18,
        ),
    )


# --- the matrix -------------------------------------------------------------------------------------------

_LIKELY = ((5, "presque certain"), (4, "probable"), (3, "possible"), (2, "peu probable"), (1, "très peu probable"))
_GRAVE = ("sans suite", "gênant", "sérieux", "grave", "vital")


def _matrix_columns() -> tuple[Column, ...]:
    here = (risks.situation == OPEN_RISK) & (risks.probabilite == row.probabilite)
    columns = [
        Column("probabilite", "Probabilité", SCORE, given=True, width=14),
        Column("lecture", "Ce que cela veut dire", TEXT, given=True, width=24),
    ]
    for score, word in enumerate(_GRAVE, 1):
        key = f"gravite_{score}"
        columns.append(
            Column(
                key,
                f"Gravité {score} : {word}",
                COUNT,
                count(risks, here & (risks.gravite == score)),
                help=f"Les risques ouverts de cette probabilité et de gravité {score}.",
                total=sum_(getattr(matrix, key)),
                width=14,
                heat=True,
            )
        )
    together = row.gravite_1 + row.gravite_2 + row.gravite_3 + row.gravite_4 + row.gravite_5
    return (
        *columns,
        Column(
            "ensemble",
            "Ensemble",
            COUNT,
            together,
            help="Les risques ouverts de cette probabilité, toutes gravités comprises.",
            total=sum_(matrix.ensemble),
            width=12,
        ),
    )


# --- the sheets -------------------------------------------------------------------------------------------


def _sheets() -> tuple[Sheet, ...]:
    open_risk = risks.situation == OPEN_RISK
    figures = (
        _figure("risques_ouverts", "Risques ouverts", open_risk),
        _figure("risques_critiques", "dont critiques", open_risk & (risks.niveau == CRITICAL)),
        _figure("risques_en_retard", "Parades en retard", risks.retard > 0),
        _figure("risques_opportunites", "Opportunités ouvertes", risks.situation == OPEN_OPPORTUNITY),
    )
    return (
        Sheet(
            SHEET,
            "Risques et opportunités",
            "Ce qui peut arriver, en mal ou en bien, et ce que nous faisons pour ne pas le subir ni le manquer.",
            (
                Figures(figures),
                sheet_note(
                    "Criticité = probabilité × gravité. Faible : jusqu’à 4. Modéré : de 5 à 9. "
                    "Fort : de 10 à 14. Critique (ou à saisir) : à partir de 15."
                ),
                Grid("Risques"),
            ),
        ),
        _matrix_sheet(open_risk),
    )


def _figure(key: str, label: str, condition: Expr) -> Figure:
    return Figure(key, label, WHOLE, count(risks, condition))


def _matrix_sheet(open_risk: Expr) -> Sheet:
    placed = sum_(matrix.ensemble)
    return Sheet(
        MATRIX_SHEET,
        "Matrice des risques",
        "Où se tiennent les risques encore ouverts : plus ils sont en haut et à droite, plus ils pressent.",
        (
            Figures(
                (
                    Figure("matrice_risques_places", "Risques placés", WHOLE, placed),
                    Figure("matrice_risques_a_noter", "Risques à noter", WHOLE, count(risks, open_risk) - placed),
                )
            ),
            Grid("Matrice_risques"),
            sheet_note("Un risque ouvert n’a sa place ici qu’une fois sa probabilité et sa gravité notées."),
        ),
        tone="follow",
    )

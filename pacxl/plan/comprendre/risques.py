"""Risques et opportunités: what may happen, how likely and how grave, and the matrix of the risks still open."""

from __future__ import annotations

from collections.abc import Iterator

from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    any_filled,
    blank,
    coalesce,
    count,
    if_,
    is_blank,
    lift,
    lookup,
    position,
    sum_,
)
from pacxl.definition.kind import CHOICE, COUNT, LONG, SCORE, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.definition.text_expr import joined_texts, text_of_parts
from pacxl.plan.tables.columns import deadline_column, delay_column, overdue_for_column, person_column, score_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import WIDE

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
            (*_typed(), *_computed(), *_placed()),
            (Part("Risques", SHEET),),
            spare=15,
            leads=2,
        ),
        Table(
            "matrice_risques",
            "Matrice des risques",
            (*_given(), *map(_square, *zip(*enumerate(_GRAVE, 1), strict=True)), *_counts()),
            (Part("Matrice_risques", MATRIX_SHEET),),
            lines=4,
        ),
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
            width=29,
        ),
        score_column(
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
            width=26,
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


_BAD, _WAIT, _MUTED = (f"{grade}{WIDE}" for grade in (CRITICAL, STRONG, LOW))
_GRADES = (Mark("bad", starts=_BAD), Mark("wait", starts=_WAIT), Mark("muted", starts=_MUTED))
_NAMED = 3  # risks that a square of the matrix names


def _given() -> tuple[Column, ...]:
    return (
        Column("probabilite", "Probabilité", SCORE, given=True, width=13),
        Column("lecture", "Ce que cela veut dire", TEXT, given=True, width=20),
    )


def _square(score: int, word: str) -> Column:
    """Of a gravity and the row's probability: how grave that is in a word, and the open risks that stand there."""
    number, grade = getattr(row, f"gravite_{score}"), level(row.probabilite * score, CRITICAL)
    square = _place(row.probabilite, lift(score))
    found = (lookup(square + rank, risks.place, risks.description) for rank in range(1, _NAMED + 1))
    names = (if_(number >= rank, coalesce(each, "à décrire")) for rank, each in enumerate(found, 1))
    more = if_(number > _NAMED, text_of_parts("et ", number - _NAMED, f"{WIDE}de plus"))
    named = text_of_parts(grade, f"{WIDE}: ", joined_texts(" · ", *names, more))
    return Column(
        f"risques_{score}",
        f"Gravité {score} : {word}",
        TEXT,
        if_(number > 0, named, grade),
        help=f"Ce que pèse un risque de gravité {score}, et ceux qui sont encore ouverts.",
        marks=_GRADES,
        width=22,
    )


def _place(likely: Expr, grave: Expr) -> Expr:
    """A number for each square of the matrix, with room for the ranks of its risks."""
    return (likely * 10 + grave) * _ROOM


_ROOM = 10**9  # ranks, or rows, to a square


def _placed() -> tuple[Column, ...]:
    """Of an open risk, the number that finds it again in its square of the matrix."""
    square = _place(row.probabilite, row.gravite)
    rank = count(risks, (risks.cle_matrice > square) & (risks.cle_matrice <= row.cle_matrice))
    key, place = if_(row.situation == OPEN_RISK, square + position), if_(~is_blank(row.cle_matrice), square + rank)
    return (
        Column("cle_matrice", "Clé de matrice", WHOLE, key, help="Sa case, puis sa ligne.", detail=True),
        Column("place", "Place dans la matrice", WHOLE, place, help="Sa case, puis son rang là.", detail=True),
    )


_HERE = "Les risques ouverts de cette probabilité."


def _counts() -> Iterator[Column]:
    here = (risks.situation == OPEN_RISK) & (risks.probabilite == row.probabilite)
    for score in range(1, len(_GRAVE) + 1):
        key = f"gravite_{score}"
        number, total = count(risks, here & (risks.gravite == score)), sum_(getattr(matrix, key))
        yield Column(key, f"Nombre, gravité {score}", COUNT, number, help=_HERE, total=total, detail=True)
    yield Column(
        "ensemble",
        "Ensemble",
        COUNT,
        row.gravite_1 + row.gravite_2 + row.gravite_3 + row.gravite_4 + row.gravite_5,
        help=f"{_HERE[:-1]}, toutes gravités comprises.",
        total=sum_(matrix.ensemble),
        width=11,
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
        "Où se tiennent les risques encore ouverts : plus un risque est haut et à droite, plus il presse.",
        (
            Figures(
                (
                    Figure("matrice_risques_places", "Risques placés", WHOLE, placed),
                    Figure("matrice_risques_a_noter", "Risques à noter", WHOLE, count(risks, open_risk) - placed),
                )
            ),
            Grid("Matrice_risques"),
            sheet_note("Un risque ouvert a sa place ici une fois sa probabilité et sa gravité notées."),
        ),
        tone="follow",
    )

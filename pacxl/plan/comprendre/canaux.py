"""The sales channels: what each weighs, reaches, costs and earns, and the same figures for all of them together."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, coalesce, count, if_, is_blank, lookup, round_, sum_
from pacxl.definition.kind import (
    CHOICE,
    GAP_MONEY,
    GAP_PERCENT,
    MONEY,
    PERCENT,
    POINTS,
    RATE,
    RATIO,
    SCORE,
    TEXT,
    WHOLE,
    Kind,
)
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.columns import channel_column, person_column, prose_column
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.results import FAVOURABLE, UNFAVOURABLE, VERDICT_MARKS, rate_of, result_verdict_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, canaux = Row(), Of("canaux")

CHANNELS = ("Magasin", "E-commerce", "Application", "Terrain", "Réseaux sociaux", "Téléphone")
RANKS = 8  # rows of the chart's table, more if the firm has more channels


def section(settings: Settings) -> Section:
    """Canaux: what each channel weighs, does, and costs."""
    channels = settings.channels or CHANNELS
    ranks = range(1, max(RANKS, len(channels)) + 1)
    return Section(
        tables=(
            Table("canaux", "Canaux", _columns(), (Part("Canaux", "Canaux"),), spare=10),
            Table("canaux_poids", "Poids des canaux", _ranked(), (Part("Canaux_poids", "Poids des canaux"),)),
        ),
        sheets=(_sheet(), _weights_sheet()),
        rows={"canaux": {"canal": channels}, "canaux_poids": {"rang": list(ranks)}},
    )


def _columns() -> tuple[Column, ...]:
    return (*_amounts(), *_words(), *_weights(), *_rates())


def _money(key: str, header: str, help_: str, *synonyms: str, detail: bool = False) -> Column:
    whole = euros(sum_(getattr(canaux, key)))
    return Column(key, header, MONEY, help=help_, synonyms=synonyms, detail=detail, total=whole, width=13)


def _number(key: str, header: str, help_: str, *synonyms: str) -> Column:
    return Column(key, header, WHOLE, help=help_, synonyms=synonyms, total=sum_(getattr(canaux, key)))


def _amounts() -> tuple[Column, ...]:
    return (
        channel_column(
            "Un chemin par lequel vos clients achètent ou vous contactent.",
            width=22,
            synonyms=("canaux", "canal de vente", "canal de distribution"),
        ),
        prose_column("role", "Rôle", "À quoi il sert : faire connaître, conseiller, vendre, livrer…", "fonction"),
        _money("ca_precedent", "CA de l’an passé", "Son chiffre d’affaires de l’an passé.", "ca n-1", detail=True),
        _money("objectif_ca", "Objectif de CA", "Le chiffre d’affaires visé.", "ca visé", "ca prévu", "objectif"),
        _money(
            "ca_realise",
            "CA réalisé",
            "Le chiffre d’affaires obtenu. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            "ca",
            "chiffre d’affaires",
            "réalisé",
        ),
        _number("contacts", "Contacts", "Les personnes venues ou touchées.", "visiteurs", "visites", "trafic"),
        _number("ventes", "Ventes", "Le nombre de ventes conclues.", "nombre de ventes", "commandes"),
        _money(
            "cout", "Coût du canal", "Tout ce qu’il coûte sur la période : loyers, commissions, publicité.", "coût"
        ),
    )


def _words() -> tuple[Column, ...]:
    return (
        Column("satisfaction", "Satisfaction", SCORE, detail=True, help="Des clients de ce canal, de 1 à 5 (ravis)."),
        prose_column(
            "objectifs",
            "Objectifs",
            "Ce que vous en attendez, au-delà du chiffre d’affaires.",
            "attentes",
            detail=True,
        ),
        prose_column("leviers", "Leviers", "Ce qui peut le faire progresser.", "actions", "moyens", detail=True),
        prose_column(
            "synergies",
            "Synergies avec",
            "Les canaux qu’il aide ou qui l’aident, et comment.",
            "synergies",
            detail=True,
        ),
        person_column("La personne qui anime ce canal.", detail=True),
    )


def _weights() -> tuple[Column, ...]:
    reached = _both("ca_realise", "objectif_ca")
    return (
        _share("poids", "Poids dans le CA", "ca_realise", "Sa part dans le CA réalisé de tous les canaux."),
        _share("poids_vise", "Poids visé", "objectif_ca", "Sa part dans les objectifs de CA de tous les canaux."),
        Column(
            "ecart_poids",
            "Écart de poids",
            POINTS,
            round_((row.poids - row.poids_vise) * 100, 6),
            help="Poids − poids visé, en points.",
            detail=True,
        ),
        Column(
            "evolution",
            "Évolution",
            GAP_PERCENT,
            rate_of(row.ca_realise - row.ca_precedent, row.ca_precedent),
            help="CA réalisé par rapport à l’an passé, pour une durée comparable.",
            detail=True,
        ),
        Column(
            "ecart_ca",
            "Écart de CA",
            GAP_MONEY,
            row.ca_realise - row.objectif_ca,
            help="CA réalisé − objectif. Négatif : l’objectif n’est pas atteint.",
            total=euros(sum_(canaux.ecart_ca)),
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            rate_of(row.ca_realise, row.objectif_ca),
            help="CA réalisé ÷ objectif.",
            total=rate_of(sum_(canaux.ca_realise, reached), sum_(canaux.objectif_ca, reached)),
            detail=True,
        ),
        result_verdict_column(
            if_(row.ecart_ca >= 0, FAVOURABLE, if_(row.ecart_ca < 0, UNFAVOURABLE, blank)),
            "Favorable dès que l’objectif de CA est atteint.",
        ),
    )


def _share(key: str, header: str, part: str, help_: str) -> Column:
    formula = getattr(row, part) / euros(sum_(getattr(canaux, part)))
    return Column(key, header, PERCENT, formula, help=help_, bar=True, width=12, detail=key != "poids")


def _both(over: str, under: str) -> Expr:
    return ~is_blank(getattr(canaux, over)) & ~is_blank(getattr(canaux, under))


# Each rate's key, header, kind, parts and rule in words: for a channel, and for all of them.
_RATES: tuple[tuple[str, str, Kind, str, str, str], ...] = (
    ("conversion", "Taux de conversion", RATE, "ventes", "contacts", "Ventes ÷ contacts."),
    ("panier", "Panier moyen", MONEY, "ca_realise", "ventes", "CA réalisé ÷ ventes."),
    ("cout_vente", "Coût par vente", MONEY, "cout", "ventes", "Coût du canal ÷ ventes."),
    (
        "rentabilite",
        "Rentabilité",
        RATIO,
        "ca_realise",
        "cout",
        "CA réalisé ÷ coût : 5:1, c’est 5 € vendus par euro.",
    ),
)


def _rates() -> tuple[Column, ...]:
    rates = (
        Column(
            key,
            header,
            kind,
            getattr(row, over) / getattr(row, under),
            help=f"{rule} Le total se calcule sur les canaux où les deux sont connus.",
            total=_overall(over, under),
            detail=key in ("panier", "cout_vente"),
            width=13,
        )
        for key, header, kind, over, under, rule in _RATES
    )
    return (*rates, *_ranking())


def _overall(over: str, under: str) -> Expr:
    """A rate of all channels together: of its parts, added up over the channels where both are known."""
    both = _both(over, under)
    return sum_(getattr(canaux, over), both) / sum_(getattr(canaux, under), both)


def _ranking() -> tuple[Column, ...]:
    above = count(canaux, canaux.ca_retenu > row.ca_retenu)
    level = canaux.ca_retenu == row.ca_retenu
    ahead = count(canaux, level & (canaux.objectif_ca > row.objectif_ca))
    return (
        Column(
            "ca_retenu",
            "CA pour le rang",
            MONEY,
            coalesce(row.ca_realise, row.objectif_ca),
            help="Le CA réalisé, ou l’objectif tant que le réalisé n’est pas connu.",
            detail=True,
        ),
        Column(
            "rang",
            "Rang",
            WHOLE,
            if_(is_blank(row.ca_retenu), blank, above + ahead + 1),
            help="1 pour le plus gros CA ; à égalité, le plus gros objectif passe devant.",
            detail=True,
        ),
    )


def _sheet() -> Sheet:
    figures = (
        Figure("canaux_ca", "CA réalisé", MONEY, euros(sum_(canaux.ca_realise))),
        Figure("canaux_ecart", "Écart de CA", GAP_MONEY, euros(sum_(canaux.ecart_ca))),
        *(Figure(f"canaux_{rate[0]}", rate[1], rate[2], _overall(rate[3], rate[4])) for rate in _RATES),
    )
    return Sheet(
        "Canaux",
        "Canaux de vente",
        "Par où passent vos ventes : ce que chaque canal apporte, ce qu’il coûte, et comment ils s’épaulent.",
        (
            Figures(figures),
            sheet_note(
                "Un taux d’ensemble se recalcule depuis ses parts connues : pas de moyenne de taux.",
                ("Les poids réalisés et visés, en image.", "Poids des canaux"),
            ),
            Grid("Canaux"),
        ),
    )


# --- the weights, largest first ---------------------------------------------------------------------------


def _ranked() -> tuple[Column, ...]:
    def found(key: str, header: str, kind: Kind, help_: str, marks: tuple[Mark, ...] = ()) -> Column:
        formula = lookup(row.rang, canaux.rang, getattr(canaux, key))
        bar = key in ("poids", "poids_vise")
        return Column(key, header, kind, formula, help=help_, bar=bar, marks=marks, width=14 if bar else None)

    return (
        Column("rang", "Rang", WHOLE, given=True, width=8),
        found(
            "canal", "Canal", TEXT, "Le canal de ce rang. Vide si deux canaux que rien ne départage se le partagent."
        ),
        found("ca_realise", "CA réalisé", MONEY, "Son chiffre d’affaires."),
        found("poids", "Poids dans le CA", PERCENT, "Sa part dans le CA réalisé."),
        found("poids_vise", "Poids visé", PERCENT, "Sa part dans les objectifs de CA."),
        found("ecart_poids", "Écart de poids", POINTS, "Poids − poids visé, en points."),
        found("rentabilite", "Rentabilité", RATIO, "CA réalisé ÷ coût."),
        found("verdict", "Verdict", CHOICE, "Objectif de CA atteint ou non.", VERDICT_MARKS),
    )


def _weights_sheet() -> Sheet:
    chart = Chart(
        "Poids réalisé et poids visé de chaque canal",
        "Canaux_poids",
        "canal",
        (Series("poids_vise", "Poids visé", target=True), Series("poids", "Poids réalisé")),
        shape="bar",
        rows=14,
        columns=10,
        number_format="0\\ %",
        empty="saisissez le chiffre d’affaires réalisé ou visé de chaque canal dans Canaux pour voir ce graphique",
    )
    return Sheet(
        "Poids des canaux",
        "Poids des canaux",
        "Vos canaux du plus gros au plus petit ; tout se calcule à partir de la feuille Canaux.",
        (
            sheet_note(
                "Le poids est la part dans le CA réalisé connu ; le poids visé, celle dans les objectifs.",
                "Un canal dont le CA réalisé n’est pas encore connu est rangé par son objectif.",
            ),
            Beside((Grid("Canaux_poids"), chart)),
        ),
    )

"""The portefeuille: who follows which client, what is aimed at, what is done; and its totals by segment."""

from __future__ import annotations

from pacxl.definition.expr import (
    Of,
    OfCol,
    Row,
    any_filled,
    blank,
    coalesce,
    count,
    if_,
    is_blank,
    lift,
    lookup,
    max_,
    sum_,
)
from pacxl.definition.kind import COUNT, DATE, GAP_MONEY, GAP_PERCENT, MONEY, PERCENT, SUM_MONEY, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Beside, Block, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.columns import (
    amount_column,
    comment_column,
    person_column,
    score_column,
    segment_column,
    share_column,
)
from pacxl.plan.tables.money import euros, known_euros
from pacxl.plan.tables.results import HIGHER, rate_of, result_verdict, result_verdict_column
from pacxl.plan.tables.section import Section, section_rows
from pacxl.settings.model import Settings

SHEET = "Portefeuille"
OTHER = "autre ou sans segment"

row, mine, segments = Row(), Of("portefeuille"), Of("portefeuille_segments")

# A rate over several clients is that of their sums, over the clients for which its two parts are known.
_COMPARED = ~is_blank(mine.ecart)
_REACHED = rate_of(sum_(mine.realise, _COMPARED), sum_(mine.objectif, _COMPARED))
_EVOLVING = ~is_blank(mine.evolution)
_EVOLUTION = sum_(mine.objectif, _EVOLVING) / sum_(mine.ca_passe, _EVOLVING) - 1


def section(settings: Settings) -> Section:
    """Portefeuille: the clients; before them, their totals by segment if the firm has segments."""
    columns = (*_typed(), *_computed(settings))
    clients = Table("portefeuille", "Portefeuille", columns, (Part("Portefeuille", SHEET),), spare=20)
    part = Part("Portefeuille_segments", SHEET)
    by_segment = Table("portefeuille_segments", "Portefeuille par segment", _segment_columns(), (part,))
    tables = (by_segment, clients) if settings.segments else (clients,)
    segments = {"portefeuille_segments": {"segment": [*settings.segments, OTHER]}} if settings.segments else {}
    return Section(tables, (_sheet(settings),), rows=segments, own=(_clients,))


def _clients(settings: Settings) -> Section:
    """The firm's clients."""
    fields = {
        "client": "name",
        "segment": "segment",
        "suivi_par": "person",
        "ca_passe": "revenue",
        "objectif": "target",
    }
    return Section(rows={"portefeuille": section_rows(settings.clients, **fields)})


def _typed() -> tuple[Column, ...]:
    return (
        Column(
            "client",
            "Client",
            TEXT,
            width=28,
            help="Le client ou le prospect.",
            synonyms=("clients", "société", "entreprise", "compte", "raison sociale"),
        ),
        segment_column("Le type de client."),
        person_column(
            "La personne qui suit ce client, son commercial.",
            "suivi_par",
            "Suivi par",
            width=17,
            synonyms=("commercial", "responsable", "vendeur", "qui"),
        ),
        _summed(
            "ca_passe",
            "CA de l’an passé",
            "Le chiffre d’affaires de l’an passé, en euros ; 0 pour un prospect, vide si vous ne savez pas.",
            ("ca n-1", "ca année précédente", "chiffre d’affaires n-1", "ca passé"),
        ),
        _summed(
            "objectif",
            "Objectif de CA",
            "Le chiffre d’affaires visé sur la période du plan, en euros.",
            ("objectif", "ca visé", "ca prévu", "cible"),
        ),
        _summed(
            "realise",
            "CA réalisé",
            "Le chiffre d’affaires fait à ce jour, en euros. Vide tant que vous ne le savez pas.",
            ("réalisé", "ca", "chiffre d’affaires", "ca réel"),
        ),
        _summed(
            "visites_prevues",
            "Visites prévues",
            "Le nombre de visites ou de rendez-vous prévus sur la période.",
            ("visites", "nombre de visites", "rendez-vous prévus"),
            WHOLE,
        ),
        _summed(
            "visites_faites", "Visites faites", "Le nombre de visites déjà faites.", ("visites réalisées",), WHOLE
        ),
        Column("prochaine_visite", "Prochaine visite", DATE, width=14, help="Sa date.", synonyms=("date de visite",)),
        score_column("potentiel", "Potentiel", ("faible", "très fort"), "note", detail=True),
        Column("secteur", "Secteur", TEXT, width=17, detail=True, help="La zone ou la tournée.", synonyms=("zone",)),
        comment_column("Ce qu’il faut savoir avant la prochaine visite.", detail=True),
    )


def _summed(key: str, header: str, help_: str, synonyms: tuple[str, ...], kind: Kind = MONEY) -> Column:
    total = euros(sum_(getattr(mine, key))) if kind is MONEY else sum_(getattr(mine, key))
    return Column(key, header, kind, help=help_, synonyms=synonyms, total=total, width=14)


def _computed(settings: Settings) -> tuple[Column, ...]:
    columns = (
        Column(
            "ecart",
            "Écart",
            GAP_MONEY,
            row.realise - row.objectif,
            help="CA réalisé − objectif.",
            total=euros(sum_(mine.ecart)),
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            rate_of(row.realise, row.objectif),
            help="CA réalisé ÷ objectif.",
            total=_REACHED,
        ),
        result_verdict_column(
            result_verdict(row.realise, row.objectif, lift(HIGHER)),
            "Favorable quand l’objectif est atteint.",
            width=14,
        ),
        Column(
            "evolution",
            "Évolution visée",
            GAP_PERCENT,
            if_(row.ca_passe > 0, row.objectif / row.ca_passe - 1, blank),
            total=_EVOLUTION,
            help="Objectif ÷ CA de l’an passé − 1 ; sans objet pour un nouveau client.",
            detail=True,
        ),
        share_column(mine.realise, "La part du client dans le CA réalisé.", header="Part du CA", detail=True),
        Column(
            "visites_restantes",
            "Visites restantes",
            WHOLE,
            max_(0, row.visites_prevues - row.visites_faites),
            help="Visites prévues − visites faites, jamais moins de zéro.",
            detail=True,
            total=sum_(mine.visites_restantes),
        ),
    )
    return (*columns, _counted_segment()) if settings.segments else columns


def _counted_segment() -> Column:
    known = coalesce(lookup(row.segment, segments.segment, segments.segment), OTHER)
    return Column(
        "segment_retenu",
        "Segment retenu",
        TEXT,
        if_(any_filled("client", "commentaire"), known, blank),
        detail=True,
        help="Le segment sous lequel le client est compté ; sans segment reconnu, il l’est à part.",
    )


def _segment_columns() -> tuple[Column, ...]:
    own = mine.segment_retenu == row.segment
    compared = own & _COMPARED

    def added(column: OfCol, header: str, help_: str) -> Column:
        """The sum, for the segment, of the clients' column of the same name."""
        return amount_column(getattr(segments, column.key), header, help_, known_euros(column, own), width=14)

    return (
        Column("segment", "Segment", TEXT, given=True, width=28),
        Column(
            "clients",
            "Clients",
            COUNT,
            count(mine, own & ~is_blank(mine.client)),
            help="Clients et prospects nommés.",
            total=sum_(segments.clients),
        ),
        share_column(
            segments.objectif, "La part du segment dans l’objectif de CA.", header="Part de l’objectif", width=17
        ),
        added(mine.ca_passe, "CA de l’an passé", "La somme des CA connus de l’an passé."),
        added(mine.objectif, "Objectif de CA", "La somme des objectifs."),
        added(mine.realise, "CA réalisé", "La somme des CA réalisés connus."),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            rate_of(sum_(mine.realise, compared), sum_(mine.objectif, compared)),
            total=_REACHED,
            help="CA réalisé ÷ objectif, pour les clients dont les deux sont connus.",
        ),
    )


def _sheet(settings: Settings) -> Sheet:
    named = ~is_blank(mine.client)
    figures = (
        Figure("portefeuille_clients", "Clients et prospects", WHOLE, count(mine, named)),
        Figure("portefeuille_ca_passe", "CA de l’an passé", SUM_MONEY, euros(sum_(mine.ca_passe))),
        Figure("portefeuille_objectif", "Objectif de CA", SUM_MONEY, euros(sum_(mine.objectif))),
        Figure("portefeuille_realise", "CA réalisé", SUM_MONEY, euros(sum_(mine.realise))),
        Figure("portefeuille_atteinte", "Atteinte", PERCENT, _REACHED),
        Figure("portefeuille_sans", "Clients sans commercial", WHOLE, count(mine, named & is_blank(mine.suivi_par))),
    )
    line = "L’atteinte compare le CA réalisé à l’objectif des seuls clients dont les deux sont connus."
    blocks: tuple[Block, ...] = (Figures(figures), sheet_note(line))
    if settings.segments:
        blocks += (Beside((Grid("Portefeuille_segments", title="Par segment"), _chart())),)
    return Sheet(
        SHEET,
        "Portefeuille de clients",
        "Qui suit quel client, ce que vous en attendez, et où vous en êtes avec lui.",
        (*blocks, Grid("Portefeuille", title="Client par client" if settings.segments else "")),
    )


def _chart() -> Chart:
    return Chart(
        "Objectif et réalisé par segment",
        "Portefeuille_segments",
        "segment",
        (Series("objectif", "Objectif", target=True), Series("realise", "Réalisé")),
        shape="bar",
        rows=15,
        number_format="#,##0\\ €",
        columns=9,
        empty="saisissez l’objectif ou le chiffre d’affaires de vos clients, plus bas, pour voir ce graphique",
    )

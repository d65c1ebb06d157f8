"""By which channel and for which persona: optional columns of the actions, axes of the écarts."""

from __future__ import annotations

from pacxl.definition.kind import CHOICE
from pacxl.definition.table import Choices, Column
from pacxl.plan.tables.columns import channel_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings


def section(settings: Settings) -> Section:
    """The channel, of an action and of a deal; the persona of an action, where the firm describes some."""
    by_channel = Section(more={"actions.segment": (_channel_of_action(),), "carnet.segment": (_channel_of_deal(),)})
    if not settings.personas and "personas" not in settings.sections:
        return by_channel
    personas = Choices("personas", "Personas", settings.personas)
    return by_channel + Section(lists=(personas,), more={"actions.segment": (_persona(),)})


def _channel_of_action() -> Column:
    return channel_column(
        "Par où l’action touche ses clients : un de vos canaux, ou un autre.",
        detail=True,
        width=18,
        synonyms=(
            *("canaux", "canal de vente", "canal utilisé", "canal privilégié", "canal de communication"),
            *("canal de distribution", "support", "média", "channel"),
        ),
    )


def _channel_of_deal() -> Column:
    return channel_column(
        "Par où l’affaire est venue, ou se vend.",
        detail=True,
        width=18,
        synonyms=("canaux", "canal de vente", "canal de distribution", "canal d’acquisition", "channel"),
    )


def _persona() -> Column:
    return Column(
        "persona",
        "Persona",
        CHOICE,
        choices="personas",
        open_list=True,
        detail=True,
        width=18,
        help="Le client type visé, écrit comme sur la feuille Personas.",
        synonyms=("personas", "persona visé", "client type", "cible type", "profil", "buyer persona"),
    )

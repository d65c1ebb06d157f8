"""The CRMs whose exports are known: the headers that tell each, those of its columns, its stages.

Headers are written as `header_for_recognition` gives them. The first of a column's that is there is taken. Sources:
header rows of public exports and the products' own pages. A header, or a stage, followed by `?` was seen nowhere: it
is likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pacxl.french.text import fold

# What a column of an export can be, beside a column of the carnet: whose deal it is, its currency; what says that it
# is closed (`won`, `lost`, `closed`, `active`: yes or no), and when; a date that serves to tell days from months.
OWNER, CURRENCY, CREATED = "commercial", "devise", "creee_le"
WON_FLAG, LOST_FLAG, CLOSED_FLAG, ACTIVE_FLAG = "est_gagnee", "est_perdue", "est_close", "est_active"
WON_ON, LOST_ON, CLOSED_ON = "gagnee_le", "perdue_le", "close_le"
FLAGS, CLOSINGS = (WON_FLAG, LOST_FLAG, CLOSED_FLAG, ACTIVE_FLAG), (WON_ON, LOST_ON, CLOSED_ON)


@dataclass(frozen=True)
class Product:
    """A CRM. It `is_told_by` headers that must all be there, one way or another: `a | b & c` is a or b, and c. Its
    `columns` are our keys, with their headers: `a | b`. `stages`: what its own ones are worth, 0 to 1; `ids`, their
    internal names."""

    name: str
    is_told_by: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    lines_add_up: tuple[str, ...] = ()  # headers of amounts that are a line's: those of one record are added up

    def headers(self, key: str) -> list[str]:
        """The headers that a column can have, the surest first."""
        return [each.strip(" ?") for each in self.columns.get(key, "").split("|") if each.strip()]

    def worth(self, stage: str) -> float | None:
        """The probability that it gives one of its own stages; None for any other."""
        return next((worth for name, worth in self.stages.items() if fold(name.strip(" ?")) == fold(stage)), None)


HUBSPOT = Product(
    "HubSpot",
    (
        "deal name | nom de la transaction & deal stage | phase de la transaction",
        "record id | id de fiche d'informations & deal name | nom de la transaction & close date | date de fermeture",
    ),
    {
        "reference": "record id | id de fiche d'informations | deal id ? | id de la transaction ?",
        "nature": "deal name | nom de la transaction",
        "etape": "deal stage | phase de la transaction",
        "montant": "amount | montant",
        CURRENCY: "currency ? | devise ?",
        "date_jalon": "close date | date de fermeture",
        "societe": "associated company (primary) | associated company | company name | associated companies ?"
        " | entreprise associee ? | nom de l'entreprise ?",
        "interlocuteur": "associated contact ? | associated contact (primary) ? | associated contacts ?"
        " | contact associe ?",
        "probabilite": "deal probability ? | probabilite de la transaction ?",
        "segment": "deal type ? | type de transaction ?",
        "prochaine_action": "next step ? | prochaine etape ? | etape suivante ?",
        OWNER: "deal owner | proprietaire de la transaction | collaborateur de transaction",
        WON_FLAG: "is closed won ?",
        LOST_FLAG: "is closed lost",
        CREATED: "create date | date de creation",
    },
    {
        "Appointment Scheduled": 0.2,
        "Qualified to Buy": 0.4,
        "Presentation Scheduled": 0.6,
        "Decision Maker Bought-In": 0.8,
        "Contract Sent": 0.9,
        "Rendez-vous programmé ?": 0.2,
        "Qualifié pour l'achat ?": 0.4,
        "Présentation programmée ?": 0.6,
        "Décideur convaincu ?": 0.8,
        "Contrat envoyé ?": 0.9,
    },
    {
        "appointmentscheduled": "Appointment Scheduled",
        "qualifiedtobuy": "Qualified to Buy",
        "presentationscheduled": "Presentation Scheduled",
        "decisionmakerboughtin": "Decision Maker Bought-In",
        "contractsent": "Contract Sent",
    },
)
PIPEDRIVE = Product(
    "Pipedrive",
    ("title | titre & value | valeur & organization | organisation & stage | etape | status | statut",),
    {
        "reference": "id | pipedrive system id",
        "nature": "title | titre",
        "montant": "value | valeur",
        CURRENCY: "currency of value | devise de la valeur ? | currency ? | devise ?",
        "societe": "organization | organisation",
        "interlocuteur": "contact person | personne a contacter",
        "probabilite": "probability | probabilite ?",
        "etape": "stage | etape | stage (pipeline)",
        "segment": "label | etiquette ?",
        "issue": "status | statut",
        "date_jalon": "expected close date | date de cloture prevue",
        "prochaine_action": "next activity subject ? | objet de la prochaine activite ? | next activity date"
        " | date de la prochaine activite ?",
        OWNER: "owner | proprietaire ?",
        WON_ON: "won time | date de gain | heure du gain ?",
        LOST_ON: "lost time | heure de l'echec | heure de la perte ? | date de perte ?",
        CLOSED_ON: "closed on | date de cloture ?",
        CREATED: "deal created | creation date | affaire creee",
    },
)
SALESFORCE = Product(
    "Salesforce",
    (
        "opportunity name | nom de l'opportunite & stage | etape & account name | nom du compte | opportunity owner"
        " | proprietaire de l'opportunite | forecast category",
        "opportunity owner | proprietaire de l'opportunite & stage | etape & close date | date de cloture",
        "opportunity id | id de l'opportunite & stage | etape & amount | montant | account name | nom du compte",
    ),
    {
        "reference": "opportunity id | id de l'opportunite ? | opportunity number | numero de l'opportunite ?",
        "nature": "opportunity name | nom de l'opportunite",
        "societe": "account name | nom du compte ? | client final",
        "interlocuteur": "contact name ? | primary contact ? | contact ?",
        "montant": "amount | total amount | montant ? | prix total",
        CURRENCY: "opportunity currency | amount currency ? | total amount currency | currency ? | devise ?",
        "probabilite": "probability (%) | probability ? | probabilite (%) ? | probabilite ?",
        "etape": "stage | etape",
        "segment": "type | sales region",
        "date_jalon": "close date | date de cloture",
        "prochaine_action": "next step | opportunity next steps | prochaine etape ? | etape suivante ?",
        OWNER: "opportunity owner | proprietaire de l'opportunite | owner ?",
        WON_FLAG: "won | gagne ? | gagnee ?",
        CLOSED_FLAG: "closed | ferme ? | fermee ?",
        CREATED: "created date | date de creation",
    },
    {
        "Prospecting ?": 0.1,
        "Qualification ?": 0.1,
        "Needs Analysis ?": 0.2,
        "Value Proposition ?": 0.5,
        "Id. Decision Makers ?": 0.6,
        "Perception Analysis ?": 0.7,
        "Proposal/Price Quote ?": 0.75,
        "Negotiation/Review ?": 0.9,
    },
    lines_add_up=("prix total", "total price"),
)
ZOHO = Product(
    "Zoho",
    (
        "deal name & closing date",
        "record id | deal id & deal name & stage | sub-pipeline | account name | company name",
    ),
    {
        "reference": "record id | deal id | id de l'enregistrement ?",
        "nature": "deal name | nom de l'affaire ? | nom de la transaction ?",
        "montant": "amount | montant ?",
        CURRENCY: "currency | devise ?",
        "date_jalon": "closing date | date de cloture ?",
        "societe": "account name | company name | nom du compte ? | nom de l'entreprise ?",
        "interlocuteur": "contact name | nom du contact ?",
        "probabilite": "probability (%) ? | probability ? | probabilite (%) ? | probabilite ?",
        "etape": "stage | etape ?",
        "segment": "type ? | pipeline | sub-pipeline",
        "prochaine_action": "next step ? | prochaine etape ?",
        OWNER: "deal owner | proprietaire de l'affaire ? | proprietaire de la transaction ?",
        CREATED: "created time | heure de creation ?",
    },
)
DYNAMICS = Product(
    "Dynamics 365",
    ("topic & potential customer | account | est. revenue & est. close date | est. revenue | pipeline phase",),
    {
        "reference": "(do not modify) opportunity | (ne pas modifier) opportunite",
        "nature": "topic | nom de la transaction | nom de l'opportunite | rubrique ?",
        "societe": "potential customer | account | client potentiel | compte client | compte ?",
        "interlocuteur": "contact ? | nom complet (contact) (contact) | full name (contact) (contact) ?",
        "montant": "est. revenue | revenu estime ? | chiffre d'affaires est. ? | chiffre d'affaires estime ?",
        CURRENCY: "currency ? | devise ?",
        "date_jalon": "est. close date | close date | date de fermeture estimee | date de fermeture est. ?",
        CLOSED_ON: "actual close date ? | date de fermeture reelle ?",
        "probabilite": "probability | probabilite ? | probabilite estimee par ae",
        "etape": "pipeline phase | phase active | phase du pipeline ? | status reason | raison du statut ?",
        "issue": "status | statut ?",
        "segment": "rating | evaluation ?",
        OWNER: "owner | proprietaire ? | ae en charge ?",
        CREATED: "created on | cree le ? | date de creation ?",
    },
)
ODOO = Product(
    "Odoo",
    (
        "expected revenue | expected revenues | revenu espere | revenus esperes | revenus estimes"
        " & opportunity | opportunite | customer | client | stage | etape",
        "expected_revenue | planned_revenue & name | partner_id | stage_id",
        "opportunity | opportunite & customer | client & salesperson | sales person | sales team | vendeur",
    ),
    {
        "reference": "external id ? | id externe ? | identifiant externe ? | id ?",
        "nature": "opportunity | opportunite ? | name ?",
        "societe": "customer | client | company name ? | customer name | nom du client | partner_id ?"
        " | partner_id/name ?",
        "interlocuteur": "contact name | nom du contact ?",
        "montant": "expected revenue | expected revenues | revenu espere | revenus esperes ? | revenus estimes"
        " | expected_revenue ? | planned_revenue ?",
        CURRENCY: "currency ? | devise ?",
        "probabilite": "probability ? | probabilite ?",
        "etape": "stage | etape ? | stage_id ? | stage_id/name ?",
        "segment": "tags ? | etiquettes ? | tag_ids ?",
        "issue": "won_status ? | won/lost ? | gagne/perdu ?",
        ACTIVE_FLAG: "active ? | actif ?",
        "date_jalon": "expected closing | expected closing date | date de fermeture prevue | date de cloture prevue"
        " | deadline | date_deadline ?",
        CLOSED_ON: "closed date ? | date de cloture ? | date_closed ?",
        "prochaine_action": "next activity summary ? | resume de l'activite suivante ? | next activity ?",
        OWNER: "salesperson ? | sales person | vendeur ? | commercial ? | user_id ? | user_id/name ?",
        CREATED: "created on | creation date | cree le | date de creation | create_date ?",
    },
)
ANY = Product("CRM")  # one that is not known: its headers are those of a file of correspondences
PRODUCTS = (DYNAMICS, PIPEDRIVE, ZOHO, HUBSPOT, SALESFORCE, ODOO)  # the surest to tell first


def product_called(name: str) -> Product | None:
    """The CRM of a name, whatever its case."""
    plain = name.casefold().replace(" ", "")
    return next(
        (each for each in PRODUCTS if plain and each.name.casefold().replace(" ", "").startswith(plain)), None
    )

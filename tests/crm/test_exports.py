"""Each CRM's export becomes the carnet, row by row: what is open, won or lost, when, how much, whose."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from pacxl.crm.exported import Exported
from pacxl.crm.recognition import recognised_product
from tests.crm.exports import Cells, Sheet, codes, read, table

DAY = dt.date


class Deal(NamedTuple):
    """A deal as the carnet has it."""

    reference: str | None
    societe: str | None
    nature: str | None
    montant: float | None
    date_jalon: dt.date | None
    etape: str | None
    probabilite: float | None
    issue: str
    cloture: dt.date | None
    owner: str


class Case(NamedTuple):
    """An export, the CRM it is of, its deals, what is told of it."""

    crm: str
    sheet: Sheet
    deals: list[Deal]
    told: list[str] = []  # noqa: RUF012  # never changed


HUBSPOT = table(
    """
Record ID|Deal Name|Deal Stage|Amount|Close Date|Deal owner|Pipeline|Create Date|Associated Company|\
Associated Company IDs|Is closed lost
901|Chauffage|qualifiedtobuy|12500|2026-04-15 09:30|Paul Martin|Sales Pipeline|2026-01-05 08:00|\
Alpha (1234567)|1234567|false
902|Toiture|Closed Won|8000.5|2026-03-01 17:45|Zoé Petit|Sales Pipeline|2026-01-06 08:00|Bêta (7654321)|\
7654321|false
903|Façade|Closed Lost|3000|2026-02-01 10:00|Paul Martin|Sales Pipeline|2026-01-07 08:00|Gamma|3|true
904|Devis serre|Devis||2026-06-01 10:00||Sales Pipeline|2026-01-08 08:00|||false
"""
)
HUBSPOT_FR = table(
    """
ID de fiche d'informations|Nom de la transaction|Pipeline|Phase de la transaction|Montant|\
Date de fermeture|Date de création|Propriétaire de la transaction|Associated Company (Primary)
11|Chauffage|Ventes|Contrat envoyé|12500|2026-04-15 09:30|2026-01-05 08:00|Paul Martin|Alpha
12|Toiture|Ventes|Fermée gagnée|8000|2026-03-01 17:45|2026-01-06 08:00|Paul Martin|Bêta
13|Façade|Ventes|Fermée perdue|3000|2026-02-01 10:00|2026-01-07 08:00|Zoé Petit|Gamma
"""
)
PIPEDRIVE = table(
    """
Deal - ID|Deal - Title|Deal - Value|Deal - Currency of value|Deal - Organization|Deal - Contact person|\
Deal - Owner|Deal - Stage|Deal - Status|Deal - Probability|Deal - Expected close date|Deal - Won time|\
Deal - Lost time
1|Chauffage|$1,234|EUR|Alpha|Luc|Paul Martin|Proposal Made|Open|60|2026-04-15||
2|Toiture|8000|EUR|Bêta||Paul Martin|Proposal Made|Won||2026-03-10|2026-03-01 17:45:00|
3|Façade|3000|EUR|Gamma||Zoé Petit|Qualified|Lost||2026-03-10||2026-02-01 10:00:00
4|Export|5000|USD|Delta||Zoé Petit|Qualified|Open|20|2026-05-10||
"""
)
PIPEDRIVE_FR = table(
    """
Affaire - Titre|Affaire - Valeur|Affaire - Organisation|Affaire - Personne à contacter|Affaire - Étape|\
Affaire - Statut|Affaire - Région|Affaire - Date de gain|Affaire - Heure de l'échec|\
Affaire - Date de clôture prévue|Affaire - Région|Activité - Date d’ajout
Chauffage|1 234,56 €|Alpha|Luc|Devis|En cours|Nord|||15/04/2026|Sud|02/01/2026
Toiture|8 000,00 €|Bêta||Devis|Gagnée|Nord|2026-03-01 17:45:00||10/03/2026||
Façade|3 000,00 €|Gamma||Devis|Perdue|Nord||2026-02-01 10:00:00|10/03/2026||
"""
)
SALESFORCE = [
    *table(
        """
Assigned SE|Stage|Opportunity Name|Owner Role|Account Name|Fiscal Period|Amount|Probability (%)|Age|\
Created Date|Type|Close Date (2)|Close Date|Lost Reason|Opportunity ID|Opportunity ID
Luc|Proposal/Price Quote|Chauffage|Sales|Alpha|Q2-2026|$1,234,567|70|10|1/5/2026|New|4/30/2026|4/15/2026|\
|0061t00000AbCdE|0061t00000AbCdEAAV
Luc|Closed Won|Toiture|Sales|Bêta|Q1-2026|$8,000|100|10|1/25/2026|New|3/1/2026|3/1/2026||0061t00000FgHiJ|\
0061t00000FgHiJAAV
Luc|Closed Lost|Façade|Sales|Gamma|Q1-2026|$3,000|0|10|1/7/2026|New|2/1/2026|2/1/2026|Prix|\
0061t00000KlMnO|0061t00000KlMnOAAV
"""
    ),
    [],
    ["Opportunity Report"],
    ["Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."],
    ["Confidential Information - Do Not Distribute"],
]
SALESFORCE_FR = table(
    """
Propriétaire de l'opportunité;Date de création;Date de clôture;Etape;Opportunity Number;Revendeur;Client Final;\
Quantité;Prix de vente;Prix total;Nom du produit
Paul Martin;05/01/2026;15/04/2026;Devis;OP-1;Rev;Alpha;2;500,00;1 000,00;Pompe
Paul Martin;05/01/2026;15/04/2026;Devis;OP-1;Rev;Alpha;1;234,50;234,50;Vanne
Zoé Petit;06/01/2026;01/03/2026;Closed Won;OP-2;Rev;Bêta;1;8 000,00;8 000,00;Toit
""".replace(";", "|")
)
ZOHO = table(
    """
Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name.id|Account Name|\
Contact Name.id|Contact Name|Stage|Currency|Created Time
zcrm_501|zcrm_9|Paul Martin|12500|Chauffage|2026-04-15|zcrm_7|Alpha|zcrm_8|Luc|Qualification|EUR|\
2026-01-05 08:00:00
zcrm_502|zcrm_9|Paul Martin|8000|Toiture|2026-03-01|zcrm_6|Bêta|||Closed Won|EUR|2026-01-06 08:00:00
zcrm_503|zcrm_9|Zoé Petit|3000|Façade|2026-02-01|zcrm_5|Gamma|||Closed-Lost to Competition|EUR|\
2026-01-07 08:00:00
"""
)
BIGIN = table(
    """
Deal Id|Deal Name|Company Name|Amount|Closing Date|Stage|Sub-Pipeline|Deal Owner
1|Chauffage|Alpha|12500|2026-04-15|Devis|Ventes|Paul Martin
"""
)
DYNAMICS: Cells = [
    [
        "(Do Not Modify) Opportunity",
        "(Do Not Modify) Row Checksum",
        "(Do Not Modify) Modified On",
        *("Topic", "Potential Customer", "Status", "Status Reason", "Est. Close Date", "Est. Revenue", "Probability"),
        *("Rating", "Owner"),
    ],
    ["a-1", "x", 45631, "Chauffage", "Alpha", "Open", "In Progress", 46127, 12500, 60, "Hot", "Paul Martin"],
    ["a-2", "x", 45631, "Toiture", "Bêta", "Won", "Won", DAY(2026, 3, 1), 8000, 100, "Warm", "Paul Martin"],
    ["a-3", "x", 45631, "Façade", "Gamma", "Lost", "Out-Sold", DAY(2026, 2, 1), 3000, 0, "Cold", "Zoé Petit"],
]
DYNAMICS_FR = table(
    """
(Ne pas modifier) Opportunité|Nom de la transaction| Client potentiel|Date de fermeture estimée|\
Phase active|Probabilité estimée par AE|Nom complet (Contact) (Contact)
b-1|Chauffage|Alpha|15/04/2026|Devis|0,6|Luc
b-2|Toiture|Bêta|13/05/2026|Devis|0,2|
"""
)
DYNAMICS_FR[0][2] = " Client potentiel"
ODOO = table(
    """
Opportunity|Customer|Contact Name|Sales Person|Sales Team|Expected Revenue|Probability|Expected Closing|\
Stage|Active
Chauffage|Alpha|Luc|Paul Martin|Europe|12500.0|60.0|2026-04-15|Devis|True
Toiture|Bêta||Paul Martin|Europe|8000.0|100.0|2026-03-01|Won|True
Façade|Gamma||Zoé Petit|Europe|3000.0|0.0|2026-02-01|Devis|False
"""
)
ODOO_FR = table(
    """
ID externe|Opportunité|Client|Revenu espéré|Probabilité|Date de fermeture prévue|Étape|Vendeur
__export__.crm_lead_1|Chauffage|Alpha|12500,00|60,00|2026-04-15|Devis|Paul Martin
__export__.crm_lead_2|Toiture|Bêta|8000,00|100,00|2026-03-01|Gagné|Zoé Petit
"""
)

OPEN, WON, LOST = "ouverte", "gagnée", "perdue"
APRIL, MARCH, FEBRUARY = DAY(2026, 4, 15), DAY(2026, 3, 1), DAY(2026, 2, 1)
PAUL, ZOE = "Paul Martin", "Zoé Petit"

CASES = {
    "HubSpot, its internal stages, a mark of UTF-8": Case(
        "HubSpot",
        Sheet(HUBSPOT, encoding="utf-8-sig"),
        [
            Deal("901", "Alpha", "Chauffage", 12500.0, APRIL, "Qualified to Buy", 0.4, OPEN, None, PAUL),
            Deal("902", "Bêta", "Toiture", 8000.5, None, None, None, WON, MARCH, ZOE),
            Deal("903", "Gamma", "Façade", 3000.0, None, None, None, LOST, FEBRUARY, PAUL),
            Deal("904", None, "Devis serre", None, DAY(2026, 6, 1), "Devis", None, OPEN, None, ""),
        ],
        ["crm-stage-unknown"],
    ),
    "HubSpot in French, semicolons, Windows's alphabet": Case(
        "HubSpot",
        Sheet(HUBSPOT_FR, ";", "cp1252"),
        [
            Deal("11", "Alpha", "Chauffage", 12500.0, APRIL, "Contrat envoyé", 0.9, OPEN, None, PAUL),
            Deal("12", "Bêta", "Toiture", 8000.0, None, None, None, WON, MARCH, PAUL),
            Deal("13", "Gamma", "Façade", 3000.0, None, None, None, LOST, FEBRUARY, ZOE),
        ],
        ["crm-stage-unknown"],
    ),
    "Pipedrive, another currency, dollars that are not": Case(
        "Pipedrive",
        Sheet(PIPEDRIVE),
        [
            Deal("1", "Alpha", "Chauffage", 1234.0, APRIL, "Proposal Made", 0.6, OPEN, None, PAUL),
            Deal("2", "Bêta", "Toiture", 8000.0, DAY(2026, 3, 10), "Proposal Made", None, WON, MARCH, PAUL),
            Deal("3", "Gamma", "Façade", 3000.0, DAY(2026, 3, 10), "Qualified", None, LOST, FEBRUARY, ZOE),
        ],
        ["crm-other-currency", "crm-stage-unknown"],
    ),
    "Pipedrive in French, both apostrophes, a column that stands twice, UTF-16": Case(
        "Pipedrive",
        Sheet(PIPEDRIVE_FR, "\t", "utf-16"),
        [
            Deal(None, "Alpha", "Chauffage", 1234.56, APRIL, "Devis", None, OPEN, None, ""),
            Deal(None, "Bêta", "Toiture", 8000.0, DAY(2026, 3, 10), "Devis", None, WON, MARCH, ""),
            Deal(None, "Gamma", "Façade", 3000.0, DAY(2026, 3, 10), "Devis", None, LOST, FEBRUARY, ""),
        ],
        ["crm-no-record"],
    ),
    "Salesforce, every cell quoted, its footer, two columns of one name, months first": Case(
        "Salesforce",
        Sheet(SALESFORCE, quoted=True, ends="\n"),
        [],
        ["crm-rows-left", "crm-other-currency"],
    ),
    "Salesforce in French: a row a product, day first": Case(
        "Salesforce",
        Sheet(SALESFORCE_FR, ";", "cp1252"),
        [
            Deal("OP-1", "Alpha", None, 1234.5, APRIL, "Devis", None, OPEN, None, PAUL),
            Deal("OP-2", "Bêta", None, 8000.0, None, None, None, WON, MARCH, ZOE),
        ],
        ["crm-record-twice"],
    ),
    "Zoho, whose columns of numbers are none": Case(
        "Zoho",
        Sheet(ZOHO),
        [
            Deal("zcrm_501", "Alpha", "Chauffage", 12500.0, APRIL, "Qualification", None, OPEN, None, PAUL),
            Deal("zcrm_502", "Bêta", "Toiture", 8000.0, None, None, None, WON, MARCH, PAUL),
            Deal("zcrm_503", "Gamma", "Façade", 3000.0, None, None, None, LOST, FEBRUARY, ZOE),
        ],
        ["crm-stage-unknown"],
    ),
    "Bigin": Case(
        "Zoho",
        Sheet(BIGIN),
        [Deal("1", "Alpha", "Chauffage", 12500.0, APRIL, "Devis", None, OPEN, None, PAUL)],
    ),
    "Dynamics, a workbook with serials": Case(
        "Dynamics 365",
        Sheet(DYNAMICS, ""),
        [
            Deal("a-1", "Alpha", "Chauffage", 12500.0, APRIL, "In Progress", 0.6, OPEN, None, PAUL),
            Deal("a-2", "Bêta", "Toiture", 8000.0, MARCH, None, None, WON, None, PAUL),
            Deal("a-3", "Gamma", "Façade", 3000.0, FEBRUARY, "Out-Sold", None, LOST, None, ZOE),
        ],
        ["crm-stage-unknown"],
    ),
    "Dynamics in French, a header that begins with a space, probabilities as fractions": Case(
        "Dynamics 365",
        Sheet(DYNAMICS_FR, ";"),
        [
            Deal("b-1", "Alpha", "Chauffage", None, APRIL, "Devis", None, OPEN, None, ""),
            Deal("b-2", "Bêta", "Toiture", None, DAY(2026, 5, 13), "Devis", None, OPEN, None, ""),
        ],
        ["crm-fractions", "crm-probability-of-stage"],
    ),
    "Odoo, where what is lost is archived": Case(
        "Odoo",
        Sheet(ODOO, ""),
        [
            Deal(None, "Alpha", "Chauffage", 12500.0, APRIL, "Devis", None, OPEN, None, PAUL),
            Deal(None, "Bêta", "Toiture", 8000.0, MARCH, None, None, WON, None, PAUL),
            Deal(None, "Gamma", "Façade", 3000.0, FEBRUARY, "Devis", None, LOST, None, ZOE),
        ],
        ["crm-no-record", "crm-probability-of-stage"],
    ),
    "Odoo in French": Case(
        "Odoo",
        Sheet(ODOO_FR, ";"),
        [
            Deal("__export__.crm_lead_1", "Alpha", "Chauffage", 12500.0, APRIL, "Devis", None, OPEN, None, PAUL),
            Deal("__export__.crm_lead_2", "Bêta", "Toiture", 8000.0, MARCH, None, None, WON, None, ZOE),
        ],
        ["crm-probability-of-stage"],
    ),
}


def carnet(exported: Exported) -> list[Deal]:
    keys = Deal._fields[:-1]
    return [Deal._make([*map(deal.values.get, keys), deal.owner]) for deal in exported.deals]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_export_becomes_the_carnet(case: Case, tmp_path: Path) -> None:
    exported = read(case.sheet.write(tmp_path))
    assert exported.export.product.name == case.crm
    assert carnet(exported) == case.deals
    assert codes(exported) == case.told


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_cell_of_an_export_is_lost(case: Case, tmp_path: Path) -> None:
    cells = read(case.sheet.write(tmp_path)).cells
    assert cells.read == cells.retained + cells.converted + cells.rejected + cells.libre
    assert min(cells.as_tuple()) >= 0


# --- what is no export ------------------------------------------------------------------------------------

NONE = {
    "a carnet of ours": "Date jalon|Société|Interlocuteur|Nature|Montant|Probabilité|Étape|Segment|Issue|Clôture",
    "a pipeline by hand": "Client|Montant|Étape|Probabilité|Date de clôture|Responsable",
    "a list of quotes": "N° devis|Date|Client|Montant HT|Statut",
    "a plan of actions": "Action|Responsable|Échéance|Statut|Budget",
    "an address book": "Nom|Prénom|Société|E-mail|Téléphone|Ville",
    "invoices": "Facture|Client|Date|Montant|Réglée le",
    "a price list": "Référence|Désignation|Prix|Remise",
    "contacts of a CRM": "Record ID|First Name|Last Name|Email|Phone|Associated Company",
    "companies of a CRM": "Record ID|Company name|Company owner|Create Date|City",
    "Pipedrive's people": "Person - Name|Person - Email|Person - Phone|Person - Owner",
    "Salesforce's accounts": "Account Name|Account Owner|Billing City|Type",
}


@pytest.mark.parametrize("headers", NONE.values(), ids=NONE)
def test_what_only_looks_like_an_export_is_none(headers: str) -> None:
    assert recognised_product(headers.split("|")) is None

"""Every code of the catalogue, each with something that a person did and that raises it."""

from tests.findings.deeds.crm import EXPORTS
from tests.findings.deeds.deed import Deed
from tests.findings.deeds.files import BACK, FILES
from tests.findings.deeds.relecture import WHOLES
from tests.findings.deeds.team import CHOICES, TEAMS
from tests.findings.deeds.workbook import CELLS, PLANS, TABLES

SUBJECTS: tuple[dict[str, Deed], ...] = (CELLS, TABLES, PLANS, WHOLES, CHOICES, TEAMS, EXPORTS, FILES, BACK)
RAISED: dict[str, Deed] = {code: deed for deeds in SUBJECTS for code, deed in deeds.items()}

"""What the domain's rules make of a firm's figures, in plain Python and by hand: it knows nothing of pacxl."""

from tests.oracle.figures import Figures, figures, sums
from tests.oracle.files import Action, Deal, Decided, File, Month, Tie, decide
from tests.oracle.indicators import Nature, last, of_one, over, parts, summed, team_lines
from tests.oracle.money import Row, landing, money
from tests.oracle.names import one_name

__all__ = [
    "Action",
    "Deal",
    "Decided",
    "Figures",
    "File",
    "Month",
    "Nature",
    "Row",
    "Tie",
    "decide",
    "figures",
    "landing",
    "last",
    "money",
    "of_one",
    "one_name",
    "over",
    "parts",
    "summed",
    "sums",
    "team_lines",
]

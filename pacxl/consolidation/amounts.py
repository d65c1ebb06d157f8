"""What a plan weighs: the money that is added when it counts, and missing when it does not."""

from __future__ import annotations

from dataclasses import dataclass

from pandas import NA

from pacxl.compute.columns import total
from pacxl.compute.contents import Contents
from pacxl.french.numerals import in_euros
from pacxl.plan.tables.action_status import DROPPED


@dataclass(frozen=True)
class Amounts:
    """Euros: the budget of its actions (without the non retenues), what they have spent, its deals as listed."""

    budget: float = 0.0
    spent: float = 0.0
    deals: float = 0.0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.budget + other.budget, self.spent + other.spent, self.deals + other.deals)

    @property
    def french(self) -> str:
        return f"budget {_euros(self.budget)}, dépensé {_euros(self.spent)}, carnet {_euros(self.deals)}"

    def words(self, key: str) -> dict[str, str]:
        """The amounts for a finding's sentence, in both languages."""
        english = f"budget {_euros(self.budget)}, spent {_euros(self.spent)}, deals {_euros(self.deals)}"
        return {key: self.french, f"{key}_en": english}


def plan_amounts(plan: Contents) -> Amounts:
    """The amounts that a plan weighs when plans are put together."""
    actions, deals = plan.frames["actions"], plan.frames["carnet"]
    kept = actions["budget"][(actions["decision"] != DROPPED).fillna(True)]
    sums = (total(kept), total(actions["depense"]), total(deals["montant"]))
    return Amounts(*(float("inf") if value is NA else float(value) for value in sums))


def _euros(amount: float) -> str:
    return in_euros(amount, 0 if amount.is_integer() else 2)

"""The tables of every plan (actions, carnet, indicateurs), and the columns and results that subjects share."""

__all__ = [
    "action_status",
    "actions",
    "carnet",
    "columns",
    "indicator_landing",
    "indicator_lines",
    "money",
    "natures",
    "results",
    "rollup",
    "section",
]

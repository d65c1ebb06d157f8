"""The tables of every plan (actions, carnet, indicateurs), and the columns and results that subjects share."""

__all__ = [
    "action_status",
    "actions",
    "carnet",
    "columns",
    "indicator_boards",
    "indicator_figures",
    "indicator_landing",
    "indicators",
    "money",
    "results",
    "rollup",
    "section",
]

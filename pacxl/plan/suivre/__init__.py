"""Following: planning, suivi des KPI, revue PDCA, each a `section(settings)`."""

__all__ = ["planning", "revue", "suivi"]

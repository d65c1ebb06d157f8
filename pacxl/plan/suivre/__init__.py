"""Following: planning, suivi des KPI, revue PDCA. Each room has a `section(settings)`."""

__all__ = ()  # the registry beside this package reaches its rooms, and nobody else does

"""What a CRM exports, as deals of the carnet; and a plan brought up to date with them."""

__all__ = ["carnet_plan", "deal", "exported", "recognition", "update"]

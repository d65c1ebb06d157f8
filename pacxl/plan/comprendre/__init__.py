"""Understanding the market: vision, diagnostic, personas, gammes, canaux, each a `section(settings)`."""

__all__ = ["canaux", "diagnostic", "gammes", "personas", "vision"]

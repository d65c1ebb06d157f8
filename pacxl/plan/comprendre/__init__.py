"""Understanding the market: vision, diagnostic, personas, gammes, canaux. Each room has a `section(settings)`."""

__all__ = ()  # the registry beside this package reaches its rooms, and nobody else does

"""What deals come to: what they may bring, whoever's they are; of a whole team's, how they are spread, what lacks."""

__all__ = ["distribution", "hygiene", "pertes", "previsions", "repartition", "team_carnet"]

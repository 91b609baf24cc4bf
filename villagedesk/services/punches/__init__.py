"""Use cases over machine punches: import, pull, match badges, correct clocks, and the facts for judging."""

from villagedesk.services.punches.facts import data_until, punches

__all__ = ["data_until", "punches"]

"""Whose rows a reader may see: an argument of every query."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What somebody may read; ``None`` means no limit.

    Hashable by value, so that it can stand in every cache key.
    """

    league_cities: frozenset[str] | None = None
    parks: frozenset[str] | None = None

    def narrowed(self, parks: frozenset[str]) -> "Scope":
        """Return the part of this scope that holds *parks* only."""
        allowed = parks if self.parks is None else self.parks & parks
        return Scope(league_cities=self.league_cities, parks=allowed)


REGION = Scope()
"""The whole region: who reads on one machine, where nobody logs in."""

"""Demonstration parks: simulated from a seed, under invented names, kept apart.

``sites.csv`` says where an invented park stands and what it is like, ``profiles.csv``
what its trade needs per tonne of coal equivalent. Neither speaks of a real park.
"""

from queries.demonstration.generation import Demonstration, generate
from queries.demonstration.loading import load, remove, require_absence

__all__ = ["Demonstration", "generate", "load", "remove", "require_absence"]

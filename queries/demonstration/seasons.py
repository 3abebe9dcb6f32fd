"""How the months of a year differ, as shares of the yearly mean; simulated.

Each tuple starts with January. They sum to twelve.
"""

from typing import Final

HEATING: Final = (2.9, 2.4, 1.6, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.7, 1.6, 2.1)
"""Heat bought from outside: the season runs from mid-October to mid-April."""

COLD: Final = (1.0, 0.86, 0.4, -0.1, -0.5, -0.65, -0.6, -0.55, -0.5, -0.1, 0.42, 0.32)
"""How far a month's need lies between the mean (0) and January's (1); sums to zero."""

WIND: Final = (1.03, 1.06, 1.13, 1.14, 1.09, 0.96, 0.84, 0.8, 0.89, 0.99, 1.04, 1.03)
"""Wind is strongest in spring and weakest in late summer."""

SUN: Final = (0.72, 0.88, 1.07, 1.17, 1.22, 1.2, 1.12, 1.08, 1.02, 0.94, 0.8, 0.78)
"""Sun on tilted modules; the cold, clear spring does as well as the summer."""

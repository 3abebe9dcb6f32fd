"""The transport programme: serve as much as can be served, over as few kilometres."""

from typing import Any, Final

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, vstack

from geodata.complementarity.links import Links
from geodata.complementarity.storage import Numbers

SLACK: Final = 1e-9
"""Relative; how much of what is served the second solution may give away."""


def transported(
    spare: Numbers, wanted: Numbers, links: Links, *, most_a_link: float
) -> Numbers:
    """Return what goes over each link, in the unit of *spare* and *wanted*.

    First as much as possible is served in all; of all ways to do so, the one with the
    least amount times distance is taken.

    Args:
        spare: What each giver has, ``(givers,)``, none negative.
        wanted: What each taker lacks, ``(takers,)``, none negative.
        links: The links that are allowed.
        most_a_link: Over any one of them; infinity for no limit.
    """
    n = len(links.km)
    if n == 0:
        return np.zeros(0)
    ends = _ends(links, len(spare), len(wanted))
    limits = np.concatenate([spare, wanted])
    bounds = (0.0, None if np.isinf(most_a_link) else most_a_link)
    fullest = _solved(linprog(-np.ones(n), A_ub=ends, b_ub=limits, bounds=bounds))
    served = csr_array(-np.ones((1, n)))
    nearest = linprog(
        links.km,
        A_ub=_stacked(ends, served),
        b_ub=np.append(limits, -fullest.sum() * (1 - SLACK)),
        bounds=bounds,
    )
    return _solved(nearest)


def _ends(links: Links, n_givers: int, n_takers: int) -> Any:  # noqa: ANN401  a sparse matrix of whatever index type
    """Return which links leave each giver, then which reach each taker."""
    n = len(links.km)
    rows = np.concatenate([links.giver, n_givers + links.taker])
    columns = np.tile(np.arange(n), 2)
    shape = (n_givers + n_takers, n)
    return csr_array((np.ones(2 * n), (rows, columns)), shape=shape)


def _stacked(upper: Any, lower: Any) -> Any:  # noqa: ANN401  sparse matrices of whatever index type
    return vstack([upper, lower], format="csr")


def _solved(result: OptimizeResult) -> Numbers:
    """Return the solution; there always is one, since sending nothing is allowed.

    Raises:
        ArithmeticError: The solver gave up all the same.
    """
    if result.status != 0:
        raise ArithmeticError(result.message)
    amounts: Numbers = np.maximum(np.asarray(result.x, dtype=float), 0.0)
    return amounts

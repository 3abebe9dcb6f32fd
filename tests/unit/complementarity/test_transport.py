"""The transport programme held against every plan that there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.complementarity.links import Links
from geodata.complementarity.transport import transported

Case = tuple[list[int], list[int], list[tuple[int, int, int]], int]


def links_of(links: list[tuple[int, int, int]]) -> Links:
    """Return links of (giver, taker, kilometres)."""
    giver, taker, km = np.array(links).T
    return Links(giver=giver, taker=taker, km=km.astype(float))


def best_by_trying_all(case: Case) -> tuple[int, int]:
    """Return the most that can be served, and the least MWh km to serve that."""
    spare, wanted, links, most = case
    best = (0, 0)
    for amounts in product(range(most + 1), repeat=len(links)):
        given_away, received = [0] * len(spare), [0] * len(wanted)
        for amount, (giver, taker, _) in zip(amounts, links, strict=True):
            given_away[giver] += amount
            received[taker] += amount
        fits = all(map(int.__le__, given_away, spare)) and all(
            map(int.__le__, received, wanted)
        )
        work = sum(
            amount * link[2] for amount, link in zip(amounts, links, strict=True)
        )
        if fits:
            best = max(best, (sum(amounts), -work))
    return best[0], -best[1]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Whole numbers: then some best plan is in whole numbers too."""
    n_givers, n_takers = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    few = st.integers(0, 3)
    ends = [(giver, taker) for giver in range(n_givers) for taker in range(n_takers)]
    allowed = draw(st.lists(st.sampled_from(ends), min_size=1, max_size=5, unique=True))
    return (
        draw(st.lists(few, min_size=n_givers, max_size=n_givers)),
        draw(st.lists(few, min_size=n_takers, max_size=n_takers)),
        [(*end, draw(st.integers(1, 400))) for end in allowed],
        draw(st.integers(1, 3)),
    )


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_no_other_plan_serves_more_or_travels_less(case: Case):
    spare, wanted, links, most = case
    amounts = transported(
        np.array(spare, dtype=float),
        np.array(wanted, dtype=float),
        links_of(links),
        most_a_link=most,
    )
    served, work = best_by_trying_all(case)
    assert amounts.sum() == pytest.approx(served, abs=1e-5)
    km = np.array([link[2] for link in links])
    assert (amounts * km).sum() == pytest.approx(work, abs=1e-3)


def test_the_nearer_of_two_lenders_lends():
    amounts = transported(
        np.array([10.0, 10.0]),
        np.array([12.0]),
        links_of([(0, 0, 50), (1, 0, 20)]),
        most_a_link=np.inf,
    )
    assert amounts == pytest.approx([2, 10])


def test_more_is_served_even_if_it_travels_farther():
    # Lender 0 could serve either; lender 1 reaches borrower 0 alone, from afar.
    amounts = transported(
        np.array([5.0, 5.0]),
        np.array([5.0, 5.0]),
        links_of([(0, 0, 1), (0, 1, 200), (1, 0, 300)]),
        most_a_link=np.inf,
    )
    assert amounts == pytest.approx([0, 5, 5], abs=1e-6)


def test_without_a_link_nothing_goes_anywhere():
    nobody = Links(giver=np.array([], int), taker=np.array([], int), km=np.array([]))
    assert not len(transported(np.ones(2), np.ones(2), nobody, most_a_link=1.0))

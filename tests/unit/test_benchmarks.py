"""The parts of the benchmark that measure nothing."""

import json
from importlib import import_module

import pytest

from benchmarks.figures import Aim, Figure, document, middle, percentile, table

RERUN = Figure(
    name="rerun, p95", unit="ms", ours=90.0, floor=50.0, aim=Aim(most=2, of="ratio")
)
LOAD = Figure(
    name="first load", unit="KB", ours=120.0, floor=1.0, aim=Aim(most=100, of="ours")
)
IMPORT = Figure(
    name="import", unit="rows/s", ours=2500.0, floor=10_000.0, more_is_better=True
)
UNKNOWN = Figure(
    name="CPU", unit="ms", ours=None, floor=None, aim=Aim(most=2, of="ratio")
)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (1.0, 100.0), (0.0, 1.0)]
)
def test_a_percentile_is_one_of_the_values(share: float, expected: float):
    values = [float(number) for number in range(100, 0, -1)]
    assert percentile(values, share) == expected


def test_the_95th_percentile_of_few_values_is_the_largest():
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0


def test_no_values_have_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_median_of_two_lies_between_them():
    assert middle([1.0, 4.0]) == 2.5


def test_a_ratio_says_how_much_dearer_ours_is_whichever_way_is_better():
    assert RERUN.ratio == 1.8
    assert IMPORT.ratio == 4.0
    assert UNKNOWN.ratio is None


def test_an_aim_holds_the_ratio_or_the_figure_itself():
    assert RERUN.is_met is True
    assert LOAD.is_met is False
    assert IMPORT.is_met is None
    assert UNKNOWN.is_met is None


def test_the_table_has_a_line_a_figure_and_aligned_columns():
    assert table([RERUN, LOAD, IMPORT, UNKNOWN]).splitlines() == [
        "                  ours   floor   ratio       aim",
        "rerun, p95 [ms]   90.0    50.0    1.80     <= 2x  met",
        "first load [KB]  120.0     1.0  120.00  <= 100.0  NOT MET",
        "import [rows/s]  2,500  10,000    4.00         -",
        "CPU [ms]             -       -       -     <= 2x",
    ]


def test_the_document_is_json_and_holds_ratios_and_verdicts():
    found = json.loads(json.dumps(document([RERUN], ["quiet"])))
    assert found["notes"] == ["quiet"]
    assert found["figures"][0]["ratio"] == 1.8
    assert found["figures"][0]["is_met"] is True


@pytest.mark.parametrize(
    "name",
    [
        "__main__",
        "browsing",
        "importing",
        "judging",
        "many_parks",
        "readers",
        "servers",
        "serving",
    ],
)
def test_every_part_can_be_imported(name: str):
    assert import_module(f"benchmarks.{name}").__doc__

"""The typical years that ship: simulated from a seed, and what they look like."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from geodata.complementarity.generate_profiles import (
    SEED,
    SUN_FULL_LOAD_H,
    WIND_FULL_LOAD_H,
    ZONE_ONE,
    generated,
    write,
)
from geodata.complementarity.profiles import (
    STEP,
    Kind,
    packed,
    replaced,
    shipped,
)
from queries.vocabulary import LEAGUE_CITIES, Flag

MIDNIGHTS = np.arange(365) * 24


def test_the_shipped_file_is_what_its_generator_makes(tmp_path: Path):
    path = tmp_path / "profiles.npz"
    write(path, seed=SEED)
    with np.load(path) as made:
        for kind in Kind:
            ours = getattr(shipped(), kind.value)
            # Another machine's last digit may fall on the other side of a unit.
            assert np.abs(made[kind.value] * STEP - ours).max() <= STEP * 1.01


def test_another_seed_makes_other_weather():
    one, other = generated(1), generated(2)
    assert not np.array_equal(one["150600", Kind.WIND], other["150600", Kind.WIND])


@pytest.mark.parametrize("adcode", LEAGUE_CITIES)
def test_each_place_has_its_full_load_hours(adcode: str):
    zone = "I" if adcode in ZONE_ONE else "II"
    wind, sun, load = (shipped().of(adcode, kind) for kind in Kind)
    assert wind.sum() == pytest.approx(WIND_FULL_LOAD_H[zone], rel=0.005)
    assert sun.sum() == pytest.approx(SUN_FULL_LOAD_H[adcode], rel=0.005)
    assert load.mean() == pytest.approx(1, abs=0.001)


def test_output_lies_between_nothing_and_capacity_and_nights_are_dark():
    profiles = shipped()
    for hours in (profiles.wind, profiles.solar):
        assert hours.shape == (8_760, 12)
        assert hours.min() >= 0
        assert hours.max() <= 1
    assert profiles.solar[MIDNIGHTS].max() == 0
    assert profiles.load.min() > 0.5


def test_all_that_ships_is_flagged_as_simulated():
    assert set(shipped().flags.values()) == {Flag.SIMULATED}
    assert all(shipped().flag(code) is Flag.SIMULATED for code in LEAGUE_CITIES)


def test_what_was_imported_takes_the_place_of_its_kind_and_no_other():
    flat = np.full(8_760, 0.25)
    found = replaced(shipped(), {("150600", "wind"): (flat, "reported")})
    assert np.array_equal(found.of("150600", Kind.WIND), flat)
    assert np.array_equal(found.of("150600", Kind.SOLAR), shipped().solar[:, 8])
    assert np.array_equal(
        found.of("150800", Kind.WIND), shipped().of("150800", Kind.WIND)
    )
    # One of the three is still simulated, and the weakest flag is told.
    assert found.flag("150600") is Flag.SIMULATED
    whole = {("150600", kind.value): (flat, "reported") for kind in Kind}
    assert replaced(shipped(), whole).flag("150600") is Flag.REPORTED


def test_packing_keeps_whole_units():
    profiles = {
        (code, kind): np.full(8_760, 0.5) for code in LEAGUE_CITIES for kind in Kind
    }
    with np.load(BytesIO(packed(profiles))) as stored:
        assert stored["wind"].dtype == np.uint16
        assert (stored["load"] * STEP == 0.5).all()

"""Green share against storage as a chart: points, posts and what is said."""

from dataclasses import replace

import pytest

from dashboard.charts.storage_curve import Curve, storage_curve
from dashboard.text import Speaker

SAY = Speaker("zh")

CURVE = Curve(
    name="阿拉善",
    storage_mwh=(0.0, 100.0, 200.0),
    green_share=(0.6, 0.8, 0.9),
    installed_mwh=50.0,
    need_mwh=100.0,
    share_apart=0.65,
    wanted=0.8,
)


def test_what_stands_is_a_point_of_the_curve_half_way_up():
    chart = storage_curve(CURVE, snapshot="S", say=SAY)
    assert chart.positions == (0.0, 50.0, 100.0, 200.0)
    assert chart.series[0].values == pytest.approx((0.6, 0.7, 0.8, 0.9))


def test_the_parks_apart_are_one_point_where_the_storage_stands():
    _, apart = storage_curve(CURVE, snapshot="S", say=SAY).series
    assert apart.values == (None, 0.65, None, None)
    assert apart.end == "各园区单独 65.0%"


def test_posts_say_what_stands_and_what_is_needed():
    chart = storage_curve(CURVE, snapshot="S", say=SAY)
    assert [(post.value, post.label) for post in chart.posts] == [
        (50.0, "已有 50"),
        (100.0, "需要 100"),
    ]
    assert chart.marks[0].label == "目标 80%"
    assert "至少要 100 MWh" in chart.note


def test_where_no_store_is_enough_the_note_says_how_far_it_goes():
    chart = storage_curve(replace(CURVE, need_mwh=None), snapshot="S", say=SAY)
    assert "也只到 90.0%" in chart.note
    assert len(chart.posts) == 1


def test_a_park_is_not_compared_with_its_parts():
    alone = replace(CURVE, share_apart=None, installed_mwh=None)
    chart = storage_curve(alone, snapshot="S", say=SAY)
    assert len(chart.series) == 1
    assert chart.positions == CURVE.storage_mwh


def test_more_storage_than_the_curve_knows_adds_no_point():
    chart = storage_curve(replace(CURVE, installed_mwh=900.0), snapshot="S", say=SAY)
    assert chart.positions == CURVE.storage_mwh
    assert len(chart.series) == 1

"""A scorecard on screen: what is lost is as long as it is worth."""

import plotly.graph_objects as go
import pytest

from dashboard.charts.scorecard import scorecard
from dashboard.charts.values import Chart
from dashboard.drawing.screen import drawn
from dashboard.drawing.screen_frame import Look
from dashboard.drawing.screen_scorecard import BULLETS, FALLS
from dashboard.text import Speaker
from dashboard.theme import DARK, LIGHT, Palette
from queries.vocabulary import Grade
from tests.unit.charts.by_hand import GREEN, INTENSITY
from tests.unit.charts.judged_by_hand import RULES, WATER, row, verdict


def card(score: float | None = 75.0, grade: str = "B", excuse: str = "") -> Chart:
    return scorecard(
        (
            row(INTENSITY, value=1.2, target=0.6, weight=0.6, points=40.0),
            row(WATER, value=0.7, weight=0.4, points=35.0, excuse=excuse),
            row(GREEN, value=0.4, target=None),
        ),
        verdict=verdict(score, grade),
        rules=RULES,
        snapshot="",
        say=Speaker("zh"),
    )


def figure(chart: Chart, palette: Palette = LIGHT) -> go.Figure:
    look = Look(palette=palette, height_px=240, text_px=13, small_px=12)
    return drawn(chart, look)


def painted(found: go.Figure, colour: str) -> list[tuple[float, float]]:
    return [
        (shape.x0, shape.x1)
        for shape in found.layout.shapes
        if shape.type == "rect" and shape.fillcolor == colour
    ]


def words(found: go.Figure) -> list[str]:
    return [annotation.text for annotation in found.layout.annotations]


def test_each_loss_begins_where_the_one_before_ended():
    (start, full), (end, then) = painted(figure(card()), LIGHT.gap)
    assert full == pytest.approx(FALLS.end)
    assert then == pytest.approx(start)
    assert (full - start) / (then - end) == pytest.approx(20 / 5)


def test_what_is_left_ends_where_the_last_loss_does():
    found = figure(card())
    (_, (end, _)) = painted(found, LIGHT.gap)
    ((left, reached),) = painted(found, LIGHT.grades[Grade.B].fill)
    assert left == FALLS.start
    assert reached == pytest.approx(end)


def test_the_grades_lie_side_by_side_behind_the_waterfall():
    found = figure(card())
    spans = [painted(found, LIGHT.grades[grade].tint) for grade in "DCBA"]
    edges = [edge for (span,) in spans for edge in span]
    assert edges[0] == FALLS.start
    assert edges[-1] == pytest.approx(FALLS.end)
    assert edges[1::2][:-1] == pytest.approx(edges[2::2])


def test_every_word_of_the_card_is_on_the_picture():
    chart = card()
    said = " ".join(words(figure(chart)))
    assert chart.waterfall is not None
    for word in (*chart.categories, *chart.heads, "−20.0", "−5.0", "75.0", "不计分"):
        assert word in said
    assert chart.waterfall.total_words in said


def test_an_excuse_stands_where_the_bar_would():
    found = figure(card(excuse="豁免：没有工业用水"))
    (text,) = [a for a in found.layout.annotations if "豁免" in a.text]
    assert BULLETS.start < text.x < BULLETS.end
    assert len(painted(found, LIGHT.gap)) == 1


def test_without_a_score_there_is_nothing_to_fall():
    found = figure(card(None, "U"))
    assert painted(found, LIGHT.gap) == []
    assert not any("−" in text for text in words(found))


def test_no_word_stands_outside_the_axes():
    found = figure(card())
    low, high = found.layout.yaxis.range
    for text in found.layout.annotations:
        assert high <= text.y <= low
        assert 0.0 <= text.x <= 1.0


def test_a_low_score_moves_the_scale_not_the_picture():
    chart = card(12.0, "D")
    *_, (left, right) = painted(figure(chart), LIGHT.grades[Grade.D].fill)
    assert left == FALLS.start
    assert FALLS.start < right < FALLS.end


def test_the_dark_theme_paints_with_its_own_colours():
    assert len(painted(figure(card(), DARK), DARK.gap)) == 2

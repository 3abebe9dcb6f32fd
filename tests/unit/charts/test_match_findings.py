"""Who is named as rich and short, and the headlines of the page."""

import pandas as pd
import pytest

from dashboard.charts.match_findings import (
    headline,
    named,
    pooling_headline,
    siting_headline,
)
from dashboard.charts.topics import TOPICS, Topic
from dashboard.text import LanguageType, Speaker
from tests.unit.charts.complements import complements

SAY = Speaker("zh")
WIND = TOPICS["wind_storage"]


def parks(*pairs: tuple[float, float | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return parks by (wind, gap); no gap where no store is enough."""
    rows = complements(
        *(
            {
                "code": f"P{n}",
                "wind_mw": wind,
                "storage_gap_mwh": gap,
                "need_state": "beyond" if gap is None else "found",
            }
            for n, (wind, gap) in enumerate(pairs)
        )
    )
    resources = pd.DataFrame(
        {"code": rows["code"], "name_zh": "园" + rows["code"], "league_city": "152900"}
    )
    return resources, rows


def names_of(*pairs: tuple[float, float | None]) -> list[str]:
    return [one.name for one in named(*parks(*pairs), WIND, say=SAY)]


def test_only_the_rich_and_short_are_named_the_shortest_first():
    rich = ((400, 50), (410, 90), (420, -5))
    poor = ((10, 95), (11, 10), (12, 1), (13, -1), (14, -1), (15, -1))
    assert names_of(*rich, *poor) == ["园P1", "园P0"]


def test_a_park_without_wind_is_not_rich_even_among_equals():
    assert names_of((0, 50), (0, 90)) == []


def test_where_no_store_is_enough_storage_is_not_what_lacks():
    assert names_of((300, None), (10, 20)) == []


def test_what_is_said_of_a_named_park():
    (one,) = named(*parks((300, 90), (10, -5), (20, -5)), WIND, say=SAY)
    assert (one.place, one.words) == ("阿拉善", "风电 300 MW，储能缺 90 MWh")


def test_few_are_named_many_are_counted():
    found = named(*parks((300, 90), (10, -5), (20, -5)), WIND, say=SAY)
    assert headline(found, WIND, say=SAY) == "风资源富集又缺储能：园P0"
    assert headline(found * 5, WIND, say=SAY).startswith("5 个园区风资源富集")
    assert headline((), WIND, say=SAY) == "没有园区既风资源富集、又缺储能"


@pytest.mark.parametrize("topic", list(TOPICS.values()), ids=list(TOPICS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_topic_has_words_for_all_of_nobody_few_and_many(
    topic: Topic, language: LanguageType
):
    say = Speaker(language)
    found = named(*parks((300, 90), (10, -5), (20, -5)), WIND, say=say)
    sentences = {headline(some, topic, say=say) for some in ((), found, found * 5)}
    assert len(sentences) == 3


def test_pooling_adds_energies_before_it_divides():
    places = pd.DataFrame(
        {
            "load_mwh_year": [100.0, 300.0, None],
            "green_share_apart": [0.4, 0.6, None],
            "green_share": [0.6, 0.8, None],
        }
    )
    # Of 400 MWh 40 and 180 are green apart, 60 and 240 together.
    assert "由 55.0% 升到 75.0%" in pooling_headline(places, say=SAY)
    assert "算不出" in pooling_headline(places.iloc[2:], say=SAY)


def test_siting_says_what_is_added_gained_and_where_most():
    found = pd.DataFrame({"added_mwh": [60.0, 40.0], "gained_mwh_year": [900.0, 100.0]})
    sentence = siting_headline(found, name="园A", say=SAY)
    assert "新增 100 MWh" in sentence
    assert "1,000 MWh" in sentence
    assert "园A（共 2 个园区）" in sentence
    assert "多用不了" in siting_headline(found.iloc[:0], name="", say=SAY)

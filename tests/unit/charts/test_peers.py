"""Ranks among all and among those alike: ties share one, the unrated have none."""

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.peers import Rank, nearest, peer_table, peers_of
from dashboard.text import Speaker
from queries.contracts import Park, ScoredPark
from tests.unit.charts.by_hand import ORDOS, standing

SAY = Speaker("zh")


def scores(**by_code: float | None) -> DataFrame[ScoredPark]:
    frame = pd.DataFrame(
        [
            {
                "code": code,
                "score": score,
                "grade": "U" if score is None else "B",
                "uncapped": "U" if score is None else "B",
                "coverage": 0.0 if score is None else 1.0,
                "gates": "",
            }
            for code, score in by_code.items()
        ]
    )
    return ScoredPark.validate(frame)


def parks(**form_of: str | None) -> DataFrame[Park]:
    frame = standing(*((code, ORDOS, None, None) for code in form_of))
    return Park.validate(frame.assign(form=list(form_of.values())))


WHOLE = parks(A="whole", B="whole", C="whole", D="park_in_park", E="whole")
FIVE = scores(A=80.0, B=90.0, C=80.0, D=95.0, E=None)


def test_a_park_has_a_rank_among_all_and_one_among_those_alike():
    found = peers_of(FIVE, WHOLE, code="B")
    assert (found.overall, found.alike) == (Rank(place=2, n=4), Rank(place=1, n=3))


def test_equal_scores_share_a_rank():
    assert peers_of(FIVE, WHOLE, code="A").overall.place == 3
    assert peers_of(FIVE, WHOLE, code="C").overall.place == 3
    assert [peer.place for peer in peers_of(FIVE, WHOLE, code="C").rows] == [1, 2, 2]


def test_who_is_unrated_has_no_rank_and_is_not_last():
    found = peers_of(FIVE, WHOLE, code="E")
    assert found.overall == Rank(place=None, n=4)
    assert "E" not in {peer.code for peer in found.rows}


def test_parks_of_unknown_form_are_alike():
    found = peers_of(scores(A=80.0, B=70.0), parks(A=None, B=None), code="B")
    assert found.alike == Rank(place=2, n=2)


def test_the_park_stands_in_the_middle_of_its_neighbours():
    codes = "ABCDEFGHI"
    many = scores(**{code: 90.0 - at for at, code in enumerate(codes)})
    alike = parks(**dict.fromkeys(codes, "whole"))

    def shown(code: str) -> str:
        rows = nearest(peers_of(many, alike, code=code), n=3)
        return "".join(row.code for row in rows)

    assert [shown(code) for code in "AEI"] == ["ABC", "DEF", "GHI"]


def test_the_park_itself_is_marked():
    found = peers_of(FIVE, WHOLE, code="B")
    table = peer_table(found.rows, code="B", say=SAY)
    assert list(table["园区"]) == ["● 园区B", "园区A", "园区C"]
    assert list(table["得分"]) == ["90.0", "80.0", "80.0"]
    assert table["测算等级"][0] == "B 良好"

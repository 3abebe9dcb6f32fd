"""League-cities as rows of a ranking: rank, interval, grades, value and changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard.charts.comparison import number
from dashboard.charts.values import Chart, Series, Tone
from dashboard.charts.yardsticks import Yardstick
from dashboard.text import Speaker
from queries.contracts import GradedPark, Ranked
from queries.rows import records
from queries.vocabulary import Grade

NO_RANK: Final = "—"
TONES: Final[dict[int, Tone]] = {1: "good", -1: "bad", 0: "quiet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One league-city or park in a ranking; ``None`` where nothing is known."""

    code: str
    name: str
    rank: int | None
    previous_rank: int | None
    value: float | None
    previous_value: float | None
    interval: tuple[int, int] | None
    coverage: float | None

    @property
    def climb(self) -> int | None:
        """How many ranks it rose since the period before."""
        if self.rank is None or self.previous_rank is None:
            return None
        return self.previous_rank - self.rank


def standings(
    ranked: DataFrame[Ranked], *, names: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Return who is named, by rank; who has none comes after, in the frame's order."""
    found = [
        Standing(
            code=row.code,
            name=names[row.code],
            rank=_whole(row.rank),
            previous_rank=_whole(row.previous_rank),
            value=number(row.value),
            previous_value=number(row.previous_value),
            interval=_interval(row.rank_low, row.rank_high),
            coverage=number(row.coverage),
        )
        for row in records(ranked)
        if row.code in names
    ]
    unranked = len(ranked) + 1
    return tuple(sorted(found, key=lambda each: each.rank or unranked))


def _whole(cell: float | None) -> int | None:
    value = number(cell)
    return None if value is None else int(value)


def _interval(low: float | None, high: float | None) -> tuple[int, int] | None:
    ends = _whole(low), _whole(high)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def grade_counts(
    graded: DataFrame[GradedPark], codes: Collection[str]
) -> dict[str, dict[Grade, int]]:
    """Return how many parks of each league-city in *codes* have each grade."""
    counted: dict[str, dict[Grade, int]] = {code: {} for code in codes}
    for code, grade in zip(graded["league_city"], graded["grade"], strict=True):
        if code in counted:
            letter = Grade(grade)
            counted[code][letter] = counted[code].get(letter, 0) + 1
    return counted


def origins(graded: DataFrame[GradedPark], codes: Collection[str]) -> dict[str, int]:
    """Return how many grades in *codes* are official, calculated, and not there."""
    own = graded.loc[graded["league_city"].isin(list(codes)), "origin"]
    return {
        "official": int((own == "official").sum()),
        "calculated": int((own == "calculated").sum()),
        "unrated": int(pd.isna(own).sum()),
    }


def ranking_chart(
    rows: Sequence[Standing],
    *,
    yardstick: Yardstick,
    counts: Mapping[str, Mapping[Grade, int]],
    n_ranked: int,
    title: str,
    note: str,
    snapshot: str,
    say: Speaker,
    is_judged: bool = True,
) -> Chart:
    """Say who stands where, how surely, and with which grades.

    ``n_ranked`` is how many have a rank at all, whether they are among *rows* or not.
    Who has no value has no rank and says so: where nothing *is_judged* because no
    rules were valid, data may well be there, and only a score is not.
    """
    absent = say("compare.no_value" if is_judged else "compare.no_score")
    return Chart(
        kind="ranking",
        title=title,
        unit=yardstick.unit,
        categories=tuple(row.name for row in rows),
        codes=tuple(row.code for row in rows),
        series=(
            Series(name=say("compare.now"), values=tuple(row.rank for row in rows)),
            Series(
                name=say("compare.before"),
                values=tuple(row.previous_rank for row in rows),
                is_muted=True,
            ),
        ),
        intervals=tuple(row.interval for row in rows),
        counts=tuple(
            Series(
                name=letter.value,
                values=tuple(counts[row.code].get(letter, 0) for row in rows),
            )
            for letter in Grade
        ),
        heads=_heads(yardstick, say),
        texts=tuple(_texts(row, yardstick, absent, say) for row in rows),
        tones=tuple(_tones(row, yardstick) for row in rows),
        hints=tuple(_hint(row, counts[row.code], yardstick, say) for row in rows),
        highest=n_ranked,
        is_share=yardstick.is_share,
        decimals=yardstick.decimals,
        alt=say("compare.ranking_alt", rows=[_spoken(row, say) for row in rows]),
        note=note,
        source=say("source.monthly"),
        snapshot=snapshot,
    )


def _heads(yardstick: Yardstick, say: Speaker) -> tuple[str, ...]:
    coverage = "reported" if yardstick.indicator else "rated"
    value = "score"
    if yardstick.indicator:
        value = "share" if yardstick.is_share else "value"
    interval = "shift" if yardstick.indicator else "interval"
    return tuple(
        say(f"compare.head_{name}")
        for name in ("rank", interval, "counts", coverage, value)
    )


def _texts(
    row: Standing, yardstick: Yardstick, absent: str, say: Speaker
) -> tuple[str, ...]:
    if row.rank is None:
        return (NO_RANK, "", absent, _share(row.coverage), "", "")
    return (
        str(row.rank),
        climb_words(row),
        "",
        _share(row.coverage),
        yardstick.words(row.value, say),
        yardstick.step(row.value, row.previous_value),
    )


def _share(coverage: float | None) -> str:
    return NO_RANK if coverage is None else f"{coverage * 100:.0f}%"


def climb_words(row: Standing) -> str:
    """Return how many ranks it rose or fell, ↑2; empty without a rank before."""
    if row.climb is None:
        return ""
    if row.climb == 0:
        return "–"
    return f"{'↑' if row.climb > 0 else '↓'}{abs(row.climb)}"


def _tones(row: Standing, yardstick: Yardstick) -> tuple[Tone, ...]:
    climb = row.climb or 0
    turn = yardstick.turn(row.value, row.previous_value)
    is_partial = row.coverage is not None and row.coverage < 1
    return (
        "",
        TONES[(climb > 0) - (climb < 0)],
        "quiet",
        "" if is_partial else "quiet",
        "",
        TONES[turn],
    )


def _hint(
    row: Standing, counts: Mapping[Grade, int], yardstick: Yardstick, say: Speaker
) -> str:
    grades = [
        say("compare.hint_grade", grade=say(f"grade.{letter}"), n=counts[letter])
        for letter in Grade
        if counts.get(letter)
    ]
    lines = [
        f"<b>{row.name}</b>",
        f"{yardstick.name(say)} {yardstick.words(row.value, say)}",
        say("list.comma").join(grades),
        say("compare.hint_open"),
    ]
    if row.interval:
        low, high = row.interval
        lines.insert(2, say("compare.hint_interval", low=low, high=high))
    return "<br>".join(line for line in lines if line)


def _spoken(row: Standing, say: Speaker) -> str:
    if row.rank is None:
        return say("compare.alt_none", name=row.name)
    return f"{row.rank} {row.name}"

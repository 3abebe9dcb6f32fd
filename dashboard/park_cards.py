"""What stands at the head of a park's page: cards, and facts in a row."""

from typing import Any, Final

import pandas as pd

from dashboard import amounts, controls, data
from dashboard.charts.comparison import number
from dashboard.charts.kpis import Kpi, reports_words
from dashboard.charts.peers import Peers
from dashboard.park_judgement import Judgement, peers_of
from dashboard.park_profile import Profile
from dashboard.text import Speaker, plain
from queries.indicators import CORE_INDICATOR
from queries.months import Month, Period
from queries.vocabulary import Grade, Level, Window

LIGHT_COLOUR: Final = {"green": "green", "yellow": "orange", "red": "red"}
"""How a badge paints each light; the word stands beside."""


def cards(seen: Profile, judged: Judgement | None, *, say: Speaker) -> tuple[Kpi, ...]:
    """Return the cards beside the name: grade, score, rank, reports."""
    if judged is None:
        return _grade(seen, say), _official_score(seen, say), _reports(seen, say)
    return (
        _grade(seen, say),
        _score(judged, say),
        _rank(peers_of(judged), say),
        _reports(seen, say),
    )


def _grade(seen: Profile, say: Speaker) -> Kpi:
    grade = seen.grade
    before = grade.previous_grade
    return Kpi(
        key="grade",
        label=say("park.grade_of", period=controls.spoken(_graded_for(seen), say)),
        unit="",
        value=say(f"grade.{grade.grade}"),
        change=_assessor(grade, say),
        tone="off",
        note=say("park.first_grade")
        if before == Grade.U
        else say("park.from_before", grade=before),
    )


def _graded_for(seen: Profile) -> Period:
    """Return of which period the grade is: a month shows that of one that has ended."""
    period = seen.grade.period
    return Period.parse(period) if isinstance(period, str) else seen.period


def _assessor(grade: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``GradedPark``
    """Return who gave the grade; a calculated one says so."""
    if grade.origin == "calculated":
        return say("park.calculated")
    if not isinstance(grade.assessor, str):
        return say("park.not_assessed")
    who = say(f"park.assessor_{grade.assessor}")
    score = number(grade.official_score)
    return who if score is None else say("park.given", who=who, score=f"{score:.1f}")


def _official_score(seen: Profile, say: Speaker) -> Kpi:
    score = number(seen.grade.official_score)
    return Kpi(
        key="score",
        label=say("park.score"),
        unit="",
        value=say("park.score_none") if score is None else f"{score:.1f}",
        change=say("park.not_judged"),
        tone="off",
    )


def _score(judged: Judgement, say: Speaker) -> Kpi:
    verdict = judged.verdict
    unrated = say("park.score_none")
    return Kpi(
        key="score",
        label=say("park.score_calculated"),
        unit="",
        value=unrated if verdict.score is None else f"{verdict.score:.1f}",
        change=say("grade.U")
        if verdict.score is None
        else say("park.grade_calculated", grade=verdict.grade.value),
        tone="off",
        note=say("park.score_note", rules=say.name_of(judged.rules)),
    )


def _rank(peers: Peers, say: Speaker) -> Kpi:
    place, alike = peers.overall.place, peers.alike
    is_ranked = place is not None
    return Kpi(
        key="rank",
        label=say("peers.overall"),
        unit="",
        value=f"{place}/{peers.overall.n}" if is_ranked else say("peers.unranked"),
        change=say("peers.alike", place=alike.place, n=alike.n)
        if is_ranked
        else say("peers.n_alike", n=alike.n),
        tone="off",
        note=say("peers.note"),
    )


def _reports(seen: Profile, say: Speaker) -> Kpi:
    year = data.values_of(Level.PARK, Window.YEAR_TO_DATE, seen.month)
    own = year.loc[
        (year["code"] == seen.park.code) & (year["indicator"] == CORE_INDICATOR)
    ]
    complete, due = int(own["complete_months"].sum()), int(own["due_months"].sum())
    return Kpi(
        key="reports",
        label=say("park.reports"),
        unit="",
        value=f"{complete}/{due}",
        change=reports_words(complete, due, say=say),
        tone="off",
        note=say("park.reports_note"),
    )


def facts(seen: Profile, *, say: Speaker) -> tuple[str, ...]:
    """Return what the registry says, a short phrase each."""
    park = seen.park
    phrases = [
        say(f"tier.{park.tier}"),
        f"{say(f'place.{park.league_city}')} · {park.banner_name_zh}"
        if isinstance(park.banner_name_zh, str)
        else say(f"place.{park.league_city}"),
        say(f"form.{park.form}") if isinstance(park.form, str) else "",
        say(f"grid.{park.grid}"),
        say("park.industries", words=park.leading_industries)
        if isinstance(park.leading_industries, str)
        else "",
        _build(park, say),
        say("park.self_test", month=Month.of(park.due_from)),
        _energy(seen, say),
    ]
    return tuple(plain(phrase) for phrase in phrases if phrase)


def _build(park: Any, say: Speaker) -> str:  # noqa: ANN401  a row of ``Park``
    if pd.isna(park.build_start_year) or pd.isna(park.build_end_year):
        return ""
    return say("park.build", first=park.build_start_year, last=park.build_end_year)


def _energy(seen: Profile, say: Speaker) -> str:
    if seen.energy_tce is None:
        return say("park.energy_none")
    value, unit = amounts.scaled("tce", seen.energy_tce, say=say)
    return say("park.energy", value=value, unit=unit)


def remarks(
    seen: Profile, judged: Judgement | None, *, say: Speaker
) -> tuple[str, ...]:
    """Return badges: what is missing, the light of a month, where grades differ."""
    period = controls.spoken(seen.period, say)
    found = []
    if not seen.has_reported:
        found.append(say("park.not_reported", period=period))
    elif not seen.has_values:
        found.append(say("park.not_enough", period=period))
    elif seen.months_missing:
        found.append(say("park.half_reported", n=seen.months_missing))
    light = seen.grade.light
    if isinstance(light, str):
        word = say(f"light.{light}")
        found.append(f":{LIGHT_COLOUR[light]}-badge[:material/traffic: {word}]")
    elif judged is not None and len(seen.period.months) == 1:
        found.append(say("park.no_light"))
    if seen.grade.differs:
        found.append(
            say(
                "park.differs",
                official=seen.grade.official,
                calculated=seen.grade.calculated,
            )
        )
    return tuple(found)

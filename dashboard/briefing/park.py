"""The briefing about one park: why it has its grade, and what would lift it."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from dashboard import amounts, park_judgement, park_profile
from dashboard.briefing.packs import Column, Makers, Sheet, Table
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import speaker_notes
from dashboard.charts.comparison import number
from dashboard.charts.grade_words import graded_words
from dashboard.charts.indicator_bullets import target_words
from dashboard.charts.values import Chart
from dashboard.park_judgement import Judgement
from dashboard.park_profile import Profile
from queries.errors import ExportCodeError
from queries.indicators import dictionary

STEPS: Final = 3


@dataclass(frozen=True)
class _Told:
    """The park, and what is known of it."""

    asked: Question
    code: str

    @cached_property
    def seen(self) -> Profile:
        return park_profile.profile_of(self.asked.desk, self.code, self.asked.period)

    @cached_property
    def judged(self) -> Judgement | None:
        return park_judgement.judgement_of(self.seen)


def makers(asked: Question, code: str) -> Makers:
    """Return the two sheets about the park *code*.

    Raises:
        ExportCodeError: No park of the period is known by the code.
    """
    if code not in set(asked.parks["code"]):
        raise ExportCodeError(code=code)
    told = _Told(asked, code)
    return {"why": partial(_why, told), "next": partial(_next, told)}


def _why(told: _Told) -> Sheet:
    """Return why the park has its grade; of an unjudged one, values and targets."""
    asked, say = told.asked, told.asked.say
    if told.judged is None:
        chart = park_profile.bullets(told.seen, say=say)
        sentence = park_judgement.unjudged(told.seen, say=say)
    else:
        chart = park_judgement.why(told.judged, say=say)
        sentence = chart.title
    return Sheet(
        key="why",
        message=say("briefing.park", park=told.seen.park.name_zh, sentence=sentence),
        charts=(chart,),
        points=_standing(told),
        notes=speaker_notes(asked, indicators=dictionary().indicators),
    )


def _standing(told: _Told) -> tuple[str, ...]:
    """Return grade, score, rank, and what caps the grade, a phrase each."""
    say, judged = told.asked.say, told.judged
    park = told.seen.park
    words = graded_words(told.asked.graded, say=say)[told.code]
    phrases = [
        say("briefing.place", place=told.asked.place(park.league_city)),
        say(f"tier.{park.tier}"),
        say("briefing.grade", period=told.asked.spoken, grade=words),
    ]
    if judged is None:
        return tuple(phrases)
    score, rank = judged.verdict.score, park_judgement.peers_of(judged).overall
    if score is not None:
        phrases.append(say("briefing.score", score=f"{score:.1f}"))
    if rank.place is not None:
        phrases.append(say("briefing.rank", place=rank.place, n=rank.n))
    return (*phrases, *park_judgement.caps(judged, say=say))


def _next(told: _Told) -> Sheet:
    """Return the gap to each target, the next step, and room for what was learnt."""
    asked, say = told.asked, told.asked.say
    title, points = _steps(told)
    return Sheet(
        key="next",
        message=say("briefing.park", park=told.seen.park.name_zh, sentence=title),
        charts=(_trend(told),),
        tables=(_gaps(told),),
        points=points,
        room=say("briefing.experience"),
        notes=speaker_notes(asked, indicators=dictionary().indicators),
    )


def _trend(told: _Told) -> Chart:
    return park_profile.trends(told.seen, say=told.asked.say)[0]


def _steps(told: _Told) -> tuple[str, tuple[str, ...]]:
    say = told.asked.say
    if told.judged is None:
        return say("briefing.gaps"), ()
    card = park_judgement.steps(told.judged, say=say)
    ways = [
        say("briefing.step", name=step.name, move=step.move, points=step.points)
        for step in card.steps[:STEPS]
    ]
    first = [card.first] if card.first else []
    return card.title, (*first, *ways, *card.notes)


def _gaps(told: _Told) -> Table:
    """Return every indicator with its value, its target, and what lies between."""
    say, seen = told.asked.say, told.seen
    values = seen.indicators.set_index("indicator")["value"]
    rows = []
    for indicator in dictionary().indicators:
        value = number(values.get(indicator.code))
        target = seen.target(indicator)
        goal = None if target is None else target.value
        gap = None if value is None or goal is None else value - goal
        rows.append(
            (
                amounts.titled(indicator, say=say),
                amounts.of_indicator(indicator, value, say=say),
                target_words(indicator, target, say=say),
                None if gap is None else amounts.of_change(indicator, gap, say=say),
            )
        )
    return Table(
        key="gaps",
        title=say("briefing.gaps"),
        columns=(
            Column(key="name", name=say("methods.indicator")),
            Column(key="value", name=say("park.value")),
            Column(key="target", name=say("target.label")),
            Column(key="gap", name=say("briefing.gap"), missing=say("methods.dash")),
        ),
        rows=tuple(rows),
    )

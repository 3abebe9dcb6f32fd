"""What a pack is asked about, and the answers that several of its sheets need."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pandera.typing.pandas import DataFrame

from dashboard.charts.maps import Canvas
from dashboard.charts.pooling import pooled
from dashboard.period_words import spoken
from dashboard.source import Desk
from dashboard.text import Speaker
from queries.assessment.rules import RuleSet
from queries.contracts import AttentionItem, GradedPark, IndicatorValue, Park
from queries.indicators import dictionary
from queries.months import Month, Period
from queries.snapshots import Snapshot
from queries.vocabulary import Grade, Level


@dataclass(frozen=True)
class Question:
    """One period, and what the sheets about it share; each answer is fetched once.

    Attributes:
        desk: Who answers.
        period: What the pack is about.
        say: Who speaks.
        made_at: The moment that the pack is made.
        handling: The handling line; empty for the usual one.
        approval: The 审图号 of the boundaries; empty where there is none.
        canvas: How large maps are planned; ``None`` as slides have them.
    """

    desk: Desk
    period: Period
    say: Speaker
    made_at: datetime
    handling: str = ""
    approval: str = ""
    canvas: Canvas | None = None

    @cached_property
    def snapshot(self) -> Snapshot:
        """The identity of the data."""
        return self.desk.source.snapshot()

    @cached_property
    def month(self) -> Month:
        """The last month of the period that can hold data yet."""
        return self.desk.month_of(self.period)

    @cached_property
    def parks(self) -> DataFrame[Park]:
        """The parks that count, as they stand in that month."""
        return self.desk.source.parks_of(self.month)

    @cached_property
    def values(self) -> DataFrame[IndicatorValue]:
        """Every indicator of each park in the window of the period."""
        return self.desk.source.values_of(Level.PARK, self.period.window, self.month)

    @cached_property
    def place_values(self) -> DataFrame[IndicatorValue]:
        """Every indicator of each league-city in sight, as sums over sums."""
        pairs = zip(self.parks["code"], self.parks["league_city"], strict=True)
        return pooled(
            self.values,
            indicators=[indicator.code for indicator in dictionary().indicators],
            month=self.month.stamp,
            place_of=dict(pairs),
            places=self.desk.source.places_in_sight(),
        )

    @cached_property
    def graded(self) -> DataFrame[GradedPark]:
        """Every park with its grade, official or calculated."""
        return self.desk.source.graded_of(self.period, self.desk.today)

    @cached_property
    def attention(self) -> DataFrame[AttentionItem]:
        """What needs attention, the most urgent first."""
        return self.desk.source.attention_of(self.period, self.desk.today)

    @cached_property
    def rules(self) -> RuleSet | None:
        """The rules that judge the period; ``None`` where none was valid."""
        return self.desk.source.rules_of(self.period)

    @cached_property
    def grade_of(self) -> dict[str, Grade]:
        """The grade of each park."""
        pairs = zip(self.graded["code"], self.graded["grade"], strict=True)
        return {code: Grade(grade) for code, grade in pairs}

    @property
    def spoken(self) -> str:
        """The period as one says it."""
        return spoken(self.period, self.say)

    def place(self, league_city: str | None) -> str:
        """Return what a league-city is called, or the region."""
        if league_city is None:
            return self.say("controls.all_league_cities")
        return self.say(f"place.{league_city}")

"""What the page of one park shows: frames fetched, and said."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import amounts
from dashboard.charts.comparison import number, present
from dashboard.charts.indicator_bullets import IndicatorRow, indicator_bullets
from dashboard.charts.park_marks import MONTHLY_ITEMS
from dashboard.charts.park_trends import trend_lines
from dashboard.charts.values import Chart
from dashboard.source import Desk
from dashboard.text import Speaker
from queries.contracts import IndicatorValue
from queries.indicators import CORE_INDICATOR, dictionary
from queries.indicators.dictionary import Indicator, Target
from queries.months import Month, Period
from queries.rows import records
from queries.vocabulary import Flag, Level, Tier

MONTHS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """One park in one period.

    Attributes:
        desk: Who answers further questions about it.
        park: Its row of the registry.
        grade: Its row of grades, official beside calculated.
        period: What was asked for.
        month: The last month of the period that can hold data.
        indicators: Every indicator in the period.
        energy_tce: Of the latest complete calendar year; ``None`` without one.
    """

    desk: Desk
    park: Any
    grade: Any
    period: Period
    month: Month
    indicators: DataFrame[IndicatorValue]
    energy_tce: float | None

    @property
    def has_values(self) -> bool:
        """Whether any indicator has a value in the period."""
        return bool(self.indicators["value"].notna().any())

    @property
    def has_reported(self) -> bool:
        """Whether any measure was given in the period, enough for an indicator or not.

        A report that lacks what every indicator is made of is a report all the same.
        """
        if self.has_values:
            return True
        source, code = self.desk.source, self.park.code
        months = (month for month in self.period.months if month <= self.month)
        return any(source.traced_of(code, m)["value"].notna().any() for m in months)

    @property
    def months_missing(self) -> int:
        """How many due months of the period lack a complete core indicator."""
        core = self.indicators.loc[self.indicators["indicator"] == CORE_INDICATOR]
        return int((core["due_months"] - core["complete_months"]).clip(lower=0).sum())

    def target(self, indicator: Indicator) -> Target | None:
        """Return the target that this park has to reach."""
        return indicator.target(
            tier=Tier(self.park.tier),
            annual_energy_tce=self.energy_tce,
            month=self.month,
        )


def names(desk: Desk) -> dict[str, str]:
    """Return every park's name by code, with its league-city, in the official order."""
    last = desk.source.snapshot().last_month or Month.containing(desk.today)
    rows = desk.source.parks_of(last)
    return dict(zip(rows["code"], rows["name_zh"], strict=True))


def profile_of(desk: Desk, code: str, period: Period) -> Profile:
    """Return what is known of the park *code* in *period*."""
    month = desk.month_of(period)
    values = desk.source.values_of(Level.PARK, period.window, month)
    energy = desk.source.annual_energy_of(month)
    return Profile(
        desk=desk,
        park=_row(desk.source.parks_of(month), code),
        grade=_row(desk.source.graded_of(period, desk.today), code),
        period=period,
        month=month,
        indicators=values.loc[values["code"] == code],
        energy_tce=next(iter(energy.loc[energy["code"] == code, "energy_tce"]), None),
    )


def _row(frame: pd.DataFrame, code: str) -> Any:  # noqa: ANN401  a row of its contract
    return next(records(frame.loc[frame["code"] == code]))


def bullets(seen: Profile, *, say: Speaker) -> Chart:
    """Return every indicator against its target."""
    changes = seen.desk.source.year_on_year_of(
        Level.PARK, seen.period.window, seen.month
    )
    own = changes.loc[changes["code"] == seen.park.code].set_index("indicator")
    values = seen.indicators.set_index("indicator")
    rows = [
        IndicatorRow(
            indicator=indicator,
            value=number(values["value"].get(indicator.code)),
            change=number(own["year_on_year"].get(indicator.code)),
            target=seen.target(indicator),
            flag=Flag(values["flag"].get(indicator.code, Flag.MISSING)),
            complete_months=int(values["complete_months"].get(indicator.code, 0)),
            due_months=int(values["due_months"].get(indicator.code, 0)),
        )
        for indicator in dictionary().indicators
    ]
    return indicator_bullets(
        rows,
        title=say("park.indicators"),
        snapshot=seen.desk.source.snapshot().code,
        say=say,
    )


def trends(seen: Profile, *, say: Speaker) -> tuple[Chart, ...]:
    """Return the twelve months up to the period's end, an item of self-test each."""
    months = seen.month.plus(1 - MONTHS_SHOWN).until(seen.month)
    series = seen.desk.source.park_series_of(
        seen.park.code, months[0].plus(-12), months[-1]
    )
    return tuple(
        trend_lines(
            series,
            indicator,
            target=seen.target(indicator),
            months=months,
            snapshot=seen.desk.source.snapshot().code,
            say=say,
        )
        for indicator in map(dictionary().indicator, MONTHLY_ITEMS)
    )


def sources(seen: Profile, *, say: Speaker) -> pd.DataFrame:
    """Return every measure of the month with the file and cell that it came from.

    What the demonstration made has no file: those columns are left out.
    """
    traced = seen.desk.source.traced_of(seen.park.code, seen.month)
    known = {measure.code: measure for measure in dictionary().measures}
    rows = pd.DataFrame(
        [
            {
                say("park.measure"): say.name_of(known[row.measure]),
                say("park.amount"): amounts.of_measure(
                    row.measure, row.unit, number(row.value), say=say
                ),
                say("park.flag"): say(f"flag.{row.flag}"),
                say("park.file"): present(row.file_name),
                say("park.sheet"): present(row.sheet),
                say("park.cell"): present(row.cell),
                say("park.batch"): present(row.batch),
            }
            for row in records(traced)
        ]
    )
    if traced["file_name"].notna().any():
        return rows
    return rows.drop(
        columns=[say(f"park.{name}") for name in ("file", "sheet", "cell")]
    )

"""Sheets about the parks of a place: overview, grades, changes, attention, lists."""

from pandera.typing.pandas import DataFrame

from dashboard.briefing import tables
from dashboard.briefing.map_sheets import map_sheet
from dashboard.briefing.packs import Sheet
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import speaker_notes
from dashboard.charts import findings
from dashboard.charts.comparison import Changed, since_last_year
from dashboard.charts.findings import has_fallen
from dashboard.charts.grade_counts import grade_counts
from dashboard.charts.kpis import SHOWN, Kpi, good_share, kpi_strip
from dashboard.charts.pooling import pooled
from dashboard.charts.values import Chart
from queries.contracts import AttentionItem, GradedPark, Park
from queries.indicators import CORE_INDICATOR, dictionary
from queries.vocabulary import REGION_CODE, Grade, Level, Tier, Window


def parks_in(asked: Question, league_city: str | None) -> DataFrame[Park]:
    """Return the parks of a league-city, or all."""
    if league_city is None:
        return asked.parks
    return asked.parks.loc[asked.parks["league_city"] == league_city]


def _graded(asked: Question, league_city: str | None) -> DataFrame[GradedPark]:
    codes = parks_in(asked, league_city)["code"]
    return asked.graded.loc[asked.graded["code"].isin(codes)]


def _attention(asked: Question, league_city: str | None) -> DataFrame[AttentionItem]:
    codes = parks_in(asked, league_city)["code"]
    return asked.attention.loc[asked.attention["code"].isin(codes)]


def overview_sheet(asked: Question, league_city: str | None = None) -> Sheet:
    """Return the map of grades with the key figures beside it."""
    say = asked.say
    return map_sheet(
        asked,
        dictionary().indicator(CORE_INDICATOR),
        key="map",
        message=findings.headline(
            grades=_graded(asked, league_city),
            attention=_attention(asked, league_city),
            period=asked.spoken,
            say=say,
        ),
        marked=findings.marked_places(asked.graded, asked.attention),
        league_city=league_city,
        tables=(tables.kpi_table(_cards(asked, league_city), say=say),),
    )


def _cards(asked: Question, league_city: str | None) -> tuple[Kpi, ...]:
    codes = parks_in(asked, league_city)["code"]
    monthly = asked.desk.source.values_of(Level.PARK, Window.MONTH, asked.month)
    is_core = monthly["indicator"] == CORE_INDICATOR
    return kpi_strip(
        grades=_graded(asked, league_city),
        indicators=dictionary().indicators,
        changed=_changed(asked, frozenset(codes)),
        reporting=monthly.loc[is_core & monthly["code"].isin(codes)],
        say=asked.say,
    )


def _changed(asked: Question, codes: frozenset[str]) -> dict[str, Changed]:
    together = pooled(
        asked.values,
        indicators=SHOWN,
        month=asked.month.stamp,
        place_of=dict.fromkeys(codes, REGION_CODE),
        places=(REGION_CODE,),
    )
    then = asked.desk.source.year_on_year_of(
        Level.PARK, asked.period.window, asked.month
    )
    return since_last_year(
        together, then.loc[then["code"].isin(codes)], code=REGION_CODE
    )


def distribution_sheet(asked: Question) -> Sheet:
    """Return how many parks of each tier have each grade."""
    say, grades = asked.say, [Grade(grade) for grade in asked.graded["grade"]]
    share = good_share(grades)
    table = tables.distribution_table(asked.graded, say=say)
    message = say("briefing.distribution_none", n=len(grades))
    if share is not None:
        message = say(
            "briefing.distribution_of",
            n=len(grades),
            share=f"{share * 100:.1f}%",
            lowest=grades.count(Grade.D),
        )
    return Sheet(
        key="distribution",
        message=message,
        charts=_bars(asked),
        tables=(table,),
        notes=speaker_notes(asked),
    )


def _bars(asked: Question) -> tuple[Chart, Chart]:
    """Return the grades by tier, and by league-city."""
    say, graded = asked.say, asked.graded
    by_tier = {say(f"tier.{one}"): graded["tier"] == one for one in Tier}
    by_place = {
        asked.place(one): graded["league_city"] == one
        for one in asked.desk.source.places_in_sight()
    }
    tiers, places = (
        grade_counts(
            {
                name: list(graded.loc[own, "grade"])
                for name, own in kinds.items()
                if own.any()
            },
            title=say(f"briefing.{key}"),
            snapshot=asked.snapshot.code,
            say=say,
        )
        for key, kinds in (("by_tier", by_tier), ("by_place", by_place))
    )
    return tiers, places


def moved_sheet(asked: Question, league_city: str | None = None) -> Sheet | None:
    """Return which parks rose and fell; ``None`` where none did."""
    say, graded = asked.say, _graded(asked, league_city)
    table = tables.moved_table(graded, say=say)
    if not table.rows:
        return None
    fallen = sum(has_fallen(graded))
    return Sheet(
        key="moved",
        message=say("briefing.moved", fallen=fallen, risen=len(table.rows) - fallen),
        tables=(table,),
        notes=speaker_notes(asked),
    )


def attention_sheet(asked: Question, league_city: str | None = None) -> Sheet | None:
    """Return which parks need attention; ``None`` where none does."""
    say = asked.say
    table = tables.attention_table(asked, set(parks_in(asked, league_city)["code"]))
    if not table.rows:
        return None
    return Sheet(
        key="attention",
        message=say("briefing.attention_of", n=len(table.rows)),
        tables=(table,),
        notes=speaker_notes(asked),
    )


def values_sheet(asked: Question) -> Sheet:
    """Return every indicator of every league-city in sight."""
    say = asked.say
    names = {code: asked.place(code) for code in asked.desk.source.places_in_sight()}
    table = tables.values_table(asked.place_values, names, say=say)
    silent = sum(all(cell is None for cell in row[1:]) for row in table.rows)
    key = "briefing.values_silent" if silent else "briefing.values_all"
    return Sheet(
        key="values",
        message=say(key, n=len(table.rows), silent=silent),
        tables=(table,),
        notes=speaker_notes(asked, indicators=dictionary().indicators),
    )


def parks_sheet(asked: Question, league_city: str | None = None) -> Sheet:
    """Return the parks as rows."""
    parks, say = parks_in(asked, league_city), asked.say
    table = tables.park_rows(asked, parks)
    return Sheet(
        key="parks",
        message=say(
            "briefing.parks_of", place=asked.place(league_city), n=len(table.rows)
        ),
        tables=(table,) if table.rows else (),
        notes=speaker_notes(asked),
    )

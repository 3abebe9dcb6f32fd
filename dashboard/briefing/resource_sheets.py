"""Sheets about who is rich in what, who lacks storage, and who could help whom."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from dashboard import complementarity
from dashboard.briefing import resource_tables
from dashboard.briefing.map_sheets import approval_note, state_note
from dashboard.briefing.packs import Sheet, Table
from dashboard.briefing.question import Question
from dashboard.briefing.speaking import speaker_notes
from dashboard.charts import (
    bivariate,
    loans,
    match_findings,
    site_gains,
    storage_curve,
)
from dashboard.charts.bivariate import Frame, Ground, Layers
from dashboard.charts.comparison import number
from dashboard.charts.loans import Account
from dashboard.charts.maps import Canvas, Label, View
from dashboard.charts.match_findings import Named
from dashboard.charts.resource_maps import ResourceMap, Spot
from dashboard.charts.storage_curve import Curve
from dashboard.charts.topics import TOPICS, Topic
from dashboard.charts.values import Chart
from dashboard.complementarity import LINK_MW, WITHIN_KM, Completed
from geodata.complementarity.pairing import Limits, spare_and_gap
from geodata.complementarity.parameters import Parameters
from queries.rows import records
from queries.vocabulary import Flag, Level

TOPIC: Final[Topic] = TOPICS["wind_storage"]
LIMITS: Final = Limits(within_km=WITHIN_KM, link_mw=LINK_MW, across_grids=False)
BUDGET_MWH: Final = 1000.0
GROWTH: Final = 1.0

CANVAS: Final = Canvas(width_px=780, height_px=560)
TEXT_PX: Final = 17.0
"""Smaller than that of grades: amounts need more room among the discs."""


@dataclass(frozen=True)
class Survey:
    """What the sheets about resources share; each answer is worked out once."""

    asked: Question

    @cached_property
    def parameters(self) -> Parameters:
        """What the simulation goes by: what the page takes unless asked otherwise."""
        return Parameters(month=self.asked.month)

    @cached_property
    def parks(self) -> Completed:
        """What each park is rich in and short of."""
        return self.asked.desk.source.completed_of(Level.PARK, self.parameters)

    @cached_property
    def places(self) -> Completed:
        """The same of each league-city, as one system."""
        return self.asked.desk.source.completed_of(Level.LEAGUE_CITY, self.parameters)

    @cached_property
    def is_known(self) -> bool:
        """Whether any park reported what one could compare."""
        names = ["wind_mw", "solar_mw", "load_mwh_year"]
        if self.asked.parks.empty or self.asked.snapshot.last_month is None:
            return False
        return bool(self.parks.rows[names].notna().any(axis=None))

    @cached_property
    def names(self) -> dict[str, str]:
        """What the parks are called, by code."""
        known = self.parks.resources
        return dict(zip(known["code"], known["name_zh"], strict=True))

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Who could lend to whom within one grid."""
        return complementarity.pairs(self.parks, limits=LIMITS)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """What the parks of each league-city lack and can spare."""
        both = spare_and_gap(self.parks.resources, self.parks.curves)
        return loans.accounts(both, self.pairs)


def spread_sheet(survey: Survey) -> Sheet | None:
    """Return who is rich in wind and lacks storage; ``None`` where nobody reported."""
    if not survey.is_known:
        return None
    say = survey.asked.say
    found = match_findings.named(
        survey.parks.resources, survey.parks.rows, TOPIC, say=say
    )
    return _sheet(
        survey,
        "resources",
        match_findings.headline(found, TOPIC, say=say),
        _Plan.of(survey, named=found).drawn(),
        resource_tables.shortest(survey.parks, survey.names, say=say),
    )


def loans_sheet(survey: Survey) -> Sheet | None:
    """Return who could lend storage to whom; ``None`` where nobody reported."""
    if not survey.is_known:
        return None
    say, plan = survey.asked.say, _Plan.of(survey, is_in_sum=True)
    arcs = loans.arcs_of(survey.pairs, plan.spots, plan.labels, view=plan.view, say=say)
    return _sheet(
        survey,
        "loans",
        loans.headline(survey.accounts, survey.pairs, say=say),
        plan.drawn(Layers(spots=plan.spots, labels=plan.labels, arcs=arcs)),
        resource_tables.largest_pairs(survey.pairs, survey.names, say=say),
    )


def siting_sheet(survey: Survey) -> Sheet | None:
    """Return where new storage brings most; ``None`` where nobody reported."""
    if not survey.is_known:
        return None
    say, plan = survey.asked.say, _Plan.of(survey)
    sites = complementarity.siting(survey.parks, budget_mwh=BUDGET_MWH)
    gains = site_gains.gains_of(sites, plan.spots, plan.labels, view=plan.view, say=say)
    first = "" if sites.empty else survey.names[sites["code"].iloc[0]]
    return _sheet(
        survey,
        "siting",
        match_findings.siting_headline(sites, name=first, say=say),
        plan.drawn(Layers(spots=plan.spots, labels=plan.labels, gains=gains)),
        resource_tables.sites(sites, survey.names, say=say),
    )


def ledger_sheet(survey: Survey) -> Sheet | None:
    """Return what each league-city lacks before and after lending, if any is known."""
    if not survey.is_known or not survey.accounts:
        return None
    asked = survey.asked
    grids = asked.desk.source.league_cities_of()
    chart = loans.ledger(
        survey.accounts,
        grids=dict(zip(grids["adcode"], grids["grid"], strict=True)),
        snapshot=asked.snapshot.code,
        say=asked.say,
    )
    return _sheet(survey, "loans_ledger", _left(survey), chart)


def _left(survey: Survey) -> str:
    """Return where lending does not fill the gap."""
    say = survey.asked.say
    left = [one for one in survey.accounts if round(one.gap_left) > 0]
    if not left:
        return say("briefing.ledger_level")
    place, mwh = survey.asked.place(left[0].code), f"{left[0].gap_left:,.0f}"
    return say("briefing.ledger_left", n=len(left), place=place, mwh=mwh)


def pooling_sheet(survey: Survey) -> Sheet | None:
    """Return what pooling within league-cities saves; ``None`` as above."""
    if not survey.is_known:
        return None
    say, places = survey.asked.say, survey.places
    beside = ["code", "parks", "parks_complete", "parks_need_mwh", "green_share_apart"]
    rows = places.rows.merge(places.resources[beside], on="code")
    return _sheet(
        survey,
        "pooling",
        match_findings.pooling_headline(rows, say=say),
        resource_tables.pooling(rows, say=say),
    )


def place_sheet(survey: Survey, league_city: str) -> Sheet | None:
    """Return green share against storage of one league-city, its parks beside it."""
    if not survey.is_known:
        return None
    own = [row for row in records(survey.places.rows) if row.code == league_city]
    has_curve = league_city in survey.places.curves.codes
    if not own or not has_curve:
        return None
    say, (row,) = survey.asked.say, own
    place, share = survey.asked.place(league_city), number(row.green_share)
    told = {"place": place, "share": "" if share is None else f"{share:.1%}"}
    if row.need_state == "beyond":
        wanted = f"{survey.parameters.green_share:.0%}"
        message = say("briefing.place_beyond", wanted=wanted, **told)
    elif row.need_state == "found" and number(row.storage_gap_mwh) is not None:
        gap = bivariate.gap_words(row, say)
        message = say("briefing.place_resources", gap=gap, **told)
    else:
        message = say("briefing.place_unknown", place=place)
    parks = survey.parks.resources
    codes = parks.loc[parks["league_city"] == league_city, "code"]
    return _sheet(
        survey,
        "resources",
        message,
        _curve(survey, league_city),
        resource_tables.of_parks(survey.parks, survey.names, set(codes), say=say),
    )


def _curve(survey: Survey, league_city: str) -> Chart:
    say, places = survey.asked.say, survey.places
    one = places.curves.of((league_city,))
    row = next(row for row in records(places.rows) if row.code == league_city)
    apart = places.resources.set_index("code")["green_share_apart"][league_city]
    name = say("match.system_place", name=survey.asked.place(league_city))
    return storage_curve.storage_curve(
        Curve(
            name=name,
            storage_mwh=tuple(float(x) for x in one.storage_mwh[0]),
            green_share=tuple(float(y) for y in one.green_mwh[0] / one.load_mwh[0]),
            installed_mwh=number(row.storage_mwh),
            need_mwh=number(row.storage_need_mwh),
            share_apart=number(apart),
            wanted=survey.parameters.green_share,
        ),
        snapshot=survey.asked.snapshot.code,
        say=say,
    )


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """The map before anything is laid over it: where parks and names stand."""

    survey: Survey
    ground: Ground
    frame: Frame
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...]

    @property
    def view(self) -> View:
        """What fills the canvas."""
        return bivariate.view_of(self.frame.canvas)

    @classmethod
    def of(
        cls, survey: Survey, *, named: tuple[Named, ...] = (), is_in_sum: bool = False
    ) -> "_Plan":
        """Plan the map of *survey*, where *named* parks stand out.

        Where it *is_in_sum*, league-cities lack what their parks do, not as one system.
        """
        asked, say = survey.asked, survey.asked.say
        places = survey.places.rows
        if is_in_sum:
            places = loans.in_sum(places, survey.accounts)
        ground = Ground(
            parks=asked.parks,
            of_parks=survey.parks.rows,
            of_places=places,
            named=frozenset(one.code for one in named),
        )
        notes = (say("match.line_discs"), approval_note(asked), state_note(asked))
        canvas = asked.canvas or CANVAS
        frame = Frame(canvas=canvas, text_px=TEXT_PX, growth=GROWTH, notes=notes)
        spots = bivariate.spots_of(
            ground, TOPIC, view=bivariate.view_of(canvas), growth=GROWTH, say=say
        )
        labels = bivariate.labels_of(ground, TOPIC, frame, spots=spots, say=say)
        return cls(
            survey=survey, ground=ground, frame=frame, spots=spots, labels=labels
        )

    def drawn(self, layers: Layers | None = None) -> ResourceMap:
        """Return the map under *layers*, with what its lines and rings mean."""
        over = layers or Layers(spots=self.spots, labels=self.labels)
        keys = ["match.line_counts"]
        keys += ["match.line_sums"] if over.arcs else []
        keys += ["briefing.line_named"] if self.ground.named else []
        keys += ["match.line_arcs"] if over.arcs else []
        keys += ["match.line_gains"] if over.gains else []
        say = self.survey.asked.say
        return bivariate.resource_map(
            self.ground,
            TOPIC,
            self.frame,
            layers=over,
            lines=tuple(say(key) for key in keys),
            say=say,
        )


def _sheet(
    survey: Survey, key: str, message: str, *shown: Chart | ResourceMap | Table
) -> Sheet:
    return Sheet(
        key=key,
        message=message,
        charts=tuple(one for one in shown if isinstance(one, Chart)),
        maps=tuple(one for one in shown if isinstance(one, ResourceMap)),
        tables=tuple(one for one in shown if isinstance(one, Table)),
        notes=(_method(survey), *speaker_notes(survey.asked)),
    )


def _method(survey: Survey) -> str:
    """Return what the hours are, and what the simulation leaves out."""
    say, parameters = survey.asked.say, survey.parameters
    flags = survey.parks.rows["profile_flag"]
    key = "simulated" if (flags == Flag.SIMULATED).any() else "profiled"
    return say(
        "briefing.note_hours",
        share=f"{parameters.green_share:.0%}",
        hours=f"{parameters.duration_h:g}",
        caveat=say(f"match.{key}"),
        unsaid=say("match.not_said"),
    )

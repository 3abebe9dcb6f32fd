"""What the page of resources shows: frames fetched, classed, paired, and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
from pandera.typing.pandas import DataFrame

from dashboard import complementarity, data
from dashboard.charts import (
    bivariate,
    loans,
    match_findings,
    match_tables,
    site_gains,
    storage_curve,
)
from dashboard.charts.bivariate import Frame, Ground, Layers
from dashboard.charts.comparison import number
from dashboard.charts.loans import Account
from dashboard.charts.maps import Canvas
from dashboard.charts.match_findings import Named
from dashboard.charts.resource_maps import Arc, Gain, ResourceMap
from dashboard.charts.topics import TOPICS, TopicCode
from dashboard.charts.values import Chart
from dashboard.complementarity import Completed
from dashboard.drawing import screen_resource_map
from dashboard.drawing.screen_map import Picture
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import PALETTES, ThemeName
from geodata.complementarity.contracts import Complement
from geodata.complementarity.pairing import Limits, spare_and_gap
from geodata.complementarity.parameters import Parameters
from geodata.complementarity.pooled import pooled_generation
from geodata.complementarity.richness import CLASSED
from geodata.complementarity.survey import Basis
from queries import clock
from queries.rows import records
from queries.vocabulary import Level

CHANGES_AT_MOST: Final = 30
"""How many pairs are judged one by one, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What lies over the map: nothing, pairs within limits, or a budget's sites."""

    limits: Limits | None = None
    budget_mwh: float | None = None


PLAIN: Final = Layer()


def parks_of(parameters: Parameters) -> Completed:
    """Return what each park is rich in and short of."""
    return data.completed_of(Level.PARK, parameters)


def places_of(parameters: Parameters) -> Completed:
    """Return the same of each league-city, as one system."""
    return data.completed_of(Level.LEAGUE_CITY, parameters)


def park_names(parameters: Parameters) -> dict[str, str]:
    """Return the parks' names by code."""
    known = parks_of(parameters).resources
    return dict(zip(known["code"], known["name_zh"], strict=True))


@data.kept
def named_of(
    parameters: Parameters, topic: TopicCode, *, say: Speaker
) -> tuple[Named, ...]:
    """Return the parks that are rich in the first and short of the second."""
    parks = parks_of(parameters)
    return match_findings.named(parks.resources, parks.rows, TOPICS[topic], say=say)


def pairs_of(parameters: Parameters, limits: Limits) -> pd.DataFrame:
    """Return who could lend to whom."""
    return complementarity.pairs(parks_of(parameters), limits=limits)


def sites_of(parameters: Parameters, budget_mwh: float) -> pd.DataFrame:
    """Return where new storage lifts green energy most."""
    return complementarity.siting(parks_of(parameters), budget_mwh=budget_mwh)


@data.kept
def accounts_of(parameters: Parameters, limits: Limits) -> tuple[Account, ...]:
    """Return what each league-city's parks lack and can spare, before and after."""
    parks = parks_of(parameters)
    both = spare_and_gap(parks.resources, parks.curves)
    return loans.accounts(both, pairs_of(parameters, limits))


@data.kept
def ledger_of(parameters: Parameters, limits: Limits, *, say: Speaker) -> Chart:
    """Return the same as rows."""
    grids = data.league_cities_of()
    return loans.ledger(
        accounts_of(parameters, limits),
        grids=dict(zip(grids["adcode"], grids["grid"], strict=True)),
        snapshot=data.snapshot().code,
        say=say,
    )


@data.kept
def picture_of(
    parameters: Parameters,
    topic: TopicCode,
    layer: Layer,
    *,
    canvas: Canvas,
    growth: float,
    theme: ThemeName,
    say: Speaker,
) -> Picture:
    """Return the map as a browser gets it."""
    value = map_of(parameters, topic, layer, canvas=canvas, growth=growth, say=say)
    return screen_resource_map.picture(value, palette=PALETTES[theme], growth=growth)


def map_of(
    parameters: Parameters,
    topic: TopicCode,
    layer: Layer,
    *,
    canvas: Canvas,
    growth: float,
    say: Speaker,
) -> ResourceMap:
    """Return the map of *topic* under *layer*."""
    ground = _ground(parameters, topic, layer, say)
    chosen, view = TOPICS[topic], bivariate.view_of(canvas)
    framed = Frame(
        canvas=canvas, text_px=13 + 3 * growth, growth=growth, notes=_notes(say)
    )
    spots = bivariate.spots_of(ground, chosen, view=view, growth=growth, say=say)
    labels = bivariate.labels_of(ground, chosen, framed, spots=spots, say=say)
    arcs: tuple[Arc, ...] = ()
    if layer.limits is not None:
        pairs = pairs_of(parameters, layer.limits)
        arcs = loans.arcs_of(pairs, spots, labels, view=view, say=say)
    gains: tuple[Gain, ...] = ()
    if layer.budget_mwh is not None:
        sites = sites_of(parameters, layer.budget_mwh)
        gains = site_gains.gains_of(sites, spots, labels, view=view, say=say)
    return bivariate.resource_map(
        ground,
        chosen,
        framed,
        layers=Layers(spots=spots, labels=labels, arcs=arcs, gains=gains),
        lines=_lines(layer, ground, say),
        say=say,
    )


def _ground(
    parameters: Parameters, topic: TopicCode, layer: Layer, say: Speaker
) -> Ground:
    is_plain = layer == PLAIN
    places = places_of(parameters).rows
    if layer.limits is not None:
        places = loans.in_sum(places, accounts_of(parameters, layer.limits))
    found = named_of(parameters, topic, say=say) if is_plain else ()
    return Ground(
        parks=data.parks_of(parameters.month),
        of_parks=parks_of(parameters).rows,
        of_places=places,
        named=frozenset(one.code for one in found),
    )


def _lines(layer: Layer, ground: Ground, say: Speaker) -> tuple[str, ...]:
    """Return what stands below the legend: what digits, discs and lines mean."""
    found = [say("match.line_counts")]
    if layer.limits is not None:
        found.append(say("match.line_sums"))
    if ground.named:
        found.append(say("match.line_named"))
    if layer.limits is not None and layer.limits.across_grids:
        found.append(say("match.line_across"))
    return tuple(found)


def _notes(say: Speaker) -> tuple[str, ...]:
    approval = Settings.from_environ().map_approval
    first = say("map.approved", number=approval) if approval else say("map.unreviewed")
    return (
        say("match.line_discs"),
        first,
        say("map.projection", snapshot=data.snapshot().code),
    )


def cells_of(parameters: Parameters, topic: TopicCode, *, say: Speaker) -> pd.DataFrame:
    """Return every park with its cell; ``code`` comes first and is for the page."""
    parks = parks_of(parameters)
    return match_tables.cell_table(parks.resources, parks.rows, TOPICS[topic], say=say)


def pair_rows(parameters: Parameters, limits: Limits, *, say: Speaker) -> pd.DataFrame:
    """Return the pairs under heads in words."""
    pairs = pairs_of(parameters, limits)
    return match_tables.pair_table(pairs, names=park_names(parameters), say=say)


def site_rows(
    parameters: Parameters, budget_mwh: float, *, say: Speaker
) -> pd.DataFrame:
    """Return where new storage goes, under heads in words."""
    known = parks_of(parameters).resources
    return match_tables.siting_table(
        sites_of(parameters, budget_mwh),
        names=park_names(parameters),
        places={
            code: say(f"place.{place}")
            for code, place in zip(known["code"], known["league_city"], strict=True)
        },
        say=say,
    )


def stock_of(
    parameters: Parameters, by: Level, basis: Basis, *, say: Speaker
) -> pd.DataFrame:
    """Return what stands where, under heads in words."""
    resources, rows = _surveyed(parameters, by, basis)
    if by is Level.PARK:
        names = park_names(parameters)
    else:
        names = {code: say(f"place.{code}") for code in resources["code"]}
        generated = pooled_generation(parks_of(parameters).resources)
        resources = resources.merge(generated, on="league_city", how="left")
    return match_tables.stock_table(
        resources,
        rows,
        names=names,
        context={row.adcode: row for row in records(data.league_cities_of())},
        scale=say(f"match.scale_{basis.value}"),
        say=say,
    )


def _surveyed(
    parameters: Parameters, by: Level, basis: Basis
) -> tuple[pd.DataFrame, DataFrame[Complement]]:
    if basis is Basis.MONTHLY_PROXY:
        return data.completed_by_month_of(by, parameters.month)
    found = data.completed_of(by, parameters)
    return found.resources, found.rows


def needs_of(parameters: Parameters, *, say: Speaker) -> pd.DataFrame:
    """Return what each league-city needs pooled beside its parks apart, in words."""
    return match_tables.need_table(_needs(parameters), say=say)


def _needs(parameters: Parameters) -> pd.DataFrame:
    places = places_of(parameters)
    beside = ["code", "parks", "parks_complete", "parks_need_mwh", "green_share_apart"]
    return places.rows.merge(places.resources[beside], on="code")


def systems_of(parameters: Parameters, *, say: Speaker) -> dict[str, str]:
    """Return the names of what has a curve: league-cities first, then parks."""
    places = {
        code: say("match.system_place", name=say(f"place.{code}"))
        for code in places_of(parameters).curves.codes
    }
    names = park_names(parameters)
    return places | {code: names[code] for code in parks_of(parameters).curves.codes}


@data.kept
def curve_of(parameters: Parameters, code: str, name: str, *, say: Speaker) -> Chart:
    """Return green share against storage of one league-city or park."""
    places = places_of(parameters)
    found = places if code in places.curves.codes else parks_of(parameters)
    one = found.curves.of((code,))
    row = next(row for row in records(found.rows) if row.code == code)
    apart = None
    if found is places:
        own = places.resources.set_index("code")
        apart = number(own["green_share_apart"][code])
    return storage_curve.storage_curve(
        storage_curve.Curve(
            name=name,
            storage_mwh=tuple(float(x) for x in one.storage_mwh[0]),
            green_share=tuple(float(y) for y in one.green_mwh[0] / one.load_mwh[0]),
            installed_mwh=number(row.storage_mwh),
            need_mwh=number(row.storage_need_mwh),
            share_apart=apart,
            wanted=parameters.green_share,
        ),
        snapshot=data.snapshot().code,
        say=say,
    )


def changes_of(
    parameters: Parameters, limits: Limits, *, say: Speaker
) -> tuple[pd.DataFrame, str]:
    """Return what each of the largest pairs alone would change at both ends.

    Beside it stands in words which of them are left out, as a park of theirs has not
    reported all that the simulation needs; "" where none is.
    """
    known = parks_of(parameters)
    largest = complementarity.largest(known, limits=limits, n_most=CHANGES_AT_MOST)
    pairs = largest.answered
    names = park_names(parameters)
    note = match_tables.left_out_note(largest.left_out, names=names, say=say)
    if pairs.empty:
        return pd.DataFrame(), note
    lender, borrower = data.loans_of(parameters, limits, CHANGES_AT_MOST, clock.today())
    ends = {
        "giver": (lender.before, lender.after),
        "taker": (borrower.before, borrower.after),
    }
    return match_tables.change_table(pairs, ends, names=names, say=say), note


def headline(
    side: str,
    parameters: Parameters,
    topic: TopicCode,
    layer: Layer,
    *,
    say: Speaker,
) -> str:
    """Return the finding of a part of the page."""
    if layer.limits is not None:
        pairs = pairs_of(parameters, layer.limits)
        return loans.headline(accounts_of(parameters, layer.limits), pairs, say=say)
    if layer.budget_mwh is not None:
        found = sites_of(parameters, layer.budget_mwh)
        names = park_names(parameters)
        first = "" if found.empty else names[found["code"].iloc[0]]
        return match_findings.siting_headline(found, name=first, say=say)
    if side == "need":
        return match_findings.pooling_headline(_needs(parameters), say=say)
    if side == "whatif":
        return say("match.whatif_headline")
    found_names = named_of(parameters, topic, say=say)
    return match_findings.headline(found_names, TOPICS[topic], say=say)


def method_of(parameters: Parameters, *, say: Speaker) -> tuple[str, ...]:
    """Return how answers come about, of what data they are, and what they leave out."""
    parks, places = parks_of(parameters), places_of(parameters)
    known = complementarity.method(parameters, parks.rows)
    flags = match_tables.weakest(parks.rows["flag"], say=say)
    profile = match_tables.weakest(parks.rows["profile_flag"].dropna(), say=say)
    return (
        say(
            "match.method_hours",
            month=parameters.month,
            share=f"{known['green_share']:.0%}",
            hours=f"{known['storage_hours']:g}",
            trip=f"{known['round_trip']:.0%}",
            most=f"{known['searched_to_hours_of_mean_load']:g}",
        ),
        say("match.method_target"),
        say("match.method_classes"),
        say("match.method_bounds_places", **_bounds(places.rows, say)),
        say("match.method_bounds_parks", **_bounds(parks.rows, say)),
        say("match.method_measures", low=f"{known['low_share_of_capacity']:.0%}"),
        say("match.method_flags", flag=flags, profile=profile),
        say("match.method_proxy"),
        say("match.method_pairs"),
        say("match.method_whatif"),
        say("match.method_context"),
        say("match.not_said"),
        *_unplaced(parks, say),
    )


def _bounds(rows: pd.DataFrame, say: Speaker) -> Mapping[str, str]:
    return {
        quantity: " / ".join(filter(None, bivariate.class_words(rows, name, say=say)))
        for name, quantity in CLASSED.items()
    }


def _unplaced(parks: Completed, say: Speaker) -> tuple[str, ...]:
    codes = complementarity.without_place(parks)
    return (say("match.unplaced", codes=codes),) if codes else ()

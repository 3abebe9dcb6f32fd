"""What an invented park reports: every measure, month by month; simulated."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from queries.demonstration.seasons import COLD, HEATING, SUN, WIND
from queries.demonstration.sites import Site, Trait
from queries.indicators import dictionary
from queries.months import MONTHS_A_YEAR, Month

WIND_CAPACITY_FACTOR: Final = 0.33
SUN_CAPACITY_FACTOR: Final = 0.18
"""Mean output over capacity in a year."""

DIRECT_PART: Final = 0.62
"""Of the green electricity, what comes over a line of the park's own."""

OWN_USE_LIMIT: Final = 0.85
"""Of the generation, what the park can use when it blows and shines."""

GROWTH: Final = 1.03
"""Energy from one year to the next."""

STAGES: Final = ((15, 1.0), (6, 0.9), (0, 0.8))
"""From which month on how much of today's capacity stands."""

REBOUND: Final = (1.04, 1.09)
"""Carbon intensity of a rebounding month over that of the year before."""

MOST_CLEAN: Final = 0.97
"""No park does without any fossil energy."""

RECOVERED: Final = {
    ("solid_waste_used_t", "solid_waste_t"): (0.12, 0.9),
    ("waste_heat_used_gj", "waste_heat_available_gj"): (0.06, 0.62),
    ("water_reused_m3", "water_m3"): (0.18, 0.92),
}
"""What share of the whole comes back to a park that has done nothing, and all."""

UNEVENNESS: Final = 0.05
"""How far a park's ways to its several ends may lie from its mean way."""

CO2_GAPS: Final = {3: 1.09, 4: 0.92}
"""By how much a park with a gap misstates its total, by months before the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The months of a demonstration, and when its rebounds begin."""

    months: tuple[Month, ...]
    rebound_from: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How far a park had come before its first month, and what it had planned.

    ``leads`` says by measure how much more of its way lay behind it than on the whole.
    """

    leads: Mapping[str, float]
    retrofits_n: int


def simulate(site: Site, run: Run, chance: Random) -> Iterator[dict[str, float]]:
    """Yield what *site* measures in each month of *run*: measure to amount.

    A rebounding park burns more fuel than the year before, a park with a gap misstates
    its total in two months, and all the others emit less per energy every year,
    each at its own pace.
    """
    start = _start(chance)
    intensities: list[float] = []
    for place, month in enumerate(run.months):
        amounts = _month(site, start, place, month, chance)
        lift = chance.uniform(*REBOUND)
        if site.trait is Trait.REBOUND and month >= run.rebound_from:
            _rebound(amounts, intensities[place - MONTHS_A_YEAR] * lift)
        intensities.append(carbon_intensity(amounts))
        stated = 1 + chance.uniform(-0.01, 0.01)
        if site.trait is Trait.CO2_GAP:
            stated = CO2_GAPS.get(len(run.months) - place, stated)
        amounts["co2_t"] = round(co2_t(amounts) * stated, 1)
        yield amounts


def _start(chance: Random) -> Start:
    parts = (*(part for part, _ in RECOVERED), "products_grade2_n", "retrofits_done_n")
    return Start(
        leads={part: chance.uniform(-UNEVENNESS, UNEVENNESS) for part in parts},
        retrofits_n=chance.randint(8, 15),
    )


def co2_t(amounts: Mapping[str, float]) -> float:
    """Return the emissions that follow from the parts."""
    terms = dictionary().indicator("carbon_intensity").numerator.terms
    return sum(term.coefficient * amounts[term.measure] for term in terms)


def carbon_intensity(amounts: Mapping[str, float]) -> float:
    """Return the emissions per energy, tCO2/tce."""
    return co2_t(amounts) / amounts["energy_tce"]


def _rebound(amounts: dict[str, float], intensity: float) -> None:
    """Let the park burn so much fuel that it reaches *intensity*."""
    missing_t = intensity * amounts["energy_tce"] - co2_t(amounts)
    amounts["fuel_co2_t"] = round(amounts["fuel_co2_t"] + missing_t, 1)


def _month(
    site: Site, start: Start, place: int, month: Month, chance: Random
) -> dict[str, float]:
    years = place / MONTHS_A_YEAR
    supply = _supply(site, place, month, chance)
    used = _use(site, years, month, chance)
    green = _green(site, years, used["electricity_mwh"], supply, chance)
    recovered = _recovered(site, start, years, used)
    amounts = used | green | supply | recovered | _counted(site, start, years)
    peak_mw = amounts["electricity_mwh"] / _hours(month) * chance.uniform(1.32, 1.42)
    amounts["peak_load_mw"] = peak_mw
    return {measure: round(amount, 1) for measure, amount in amounts.items()}


def _hours(month: Month) -> int:
    return 24 * monthrange(month.year, month.number)[1]


def _use(site: Site, years: float, month: Month, chance: Random) -> dict[str, float]:
    """What goes in, and what comes out of the chimneys, pipes and gates."""
    trade = site.profile
    season = 1 + trade.season_swing * COLD[month.number - 1]
    mean_tce = site.energy_ktce * 1000 / MONTHS_A_YEAR * GROWTH**years
    energy_tce = mean_tce * season * chance.uniform(0.985, 1.015)
    saved = (1 - site.fuel_saving) ** years
    return {
        "energy_tce": energy_tce,
        "electricity_mwh": energy_tce * trade.electricity_mwh * _near(chance),
        "heat_fossil_gj": mean_tce * trade.heat_gj * HEATING[month.number - 1] * saved,
        "fuel_co2_t": energy_tce * trade.fuel_co2_t * saved * _near(chance),
        "process_co2_t": energy_tce * trade.process_co2_t * saved,
        "solid_waste_t": energy_tce * trade.waste_t * _near(chance),
        "waste_heat_available_gj": energy_tce * trade.waste_heat_gj * _near(chance),
        "water_m3": energy_tce * trade.water_m3 * _near(chance),
    }


def _near(chance: Random) -> float:
    return chance.uniform(0.995, 1.005)


def _supply(site: Site, place: int, month: Month, chance: Random) -> dict[str, float]:
    """Capacities, and the net generation that they give in such a month."""
    built = next(share for start, share in STAGES if place >= start)
    hours = _hours(month)
    wind_mw, solar_mw, storage_mw = (
        float(round(capacity * built))
        for capacity in (site.wind_mw, site.solar_mw, site.storage_mw)
    )
    storage_mwh = storage_mw * site.storage_hours
    of_wind = WIND_CAPACITY_FACTOR * WIND[month.number - 1] * chance.uniform(0.94, 1.06)
    of_sun = SUN_CAPACITY_FACTOR * SUN[month.number - 1] * chance.uniform(0.97, 1.03)
    kept = 1 - _curtailed_share(site) * chance.uniform(0.8, 1.2)
    gross_mwh = hours * (wind_mw * of_wind + solar_mw * of_sun)
    return {
        "wind_generation_mwh": hours * wind_mw * of_wind * kept,
        "solar_generation_mwh": hours * solar_mw * of_sun * kept,
        "curtailed_mwh": gross_mwh * (1 - kept),
        "storage_discharged_mwh": storage_mwh * chance.uniform(21, 27),
        "wind_mw": wind_mw,
        "solar_mw": solar_mw,
        "storage_mw": storage_mw,
        "storage_mwh": storage_mwh,
    }


def _curtailed_share(site: Site) -> float:
    """Return more the less storage stands beside wind and sun."""
    beside = site.storage_mw / (site.wind_mw + site.solar_mw)
    return 0.03 + 0.1 * max(0.0, 1 - beside / 0.2)


def _green(
    site: Site,
    years: float,
    electricity_mwh: float,
    supply: Mapping[str, float],
    chance: Random,
) -> dict[str, float]:
    """Split the electricity: what is green rises from one year to the next."""
    share = site.green_share + site.green_gain * years + chance.uniform(-0.002, 0.002)
    green_mwh = electricity_mwh * share
    own_mwh = supply["wind_generation_mwh"] + supply["solar_generation_mwh"]
    direct_mwh = min(DIRECT_PART * green_mwh, OWN_USE_LIMIT * own_mwh)
    return {
        "electricity_direct_mwh": direct_mwh,
        "electricity_certified_mwh": green_mwh - direct_mwh,
        "electricity_other_mwh": electricity_mwh - green_mwh,
    }


def _recovered(
    site: Site, start: Start, years: float, used: Mapping[str, float]
) -> dict[str, float]:
    """What of energy, waste, heat and water is clean or used again."""
    green_share = site.green_share + site.green_gain * years
    clean_share = min(MOST_CLEAN, 0.26 + 0.72 * green_share)
    recovered = {"clean_energy_tce": used["energy_tce"] * clean_share}
    for (part, whole), (least, most) in RECOVERED.items():
        share = least + (most - least) * _way(site, start, part, years)
        recovered[part] = used[whole] * share
    return recovered


def _way(site: Site, start: Start, part: str, years: float) -> float:
    """Return how much of the way to its end lies behind a park: 0 to 1."""
    way = site.head_start + start.leads[part] + site.pace * years
    return min(1.0, max(0.0, way))


def _counted(site: Site, start: Start, years: float) -> dict[str, float]:
    """Products at grade 2 and retrofits done: more every year, never fewer."""
    wholes = {
        ("retrofits_done_n", "retrofits_planned_n"): start.retrofits_n,
        ("products_grade2_n", "products_n"): site.profile.products_n,
    }
    counts: dict[str, float] = {}
    for (part, whole), whole_n in wholes.items():
        if whole_n:
            counts[whole] = float(whole_n)
            counts[part] = float(int(whole_n * _way(site, start, part, years)))
    return counts

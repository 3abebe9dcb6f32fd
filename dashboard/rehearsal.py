"""The first page, shown to nobody: what it leaves behind every later reader has."""

from dashboard import controls, data, overview
from dashboard.charts.maps import Canvas
from dashboard.controls import Look, Place
from dashboard.drawing import screen_map
from dashboard.settings import Settings
from dashboard.text import Speaker
from dashboard.theme import LIGHT
from dashboard.viewport import ASSUMED


def rehearse() -> None:
    """Fill the caches with the latest period of the region, where there is one.

    Raises:
        OversightError: The database cannot be read.
    """
    say = Speaker(Settings.from_environ().language)
    data.look_anew()
    periods = controls.known_periods()
    if not periods:
        return
    place = Place(
        period=periods[0],
        comparison=controls.COMPARISONS[0],
        league_city=None,
        tiers=frozenset(),
    )
    seen = overview.overview_of(place)
    overview.headline(seen, say=say)
    overview.kpi_strip(seen, say=say)
    overview.changes_of(seen, say=say)
    overview.tasks_of(seen, say=say)
    look = Look(
        grades=frozenset(),
        indicator=data.known().indicators[0].code,
        with_zones=False,
        view=controls.VIEWS[0],
    )
    canvas = Canvas(width_px=ASSUMED.width, height_px=ASSUMED.height)
    drawn = overview.map_of(seen, look, canvas=canvas, window=ASSUMED, say=say)
    screen_map.drawn(drawn, palette=LIGHT, px=0).to_json()

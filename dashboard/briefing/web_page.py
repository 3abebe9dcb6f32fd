"""A pack as one page for a browser: interactive, and asking nobody for anything."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from plotly.offline import get_plotlyjs

from dashboard.briefing import cells
from dashboard.briefing.chart_tables import table_of
from dashboard.briefing.packs import CellKind, Pack, Sheet, Table
from dashboard.briefing.provenance_lines import every_line
from dashboard.briefing.writers import ExportOptions, Written
from dashboard.charts.resource_maps import AnyMap
from dashboard.charts.values import Chart
from dashboard.drawing import screen
from dashboard.drawing.paper_charts import HEIGHT_PX, WIDTH_PX
from dashboard.drawing.screen_frame import CONFIG, Look
from dashboard.drawing.svg_map import svg
from dashboard.text import Speaker
from dashboard.theme import DARK, FONT_FAMILY, LIGHT, PALETTES

SHOWN_PX: Final = 800.0
"""How wide a chart is in the page; its words grow with it."""

TEXT_PX: Final = 15.0
SMALL_PX: Final = 13.5

POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; form-action 'none'; base-uri 'none'"
)
"""The browser itself refuses every request, whatever the page says."""


def web_page(pack: Pack, options: ExportOptions) -> Written:
    """Return *pack* as the bytes of one .html file; its charts are those of the screen.

    Raises:
        KeyError: It has a chart of a kind that the screen does not draw.
    """
    say = options.say
    text = "".join(
        (
            "<!doctype html>",
            f'<html lang="{"zh-CN" if say.language == "zh" else "en"}">',
            _head(pack),
            "<body>",
            _opening(pack, say),
            *(_section(sheet, say) for sheet in pack.sheets),
            f"<script>{_script('page.js')}</script></body></html>\n",
        )
    )
    return Written(content=text.encode(), n_pages=1)


def _head(pack: Pack) -> str:
    return (
        '<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="generator" content="zeropark {escape(pack.provenance.snapshot)}">'
        f"<title>{escape(pack.title)}</title><style>{_style()}</style>"
        f"<script>{get_plotlyjs()}</script></head>"
    )


@cache
def _style() -> str:
    """Return the stylesheet with the colours of both themes."""
    names = ("ink", "ink2", "ink3", "line", "surface", "page", "accent")
    colours = {
        f"{theme}_{name}": getattr(palette, name)
        for theme, palette in PALETTES.items()
        for name in (*names, "demo_text", "demo_fill")
    }
    return Template(_script("page.css")).substitute(colours, family=FONT_FAMILY)


def _script(name: str) -> str:
    folder = files("dashboard") / "briefing" / "web"
    return (folder / name).read_text(encoding="utf-8")


def _opening(pack: Pack, say: Speaker) -> str:
    mark = ""
    if pack.provenance.is_simulated:
        mark = f' <span class="mark">{escape(say("app.demo"))}</span>'
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>"
        for name, words in every_line(pack.provenance, say=say)
    )
    return f"<header><h1>{escape(pack.title)}{mark}</h1><dl>{lines}</dl><br></header>"


def _section(sheet: Sheet, say: Speaker) -> str:
    points = "".join(f"<li>{escape(point)}</li>" for point in sheet.points)
    parts = [f'<section id="{escape(sheet.key)}"><h2>{escape(sheet.message)}</h2>']
    parts += [f"<ul>{points}</ul>"] if points else []
    parts += [_map(value, sheet, say) for value in sheet.maps]
    parts += [
        _chart(chart, f"{sheet.key}-{number}", say)
        for number, chart in enumerate(sheet.charts, start=1)
    ]
    parts += [_titled_table(table) for table in sheet.tables]
    if sheet.room:
        parts.append(f'<h3>{escape(sheet.room)}</h3><div class="room"></div>')
    parts += [f'<p class="note">{escape(note)}</p>' for note in sheet.notes]
    return "".join((*parts, "</section>"))


def _map(value: AnyMap, sheet: Sheet, say: Speaker) -> str:
    """Return a map in both themes; the stylesheet shows one."""
    return "".join(
        svg(value, palette=palette, say=say, alt=sheet.message, name=theme)
        for theme, palette in PALETTES.items()
    )


def _chart(chart: Chart, name: str, say: Speaker) -> str:
    unit = f" <small>{escape(chart.unit)}</small>" if chart.unit else ""
    note = f'<p class="note">{escape(chart.note)}</p>' if chart.note else ""
    alt = escape(chart.alt or chart.title)
    table = table_of(chart, key=name, say=say)
    return (
        f"<h3>{escape(chart.title)}{unit}</h3>"
        f'<div class="wide"><div class="chart" id="{escape(name)}" role="img" '
        f'aria-label="{alt}"></div></div>{note}'
        f"<details><summary>{escape(say('webpage.numbers'))}</summary>"
        f"{_table(table)}</details>"
        f'<script type="application/json" id="{escape(name)}-figures">'
        f"{figures_of(chart)}</script>"
    )


def figures_of(chart: Chart) -> str:
    """Return the figures of both themes as JSON that may stand inside a page."""
    drawn = {theme: _figure(chart, theme) for theme in ("light", "dark")}
    whole = f'{{"light":{drawn["light"]},"dark":{drawn["dark"]},'
    return f'{whole}"config":{json.dumps(CONFIG)}}}'.replace("<", "\\u003c")


def _figure(chart: Chart, theme: str) -> str:
    look = Look(
        palette=DARK if theme == "dark" else LIGHT,
        height_px=round(HEIGHT_PX[chart.kind](chart) * SHOWN_PX / WIDTH_PX),
        text_px=TEXT_PX,
        small_px=SMALL_PX,
    )
    figure = screen.drawn(chart, look)
    if figure.layout.title.text:
        # The title is a head of the page.
        figure.update_layout(title=None, margin_t=14)
    figure.layout.template = None
    return str(figure.to_json())


def _titled_table(table: Table) -> str:
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return f"<h3>{escape(table.title)}</h3>{_table(table)}{note}"


def _table(table: Table) -> str:
    kinds = ["" if c.kind is CellKind.TEXT else "number" for c in table.columns]
    head, *rows = cells.rows(table)
    heads = "".join(_cells("th", head, kinds))
    body = "".join(f"<tr>{''.join(_cells('td', row, kinds))}</tr>" for row in rows)
    return (
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(tag: str, row: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    for text, kind in zip(row, kinds, strict=True):
        yield f'<{tag} class="{kind}">{escape(text)}</{tag}>'

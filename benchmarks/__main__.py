"""``make bench``: every figure in one run, beside an empty Streamlit page."""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser

from benchmarks import (
    browsing,
    complementarity,
    exporting,
    judging,
    many_parks,
    readers,
)
from benchmarks.browsing import FirstPage, Rerun
from benchmarks.figures import Aim, Figure, document, middle, percentile, table
from benchmarks.importing import DATABASE, Imported, imported
from benchmarks.readers import Load
from benchmarks.servers import Kind, Server, demonstration_at, running, settle

KINDS: Final[tuple[Kind, ...]] = ("ours", "floor")
N_STARTS: Final = 3
N_ROUNDS: Final = 10
"""Three changes each."""

LOAD_S: Final = 12.0
N_LOADS: Final = 2

SETTLED_AFTER_S: Final = 6.0
"""By then a server that fills its caches has begun to."""

RERUN_AIM: Final = Aim(most=2, of="ratio")
BYTES_AIM: Final = Aim(most=100, of="ours")
READERS_AIM: Final = Aim(most=4, of="ratio")

NOTES: Final = """
floor: a Streamlit page of one selectbox and one text, served by the same code with
  the same settings and a frozen heap; both take turns on this machine.
rerun in the browser: from the message that carries the choice to the page at rest and
  painted, in software; a comparison, a grade, a period by turns, on servers that have
  filled their caches and have nothing else to do.
websocket: payload before compression, until the page is at rest.
readers: each changes a filter every {pause_s:g} s on average, at random.
import: the floor reads the same file and inserts as many values, and no more.
rankings and trends of 2,800 parks over 120 months: the floor is the same answer by
  bare SQL over the totals of parks, or from the values themselves.
"""

Both = dict[Kind, list[float]]


def main(arguments: Sequence[str]) -> None:
    """Measure everything and print it; into a file as well where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write it here too")
    asked = parser.parse_args(arguments)
    began_at = time.perf_counter()
    with TemporaryDirectory(prefix="zeropark-bench-") as folder:
        figures = measured(Path(folder))
    notes = _notes(time.perf_counter() - began_at)
    print(table(figures), *notes, sep="\n")
    if asked.json:
        text = json.dumps(document(figures, notes), indent=2)
        asked.json.write_text(f"{text}\n", encoding="utf-8")


def measured(folder: Path) -> list[Figure]:
    """Measure in *folder*, which is left with databases and workbooks in it."""
    url = demonstration_at(folder / "bench.db")
    with ExitStack() as stack:
        with browsing.browser() as opened:
            firsts: dict[Kind, list[FirstPage]] = {kind: [] for kind in KINDS}
            _say("start to first page")
            for _ in range(N_STARTS):
                for kind in KINDS:
                    with running(kind, database_url=url) as server:
                        page, first = browsing.first_page(opened, server)
                        firsts[kind].append(first)
                        page.context.close()
            servers = {
                kind: stack.enter_context(running(kind, database_url=url))
                for kind in KINDS
            }
            _say("reruns in the browser")
            reruns = _reruns(opened, servers)
        _say(f"{readers.N_READERS} readers at once")
        loads = _loads(servers)
    _say("import")
    taken = imported(folder)
    _say("many parks over many months")
    return [
        *_first_figures(firsts),
        *_rerun_figures(reruns),
        *_load_figures(loads),
        _import_figure(taken),
        *judging.figures(folder / DATABASE),
        *many_parks.figures(folder),
        *complementarity.figures(folder),
        *exporting.figures(folder),
    ]


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


def _reruns(opened: Browser, servers: dict[Kind, Server]) -> dict[Kind, list[Rerun]]:
    """Change filters on both pages by turns, so that noise falls on both."""
    pages = {kind: browsing.first_page(opened, servers[kind])[0] for kind in KINDS}
    time.sleep(SETTLED_AFTER_S)
    for server in servers.values():
        settle(server)
    scripts = {kind: browsing.changes(kind, n_rounds=N_ROUNDS) for kind in KINDS}
    found: dict[Kind, list[Rerun]] = {kind: [] for kind in KINDS}
    for number in range(3 * N_ROUNDS):
        for kind in KINDS:
            found[kind].append(browsing.rerun(pages[kind], scripts[kind][number]))
    return found


def _loads(servers: dict[Kind, Server]) -> dict[Kind, list[Load]]:
    found: dict[Kind, list[Load]] = {kind: [] for kind in KINDS}
    for number in range(N_LOADS):
        for kind in KINDS:
            seed = 1000 * number
            found[kind].append(readers.loaded(servers[kind], for_s=LOAD_S, seed=seed))
    return found


def _figure(
    name: str,
    unit: str,
    values: Both,
    summary: Callable[[Sequence[float]], float],
    aim: Aim | None = None,
) -> Figure:
    ours, floor = (summary(values[kind]) if values[kind] else None for kind in KINDS)
    return Figure(name=name, unit=unit, ours=ours, floor=floor, aim=aim)


def _p50(values: Sequence[float]) -> float:
    return percentile(values, 0.50)


def _p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


def _first_figures(firsts: dict[Kind, list[FirstPage]]) -> list[Figure]:
    shown: Both = {kind: [one.shown_s for one in firsts[kind]] for kind in KINDS}
    sent: Both = {
        kind: [one.websocket_bytes / 1000 for one in firsts[kind]] for kind in KINDS
    }
    return [
        _figure("start to first page, median", "s", shown, middle),
        _figure("websocket, first load, most", "KB", sent, max, BYTES_AIM),
    ]


def _rerun_figures(reruns: dict[Kind, list[Rerun]]) -> list[Figure]:
    rested: Both = {kind: [one.rested_ms for one in reruns[kind]] for kind in KINDS}
    ended: Both = {kind: [one.finished_ms for one in reruns[kind]] for kind in KINDS}
    return [
        _figure("rerun in the browser, p50", "ms", rested, _p50, RERUN_AIM),
        _figure("rerun in the browser, p95", "ms", rested, _p95, RERUN_AIM),
        _figure("rerun up to the script's end, p50", "ms", ended, _p50),
        _figure("rerun up to the script's end, p95", "ms", ended, _p95),
    ]


def _load_figures(loads: dict[Kind, list[Load]]) -> list[Figure]:
    waits: Both = {
        kind: [wait for load in loads[kind] for wait in load.waits_ms] for kind in KINDS
    }
    cpu: Both = {
        kind: [load.cpu_ms for load in loads[kind] if load.cpu_ms is not None]
        for kind in KINDS
    }
    many = f"{readers.N_READERS} readers at once"
    return [
        _figure(f"{many}, p50", "ms", waits, _p50),
        _figure(f"{many}, p95", "ms", waits, _p95, READERS_AIM),
        _figure(f"{many}, CPU a rerun", "ms", cpu, middle),
    ]


def _import_figure(found: Imported) -> Figure:
    return Figure(
        name="import of 2,800 parks x 12 months",
        unit="rows/s",
        ours=found.ours,
        floor=found.floor,
        more_is_better=True,
    )


def _notes(took_s: float) -> list[str]:
    machine = f"{platform.system()} {platform.machine()}"
    return [
        NOTES.format(pause_s=readers.PAUSE_S),
        f"{machine}, Python {platform.python_version()}, {took_s:.0f} s in all.",
    ]


if __name__ == "__main__":
    main(sys.argv[1:])

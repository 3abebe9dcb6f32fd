"""Many readers at once: websocket clients that speak Streamlit's own messages."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import Server

N_READERS: Final = 50
PAUSE_S: Final = 5.0
"""How long a reader looks at a page before the next change, on average."""

STREAMLIT: Final = Subprotocol("streamlit")

ARRIVING_S: Final = 5.0
"""Over how long the readers come, before anything is counted."""

WINDOW: Final = '{"seen":"1366x768x1"}'
CHANGED: Final = ("period", "compare", "grade", "number")
"""The controls that a reader touches, by key; the last one is the floor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What *n* readers waited for, and what it took.

    ``cpu_ms`` is the server's processor time for one rerun.
    """

    waits_ms: tuple[float, ...]
    cpu_ms: float | None


@dataclass(slots=True)
class Reader:
    """One session: its connection, and what a browser would remember of the page."""

    socket: ClientConnection
    chance: Random
    url: str
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    choices: dict[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    query_string: str = ""
    page: str = ""

    async def open(self) -> None:
        """Load the page, and answer its question for the size of the window."""
        await self.run()
        viewport = next((key for key in self.widgets if key.endswith("-viewport")), "")
        if viewport:
            self.widgets[viewport].json_value = WINDOW
            await self.run()

    async def run(self) -> float:
        """Ask for a rerun; return how many seconds later the script had ended.

        Raises:
            RuntimeError: The script failed.
        """
        message = BackMsg()
        message.rerun_script.query_string = self.query_string
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.cached_message_hashes.extend(self.known)
        message.rerun_script.context_info.timezone = "Asia/Shanghai"
        message.rerun_script.context_info.url = self.url
        message.rerun_script.widget_states.widgets.extend(self.widgets.values())
        sent_at = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self._is_end(await self.socket.recv()):
            pass
        return time.perf_counter() - sent_at

    def _is_end(self, content: str | bytes) -> bool:
        if isinstance(content, str):
            raise TypeError(content)
        message = ForwardMsg.FromString(content)
        if message.metadata.cacheable:
            self.known.add(message.hash)
        match message.WhichOneof("type"):
            case "new_session":
                self.page = message.new_session.page_script_hash
            case "page_info_changed":
                self.query_string = message.page_info_changed.query_string
            case "delta":
                self._remember(message.delta.new_element)
            case "script_finished":
                ended: int = message.script_finished
                return ended == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _remember(self, element: Any) -> None:  # noqa: ANN401  a message of protobuf
        kind = element.WhichOneof("type")
        if kind in {"exception", "alert"}:
            raise RuntimeError(str(element))
        widget = getattr(element, kind).id if kind in KINDS else ""
        if not widget:
            return
        state = self.widgets.setdefault(widget, WidgetState(id=widget))
        if kind == "selectbox":
            _select(state, element.selectbox)
            self.choices[widget] = ("string", list(element.selectbox.options))
        elif kind == "button_group":
            _press(state, element.button_group)
            options = [option.content for option in element.button_group.options]
            self.choices[widget] = ("strings", options)

    def choose(self) -> None:
        """Set one of the controls that a reader touches to something else."""
        touched = [w for w in self.choices if w.rpartition("-")[2] in CHANGED]
        widget = self.chance.choice(sorted(touched))
        state = self.widgets[widget]
        kind, options = self.choices[widget]
        if kind == "string":
            others = [text for text in options if text != state.string_value]
            state.string_value = self.chance.choice(others)
        else:
            others = [t for t in options if [t] != list(state.string_array_value.data)]
            del state.string_array_value.data[:]
            state.string_array_value.data.append(self.chance.choice(others))


def _select(state: WidgetState, proto: Any) -> None:  # noqa: ANN401  of protobuf
    """Take what the server chose, as a browser does: at first, or when it says so."""
    if proto.set_value:
        state.string_value = proto.raw_value
    elif not state.WhichOneof("value"):
        state.string_value = proto.options[proto.default]


def _press(state: WidgetState, proto: Any) -> None:  # noqa: ANN401  of protobuf
    """Take which buttons the server pressed, likewise."""
    if proto.set_value:
        state.string_array_value.data[:] = proto.raw_values
    elif not state.WhichOneof("value"):
        pressed = [proto.options[index].content for index in proto.default]
        state.string_array_value.data[:] = pressed


KINDS: Final = ("selectbox", "button_group", "bidi_component")
"""The widgets whose state the readers send."""


def loaded(server: Server, *, for_s: float, seed: int) -> Load:
    """Let the readers work on *server* for so long."""
    return asyncio.run(_loaded(server, for_s=for_s, seed=seed))


async def _loaded(server: Server, *, for_s: float, seed: int) -> Load:
    begins_at = time.perf_counter() + ARRIVING_S + 1
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_reading(server, begins_at, for_s, seed=seed + number))
            for number in range(N_READERS)
        ]
        await asyncio.sleep(begins_at - time.perf_counter())
        before_s = server.cpu_s()
        await asyncio.sleep(for_s)
        after_s = server.cpu_s()
    waits_ms = tuple(wait_s * 1000 for task in tasks for wait_s in task.result())
    if before_s is None or after_s is None:
        return Load(waits_ms=waits_ms, cpu_ms=None)
    return Load(waits_ms=waits_ms, cpu_ms=(after_s - before_s) * 1000 / len(waits_ms))


async def _reading(
    server: Server, begins_at: float, for_s: float, *, seed: int
) -> list[float]:
    """Come some time before *begins_at*; return the waits, in seconds, from then on."""
    chance = Random(seed)  # noqa: S311  lots for a load, no secret
    await asyncio.sleep(chance.uniform(0, ARRIVING_S))
    waits_s: list[float] = []
    async with connect(
        server.stream_url,
        subprotocols=[STREAMLIT],
        max_size=None,
    ) as socket:
        reader = Reader(socket, chance, server.page_url)
        await reader.open()
        await asyncio.sleep(max(0.0, begins_at - time.perf_counter()))
        while True:
            await asyncio.sleep(chance.expovariate(1 / PAUSE_S))
            if time.perf_counter() > begins_at + for_s:
                return waits_s
            reader.choose()
            waits_s.append(await reader.run())

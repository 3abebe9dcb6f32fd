"""The socket that the product serves on."""

import asyncio
import socket

from dashboard.commands.listening import bound


def test_small_messages_do_not_wait_for_one_another():
    """A rerun is fifty of them, and a delay of each answer shows."""

    async def is_prompt() -> bool:
        seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted: socket.socket = writer.get_extra_info("socket")
            option = socket.IPPROTO_TCP, socket.TCP_NODELAY
            seen.set_result(accepted.getsockopt(*option))
            writer.close()

        listener = bound("127.0.0.1", 0)
        async with await asyncio.start_server(meet, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            answer = await seen
            writer.close()
            await writer.wait_closed()
        return bool(answer)

    assert asyncio.run(is_prompt())

"""Listening on a port until the user or the system ends the server."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from azmil.errors import Fault, Hints, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from azmil.api.answers import Answers
    from azmil.errors import Notify
    from azmil.publish.options import Options
    from azmil.publish.server.work import Notes

NO_LIBRARY = Fault(
    "a server is started, and a library for it is not installed",
    "cannot serve pages: {library} is not installed",
    Hints.INSTALL_EXTRA,
)
CANNOT_LISTEN = Fault(
    "a server cannot listen on an address: its port is in use or not allowed, or the address is not of this computer",
    "cannot listen on {host}, port {port}: {reason}",
    Hints.CHOOSE_PORT,
)
MOST_CONNECTIONS = 500
MOST_WAITING = 128  # connections that the system keeps until they are accepted
GRACE = 3  # seconds that running requests have at the end


def check_libraries() -> None:
    """Raise AzmilError if a library of the server is not installed."""
    for name in ("starlette", "uvicorn"):
        try:
            __import__(name)
        except ImportError:
            raise NO_LIBRARY(library=name, extra="web") from None


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 is any free one. Raises AzmilError if it cannot."""
    try:
        (family, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(MOST_WAITING)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "invalid host"
        raise CANNOT_LISTEN(host=host, port=port, reason=reason) from None
    return listening


def serve(  # noqa: PLR0913 - everything that a server needs
    base: Answers,
    notes: Notes,
    options: Options,
    listening: socket.socket,
    *,
    host: str,
    names: tuple[str, ...],
    seconds: float,
    notify: Notify,
    ready: Callable[[str], None],
) -> None:
    """Serve a knowledge base until SIGINT or SIGTERM.

    ``ready`` is called with the address when requests are accepted, ``notify`` with errors of the server. Raises
    AzmilError if the base cannot be read.
    """
    from azmil.publish.server import app, guard, reading, work  # noqa: PLC0415 - import the libraries of the extra

    readings = reading.Readings(base, options)
    readings.current()  # raises an error before the first request
    place = guard.Place(host, listening.getsockname()[1], names)
    doing = work.Work(base, seconds)
    application = app.Application(readings, doing, notes, place, notify)
    try:
        asyncio.run(_run(application, listening, lambda: ready(place.address)))
    finally:
        doing.stop()


async def _run(application: Callable[..., Any], listening: socket.socket, ready: Callable[[], None]) -> None:
    import uvicorn  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - of the extra

    class Server(uvicorn.Server):  # type: ignore[misc, unused-ignore]
        """A server that ends without an error at SIGINT and SIGTERM."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Listen, and report it."""
            await super().startup(sockets=sockets)
            ready()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """End the server at a signal, and do not raise the signal again."""
            handlers = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for each, handler in handlers.items():
                    signal.signal(each, handler)

    logging.getLogger("uvicorn").disabled = True
    logging.getLogger("uvicorn.error").disabled = True
    config = uvicorn.Config(
        application,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=32_768,
    )
    await Server(config).serve(sockets=[listening])

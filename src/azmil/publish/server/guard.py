"""What a server refuses before it reads the base: other methods, other hosts, and addresses that are too long."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.errors import AzmilError

LONGEST = 8_192  # bytes of an address
MOST_HEADERS = 16_384  # bytes of all headers
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

NO_METHOD = Fault(
    "a request to a server has another method than GET or HEAD",
    "the method '{method}' is not allowed",
    "use GET; nothing can be changed here",
    Exit.USAGE,
)
NO_HOST = Fault(
    "a request to a server has no header Host",
    "the request does not name a host",
    "use the address of the server",
    Exit.USAGE,
)
OTHER_HOST = Fault(
    "a request to a server names a host that it does not serve, as in an attack by DNS rebinding",
    "this server does not serve the host '{host}'",
    "use its address, or allow the name when the server is started",
    Exit.USAGE,
)
LONG_ADDRESS = Fault(
    "the address of a request to a server is too long",
    "the address is longer than {most:,} bytes",
    "use fewer filters",
    Exit.USAGE,
)
LONG_HEADERS = Fault(
    "the headers of a request to a server are too long",
    "the headers of the request are longer than {most:,} bytes",
    "remove the cookies of this host",
    Exit.USAGE,
)
HAS_BODY = Fault(
    "a request to a server has a body",
    "the request has a body",
    "write filters into the address",
    Exit.USAGE,
)
STATUS = {NO_METHOD: 405, NO_HOST: 400, OTHER_HOST: 421, LONG_ADDRESS: 414, LONG_HEADERS: 431, HAS_BODY: 413}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens: its host, its port, and further names that requests may use for it."""

    host: str
    port: int
    names: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address of the first page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    @property
    def is_local(self) -> bool:
        """Whether only this computer can reach it."""
        return self.host == "localhost" or _is_loopback(self.host)

    def serves(self, host: str) -> bool:
        """Return whether a request may name a host, with or without a port.

        Addresses of the computer are accepted if the server listens on all of them, since only names can be rebound.
        """
        name, port = _split(host.lower())
        if name in (each.lower() for each in self.names) or host.lower() in (each.lower() for each in self.names):
            return True
        if port != self.port:
            return False
        bound = f"[{self.host}]" if ":" in self.host else self.host
        if name == bound.lower() or (self.is_local and name in LOOPBACK):
            return True
        return self.host in ("0.0.0.0", "::") and (name in LOOPBACK or _is_address(name))  # noqa: S104 - compared


def _split(host: str) -> tuple[str, int]:
    """Return the name and the port in a header Host; the port is 80 if it is not given, and 0 if it is not valid."""
    name, mark, port = host.rpartition(":")
    if not mark or host.endswith("]"):
        return host, 80
    is_number = port.isascii() and port.isdigit() and len(port) <= len("65535")
    return name, int(port) if is_number else 0


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def refusal(place: Place, method: str, length: int, headers: Mapping[str, str], size: int) -> AzmilError | None:
    """Return the error for a request that is refused, or None.

    ``length`` is that of the address and ``size`` that of all headers, in bytes.
    """
    found: AzmilError | None = None
    if method not in ("GET", "HEAD"):
        found = NO_METHOD(method=method[:20])
    elif length > LONGEST:
        found = LONG_ADDRESS(most=LONGEST)
    elif size > MOST_HEADERS:
        found = LONG_HEADERS(most=MOST_HEADERS)
    elif not headers.get("host"):
        found = NO_HOST()
    elif not place.serves(headers["host"]):
        found = OTHER_HOST(host=headers["host"][:100])
    elif "transfer-encoding" in headers or headers.get("content-length", "0") != "0":
        found = HAS_BODY()
    return found

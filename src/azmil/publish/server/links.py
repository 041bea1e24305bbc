"""Addresses of the pages of a server."""

from __future__ import annotations

from azmil.publish.page import Links

LINES = 500  # lines of a source on a page


class ServedLinks(Links):
    """Addresses as seen from a page of a server: those of a site, but long sources have several pages."""

    __slots__ = ()

    @property
    def is_served(self) -> bool:
        """Whether a server answers at the addresses, so that no script has to."""
        return True

    def source(self, id_: str, line: int | None = None) -> str:
        """Return the address of a source, or of one of its lines."""
        address = super().source(id_, line)
        if line is None or line <= LINES:
            return address
        path, _, anchor = address.partition("#")
        return f"{path}?start={first_on_page(line)}#{anchor}"


def first_on_page(line: int) -> int:
    """Return the first line on the page of a source that shows a line."""
    return (line - 1) // LINES * LINES + 1


def links_at(path: str) -> ServedLinks:
    """Return the addresses as seen from the page at a path, such as ``r/navy.html``."""
    up = "../" * path.count("/")
    return ServedLinks(is_one_file=False, up=up, records="" if path.startswith("r/") else f"{up}r/")

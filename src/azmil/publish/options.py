"""Options of a site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How a site is built.

    ``report_url`` is the address to report a mistake to, in which ``{id}`` and ``{text}`` are replaced; ``seeds_url``
    is the address of the folder of seeds, to which paths are added.
    """

    with_text: bool = False
    report_url: str | None = None
    seeds_url: str | None = None

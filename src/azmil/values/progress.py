"""Progress of long work, which an interface may show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")
# Called with a step in words, such as "writing pages", how much of it is done, and how much there is, or 0 if unknown.
Progress = Callable[[str, int, int], None]
EVERY = 500  # items between two calls


def silent(_step: str, _done: int = 0, _total: int = 0) -> None:
    """Ignore progress."""


def tracked(items: Iterable[Item], step: str, total: int, progress: Progress, done: int = 0) -> Iterator[Item]:
    """Yield items, and call ``progress`` from time to time; ``done`` is the number of items of the step before them."""
    for at, item in enumerate(items, done):
        if at % EVERY == 0:
            progress(step, at, total)
        yield item

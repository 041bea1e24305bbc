"""The differences of a knowledge base from an older one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.ask import differences
from azmil.errors import AzmilError, Hints

if TYPE_CHECKING:
    from azmil.api.answers import Answers
    from azmil.store.protocol import Connection
    from azmil.values.differences import Differences

# Building one of the two again in its place would lose what is compared.
_HINTS: dict[str, str] = {
    Hints.BUILD: "check its path",
    Hints.BUILD_AGAIN: Hints.BUILD_TO_COMPARE,
    Hints.BUILD_ELSEWHERE: "upgrade azmil",
    Hints.CHOOSE_DATABASE: "use the path of a database that azmil has built",
    Hints.CLEAR_AWAY: Hints.BUILD_TO_COMPARE,
    Hints.MAKE_READABLE: "make it readable",
}


def compare(old: Answers, new: Answers) -> Differences:
    """Return how a base differs from an older one; raise AzmilError if one of them cannot be read."""
    return differences.differences(_connection(old), _connection(new))


def _connection(base: Answers) -> Connection:
    """Return a connection to a base, or raise AzmilError with a hint that keeps what is compared."""
    try:
        return base.connection
    except AzmilError as error:
        if error.hint_template in _HINTS:
            raise error.fault(_HINTS[error.hint_template], **error.values) from None
        raise

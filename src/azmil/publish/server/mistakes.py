"""Forms with mistakes: the form of a page as it was sent, with a message at each field whose value is invalid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import AzmilError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from azmil.publish.server.given import Given
    from azmil.publish.server.replies import Reply

MOST = 20  # fields that are tried one by one
REQUIRED = ("q",)  # fields without which the others are not looked at
DEPENDENT = ("certain", "columns", "share", "sort", "sum")  # fields whose values may be valid only with other fields


def mistakes(
    answer: Callable[[Given], Reply], given: Given, error: AzmilError, fields: Iterable[str]
) -> list[tuple[str, AzmilError]]:
    """Return the fields that make a request invalid, each with its error, and ``error`` without a field if none does.

    ``answer`` is called with each field alone, and with all others if that does not reveal the one to blame.
    """
    names = [name for name in fields if given.several(name)][:MOST]
    found: list[tuple[str, AzmilError]] = []
    for name in names:
        raised = _raised(answer, given.only(dict.fromkeys([*REQUIRED, name])))
        is_known = raised is not None and raised.message in [known.message for _, known in found]
        if raised is not None and not is_known and (raised.message == error.message or name not in DEPENDENT):
            found.append((name, raised))
    if any(raised.message == error.message for _, raised in found):
        return found
    for name in names:
        raised = _raised(answer, given.only(other for other in given.values if other != name))
        if raised is None or raised.message != error.message:
            found.append((name, error))
    return found or [("", error)]


def _raised(answer: Callable[[Given], Reply], given: Given) -> AzmilError | None:
    try:
        answer(given)
    except AzmilError as error:
        return error
    return None

"""Replies: the content of a page, as HTML and as JSON, with what it omits and the notes about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from azmil.errors import counted
from azmil.publish.server.addresses import parameters_of, with_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azmil.values.answers import LeftOut, Question


@dataclass(frozen=True, slots=True)
class Omitted:
    """Rows that a page omits: how many (None if not counted), the reason in words, and the address that has them."""

    count: int | None
    reason: str
    text: str
    address: str | None = None  # as seen from the root of the server


@dataclass(slots=True)
class Reply:
    """The content of a page: its title, its template with its values, and its data as JSON.

    ``path`` is that of the page, ``previous`` and ``next`` are the addresses of its neighbours from the root of the
    server. ``moved`` is the address of another page that answers instead. ``mistakes`` are the messages about an
    invalid request, by the name of the field of the form that they are about; "" is the form as a whole.
    """

    path: str
    title: str
    template: str
    values: dict[str, Any]
    data: dict[str, Any]
    omitted: list[Omitted] = field(default_factory=list)
    previous: str | None = None
    next: str | None = None
    position: str = ""
    meta: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""  # that were searched for
    moved: str | None = None
    mistakes: dict[str, str] = field(default_factory=dict)


def omitted_of(left_out: Iterable[LeftOut], *, is_paged: bool = True) -> list[Omitted]:
    """Return what an answer omits, in words; not that it is cut, if the page leads to the next one."""
    return [_omitted(left) for left in left_out if not (is_paged and left.reason == "limit")]


_REASONS = {
    "limit": "only the first rows are shown",
    "size": "only the first rows are shown, up to the maximum size",
    "undated": "{rows} without a date omitted; remove the date filter to include them",
    "imprecise": "{rows} omitted whose month or day is not known; add a year to include them",
    "open": "{rows} omitted that may still apply then; filter by 'as of' to include them",
    "uncertain": "{rows} omitted that may apply then",
    "empty": "{rows} without a value for {name} omitted",
    "parts": "{rows} about parts of {name} omitted",
    "no-date": "{claims} without a date omitted",
    "spanning": "{claims} omitted that began before the period and ended after it",
    "vague": "{claims} omitted that may have applied in the period",
    "other-date": "{claims} with another date",
    "column": "{rows} with another filter",
    "report": "{rows} in another report{without}",
    "filter": "{rows}{without}{dated}",
    "values": "list the values of {name}",
    "gap": "a known gap: {sentence}",
    "gaps": "{gaps} about the same",
    "row-gaps": "{gaps} about these rows: {name}",
    "nothing": "nothing found for {lacking}",
}


def _omitted(left: LeftOut) -> Omitted:
    lacking = _words(left.without) if left.without is not None else ""
    count = left.count
    text = _REASONS.get(left.reason, left.include).format(
        rows="rows" if count is None else counted(count, "row"),
        claims="claims" if count is None else counted(count, "claim"),
        gaps=counted(count or 0, "known gap"),
        name=left.name.replace("_", " ") or "the things named",
        sentence=left.sentence.rstrip("."),
        dated=f" (dated {left.sentence})" if left.sentence else "",
        without=f" without {lacking}" if lacking else "",
        lacking=lacking,
    )
    address = None
    if left.reason == "gap" and "," not in left.name:
        address = f"r/{left.name}.html"
    elif left.question is not None and left.reason != "nothing":
        address = address_of(left.question)
    return Omitted(count, left.reason, text, address)


def _words(question: Question) -> str:
    """Return the filters of a question in words, such as "branch navy"."""
    return ", ".join(f"{name.replace('-', ' ')} {value}" for name, value in parameters_of(question))


def address_of(question: Question) -> str:
    """Return the address of a question, as seen from the root of the server."""
    return with_parameters(f"report/{question.report}.html", parameters_of(question))


def described(omitted: Iterable[Omitted]) -> list[dict[str, Any]]:
    """Return what a page omits as objects, with addresses of JSON."""
    return [
        {
            "count": each.count,
            "reason": each.reason,
            "text": each.text,
            "address": None if each.address is None else as_json(each.address),
        }
        for each in omitted
    ]


def as_json(address: str) -> str:
    """Return the address of the same page as JSON."""
    path, mark, query = address.partition("?")
    return f"{path.removesuffix('.html')}.json{mark}{query}"

"""Answers for assistants: rows with their hedge and lines, capped in number and size, with what they leave out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.formats import json as rows_as_json
from azmil.publish.server.addresses import parameters_of
from azmil.publish.server.replies import omitted_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from azmil.errors import AzmilError
    from azmil.values.answers import Answer, LeftOut, Question

MOST_ROWS = 50
MOST_BYTES = 32_000  # of an answer as JSON
MOST_CHARACTERS = 2_000  # of a text; the rest is cut
LISTS = ("columns", "sort", "by")  # arguments of a query that are lists of columns
KEPT = ("id", "hedge", "lines")  # a row has them even if they are empty
UNTRUSTED = "untrusted_text"  # text of a document, which may say anything


def objects(answer: Answer) -> list[dict[str, Any]]:
    """Return rows as objects without empty values, except those that a figure must be quoted with."""
    shown = replace(answer, columns=[column._replace(place="") for column in answer.columns])
    return [
        {name: "" if value is None else value for name, value in row.items() if name in KEPT or _is_given(value)}
        for row in rows_as_json.values(shown)
    ]


def _is_given(value: object) -> bool:
    return value not in (None, "") and value is not False


def omissions(left_out: Iterable[LeftOut]) -> list[dict[str, Any]]:
    """Return what an answer leaves out: the number of rows, the reason in words, and the arguments that include it."""
    kept = list(left_out)
    found = []
    for left, worded in zip(kept, omitted_of(kept, is_paged=False), strict=True):
        about: dict[str, Any] = {} if worded.count is None else {"count": worded.count}
        about["text"] = worded.text
        if left.reason in ("limit", "size"):
            about["text"] = f"only the first rows are shown, at most {MOST_ROWS}: narrow the query, or use start"
        elif left.question is not None and left.reason != "nothing":
            about["query"] = arguments_of(left.question)
        found.append(about)
    return found


def arguments_of(question: Question) -> dict[str, Any]:
    """Return the arguments of the tool "query" that ask a question."""
    filters: dict[str, Any] = {}
    shape: dict[str, Any] = {}
    for name, value in parameters_of(question):
        if name in LISTS:
            shape[name] = value.split(",")
        elif name == "sum":
            shape[name] = value
        else:
            filters.setdefault(name, []).append(value)
    return {"report": question.report, "filters": filters, **shape}


def noted(notes: Iterable[AzmilError]) -> list[str]:
    """Return notes in words."""
    return [str(note) for note in notes]


def text_of(result: Mapping[str, Any]) -> str:
    """Return a result as JSON of at most ``MOST_BYTES``; what does not fit is left out, and "omitted" says so.

    The longest list of a result loses its last members first.
    """
    found = {name: _cut(value) for name, value in result.items() if name == "rows" or value not in (None, [], {})}
    dropped: dict[str, int] = {}
    while len(text := _json(_with_dropped(found, dropped)).encode()) > MOST_BYTES:
        name, longest = max(_lists(found), key=lambda item: len(_json(item[1]).encode()), default=("", []))
        if not longest:
            return _json({"omitted": [{"text": "the answer is too large: ask for less"}]})
        excess = len(text) - MOST_BYTES
        size = max(len(_json(longest)) // len(longest), 1)
        count = min(len(longest), max(1, excess // size))
        del longest[-count:]
        dropped[name] = dropped.get(name, 0) + count
    return text.decode()


def _with_dropped(found: dict[str, Any], dropped: Mapping[str, int]) -> dict[str, Any]:
    if not dropped:
        return found
    more = [
        {"count": count, "text": f"{name} that would make the answer larger than {MOST_BYTES // 1000} kB: ask for less"}
        for name, count in dropped.items()
    ]
    return {**found, "omitted": [*found.get("omitted", []), *more]}


def _lists(found: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, list[Any]]]:
    """Yield the lists of a result that may lose members, with their names."""
    for name, value in found.items():
        if isinstance(value, list) and value and name not in ("omitted", "notes"):
            yield f"{prefix}{name}", value
        elif isinstance(value, dict):
            yield from _lists(value, f"{name}.")


def _cut(value: Any) -> Any:
    """Return a value whose long texts are cut."""
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return f"{value[:MOST_CHARACTERS]}… ({len(value) - MOST_CHARACTERS:,} characters omitted)"
    if isinstance(value, dict):
        return {name: _cut(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_cut(member) for member in value]
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

"""Own the formats for machines: every row, every column, every value whole."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.formats.tables import cell
from azmil.formats.terminal.screen import UNSAFE, clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from azmil.values.answers import Answer


def _noted(answer: Answer) -> Answer:
    """Return an answer with the notes under its rows as a column of their own."""
    if not answer.notes:
        return answer
    at = answer.columns.index("id")
    rows = [(*row, answer.notes.get(str(row[at]))) for row in answer.rows]
    return replace(answer, columns=[*answer.columns, "cited_lines"], rows=rows, notes={})


def _values(answer: Answer) -> Iterator[dict[str, Any]]:
    answer = _noted(answer)
    names = _unique(answer.columns)
    sorts = [answer.sorts.get(name, "") for name in answer.columns]
    for row in answer.rows:
        yield {name: _value(value, sort) for name, value, sort in zip(names, row, sorts, strict=True)}


def _unique(names: list[str]) -> list[str]:
    """Return names of columns in which none stands twice, since an object would keep the last of them only."""
    found: list[str] = []
    for name in names:
        number, one = 1, name
        while one in found:
            number += 1
            one = f"{name}_{number}"
        found.append(one)
    return found


def _value(value: object, sort: str) -> object:
    if sort == "flag" and value is not None:
        return bool(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not -float("inf") < value < float("inf"):
        return None
    return value


def as_json(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as one JSON list of objects."""
    stream.write(json_text(list(_values(answer)), indent=2, plain=_is_plain(stream)))


def as_jsonl(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as one JSON object a line."""
    plain = _is_plain(stream)
    stream.writelines(json_text(row, plain=plain) for row in _values(answer))


def _is_plain(stream: TextIO) -> bool:
    """Return whether a stream takes less than all letters, so that JSON has to escape those beyond ASCII."""
    return not (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def json_text(value: object, indent: int | None = None, *, plain: bool = False) -> str:
    """Return a value as JSON and a newline, with escapes for what could steer a terminal; readers see no difference."""
    text = json.dumps(value, ensure_ascii=plain, indent=indent, allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def as_csv(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as CSV, with its head."""
    answer = _noted(answer)
    for row in [answer.columns, *answer.rows]:
        line = ",".join(map(_csv, row))
        stream.write(f"{line or _EMPTY}\n")


_SPECIAL = re.compile('[",\r\n]')
_EMPTY = '""'  # a row of one empty value, which would else be no row


def _csv(value: object) -> str:
    """Return a value as CSV has it; Python's own writer leaves a carriage return unquoted, and splits a row by it."""
    text = _text(value)
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)


def as_tsv(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as tab-separated values, with its head; tabs and newlines in a value become spaces."""
    answer = _noted(answer)
    stream.writelines(
        "\t".join(re.sub(r"[\t\r\n]", " ", _text(value)) for value in row) + "\n"
        for row in [answer.columns, *answer.rows]
    )


def as_markdown(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as a Markdown table."""

    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    answer = _noted(answer)
    stream.write(line([_markdown(clean(name)) for name in answer.columns]))
    stream.write(line(["---"] * len(answer.columns)))
    stream.writelines(
        line(
            [
                _markdown(cell(value, answer.sorts.get(name, "")))
                for name, value in zip(answer.columns, row, strict=True)
            ]
        )
        for row in answer.rows
    )


# What CommonMark takes for markup; a line inside a word is none.
_MARKUP = r"[\\`*<&|~\[\]]|(?<!\w)_|_(?!\w)"


def _markdown(text: str) -> str:
    """Return a text as a cell of a Markdown table, on one line and with nothing in it that is taken for markup."""
    return re.sub(_MARKUP, r"\\\g<0>", text).replace("\n", " ")


def as_html(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as an HTML table, to be put into a page."""
    answer = _noted(answer)
    heads = "".join(f"<th>{_html(clean(name))}</th>" for name in answer.columns)
    stream.write(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    for row in answer.rows:
        cells = (cell(value, answer.sorts.get(name, "")) for name, value in zip(answer.columns, row, strict=True))
        stream.write(f"<tr>{''.join(f'<td>{_html(text)}</td>' for text in cells)}</tr>\n")
    stream.write("</tbody>\n</table>\n")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

"""Own the formats for machines: every row, every column, every value whole."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from azmil.render.tables import cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from azmil.ask.answers import Answer


def _noted(answer: Answer) -> Answer:
    """Return an answer with the notes under its rows as a column of their own."""
    if not answer.notes:
        return answer
    at = answer.columns.index("id")
    rows = [(*row, answer.notes.get(str(row[at]))) for row in answer.rows]
    return replace(answer, columns=[*answer.columns, "cited_lines"], rows=rows, notes={})


def _values(answer: Answer) -> Iterator[dict[str, Any]]:
    answer = _noted(answer)
    for row in answer.rows:
        yield {name: _value(value, answer.sorts.get(name, "")) for name, value in zip(answer.columns, row, strict=True)}


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
    json.dump(list(_values(answer)), stream, ensure_ascii=False, indent=2, allow_nan=False)
    stream.write("\n")


def as_jsonl(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as one JSON object a line."""
    stream.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in _values(answer))


def as_csv(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as CSV, with its head."""
    answer = _noted(answer)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def as_tsv(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as tab-separated values, with its head; tabs and newlines in a value become spaces."""
    answer = _noted(answer)
    for row in [answer.columns, *answer.rows]:
        cells = ("" if value is None else str(value) for value in row)
        stream.write("\t".join(re.sub(r"[\t\r\n]", " ", text) for text in cells) + "\n")


def as_markdown(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as a Markdown table."""

    def line(cells: list[str]) -> str:
        return f"| {' | '.join(text.replace('|', chr(92) + '|').replace(chr(10), ' ') for text in cells)} |\n"

    answer = _noted(answer)
    stream.write(line(answer.columns))
    stream.write(line(["---"] * len(answer.columns)))
    stream.writelines(
        line([cell(value, answer.sorts.get(name, "")) for name, value in zip(answer.columns, row, strict=True)])
        for row in answer.rows
    )


def as_html(answer: Answer, stream: TextIO, **_: bool) -> None:
    """Print an answer as an HTML table, to be put into a page."""
    answer = _noted(answer)
    heads = "".join(f"<th>{_html(name)}</th>" for name in answer.columns)
    stream.write(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    for row in answer.rows:
        cells = (cell(value, answer.sorts.get(name, "")) for name, value in zip(answer.columns, row, strict=True))
        stream.write(f"<tr>{''.join(f'<td>{_html(text)}</td>' for text in cells)}</tr>\n")
    stream.write("</tbody>\n</table>\n")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

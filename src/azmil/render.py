"""Own the printing of answers: a table for people, and formats for machines that carry every value whole."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from rich.console import RenderableType

    from azmil.ask.answers import Answer
    from azmil.ask.records import Sheet

DISPUTED = "†"
# What a terminal would obey and not show: C0 but newline and tab, DEL, C1, line separators, bidi embeddings.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NEVER_WRAPPED = frozenset({"number", "flag"})
_WIDEST = 100_000


def clean(text: str) -> str:
    r"""Return a text in which nothing can steer a terminal: such characters are shown as ``\x1b`` and the like."""
    return _UNSAFE.sub(lambda match: _escape(match[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - two hexadecimal digits


def put(stream: TextIO, *parts: RenderableType) -> None:
    """Print parts through Rich: never wider than a terminal, never cut where there is none."""
    from rich.console import Console  # noqa: PLC0415 - machines' formats do without it

    width = None if stream.isatty() or os.environ.get("COLUMNS") else _WIDEST
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    # Rich fills each line of a table up to its width, which a pipe and a narrower window are better without.
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def show(answer: Answer, form: str, stream: TextIO, *, wide: bool = False) -> None:
    """Print an answer on a stream in one of ``FORMATS``; ``wide`` shows a table's lesser columns too."""
    FORMATS[form](answer, stream, wide=wide)


def _as_table(answer: Answer, stream: TextIO, *, wide: bool) -> None:
    put(stream, *table(answer, wide=wide))


def table(answer: Answer, *, wide: bool = False) -> list[RenderableType]:
    """Return an answer as a Rich table: signs for modality and dispute first, with their meaning underneath."""
    from rich import box  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = [at for at, name in enumerate(answer.columns) if wide or name not in answer.wide]
    signs, legend = _signs(answer)
    if signs:
        shown = [at for at in shown if answer.columns[at] not in ("modality", "disputed")]
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    if signs:
        grid.add_column("", no_wrap=True)
    shown = [
        at
        for at in shown
        if answer.columns[at] in ("id", "lines") or any(row[at] not in (None, "") for row in answer.rows)
    ]
    for at in shown:
        name = answer.columns[at]
        narrow = answer.sorts.get(name) in _NEVER_WRAPPED or name in ("date", "quantity", "status", "scope")
        numeric = answer.sorts.get(name) == "number" or name == "quantity"
        grid.add_column(
            Text(name.replace("_", " ")),
            justify="right" if numeric else "left",
            no_wrap=narrow,
            overflow="fold",
            style="dim" if name == "lines" else "",
        )
    for number, row in enumerate(answer.rows):
        cells = [Text(cell(row[at], answer.sorts.get(answer.columns[at], ""))) for at in shown]
        grid.add_row(*([Text(signs[number], style="yellow")] if signs else []), *cells)
    return [grid, Text("   ".join(legend), style="dim")] if legend else [grid]


def _signs(answer: Answer) -> tuple[list[str], list[str]]:
    """Return the signs before each row, and what each sign that occurs means; nothing if the answer has none."""
    if "modality" not in answer.columns or not answer.marks:
        return [], []
    modality = answer.columns.index("modality")
    disputed = answer.columns.index("disputed") if "disputed" in answer.columns else None
    signs, used = [], {}
    for row in answer.rows:
        sign = answer.marks.get(row[modality], "")
        if sign:
            used[sign] = answer.labels[row[modality]]
        if disputed is not None and row[disputed]:
            sign += DISPUTED
            used[DISPUTED] = "disputed: see 'azmil conflicts'"
        signs.append(sign)
    order = [*answer.marks.values(), DISPUTED]
    return (signs if used else [""] * len(signs)), [f"{sign} {used[sign]}" for sign in order if sign in used]


def cell(value: object, sort: str = "") -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if sort == "flag":
        return "yes" if value else "no"
    if isinstance(value, int) and sort == "number":
        return f"{value:,}"
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    return clean(str(value))


def _values(answer: Answer) -> Iterator[dict[str, Any]]:
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


def _as_json(answer: Answer, stream: TextIO, **_: bool) -> None:
    json.dump(list(_values(answer)), stream, ensure_ascii=False, indent=2, allow_nan=False)
    stream.write("\n")


def _as_jsonl(answer: Answer, stream: TextIO, **_: bool) -> None:
    stream.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in _values(answer))


def _as_csv(answer: Answer, stream: TextIO, **_: bool) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def _as_tsv(answer: Answer, stream: TextIO, **_: bool) -> None:
    for row in [answer.columns, *answer.rows]:
        cells = ("" if value is None else str(value) for value in row)
        stream.write("\t".join(re.sub(r"[\t\r\n]", " ", text) for text in cells) + "\n")


def _as_markdown(answer: Answer, stream: TextIO, **_: bool) -> None:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(text.replace('|', chr(92) + '|').replace(chr(10), ' ') for text in cells)} |\n"

    stream.write(line(answer.columns))
    stream.write(line(["---"] * len(answer.columns)))
    stream.writelines(
        line([cell(value, answer.sorts.get(name, "")) for name, value in zip(answer.columns, row, strict=True)])
        for row in answer.rows
    )


FORMATS: dict[str, Callable[..., None]] = {
    "table": _as_table,
    "json": _as_json,
    "jsonl": _as_jsonl,
    "csv": _as_csv,
    "tsv": _as_tsv,
    "md": _as_markdown,
}


def text_of(answer: Answer, form: str, *, wide: bool = False) -> str:
    """Return what ``show`` prints, as a text."""
    stream = io.StringIO()
    show(answer, form, stream, wide=wide)
    return stream.getvalue()


def sheet(found: Sheet, stream: TextIO) -> None:
    """Print everything about one record: its sentence, fields and names, its lines, and the claims that name it."""
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415

    head = Text.assemble((clean(found.id), "bold"), ("  " + clean(found.kind), "dim"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in found.fields:
        grid.add_row(Text(name), Text(clean(value)))
    for name, kind, note in found.aliases:
        grid.add_row(Text("also"), Text(clean(f"{name} ({kind}{': ' + note if note else ''})")))
    places = "place" if found.witnesses == 1 else "places"
    wordings = "wording" if found.wordings == 1 else "wordings"
    grid.add_row(Text("lines"), Text(f"{found.lines}  ({found.witnesses} {places}, {found.wordings} {wordings})"))
    put(stream, head, Text(clean(found.sentence)), "", grid, *(table(found.about) if found.about.rows else ()))


def say(message: str) -> None:
    """Print words for a person on stderr, where they cannot be taken for data."""
    sys.stderr.write(clean(message) + "\n")

"""Messages about omitted rows, with the commands that include them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.errors import counted, shell_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from azmil.values.answers import LeftOut, Question, Value

_DATED = ("since", "until", "as_of")


# The message for each reason: the rows, the name of a column or thing, the filters that the command lacks, the command.
_MESSAGES = {
    "parts": "{rows} about parts of {name} omitted; to include {them}: {command}",
    "empty": "{rows} without a value for {name} omitted; to include {them}: {command}",
    "uncertain": "{rows} that may apply then omitted; to include {them}: {command}",
    "column": "{rows} with another filter: {command}",
    "report": "{rows} in another report{without}: {command}",
    "filter": "{rows}{without}{dated}: {command}",
    "values": "to list the values of {name}: {command}",
    "gaps": "{gaps} about the same: {command}",
    "row-gaps": "{gaps} about these rows: {name}; see: azmil show ID",
    "nothing": "nothing found for {lacking}",
}


def message(left: LeftOut) -> str | None:
    """Return the message about omitted rows that a command includes, or about a gap; None if it is neither."""
    if left.reason == "gap":
        return f"a known gap: {left.sentence.rstrip('.')}; see: azmil show {shell_quoted(left.name)}"
    if left.reason == "time":
        return left.include
    if left.question is None or left.reason not in _MESSAGES:
        return None
    lacking = " ".join(_options_of(left.without)) if left.without is not None else ""
    return _MESSAGES[left.reason].format(
        rows=counted(left.count or 0, "row"),
        gaps=counted(left.count or 0, "known gap"),
        them="it" if left.count == 1 else "them",
        name=(left.name if left.reason == "row-gaps" else left.name.replace("_", " ")) or "the things named",
        lacking=lacking,
        dated=f" (dated {left.sentence})" if left.sentence else "",
        without=f" without {lacking}" if lacking else "",
        command=command_of(left.question),
    )


def command_of(question: Question) -> str:
    """Return the command that asks a question."""
    return " ".join(["azmil", "query", shell_quoted(question.report), *_options_of(question)])


def _options_of(question: Question) -> Iterator[str]:
    """Yield the options of a question, quoted for a shell."""
    yield from _filters("", question.where)
    yield from _filters("no-", question.exclude)
    for prefix, bounds in (("min-", question.at_least), ("max-", question.at_most)):
        yield from (_with_value(prefix + name, str(bound)) for name, bound in bounds.items())
    yield from (_with_value(name, str(value)) for name, value in question.parameters.items())
    yield from (_with_value(name, date) for name in _DATED if (date := getattr(question, name)) is not None)
    yield from ["--certain"] * question.is_certain
    for name, columns in (("columns", question.columns), ("sort", question.sort), ("by", question.by)):
        yield from [_with_value(name, ",".join(columns))] * bool(columns)
    yield from [] if question.sum is None else [_with_value("sum", question.sum)]
    yield from ["--share"] * question.share


def _filters(prefix: str, filters: Mapping[str, Sequence[Value]]) -> Iterator[str]:
    """Yield the options of filters by columns."""
    for name, values in filters.items():
        for value in values:
            if isinstance(value, bool):
                yield _option(("" if value else "no-") + name)
            else:
                yield _with_value(prefix + name, str(value))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _with_value(name: str, value: str) -> str:
    """Return an option with its value, joined if the value looks like an option."""
    return f"{_option(name)}{'=' if value.startswith('-') else ' '}{shell_quoted(value)}"

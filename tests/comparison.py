"""The questions that are asked of two backends to compare their answers, and a table of how many are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from azmil.api.contents import contents
from azmil.errors import AzmilError
from azmil.reports import find, names
from azmil.store import rows
from azmil.values.answers import Question, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil import Base

Asked = tuple[str, str, "Callable[[Base], Any]"]  # the kind of the question, its name, and a function that asks it
DATES = ("1918", "1992", "2002-04", "2006", "2008-06-26", "1990/1999", "199X", "XXXX-05", "2006-05/2008")
MOST_VALUES = 12  # of each column


@dataclass
class Table:
    """How many questions of each kind were asked, how many answers were equal, and the different ones."""

    asked: dict[str, int] = field(default_factory=dict)
    equal: dict[str, int] = field(default_factory=dict)
    different: list[str] = field(default_factory=list)

    def add(self, kind: str, name: str, first: object, second: object) -> None:
        """Count a question with the answers of both backends."""
        self.asked[kind] = self.asked.get(kind, 0) + 1
        self.equal[kind] = self.equal.get(kind, 0) + (first == second)
        if first != second:
            self.different.append(f"{kind}: {name}\n  {_difference(first, second)}")

    def __str__(self) -> str:
        """Return the table as text."""
        lines = [f"{kind:<12}{count:>7,}{self.equal[kind]:>7,}" for kind, count in self.asked.items()]
        total = f"{'all':<12}{sum(self.asked.values()):>7,}{sum(self.equal.values()):>7,}"
        return "\n".join([f"{'questions':<12}{'asked':>7}{'equal':>7}", *lines, total])


def _difference(first: object, second: object) -> str:
    """Return the first part in which two answers differ."""
    if isinstance(first, list) and isinstance(second, list):
        if len(first) == len(second):
            return next(_difference(one, other) for one, other in zip(first, second, strict=True) if one != other)
        return f"{len(first)} and {len(second)} parts: {str(first)[:200]} and {str(second)[:200]}"
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        return next(f"{key}: {_difference(first[key], second[key])}" for key in first if first[key] != second[key])
    return f"{first!r:.300} and {second!r:.300}"


def compare(first: Base, second: Base, kinds: tuple[str, ...] = (), step: int = 1) -> Table:
    """Ask the questions of two knowledge bases; with ``step``, only every so many of each kind."""
    table = Table()
    counts: dict[str, int] = {}
    for kind, name, ask in questions(first):
        counts[kind] = counts.get(kind, 0) + 1
        if (kinds and kind not in kinds) or (counts[kind] - 1) % step:
            continue
        table.add(kind, name, answer(first, ask), answer(second, ask))
    return table


def answer(base: Base, ask: Callable[[Base], Any]) -> object:
    """Return an answer in a form that can be compared: values, columns, what is left out, and errors."""
    try:
        return _plain(ask(base))
    except AzmilError as error:
        return f"{error.fault.when}: {error.message} {error.hint}"


def _plain(found: Any) -> object:
    """Return an answer as lists, tuples and dicts, without the SQL, in which only the condition of a search differs."""
    if isinstance(found, Statement):
        return None
    if is_dataclass(found):
        return [_plain(getattr(found, each.name)) for each in fields(found)]
    if isinstance(found, Mapping):
        return {key: _plain(value) for key, value in found.items() if key != "checksum"}  # of a SQLite file
    if isinstance(found, (set, frozenset)):
        return sorted(found)
    if isinstance(found, (list, tuple, Iterator)):
        return [_plain(each) for each in found]
    return found


def _call(method: str, *arguments: Any, **options: Any) -> Callable[[Base], Any]:
    """Return a function that calls a method of a knowledge base."""
    return lambda base: getattr(base, method)(*arguments, **options)


def questions(base: Base) -> Iterator[Asked]:
    """Yield all questions; ``base`` says which values and records there are."""
    for name in names():
        yield from _of_report(base, name)
    yield from _timelines()
    yield from _searches(base)
    yield from _of_records(base)
    for source, *_ in base.sources().rows:
        yield "coverage", source, _call("coverage", source)
        yield "coverage", f"lines of {source}", _call("source_lines", (), source)
    yield "whole", "contents", contents
    yield "whole", "schema", _call("schema")
    yield "whole", "kinds", _call("kinds")
    for table, *_ in base.schema().rows:
        yield "whole", f"schema {table}", _call("schema", table)


def _of_report(base: Base, name: str) -> Iterator[Asked]:
    def ask(kind: str, **given: Any) -> Asked:
        question = Question(name, **given)
        said = ", ".join(f"{key}={value}" for key, value in given.items())
        return kind, f"{name} {said}", _call("ask", question)

    report = find(name)
    yield ask("report")
    for column in report.columns:
        yield ask("sort", sort=[column.name])
        yield ask("sort", sort=[f"-{column.name}"], limit=7)
        yield ask("group", by=[column.name])
        try:
            values = [value.value for value in base.completions(name, column.name, "")]
        except AzmilError:
            values = []
        for value in values[:: max(1, len(values) // MOST_VALUES)]:
            yield ask("filter", where={column.name: [value]})
            yield ask("filter", exclude={column.name: [value]})
        yield ask("filter", where={column.name: ["zzz"]})
        yield ask("filter", where={column.name: ["navy"]})
        yield ask("filter", where={"has": [column.name]})
        yield ask("filter", at_least={column.name: 5})
    for about in ("navy", "turkey", "azerbaijan", "osa ii"):
        yield ask("filter", where={"about": [about]})
    yield ask("filter", where={"cites": ["53-60"]})
    if report.has_days:
        for date in DATES:
            yield ask("date", as_of=date)
            yield ask("date", since=date)
            yield ask("date", until=date)
        yield ask("date", as_of="2006", is_certain=True)
    for added in base.summable(report):
        yield ask("sum", sum=added)
        for column in report.columns:
            yield ask("sum", sum=added, by=[column.name], share=True)


def _timelines() -> Iterator[Asked]:
    for period in (None, *DATES, *map(str, range(1900, 2025))):
        yield "timeline", str(period), _call("timeline_answer", period)
        yield "timeline", f"{period} ongoing", _call("timeline_answer", period, ongoing=True)
    for about in ("navy", "turkey", "azerbaijan", "russia"):
        yield "timeline", about, _call("timeline_answer", "1990/2010", about=[about])
    yield "timeline", "undated", _call("timeline_answer", undated=True)


def _searches(base: Base) -> Iterator[Asked]:
    known = sorted(base.connection.words())
    called = [name for (name,) in rows(base.connection, "SELECT DISTINCT name FROM names ORDER BY name")]
    wanted = [
        *known, *called, *(f'"{name}"' for name in called if '"' not in name), *(f"{word[:4]}*" for word in known),
        *(f"{first} {second}" for first, second in zip(known, known[7:], strict=False)),
        "garabagh", "eliyev", "mig29", "defense", "naval*", '"air force', "'", "", "x' OR 1", "\0", "a:b & !c",
    ]  # fmt: skip
    for text in dict.fromkeys(wanted):
        yield "search", text, _call("search_results", text, 1000)
    for text in ("navy", "helicopter", "turkey"):
        yield "search", f"{text} about", _call("search_results", text, 50, ["azerbaijan"])


def _of_records(base: Base) -> Iterator[Asked]:
    for (id_,) in rows(base.connection, "SELECT id FROM records ORDER BY id"):
        yield "sheet", id_, _call("sheet", id_)
        yield "cite", id_, _call("citations", id_)
        yield "cite", f"{id_} bibtex", _call("citation", id_, "bibtex")
    for (name,) in rows(base.connection, "SELECT DISTINCT name FROM names ORDER BY name"):
        yield "name", name, _call("sheet", name)
        yield "name", f"{name[:3]}...", _call("names", name[:3])
    for thing in (None, "bodies", "equipment", "agreements", "places", "navy", "osa-ii", "aircraft", "turkey"):
        yield "tree", str(thing), _call("drawn", thing)
        yield "tree", f"{thing} 2006", _call("drawn", thing, "2006")

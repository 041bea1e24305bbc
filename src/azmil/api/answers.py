"""All queries of a knowledge base, for every interface."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

from azmil import paths, store
from azmil.errors import ignore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from azmil.ask.about import About
    from azmil.ask.conditions import Filter
    from azmil.ask.search import Found
    from azmil.ask.timelines import Timeline
    from azmil.errors import AzmilError, Notify
    from azmil.paths import Address
    from azmil.reports.matching import Value as Completion
    from azmil.store.protocol import Connection, Limits
    from azmil.values.answers import Answer, Question, Report, Statement
    from azmil.values.locators import Lines
    from azmil.values.sheets import Citations, Coverage, Sheet
    from azmil.values.trees import Tree
    from azmil.workbench.first_use import Temporary


class Answers:
    """The queries of the database at an address, safe to use from any thread; every method may raise AzmilError.

    The default database is built at the first query if it is missing or out of date; ``notify`` is called with each
    note about it. ``limits_memory`` permanently limits the memory of SQLite in the whole process.
    """

    def __init__(
        self, path: Address, *, is_default: bool = False, limits_memory: bool = False, notify: Notify = ignore
    ) -> None:
        self.path = path
        self._is_default = is_default
        self._limits_memory = limits_memory
        self._notify = notify
        self._lock = threading.RLock()
        self._local = threading.local()
        self._process = os.getpid()
        self._temporary: Temporary | None = None

    def __repr__(self) -> str:
        """Return the expression that opens the knowledge base."""
        return f"azmil.open({str(self.path)!r})"

    def __enter__(self) -> Self:
        """Return the knowledge base, which is closed on exit."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the knowledge base."""
        self.close()

    def close(self) -> None:
        """Release the connections of all threads; each is closed when its last query ends."""
        with self._lock:
            self._local = threading.local()
            if self._temporary is not None:
                self._temporary.remove()
                self._temporary = None

    @property
    def connection(self) -> Connection:
        """The connection of the current thread, for queries without a method."""
        if os.getpid() != self._process:  # SQLite connections must not be used after a fork
            self._process = os.getpid()
            self._lock = threading.RLock()
            self._inherited = self._local  # not closed, since that would disturb the parent process
            self._local = threading.local()
        current: Connection | None = getattr(self._local, "connection", None)
        if current is not None and not current.is_abandoned and current.is_current:
            return current
        with self._lock:  # one thread builds, the others wait
            opened = self._connect()
            self._local.connection = opened
        return opened

    def _connect(self) -> Connection:
        path = self.path
        if self._is_default and self._temporary is not None and paths.exists(self._temporary.path):
            path = self._temporary.path
        elif self._is_default and not isinstance(path, paths.Server):
            if paths.exists(path) and (current := store.current(path, limits_memory=self._limits_memory)) is not None:
                return current
            from azmil.workbench import first_use

            self._temporary = first_use.build(path, self._notify)
            path = path if self._temporary is None else self._temporary.path
        return store.connect(path, limits_memory=self._limits_memory)

    @staticmethod
    def filters(report: Report) -> dict[str, Filter]:
        """Return the filters of a report that do not belong to a column, by name."""
        from azmil.ask import conditions

        return conditions.filters_of(report)

    def ask(self, question: Question) -> Answer:
        """Return the result of a question; columns: those that it selects, by default all, and those of marks."""
        from azmil.ask import questions

        return questions.answer(self.connection, question, self._notify)

    def total(self, question: Question) -> Answer:
        """Return the number of rows that match a question; columns: what the report counts, if not rows, and rows."""
        from azmil.ask import questions

        return questions.count(self.connection, question, self._notify)

    def statement(self, question: Question, *, is_total: bool = False) -> Statement:
        """Return the SQL statement of a question, or of its number of rows."""
        from azmil.ask import questions

        return questions.statement(self.connection, question, is_total=is_total)

    def _note(self, notes: Iterable[AzmilError]) -> None:
        for note in notes:
            self._notify(note)

    def timeline_answer(self, period: str | None = None, **given: Any) -> Answer:
        """Return the claims that begin or end in a period.

        Keywords: undated, ongoing, about, kinds, sources, limit, offset.
        """
        from azmil.ask import timelines

        return timelines.answer(self.connection, self._timeline(period, **given))

    def timeline_statement(self, period: str | None = None, **given: Any) -> Statement:
        """Return the SQL statement of ``timeline_answer``."""
        from azmil.ask import timelines

        return timelines.statement(self._timeline(period, **given))

    def _timeline(
        self,
        period: str | None = None,
        *,
        about: Sequence[str] = (),
        kinds: Sequence[str] = (),
        sources: Sequence[str] = (),
        **given: Any,
    ) -> Timeline:
        """Return the question for a timeline; ``about`` are ids, names or aliases, ``kinds`` codes or labels."""
        from azmil.ask.timelines import Timeline

        if kinds:
            from azmil.ask import questions

            kinds = questions.words(self.connection, "facts", "kind", kinds, self._notify)
        chosen = tuple(map(self.source, sources))
        return Timeline(period, kinds=kinds, about=self._about(about), subjects=about, sources=chosen, **given)

    def _about(self, names: Sequence[str]) -> About | None:
        """Return the WITH clause of the records about some things, or None without names."""
        if not names:
            return None
        from azmil.ask import about, records

        self._note(records.retired(self.connection, names))
        return about.of_names(self.connection, names, self._notify)

    def search_results(self, text: str, limit: int, about: Sequence[str] = (), sources: Sequence[str] = ()) -> Found:
        """Return the results of a search, and the words that replaced those not found."""
        from azmil.ask.search import search

        return search(self.connection, text, limit, self._about(about), tuple(map(self.source, sources)))

    def _found(self, name: str) -> str:
        """Return the id of a record, given by id, name or alias."""
        from azmil.ask import records

        self._note(records.retired(self.connection, [name]))
        return records.find(self.connection, name, self._notify)

    def sheet(self, name: str) -> Sheet:
        """Return everything about a record, given by id, name or alias, or about a source, given by id."""
        from azmil.ask import sources

        return sources.sheet(self.connection, name, self._found, self._notify)

    def citations(self, name: str) -> Citations:
        """Return the citations of a record, given by id, name or alias, lines such as ``report:6, 49``, or a source."""
        from azmil.ask import sources

        return sources.citations(self.connection, name, self._found)

    def drawn(self, name: str | None = None, as_of: str | None = None) -> Tree:
        """Return the tree of a thing, given by id, name or alias, of a category or of a word; by default all bodies."""
        from azmil.ask import records, trees

        self._note(records.retired(self.connection, [] if name is None else [name]))
        return trees.tree(self.connection, name, as_of)

    @staticmethod
    def summable(report: Report) -> list[str]:
        """Return the columns of a report that can be added up."""
        from azmil.ask import sums

        return sums.summable(report)

    def citation(self, name: str, style: str = "footnote", *, is_bare: bool = False) -> str:
        """Return a citation to copy of a record, lines or a source, in a style such as footnote or bibtex.

        It names the sources and their lines, then azmil with its version and content, and hedges the record in words.
        ``is_bare`` omits the ``<ref>`` tags of wikitext. Raises azmil.Error if the record has no source lines.
        """
        from azmil.ask import sources
        from azmil.formats import styles

        return styles.cited(sources.reference(self.connection, name, self._found), style, is_bare=is_bare)

    def ask_sql(self, text: str, parameters: Mapping[str, Any], limits: Limits) -> Answer:
        """Return the result of a user's SQL statement; ``parameters`` are values by name."""
        from azmil.ask import sql

        answer = sql.ask(self.connection, text, parameters, limits)
        if not any(value for row in answer.rows for value in row):  # no rows, or a count of 0
            self._note(sql.notes(self.connection, text))
        return answer

    def add_lines(self, answer: Answer) -> None:
        """Add the cited lines of each row to an answer that has a column ``id``."""
        from azmil.ask import sql

        sql.cite(self.connection, answer)

    def schema(self, name: str | None = None) -> Answer:
        """Return the tables and reports, or the columns of one.

        Columns: name, sort (report, table or vocabulary), meaning; with ``name``: column, type, refers to, meaning.
        """
        from azmil.ask import dictionary

        return dictionary.tables(self.connection) if name is None else dictionary.columns_of(self.connection, name)

    def source(self, name: str | None = None) -> str:
        """Return the id of a source, by default the only one."""
        from azmil.ask import passages

        return passages.source_of(self.connection, name)

    def coverage(self, source: str | None = None) -> list[Coverage]:
        """Return the verdict on each line of a source, by default of all sources."""
        from azmil.ask import passages

        return [passages.coverage(self.connection, name) for name in passages.sources_of(self.connection, source)]

    def source_lines(self, wanted: Sequence[Lines] = (), source: str | None = None) -> Answer:
        """Return the nonblank lines of sources, or of ranges: line, section, verdict, repeats, claims, reason."""
        from azmil.ask import passages

        return passages.lines(self.connection, source, wanted)

    def about(self) -> dict[str, str]:
        """Return the metadata of the database by name: version, seeds, digests."""
        from azmil.ask import dictionary

        return dictionary.about(self.connection)

    def sources(self) -> Answer:
        """Return the sources; columns: id, title, line_count."""
        from azmil.ask import dictionary

        return dictionary.sources(self.connection)

    def kinds(self) -> Answer:
        """Return the number of records of each kind; columns: kind, records."""
        from azmil.ask import dictionary

        return dictionary.kinds(self.connection)

    def names(self, prefix: str, kinds: Sequence[str] = ()) -> Iterator[Completion]:
        """Yield the ids and names of the things, of some kinds if given, that have a name beginning with a prefix."""
        from azmil.ask import records

        return records.completions(self.connection, prefix, kinds)

    def names_in_trees(self, prefix: str) -> Iterator[Completion]:
        """Yield what begins with a prefix and can be drawn as a tree: things, categories of equipment, words."""
        from azmil.ask import trees

        return trees.completions(self.connection, prefix)

    def completions(self, report: str, column: str, prefix: str) -> Iterator[Completion]:
        """Yield the values of a column or filter of a report that begin with a prefix."""
        from azmil.ask import questions

        return questions.completions(self.connection, report, column, prefix)

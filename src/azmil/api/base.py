"""A base: everything that can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azmil import reports, store
from azmil.api.asking import asked, listed_names
from azmil.api.connections import Connections
from azmil.api.rows import Rows
from azmil.ask import questions
from azmil.ask.running import rows
from azmil.values import locators
from azmil.values.answers import Statement, answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from azmil.api.asking import Names, Values
    from azmil.reports.matching import Value as Completion
    from azmil.values.answers import Answer
    from azmil.values.questions import Question, Value
    from azmil.values.sheets import Citations, Coverage, Sheet


class Base(Connections):
    """A base of claims at an address, which any thread may ask.

    Each thread has a connection of its own, opened when it first asks, and again when the database was replaced.
    Every method raises ``azmil.Error``, which says what is wrong (``message``) and what to do (``hint``).
    """

    def query(  # noqa: PLR0913 - what can be asked of a report
        self,
        report: str,
        /,
        *,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        at_least: Mapping[str, int] | None = None,
        at_most: Mapping[str, int] | None = None,
        about: Names = (),
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        certain: bool = False,
        cites: str | int | Iterable[str | int] = (),
        source: str | None = None,
        parameters: Mapping[str, Value] | None = None,
        columns: Names = (),
        sort: Names = (),
        limit: int | None = None,
        **equal: Values,
    ) -> Rows:
        """Return the rows of a report, ``base.reports()`` says which there are.

        Keywords that are columns keep the rows with one of some values (``branch="navy"``); codes, names and aliases
        are taken however spelt. ``where`` is the same for a column whose name is no keyword, ``exclude`` keeps the
        others. Dates are EDTF: ``as_of`` keeps what may have held then, with ``certain`` what certainly did.
        ``cites`` are lines (``"report:6, 49"``), ``about`` names of records that a row names, ``parameters`` values
        for a report of your own. Columns: those of the report or of ``columns``, and always id, modality, disputed and
        lines.
        """
        given = asked(
            report, where=where, exclude=exclude, at_least=at_least, at_most=at_most, about=about, as_of=as_of,
            since=since, until=until, certain=certain, cites=cites, source=source, parameters=parameters,
            columns=columns, sort=sort, limit=limit, **equal,
        )  # fmt: skip
        return Rows(self.ask(given), lambda: self.statement(given).printed())

    def count(self, report: str, /, **given: Any) -> int:
        """Return the number of rows of a report; takes what ``query`` takes."""
        return int(self.total(asked(report, **given)).rows[0][0])

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question."""
        return questions.answer(self.connection, question)

    def total(self, question: Question) -> Answer:
        """Return the number of rows that answer a question, in one column called rows."""
        return questions.count(self.connection, question)

    def statement(self, question: Question) -> Statement:
        """Return the SQL statement that answers a question."""
        return questions.statement(self.connection, question)

    def timeline(
        self,
        period: str | None = None,
        *,
        undated: bool = False,
        ongoing: bool = False,
        about: Names = (),
        kind: Names = (),
    ) -> Rows:
        """Return what begins or ends in a period of EDTF, in order; all that is dated without one.

        ``ongoing`` adds what began before and ended after it; ``undated`` gives what has no date instead. ``about``
        are names of records that a row names, ``kind`` kinds of claim. Columns: id, date, date_wording, fact, kind,
        modality, disputed, lines.
        """
        statement = self.timeline_statement(period, undated=undated, ongoing=ongoing, about=about, kind=kind)
        return Rows(self.run(statement), statement.printed)

    def timeline_statement(
        self,
        period: str | None = None,
        *,
        undated: bool = False,
        ongoing: bool = False,
        about: Names = (),
        kind: Names = (),
    ) -> Statement:
        """Return the SQL statement of a timeline."""
        from azmil.ask import records, timelines  # noqa: PLC0415 - of this question only

        connection = self.connection
        return timelines.timeline(
            period,
            undated=undated,
            ongoing=ongoing,
            kinds=questions.words(connection, "facts", "kind", listed_names(kind)),
            about=[records.mentions(connection, records.find(connection, name)) for name in listed_names(about)],
        )

    def run(self, statement: Statement) -> Answer:
        """Return the answer to a statement of azmil's own."""
        from azmil.ask.running import run  # noqa: PLC0415 - as above

        return run(self.connection, statement)

    def search(self, text: str, limit: int = 20) -> Rows:
        """Return what is found for some words, the best first; ``instead`` says which words were found in their place.

        Columns: id, kind, found, date, modality, disputed, lines.
        """
        from azmil.ask.search import search  # noqa: PLC0415 - as above

        found = search(self.connection, text, limit)
        return Rows(found.answer, instead=found.instead)

    def sheet(self, name: str) -> Sheet:
        """Return everything about the record of an id, name or alias."""
        from azmil.ask import records  # noqa: PLC0415 - as above

        connection = self.connection
        return records.sheet(connection, records.find(connection, name))

    def show(self, name: str) -> dict[str, Any]:
        """Return everything about the record of an id, name or alias, as ``azmil show`` prints it in JSON."""
        from azmil.formats.json import sheet  # noqa: PLC0415 - as above

        return sheet(self.sheet(name))

    def citations(self, name: str) -> Citations:
        """Return the places that the record of an id, name or alias rests on."""
        from azmil.ask import passages, records  # noqa: PLC0415 - as above

        connection = self.connection
        return passages.cited(connection, records.find(connection, name))

    def cite(self, name: str) -> list[dict[str, Any]]:
        """Return the places that a record rests on: lines, section, role, and their text if it is attached."""
        from azmil.formats.json import places  # noqa: PLC0415 - as above

        return places(self.citations(name))

    def sql(
        self, text: str, /, *, timeout: float = 30, max_rows: int | None = store.MOST_ROWS, **parameters: Any
    ) -> Rows:
        """Return the rows of one statement, which can read everything and change nothing.

        Keywords are the values of parameters that are written like ``:year``. A statement is stopped after ``timeout``
        seconds; one that cannot be stopped is abandoned, and the base goes on with another connection.
        """
        answer = self.ask_sql(text, parameters, store.Limits(timeout, max_rows))
        return Rows(answer, lambda: text)

    def ask_sql(self, text: str, parameters: Mapping[str, Any], limits: store.Limits) -> Answer:
        """Return the answer to one statement of a user's."""
        from azmil.ask import sql  # noqa: PLC0415 - as above

        return sql.ask(self.connection, text, parameters, limits)

    def add_lines(self, answer: Answer) -> None:
        """Add to an answer that has a column ``id`` the lines behind each row."""
        from azmil.ask import sql  # noqa: PLC0415 - as above

        sql.cite(self.connection, answer)

    def reports(self) -> list[dict[str, str]]:
        """Return the reports, azmil's and your own: name, of ("azmil" or "your own"), title."""
        found = [{"name": name, "of": "azmil", "title": reports.title_of(name)} for name in reports.names()]
        own = [{"name": name, "of": "your own", "title": reports.title_of(name)} for name in reports.own_names()]
        return found + own

    def columns(self, name: str) -> Rows:
        """Return the columns of a report or table: column, type, refers to, meaning."""
        return Rows(self.schema(name))

    def schema(self, name: str | None = None) -> Answer:
        """Return the tables and reports, or the columns of one."""
        from azmil.ask import dictionary  # noqa: PLC0415 - as above

        return dictionary.tables(self.connection) if name is None else dictionary.columns_of(self.connection, name)

    def source(self, name: str | None = None) -> str:
        """Return the id of a source, by default of the only one."""
        from azmil.ask import passages  # noqa: PLC0415 - as above

        return passages.source_of(self.connection, name)

    def coverage(self, source: str | None = None) -> Coverage:
        """Return what became of each line of a source, by default of the only one."""
        from azmil.ask import passages  # noqa: PLC0415 - as above

        return passages.coverage(self.connection, self.source(source))

    def lines(self, wanted: str | None = None, source: str | None = None) -> Rows:
        """Return the lines of a source that are not blank: line, section, verdict, repeats, claims, reason."""
        from azmil.ask import passages  # noqa: PLC0415 - as above

        ranges = locators.parse(wanted) if wanted else []
        named = next((one.source for one in ranges if one.source), source)
        return Rows(passages.lines(self.connection, self.source(named), ranges))

    def about(self) -> dict[str, str]:
        """Return what the database says of itself: version, seeds, digests."""
        return dict(rows(self.connection, "SELECT name, value FROM about ORDER BY name"))

    def sources(self) -> Rows:
        """Return the sources: id, title, line_count."""
        return Rows(self.connection.run(Statement("SELECT id, title, line_count FROM sources ORDER BY id")))

    def kinds(self) -> Rows:
        """Return the kinds of record, and how many there are of each: kind, records."""
        connection = self.connection
        tables = rows(connection, "SELECT code, table_name FROM record_kinds ORDER BY position")
        counts = [(kind, rows(connection, f'SELECT count(*) FROM "{table}"')[0][0]) for kind, table in tables]
        return Rows(answer_of(["kind", "records"], counts, records="number"))

    def names(self, beginning: str) -> Iterator[Completion]:
        """Yield the ids of things one of whose names begins with a text, with their names."""
        from azmil.ask import records  # noqa: PLC0415 - of this question only

        return records.called(self.connection, beginning)

    def completions(self, report: str, column: str, beginning: str) -> Iterator[Completion]:
        """Yield the values of a column of a report that begin with a text."""
        return questions.completions(self.connection, report, column, beginning)

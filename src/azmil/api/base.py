"""A base as Python asks it: questions in keywords, answers in rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from azmil import paths, reports
from azmil.api.answers import Answers
from azmil.api.asking import asked, dated, listed_names
from azmil.api.rows import Rows
from azmil.errors import ignore
from azmil.formats import json
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values import locators
from azmil.values.answers import answer_of

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from azmil.api.asking import Names, Values, When
    from azmil.errors import Notify
    from azmil.values.answers import Answer, Report


def open(address: str | os.PathLike[str] | None = None, *, notify: Notify = ignore) -> Base:  # noqa: A001 - azmil.open
    """Return the base at an address: the path of a database, by default ``AZMIL_DATABASE`` or azmil's own.

    Nothing is opened before the first question. The default database is built then, if it is missing or out of date;
    ``notify`` is called with each note of that, which has a ``message`` and a ``hint`` as errors have.
    """
    path, is_named = paths.database(None if address is None else str(Path(address)))
    return Base(path, is_default=not is_named, notify=notify)


class Base(Answers):
    """A base of claims at an address, which any thread may ask.

    Each thread has a connection of its own, opened when it first asks, and again when the database was replaced.
    What cannot be answered raises ``azmil.Error``, which says why (``message``) and what to do (``hint``).
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
        as_of: When = None,
        since: When = None,
        until: When = None,
        certain: bool = False,
        parameters: Mapping[str, str | float] | None = None,
        columns: Names = (),
        sort: Names = (),
        limit: int | None = None,
        **equal: Values,
    ) -> Rows:
        """Return the rows of a report, ``base.reports()`` says which there are.

        Keywords that are columns keep the rows with one of some values (``branch="navy"``); codes, names and aliases
        are taken however spelt. ``where`` is the same for a column whose name is no keyword, ``exclude`` keeps the
        others. Dates are EDTF: ``as_of`` keeps what may have held then, with ``certain`` what certainly did.
        Three more keywords filter by no column: ``cites`` are lines (``"report:6, 49"``), ``about`` names of records
        that a row names, ``source`` ids of sources. ``parameters`` are values for a report of your own. Columns: those
        of the report or of ``columns``, and always id, modality, disputed and lines.
        """
        given = asked(
            report, where=where, exclude=exclude, at_least=at_least, at_most=at_most, as_of=as_of,
            since=since, until=until, certain=certain, parameters=parameters,
            columns=columns, sort=sort, limit=limit, **equal,
        )  # fmt: skip
        return Rows(self.ask(given))

    def count(self, report: str, /, **given: Any) -> int:
        """Return the number of rows that ``query`` would give for the same; what it leaves out is not counted."""
        return int(self.total(asked(report, **given)).rows[0][0])

    def timeline(
        self,
        period: When = None,
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
        statement = self.timeline_statement(
            dated(period), undated=undated, ongoing=ongoing, about=listed_names(about), kinds=listed_names(kind)
        )
        return Rows(self.run(statement))

    def search(self, text: str, limit: int = 20) -> Rows:
        """Return what is found for some words, the best first; ``instead`` says which words were found in their place.

        Columns: id, kind, found, date, modality, disputed, lines.
        """
        found = self.found(text, limit)
        return Rows(found.answer, instead=found.instead)

    def show(self, name: str) -> dict[str, Any]:
        """Return everything about the record of an id, name or alias, as ``azmil show`` prints it in JSON."""
        return json.sheet(self.sheet(name))

    def cite(self, name: str) -> list[dict[str, Any]]:
        """Return the places that a record rests on: lines, section, role, and their text if it is attached."""
        return json.places(self.citations(name))

    def sql(
        self,
        text: str,
        /,
        *,
        timeout: float = 30,
        max_rows: int | None = MOST_ROWS,
        parameters: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Rows:
        """Return the rows of one statement, which can read everything and change nothing.

        Keywords, and ``parameters``, are the values of what is written like ``:year`` in it. It is stopped after
        ``timeout`` seconds; one that cannot be stopped is abandoned, and the base goes on with another connection.
        """
        given = {**(parameters or {}), **values}
        return Rows(self.ask_sql(text, given, Limits(timeout, max_rows)))

    def lines(self, wanted: str | None = None, source: str | None = None) -> Rows:
        """Return the lines of a source that are not blank: line, section, verdict, repeats, claims, reason.

        ``wanted`` narrows them, such as ``"51-60"`` or ``"report:6, 49"``.
        """
        return Rows(self.source_lines(locators.parse(wanted) if wanted else [], source))

    def reports(self) -> list[dict[str, str]]:
        """Return the reports, azmil's and your own: name, of ("azmil" or "your own"), title."""
        found = [(name, "azmil") for name in reports.names()] + [(name, "your own") for name in reports.own_names()]
        return [{"name": name, "of": of, "title": reports.title_of(name)} for name, of in found]

    def columns(self, name: str) -> Rows:
        """Return the columns of a report, or of a table: column, type, refers to, meaning."""
        if name in reports.own_names():
            return Rows(_described(reports.find(name)))
        return Rows(self.schema(f"{name}_report" if reports.is_built_in(name) else name))


def _described(report: Report) -> Answer:
    """Return the columns of a user's own report, as ``columns`` gives them."""
    found = [(column.name, column.type, "", column.meaning) for column in report.columns]
    return answer_of(["column", "type", "refers to", "meaning"], found)

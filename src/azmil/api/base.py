"""Knowledge bases for Python: queries by keyword arguments, results as rows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from azmil import paths, reports
from azmil.api.answers import Answers
from azmil.api.asking import edtf_from, names_from, question_from
from azmil.api.rows import Nodes, Rows
from azmil.errors import ignore
from azmil.formats import json
from azmil.store.protocol import MOST_ROWS, Limits
from azmil.values import locators
from azmil.values.answers import answer_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.api.asking import Names, Values, When
    from azmil.errors import Notify
    from azmil.values.answers import Answer, Report


def open(address: str | os.PathLike[str] | None = None, *, notify: Notify = ignore) -> Base:  # noqa: A001 - azmil.open
    """Return the knowledge base at an address, by default ``AZMIL_DATABASE`` or the default database.

    The address is the path of a database, or ``postgresql://HOST/DATABASE`` for one on a server.

    The database is opened at the first query. The default database is built then if it is missing or out of date;
    ``notify`` is called with each note about it, which has a ``message`` and a ``hint`` like an error.
    """
    path, is_named = paths.database(None if address is None else os.fspath(address))
    return Base(path, is_default=not is_named, notify=notify)


class Base(Answers):
    """A knowledge base, safe to use from any thread.

    Each thread has its own connection, opened at its first query and again after the database has been replaced.
    Methods raise ``azmil.Error``, which says what is wrong (``message``) and what to do (``hint``).
    """

    def query(  # noqa: PLR0913 - one parameter for each option of a report
        self,
        report: str,
        /,
        *,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        at_least: Mapping[str, float] | None = None,
        at_most: Mapping[str, float] | None = None,
        as_of: When = None,
        since: When = None,
        until: When = None,
        certain: bool = False,
        parameters: Mapping[str, str | float] | None = None,
        columns: Names = (),
        sort: Names = (),
        by: Names = (),
        sum: str | None = None,  # noqa: A002 - the name of the option
        share: bool = False,
        limit: int | None = None,
        **equal: Values,
    ) -> Rows:
        """Return the rows of a report; ``base.reports()`` lists the reports.

        Each other keyword is a column and includes only rows with one of the given values (``branch="navy"``); codes,
        names and aliases match in any spelling. ``where`` does the same for columns that cannot be keywords, and
        ``exclude`` excludes rows. Dates are EDTF, or text such as ``"May 2006"``: ``as_of`` includes rows that possibly
        held on a date, with ``certain`` only those that certainly did. More filters: ``cites`` (lines, such as
        ``"report:6, 49"``), ``about`` (rows that are or mention one of these records, then those of its parts, named in
        the column part), ``has`` (columns with a value), ``source`` (ids). ``parameters``: of a user-defined report.
        Columns: those of the report or of ``columns``, and always id, hedge, modality, disputed and lines.
        ``by`` counts the rows for each value of these columns, ``sum`` adds up the quantity, ``share`` is its share.
        Columns: those of ``by``, rows, sum, share, hedge, figure, at_least, at_most, without_number, not_added.
        """
        question = question_from(
            report, where=where, exclude=exclude, at_least=at_least, at_most=at_most, as_of=as_of,
            since=since, until=until, certain=certain, parameters=parameters,
            columns=columns, sort=sort, by=by, sum=sum, share=share, limit=limit, **equal,
        )  # fmt: skip
        return Rows(self.ask(question))

    def count(self, report: str, /, **given: Any) -> int:
        """Return the number of rows that ``query`` returns for the same arguments, excluding omitted rows.

        Reports with several rows for a record count records: conflicts, people, agreements, organizations.
        """
        return int(self.total(question_from(report, **given)).rows[0][0])

    def timeline(
        self,
        period: When = None,
        *,
        undated: bool = False,
        ongoing: bool = False,
        about: Names = (),
        kind: Names = (),
        source: Names = (),
    ) -> Rows:
        """Return the claims that begin or end in a period, in order; without a period, all dated claims.

        The period is EDTF, or text such as ``"May 2006"``; ``"XXXX-05"`` is May of any year.
        ``ongoing`` adds claims that began before and ended after the period; ``undated`` returns only undated claims.
        ``about`` includes only claims that mention one of these records or of their parts, ``kind`` only claims of
        these kinds, ``source`` only claims that cite one of these sources. Several claims may state one event:
        ``same_event_as`` is then the id of the lead. ``left_out`` counts undated claims, and claims that may apply in
        the period but do not begin or end in it.
        Columns: id, date, observed, date_wording, fact, hedge, lines, kind, modality, said_by, disputed,
        in_tension, doubtful, same_event_as, and with ``about`` also part: the part that a claim mentions; claims about
        the records come first, with None.
        """
        answer = self.timeline_answer(
            edtf_from(period), undated=undated, ongoing=ongoing, about=names_from(about), kinds=names_from(kind),
            sources=names_from(source),
        )  # fmt: skip
        return Rows(answer)

    def search(self, text: str, limit: int = 20, *, about: Names = (), source: Names = ()) -> Rows:
        """Return the results of a search, best first; ``instead`` contains the words that replaced those not found.

        ``about`` includes only records that are or mention one of these records or of their parts, and lines that
        these cite; ``source`` only lines of these sources and records that cite them. Columns: id, kind, found, hedge,
        lines, date, modality, said_by, disputed, in_tension, doubtful, and
        with ``about`` also part.
        """
        results = self.search_results(text, limit, names_from(about), names_from(source))
        return Rows(results.answer, instead=results.instead)

    def show(self, name: str) -> dict[str, Any]:
        """Return everything about a record, given by id, name or alias, as the JSON of ``azmil show``."""
        return json.sheet(self.sheet(name))

    def tree(self, name: str | None = None, as_of: When = None) -> Nodes:
        """Return the roots of a tree as nested dicts, by default of all bodies, as the JSON of ``azmil tree``.

        ``name`` is the id, name or alias of a body, equipment, agreement or place, a category of equipment, or one of
        "bodies", "equipment", "agreements" and "places". With ``as_of`` (EDTF), only relations and figures that
        possibly hold at that date are included; ``left_out`` of the result counts the undated ones.
        """
        drawn = self.drawn(name, edtf_from(as_of))
        return Nodes(json.roots(drawn), drawn.undated)

    def cite(self, name: str) -> list[dict[str, Any]]:
        """Return the citations of a record: lines, section, role, and the text if it is attached."""
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
        """Return the rows of one SQL statement, which can read everything and change nothing.

        Keywords, and ``parameters``, are the values of parameters such as ``:year``. The statement is interrupted
        after ``timeout`` seconds; if it cannot be, it is abandoned and later queries use a new connection.
        """
        by_name = {**(parameters or {}), **values}
        return Rows(self.ask_sql(text, by_name, Limits(timeout, max_rows)))

    def diff(self, old: str | os.PathLike[str] | Answers) -> Rows:
        """Return how the records differ from those of an older base, given by address or opened.

        Columns: id, change (added, dropped, changed, renamed or merged), field, old, new. Figures and sentences have
        their hedge in parentheses.
        """
        from azmil.api import diff  # noqa: PLC0415 - few programs compare bases

        if isinstance(old, Answers):
            return Rows(diff.compare(old, self).answer)
        with Answers(paths.address(os.fspath(old))) as older:
            return Rows(diff.compare(older, self).answer)

    def lines(self, wanted: str | None = None, source: str | None = None) -> Rows:
        """Return the lines of a source that are not blank; columns: line, section, verdict, repeats, claims, reason.

        ``wanted`` includes only some lines, such as ``"51-60"`` or ``"report:6, 49"``.
        """
        return Rows(self.source_lines(locators.parse(wanted) if wanted else [], source))

    def reports(self) -> list[dict[str, str]]:
        """Return the reports as dicts with name, of ("built-in" or "user-defined") and title."""
        found = [(name, "built-in") for name in reports.names()] + [
            (name, "user-defined") for name in reports.user_defined_names()
        ]
        return [{"name": name, "of": of, "title": reports.title_of(name)} for name, of in found]

    def columns(self, name: str) -> Rows:
        """Return the columns of a report or table; columns: column, type, refers to, meaning."""
        if name in reports.user_defined_names():
            return Rows(_described(reports.find(name)))
        return Rows(self.schema(f"{name}_report" if reports.is_built_in(name) else name))


def _described(report: Report) -> Answer:
    """Return the columns of a user-defined report; columns: column, type, refers to, meaning."""
    found = [(column.name, column.type, "", column.meaning) for column in report.columns]
    return answer_of(["column", "type", "refers to", "meaning"], found)

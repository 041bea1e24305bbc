"""Reading a knowledge base for pages: what every page shows, read again when the base is replaced."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any

from azmil import reports
from azmil.api import contents
from azmil.publish.pages import Site
from azmil.values.answers import Question
from azmil.version import __version__

if TYPE_CHECKING:
    from azmil.api.answers import Answers
    from azmil.publish.options import Options
    from azmil.values.contents import Contents

MOST_COUNTED = 10_000  # records of a base of which the first page counts the rows of each report
MOST_TOTALS = 500  # numbers of rows that are remembered


class Reading:
    """One load of a knowledge base, as pages show it."""

    def __init__(self, base: Answers, options: Options, version: str) -> None:
        self.base = base
        self.options = options
        self.version = version  # changes with each load, and with the version of azmil
        self.frame: Contents = contents.frame(base)
        self.site = Site(self.frame, options)
        self.source = self.site.source
        self.searching = threading.Lock()  # the correction of a misspelt word reads all words of the base
        self._totals: dict[str, int] = {}
        self._choices: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def counts(self) -> list[tuple[str, str, int | None]]:
        """Return the name, the title and the number of rows of each report: None if the base is large."""
        is_large = sum(count for _, count in self.frame.kinds) > MOST_COUNTED
        return [
            (report.name, report.title, None if is_large else self.total(Question(report.name)))
            for report in reports.built_in()
        ]

    def total(self, question: Question) -> int:
        """Return the number of rows that match a question."""
        key = repr(question._replace(limit=None, offset=0, columns=(), sort=()))
        if key not in self._totals:
            if len(self._totals) >= MOST_TOTALS:
                self._totals.clear()
            self._totals[key] = int(self.base.total(question._replace(limit=None, offset=0)).rows[0][-1])
        return self._totals[key]

    def choices(self, report: str, column: str) -> list[tuple[str, str]]:
        """Return the codes and labels of the vocabulary of a column whose filter matches rows."""
        key = (report, column)
        if key not in self._choices:
            self._choices[key] = contents.words(self.base, report, column)
        return self._choices[key]

    def about(self) -> dict[str, Any]:
        """Return the version of azmil that built the base, and the digest of its content."""
        return {"version": self.site.values["version"], "content": self.site.values["content"]}


class Readings:
    """The current load of a knowledge base."""

    def __init__(self, base: Answers, options: Options) -> None:
        self.base = base
        self.options = options
        self._lock = threading.Lock()
        self._current: Reading | None = None

    @property
    def last(self) -> Reading | None:
        """The load that was read last, which may not be the current one; None if there is none."""
        return self._current

    def version(self) -> str:
        """Return a text that differs between loads of the base; raise AzmilError if it cannot be read."""
        state, about = self.base.connection.state, self.base.about()
        kept = [__version__, about.get("content", ""), about.get("checksum", ""), state, repr(self.options)]
        return hashlib.sha256("\n".join(kept).encode()).hexdigest()[:32]

    def current(self) -> Reading:
        """Return the current load; raise AzmilError if the base cannot be read."""
        version = self.version()
        with self._lock:
            if self._current is None or self._current.version != version:
                self._current = Reading(self.base, self.options, version)
            return self._current

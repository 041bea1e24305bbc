"""Pages of a site: their templates and values, and their HTML."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from azmil.publish import choices
from azmil.publish.bodies import bodies
from azmil.publish.page import Page
from azmil.publish.records import record_pages, way_back
from azmil.publish.tables import SOURCE_COLUMNS, lines_html, table_of
from azmil.publish.times import timeline
from azmil.publish.titles import title
from azmil.values.references import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from azmil.publish.options import Options
    from azmil.publish.page import Links
    from azmil.values.answers import Answer
    from azmil.values.contents import Contents, Document


class Site:
    """The pages of a knowledge base."""

    def __init__(self, contents: Contents, options: Options) -> None:
        self.contents = contents
        self.options = options
        self.source = contents.documents[0].id if contents.documents else ""
        self.values = {
            "title": options.title or title([document.title for document in contents.documents]),
            "version": contents.about.get("azmil", ""),
            "content": contents.about.get("content", ""),
            "short": contents.about.get("content", "")[:SHORT],
            "documents": contents.documents,
            "kinds": contents.kinds,
        }

    def pages(self, link_of: Callable[[str], Links]) -> Iterator[Page]:
        """Yield all pages; ``link_of`` returns the links of a page at a path."""
        tables = {report.name: answer for report, answer in self.contents.tables}
        reports = [report for report, _ in self.contents.tables]
        yield self._start()
        yield Page("reports.html", "page/reports", "Reports", "reports.html", {"reports": reports})
        yield timeline_page(tables["facts"], self.source, link_of("timeline.html"))
        yield Page(
            "conflicts.html",
            "page/conflicts",
            "Conflicts",
            "conflicts.html",
            {"conflicts": conflicts(tables["conflicts"], self.source, link_of("conflicts.html"))},
        )
        yield Page(
            "order-of-battle.html",
            "page/order-of-battle",
            "Order of battle",
            "order-of-battle.html",
            bodies(self.contents.bodies, self.source, link_of("order-of-battle.html")),
        )
        for document in self.contents.documents:
            yield self._source(document)
        for report, answer in self.contents.tables:
            values = {
                "report": report,
                "table": table_of(
                    answer,
                    self.source,
                    link_of("report/x"),
                    has_all=True,
                    facets=self.contents.choices[report.name].taken,
                    source_column=SOURCE_COLUMNS.get(report.name, ""),
                ),
                "choices": choices.attribute(answer, self.contents.choices[report.name]),
            }
            yield Page(f"report/{report.name}.html", f"report/{report.name}", report.name, "report.html", values)
        yield from record_pages(self.contents, self.options, self.source, link_of("r/x"))

    @property
    def page_count(self) -> int:
        """The number of pages, apart from those of retired ids and a few fixed ones."""
        return len(self.contents.documents) + len(self.contents.tables) + len(self.contents.sheets)

    def _start(self) -> Page:
        """Return the start page: what the base is made from, how to read it, and what it has."""
        reports = [(report.name, report.title, len(answer.rows)) for report, answer in self.contents.tables]
        values = start_values(self.contents.documents, reports)
        generator = [("generator", f"azmil {self.values['version']}")]
        return Page("index.html", "page/start", str(self.values["title"]), "start.html", values, generator)

    def _source(self, document: Document) -> Page:
        """Return the page of a source: its lines, and a strip of their verdicts."""
        verdicts = [line.verdict for line in document.lines]
        strip = []
        at = 0
        for verdict, group in groupby(verdicts):
            length = len(list(group))
            strip.append((at, length, verdict))
            at += length
        counts = counts_of(verdicts)
        values = {
            "document": document,
            "total": len(verdicts),
            "strip": strip,
            "counts": counts,
            "with_text": self.options.with_text,
            **way_back(document.id, document.title, self.contents.about, self.options),
        }
        return Page(f"source/{document.id}.html", f"source/{document.id}", document.title, "source.html", values)


def start_values(documents: Sequence[Document], reports: Sequence[tuple[str, str, int | None]]) -> dict[str, Any]:
    """Return the values of the start page; ``reports`` are their names, titles and numbers of rows."""
    return {
        "reports": reports,
        "names": [name for name, _, _ in reports],
        "sources": [_about_source(document) for document in documents],
    }


def _about_source(document: Document) -> dict[str, Any]:
    """Return what the start page says of a source: how far it reaches in time, and its other details."""
    details = dict(document.details)
    reach = [details.pop(name, None) for name in ("covers from", "covers until")]
    inferred = details.pop("is reach inferred", "0") == "1"
    is_in_sentences = details.pop("split", "lines") == "sentences"
    for name in ("id", "title", "file name", "sha256", "line count"):
        details.pop(name, None)
    shown: list[tuple[str, str]] = []
    if any(reach):
        years = " to ".join(year or "(not stated)" for year in reach)
        shown.append(("period covered", f"{years}{' (inferred from its text)' if inferred else ''}"))
    order = ("reliability", "licence", "publisher", "date")
    found = {"licence": "not stated", **details}
    shown += [(name, found.pop(name)) for name in order if name in found]
    return {
        "document": document,
        "is_in_sentences": is_in_sentences,
        "details": [*shown, *found.items()],
    }


VERDICTS = {
    "cited": "cited",
    "repeats": "cited, repeating an earlier line",
    "nothing": "that state nothing",
    "proposed": "proposed to state nothing",
    "open": "open",
    "blank": "blank",
}


def counts_of(verdicts: list[str]) -> str:
    """Return how many lines have each verdict, in words; proposed verdicts only if there are any."""
    counts = {verdict: verdicts.count(verdict) for verdict in VERDICTS}
    return ", ".join(
        f"{count:,} {VERDICTS[verdict]}" for verdict, count in counts.items() if count or verdict != "proposed"
    )


def timeline_page(facts: Answer, source: str, link: Links) -> Page:
    """Return the page of the timeline."""
    return Page("timeline.html", "page/timeline", "Timeline", "timeline.html", timeline(facts, source, link))


def conflicts(answer: Answer, source: str, link: Links) -> list[dict[str, Any]]:
    """Return each conflict with its sides."""
    rows = [dict(zip(answer.names, row, strict=True)) for row in answer.rows]
    found = []
    for _, group in groupby(rows, key=itemgetter("id")):
        sides = list(group)
        shown = [{**side, "lines": lines_html(side["lines"], source, link)} for side in sides]
        found.append({**sides[0], "sides": shown})
    return found


@cache
def environment() -> Environment:
    """Return the environment of the templates, which escapes every value."""
    loader = PackageLoader("azmil.publish")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def fragment(page: Page, site: Site, links: Links) -> str:
    """Return the HTML of a page without its layout."""
    template = environment().get_template(page.template)
    return template.render(page=page.values, site=site.values, link=links)


def document(page: Page, site: Site, links: Links, **values: Any) -> str:
    """Return the whole HTML of a page."""
    whole = {"title": page.title, "meta": page.meta, "html": fragment(page, site, links)}
    return environment().get_template("page.html").render(page=whole, site=site.values, link=links, **values)

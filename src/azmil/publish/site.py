"""Writing a site: a folder of pages, or one file, replaced completely or not at all."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

from azmil.errors import Fault, counted, ignore
from azmil.publish import folders
from azmil.publish.index import index
from azmil.publish.page import Links
from azmil.publish.pages import Site, document, environment, fragment
from azmil.publish.tables import labels
from azmil.values.progress import silent, tracked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from azmil.errors import Notify
    from azmil.publish.options import Options
    from azmil.reports import Report
    from azmil.values.answers import Answer
    from azmil.values.contents import Contents
    from azmil.values.progress import Progress

MARKER = "azmil-site.json"  # the file by which a folder is recognized as a site of azmil
MOST_LOST = 5  # pages of an old site that a note names
SCRIPTS = ("search.js", "rows.js", "page.js", "report.js", "cite.js", "site.js")  # in this order
COLUMNS = 48  # of a table, of which each can be hidden

LOST = Fault(
    "a site replaces an older one that has pages it lacks (a note, not an error)",
    "the old site has {count} that the new one lacks: {pages}",
    "retire the ids of records in the seeds, so that their addresses stay valid",
)


def write_folder(
    contents: Contents, folder: Path, options: Options, notify: Notify = ignore, progress: Progress = silent
) -> int:
    """Write a site to a folder; return the number of its files.

    The folder is replaced completely or not at all. ``notify`` is called with a note if pages of the old site are
    missing. Raises AzmilError if the folder contains anything but a site of azmil, or cannot be written.
    """
    folders.check(folder, is_site, "a site")
    site = Site(contents, options)
    with folders.replacing(folder) as new:
        for page in tracked(site.pages(Links.at), "writing pages", site.page_count, progress):
            path = new / page.path
            path.parent.mkdir(exist_ok=True)
            path.write_text(document(page, site, Links.at(page.path)), encoding="utf-8")
        (new / "site.css").write_text(styles(contents.tables), encoding="utf-8")
        (new / "site.js").write_text(script(), encoding="utf-8")
        (new / "index.js").write_text(index(contents), encoding="utf-8")
        marker = {"azmil": site.values["version"], "content": site.values["content"]}
        (new / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")
        lost = sorted(_pages(folder) - _pages(new))
        count = sum(1 for path in new.rglob("*") if path.is_file())
    if lost:
        shown = ", ".join(lost[:MOST_LOST]) + (", ..." if len(lost) > MOST_LOST else "")
        notify(LOST(count=counted(len(lost), "page"), pages=shown))
    return count


def _pages(folder: Path) -> set[str]:
    """Return the paths of the pages in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def is_site(folder: Path) -> bool:
    """Return whether a folder is a site written by azmil."""
    return (folder / MARKER).is_file()


def one_file(contents: Contents, options: Options) -> str:
    """Return a site as one HTML file."""
    site = Site(contents, options)
    links = Links(is_one_file=True)
    parts = [
        {"anchor": page.anchor, "title": page.title, "html": fragment(page, site, links)}
        for page in site.pages(lambda _: links)
    ]
    template = environment().get_template("whole.html")
    return template.render(
        page={"title": site.values["title"], "meta": [("generator", f"azmil {site.values['version']}")]},
        site=site.values,
        link=links,
        parts=parts,
        css=styles(contents.tables),
        script=script(),
        index=index(contents),
    )


def styles(tables: Sequence[tuple[Report, Answer]] = ()) -> str:
    """Return the style sheet, with rules that hide columns, and that name those of ``tables`` on narrow screens."""
    hidden = ",".join(f".h{at}:not(.all) tr>:nth-child({at + 1})" for at in range(COLUMNS))
    named = "".join(labels(report.name, answer) for report, answer in tables)
    return f"{static('site.css')}@media (max-width:40rem){{{named}}}\n{hidden}{{display:none}}\n"


def script() -> str:
    """Return the script of the pages."""
    return "".join(map(static, SCRIPTS))


def static(name: str) -> str:
    """Return the text of a file of the site."""
    return resources.files("azmil.publish").joinpath("templates", name).read_text(encoding="utf-8")

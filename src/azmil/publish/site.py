"""Writing a site: a folder of pages, or one file, replaced completely or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from azmil.errors import Fault, reason_of
from azmil.publish.index import index
from azmil.publish.page import Links
from azmil.publish.pages import Site, document, environment, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.publish.options import Options
    from azmil.values.contents import Contents

MARKER = "azmil-site.json"  # the file by which a folder is recognized as a site of azmil
COLUMNS = 48  # of a table, of which each can be hidden

NOT_A_SITE = Fault(
    "a site is written to a folder that contains other files",
    "cannot replace '{path}': it is not a site written by azmil",
    "choose an empty or a new folder",
)
CANNOT_WRITE = Fault(
    "a site cannot be written",
    "cannot write '{path}': {reason}",
    "choose another folder or file",
)


def write_folder(contents: Contents, folder: Path, options: Options) -> int:
    """Write a site to a folder; return the number of its files.

    The folder is replaced completely or not at all. Raises AzmilError if it contains anything but a site of azmil, or
    cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and (is_site(folder) or not any(folder.iterdir()))):
        raise NOT_A_SITE(path=folder)
    site = Site(contents, options)
    with _replacing(folder) as new:
        for page in site.pages(links_at):
            path = new / page.path
            path.parent.mkdir(exist_ok=True)
            path.write_text(document(page, site, links_at(page.path)), encoding="utf-8")
        (new / "site.css").write_text(styles(), encoding="utf-8")
        (new / "site.js").write_text(script(), encoding="utf-8")
        (new / "index.js").write_text(index(contents), encoding="utf-8")
        marker = {"azmil": site.values["version"], "content": site.values["content"]}
        (new / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")
        return sum(1 for path in new.rglob("*") if path.is_file())


def links_at(path: str) -> Links:
    """Return the links of the page at a path in a folder."""
    up = "../" * path.count("/")
    return Links(is_one_file=False, up=up, records="" if path.startswith("r/") else f"{up}r/")


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
        page={"title": site.values["title"], "meta": []},
        site=site.values,
        link=links,
        parts=parts,
        css=styles(),
        script=script(),
        index=index(contents),
    )


def styles() -> str:
    """Return the style sheet, with the rules that hide each column of a table."""
    hidden = ",".join(f".h{at}:not(.all) tr>:nth-child({at + 1})" for at in range(COLUMNS))
    return f"{static('site.css')}{hidden}{{display:none}}\n"


def script() -> str:
    """Return the script of the pages."""
    return static("search.js") + static("site.js")


def static(name: str) -> str:
    """Return the text of a file of the site."""
    return resources.files("azmil.publish").joinpath("templates", name).read_text(encoding="utf-8")


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """Yield a new folder that replaces another at the end; after an error the other is unchanged."""
    parent = folder.resolve().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".azmil-", dir=parent))
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    try:
        yield new
        new.chmod(0o755)
        old = new.with_name(f"{new.name}-old")
        if folder.exists():
            os.rename(folder, old)  # noqa: PTH104 - the paths may be links
        try:
            os.rename(new, folder)  # noqa: PTH104 - as above
        except OSError:
            if old.exists():
                os.rename(old, folder)  # noqa: PTH104 - as above
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise CANNOT_WRITE(path=folder, reason=reason_of(error)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)

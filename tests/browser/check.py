"""Check a site of azmil in headless Chromium, from files: python tests/browser/check.py [AXE.js [PICTURES]].

It needs azmil, the package playwright, and Chromium: that of the system, or one that ``playwright install chromium`` has
installed. AXE.js is ``axe.min.js`` of axe-core; the default is that of the package axe-playwright-python. PICTURES is a
folder for screenshots. The script prints each check that fails, and ends with 1 if there is one.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import hedges
from playwright.sync_api import sync_playwright  # type: ignore[import-not-found, unused-ignore]

if TYPE_CHECKING:
    from collections.abc import Iterator

BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = (
    "index", "reports", "report/equipment", "report/facts", "timeline", "conflicts", "order-of-battle",
    "source/article", "r/navy-stenka", "r/azerbaijan",
)  # fmt: skip
SHOWN = ("index", "report/equipment", "timeline", "order-of-battle", "r/azerbaijani-navy", "conflicts")
DOWNLOADS = 20
# Whether an opened facet shows its values: a page fills it in a task of its own.
FILLED = (
    """(facet) => facet.open && [...facet.querySelectorAll("label .quiet")].every((number) => number.textContent)"""
)
PATIENCE = 120_000  # milliseconds, enough for a busy machine


class Checks:
    """The checks of a site: what failed, and the browser."""

    def __init__(self, browser: Any, folder: Path, one_file: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.one_file = one_file
        self.failed: list[str] = []

    def expect(self, is_so: object, what: str) -> None:
        """Note a check that fails."""
        print("ok  " if is_so else "FAIL", what)
        if not is_so:
            self.failed.append(what)

    def address(self, path: str) -> str:
        """Return the address of a page of the folder."""
        return f"file://{quote(str(self.folder))}/{path}"

    @contextmanager
    def page(self, **options: Any) -> Iterator[Any]:
        """Yield a page; note what it writes to the console, and requests of anything but files."""
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        noted: list[str] = []
        page.on("console", lambda message: noted.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(("file:", "blob:")) else noted.append(request.url)
        )
        page.on("requestfailed", lambda request: noted.append(f"failed: {request.url}"))
        yield page
        if noted:
            self.expect(is_so=False, what=f"no errors and no requests at {page.url}: {noted[:3]}")
        context.close()

    def clicks(self) -> None:
        """From the start page to the line of the Stenka boats in three clicks."""
        with self.page() as page:
            page.goto(self.address("index.html"))
            page.click("main a[href='report/equipment.html']")
            page.click("a[href='../r/navy-stenka.html'] >> nth=0")
            page.click("main a[href$='source/article.html#115']")
            page.wait_for_url("**/source/article.html#115")
            row = page.locator("[id='115']")
            self.expect("navy-stenka" in row.inner_text(), "three clicks lead from the start to line 115")

    def single_file(self) -> None:
        """The anchor of a record opens it, with and without JavaScript."""
        address = f"file://{quote(str(self.one_file))}#navy-stenka"
        for has_scripts in (True, False):
            with self.page(java_script_enabled=has_scripts) as page:
                page.goto(address)
                top = page.locator("[id='navy-stenka']").bounding_box()["y"]
                self.expect(abs(top) < 300, f"the record is in view, with scripts: {has_scripts} ({top})")
                if has_scripts:
                    others = page.locator("section.part:visible").count()
                    self.expect(others == 1, f"only the record is shown ({others} parts)")
                    page.fill("header input", "garabagh")
                    self.expect(
                        "found" in page.locator("main section[aria-live] p").first.inner_text(), "search in one file"
                    )

    def search(self) -> None:
        """A misspelt name is found."""
        with self.page() as page:
            page.goto(self.address("report/equipment.html"))
            page.fill("header input", "eliyev")
            shown = page.locator("main section[aria-live]").inner_text()
            self.expect("Aliyev" in shown, "search finds a name in another spelling")

    def downloads(self) -> None:
        """The rows of random facets, in random order, are the CSV of the command line."""
        choose = random.Random(16)
        reports = ["equipment", "transfers", "facts", "people", "measures", "units", "gaps", "events", "roles", "types"]
        for at in range(DOWNLOADS):
            report, is_one_file = reports[at % len(reports)], at % 10 == 3
            page_of = f"file://{quote(str(self.one_file))}" if is_one_file else self.address(f"report/{report}.html")
            with self.page(accept_downloads=True) as page:
                page.goto(page_of + (f"#report/{report}" if is_one_file else ""))
                command = _choose(page, choose)
                with page.expect_download() as download:
                    page.click("text=Download these rows >> visible=true")
                made = Path(download.value.path()).read_bytes()
                page.go_back()
                self.expect(page.locator("[role=status]:visible").count() == 1, "back leads to the table as it was")
            words = [sys.executable, "-m", "azmil", "query", report, *command, "--format", "csv"]
            wanted = subprocess.run(words, capture_output=True, check=False).stdout
            self.expect(made == wanted, f"{report} {' '.join(command)}: {len(made.splitlines())} lines")

    def about(self) -> None:
        """What a download is about is said next to it."""
        with self.page(accept_downloads=True) as page:
            page.goto(self.address("report/equipment.html#?branch=navy&sort=-count"))
            with page.expect_download() as download:
                page.click("text=Download about.txt")
            text = Path(download.value.path()).read_text(encoding="utf-8")
            wanted = (
                "\nRows of the report equipment: ", "- branch: navy\n- sorted by count, descending\n",
                "- azmil query equipment --branch navy --sort=-count --format csv\n", "\n- holder: ", "licence: ",
                "(gap-navy-craft-names; lines ", "report/equipment.html?v=",
            )  # fmt: skip
            missing = [part for part in wanted if part not in f"\n{text}"]
            self.expect(not missing, f"about.txt has the filters, the command, the columns and the gaps {missing}")

    def citations(self) -> None:
        """A record is cited in every style as azmil does, and a page says when a citation names another version."""
        styles = ("footnote", "markdown", "wikitext", "bibtex", "ris")
        for id_ in ("navy-stenka", "hermes-talks", "azerbaijani-navy"):
            with self.page() as page:
                page.goto(self.address(f"r/{id_}.html"))
                for style in styles:
                    page.click(f"text=Copy as {style}")
                    command = [sys.executable, "-m", "azmil", "cite", id_, "--style", style]
                    wanted = subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout
                    made = page.text_content(".cite")
                    self.expect(f"{made}\n" == wanted, f"{id_} cited as {style}")
        one_file = f"file://{quote(str(self.one_file))}"
        with self.page() as page:
            page.set_default_timeout(120_000)  # a file of 5 MB takes long on a busy machine
            page.goto(self.address("r/navy-stenka.html"))
            edition = page.evaluate("azmilIndex.edition")
            for version, count in ((edition, 0), ("0.0.1-0123", 1)):
                for address in (
                    f"{self.address('r/navy-stenka.html')}?v={version}",
                    f"{self.address('r/navy.html')}?v={version}",
                    f"{one_file}?v={version}#navy-stenka",
                ):
                    page.goto("about:blank")
                    page.goto(address)
                    self.expect(page.locator("[role=note]").count() == count, f"version {version}: {count} notes")

    def addresses(self) -> None:
        """An address keeps filters, text and order; what it names in vain is said; the history and the keys work."""
        one_file = f"file://{quote(str(self.one_file))}"
        for address in (self.address("report/equipment.html#"), f"{one_file}#report/equipment"):
            with self.page() as page:
                page.goto(f"{address}?branch=navy&text=Stenka")
                status, note = (page.locator(f"[role={role}]:visible") for role in ("status", "alert"))
                self.expect(
                    status.inner_text().startswith("1 of 65 rows; branch: navy"), "an address keeps its filters"
                )
                page.click("text=Clear all >> visible=true")
                self.expect(status.inner_text() == "65 of 65 rows", "all filters are removed at once")
                page.go_back()
                self.expect(status.inner_text().startswith("1 of 65 rows"), "back restores the filters")
                page.goto(f"{address}?branch=spacefleet&colour=red")
                self.expect(
                    "spacefleet" in note.inner_text() and "colour" in note.inner_text(), "unknown names are said"
                )
                page.goto(f"{address}?sort=-count")
                page.locator("summary:visible", has_text="category").press("Enter")
                page.locator("label:visible", has_text="vessel").locator("input").nth(0).press("Space")
                self.expect(
                    status.inner_text().startswith("14 of 65 rows; category: vessel"), "facets work by keyboard"
                )
                is_focused = page.evaluate("document.activeElement.checked")
                self.expect(is_focused, "a facet keeps the focus when it is chosen")

    def accessibility(self, axe: str) -> None:
        """Axe finds nothing serious, light and dark, on a telephone and on a screen, in a folder and in one file."""
        one_file = f"file://{quote(str(self.one_file))}"
        addresses = {path: self.address(f"{path}.html") for path in PAGES}
        for width, scheme in ((390, "light"), (1280, "dark")):  # widths and colours do not depend on each other
            with self.page(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
                is_first = width == 390  # the one file takes long, and has the same pages
                more = {"one file": f"{one_file}#navy-stenka"} if is_first else {}
                for path, address in (addresses | more).items():
                    page.goto("about:blank")
                    page.goto(address)
                    page.evaluate(_WITHOUT_HIDDEN_PARTS)
                    page.evaluate(axe)
                    found = page.evaluate(_AXE)
                    serious = [each for each in found if each["impact"] in ("serious", "critical")]
                    words = [(each["id"], each["nodes"][0]["html"][:120], len(each["nodes"])) for each in serious]
                    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    self.expect(not serious and wide <= 0, f"axe: {path}, {width}, {scheme} {words} {wide}")

    def without_scripts(self) -> None:
        """Without JavaScript the pages show all rows, and links lead to them; only the tools are missing."""
        with self.page(java_script_enabled=False) as page:
            page.goto(self.address("index.html"))
            page.click("main a[href='report/equipment.html']")
            page.click("a[href='../r/navy-stenka.html'] >> nth=0")
            page.click("main a[href$='source/article.html#115']")
            self.expect(
                "navy-stenka" in page.locator("[id='115']").inner_text(), "without scripts: three clicks to line 115"
            )
            for path in PAGES:
                page.goto(self.address(f"{path}.html"))
                hidden = page.locator(
                    "main *:not(details *):not(option):not(caption):not([hidden]):not(th):not(td)"
                ).count()
                self.expect(page.locator("h1:visible").count() == 1 and hidden, f"without scripts: {path}")
            page.goto(self.address("report/equipment.html"))
            self.expect(
                page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 0
                and not page.locator(".tools:visible, input:visible").count(),
                "without scripts: all rows, and no tools that do nothing",
            )

    def pictures(self, folder: Path) -> None:
        """Take screenshots."""
        folder.mkdir(parents=True, exist_ok=True)
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                for path in SHOWN:
                    with self.page(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
                        page.goto(self.address(f"{path}.html"))
                        page.screenshot(path=folder / f"{path.replace('/', '-')}-{width}-{scheme}.png")


def _choose(page: Any, choose: random.Random) -> list[str]:
    """Choose values of facets and a column to sort by, as users do; return the options of the command line."""
    options = []
    facets = page.locator(".tools:visible details")
    for at in choose.sample(range(facets.count()), choose.randint(1, 2)):
        facet = facets.nth(at)
        name = facet.locator("summary").inner_text().partition(" (")[0].replace(" ", "-")
        facet.locator("summary").click()
        page.wait_for_function(FILLED, arg=facet.element_handle())
        labels = facet.locator("label:visible")
        values = [text.strip().rpartition(" (")[0] for text in labels.all_inner_texts()]
        if not values:  # the rows chosen before have none
            continue
        is_flag = set(values) <= {"yes", "no"}
        for value in choose.sample(values, 1 if is_flag else min(len(values), choose.randint(1, 3))):
            label = labels.filter(has_text=re.compile(rf"^\s*{re.escape(value)} \([\d,]+\)\s*$"))
            if not label.count():  # the values chosen before have hidden it
                continue
            label.first.locator("input").check()
            options.append(f"--{'no-' if value == 'no' else ''}{name}" if is_flag else f"--{name}={value}")
    heads = page.locator("th button:visible")
    if choose.random() < 0.7:
        head, is_descending = heads.nth(choose.randrange(heads.count())), choose.random() < 0.5
        name = head.evaluate("button => button.parentElement.dataset.name")
        head.click(click_count=1)
        if is_descending:
            head.click()
        options.append(f"--sort={'-' if is_descending else ''}{name}")
    return options


# Axe ignores what is hidden, but reads all of it: the one file has over a thousand parts, of which one is shown.
_WITHOUT_HIDDEN_PARTS = "document.querySelectorAll('.part[hidden]').forEach((part) => part.remove())"
_AXE = "axe.run({preload: false, resultTypes: ['violations']}).then((found) => found.violations)"


def of_package() -> str:
    """Return the script of axe-core in the package axe-playwright-python."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def main() -> int:
    """Run all checks; return the exit code."""
    axe = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else of_package()
    with tempfile.TemporaryDirectory(prefix="a site ə ") as temporary, sync_playwright() as playwright:
        folder, one_file = Path(temporary) / "pages ə", Path(temporary) / "the base ə.html"
        for arguments in ([str(folder)], ["--one-file", str(one_file)]):
            subprocess.run([sys.executable, "-m", "azmil", "site", *arguments], check=True)
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None), args=FLAGS
        )
        checks = Checks(browser, folder, one_file)
        checks.clicks()
        checks.single_file()
        checks.search()
        checks.downloads()
        checks.about()
        checks.addresses()
        checks.citations()
        hedges.check(checks)
        checks.without_scripts()
        if sys.argv[2:]:
            checks.pictures(Path(sys.argv[2]))
        checks.accessibility(axe)
        browser.close()
    print(f"{len(checks.failed)} checks failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())

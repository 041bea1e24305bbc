"""Take the pictures of the site in README.md: python docs/screenshots.py, with playwright and Chromium.

They depend on the fonts of the machine, so that no test compares them; take them again when the pages change.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright  # type: ignore[import-not-found, unused-ignore]

DOCS = Path(__file__).parent
# Name of the file, address in the site, width and height of the window, light or dark.
SHOWN = (
    ("site-report.png", "report/equipment.html#?branch=navy&sort=-count", 1000, 800, "light"),
    ("site-record.png", "r/hermes-talks.html", 1000, 800, "light"),
    ("site-telephone.png", "timeline.html#year/2006", 390, 800, "dark"),
)


def main() -> None:
    """Build the site and take the pictures."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary) / "pages"
        subprocess.run([sys.executable, "-m", "azmil", "site", str(folder)], check=True)  # noqa: S603 - our own command
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, address, width, height, scheme in SHOWN:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(f"{folder.as_uri()}/{address}")
            page.screenshot(path=DOCS / name)
        browser.close()


if __name__ == "__main__":
    main()

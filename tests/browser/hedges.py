"""Hedges on the pages: every row that is not plainly asserted says so in words, however it is shown or copied."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from check import Checks

OF_RECORDS = ("azerbaijan", "azerbaijani-air-force", "azerbaijani-navy", "united-states", "armenia")
PAPER = 718  # pixels between the margins of a page of A4
PHONE = 390  # pixels
RECORDS = 10  # pages of hedged records that are checked
LEAST = 1500  # rows that are not plainly asserted, counted once for each way to show them


def check(checks: Checks) -> None:
    """Every row that is not plainly asserted says so in words: without styles, on a telephone, printed and copied."""
    command = [sys.executable, "-m", "azmil", "query", "facts", "--columns", "id", "--all", "--format", "json"]
    rows = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    hedges = {row["id"]: row["hedge"] for row in rows if row["hedge"]}
    some = [*OF_RECORDS, *list(hedges)[:: max(len(hedges) // RECORDS, 1)]]
    paths = ["timeline", "conflicts", "order-of-battle", *(f"r/{id_}" for id_ in some)]
    paths += sorted(f"report/{path.stem}" for path in (checks.folder / "report").glob("*.html"))
    checked, wrong = 0, []
    with checks.page() as page:
        for path in paths:
            page.goto("about:blank")  # so that no page is laid out for a change that it does not show
            for way in ("on a telephone", "printed", "without styles"):
                if way != "without styles":
                    page.set_viewport_size({"width": PAPER if way == "printed" else PHONE, "height": 900})
                    page.emulate_media(media="print" if way == "printed" else "screen")
                if way == "on a telephone":
                    page.goto(checks.address(f"{path}.html"))
                if way == "without styles":
                    page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach((each) => each.remove())")
                count, silent = page.evaluate(_SILENT, [hedges, path.removeprefix("r/"), way != "without styles"])
                checked += count
                wrong += [(path, way, each) for each in silent]
    checks.expect(
        checked > LEAST and not wrong,
        f"on a telephone, printed, copied and without styles: {checked} hedged rows say so in words {wrong[:5]}",
    )
    _searched(checks, hedges)


def _searched(checks: Checks, hedges: dict[str, str]) -> None:
    """The results of a search say so too."""
    checked, wrong = 0, []
    with checks.page(viewport={"width": PHONE, "height": 900}) as page:
        page.goto(checks.address("index.html"))
        for words in ("talks", "planned", "rumour", "aircraft", "newspapers", "armenia"):
            page.fill("header input", words)
            count, silent = page.evaluate(_SILENT, [hedges, "", True])
            checked += count
            wrong += [(words, each) for each in silent]
    checks.expect(checked > len(hedges) // 10 and not wrong, f"search: {checked} hedged results say so {wrong[:5]}")


# Of the rows with a hedged claim first: how many there are, and which do not show its hedge, or do not say it when copied.
_SILENT = """([hedges, own, isStyled]) => {
  const silent = [], main = document.querySelector("main");
  const plain = (text) => text.replace(/\\s+/g, " ");
  let checked = 0;
  const width = document.documentElement.clientWidth;
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return !isStyled || (box.width > 0 && box.left >= 0 && box.right <= width + 1);
  };
  const check = (id, row, hedge) => {
    checked += 1;
    const cells = [row, ...row.querySelectorAll("*")].filter((each) => !each.children.length && plain(each.textContent).includes(hedge));
    if (!plain(row.innerText).includes(hedge) || !cells.some(isSeen)) silent.push([id, hedge, plain(row.innerText)]);
  };
  if (hedges[own]) check(own, main.querySelector("p.hedge") ?? main.querySelector("h1"), hedges[own]);
  const rows = [...main.querySelectorAll("tr, li, .side")];
  const hedged = [];
  for (const row of rows) {
    const links = [...row.querySelectorAll("a[href*='r/'], a[href$='.html']")].filter((each) => each.closest("tr, li, .side") === row);
    const ids = links.map((each) => /([^/]+)\\.html$/.exec(each.getAttribute("href"))?.[1]);
    /* A row of a table is about its first record; the others are only mentioned. */
    const claims = (row.matches("tr") ? ids.slice(0, 1) : ids).filter((id) => hedges[id]);
    for (const id of claims) { check(id, row, hedges[id]); hedged.push([id, row]); }
  }
  /* Ten rows at a time are copied as text. */
  const selection = getSelection();
  for (let at = 0; at < rows.length; at += 10) {
    const some = rows.slice(at, at + 10), range = document.createRange();
    range.setStartBefore(some[0]);
    range.setEndAfter(some.at(-1));
    selection.removeAllRanges();
    selection.addRange(range);
    const copied = plain(selection.toString());
    for (const [id, row] of hedged) {
      if (some.includes(row) && !copied.includes(plain(row.innerText).trim())) silent.push([id, "copied", plain(row.innerText)]);
    }
  }
  selection.removeAllRanges();
  return [checked, silent];
}"""

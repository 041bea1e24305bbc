"""Items of seed files as text: taken apart, changed and put together again, with their comments and layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azmil.errors import Fault
from azmil.values.fingerprints import fingerprint
from azmil.workbench.patching import BOM, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from azmil.seeds.entry import Entry
    from azmil.workbench.splitting import Line

LAYOUT = Fault(
    "a seed file that a new edition changes does not have each item on lines of its own",
    "cannot rewrite '{path}': its items are not on lines of their own",
    "begin each item on a new line with a hyphen",
)
MOST_PASSAGES = 30_000  # per seed file, below its maximum size


class Items(NamedTuple):
    """A seed file taken apart: the text before its first item, and that of each item by its first line."""

    header: str
    items: dict[int, str]

    @property
    def text(self) -> str:
        """The whole file."""
        return self.header + "".join(self.items.values())

    def replaced(self, lines: Collection[int], texts: Sequence[str]) -> str:
        """Return the file with the items at some lines replaced by others, at the place of the first of them."""
        parts = [self.header]
        is_done = False
        for line, text in self.items.items():
            if line not in lines:
                parts.append(text)
            elif not is_done:
                parts += texts
                is_done = True
        return "".join(parts if is_done else [*parts, *texts])


def taken_apart(text: str, entries: Iterable[Entry]) -> Items:
    """Return the items of a seed file, of which ``entries`` are all entries."""
    lines = lines_of(text)
    bom = BOM if text.startswith(BOM) else ""
    by_start = {start_of(lines, entry): entry for entry in entries}
    starts = sorted(by_start)
    for start, entry in by_start.items():
        if not lines[start - 1].lstrip().startswith("-"):
            raise LAYOUT(path=entry.path)
    ends = [*starts[1:], len(lines) + 1]
    items = {start: "".join(lines[start - 1 : end - 1]) for start, end in zip(starts, ends, strict=True)}
    return Items(bom + "".join(lines[: starts[0] - 1] if starts else lines), items)


def lines_of(text: str) -> list[str]:
    """Return the lines of a seed file with their ends, without a byte order mark."""
    lines = text.removeprefix(BOM).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def start_of(lines: Sequence[str], entry: Entry) -> int:
    """Return the line with the hyphen of an entry, which may be above its first field."""
    line = entry.line
    while line > 1 and not lines[line - 1].lstrip().startswith("-"):
        line -= 1
    return line


def passage_of(source: str, number: int, line: Line, section: str | None = None) -> str:
    """Return the item of a line of a document, with the verdict proposed for it."""
    digits = fingerprint(line.text)
    return passage_item(source, number, digits, section, line.page, line.proposed, is_proposed=bool(line.proposed))


def passage_item(
    source: str,
    number: int,
    digits: str | None,
    section: str | None = None,
    page: int | None = None,
    reason: str = "",
    *,
    is_proposed: bool = False,
) -> str:
    """Return the item of a line with a fingerprint, or of a blank one; with a reason, it states nothing."""
    fields = {"source": source, "line": str(number)}
    if section:
        fields["section"] = section
    if page is not None:
        fields["page"] = str(page)
    if digits is None:
        fields["verdict"] = "blank"
    else:
        fields["fingerprint"] = f'"{digits}"'
    if digits is not None and reason:
        fields |= {"verdict": "nothing", "reason": quoted(reason)}
        if is_proposed:
            fields["proposed"] = "yes"
    return f"- {{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}\n"

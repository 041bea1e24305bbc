"""Options of a site: its address, and where mistakes are reported and seeds are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from azmil.errors import Exit, Fault

_MAIL = re.compile(r"(?:mailto:)?([^\s@<>\"'?&:/]+@[^\s@<>\"'?&:/]+)")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")

NO_WEB_ADDRESS = Fault(
    "a site is given an address that is not a web address",
    "'{url}' is not a valid web address",
    "use one that begins with https:// or http://, such as {example}",
    Exit.USAGE,
)
NO_REPORT_ADDRESS = Fault(
    "a site is given an address for reports of mistakes that is neither a web address nor a mail address",
    "'{url}' is neither a web address nor a mail address",
    "use one such as desk@example.org or https://example.org/new?title={{id}}&body={{text}}",
    Exit.USAGE,
)
NO_PLACEHOLDER = Fault(
    "an address for a site contains a placeholder that does not exist",
    "'{url}' contains the unknown placeholder '{placeholder}'",
    "use {known}, or write %7B and %7D for braces",
    Exit.USAGE,
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a site is built.

    - ``report_url``: a mail address, or the web address to report a mistake to, in which ``{id}`` and ``{text}`` are
      replaced;
    - ``seeds_url``: the web address of the folder of seeds, to which a path and ``#L`` with a line are added, or one in
      which ``{path}`` and ``{line}`` are replaced;
    - ``url``: the web address of the site: of its folder, or of its one file;
    - ``title``: the title of the site; by default those of its sources.

    Raises AzmilError if an address is not valid.
    """

    with_text: bool = False
    report_url: str | None = None
    seeds_url: str | None = None
    url: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        """Check the addresses."""
        if self.report_url is not None and not _MAIL.fullmatch(self.report_url):
            if not _is_web(self.report_url):
                raise NO_REPORT_ADDRESS(url=self.report_url)
            _check_placeholders(self.report_url, ("{id}", "{text}"))
        if self.seeds_url is not None:
            if not _is_web(self.seeds_url):
                raise NO_WEB_ADDRESS(url=self.seeds_url, example="https://example.org/blob/main")
            _check_placeholders(self.seeds_url, ("{path}", "{line}"))
        if self.url is not None and (not _is_web(self.url) or set(self.url) & set("?#{}")):
            raise NO_WEB_ADDRESS(url=self.url, example="https://example.org/azmil/")

    def report_address(self, id_: str, text: str) -> str | None:
        """Return the address for a report of a mistake in a record."""
        if self.report_url is None:
            return None
        if mail := _MAIL.fullmatch(self.report_url):
            return f"mailto:{quote(mail[1], safe='@')}?subject={quote(f'Mistake in {id_}')}&body={quote(text)}"
        return _filled(self.report_url, {"{id}": id_, "{text}": text}, safe="")

    def seed_address(self, seed: str) -> str | None:
        """Return the address of a line of a seed file, such as "seeds/azerbaijan/holdings/sea.yaml:17"."""
        path, _, line = seed.rpartition(":")
        if self.seeds_url is None or not path:
            return None
        if "{" in self.seeds_url:
            return _filled(self.seeds_url, {"{path}": path, "{line}": line}, safe="/")
        return f"{self.seeds_url.rstrip('/')}/{quote(path)}#L{line}"


def _is_web(url: str) -> bool:
    """Return whether text is an absolute address of the web, without spaces or quotes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'\\]", url)


def _check_placeholders(url: str, known: tuple[str, ...]) -> None:
    for found in _PLACEHOLDER.findall(url):
        if found not in known:
            raise NO_PLACEHOLDER(url=url, placeholder=found, known=" and ".join(known))


def _filled(template: str, values: dict[str, str], safe: str) -> str:
    """Return an address with its placeholders replaced; values that contain a placeholder are kept."""
    return _PLACEHOLDER.sub(lambda found: quote(values[found[0]], safe=safe), template)

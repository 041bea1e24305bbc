"""Citation styles: a reference as a footnote, Markdown, wikitext, BibTeX or RIS.

Each names the original source first, then the knowledge base, and keeps the hedge of the record in words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.errors import Exit, Fault, suggestion_or_choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from azmil.values.references import Reference, Work

NO_STYLE = Fault(
    "a citation style does not exist",
    "no such style '{style}'",
    "{instead}",
    Exit.USAGE,
)
# Characters with a meaning in a language -> how they are written there as text.
_LATEX = {character: f"\\{character}" for character in "{}%#&$_"} | {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_MARKDOWN = {character: f"\\{character}" for character in "\\`*_[]<>"}
_WIKITEXT = {character: f"&#{ord(character)};" for character in "[]{}|'=~_"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# The characters to escape in a text that is inserted into a citation, by style; other styles take it as it is.
ESCAPES = {"markdown": _MARKDOWN, "wikitext": _WIKITEXT, "bibtex": _LATEX}
# The type of a source in RIS by its kind; other kinds are generic.
_RIS_TYPES = {
    "encyclopedia-article": "ENCYC",
    "book": "BOOK",
    "journal-article": "JOUR",
    "report": "RPRT",
    "yearbook": "BOOK",
    "press": "NEWS",
    "official-document": "GOVDOC",
    "company-document": "PAMP",
    "website": "ELEC",
    "dataset": "DATA",
}


def cited(reference: Reference, style: str, *, is_bare: bool = False) -> str:
    """Return a citation in a style of ``STYLES``, without a newline at the end.

    ``is_bare`` omits the ``<ref>`` tags of wikitext. Raises AzmilError if the style does not exist.
    """
    if style not in STYLES:
        raise NO_STYLE(style=style, instead=suggestion_or_choices(style, STYLES))
    text = STYLES[style](reference)
    return text if style != "wikitext" or is_bare else f'<ref name="azmil-{reference.key}">{text}</ref>'


def _footnote(reference: Reference) -> str:
    def work(each: Work) -> str:
        archived = f"archived: {each.archived_url}" if each.archived_url else ""
        retrieved = f"retrieved {each.retrieved}" if each.retrieved else ""
        notes = "; ".join(filter(None, (archived, retrieved)))
        address = " ".join(filter(None, (each.url, f"({notes})" * bool(notes))))
        return _sentences(each.title, *_published(each), address)

    return _whole(reference, work, str, str)


def _markdown(reference: Reference) -> str:
    return _linked(reference, _MARKDOWN, "*{}*", "[{text}](<{address}>)", "<{}>")


def _wikitext(reference: Reference) -> str:
    return _linked(reference, _WIKITEXT, "''{}''", "[{address} {text}]", "{}")


def _linked(reference: Reference, escapes: Mapping[str, str], emphasis: str, link: str, bare: str) -> str:
    """Return a citation with links, in a language with some escapes and templates.

    The templates are those of emphasis, of a link, and of an address alone.
    """

    def linked(text: str, url: str | None) -> str:
        return link.format(text=text, address=_address(url)) if url else text

    def work(each: Work) -> str:
        return _sentences(
            linked(emphasis.format(_plain(each.title, escapes)), each.url),
            *(_plain(part, escapes) for part in _published(each)),
            linked("Archived", each.archived_url) if each.archived_url else "",
            f"Retrieved {each.retrieved}" if each.retrieved else "",
        )

    return _whole(reference, work, lambda text: _plain(text, escapes), bare.format)


def _bibtex(reference: Reference) -> str:
    """Return one entry per source, with a distinct key."""
    is_single = len(reference.works) == 1
    entries = []
    for each in reference.works:
        archived = f"archived: {each.archived_url}" if each.archived_url else None
        fields = {
            "title": f"{{{_plain(each.title, _LATEX)}}}",
            "publisher": _latex(each.publisher),
            "year": _year(each.date),
            "date": each.date,
            "url": _address(each.url),
            "urldate": each.retrieved,
            "note": _latex("; ".join(filter(None, (*_details(each, reference), archived)))),
        }
        written = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        key = f"azmil-{reference.key}" if is_single else f"azmil-{reference.key}-{each.id}"
        entries.append(f"@misc{{{key},\n" + ",\n".join(written) + "\n}")
    return "\n\n".join(entries)


def _ris(reference: Reference) -> str:
    """Return one entry per source."""
    entries = []
    for each in reference.works:
        fields = [
            ("TY", _RIS_TYPES.get(each.kind, "GEN")),
            ("TI", each.title),
            ("PB", each.publisher),
            ("PY", _year(each.date)),
            ("DA", each.date.replace("-", "/") if each.date else None),
            ("UR", each.url),
            ("L2", each.archived_url),
            ("Y2", each.retrieved.replace("-", "/") if each.retrieved else None),
            ("DB", reference.base),
            ("AN", reference.id),
            *(("N1", detail) for detail in _details(each, reference)),
            ("ER", ""),
        ]
        entries.append("\n".join(f"{tag}  - {_plain(value)}" for tag, value in fields if value is not None))
    return "\n\n".join(entries)


STYLES: Mapping[str, Callable[[Reference], str]] = {
    "footnote": _footnote,
    "markdown": _markdown,
    "wikitext": _wikitext,
    "bibtex": _bibtex,
    "ris": _ris,
}


def _whole(
    reference: Reference, work: Callable[[Work], str], plain: Callable[[str], str], bare: Callable[[str], str]
) -> str:
    """Return a citation in sentences: the sources with their lines, the hedge, the knowledge base, and the page."""
    works = (" ".join([work(each), *([f"{plain(each.place)}."] if each.place else [])]) for each in reference.works)
    hedge = [f"Status of the claim: {plain(reference.hedge)}."] if reference.hedge else []
    page = [bare(address)] if (address := _address(reference.address)) else []
    return " ".join([*works, *hedge, plain(f"Cited from {reference.origin}."), *page])


def _details(work: Work, reference: Reference) -> Iterator[str]:
    """Yield the cited lines, the hedge, and the knowledge base with the page."""
    if work.place:
        yield work.place
    if reference.hedge:
        yield f"status of the claim: {reference.hedge}"
    page = f", {address}" if (address := _address(reference.address)) else ""
    yield f"cited from {reference.origin}{page}"


def _published(work: Work) -> Iterator[str]:
    if published := ", ".join(filter(None, (work.publisher, work.date))):
        yield published


def _sentences(*parts: str) -> str:
    """Return the parts that are not empty, each with a full stop."""
    return " ".join(f"{_plain(part)}." for part in parts if part)


def _plain(text: str, escapes: Mapping[str, str] | None = None) -> str:
    """Return text on one line, with some characters escaped."""
    line = " ".join(text.split())
    return "".join(escapes.get(character, character) for character in line) if escapes else line


def _latex(text: str | None) -> str | None:
    return None if text is None else _plain(text, _LATEX)


def _address(url: str | None) -> str | None:
    """Return a web address without characters that could end it in another language."""
    return None if url is None else re.sub(r"[\s\[\]{}|<>\"'\\]", lambda match: _percent(match[0].encode()), url)


def _percent(characters: Iterable[int]) -> str:
    return "".join(f"%{code:02X}" for code in characters)


def _year(date: str | None) -> str | None:
    """Return the year of an EDTF date, or None if it begins with none."""
    match = re.match(r"\d{4}", date or "")
    return match[0] if match else None

"""Completion candidates for ``azmil new``: kinds of records, their fields, and values of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azmil.cli.seed_folder import default_folder
from azmil.errors import AzmilError
from azmil.model import CHILDREN, Kind
from azmil.seeds import forms, seed_files
from azmil.seeds.book import KIND_CODES, Book, fits
from azmil.seeds.entries import gather
from azmil.seeds.fields import YES_NO
from azmil.seeds.forms import CITES
from azmil.seeds.items import EXTENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from azmil.api.answers import Answers
    from azmil.seeds.fields import Field

    Opened = Callable[[], Answers]

Word = tuple[str, str]  # a candidate and its meaning


def candidates(words: list[str], current: str, opened: Opened) -> Iterator[Word]:
    """Yield the candidates for an argument after some others; ``opened`` opens the database."""
    if not words:
        about = {code: " ".join((cls.__doc__ or "").split()) for code, cls in KIND_CODES.items()}
        yield from ((code, text) for code, text in about.items() if code.startswith(current))
        return
    cls = KIND_CODES.get(words[0])
    if cls is None:
        return
    name, equals, value = current.partition("=")
    fields = _fields(cls)
    if equals:
        yield from _values(fields.get(name), name, value, opened)
        return
    given = {word.partition("=")[0] for word in words[1:]}
    matching = {each: meaning for each, (_, meaning) in fields.items() if each.startswith(name) and each not in given}
    if len(matching) == 1:  # with its values, since shells add a space after a single candidate
        (only,) = matching
        values = list(_values(fields[only], only, "", opened))
        yield from values if len(values) > 1 else [(f"{only}=", matching[only])]
        return
    yield from ((f"{each}=", meaning) for each, meaning in matching.items())


def _fields(cls: type[Kind]) -> dict[str, tuple[Field | None, str]]:
    """Return the fields of a kind with their meanings, its required ones first."""
    accepted, children = forms.accepted(cls)
    ordered = sorted(accepted.values(), key=lambda field: not field.is_required)
    fields: dict[str, tuple[Field | None, str]] = {field.name: (field, field.doc) for field in ordered}
    fields |= {name: (None, " ".join((CHILDREN[name].__doc__ or "").split())) for name in children}
    return fields | dict.fromkeys((*CITES, EXTENDS), (None, ""))


def _values(found: tuple[Field | None, str] | None, name: str, value: str, opened: Opened) -> Iterator[Word]:
    """Yield ``field=value`` for the words, things or flags that a field can have."""
    field = found[0] if found else None
    if field is None:
        return
    words: Iterable[Word] = ()
    if field.type == "word":
        words = (word for word in _words(field) if word[0].startswith(value))
    elif field.type == "reference":
        with opened() as base:
            words = list(base.names(value, [code for code, cls in KIND_CODES.items() if fits(cls, field.target)]))
    elif field.type == "flag":
        words = ((flag, "") for flag in YES_NO if flag.startswith(value))
    yield from ((f"{name}={word}", meaning) for word, meaning in words)


def _words(field: Field) -> Iterator[Word]:
    """Yield the words of a vocabulary with their labels, including those of the user's seed folder."""
    if field.target == "record_kinds":
        yield from ((code, "") for code in KIND_CODES)
        return
    folder = default_folder()
    try:
        files = seed_files([folder] if folder.is_dir() else [])
    except AzmilError:
        files = seed_files()
    book = Book(gather(file for file in files if file.is_vocabulary and file.path.stem == field.target))
    yield from ((code, str(entry.values.get("label"))) for code, entry in book.codes.get(field.target, {}).items())

"""Commented templates: all fields of a kind, with their meanings and words, to be filled in by hand."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from azmil.model import CHILDREN, Claim, Kind, Remark
from azmil.seeds import forms
from azmil.seeds.book import KIND_CODES
from azmil.seeds.fields import fields_of
from azmil.workbench.drafts.positions import usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azmil.model import Child
    from azmil.seeds.book import Book
    from azmil.seeds.fields import Field

WIDTH = 100
_FORMS = {
    "quantity": "a quantity such as 6, about 25, over 600 or several",
    "edtf": "a date such as 2006, 2006-05, 2002/.. or 199X",
    "flag": "yes or no",
    "number": "a whole number",
}
_BRIEF = ("name", "article", "sort_name", "note", "symbol")  # fields whose words or meaning are not listed


def template(book: Book, cls: type[Kind]) -> str:
    """Return an item of a kind with its required fields to fill in, and all others as comments."""
    accepted, children = forms.accepted(cls)
    about = " ".join((cls.__doc__ or "").split())
    lines = [
        *_comment(f"{cls.kind}: {about}"),
        *_comment(f"{cls.kind} {usage(cls)}"),
        "# Required fields are marked with an asterisk; omit the others or remove '# '.",
    ]
    own = [field for field in accepted.values() if field.column in cls.__table__.columns and field.name != "id"]
    rest = [field for field in accepted.values() if field not in own and field.name not in ("id", "sentence", "note")]
    sentence = accepted["sentence"]
    lines.append("- id: …  # * a readable slug, unique; azmil makes one if a record is added with its fields")
    for field in [*own, *rest]:
        lines += _field(book, field)
    for name in children:
        lines += _list(book, name, CHILDREN[name])
    lines += _field(book, sentence)
    is_cited = issubclass(cls, Claim | Remark) and cls.kind != "conflict"
    lines.append(f"  {'' if is_cited else '# '}cite: …  # {'* ' * is_cited}lines that state it, such as report:6, 49")
    lines.append("  # context: …  # lines that are needed to read it")
    lines += _field(book, accepted["note"])
    return "\n".join(lines) + "\n"


def _comment(text: str, indent: str = "") -> list[str]:
    return [f"{indent}# {line}" for line in wrap(text, WIDTH - len(indent) - 2, break_on_hyphens=False)]


def _field(book: Book, field: Field) -> Iterator[str]:
    """Yield the lines of a field, with its words below it."""
    form = _FORMS.get(field.type, "")
    if field.type == "reference":
        form = f"id or name of a record in {field.target}"
    doc = field.doc.removesuffix(", as EDTF")
    default = f"; by default {field.default}" if field.default and field.type == "word" else ""
    meaning = f"{'* ' * field.is_required}{doc}{f' ({form})' * bool(form)}{default}"
    yield f"  {'' if field.is_required else '# '}{field.name}: …  # {meaning}"
    if field.type == "word" and field.name not in _BRIEF:
        yield from _comment(", ".join(_words(book, field)), "      ")


def _words(book: Book, field: Field) -> list[str]:
    return list(KIND_CODES if field.target == "record_kinds" else book.codes.get(field.target, {}))


def _list(book: Book, name: str, child: type[Child]) -> Iterator[str]:
    """Yield the lines of a list inside the record."""
    about = " ".join((child.__doc__ or "").split()).removesuffix(".")
    fields = list(fields_of(child, child.parent).values())
    yield f"  # {name}:  # {about[0].lower()}{about[1:]}"
    named = ", ".join(f"{field.name}: …" for field in fields)
    yield f"  #   - {{{named}}}"
    for field in fields:
        if field.type == "word":
            yield from _comment(f"{field.name}: {', '.join(_words(book, field))}", "      ")

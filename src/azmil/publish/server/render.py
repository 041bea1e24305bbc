"""Replies as HTML and as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from azmil.formats.terminal.screen import UNSAFE
from azmil.publish.pages import environment
from azmil.publish.server.links import ServedLinks
from azmil.publish.server.replies import as_json, described

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azmil.errors import AzmilError
    from azmil.publish.server.replies import Reply


def html(reply: Reply, site: Mapping[str, Any], notes: Sequence[str] = ()) -> bytes:
    """Return a reply as an HTML page; ``site`` are the values that every page shows, ``notes`` come first.

    Characters that could control a terminal are replaced.
    """
    link = ServedLinks.at(reply.path)
    templates = environment()
    fragment = templates.get_template(reply.template).render(
        page=reply.values, site=site, link=link, mistakes=defaultdict(str, reply.mistakes)
    )
    page = {
        "title": reply.title,
        "meta": reply.meta,
        "words": reply.words,
        "html": fragment,
        "notes": notes,
        "mistakes": reply.mistakes,
        "omitted": [(each.text, address_from(link.up, each.address)) for each in reply.omitted],
        "previous": address_from(link.up, reply.previous),
        "next": address_from(link.up, reply.next),
        "position": reply.position,
    }
    text = templates.get_template("served/page.html").render(page=page, site=site, link=link)
    return UNSAFE.sub("\ufffd", text).encode()


def address_from(up: str, address: str | None) -> str | None:
    """Return an address from the root of the server as seen from a page."""
    return None if address is None else up + address


def data(reply: Reply, about: Mapping[str, Any], notes: Sequence[str] = ()) -> bytes:
    """Return a reply as JSON, with what it omits, and the version and the digest of the content."""
    whole = {
        **reply.data,
        "left_out": described(reply.omitted),
        "is_cut": reply.next is not None or any(each.reason in ("limit", "size") for each in reply.omitted),
        "next": None if reply.next is None else as_json(reply.next),
        "notes": list(notes),
        **about,
    }
    return written(whole)


def written(value: object) -> bytes:
    """Return a value as JSON in UTF-8; characters that could control a terminal are escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode() + b"\n"


def note_of(note: AzmilError) -> str:
    """Return a note as one sentence."""
    return "; ".join(part for part in (note.message, note.hint) if part)

"""Own the folding of names, by which one name is found however it is spelt."""

from __future__ import annotations


def fold(text: str) -> str:
    """Return a text as plain lower-case ASCII words with single spaces between them."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - most words are plain already

        # The schwa of Azerbaijani is an e to whoever has no such key; anyascii makes it an "@" or "a".
        text = anyascii(text.replace("ə", "e").replace("Ə", "E"))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def squeeze(text: str) -> str:
    """Return a folded text without its spaces, so that hyphens and spaces make no difference."""
    return fold(text).replace(" ", "")

"""Fingerprints: how a line of a document is known without its words."""

from __future__ import annotations

import hashlib

DIGITS = 16


def fingerprint(line: str) -> str | None:
    """Return the fingerprint of a line, without white space at its ends, or None if it is blank."""
    stripped = line.strip()
    return hashlib.sha256(stripped.encode()).hexdigest()[:DIGITS] if stripped else None

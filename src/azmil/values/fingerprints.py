"""Fingerprints, which identify the lines of a document without storing their text."""

from __future__ import annotations

import hashlib

DIGITS = 16


def fingerprint(line: str) -> str | None:
    """Return the fingerprint of a line, ignoring white space at its ends; None if it is blank."""
    stripped = line.strip()
    return hashlib.sha256(stripped.encode()).hexdigest()[:DIGITS] if stripped else None

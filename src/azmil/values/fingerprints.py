"""Fingerprints: how a line of a document is known without its words, and what marks the seal of a database."""

from __future__ import annotations

import hashlib

DIGITS = 16
SEAL = "azmil-seal:"  # what marks the seal of a database, and so no text of a seed may hold


def fingerprint(line: str) -> str | None:
    """Return the fingerprint of a line, without white space at its ends, or None if it is blank."""
    stripped = line.strip()
    return hashlib.sha256(stripped.encode()).hexdigest()[:DIGITS] if stripped else None

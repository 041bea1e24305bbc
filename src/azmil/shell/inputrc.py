"""Choice of vi or Emacs keys in the user's Readline configuration, as in bash and psql."""

from __future__ import annotations

import os
from pathlib import Path


def prefers_vi() -> bool:
    """Return whether Readline's configuration sets vi keys.

    The configuration is the file in the variable INPUTRC, or ``~/.inputrc``, or ``/etc/inputrc``. Parts inside ``$if``
    count only if they are for the application azmil.
    """
    named = os.environ.get("INPUTRC")
    for path in [named] if named else ["~/.inputrc", "/etc/inputrc"]:
        try:
            return _is_vi(Path(os.path.expanduser(path)).read_text(encoding="utf-8", errors="replace"))  # noqa: PTH111 - does not raise without a home
        except OSError:
            continue
    return False


def _is_vi(text: str) -> bool:
    """Return whether the last setting of ``editing-mode`` that applies to azmil is vi."""
    is_vi = False
    applies: list[bool] = []  # for each $if around the line
    for line in text.splitlines():
        words = line.lower().split()
        if words[:1] == ["$if"]:
            applies.append(words[1:] == ["azmil"])
        elif words[:1] == ["$else"] and applies:
            applies[-1] = not applies[-1]
        elif words[:1] == ["$endif"] and applies:
            applies.pop()
        elif words[:2] == ["set", "editing-mode"] and all(applies):
            is_vi = words[2:3] == ["vi"]
    return is_vi

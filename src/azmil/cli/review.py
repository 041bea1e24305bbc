"""``azmil review``: proposed records, accepted or rejected one at a time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from azmil.cli.base import Alone, single_command
from azmil.cli.messages import format_error, say
from azmil.errors import AzmilError

if TYPE_CHECKING:
    from azmil.workbench.proposals.deciding import Review
    from azmil.workbench.proposals.examining import Examined

KEYS = {"a": "accept", "e": "edit", "r": "reject", "s": "skip", "q": "quit"}
PROMPT = "  ".join(f"[{key}] {word}" for key, word in KEYS.items())


def review(
    folder: Annotated[Path, Argument(metavar="FOLDER", help="Folder of your seed files.")] = Path("seeds"),
    alone: Alone = False,
) -> None:
    """Show each proposed record next to its lines, and accept, edit, reject or skip it by one key.

    An accepted record is written to the seed files; a rejected one does not come back. Every decision is kept at once,
    so that you can quit at any time.

    Example: azmil review my-seeds
    """
    from azmil.workbench.proposals.deciding import Review

    found = Review(folder, alone=alone)
    total = len(found.places)
    if not total:
        say("azmil: there are no undecided proposals")
        return
    counts = dict.fromkeys(("accept", "reject", "skip"), 0)
    for number, place in enumerate(found.places, 1):
        chosen = _decided(found, place, f"{number} of {total}")
        if chosen == "quit":
            break
        counts[chosen] += 1
    left = total - counts["accept"] - counts["reject"]
    say(f"azmil: {counts['accept']:,} accepted, {counts['reject']:,} rejected, {left:,} undecided")


def _decided(found: Review, place: tuple[Path, int], position: str) -> str:
    """Show a proposal until the user decides on it; return the decision."""
    examined = found.examined(place)
    while True:
        _show(examined, position)
        chosen = KEYS[_key()]
        try:
            if chosen == "accept":
                written = found.accept(place, examined)
                say(f"azmil: wrote '{written.id}' to {written.path}:{written.line}")
            elif chosen == "reject":
                found.reject(place, examined)
            elif chosen == "edit":
                examined = _edited(found, place, examined)
                continue
            else:
                found.skip(examined)
        except AzmilError as error:
            say(f"azmil: {format_error(error)}")
            continue
        return chosen


def _edited(found: Review, place: tuple[Path, int], examined: Examined) -> Examined:
    """Return a proposal as the user changed it in an editor."""
    from azmil.shell import editor

    text = editor.edit(examined.text, "proposal.yaml")
    return examined if text is None else found.edit(place, examined, text)


def _key() -> str:
    """Return the key that the user pressed; the end of the input quits."""
    sys.stderr.write(f"{PROMPT}: ")
    sys.stderr.flush()
    while True:
        key = _pressed() if sys.stdin.isatty() else sys.stdin.readline()
        key = key.strip().lower()[:1] if key else "q"
        if key in KEYS:
            sys.stderr.write(f"{key}\n")
            return key


def _pressed() -> str:
    """Return the next key that is pressed on the terminal, or an empty text at the end of its input."""
    import os
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        key = os.read(terminal, 64)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return "" if key in (b"", b"\x04") else key.decode(errors="replace")


def _show(examined: Examined, position: str) -> None:
    """Print a proposal, what may be wrong with it, and its lines."""
    from azmil.formats.terminal.screen import put_lines

    by = f", drafted by {examined.proposal.drafted_by}" if examined.proposal.drafted_by else ""
    parts = [("", ""), (f"Proposal {position}{by}", "bold")]
    parts += [(f"{examined.proposal.kind}: {examined.sentence}", "")] * bool(examined.sentence)
    parts += [(examined.text.rstrip("\n"), "dim")]
    parts += [(f"! {flag}", "bold red") for flag in examined.flags]
    parts += [
        (f"{'>' if line.is_cited else ' '} {line.place}  {line.text}", "" if line.is_cited else "dim")
        for line in examined.lines
    ]
    if not examined.lines:
        parts.append(("(azmil does not have the text of its lines)", "dim"))
    put_lines(sys.stdout, parts)


def command() -> Any:
    """Return the command ``azmil review``."""
    return single_command("review", review)

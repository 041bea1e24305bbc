"""``azmil help``: what the marks before the rows of a table mean."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from azmil.cli.tree import WRONG_WORDS, one, opened
from azmil.errors import nearest_or_all

TOPICS = ("marks",)


def help_(
    context: Context,
    topic: Annotated[str, Argument(metavar="TOPIC", help="What to explain: marks.")],
) -> None:
    """Explain the marks that tables have before their rows, as other formats say them in the column hedge.

    Example: azmil help marks
    """
    if topic not in TOPICS:
        reason = f"no such topic '{topic}'; {nearest_or_all(topic, TOPICS)}"
        raise WRONG_WORDS(reason=reason, command="azmil help")
    from azmil.cli.output import Output
    from azmil.formats.grid import MARKS
    from azmil.values.answers import Statement, answer_of

    with opened(context) as base:
        found = base.run(Statement("SELECT mark, label, definition FROM modalities WHERE mark <> '' ORDER BY position"))
    rows = [(mark, label, definition) for mark, label, definition in found.rows]
    rows += [(mark, name.replace("_", " "), meaning) for name, (mark, _, meaning) in MARKS.items()]
    Output(None, None).answer(answer_of(["mark", "column", "what it means"], rows))


def command() -> Any:
    """Return the command."""
    return one("help", help_)

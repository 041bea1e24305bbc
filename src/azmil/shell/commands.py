"""Commands of the shell: their names, arguments, summaries and functions."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from azmil import formats
from azmil.errors import Exit, Fault, nearest, suggestion
from azmil.shell import arguments, help_text, parameters
from azmil.shell.files import ResultFile
from azmil.shell.tokens import ALIASES
from azmil.values.answers import answer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from azmil.shell.arguments import Argument
    from azmil.shell.session import Session

NO_COMMAND = Fault(
    "a shell command does not exist", "no such command '{name}'", r"list the commands with '\?'", Exit.USAGE
)
NEEDS_FILE = Fault(
    "a format that needs a file is chosen at the prompt",
    "cannot print format '{form}': it needs a file",
    r"write results to a file with '\o FILE.{form}'",
    Exit.USAGE,
)
WRONG_COUNT = Fault(
    "a shell command has too many or too few arguments",
    "too {amount} arguments in '{line}'",
    "use '{usage}'",
    Exit.USAGE,
)
NO_SETTING = Fault(
    "a setting of the shell is set to a value other than on or off",
    "'{value}' is not a valid value for {name}",
    "use on or off",
    Exit.USAGE,
)
NO_PARAMETER = Fault(
    "a parameter that is not set is removed",
    "no such parameter '{name}'",
    r"list the parameters with '\set'",
    Exit.USAGE,
)
NO_PIPE = Fault(
    "results are sent from the prompt to a program",
    "cannot send results to the program '{program}'",
    r"write them to a file with '\o FILE'",
    Exit.USAGE,
)


class Quit(Exception):  # noqa: N818 - not an error
    """Request to end the shell."""


def printable() -> list[str]:
    """Return the formats in which results can be printed."""
    return [name for name in formats.NAMES if not formats.find(name).needs_file]


def check_printable(form: str) -> None:
    """Raise AzmilError if results cannot be printed in a format."""
    if formats.find(form).needs_file:
        raise NEEDS_FILE(form=form)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the shell; ``counts`` are the allowed numbers of arguments."""

    name: str
    arguments: str
    summary: str
    run: Callable[[Session, list[Argument]], None]
    counts: tuple[int, ...] = (0,)

    @property
    def usage(self) -> str:
        """The name and the arguments."""
        return f"{self.name} {self.arguments}".rstrip()


def run(session: Session, line: str) -> None:
    r"""Run the command in a line; raise AzmilError if it is not valid, Quit for ``\q``."""
    plain = line.strip().rstrip(";").rstrip()
    name, *rest = plain.split(maxsplit=1)
    name = ALIASES.get(name.lower(), name)
    if name not in COMMANDS:
        raise NO_COMMAND(suggestion(name, COMMANDS).removeprefix("; ") or None, name=name)
    command = COMMANDS[name]
    args = arguments.parse(rest[0] if rest else "")
    if command.arguments == "[FILE]" and args and args[0].text.startswith("|"):
        raise NO_PIPE(program=rest[0].strip(" |"))
    if len(args) not in command.counts:
        is_quotable = len(args) > max(command.counts) > 0
        raise WRONG_COUNT(
            "use '{usage}', and quote an argument that contains spaces" if is_quotable else None,
            amount="many" if len(args) > max(command.counts) else "few",
            line=plain,
            usage=command.usage,
        )
    command.run(session, args)


def _help(session: Session, _: list[Argument]) -> None:
    from azmil.formats import table  # noqa: PLC0415 - most sessions do not need it

    rows = [(command.usage, command.summary) for command in COMMANDS.values()]
    with session.output() as stream:
        assert table.FORMAT.write_rows is not None  # noqa: S101 - a table has rows
        table.FORMAT.write_rows(answer_of(["command", "what it does"], rows), stream)
        stream.write("\n")
        table.FORMAT.write_rows(answer_of(["key", "what it does"], list(help_text.KEYS)), stream)
        stream.write(f"\n{help_text.NOTES}")


def _describe(session: Session, args: list[Argument]) -> None:
    session.show(session.base.schema(args[0].text if args else None), _list_format(session))


def _list_reports(session: Session, _: list[Argument]) -> None:
    rows = [(name, meaning) for name, kind, meaning in session.base.schema().rows if kind == "report"]
    session.show(answer_of(["report", "title"], rows), _list_format(session))


def _list_format(session: Session) -> str:
    """Return the format for lists: the current one, but a table instead of vertical, which is hard to read."""
    return "table" if session.form == "vertical" else session.form


def _format(session: Session, args: list[Argument]) -> None:
    if not args:
        others = ", ".join(other for other in printable() if other != session.form)
        session.notice(f"results are printed as {session.form}; choose another format with '\\s FORMAT': {others}")
        return
    check_printable(args[0].text)
    session.form = args[0].text
    _notice_format(session)


def _vertical(session: Session, args: list[Argument]) -> None:
    is_on = _new_setting(r"\x", args, is_on=session.form == "vertical")
    if is_on and session.form != "vertical":
        session.form, session.form_before = "vertical", session.form
    elif not is_on and session.form == "vertical":
        session.form = session.form_before
    _notice_format(session)


def _notice_format(session: Session) -> None:
    kept = f"; the format of '{session.file.path}' stays {session.file.form}" if session.file else ""
    session.notice(f"results are printed as {session.form}{kept}")


def _new_setting(name: str, args: list[Argument], *, is_on: bool) -> bool:
    """Return the new value of a setting: the argument, or the opposite of the current one."""
    if not args:
        return not is_on
    value = args[0].text.lower()
    if value not in ("on", "off"):
        raise NO_SETTING(value=args[0].text, name=name)
    return value == "on"


def _switch(name: str, attribute: str, label: str, summary: str) -> Command:
    """Return a command that turns a setting of the session on or off."""

    def run_switch(session: Session, args: list[Argument]) -> None:
        is_on = _new_setting(name, args, is_on=getattr(session, attribute))
        setattr(session, attribute, is_on)
        session.notice(f"{label} {'on' if is_on else 'off'}")

    return Command(name, "[on|off]", summary, run_switch, (0, 1))


def _output(session: Session, args: list[Argument]) -> None:
    if not args or args[0].text in ("-", "/dev/stdout"):
        session.file = None
        _notice_format(session)
        return
    path = Path(os.path.expanduser(args[0].text))  # noqa: PTH111 - keeps "~" without a home folder, and does not raise
    writer = session.open_file(None if path.suffix else session.form, path)
    session.file = ResultFile(path, writer)
    session.notice(f"results are written to '{path}' as {session.file.form}")


def _set(session: Session, args: list[Argument]) -> None:
    if args:
        session.parameters[parameters.name_from(args[0])] = parameters.value_from(args[1])
    elif session.parameters:
        rows = [(name, parameters.format_value(value)) for name, value in sorted(session.parameters.items())]
        session.show(answer_of(["parameter", "value"], rows), _list_format(session))
    else:
        session.notice(r"no parameters are set; set one with '\set NAME VALUE'")


def _unset(session: Session, args: list[Argument]) -> None:
    name = parameters.name_from(args[0])
    if name not in session.parameters:
        similar = nearest(name, session.parameters, 1)
        raise NO_PARAMETER(f"did you mean '{similar[0]}'?" if similar else None, name=name)
    del session.parameters[name]


def _quit(_: Session, __: list[Argument]) -> None:
    raise Quit


COMMANDS = {
    command.name: command
    for command in (
        Command(r"\d", "[TABLE]", "list tables and reports, or the columns of one", _describe, (0, 1)),
        Command(r"\l", "", "list reports", _list_reports),
        Command(r"\s", "[FORMAT]", f"print results as {', '.join(printable())}", _format, (0, 1)),
        Command(r"\x", "[on|off]", "print each value on its own line", _vertical, (0, 1)),
        _switch(r"\cite", "is_citing", "source lines are", "add the source lines of rows with an id"),
        _switch(r"\t", "is_timed", "timing is", "print the time each statement takes"),
        Command(r"\o", "[FILE]", "write results to a file, or print them again", _output, (0, 1)),
        Command(r"\set", "[NAME VALUE]", "set the parameter :NAME, or list all parameters", _set, (0, 2)),
        Command(r"\unset", "NAME", "remove a parameter", _unset, (1,)),
        _switch(r"\pager", "is_paged", "the pager is", "show long results in the pager"),
        _switch(r"\vi", "has_vi_keys", "vi keys are", "edit with vi keys"),
        Command(r"\?", "", "show this help", _help),
        Command(r"\q", "", "quit", _quit),
    )
}

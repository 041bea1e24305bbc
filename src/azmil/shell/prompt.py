"""Prompt on a terminal: keys, colours, completion menu and history."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import has_focus, vi_navigation_mode
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.styles import Style

from azmil import paths
from azmil.errors import AzmilError, is_unicode
from azmil.formats.terminal.screen import clean
from azmil.shell.completion import Completions
from azmil.shell.editor import edit
from azmil.shell.tokens import KEYWORD_WORDS, is_command, is_complete
from azmil.values.sqltext import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from azmil.shell.session import Session
    from azmil.shell.words import Words

PROMPT = "azmil> "
CONTINUATION = "...> "
ESCAPE_SECONDS = 0.5  # wait after Esc for the rest of a key code from the terminal
VI_ESCAPE_SECONDS = 0.05  # shorter, since Esc switches to normal mode only after this wait
# A grey that is readable on black and on white; the other colours are set by the terminal.
STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "sql.keyword": "bold ansiblue",
        "sql.table": "ansimagenta",
        "sql.text": "ansigreen",
        "sql.number": "ansicyan",
        "sql.parameter": "ansicyan",
        "sql.comment": "italic #808080",
        "sql.command": "bold ansimagenta",
        "prompt-continuation": "#808080",
        "auto-suggestion": "#808080",
        "bottom-toolbar": "noreverse #808080",
        "bottom-toolbar.set": "noreverse bold",
    }
)


def make(session: Session, *, keyboard: Input | None = None, screen: Output | None = None) -> PromptSession[str]:
    """Return a prompt for statements and commands."""
    return PromptSession(
        [("class:prompt", PROMPT)],
        multiline=True,
        prompt_continuation=_continuation,
        key_bindings=_keys(),
        lexer=Colours(session.words),
        completer=Completions(session.words, session.parameters),
        auto_suggest=AutoSuggestFromHistory(),
        history=history(),
        search_ignore_case=True,
        style=STYLE,
        include_default_pygments_style=False,
        bottom_toolbar=lambda: _toolbar(session),
        reserve_space_for_menu=7,
        enable_suspend=True,
        input=keyboard,
        # Standard output may be redirected to a file while the prompt is on the terminal.
        output=screen or create_output(always_prefer_tty=True),
    )


def read(prompt: PromptSession[str], session: Session) -> str:
    """Return the next statements or command; raise KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D."""
    prompt.editing_mode = EditingMode.VI if session.has_vi_keys else EditingMode.EMACS
    prompt.app.ttimeoutlen = VI_ESCAPE_SECONDS if session.has_vi_keys else ESCAPE_SECONDS
    return prompt.prompt()


def _continuation(width: int, line: int, wraps: int) -> StyleAndTextTuples:
    """Return the prompt of a continuation line, which shows an open quote or comment."""
    mark = _open_marks(get_app().current_buffer.text).get(line, CONTINUATION)
    return [("class:prompt-continuation", " " * width if wraps else mark.rjust(width))]


@lru_cache(maxsize=1)
def _open_marks(text: str) -> dict[int, str]:
    """Return the prompts of the lines that begin inside a quote or comment, by line number."""
    marks = {}
    line = 0
    for token in tokens(text):
        for _ in range(token.text.count("\n")):
            line += 1
            if token.kind in ("text", "quoted", "comment"):
                marks[line] = f"{token.text[0]}> " if token.kind != "comment" else "*> "
    return marks


def _keys() -> KeyBindings:
    keys = KeyBindings()

    # In vi's normal mode, Enter runs the statement even if it is incomplete.
    @keys.add("enter", filter=has_focus(DEFAULT_BUFFER) & ~vi_navigation_mode)
    def _enter(event: KeyPressEvent) -> None:
        """Accept the selected completion, run complete input, or start a new line."""
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif not is_unicode(buffer.text) or is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline()

    @keys.add("c-x", "c-e", filter=has_focus(DEFAULT_BUFFER))
    async def _edit(event: KeyPressEvent) -> None:
        """Open the input in the user's editor and run the saved text."""
        buffer = event.current_buffer
        try:
            text = await run_in_terminal(partial(edit, buffer.text), in_executor=True)
        except AzmilError as error:
            buffer.append_to_history()
            event.app.exit(exception=error)
        else:
            if text is not None:
                buffer.text = text
                buffer.validate_and_handle()

    return keys


def _toolbar(session: Session) -> StyleAndTextTuples:
    """Return the settings that are on, and how to get help."""
    settings = [f"results in {clean(str(session.file.path))}" if session.file else session.form]
    settings += ["cite"] * session.is_citing + ["timing"] * session.is_timed
    if session.has_vi_keys:
        settings.append("vi normal" if vi_navigation_mode() else "vi insert")
    return [("class:bottom-toolbar.set", " · ".join(settings)), ("", "   \\? help   \\q quit")]


class Colours(Lexer):
    """Lexer that colours SQL and the names of tables."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Return a function that returns the coloured pieces of a line."""
        lines: list[StyleAndTextTuples] = [[]]
        for style, text in self._coloured(document.text):
            first, *rest = text.split("\n")
            lines[-1].append((style, first))
            lines.extend([(style, line)] for line in rest)
        return lambda number: lines[number] if number < len(lines) else []

    def _coloured(self, text: str) -> Iterable[tuple[str, str]]:
        if is_command(text) and "\n" not in text.strip():
            name, space, rest = text.partition(" ")
            return [("class:sql.command", name), ("", space + rest)]
        return [(self._style(token), token.text) for token in tokens(text)]

    def _style(self, token: Token) -> str:
        if token.kind in ("text", "number", "parameter", "comment"):
            return f"class:sql.{token.kind}"
        if token.word in KEYWORD_WORDS:
            return "class:sql.keyword"
        return "class:sql.table" if token.name in self._words.tables else ""


class _TolerantHistory(FileHistory):
    """History in a file; errors in reading or writing it are ignored."""

    def load_history_strings(self) -> Iterable[str]:
        with suppress(OSError):
            return super().load_history_strings()
        return []

    def store_string(self, string: str) -> None:
        with suppress(OSError, UnicodeError):
            super().store_string(string)


def history() -> History:
    """Return the history: in a file in the user's state folder, or in memory if the file cannot be written."""
    path = paths.state_folder() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("r+b"):
            return _TolerantHistory(str(path))
    except OSError:
        return InMemoryHistory()

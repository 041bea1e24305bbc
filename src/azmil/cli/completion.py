"""``azmil completion``: the scripts by which shells complete commands, options and values."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument

from azmil.cli.messages import say
from azmil.cli.tree import single_command
from azmil.errors import Exit, Fault, nearest_or_all

SCRIPTS = {
    "bash": """\
_azmil() {
    local IFS=$'\\n'
    COMPREPLY=($(azmil complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -o nosort -F _azmil azmil""",
    "zsh": """\
#compdef azmil
_azmil() {
    local -a found
    found=("${(@f)$(azmil complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    [[ -n "$found" ]] && _describe -V azmil found || _files
}
compdef _azmil azmil""",
    "fish": """\
complete -c azmil -f -a '(azmil complete fish (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'""",
}
_INSTALL = {
    "bash": 'eval "$(azmil completion bash)" in ~/.bashrc',
    "zsh": 'eval "$(azmil completion zsh)" in ~/.zshrc, after compinit',
    "fish": "azmil completion fish | source in ~/.config/fish/config.fish",
}
NO_SHELL = Fault(
    "completion is asked for a shell that azmil does not know",
    "there is no completion for '{shell}'",
    "{instead}",
    Exit.USAGE,
)


def completion(
    shell: Annotated[str, Argument(metavar="SHELL", help=f"One of: {', '.join(SCRIPTS)}.")],
) -> None:
    """Print the script by which a shell completes commands, options and values of azmil.

    Example: azmil completion bash
    """
    if shell not in SCRIPTS:
        raise NO_SHELL(shell=shell, instead=nearest_or_all(shell, SCRIPTS))
    print(SCRIPTS[shell])  # noqa: T201 - the answer
    say(f"azmil: to have it always, put {_INSTALL[shell]}")


def command() -> Any:
    """Return the command."""
    return single_command("completion", completion)

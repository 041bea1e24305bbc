"""``azmil completion``: the scripts that complete commands, options and values in bash, zsh and fish.

They get candidates from ``azmil complete``; ``azmil.cli.complete`` describes its protocol. Each script also works as a
file that its shell loads on demand; these files are in ``docs/completions``.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

from typer import Argument

from azmil.cli.base import single_command
from azmil.cli.messages import say
from azmil.errors import Exit, Fault, suggestion_or_choices

SCRIPTS = {
    "bash": r"""
_azmil() {
    local azmil=azmil kind= word
    [[ $1 == */* ]] && azmil=${1/#\~/$HOME}
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r word; do COMPREPLY+=("$word"); done
    } < <("$azmil" complete bash "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" 2>/dev/null)
    [[ $kind == files ]] && compopt -o default 2>/dev/null
    return 0
}
complete -o nosort -F _azmil azmil 2>/dev/null || complete -F _azmil azmil
""".lstrip(),
    "zsh": r"""
#compdef azmil
_azmil() {
    local azmil=azmil typed=$compstate[quote]$PREFIX$compstate[quote] line
    local -a lines values shown
    local -i width
    [[ $words[1] == */* ]] && azmil=${${(Q)words[1]}/#\~/$HOME}
    lines=("${(@f)$("$azmil" complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)typed}" 2>/dev/null)}")
    compset -P 1 '--[^=]#='
    if [[ $lines[1] == files ]]; then
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        (( $#values[-1] > width )) && width=$#values[-1]
    done
    for line in "${(@)lines[2,-1]}"; do
        [[ $line == *$'\t'* ]] && line="${(r:width:)line%%$'\t'*}  -- ${line#*$'\t'}"
        shown+=("${line[1,COLUMNS-1]}")
    done
    (( $#values )) || return 1
    compadd -U -i "$IPREFIX" -V azmil -l -d shown -a values
    [[ $lines[1] == list && $compstate[insert] == *unambiguous* ]] && compstate[insert]= compstate[list]='list force'
    return 0
}
if [[ $funcstack[1] == _azmil ]]; then
    _azmil "$@"
else
    compdef _azmil azmil
fi
""".lstrip(),
    "fish": r"""
function __azmil_complete
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l typed (commandline -ct)
    test "$words $typed" = "$__azmil_line"; and return
    set -g __azmil_line "$words $typed"
    set -l azmil azmil
    string match -q '*/*' -- $words[1]; and set azmil (string replace -r '^~' $HOME -- $words[1])
    set typed (string unescape -- $typed; or string unescape -- (string sub -e -1 -- $typed))
    set -g __azmil_found ($azmil complete fish $words[2..] "$typed" 2>/dev/null)
end
function __azmil_files
    __azmil_complete
    test "$__azmil_found[1]" = files
end
function __azmil_words
    __azmil_complete
    set -e __azmil_line
    printf '%s\n' $__azmil_found[2..]
end
complete -c azmil -f -k -a '(__azmil_words)'
complete -c azmil -n __azmil_files -F
""".lstrip(),
}
_INSTALL = {
    "bash": """eval "$(azmil completion bash)" to ~/.bashrc""",
    "zsh": """eval "$(azmil completion zsh)" to ~/.zshrc, after compinit""",
    "fish": "azmil completion fish | source to ~/.config/fish/config.fish",
}
NO_SHELL = Fault(
    "a completion script is requested for an unsupported shell",
    "no completion script for '{shell}'",
    "{instead}",
    Exit.USAGE,
)


def completion(
    shell: Annotated[str, Argument(metavar="SHELL", help=f"One of: {', '.join(SCRIPTS)}.")],
) -> None:
    """Print the script that completes commands, options and values in a shell.

    \b
    To enable completion in every session, add
      eval "$(azmil completion bash)"      to ~/.bashrc
      eval "$(azmil completion zsh)"       to ~/.zshrc, after compinit
      azmil completion fish | source       to ~/.config/fish/config.fish

    Example: azmil completion bash
    """  # noqa: D301 - Typer does not wrap a paragraph that begins with this character
    if shell not in SCRIPTS:
        raise NO_SHELL(shell=shell, instead=suggestion_or_choices(shell, SCRIPTS))
    print(SCRIPTS[shell], end="")  # noqa: T201 - the output
    if sys.stdout.isatty():  # not when a start-up file of the shell reads the script
        say(f"azmil: to enable completion in every session, add {_INSTALL[shell]}")


def command() -> Any:
    """Return the command ``azmil completion``."""
    return single_command("completion", completion)

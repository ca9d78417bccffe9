"""Completions for bash, zsh and fish, made from the table of verbs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reader_tui.command_line.model import Argument, Option, Verb
from reader_tui.command_line.table import PROGRAM

Shell = Literal["bash", "zsh", "fish"]


def completion_script(shell: Shell) -> str:
    """What a shell has to read to complete the program's command lines."""
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    return "\n".join(makers[shell]()) + "\n"


def _all_verbs() -> Iterator[tuple[str, Verb]]:
    """Every verb with the words that call it, those of the verbs that have their own too."""
    for verb in PROGRAM.verbs:
        yield verb.name, verb
        for below in verb.verbs:
            yield f"{verb.name} {below.name}", below


def _words(option: Option) -> tuple[str, ...]:
    return option.choices or option.offers


def _takes_files(verb: Verb) -> bool:
    return any(argument.values == "file" for argument in verb.arguments)


def _names(verb: Verb) -> str:
    return " ".join([name for option in verb.options for name in option.names] + ["--help"])


def _bash() -> Iterator[str]:
    """Bash asks a function; it looks for the verb, then at the word before the cursor."""
    yield f"# bash completion for {PROGRAM.name}"
    yield "_reader_tui() {"
    yield "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb= word"
    yield "    COMPREPLY=()"
    yield '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield '        case "$verb:$word" in'
    yield f"            :{'|:'.join(verb.name for verb in PROGRAM.verbs)}) verb=$word ;;"
    for verb in PROGRAM.verbs:
        for below in verb.verbs:
            yield f'            {verb.name}:{below.name}) verb="{verb.name} {below.name}" ;;'
    yield "        esac"
    yield "    done"
    yield '    case "$verb:$previous" in'
    for called, verb in (("", PROGRAM), *_all_verbs()):
        yield from _bash_values(called, verb)
    yield "    esac"
    yield '    case "$verb" in'
    for called, verb in (("", PROGRAM), *_all_verbs()):
        yield from _bash_words(called, verb)
    yield "    esac"
    yield "}"
    yield f"complete -o filenames -F _reader_tui {PROGRAM.name}"


def _bash_values(called: str, verb: Verb) -> Iterator[str]:
    for option in verb.options:
        if not option.metavar:
            continue
        pattern = "|".join(f'"{called}:{name}"' for name in option.names)
        if _words(option):
            answer = f"""COMPREPLY=($(compgen -W "{' '.join(_words(option))}" -- "$current"))"""
        else:
            answer = _BASH_FILES.get(option.values, ":")
        yield f"        {pattern}) {answer}; return ;;"


_BASH_FILES = {"file": 'mapfile -t COMPREPLY < <(compgen -f -- "$current")',
               "folder": 'mapfile -t COMPREPLY < <(compgen -d -- "$current")'}
"""Line by line, as names hold spaces."""


def _bash_words(called: str, verb: Verb) -> Iterator[str]:
    words = [_names(verb), *(one.name for one in verb.verbs), *(c for a in verb.arguments for c in a.choices)]
    yield f"""        "{called}") COMPREPLY=($(compgen -W "{' '.join(words)}" -- "$current"))"""
    if _takes_files(verb):
        yield '            [[ $current == -* ]] || mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current")'
    yield "            ;;"


def _zsh() -> Iterator[str]:
    """Zsh has a function for each verb, which lists its arguments for ``_arguments``."""
    yield f"#compdef {PROGRAM.name}"
    for called, verb in _all_verbs():
        yield f"_reader_tui_{called.replace(' ', '_')}() {{"
        yield from _zsh_verbs(verb, called.replace(" ", "_") + "_") if verb.verbs else _zsh_arguments(verb)
        yield "}"
    yield "_reader_tui() {"
    yield "    if (( CURRENT == 2 )) && [[ ${words[2]} != -* ]]; then"
    yield from _zsh_described(PROGRAM, "        ")
    yield "        _files"
    yield "        return"
    yield "    fi"
    yield "    case ${words[2]} in"
    for verb in PROGRAM.verbs:
        yield f"        {verb.name}) shift words; (( CURRENT-- )); _reader_tui_{verb.name} ;;"
    yield "        *)"
    yield from (f"        {line}" for line in _zsh_arguments(PROGRAM))
    yield "            ;;"
    yield "    esac"
    yield "}"
    yield "if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then"
    yield '    _reader_tui "$@"'
    yield "else"
    yield f"    compdef _reader_tui {PROGRAM.name}"
    yield "fi"


def _zsh_described(verb: Verb, indent: str) -> Iterator[str]:
    yield f"{indent}local -a verbs=("
    yield from (f"{indent}    {_quoted(f'{one.name}:{one.help}')}" for one in verb.verbs)
    yield f"{indent})"
    yield f"{indent}_describe verb verbs"


def _zsh_verbs(verb: Verb, prefix: str) -> Iterator[str]:
    yield "    if (( CURRENT == 2 )); then"
    yield from _zsh_described(verb, "        ")
    yield "        return"
    yield "    fi"
    yield "    case ${words[2]} in"
    for one in verb.verbs:
        yield f"        {one.name}) shift words; (( CURRENT-- )); _reader_tui_{prefix}{one.name} ;;"
    yield "    esac"


def _zsh_arguments(verb: Verb) -> Iterator[str]:
    yield "    _arguments -s \\"
    for option in verb.options:
        for name in option.names:
            yield f"        {_quoted(_zsh_option(option, name))} \\"
    yield "        '--help[show the help]' \\"
    for argument in verb.arguments:
        many = "*" if argument.count in ("*", "+") else ""
        yield f"        {_quoted(f'{many}:{argument.metavar}:{_zsh_action(argument)}')} \\"
    yield "        && return"


def _zsh_option(option: Option, name: str) -> str:
    many = "*" if option.repeats else ""
    text = option.help.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    value = f":{option.metavar}:{_zsh_action(option)}" if option.metavar else ""
    return f"{many}{name}[{text}]{value}"


def _zsh_action(taker: Option | Argument) -> str:
    words = _words(taker) if isinstance(taker, Option) else taker.choices
    if words:
        return f"({' '.join(words)})"
    return {"file": "_files", "folder": "_files -/"}.get(taker.values, " ")


def _fish() -> Iterator[str]:
    """Fish takes a line an option, each with the condition under which it is offered."""
    start = f"complete -c {PROGRAM.name}"
    verbs = " ".join(verb.name for verb in PROGRAM.verbs)
    yield f"# fish completion for {PROGRAM.name}"
    first = f"not __fish_seen_subcommand_from {verbs}"
    for verb in PROGRAM.verbs:
        yield f"{start} -n __fish_is_first_arg -a {verb.name} -d {_fish_quoted(verb.help)}"
    yield from _fish_of(start, first, PROGRAM)
    for verb in PROGRAM.verbs:
        seen = f"__fish_seen_subcommand_from {verb.name}"
        below = " ".join(one.name for one in verb.verbs)
        for one in verb.verbs:
            yield (f"{start} -f -n {_fish_quoted(f'{seen}; and not __fish_seen_subcommand_from {below}')} "
                   f"-a {one.name} -d {_fish_quoted(one.help)}")
            yield from _fish_of(start, f"{seen}; and __fish_seen_subcommand_from {one.name}", one)
        yield from _fish_of(start, seen, verb)


def _fish_of(start: str, condition: str, verb: Verb) -> Iterator[str]:
    when = f"{start} -n {_fish_quoted(condition)}"
    if not _takes_files(verb) and not verb.verbs:
        yield f"{when} -f"
    for argument in verb.arguments:
        if argument.choices:
            yield f"{when} -a {_fish_quoted(' '.join(argument.choices))}"
    for option in verb.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        takes = ""
        if _words(option):
            takes = f" -x -a {_fish_quoted(' '.join(_words(option)))}"
        elif option.metavar:
            takes = {"file": " -r -F", "folder": " -x -a '(__fish_complete_directories)'"}.get(option.values, " -x")
        yield f"{when} {names}{takes} -d {_fish_quoted(option.help)}"


def _quoted(text: str) -> str:
    """A word for a POSIX shell.

    >>> print(_quoted("it's"))
    'it'\\''s'
    """
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

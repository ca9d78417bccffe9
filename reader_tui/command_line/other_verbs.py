"""The verbs that are about the program itself: completion, man, serve."""

from __future__ import annotations

from argparse import Namespace

from reader_tui.command_line.output import write_text


def run(options: Namespace) -> int:
    """Do what such a verb asks for; the exit status."""
    if options.verb == "serve":
        from reader_tui.serve import serve

        return serve(options)
    if options.verb == "completion":
        from reader_tui.command_line.completion import completion_script

        write_text(completion_script(options.shell))
    else:
        from reader_tui.command_line.manual import manual_page

        write_text(manual_page())
    return 0

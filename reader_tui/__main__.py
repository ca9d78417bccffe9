"""The entry point: paints the first screen before it loads anything heavy."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader_tui.terminal import TakenTerminal

VERBS = ("restore", "convert", "claims", "timeline", "add", "list", "search", "notes", "export", "import", "rules",
         "doctor", "feed", "serve", "completion", "man")
"""First words of a command line that opens no screen."""


def main() -> None:
    """Run the program on the command line's arguments and leave with its exit status."""
    arguments = sys.argv[1:]
    painted = None
    gc.disable()  # nothing that start-up makes is garbage; the app enables it again
    try:
        painted = _paint_first(arguments)
        from reader_tui.cli import run

        status = run(arguments, painted)
    except KeyboardInterrupt:  # before there is anything to stop
        status = 130
    finally:
        if painted is not None:
            painted.restore()
    sys.stdout.flush()
    sys.stderr.flush()
    if arguments and arguments[0] in VERBS:
        sys.exit(status)
    # everything is saved, and taking the interpreter down in order would keep the user waiting
    os._exit(status)


def _paint_first(arguments: list[str]) -> TakenTerminal | None:
    """Paint the file that is named, where it is all that is named."""
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in VERBS:
        return None
    from reader_tui.home import home_path
    from reader_tui.prepaint import prepaint

    return prepaint(arguments[0], home_path())


if __name__ == "__main__":
    main()

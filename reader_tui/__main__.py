"""The entry point: paints the first screen before it loads anything heavy."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program on the command line's arguments."""
    from reader_tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

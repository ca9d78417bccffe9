"""The system's browser, started without a shell and without the terminal."""

from __future__ import annotations

import os
import subprocess
import sys

_LONGEST_SECONDS = 20
_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


class NoBrowserError(Exception):
    """No browser could be started; the message is one sentence."""


def open_in_browser(address: str) -> None:
    """Open a web address in the system's browser; `NoBrowserError` where there is none that has a window of its own.

    A process of its own does it, with no terminal: whatever a browser prints would be drawn over the text.
    """
    is_unix = sys.platform not in ("win32", "darwin")
    if is_unix and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"))):
        raise NoBrowserError("there is no screen here that a browser could open on")
    try:
        done = subprocess.run([sys.executable, "-c", _OPEN, address], stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                              timeout=_LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        return  # a browser that stays with the one who called it
    except OSError as error:
        raise NoBrowserError(f"no browser could be started ({error.strerror})") from None
    if done.returncode:
        raise NoBrowserError("no browser could be started")

"""A terminal taken over before the application runs: raw mode, and the way back from it."""

from __future__ import annotations

import os
import termios

LEAVE = "\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Line wrap, the ordinary screen and the cursor back."""


class TakenTerminal:
    """A terminal taken over ahead of the application; give it on with `hand_over` or back with `restore`."""

    __slots__ = ("_attributes", "_done", "_input", "_output")

    def __init__(self, keys: int, output: int) -> None:
        """Raw mode on the terminal at descriptor ``keys``, so that nothing typed meanwhile is echoed or lost."""
        self._input = keys
        self._output = output
        self._done = False
        self._attributes = termios.tcgetattr(keys)
        raw = termios.tcgetattr(keys)
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        raw[6][termios.VMIN] = 1
        termios.tcsetattr(keys, termios.TCSANOW, raw)

    def write(self, data: bytes) -> None:
        """Write all of ``data`` to the terminal; OSError where it went away."""
        while data:
            data = data[os.write(self._output, data) :]

    def guard(self) -> None:
        """Restore the terminal also where a signal ends the program before the application takes over."""
        import signal  # loads enum; by now the screen is painted

        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._leave)

    def _leave(self, number: int, _frame: object) -> None:
        self.restore()
        os._exit(128 + number)

    def _unguard(self) -> None:
        """Take the handlers away, save where the application has put its own."""
        import signal

        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == self._leave:
                signal.signal(number, signal.SIG_DFL)

    def hand_over(self) -> list[object]:
        """Give the terminal to the application; the attributes that it has to restore at its end."""
        self._done = True
        self._unguard()
        return list(self._attributes)

    def restore(self) -> None:
        """Give the terminal back as it was; does nothing the second time, or after `hand_over`."""
        if self._done:
            return
        self._done = True
        try:
            self.write(LEAVE.encode())
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._attributes)
        except (OSError, termios.error):
            return  # the terminal is gone, there is nothing left to restore

"""The real program on a terminal of its own, for tests that look at it from outside."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl

import pyte

COLUMNS, ROWS = 100, 30


class TerminalSession:
    """A child process on a pty, and what its terminal shows."""

    def __init__(self, arguments: list[str], environment: dict[str, str] | None = None, stdin: bytes | None = None,
                 program: list[str] | None = None) -> None:
        """``stdin`` is piped to the child where given; ``program`` stands in for the reader."""
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        reading, writing = os.pipe()
        self.process, self._descriptor = pty.fork()
        if not self.process:
            if stdin is not None:
                os.dup2(reading, 0)
            os.close(writing)
            inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
            variables = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
            command = [sys.executable, *(program or ["-m", "reader_tui"]), *arguments]
            os.execve(sys.executable, command, variables)
        ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.close(reading)
        if stdin is not None:
            os.write(writing, stdin)
        os.close(writing)
        self.modes = termios.tcgetattr(self._descriptor)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size; what it shows is no longer kept right."""
        ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str) -> None:
        """Type keys."""
        os.write(self._descriptor, keys.encode())

    def read(self, seconds: float = 0.1) -> bool:
        """Take in what the child writes; False once it has ended."""
        if select.select([self._descriptor], [], [], seconds)[0]:
            try:
                data = os.read(self._descriptor, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.output += data
            self._stream.feed(data)
        return True

    def read_for(self, seconds: float) -> None:
        """Take in everything that the child writes within a time; one `read` gives a part of a frame at most."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self.read(left):
            pass

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Wait until the screen shows a text."""
        deadline = time.monotonic() + seconds
        while text not in self.shown() and time.monotonic() < deadline and self.read():
            pass
        if text not in self.shown():
            os.kill(self.process, signal.SIGKILL)
            raise AssertionError("\n".join(self.screen.display))

    def shown(self) -> str:
        """The screen as text; wide characters take their second cell with them."""
        return "\n".join("".join(self.screen.buffer[y][x].data for x in range(COLUMNS)) for y in range(ROWS))

    def end(self, seconds: float = 20) -> int:
        """Wait for the child to end; its exit status, negative for a signal."""
        deadline = time.monotonic() + seconds
        while self.read() and time.monotonic() < deadline:
            pass
        if time.monotonic() >= deadline:
            os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        os.close(self._descriptor)
        return os.waitstatus_to_exitcode(status)

"""The terminal driver: takes over a screen that is painted already, loses no key, and leaves at once.

It builds on Textual's driver for Unix terminals and overrides only its public methods.
"""

from __future__ import annotations

import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any

from textual import constants
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import InputEvent, Paste
from textual.message import Message

from reader_tui.terminal import TakenTerminal

_ENTER_ALTERNATE_SCREEN = "\x1b[?1049h"
_MOUSE_OFF = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"


class Handover:
    """What passes between the first paint, the driver and the application.

    Textual drops keys that arrive before its first screen is ready, so the driver holds all input until the
    application calls `release`, and then delivers it in order.
    """

    def __init__(self, painted: TakenTerminal | None = None) -> None:
        self.painted = painted
        """The first paint; None where there was none, or once the driver has taken it over."""
        self._driver: ReaderDriver | None = None

    def attach(self, driver: ReaderDriver) -> None:
        """Remember the driver of this run."""
        self._driver = driver

    def write(self, data: str) -> None:
        """Write to the terminal itself; nothing where there is none (tests)."""
        if self._driver is not None:
            self._driver.write(data)

    def release(self) -> None:
        """Deliver the input held so far and let all further input through; call it when keys can be answered."""
        if self._driver is not None:
            self._driver.release()


class ReaderDriver(LinuxDriver):
    """Textual's driver with a handover; `driver_for` makes the class that an `App` takes."""

    handover = Handover()

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True,
                 size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._held: list[Message] | None = []
        self._held_lock = Lock()
        self._suspending = False
        self.handover.attach(self)

    def write(self, data: str) -> None:
        """Write to the terminal; entering a screen that is painted already would clear it in some terminals."""
        if data != _ENTER_ALTERNATE_SCREEN or self.handover.painted is None:
            super().write(data)

    def start_application_mode(self) -> None:
        """Start; the terminal's attributes to restore are those from before the first paint."""
        start: Callable[[], None] = super().start_application_mode
        start()
        painted, self.handover.painted = self.handover.painted, None
        if painted is not None:
            self.attrs_before = painted.hand_over()

    def process_message(self, message: Message) -> None:
        """Pass a message on; keys, mouse and paste wait for the release."""
        with self._held_lock:
            if self._held is not None and isinstance(message, InputEvent | Paste):
                self._held.append(message)
                return
        super().process_message(message)

    def release(self) -> None:
        """Deliver what was held, in order, and hold nothing more."""
        with self._held_lock:
            held, self._held = self._held or [], None
            for message in held:
                super().process_message(message)

    def suspend_application_mode(self) -> None:
        """Suspend; unlike at the end, the input thread has to be gone before another program reads keys."""
        self._suspending = True
        try:
            super().suspend_application_mode()
        finally:
            self._suspending = False

    def disable_input(self) -> None:
        """Stop taking input, at the end without waiting for the input thread.

        Textual waits two timeouts of 0.1 s for it. The thread sees the event and ends by itself, or with the
        process; what it reads until then is dropped.
        """
        if self._suspending:
            super().disable_input()
        elif not self.exit_event.is_set():
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self.write(_MOUSE_OFF)
            self.exit_event.set()
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)


def driver_for(handover: Handover) -> type[ReaderDriver] | None:
    """The driver class for ``App(driver_class=...)`` that takes this handover.

    None where the environment names another one: then the screen is not this terminal but, say, a page of a browser.
    """
    if constants.DRIVER is not None:
        return None
    return type("HandoverDriver", (ReaderDriver,), {"handover": handover})

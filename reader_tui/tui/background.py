"""Long work beside the screen, in threads that never keep the program from ending."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from textual.app import App

Result = TypeVar("Result")


def run_beside(app: App[None], work: Callable[[], Result], done: Callable[[Result], None]) -> None:
    """Do ``work`` in a thread and hand its result to ``done`` in the app, unless that has ended meanwhile.

    Textual's own thread workers are waited for when the app ends; these are not.
    """

    def run() -> None:
        result = work()
        if app.is_running:
            app.call_from_thread(done, result)

    Thread(target=run, daemon=True).start()

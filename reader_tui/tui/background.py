"""Long work beside the screen, in threads that never keep the program from ending."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from textual.app import App

from reader_tui.text.sanitize import sanitize_line

Result = TypeVar("Result")


def run_beside(app: App[None], work: Callable[[], Result], done: Callable[[Result], None],
               failed: Callable[[], None] | None = None) -> None:
    """Do ``work`` in a thread and hand its result to ``done`` in the app, unless that has ended meanwhile.

    Textual's own thread workers are waited for when the app ends; these are not. A fault in the work is told in a
    notice: it must not take the text away from its reader; ``failed`` is called then.
    """

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # whatever it was, it is shown
            if app.is_running:
                fault = sanitize_line(f"{type(error).__name__}: {error}")
                app.call_from_thread(app.notify, fault, severity="error", markup=False, timeout=10)
                if failed is not None:
                    app.call_from_thread(failed)
            return
        if app.is_running:
            app.call_from_thread(done, result)

    Thread(target=run, daemon=True).start()

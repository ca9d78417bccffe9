"""Where the reader was before: a line of places to go back and forward on. Pure."""

from __future__ import annotations

from typing import Generic, TypeVar

Place = TypeVar("Place")


class History(Generic[Place]):
    """Places in the order they were left, as a browser keeps them."""

    def __init__(self, limit: int = 200) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._limit = limit

    def leave(self, place: Place) -> None:
        """Remember a place that a jump leaves; what lay forward is forgotten."""
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[: -self._limit]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place before ``here``, None at the beginning."""
        while self._back:
            place = self._back.pop()
            if place != here:
                self._forward.append(here)
                return place
        return None

    def forward(self, here: Place) -> Place | None:
        """The place that was left by going back, None where there is none."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()

    def last(self) -> Place | None:
        """The place left last, None where nothing was left yet."""
        return self._back[-1] if self._back else None

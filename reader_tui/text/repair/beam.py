"""The beam of a search: paths through the bytes of a run, and which of them are followed."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

new_tuple = tuple.__new__
"""Makes a path in half the time that a call of its class takes: ``new_tuple(Path, (at, …))``."""
BEAM = 8
HOPELESS = 6.0
"""How much less likely than the best reading (log probability) a path is given up."""


class Path(NamedTuple):
    """One reading so far of a run."""

    at: int
    """Offset in the line of the next character of the page."""
    pending: int
    """The lead byte that waits for its trail, `IN_STEP` for none, below that a class of unknown leads."""
    text: str
    """What the run truly said so far."""
    context: str
    """What the language model knows of the text before."""
    score: float
    rival: tuple[float, str, int] | None = None
    """The likeliest other reading of the same bytes that ended alike: how much less likely it was, its text, and
    the length of this path's text where it stood for it."""

    @property
    def rival_text(self) -> str:
        """What the rival reads, with what came after the two met."""
        return self.rival[1] + self.text[self.rival[2] :] if self.rival else ""


def likeliest(paths: list[Path], size: int = BEAM) -> list[Path]:
    """The likeliest paths; of those with the same bytes to come and the same context, only one."""
    if len(paths) < 2:
        return paths
    kept: dict[tuple[int, str], Path] = {}
    for path in paths:
        key = (path.pending, path.context)
        other = kept.get(key)
        if other is None:
            kept[key] = path
        elif other.text != path.text:
            better, worse = (other, path) if other.score >= path.score else (path, other)
            behind = better.score - worse.score
            if better.rival is None or behind < better.rival[0]:
                better = better._replace(rival=(behind, worse.text, len(better.text)))
            kept[key] = better
    found = sorted(kept.values(), key=_score, reverse=True)
    least = found[0].score - HOPELESS
    return [path for path in found[:size] if path.score >= least]


_score = attrgetter("score")

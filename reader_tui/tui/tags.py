"""Tags as one line of text: parted by commas, completed from those already in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textual.suggester import Suggester

from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.filtering import fold

_COMMA = re.compile("[,，、]")


def split_tags(line: str) -> tuple[str, ...]:
    """The tags of a line, each once, as they are written; Chinese commas part them too.

    >>> split_tags("芯片、 財經 ,, #芯片")
    ('芯片', '財經')
    """
    names = (" ".join(part.split()).removeprefix("#") for part in _COMMA.split(line))
    return tuple(dict.fromkeys(name for name in names if name))


def join_tags(tags: Iterable[str]) -> str:
    """Tags as a line to edit.

    >>> join_tags(("芯片", "財經"))
    '芯片, 財經'
    """
    return ", ".join(sanitize_line(tag) for tag in tags)


def completions(line: str, known: Sequence[str]) -> list[str]:
    """The known tags that the last tag of a line may become, those that it begins first.

    >>> completions("財經, 芯", ["晶片", "芯片", "手機芯片", "財經"])
    ['芯片', '手機芯片']
    """
    *before, last = _COMMA.split(line)
    begun, taken = fold(last.strip().removeprefix("#")), set(split_tags(",".join(before)))
    found = [tag for tag in known if begun in fold(tag) and tag not in taken]
    return sorted(found, key=lambda tag: not fold(tag).startswith(begun))


def completed(line: str, tag: str) -> str:
    """The line with its last tag replaced.

    >>> completed("財經, 芯", "芯片")
    '財經, 芯片'
    """
    head = line[: len(line) - len(_COMMA.split(line)[-1])]
    return f"{head.rstrip()} {tag}".strip()


class TagSuggester(Suggester):
    """Offers the first completion behind the cursor of an `Input`."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """The line as it would read completed; an `Input` can only show what begins with what is typed."""
        if not _COMMA.split(value)[-1].strip():
            return None
        lines = (completed(value, tag) for tag in completions(value, self._known))
        return next((line for line in lines if line.startswith(value) and line != value), None)

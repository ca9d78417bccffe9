"""The title of plain text. The first screen is painted with it, so it imports nothing."""

from __future__ import annotations

_LONGEST_TITLE = 40
_ENDS_A_SENTENCE = tuple("。！？；，、：…,;:.!?\"”」』》）)】—>|=")


def find_title(text: str) -> str:
    """The title of plain text: a short first line of its own that does not end as a sentence does; else empty.

    >>> find_title("河邊的燈\\n\\n那年冬天，河邊還沒有路燈，我們走回家要花很久。")
    '河邊的燈'
    >>> find_title("那年冬天，河邊還沒有路燈。\\n我們走回家要花很久。")
    ''
    """
    lines = (line.strip() for line in text[:20_000].split("\n"))
    first = next((line for line in lines if line), "")
    follows = next((line for line in lines if line), "")
    if not follows or len(first) > _LONGEST_TITLE or first.endswith(_ENDS_A_SENTENCE) or "://" in first:
        return ""
    has_word = any(one.isalpha() and other.isalpha() for one, other in zip(first, first[1:]))  # noqa: B905, RUF007
    return first if has_word else ""

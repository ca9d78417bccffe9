"""The title of plain text. The first screen is painted with it, so it imports nothing."""

from __future__ import annotations

_LONGEST_TITLE = 40
_HOMES = ("首页", "首頁", "主页", "主頁", "位置")
_ENDS_A_SENTENCE = tuple("。！？；，、：…,;:.!?\"”」』》）)】—>|=")


def find_title(text: str) -> str:
    """The title of plain text: a short first line of its own that does not end as a sentence does; else empty.

    >>> find_title("河邊的燈\\n\\n那年冬天，河邊還沒有路燈，我們走回家要花很久。")
    '河邊的燈'
    >>> find_title("那年冬天，河邊還沒有路燈。\\n我們走回家要花很久。")
    ''

    The path of a page within its site is none.

    >>> find_title("首頁 > 新聞 > 社會\\n河邊的燈\\n那年冬天，河邊還沒有路燈。")
    '河邊的燈'
    """
    lines = (line.strip() for line in text[:20_000].split("\n") if not _is_path(line))
    first = next((line for line in lines if line), "")
    follows = next((line for line in lines if line), "")
    if not follows or len(first) > _LONGEST_TITLE or first.endswith(_ENDS_A_SENTENCE) or "://" in first:
        return ""
    has_word = any(one.isalpha() and other.isalpha() for one, other in zip(first, first[1:]))  # noqa: B905, RUF007
    return first if has_word else ""


def _is_path(line: str) -> bool:
    return any(home in line for home in _HOMES) and any(arrow in line for arrow in ">›»＞→")

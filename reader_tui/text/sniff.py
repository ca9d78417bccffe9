"""A quick look whether a text may need repair, for the first screen: loads nothing but `re`."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"\([a-zɡɑà-ǿḿ]{1,8}\)|\?|!\[|/[a-z0-9]{1,6}\s*>|<|&|[，,。]{2}|[\u200b-\u200d\u2060\ufeff\u00ad\ue000-\uf8ff]"
    r"|声明|聲明|\bNotice:|信息存|不代表|侵权|侵權"
)


def looks_damaged(text: str) -> bool:
    """Whether a repair might change something; False is certain but for a paragraph that stands there twice.

    >>> looks_damaged("發(fā)展"), looks_damaged("發展")
    (True, False)
    """
    return _SIGNS.search(text) is not None

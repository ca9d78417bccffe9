"""The views of a text by names a reader knows, whatever script the text is in."""

from __future__ import annotations

from reader_tui.text.model import Edit
from reader_tui.text.script.conversion import convert_chain
from reader_tui.text.script.detection import Script, detect
from reader_tui.text.script.official import CONFIGS, ScriptError

SOURCE = "source"
"""The name of the text as it stands."""
_ALL = ("simplified", "traditional", "tw", "hk")
_CHAINS: dict[Script, dict[str, tuple[str, ...]]] = {
    Script.SIMPLIFIED: {"traditional": ("s2t",), "tw": ("s2tw",), "hk": ("s2hk",)},
    Script.TRADITIONAL: {"simplified": ("t2s",), "tw": ("t2tw",), "hk": ("t2hk",)},
    Script.TAIWAN: {"simplified": ("tw2s",), "traditional": ("tw2t",), "hk": ("tw2t", "t2hk")},
    Script.HONG_KONG: {"simplified": ("hk2s",), "traditional": ("hk2t",), "tw": ("hk2t", "t2tw")},
    Script.JAPANESE: {"traditional": ("jp2t",)},
    Script.NONE: {},
}
_BY_SIMPLIFIED = {"simplified": ("t2s",), "traditional": ("t2s", "s2t"), "tw": ("t2s", "s2tw"), "hk": ("t2s", "s2hk")}
"""For texts whose characters are not all what they should be: made Simplified first, as only that tells 后 from 後."""
_CHAINS[Script.CHARACTERWISE] = _CHAINS[Script.MIXED] = _BY_SIMPLIFIED


def views_for(script: Script) -> list[str]:
    """Names of every view of a text in that script: as it stands, the named ones, OpenCC's sixteen configurations.

    >>> views_for(Script.SIMPLIFIED)[:5]
    ['source', 'traditional', 'tw', 'hk', 's2t']
    """
    return [SOURCE, *_CHAINS[script], *CONFIGS]


def default_views(script: Script) -> tuple[str, ...]:
    """Names of the views that one key goes through unless the reader chose others; vocabulary stays the author's.

    >>> default_views(Script.TAIWAN), default_views(Script.JAPANESE)
    (('source', 'simplified'), ('source',))
    """
    if script is Script.SIMPLIFIED:
        return (SOURCE, "tw", "hk")
    if script in (Script.CHARACTERWISE, Script.MIXED):
        return (SOURCE, "simplified", "tw", "hk")
    return (SOURCE, "simplified") if script.is_traditional else (SOURCE,)


def chain_of(view: str, script: Script) -> tuple[str, ...]:
    """The configurations that make a view, one after the other; none where the text is that already.

    `ScriptError` for a name that is no view.

    >>> chain_of("tw", Script.CHARACTERWISE), chain_of("s2twp", Script.SIMPLIFIED), chain_of("source", Script.MIXED)
    (('t2s', 's2tw'), ('s2twp',), ())
    """
    if view in CONFIGS:
        return (view,)
    if view not in (SOURCE, *_ALL):
        raise ScriptError(f"no view is called {view} (there are {', '.join((SOURCE, *_ALL, *CONFIGS))})")
    return _CHAINS[script].get(view, ())


def view_edits(text: str, view: str, script: Script | None = None) -> tuple[Edit, ...]:
    """What a view changes in ``text``, over ``text``; ``script`` is that of the whole where ``text`` is a part of it.

    `ScriptError` for a name that is no view and where OpenCC is not installed.
    """
    chain = chain_of(view, detect(text).script if script is None else script)
    return convert_chain(text, chain).edits

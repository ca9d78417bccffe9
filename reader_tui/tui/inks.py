"""What drawn text looks like: the styles of `inks.tcss`, in the colours of the theme.

Widgets that draw line by line have dozens of styles. As component classes each of them would be worked out by the
style sheets at every start, before the first key is answered; here one is made when something is drawn with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rich.color import Color as TerminalColour
from rich.style import Style
from textual.color import Color

_RULE = re.compile(r"^\.([\w-]+)(:focus)? \{ ([^}]*) \}$", re.MULTILINE)
_FLAGS = ("bold", "italic", "underline", "strike", "reverse", "dim")


@cache
def _rules() -> Mapping[tuple[str, bool], Mapping[str, str]]:
    """(name, only while focused) → property → value."""
    text = Path(__file__).with_name("inks.tcss").read_text(encoding="utf-8")
    return {(name, bool(focus)): dict(part.strip().split(": ") for part in body.split(";") if part.strip())
            for name, focus, body in _RULE.findall(text)}


def ink(name: str, colours: Mapping[str, str], *, focused: bool = False) -> Style:
    """The style of that name, only what it says of itself; ``colours`` are the theme's, by variable name."""
    rules = _rules()
    said = {**rules.get((name, False), {}), **(rules.get((name, True), {}) if focused else {})}
    flags: dict[str, Any] = {flag: True for flag in _FLAGS if flag in said.get("text-style", "").split()}
    return Style(color=_colour(said.get("color"), colours), bgcolor=_colour(said.get("background"), colours), **flags)


def _colour(value: str | None, colours: Mapping[str, str]) -> TerminalColour | None:
    """A variable, perhaps with how much of it lies over the background: ``$foreground 80%``."""
    if value is None:
        return None
    name, _, share = value.removeprefix("$").partition(" ")
    colour = Color.parse(colours[name])
    if share:
        colour = Color.parse(colours["background"]).blend(colour, int(share.rstrip("%")) / 100)
    return colour.rich_color

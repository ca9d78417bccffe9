"""Text that is made to do harm, and what of it may reach a terminal."""

from __future__ import annotations

import base64
import re
import unicodedata

CONTROLS = "\x1b]0;owned\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1b[7777h", "\x1b[7777;7H", "\x1bPowned\x1b\\", "\x1b_owned\x1b\\", "\x1bc"
C1 = "\x9b7777h", "\x9d0;owned\x9c", "\x90owned\x9c", "\x85\x84\x8d"
C0 = "\x07\x08\x0b\x0c\x0e\x0f\x1a\x05\x7f"
INVISIBLE = "\u202eabc\u202c", "\u2066x\u2069", "\u061c\u200e\u200f", "\u2028\u2029", "\U000e0041\U000e007f", "\ufff9x\ufffb"
MARKUP = "[@click=app.quit]x[/]", "[/]", "[/path/to]", "[bold]x", "[link=https://evil.example]x[/link]", "x[i]=y[j]"
FLOODS = "漢" + "\u0301\u0489" * 400, "\u200b\u200d\u2060\ufeff" * 400, "\ufe0f" * 300
PAYLOADS = (*CONTROLS, *C1, C0, *INVISIBLE, *MARKUP, *FLOODS)
SHORT = "題\x1b]0;owned\x07\x9b7777h\x07\x7f\u202e\U000e0041[@click=app.quit]x[/]" + "\u0301" * 30
"""A bit of everything, for what must be short: titles, names, tags."""

_OSC = re.compile("\x1b\\]([^\x07\x1b]*)(?:\x07|\x1b\\\\)")
_CSI = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")
_OTHER = re.compile("\x1b\\[[0-?]*(?=\x1b|$)|\x1b[()][0-9A-Za-z]|\x1b[78=>]|\x1bP[^\x1b]*\x1b\\\\")
_POINTER = "22;"
"""OSC 22 sets the shape of the mouse pointer, which the framework does."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]")


def faults_in(output: bytes) -> list[str]:
    """What in the bytes that a program wrote to its terminal came from hostile text; empty where all is well."""
    text = output.decode("utf-8", "replace")
    faults = []
    for content in _OSC.findall(text):
        if content.startswith(_POINTER):
            continue
        if not content.startswith("52;c;"):
            faults.append(f"OSC {content[:40]!r}")
        elif _FORBIDDEN.search(copied := base64.b64decode(content[5:]).decode("utf-8", "replace")):
            faults.append(f"clipboard {copied[:40]!r}")
    faults += [f"CSI {sequence!r}" for sequence in _CSI.findall(text) if "7777" in sequence]
    faults += [f"sequence {sequence!r}" for sequence in _OTHER.findall(text) if "owned" in sequence]
    rest = _OTHER.sub("", _CSI.sub("", _OSC.sub("", text)))
    faults += [f"{found[0]!r} in {rest[max(0, found.start() - 20) : found.end() + 20]!r}"
               for found in _FORBIDDEN.finditer(rest)]
    run = 0
    for at, character in enumerate(rest):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 0
        if run == 6:
            faults.append(f"a flood in {rest[max(0, at - 20) : at + 1]!r}")
    return faults

"""Characters that Chinese line breaking treats apart from their Unicode class.

Source: W3C, Requirements for Chinese Text Layout (CLREQ), line-start and line-end prohibition; the
characters are those of its classes that UAX #14 lets stand at a line start, with their look-alikes.
"""

from __future__ import annotations

INTERPUNCTS = "\u00b7\u2022\u2219\u22c5\u2027\u30fb\uff65"
CONNECTORS = "~\uff5e\u301c\u2013\u2012\u2010\uff0d\ufe63\u223c"
DASHES = "\u2014\u2015\u2500\u2e3a\u2e3b\ufe58"
SOLIDI = "/\uff0f"
SPACES = "\t\u3000"

ROLES: dict[str, str] = {
    **dict.fromkeys(INTERPUNCTS, "joint"),
    **dict.fromkeys(CONNECTORS, "joint"),
    **dict.fromkeys(DASHES, "dash"),
    **dict.fromkeys(SOLIDI, "solidus"),
    **dict.fromkeys(SPACES, "space"),
}
"""``joint`` never starts a line, ``dash`` is never parted from another, ``solidus`` never ends one, ``space``
vanishes at a line end."""

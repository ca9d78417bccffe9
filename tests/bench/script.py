"""Script conversion in code points a second: ``python tests/bench/script.py [FILE ...]``, the samples by default.

For each configuration: official OpenCC alone, the conversion with its exact map, that with every edit listed, and the
milliseconds that its first use takes in a fresh process. Each text is repeated to about a million code points and put
into the script that the configuration reads; the best of three runs counts.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from reader_tui.text.script import CONFIGS, convert
from reader_tui.text.script.official import official

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "texts").glob("*.txt"))
SIZE = 1_000_000
ROUNDS = 3
PARAGRAPH = "我用鼠标打开软件，看见了头发。伺服器的記憶體。"
FIRST_USE = """
from time import perf_counter
from reader_tui.text.script import convert
begin = perf_counter()
convert({text!r}, {config!r})
print((perf_counter() - begin) * 1e3)
"""


def rate(text: str, work: Callable[[], object]) -> float:
    """Millions of code points in a second, best of `ROUNDS`."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = perf_counter()
        work()
        best = min(best, perf_counter() - begin)
    return len(text) / best / 1e6


def first_use(config: str) -> float:
    """Milliseconds to convert a first paragraph, loading OpenCC and dictionaries."""
    code = FIRST_USE.format(text=PARAGRAPH, config=config)
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def main(paths: list[Path]) -> None:
    """Print one line for each configuration."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in paths) + "\n"
    simplified = official(source * (SIZE // len(source) + 1), "t2s")
    taiwan = official(simplified, "s2twp")
    print("M code points/s    official   with map   with edits   words   first use")
    for config in CONFIGS:
        text = simplified if config.startswith("s") else taiwan
        alone = rate(text, lambda text=text, config=config: official(text, config))
        mapped = rate(text, lambda text=text, config=config: convert(text, config).view)
        edits = rate(text, lambda text=text, config=config: convert(text, config).edits)
        words = len(convert(text, config).map.changes)
        print(f"{config:16} {alone:10.1f} {mapped:10.2f} {edits:12.2f} {words:7} {first_use(config):8.0f} ms")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or SAMPLES)

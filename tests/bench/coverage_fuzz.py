"""Fuzzes the parsers by coverage, for as long as one likes; needs ``pip install atheris``.

    python tests/bench/coverage_fuzz.py NAME [-max_total_time=600] [-runs=N] [CORPUS]

NAME is one of the good files of `fuzz.SEEDS` (page.html, 渡口.md, 渡口.txt, book.epub, feed, opml, page.pdf, picture) or
``repair``, ``claims``, ``times``, which get the text. The other arguments are libFuzzer's. What is neither opened nor
refused in so many words stops the run, and the input is kept as ``crash-…``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

SENTENCES = "黃仁勛說：「這是奇跡(jì)。」2025年5月20日,??糠怄i別人,&nbsp;![]()他認為三天後會降95%。\n"


def check_repair(text: str) -> None:
    """Edits are in order and over what they say."""
    from reader_tui.text.repair import repair
    from reader_tui.text.views import TextView

    edits = repair(text).edits
    assert all(edit.span.of(text) == edit.old for edit in edits)
    TextView.edited(text, edits)


def check_claims(text: str) -> None:
    """Every part of a claim reads as it says."""
    from reader_tui.analysis.claims import extract

    for claim in extract(text):
        assert all(mention.span.of(text) == mention.text for mention in claim.content)


def check_times(text: str) -> None:
    """Every time reads as it says."""
    from reader_tui.analysis.time import analyse

    for found in analyse(text, None).times:
        assert found.span.of(text) == found.text


TEXTS = {"repair": check_repair, "claims": check_claims, "times": check_times}


def main() -> None:
    """Hand over to libFuzzer, with the good file as the beginning of the corpus."""
    try:
        import atheris
    except ImportError:
        sys.exit("pip install atheris, then run this again")
    with atheris.instrument_imports(include=["reader_tui"]):  # what is imported before is not measured
        from fuzz import SEEDS, open_damaged

        import reader_tui.analysis.pipeline  # noqa: F401
        from reader_tui.text.formats.extracted import FormatError
        from reader_tui.text.load import LoadError
        from reader_tui.text.pictures import PictureError

    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in SEEDS and name not in TEXTS:
        sys.exit(f"one of: {', '.join([*SEEDS, *TEXTS])}")

    def try_one(data: bytes) -> None:
        try:
            if name in TEXTS:
                TEXTS[name](data.decode("utf-8", "ignore"))
            else:
                open_damaged(name, data)
        except (LoadError, FormatError, PictureError):
            pass

    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / "good").write_bytes(SEEDS.get(name, SENTENCES.encode()))
        atheris.Setup([sys.argv[0], corpus, *sys.argv[2:]], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

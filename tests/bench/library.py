"""A library of 100,000 articles: ``python tests/bench/library.py [ARTICLES [FOLDER]]``.

Generated articles are added and indexed in a folder (kept if it is given), then the search and the list are timed:
every query of `QUERIES` in both scripts, and what a user types, letter by letter. The middle and the slow end count.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

from reader_tui.store.db import FILE_NAME, open_store
from reader_tui.store.library import Library
from reader_tui.store.records import LibraryFilter
from reader_tui.text.model import Document

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from generated_text import EFFECTS, NAMES, OFFICES, PEOPLE, PLACES, THINGS, TIMES, article

SIZE = 700
"""Code points of an article, as of a short piece of news."""
RARE = "鳳凰花開"
"""Stands in one article in a thousand."""
QUERIES = (*PLACES, *PEOPLE, *OFFICES, *THINGS, *EFFECTS, *TIMES, *NAMES, RARE, "鳳凰", "花", "的", "不存在的詞",
           "上海 芯片", "芯片設計 電動公交", "气象台 预计 风力", "专业人才。", "gpu 相关", "旧城改造还要经过两轮评审", "造还", "需要更多專業人才")


def documents(count: int) -> Iterator[tuple[Document, str, str]]:
    """Articles, each at a place of its own."""
    for number in range(count):
        text = article(number, SIZE) + (f"\n{RARE}。" if number % 1000 == 7 else "")
        title = f"{text[:12]}…{number}"
        yield Document(text, title=title, date=f"{2000 + number % 25}-01-01"), f"/articles/{number}.txt", "1"


def measured(calls: Iterable[Callable[[], object]]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum in milliseconds."""
    times = []
    for call in calls:
        begin = perf_counter()
        call()
        times.append((perf_counter() - begin) * 1e3)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]


def typed(words: Iterable[str]) -> list[str]:
    """Each word as it grows letter by letter."""
    return [word[:size] for word in words for size in range(1, len(word) + 1)]


def report(name: str, calls: list[Callable[[], object]]) -> None:
    """Print one line."""
    median, slow, most = measured(calls)
    print(f"{name:28} {len(calls):5} calls   median {median:7.2f} ms   p95 {slow:7.2f} ms   max {most:7.2f} ms")


def fill(library: Library, count: int) -> None:
    """Add and index what is not there yet."""
    begin = perf_counter()
    new = library.add_all(documents(count)) if library.count() < count else 0
    if new:
        print(f"added {new.total()} articles, {new.total() / (perf_counter() - begin):.0f} a second")
    begin = perf_counter()
    if indexed := library.full_text.index_pending():
        print(f"indexed {indexed}, {indexed / (perf_counter() - begin):.0f} a second")


def main(count: int, home: Path) -> None:
    """Fill the library, then time it."""
    with open_store(home) as store:
        library = Library(store)
        fill(library, count)
        print(f"{(home / FILE_NAME).stat().st_size / 1e6:.0f} MB")
        report("search, cold and warm", [lambda q=q: library.search(q) for q in QUERIES for _ in range(2)])
        report("search as you type", [lambda q=q: library.search(q) for q in typed(QUERIES)])
        report("list, first page", [lambda s=s: library.articles(sort=s) for s in ("opened", "added", "title", "date")])
        report("list, filter as you type",
               [lambda t=t: library.articles(LibraryFilter(t)) for t in typed([*PLACES, *THINGS, "999", "zzz"])])
        report("continue list", [library.continue_list for _ in range(20)])
        report("open a known article", [lambda d=d: library.add(*d[:2]) for d in documents(50)])


if __name__ == "__main__":
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        main(articles, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(articles, Path(temporary))

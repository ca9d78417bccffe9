"""One Markdown file an article, for Obsidian and other collections of notes.

Front matter, then each passage as a block quote with the note below it. What a reader of Markdown does not need
(identities, offsets, contexts) is in comments that Obsidian hides, so the file can be imported again, and notes
that were edited in between come back edited.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from reader_tui.store.exchange.bundle import Bundle, BundledArticle, BundledMark, ExchangeError
from reader_tui.store.exchange.lossless import annotation_from, annotation_json, choice_from
from reader_tui.store.records import Annotation

_COMMENT = re.compile(r"^%% reader-tui (\w+) (\{.*\}) %%$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"^---\ntitle: (?=.*\nsource: .*\nurl: .*\ndate: .*\ntags: .*\nprogress: .*\nsha256: )", re.M)
_SPACES = re.compile(r"[^\w/-]+")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*#^\[\]]+')
_SIGNATURE = re.compile(r"^> — .*$", re.MULTILINE)
_NAME_SIZE = 60


def dump_article(article: BundledArticle) -> str:
    """The article's file. Deleted annotations and texts stay behind."""
    own = {"seconds": article.seconds, "position": article.position, "added": article.added, "opened": article.opened}
    parts = [_front_matter(article), f"# {_one_line(article.title)}\n", _comment("article", own)]
    parts += [_section(a) for a in article.annotations if a.deleted is None]
    if article.marks or article.choices:
        parts.append("## Marks and decisions\n")
        parts += [f"- mark {mark.letter} at {mark.position}\n\n" + _comment("mark", asdict(mark))
                  for mark in article.marks]
        parts += [f"- {choice.kind}: {_told(choice.key, choice.value, choice.deleted)}\n\n"
                  + _comment("choice", asdict(choice)) for choice in article.choices]
    return "\n".join(parts)


def file_name(article: BundledArticle) -> str:
    """A name that every file system takes, and no other article has.

    >>> file_name(BundledArticle("ab12cd34ef", "芯片: 下一步?"))
    '芯片 下一步 ab12cd34.md'
    """
    name = " ".join(_UNSAFE.sub(" ", article.title).split())[:_NAME_SIZE].strip(" .")
    return f"{name or 'untitled'} {article.sha256[:8]}.md"


def load(text: str) -> Bundle:
    """The articles of a file that `dump_article` wrote, or of several such files in one; notes as they are now.

    `ExchangeError` for any other Markdown.
    """
    starts = [found.start() for found in _FRONT_MATTER.finditer(text)] or [0]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return Bundle(tuple(_article(piece) for piece in pieces))


def _article(text: str) -> BundledArticle:
    fields = _fields(text)
    if "sha256" not in fields:
        raise ExchangeError("The Markdown file was not written by reader-tui.")
    own: dict[str, Any] = {}
    annotations: list[Annotation] = []
    marks: list[BundledMark] = []
    choices = []
    at = 0
    for found in _COMMENT.finditer(text):
        kind, value = found[1], json.loads(found[2])
        if kind == "article":
            own = value
        elif kind == "note":
            annotations.append(_annotation(value, text[at : found.start()]))
        elif kind == "mark":
            marks.append(BundledMark(**value))
        elif kind == "choice":
            choices.append(choice_from(value))
        at = found.end()
    return BundledArticle(
        fields["sha256"], fields["title"], fields["source"], fields["date"], fields["url"], tuple(fields["tags"]),
        own["position"], fields["progress"], own["seconds"], own["added"], own["opened"], {}, tuple(annotations),
        tuple(marks), tuple(choices))


def _front_matter(article: BundledArticle) -> str:
    """YAML whose values are written as JSON, which YAML 1.2 holds to be the same."""
    fields = {"title": article.title, "source": article.source, "url": article.uri, "date": article.date,
              "tags": article.tags, "progress": article.progress, "sha256": article.sha256}
    return "---\n" + "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items()) + "---\n"


def _fields(text: str) -> dict[str, Any]:
    if not text.startswith("---\n"):
        return {}
    lines = text[4:].partition("\n---\n")[0].split("\n")
    fields = {}
    for line in lines:
        name, _, value = line.partition(": ")
        try:
            fields[name] = json.loads(value)
        except ValueError:
            fields[name] = value  # rewritten by another program, which may leave quotation marks out
    return fields


def _section(annotation: Annotation) -> str:
    """Quote, where it stands, note; then the comment that makes it an annotation again."""
    a = annotation
    quote = "\n".join(f"> {line}" for line in a.quote.exact.split("\n"))
    where = f"> — {a.colour} {a.shape}, {a.anchor.start}–{a.anchor.end}, {a.modified[:10]}"
    tags = "".join(f" #{_SPACES.sub('-', tag)}" for tag in a.tags)
    note = a.body.replace("%% reader-tui", "%% (reader-tui)")
    section = f"{quote}\n>\n{where}{tags}\n\n{note}\n\n"
    fields = {**annotation_json(a), "digest": _digest(_note_in(section))}
    if _note_in(section) == a.body:
        del fields["body"]  # as long as it can be read back from the text above
    return section + _comment("note", fields)


def _annotation(fields: dict[str, Any], section: str) -> Annotation:
    """The annotation with the note as the file has it now; one that was edited there is a later revision."""
    note = _note_in(section)
    annotation = annotation_from({"body": note, **{k: v for k, v in fields.items() if k != "digest"}})
    if _digest(note) == fields["digest"]:
        return annotation
    return replace(annotation, body=note, rev=annotation.rev + 1)


def _note_in(section: str) -> str:
    """What stands below the last line of the quote."""
    signature = _SIGNATURE.search(section)
    return section[signature.end() if signature else 0 :].strip("\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _comment(kind: str, value: Mapping[str, Any]) -> str:
    return f"%% reader-tui {kind} {json.dumps(value, ensure_ascii=False, sort_keys=True)} %%\n"


def _told(key: str, value: object, deleted: bool) -> str:
    text = f"{key} = {json.dumps(value, ensure_ascii=False, sort_keys=True)}"
    return f"~~{text}~~" if deleted else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def dump(articles: Iterable[BundledArticle]) -> Iterator[tuple[str, str]]:
    """A name and a text for each article."""
    return ((file_name(article), dump_article(article)) for article in articles)

"""Ways to put a claim without a verb of speech: reports, datelines, hearsay, headings, nouns, views.

Each finder is one named rule and gives `Finding`s; all of them match the Simplified fold, which has the same offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader_tui.analysis.claims.contents import inside, trimmed
from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import ClaimClass, Kind, Source
from reader_tui.analysis.claims.scan import Scan
from reader_tui.analysis.claims.sources import Speakers
from reader_tui.analysis.claims.subjects import find_subject
from reader_tui.text.model import Span

_REPORT = re.compile(
    r"(?:另据|又据|而据|根据|综合|依据|据)(?P<who>[^,，。:：;；、\n]{2,30}?)(?:[0-9]{1,2}日|今天|昨天|今日|昨日|近日|日前|最新)*(?:的)?"
    r"(?P<cue>报道|报导|消息|披露|透露|指出|表示|介绍|统计|测算|估算|估计|预测|分析|调查|观察|引述|援引|说法|了解|所述|(?:最新)?(?:公布|发布|发表|公开|提供|提出|出具)的[^,，。\n]{0,12}?(?:数据|报告|数字|资料|统计|公报|财报|声明|"
    r"民调|文件|研究|调查|结果|消息)|称|说)"
    r"(?:指出|显示|称|说|指)?(?=[,，:：“「]|(?<=[称说指出显示]))"
)
_DOCUMENT = re.compile(
    r"(?P<cue>根据|依据|依照|据)(?P<who>[^,，。:：;；、\n]{0,24}?(?:起诉书|判决书|判决|裁定书|财报|年报|季报|公报|白皮书|报告|统计|资料|数据|民调|公告|声明|新闻稿|"
    r"文件|通报|计划书|合约|协议|简报|记录|纪录|名单|备忘录|研究))(?=[,，])")
_HEARSAY = re.compile("据悉|据称|据说|据[了瞭]解|据传|据指|据闻|相传|听说|传闻|据报道|据报导|据报|据介绍|据统计|据估计|据透露|据信")
_DATELINE = re.compile(
    r"[(（【\[〔]?(?P<who>[\u4e00-\u9fff]{1,6}?(?:社|网|台|报|在线))(?P<place>[^,，。:：\n]{0,24}?[0-9〇一二三四五六七八九十]{1,3}日)(?P<cue>综合电|专电|电|讯)"
    r"(?:[(（][^()（）\n]{0,40}[)）])?[】)）\]〕]?[:： ]*"
)
_LEARNED = re.compile(r"(?:[\u4e00-\u9fff]{2,6})?记者[^,，。:：()（）\n]{0,12}?从(?P<who>[^,，。:：\n]{2,24}?)(?:处)?(?P<cue>获悉|了解到|得知|获知)")
_VIEW = re.compile(r"(?<![\u4e00-\u9fff])在(?P<who>[^,，。:：;；\n]{1,24}?)(?P<cue>看来|眼中|眼里)(?=[,，])")
_AS_SAID = re.compile(
    r"(?:正如|如同|诚如|如|就像|像)(?P<who>[^,，。:：;；\n]{1,24}?)(?P<cue>所?(?:说|言|指出|强调|观察|提到|分析|形容|认为|警告|预言|预测)(?:过|到)?的?(?:那样|一样)?)(?=[,，:：“「])"
)
_SAYING = re.compile(r"(?:用|按照|按|依)(?P<who>[^,，。:：;；\n]{1,16}?)的?(?P<cue>话来?说|说法|话来讲)(?=[,，:：])")
_OWNER = re.compile(r"(?P<who>[\u4e00-\u9fffA-Za-z·]{1,14})的[^,，。:：“「]{0,6}$")
_BRIDGE = re.compile(r"[^,，。:：—“「\n]{0,10}(?:[:：]|——|是[,，:：])")
_NOUN_QUOTE = re.compile(r"(?=[“「])")
_HEADING = re.compile(r"(?P<who>[\u4e00-\u9fff·A-Za-z]{2,10})[:：](?P<what>[^:：。！？\n]{4,120})(?:[。！？].*)?")
_INLINE = re.compile(r"(?:^|(?<=[。！？!?\n;；]))(?P<who>[\u4e00-\u9fff·]{2,8})[:：](?=[“「])", re.MULTILINE)
_SHORTEST = 4
_LONGEST_LINE = 600
"""Code points of a line that may be somebody's words with the name before it, as in an interview."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before figures and hedges are added."""

    kind: Kind
    claim_class: ClaimClass
    content: Span
    cue: Span
    source: Source | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Report:
    """A medium or an authority that a sentence is put down to; ``end`` is where what it says begins."""

    source: Source
    cue: Span
    end: int
    is_medium: bool
    rule: str


def find_report(scan: Scan, sentence: Span, speakers: Speakers) -> Report | None:
    """據X報道, a dateline, or 記者從X獲悉 that the sentence opens with (or has after a comma)."""
    dateline = _DATELINE.match(scan.folded, sentence.start, sentence.end)
    start = sentence.start
    report = None
    if dateline is not None:
        name = Span(*dateline.span("who"))
        source = Source(name, name.of(scan.text), name.of(scan.text), "dateline")
        report = Report(source, Span(*dateline.span("cue")), dateline.end(), True, "dateline")
        start = dateline.end()
    for pattern, rule in ((_LEARNED, "learned from"), (_REPORT, "according to"), (_DOCUMENT, "according to a document")):
        found = pattern.search(scan.folded, start, sentence.end)
        if found is None or scan.quote_around(found.start()) or not _opens_clause(scan, found.start(), start):
            continue
        subject = find_subject(scan, *found.span("who"))
        if subject is None:
            continue
        is_medium = subject.name.of(scan.folded).endswith(lexicon().media) or "报道" in found[0] or "报导" in found[0]
        return Report(speakers.source(subject), Span(*found.span("cue")), found.end(), is_medium, rule)
    return report


def _opens_clause(scan: Scan, at: int, floor: int) -> bool:
    return at <= floor or scan.text[at - 1] in ",，。;；:： \u3000\n“「)）" or scan.folded[at - 1] in "但而另又"


def reported(scan: Scan, report: Report, end: int) -> Finding | None:
    """What a medium or an authority says itself; it ends at ``end`` at the latest."""
    content = trimmed(scan, Span(report.end, max(report.end, end)))
    if len(content) < _SHORTEST:
        return None
    return Finding("indirect", "speech", content, report.cue, report.source, report.rule, 0.7)


def find_hearsay(scan: Scan, sentence: Span) -> Iterator[Finding]:
    """據悉, 據稱: a statement that nobody is named for."""
    for found in _HEARSAY.finditer(scan.folded, sentence.start, sentence.end):
        if scan.quote_around(found.start()):
            continue
        opens = _opens_clause(scan, found.start(), sentence.start)
        comma = re.compile("[,，;；]").search(scan.text, found.end() + 1, sentence.end)
        is_whole = opens and scan.text[found.end() : found.end() + 1] in (",", "，")
        end = sentence.end if is_whole or comma is None else comma.start()
        content = trimmed(scan, Span(found.end(), end))
        if len(content) >= _SHORTEST:
            yield Finding("indirect", "hearsay", content, Span(*found.span()), None, "hearsay", 0.7)


def find_views(scan: Scan, sentence: Span, speakers: Speakers) -> Iterator[Finding]:
    """在X看來, 正如X所說, 用X的話說: a view ascribed in passing."""
    for pattern, rule in ((_VIEW, "in the view of"), (_AS_SAID, "as somebody says"), (_SAYING, "in the words of")):
        found = pattern.search(scan.folded, sentence.start, sentence.end)
        if found is None or scan.quote_around(found.start()) is not None:
            continue
        subject = find_subject(scan, *found.span("who"))
        content = trimmed(scan, Span(found.end(), sentence.end))
        if subject is None or subject.kind not in ("person", "body", "pronoun") or len(content) < _SHORTEST:
            continue
        claim_class: ClaimClass = "attitude" if pattern is _VIEW else "speech"
        quote = scan.quote_at(content.start)
        kind: Kind = "direct" if quote is not None and quote.end == content.end else "indirect"
        yield Finding(kind, claim_class, inside(scan, quote) if quote and kind == "direct" else content,
                      Span(*found.span("cue")), speakers.source(subject), rule, 0.75)


def find_nouns(scan: Scan, sentence: Span, speakers: Speakers) -> Iterator[Finding]:
    """X的結論不無道理:“…”: a noun carries the claim."""
    for found in lexicon().noun.finditer(scan.folded, sentence.start, sentence.end):
        cue = Span(*found.span())
        token = scan.token_around(cue.start)
        if scan.quote_around(cue.start) or token is None or token.start != cue.start or token.end != cue.end:
            continue
        begin = scan.clause_start(cue.start, sentence.start)
        owner = _OWNER.search(scan.folded[begin : cue.start])
        bridge = _BRIDGE.match(scan.folded, cue.end, sentence.end)
        if owner is None or bridge is None:
            if owner is not None and scan.folded[cue.end : cue.end + 1] in (",", "，") and cue.of(scan.folded) == "回答":
                bridge = re.compile("[,，][^。:：]{0,60}[:：]").match(scan.folded, cue.end, sentence.end)
            if owner is None or bridge is None:
                continue
        subject = find_subject(scan, begin, begin + owner.end("who"))
        if subject is None or subject.kind == "document" or (
                subject.kind == "other" and not speakers.knows(subject.name.of(scan.text))):
            continue
        at = bridge.end()
        quote = scan.quote_at(at)
        content = inside(scan, quote) if quote is not None else trimmed(scan, Span(at, sentence.end))
        if len(content) >= _SHORTEST:
            source = speakers.source(subject)
            speakers.note(source)
            yield Finding("direct" if quote is not None else "indirect", "speech", content, cue, source, "noun", 0.85)


def find_headings(scan: Scan, speakers: Speakers) -> Iterator[Finding]:
    """A line X:… or a sentence X:「…」 whose X is somebody the article speaks of."""
    for line in re.finditer(r"[^\n]+", scan.folded):
        if len(line[0]) > _LONGEST_LINE:
            continue
        found = _HEADING.fullmatch(line[0].strip())
        offset = line.start() + len(line[0]) - len(line[0].lstrip())
        if found is None or found["who"] in lexicon().not_headings:
            continue
        name = Span(offset + found.start("who"), offset + found.end("who"))
        finding = _headed(scan, speakers, name, Span(offset + found.start("what"), offset + found.end("what")), "heading")
        if finding is not None:
            yield finding
    for found in _INLINE.finditer(scan.folded):
        quote = scan.quote_at(found.end())
        if quote is not None and found["who"] not in lexicon().not_headings:
            finding = _headed(scan, speakers, Span(*found.span("who")), quote, "speaker before a quotation")
            if finding is not None:
                yield finding


def _headed(scan: Scan, speakers: Speakers, name: Span, what: Span, rule: str) -> Finding | None:
    subject = find_subject(scan, name.start, name.end)
    if subject is None or subject.phrase != name or subject.kind not in ("person", "body"):
        return None
    if not speakers.knows(name.of(scan.text)) and not speakers.knows(subject.name.of(scan.text)):
        return None
    quote = scan.quote_at(what.start)
    is_direct = quote is not None and quote.end >= what.end
    content = inside(scan, quote) if quote is not None and is_direct else trimmed(scan, what)
    source = speakers.source(subject, "heading")
    return Finding("direct" if is_direct else "indirect", "speech", content, Span(name.end, name.end + 1), source, rule, 0.8)

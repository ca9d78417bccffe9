"""Cues: the words that say that somebody says something, told from the same words in other uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader_tui.analysis.claims.lexicon import CueWord, lexicon
from reader_tui.analysis.claims.scan import OPENERS, Scan
from reader_tui.text.model import Span

_MARKS = frozenset(",，:：") | OPENERS
_NOUN_AND_COLON = re.compile(
    "(?:了|过)?[^,，。:：“「、\n]{0,8}"
    "(?:道理|信号|问题|[点项条]|观点|看法|理由|意见|建议|要求|警告|疑问|事实|消息|原则|重点|结论)[:：]")
_LIGHT_VERBS = frozenset(["予以", "加以", "进行", "作出", "做出", "提出", "表达", "发出", "发表", "遭到", "受到", "引起", "引发"])
_LONGEST_TOPIC = 8
"""Code points that may stand between a short cue and the quoted words it gives: 稱|普丁|「玩火」."""
_SHORTEST_CLAUSE = 5
"""Code points of the shortest clause that a cue without a mark behind it may take."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that was found; ``is_marked`` where a colon, a comma or a quotation follows."""

    span: Span
    word: CueWord
    is_marked: bool
    is_negated: bool = False
    lead_end: int = 0
    """Where the speech begins when a short noun phrase and a colon stand between (明白一個道理:…), else 0."""


def find_cues(scan: Scan, sentence: Span) -> Iterator[Cue]:
    """The cues of a sentence in order, none inside a quotation or a bracket; neighbours make one: 分析|指出."""
    pending: Cue | None = None
    at = sentence.start
    while (found := lexicon().cue.search(scan.folded, at, sentence.end)) is not None:
        at = found.end()
        around = scan.quote_around(found.start()) or scan.bracket_around(found.start())
        if around is not None:
            at = max(at, around.end)
            continue
        span = Span(found.start(), found.end())
        if not _is_word(scan, span):
            at = found.start() + 1
            continue
        cue = _judge(scan, span, sentence)
        if cue is None:
            continue
        if pending is not None and pending.span.end == span.start and not _is_document_subject(scan, pending, sentence):
            cue = replace(cue, span=Span(pending.span.start, span.end))
        elif pending is not None and _is_framed(scan, pending, sentence):
            yield pending
        pending = cue
    if pending is not None and _is_framed(scan, pending, sentence):
        yield pending


def _is_document_subject(scan: Scan, cue: Cue, sentence: Span) -> bool:
    """Whether the first of two neighbours is the subject of the second: 有分析|認為, 報告|指出."""
    word = cue.span.of(scan.folded)
    if word not in lexicon().documents:
        return False
    before = scan.folded[max(sentence.start, cue.span.start - 1) : cue.span.start]
    return not before or before in "有,，。、的份项篇多据该这此本其" or scan.quote_around(cue.span.start - 1) is not None


def _is_word(scan: Scan, span: Span) -> bool:
    """Whether a cue stands as a word of its own: 說 in 小說 and 稱 in 名稱 do not."""
    first, last = scan.token_around(span.start), scan.token_around(span.end - 1)
    if first is None or last is None:
        return False
    if first.start == span.start and last.end == span.end:
        return not first.tag.startswith("nr") or len(span) > 1
    if last.end != span.end or first.start == span.start:
        # a verb that goes on (說明會), or a cue run into what follows it
        return len(span) > 1 and first.start == span.start and last.tag == "x"
    # the segmenter took the cue for the end of a name that it does not know
    return (first.tag in ("x", "nr") and span.start - first.start >= 2) or (
        len(span) > 1 and last.start > first.start and span.start > first.start and first.tag in ("d", "ad", "v", "nr"))


def _judge(scan: Scan, span: Span, sentence: Span) -> Cue | None:
    """The cue at ``span``, None where the word is a noun there, a passive, or a part of an idiom."""
    words = lexicon()
    word = words.cues[span.of(scan.folded)]
    before = [token.word for token in scan.tokens_in(max(sentence.start, span.start - 12), span.start)][-3:]
    after = [token.word for token in scan.tokens_in(span.end, min(sentence.end, span.end + 12))]
    last = before[-1] if before else ""
    is_marked = span.end < len(scan.folded) and scan.folded[span.end] in _MARKS
    if word.lemma == "说" or len(word.lemma) == 1:
        if last in words.false_before and not (last in ("要", "想", "会") and is_marked):
            return None
    elif last in words.false_before and last not in ("不能", "应该", "必须", "想", "要", "会", "来", "可", "可以", "能", "没有",
                                                     "听", "有人", "和", "与", "之", "起", "据"):
        return None
    if any(token in lexicon().questions for token in before):
        return None
    if any(token in ("被", "遭", "遭到", "受到") for token in before) and "," not in before and "，" not in before:
        return None
    if after and after[0] == "会" and word.lemma not in words.meeting_names:
        after = after[1:]  # 強調會…, but not 說明會
    if after and after[0] in words.false_after and not (word.lemma in ("提到", "谈到", "透露", "警告") and after[0] in "了过"):
        return None
    if word.lemma in ("表示", "感到", "深感") and _takes_noun(after):
        return None
    if after and after[0] in ("一", "有", "无", "句", "什么", "再见", "谎", "人", "客") and len(word.lemma) == 1:
        return None
    if after and len(word.lemma) > 1 and after[0] in ("中", "里", "内", "书", "会", "性", "者"):
        return None
    if any(token in _LIGHT_VERBS for token in before[-2:]):
        return None
    if not is_marked and after and after[0] in words.fates and word.lemma in words.nouns_too:
        return None
    clause = before[max((at + 1 for at, token in enumerate(before) if token in ",，;；"), default=0) :]
    negated = any(token.startswith(words.negations) or token in ("不", "并不", "未") for token in clause)
    if negated and word.lemma in words.silent and word.lemma not in lexicon().negatable:
        return None
    lead = _NOUN_AND_COLON.match(scan.folded, span.end, sentence.end)
    lead_end = lead.end() if lead is not None and word.frame != "document" else 0
    return Cue(span, word, is_marked or lead_end > 0, negated or word.lemma in ("否认", "反驳", "驳斥", "拒绝承认", "不认为"), lead_end)


def _takes_noun(after: list[str]) -> bool:
    """Whether 表示 has only a noun behind it: 表示支持, 表示強烈不滿."""
    words = lexicon()
    while after and after[0] in words.adjectives:
        after = after[1:]
        if after and after[0] in ("的", "地"):
            after = after[1:]
    return bool(after) and after[0] in words.false_nouns


def _is_framed(scan: Scan, cue: Cue, sentence: Span) -> bool:
    """Whether what follows the cue suits it."""
    at = cue.span.end
    if cue.lead_end:
        return True
    if at >= sentence.end - 1 and scan.folded[sentence.start] in OPENERS:
        return True
    if cue.word.frame == "mark":
        quote = scan.quote_at(at)
        if quote is not None:
            return (quote.end >= sentence.end - 1 or scan.folded[quote.end] in ",，。;；"
                    or scan.folded[quote.end - 2] in "。！？!?")
        return at < sentence.end and scan.folded[at] in _MARKS and not _ends_list(scan, cue, sentence)
    if cue.is_marked:
        return True
    if cue.word.lemma in lexicon().topical and _is_topic(scan, Span(at, _clause_end(scan, at, min(sentence.end, at + 240)))):
        return False
    if cue.word.frame == "free" and len(cue.word.lemma) > 1:
        return True
    if at >= sentence.end:
        return cue.word.frame == "free"
    rest = Span(at, _clause_end(scan, at, min(sentence.end, at + 240)))
    if cue.word.frame == "free" and len(cue.word.lemma) == 1 and any(
            quote.start - at <= _LONGEST_TOPIC for quote in scan.quotes_in(Span(at, sentence.end))):
        return True
    tokens = scan.tokens_in(rest.start, rest.end)
    if len(rest) < _SHORTEST_CLAUSE and cue.word.lemma != "说":
        return False
    return len(tokens) > 1 and any(token.tag.startswith(("v", "d", "p", "zg", "a", "i", "l", "c")) or token.word in "是有将会"
                                   for token in tokens)


def _is_topic(scan: Scan, rest: Span) -> bool:
    """Whether a noun phrase follows rather than a clause: 提到|自己的童年, 擔心|孩子的健康."""
    tokens = scan.tokens_in(rest.start, rest.end)
    of = max((number for number, token in enumerate(tokens) if token.word == "的"), default=-1)
    is_bare = not any(token.tag == "v" for token in tokens[:of])
    if of >= 0 and is_bare and len(tokens) - of - 1 <= 2 and tokens[-1].tag.startswith(("n", "a", "x", "j")):
        return True
    return not any(token.tag.startswith(("v", "d", "a")) or token.word in "是有将会" for token in tokens)


def _ends_list(scan: Scan, cue: Cue, sentence: Span) -> bool:
    """Whether a comma behind a weak cue only ends a clause: 對此作出回應,隨後離開."""
    return scan.folded[cue.span.end] in ",，" and cue.word.lemma not in lexicon().with_comma


def _clause_end(scan: Scan, at: int, limit: int) -> int:
    while at < limit and scan.folded[at] not in ",，;；:：。！？!?":
        at += 1
    return at

"""Passages that are not the article: hidden with a reason, never deleted."""

from __future__ import annotations

import re

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Edit, Span, paragraph_spans
from reader_tui.text.repair.evidence import Evidence

_DISCLAIMER = re.compile(
    r"(特别声明|免责声明|版权声明|郑重声明|声明)[:：].{0,60}(上传|发布|转载|平台|观点|版权|侵权|来源)"
    r"|仅提供信息存储(空间)?服务"
    r"|(本文|文章|以上内容|以上文章).{0,20}(不代表|仅代表).{0,12}(立场|观点)"
    r"|(如有|若有|如涉).{0,12}侵权.{0,16}(联系|删除|告知)"
    r"|\bNotice: The content above\b.{0,120}\buploaded and posted by\b"
)
_LONGEST_DISCLAIMER = 400
_SHORTEST_DUPLICATE = 40


def fold_disclaimers(text: str, evidence: Evidence) -> list[Edit]:
    """Hide paragraphs that are a platform's disclaimer, those that follow each other as one.

    >>> page = "正文。\\n特別聲明:以上內容為用戶上傳並發布,本平臺僅提供信息存儲服務。"
    >>> [edit.old[:4] for edit in fold_disclaimers(page, Evidence())]
    ['\\n特別聲']
    """
    edits: list[Edit] = []
    for span in paragraph_spans(text):
        if not 12 <= len(span) <= _LONGEST_DISCLAIMER or not _DISCLAIMER.search(_folded(span.of(text))):
            continue
        whole = _with_newline(text, span)
        if edits and text[edits[-1].span.end : span.start].strip() == "":
            whole = Span(edits.pop().span.start, span.end)
        edits.append(Edit(whole, whole.of(text), "", "fold-disclaimer", 0.95,
                          "the platform's disclaimer, the same under every article"))
    return edits


def fold_duplicates(text: str, evidence: Evidence) -> list[Edit]:
    """Hide long paragraphs that stood in the text before, word for word."""
    seen: set[str] = set()
    edits = []
    for span in paragraph_spans(text):
        paragraph = span.of(text).strip()
        if len(paragraph) < _SHORTEST_DUPLICATE:
            continue
        if paragraph in seen:
            whole = _with_newline(text, span)
            edits.append(Edit(whole, whole.of(text), "", "fold-duplicate", 0.9, "the same paragraph stands above"))
        seen.add(paragraph)
    return edits


def _folded(paragraph: str) -> str:
    return re.sub(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]{1,7}\)", "", fold_script(paragraph))


def _with_newline(text: str, span: Span) -> Span:
    """The paragraph with the newline that parts it from its neighbour, so that no empty line is left."""
    if span.start and text[span.start - 1] == "\n":
        return Span(span.start - 1, span.end)
    return Span(span.start, min(len(text), span.end + 1))

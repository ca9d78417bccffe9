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
_CHROME = re.compile(
    r"(?:您?的?(?:当前)?(?:所在)?位置(?:是)?[:：]?\s*)?(?:首页|主页|网站首页)\s*(?:[>»›＞→/|-]\s*[^。！？]{1,16}\s*){1,5}"
    r"|(?:上一[篇页条则]|下一[篇页条则])(?:文章|新闻)?[:：]?.{0,60}"
    r"|(?:上一[篇页条则]\s*){1,2}(?:下一[篇页条则])?"
    r"|(?:相关|热门|推荐|延伸|猜你喜欢|更多|精彩|最新|热点)(?:文章|新闻|阅读|推荐|资讯|报道|内容|链接|专题|视频)+[:：>»]*"
    r"|(?:点击|扫描?|长按|打开|下载).{0,12}(?:二维码|公众号|APP|客户端|小程序|查看更多|阅读全文|查看原文|下载).{0,24}"
    r"|(?:关注|搜索).{0,6}(?:微信)?公众号.{0,20}"
    r"|(?:分享到|分享至|转发到)[:：]?.{0,40}"
    r"|(?:返回|回到)(?:顶部|首页|列表|上一页)"
    r"|(?:字号|字体)[:：]?\s*[\[【]?\s*(?:大|小|超大|标准).{0,16}"
    r"|(?:[\[【]?(?:打印|收藏|关闭|纠错|举报|复制链接|我要评论|发表评论|推荐给朋友|加入收藏)[\]】]?[\s|/]*){2,6}"
    r"|(?:版权所有|Copyright|©).{0,80}"
    r"|.{0,20}ICP[备证][^。]{0,60}"
    r"|(?:阅读|浏览|点击|评论|点赞|人气)(?:量|数|次数)?\s*[:：(（]\s*\d+\s*[)）次]?(?:\s*\S{1,4}\s*[:：(（]\s*\d+\s*[)）次]?){0,4}"
    r"|(?:广告|赞助内容|正在加载|加载中)(?:\.{3}|…+)?",
    re.IGNORECASE,
)
_LONGEST_CHROME = 90
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


def fold_chrome(text: str, evidence: Evidence) -> list[Edit]:
    """Hide short paragraphs that belong to the site and not to the article: paths, buttons, lists of links.

    >>> page = "首頁 > 新聞 > 國際\\n正文從這裡開始。\\n上一篇:另一件事\\n掃描二維碼關注我們"
    >>> [edit.old.strip() for edit in fold_chrome(page, Evidence())]
    ['首頁 > 新聞 > 國際', '上一篇:另一件事', '掃描二維碼關注我們']

    A sentence about such things stays.

    >>> fold_chrome("點擊二維碼就可以付款,他說。", Evidence())
    []
    """
    edits: list[Edit] = []
    for span in paragraph_spans(text):
        if not 2 <= len(span) <= _LONGEST_CHROME:
            continue
        paragraph = _folded(span.of(text)).strip()
        if paragraph.endswith(("。", "！", "？")) or not _CHROME.fullmatch(paragraph):
            continue
        whole = _with_newline(text, span)
        if edits and edits[-1].span.end > whole.start:
            whole = Span(edits[-1].span.end, whole.end)
        if len(whole):
            edits.append(Edit(whole, whole.of(text), "", "fold-chrome", 0.9,
                              "it belongs to the site, not to the article"))
    return edits


def fold_duplicates(text: str, evidence: Evidence) -> list[Edit]:
    """Hide long paragraphs that stood in the text before, word for word.

    >>> paragraph = "這一段話在頁面上出現了兩次,因為抓取的程式把正文和摘要都收了進來,讀者只需要看一次就夠了。"
    >>> [edit.old.strip() == paragraph for edit in fold_duplicates(f"{paragraph}\\n{paragraph}", Evidence())]
    [True]
    """
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

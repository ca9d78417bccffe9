"""What of a page belongs to the site and not to the article: disclaimers, paths, buttons, lists of links.

Such paragraphs stand at the head and the foot of a page; the same words in the middle of a text are its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader_tui.text.fold import fold_script
from reader_tui.text.model import paragraph_spans

_TITLED_DISCLAIMER = re.compile(
    r"[\s*※#【\[（(>]*(?:(?:特别|免责|版权|郑重|风险|转载|本站|本网|网站|平台)(?:声明|提示|说明)|声明|免责条款)[】\])）*]*\s*[:：丨|]"
    r".{0,80}?(?:上传|发布|转载|平台|观点|版权|侵权|来源|本站|本网|立场|投资)")
_DISCLAIMER = re.compile(
    r"仅提供信息(?:存储|发布)(?:空间)?(?:的)?(?:服务|平台)"
    r"|(?:本文|文章|以上内容|以上文章|该文|内容).{0,24}(?:不代表|仅代表|只代表).{0,16}(?:立场|观点|意见)"
    r"|(?:如有|若有|如涉|若涉|如果).{0,16}侵(?:权|犯).{0,24}(?:联系|联络|删除|告知|通知)"
    r"|(?:侵删|侵权必删|侵权立删|侵权即删)"
    r"|未经.{0,12}(?:授权|许可|允许|同意|书面).{0,16}(?:转载|复制|使用|摘编|镜像|引用)"
    r"|(?:转载|引用|摘编).{0,10}(?:注明|标明|载明).{0,6}(?:出处|来源|作者|转自)"
    r"|不构成.{0,8}投资.{0,6}(?:建议|意见|依据)"
    r"|版权.{0,4}归.{0,6}(?:原作者|作者|原创者|所有人|本站|本网|著作权人)"
    r"|(?:图片|文字|内容|素材|配图|图源|信息|资料|本文|文章).{0,8}(?:来自|来源于?|源于|取自).{0,4}(?:网络|网路|互联网)"
    r"|\bNotice: The content above\b.{0,120}\buploaded and posted by\b"
    r"|\b(?:reproduc|republi)\w+.{0,60}without.{0,30}permission\b"
)
_PATH = re.compile(r"(?:首页|主页|网站首页)\s*(?:[>»›＞→/|]+[^。！？>»›＞→/|]{1,20}){1,5}")
_CHROME = re.compile(
    r"(?:您?的?(?:当前|现在)(?:所在)?的?位置|所在位置)(?:是)?\s*[:：].{0,60}"
    r"|(?:上一[篇页条则章]|下一[篇页条则章]|前一篇|后一篇)(?:文章|新闻)?\s*[:：]?.{0,60}"
    r"|(?=.*(?:关注|订阅|阅读|查看|公众号|更多|识别|上方|下方|本报|新闻|资讯))"
    r"(?:点击|扫描?|长按|打开|下载|识别).{0,12}(?:二维码|公众号|APP|客户端|小程序|查看更多|阅读全文|查看原文|阅读原文|下载).{0,24}"
    r"|(?:阅读原文|查看原文|阅读全文|展开全文|查看更多|点击查看更多|展开阅读全文|点击加载更多|没有更多了|我要纠错|举报/反馈|返回搜狐.{0,8}|查看更多)"
    r"|(?:关注|搜索|欢迎关注).{0,10}(?:微信)?(?:公众号|微博|视频号).{0,20}"
    r"|(?:分享到|分享至|转发到|分享给好友|分享本文|分享此文|分享)\s*[:：]?(?:.{0,12}(?:微信|微博|QQ|朋友圈|Facebook|Line|Twitter|Telegram|脸书|推特).{0,30}|\s*)"
    r"|[(（]?.{0,20}更多.{0,12}请(?:下载|关注|搜索|登录|访问|扫).{0,30}"
    r"|(?:返回|回到)(?:顶部|首页|列表|上一页|页首)"
    r"|(?:字号|字体|文字大小)[:：]?\s*[\[【]?\s*(?:大|小|超大|标准|A|特大).{0,16}"
    r"|(?:[\[【]?(?:打印|列印|收藏|关闭|关闭窗口|纠错|举报|复制链接|我要评论|发表评论|推荐给朋友|加入收藏|点赞|在看|分享|转发|留言|投稿)[\]】]?[\s|/·]*){2,8}"
    r"|(?:登录|登入|注册|设为首页|加入收藏|联系我们|关于我们|网站地图|隐私政策|服务条款|使用条款|帮助中心|广告服务|法律声明|友情链接|意见反馈)"
    r"(?:[\s|/·丨,，]+(?:登录|登入|注册|设为首页|加入收藏|联系我们|关于我们|网站地图|隐私政策|服务条款|使用条款|帮助中心|广告服务|法律声明|友情链接|意见反馈|[^\s|/·丨,，。]{2,8})){1,12}"
    r"|(?:阅读|浏览|点击|人气|访问)(?:量|数|次数)?\s*[:：(（]\s*[\d,.]+\s*万?\+?\s*[)）次]?(?:\s*\S{1,4}\s*[:：(（]\s*\d+\s*[)）次]?){0,4}"
    r"|(?:热门)?标签[:：][^。！？]{1,60}"
    r"|(?:正在加载|加载中)(?:\.{3}|…+)?",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:版权所有|Copyright\s*(?:©|\(c\)|\d|[^\x00-\x7f])|©|All rights reserved).{0,80}"
    r"|.{0,30}(?:ICP[备证]|公网安备).{0,60}", re.IGNORECASE)
_ADVERTISEMENT = re.compile(r"[-—(（\[【]*(?:广告|赞助内容|advertisement|请继续往下阅读)[-—)）\]】.…]*", re.IGNORECASE)
_CLAUSE = re.compile(
    "[（(]?(?:第[一二三四五六七八九十百零〇0-9]{1,5}[条章款节项]|[一二三四五六七八九十]{1,3}[、)）]|[0-9]{1,2}[.、)）])")
_HEADING = re.compile(
    r"[【\[■◆▍|]?\s*(?:(?:相关|热门|推荐|延伸|更多|猜你)(?:文章|新闻|阅读|推荐|资讯|报道|内容|链接|专题|视频|喜欢)+"
    r"|大家都在看|为您推荐|热榜|排行榜)[】\]]?\s*[:：>»]*")
_TOLD = re.compile("^.{1,24}(?:表示|[称说]|指出|认为|回应|强调|规定|提醒)[，,:：]|甲方|乙方|双方|本合同|本协议|本条例|本办法|本法|本规定")
"""What a report of a disclaimer has, or a contract."""
_PROSE = re.compile("[。！？!?.][”」』’)）]?\\s*$")
_LONGEST_CHROME = 90
_LONGEST_DISCLAIMER = 400
_LONGEST_LINK = 45
_LONGEST_NOTICE = 20
_OWN_AT_HEAD, _OWN_AT_FOOT = 4, 6
"""Paragraphs of the article that may stand before, or behind, the last one that is looked at."""
_ENDS = ("。", "！", "？", "。”", "。」")


@dataclass(frozen=True, slots=True)
class SiteParts:
    """Paragraphs, as they stand, that are not the article's; none of them stands among its own too."""

    chrome: frozenset[str] = frozenset()
    disclaimers: frozenset[str] = frozenset()


def find_site_parts(text: str, *, is_whole: bool = True) -> SiteParts:
    """Look for the site's paragraphs at the head of a page, and at its foot where the page ``is_whole``.

    Only a page with a sentence of its own has any.

    >>> page = "首頁 > 新聞 > 國際\\n正文從這裡開始。\\n特別聲明:以上內容為用戶上傳並發布,本平臺僅提供信息存儲服務。"
    >>> parts = find_site_parts(page)
    >>> [paragraph[:4] for paragraph in (*parts.chrome, *parts.disclaimers)]
    ['首頁 >', '特別聲明']
    """
    paragraphs = [paragraph for span in paragraph_spans(text) if (paragraph := span.of(text)).strip()]
    links = _links(paragraphs) if is_whole else []
    rest = paragraphs[: len(paragraphs) - len(links)]
    paths = [at for at in range(min(2, len(rest))) if len(rest[at]) <= _LONGEST_CHROME and _PATH.fullmatch(_without_pinyin(rest[at]))]
    places = {*paths, *_until(rest, range(len(paths), len(rest)), _is_head, _OWN_AT_HEAD)}
    if is_whole:
        places.update(_until(rest, range(len(rest) - 1, -1, -1), _is_foot, _OWN_AT_FOOT))
    disclaimers = {rest[at] for at in places if _is_disclaimer(rest[at])}
    places.update(_advertisements(rest))
    own = [paragraph for at, paragraph in enumerate(rest) if at not in places]
    if not any(_PROSE.search(paragraph[-9:]) for paragraph in own):
        return SiteParts()
    chrome = {*(rest[at] for at in places), *links} - disclaimers
    return SiteParts(frozenset(chrome.difference(own)), frozenset(disclaimers.difference(own)))


def _until(paragraphs: Sequence[str], places: Iterable[int], is_of_site: Callable[[str], bool], most_own: int) -> list[int]:
    """The places of the site's paragraphs, in the order of ``places``, up to where the article has had its share."""
    found: list[int] = []
    for at in places:
        if is_of_site(paragraphs[at]):
            found.append(at)
        elif most_own:
            most_own -= 1
        else:
            break
    return found


def _is_head(paragraph: str) -> bool:
    return _is_chrome(paragraph) or (_is_disclaimer(paragraph)
                                     and _TITLED_DISCLAIMER.match(_without_pinyin(paragraph)) is not None)


def _is_foot(paragraph: str) -> bool:
    return (_is_chrome(paragraph) or _is_disclaimer(paragraph)
            or (len(paragraph) <= _LONGEST_CHROME and _OWNER.fullmatch(_without_pinyin(paragraph)) is not None))


def _advertisements(paragraphs: Sequence[str]) -> list[int]:
    """The places of lines that announce an advertisement, between paragraphs of some length: in a list they are items."""
    return [at for at, paragraph in enumerate(paragraphs)
            if len(paragraph) < _LONGEST_NOTICE and 0 < at < len(paragraphs) - 1
            and min(len(paragraphs[at - 1]), len(paragraphs[at + 1])) > _LONGEST_NOTICE
            and _ADVERTISEMENT.fullmatch(_without_pinyin(paragraph))]


def _links(paragraphs: Sequence[str]) -> Sequence[str]:
    """A heading such as 相关阅读 near the foot and all below it, where that is short lines without an end."""
    for at in range(max(1, len(paragraphs) - 16), len(paragraphs)):
        if _HEADING.fullmatch(fold_script(paragraphs[at]).strip()):
            below = paragraphs[at + 1 :]
            if all(_is_foot(line) or (len(line) <= _LONGEST_LINK and not line.strip().endswith(_ENDS))
                   for line in below):
                return paragraphs[at:]
    return ()


def _is_chrome(paragraph: str) -> bool:
    if not 2 <= len(paragraph) <= _LONGEST_CHROME or "《" in paragraph[:1]:
        return False
    folded = _without_pinyin(paragraph)
    return not folded.endswith(_ENDS) and _CHROME.fullmatch(folded) is not None


def _is_disclaimer(paragraph: str) -> bool:
    if not 8 <= len(paragraph) <= _LONGEST_DISCLAIMER:
        return False
    folded = _without_pinyin(paragraph)
    if _CLAUSE.match(folded) or _TOLD.search(folded):
        return False
    return (_TITLED_DISCLAIMER.match(folded) or _DISCLAIMER.search(folded)) is not None


@lru_cache(maxsize=64)
def _without_pinyin(paragraph: str) -> str:
    """A paragraph as the patterns read it; kept, for one paragraph is asked about by several of them."""
    return re.sub(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]{1,7}\)", "", fold_script(paragraph)).strip()

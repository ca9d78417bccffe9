"""A quick look whether a text may need repair, for the first screen: loads little but `re`."""

from __future__ import annotations

import re

from reader_tui.text.signs import UTF8_AS_GBK
from reader_tui.text.wrapped import has_lines_of_one_width

_PINYIN = r"[\u3400-\u9fff] ?[(（] ?[A-Za-zɡɑà-ǿḿ][A-Za-zɡɑà-ǿḿ\u0300-\u030c: ]{0,16}[1-5]?(?:[)）]|$)"
_LITTER = r"\?|!\[|/[A-Za-z0-9]{1,6}\s*>|<|&|[，,。、；：]{2}|[\u200b-\u200e\u2060\ufeff\u00ad\ue000-\uf8ff]"
_MOJIBAKE = (r"[\u00c2\u00e2-\u00e9\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
             rf"|(?:[\u00a1-\u00f7][\u00a1-\u00fe]){{3}}|[{UTF8_AS_GBK}]")
_DISCLAIMER = (r"[声聲]明|免[责責]|侵[权權犯删刪]|[权權犯]侵|信息存|信息[发發]布|不代表|[仅僅只]代表|不[构構]成|版[权權]|[转轉][载載]|摘[编編]|引用"
               r"|(?:[图圖]|文字|[内內]容|素材).{0,12}[网網互]|未[经經].{0,12}(?:授|[许許]|允|同意|[书書])"
               r"|(?:特[别別]|版[权權]|[郑鄭]重|[风風][险險]|[转轉][载載]|本站|本[网網]|[网網]站|平[台臺])(?:提示|[说說]明)"
               r"|(?:[来來]自|[来來]源[于於]?|源[于於]|取自).{0,4}[网網互]|\bNotice:|without.{0,30}permission"
               "|(?i:ICP|copyright|all rights)|[网網]安|©")
_OF_SITES = ("首[页頁]|主[页頁]|位置|[上下前后後]一[篇页頁條条則则章]|二[维維][码碼]|公[众眾][号號]|微博|微信|[视視][频頻][号號]"
             "|[纠糾][错錯]|[举舉][报報]"
             "|[阅閱][读讀]|[浏瀏][览覽]"
             "|[点點][击擊赞贊讚]|[评評][论論]|人[气氣]|[访訪][问問]|分享|[转轉][发發]|返回|回到|字[号號体體]|文字大小|打印|列印|收藏|[关關][闭閉]|[复複復][制製][链鏈]|投稿|留言"
             "|登[录錄入]|在看|注[册冊]"
             "|[联聯][系繫]|[关關][于於]我|[隐隱]私|[条條]款|[帮幫]助中心|意[见見]反"
             "|[广廣]告|友情[链鏈]|[设設]為?为?首|原文|全文|更多|[备備]案"
             "|[标標][签籤]|加[载載]|[赞贊]助"
             "|相[关關]|[热熱]|推[荐薦]|延伸|猜你|精彩|最新|今日|[编編][辑輯]|[继繼][续續]往下|搜索|下[载載]|[扫掃]|[长長]按"
             "|[识識][别別]|客[户戶]端"
             "|大家都|排行|为您|為您|[Aa]dvertisement|ADVERTISEMENT|A[Pp][Pp]")
_SIGNS = re.compile(f"{_PINYIN}|{_LITTER}|{_MOJIBAKE}|{_DISCLAIMER}|^(?=.{{2,90}}(?<![。！？])$).*?(?:{_OF_SITES})",
                    re.MULTILINE)


def looks_damaged(text: str) -> bool:
    """Whether a repair might change something; False is certain but for a paragraph that stands there twice.

    >>> looks_damaged("發(fā)展"), looks_damaged("發展"), looks_damaged("首頁 > 新聞")
    (True, False, True)
    """
    return _SIGNS.search(text) is not None or has_lines_of_one_width(text)

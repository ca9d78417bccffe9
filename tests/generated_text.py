"""Chinese articles made from word lists: any number, all different, the same for the same seed."""

from __future__ import annotations

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words("上海 杭州 成都 青岛 大连 厦门 昆明 兰州 苏州 长沙 武汉 天津 桂林 洛阳 扬州 宁波")
PEOPLE = _words("陈立群 林淑芬 周大海 赵明远 孙若兰 马建国 何丽君 郭子轩 冯玉梅 邓凯 许文静 曹志刚")
OFFICES = _words("市政府 气象台 铁路局 图书馆 研究所 交易所 出版社 博物馆 环保部门 港务集团 卫生委员会 教育部门")
THINGS = _words("地铁线路 旧城改造 海水淡化 青铜器修复 电动公交 古籍数字化 稻米育种 湿地保护 量子计算 风力发电 高速铁路 社区医院 "
                "中小学食堂 夜间市集 污水处理 桥梁检测 芯片设计 无人机配送 家庭医生 老旧电梯 城市绿道 公共图书")
DEEDS = _words("宣布 表示 指出 透露 强调 介绍说 认为 回应称 证实 预计 否认 提醒")
EFFECTS = _words("将在明年春天完工 比去年增长了三成 仍然面临资金不足 已经进入验收阶段 会优先照顾老年居民 需要更多专业人才 "
                 "受到了年轻人的欢迎 可能推迟到下半年 有助于降低运输成本 引发了附近居民的讨论 已向社会公开征求意见 "
                 "超出了最初的估计 还要经过两轮评审 吸引了外地游客前来 暂时没有明确的时间表 让通勤时间缩短一半")
JOINS = _words("，同时 ，不过 ，因此 ，而且 ；此外 ，据了解， ，相比之下 ，为此")
TIMES = _words("去年 今年初 上个月 本周 昨天 近日 三年前 下半年 春节期间 清晨 傍晚 周末")
NAMES = _words("GPU Wi-Fi H20 5G OpenAI Tesla AI-2 NVDA")


def sentence(random: Random) -> str:
    """One sentence of 20 to 90 characters, with its full stop."""
    pick = random.choice
    clause = f"{pick(PLACES)}的{pick(THINGS)}{pick(EFFECTS)}"
    kind = random.randrange(5)
    if kind == 0:
        text = f"{pick(TIMES)}，{pick(OFFICES)}{pick(DEEDS)}，{clause}"
    elif kind == 1:
        text = f"{pick(PEOPLE)}{pick(DEEDS)}：“{clause}{pick(JOINS)}{pick(THINGS)}{pick(EFFECTS)}。”"
    elif kind == 2:
        text = f"{clause}{pick(JOINS)}{pick(PLACES)}有 {random.randrange(2, 990)} 个{pick(THINGS)}项目{pick(EFFECTS)}"
    elif kind == 3:
        text = f"{pick(OFFICES)}{pick(PEOPLE)}在{pick(PLACES)}{pick(DEEDS)}，{pick(NAMES)} 相关的{pick(THINGS)}{pick(EFFECTS)}"
    else:
        text = f"{pick(TIMES)}{pick(PLACES)}{pick(THINGS)}的投入为{random.randrange(1, 99)}.{random.randrange(10)}亿元{pick(JOINS)}{clause}"
    return text if text.endswith("”") else text + "。"


def article(seed: int, size: int = 3000) -> str:
    """An article of about ``size`` code points, in paragraphs of one to five sentences."""
    random = Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        paragraph = "".join(sentence(random) for _ in range(random.randrange(1, 6)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(paragraphs)

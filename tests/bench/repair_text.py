"""Clean Simplified articles to damage: any number, the same for the same seed, in many words of many fields."""

from __future__ import annotations

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


TOPICS = {
    "economy": ("央行 财政部 证券交易所 行业协会 统计局 进出口商会 商务部 投资机构 制造企业 外贸公司 零售商 经销商 供应商 消费者 小微企业 银行",
                "降低贷款利率 扩大内需 稳定汇率 提高关税 优化营商环境 发行专项债券 调整产业结构 压缩库存 开拓海外市场 推进减税降费 "
                "加强风险管理 清理拖欠账款 完善监管制度 鼓励民间投资 建立长效机制 支持技术改造",
                "通货膨胀 就业压力 产能过剩 消费需求 现金流 供应链 房地产市场 资本市场 劳动力成本 市场预期 地方债务 国际贸易"),
    "science": ("研究团队 实验室 科学院 航天局 天文台 博士后 课题组 总工程师 考古队 医学院 气象专家 生物学家 物理学家 算法工程师 学生们",
                "观测到新的信号 验证了这一假设 发表了论文 改进了算法 采集岩石样本 培育出抗旱品种 发射卫星 记录了完整的数据 设计了对照实验 "
                "测量海水温度 修复古代壁画 训练语言模型 公开了源代码 重复了这项实验 分析遗传信息",
                "量子计算 全球变暖 基因编辑 深海探测 人工智能 新型材料 核聚变 黑洞 疫苗 青铜器 神经网络 太阳能电池"),
    "society": ("居委会 志愿者 老人 孩子们 家长 出租车司机 社区医生 班主任 物业公司 警方 消防员 外卖骑手 护士 村民 当地居民 游客",
                "排队领取药品 清扫积雪 帮忙照看孩子 修理电梯 反映噪音问题 组织义诊 打电话报警 参加体检 学习使用手机 捐出旧衣服 调解邻里纠纷 "
                "照顾独居老人 寻找走失的小狗 拆除违章建筑 种植果树 打扫楼道",
                "停车难 养老服务 垃圾分类 交通事故 医疗保险 食品安全 家庭教育 老旧小区 公共卫生 电信诈骗 农村学校 夜间照明"),
    "culture": ("导演 作家 画家 博物馆 出版社 剧团 乐队 评委会 编辑部 摄影师 演员 收藏家 图书馆 电影节 说书人 戏曲学校",
                "举办展览 改编小说 创作组诗 演奏二胡 整理手稿 翻译戏剧 拍摄纪录片 修订辞典 开设讲座 排练话剧 回忆童年 讲述故乡的故事 "
                "临摹山水画 录制唱片 撰写回忆录",
                "传统戏曲 民间故事 古典音乐 当代艺术 方言 地方志 非物质文化遗产 诗歌 木版年画 城市记忆 书法 园林"),
    "sport": ("主教练 守门员 国家队 裁判 俱乐部 体育局 运动员 球迷 女排 跑者 年轻球员 组委会 队医 前锋 替补队员",
              "赢得冠军 错失良机 打破纪录 备战奥运会 调整阵容 完成训练 接受采访 参加马拉松 签下新合同 提出申诉 扭转比分 退出比赛 "
              "恢复体能 庆祝胜利 总结教训",
              "联赛积分 转会市场 青少年训练 比赛规则 运动损伤 主场优势 团队精神 兴奋剂检测 门票收入 体育场馆"),
    "world": ("外交部 总统 代表团 联合国 国会 反对党 发言人 难民 驻外记者 大使馆 边防部队 国际组织 情报机构 执政党 维和部队 谈判代表",
              "签署协议 发表声明 撤回议案 举行会谈 关闭边境 实施制裁 提供人道援助 否认指控 延长停火 召回大使 讨论安全问题 呼吁保持克制 "
              "释放被扣押人员 监督选举 恢复航班",
              "领土争端 气候谈判 贸易战 能源危机 核设施 边境冲突 移民政策 双边关系 总统选举 网络安全 粮食短缺 军事演习"),
}
PLACES = _words("上海 北京 广州 深圳 海口 重庆 西安 沈阳 哈尔滨 乌鲁木齐 云南 贵州 福建 浙江 河北 洛阳 敦煌 台北 香港 东京 首尔 伦敦 纽约 巴黎 柏林 "
          "莫斯科 开罗 里约热内卢 新加坡 西雅图 湖边的小镇 老城区 开发区 山脚下的村庄 码头 工业园")
PEOPLE = _words("王建军 李淑芬 张晓东 刘洋 陈国栋 杨雪 赵海涛 黄丽萍 周传雄 吴桐 徐静 孙志刚 马晓云 朱文博 胡雨桐 郭振华 何其芳 高远 林晚秋 罗庆 "
          "史密斯 安娜 约翰逊 田中")
TITLES = _words("教授 主任 处长 记者 先生 女士 队长 院长 经理 老师 医生 馆长 工程师 研究员")
CUES = _words("表示 认为 指出 介绍说 告诉记者 强调 坦言 回忆说 补充说 承认 提醒 透露 解释说 呼吁")
TIMES = _words("今年三月 去年年底 上周四 昨天下午 近日 几年前 第二天清晨 当天晚上 过去十年里 本世纪初 春节期间 下半年 最近一段时间 2019年 入冬以来 "
         "疫情结束之后 周末")
OPENERS = _words("与此同时 另一方面 不过 事实上 据了解 更重要的是 值得注意的是 在他看来 "
"从长远来看 具体来说 总的来说 令人意外的是 换句话说 随着时间的推移 "
           "根据这份报告 由于种种原因")
REASONS = _words("这件事说起来容易做起来难 没有人知道最后的结果会怎样 问题的关键在于时间 "
"大家都在等待进一步的消息 这样的情况并不少见 实际效果还需要检验 "
           "双方的距离正在缩小 要想真正解决问题还得靠自己 这是一个缓慢而复杂的过程 经验表明耐心往往比速度更重要 钱从哪里来依然是个难题 "
           "许多细节至今没有公开 困难比想象的要多得多 没有规矩不成方圆 机会总是留给有准备的人 它的影响将会持续很长一段时间 "
           "小到一颗螺丝大到整条生产线都要重新检查 雨越下越大可是谁也不愿意离开 这里的冬天又长又冷 他把钥匙放在桌上转身走了 "
           "河水涨到了桥面 灯光照亮了半条街 我们走了很久才找到那家小店 母亲总是把最好的留给我们 门口的石榴树今年结了很多果子")
QUALITIES = _words("明显 十分复杂 相当严重 越来越突出 不容乐观 引人注目 值得关注 难以估计 远远不够 出人意料 日益紧张 逐步好转")


class Writer:
    """Writes articles, each of one field and with few names, as real ones are."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def article(self, paragraphs: int = 12) -> str:
        """An article; its paragraphs are lines."""
        pick = self._random
        who, deeds, matters = (words.split() for words in TOPICS[pick.choice(sorted(TOPICS))])
        names = pick.sample(PEOPLE, 4)
        places = pick.sample(PLACES, 5)
        return "\n".join("".join(self._sentence(who, deeds, matters, names, places) for _ in range(pick.randint(2, 5)))
                         for _ in range(paragraphs))

    def _sentence(self, who: list[str], deeds: list[str], matters: list[str], names: list[str],
                  places: list[str]) -> str:
        pick, choice = self._random, self._random.choice
        speaker = choice(names) + choice(TITLES) if pick.random() < 0.6 else choice(who)
        deed, matter, place, time = choice(deeds), choice(matters), choice(places), choice(TIMES)
        clause = choice((
            f"{choice(who)}正在{deed}", f"{matter}的问题{choice(QUALITIES)}", f"对{matter}来说，{choice(REASONS)}",
            f"{place}的{choice(who)}{choice(('已经', '开始', '不得不', '打算', '拒绝'))}{deed}", choice(REASONS),
            f"{choice(who)}希望尽快{deed}", f"{matter}在{place}引起了{choice(('关注', '担忧', '热烈讨论'))}",
            f"如果不能{deed}，{matter}就会变得{choice(QUALITIES)}", f"{place}这些年最大的变化是{matter}",
            f"要{deed}，首先要了解{matter}", f"他们把{matter}看得比什么都重要", f"没有谁能单独{deed}"))
        return self._framed(clause, speaker, deed, (matter, choice(matters)), place, time, who, places)

    def _framed(self, clause: str, speaker: str, deed: str, matters: tuple[str, str], place: str, time: str,
                who: list[str], places: list[str]) -> str:
        pick, choice = self._random, self._random.choice
        matter, other = matters
        return choice((
            f"{time}，{clause}，{choice(REASONS)}。",
            f"{choice(OPENERS)}，{clause}。",
            f"“{clause}。”{speaker}{choice(CUES)}，“{choice(REASONS)}。”",
            f"{speaker}{choice(CUES)}：“{clause}，{choice(REASONS)}。”",
            f"{speaker}{choice(CUES)}，{clause}；{choice(REASONS)}。",
            f"{place}、{choice(places)}和{choice(places)}等地{choice(('陆续', '先后', '同时'))}{deed}，其中{matter}占{pick.randint(2, 98)}%。",
            f"{matter}究竟意味着什么？{clause}。",
            f"{clause}，{choice(('而', '但', '因此', '可是', '同时', '于是'))}{matter}（{time}曾引起争论）{choice(QUALITIES)}。",
            f"{choice(who)}{time}{deed}，{choice(('共有', '吸引了', '涉及'))}{pick.randint(3, 900)}{choice(('人参与', '个家庭', '家单位'))}。",
            f"在{place}，{speaker}花了{pick.randint(2, 30)}年研究{matter}，直到{time}才{deed}。",
            f"不少{choice(who)}并不同意这种看法，他们认为{matter}比{other}更加{choice(('紧迫', '复杂', '现实'))}。",
            f"虽然{clause}，但{matter}和{other}都没有因此停下来。",
            f"《{place}{matter}报告》显示，{time}以前，{pick.randint(11, 96)}.{pick.randint(1, 9)}%的人听说过{other}。",
            f"从{place}到{choice(places)}，{choice(who)}都在谈论{matter}，{choice(REASONS)}。",
            f"{speaker}的办公室里挂着一张{place}的旧地图，上面标着{matter}的每一处变化！",
            f"谁来{deed}？谁又该为{matter}负责？{speaker}没有直接回答。",
            f"{time}，记者走进{place}，看到{choice(who)}一边{deed}，一边讨论{other}。",
            f"无论是{matter}还是{other}，最后都要落到每一个普通人身上。",
        ))


def articles(seed: int, size: int) -> list[str]:
    """Articles of together at least ``size`` bytes of UTF-8."""
    writer, found, total = Writer(seed), [], 0
    while total < size:
        found.append(writer.article())
        total += len(found[-1].encode("utf-8"))
    return found

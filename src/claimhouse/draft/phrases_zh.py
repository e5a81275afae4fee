"""What the words before a Chinese figure say: whom it is about and what it measures, as in "邮政行业 | 寄递业务量 | 完成 | 178.4亿件"."""

from __future__ import annotations

import re

from claimhouse.draft.registers import vocabulary

PARTS = re.compile(r"[，,。；;：:！？!?\n（()）]")
BETWEEN = re.compile(r"\s*(?:[、和与及,，]|以及)\s*")  # two figures of a row
LEAD = re.compile(  # words before a name that are none of it
    r"^(?:其中|此外|同时|另外|而|但|且|并|全国|我国|国内(?!生产总值)|全省|全市|全区|全年|全部|当月|当年|当期|本月|本期|本季度|今年|去年"
    r"|前?[一二三四1-4]?季度|上半年|下半年|累计|合计|合并|期间|[两三四五六七八九十几]家公司(?=.{2})|截至|到|至"
    r"|(?:据|按|与)[\u4e00-\u9fff]{2,10}?(?:统计|相比|计算)|(?:在|于)?(?:去年|上年)?同期|在(?:全球|国内|中国市场|该市场)共?|(?:中国|韩国|日本|美国|德国|法国)的(?=.{2})|所占的?|(?:其后|随后)?依次[是为]|(?:其次|接下来|紧随其后的)[是为])+"
)
VERBS = (
    r"(?:[同环]比[高低多少]|累计|合计|共计|共|分别|已|均|则|仅|约|近|超|超过|预计|平均|完成|实现|达成|达到|达|为|是|有|至|到|约为|取得|录得|同比|环比|增长"
    r"|下降|上升|减少|增加|提高|降低|提升|增至|降至|升至|下滑|上涨|下跌|回落|回升|攀升|大[涨跌增降]|[猛激暴剧]增|暴[涨跌]|飙升|[微略]增|[微略]降|年增|年减|季增|季减|月增|月减|以|保持在|稳定在|控制在|维持在|了|[涨跌增降升减报占])"
)
BEHIND = re.compile(rf"{VERBS}+$")
INSIDE = re.compile(r"(?:已?录入|(?:共|累计)?(?:纳入|涉及)|共?实现|共?完成|共有|取得|录得|拥有)")
SHARE = re.compile(r"(?:分别|约|仅)*占(?P<whole>[\u4e00-\u9fff/A-Z]{2,16})的(?:比重|比例)?" + rf"{VERBS}*$")
WITHIN = re.compile(r"在(?P<whole>[\u4e00-\u9fff/A-Z]{2,16})中的?(?:占比|比重|份额)" + rf"{VERBS}*$")  # "在全行业收入中占比为"
LEVEL = re.compile(r"[到至]了?(?:约|近|超过?|逾)?$")  # what moved to a level: "比重上升到"
ASIDE = re.compile(r"[(（][A-Za-z&][^()（）]{0,15}[)）]|[(（][^()（）\d]{2,40}[)）](?=[\u4e00-\u9fff])|年均值")  # "国内生产总值（GDP）"
NAME_ALONE = re.compile(  # what may be a name in a list
    r"(?!其|该|这|那|以|从|至|到|由|约|为|是|占|较|比|近|超|达|共|分|平均|合计|累计|预计|同比|环比|另|前|后|第|去年|今年|上年|线上|线下|全|各|每|有|拥有|其中)"
    r"(?:(?:(?![的了和与])[\u4e00-\u9fff]){2,6}|[A-Za-z][A-Za-z&.-]{1,11}[\u4e00-\u9fff]{0,4})"
)
ATTRIBUTED = re.compile(  # to whom a profit is
    r"归属于?(?!上市公司股东|母公司)[\u4e00-\u9fff]{1,14}?的?(?=(?:期内|年内|应占)?(?:净利润?|净亏损|溢利))"
)
ENTITY = re.compile(  # ends a name of whom; the first of them also where more follows: "规模以上丝绸企业 | 丝"
    r".*(?:行业|产业|(?:企业|公司)(?!债)|集团|地区|市场|[\u4e00-\u9fff]{2}(?:[省县]|市(?!场)))|.*(?:银行|保险|财险|产险|寿险|人寿|证券|板块|股份|渠道|品牌|平台)$"
)
MODIFIER = re.compile(
    r"(?:净|总|毛|可支配|合并|有机|内生|实际|内部|名义|可比|同店|常住|户籍|贫困|管理|研发|行政|财务|营销|合同|合约|签约|营业|主营|业务|经营|原保险|保费|寄递|综合|平均|新增|人均|归母|归属于[\u4e00-\u9fff]{2,8}?(?:的|股东|所有者)|单位|投资|新业务|销售|零售|出口|进口|固定资产|商品|日均|月均|年末|期末|产成品|应收账款|存货)$"
)
GROUP = re.compile(  # ends a name of somebody, and of no thing: "农村常住居民", "装备制造业"
    r".*(?:业|公司|集团|地区|部门|居民|家庭|农户|住户|群体|组|机构|学校|医院|银行|[\u4e00-\u9fff](?:[省市县州]|(?<!地)区))$"
)
BLANK = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z])\s+(?=[\u4e00-\u9fff])")  # where a period stood
ADJUSTED = re.compile(r"经调整的?|调整后的?|非国际财务报告准则下?的?|非公认会计准则下?的?")  # a basis, which is the scope of a figure
OTHERS = re.compile(r"等(?:重点|主要)?(?:行业|产业|领域|产品|地区|企业|品类)(?=的?[\u4e00-\u9fff])")  # "茶具制造等行业增加值"
OF_ALL = "*"  # whom a document is on: "全行业", "企业"
MOVED = re.compile(
    r"同比|环比|增长|下降|上升|减少|增加|提高|降低|提升|增至|降至|升至|增幅|降幅|优化|收窄|回落|回升|下滑|放缓|加快|上涨|下跌|大[涨跌增降]|[猛激暴]增|暴[涨跌]|飙升|^[低少]"
)
BASE = re.compile(r"^(?:但|而|并|且)?[比较][\u4e00-\u9fff ]*?[高低多少]?$")  # "比同期工业增速低3.4个百分点": with what it is compared
WITH = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z]{2})(?:(?:[则也还]|分别)?(?:以|凭借|共)|[则也还])$")  # "某某以市占率30%"
REST = re.compile(r"其[他它余](?:厂商|企业|品牌|公司|车企|国家|地区)")
MEANT = re.compile(r"该|其(?![他它余])|[他她它]们|[二两三四]者|这一?部分|这些")  # of whom or what was spoken before
AT_PLACE = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z]{2})[在于](?:同期|全球(?:市场)?|国内|当季|该季度?|期内|中国市场|海外市场)共?")
GENERIC = re.compile(
    r"(?:全)?(?:行业|企业|(?:主要|各)?(?:厂商|供应商)|公司|本公司|集团|市场|产业|业务|整体|总体|[两三四五六七八九十几]家公司|上市公司|各地|全体)?"
)


def split_zh(phrase: str) -> tuple[str, str]:
    """Whom a noun phrase speaks of and what it measures; either is empty where it has none: "同城快递业务量", "人保财险综合成本率"."""
    phrase = AT_PLACE.sub("", BLANK.sub("", phrase))
    phrase = ADJUSTED.sub("", OTHERS.sub("", LEAD.sub("", phrase.strip(' -·•*#“”"')))).replace("的", "")
    what, before = "", phrase
    while heads := [match for match in vocabulary("heads_zh").find(before) if match.end == len(before)]:
        at = heads[0].start
        what, before = before[at:] + what, before[:at]
    if not what and (at := next((at for at in range(1, len(before) - 1) if vocabulary("heads_zh").whole(before[at:])), 0)):
        what, before = before[at:], before[:at]  # "装机容量" of "太阳能发电装机容量"
    if not what:
        return phrase, ""
    while before and (found := MODIFIER.search(before)):
        what, before = before[found.start() :] + what, before[: found.start()]
    entity = ENTITY.match(before)
    whom, what = (entity[0], before[entity.end() :] + what) if entity else (before, what)
    whom = WITH.sub("", whom)
    if others := REST.match(whom):
        whom = others[0]
    if MEANT.match(whom):  # "该公司员工": of whom was spoken before
        whom = ""
    return OF_ALL if whom and GENERIC.fullmatch(whom) else whom, what


def said_zh(text: str, figures: list[tuple[int, int]], start: int) -> tuple[str, str, bool]:
    """Whom and what the clause of a figure says, and whether it says by how much that changed; of figures in a row the name at its place:
    "东、中、西部地区业务量比重分别为72.6%、18.6%和8.8%"."""
    run = run_of(text, figures, start)
    if not run:
        return "", "", False
    first, at, last = 0, [one[0] for one in run].index(start), len(run) - 1
    before = [one for one in figures if one[0] < run[0][0] and not re.match(r"[A-Za-z]", text[one[1] :])]  # "5G手机" is one name
    clause = PARTS.split(ASIDE.sub("", text[before[-1][1] if before else 0 : run[0][0]]))[-1].strip()
    clause = ATTRIBUTED.sub("", clause)
    if not re.search(r"[\u4e00-\u9fff]{2}", clause):
        return "", "", False
    if BASE.match(clause) and re.search(r"[高低多少]$", clause + text[start:][:1]):
        return "", "", True
    moved = MOVED.search(clause) is not None and LEVEL.search(clause) is None
    share = SHARE.search(clause) or WITHIN.search(clause)
    if share:
        whom, _ = split_zh(BEHIND.sub("", clause[: share.start()]))
        what = f"占{share['whole']}的比重"
    elif is_name_of_list(text, figures, clause):
        return BEHIND.sub("", clause), "", moved
    else:
        clause = BEHIND.sub("", clause)
        if inside := INSIDE.search(clause):  # "全行业实现利润"
            whom, what = split_zh(clause[: inside.start()])[0], clause[inside.end() :]
            whom = OF_ALL if whom and GENERIC.fullmatch(whom) else whom
        else:
            whom, what = split_zh(clause)
            whom = whom if what else ""
    names = listed_zh(whom)
    if last - first == 1 and what.endswith("产销"):  # "产销分别完成X和Y"
        return whom, what[:-2] + ("产量", "销量")[at - first], moved
    if last > first and len(names) == last - first + 1:
        return names[at - first], what, moved
    return whom if len(names) < 2 else "", what, moved


def is_name_of_list(text: str, figures: list[tuple[int, int]], clause: str) -> bool:
    """Whether all that stands before a figure is a name, as before others in the same unit: "华为634.81万台；小米570.53万台"."""
    ends = [0, *(end for _, end in figures)]
    befores = [BEHIND.sub("", PARTS.split(text[end:start])[-1].strip()) for end, (start, _) in zip(ends, figures, strict=False)]
    units = [re.sub(r".*\d", "", text[start:end]) for start, end in figures]
    alone = {name: unit for name, unit in zip(befores, units, strict=True) if NAME_ALONE.fullmatch(name) and not any(split_zh(name)[1:])}
    own = alone.get(BEHIND.sub("", clause))
    return own is not None and sum(unit == own for unit in alone.values()) > 1


def run_of(text: str, figures: list[tuple[int, int]], start: int) -> list[tuple[int, int]]:
    """The figures of the row in which one stands: "72.6%、18.6%和8.8%"."""
    at = next((place for place, one in enumerate(figures) if one[0] == start), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and BETWEEN.fullmatch(text[figures[first - 1][1] : figures[first][0]]):
        first -= 1
    while last + 1 < len(figures) and BETWEEN.fullmatch(text[figures[last][1] : figures[last + 1][0]]):
        last += 1
    return figures[first : last + 1]


def listed_zh(whom: str) -> list[str]:
    """The names of a list, those that lack its end with that of the last: "东、中、西部地区"."""
    names = [name for name in re.split(r"[、和与及]", whom) if name]
    if len(names) > 1 and all(len(name) == 1 for name in names[:-1]):
        names = [*(name + names[-1][1:] for name in names[:-1]), names[-1]]
    return names

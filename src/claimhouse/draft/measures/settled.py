"""Ways that settle the metric of a figure in running text at once: another figure has the same, or the words say it in a form of their
own."""

from __future__ import annotations

import re

from claimhouse.draft.cells import MARGINS, change_of, is_growth
from claimhouse.draft.measures.asked import Asked
from claimhouse.draft.measures.changes import ChangeMeasures
from claimhouse.draft.measures.going_on import SCALED, OngoingMeasures
from claimhouse.draft.measures.proposed import MEMBERS, ProposedMeasures
from claimhouse.draft.measures.stated import StatedMeasures
from claimhouse.draft.phrases import SHARE_BEHIND
from claimhouse.draft.phrases_zh import GROUP, MOVED, OF_ALL
from claimhouse.draft.registers import of, vocabulary
from claimhouse.draft.store import Item

SHARE_AFTER = re.compile(
    r"(?:\s*,?\s*(?:and\s+)?\d[\d.]*\s?(?:%|percent|per\s+cent))*\s+(?:(?:unit|market|value|volume)\s+)?share\b(?!\s+(?:of|capital|price))",
    re.IGNORECASE,
)
OF_WHOLE = re.compile(  # behind a share: "were 58.6% of all shipments", "66.5% of the market"
    r"\s+of\s+(?:(?:the|all|total|global|worldwide|overall|its|their)\s+){0,3}(?:(?!market)[A-Z]?[\w-]+\s+){0,2}?(?P<of>shipments|market|units\s+(?:sold|shipped))\b"
    r"(?!\s+(?:share|value|price|cap))"
)
MOVED_BY = re.compile(r"\b(?:rose|fell|grew|increased|decreased|declined|dropped|up|down|by)\s+(?:by\s+)?$", re.IGNORECASE)
SHARE_WORD = re.compile(r"\b(?:share|proportion|ratio|percentage|portion)\s+of\b", re.IGNORECASE)

SHARES_MOVED = re.compile(  # up to the end of the figure; no market shares, no number of shares
    r"(?:^\W*|[,;]\s+|\b(?:and|while|its|their|the|company|firm|group|(?-i:(?!Market\b)[A-Z])[\w.&-]*)(?:[’']s?)?\s+)"
    r"(?:shares|share\s+price|stock\s+price)\s+(?:(?:in|of)\s+(?:the\s+)?[\w.&’' -]{1,40}?\s+)?"
    r"(?:(?:were|was|are|have|had|has|also|closed|ended|opened|traded|trading|then|initially)\s+)*"
    rf"(?:{of('share move')})\b[^,;.]{{0,30}}?\d[\d.]*\s?(?:%|per\s?cent)$",
    re.IGNORECASE,
)
CONTRIBUTES = re.compile(  # right before its points
    r"\bcontribut(?:ed|es|ing)\s+(?:an?\s+)?(?:further\s+|additional\s+|about\s+|around\s+|some\s+|just\s+|only\s+|negatively\s+|positively\s+|by\s+)*$"
    r"|\b(?:added|adding|subtracted|subtracting)\s+(?:an?\s+)?(?:further\s+|about\s+|around\s+)*$"
    r"|\bcontributions?\s+(?:of|was|were|amounted\s+to)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
NAMED_BEHIND = re.compile(r"\s+(?:of|in)\s+(?:(?:basic|diluted|adjusted|reported)\s+)*", re.IGNORECASE)
OF_REVENUE = re.compile(r"\s+of\s+(?:total\s+|net\s+)?(?:revenues?|sales)\b(?!\s+(?:from|in|of|by|growth|came))", re.IGNORECASE)
OWN_SHARE = re.compile(r"(?:its|their|the|an?|our)?\s*(?:(?:own|total|overall|market)\s+)*shares?", re.IGNORECASE)
POINTS = re.compile(r"\d[\s-]points?\b")
SHARE_NAMED = re.compile(r"\bshares?\b(?!\s+(?:price|capital|buy|repurchase))", re.IGNORECASE)
GROWS = re.compile(  # right before a growth, or printed with it: "同比大增", "环比下滑了"
    r"[，,、](?:较[^，。；\d]{2,8})?(?:同比|环比|年增|年减)(?:分别|大幅|小幅|略微|均)?(?:增长|下降|下滑|上涨|下跌|增加|减少|上升|回落|提升|大[涨跌增降]|[猛激暴微略]增|[微略]降)?"
    r"了?(?:约|近|超过?|逾)?[+＋-]?\d?[^，。；]{0,3}$"
)
BASE_ZH = re.compile(  # "较去年三季度的24.5%"
    r"(?:[较比]|高于|低于|多于|少于)(?:去年|上年|上一?季度?|前一?季度?|同期|\d{4}年)[^，。；\d]{0,8}的$"
)
MOVES_ZH = re.compile(r"(?:增长|下降|上涨|下跌)?")
THING_ZH = re.compile(  # what grew or fell, named alone in its clause: "；风电下降"
    r"(?:^|[，。；：])(?:其中[，,]?)?((?!同比|环比|分别|累计|全年|增速|降幅|增幅|平均|其中|去年|上年|当月|比|较|按|实际|名义|合计|共)[\u4e00-\u9fff]{2,6}?)(?:大幅|小幅|则)?"
    r"(?:增长|下降|上涨|下跌)(?:了|约|近|超)?$"
)
GROWN_BY = re.compile(  # a growth right before by how many points that is more: "同比增长10%，较前月提高1.6个百分点"
    r"(?:同比|环比)?(?:增长|下降|上涨|下跌|增加|减少)了?\d[\d.]*%[，,、](?:增速|降幅|增幅)?[比较][^，。；\d]{0,4}[^，。；]{0,12}$"
)
RATE = re.compile(r"(rate|ratio|total|average|proportion)s?", re.IGNORECASE)
THAT_GROWTH = re.compile(r"\b(?:that|this)\s+growth\b(?!\s+(?:of|in)\b)[^.;]*$", re.IGNORECASE)  # "implying that growth in the half was"
TO_WHAT = (
    r"\s+(?:the\s+)?([A-Za-z](?:[^\W\d]|[\s-]){2,60}?)"
    r"(?=\s*[,.;:()]|\s+(?:and|while|as|with|by|from|compared|versus|vs|against|after|than|respectively|in\s+(?:[A-Z]|the\s))|\s*$)"
)
CONTRIBUTED_TO = re.compile(rf"\s+to{TO_WHAT}")
CONTRIBUTIONS_TO = re.compile(rf"\bcontributions?\s+(?:of\s+[^.;:]{{2,40}}\s+)?to{TO_WHAT}", re.IGNORECASE)
ADDED_ZH = re.compile(r"([\u4e00-\u9fff]{2,8}?)净增(?:加|长)?(?:了|约|近|超过?|逾)*\s*$")
PRICED_ZH = re.compile(r"(?:报收|收报|收于|收盘价?报?|股价[^，。；\d]{0,6}报)于?(?:每股)?\s*$")
SHARES_MOVED_ZH = re.compile(
    r"(?:股价|该股|股票)(?:(?!营收|利润|收入|[。；])[\s\S]){0,40}?(?:[大暴微急]?[涨跌]|上涨|下跌|收[涨跌]|飙升|重挫)幅?(?:了|近|超过?|约|逾|达)*[\d.]+\s?[%％]$"
)
COUNT_GREW_ZH = re.compile(  # "2.1亿付费会员，同比增长14%"
    rf"(?:{MEMBERS})[，,、（(]\s*(?:较?[同环]比|较?去年同期|较上[年季月])?(?:大幅|净|小幅)?(?:增长|增加|下降|减少|上升|增|降)?(?:了|约|近|超)*"
)
KEEPER = re.compile(r".+(?:机构|公司|银行)(?=[^债])")
LONGEST_ZH = 24  # characters of a Chinese name of a measure
PER_SHARE = re.compile(r"\bper (?:\w+ )*?(?:share|unit|ADS)\b|每股", re.IGNORECASE)


class SettledMeasures(StatedMeasures, ChangeMeasures, OngoingMeasures, ProposedMeasures):
    """Each method says whether it settled the metric."""

    def of_twin(self, asked: Asked) -> bool:
        """That of the figure at the same place before parentheses."""
        twin = self.twin(asked.start)
        if not twin or not twin.value("metric_id") or twin.value("unit") != asked.item.value("unit"):
            return False
        asked.item.put("metric_id", twin.value("metric_id"), "sentence", False)
        asked.item.candidates["metric_id"] = [twin.value("metric_id")]
        return True

    def of_share_price(self, asked: Asked) -> bool:
        """The growth of the price of a share, where shares rose or fell by a percentage: "Norvane shares fell 4%"."""
        book, text = self.reader.book, self.text[asked.sentence[0] : asked.end]
        if self.reader.is_covered:
            return False
        priced = asked.unit in book.currencies and PRICED_ZH.search(self.text[asked.sentence[0] : asked.start])
        if priced or asked.unit == "percent" and SHARES_MOVED_ZH.search(text):  # "股价报收于每股5.57美元，下跌0.9%"
            row = {"name": "股价", "definition": "Price of one share", "quantity_kind": "money", "unit": "currency", "additive": "no"}
            price = book.propose("metrics", row, f"line {asked.item.line}", exact=True)
            if not priced:
                row = {
                    "name": "股价涨跌幅",
                    "definition": "Change of the price of one share",
                    "quantity_kind": "percent",
                    "unit": "percent",
                }
                row |= {"additive": "no", "is_signed": "yes", "growth_of_metric_id": price, "growth_over": "previous"}
                price = book.propose("metrics", row, "a change of a metric", exact=True)
            asked.item.put("metric_id", price, "clause", False)
            return True
        if asked.unit != "percent" or not SHARES_MOVED.search(text):
            return False
        row = {"name": "Share price", "definition": "Price of one share", "quantity_kind": "money", "unit": "currency", "additive": "no"}
        price = book.propose("metrics", row, f"line {asked.item.line}", exact=True)
        asked.item.put("metric_id", change_of(book, price, "any", "percent"), "clause", False)
        return True

    def of_answer(self, asked: Asked) -> bool:
        """The label of an answer to a question."""
        answer = self.answer(asked.end) if asked.percent else ""
        return bool(answer) and self.new_metric(asked.item, asked.start, asked.unit, answer, False)

    def of_ratio(self, asked: Asked) -> bool:
        """The ratio of the amount before to what the figure is a share of."""
        rows, ratio = self.reader.book.rows["metrics"], ""
        if asked.percent:
            ratio = self.share_of_last(asked.start, asked.end) or self.in_percent_of(asked.start)
        if not ratio or ratio not in rows and not self.new_metric(asked.item, asked.start, asked.unit, ratio, False):
            return False
        asked.item.put("metric_id", ratio if ratio in rows else asked.item.value("metric_id"), "clause", False)
        return True

    def whole_zh(self, whom: str, what: str) -> str:
        """The whole name of a measure of a country, whose first words say whose part it is: "原煤产量", "委托贷款余额"."""
        keeper = KEEPER.match(whom)  # who has it in its books, "金融机构人民币"; "城乡居民生活" say of what
        group = keeper.end() if keeper else 0
        whom = re.sub(r"^\W+", "", whom[group:])
        known = not whom or whom == OF_ALL or GROUP.fullmatch(whom) or self.reader.book.names["subjects"].find(whom)
        if known or not what or what.startswith("占") or not self.is_of_country():
            return what
        found = re.search("的?".join(map(re.escape, whom + what)), self.text)  # as printed
        return found[0] if found and len(found[0]) <= LONGEST_ZH else what

    def of_chinese(self, asked: Asked) -> bool:
        """What the Chinese words before a figure name, or what it counts of the noun behind it."""
        book, start, end, unit = self.reader.book, asked.start, asked.end, asked.unit
        against = BASE_ZH.search(self.text[asked.sentence[0] : start]) and self.last and self.last_at >= asked.sentence[0]
        if against and self.last.value("unit") == unit and self.last.value("metric_id"):
            return self.put_same(asked, self.last.value("metric_id"), "restated")
        whom, what, moved = self.said_zh(start)
        what = "市场份额" if what == "份额" else self.whole_zh(whom, what)
        moved = moved or MOVED.search(self.text[start:end]) is not None
        change = (self.change(start, end, asked.sentence, asked.clause) or "any") if moved and asked.percent else None
        added = ADDED_ZH.search(self.text[asked.sentence[0] : start])
        if added and not asked.percent and unit not in book.currencies and not self.reader.is_covered:
            name = re.sub(r"^(?:全球|全国|期内|本季|季度|当季|公司)+", "", added[1])
            if self.new_metric(asked.item, start, unit or "count", f"{name}净增", False):  # "付费用户净增加398万人"
                return True
        counted = self.counted_zh(start, end) if not what and not asked.percent and unit not in book.currencies else ""
        if counted and self.new_metric(asked.item, start, unit or "count", counted, False):
            return True
        if what and self.put_said(asked.item, what, start, unit, change):
            return True
        if (
            change
            and not what
            and unit == "percent"
            and self.is_of_country()
            and (moved_thing := THING_ZH.search(self.text[:start] + MOVES_ZH.match(self.text[start:])[0]))
        ):
            if not vocabulary("heads_zh").find(moved_thing[1]) and not self.reader.periods.labels(moved_thing[1]):
                return self.new_metric(asked.item, start, unit, f"{moved_thing[1]}增长", True)  # "其中，火电增长4.0%"
        row = self.row_before(start) if change and not what else None  # "同比分别增长4.9%和6.1%" behind "分别完成1389万辆和1404万辆"
        if change and not row and not what and unit == "percentage_points" and self.last and self.last_at >= asked.sentence[0]:
            if self.last.value("unit") == unit and self.last.value("metric_id"):  # "低2.5个百分点，比同期工业低2.7个百分点"
                return self.put_same(asked, self.last.value("metric_id"), "restated")
            row = self.last if self.last.value("unit") == "percent" else None  # "占比2.4%，同比低0.2个百分点"
        before = self.before(start) if not row and not what and unit == "percent" else None
        between = self.text[before[1] : start] if before else ""
        if COUNT_GREW_ZH.fullmatch(between) and MOVED.search(between + self.text[start:end]):
            row = self.filled[before[0]]  # "2.1亿付费会员，同比增长14%"
            row = None if row.value("unit").startswith("percent") else row
            change = change or self.change(start, end, asked.sentence, asked.clause) or "any"
        if change and not row and not what and not whom and unit == "percent" and GROWS.search(self.text[asked.sentence[0] : start + 4]):
            row = self.amount_before_zh(start, asked.sentence)
        base = row.value("metric_id") if row else ""
        if base and unit == "percentage_points" and GROWN_BY.search(self.text[asked.sentence[0] : start]):
            return self.put_same(asked, self.pace_of(base), "restated")
        base = book.rows["metrics"].get(base, {}).get("growth_of_metric_id") or base
        if base:
            asked.item.put("metric_id", change_of(book, base, change, unit), "restated", False)
        return bool(base)

    def amount_before_zh(self, start: int, sentence: tuple[int, int]) -> Item | None:
        """The last amount of the sentence that is no percentage, of which "同比增长6.4%" is the growth: no share grows by one."""
        found = (self.filled[at] for at in sorted(self.filled, reverse=True) if sentence[0] <= at < start)
        levels = [one for one in found if one.value("metric_id") and not one.value("unit").startswith("percent")]
        levels = [one for one in levels if one.cells["metric_id"].how != "proposed"]
        known = (one for one in levels if ("metrics", one.value("metric_id")) not in self.reader.book.ids)
        return next(known, levels[0] if levels else None)

    def pace_of(self, growth: str) -> str:
        """By how many points a growth is more or less than another: "销售额增速变化" of "销售额增长"."""
        book, name = self.reader.book, self.reader.book.rows["metrics"][growth]["name"]
        if name.isascii() or not name.endswith("增长"):
            return change_of(book, growth, "any", "percentage_points")
        row = {"name": f"{name.removesuffix('增长')}增速变化", "definition": "", "quantity_kind": "percent", "unit": "percentage_points"}
        row |= {"definition": f"As the document calls it: {row['name']}", "additive": "no", "is_signed": "yes"}
        return book.propose("metrics", row, "by how much a growth changed", exact=True)

    def of_item(self, asked: Asked) -> bool:
        """That of the item of a list before."""
        return self.put_same(asked, self.of_list(asked.item, asked.start, asked.unit), "list")

    def of_vague(self, asked: Asked) -> bool:
        """The last metric of the paragraph that ends in the word that alone names this one: "The rate for teenagers edged up to"."""
        said, rows = self.said(asked.start, asked.end), self.reader.book.rows["metrics"]
        before = self.text[asked.sentence[0] : asked.start]
        if said.name.lower() == "growth" and asked.unit == "percent" and THAT_GROWTH.search(before) and not self.reader.is_covered:
            found = (one.value("metric_id") for one in reversed(self.filled.values()))
            return self.put_same(asked, next((one for one in found if rows.get(one, {}).get("is_signed") == "yes"), ""), "antecedent")
        word = RATE.fullmatch(said.name)
        if not word or self.reader.is_covered or re.search(rf"\b{word[0]}\s+of\s", said.text, re.IGNORECASE):
            return False
        for other in reversed(self.filled.values()):
            name = rows.get(other.value("metric_id"), {}).get("name", "").lower()
            metric, unit = other.value("metric_id"), other.value("unit")
            if name.rstrip("s").endswith(f" {word[1].lower()}") and unit in (asked.unit, "percent"):
                moved = unit != asked.unit and asked.unit == "percentage_points"
                return self.put_same(asked, change_of(self.reader.book, metric, "any", asked.unit) if moved else metric, "antecedent")
        return False

    def of_share(self, asked: Asked) -> bool:
        """The share of what is named behind a percentage, or of a market."""
        start, end, unit = asked.start, asked.end, asked.unit
        behind = self.share_behind(start, end) if asked.percent else None
        whole = behind and (behind["whole"] or self.whole_of_shares())
        if whole and self.new_metric(asked.item, start, unit, f"Share of {whole}", False):
            return True
        if unit != "percent" or self.reader.is_covered:
            return False
        if (whole := OF_WHOLE.match(self.text, end)) and not MOVED_BY.search(self.text[asked.sentence[0] : start]):
            metric = "unit_share" if re.match(r"shipments|units", whole["of"], re.IGNORECASE) else "market_share"
            asked.item.put("metric_id", metric, "share", False)
            return True
        if SHARE_AFTER.match(self.text, end):  # "15.3 percent and 9.8 percent share"
            asked.item.put("metric_id", "market_share", "share", False)
            return True
        shared = self.has_share(asked.clause, start) or SHARE_WORD.search(self.text[asked.sentence[0] : start])
        whole = self.share_of_whole(start, end) if shared else self.share_of_members(end)
        return bool(whole) and self.new_metric(asked.item, start, unit, whole, False)

    def of_contribution(self, asked: Asked) -> bool:
        """By how many points something moved another rate: "M1 contributed 3.2 percentage points", "added 0.4 percentage point to growth";
        with what is moved, where the sentence says it."""
        if asked.unit != "percentage_points" or self.reader.is_covered:
            return False
        before = self.text[asked.sentence[0] : asked.start]
        if not CONTRIBUTES.search(before):
            return False
        behind = CONTRIBUTED_TO.match(self.text, asked.end) or CONTRIBUTIONS_TO.search(before)
        whole = self.reader.book.without_place(behind[1].strip()) if behind and not self.reader.periods.labels(behind[1]) else ""
        if OWN_SHARE.fullmatch(whole):  # "added 0.7 percentage points to its share"
            return self.put_same(asked, self.moved_share(asked), "clause")
        name = f"Contribution to {whole}" if whole else "Contribution"
        return self.new_metric(asked.item, asked.start, asked.unit, name, False)

    def of_named_behind(self, asked: Asked) -> bool:
        """The metric of which an amount is said to be one right behind it: "€6 million of net profit and €0.15 of basic EPS"."""
        if asked.unit not in self.reader.book.currencies or self.reader.is_covered:
            return False
        behind = NAMED_BEHIND.match(self.text, asked.end)
        named = [match for match in self.metrics if behind and match.start == behind.end()]
        named = [id for match in named for id in match.ids if self.reader.book.fits(id, asked.unit)]
        each = named and PER_SHARE.search(self.reader.book.rows["metrics"][named[0]]["name"])
        return bool(each) and self.put_same(asked, named[0], "clause")

    def of_margin(self, asked: Asked) -> bool:
        """The margin of a percentage of revenue behind an amount that has one: "Gross profit of $30 million, up 39%, or 81% of revenue"."""
        if asked.unit != "percent" or self.reader.is_covered or not OF_REVENUE.match(self.text, asked.end):
            return False
        inside = sorted((at, one.value("metric_id")) for at, one in self.filled.items() if asked.sentence[0] <= at < asked.start)
        money = [id for _, id in inside if id in MARGINS]
        own = money and inside[0][1] == money[0]
        return bool(own) and MARGINS[money[0]] in self.reader.book.rows["metrics"] and self.put_same(asked, MARGINS[money[0]], "clause")

    def of_points(self, asked: Asked) -> bool:
        """By how many points a share or rate moved, where the figure prints "points" alone and its paragraph has percentages."""
        if asked.unit != "percentage_points" or not POINTS.search(self.text[asked.start : asked.end]):
            return False
        return self.put_same(asked, self.moved_share(asked), "clause")

    def moved_share(self, asked: Asked) -> str:
        """The change of the last share or rate of the paragraph, else of the market share where the text speaks of shares."""
        book = self.reader.book
        rows = book.rows["metrics"]
        before = (
            one.value("metric_id") for at, one in reversed(self.filled.items()) if at < asked.start and one.value("unit") == "percent"
        )
        level = next((one for one in before if one and rows[one].get("is_signed") != "yes" and not is_growth(rows[one])), "")
        shares = self.shares or SHARE_NAMED.search(self.reader.title)
        level = level or ("market_share" if shares and "market_share" in rows else "")
        return change_of(book, level, asked.change or "any", "percentage_points") if level else ""

    def whole_of_shares(self) -> str:
        """What the first share of the paragraph that stands before "from" is of."""
        found = (SHARE_BEHIND.match(self.text, last) for last in sorted(self.ends.values()))
        return next((one["whole"] for one in found if one and one["whole"]), "")

    def of_figure_before(self, asked: Asked) -> bool:
        """That of the figure before, of which this one says more."""
        start, end = asked.start, asked.end
        if asked.percent and not self.is_compared(start):
            asked.change = self.change(start, end, asked.sentence, asked.clause)
        same = self.of_same(start, end, asked.unit, asked.change)
        return self.put_same(asked, self.of_whole(asked, same) if same else "", "restated")

    def of_whole(self, asked: Asked, same: str) -> str:
        """The metric of the figure before that is as much, or as little, one per share: of "$5 million, or $0.35 per share, compared to $4
        million" the last is of the first."""
        metrics = self.reader.book.rows["metrics"]
        small = not SCALED.search(self.text[asked.start : asked.end]) and PER_SHARE.search(metrics[same]["name"])
        if small or bool(asked.per) == bool(PER_SHARE.search(metrics[same]["name"])) or asked.unit not in self.reader.book.currencies:
            return same
        for at, one in reversed(self.filled.items()):
            name = metrics.get(one.value("metric_id"), {}).get("name", "")
            if asked.sentence[0] <= at < asked.start and one.value("unit") == asked.unit and name:
                if bool(PER_SHARE.search(name)) == bool(asked.per):
                    return one.value("metric_id")
        return ""

    def put_same(self, asked: Asked, metric: str, how: str) -> bool:
        if metric:
            asked.item.put("metric_id", metric, how, False)
            asked.item.candidates["metric_id"] = [metric]
        return bool(metric)

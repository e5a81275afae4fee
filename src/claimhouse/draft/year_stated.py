"""The end of the fiscal year where a document states it: "the fiscal year ends on September 30", "FYE March 2024", "financial year
(April-March)", "截至2024年3月31日止年度"."""

from __future__ import annotations

import re

from claimhouse.documents.periods import DAY, MONTH, month_and_day, month_number
from claimhouse.draft.days import near_month_end

CAPITAL_MONTH = rf"(?-i:{'|'.join(name.title() for name in MONTH.split('|'))}|{MONTH.upper()})"  # "the year may" names no month
YEAR_NAMED = (
    r"(?:\b(?:fiscal|financial|accounting|business)[\s-]+year|(?<![\w'’])(?:FYE?|YE|Y/E)\b|(?<!half-)(?<!half )\byear[\s-]end\b"
    r"|\bbalance\s+date\b|\bcloses?\s+its\s+books\b|\bbooks\s+close\b)"
)
STATED = re.compile(  # "the fiscal year ends on the Saturday nearest to September 30", "financial year to June 2009", "FYE March 2024"
    rf"\b(?:fiscal|financial|accounting|business)\s+years?[\s-]+(?:(?:that|which)\s+)?(?:ends?|ended|ending|closes?|runs?|begins\s+\S+\s+\S+\s+and\s+ends)\b"
    rf"[^.;:\d]{{0,60}}?\b(?:({DAY})|(?:in|of|to)\s+({MONTH})\b)"
    rf"|{YEAR_NAMED}\s*(?:(?:end(?:s|ed|ing)?|closing|to|is|on)\b\s*|[:(=]\s*){{0,3}}(?:({DAY})|({CAPITAL_MONTH})\b)(?!\.?\s*(?:-|–|—|to\b|through\b))",
    re.IGNORECASE,
)
FROM_TO = re.compile(  # "fiscal year (April-March)", "financial year (1 July to 30 June)"
    rf"\b(?:fiscal|financial|accounting)\s+years?\s*[,(:]?\s*(?:(?:runs|is|from)\s+)*(?:1(?:st)?\s+)?({MONTH})(?:\s+1(?:st)?)?\s*"
    rf"(?:-|–|—|to|through)\s*(?:\d\d\s+)?({MONTH})\b(?!\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
SEASON = re.compile(  # "the 2024/25 season (July-June)", "marketing year (September/August)"
    rf"(?:\b20\d\d\s?[/–-]\s?\d\d\b|\b(?:marketing|crop|season|campaign|sugar|water)\s+year)[^.;\n\d]{{0,20}}?\(\s*({MONTH})\s*(?:-|–|—|/|to)\s*"
    rf"({MONTH})\s*\)",
    re.IGNORECASE,
)


SEASON_NAMED = r"\b(?P<season>[a-z]+\s+(?:year|season|campaign))\s+(?P<year>20\d\d)\s?[/–-]\s?(?:20)?\d\d"
SEASON_RUNS = re.compile(  # "coffee year 2024/25, which ran from October to September"
    rf"(?:{SEASON_NAMED}|\b[a-z]+\s+(?:year|season|campaign)\b)[\s,(]+(?:(?:which|that|it)\s+)?(?:runs?|ran|running|lasts?|lasted)\s+"
    rf"(?:from\s+)?({MONTH})\s*(?:-|–|—|/|to|through|until)\s*({MONTH})\b(?!\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
CLOSED_ZH = re.compile(
    r"截至?(?:于)?(?:20\d\d ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日 ?止(?:的)?(?:财政|会计)?"
    r"(?:年度|全年|财年|十二个月|12个月|(?P<half>六个月|6个月|半年)|(?P<nine>九个月|9个月))"
    r"|(?:财政|会计)年度(?:截至|止于|结束于|截止于|于)(?:每年)?(?P<in_month>\d{1,2}) ?月 ?(?P<in_day>\d{1,2}) ?日"
)

DAY_ZH = r"(?:20\d\d ?年 ?)?(?P<{0}>\d{{1,2}}) ?月 ?(?P<{1}>\d{{1,2}}) ?日"
BLANK_ZH = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff\d])|(?<=\d) (?=[\u4e00-\u9fff])")  # which says nothing: "的 2012 财年"
QUARTER_ZH = re.compile(  # "截至2019年5月31日的2019财年第四季度", "第三财季（截至6月30日）"
    rf"截至{DAY_ZH.format('month', 'day')} ?止?的?(?:20\d\d ?财年)?(?:第?(?P<nth>[一二三四])财?季|财年|(?<=财年)全年)"
    rf"|第?(?P<called>[一二三四])财?季度?[（(，, ]{{0,2}}截至{DAY_ZH.format('on_month', 'on_day')}"
)


MOST_ZH = 3_000  # characters at the beginning, in which a text is on one quarter
CALLED_ZH = re.compile(r"第(?P<nth>[一二三四])财季")
THREE_MONTHS_ZH = re.compile(rf"截至{DAY_ZH.format('month', 'day')} ?止?的?(?:[三3]个月|季度)")


def end_as_stated(text: str) -> tuple[int, int] | None:
    """The end that a sentence or a note on the fiscal year names."""
    for match in STATED.finditer(text[:200_000]):
        if day := match[1] or match[3]:
            return near_month_end(*month_and_day(day))
        return near_month_end(month_number(match[2] or match[4]), 28)
    for match in (*FROM_TO.finditer(text[:200_000]), *SEASON.finditer(text[:200_000])):
        first, last = month_number(match[1]), month_number(match[2])
        if (first - last) % 12 == 1:
            return near_month_end(last, 28)
    for match in SEASON_RUNS.finditer(text[:200_000]):
        first, last = month_number(match[3]), month_number(match[4])
        if (first - last) % 12 == 1:
            return near_month_end(last, 28)
    return None


def end_in_chinese(text: str) -> tuple[int, int] | None:
    """The end of the year of "截至2024年3月31日止年度"; of "止六个月" and "止九个月" the rest of the year later."""
    text = BLANK_ZH.sub("", text[:200_000])
    found = sorted(CLOSED_ZH.finditer(text), key=lambda match: bool(match["half"] or match["nine"]))
    for match in found:
        month, day = int(match["month"] or match["in_month"]), int(match["day"] or match["in_day"])
        rest = 6 if match["half"] else 3 if match["nine"] else 0
        if 1 <= month <= 12:
            return near_month_end((month - 1 + rest) % 12 + 1, 28 if rest else day)
    if match := QUARTER_ZH.search(text):
        month, called = int(match["month"] or match["on_month"]), match["nth"] or match["called"] or "四"
        return near_month_end((month - 1 + 3 * (3 - "一二三四".index(called))) % 12 + 1, 28) if 1 <= month <= 12 else None
    quarters = {one["nth"] for one in CALLED_ZH.finditer(text[:MOST_ZH])}
    ends = {int(one["month"]) for one in THREE_MONTHS_ZH.finditer(text[:MOST_ZH])}
    if len(quarters) == 1 == len(ends) and 1 <= min(ends) <= 12:  # "第三财季利润增长5%……截至12月31日三个月内"
        return near_month_end((ends.pop() - 1 + 3 * (3 - "一二三四".index(quarters.pop()))) % 12 + 1, 28)
    return None

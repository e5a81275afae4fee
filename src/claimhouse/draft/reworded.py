"""Periods in forms that the grammar does not read: "10M25", "I-IX 2024", "1.1.-30.6.2024", "LTM Sep 2024", "July-April FY24".

Each form is a pattern and a reader of its matches, which gives the days, or None where they cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimhouse.documents.periods import MONTH, month_number
from claimhouse.draft.days import Days, same_day
from claimhouse.grammar.period_parts import month_end

if TYPE_CHECKING:
    from claimhouse.draft.calendar.periods import Periods

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
HAN = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12, "两": 2, "兩": 2}
YEAR = r"(?:20)?\d\d"


def full(year: str) -> int:
    return int(year) % 100 + 2000


def spans_of(first: int, last: int, year: int) -> Days | None:
    """From the first day of a month to the end of another in a year of the calendar."""
    return (date(year, first, 1), month_end(year, last)) if 1 <= first <= last <= 12 else None


def first_days(match: re.Match, periods: Periods) -> Days | None:
    """ "the first 20 days of October 2024", for which customs offices give figures."""
    count = {"ten": 10, "twenty": 20}.get(match["days"].lower()) or int(match["days"])
    first = date(int(match["year"]), month_number(match["name"]), 1) if match["year"] else None
    return (first, first.replace(day=count)) if first else None


def first_quarters(match: re.Match, periods: Periods) -> Days | None:
    """ "the first three quarters of 2023"."""
    return spans_of(1, 9 if match["count"].lower() == "three" else 6, int(match["year"]))


def numbered_quarter(match: re.Match, periods: Periods) -> Days | None:
    """ "Quarter 3 (July to Sept) 2015", "1 qtr 2017"; None of one without a year."""
    year = match["year"] or match.groupdict().get("within")
    return spans_of(3 * int(match["number"]) - 2, 3 * int(match["number"]), int(year)) if year else None


def numbered_month(match: re.Match, periods: Periods) -> Days | None:
    """ "2021M03", "2021-M3"."""
    return spans_of(int(match["month"]), int(match["month"]), int(match["year"]))


def first_months(match: re.Match, periods: Periods) -> Days | None:
    """ "10M25", "11MFY24"."""
    count, year = int(match["count"]), full(match["year"])
    if not match["fiscal"]:
        return spans_of(1, count, year)
    first = periods.year_days(year + periods.names_start)[0] if periods.fiscal else None
    return (first, same_day(first - timedelta(days=1), count)) if first else None


def roman_months(match: re.Match, periods: Periods) -> Days | None:
    return spans_of(ROMAN[match["first"]], ROMAN[match["last"]], full(match["year"]))


def roman_quarter(match: re.Match, periods: Periods) -> Days | None:
    """ "Quarter I 2020", "II quarter of 2020"."""
    number = ROMAN[match["number"] or match["other"]]
    return spans_of(3 * number - 2, 3 * number, full(match["year"]))


def quarters(match: re.Match, periods: Periods) -> Days | None:
    first, last = int(match["first"]), int(match["last"])
    return spans_of(3 * first - 2, 3 * last, full(match["year"])) if first < last else None


def days_in_digits(match: re.Match, periods: Periods) -> Days | None:
    year = full(match["year"])
    try:
        first = date(full(match["begin"]) if match["begin"] else year, int(match["month"]), int(match["day"]))
        last = date(year, int(match["to_month"]), int(match["to_day"]))
    except ValueError:
        return None
    return (first, last) if first < last else None


def day_in_digits(match: re.Match, periods: Periods) -> Days | None:
    try:
        day = date(full(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day, day


def part_of_year(match: re.Match, periods: Periods) -> Days | None:
    """ "FY2024 Q2", "FY25Q1", "2025财年第二季度"."""
    part = match["part"].upper()
    part = f"Q{HAN[part]}" if part in HAN else {"上": "H1", "下": "H2"}.get(part, part)
    return periods.part_days(part if part[0] in "HQ9" else part[::-1], full(match["year"])) if periods.fiscal else None


def fiscal_year(match: re.Match, periods: Periods) -> Days | None:
    return periods.year_days(full(match["year"])) if periods.fiscal else None


def whole_year(match: re.Match, periods: Periods) -> Days | None:
    year = int(match["year"])
    return periods.year_days(year) if periods.has_own_year else (date(year, 1, 1), date(year, 12, 31))


def half(match: re.Match, periods: Periods) -> Days | None:
    number = {"1": 1, "2": 2, "first": 1, "second": 2}[match["number"].lower()]
    return spans_of(6 * number - 5, 6 * number, full(match["year"]))


def quarter(match: re.Match, periods: Periods) -> Days | None:
    return spans_of(3 * int(match["number"]) - 2, 3 * int(match["number"]), full(match["year"]))


def last_part(match: re.Match, periods: Periods) -> Days | None:
    """ "the last quarter of 2023", which is no quarter before."""
    months, end = 6 if match["part"].lower() == "half" else 3, date(int(match["year"]), 12, 31)
    return same_day(end, -months) + timedelta(days=1), end


def rolling(match: re.Match, periods: Periods) -> Days | None:
    """Twelve months to the end of what is named: "LTM Sep 2024", "LTM Q3 2024"."""
    days = periods.days_in(match["to"])
    return days and (same_day(days[1], -12) + timedelta(days=1), days[1])


def year_to(match: re.Match, periods: Periods) -> Days | None:
    """From the beginning of the year: "YTD September 2025"."""
    days = periods.days_in(match["to"])
    return up_to_end(days[1], periods) if days and (days[1] - days[0]).days <= 100 else None


def year_until(match: re.Match, periods: Periods) -> Days | None:
    """ "the course of the year until August"; None without a year."""
    return up_to_end(month_end(int(match["year"]), month_number(match["name"])), periods) if match["year"] else None


def up_to_end(end: date, periods: Periods) -> Days:
    """From the beginning of the year, fiscal where the document has one, to a day."""
    month, day = periods.fiscal if periods.fiscal and periods.has_own_year else (12, 31)
    before = date(end.year - ((end.month, end.day) <= (month, day)), month, min(day, month_end(end.year, month).day))
    return before + timedelta(days=1), end


def months_of_year(match: re.Match, periods: Periods) -> Days | None:
    """ "July-April FY24", "October-March 2024/25": months of a fiscal year."""
    if match["next"] and (int(match["year"]) + 1) % 100 != int(match["next"]) % 100 or not (match["next"] or match["fiscal"]):
        return None
    first, last = month_number(match["first"]), month_number(match["last"])
    if match["next"]:
        own = periods.fiscal[0] if periods.fiscal else 12
        begin = full(match["year"]) + (last > first and first <= own < 12)
    elif periods.fiscal:
        begin = periods.year_days(full(match["year"]) + periods.names_start)[0].year + (first <= periods.fiscal[0] < 12)
    else:
        return None
    return date(begin, first, 1), month_end(begin + (last < first), last)


def short_months(match: re.Match, periods: Periods) -> Days | None:
    """ "Jan-Sep 25" where the document prints 2025."""
    first, last, year = month_number(match["first"]), month_number(match["last"]), full(match["year"])
    return (date(year - (first > last), first, 1), month_end(year, last)) if year in periods.printed_years else None


def closed(match: re.Match, periods: Periods) -> Days | None:
    """ "截至2025年9月30日止九个月", "截至2024年12月31日止年度"."""
    days, unit, said = periods.days_in(match["day"]), match["unit"], match["count"] or "0"
    count = int(said) if said.isdigit() else HAN.get(said, 0)
    months = 12 if "年" in unit and "半" not in unit else 6 if "半年" in unit else 3 if "季" in unit else count
    return (same_day(days[1], -months) + timedelta(days=1), days[1]) if days and months else None


def months_up_to_zh(match: re.Match, periods: Periods) -> Days | None:
    """ "截至12月31日的三个月"; None without a year."""
    year, month = match["own"] or match["year"], int(match["month"])
    if not year or not 1 <= month <= 12:
        return None
    last = month_end(int(year), month)
    last = last.replace(day=min(int(match["day"]) or 1, last.day))
    count = HAN.get(match["count"]) or int(match["count"])
    return same_day(last, -count) + timedelta(days=1), last


def first_months_zh(match: re.Match, periods: Periods) -> Days | None:
    count = HAN.get(match["count"]) or int(match["count"])
    return spans_of(1, count, int(match["year"])) if match["year"] and count <= 12 else None


def quarter_zh(match: re.Match, periods: Periods) -> Days | None:
    """ "2018年4季度", "第3季度"; None without a year."""
    return spans_of(3 * int(match["nth"]) - 2, 3 * int(match["nth"]), int(match["year"])) if match["year"] else None


def first_days_zh(match: re.Match, periods: Periods) -> Days | None:
    """ "2月前10天"; None without a year."""
    first = date(int(match["year"]), int(match["month"]), 1) if match["year"] else None
    return first and (first, min(first + timedelta(days=int(match["days"]) - 1), month_end(first.year, first.month)))


def end_zh(match: re.Match, periods: Periods) -> Days | None:
    """ "三季度末", "2024年上半年末"; None without a year."""
    days = periods.days_in(f"{match['year']}年{match['part']}") if match["year"] else None
    return days and (days[1], days[1])


def short_day(match: re.Match, periods: Periods) -> Days | None:
    """ "6 months to 30 Jun 23", "30 Jun 23" of a heading, or where the document prints 2023."""
    year, said = full(match["year"]), match["length"]
    if len(match.string) > HEADING and year not in periods.printed_years:
        return None
    month = month_number(match["name"])
    last = month_end(year, month)
    day = last.replace(day=int(match["day"])) if 1 <= int(match["day"]) <= last.day else None
    if day is None or not said:
        return day and (day, day)
    months = (
        12
        if re.match(r"(?:12|twelve|year)", said, re.IGNORECASE)
        else 3
        if re.match(r"[3tq](?!w)", said, re.IGNORECASE)
        else 9
        if said[0] in "9nN"
        else 6
    )
    return same_day(day, -months) + timedelta(days=1), day


def half_of_firm(match: re.Match, periods: Periods) -> Days | None:
    """ "HY24", "HY 2024"."""
    return periods.part_days("H1", full(match["year"])) if periods.has_own_year else spans_of(1, 6, full(match["year"]))


def part_to_month(match: re.Match, periods: Periods) -> Days | None:
    """ "Jun-23 Qtr", "Dec 23 half"."""
    last = month_end(full(match["year"]), month_number(match["name"]))
    months = {"q": 3, "h": 6, "y": 12}[match["length"][0].lower()]
    return same_day(last, -months) + timedelta(days=1), last


def quarter_to_date(match: re.Match, periods: Periods) -> Days | None:
    """ "Q3 YTD 2023"."""
    days = periods.days_in(f"{match['to']} {match['year']}")
    return days and (same_day(days[1], -3 * int(match["to"][1])) + timedelta(days=1), days[1])


Reading = Callable[[re.Match, "Periods"], Days | None]
DATED = (  # the month, quarter, half or day that something leads up to
    rf"(?:(?:{MONTH})\.?[\s-]*['’]?(?:20)?\d\d|Q[1-4]\s*['’]?(?:20)?\d\d|[1-4]Q\s*(?:20)?\d\d|H[12]\s*(?:20)?\d\d"
    rf"|\d{{1,2}}\s+(?:{MONTH})\.?\s+20\d\d|(?:{MONTH})\.?\s+\d{{1,2}},?\s+20\d\d)"
)
HEADING = 60  # characters
FORMS: tuple[tuple[re.Pattern, Reading], ...] = (
    (re.compile(rf"(?<![\w.,])(?P<count>1[012]|[2-8])M\s?(?P<fiscal>FY)?\s?['’]?(?P<year>{YEAR})(?![\w%]|[.,]\d)"), first_months),
    (
        re.compile(
            r"(?<!\w)(?P<first>I{1,3}|IV|VI{0,3}|IX|X)\s?[-–—]\s?(?P<last>I{1,3}|IV|VI{0,3}|IX|XI{0,2})\s*[./]?\s?(?P<year>20\d\d)\b"
        ),
        roman_months,
    ),
    (
        re.compile(
            r"(?<!\w)(?:(?:[Qq]uarter|QUARTER)\s+(?P<number>IV|I{1,3})|(?P<other>IV|I{1,3})\.?\s+[Qq]uarter)\s*,?\s+(?:of\s+)?(?P<year>20\d\d)\b"
        ),
        roman_quarter,
    ),
    (re.compile(r"(?<!\w)Q?(?P<first>[1-3])\s?[-–]\s?(?P<last>[2-4])\s?Q\s?/?\s?['’]?(?P<year>20\d\d|\d\d)\b(?![.,]\d|%)"), quarters),
    (re.compile(r"(?<!\w)Q(?P<first>[1-3])\s?[-–]\s?Q?(?P<last>[2-4])\s?/?\s?['’]?(?P<year>20\d\d|\d\d)\b(?![.,]\d|%)"), quarters),
    (re.compile(r"(?P<year>20\d\d)年?(?P<first>[1-3])[-–—~至](?P<last>[2-4])季度"), quarters),
    (
        re.compile(
            r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<begin>20\d\d)?\s?(?:[-–—]|to)\s?"
            r"(?P<to_day>\d{1,2})\.(?P<to_month>\d{1,2})\.(?P<year>20\d\d|\d\d)(?![\d.])"
        ),
        days_in_digits,
    ),
    (re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d\d)(?![\d.%])"), day_in_digits),
    (re.compile(rf"\bFY\s?['’]?(?P<year>{YEAR})[\s-]*(?P<part>Q[1-4]|[1-4]Q|H[12]|[12]H)(?!\w)", re.IGNORECASE), part_of_year),
    (
        re.compile(
            r"(?P<year>20\d\d)(?:财年|年?(?=第?[一二三四]财季|[上下]半财年))第?(?P<part>[一二三四](?=财?季)|[上下](?=半)|Q[1-4])(?:财?季度?|半财?年)?"
        ),
        part_of_year,
    ),
    (re.compile(r"(?P<year>20\d\d)财年(?!第|[上下一二三四]|Q)"), fiscal_year),
    (
        re.compile(
            r"(?<![\w/–-])(?P<year>20\d\d)\s+(?:(?:annual|yearly)\s+(?:report|results|accounts|review|figures|statements?)|full[\s-]year)\b",
            re.IGNORECASE,
        ),
        whole_year,
    ),
    (re.compile(r"\b(?P<number>first|second)\s+semester\s+(?:of\s+)?(?P<year>20\d\d)\b", re.IGNORECASE), half),
    (re.compile(r"(?<!\w)S(?P<number>[12])\s+(?P<year>20\d\d)\b"), half),
    (re.compile(r"(?<![\w.,])(?P<number>[1-4])T\s?(?P<year>20\d\d|\d\d)(?![\w%]|[.,]\d)"), quarter),
    (re.compile(r"(?<!\w)Q(?P<number>[1-4])\s?/\s?(?P<year>20\d\d|\d\d)(?![\w/]|[.,]\d)"), quarter),
    (
        re.compile(
            rf"(?<!\w)(?:LTM|TTM|(?:last|trailing|rolling)\s+(?:12|twelve)\s+months)\s+(?:(?:to|ended|ending|as\s+of|at)\s+)?(?P<to>{DATED})(?!\w)",
            re.IGNORECASE,
        ),
        rolling,
    ),
    (re.compile(rf"(?<!\w)(?:YTD|year[\s-]to[\s-]date)\s+(?:(?:to|ended|ending)\s+)?(?P<to>{DATED})(?!\w)", re.IGNORECASE), year_to),
    (
        re.compile(
            rf"\b(?:(?:(?:over|during|in)\s+)?(?:the\s+)?course\s+of\s+(?:the|this)\s+year|so\s+far\s+this\s+year|year[\s-]to[\s-]date),?\s+(?:up\s+)?(?:to|until|till|through)\s+"
            rf"(?P<name>{MONTH})\b\.?(?:\s+(?P<year>20\d\d))?(?!\s+\d)",
            re.IGNORECASE,
        ),
        year_until,
    ),
    (
        re.compile(
            rf"\b(?P<first>{MONTH})\.?\s*(?:to|through|[-–—])\s*(?P<last>{MONTH})\.?\s+(?:of\s+|in\s+)?(?P<fiscal>FY\s?|fiscal\s+(?:year\s+)?)?"
            rf"['’]?(?P<year>20\d\d|(?<=FY)\d\d|(?<=FY )\d\d)(?:\s?[-–/]\s?(?P<next>(?:20)?\d\d))?(?!\w|[.,]\d)",
            re.IGNORECASE,
        ),
        months_of_year,
    ),
    (
        re.compile(rf"\b(?P<first>{MONTH})\.?\s*[-–—]\s*(?P<last>{MONTH})\.?[\s-]+(?P<year>\d\d)(?![\w%,./-])", re.IGNORECASE),
        short_months,
    ),
    (
        re.compile(
            r"(?:(?P<length>(?:3|6|9|12|three|six|nine|twelve)[\s-]months?|(?:half[\s-])?year|half|quarter)\s+(?:to|ended|ending)\s+)?"
            rf"(?<![\d.,])(?P<day>\d{{1,2}})[\s-](?P<name>{MONTH})[a-z]*\.?[\s-]['’]?(?P<year>\d\d)(?![\w%/:]|[.,]\d|\s*(?:%|per|million|billion))",
            re.IGNORECASE,
        ),
        short_day,
    ),
    (re.compile(r"(?<!\w)HY\s?['’]?(?P<year>20\d\d|\d\d)(?!\w|\s?[/–-]\s?\d|[.,]\d)"), half_of_firm),
    (
        re.compile(
            rf"\b(?P<name>{MONTH})\.?[\s-]['’]?(?P<year>20\d\d|\d\d)\s+(?P<length>qtr\b|quarter\b|half(?:[\s-]year)?\b|year\b)(?![\s-]+(?:end|on|over|ago|before))",
            re.IGNORECASE,
        ),
        part_to_month,
    ),
    (
        re.compile(r"\b(?:the\s+)?(?:last|final|closing)\s+(?P<part>quarter|half)\s+of\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
        last_part,
    ),
    (
        re.compile(
            r"(?<![\w.-])(?P<year>(?:19|20)\d\d),?\s+(?P<first>I|II|III|IV|V|VI|VII|VIII|IX|X|XI)\s?[-–—]\s?(?P<last>II|III|IV|V|VI|VII|VIII|IX|X|XI|XII)(?!\w)"
        ),
        roman_months,
    ),
    (
        re.compile(
            rf"\bQuarter\s+(?P<number>[1-4])\s*(?:\(\s*(?:{MONTH})[a-z]*\.?\s*(?:to|[-–—])\s*(?:{MONTH})[a-z]*\.?\s*(?P<within>(?:19|20)\d\d)?\s*\))?"
            r"(?:,?\s*(?P<year>(?:19|20)\d\d))?(?![\w%]|[.,]\d)",
            re.IGNORECASE,
        ),
        numbered_quarter,
    ),
    (
        re.compile(r"(?<![\w.,])(?P<number>[1-4])(?:st|nd|rd|th)?\s+qtr\b\.?(?:,?\s*(?P<year>(?:19|20)\d\d))?", re.IGNORECASE),
        numbered_quarter,
    ),
    (re.compile(r"(?:(?P<year>20\d\d)年)?首(?P<count>[两兩二三四五六七八九十])[个個]?月(?!\d)"), first_months_zh),
    (
        re.compile(
            rf"\b(?:the\s+)?first\s+(?P<days>10|15|20|25|ten|twenty)\s+days\s+(?:of|in)\s+(?P<name>{MONTH})\b\.?(?:,?\s+(?P<year>20\d\d))?",
            re.IGNORECASE,
        ),
        first_days,
    ),
    (re.compile(r"\b(?:the\s+)?first\s+(?P<count>two|three)\s+quarters\s+of\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE), first_quarters),
    (re.compile(r"(?<![\w.-])(?P<year>(?:19|20)\d\d)[\s-]?M(?P<month>0?[1-9]|1[0-2])(?![\w.])"), numbered_month),
    (re.compile(r"(?<!\w)(?P<to>Q[1-4])\s+YTD\s+(?P<year>20\d\d)\b"), quarter_to_date),
    (
        re.compile(
            r"截至?(?:于)?(?P<day>20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日) ?止(?:的)?"
            r"(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})?(?P<unit>个?月|年度?|半年度?|季度?)(?:期间)?"
        ),
        closed,
    ),
    (
        re.compile(
            r"(?:(?P<year>20\d\d)年)?截至(?:于)?(?:(?P<own>20\d\d) ?年 ?)?(?P<month>1[0-2]|0?[1-9]) ?月 ?(?P<day>\d{1,2}) ?日止?的?"
            r"(?P<count>[三六九369])个月(?:内|期间)?"
        ),
        months_up_to_zh,
    ),
    (re.compile(r"(?:(?P<year>20\d\d)年)?前(?P<count>十[一二]|[二四五六七八九十]|1[0-2]|[2-9])个?月(?!\d)"), first_months_zh),
    (re.compile(r"(?:(?P<year>20\d\d) ?年 ?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:份)?前(?P<days>[1-3]\d|[2-9])[天日]"), first_days_zh),
    (re.compile(r"(?:(?P<year>20\d\d) ?年 ?)?(?<![\d.前至到、~～–—-])(?:第 ?)?(?P<nth>[1-4]) ?季度(?![末底])"), quarter_zh),
    (re.compile(r"(?:(?P<year>20\d\d)年)?(?P<part>第?[一二三四]季度?|上半年|下半年|前三季度|Q[1-4])[末底]"), end_zh),
)


def reworded(text: str, periods: Periods) -> list[tuple[re.Match, Days | None]]:
    """The matches of the forms in a text with their days; of those that need a year that is not printed None."""
    found = []
    for pattern, read in FORMS:
        for match in pattern.finditer(text):
            days = read(match, periods)
            yearless = "year" in match.groupdict() and not match["year"]
            if days or yearless:
                found.append((match, days))
    return found

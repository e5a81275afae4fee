"""The end of the fiscal year of a document: stated, or told by what it calls its quarters and halves."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from claimhouse.documents.model import Document
from claimhouse.documents.periods import DAY, MONTHS, YEAR_END, calendar_of, month_and_day, month_number
from claimhouse.draft.days import near_month_end, same_day
from claimhouse.draft.fiscal import defined_years
from claimhouse.draft.period_wordings import ENDED, FISCAL, FISCAL_PART, MONTH_QUARTER, RESULTS_ENDED, SPAN_OF_YEAR
from claimhouse.draft.registers import wordings
from claimhouse.draft.spoken import NTH, NUMBERS
from claimhouse.draft.year_stated import CAPITAL_MONTH, end_as_stated, end_in_chinese
from claimhouse.grammar import periods
from claimhouse.grammar.period_parts import month_end

NAMED = "first|second|third|fourth|1st|2nd|3rd|4th"
QUARTER_ENDED = re.compile(
    rf"\b(?:({NAMED})\s+(?:fiscal\s+)?quarter|Q([1-4]))\b[^.;\n]{{0,60}}?\bend(?:ed|ing|s)\s+(?:on\s+)?({DAY})",
    re.IGNORECASE,
)
BEGUN = {  # what a part of a year as long as so many months from its first day on is called
    3: re.compile(r"\b(?:three[\s-]months?|first[\s-]quarter|Q1|1Q)\b", re.IGNORECASE),
    6: re.compile(r"\b(?:six[\s-]months?|half|interim|second[\s-]quarter|H1|1H)\b", re.IGNORECASE),
    9: re.compile(r"\b(?:nine[\s-]months?|third[\s-]quarter|9M)\b", re.IGNORECASE),
}
NEAR_NAME = 120  # characters between it and its days
DAY_OF_YEAR = re.compile(rf"\b(?:at|ended|ending|to)\s+({DAY})\b(?!,?\s*\d)", re.IGNORECASE)
CALLED = re.compile(rf"\b(?:({NAMED})[\s-]+(?:fiscal[\s-]+)?quarter|Q([1-4])|([1-4])Q)(?!\w)", re.IGNORECASE)
QUARTERS_ENDED = re.compile(  # in a heading of a table or a sentence: "three months ended December 31"
    rf"(?<!\w)(?:three[\s-]months?|3[\s-]months?|13[\s-]weeks?|thirteen[\s-]weeks?|quarters?|quarterly\s+periods?)(?:\s+periods?)?\s+(?:end(?:ed|ing)|to)\s+"
    rf"(?:on\s+)?({DAY})\b",
    re.IGNORECASE,
)
HALVES_ENDED = re.compile(
    rf"(?<!\w)(?:six[\s-]months?|6[\s-]months?|2[67][\s-]weeks?|half[\s-]years?|half)(?:\s+(?:periods?|results?))?\s+(?:end(?:ed|ing)|to)\s+(?:on\s+)?({DAY})\b",
    re.IGNORECASE,
)
FIRST_HALF = re.compile(
    r"(?<!second )\bhalf[\s-]year|\binterim\s+(?:results?|reports?|financial)|\bfirst[\s-]half\b|\bH1\b|\b1H", re.IGNORECASE
)
PART_BEFORE = re.compile(  # a quarter or half right before its days in brackets
    r"\b(Q[1-4]|H[12]|(?:first|second|third|fourth)[\s-]+(?:quarter|half))(?:\s+(?:of\s+)?(?:FY\s?)?(?:20)?\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?)?\s*[(（]\s*$",
    re.IGNORECASE,
)
PART_OF_MONTHS = re.compile(  # "first quarter (April-June 2024)", "Q3 FY2018 (Apr-Dec)"
    r"(?<!\w)(?P<part>Q[1-4]|[1-4]Q|H[12]|[12]H|(?:first|second|third|fourth)[\s-]+(?:fiscal\s+)?(?:quarter|half))"
    rf"(?:[\s-]+(?:of\s+)?(?:FY\s?|fiscal\s+)?(?:20)?\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?)?\s*[(（,]\s*(?P<first>{CAPITAL_MONTH})\.?(?:\s+20\d\d)?\s*"
    rf"(?:-|–|—|to|through)\s*(?P<last>{CAPITAL_MONTH})\b",
    re.IGNORECASE,
)
TWELVE_MONTHS = re.compile(rf"\b(?:twelve|12)[\s-]months?\s+(?:end(?:ed|ing)|to)\s+(?:on\s+)?({DAY})\b", re.IGNORECASE)
WHOLE_YEAR = re.compile(
    r"\b(?:full|whole)[\s-]year\b|\bannual\b|\bfiscal\s+(?:year\s+)?20\d\d\b|(?<![A-Za-z])FY\s?['’]?(?:20)?\d\d|\bfourth[\s-]quarter\b|\bQ4\b|\b4Q",
    re.IGNORECASE,
)
EARLIER_PART = re.compile(
    r"\b(?:first|second|third)[\s-]+quarter\b|\bQ[1-3]\b|\b[1-3]Q|\bhalf[\s-]year|\binterim\b|\bH1\b|\b1H|\b9M", re.IGNORECASE
)
FISCAL_RESULTS = re.compile(
    r"(?<![A-Za-z])(?:FY|fiscal\s+(?:year\s+)?|financial\s+year\s+)\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?[/–-]\s?\d)(?:\s+[a-z-]+){0,3}\s+(?:results?|earnings|report|figures)\b"
    r"|\bresults?\s+(?:for|of)\s+(?:the\s+)?(?:(?:Q4|4Q|fourth[\s-]quarter)\s+(?:and|&)\s+(?:the\s+)?)?(?:FY|fiscal\s+(?:year\s+)?|financial\s+year\s+)\s?['’]?(?P<later>20\d\d|\d\d)\b(?!\s?[/–-]\s?\d)",
    re.IGNORECASE,
)
WHOLE_FY = re.compile(r"^FY[\s-]?['’]?(?:20)?\d\d$", re.MULTILINE)  # of a cell
PLAIN_PART = re.compile(r"^(?:Q[1-4]|[1-4]Q|H[12]|[12]H|9M)[\s-]?['’]?(?:20)?\d\d$", re.MULTILINE)
OF_OTHERS = re.compile(r"(?<![A-Za-z])(?:S|HK|NZ|C|NT)\$|[£€]|\b(?:RMB|RM|CHF|SEK|NOK|DKK)\b")  # money of countries without such a custom
SOON = timedelta(days=10)  # after which results are published at the earliest
TITLE = 300
OPENING = 1_500  # characters in which a document says on which quarter it is
OF_BALANCE = re.compile(r"\b(?:as\s+(?:of|at)|at|ended|ending|until|through)\s+$", re.IGNORECASE)
YEARLY = re.compile(
    r"\bannual\s+(?:financial\s+)?report|\bform\s+10-K|\b(?:annual|full[\s-]year)\s+results|\b(?:fiscal|financial)\s+years?\s+ended",
    re.IGNORECASE,
)
PART_OF_SPLIT = re.compile(
    r"(?:\bfirst\s+(?P<count>three|six|nine)\s+months\b|(?<!\w)(?P<part>9M|[1-4]Q|Q[1-4]|[12]H|H[12])(?!\w))[^.;\d]{0,30}(?P<year>20\d\d)\s?[/–-]\s?(?P<next>20\d\d|\d\d)"
    r"(?!\w)",
    re.IGNORECASE,
)
FISCAL_QUARTER = re.compile(
    r"\bfiscal\s+(?:year\s+)?20\d\d\s+(first|second|third|fourth)[\s-]+quarter\b"
    r"|\b(first|second|third|fourth)[\s-]+(?:fiscal\s+quarter\b|quarter\s+(?:of\s+)?fiscal\b)",
    re.IGNORECASE,
)


def fiscal_end(document: Document) -> tuple[int, int] | None:
    """Month and day on which the fiscal year ends, from "year ended ..." and "third quarter ended ..."; None where nothing says it."""
    known = calendar_of(document).fiscal
    texts = [line.text for line in document.lines] + [cell.text for one in document.tables for cell in one.cells]
    text = "\n".join([*texts, *headings_ended(document)])[:2_000_000]
    if last := defined_years(text).end:
        return near_month_end(last.month, last.day)
    if stated := end_as_stated(text):
        return stated
    if known != (12, 31) or YEAR_END.search(text):
        return known
    told = (
        end_in_chinese,
        end_of_dated_part,
        end_of_part_in_months,
        end_of_parts,
        end_of_twelve_months,
        end_of_split_part,
        end_of_split_years,
        end_of_report,
    )
    told += (end_of_called_quarter, end_of_balance, end_of_begun_year, end_of_printed_year)
    guessed = (end_of_country, end_as_spoken, end_of_dated_year, end_of_plain_parts)
    return next(filter(None, (way(text) for way in (*told, *guessed))), None)


def headings_ended(document: Document) -> list[str]:
    """Headings of tables that go on in the row below: "Quarterly period ended" over "July 1, 2017"."""
    found = []
    for table in document.tables:
        for cell in table.cells[:60]:
            if re.search(r"\bend(?:ed|ing)\W*$", cell.text, re.IGNORECASE):
                below = (one for one in table.cells[:120] if one.row == cell.row + 1 and 0 <= one.column - cell.column < cell.column_span)
                found += [f"{cell.text} {one.text}" for one in below]
    return found


def end_of_dated_part(text: str) -> tuple[int, int] | None:
    """The end of a year whose quarter or half has its days beside its number: "Q3 2023/24 (1 April – 30 June 2024)"."""
    for span in periods(text[:20_000]):
        days = (span.last_day - span.first_day).days if span.first_day and span.last_day else 0
        months = 3 if 85 <= days <= 97 else 6 if 175 <= days <= 190 else 0
        before = text[max(0, span.start - 30) : span.start]
        called = PART_BEFORE.search(before) if months and re.search(r"\d\D+\d", span.printed) else None
        number = called and int(re.sub(r"\D", "", called[1]) or NTH[called[1].lower().split()[0].split("-")[0]])
        if called and ("h" in re.sub("th", "", called[1].lower())) == (months == 6) and number * months <= 12:
            end = same_day(span.last_day, 12 - number * months)
            return near_month_end(end.month, end.day)
    return None


def end_of_part_in_months(text: str) -> tuple[int, int] | None:
    """The end of a year whose quarter or half has its months beside its number, or those from the beginning of the year on."""
    for match in PART_OF_MONTHS.finditer(text[:20_000]):
        called, first, last = match["part"].lower(), month_number(match["first"]), month_number(match["last"])
        number = int(re.sub(r"\D", "", called) or NTH[re.split(r"[\s-]", called)[0]])
        each, months = 6 if "h" in re.sub("th|rd", "", called) else 3, (last - first) % 12 + 1
        if number * each <= 12 and months in (each, number * each):
            return near_month_end((last - 1 + 12 - number * each) % 12 + 1, 28)
    return None


def end_of_twelve_months(text: str) -> tuple[int, int] | None:
    """The end of the year of a document on a whole year whose tables are on "twelve months ended June 30"; in one on a quarter or half they
    may be the last twelve."""
    opening = text[:OPENING]
    days = {near_month_end(*month_and_day(day)) for day in TWELVE_MONTHS.findall(text[:200_000])}
    return days.pop() if len(days) == 1 and WHOLE_YEAR.search(opening) and not EARLIER_PART.search(opening) else None


def end_of_parts(text: str) -> tuple[int, int] | None:
    """The end of a year whose quarter has a number and a last day, or of which 26, 39 or 52 weeks end on a day that is printed."""
    ends: Counter = Counter()
    for nth, digit, printed in QUARTER_ENDED.findall(text):
        number, (month, day) = int(digit or NTH[nth.lower()]), month_and_day(printed)
        end = (month - 1 + 3 * (4 - number)) % 12 + 1
        ends[near_month_end(end, day)] += 1
    for span in periods(text[:200_000]):  # "52 weeks ended 30 March 2025", "26 weeks ended 28 September 2025", "39 weeks"
        days = (span.last_day - span.first_day).days if span.first_day and span.last_day else 0
        rest = next((rest for low, high, rest in ((357, 371, 0), (267, 277, 3), (175, 185, 6)) if low <= days <= high), None)
        if rest is not None and re.search(r"ended|\bweeks\s+to\b", span.printed, re.IGNORECASE) and not TWELVE_MONTHS.search(span.printed):
            end = same_day(span.last_day, rest)
            ends[near_month_end(end.month, end.day)] += 1 if rest else 2
    return ends.most_common(1)[0][0] if ends else None


def end_of_split_years(text: str) -> tuple[int, int] | None:
    """The end of a month that a text on 2023/24 names without a year: "Capital invested at 30 June"."""
    if not any(int(one[1]) + 1 == int(one[1][: max(2, 4 - len(one[3]))] + one[3][-2:]) for one in SPAN_OF_YEAR.finditer(text[:200_000])):
        return None
    days = [month_and_day(printed) for printed in DAY_OF_YEAR.findall(text[:200_000])]
    ends = Counter(one for one in days if one[1] == month_end(2025, one[0]).day)
    return ends.most_common(1)[0][0] if ends else None


def end_of_split_part(text: str) -> tuple[int, int] | None:
    """The end of the year of a document on "the first nine months of 2025/26" that prints the end of this part and that of the year before,
    with which it is compared."""
    match = PART_OF_SPLIT.search(text[:OPENING])
    if not match or (int(match["year"]) + 1) % 100 != int(match["next"]) % 100:
        return None
    said = (match["count"] or match["part"]).lower()
    months = (
        NUMBERS[said]
        if said in NUMBERS
        else {"9": 9, "q": 3, "h": 6}[re.sub(r"\d(?!m)", "", said)[0]] * int(re.sub(r"9m|\D", "", said) or 1)
    )
    days = {one.first_day for one in periods(text[:200_000]) if one.first_day and one.first_day == one.last_day}
    ends = {same_day(day, 12 - months) for day in days if day == month_end(day.year, day.month)}
    ends = {end for end in ends if end.year == int(match["year"]) + 1 and same_day(end, -12) in days}
    return (end.month, end.day) if len(ends) == 1 and (end := ends.pop()) else None


def end_of_called_quarter(text: str) -> tuple[int, int] | None:
    """The end of the year of a document on "first quarter results" whose tables are on "three months ended December 31"."""
    stated = RESULTS_ENDED.search(text[:OPENING])
    if stated and re.match(r"half|first[\s-]half|interim", stated["part"], re.IGNORECASE):  # "half year results ending 31 July"
        return near_month_end((month_and_day(stated["day"])[0] + 5) % 12 + 1, 28)
    called = [int(one[1] and NTH[one[1].lower()] or one[2] or one[3]) for one in CALLED.finditer(text[:OPENING])][:1]
    if called:
        ended = {month_and_day(printed) for printed in QUARTERS_ENDED.findall(text)}
    else:
        ended = {month_and_day(printed) for printed in HALVES_ENDED.findall(text)} if FIRST_HALF.search(text[:OPENING]) else set()
    months = {near_month_end(month, day)[0] for month, day in ended}
    if len(months) != 1:
        return None
    return near_month_end((months.pop() - 1 + (3 * (4 - called.pop()) if called else 6)) % 12 + 1, 28)


def end_of_balance(text: str) -> tuple[int, int] | None:
    """The end of the year of "fiscal 2025 third-quarter results ... cash as of March 31, 2025"."""
    called = FISCAL_QUARTER.search(text[:3_000])
    if not called:
        return None
    number = NTH[next(filter(None, called.groups())).lower()]
    days = [
        one.first_day
        for one in periods(text[:20_000])
        if one.first_day and one.first_day == one.last_day and (one.start > OPENING or OF_BALANCE.search(text[: one.start]))
    ]
    balance = [day for day in days if day.day >= 25 or day.day <= 5]
    end = same_day(max(balance), 3 * (4 - number)) if balance else None
    return end and near_month_end(end.month, end.day)


def end_of_country(text: str) -> tuple[int, int] | None:
    """The end of the year that firms of a country have by law or custom, for a document that names fiscal years, or years over two of the
    calendar: "2024-25"."""
    spanned = any((int(one[1]) + 1) % 100 == int(one[3]) % 100 for one in SPAN_OF_YEAR.finditer(text[:20_000]))
    if not FISCAL.search(text) and not spanned:
        return None
    found: Counter = Counter()
    for row in wordings("fiscal_years"):
        end = r"\b" if row["wording"][-1].isalpha() else ""  # "A$m"
        found[int(row["month"])] += len(re.findall(rf"(?<!\w){re.escape(row['wording'])}{end}", text[:20_000]))
    month, count = found.most_common(1)[0]
    return near_month_end(month, 28) if count > len(OF_OTHERS.findall(text[:20_000])) else None


def end_of_report(text: str) -> tuple[int, int] | None:
    """The end of the fiscal year of an annual report that prints no other days than the same end of a month of several years."""
    if not YEARLY.search(text[:1_000]) or not FISCAL.search(text):
        return None
    days = {span.first_day for span in periods(text[:200_000]) if span.first_day and span.first_day == span.last_day}
    ends = {(day.month, day.day) for day in days}
    month, day = next(iter(ends), (0, 0))
    return (month, day) if len(days) > 1 and len(ends) == 1 and day == month_end(2025, month).day else None


def end_of_begun_year(text: str) -> tuple[int, int] | None:
    """The end of the fiscal year of a text on its first three, six or nine months that prints from which day on: "First quarter
    (1 December 2024 – 28 February 2025)"."""
    for span in periods(text):
        first, last = span.first_day, span.last_day
        months = round((last - first).days / 30.44) if first and last else 0
        ranged = len(re.findall(r"(?<!\d)\d{1,2}(?!\d)", span.printed)) == 2 and not ENDED.search(span.printed)
        ranged = ranged and not CALLED.search(span.printed)  # no "2Q '25"
        if (
            months in BEGUN
            and ranged
            and first.day == 1
            and first.month > 1
            and BEGUN[months].search(text[max(0, span.start - NEAR_NAME) : span.end + NEAR_NAME])
        ):
            return first.month - 1, month_end(2025, first.month - 1).day
    return None


def end_of_printed_year(text: str) -> tuple[int, int] | None:
    """The end of the fiscal year of an annual report that opens with its days: "1 July 2023 to 30 June 2024"."""
    if not YEARLY.search(text[:1_000]):
        return None
    for span in periods(text[:OPENING]):
        first, last = span.first_day, span.last_day
        whole = first and last and first.day == 1 and same_day(first, 12) == last + timedelta(days=1)
        if whole and first.month > 1 and len(re.findall(r"(?<!\d)\d{1,2}(?!\d)", span.printed)) == 2:
            return last.month, month_end(2025, last.month).day
    return None


def end_as_spoken(text: str) -> tuple[int, int] | None:
    """The end of a fiscal year of a document on "Q1 FY26" that speaks of "the June quarter", or that is dated: its quarter is the last
    of the calendar that had ended by then."""
    called = FISCAL_PART.search(text[:2_000])
    number = re.search(r"[1-4](?=Q)|(?<=Q)[1-4]", called[0]) if called else None
    if not number:
        return None
    month = MONTH_QUARTER.search(text[:20_000])
    days = [one.first_day for one in periods(text[:3_000]) if one.first_day and one.first_day == one.last_day]
    if month:
        last = date(2025, MONTHS[month["month"].lower()], 1)
    elif days:
        last = date(days[0].year, (days[0].month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    else:
        return None
    end = same_day(last, 3 * (4 - int(number[0])))
    fits = month or not days or end.year % 100 == int(called["year"]) % 100
    return near_month_end(end.month, 28) if fits else None


def end_of_dated_year(text: str) -> tuple[int, int] | None:
    """The end of the year of a document of August 2023 with a title on "FY23 results", also "for Q4 and FY23": the last quarter that
    had ended by then, in the year that gives it its name."""
    title = FISCAL_RESULTS.search(text[:TITLE])
    dated = next((one.first_day for one in periods(text[:3_000]) if one.first_day and one.first_day == one.last_day), None)
    if not title or not dated or any("fourth" not in one[0].lower() and "4" not in one[0] for one in CALLED.finditer(text[: title.end()])):
        return None
    before = dated - SOON
    end = date(before.year, (before.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return near_month_end(end.month, 28) if end.year % 100 == int(title["year"] or title["later"]) % 100 else None


def end_of_plain_parts(text: str) -> tuple[int, int] | None:
    """The end of the year of the calendar for tables with "FY 2023" beside "Q4 2023" in a document that speaks of no fiscal year."""
    fiscal = re.search(r"\bfiscal\b|\d[QH]\s?FY|[QH]\d\s?FY|FY\s?['’]?\d+\s?[/–-]\s?\d|财年", text[:200_000], re.IGNORECASE)
    return (12, 31) if WHOLE_FY.search(text[:200_000]) and PLAIN_PART.search(text[:200_000]) and not fiscal else None

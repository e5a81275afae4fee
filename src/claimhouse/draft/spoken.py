"""Periods that a text gives without a year: "the first six months", "the prior-year quarter", "half-year results 2024", "Q2 24".

A shift is against the period of the document: ("year ago", -1) of "the same quarter last year", ("fiscal year", -1) of "the previous
financial year", ("months", 6) of "the first six months" from the beginning of the year on, ("last months", 12) of "the past 12 months",
("part", 3) of "during the quarter", ("end", 0) of "at year-end".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimhouse.documents.periods import MONTH
from claimhouse.grammar.tables import table

NUMBERS = {word: int(row.value) for row in table("numbers") if row.role in ("unit", "teen") for word in row.wording.split("|")}
NTH = {word: int(row.value) for row in table("period_words") if row.role == "nth" for word in row.wording.split("|")}
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "half-year": 6, "half year": 6, "year": 12}
OF_DOCUMENT = (
    "year to date",
    "year end",
    "months",
    "last months",
    "months before",
    "part",
    "end",
    "fiscal year",
    "period",
    "last 12 months",
    "weeks",
)  # shifts that need the period of the document alone

PART = r"(?:\w+[\s-])?(?:period|quarter|half|halves|months?|weeks?|time)"
LAST_YEAR = r"(?:last|prior|previous|preceding)[\s-]+(?:(?:fiscal[\s-]+|financial[\s-]+)?year|fiscal(?![\s-]+year))"
AGO = r"(?:a|one)[\s-]+year[\s-]+(?:ago|earlier|before|previously)"
COUNT = r"(?:three|six|nine|twelve|3|6|9|12)"
ANY_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[2-9])"
WEEKS = r"(?:[1-5]?\d|\b(?:four|six|eight|ten|twelve|thirteen|sixteen))"
LIKE = r"(?:same|corresponding|comparable|equivalent|comparative|similar)"

RELATIVE = (  # the number of months is group `count`
    (
        rf"(?:the\s+)?{LIKE}\s+{PART}(?:\s+period)?\s+(?:(?:of|in|from)\s+)?(?:(?:the|its)\s+)?{LAST_YEAR}(?![’'\s]s?\s*{PART}\b)",
        ("year ago", -1),
    ),
    (rf"(?:the\s+)?{LIKE}\s+{PART}(?:\s+period)?\s+{AGO}", ("year ago", -1)),
    (r"(?:the\s+)?(?:pcp|(?:prior|previous)\s+corresponding\s+period(?:\s*\(pcp\))?)", ("year ago", -1)),
    (
        r"the\s+(?:corresponding|comparable|comparative|equivalent)\s+(?:\w+[\s-])?(?:period|quarter|half|months)(?!\s+(?:of|in|from|a|last|ended|one)\b)",
        ("year ago", -1),
    ),
    (
        rf"(?:the\s+)?{LAST_YEAR}[’']?s?[\s-]+(?:{LIKE}\s+)?(?:(?:three|six|nine|full)[\s-]+)?(?:period|quarter|half|months?|levels?|figures?|values?)(?![\s-]end)",
        ("year ago", -1),
    ),
    (r"(?:the\s+)?year[\s-]+(?:ago|earlier)[\s-]+(?:period|quarter|half|month|levels?|figures?)", ("year ago", -1)),
    (r"(?:a|one)\s+year\s+before(?=\s*(?:[,.;)]|and\b|$))", ("year ago", -1)),
    (rf"this\s+(?:point|time|stage)\s+(?:{LAST_YEAR})", ("year ago", -1)),
    (  # "the prior period", "the previous comparative period", "the prior reporting period"
        r"the\s+(?:prior|previous|preceding|comparative)[\s-]+(?:(?:reporting|comparative|comparable|accounting)[\s-]+)?period"
        r"(?![\s-]+(?:of|in|from|ended|ending|to|end)\b)",
        ("period before", -1),
    ),
    (r"(?:the\s+)?(?:linked|sequential)[\s-]quarter", ("quarter", -1)),
    (r"(?:the\s+)?(?:month\s+before|preceding\s+month)|(?:a|one)\s+month\s+(?:ago|earlier)", ("month", -1)),
    (rf"(?P<count>{COUNT})[\s-]+months?\s+(?:earlier|before|previously)(?!\s+the\b)", ("months ago", -1)),
    (r"(?:the\s+)?(?:last|prior|previous|preceding)\s+(?:fiscal|financial)[\s-]+year", ("fiscal year", -1)),
    (r"(?:the\s+)?next\s+(?:fiscal|financial)[\s-]+year", ("fiscal year", 1)),
    (r"(?:the\s+)?(?:current|this)\s+(?:fiscal|financial)[\s-]+year", ("fiscal year", 0)),
    (rf"(?:the\s+)?first\s+(?P<count>{ANY_COUNT})[\s-]+months?(?:[\s-]+period)?", ("months", 0)),
    (r"(?:the\s+)?first\s+(?P<quarters>two|three)\s+quarters(?!\s+of\s+(?:fiscal\s+)?(?:19|20)\d\d)", ("months", 0)),
    (  # "exports rose in eleven months"
        rf"(?<=\bin )(?P<count>{ANY_COUNT})\s+months"
        r"(?!\s+(?:of|to|from|after|since|later|time|ahead|before|ago|earlier|through|until|and|or|ended|ending))",
        ("months", 0),
    ),
    (
        r"(?:(?<=\bin )|(?<=\bduring )|(?<=\bfor )|(?<=\bover ))(?:the\s+)?"
        r"(?:(?:reviewed|reported|reporting|review)\s+period|period\s+(?:under|in)\s+review"
        r"|(?:same\s+)?period(?=\s*(?:[,.;)]|(?:and|was|were|while|but|by|with|to)\b|$)))",
        ("period", 0),
    ),
    (r"(?:LTM|TTM|(?:rolling|trailing|moving)[\s-](?:12|twelve)[\s-]months?(?:\s+basis)?)", ("last 12 months", 12)),
    (  # "full-year profit is expected"
        r"(?:the\s+)?full[\s-]year(?=\s+[a-z])(?!\s+(?:[a-z][\w-]*\s+){0,4}(?:for|of|in)?\s*(?:fiscal|FY|(?:19|20)\d\d\b))",
        ("fiscal year", 0),
    ),
    (  # "Annual revenue: $4 million" beside "Fourth-quarter revenue"
        r"(?<!average )annual(?=\s+(?!recurring\b)(?:[a-z]+\s+){0,2}(?:revenues?|sales|turnover|profit|income|earnings|EBITDA|loss)"
        r"(?:\s*(?:\([^()]*\)\s*)?[:：]|\s+(?:increased|decreased|declined|rose|grew|fell|jumped|climbed)\b))",
        ("fiscal year", 0),
    ),
    (rf"(?:the\s+|a\s+)?(?P<count>{COUNT})[\s-]+months?[\s-]+period(?!\s+(?:of|in)\s+(?:fiscal\s+)?(?:19|20)\d\d)", ("months", 0)),
    (r"(?:(?<=\bthrough )|(?<=\bafter ))(?:the\s+)?(?P<count>three|six|nine)\s+months", ("months", 0)),
    (  # "For the nine months, net profit rose"
        r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bover )|(?<=\bduring ))the\s+(?P<count>six|nine)\s+months"
        r"(?=\s*(?:[,.;:)]|$)|\s+(?:was|were|increased|decreased|rose|fell|grew|and|to\s+(?!\w+\s+(?:19|20)))\b)",
        ("months", 0),
    ),
    (rf"(?:the\s+)?first\s+(?P<weeks>{WEEKS})[\s-]+weeks?(?:[\s-]+period)?", ("weeks", 0)),
    (rf"(?:the\s+)?(?:last|past|trailing)\s+(?P<count>{COUNT})[\s-]+months?(?:[\s-]+period)?", ("last months", 0)),
    (rf"(?:the\s+)?(?:prior|previous|preceding)\s+(?P<count>{COUNT})[\s-]+months?(?:[\s-]+period)?", ("months before", 0)),
    (
        r"(?P<count>three|six|nine|[369])-months?(?![\s-]+(?:contract|delay|(?:lib|eurib|tib|shib)or|interbank|treasury|yields?|lows?|highs?|terms?|extension|moving|average|mean|on|rolling|rate|bills?))",
        ("months", 0),
    ),
    (
        r"(?:(?<=\bin the )|(?<=\bduring the )|(?<=\bfor the )|(?<=\bover the ))(?:reporting\s+|reported\s+|current\s+)?"
        r"(?P<length>month|quarter|half[\s-]year|half|year)(?!\w|[\s-](?:ended|ending|to|through|of|before|ahead|earlier|prior|under|and\s+(?:the\s+)?(?:half|full|six|nine|twelve|fiscal|year(?!\s+to\s+date)))\b|-)",
        ("part", 0),
    ),
    (r"(?:the\s+)?(?P<length>month|quarter|half[\s-]year|half|year)\s+(?:under\s+review|just\s+ended)", ("part", 0)),
    (
        r"(?:(?<=\boutlook for )|(?<=\bguidance for )|(?<=\bforecast for )|(?<=\btarget for ))(?:the|this)\s+(?:full[\s-]+)?year"
        r"(?!\s+(?:to|ended|ending))",
        ("fiscal year", 0),
    ),
    (
        r"(?:the\s+)?end\s+of\s+(?:the|this)\s+(?:(?:fiscal|financial|calendar)\s+)?year|(?:the\s+)?year[\s-]end(?!\s*(?:19|20)\d\d)",
        ("year end", 0),
    ),
    (r"(?:the\s+)?year\s+as\s+a\s+whole", ("fiscal year", 0)),
    (r"(?:the\s+)?(?:quarter|period)[\s-]end|(?:the\s+)?end\s+of\s+the\s+(?:quarter|period|half)", ("end", 0)),
)
RELATIVE_ZH = (
    (re.compile(r"本?报告期(?:内)?(?!末)|本期(?!末|间)"), ("period", 0)),
    (re.compile(r"(?<![一二三四首第上去前财\d])(?:本?报告期|本?期|[本该当]?财?季度?)末"), ("end", 0)),
    (re.compile(r"(?:去年|上年|上一?年度?)年?[末底]"), ("year end", -1)),
    (re.compile(r"(?<![\d去上前今明来每近成少多周])年[末底](?!前|之前)|(?:今年|本年)年?[末底](?!前|之前)"), ("year end", 0)),
)
RELATIVES = tuple((re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), shift) for pattern, shift in RELATIVE)

NAMES = (
    r"(?:results?|reports?|reporting|financial|consolidated|sales|earnings|revenues?|statements?|figures|accounts|trading|unaudited|update"
    r"|key)"
)
HALF = r"half[\s-]year(?:ly)?|mid[\s-]?year|interim|six[\s-]months?"
KINDS = (
    rf"(?P<half>{HALF})|(?P<nine>nine[\s-]months?)|(?P<quarter>first|second|third|fourth)[\s-]+quarter|(?P<first>first|second)[\s-]+half"
)
TITLED = (  # the part of a year that the title of a report names: "Half-year results 2024", "2024 third-quarter sales"
    re.compile(rf"\b(?:{KINDS})(?:\s+{NAMES})+,?\s+(?:(?:of|for|in)\s+)?(?P<year>20\d\d(?:\s?/\s?\d\d)?)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<year>20\d\d)\s+(?:{KINDS})\b", re.IGNORECASE),
    re.compile(r"\b(?P<part>[HQ][1-4]|9M)-(?P<year>20\d\d)\b"),
)
SHORT = re.compile(  # "Q2 24", "9M-24", "24H1", "Q423"
    r"(?<![^\W\u4e00-\u9fff])(?<![.,-])(?:(?P<part>Q[1-4]|[HS][12]|9M)[\s-](?P<year>\d\d)|(?P<glued>Q[1-4]|H[12])(?P<near>\d\d)|(?P<first>\d\d)(?P<later>H[12]|Q[1-4])(?:半年报|中报|[一三]?季报|年报)?)(?![^\W\u4e00-\u9fff]|%|[.,]\d)"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMED_MONTH = re.compile(  # "in May", which may be no verb
    r"(?:(?:the\s+)?end\s+of\s+|end-|early\s+|mid-|late\s+)(?:May|March)\b(?!\.?,?\s*\d)|(?<=\b(?:[Ii]n|of|by) )(?:May|March)\b"
    r"(?!\.?,?\s*\d)|(?:(?<=\blast )|(?<=\bfrom )|(?<=\bsince )|(?<=\bthan )|(?<=\bover )|(?<=\bbetween )|(?<=\band )|(?<=\bto ))"
    r"(?:May|March)\b(?!\.?,?\s*\d)(?=\s*[,.;)]|\s+(?:and|to|this|last|when|was|were)\b|$)"
    r"|\b(?:May|March)\b(?=\s+(?:[A-Za-z]+\s+){0,2}(?i:sales|results|figures|data|exports|imports|output|production|prices|shipments|orders|inflation)\b)"
)
MONTHS_ALONE = re.compile(
    rf"\b({MONTH})\.?\s*(?:to|through|[-–—])\s*({MONTH})\b(?!\.?,?\s*(?:\d|20))(?:\s+(?:quarter|half|period)\b(?!\s+(?:of|in)\s+(?:fiscal\s+)?\d))?",
    re.IGNORECASE,
)


def relatives(text: str) -> list[tuple[re.Match, tuple[str, int]]]:
    """Wordings that speak of another period, with their shifts."""
    found = []
    for pattern, (unit, count) in (*RELATIVES, *RELATIVE_ZH):
        for match in pattern.finditer(text):
            named = match.groupdict()
            if named.get("count"):
                count = int(named["count"]) if named["count"].isdigit() else NUMBERS[named["count"].lower()]
            elif named.get("weeks"):
                count = int(named["weeks"]) if named["weeks"].isdigit() else NUMBERS[named["weeks"].lower()]
            elif named.get("quarters"):
                count = 3 * NUMBERS[named["quarters"].lower()]
            elif named.get("length"):
                count = LENGTHS[re.sub(r"\s", " ", named["length"].lower())]
            found.append((match, (unit, count)))
    return found


def titled_parts(text: str) -> list[tuple[re.Match, str]]:
    """Parts of a year in titles, as "H1 2024", "9M 2024", "Q3 2024"."""
    found = []
    for pattern in TITLED:
        for match in pattern.finditer(text):
            named = match.groupdict()
            part = named.get("part") or ("9M" if named["nine"] else f"Q{NTH[named['quarter'].lower()]}" if named["quarter"] else "H1")
            if named.get("first"):
                part = f"H{NTH[named['first'].lower()]}"
            found.append((match, f"{part} {match['year']}"))
    return found


FEW_YEARS = 3  # between a year of two digits and one that the document prints in full
SHORT_ZH = re.compile(
    r"(?<![\d.近过過第约達达超逾每满滿年/-])(?P<listed>(?:[12]\d[/、])*)(?P<year>[12]\d)年"
    r"(?P<part>全年|[上下]半年|前三季度|第?[一二三四1-4]季度|Q[1-4]|H[12]|1?\d月(?:\d{1,2}日|[末底])?(?!个))?(?![来來内內间間期以前后後多限化级級的])"
)
OF_YEAR_ZH = re.compile(r"[^\W\d_]{0,4}?(?:净利|淨利|营收|營收|归母|收入|业绩|業績|盈利|盈测|销量|出货|销售|同比|产量|需求|EPS|PE)")


def short_years(text: str) -> set[str]:
    """The years of two digits that a document writes behind quarters and halves: more than once or in Chinese ("21H1中报"), none far from
    another; right behind them ("Q423", which may be a product's name) where it prints one of these years in full."""
    found = [match for match in SHORT.finditer(text) if not match["near"]]
    glued = [match for match in SHORT.finditer(text) if match["near"]]
    if any(re.search(rf"\b20{match['near']}\b", text) for match in glued) and len({match[0] for match in glued}) > 1:
        found += glued
    counts = Counter(year_of(match) for match in found)
    counts.update(match["first"] for match in found if match["first"] and CHINESE.search(text[max(0, match.start() - 1) : match.end() + 1]))
    years = [int(year) for year in counts]
    apart = max(years, default=0) - min(years, default=0)
    return set(counts) if sum(counts.values()) > 1 and apart <= 3 else set()


def year_of(match: re.Match) -> str:
    return match["year"] or match["near"] or match["first"]


def short_years_zh(text: str, printed: set[int]) -> set[str]:
    """The years of two digits that a document in Chinese names so: those near one that it prints in full, where what happened in one
    of them stands right behind: "24年净利润", "23年上半年", "25/26年"."""
    found = [match for match in SHORT_ZH.finditer(text) if any(abs(2000 + int(match["year"]) - one) <= FEW_YEARS for one in printed)]
    told = {match["year"] for match in found if match["part"] or match["listed"] or OF_YEAR_ZH.match(text, match.end())}
    return {match["year"] for match in found if any(abs(int(match["year"]) - int(one)) <= FEW_YEARS for one in told)}


def short_parts_zh(text: str, years: set[str]) -> Iterator[tuple[re.Match, str]]:
    """ "24年" as "2024年" and "24年上半年" as "2024年上半年", where the document writes years so; of "24/25年" each."""
    for match in SHORT_ZH.finditer(text) if years else ():
        if match["year"] in years:
            yield from ((one, f"20{one[0]}年") for one in re.compile(r"\d\d(?=[/、])").finditer(text, match.start(), match.start("year")))
            yield re.compile(r".+").match(text, match.start("year"), match.end()), f"20{match['year']}年{match['part'] or ''}"


def short_parts(text: str, years: set[str]) -> list[tuple[re.Match, str]]:
    """ "Q2 24" as "Q2 2024", where the document writes years so."""
    found = []
    for match in SHORT.finditer(text):
        if (year := year_of(match)) in years:
            found.append((match, f"{(match['part'] or match['glued'] or match['later']).replace('S', 'H')} 20{year}"))
    return found

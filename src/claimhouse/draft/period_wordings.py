"""How documents print periods beyond what the grammar reads, as patterns."""

from __future__ import annotations

import re

from claimhouse.documents.periods import DAY, MONTH, SHORT_MONTH
from claimhouse.documents.wordings import codes

QUARTER = re.compile(r"quarter|\b(?:Q[1-4]|[1-4]Q)\b", re.IGNORECASE)
HALF = re.compile(r"\bhalf\b|\b(?:H[12]|[12]H)\b", re.IGNORECASE)
ENDED = re.compile(r"\s*,?\s*\(?(?:that\s+|which\s+)?(?:ended|ending|ends)\s+(?:on\s+)?", re.IGNORECASE)
SPELLED = (  # parts of a year of the calendar; without a year the one that stands nearest
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年\s*)?(?<!\d)(?P<first>\d{1,2})\s*月?\s*[-—–~～至到]\s*(?P<last>\d{1,2})月份?"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?[前首头][三3]个?季度?"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?(?<!榜)首季度?"),
    re.compile(  # also "4月", where no day, deadline or "N个月" follows
        r"(?P<year>(?!))?(?:(?<![\d年—–~～至到./-])|(?<=[今去上本同次当翌]年))(?:0?[1-9]|1[0-2])月份?(?![\d日号底末前個个龄初中下上]|\s*[-—–~～至到]\s*\d)"
    ),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月[末底]"),
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<december>年[末底])"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?全年"),
    re.compile(r"(?P<year>(?!))?(?<!\d年)[上下]半年"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?(?:半年(?:度|报)|中报|中期业绩)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)年?年报"),
    re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?[一三]季报"),
    re.compile(
        r"(?P<year>(?!))?\bthe (?:full|whole)(?:[\s-]+(?:fiscal|financial))?[\s-]+year\b"
        r"(?!\s+(?:(?:of\s+)?(?:fiscal\s+)?(?:19|20)\d\d|end))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<year>(?!))?\b(?:the\s+)?first\s+(?:three|six|nine)\s+months\s+of\s+(?:the|its|our)\s+(?:(?:fiscal|financial)\s+)?year\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bhalf[\s-]year\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
MONTH_QUARTER = re.compile(  # "June quarter 2025", "the June 2025 quarter", "the June quarter"
    r"\b(?P<month>March|June|September|December)\s+(?:(?P<year>20\d\d)\s+quarter\b|quarter\b(?:\s+(?:of\s+)?(?P<later>20\d\d)\b)?)",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(  # "May-2018", "16-Aug-2018"
    rf"\b(?:(\d{{1,2}})-)?({MONTH})-((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
SHORT_MONTHS = re.compile(  # "Jan 17 to Feb 17", months of 2017 where the document prints 2017
    rf"\b({SHORT_MONTH})[a-z]*\.?\s?['’]?(\d\d)\s*(?:to|[-–—/])\s*"
    rf"({SHORT_MONTH})[a-z]*\.?\s?['’]?(\d\d)\b(?![,.]?\s*\d)",
    re.IGNORECASE,
)
FY_MONTH = re.compile(r"\bFY\s?(0?[1-9]|1[0-2])/(20\d\d|\d\d)\b")  # the fiscal year that ends in a month
MONTH_SPAN = re.compile(r"['’‘](\d\d)/(0?[1-9]|1[0-2])\s?[-–~]\s?['’‘](\d\d)/(0?[1-9]|1[0-2])(?!\d)")  # "'22/4-'23/3"
MONTH_AGAINST = re.compile(  # "Oct 24/23", what a change is over
    rf"\b({MONTH})(?:\s?[-–]\s?({MONTH}))?\.?\s['’]?(\d\d)\s?/\s?['’]?(\d\d)(?![\d/])",
    re.IGNORECASE,
)
DOTTED_MONTHS = re.compile(r"(?<![\d.])((?:19|20)\d\d)\.\s?(\d{1,2})\s?[~～–-]\s?(\d{1,2})(?![\d.%])")  # "2024. 1~9"
DAY_ALONE = re.compile(r"\s*['’]?(?P<year>\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>2[89]|3[01])\s*")  # "25-09-30" in a heading
IN_A_ROW = re.compile(  # what a quarter is in a count of them: "for a fourth quarter in a row", "the second quarter running"
    r"(?:the\s+)?(?:first|second|third|fourth)[\s-]+(?:quarter|half)\s+(?:in\s+a\s+row|running|straight|in\s+succession)\b(?:,?\s+(?:in|for|of)\s+)?",
    re.IGNORECASE,
)
MONTH_END = re.compile(r"(?<![\d'’‘/-])['’‘](\d\d)/(0?[1-9]|1[0-2])(?![\d/])")
MONTHS_OF_YEAR = re.compile(r"(?<![\d/.–-])(\d{1,2})\s?[–-]\s?(\d{1,2})\s?/\s?((?:19|20)\d\d)(?![\d/])")
FISCAL_PART = re.compile(r"\b(?:(?P<before>[1-4]Q|[12]H|9M)|(?P<part>Q[1-4]|H[12]|9M))\s?FY?\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?/)")
OF_YEAR = re.compile(r"\s+of\s+(?:the|its|our)\s+(?:(?:fiscal|financial)\s+)?year$", re.IGNORECASE)
MONTH_RANGE = re.compile(
    rf"\b({MONTH})\.?\s*(?:to|through|[-–—])\s*"
    rf"({MONTH})\.?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
SHORT_RANGE = re.compile(  # "Jan-Jun 24", months of 2024 where the document prints 2024
    rf"\b({MONTH})\.?\s*[-–—]\s*({MONTH})\.?\s['’]?(\d\d)\b(?!,?\s*\d|[.,:/-]\d|st\b|nd\b|rd\b|th\b)", re.IGNORECASE
)
MONTHS_AND = re.compile(rf"\b({MONTH})\.?\s+and\s+({MONTH})\.?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
YEAR_OF_MONTH = re.compile(  # the year or half that ends in a month
    rf"\b(?:the\s+)?(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d\d)\s+(?P<long>year|half[\s-]year|half)\b(?![\s-]+(?:end|on|over|before|ago))",
    re.IGNORECASE,
)
LENGTH = r"(?:three|six|nine|twelve|[369]|12)"
LENGTHS_AND = re.compile(  # "three and six months ended June 30, 2025", "three-month and nine-month periods ending September 30, 2025"
    rf"\b(?P<part>{LENGTH}(?:[\s-]+months?)?)(?=(?:\s+periods?)?\s+(?:and|&)\s+(?:the\s+)?{LENGTH}[\s-]+months?(?:\s+periods?)?,?\s+"
    rf"(?:ended|ending)\s+(?:on\s+)?(?P<day>{DAY},?\s+20\d\d))",
    re.IGNORECASE,
)
PERIODS_ENDED = re.compile(
    rf"\b(?P<part>{LENGTH})[\s-]+month\s+periods\s+(?:ended|ending)\s+(?:on\s+)?(?P<day>{DAY},?\s+20\d\d)\b", re.IGNORECASE
)
RESULTS_ENDED = re.compile(  # "half year results ending 31 July", "third-quarter figures to 30 September 2025"
    rf"\b(?P<part>(?:first[\s-]+)?half(?:[\s-]year(?:ly)?)?|interim|(?:six|nine)[\s-]months?|(?:first|second|third|fourth)[\s-]quarter|quarterly)\s+"
    rf"(?:results?|figures|report|accounts|trading|sales)(?:\s+for\s+the\s+(?:period|half|quarter))?,?\s+(?:ended|ending|to)\s+(?:on\s+)?"
    rf"(?P<day>{DAY})(?:,?\s+(?P<year>20\d\d))?\b(?!,?\s*\d)",
    re.IGNORECASE,
)
QUARTER_AND = re.compile(  # "quarter and half year ended September 30, 2025"
    r"\b(?P<part>(?:(?:first|second|third|fourth)\s+)?quarter|three\s+months)(?=\s+(?:and|&)\s+(?:half[\s-]?year|(?:six|nine|twelve)\s+months|year)\s+"
    rf"(?:ended|ending)\s+(?:on\s+)?(?P<day>{DAY},?\s+20\d\d))",
    re.IGNORECASE,
)
YEAR_MONTHS = re.compile(
    rf"\b((?:19|20)\d\d)\s+({MONTH})\.?\s*(?:to|through|[-–—])\s*"
    rf"({MONTH})\b(?!\.?\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
SHORT_PART = re.compile(r"(?<!\w)(?P<part>[1-4]Q|[12]H|Q[1-4]|H[12])\s?['’]?(?P<year>\d\d)\b(?![.,]\d|%|\s?[/–-]\s?\d)")  # "1H24"
SPLIT_YEAR = re.compile(  # "H1 2025/26", "1H 24/25", "third quarter 2019/20"
    r"(?<!\w)(?P<part>H[12]|[12]H|Q[1-4]|[1-4]Q|9M|(?P<nth>first|second|third|fourth)[\s-]+(?P<kind>half|quarter)(?:\s+(?:of|in))?(?:\s+the)?)\s+"
    r"(?:FY\s?)?(?P<year>20\d\d|\d\d(?=\s?[/–-]\s?\d\d\b))(?:\s?[/–-]\s?(?:20)?(?P<next>\d\d))?(?!\w|[.,]\d|[/–-]\d)",
    re.IGNORECASE,
)
PAIRED_PARTS = re.compile(  # "Q2 & H1 FY26", "Q4 and FY25"
    r"(?<!\w)(?P<part>Q[1-4]|[1-4]Q|H[12]|[12]H)\s*(?:&|and|/|,|\+)\s*(?:(?:H[12]|[12]H|9M|12M)\s?)?FY\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?[/–-]\s?\d\d)"
)
SPAN_OF_YEAR = re.compile(r"(?<![\w/–-])(20\d\d)\s?(?P<mark>[/–-])\s?((?:20)?\d\d|(?<=\d-)\d)(?![\w/–-]|[.,]\d)")
OWN_PART = re.compile(rf"\bended\s+(?:on\s+)?{DAY},?\s+\d{{4}}\s*[(（][^)\w]{{0,6}}(?:H[12]|Q[1-4])\s+20\d\d\b", re.IGNORECASE)
PART_OF_ITS = re.compile(r"\b((?:first|second|third|fourth)\s+(?:half|quarter))\s+of\s+(?:its|our|their)\s+$", re.IGNORECASE)
PART_OF = re.compile(
    r"\b(first|second|third|fourth)[\s-]+(half|quarter)\s+(?:of|in)\s+(?:(?:the|its|our)\s+)?(?:(?:fiscal|financial)\s+(?:year\s+)?)?$",
    re.IGNORECASE,
)
NAMED_PART = re.compile(  # "its first-quarter revenue for the" fiscal year 2022
    r"\b((?:first|second|third|fourth)[\s-](?:half|quarter))\s+(?:(?!outlook|guidance|forecast|outlooks|targets?\b)[a-z-]+\s+){1,6}(?:of|for|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
MONTHS_OF = re.compile(  # no amount: "£517.3m (2023: £472.6m)", "EUR 9m (2023"
    rf"(?<!\d[.,])(?<![$€£¥₹])(?<![$€£¥₹]\s)(?<!(?-i:{codes()})\s)"
    r"\b(?:the\s+)?(?:(?P<late>last|final|closing)\s+(?P<few>two|three|four|five|six|[2-6])|(?:first\s+)?(?P<some>three|six|nine|twelve|[369]|12)"
    r"|first\s+(?P<many>two|four|five|seven|eight|ten|eleven|[24578]|1[01]))[\s-]*(?:months?|mos?\.?|M)(?!\w)"
    r"(?:\s+of)?(?:\s+the)?\s*[,(]?\s*$",
    re.IGNORECASE,
)
ENTERED = re.compile(r"\b(?:entering|start of|beginning of)\s+$", re.IGNORECASE)
YEAR_TO_DATE = re.compile(r"(?:\bYTD|year[\s-]to[\s-]date)\s*,?\s*$", re.IGNORECASE)
FISCAL_NAMED = re.compile(
    r"\bfiscal\s+(?:year\s+)?(?P<year>20\d\d),?\s+(?P<nth>first|second|third|fourth)[\s-]+quarter\b"
    r"|\b(?P<first>first|second|third|fourth)[\s-]+quarter\s+(?:and|&)\s+(?:full[\s-]+year\s+)?fiscal\s+(?:year\s+)?(?P<later>20\d\d)\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"\bend(?:ed|ing)\b|\bto\b", re.IGNORECASE)
FISCAL = re.compile(r"(?<![A-Za-z])FY|\bF(?:20)?\d\d\b|fiscal|财年", re.IGNORECASE)
BOTH_YEARS = re.compile(r"\d\s?[/–-]\s?\d\d")  # "FY2018/19"
CALENDAR_YEAR = re.compile(r"\bcalendar(?:\s+year)?\s+$", re.IGNORECASE)
SHORT_YEAR = re.compile(r"\bF\s?['’]?(?P<year>20\d\d|\d\d)\b(?!\s?/)")
OF_REPORT = re.compile(r"\b(?:annual|integrated)\s+report(?:\s+and\s+accounts)?,?\s+(?P<year>20\d\d)\b(?!\s?[/–-]\s?\d)", re.IGNORECASE)
PART = re.compile(r"\b(early|start of|beginning of|entering|late|mid)\b|年初|年末|年中(?!报)", re.IGNORECASE)
PARTS = {"early": "early", "start of": "early", "beginning of": "early", "entering": "early", "late": "late", "mid": "mid", "年初": "early"}
PARTS |= {"年末": "late", "年中": "mid"}
OF_LAW = re.compile(  # right before a year that names a law and no period: "the Companies Act, 2013", "ACT OF 1934"
    r"\b(?=[A-Z])(?i:Acts?|Laws?|Ordinances?|Regulations?|Rules|Codes?|Decrees?|Directives?|Bill|Statutes?|Constitution|Treaty|Convention|Protocol|Agenda)"
    r"(?:\s+\([^()]{1,40}\))?,?\s+(?:(?i:of)\s+|No\.\s*\d+\s+of\s+)?$"
)

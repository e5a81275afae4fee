"""Unit and scale that captions and headings give to the figures under them: "(in millions, except per share)", "单位：亿元"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimhouse.documents.wordings import before_scale, codes, currency_in, is_currency, names, signs
from claimhouse.grammar.tables import table

WORDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7}
LETTERS = {
    "k": 3,
    "t": 3,
    "m": 6,
    "mn": 6,
    "mm": 6,
    "mln": 6,
    "mio": 6,
    "mil": 6,
    "mill": 6,
    "bn": 9,
    "b": 9,
    "bln": 9,
    "mrd": 9,
    "tn": 12,
    "cr": 7,
    "lac": 5,
    "thous": 3,
    "thsd": 3,
}
LONG = 5  # letters of a word that is no abbreviation
# of captions in other languages, which writers of English spell by too: "DKK milion"
LETTERS |= {
    word: int(row.power)
    for row in table("scales")
    for word in row.wording.split("|")
    if row.style == "word" and len(word) >= LONG and word.isalpha() and word not in WORDS and int(row.power) <= max(WORDS.values())
}
POWERS = WORDS | LETTERS
CHINESE = {
    "千": 3,
    "仟": 3,
    "万": 4,
    "萬": 4,
    "十万": 5,
    "百万": 6,
    "百萬": 6,
    "千万": 7,
    "亿": 8,
    "億": 8,
    "十亿": 9,
    "十億": 9,
    "万亿": 12,
    "兆": 12,
}
COUNTED_ZH = re.compile(r"[(（](百万|千万|万|萬|亿|億|千)(?:台|辆|輛|件|部|套|只|个|户|人|人次|吨|千瓦时)[)）]")
SIGNS = rf"(?:[A-Z]{{0,3}}[$€£¥₹₩￥₦₱₪₽₺฿₫₴₸₵]|\b(?:RMB|NTD|CN¥|{codes()})|{signs()})"
# "Unit: 100 million yuan", "(10 000 tonnes)": the number is a part of the scale
TENS = r"(?:10{1,2}(?=\s+[mb]illion)|10{0,2}(?:[ ,.]?000){1,2})"  # no "(10 years)"
COUNTED_TENS = re.compile(
    rf"(?:[(（\[]|\bunits?\s*[:：])\s*(?:in\s+)?(?:{SIGNS}\s*)?(?P<tens>{TENS})\s+(?P<word>thousand|million|billion)?s?(?:of\s+)?"
    r"[a-z. $€£¥]{0,30}\s*(?:[)）\]]|$)",
    re.IGNORECASE,
)
# "in thousands", "in RMB millions", "expressed in millions of euros", "dollars in thousands"
IN_WORDS = re.compile(
    rf"\b(?:in|of|expressed|stated)\s+(?:{SIGNS}\s*|(?:[a-z.]+\s+){{0,2}})?(thousand|million|billion|trillion|lakh|crore|mln|bln)s?\b",
    re.IGNORECASE,
)
# "RMB million", "$ billions", "US$m", "€ bn", "Yen Mln", "£'m", "Rs. Crore"
SHORT = "|".join(sorted(LETTERS, key=len, reverse=True))
SCALED = rf"(?:(?P<word>thousand|million|billion|trillion|lakh|crore)s?|(?P<letter>{SHORT}))\.?(?![A-Za-z])"
AFTER_SIGN = re.compile(rf"(?P<sign>{SIGNS}|{names()}|\bRs\b\.?|\bkr\b\.?|(?-i:\bR(?=\s?m)))\s*['’‘`]?\s*(?:in\s+)?{SCALED}", re.IGNORECASE)
# "KD 000's", "N'000", "LE million"
ABBREVIATED = re.compile(
    rf"(?<![\w$.])(?P<sign>{'|'.join(map(re.escape, sorted(before_scale(), key=len, reverse=True)))})\s*['’‘`]?\s*"
    r"(?:(?P<zeros>000,000|000)['’]?s?|(?i:in\s+)?(?P<word>(?i:thousand|million|billion))s?)(?![A-Za-z0-9])"
)
# "MSEK", "TEUR", "kEUR", "Mio. EUR", "Mrd €", "mln euros", "millions d'euros"
BEFORE_SIGN = re.compile(
    rf"(?-i:\b(?P<prefix>Th|M|m|T|t|K|k|Mn|Mio|Mrd|Bn|bn)\.?)\s?(?P<of>€|£|(?:US|Ch)?\$|kr\b|{codes()}\b)"
    rf"|\b{SCALED}\s*(?:of\s+|d['’]|de\s+)?(?P<name>€|£|(?:US|U\.S\.)\s?\$|{names()}|{signs()}|{codes()}\b)",
    re.IGNORECASE,
)
PREFIXES = {"Th": 3, "M": 6, "m": 6, "T": 3, "t": 3, "K": 3, "k": 3, "Mn": 6, "Mio": 6, "Mrd": 9, "Bn": 9, "bn": 9}
# "$000", "RMB'000", "('000)", "in 000s"
ZEROS = re.compile(r"(?<!\d)(?<!\d[.,])(['‘’`]?)(000,000|000)(?:['’]?s)?\b")
BARE = re.compile(  # "millions of yen", "(Unit: million €)"
    rf"[(\[]?\s*(?:units?\s*:\s*)?(thousand|million|billion|trillion|lakh|crore)s?(?:\s*{SIGNS}|\s+(?:of\s+)?[a-z. ]{{0,30}})?\s*[)\]]?",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"[(\[]\s*(thousand|million|billion|trillion|lakh|crore)s?\b(?!\s+\d)[^()\[\]]{0,40}[)\]]", re.IGNORECASE)
THOUSANDS = re.compile(rf"\W*(?:in\s+)?(?:{SIGNS}\s?1[,.’' ]?000|1[,.’' ]?000\s?{SIGNS})\W*")  # "EUR 1,000" over a table
OF_ONE_AMOUNT = re.compile(  # "$3 billion", "1,250.5 million": no scale of what stands around it
    rf"(?:[$€£¥₹]\s?\d[\d.,]*|(?<![\w.,])\d+(?:[.,]\d+)+)\s*(?:{SCALED}|[十百千万萬亿億兆]+)", re.IGNORECASE
)
LOST_RUPEE = re.compile(r"(?<!\w)[`´¢v](?=\s*(?:in\s+)?(?:crore|lakh|lac)s?\b)")  # as fonts without that sign are read
ZEROS_ALONE = re.compile(r"[^\w$€£¥₹₦₱₪₽₺฿₫₴₸₵]*(?:['‘’`]000s?|000['‘’`]?s)\W*")  # "000's" over the labels
UNIT_ZH = re.compile(r"(?:单位|單位|単位|货币单位|金额单位|金額單位)\s*(?:为|：|:)?\s*([^\s，,；;。)）]{1,20})")
SCALE_ZH = re.compile(
    r"(万亿|十亿|十億|千万|百万|百萬|十万|亿|億|万|萬|千|仟|兆)(?=元|円|美|港|欧|歐|日|英|人民|件|台|辆|人|吨|股|户|个|份|套|家|次|平|$|[)）\]，,；;/])"
)
CURRENCY_ZH = re.compile(r"(?:人民币|人民幣|美|港|欧|歐|日|新台|韩|加|澳)?[元圆]|円|人民币|人民幣|英镑|美金|港币|港幣|欧元|日元|日圆")
PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b(?![.,]\d)|(?:19|20)\d\d年|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?|\b[1-4]?[QH][1-4]?\s?(?:FY)?'?\d{2,4}\b|\bQ[1-4]\b|\bFY?\s?['’]?(?:20)?\d\d\b|quarter|months|\byears?\b|\bYTD\b|year[\s-]to[\s-]date|季度|上半年|下半年|年度|月",
    re.IGNORECASE,
)
PER_SHARE = re.compile(
    r"\bper[\s-](?:\w+[\s-]){0,3}?(?:share|unit|ads|ad[sr])s?\b|\beps\b|earnings per|\bshare price\b"
    r"|(?:[$€£]|\bcents?|\bpence)\s?/\s?(?:share|unit)\b|每股",
    re.IGNORECASE,
)
# An amount per share that a label states by the way: "Dividends declared ($1.30 per share)", "Common stock, $0.01 par value per share".
_AMOUNT = r"(?:[A-Z]{0,3}[$€£¥₹]\s*\.?\d[\d.,]*|\d+(?:\.\d+)?\s*(?:cents?|pence|sen|pais[ae]|öre|øre|kobo|fils))"
_SHARE = r"\bper[\s-](?:\w+[\s-]){0,3}?(?:share|unit|ads|ad[sr])s?\b"
STATED_PER_SHARE = re.compile(
    rf"{_AMOUNT}[^()$€£¥]{{0,30}}?{_SHARE}|{_SHARE}[^()\w]{{0,6}}(?:of\s+)?{_AMOUNT}|\b(?:par|stated|nominal) value\b"
    rf"|\bexcept(?:ing)?\b.*{_SHARE}|每股[^，()（）]{{0,6}}\d[\d.]*\s*元",
    re.IGNORECASE,
)
SHARE_COUNT = re.compile(  # "Weighted average number of shares used in computing diluted per share amounts"
    r"\W*(?:basic |diluted )?(?:weighted[\s-]average|average|number of)\b[^:]*?\bshares\b(?=.*\b(?:outstanding|used|for)\b)"
    r"|\W*(?:common |ordinary )?shares\s+used\s+(?:in|for|to)\b",
    re.IGNORECASE,
)
SHARES = re.compile(r"\bshares?\b(?! of)|股数|股份数|股本数", re.IGNORECASE)
SHARES_SCALE = re.compile(r"(?<!and )\bshares in (?:thousand|million)s\b", re.IGNORECASE)
# What a statement of units leaves out: ", except per share data", "(except for per share amounts)".
EXCEPTED = re.compile(r"[\s,;(（\[]*\bexcept.*", re.IGNORECASE | re.DOTALL)
EXCEPT_SHARES = re.compile(r"except(?:ing)?(?:\s+for)?[^)]*?(?<!per )\b(?:number of )?shares?\b(?! amounts)[^)]*", re.IGNORECASE)
PERCENT = re.compile(r"%|％|\bper\s?cents?\b|\bpercentages?\b|\bpct\b|占比|比率|百分比|同比|环比|增速|增长率|毛利率|净利率", re.IGNORECASE)
STATED_PERCENT = re.compile(r"\d[%％]")  # "notes at 5.40%": a rate, not a unit
POINTS = re.compile(  # no "pp. 12", no "PP" of plastics
    r"\bbps\b|basis points?\b|(?:percentage|percent|%)[- ]points|百分点|基点|(?-i:(?<![\w.])(?:pp|p\.p\.)(?![\w.]|\s*\d))|\bppts?\b",
    re.IGNORECASE,
)
RATIO = re.compile(
    r"\bgearing\b|\bnet debt\s*/\s*\w+|\b(?:current|leverage|quick) ratio\b|\((?:x|(?:in |number of )?times)\)|[（(]倍[)）]|倍数",
    re.IGNORECASE,
)
# A row that only says how shares are counted; its group says of what: "Weighted average shares: Basic", "Net income per share: Diluted".
SHARE_BASIS = re.compile(r"(?:-\s*)?(?:basic|(?:fully\s+)?diluted|undiluted|assuming dilution|weighted average)\b|基本|稀释", re.IGNORECASE)
# What is counted, by wordings that do not also name amounts of money ("ordinary shares", "due to employees").
COUNTS = {
    "shares": r"\bweighted[\s-]average\b.*\bshares\b|\bnumber of (?:\w+ ){0,3}shares\b|\bshares (?:outstanding|used in)|\(shares\)"
    r"|\bin shares\b"
    r"|\b(?:basic|diluted) shares\b|股数|股份数目",
    "employees": r"\bnumber of (?:employees|staff)\b|\bheadcount\b|\bFTEs?\b|\bfull[\s-]time equivalents?\b"
    r"|^(?:average )?(?:personnel|workforce)(?: on average| \(average\)|,? (?:average|at|end|total)\b.*)?$|^(?:full-time "
    r"|part-time |total |average |regular )*employees(?: ?\([^()]*\))?$|员工人数|员工数",
    "users": r"\busers\b|用户数",
    "customers": r"\bnumber of (?:\w+ )?customers\b|客户数",
    "stores": r"\bnumber of (?:\w+ )?stores\b|\bstore count\b|门店数",
    "units": r"\bunits (?:sold|shipped|delivered)\b|销量|出货量",
    "options": r"\bnumber of (?:\w+ )?(?:options|awards|warrants|rsus)\b",
    "years": r"\bin years\b|\(years\b|年限",
    "days": r"\bin days\b|\(days\)|\bdays (?:sales|inventor(?:y|ies)|payables?|purchases|receivables?)\b"
    r"|\bcash conversion cycle\b|天数",
}
COUNTED = {unit: re.compile(pattern, re.IGNORECASE) for unit, pattern in COUNTS.items()}
# A heading that names a unit and nothing measured: "(in millions)", "RMB'000", "%".
UNIT_ALONE = re.compile(
    rf"[(（\[]?\s*(?:(?:all|amounts?|figures?|dollars?|pence|cents?|are|expressed|stated|in|of|us|u\.s\.|euros?|pounds?|yen|except(?:.*)|number|"
    rf"(?:thousand|million|billion|trillion|lakh|crore)s?|['‘’`]?000s?|mn|bn|m|k|[%％,]|{SIGNS}|人民币|单位[:：]?|百?[千万亿]*[元圆])[\s,]*)+[)）\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What a text says of the figures under it; None where it says nothing."""

    unit: str | None = None
    mult: int | None = None
    shares_apart: bool = False  # numbers of shares are not in this scale


@lru_cache(maxsize=20_000)
def scale_of(text: str, heading: bool = True) -> Scale:
    """Unit and scale that a caption, header cell or row label states.

    With `heading` false the text is a sentence above a table: only what is plainly said of a table counts, as "(in millions)".
    """
    text = OF_ONE_AMOUNT.sub(" ", LOST_RUPEE.sub("₹", text[-600:] if not heading else text[:600]))
    if heading and THOUSANDS.fullmatch(text):
        return Scale(currency_in(text.replace("1", " ").replace("0", " ")) or None, 3)
    if heading and ZEROS_ALONE.fullmatch(text) and not currency_in(text):  # no "€'000"
        return Scale(None, 3)
    stated = UNIT_ZH.search(text)
    if stated:
        mult = SCALE_ZH.search(stated[1])
        unit = "percent" if "%" in stated[1] or "％" in stated[1] else currency_in(stated[1])
        return Scale(unit, CHINESE[mult[1]] if mult else 0)
    parts = (
        text
        if heading
        else " ; ".join(re.findall(r"[(（\[][^()（）\[\]]{2,120}[)）\]]|\bin\s+\w+\s+(?:of\s+)?[^.;:]{0,30}[:.]?\s*$", text))
    )
    if not parts:
        return Scale()
    apart = EXCEPT_SHARES.search(parts) is not None
    if SHARES_SCALE.search(parts):  # "shares in Thousands, $ in Millions": only the money's scale is kept
        apart, parts = True, SHARES_SCALE.sub(" ", parts)
    body = EXCEPTED.sub("", parts)
    if heading and (mult := SCALE_ZH.search(body)) and CURRENCY_ZH.search(body):
        return Scale(currency_in(body), CHINESE[mult[1]])
    if heading and (counted := COUNTED_ZH.search(body)):  # "销量（万辆）"
        return Scale(None, CHINESE[counted[1]])
    if heading and (found := COUNTED_TENS.search(body)):
        return Scale(currency_in(body), power_of_tens(found["tens"], found["word"] or ""), apart)
    if found := IN_WORDS.search(body):
        return Scale(currency_in(body), POWERS[found[1].lower()], apart)
    if found := ABBREVIATED.search(body):
        mult = (6 if "," in found["zeros"] else 3) if found["zeros"] else WORDS[found["word"].lower()]
        return Scale(before_scale()[found["sign"]], mult, apart)
    if found := AFTER_SIGN.search(body):
        unit = "ZAR" if found["sign"] == "R" else currency_in(body) or currency_in(found["sign"])  # "SEKm"
        return Scale(unit, power_of(found), apart)
    if heading and (found := BEFORE_SIGN.search(body)):
        return Scale(currency_in(found["of"] or found["name"]), PREFIXES[found["prefix"]] if found["of"] else power_of(found), apart)
    if (found := ZEROS.search(body)) and (
        found[1] or re.search(rf"{SIGNS}|[(\[]\s*000", body, re.IGNORECASE) or "in" in body.lower().split()
    ):
        return Scale(currency_in(body), 3 if found[2] == "000" else 6, apart)
    if found := BARE.fullmatch(body.strip(" :–—-")) if len(body) < 60 else None:
        return Scale(currency_in(body), WORDS[found[1].lower()], apart)
    if found := IN_BRACKETS.search(body):  # "Employment by industry (thousands, seasonally adjusted)"
        return Scale(currency_in(body), WORDS[found[1].lower()], apart)
    if (
        heading
        and len(body) <= 40
        and (
            re.search(r"[(（\[]\s*(?:" + SIGNS + r"|元|美元|港元|人民币元)\s*[)）\]]|^\s*(?:" + SIGNS + r"|元|美元)\s*$", body)
            or is_currency(body)
        )
    ):
        return Scale(currency_in(body), None, apart)
    return Scale(None, None, apart)


def power_of_tens(tens: str, word: str) -> int:
    """The power of ten of a number and the word behind it: 8 of "100" and "million"."""
    return len(re.sub(r"\D", "", tens)) - 1 + (WORDS[word.lower()] if word else 0)


def power_of(found: re.Match) -> int:
    """The power of ten of a match of SCALED."""
    return WORDS[found["word"].lower()] if found["word"] else LETTERS[found["letter"].lower()]


@lru_cache(maxsize=20_000)
def measure_of(label: str) -> str | None:
    """Unit that a row label or column heading names for its figures other than money: percent, percentage points, ratio, shares, ..."""
    label = STATED_PERCENT.sub(" ", label)
    if POINTS.search(label):
        return "percentage points"
    if PERCENT.search(label):
        return "percent"
    if SHARE_COUNT.match(label):
        return "shares"
    if PER_SHARE.search(label) or STATED_PER_SHARE.search(label):
        return None
    if RATIO.search(label):
        return "ratio"
    return next((unit for unit, pattern in COUNTED.items() if pattern.search(label)), None)


def is_per_share(label: str) -> bool:
    """Whether the figures under a label are amounts per share; not where the label itself states the amount per share, or counts shares."""
    return SHARE_COUNT.match(label) is None and PER_SHARE.search(label) is not None and STATED_PER_SHARE.search(label) is None


def is_period(text: str) -> bool:
    """Whether a heading names a period, or a part of one."""
    return len(text) <= 120 and PERIOD.search(text) is not None

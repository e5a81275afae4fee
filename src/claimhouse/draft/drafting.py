"""Drafts a report from a document: every numeric token becomes part of an observation, or is excluded with its reason."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from claimhouse.check import TOKEN
from claimhouse.documents.mentions import ITEM
from claimhouse.documents.model import Table
from claimhouse.documents.periods import calendar_of
from claimhouse.documents.scales import scale_of
from claimhouse.draft.calendar import Label, Periods, fiscal_end, same_day
from claimhouse.draft.cells import (
    MINOR_POWER,
    Reader,
    as_of,
    doubt_amount,
    is_tally,
    is_trusted,
    negative,
    places_in,
    put_amount,
    put_family,
    put_geography,
    put_period,
    put_scope,
    put_source,
    put_status,
    verbs_in,
    way_of,
)
from claimhouse.draft.dating import DATELINE
from claimhouse.draft.names import Match
from claimhouse.draft.newcomers import NO_FIRM, NO_NAME, is_bulletin, newcomers
from claimhouse.draft.passage import Passage
from claimhouse.draft.phrases import is_nominal, is_thing
from claimhouse.draft.registers import Book, clean, length, vocabulary, wordings
from claimhouse.draft.source import Paragraph, Source, open_source
from claimhouse.draft.store import Draft, Item
from claimhouse.draft.tabular import TableDraft
from claimhouse.grammar import Span, figures
from claimhouse.rules import broken_cells

SECTION = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:(?:\d{1,2}(?:\.\d{1,2}){1,3}|[一二三四五六七八九十]+|[IVX]{1,4}|\d{1,2})[.、)]?\s|(?:Chapter|Section|Part|第)\s*[\d一二三四五六七八九十]+)"
)
SECTION_NUMBER = re.compile(r"\s*(?:#{1,6}\s*)?(\d{1,3}(?:\.\d{1,3}){1,4})\.?\s")
BULLET = re.compile(r"\s*[-*•·–—▪●○◦]\s")
JOINED = re.compile(r"个?\s*(?:,|、|/|\band\b|\bor\b|和|与)\s*(?=\d)")
FROM_TO = re.compile(r"from\s+(?P<first>.+?)\s+to\s+(?P<second>.+)", re.IGNORECASE | re.DOTALL)
TO = re.compile(r"\D\s+to\s+\D*\d")
FROM_LIST = re.compile(r"\bfrom\s+[^.;]{1,30}?\s+and\s+$", re.IGNORECASE)  # "from 100G and 400G to 800G"
STOP = re.compile(
    r"[.,;:()（），。；]|\b(?:of|in|to|and|or|with|by|for|on|at|from|than|per|as|is|are|was|were|has|have|had|affect|per|during)\b|\d"
)
NO_THING = re.compile(r"(?:in|from|at|on|for|during|than|to|was|were|is|are|has|have|had|compared|versus|by|with|per)\b", re.IGNORECASE)
REPORTS = re.compile(r"\bended\b|\bresults\b|止|财报|业绩|年报|季报|公报|运行情况", re.IGNORECASE)  # a line that says what is reported on
BASE_YEAR = re.compile(r"\s*=\s*100\b")
CAPTION = re.compile(r"\s*(?:表|图|附表)\s*(\d{1,3})")
CITY_ZH = re.compile(  # "雅安市前三季度经济运行"
    r"(?:(?:19|20)\d\d年)?([\u4e00-\u9fff]{2,7}?(?:市|省|区|县|州))(?=(?:[\d一二三四前上下半全]|\d{4}年)?.{0,10}(?:经济|统计公报|生产总值|国民经济|运行情况))"
)
TICKER = re.compile(r"[(（]\s*(?:[A-Z]{2,6}\s*[:：]\s*)?(\d{4,6})(?:\s*\.\s*[A-Z]{2})?\s*[)）]")
FOOTNOTE = re.compile(r"\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]")
NAME_OF_FIRM = re.compile(
    r"^\W*((?:[A-Z][\w&’'.-]*|of|and|the)(?:\s+(?:[A-Z][\w&’'.-]*|of|and)){0,7}?)(?:,?\s+(?:Inc|Incorporated|Corp|Ltd|PLC|plc|Limited|Corporation)\b\.?)?"
    r"\s*(?:\([^)]*\))?\s*(?:today\s+)?(?:reports?|reported|announces?|announced|posts?|publishes|unveils|releases|launches|issues"
    r"|delivers|records|results|annual report|quarterly report)\b",
    re.IGNORECASE,
)
LEGAL = r"Co|Inc|Incorporated|Corp|Corporation|Ltd|Limited|plc|PLC|AG|SE|ASA|AB|A/S|Oyj?|S\.?p\.?A|S\.?A|N\.?V|B\.?V|GmbH|KGaA|LLC|Bhd|Pty"
FIRM_WITH_SUFFIX = re.compile(
    r"^\W*((?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z][\w&’'.-]*|of|and|&)){0,7}?)"
    r",?\s+(?:plc|PLC|Inc|Incorporated|Corp|Corporation|Ltd|Limited|AG|SE|N\.?V|S\.?A|Holdings|Group)\b\.?"
)
FIRM_OF_TITLE = re.compile(  # "Eutelsat Communications: Second Quarter and First Half 2024-25 Results"
    r"^\W*((?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}?)\s*[:–|]\s+"
    r"[^.]{0,100}?\b(?i:results|(?:interim|annual|quarterly|half-year)\s+report)\b"
)
KIND_OF_REPORT = re.compile(
    r"(?:\s+(?:annual|integrated|interim|quarterly|half[- ]year(?:ly)?|nine[- ]month|preliminary|consolidated|sustainability|financial"
    r"|unaudited))+$",
    re.IGNORECASE,
)
INTRODUCED = re.compile(  # a firm as the first paragraphs introduce it: "Haier Smart Home Co., Ltd. (A-share: 600690.SH", "INDUS Group"
    r"\b((?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}?)"
    rf"(?:,?\s+(?:Co\.,?\s*Ltd|{LEGAL}|Group|Holdings?|Company)\b"
    r"|\s+\((?:the\s+|[\w\s-]{0,20}:\s*[A-Z0-9]))"
)
KIND_OF_TEXT = re.compile(
    r"\W*(?:(?:press|media|news|regulatory|stock exchange|company|investor)\s+(?:release|announcement|statement|information|news)"
    r"|for immediate release|unaudited|announcement|analysis|press|embargo\w*\b.*|新闻稿|公告)\W*",
    re.IGNORECASE,
)
FIRM_NAME = r"(?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}"
ANNOUNCING = (
    re.compile(rf"(?:^\W*[Cc]ompany|\b[Cc]ompany\s+[Nn]ame)\s*:\s*({FIRM_NAME})"),
    re.compile(
        rf"({FIRM_NAME}?),?\s+(?:Co\.,?\s*Ltd|{LEGAL}|Holdings?|Group)\b\.?\s*(?:\([^)]*\)\s*)*"
        r"(?:(?:today|on\s+\w+day)\s+)?(?:announce[sd]?|report(?:s|ed)|post(?:s|ed)|release[sd]?|publish(?:es|ed))\b"
    ),
    re.compile(rf"\battributable\s+to\s+({FIRM_NAME}),?\s+(?:{LEGAL})\b"),
    re.compile(rf"({FIRM_NAME})\s+\([A-Z]{{2,6}}\)\s+(?:(?:today|on\s+\w+day)\s+)?(?:announced|reported|posted|recorded)\b"),
    re.compile(r"^\W*([A-Z][A-Z&.’' -]{4,50}?)\s+(?:LIMITED|LTD|PLC|INC|CORPORATION|AG|ASA|AB|OYJ|SPA|S\.A)\b"),
)
ABOUT_FIRM = re.compile(
    rf"About\s+(?:the\s+)?({FIRM_NAME})|({FIRM_NAME}?)(?:,?\s+(?:{LEGAL})\b\.?)?(?:\s+\(publ\))?\s+(?=(?:is|are)\s+(?:an?|the|one)\s)"
)
FORM_OF_FIRM = re.compile(rf"{FIRM_NAME}?,?\s+(?:(?:{LEGAL})\b|\(publ\))")
MARKETS = re.compile(r"\b(?:markets?|shipments|vendors?)\b", re.IGNORECASE)
STATEMENTS = re.compile(  # what pages on one firm speak of
    r"\b(?:income statement|profit before tax|attributable to (?:owners|equity|shareholders)|per share|balance sheet|cash flow statement"
    r"|net debt|dividend|shareholders)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(r"demand|growth|rates?|values?|totals?|numbers?|shares?|amount|score|coverage", re.IGNORECASE)
STUDY = re.compile(  # what a publisher announces
    r"(?<!annual )(?<!quarterly )(?<!interim )(?<!financial )(?<!integrated )"
    r"\b(?:report|forecast|outlook|survey|study|index|research|findings|tracker)\b",
    re.IGNORECASE,
)
ISSUES = re.compile(r"(?:unveil|publish|releas|launch|issu|announc)\w*\s*$", re.IGNORECASE)
LEGAL_FORM = re.compile(
    rf",?\s+(?:{LEGAL})\.?$",
    re.IGNORECASE,
)
FIRM_ZH = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,16}?(?:股份有限公司|有限公司|集团|公司))")
NO_FIRM_ZH = re.compile(r"(?:预计|上半年|下半年|报告期|本|该|其|全年|我|各|子|母|分|上市|今年|去年|同时|此外|目前|公司)")
FIRM_OF_TITLE_ZH = re.compile(  # "贵州茅台-600519-", "浙商证券财务摘要", "腾讯第二季度营收1845亿元"
    r"\W*((?!全国|全球|我国|全省|中国|国内|前)[\u4e00-\u9fffA-Za-z]{2,8}?)(?:\s*[-—(（]\s*\d{5,6}\b|(?:20\d\d年?)?(?:第?[一二三四]季度|[上下]半年|半年度?|前三季度|全年|年度)?"
    r"(?:财务(?:摘要|指标|报表|数据|分析)|业绩|年报|[一三]季报|中报|年度报告|营收|净利|营业(?:总)?收入))"
)
TITLE_ZH = re.compile(r"\W*([\u4e00-\u9fff]{2,8})[：:]\s*(?=.*(?:营收|业绩|净利|财报|季报|年报|半年))")
PART_OF_YEAR = re.compile(r"quarter|\bQ[1-4]\b|half|interim|\b(?:three|six|nine)[\s-]months?\b", re.IGNORECASE)
DAYS_PRINTED = re.compile(r"\d{1,2},?\s+(?:[A-Za-z]+\.?\s+)?(?:\d{4}\s*)?(?:to|through|[-–—])\s|\bended\b|\d\s*[-–—]\s*\d", re.IGNORECASE)
ZEROS = re.compile(r"['’‘]?(?:000)+s?(?:\s+[A-Za-z]+)*")  # "('000 tonnes)"
PAIRED = re.compile(r"\brespectively\b|\bgaap and non-gaap\b", re.IGNORECASE)  # bases that the figures have in turn
SPLIT = re.compile(r"\D*(?P<first>\d\d)/(?P<second>\d\d)")  # "64/36", two parts of a whole
PLURAL = re.compile(r"(?![a-z]*(?:ss|us|is|wards)$)(?:[a-z]{3,}s|[A-Z]{2,5}s)")  # "cars", "NDAs"
PENCE = re.compile(r"p(?![\w.])")
TOLERANCE = re.compile(r"(?:plus or minus|\+/-|±|上下)\s*$", re.IGNORECASE)
NO_FIGURES = (  # words before and behind of numbers that measure nothing, and why
    (re.compile(r"\b(?:aged?|ages)\s+(?:between\s+|over\s+|under\s+)?$", re.IGNORECASE), re.compile(""), "age_group"),
    (
        re.compile(r"\b(?:the|in)\s+$", re.IGNORECASE),
        re.compile(r"(?:\s*(?:months|weeks|quarters))?\s+(?:to|ended|ending)\s", re.IGNORECASE),
        "period_label",
    ),
    (
        re.compile(r"\b(?:figures|amounts|fractions)\b.{0,20}$", re.IGNORECASE),
        re.compile(r".{0,20}\b(?:omitted|rounded|truncated|disregarded)\b"),
        "rounding",
    ),
    (re.compile(r"\b(?:19|20)\d\d\s*=\s*$"), re.compile(r"\W|$"), "base_of_index"),
)
RESULTS = re.compile(
    r"\s+(?:(?:financial|interim|consolidated|preliminary|unaudited|quarterly|annual)\s+)*"
    r"(?:results|earnings|trading update|revenues?|report|(?:vehicle |unit )?(?:production|deliveries|sales|shipments))\b",
    re.IGNORECASE,
)
SMALL = frozenset("of and the de du for & van von".split())  # that a name of a firm may have in small letters
NAME = r"\W*((?:[A-Z][\w&.-]*)(?:\s+[A-Z&][\w&.-]*){0,4})"
OWNER = re.compile(NAME + r"(?:[’']s?)?\s*[:,–—-]?\s*(?:[Pp]ress [Rr]elease\s*[:–—-]?\s*)?")
OF_TOPIC = re.compile(
    r"\b(?:shares?|shipments|sales|revenues?|spending|prices|deliveries)\s+(?:for|of)\s+(?:the\s+)?([A-Za-z][\w-]*(?:\s+[a-z][\w-]*){0,3}?)(?=\s+(?:in|from|by|to|at|on|rose|fell|grew|were|was)\b|\W*$|[,:;])"
)
OF_DATA = re.compile(  # "Isuzu: Consolidated Financial Highlights"
    NAME + r"\s*[:,–—-]\s+(?:(?:consolidated|major|key|selected|annual|group)\s+)*"
    r"(?:financial\s+(?:highlights|data|results|statements|review|information|summary)|key figures"
    r"|(?:annual|management|interim|half-year|quarterly)\s+report|results)\b",
    re.IGNORECASE,
)
OWNED = re.compile(NAME + r"[’']s?\s+(?:(?:total|net|group)\s+)*(?:revenues?|sales|turnover|profit)\b")
OF_PLACE = re.compile(  # behind "Statistical Office"
    r"\s+(?:[Oo]f|OF|[Ff]or|FOR)\s+(?:[Tt]he\s+|THE\s+)?((?:[A-Z][\w’'-]*\s?){1,4}?)"
    r"(?=\s+(?:Monthly|Quarterly|Annual|Statistical|Bulletin|Press|News|Release)\b|\s*[:,;.–-]|$)"
)
PUBLISHER = re.compile(r"^\W*(?:[A-Z]\w+\s+){1,3}(?:says|reports|finds|forecasts|predicts|estimates)\b:?|^\W*[\w\s]{3,30}:", re.IGNORECASE)
TITLE_ENDS = re.compile(
    r"\d|\bma(?:de|kes?) up\b|\baccounts? for\b"
    r"|\b(?:market (?:report|outlook)|statistics|indices|index|bulletin|overview|in|billings|prices|spending|exports|imports|output"
    r"|production|orders)\b|(?:经济)?运行情况|统计公报|公报|报告",
    re.IGNORECASE,
)
CONTACT = re.compile(  # a line that says where somebody or a file is to be found: "Kearney, NE 68845", "(308) 236-8491"
    r".{0,60}\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b.{0,20}|.{0,30}\(\d{3}\)\s*\d{3}[-–.\s]\d{4}\b.{0,30}|.{0,40}\S+\.(?:html?|pdf|docx?)\b.{0,40}"
)
SEGMENT = re.compile(r"((?:[A-Z&][\w&’'-]*\s+){1,5}?)\s*(?:segment|division|business|business unit)(?:\s+results)?", re.IGNORECASE)
PAIR_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*/\s*(?:19|20)\d\d")
CENTS = re.compile(r"(?<!US )\bcents?\b", re.IGNORECASE)
LONG = re.compile(r"\d+[\s-](?:week|month)", re.IGNORECASE)
OF_PERIOD = re.compile(r"(?:\s+and\s+\d+[\s-](?:week|month))?\s+(?:fiscal\s+)?(?:periods?|quarters?|years?)\b", re.IGNORECASE)
MONTH = timedelta(days=31)
DATED = 60  # characters between an event and its day
WORTH = {"money": 50, "percent": 40, "count": 30, "quantity": 30, "ratio": 20, "ordinal": 10}


def draft_document(path: Path, folder: Path, project: Path, own: dict | None = None) -> Draft:
    """The draft of a document for the report folder; nothing is written. `own` are tables of the report before. Raises Unreadable."""
    source = open_source(path)
    book = Book(project, own, folder.name)
    return Drafting(source, book, folder, path).run()


class Drafting:
    def __init__(self, source: Source, book: Book, folder: Path, path: Path):
        self.source, self.book, self.folder, self.path = source, book, folder, path
        self.calendar = calendar_of(source.document)
        self.locale = self.calendar.locale
        self.items: dict[str, Item] = {}
        self.last_table: TableDraft | None = None
        self.taken: dict[int, list[tuple[int, int]]] = {}
        self.reader = Reader(source, book, Periods(book, fiscal_end(source.document), folder.name, "\n".join(source.lines)))
        self.sections: list[dict[str, str]] = []
        self.printed_amounts: list[tuple[Fraction, Fraction]] | None = None

    def run(self) -> Draft:
        self.look_at_whole()
        for position, block in enumerate(self.source.order):  # tables first: the text speaks of what their rows name
            if isinstance(block, Table):
                TableDraft(self, block, self.above(position), self.below(position)).run()
        self.learn_from_tables()
        for block in self.source.order:
            if isinstance(block, Paragraph):
                self.paragraph(block)
        self.remaining()
        self.close_sections()
        self.drop_newcomers()
        for item in self.items.values():
            self.finish(item)
        about = {
            "file": self.path.name,
            "title": self.title(),
            "as_of": self.reader.as_of,
            "subject": self.reader.subject,
            "sections": self.sections,
            "remarks": list(self.source.document.remarks),
        }
        draft = Draft(self.folder, self.items, self.book.ids, about, self.source.lines)
        draft.whys, draft.subject_how = self.book.whys, self.reader.subject_how
        return draft

    def period_of_tables(self) -> Label | None:
        """The latest year, half or quarter of which tables with several have most figures, for a document that names none on its own."""
        rows, found = self.book.rows["periods"], Counter()
        firsts: dict[str, Item] = {}
        for item in self.items.values():
            row = rows.get(item.value("period_id"), {})
            if item.table_id and row.get("period_start") and row.get("period_end") and item.value("obs_status") == "A":
                found[item.value("period_id")] += 1
                firsts.setdefault(item.value("period_id"), item)
        long = [id for id, count in found.items() if count * 5 >= sum(found.values()) and days_between(rows[id]) > 80]
        if len(long) < 2:
            return None
        id = max(long, key=lambda one: rows[one]["period_end"])
        item, days = firsts[id], tuple(date.fromisoformat(rows[id][end]) for end in ("period_start", "period_end"))
        self.reader.period_line = int(item.value("period_line") or item.line)
        return Label(0, 0, item.value("period_printed"), days)

    def drop_newcomers(self) -> None:
        """Names that no figure took are no rows of the report."""
        taken = {item.value("subject_id") for item in self.items.values()}
        for id in self.reader.newcomers - taken:
            if all(row.get("parent_subject_id") != id for row in self.book.ids.values()):
                self.book.forget("subjects", id)
        placed = {item.value("geography_id") for item in self.items.values()}
        for id in [id for register, id in self.book.ids if register == "geographies" and id not in placed]:
            self.book.forget("geographies", id)
        for item in self.items.values():
            if "geography_id" in item.candidates:
                item.candidates["geography_id"] = [id for id in item.candidates["geography_id"] if id in self.book.rows["geographies"]]
            if "subject_id" in item.candidates:
                item.candidates["subject_id"] = [id for id in item.candidates["subject_id"] if id in self.book.rows["subjects"]]

    def amounts(self) -> list[tuple[Fraction, Fraction]]:
        """What the amounts of money of the text can stand for that print their scale."""
        if self.printed_amounts is None:
            texts = (one.text for one in self.source.paragraphs[:200])
            spans = (
                span for text in texts for span in figures(text[:5_000], locale=self.locale) if span.unit_mult >= 3 and span.kind == "money"
            )
            self.printed_amounts = [
                (abs(one.bound_low), abs(one.bound_high)) for one in spans if one.qualifier == "exact" and one.bound_low and one.bound_high
            ]
        return self.printed_amounts

    def learn_from_tables(self) -> None:
        """What the tables say of the text: the subject of totals, and the metric of a unit where all figures of it have one."""
        reader, subjects = self.reader, self.book.rows["subjects"]
        reader.last_subject, reader.heading_subject, reader.intro = (), (), None
        reader.period = reader.period or self.period_of_tables()
        if not reader.period and (usual := self.usual_period()):
            reader.period, reader.period_line = usual
        reader.days = reader.period.days if reader.period else self.first_days([one.text for one in self.source.paragraphs])
        found: dict[str, Counter] = {}
        for item in self.items.values():
            subject, metric, unit = (item.value(name) for name in ("subject_id", "metric_id", "unit"))
            if subject and subjects[subject]["subject_type"] == "total" and subject not in reader.total:
                reader.total.append(subject)
            if metric and item.table_id:
                grown = self.book.rows["metrics"][metric].get("growth_of_metric_id")
                kind = "growth" if grown and unit == "percent" else "share" if unit == "percent" and "share" in metric else unit
                found.setdefault(kind, Counter())[metric] += 1
        money = {unit for unit in found if unit in self.book.currencies}
        reader.usual = {unit: list(counts) for unit, counts in found.items() if len(counts) == 1 and unit not in money | {"percent", ""}}
        if not reader.subject and not reader.total:
            reader.theme = reader.theme or self.topic()
        if len(reader.usual) == 1 and not reader.usual.keys() & {"share", "rank", "growth"}:
            reader.usual[""] = next(iter(reader.usual.values()))
        elif len(rest := [unit for unit in reader.usual if unit not in ("share", "rank", "growth", "")]) == 1:
            reader.usual[""] = reader.usual[rest[0]]

    # the document as a whole
    def title(self) -> str:
        named = self.source.document.title if self.source.document.format != "txt" else ""  # a plain text marks no title
        texts = [named, *(one.text for one in self.source.paragraphs[:6])]
        first = next((text for text in texts if text and not self.is_no_title(text)), named or next(filter(None, texts), self.path.stem))
        return clean(first.lstrip("# "))[:200].strip() or "untitled"

    def is_no_title(self, text: str) -> bool:
        """Whether a line at the beginning says what kind of text this is, who publishes it or when, and not of what it is."""
        text = text.lstrip("# ").strip()
        if KIND_OF_TEXT.fullmatch(text) or vocabulary("offices").whole(text) or vocabulary("agencies", "name").whole(text):
            return True
        for label in reversed(self.reader.periods.labels(text) if len(text) < 40 else []):
            if label.days and label.days[0] == label.days[1]:
                text = f"{text[: label.start]} {text[label.end :]}"
        return not re.search(
            r"[^\W\d_]{2}", re.sub(r"\b(?:published|date[d]?|on|updated|[A-Z][a-z]+day)\b", " ", text, flags=re.IGNORECASE)
        )

    def look_at_whole(self) -> None:
        reader = self.reader
        reader.title, reader.subject = self.title(), self.document_subject()
        texts = [one.text for one in self.source.paragraphs]
        known = sum(len(self.book.names["subjects"].find(text)) for text in texts)
        reader.newcomers = set(newcomers(self.book, texts, reader.subject))
        new = sum(bool(set(match.ids) & reader.newcomers) for text in texts for match in self.book.names["subjects"].find(text))
        reader.is_covered = known > new and not (reader.subject and ("subjects", reader.subject) in self.book.ids)
        reader.is_foreign = is_foreign("\n".join(texts)[:20_000])
        self.name_countries([reader.title, *texts])
        reader.theme = self.theme() if not reader.subject else ""
        reader.measure = self.measure() if Passage(reader, "").names_parts() else ""
        alone = self.periods_alone()
        dated = reader.periods.dated = self.day_of_text()
        for block in [None, *self.source.paragraphs[:6]]:
            text = block.text if block else self.title()
            labels = reader.periods.labels(text)
            if block is None:  # "CPI rose 0.4% in September", "前三季度国民经济"
                labels = [replace(one, days=one.days or self.year_of_title(one, texts, dated)) for one in labels]
            passage = Passage(reader, text)
            labels = [label for label in labels if label.days and not BASE_YEAR.match(text[label.end :])]
            labels = [label for label in labels if not passage.is_base(label) and not passage.is_behind_turn(label)]
            titled = block is None or len(text) < 100 and not re.search(r"[.。]\s*$", text)  # "INDUSTRY IN SEPTEMBER 2025"
            labels = [one for one in labels if not dated or one.days[0] <= dated]  # "by 2030" is no period that is reported on
            labels = [
                one
                for one in labels
                if (one.days[1] - one.days[0]).days > (26 if titled and (self.is_past(one) or self.is_spoken_of(one)) else 31)
            ]
            reports = block is None or block.is_heading or REPORTS.search(text) or len(text) < 100 and labels and self.is_past(labels[0])
            found = block or next((one for one in self.source.paragraphs if labels and labels[0].printed in one.text), None)
            own = reader.periods.has_own_year and labels and labels[0].days[0].month == 1
            bare = own and re.fullmatch(r"(?:19|20)\d\d", labels[0].printed)
            bare = bare or block and len(alone) > 2 and any(one[2] is block for one in alone)  # one of a list of periods
            if found and labels and reports and not bare:  # "Integrated report 2025" is on a fiscal year
                reader.period, reader.period_line = labels[0], found.at(found.text.index(labels[0].printed))[0]
                break
        self.look_at_days_printed()
        reader.days = reader.period.days if reader.period else self.first_days(texts)
        reader.as_of = as_of(reader)
        self.look_at_opening(alone)
        units = Counter()
        for paragraph in self.source.paragraphs[:400]:
            reader.places |= {match.ids[0] for match in places_in(self.book, paragraph.text)}
            units.update(span.unit for span in figures(paragraph.text[:5_000], locale=self.locale) if span.kind == "money")
        headings = (cell.text for table in self.source.document.tables for cell in table.cells[:200] if len(cell.text) < 100)
        units.update(unit for text in headings if (unit := scale_of(text).unit) in self.book.currencies)
        text = "\n".join(self.source.lines)[:200_000]
        chinese = re.search(r"\byuan\b|RMB|CNY|元|\bChin(?:a|ese)\b", text) is not None
        reader.is_yen = not chinese and re.search(r"\byen\b|\bJPY\b|\bJapan|\bTokyo\b|\bordinary (?:profit|income)\b", text) is not None
        if reader.is_yen and "CNY" in units:
            units["JPY"] += units.pop("CNY")
        reader.currency = units.most_common(1)[0][0] if units else ""

    def name_countries(self, texts: list[str]) -> None:
        """Countries that the document names and no register has are places of the report; the one of the title is that of its figures where
        they are of no firm."""
        book, found = self.book, vocabulary("countries", "name")
        named = {match.ids[0] for text in texts[:400] for match in found.find(text) if called_place(text[match.start : match.end])}
        for name in sorted(named):
            if not book.names["geographies"].whole(name):
                id = book.propose(
                    "geographies", {"name": name, "parent_geography_id": "global"}, "a country that the document names", exact=True
                )
                for row in wordings("countries"):
                    if row["name"] == name and called_place(row["wording"]):
                        book.names["geographies"].add(row["wording"], id, exact=True)
        titled = {match.ids[0] for match in places_in(book, texts[0])} - {"global"}
        self.reader.place = titled.pop() if len(titled) == 1 and not self.reader.subject else ""

    def day_of_text(self) -> date | None:
        """The day of a line of its own or of a dateline at the beginning: "Published: 9 April 2024", "OSLO, April 9, 2024 -"."""
        for text in (one.text[:400] for one in self.source.paragraphs[:8]):
            for label in self.reader.periods.labels(text):
                if (
                    label.days
                    and label.days[0] == label.days[1]
                    and (len(text) < 60 or label.start < 60 and DATELINE.match(text[label.end :]))
                ):
                    return label.days[1]
        return None

    def look_at_days_printed(self) -> None:
        """The days that a line of its own prints below a title on a part of a year: "(October 1, 2019 - March 31, 2020)"."""
        reader = self.reader
        found = {}
        for block in self.source.paragraphs[:6] if reader.period and PART_OF_YEAR.search(f"{reader.period.printed} {reader.title}") else ():
            labels = [one for one in reader.periods.labels(block.text) if one.days and 80 < (one.days[1] - one.days[0]).days < 380]
            labels = [one for one in labels if one.printed not in reader.title or DAYS_PRINTED.search(one.printed)]
            if len(labels) == 1 and len(block.text) < 160 and DAYS_PRINTED.search(labels[0].printed):
                found.setdefault(labels[0].days, (labels[0], block.at(labels[0].start)[0]))
        if len(found) == 1:
            reader.period, reader.period_line = next(iter(found.values()))

    def year_of_title(self, label: Label, texts: list[str], dated: date | None) -> tuple[date, date] | None:
        """The days of "First Quarter" in a title: the latest such quarter that the document prints, else the one nearest to its first
        period."""
        periods = self.reader.periods
        cells = [cell.text for table in self.source.document.tables for cell in table.cells[:200] if not TOKEN.fullmatch(cell.text)]
        printed = {one.days for text in [*texts[:40], *cells] for one in periods.labels(text[:600]) if one.days}
        same = [days for days in printed if periods.nearest(label, days) == days and not (dated and days[1] > dated)]
        near = self.first_days(texts)
        return max(same, default=None) or self.past(periods.nearest(label, near), near)

    def past(self, days: tuple[date, date] | None, near: tuple[date, date] | None) -> tuple[date, date] | None:
        """Days that a title names without a year: those of a year before where they would begin after the day on which the text opens."""
        later = days and near and near[0] == near[1] and days[0] > near[1]
        return (same_day(days[0], -12), same_day(days[1], -12)) if later else days

    def periods_alone(self) -> list[tuple[date, Label, Paragraph]]:
        """Periods that are all of a paragraph, with their last days."""
        return [
            (one.days[1], one, block)
            for block in self.source.paragraphs
            if len(block.text) < 40
            for one in self.reader.periods.labels(block.text)
            if one.days and not re.sub(r"\W", "", block.text.replace(one.printed, ""))
        ]

    def look_at_opening(self, alone: list[tuple[date, Label, Paragraph]]) -> None:
        """The period of a document whose title has none: with which its first paragraph begins, else the last of those that stand alone."""
        reader, periods = self.reader, self.reader.periods
        opening = self.opening()
        for block in self.source.paragraphs if not reader.period and opening else ():
            labels = [one for one in periods.labels(block.text) if one.days and one.days[1] - one.days[0] >= MONTH - timedelta(days=4)]
            if (
                block.text.startswith(opening)
                and labels
                and re.fullmatch(r"\W*(?:in|during|for)?\s*", block.text[: labels[0].start], re.IGNORECASE)
            ):
                reader.period, reader.period_line = labels[0], block.at(labels[0].start)[0]
        if not reader.period and len(alone) > 2:
            _, reader.period, block = max(alone, key=lambda one: one[0])
            reader.period_line = block.at(0)[0]
        reader.days = reader.period.days if reader.period else reader.days

    def usual_period(self) -> tuple[Label, int] | None:
        """The quarter, half or year, or else month, that most periods of the first paragraphs with figures are, not those that something
        is compared with."""
        found: dict[tuple[date, date], list[tuple[Label, int]]] = {}
        for block in self.source.paragraphs[:12]:
            passage = Passage(self.reader, block.text)
            for label in passage.labels if re.search(r"\d\s?(?:%|percent|million|billion|[亿万])", block.text) else ():
                days = self.reader.periods.nearest(label, self.reader.days) if not label.days else label.days
                aside = re.search(r"[(（]\s*$", block.text[: label.start])
                aside = aside or label.part or passage.is_behind_turn(label)
                if days and not label.is_ago and not aside and not passage.is_base(label) and (days[1] - days[0]).days > 26:
                    found.setdefault(days, []).append((replace(label, days=days), block.at(label.start)[0]))
        best = max(found.values(), key=len, default=[])
        return best[0] if len(best) > 1 and 2 * len(best) > sum(map(len, found.values())) else None

    def is_past(self, month: Label) -> bool:
        """Whether the beginning prints a day after a month, which is then no month of publication."""
        labels = (label for one in self.source.paragraphs[:15] for label in self.reader.periods.labels(one.text))
        return any(label.days and label.days[0] == label.days[1] > month.days[1] for label in labels)

    def is_spoken_of(self, month: Label) -> bool:
        """Whether the first paragraphs give figures "for October" or "in October", the month of a title."""
        name = re.match(r"[A-Za-z]+", month.printed)
        texts = (one.text for one in self.source.paragraphs[1:6]) if name else ()
        if named := re.search(r"(?<!\d)(\d{1,2}月)", month.printed):
            return any(re.search(rf"(?<![\d—–~至到-]){named[1]}(?!\d)", one.text) for one in self.source.paragraphs[1:6])
        return any(re.search(rf"\b(?:in|for|during)\s+{name[0]}\b(?!\s+\d{{1,2}}\b)", text, re.IGNORECASE) for text in texts)

    def first_days(self, texts: list[str]) -> tuple[date, date] | None:
        """The days of the first period with a year: months without one are of that year."""
        first, dated = None, self.reader.periods.dated
        for text in texts:
            labels = [one for one in self.reader.periods.labels(text) if one.days and not BASE_YEAR.match(text[one.end :])]
            passage = Passage(self.reader, text) if labels else None
            bases = {one.days for one in labels if passage.is_base(one) or passage.is_behind_turn(one)}
            own = next((one.days for one in labels if one.days not in bases), None)
            if own:
                return (dated, dated) if dated and own[1] < dated and (own[1] - own[0]).days < 400 else own
            first = first or (labels[0].days if labels else None)
        return first

    def document_subject(self) -> str:
        """The firm whose results the beginning announces: of the register, or proposed."""
        office = is_bulletin([one.text for one in self.source.paragraphs[:8]])
        for text in [self.title(), *(one.text for one in self.source.paragraphs[:5])] if not office else ():
            text = text.lstrip("# ")
            suffixed = (
                None if MARKETS.search(self.title()) and text != self.title() else FIRM_WITH_SUFFIX.match(text)
            )  # one of a list of vendors
            named = NAME_OF_FIRM.match(text) or suffixed or FIRM_ZH.search(text[:40]) or self.firm_of_title(text)
            named = None if named and (NO_FIRM_ZH.match(named[1]) or not self.is_firm_zh(named[1], text)) else named
            small = named and any(word[0].islower() and word not in SMALL for word in named[1].split())  # "DEME half year"
            owner = self.owner_of_results(text) if not named or small or re.search(r"[’']s\b", named[1]) else None
            named = owner or named
            if named and any(word[0].islower() and word not in SMALL for word in named[1].split()):  # "According to the latest report"
                continue
            if not named or re.search(r"[’']s\b|上市公司$", named[1]) or not owner and self.book.names["metrics"].find(named[1]):
                continue
            name = LEGAL_FORM.sub("", re.sub(r"^(?:the)\s+", "", named[1].strip(" ,."), flags=re.IGNORECASE))
            name = KIND_OF_REPORT.sub("", f" {name}").strip()
            if not name or vocabulary("openers").whole(name) or name.isascii() and not is_nominal(name):
                continue
            self.reader.publisher = name if ISSUES.search(named[0]) else ""
            if self.reader.publisher and STUDY.search(text[named.end() : named.end() + 80]):  # a publisher, of whom no figure speaks
                self.reader.subject_how = "office"
                return self.place_of_office()
            fits = 1 < len(name) < 60 and (length(name) <= 8 or not name.isascii()) and not self.reader.periods.labels(name)
            if fits or self.book.names["subjects"].whole(name):
                self.reader.subject_how = "title"
                return self.firm(name)
        ways = {
            "introduced": self.introduced_firm,
            "announced": self.announcing_firm,
            "office": self.place_of_office,
            "country": self.country,
        }
        ways |= {"headline": self.firm_of_headline, "end": self.firm_at_end, "statements": self.unnamed_firm}
        for self.reader.subject_how, way in ways.items():
            if found := way():
                return found
        self.reader.subject_how = ""
        return ""

    def announcing_firm(self) -> str:
        """The firm that the first paragraphs name as whose figures these are: "Company name: Norvane Ltd.", "the Board of Norvane Limited
        today announced", "earnings attributable to Norvane, Inc.", "Norvane Bank (NB) on Friday reported"."""
        texts = [one.text[:800] for one in self.source.paragraphs[:25]]
        texts += [cell.text for table in self.source.document.tables[:3] for cell in table.cells[:200] if len(cell.text) > 20]
        if any(MARKETS.search(text) for text in (self.title(), *texts[:1])):
            return ""
        for pattern in ANNOUNCING:
            for found in (match for text in texts if (match := pattern.search(text))):
                words = re.sub(r"^(?:.*\bDirectors\s+of|The|Government-owned|State-owned)\s+", "", found[1].strip(" ,.")).split()
                name = LEGAL_FORM.sub("", " ".join(words)).strip(" ,.")
                name = name.title() if name.isupper() and len(name) > 5 and "." not in name else name
                plain = name and any(vocabulary(kind).whole(name.split()[0]) for kind in ("openers", "adjectives"))
                if name and not plain and len(name.split()) <= 6 and is_thing(name, "") and not is_measure(self.book, name):
                    return self.firm(name)
        return ""

    def firm_of_headline(self) -> str:
        """The name with which a headline begins, before what it says of it, where the text then speaks of "the company"."""
        title = self.title()
        opening = "\n".join(one.text for one in self.source.paragraphs[1:8])
        alone = all(re.match(r"[A-Z&]", word) for word in title.split()) and len(title.split()) <= 4
        opening += "\n".join(cell.text for table in self.source.document.tables[:1] for cell in table.cells[:30])
        reports = re.search(
            r"\b(?:report|results|group|company|letter to shareholders|key figures|statements? of (?:income|earnings|operations))\b",
            opening,
            re.IGNORECASE,
        )
        rest = "\n".join(one.text for one in self.source.paragraphs[1:60])
        if alone and " " not in title:  # "SCA", no "Abstract"
            alone = (
                1 < len(title) < 7
                and title.isupper()
                or re.search(rf"\b{re.escape(title)}(?:[’']s)?\b", rest)
                and title.lower() not in rest
            )
        if alone and reports and is_thing(title, "") and not is_measure(self.book, title) and not self.reader.periods.labels(title):
            return self.firm(LEGAL_FORM.sub("", title))  # a title that is a name alone
        parts = [part.strip() for part in re.split(r"\s*[,|:–—]\s+", title)]
        stated = STATEMENTS.search("\n".join(self.source.lines)[:20_000]) or re.search(
            r"\b(?:[Nn]et sales|[Oo]perating (?:profit|income))\b", "\n".join(self.source.lines)[:20_000]
        )
        for part in (parts[-1], parts[0]) if stated and len(parts) > 1 and not MARKETS.search(title) else ():
            own = all(re.match(r"[A-Z&]", word) for word in part.split()) and len(part.split()) <= 5 and (part == parts[0] or " " in part)
            if own and is_thing(part, "") and not is_measure(self.book, part) and not self.reader.periods.labels(part):
                return self.firm(LEGAL_FORM.sub("", part))
        speaks = any(re.search(r"\b[Tt]he (?:[Cc]ompany|[Gg]roup|[Ff]irm)(?:[’']s)?\b", one.text) for one in self.source.paragraphs[:12])
        ends = [match.start for match in self.book.names["metrics"].find(title)] + [match.start for match in verbs_in(title)]
        ends += [label.start for label in self.reader.periods.labels(title)]
        ends += [match.start for name in ("heads_en", "headline_verbs") for match in vocabulary(name).find(title)]
        words = title[: min(ends, default=0)].split() if speaks and not MARKETS.search(title) else []
        name = " ".join(words).strip(" ,:–-")
        fits = name and len(words) <= 4 and all(word[0].isupper() or word in SMALL for word in words) and is_thing(name, "")
        plain = any(vocabulary(kind).whole(words[0]) for kind in ("openers", "adjectives", "generic_en") if words)
        return self.firm(name) if fits and not plain and not vocabulary("countries").find(name) else ""

    def firm_at_end(self) -> str:
        """The firm of which the last paragraphs say what it is: "About Norvane", "Norvane AB (publ) is a maker of"."""
        for text in (one.text.strip(" #*") for one in self.source.paragraphs[-12:]):
            named = ABOUT_FIRM.match(text)
            if named and (text in (named[0], f"{named[0]}:") or FORM_OF_FIRM.match(text)):
                return self.firm(LEGAL_FORM.sub("", next(filter(None, named.groups())).strip(" ,")))
        return ""

    def is_firm_zh(self, name: str, text: str) -> bool:
        """Whether a document is about a firm of a Chinese name: the title has it, or the text speaks of "the firm"."""
        title = self.title()
        short = re.sub(r"(?:股份有限公司|有限公司|集团|公司)$", "", name)
        if re.search(r"的|排名|[前这各多几]家|前[一二三四五十百]|全球|国内|龙头|上市", name):  # "全球排名前十的半导体公司" is no firm
            return False
        if name.isascii() or text == title or short in title:
            return True
        return any(re.search(r"(?<![市限团子母分各家上])公司", one.text.replace(name, "")) for one in self.source.paragraphs[:12])

    def country(self) -> str:
        """The one country that the title of a bulletin names, or whose statistics agency the first paragraphs do."""
        title = self.title()
        economic = [
            match for match in vocabulary("heads_en", "alone").find(title) if match.ids != ("yes",) or self.is_of_trade(title, match)
        ]
        named = {id for match in vocabulary("countries", "name").find(title) for id in match.ids if title[match.start : match.end] != "us"}
        agencies = (one.text[:600] for one in self.source.paragraphs[:8])
        cited = {id for text in agencies for match in vocabulary("agencies", "name").find(text) for id in match.ids}
        place = len(named) == 1 and re.search(rf"\b(?:in|of|for)\s+(?:the\s+)?{'|'.join(called_as(named))}\b", title, re.IGNORECASE)
        titled = len(named) == 1 and (economic or place) and not MARKETS.search(title)
        found = named if titled else cited if len(cited) == 1 and not named else set()
        return self.place(found.pop()) if found else ""

    def is_of_trade(self, title: str, match: Match) -> bool:
        """Whether a word of a title is one of bulletins on a country: exports, imports, employment, "retail sales"."""
        word, before = title[match.start : match.end].lower(), title[: match.start].lower().split()[-1:]
        return word in ("exports", "imports", "employment") or before == ["retail"]

    def place(self, name: str) -> str:
        known = self.book.names["subjects"].whole(name)
        return (
            known[0]
            if known
            else self.book.propose("subjects", {"name": name, "subject_type": "country"}, "whose figures the document has")
        )

    def unnamed_firm(self) -> str:
        """The "Group" or "Company" of pages with the statements of a firm that they do not name."""
        text = "\n".join(self.source.lines)[:100_000]
        if len({match[0].lower() for match in STATEMENTS.finditer(text)}) < 3:
            return ""
        called = Counter(re.findall(r"\b(?:[Tt]he )?(Group|Company)(?=\b(?!\s+[A-Z]))", text))
        return self.firm(called.most_common(1)[0][0]) if called else ""

    def firm_of_title(self, text: str) -> re.Match | None:
        """The name before the colon of a title on results, or of a Chinese one where the text speaks of the firm: "寿仙谷：上半年"."""
        if text != self.title():
            return None
        if (called := FIRM_OF_TITLE_ZH.match(text)) and not vocabulary("sectors").find(called[1]) and not NO_FIRM_ZH.match(called[1]):
            return called
        named = TITLE_ZH.match(text)
        speaks = named and any("公司" in one.text for one in self.source.paragraphs[:8])
        return named if speaks else FIRM_OF_TITLE.match(text)

    def measure(self) -> str:
        """The word for what a document on a market or country measures: the one that its title has, else the first of its first paragraph
        with a figure."""
        for text in (self.title(), self.opening()):
            heads = vocabulary("heads_en", "alone").find(text)
            heads = [match for match in heads if not VAGUE.fullmatch(text[match.start : match.end])]
            words = {text[match.start : match.end].lower().rstrip("s"): match for match in heads}
            alone = [match for match in words.values() if match.ids == ("yes",)]
            if heads:
                return text[alone[0].start : alone[0].end] if len(alone) == len(words) == 1 or text == self.opening() and alone else ""
        return ""

    def opening(self) -> str:
        """The beginning of the first paragraph below the title with a figure."""
        title = self.title()
        texts = (one.text[:400] for one in self.source.paragraphs if title not in one.text)
        return next((text for text in texts if re.search(r"\d\s?(?:%|percent|million|billion|trillion)", text)), "")

    def before_measure(self) -> str:
        """What the title, else the first paragraph, names before the word for what is measured: "IT" of "worldwide IT spending"."""
        for text in (self.title(), self.opening()):
            found = (
                re.search(rf"((?:[\w&-]+\s+){{1,4}}){re.escape(self.reader.measure)}\b", text, re.IGNORECASE)
                if self.reader.measure
                else None
            )
            words = found[1].split() if found else []
            name: list[str] = []
            while words and not any(
                vocabulary(kind).whole(words[-1]) and words[-1] != "IT" for kind in ("adjectives", "openers", "of_measure", "changes")
            ):
                name.insert(0, words.pop())
            if name and words and len(name) <= 3 and not vocabulary("generic_en").whole(" ".join(name)):
                return " ".join(name)
        return ""

    def introduced_firm(self) -> str:
        """The firm with whose name the title begins and which the first paragraphs introduce with its legal form or ticker."""
        title = re.sub(r"^\W*(?:the\s+)?", "", self.title(), flags=re.IGNORECASE)
        for text in (one.text[:600] for one in self.source.paragraphs[:8]) if not (PUBLISHER.match(title) or MARKETS.search(title)) else ():
            for match in INTRODUCED.finditer(text):
                words, called = match[1].split(), title.split()
                shared = 0
                for place, word in enumerate(words):
                    if place >= len(called) or word.lower() != called[place].lower().strip(",:’'"):
                        break
                    shared = place + 1
                name = " ".join(words[:shared])
                if shared and len(name) > 2 and not vocabulary("openers").whole(name) and not vocabulary("adjectives").whole(name):
                    return self.firm(name)
        return ""

    def firm(self, name: str) -> str:
        """The subject of a firm, proposed where no register has it; its first word finds it too."""
        names = self.book.names["subjects"]
        if known := names.whole(name):
            return known[0]
        row = {"name": name, "subject_type": "company", "parent_subject_id": ""}
        id = self.book.propose("subjects", row, "whose figures the document announces")
        short = name.split()[0]
        if len(short) > 3 and not names.whole(short):
            names.add(short, id)
        return id

    def theme(self) -> str:
        """The market that the title names with most of its words, else most paragraphs."""
        rows, names = self.book.rows["subjects"], self.book.names["subjects"]
        paragraphs = [one.text[:300] for one in self.source.paragraphs] if self.reader.is_covered else []
        share = 0.7 if self.reader.is_covered else 0.99
        for texts, least in (([self.title()], 1), (paragraphs, 3)):
            named = Counter(id for text in texts for id, _ in names.about(text, share)[:3] if rows[id]["subject_type"] == "market")
            if named and named.most_common(1)[0][1] >= least:
                return named.most_common(1)[0][0]
        return ""

    def owner_of_results(self, text: str) -> re.Match | None:
        """The firm before the period of its results: "Titan's Q2FY25 results", "STEF: H1 2025 results"; below such a line without a name
        the one whose revenue a sentence begins with. The name is group 1."""
        if titled := OF_DATA.match(text):
            return titled
        for label in self.reader.periods.labels(text[:120]):
            if RESULTS.match(text[label.end :]) or re.search(r"\b(?:results|report)\b", label.printed, re.IGNORECASE):
                return OWNER.fullmatch(text[: label.start])
        heads = (one.text.strip(" #*") for one in self.source.paragraphs[:5])
        announces = any(RESULTS.fullmatch(head[label.end :]) for head in heads for label in self.reader.periods.labels(head)[:1])
        return OWNED.match(text) if announces else None

    def topic(self) -> str:
        """The subject that the title names, of the register or proposed."""
        name = self.topic_of_title() or self.before_measure()
        if not name:
            return ""
        known = self.book.names["subjects"].whole(name)
        row = {"name": name, "subject_type": "market", "parent_subject_id": ""}
        id = known[0] if known else self.book.propose("subjects", row, "what the title speaks of")
        self.reader.newcomers |= set() if known else {id}
        return id

    def topic_of_title(self) -> str:
        """The name of what the title of a document without a subject speaks of, before what it measures or says of it: "PC market grows
        1.3%", "Gartner Says Worldwide Semiconductor Revenue Grew"; empty where there is none."""
        title = PUBLISHER.sub("", self.title())
        for label in reversed(self.reader.periods.labels(title)):
            title = f"{title[: label.start]} {title[label.end :]}"
        title = title.strip(" ,:：–-")
        ends = [match.start for match in self.book.names["metrics"].find(title)] + [match.start for match in verbs_in(title)]
        ends += [match.start() for match in TITLE_ENDS.finditer(title)]
        words = title[: min(ends, default=0)].split()
        if not words or all(vocabulary("openers").whole(word) or vocabulary("adjectives").whole(word) for word in words):
            behind = OF_TOPIC.search(title)  # "Worldwide market share for tablet computers"
            words = behind[1].split() if behind and not vocabulary("countries").whole(behind[1]) else words
        plain = [vocabulary(name) for name in ("openers", "adjectives")]
        while words and any(one.whole(words[0]) for one in plain) and not (len(words) == 1 and words[0].isupper()):  # "IT" is no "it"
            words = words[1:]
        if words and not words[-1].isascii():  # behind the publisher
            words = words[-1:]
        while words and vocabulary("determiners").whole(words[-1]) or words and not is_nominal(words[-1]):
            words = words[:-1]
        name = " ".join(words).strip(" ,:：–-")
        if not 2 <= len(name) <= 40 or len(words) > 4 or not re.search(r"[^\W\d]{2}", name):
            return ""
        if all(any(vocabulary(kind).whole(word) for kind in ("generic_en", "heads_en", "adjectives", "openers")) for word in words):
            return ""  # "strong performance", "value"
        return "" if NO_NAME.fullmatch(name) or NO_FIRM.fullmatch(name) else name[0].upper() + name[1:]

    def place_of_office(self) -> str:
        """The country or city whose statistics office publishes the document."""
        lines = [self.title(), *(one.text for one in self.source.paragraphs[:4] if len(one.text) <= 100)]
        if city := CITY_ZH.match(lines[0].lstrip("# ")):
            return self.place(city[1])
        for title, match in ((line, match) for line in lines for match in vocabulary("offices").find(line)):
            before = re.search(r"(?:^|[,:–-]\s+)([^,:–-]*)$", title[: match.start])
            after = OF_PLACE.match(title[match.end :])
            name = (before[1] if before else "").strip(" .") or (after[1].strip() if after else "")
            name = name.title() if name.isupper() and len(name) > 3 else name
            name = re.sub(r"^(?:据|根据|由|从|来自|经)+(?=市|省|区|县|[\u4e00-\u9fff]{2})|^[市省区县]$", "", name)
            name = "" if re.match(r"(?:from|the|by|according|in|at|for|on|an?)\b", name, re.IGNORECASE) else name
            name = "" if name in tuple("市省区县") else "国家" if name == "中华人民共和国" else name
            if name == "国家" or not name and "国家" in title[match.start : match.end]:
                name = self.book.rows["geographies"]["CN"]["name"]
            if name and len(name) < 40 and re.search(r"[A-Z\u4e00-\u9fff]", name):
                return self.place(name)
        return ""

    # items
    def add(self, line: int, start: int, end: int, **more) -> Item | None:
        """An item for characters of a line; None where others have taken them."""
        if end <= start or any(first < end and start < last for first, last in self.taken.get(line, ())):
            return None
        text = self.source.lines[line - 1]
        places = [match.start() for match in TOKEN.finditer(text)]
        inside = [number for number, place in enumerate(places, 1) if start <= place < end]
        first = str(inside[0]) if inside else ""
        item = Item(f"l{line}c{start}", line, first, len(inside), start, end, text[start:end])
        for name, value in more.items():
            setattr(item, name, value)
        self.items[item.id] = item
        self.taken.setdefault(line, []).append((start, end))
        return item

    def exclude(self, line: int, start: int, end: int, reason: str) -> None:
        """Excludes the tokens in these characters; text without one needs no item."""
        if TOKEN.search(self.source.lines[line - 1], start, end):
            item = self.add(line, start, end)
            if item:
                item.state, item.reason = "excluded", reason

    def above(self, position: int) -> list[Paragraph]:
        """The paragraphs right before a table, the nearest first."""
        found = []
        for block in reversed(self.source.order[max(0, position - 3) : position]):
            if isinstance(block, Table):
                break
            found.append(block)
        return found

    def below(self, position: int) -> list[Paragraph]:
        """The paragraphs right behind a table."""
        found = []
        for block in self.source.order[position + 1 : position + 4]:
            if isinstance(block, Table):
                break
            found.append(block)
        return found

    # running text
    def paragraph(self, block: Paragraph) -> None:
        text = block.text
        if CONTACT.fullmatch(text):
            self.exclude_text(block, 0, len(text), "contact")
            return
        spans = figures(text, locale=self.locale)
        item_end = self.numbering(block)
        heading = self.is_section(block, spans)
        if heading:
            self.open_section(block)
        above, self.reader.label_above = self.reader.label_above, ""
        if not any(span.is_figure and re.search(r"\d", span.printed) for span in spans):
            self.reader.label_above = text.lstrip("# ") if len(text) < 60 else ""
        if not re.search(r"\d", text) and not any(span.is_figure for span in spans):
            passage = Passage(self.reader, text)
            passage.place = block.at
            self.remember(passage)
            return
        passage = Passage(self.reader, text)
        passage.place, passage.above = block.at, above
        dated = [(label.start, label.end) for label in passage.labels]
        passage.figures = [
            (span.start, span.end)
            for span in spans
            if span.is_figure and not any(start <= span.start and span.end <= end for start, end in dated)
        ]
        passage.intro = BULLET.match(text) is not None or self.reader.item_follows
        for label in passage.labels:
            if self.event(block, passage, label, heading):
                passage.events |= {label.start}
            else:
                self.exclude_text(block, label.start, label.end, "period_label", spans)
        for pattern, reason in ((TICKER, "ticker"), (FOOTNOTE, "footnote")):
            for match in pattern.finditer(text):
                if reason == "footnote" or re.fullmatch(r"\d{5,6}", match[1]):
                    self.exclude_text(block, match.start(), match.end(), reason)
        for span in self.parted(passage, spans):
            if span.start < item_end:
                continue
            if span.kind in ("date", "period") and not self.event(block, passage, span, heading):
                self.exclude_text(block, span.start, span.end, "period_label")
            elif span.kind == "identifier":
                self.exclude_text(block, span.start, span.end, reason_of(span))
            elif span.kind == "ordinal":
                self.ordinal(block, passage, span, heading)
            elif span.is_figure:
                self.figure(block, passage, span, heading)
        if not heading:
            self.remember(passage)

    def parted(self, passage: Passage, spans: list[Span]) -> list[Span]:
        """The spans, "from 88% to 95%" as two figures where the words before say that something moved from one to the other.
        A figure ends where a period begins; "64/36" are the two parts of a hundred."""
        found = []
        for span in spans:
            label = next((one for one in passage.labels if span.is_figure and span.start < one.start < span.end < one.end), None)
            if label:  # "$33.0 million a year ago" is no amount a year
                cut = figures(passage.text[span.start : label.start], locale=self.locale)
                found += [replace(one, start=one.start + span.start, end=one.end + span.start) for one in cut[:1]]
                continue
            if re.search(r"\bmore$", span.printed) and re.match(r"\s+than\b", passage.text[span.end :]):  # "1.4% more than a year earlier"
                span = replace(
                    figures(span.printed.removesuffix("more"), locale=self.locale)[0], start=span.start, end=span.end - len(" more")
                )
            split = SPLIT.fullmatch(span.printed) if span.is_figure else None
            if split and int(split["first"]) + int(split["second"]) == 100:
                middle = span.start + split.start("second")
                halves = ((span.start, middle - 1), (middle, span.end))
                found += [replace(span, start=start, end=end, printed=passage.text[start:end], unit="percent") for start, end in halves]
                continue
            moved = FROM_TO.fullmatch(span.printed) if span.is_figure and span.qualifier == "range" else None
            listed = span.qualifier == "range" and FROM_LIST.search(passage.text[: span.start])
            moved = moved or (FROM_TO.fullmatch(f"from {span.printed}") if listed else None)
            by = (
                re.search(r"\bby\s+(?:about\s+|around\s+|some\s+)?$", passage.text[: span.start])
                and span.qualifier == "range"
                and TO.search(span.printed)
            )
            if by and any(
                match.end <= span.start and span.start - match.end < 20 for match in passage.changes
            ):  # "narrowed by £0.8 billion to £107.9 billion"
                moved = FROM_TO.fullmatch(f"from {span.printed}")
                listed = True
            if moved is None or not any(match.end <= span.start and span.start - match.end < 80 for match in passage.changes):
                found.append(span)
                continue
            for name in ("first", "second"):
                parts = [one for one in figures(moved[name], locale=self.locale) if one.is_figure]
                offset = span.start + moved.start(name) - (len("from ") if listed else 0)
                found += [replace(one, start=one.start + offset, end=one.end + offset) for one in parts[:1]]
        return found

    def numbering(self, block: Paragraph) -> int:
        """Excludes the number of a section or item at the beginning; the character after it."""
        if caption := CAPTION.match(block.text):
            self.exclude_text(block, caption.start(1), caption.end(1), "section_number")
        section, listed = SECTION_NUMBER.match(block.text), ITEM.match(block.text)
        if section:
            self.exclude_text(block, section.start(1), section.end(1), "section_number")
            return section.end(1)
        if listed and re.match(r"\s*[(\[]?\d{1,3}[)\].、]\s*\D", block.text):
            self.exclude_text(block, listed.start(), listed.end(), "list_ordinal")
            return listed.end()
        return 0

    def exclude_text(self, block: Paragraph, start: int, end: int, reason: str, spans: list[Span] | None = None) -> None:
        """The same for characters of a paragraph, on each line that they fill. A figure that covers a label more widely keeps it."""
        if spans and any(span.is_figure and span.start <= start and end <= span.end for span in spans):
            return
        by_line: dict[int, list[int]] = {}
        for at in range(start, end):
            line, character = block.at(at)
            by_line.setdefault(line, []).append(character)
        for line, characters in by_line.items():
            self.exclude(line, min(characters), max(characters) + 1, reason)

    def placed(self, block: Paragraph, start: int, end: int) -> Item | None:
        """An item for characters of a paragraph; of those that go over two lines the part with the digits."""
        places = [block.at(at) for at in range(start, end)]
        digits = [place for place, at in zip(places, range(start, end), strict=True) if block.text[at].isdigit()] or places
        line = digits[0][0]
        own = [character for number, character in places if number == line]
        page = str(block.page) if block.page else ""
        return self.add(line, min(own), max(own) + 1, page=page)

    def figure(self, block: Paragraph, passage: Passage, span: Span, heading: bool) -> None:
        if not re.search(r"\d", span.printed) and (
            not self.counts_in_words(span) or passage.text[: span.start].rstrip()[-1:] in tuple("(（:：")
        ):
            return  # "(Millions of U.S. dollars)" says the unit
        for before, after, reason in NO_FIGURES:
            if before.search(passage.text[: span.start]) and after.match(passage.text[span.end :]):
                self.exclude_text(block, span.start, span.end, reason)
                return
        if ZEROS.fullmatch(span.printed):
            self.exclude_text(block, span.start, span.end, "scale")
            return
        if PAIR_OF_YEARS.fullmatch(span.printed):  # "2013/2012 growth"
            self.exclude_text(block, span.start, span.end, "period_label")
            return
        if LONG.fullmatch(span.printed) and OF_PERIOD.match(passage.text[span.end :]):  # "the 13-week and 39-week periods"
            self.exclude_text(block, span.start, span.end, "period_label")
            return
        if TOLERANCE.search(passage.text[: span.start]) or TOLERANCE.search(passage.text[: span.start] + span.printed.split(" ")[0]):
            self.exclude_text(block, span.start, span.end, "tolerance")
            return
        item = self.placed(block, span.start, span.end)
        if item is None:
            return
        pence = self.reader.currency == "GBP" and not span.unit and PENCE.match(passage.text[span.end :])
        unit, mult = ("GBP", MINOR_POWER) if pence else ("", None)
        alone = figures(f"of {item.printed}", locale=self.locale)  # "8.3 Mt" at the beginning of a line has the number of a section
        shared = span.unit and len(alone) == 1 and (alone[0].unit, alone[0].unit_mult) != (span.unit, span.unit_mult)
        prior = bool(shared and passage.text[: span.start].rstrip()[-1:] in tuple("(（:："))  # in the measure of the figure before
        prior = prior or self.is_bracketed_count(passage, span)
        if prior:
            passage.priors |= {span.start}
        if prior or shared:
            unit, mult = self.unit_of(span, span.printed), span.unit_mult
        sign = -1 if passage.falls(item, span.start, span.end) else 1
        if len(item.printed) > 60 or not put_amount(item, unit, self.book, mult, "pence" if pence else "sentence", sign):
            item.why = "the printed figure cannot be read"
            return
        own = self.reader.currency
        if (
            CENTS.search(item.printed) and item.value("unit") == "USD" and own not in ("", "USD", "GBP", "JPY", "CNY")
        ):  # of a rand, of a euro
            item.put("unit", own, "document", True)
        if pence or prior or shared:
            item.put("unit", unit, "pence" if pence else "sentence", True)
        self.reader.put_yen(item)
        unit = item.value("unit") or self.counted(item, passage, span)
        self.fill(item, passage, span, unit or self.without_unit(item, passage, span), heading)
        item.worth = WORTH.get(span.kind, 10) + (20 if heading else 0)

    def is_bracketed_count(self, passage: Passage, span: Span) -> bool:
        """Whether a count stands alone in parentheses right behind another: "5,012 (4,870)"."""
        before, inside = passage.before(span.start), re.match(r"\s*\)", passage.text[span.end :])
        same = before and passage.filled[before[0]].value("unit") not in ("percent", "percentage_points", "ratio")
        bare = span.kind in ("count", "quantity") and not span.unit and "," in span.printed
        return bool(same and bare and inside and re.fullmatch(r"\s*\(", passage.text[before[1] : span.start]))

    def without_unit(self, item: Item, passage: Passage, span: Span) -> str:
        """ "ratio" for a number with decimals and no scale where the clause names a metric that is one: it counts nothing."""
        metrics, clause = self.book.rows["metrics"], passage.clause(span.start, span.end)
        ratios = [match for match in passage.metrics if clause[0] <= match.start < clause[1] and metrics[match.ids[0]]["unit"] == "ratio"]
        if not ratios or span.unit_mult or "." not in span.printed:
            return ""
        item.put("unit", "ratio", "register", False)
        return "ratio"

    def event(self, block: Paragraph, passage: Passage, label: Label | Span, heading: bool) -> bool:
        """Whether a day or month is the figure itself: "released on August 7, 2025". It is drafted as a date then."""
        if isinstance(label, Span) or not label.days or (label.days[1] - label.days[0]).days > 31:
            return False
        clause = passage.clause(label.start, label.end)
        metrics = self.book.rows["metrics"]
        near = [
            (match, id)
            for match in passage.metrics
            for id in match.ids
            if metrics[id]["unit"] == "date" and clause[0] <= match.start and match.end <= label.start and label.start - match.end <= DATED
        ]
        item = self.placed(block, label.start, label.end) if near else None
        if item is None:
            return False
        for name, value in {"unit": "date", "qualifier": "exact"}.items():
            item.put(name, value, "grammar", True)
        put_period(item, self.reader, replace(label, printed=item.printed), item.line, "sentence", True)
        passage.subject(item, label.start, label.end)
        item.put("metric_id", near[-1][1], "clause", False)
        put_status(item, self.reader, passage.status_words(label.start, label.end), "clause")
        put_scope(item, self.reader, passage.words(clause))
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)
        item.worth = WORTH["ordinal"]
        return True

    def counts_in_words(self, span: Span) -> bool:
        """A figure in words counts where it has a unit of its own or a scale: "a third", "hundreds of billions"; not "two"."""
        return span.kind in ("money", "percent") or span.unit_mult >= 3

    def counted(self, item: Item, passage: Passage, span: Span) -> str:
        """The unit of a count: the grammar's, else what the words right after it name."""
        own = self.unit_of(span, span.printed)
        if own:
            item.put("unit", own, "grammar", True)
            return own
        if own := self.unit_of_list(passage, span):
            item.put("unit", own, "clause", False)
            return own
        if own := self.unit_of_letter(passage, span):
            item.put("unit", own, "clause", False)
            return own
        item.put("unit", "", "clause", False)
        after = passage.text[span.end : span.end + 60].lstrip(" -‑")
        stop = STOP.search(after)
        phrase = after[: stop.start()] if stop else after
        if re.match(r"(?:fewer|more|less|lower|higher)\b", after):  # "about 150 fewer than a year ago" counts no years
            return ""
        named = self.book.names["units"].find(" ".join(phrase.split()[:6]))
        if named:  # "7B parameter models" are parameters, "5 large-model companies" companies
            unit = named[0] if named[0].start == 0 else named[-1]
            item.put("unit", unit.ids[0], "clause", unit.end >= len(phrase.rstrip()) - 1)
            return unit.ids[0]
        before = passage.text[passage.sentence(span.start)[0] : span.start]
        number = re.search(r"\bnumber of\s+((?:[\w-]+\s+){0,3}[\w-]+)", before, re.IGNORECASE)
        things = re.split(rf"[.,;:()，。；（）]|\b(?={NO_THING.pattern})", after, flags=re.IGNORECASE)[0][:40]
        listed = number and self.book.names["units"].find(number[1]) or self.book.names["units"].find(things)
        if listed and not re.search(r"\d", after[: listed[0].start]):  # "50 Chinese AI and supercomputing companies"
            item.put("unit", listed[-1].ids[0], "clause", False)
            return listed[-1].ids[0]
        return self.new_unit(item, phrase)

    def unit_of_list(self, passage: Passage, span: Span) -> str:
        """The unit of the next number of a list: "4.2 and 4 percentage points", "收窄6个和27.1个百分点"."""
        joined = JOINED.match(passage.text, span.end) if not span.unit_mult else None
        after = next(iter(figures(passage.text[joined.end() : joined.end() + 30], locale=self.locale)), None) if joined else None
        shares = after and after.start == 0 and after.is_figure and after.unit.replace(" ", "_") in ("percent", "percentage_points")
        return after.unit.replace(" ", "_") if shares else ""

    def unit_of_letter(self, passage: Passage, span: Span) -> str:
        """What a letter behind a number measures where the words near it say so: "400G optical modules", "models from 0.6B to 235B"."""
        letter = re.search(r"\d\s?([A-Z])$", span.printed)
        words = passage.words(passage.sentence(span.start))
        fitting = [row["unit"] for row in wordings("letters") if letter and letter[1] == row["letters"] and has_word(words, row["near"])]
        return fitting[0] if fitting and fitting[0] in self.book.rows["units"] else ""

    def unit_of(self, span: Span, printed: str) -> str:
        """The unit that a printed figure ends in, by the grammar or by a name of the register ("10,000 cards", "8万台"); a measured one
        that no register has is proposed."""
        own = span.unit.replace(" ", "_")
        if own == "ratio" and is_tally(str(span.low or span.high), 0):
            return ""
        if own in self.book.rows["units"]:
            return own
        counter = re.search(r"[\u3400-\u9fff]$", printed)
        for name in filter(None, (span.unit, counter and counter[0])):
            if ids := self.book.names["units"].whole(name):
                return ids[0]
        if own and span.kind == "count" and re.fullmatch(r"[a-z]{3,}s", own):
            row = {"unit": own, "kind": "count", "name": own.capitalize(), "dimension": "count", "factor": "1"}
            return self.book.propose("units", row, f"printed as {span.printed}")
        if own and span.kind == "quantity" and own != "points":
            return self.measured(span.unit, f"printed as {span.printed}")
        return ""

    def measured(self, unit: str, why: str) -> str:
        """The id of a measured unit of the grammar, proposed where no register has it."""
        id = unit.replace(" ", "_")
        if id in self.book.rows["units"]:
            return id
        return self.book.propose("units", {"unit": id, "kind": "size", "name": unit, "dimension": id, "factor": "1"}, why)

    def new_unit(self, item: Item, phrase: str) -> str:
        """What the words right after a count name in the plural is a new unit, for the reviewer to accept."""
        words = re.findall(r"[A-Za-z]+", phrase)[:4]
        said = [place for place, word in enumerate(words) if any(match.words for match in verbs_in(word))]
        plurals = [word for word in words[: min(said, default=4)] if PLURAL.fullmatch(word)]
        if not plurals or not re.match(rf"\W*(?:[A-Za-z]+[\s-]+){{0,3}}{plurals[-1]}\b", phrase):
            return ""
        plural = plurals[-1].lower()
        row = {"unit": plural, "kind": "count", "name": plural.capitalize(), "dimension": "count", "factor": "1"}
        id = self.book.propose("units", row, f"line {item.line}")
        item.put("unit", id, "proposed", False)
        return id

    def fill(self, item: Item, passage: Passage, span: Span, unit: str, heading: bool) -> None:
        start, end = span.start, span.end
        sentence, clause = passage.sentence(start), passage.clause(start, end)
        words, inner = passage.words(sentence), passage.words(clause)
        changes = unit in ("percent", "percentage_points") and passage.change(start, end, sentence, clause) is not None
        passage.period(item, start, end, changes)
        passage.subject(item, start, end, unit)
        passage.part(item, start, end)
        own = self.reader.periods.registered.get((item.value("period_printed"), item.value("subject_id")))
        if own:  # a firm's own calendar, which the register of labels has
            item.put("period_id", own, "register", item.cells["period_id"].sure == "sure")
        passage.metric(item, start, end, unit, span.denominator if span.denominator in ("share", "ADS") else "")
        if start in passage.priors and (before := passage.figure_before(start)):
            for name in ("subject_id", "metric_id"):
                item.put(name, before.value(name), before.cells[name].how, before.cells[name].sure == "sure")
        if item.value("unit") == "percent" and self.book.rows["metrics"].get(item.value("metric_id"), {}).get("is_signed") == "yes":
            self.reader.last_growth = item.value("metric_id")
        self.unit_of_metric(item, unit)
        self.loss(item, span)
        put_status(item, self.reader, passage.status_words(start, end), "clause")
        self.period_of_same(item, passage, start)
        put_geography(item, self.reader, inner, words)
        inside = [first for first, _ in passage.figures if sentence[0] <= first < sentence[1]]
        put_scope(
            item,
            self.reader,
            words if len(inside) > 1 and PAIRED.search(words) else inner,
            words,
            inside.index(start) if start in inside else 0,
        )
        put_source(item, self.reader, words)
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)

    def period_of_same(self, item: Item, passage: Passage, start: int) -> None:
        """A figure without a period in its sentence: that of the figure before it in the paragraph that measures the same; a forecast has
        the period ahead that the paragraph spoke of last."""
        before, passage.last, passage.last_at = passage.last, item, start
        passage.filled[start] = item
        if item.value("period_id") or passage.is_compared(start):
            return
        same = before and all(before.value(name) == item.value(name) != "" for name in ("subject_id", "metric_id"))
        label = passage.last_label(passage.sentence(start)[0])
        if same and before.value("period_id"):
            for name in ("period_id", "period_printed", "period_line"):
                item.cells[name] = replace(before.cells[name])
            item.cells["period_id"].sure, item.cells["period_id"].how = "unsure", "antecedent"
            if before.line != item.line and not before.value("period_line"):
                item.put("period_line", str(before.line), "antecedent", True)
        elif label and label.days and item.value("obs_status") in ("F", "T") and str(label.days[1])[:7] > (self.reader.as_of or "9"):
            put_period(item, self.reader, label, passage.line_of(label), "antecedent", False)

    def loss(self, item: Item, span: Span) -> None:
        """The amount of a loss is no negative one: "a net loss of $14.2 million"."""
        metric = self.book.rows["metrics"].get(item.value("metric_id"), {})
        if re.search(r"\bloss\b|亏损", metric.get("name", ""), re.IGNORECASE) and re.search(r"\bloss|亏损", span.printed, re.IGNORECASE):
            low, high = item.value("low"), item.value("high")
            if low.startswith("-") or high.startswith("-"):
                item.put("low", negative(high), "the amount of a loss", True)
                item.put("high", negative(low), "the amount of a loss", True)

    def unit_of_metric(self, item: Item, unit: str) -> None:
        """A count takes the unit of its metric where its words name none."""
        metric = item.value("metric_id")
        if unit not in ("", "count") or not metric:
            return
        own = self.book.rows["metrics"][metric]["unit"]
        if own != "currency":
            item.put("unit", own, "register", item.cells["metric_id"].sure == "sure")

    def ordinal(self, block: Paragraph, passage: Passage, span: Span, heading: bool) -> None:
        """A rank where the words say so ("#1", "ranked third"); else an ordinal of a list."""
        near = passage.text[max(0, span.start - 20) : span.end]
        ranked = "#" in span.printed or vocabulary("ranks").find(near)
        ranked = ranked and not (heading or re.match(r"\s+[A-Z]", passage.text[span.end :])) or "#" in span.printed  # "Top 10 Vendors"
        if not ranked or not re.search(r"\d", span.printed):
            self.exclude_text(block, span.start, span.end, "list_ordinal")
            return
        item = self.placed(block, span.start, span.end)
        if item is None or not put_amount(item, "rank", self.book):
            return
        item.put("unit", "rank", "grammar", not span.printed.lower().startswith("top"))
        item.put("metric_id", "rank", "grammar", False)
        passage.period(item, span.start, span.end, False)
        passage.subject(item, span.start, span.end)
        clause = passage.words(passage.clause(span.start, span.end))
        put_status(item, self.reader, clause, "clause")
        put_geography(item, self.reader, clause)
        put_scope(item, self.reader, clause)
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)
        item.worth = WORTH["ordinal"]

    def remember(self, passage: Passage) -> None:
        """The names of a paragraph are antecedents of the next."""
        introduces = passage.text.rstrip().endswith((":", "："))
        if self.reader.item_follows and not introduces:  # items that no mark begins go on to the one that a full stop ends
            self.reader.item_follows = re.search(r"(?:[;,；]|\band|\w)\s*$", passage.text) is not None and len(passage.text) < 200
            return
        if not self.reader.is_covered and self.is_unmarked_heading(passage):
            self.headed(passage)
            return
        self.reader.item_follows = introduces and self.source.document.format != "txt"
        if not BULLET.match(passage.text):
            labels = [label for label in passage.labels if label.days or self.reader.periods.unstated(label)]
            self.reader.intro_words = passage.text if introduces else ""
            if label := self.period_of_heading(passage.text) if introduces else None:
                self.reader.intro, self.reader.intro_line = label, passage.line_of(label)
            elif self.source.document.format == "txt" or labels:
                self.reader.intro = None
        if passage.subjects:
            self.reader.last_subject = tuple(dict.fromkeys(id for match in passage.antecedents(len(passage.text)) for id in match.ids))[:4]
        known = (label.days for label in reversed(passage.labels) if label.days and not passage.is_behind_turn(label))
        self.reader.days = next(known, self.reader.days)
        if last := passage.last_label(len(passage.text), MONTH / 2):
            self.reader.last_period, self.reader.last_period_line = last, passage.line_of(last)

    def is_unmarked_heading(self, passage: Passage) -> bool:
        """Whether a paragraph without figures is a heading that nothing marks: short, or a period and little else."""
        text, words = passage.text, len(passage.text.split())
        opens = any(
            not re.search(r"\w", re.sub(r"\b(?:period|for|the)\b", "", text[: one.start], flags=re.IGNORECASE)) for one in passage.labels
        )
        return (
            not passage.figures
            and text[-1:].isalnum()
            and (len(text) < 60 and words <= 8 or opens and len(text) < 100 and not verbs_in(text))
        )

    def period_of_heading(self, text: str) -> Label | None:
        """The one period that a heading or the beginning of a list names, of those without a year the one nearest to that of the document;
        what another is compared with is none."""
        reader, passage = self.reader, Passage(self.reader, text)
        own = [one for one in passage.labels if not passage.is_base(one) and not (one.is_ago and len(passage.labels) > 1)]
        own = [one for one in own if one.days] or own  # "First quarter (1 December 2024 – 28 February 2025)"
        near = reader.period.days if reader.period and reader.period.days else reader.days
        dated = [replace(one, days=one.days or reader.periods.nearest(one, near)) for one in own]
        found = [one for one in dated if (one.days and one.days[1] - one.days[0] > MONTH) or reader.periods.unstated(one)]
        return found[0] if len({one.days or one.printed for one in found}) == 1 else None

    def headed(self, passage: Passage) -> None:
        """What a heading says of the paragraphs below it: their period, and the segment that they are about."""
        if label := self.period_of_heading(passage.text):
            self.reader.intro, self.reader.intro_line = label, passage.line_of(label)
        elif vocabulary("statuses", "status").find(passage.text):
            self.reader.intro = None
        segment = SEGMENT.fullmatch(passage.text.strip())
        if segment and self.reader.subject:
            row = {"name": segment[1], "subject_type": "segment", "parent_subject_id": self.reader.subject}
            known = self.book.names["subjects"].whole(segment[1])
            self.reader.heading_subject = known or (self.book.propose("subjects", row, "a heading"),)

    # sections
    def is_section(self, block: Paragraph, spans: list[Span]) -> bool:
        """A heading of the format, or a short line with a number of its own. A figure makes a heading of a plain text doubtful."""
        numbered = SECTION_NUMBER.match(block.text) and not re.search(r"[.。;；,，:：]\s*$", block.text)  # "6.4.2 Four platforms"
        if not (block.is_heading or numbered) or len(block.text) > 160:
            return False
        return self.source.document.format != "txt" or SECTION.match(block.text) is not None or not any(span.is_figure for span in spans)

    def open_section(self, block: Paragraph) -> None:
        line = block.at(0)[0]
        number = SECTION_NUMBER.match(block.text + " ")
        title = clean(block.text.lstrip("# "))[:200].strip() or "untitled"
        if self.sections and self.sections[-1]["first_line"] == str(line):
            return
        row = {"section_id": f"s{len(self.sections) + 1}", "number": number[1] if number else "", "title": title, "first_line": str(line)}
        self.sections.append(row)
        self.reader.heading = title
        periods = self.reader.periods
        self.reader.intro = self.reader.heading_period = self.period_of_heading(block.text)
        self.reader.intro_line = self.reader.heading_line = line
        self.reader.heading_firm = self.firm(name) if self.has_sections_of_firms() and (name := self.firm_of_heading(title)) else ""
        named = self.book.names["subjects"].whole(re.sub(r"^\W*(?:#|No\.?\s*)?\d{1,2}\W+", "", title))  # "5. Apple"
        found = self.book.names["subjects"].find(title)
        found = [one for one in found if one.ids == named or not set(one.ids) <= self.reader.newcomers]  # a title names publishers too
        if found or number is None or number[1].count(".") < 2:
            self.reader.heading_subject = found[0].ids if found else ()
        unknown = not self.reader.subject and not self.reader.theme and not found and len(title.split()) <= 3 and len(self.sections) > 1
        fits = unknown and all(word[0].isupper() for word in title.split()) and is_thing(title, "") and not is_measure(self.book, title)
        if fits and title.isascii() and not periods.labels(title):  # a document on nobody: "Gruyere" over its figures
            row = {"name": title, "subject_type": "segment", "parent_subject_id": ""}
            self.reader.heading_subject = (self.book.propose("subjects", row, "a heading", exact=True),)

    def has_sections_of_firms(self) -> bool:
        """Whether the document is on several firms, each in a section of its own."""
        names = {
            self.firm_of_heading(one.text.lstrip("# ")) for one in self.source.paragraphs[1:] if one.is_heading and len(one.text) < 100
        }
        return len(names - {""}) > 1

    def firm_of_heading(self, title: str) -> str:
        """The name that a heading has, where it has else periods and asides alone: "Norvane Q2 FY26 (consolidated)"."""
        periods = self.reader.periods.labels(title)
        rest = title
        for label in reversed(periods):
            rest = f"{rest[: label.start]} {rest[label.end :]}"
        name = re.sub(r"\([^()]*\)|\bresults\b|[:|–—-]\s*$", " ", rest, flags=re.IGNORECASE).strip(" :|,–—-")
        words = name.split()
        fits = 1 <= len(words) <= 5 and all(re.match(r"[A-Z&\d\u4e00-\u9fff]", word) for word in words)
        return name if fits and periods and is_thing(name, "") and not is_measure(self.book, name) else ""

    def close_sections(self) -> None:
        """Every line belongs to a section; lines before the first heading to one of the title."""
        if not self.sections or int(self.sections[0]["first_line"]) > 1:
            self.sections.insert(0, {"section_id": "s0", "number": "", "title": self.title(), "first_line": "1"})
        for section, after in zip(self.sections, [*self.sections[1:], None], strict=True):
            section["last_line"] = str(int(after["first_line"]) - 1 if after else len(self.source.lines))

    # what is left
    def remaining(self) -> None:
        """Tokens that nothing has read: part of a name where letters touch them, else open."""
        for number, text in enumerate(self.source.lines, 1):
            for match in TOKEN.finditer(text):
                if any(start <= match.start() < end for start, end in self.taken.get(number, ())):
                    continue
                around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
                item = self.add(number, match.start(), match.end())
                if item and any(letter.isalpha() and letter.isascii() for letter in around):
                    item.state, item.reason = "excluded", "product_name"
                elif item:
                    item.why = "nothing says what this number is"

    def finish(self, item: Item) -> None:
        """Headings are marked, scopes of first lines too; then the state follows from the cells."""
        if item.state == "excluded":
            return
        if item.value("unit") == "date" and (item.value("low") or item.value("high")):
            for name in ("metric_id", "unit"):  # a number is no day
                item.put(name, "", "", "open")
        for name in ("printed", "period_printed"):
            broken = broken_cells("printed", item.printed if name == "printed" else item.value(name))
            if broken and name == "printed":
                item.why = f"printed: {broken[0].id}"
                item.cells["unit"].value = ""  # it stays open
            elif broken:
                for part in ("period_id", "period_printed", "period_line"):
                    item.put(part, "", "", "open")
        period, labels = item.cells["period_id"], self.reader.periods.labels(self.source.lines[item.line - 1])
        if not period.value and period.sure == "unsure" and labels and not self.book.is_property(item.value("unit")):
            period.sure = "open"  # the line names a period, and nothing says that it is none of this figure
        for name, cell in item.cells.items():
            before = self.book.is_of_report_before(name, cell.value)  # a reviewer has accepted that name
            if cell.sure == "sure" and cell.value and not before and not is_trusted(name, way_of(item, name, self.reader)):
                cell.sure = "unsure"
        for name in ("period_id", "subject_id", "metric_id", "obs_status") if self.reader.is_foreign else ():
            if item.cells[name].sure == "sure":
                item.cells[name].sure = "unsure"
        if item.cells["unit"].sure != "sure" and item.value("unit_mult") in ("", "0"):
            doubt_amount(item)  # what it is measured in may have a scale
        first = {section["first_line"] for section in self.sections}
        if str(item.line) in first and not item.value("usage_warning"):
            item.put("usage_warning", "heading", "heading", True)
        item.judge()


def is_measure(book: Book, name: str) -> bool:
    """Whether a name says what is measured or when, or words that headings have of any firm."""
    kinds = ("heads_en", "generic_en", "openers", "adjectives", "sectors", "corporate", "headings")
    plain = [word for word in name.split() if any(vocabulary(kind).whole(word) for kind in kinds)]
    return bool(book.names["metrics"].find(name)) or 2 * len(plain) > len(name.split())


def called_as(names: set[str]) -> list[str]:
    """The wordings of countries, as patterns."""
    return [f"(?:{'|'.join(re.escape(row['wording']) for row in wordings('countries') if row['name'] in names)})"]


def called_place(wording: str) -> bool:
    """Whether a wording of a country names it and is no adjective: "India", "UK"."""
    names = {row["name"].lower() for row in wordings("countries")}
    return wording.lower() in names or " " in wording or len(wording.replace(".", "")) < 4 and wording != "us"


def is_foreign(text: str) -> bool:
    """Whether a text is in a language that the rules do not read: has more small words of another than of English."""
    words, found = Counter(re.findall(r"[^\W\d_]+", text.lower())), Counter()
    for row in wordings("languages"):
        found[row["language"]] += words[row["wording"]]
    return max(found.values(), default=0) > max(2 * found["en"], 10)


def days_between(row: dict[str, str]) -> int:
    """How many days a period of the register is long."""
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days


def has_word(text: str, words: str) -> bool:
    """Whether a text has one of the words, which a bar parts."""
    return any(re.search(rf"\b{re.escape(word)}\b" if word.isascii() else word, text, re.IGNORECASE) for word in words.split("|"))


def reason_of(span: Span) -> str:
    """The reason of an exclusion by what the grammar calls the mark."""
    known = {row["mark"]: row["reason"] for row in wordings("reasons")}
    return known.get(span.reason, span.reason.replace(" ", "_").replace("-", "_") or "product_name")

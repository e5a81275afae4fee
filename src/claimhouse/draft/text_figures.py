"""One figure of a paragraph: whether it measures anything, its amount and unit, and the cells of its observation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from claimhouse.check import figure_of, typed_cells
from claimhouse.documents.scales import scale_of
from claimhouse.draft.answers import group_of, is_answer, is_listed, is_of_respondents
from claimhouse.draft.cells import (
    MINOR_POWER,
    doubt_amount,
    is_growth,
    negative,
    put_amount,
    put_family,
    put_geography,
    put_period,
    put_scope,
    put_source,
)
from claimhouse.draft.counts import Counts
from claimhouse.draft.items import Items
from claimhouse.draft.overview.document import Overview
from claimhouse.draft.passage import Passage
from claimhouse.draft.registers import bases_in
from claimhouse.draft.sections import Sections
from claimhouse.draft.source import Paragraph
from claimhouse.draft.status import put_status_of_text
from claimhouse.draft.store import Item
from claimhouse.grammar import Span, figures

CLASS = re.compile(r"(?P<label>.{2,80}?)\s*(?:[–—:：]|\s-)\s*\d[\d.,]*\s?(?:[%％]|percent|per cent)?")
STATED = re.compile(r"[(（]([^()（）]{1,30})[)）]\s*[:：][^:：]*$")
COUNTED = re.compile(r"(?<![\d.,$€£¥])\d{1,3}(?:,\d{3})*\s+([a-z]{4,}s)\b")
NO_THINGS = frozenset("days weeks months years hours minutes quarters times points percents ages".split())  # which measure
FAR = re.compile(r"(大约|约|将近|接近|近)占[^，。；、：\d]{0,16}$")  # "约占全国面积的1.87%"
ZEROS = re.compile(r"['’‘]?(?:000)+s?(?:\s+[A-Za-z]+)*")  # "('000 tonnes)"
NOBODY = re.compile(  # begins a clause that gives a bound for all others
    r"(?:^|\b(?:and|but|while|with|whereas|that)\b|[“\"])\W*(?:no|none\s+of|neither)\s+(?!doubt|question|longer|less|fewer|more)[^.;:,\d]{2,60}$",
    re.IGNORECASE,
)
PAIRED = re.compile(r"\brespectively\b|\bgaap and non-gaap\b", re.IGNORECASE)  # bases that the figures have in turn
PENCE = re.compile(r"p(?![\w.])")
STATES_UNIT = re.compile(r"[(（]?\s*[A-Z]{0,3}[$€£¥₹]\s?[a-z]+", re.IGNORECASE)  # of a figure without digits
TOLERANCE = re.compile(r"(?:plus or minus|\+/-|±|上下)\s*$", re.IGNORECASE)
NO_FIGURES = (  # words before and behind of numbers that measure nothing, and why
    (re.compile(r"\b(?:aged?|ages)\s+(?:of\s+)?(?:between\s+|over\s+|under\s+)?$", re.IGNORECASE), re.compile(""), "age_group"),
    (re.compile(""), re.compile(r"[\s-]*(?:year\s+)?age[\s-]+(?:groups?|bands?|brackets?)\b"), "age_group"),
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
    (re.compile(r"[:：]\s*$"), re.compile(r"\s*=\s*100(?!\d)"), "base_of_index"),  # "Unit: 2016=100"
    (re.compile(r"\b(?:(?:19|20)\d\d|year|month|quarter|period|average)\s*=\s*$"), re.compile(r"\W|$"), "base_of_index"),
)
PRINTED_FOR_NOTHING = (  # what such a number prints, the words before and behind it, and why
    (re.compile(r"1(?:,?000)+\b|10{1,2}\b"), re.compile(r"\bper\s+$"), re.compile(r"\s*[a-z]|$"), "denominator"),  # "per 100,000 men"
    (  # "Utility floor space, 1000 m2"
        re.compile(r"1(?:[ ,]?000)+\b"),
        re.compile(r"(?:^|[A-Za-z)][,:(]\s*)$"),
        re.compile(r"\s*[A-Za-z][\w²³/]{0,12}\W*$"),
        "scale_of_table",
    ),
    (re.compile(r"\d{1,2}$"), re.compile(r"(?:^|[.;:]\s+)[A-Z][a-z-]+\s+$"), re.compile(r":\s"), "list_ordinal"),  # "Headline 2: "
    (
        re.compile(r"\d{1,4}$"),
        re.compile(r"[A-Za-z]{2,}[ -]?$|(?<![A-Za-z])[A-Z]$"),
        re.compile(r"\s?(?:系列|讯|平台|机型|型|款|手机|车型)"),
        "product_name",
    ),
    (
        re.compile(r"\d{1,2}(?:[\s-]year|年)$"),
        re.compile(""),
        re.compile(
            r"期(?!间|間|内|限)|\s+(?:(?:benchmark|government|sovereign|U\.?[SK]\.?|German|Japanese|Treasury)\s+){0,3}(?:bonds?|yields?|notes?|gilts?|bunds?|Treasur\w+)\b"
        ),
        "product_name",  # "the 10-year yield", "10年期国债"
    ),
    (re.compile(r"\d$"), re.compile(r"(?:^|[；。：])\s*$"), re.compile(r"[）)](?=[A-Za-z\u4e00-\u9fff])"), "list_ordinal"),  # "；2）成本"
    (re.compile(r"501$"), re.compile(""), re.compile(r"\s?\(c\)"), "law_or_paper_name"),
    (re.compile(r"[2-6]$"), re.compile(""), re.compile(r"G(?![A-Za-z/])"), "product_name"),  # "5G网络"
    (
        re.compile(r"\d{2,4}$"),
        re.compile(r"(?:标普|沪深|中证|上证|深证|科创|恒生|罗素|日经|富时|国证|双创)\s?$"),
        re.compile(r"(?!\s?[点點.%％\d])"),
        "product_name",  # "沪深300"
    ),
    (re.compile(r"\d{1,2}$"), re.compile(""), re.compile(r"月(?![个個])|[时時](?![间間长長])"), "period_label"),  # "9月前", "今早11时"
    (
        re.compile(r"(?:at\s+least|around|about|after|before)\s+(?:19|20)\d\d$"),
        re.compile(r"\b(?:until|till|by|since|through|to)\s+$"),
        re.compile(""),
        "period_label",
    ),
)
PAIR_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*/\s*(?:19|20)\d\d")
COUNTED_CENTS = re.compile(r"\s*(?:(HK|US|NZ|[AS])\s?)?cents?\b")
CENTS = re.compile(r"(?<!US )\b(?:cents?|cps)\b|¢", re.IGNORECASE)
LONG = re.compile(r"\d+[\s-](?:week|month)", re.IGNORECASE)
OF_PERIOD = re.compile(r"(?:\s+and\s+\d+[\s-](?:week|month))?\s+(?:fiscal\s+)?(?:periods?|quarters?|years?)\b", re.IGNORECASE)
WORTH = {"money": 50, "percent": 40, "count": 30, "quantity": 30, "ratio": 20, "ordinal": 10}

COMPARED_WITH = re.compile(
    r",?\s+(?:(?:up|down|higher|lower|compared|increasing|decreasing)\s+)?(?:from|with|than|versus|vs\.?|against|compared\s+to)\s+",
    re.IGNORECASE,
)
EACH_BEHIND = re.compile(r"\s*(?:per|an?|each|apiece|/)\b", re.IGNORECASE)
IN_PARENTHESES = re.compile(r"[(（](\d[^()（）]*)[)）]")
SOLD = re.compile(
    r"\b(?:million|thousand|\d{3})\s+(?:[A-Za-z-]+\s+){0,2}?[A-Za-z]+s\s+(?:(?:were|was|have\s+been)\s+)?(?:sold|registered|delivered)\b"
)
POINTS_BEHIND = re.compile(r"p(?:ts?|p)?\b")  # "3.1%p"
SIGN = re.compile(r"[$€£¥₹]")
DIGITS_ZH = re.compile(r"(?<![\d.,，:：-])(?!19\d\d|20\d\d)\d{3,5}(?![\d.,:%％‰+-])")
BESIDE_ZH = re.compile(
    r"\s?(?:[个個家名位人台辆只条项次种类款套笔份张元美港日欧万亿千百吨公克米升年月天小分倍股点件座间所户头亩度岁期号届页层级多余左以至到]|部[^门]|平[方米]|[、和])"
)
AMONG_ZH = re.compile(r"[\u4e00-\u9fff]")
SHARES_OF_MARKETS = ("market_share", "revenue_share", "financing_share")
SIZE = 3  # times the one of two compared amounts that the other is at most, where the scale of one is left out


class TextFigures:
    """Drafts the figures of paragraphs, one at a time."""

    def __init__(self, overview: Overview):
        self.overview = overview
        self.source, self.book, self.reader, self.locale = overview.source, overview.book, overview.reader, overview.locale
        self.items, self.counts, self.sections = Items(overview.source), Counts(overview.book, overview.locale), Sections(overview)
        self.counts_sold = any(SOLD.search(one.text) for one in overview.source.paragraphs[:20])
        self.printed_amounts: list[tuple[Fraction, Fraction]] | None = None

    def figure(self, block: Paragraph, passage: Passage, span: Span, heading: bool) -> None:
        if not re.search(r"\d", span.printed) and (
            not (self.counts.counts_in_words(span) or self.counts_like_digits(passage, span))
            or passage.text[: span.start].rstrip()[-1:] in tuple("(（:：")
            or STATES_UNIT.match(span.printed)
        ):
            return  # "(Millions of U.S. dollars)" and "in $ thousands" say the unit
        if reason := no_figure(passage.text, span):
            self.items.exclude_text(block, span.start, span.end, reason)
            return
        if ZEROS.fullmatch(span.printed):
            self.items.exclude_text(block, span.start, span.end, "scale")
            return
        if PAIR_OF_YEARS.fullmatch(span.printed):  # "2013/2012 growth"
            self.items.exclude_text(block, span.start, span.end, "period_label")
            return
        if LONG.fullmatch(span.printed) and OF_PERIOD.match(passage.text[span.end :]):  # "the 13-week and 39-week periods"
            self.items.exclude_text(block, span.start, span.end, "period_label")
            return
        if TOLERANCE.search(passage.text[: span.start]) or TOLERANCE.search(passage.text[: span.start] + span.printed.split(" ")[0]):
            self.items.exclude_text(block, span.start, span.end, "tolerance")
            return
        if span.printed in self.names_in_digits and not span.unit:
            self.items.exclude_text(block, span.start, span.end, "product_name")
            return
        if self.is_class(block, span):
            self.items.exclude_text(block, span.start, span.end, "class_of_answers")
            return
        if span.kind == "quantity" and (held := IN_PARENTHESES.fullmatch(span.printed)):  # "(72.4GWh)" is no negative
            inner = replace(span, start=span.start + 1, end=span.end - 1, printed=held[1], low=abs(span.low or 0), high=abs(span.high or 0))
            passage.figures = [(inner.start, inner.end) if one == (span.start, span.end) else one for one in passage.figures]
            span = inner
        if inner := self.bracketed(passage, span):
            passage.figures = [(inner.start, inner.end) if one == (span.start, span.end) else one for one in passage.figures]
            span = inner
        item = self.items.placed(block, span.start, span.end)
        if item is None:
            return
        pence = self.reader.currency == "GBP" and not span.unit and PENCE.match(passage.text[span.end :])
        cents = (
            COUNTED_CENTS.match(passage.text[span.end :])
            if not span.unit and self.reader.currency not in ("", "GBP", "JPY", "CNY")
            else None
        )
        unit, mult = ("GBP", MINOR_POWER) if pence else ("", None)
        if cents and not pence:  # "135 HK cents" in a document in Hong Kong dollars
            unit, mult, pence = "USD" if cents[1] == "US" else self.reader.currency, MINOR_POWER, True
        alone = figures(f"of {item.printed}", locale=self.locale)  # "8.3 Mt" at the beginning of a line has the number of a section
        shared = span.unit and len(alone) == 1 and (alone[0].unit, alone[0].unit_mult) != (span.unit, span.unit_mult)
        if not shared and span.unit_mult and len(alone) == 1 and alone[0].unit_mult != span.unit_mult:
            mult = span.unit_mult  # which the next line prints: "1.9 / million"
        prior = bool(shared and passage.text[: span.start].rstrip()[-1:] in tuple("(（:："))  # in the measure of the figure before
        prior = prior or inner is not None or self.is_bracketed_count(passage, span)
        if prior:
            passage.priors |= {span.start}
        if prior or shared:
            unit, mult = self.counts.unit_of(span, span.printed), span.unit_mult
        if inner and not span.unit and (before := passage.figure_before(span.start)):  # "4% (3)"
            unit, mult = before.value("unit"), int(before.value("unit_mult") or 0)
        if not (span.unit or span.unit_mult or unit) and (stated := self.stated(passage, span)):
            unit, mult = stated
        left_out = self.scale_left_out(passage, span) if mult is None else 0
        cut = len(alone) == 1 and len(item.printed) < len(span.printed)  # the line above has the verb: "declined by"
        fell = cut and (alone[0].low or 0) > 0 > (span.low or 0)
        sign = -1 if fell or passage.falls(item, span.start, span.end) else 1
        if len(item.printed) > 60 or not put_amount(
            item, unit, self.book, self.locale, left_out or mult, "pence" if pence else "sentence", sign
        ):
            item.why = "the printed figure cannot be read"
            return
        if left_out:
            doubt_amount(item)
        if item.value("qualifier") == "exact" and (far := FAR.search(passage.text[: span.start])):
            item.put("qualifier", typed_cells(figure_of(f"{far[1]}5%", ""))["qualifier"], "clause", True)
        if item.value("qualifier") in ("gt", "ge") and NOBODY.search(passage.text[passage.clause(span.start, span.end)[0] : span.start]):
            item.put("high", item.value("low"), "clause", False)  # "no other vendor had more than 10%"
            item.put("low", "", "clause", False)
            item.put("qualifier", "le", "clause", False)
        own = self.reader.currency
        if (
            CENTS.search(item.printed) and item.value("unit") == "USD" and own not in ("", "USD", "GBP", "JPY", "CNY")
        ):  # of a rand, of a euro
            item.put("unit", own, "document", True)
        elif CENTS.search(item.printed) and not own and item.value("unit") == "USD":  # of a currency that nothing names
            item.put("unit", "USD", "default", False)
        if pence or prior or shared or unit and not span.unit and not item.value("unit"):
            item.put("unit", unit, "pence" if pence else "sentence", True)
        if item.value("unit") == "percent" and POINTS_BEHIND.match(passage.text, span.end):
            item.put("unit", "percentage_points", "grammar", True)
        self.reader.put_own_currency(item, item.printed)
        if passage.moves_share(span):
            item.put("unit", "percentage_points", "clause", False)
        unit = item.value("unit") or self.counts.counted(item, passage, span)
        self.fill(item, passage, span, unit or self.counts.without_unit(item, passage, span), heading)
        item.worth = WORTH.get(span.kind, 10) + (20 if heading else 0)

    def counts_like_digits(self, passage: Passage, span: Span) -> bool:
        """Whether a number in words counts what the document counts in digits too: "seven early deals" beside "24 deals"."""
        if span.kind != "count" or passage.text[: span.start].rstrip().endswith("-"):
            return False
        things = re.match(r"\s+(?:[\w’'-]+\s+){0,2}?([a-z]{4,}s)\b", passage.text[span.end :])
        return things is not None and things[1] in self.counted_in_digits

    @cached_property
    def counted_in_digits(self) -> set[str]:
        """What the text counts in digits."""
        texts = " ".join(one.text for one in self.source.paragraphs)
        return {match[1] for match in COUNTED.finditer(texts)} - NO_THINGS

    @cached_property
    def names_in_digits(self) -> set[str]:
        """Numbers that a Chinese text has three times or more and hardly ever with what they count: "1688平台"."""
        texts, found = "\n".join(one.text for one in self.source.paragraphs), Counter()
        for match in DIGITS_ZH.finditer(texts):
            counts = BESIDE_ZH.match(texts, match.end()) is not None or not AMONG_ZH.search(
                texts[max(0, match.start() - 1) : match.end() + 1]
            )
            found[match[0]] += -4 if counts else 1
        return {digits for digits, count in found.items() if count > 2}

    def scale_left_out(self, passage: Passage, span: Span) -> int:
        """The power of ten of the amount with which a bare one of its size is compared: "$307.8 million up from $258.2"; 0 elsewhere."""
        before = passage.before(span.start)
        joined = before and COMPARED_WITH.fullmatch(passage.text[before[1] : span.start])
        if (
            not joined
            or span.kind != "money"
            or span.unit_mult
            or span.denominator
            or EACH_BEHIND.match(passage.text, span.end)
            or span.low != span.high
        ):
            return 0
        item = passage.filled[before[0]]
        signs = [SIGN.search(text) for text in (item.printed, span.printed)]
        low = abs(Fraction(item.value("low") or 0))
        like = all(signs) and signs[0][0] == signs[1][0] and low <= SIZE * abs(span.low) and abs(span.low) <= SIZE * low
        return int(item.value("unit_mult") or 0) if like else 0

    def stated(self, passage: Passage, span: Span) -> tuple[str, int] | None:
        """Currency and power of ten of a list that its beginning states: "Sales by shop (€m): Zyloo 6,120; Modella 1,870"."""
        before = STATED.search(passage.text[passage.sentence(span.start)[0] : span.start])
        scale = scale_of(f"({before[1]})") if before else None
        return (scale.unit or "", scale.mult) if scale and scale.mult and scale.unit in self.book.currencies else None

    def is_class(self, block: Paragraph, span: Span) -> bool:
        """Whether a bound or range belongs to the label of an item of a list of like ones, which ends in what it counts: "Increase up to
        5 percent – 30.5%", "250 employees or more: 24%"."""
        item = CLASS.fullmatch(block.text.strip())
        if item is None or span.qualifier in ("exact", "approx") or span.end > block.text.index(item["label"]) + len(item["label"]):
            return False
        blocks = self.source.paragraphs
        at = next((place for place, one in enumerate(blocks) if one is block), 0)
        return sum(CLASS.fullmatch(one.text.strip()) is not None for one in blocks[max(0, at - 2) : at + 3]) > 1

    def bracketed(self, passage: Passage, span: Span) -> Span | None:
        """A figure that stands alone in brackets right behind another, without them, where the document says or shows that such figures
        are of the year before: "sales growth of 4% (3)"."""
        held = re.fullmatch(r"[(（].*[)）]", span.printed)
        inner = replace(span, start=span.start + 1, end=span.end - 1, printed=span.printed[1:-1]) if held else span
        before = passage.before(inner.start)
        alone = (
            before
            and re.fullmatch(r"\s*[(（]\s*", passage.text[before[1] : inner.start])
            and re.match(r"\s*[)）]", passage.text[inner.end :])
        )
        if not alone or not self.overview.has_priors_in_brackets:
            return None
        own, other = inner.unit, passage.filled[before[0]].value("unit")
        if inner.unit_mult and other in ("percent", "percentage_points", "ratio"):  # "7 per cent (4.1 million)" are two measures
            return None
        return inner if not own or own == other else None

    def is_bracketed_count(self, passage: Passage, span: Span) -> bool:
        """Whether a count stands alone in parentheses right behind another: "5,012 (4,870)"."""
        before, inside = passage.before(span.start), re.match(r"\s*\)", passage.text[span.end :])
        same = before and passage.filled[before[0]].value("unit") not in ("percent", "percentage_points", "ratio")
        bare = span.kind in ("count", "quantity") and not span.unit and "," in span.printed
        return bool(same and bare and inside and re.fullmatch(r"\s*\(", passage.text[before[1] : span.start]))

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
        answers = self.reader.is_on_survey and (not changes or is_answer(passage.text, end)) or is_of_respondents(passage.text, end)
        answers = answers and unit == "percent"
        if answers:
            self.of_respondents(item, passage, span)
        if start in passage.priors and (before := passage.figure_before(start)):
            for name in ("subject_id", "metric_id"):
                item.put(name, before.value(name), before.cells[name].how, before.cells[name].sure == "sure")
        if item.value("unit") == "percent" and self.book.rows["metrics"].get(item.value("metric_id"), {}).get("is_signed") == "yes":
            self.reader.last_growth = item.value("metric_id")
        self.counts.unit_of_metric(item, unit, span.unit, passage.text[end : end + 1])
        if item.value("metric_id"):
            self.reader.last_metrics[item.value("unit")] = item.value("metric_id")
            if not is_growth(self.book.rows["metrics"][item.value("metric_id")]):
                self.reader.last_levels[item.value("unit")] = item.value("metric_id")
        self.loss(item, span)
        put_status_of_text(item, self.reader, passage, start, end, heading)
        if answers and item.cells["obs_status"].how != "period":  # what people plan and expect they said by then
            item.put("obs_status", "A", "sentence", False)
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
        if item.cells["metric_id"].how == "restated" and not bases_in(inner) and (before := passage.figure_before(start)):
            if before.value("scope_id") and before.value("subject_id") == item.value("subject_id"):  # "compared to $22 million"
                item.put("scope_id", before.value("scope_id"), "restated", False)
                self.book.allow(before.value("scope_id"), item.value("metric_id"), item.value("subject_id"))
        put_source(item, self.reader, words)
        if heading:
            item.put("usage_warning", "heading", "heading", True)
        put_family(item, self.book)

    def of_respondents(self, item: Item, passage: Passage, span: Span) -> None:
        """The subject of a share in a text on a survey: the people of whom it is a share, else all who answered; and a metric where the
        words have none, or only one of markets."""
        said, who = is_answer(passage.text, span.end), group_of(passage.text, span.end)
        known = item.value("metric_id") and item.value("metric_id") not in SHARES_OF_MARKETS
        if not said and (known or not is_listed(passage.text, span.start, span.end)):
            return
        row = {"name": f"{who[0].upper()}{who[1:]}" if who else "Respondents", "subject_type": "person_group", "parent_subject_id": ""}
        item.put("subject_id", self.book.propose("subjects", row, "who answered the survey", exact=True), "proposed", False)
        share = {"name": "Share of respondents", "definition": "Share of those asked who gave an answer", "quantity_kind": "share"}
        metric = self.book.propose("metrics", share | {"unit": "percent", "additive": "no"}, f"line {item.line}", exact=True)
        if said or not known:
            item.put("metric_id", metric, "proposed", False)

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

    @cached_property
    def quantities(self) -> list[tuple[Fraction, Fraction, str]]:
        """What the measured quantities of the text can stand for that print their scale, and their unit."""
        texts = (one.text for one in self.source.paragraphs[:200])
        spans = (span for text in texts for span in figures(text[:5_000], locale=self.locale) if span.unit_mult >= 3 and span.unit)
        return [
            (abs(one.bound_low), abs(one.bound_high), one.unit)
            for one in spans
            if one.kind == "quantity" and one.qualifier == "exact" and one.bound_low and one.bound_high
        ]


def no_figure(text: str, span: Span) -> str:
    """Why a number of a text measures nothing, as the words round it say; empty where it may."""
    before, behind = text[: span.start], text[span.end :]
    reasons = [reason for first, after, reason in NO_FIGURES if first.search(before) and after.match(behind)]
    reasons += [
        reason
        for printed, first, after, reason in PRINTED_FOR_NOTHING
        if printed.match(span.printed) and first.search(before) and after.match(behind)
    ]
    return reasons[0] if reasons else ""

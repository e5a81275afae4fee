"""Whose figures a document has: the firm that announces them, or the country or city whose office publishes them."""

from __future__ import annotations

import re
from collections import Counter

from claimhouse.draft.cells import OF_MONEY, verbs_in
from claimhouse.draft.names import Match, words_of
from claimhouse.draft.newcomers import is_bulletin
from claimhouse.draft.overview.beginning import PUBLISHER, Beginning, is_measure
from claimhouse.draft.phrases import is_nominal, is_thing
from claimhouse.draft.registers import legal_forms, length, vocabulary, wordings

CITY_ZH = re.compile(  # "雅安市前三季度经济运行"
    r"(?:(?:19|20)\d\d年)?([\u4e00-\u9fff]{2,7}?(?:市|省|区|县|州))(?=(?:[\d一二三四前上下半全]|\d{4}年)?.{0,10}(?:经济|统计公报|生产总值|国民经济|运行情况))"
)
LEGAL = legal_forms()
INDUSTRY_ZH = re.compile(  # "1-10月丝绸行业经济运行简况"
    r".*?(?:年|月|季度|\d)?(?P<name>(?!全|各|本|规模)[\u4e00-\u9fff]{2,6}(?:行业|产业|(?<=[^工农就企行产商])业))(?:主要)?(?:经济)?(?:运行|生产|效益|经营|发展|统计|数据)"
)
NAME_OF_FIRM = re.compile(
    rf"^\W*((?:[A-Z][\w&’'.-]*|of|and|the)(?:\s+(?:[A-Z][\w&’'.-]*|of|and)){{0,7}}?)(?:,?\s+{LEGAL})?"
    r"\s*(?:\([^)]*\))?\s*(?:today\s+)?(?:reports?|reported|announces?|announced|posts?|publishes|unveils|releases|launches|issues"
    r"|delivers|records|results|annual report|quarterly report)\b",
    re.IGNORECASE,
)
FIRM_WITH_SUFFIX = re.compile(  # "Lion (Ceylon) PLC", "Norvane & Cie S.p.A."
    r"^\W*((?:[A-Z0-9][\w&’'.-]*)(?:\s+(?:[A-Z&(][\w&’'.)-]*|of|and|de|van|von|[’']?n[’']?)){0,7}?)"
    rf",?\s+(?:{LEGAL}|(?:Holdings|Group)(?!\w))"
)
FIRM_OF_TITLE = re.compile(  # "Eutelsat Communications: Second Quarter and First Half 2024-25 Results"
    r"^\W*((?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}?)\s*[:–|]\s+"
    r"[^.]{0,100}?\b(?i:results|(?:interim|annual|quarterly|half-year)\s+report)\b"
)
KIND_OF_REPORT = re.compile(
    r"(?:\s+(?:annual|integrated|interim|quarterly|mid[- ]?year|half[- ]year(?:ly)?|nine[- ]month"
    r"|preliminary|consolidated|sustainability|financial"
    r"|unaudited))+$",
    re.IGNORECASE,
)
OWN_REPORT = re.compile(  # "Our key figures – kelvo Midyear Report 2025", below which the text says "we"
    r"(?:^|[:|–—-]\s+)(?P<name>[^\W\d][\w&.-]*(?:\s+[A-Z&][\w&.-]*){0,3}?)\s+(?i:annual|integrated|interim|quarterly|mid-?year|half-?year(?:ly)?)"
    r"\s+(?i:reports?|results)\b"
)
SPEAKS_AS_FIRM = re.compile(r"\b(?:[Oo]ur|[Ww]e)\b")
INTRODUCED = re.compile(  # a firm as the first paragraphs introduce it: "Haier Smart Home Co., Ltd. (A-share: 600690.SH", "INDUS Group"
    r"\b((?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}?)"
    rf"(?:,?\s+(?:{LEGAL}|(?:Group|Holdings?|Company)\b)"
    r"|\s+\((?:the\s+|[\w\s-]{0,20}:\s*[A-Z0-9]))"
)
FIRM_NAME = r"(?:[A-Z][\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){0,5}"
ANNOUNCING = (
    re.compile(rf"(?:^\W*[Cc]ompany|\b[Cc]ompany\s+[Nn]ame)\s*:\s*({FIRM_NAME})"),
    re.compile(
        rf"({FIRM_NAME}?),?\s+(?:{LEGAL}|(?:Holdings?|Group)\b)\.?\s*(?:\([^)]*\)\s*)*"
        r"(?:(?:today|on\s+\w+day)\s+)?(?:announce[sd]?|report(?:s|ed)|post(?:s|ed)|release[sd]?|publish(?:es|ed))\b"
    ),
    re.compile(rf"\battributable\s+to\s+({FIRM_NAME}),?\s+{LEGAL}"),
    re.compile(rf"({FIRM_NAME})\s+\([A-Z]{{2,6}}\)\s+(?:(?:today|on\s+\w+day)\s+)?(?:announced|reported|posted|recorded)\b"),
    re.compile(r"^\W*([A-Z][A-Z&.’' -]{4,50}?)\s+(?:LIMITED|LTD|PLC|INC|CORPORATION|AG|ASA|AB|OYJ|SPA|S\.A)\b"),
)
ABOUT_FIRM = re.compile(rf"About\s+(?:the\s+)?({FIRM_NAME})|({FIRM_NAME}?)(?:,?\s+{LEGAL})?\s+(?=(?:is|are)\s+(?:an?|the|one)\s)")
FORM_OF_FIRM = re.compile(rf"{FIRM_NAME}?,?\s+{LEGAL}")
MARKETS = re.compile(r"\b(?:markets?|shipments|vendors?)\b", re.IGNORECASE)
STATEMENTS = re.compile(  # what pages on one firm speak of
    r"\b(?:income statement|profit before tax|attributable to (?:owners|equity|shareholders)|per share|balance sheet|cash flow statement"
    r"|net debt|dividend|shareholders)\b",
    re.IGNORECASE,
)
STUDY = re.compile(  # what a publisher announces
    r"(?<!annual )(?<!quarterly )(?<!interim )(?<!financial )(?<!integrated )"
    r"\b(?:report|forecast|outlook|survey|study|index|research|findings|tracker)\b",
    re.IGNORECASE,
)
ISSUES = re.compile(r"(?:unveil|publish|releas|launch|issu|announc)\w*\s*$", re.IGNORECASE)
CAPITALS = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|the|&)\s+)*[A-Z][\w’'-]*)+")
LEGAL_FORM = re.compile(rf",?\s+{LEGAL}$")
FIRM_ZH = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,16}?(?:股份有限公司|有限公司|集团|公司))")
NO_FIRM_ZH = re.compile(r"(?:预计|上半年|下半年|报告期|本|该|其|全年|我|各|子|母|分|上市|今年|去年|同时|此外|目前|公司)")
FIRM_OF_TITLE_ZH = re.compile(  # "贵州茅台-600519-", "浙商证券财务摘要", "腾讯第二季度营收1845亿元"
    r"\W*((?!全国|全球|我国|全省|中国|国内|前)[\u4e00-\u9fffA-Za-z]{2,8}?)(?:\s*[-—(（]\s*\d{5,6}\b|(?:20\d\d年?)?(?:第?[一二三四]季度|[上下]半年|半年度?|前三季度|全年|年度)?"
    r"(?:财务(?:摘要|指标|报表|数据|分析)|业绩|年报|[一三]季报|中报|年度报告|营收|净利|营业(?:总)?收入))"
)
TITLE_ZH = re.compile(r"\W*([\u4e00-\u9fff]{2,8})[：:]\s*(?=.*(?:营收|业绩|净利|财报|季报|年报|半年))")
RESULTS = re.compile(
    r"\s+(?:(?:financial|interim|consolidated|preliminary|unaudited|quarterly|annual)\s+)*"
    r"(?:results|earnings|trading update|revenues?|report|(?:vehicle |unit )?(?:production|deliveries|sales|shipments))\b",
    re.IGNORECASE,
)
SMALL = frozenset("of and the de du for & van von n 'n' ’n’".split())  # that a name of a firm may have in small letters
NAME = r"\W*((?:[A-Z][\w&.-]*)(?:\s+[A-Z&][\w&.-]*){0,4})"
OWNER = re.compile(NAME + r"(?:[’']s?)?\s*[:,–—-]?\s*(?:[Pp]ress [Rr]elease\s*[:–—-]?\s*)?")
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


class Issuer(Beginning):
    """Finds the subject of a document."""

    def document_subject(self) -> str:
        """The firm whose results the beginning announces: of the register, or proposed."""
        office = is_bulletin([one.text for one in self.source.paragraphs[:8]])
        of_others = MARKETS.search(self.title()) or len(self.firms_below_headings()) > 1
        for text in [self.title(), *self.first_texts(5)] if not office else ():
            text = text.lstrip("# ")
            suffixed = None if of_others and text != self.title() else FIRM_WITH_SUFFIX.match(text)  # one of a list of vendors
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
            counted = is_measure(self.book, name) and any(match.end == len(name) for match in vocabulary("heads_en").find(name))
            if is_kind(name) or counted and not suffixed:  # "Indian companies report", "Monthly Visitor Arrivals Report"
                continue
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
            "own report": self.firm_of_own_report,
            "industry": self.industry,
            "office": self.place_of_office,
            "country": self.country,
        }
        ways |= {"headline": self.firm_of_headline, "end": self.firm_at_end, "statements": self.unnamed_firm}
        for self.reader.subject_how, way in ways.items():
            if found := way():
                return found
        self.reader.subject_how = ""
        return ""

    def firms_below_headings(self) -> set[str]:
        """The firms with whose legal form the paragraphs right below headings begin."""
        blocks = self.source.paragraphs
        below = (blocks[place + 1].text for place, one in enumerate(blocks[:-1]) if place and one.is_heading)
        return {found[1] for text in below if (found := FIRM_WITH_SUFFIX.match(text))}

    def industry(self) -> str:
        """The industry whose figures a Chinese title announces."""
        titled = INDUSTRY_ZH.match(self.title())
        name = re.sub(r".*[年月日度]", "", titled["name"]) if titled else ""
        if len(name) < 3:
            return ""
        known = self.book.names["subjects"].whole(name)
        row = {"name": name, "subject_type": "market", "parent_subject_id": ""}
        return known[0] if known else self.book.propose("subjects", row, "whose figures the title announces", exact=True)

    def announcing_firm(self) -> str:
        """The firm that the first paragraphs name as whose figures these are: "Company name: Norvane Ltd.", "the Board of Norvane Limited
        today announced", "earnings attributable to Norvane, Inc.", "Norvane Bank (NB) on Friday reported"."""
        texts = [one.text[:800] for one in self.source.paragraphs[:25]]
        texts += [cell.text for table in self.source.document.tables[:3] for cell in table.cells[:200] if len(cell.text) > 20]
        if any(MARKETS.search(text) for text in (self.title(), *texts[:1])) or len(self.firms_below_headings()) > 1:
            return ""
        for pattern in ANNOUNCING:
            for found in (match for text in texts if (match := pattern.search(text))):
                words = re.sub(r"^(?:.*\bDirectors\s+of|The|Government-owned|State-owned)\s+", "", found[1].strip(" ,.")).split()
                name = LEGAL_FORM.sub("", " ".join(words)).strip(" ,.")
                name = name.title() if name.isupper() and len(name) > 5 and "." not in name else name
                plain = name and any(vocabulary(kind).whole(name.split()[0]) for kind in ("openers", "adjectives"))
                plain = plain or is_publisher(name)
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
        fits = fits and self.is_named_below(name)
        plain = any(vocabulary(kind).whole(words[0]) for kind in ("openers", "adjectives", "generic_en") if words)
        plain = plain or is_kind(name) or ":" in name  # the publisher of a note
        return self.firm(name) if fits and not plain and not vocabulary("countries").find(name) else ""

    def firm_of_own_report(self) -> str:
        """The name before the kind of report in a title, however it is spelt, where title or opening say "our" and "we"."""
        named = OWN_REPORT.search(self.title())
        name = named["name"] if named else ""
        opening = " ".join([self.title(), *(one.text for one in self.source.paragraphs[:6])])
        fits = len(name) > 2 and SPEAKS_AS_FIRM.search(opening) and is_thing(name, "") and not is_measure(self.book, name)
        plain = any(vocabulary(kind).whole(name.split()[0]) for kind in ("openers", "adjectives", "pronouns") if name)
        named_by_others = is_publisher(name) or vocabulary("countries").find(name) or self.reader.periods.labels(name)
        return self.firm(name) if fits and not plain and not named_by_others else ""

    def is_named_below(self, name: str) -> bool:
        """Whether the text has the first word of a name of its title in capitals, and never in small letters: no "Carriers"."""
        first = words_of(name)[0][0]
        used = [
            one.text[start:end]
            for one in self.source.paragraphs[1:60]
            if one.text != self.title()
            for word, start, end in words_of(one.text)
            if word == first
        ]
        return bool(used) and not any(word.islower() for word in used)

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
        named = {
            id
            for match in vocabulary("countries", "name").find(title)
            for id in match.ids
            if title[match.start : match.end] != "us" and not OF_MONEY.match(title[match.end :])
        }
        agencies = (one.text[:600] for one in self.source.paragraphs[:8])
        cited = {id for text in agencies for match in vocabulary("agencies", "name").find(text) for id in match.ids}
        place = len(named) == 1 and re.search(rf"\b(?:in|of|for)\s+(?:the\s+)?{'|'.join(called_as(named))}\b", title, re.IGNORECASE)
        place = place or len(named) == 1 and re.search(rf",\s*(?:{'|'.join(called_as(named))})\W*$", title, re.IGNORECASE)
        titled = len(named) == 1 and (economic or place) and not MARKETS.search(title)
        bodies = self.places_of_bodies() if not MARKETS.search(title) else set()
        found = named if titled else next((one for one in (cited, bodies) if len(one) == 1 and one >= named), set())
        return self.place(next(iter(found))) if found else ""

    def places_of_bodies(self) -> set[str]:
        """The countries in whose names of public bodies the first paragraphs have them: "Central Bank of Sri Lanka"."""
        found = set()
        for phrase in (match[0] for one in self.source.paragraphs[:8] for match in CAPITALS.finditer(one.text[:600])):
            for place in vocabulary("countries", "name").find(phrase):
                rest = f"{phrase[: place.start]} {phrase[place.end :]}"
                if any("yes" in match.ids for match in vocabulary("publishers", "public").find(rest)):
                    found |= set(place.ids)
        return found

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
        text = "\n".join(self.source.lines)[:50_000]  # "Packaging" is what it makes, "the Packaging segment" a part of it
        common = re.search(rf"\b(?:{re.escape(short.lower())}|{re.escape(short)}\s+(?:segment|division|business))\b", text)
        if len(short) > 3 and not names.whole(short) and not common:
            names.add(short, id)
        return id

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

    def place_of_office(self) -> str:
        """The country or city whose statistics office publishes the document."""
        lines = [self.title(), *(one.text for one in self.source.paragraphs[:4] if len(one.text) <= 100)]
        if city := CITY_ZH.match(lines[0].lstrip("# ")):
            return self.place(city[1])
        for title, match in ((line, match) for line in lines for match in vocabulary("offices").find(line)):
            before = re.search(r"(?:^|[,:–-]\s+|[：，])([^,:–：，-]*)$", title[: match.start])
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


def is_kind(name: str) -> bool:
    """Whether a name says what kind of firms it means, in the plural: "Indian companies", "Carriers"."""
    last = name.split()[-1].lower() if name else ""
    return any(last == row["wording"] for row in wordings("kinds_of_firms"))


def is_publisher(name: str) -> bool:
    """Whether a name is that of an association, an agency or a house of research, whose figures are of others."""
    found = vocabulary("publishers").find(name)
    return any(match.end == len(name) or match.start == 0 and name[match.end :].lower().startswith((" of ", " for ")) for match in found)


def called_as(names: set[str]) -> list[str]:
    """The wordings of countries, as patterns."""
    return [f"(?:{'|'.join(re.escape(row['wording']) for row in wordings('countries') if row['name'] in names)})"]

"""The firm whose figures a document has: as the first paragraphs announce or introduce it, a headline begins with it, or the last
paragraphs say what it is."""

from __future__ import annotations

import re
from collections import Counter

from claimhouse.documents.formats.page_heads import KIND, RUNNING_HEAD, YEAR
from claimhouse.draft.cells import verbs_in
from claimhouse.draft.names import words_of
from claimhouse.draft.newcomers import OF_PERSON
from claimhouse.draft.overview.beginning import PUBLISHER, is_measure, is_page_head
from claimhouse.draft.overview.places import MARKETS
from claimhouse.draft.overview.signs import LITTLE, Signs, initials_in
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import INITIAL, legal_forms, vocabulary, wordings

LEGAL = legal_forms()
FIRM_WITH_SUFFIX = re.compile(  # "Lion (Ceylon) PLC", "Norvane & Cie S.p.A."
    r"^\W*((?:(?:[A-Z0-9À-ÖØ-Þ]|[a-z](?=[A-Z]))[\w&’'.-]*)(?:\s+(?:[A-Z&(][\w&’'.)-]*|of|and|de|van|von|[’']?n[’']?)){0,7}?)"
    rf",?\s+(?:{LEGAL}|(?:Holdings|Group)(?!\w))"
)
FIRM_OF_TITLE = re.compile(  # "Eutelsat Communications: Second Quarter and First Half 2024-25 Results"
    rf"^\W*((?:{INITIAL}[\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){{0,5}}?)\s*[:–|]\s+"
    r"[^.]{0,100}?\b(?i:results|(?:interim|annual|quarterly|half-year)\s+report)\b"
)
OWN_REPORT = re.compile(  # "Our key figures – kelvo Midyear Report 2025", below which the text says "we"
    r"(?:^|[:|–—-]\s+)(?P<name>[^\W\d][\w&.-]*(?:\s+[A-Z&][\w&.-]*){0,3}?)\s+(?i:annual|integrated|interim|quarterly|mid-?year|half-?year(?:ly)?)"
    r"\s+(?i:reports?|results)\b"
)
SPEAKS_AS_FIRM = re.compile(r"\b(?:[Oo]ur|[Ww]e)\b")
NO_NOTE = r"(?!\s*(?i:base|units?|sources?|notes?|index|period|years?|date|prices|figures)\b)"  # no exchange
INTRODUCED = re.compile(  # a firm as the first paragraphs introduce it: "Haier Smart Home Co., Ltd. (A-share: 600690.SH", "INDUS Group"
    rf"\b((?:{INITIAL}[\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){{0,5}}?)"
    rf"(?:,?\s+(?:{LEGAL}|(?:Group|Holdings?|Company)\b)"
    rf"|\s+\({NO_NOTE}(?:the\s+|[\w\s-]{{0,20}}:\s*[A-Z0-9]))"
)
FIRM_NAME = rf"(?<!\w)(?:{INITIAL}[\w&’'.-]*)(?:\s+(?:[A-Z&][\w&’'.-]*|of|and)){{0,5}}"
ANNOUNCING = (
    re.compile(
        rf"({FIRM_NAME})(?:\s+\([A-Z][A-Za-z]+\))?,?\s+{LEGAL}\s*[(（][^()]{{0,60}}[“\"'‘](?:[Tt]he\s+)?(?:Company|Group|[Ww]e|us|our)[”\"'’,]"
    ),
    re.compile(rf"(?:^\W*[Cc]ompany|\b[Cc]ompany\s+[Nn]ame)\s*:\s*({FIRM_NAME})"),
    re.compile(
        rf"({FIRM_NAME}?),?\s+(?:{LEGAL}|(?:Holdings?|Group)\b)\.?\s*(?:\([^)]*\)\s*)*"
        r"(?:(?:today|on\s+\w+day)\s+)?(?:announce[sd]?|report(?:s|ed)|post(?:s|ed)|release[sd]?|publish(?:es|ed))\b"
    ),
    re.compile(  # "Norvane, the largest producer of pulp, announces its quarterly results"
        rf"({FIRM_NAME}?),\s+(?:an?|the|one)\s[^.;:]{{3,120}},\s+(?:(?:today|on\s+\w+day)\s+)?(?:announce[sd]?|report(?:s|ed)|post(?:s|ed)"
        r"|release[sd]?|publishe[sd])\s+(?:its|their)\s[^.;:,]{0,60}?\b(?:results|earnings|accounts|financial statements)\b"
    ),
    re.compile(rf"\battributable\s+to\s+({FIRM_NAME}),?\s+{LEGAL}"),
    re.compile(  # of a page of a filing
        rf"\b(?:(?:into|in)\s+(?:any|our|other)\s+filings?|cumulative\s+total\s+(?:shareholder\s+|stockholder\s+)?returns?|[Ss]elected"
        rf"\s+(?:consolidated\s+)?financial\s+data)\s+(?:of|for|by)\s+({FIRM_NAME}),?\s+{LEGAL}"
    ),
    re.compile(rf"({FIRM_NAME})\s+\([A-Z]{{2,6}}\)\s+(?:(?:today|on\s+\w+day)\s+)?(?:announced|reported|posted|recorded)\b"),
    re.compile(r"^\W*([A-Z][A-Z&.’' -]{4,50}?)\s+(?:LIMITED|LTD|PLC|INC|CORPORATION|AG|ASA|AB|OYJ|SPA|S\.A)\b"),
)
ABOUT_FIRM = re.compile(rf"About\s+(?:the\s+)?({FIRM_NAME})|({FIRM_NAME}?)(?:,?\s+{LEGAL})?\s+(?=(?:is|are)\s+(?:an?|the|one)\s)")
FORM_OF_FIRM = re.compile(rf"{FIRM_NAME}?,?\s+{LEGAL}")
STATEMENTS = re.compile(  # what pages on one firm speak of
    r"\b(?:income statement|profit before tax|attributable to (?:owners|equity|shareholders)|per share|balance sheet|cash flow statement"
    r"|net debt|dividends?|shareholders|stockholders|consolidated financial statements|impairment|par value|fair value)\b",
    re.IGNORECASE,
)
NOTE_HEAD = re.compile(r"(?:note|item)\s+\d{1,2}[a-z]?\b\s*[.:–—-]", re.IGNORECASE)
REGISTRANT = re.compile(r"\W*\(?exact\s+name\s+of\s+(?:the\s+)?(?:registrant|company)", re.IGNORECASE)
COMMISSION = re.compile(r"(?:UNITED STATES\s+)?SECURITIES AND EXCHANGE COMMISSION")
ALONE = re.compile(r"[.,]?\s*(?:and\s+subsidiar(?:y|ies))?\W*", re.IGNORECASE)  # behind the name of a firm
COVER = 60  # lines of a filing
LEGAL_FORM = re.compile(rf",?\s+{LEGAL}$")
NO_FIRM_ZH = re.compile(r"(?:预计|上半年|下半年|报告期|本|该|其|全年|我|各|子|母|分|上市|今年|去年|同时|此外|目前|公司)")
NO_PART_ZH = re.compile(
    r"的|是|[一两三数]家|背后|国际数据|排名|[前这各多几]家|前[一二三四五十百]|全球|国内|龙头|上市|收到|宣布|发布|披露|公告"
)
SUFFIX_ZH = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团|公司|股份)+$")
NAME_BEHIND_ZH = re.compile(r"(?!发布|披露|公告|宣布|股份|有限)[\u4e00-\u9fff]{2,8}?(?:[（(]|股份|集团|科技|公告|发布|披露|宣布|表示)")
DOES_ZH = (  # what follows the name of a firm
    r"[:：（(]|发布|披露|公告|宣布|公布|表示|实现|预计|录得|成立|上市|完成|推出|收购|股价|业绩|财报|年报|营收|净利|总?收入|20\d\d年"
)
OF_RESULTS_ZH = re.compile(
    r"(?:[：:]\s*)?(?:20\d\d年?)?(?:第?[一二三四]季度?|[Qq][1-4]|[上下]半年|前三季度|全年|年度)?(?:预计|实现)?(?:归母|扣非|营业|总)*(?:净利|营收|收入|业绩|财报|净亏|亏损|季报|年报|半年报)"
)
FIRM_OF_TITLE_ZH = re.compile(  # "贵州茅台-600519-", "浙商证券财务摘要", "快讯：腾讯第二季度营收1845亿元"
    r"\W*(?:[\u4e00-\u9fff]{2,4}[：:丨|]\s*)?((?!全国|全球|我国|全省|中国|国内|前)[\u4e00-\u9fffA-Za-z]{2,8}?)(?<![局部委院会署厅])(?:发布|公布|披露|交出)?(?:\s*[-—(（]\s*\d{5,6}\b"
    r"|(?:(?:20\d\d|\d\d)年?(?:财年)?|去年|今年|上年)?(?:第?[一二三四](?:季度?|财季)|[Qq][1-4]|[Hh][12]|[上下]半年|半年度?|前三季度|全年|年度)?"
    r"(?:财务(?:摘要|指标|报表|数据|分析)|业绩|财报|年报|[一二三四]季报|中报|年度报告|总?营收|销售额|经营利润|营业利润|盈利|净利|净?亏损|归母|扣非|营业(?:总)?收入))"
)
SALES_OF_TITLE_ZH = re.compile(  # "某国车企扩张 云岭汽车7月销8.4万辆": of what the text calls a firm
    r"(?:\W*|[^\d\s]{4,16}[\s\u3000，,：:]+)((?!全国|全球|我国|全省|中国|国内|前)[\u4e00-\u9fff]{2,8}?)"
    r"(?:(?:20\d\d年)?\d{1,2}月份?|(?:20\d\d年|今年|去年)?(?:第?[一二三四]季度?|[上下]半年|前三季度|全年))(?:全球|累计|共|汽车|新车)?"
    r"(?:销量|销售\d|销\d|产销|交付|产量)"
)
TITLE_ZH = re.compile(r"\W*([\u4e00-\u9fff]{2,8})[：:]\s*(?=.*(?:营收|业绩|净利|财报|季报|年报|半年))")
RESULTS = re.compile(
    r"\s+(?:(?:financial|interim|consolidated|preliminary|unaudited|quarterly|annual)\s+)*"
    r"(?:results|earnings|trading update|revenues?|report|(?:vehicle |unit )?(?:production|deliveries|sales|shipments))\b",
    re.IGNORECASE,
)
BEFORE_NAME = re.compile(r"^(?:about|(?:shares?|stocks?|results|earnings)\s+of)\s+(?=[A-Z0-9])", re.IGNORECASE)
ROLE_BEHIND = re.compile(r",\s+(?:\w+\s+){0,4}?(?:chief|officer|president|chair\w*|director|analyst|founder|minister|secretary|C[EFOT]O)\b")
NAME = rf"\W*((?:{INITIAL}[\w&.-]*)(?:\s+[A-Z&][\w&.-]*){{0,4}})"
OWNER = re.compile(NAME + r"(?:[’']s?)?\s*[:,–—-]?\s*(?:[Pp]ress [Rr]elease\s*[:–—-]?\s*)?")
OF_DATA = re.compile(  # "Isuzu: Consolidated Financial Highlights"
    NAME + r"\s*[:,–—-]\s+(?:(?:consolidated|major|key|selected|annual|group)\s+)*"
    r"(?:financial\s+(?:highlights|data|results|statements|review|information|summary)|key figures"
    r"|(?:annual|management|interim|half-year|quarterly)\s+report|results)\b",
    re.IGNORECASE,
)
OWNED = re.compile(NAME + r"[’']s?\s+(?:(?:total|net|group)\s+)*(?:revenues?|sales|turnover|profit)\b")


class Firms(Signs):
    """Finds the firm of a document."""

    def firms_below_headings(self) -> set[str]:
        """The firms with whose name the paragraphs right below headings begin: with a legal form, or that of the heading."""
        blocks = self.source.paragraphs
        below = [
            (one.text.lstrip("# ").strip(), blocks[place + 1].text) for place, one in enumerate(blocks[:-1]) if place and one.is_heading
        ]
        named = {title for title, text in below if re.match(rf"{re.escape(title)}(?:[’']s)?\s+[a-z]", text) and title[:1].isupper()}
        return named | {found[1] for _, text in below if (found := FIRM_WITH_SUFFIX.match(text))}

    def firm_of_running_head(self) -> str:
        """The firm that the running head of a page names: "Norvane Inc. 2019 Annual Report", "Norvane Limited" on the line of "41st Annual
        Report 2023-24"."""
        heads = [one for one in self.source.paragraphs[:12] if one.is_heading and RUNNING_HEAD.fullmatch(one.text)]
        lines = {one.at(0)[0] for one in heads}
        beside = [one for one in self.source.paragraphs[:24] if one.is_heading and one.at(0)[0] in lines and one not in heads]
        for text in (one.text for one in (*heads, *beside)):
            name = re.sub(rf"\b(?:{YEAR}|\d{{1,3}}(?:st|nd|rd|th)?)\b|\b{KIND}\b(?:\s+on\s+form.*)?", " ", text, flags=re.IGNORECASE)
            whole = " ".join(name.split()).strip(" ,|/–—·•-")
            name = LEGAL_FORM.sub("", whole)
            words = name.split()
            named = 0 < len(words) <= 6 and name.isascii() and all(word[0].isupper() or word in LITTLE for word in words)
            office = vocabulary("offices").find(name) or is_publisher(name)
            office = office or name == whole and vocabulary("countries").find(name)  # a central bank
            if named and len(name) > 1 and not office and not self.is_no_title(name) and not is_measure(self.book, name):
                if found := self.called_firm(name):
                    return found
        return ""

    def registrant(self) -> str:
        """The firm that the cover of a filing names above "(Exact name of registrant as specified in its charter)"."""
        lines = [line.strip() for line in self.source.lines[:COVER] if line.strip()]
        place = next((place for place, line in enumerate(lines) if REGISTRANT.match(line)), 0)
        whole = lines[place - 1].strip(" *#_") if place else ""
        if not whole and any(map(COMMISSION.fullmatch, lines[:8])):  # without that line the first name of a firm alone on a line
            whole = next((line for line in lines if (named := FIRM_WITH_SUFFIX.match(line)) and ALONE.fullmatch(line[named.end() :])), "")
            whole = re.sub(r"\s+(?i:and)\s+(?i:subsidiar(?:y|ies))\W*$", "", whole)
        name = LEGAL_FORM.sub("", whole)
        name = name.title() if name.isupper() and len(name) > 5 and "." not in name else name
        fits = 0 < len(name.split()) <= 8 and not re.search(r"\d{3}|:", name)
        return self.called_firm(name) if fits else ""

    def announcing_firm(self) -> str:
        """The firm that the first paragraphs name as whose figures these are: "Company name: Norvane Ltd.", "the Board of Norvane Limited
        today announced", "earnings attributable to Norvane, Inc.", "Norvane Bank (NB) on Friday reported"."""
        texts = [one.text[:800] for one in self.source.paragraphs[:25]]
        texts += [cell.text for table in self.source.document.tables[:3] for cell in table.cells[:200] if len(cell.text) > 20]
        markets = (FORM_OF_FIRM.sub("", text) for text in (self.title(), *texts[:1]))  # "Norvane Fish Market, Inc." is none
        if any(map(MARKETS.search, markets)) or len(self.firms_below_headings()) > 1:
            return ""
        for pattern in ANNOUNCING:
            for found in (match for text in texts if (match := pattern.search(text))):
                words = re.sub(r"^(?:.*\bDirectors\s+of|The|Government-owned|State-owned)\s+", "", found[1].strip(" ,.")).split()
                name = LEGAL_FORM.sub("", " ".join(words)).strip(" ,.")
                name = name.title() if name.isupper() and len(name) > 5 and "." not in name else name
                plain = name and any(vocabulary(kind).whole(name.split()[0]) for kind in ("openers", "adjectives"))
                plain = plain or is_publisher(name)
                if name and not plain and len(name.split()) <= 6 and is_thing(name, "") and not is_measure(self.book, name):
                    if found := self.called_firm(name):
                        return found
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
        alone = alone and not self.is_written_small(title)
        if alone and reports and is_thing(title, "") and not is_measure(self.book, title) and not self.reader.periods.labels(title):
            return self.borne_out_firm(LEGAL_FORM.sub("", title))  # a title that is a name alone
        parts = [part.strip() for part in re.split(r"\s*[,|:–—]\s+", title)]
        stated = STATEMENTS.search("\n".join(self.source.lines)[:20_000]) or re.search(
            r"\b(?:[Nn]et sales|[Oo]perating (?:profit|income))\b", "\n".join(self.source.lines)[:20_000]
        )
        for part in (parts[-1], parts[0]) if stated and len(parts) > 1 and not MARKETS.search(title) else ():
            if self.is_written_small(part):  # "Market Talk"
                continue
            own = all(re.match(r"[A-Z&]", word) for word in part.split()) and len(part.split()) <= 5 and (part == parts[0] or " " in part)
            if own and is_thing(part, "") and not is_measure(self.book, part) and not self.reader.periods.labels(part):
                if found := self.called_firm(LEGAL_FORM.sub("", part)):
                    return found
        speaks = any(re.search(r"\b[Tt]he (?:[Cc]ompany|[Gg]roup|[Ff]irm)(?:[’']s)?\b", one.text) for one in self.source.paragraphs[:12])
        ends = [match.start for match in self.book.names["metrics"].find(title)] + [match.start for match in verbs_in(title)]
        ends += [label.start for label in self.reader.periods.labels(title)]
        ends += [match.start for name in ("heads_en", "headline_verbs") for match in vocabulary(name).find(title)]
        words = title[: min(ends, default=0)].split() if speaks and not MARKETS.search(title) else []
        name = " ".join(words).strip(" ,:–-")
        fits = name and len(words) <= 4 and all(word[0].isupper() or word in LITTLE for word in words) and is_thing(name, "")
        fits = fits and self.is_named_below(name)
        plain = any(vocabulary(kind).whole(words[0]) for kind in ("openers", "adjectives", "generic_en") if words)
        plain = plain or is_kind(name) or ":" in name  # the publisher of a note
        return self.borne_out_firm(name) if fits and not plain and not vocabulary("countries").find(name) else ""

    def firm_of_own_report(self) -> str:
        """The name before the kind of report in a title, however it is spelt, where title or opening say "our" and "we"."""
        named = OWN_REPORT.search(self.title())
        name = named["name"] if named else ""
        opening = " ".join([self.title(), *(one.text for one in self.source.paragraphs[:6])])
        fits = len(name) > 2 and SPEAKS_AS_FIRM.search(opening) and is_thing(name, "") and not is_measure(self.book, name)
        plain = any(vocabulary(kind).whole(name.split()[0]) for kind in ("openers", "adjectives", "pronouns") if name)
        named_by_others = is_publisher(name) or vocabulary("countries").find(name) or self.reader.periods.labels(name)
        return self.called_firm(name) if fits and not plain and not named_by_others else ""

    def before_verb(self, name: str) -> str:
        """A name without what a title says before it or goes on with: "Shares of Norvane", "Norvane AG Presents". What the text below
        writes as a whole is one name: "Norvane Records"."""
        name = BEFORE_NAME.sub("", name)
        forms = [match.start() for match in re.finditer(rf",?\s+{LEGAL}(?=\s)", name)]
        name = name[: min(forms, default=len(name))]
        if whole := re.match(r"(.+?\s(?:Group|Holdings?|Corporation))\s", name):  # "Norvane Group Traffic Data"
            name = whole[1]
        acts = [match.start for match in vocabulary("headline_verbs").find(name) if match.start]
        if not acts or any(name in one.text for one in self.source.paragraphs[1:60] if one.text != self.title()):
            return name
        return name[: min(acts)].strip()

    def is_person(self, name: str) -> bool:
        """Whether the text has a name behind an office or before a role: "CEO Ada Norvane", "Norvane, its chief executive"."""
        for text in (one.text[:2_000] for one in self.source.paragraphs[:60]):
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if OF_PERSON.search(text[: match.start()]) or ROLE_BEHIND.match(text, match.end()):
                    return True
        return False

    def is_named_below(self, name: str) -> bool:
        """Whether the text has the first word of a name of its title in capitals, and never in small letters: no "Carriers"."""
        return bool(self.uses_of(name)) and not self.is_written_small(name)

    def is_written_small(self, name: str) -> bool:
        """Whether the text has the first word of a name in small letters."""
        return any(word.islower() for word in self.uses_of(name))

    def uses_of(self, name: str) -> list[str]:
        """The first word of a name as the text below the title writes it."""
        first = next((word for word, _, _ in words_of(name)), "")
        texts = (one.text for one in self.source.paragraphs[1:60] if one.text != self.title())
        return [text[start:end] for text in texts for word, start, end in words_of(text) if word == first]

    def firm_at_end(self) -> str:
        """The firm of which the last paragraphs say what it is: "About Norvane", "Norvane AB (publ) is a maker of"."""
        for text in (one.text.strip(" #*") for one in self.source.paragraphs[-12:]):
            named = ABOUT_FIRM.match(text)
            if named and (text in (named[0], f"{named[0]}:") or FORM_OF_FIRM.match(text)):
                name = LEGAL_FORM.sub("", next(filter(None, named.groups())).strip(" ,"))
                if name and not vocabulary("generic_en").whole(name.split()[-1]):  # "About TIC Data"
                    if found := self.called_firm(name):
                        return found
        return ""

    def is_firm_zh(self, name: str, text: str) -> bool:
        """Whether a document is about a firm of a Chinese name: the title has it, or the text speaks of "the firm"."""
        title = self.title()
        short = SUFFIX_ZH.sub("", name)
        if NAME_BEHIND_ZH.match(text, text.find(name) + len(name)):  # "折叠自行车公司云行科工（"
            return False
        if NO_PART_ZH.search(name) or SUFFIX_ZH.search(name) and not self.is_called_zh(name):  # "全球排名前十的半导体公司" is no firm
            return False
        if name.isascii() or text == title or short in title:
            return True
        return any(re.search(r"(?<![市限团子母分各家上])公司", one.text.replace(name, "")) for one in self.source.paragraphs[:12])

    def is_called_zh(self, name: str) -> bool:
        """Whether a Chinese name is one, and no words before 公司: it has a legal form or the text says that who is so called does
        something; "股份有限公司" alone and "折叠自行车公司" are none."""
        short = SUFFIX_ZH.sub("", name)
        if name.endswith("有限公司") and len(short) > 1:
            return True
        text = "\n".join(self.source.lines)[:20_000]
        return len(short) > 1 and re.search(rf"{re.escape(short)}(?:股份)?(?:集团|公司)?(?:{DOES_ZH})", text) is not None

    def firm_of_page(self) -> str:
        """The "Company" of a page of its report, as what stands over it says: "Notes (continued)", "Note 13. Segments"."""
        texts = self.first_texts(4)
        paged = any(is_page_head(text) or NOTE_HEAD.match(text) or RUNNING_HEAD.fullmatch(text) for text in texts)
        return self.unnamed_firm() if paged else ""

    def unnamed_firm(self) -> str:
        """The "Group" or "Company" of pages with the statements of a firm that they do not name."""
        text = "\n".join(self.source.lines)[:100_000]
        called = Counter(re.findall(r"\b(?:[Tt]he )?(Group|Company)(?=\b(?!\s+[A-Z]))", text))
        stated = {match[0].lower() for match in STATEMENTS.finditer(text)}
        spoken = len(re.findall(r"\b[Tt]he (?:Group|Company)\b(?!\s+[A-Z])", text))  # "the Company's" of a page of its report
        return self.firm(called.most_common(1)[0][0]) if called and (len(stated) > 2 or stated and spoken > 1) else ""

    def firm_of_title(self, text: str) -> re.Match | None:
        """The name before the colon of a title on results, or of a Chinese one where the text speaks of the firm: "寿仙谷：上半年"."""
        if text != self.title():
            return None
        known = next((one for one in vocabulary("firms_zh").find(text) if one.start == 0), None)
        if known and OF_RESULTS_ZH.match(text, known.end):  # "中国移动前三季度净利润"
            return re.match(rf"(.{{{known.end}}})", text)
        if (called := FIRM_OF_TITLE_ZH.match(text)) and not vocabulary("sectors").find(called[1]) and not NO_FIRM_ZH.match(called[1]):
            return called
        if (called := SALES_OF_TITLE_ZH.match(text)) and not vocabulary("sectors").whole(called[1]) and self.is_company_below(called[1]):
            return called
        named = TITLE_ZH.match(text)
        speaks = named and any("公司" in one.text for one in self.source.paragraphs[:8])
        return named if speaks else FIRM_OF_TITLE.match(text)

    def is_company_below(self, name: str) -> bool:
        """Whether the text below the title gives a Chinese name the form of a firm: "云岭汽车公司", "云岭集团"."""
        texts = (one.text for one in self.source.paragraphs if one.text != self.title())
        return any(re.search(rf"{re.escape(name)}(?:汽车|电器|科技|电子)?(?:股份|有限|集团|公司)", text) for text in texts)

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
                    if found := self.called_firm(name):
                        return found
        return ""

    def called_firm(self, name: str) -> str:
        """The subject of a firm by as much of a name as the text goes on with; empty where that is none."""
        if is_page_head(name):  # "(Mark One)" of a cover
            return ""
        if self.book.names["subjects"].whole(name):
            return self.firm(name)
        called = self.as_called(name)
        return self.firm(called) if called else ""

    def borne_out_firm(self, name: str) -> str:
        """The same of a name that several signs bear out."""
        called = self.as_called(name)
        return self.called_firm(name) if called and self.is_borne_out(called) else ""

    def firm(self, name: str) -> str:
        """The subject of a firm, proposed where no register has it; its first word finds it too."""
        names, name = self.book.names["subjects"], re.sub(r"(?<=\w)[’']s$|\s+(?:Shares|Stock)$", "", name) or name
        if known := names.whole(name):
            return known[0]
        row = {"name": name, "subject_type": "company", "parent_subject_id": ""}
        id = self.book.propose("subjects", row, "whose figures the document announces")
        short = name.split()[0]
        text = "\n".join(self.source.lines)[:50_000]  # "Packaging" is what it makes, "the Packaging segment" a part of it
        common = re.search(rf"\b(?:{re.escape(short.lower())}|{re.escape(short)}\s+(?:segment|division|business))\b", text)
        if len(short) > 3 and not names.whole(short) and not common:
            names.add(short, id)
        if (called := initials_in(text, name)) and not names.whole(called):
            names.add(called, id)
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


def is_kind(name: str) -> bool:
    """Whether a name says what kind of firms it means, in the plural: "Indian companies", "Carriers"."""
    last = name.split()[-1].lower() if name else ""
    return any(last == row["wording"] for row in wordings("kinds_of_firms"))


def is_publisher(name: str) -> bool:
    """Whether a name is that of an association, an agency or a house of research, whose figures are of others."""
    found = vocabulary("publishers").find(name)
    return any(match.end == len(name) or match.start == 0 and name[match.end :].lower().startswith((" of ", " for ")) for match in found)

"""The country, city or industry whose figures a document has: of the office that publishes it, or of its title."""

from __future__ import annotations

import re
from collections import Counter

from claimhouse.draft.cells import OF_MONEY
from claimhouse.draft.names import Match
from claimhouse.draft.newcomers import PHRASE
from claimhouse.draft.overview.beginning import Beginning
from claimhouse.draft.registers import legal_forms, vocabulary, wordings

CITY_ZH = re.compile(  # "雅安市前三季度经济运行"
    r"(?:(?:19|20)\d\d年)?([\u4e00-\u9fff]{2,7}?(?:市|省|区|县|州))(?=(?:[\d一二三四前上下半全]|\d{4}年)?.{0,10}(?:经济|统计公报|生产总值|国民经济|运行情况|(?:人民)?政府工作))"
)
REGION_ZH = re.compile(  # "浙江省概况", whose text speaks of "全省"
    r"\W*(?:(?:19|20)\d\d年)?(?P<name>[\u4e00-\u9fff]{2,7}?(?:自治)?(?P<kind>[省市区县州]))(?!长|委|政府|场)"
)
INDUSTRY_ZH = re.compile(  # "1-10月丝绸行业经济运行简况"
    r".*?(?:年|月|季度|\d)?(?P<name>(?!全|各|本|规模)[\u4e00-\u9fff]{2,6}(?:行业|产业|(?<=[^工农就企行产商])业))(?:主要)?(?:经济)?(?:运行|生产|效益|经营|发展|统计|数据)"
)
MARKETS = re.compile(  # no "beats market views", no "market value" and no "labour market", which a country has
    r"\b(?:(?<!labour )(?<!labor )(?<!jobs )(?<!job )(?<!housing )(?<!money )(?<!capital )"
    r"markets?(?!\s+(?:views?|expectations?|estimates?|consensus|forecasts?|cap\b|capitali[sz]ation|value))|shipments|vendors?)\b",
    re.IGNORECASE,
)
OF_COUNTRY = re.compile(  # what only a country or region has
    r"\b(?:labou?r market|national accounts|balance of payments|public (?:sector|finances)|government finances|economic growth"
    r"|economy|census)\b",
    re.IGNORECASE,
)
FIRM_MEASURES = re.compile(  # of a title on a firm: "Burger chain of India posts drop in quarterly profit"
    r"(?<!industrial )(?<!corporate )\b(?:profits?|earnings|net income|ebitda|quarterly loss|dividends?)\b", re.IGNORECASE
)
OF_ALL_ZH = re.compile(r"全国(?!性|人大|人民|政协|统一|重点|各|首|第|排名)")
OF_FIRMS_ZH = re.compile(r"公司|集团|股份|市场|门店|品牌")
CAPITAL = r"(?:U\.\s?[SK]\.|[A-Z][\w’'-]*)"
CAPITALS = re.compile(rf"{CAPITAL}(?:\s+(?:(?:of|for|and|the|&)\s+)*{CAPITAL})+")
PUBLISHED_BY = re.compile(
    r"\b(?:according\s+to|(?:issued|published|released|produced|compiled|provided)\s+by|from|sources?:)\s+(?:the\s+)?$", re.IGNORECASE
)
PUBLISHES = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:today\s+|on\s+\w+day\s+|has\s+)*(?:released?s?|inform(?:s|ed)|note[sd]|estimate[sd]?|announce[sd]?|publish(?:es|ed)|report(?:s|ed)|said|says|agree[sd]?|decide[sd]?|maintain(?:s|ed)|left|kept|voted|raise[sd]|lower(?:s|ed)|cuts?|show(?:s|ed)|data|figures|statistics)\b"
)
CONGRESS_ZH = re.compile(  # to whom a report is given
    r"在(?P<name>[\u4e00-\u9fff]{2,9}?)第[\u4e00-\u9fff\d]{1,4}届[\u4e00-\u9fff]{0,6}人民代表大会"
)
TELLS_ZH = re.compile(
    r"[^，。；：\d]{0,12}?(?:\d{1,2}月?\d{0,2}日?)?[^，。；：]{0,4}?(?:统计|数据|公布|发布|披露|显示|消息|介绍|通报|监测)"
)
OFFICE_ZH = re.compile(r"([\u4e00-\u9fff]{2,10}?)(省|市|自治区|自治州|自治县|县|区|州|盟|旗)统计局")
OWNED_BY = re.compile(r"\b(?:stakes?|shares?|interests?|invest\w*|positions?|holdings?|confidence)\s+in\s+(?:the\s+)?$", re.IGNORECASE)
INSIDE = re.compile(r"\b(?:in|across|throughout|outside|inside|around)\s+(?:the\s+)?$", re.IGNORECASE)
OF_MARKET = re.compile(r"(?:[’']s)?\s+(?:[a-z-]+\s+){0,3}markets?\b", re.IGNORECASE)  # "Norvania’s housing market"
ECONOMY = re.compile(  # what a text on the economy of a country speaks of
    r"\b(?:inflation|monetary\s+policy|policy\s+(?:interest\s+)?rate|central\s+bank|GDP|gross\s+domestic\s+product|consumer\s+prices?|CPI"
    r"|(?:domestic|external)\s+demand|unemployment|(?:current\s+account|fiscal|trade)\s+(?:deficit|surplus|balance)|exchange\s+rate"
    r"|(?:repo|cash|overnight)\s+rate|monetary\s+(?:board|authority|conditions|stance))\b",
    re.IGNORECASE,
)
OF_ECONOMY = 8  # such words that make a text one on an economy
SIGN, HOME = 3, 3  # votes of an agency, and of a town at the beginning, where the name of a country has one
PLAIN_HEADING = re.compile(  # which says nothing of whom
    r"\W*(?:\d[\d.]*\s+)?(?:(?:executive|monthly|quarterly|annual|general)\s+)?(?:summary|highlights|overview|introduction|key\s+points|main\s+points)\W*",
    re.IGNORECASE,
)
LISTED_BEHIND = re.compile(r"\s*(?:,|&|/|-|–|:|and\b|vs\b)", re.IGNORECASE)
LINE = 160  # characters of a line that says who publishes a document, at most
OF_PLACE = re.compile(  # behind "Statistical Office"
    r"\s+(?:[Oo]f|OF|[Ff]or|FOR)\s+(?:[Tt]he\s+|THE\s+)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}?)"
    r"(?=\s+(?:Monthly|Quarterly|Annual|Statistical|Bulletin|Press|News|Release)\b|\s*[:,;.–-]|$)"
)


class Places(Beginning):
    """Finds the place or industry of a document without a firm."""

    def industry(self) -> str:
        """The industry whose figures a Chinese title announces."""
        titled = INDUSTRY_ZH.match(self.title())
        name = re.sub(r".*[年月日度]", "", titled["name"]) if titled else ""
        if len(name) < 3:
            return ""
        known = self.book.names["subjects"].whole(name)
        row = {"name": name, "subject_type": "market", "parent_subject_id": ""}
        return known[0] if known else self.book.propose("subjects", row, "whose figures the title announces", exact=True)

    def country(self) -> str:
        """The one country that the title of a bulletin names, or whose statistics agency the first paragraphs do."""
        title = self.title()
        economic = [
            match for match in vocabulary("heads_en", "alone").find(title) if match.ids != ("yes",) or self.is_of_trade(title, match)
        ] or OF_COUNTRY.search(title)
        named = {
            id
            for match in vocabulary("countries", "name").find(title)
            for id in match.ids
            if title[match.start : match.end] != "us" and not OF_MONEY.match(title[match.end :])
        }
        agencies = (one.text[:600] for one in self.source.paragraphs[:8])
        cited = {id for text in agencies for match in vocabulary("agencies", "name").find(text) if speaks(text, match) for id in match.ids}
        if len(named) > 1 and (first := self.leading_country(title)):  # "Vastria's exports to Norland"
            named = first
        economic = economic if not FIRM_MEASURES.search(title) else []
        place = len(named) == 1 and re.search(rf"\b(?:in|of|for)\s+(?:the\s+)?{'|'.join(called_as(named))}\b", title, re.IGNORECASE)
        place = place or len(named) == 1 and re.search(rf",\s*(?:{'|'.join(called_as(named))})\W*$", title, re.IGNORECASE)
        titled = len(named) == 1 and (economic or place) and not MARKETS.search(title)
        if not cited and vocabulary("heads_en").find(title):  # an office that the text names far below, of the country that it names
            texts = [one.text for one in self.source.paragraphs]
            below = {id for text in texts for match in vocabulary("agencies", "name").find(text) if speaks(text, match) for id in match.ids}
            spoken = Counter(match.ids[0] for text in texts for match in vocabulary("countries", "name").find(text))
            cited = below if len(below) == 1 and below == {id for id, _ in spoken.most_common(1)} else set()
        bodies = self.places_of_bodies() if not MARKETS.search(title) else set()
        found = named if titled else next((one for one in (cited, bodies) if len(one) == 1 and one >= named), set())
        if not found and OF_ALL_ZH.search(title) and vocabulary("heads_zh").find(title) and not OF_FIRMS_ZH.search(title):
            return self.place(self.book.rows["geographies"]["CN"]["name"])
        return self.place(next(iter(found))) if found else ""

    def leading_country(self, title: str) -> set[str]:
        """The country with which a title begins that speaks of others too, but for one of a list: "Vastria and Norland"."""
        first = next(iter(vocabulary("countries", "name").find(title)), None)
        leads = first is not None and first.start == 0 and not LISTED_BEHIND.match(title, first.end)
        return set(first.ids) if leads else set()

    def places_of_bodies(self) -> set[str]:
        """The countries in whose names of public bodies the first paragraphs have them: "Central Bank of Sri Lanka"."""
        found = set()
        texts = [one.text[:600] for one in self.source.paragraphs[:8]]
        phrases = ((text, match) for text in texts for match in CAPITALS.finditer(text))
        for phrase in (
            match[0]
            for text, match in phrases
            if len(text) < LINE or PUBLISHED_BY.search(text[: match.start()]) or PUBLISHES.match(text, match.end())
        ):
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

    def place_of_office(self) -> str:
        """The country or city whose statistics office publishes the document."""
        lines = [self.title(), *(one.text for one in self.source.paragraphs[:4] if len(one.text) <= 100)]
        agency = next((one for one in vocabulary("agencies", "name").find(lines[0]) if not one.start and not lines[0].isascii()), None)
        if agency and re.match(r"\s*(?:[：:]|发布|公布)", lines[0][agency.end :]):  # "交通运输部：10月完成"
            return self.place(agency.ids[0])
        if city := CITY_ZH.match(lines[0].lstrip("# ")):
            return self.place(city[1])
        region = REGION_ZH.match(lines[0].lstrip("# "))
        if region and any(f"全{region['kind']}" in one.text for one in self.source.paragraphs[:8]):
            return self.place(region["name"])
        if told := self.place_told_zh() or self.place_of_congress_zh():
            return told
        for title, match in ((line, match) for line in lines for match in vocabulary("offices").find(line)):
            before = re.search(r"(?:^|[,:–-]\s+|[：，）)])([^,:–：，）)-]*)$", title[: match.start])
            after = OF_PLACE.match(title[match.end :])
            name = (before[1] if before else "").strip(" .")
            if after and (not name or vocabulary("countries").whole(after[1].strip())):  # "Part 1 Central Bank of Norvania"
                name = after[1].strip()
            called = [one for one in vocabulary("agencies", "name").find(title) if one.start < match.end and match.start < one.end]
            name = called[0].ids[0] if called else name  # "European Central Bank"
            name = name.title() if name.isupper() and len(name) > 3 else name
            name = re.sub(r"[’']s$", "", name)  # "Norvania's central bank"
            name = re.sub(r"^(?:据|根据|由|从|来自|经)+(?=市|省|区|县|[\u4e00-\u9fff]{2})|^[市省区县]$", "", name)
            name = "" if re.match(r"(?:from|the|by|according|in|at|for|on|an?)\b", name, re.IGNORECASE) else name
            name = "" if name in tuple("市省区县") else "国家" if name == "中华人民共和国" else name
            if name == "国家" or not name and "国家" in title[match.start : match.end]:
                name = self.book.rows["geographies"]["CN"]["name"]
            if name and len(name) < 40 and re.search(r"[A-Z\u4e00-\u9fff]", name):
                return self.place(name)
        return ""

    def place_told_zh(self) -> str:
        """The province or city of the title whose statistics office the first paragraphs of a Chinese note name."""
        for text in (one.text[:600] for one in self.source.paragraphs[:5]):
            for match in OFFICE_ZH.finditer(text):
                stems = (match[1][start:] for start in range(len(match[1]) - 1))  # "据苏州市统计局"
                if stem := next((one for one in stems if one in self.title()), ""):
                    id = self.place(stem)
                    self.book.names["subjects"].add(stem + match[2], id, exact=True)
                    return id
        return ""

    def place_of_congress_zh(self) -> str:
        """The place before whose congress a government reports: "在云海省第十四届人民代表大会第四次会议上", "第十四届全国人民代表大会"."""
        texts = [one.text[:200] for one in self.source.paragraphs[:12]] if "工作报告" in self.title() else []
        found = next((match["name"] for text in texts if (match := CONGRESS_ZH.search(text))), "")
        whole = any("全国人民代表大会" in text for text in texts)
        name = self.book.rows["geographies"]["CN"]["name"] if whole else found
        return self.place(name) if name else ""

    def place_spoken_of(self) -> str:
        """The country that two thirds of the places of a text are, three at least, where no firm is named as often."""
        texts = [one.text[:2_000] for one in self.source.paragraphs[:40]]
        if MARKETS.search(self.title()):
            return ""
        found = Counter(
            match.ids[0]
            for text in texts
            for match in vocabulary("countries", "name").find(text)
            if text[match.start : match.end] != "us" and not OF_MONEY.match(text[match.end :])
        )
        rows = self.book.rows["subjects"]
        named = Counter(id for text in texts for match in self.book.names["subjects"].find(text) for id in match.ids)
        firms = max((count for id, count in named.items() if rows[id]["subject_type"] == "company"), default=0)
        best, count = next(iter(found.most_common(1)), ("", 0))
        return self.place(best) if count > max(2, firms) and 3 * count >= 2 * found.total() else ""

    def place_of_economy(self) -> str:
        """The country of a text on an economy that its title does not name: of whose agencies, towns, adjectives and name it has more than
        of any other."""
        texts = [one.text[:2_000] for one in self.source.paragraphs[:60]]
        if MARKETS.search(self.title()) or sum(len(ECONOMY.findall(text)) for text in texts) < OF_ECONOMY:
            return ""
        votes: Counter = Counter()
        for text in texts:
            spoken = vocabulary("countries", "name").find(text)
            votes.update(
                match.ids[0] for match in spoken if text[match.start : match.end] != "us" and not OF_MONEY.match(text[match.end :])
            )
            for kind in ("agencies", "central_banks"):
                for match in vocabulary(kind, "name").find(text):
                    named = not text[match.start : match.end].islower()
                    votes[match.ids[0]] += SIGN if named else 0
        opening = "\n".join(texts[:5])
        for row in wordings("shared_signs"):
            if any(re.search(rf"\b{re.escape(home)}\b", opening) for home in filter(None, row["homes"].split("|"))):
                votes[row["country"]] += HOME
        (best, count), (_, second) = (votes.most_common(2) + [("", 0), ("", 0)])[:2]
        return self.place(best) if count > max(SIGN, second) else ""

    def place_of_opening(self) -> str:
        """The country of which the first sentence below a plain heading says what is measured: "tourist arrivals to Norvania"."""
        texts = [one.text.lstrip("# ") for one in self.source.paragraphs[:4]]
        if not PLAIN_HEADING.fullmatch(self.title()) or len(texts) < 2:
            return ""
        text = next((one for one in texts if len(one) > len(self.title()) + 20 and re.search(r"\d", one)), "")
        sentence = re.split(r"\.\s+(?=[A-Z])", text)[0]
        first = next(iter(vocabulary("countries", "name").find(sentence)), None)
        heads = [match.end for match in vocabulary("heads_en").find(sentence) if first and match.end < first.start]
        between = sentence[heads[-1] : first.start] if heads else ""
        return self.place(first.ids[0]) if re.fullmatch(r"\s+(?:to|in|of)\s+(?:the\s+)?", between) else ""

    def place_of_market(self) -> str:
        """The place of the title of whose market title and text speak, or the text that says what happened "in" it too."""
        found: Counter = Counter()
        markets, owners = set(), set()  # no "Asian stock market"
        for text in (one.text[:1_000] for one in self.source.paragraphs[:40]):
            for match in PHRASE.finditer(text):
                name = re.sub(r"[’']s$", "", match[0])
                if name not in self.title() or is_of_firm(name):
                    continue
                before = text[: match.start()]
                found[name] += INSIDE.search(before) is not None and not OWNED_BY.search(before)
                if OF_MARKET.match(text, match.start() + len(name)):
                    markets.add(name)
                    owners |= {name} if match[0] != name else set()
        titled = {name for name in owners if OF_MARKET.match(self.title(), self.title().find(name) + len(name))}
        likely = {name: count for name, count in found.items() if name in titled or name in markets and count}
        return self.place(max(likely, key=likely.get)) if likely else ""


def speaks(text: str, agency: Match) -> bool:
    """Whether a Chinese text has an agency tell figures: "央行统计", no "央行罚单"; an English one or a line of it alone does."""
    alone = text.strip(" #") == text[agency.start : agency.end]
    return alone or text[agency.start].isascii() or TELLS_ZH.match(text, agency.end) is not None


def is_of_firm(name: str) -> bool:
    """Whether a name has a legal form or is a word of another kind than places."""
    plain = any(vocabulary(kind).whole(name) for kind in ("openers", "adjectives", "generic_en", "headline_verbs", "sectors", "world"))
    return plain or re.search(rf"\b{legal_forms()}$", name) is not None


def called_as(names: set[str]) -> list[str]:
    """The wordings of countries, as patterns."""
    return [f"(?:{'|'.join(re.escape(row['wording']) for row in wordings('countries') if row['name'] in names)})"]

"""The firm that a text speaks of where no title or form says whose figures it has: it stands with its ticker, leads the sentences, or most
paragraphs name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimhouse.draft.names import folded
from claimhouse.draft.newcomers import CITED, CITES, NO_FIRM, OPENS, PHRASE, ROLE, SAID, SMALL, chinese, stripped
from claimhouse.draft.overview.beginning import is_measure
from claimhouse.draft.overview.firms import LEGAL_FORM, NO_FIRM_ZH, NO_NOTE, Firms, is_kind, is_publisher
from claimhouse.draft.overview.places import MARKETS
from claimhouse.draft.overview.signs import initials_in
from claimhouse.draft.phrases import is_thing
from claimhouse.draft.registers import legal_forms, vocabulary

TICKER = re.compile(  # "(NSE, BSE, NYSE: INFY"
    rf"(?:,?\s+{legal_forms()})?\.?,?\s*[(（]{NO_NOTE}"
    r"(?:[A-Z][\w. -]{1,24}(?:,|/|\s+and|\s+&)\s*)*[A-Z][\w. -]{1,24}\s?[:：]\s?[A-Z0-9]"
)
CODE_ZH = re.compile(  # "英特尔(INTC.US)", "贵州茅台（600519.SH）", "Halden Holdings(HLD.US)"
    r"(?P<name>[A-Z][A-Za-z0-9&.-]*(?:\s[A-Z][A-Za-z0-9&.-]*){0,3}|[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{1,7})(?:-[A-Z]{1,2})?\s*"
    r"[(（](?:[A-Z]{1,5}\.(?:US|N|O|A)|(?P<letters>[A-Z]{3,5})|(?:SH|SZ|HK)?[.:]?\d{4,6}(?:\.(?:SH|SZ|HK|BJ))?)[)）]"
)
SHORT_ZH = re.compile(
    r"[\u4e00-\u9fff]{4,24}(?:公司|集团)\s*[（(](?:[^（()）]{0,20}[，,；;])?(?:以?下?简称)?[：:]?\s*[“\"](?P<name>[^“”\"]{2,8})[”\"]"
)
CALLED_ZH = re.compile(r"(?:证券|股票|公司)简称[：:\s]*(?P<name>[\u4e00-\u9fffA-Za-z]{2,8})(?![\u4e00-\u9fffA-Za-z])")
BEFORE_ZH = r"^(?:.*[：:，,|丨]|(?:获悉|关于|其中|因为|由于|随着|以及|包括|对于|维持|予|给予|国际|证券|[今去]?年度?)+)"
COLUMN_ZH = r"^\W*(?:[【\[][^】\]]{1,12}[】\]]|[\u4e00-\u9fffA-Z]{2,6}\s*[|丨｜：:])\s*"
ACTS_ZH = r"(?:公司|集团|股份|[（(]|的?(?:营收|净利|业绩|股价|总?收入|实控人|控股)|于?20\d\d年|[上下]半年|发布|披露|公告)"
OF_FIRM_ZH = re.compile(r"营收|净利|股价|财报|业绩|股东|亏损|净资产|归母")
FORM_ALONE = re.compile(legal_forms())
LEADS = re.compile(  # behind a name that a sentence is about: "has raised", ", which is in talks, cut", "’s revenue"
    r"(?:\s*\([^)]*\))?(?:,\s+[^.;]{2,80},)?\s+(?:(?:has|have|had|also|too|today|now|again|still|itself|[a-z]+ly)\s+)*"
    r"(?:[a-z]+ed|[a-z]+s|rose|fell|grew|cut|saw|made|sold|won|took|lost|led|held|kept|beat|hit|paid|spent|built)\s"
)
ONLY_SAID = re.compile(r"\s*(?:said|says)\b")
OWNS = re.compile(  # a title on the figures of one: "Norvane’s pretax profit plunges amid a challenging market"
    r"\W*[A-Z][\w.&-]*(?:\s+[A-Z&][\w.&-]*){0,3}[’']s?\s+(?:[\w-]+\s+){0,3}?(?:profits?|revenues?|sales|earnings|loss|income|dividend|turnover)\b",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(  # what a note on a market speaks of
    r"\b(?:shipments|vendors?|market\s+(?:shares?|leaders?)|(?:the|worldwide|global)\s+(?:[\w-]+\s+){1,3}market)\b", re.IGNORECASE
)
PART = re.compile(r"\s+(?:business|segment|division|unit|category|region|markets?)\b")
PARAGRAPHS = 40  # of which names are weighed
NO_NAMES = ("openers", "adjectives", "countries", "regions", "offices", "agencies", "pronouns", "generic_en")


@dataclass
class Spoken:
    """How a text speaks of a name: in which paragraphs, how many sentences are about it, how often it is cited or a person."""

    paragraphs: set[int] = field(default_factory=set)
    leads: int = 0
    aside: int = 0
    said: int = 0  # a firm that does more than to say something is none that is cited
    inside: int = 0  # a capital at the beginning of a sentence proves no name

    @property
    def weight(self) -> int:
        aside = self.aside + (self.said if self.leads < 2 else 0)
        return len(self.paragraphs) + 2 * self.leads + 3 * (0 in self.paragraphs) - 3 * aside


class SpokenOf(Firms):
    """Weighs the names of a text."""

    def firm_with_ticker(self) -> str:
        """The one firm that the first paragraphs name with the exchange on which it is listed."""
        most = self.name_with_ticker()
        return self.called_firm(most) if most else ""

    def name_with_ticker(self) -> str:
        """Its name as they write it; empty where they name several so."""
        texts = [one.text[:800] for one in self.source.paragraphs[:10]] if not MARKETS.search(self.title()) else []
        found = ((text, match) for text in texts for match in PHRASE.finditer(text) if TICKER.match(text, match.end()))
        listed = (
            match[0] for text, match in found if text[match.start() - 1 : match.start()] not in ("-", "–")
        )  # "Form 10-K (NASDAQ: NRV)"
        names = Counter(LEGAL_FORM.sub("", self.before_verb(name)) for name in listed if not FORM_ALONE.fullmatch(name))
        titled = {name: count for name, count in names.items() if name.split()[0] in self.title()}
        names = titled or names  # of several listed ones that of the title
        most = max(names, key=lambda name: (names[name], len(name)), default="")  # "Coverage On Norvane" has it too
        return most if all(name in most or most in name for name in names) else ""

    def firm_of_code_zh(self) -> str:
        """The one firm that title and first paragraphs of a Chinese text name with the code of its share, else with its short name, where
        the text speaks of the firm: "英特尔(INTC.US)", "某某股份有限公司（以下简称“某某”）"."""
        texts = [self.title(), *(one.text[:600] for one in self.source.paragraphs[:4] if one.text != self.title())]
        if not re.search(r"[\u4e00-\u9fff]{4}", texts[0]):
            return ""
        speaks = any("公司" in one.text for one in self.source.paragraphs)
        for pattern in (CALLED_ZH, CODE_ZH, SHORT_ZH):
            named = ((text, match) for text in texts for match in pattern.finditer(text))
            found = Counter(re.sub(BEFORE_ZH, "", match["name"].strip()) for text, match in named if not self.is_source_zh(text, match))
            if len(found) == 1 and (speaks or any(name in self.title() for name in found)):
                return self.called_firm(next(iter(found)))
        return ""

    def is_source_zh(self, text: str, match: re.Match) -> bool:
        """Whether letters in parentheses are short for whom the text cites and no code of a share: "国际数据公司（IDC）"."""
        letters = match.groupdict().get("letters")
        if not letters or match["name"].isascii():
            return False
        cites = re.compile(rf"据(?:悉)?{letters}|{letters}(?:的|最新|近日)*(?:报告|数据|预测|统计|发布|预计|表示|认为)")
        part = re.match(r"[\u4e00-\u9fff]", text[match.start() - 1 : match.start()]) is not None or match["name"].startswith(("据", "根据"))
        part = part or re.match(r"(?:的|最新|近日)*(?:统计|数据|报告|预测|显示)", text[match.end() :]) is not None
        return part or is_publisher(match["name"]) or any(cites.search(one.text) for one in self.source.paragraphs)

    def firm_of_title_zh(self) -> str:
        """The name with which a Chinese title begins and which the text goes on with: as much of it as most of its places have."""
        title = re.sub(COLUMN_ZH, "", self.title())
        below = "\n".join(one.text for one in self.source.paragraphs if one.text != self.title())
        if not re.match(r"[\u4e00-\u9fff]{3}", title) or len(re.findall("公司", below)) < 2 or not OF_FIRM_ZH.search(below):
            return ""
        counts = {length: below.count(title[:length]) for length in range(2, 9)}
        length = max((one for one, count in counts.items() if count > 2 and 5 * count >= 4 * counts[2]), default=0)
        name = title[:length]
        known = any(self.book.names[kind].find(name) for kind in ("geographies", "metrics", "cited_sources"))
        plain = any(vocabulary(kind).find(name) for kind in ("countries", "heads_zh", "sectors", "verbs_zh", "publishers", "changes"))
        acts = name and re.search(f"{name}{ACTS_ZH}", below)
        fits = acts and not known and not plain and not NO_FIRM_ZH.match(name) and not re.search(r"\d|[年月日度]|行业|市场|经济|股$", name)
        return self.called_firm(name) if fits else ""

    def firm_told_zh(self) -> str:
        """The name of which a Chinese text on a firm tells more than twice as much as of any other: "在云海医疗看来"."""
        texts = [one.text[:1_500] for one in self.source.paragraphs[:PARAGRAPHS]]
        text = "\n".join(texts)
        if len(re.findall("公司", text)) < 2 or not OF_FIRM_ZH.search(text):
            return ""
        counts = {name: text.count(name) for name in chinese(self.book, texts) if 2 < len(name) < 9 and not is_publisher(name)}
        own = {name: count for name, count in counts.items() if self.is_called_zh(name) and not NO_FIRM_ZH.match(name)}
        best = max(own, key=lambda name: (own[name], -len(name)), default="")
        others = [count for name, count in own.items() if name not in best and best not in name]
        most = best and own[best] > 2 and own[best] > 2 * max(others, default=0)
        plain = best and any(vocabulary(kind).find(best) for kind in ("countries", "heads_zh", "sectors", "publishers"))
        return self.called_firm(best) if most and not plain and not re.search(r"行业|市场|经济|产业|政府", best) else ""

    def firm_spoken_of(self) -> str:
        """The name that leads a sentence and that the text speaks of twice as much as of any other, or that half of its paragraphs have; in
        no document on a market."""
        texts = [self.title(), *(one.text[:1_000] for one in self.source.paragraphs[:PARAGRAPHS] if one.text != self.title())]
        if (
            MARKETS.search(texts[0])
            and not OWNS.match(texts[0])
            or any(OF_OTHERS.search(text) for text in texts[:3])
            or not any(vocabulary("heads_en").find(text) for text in texts[1:])
        ):
            return ""
        heard = self.heard(texts)
        weights = sorted(((one.weight, name) for name, one in heard.items() if one.inside or " " in name), reverse=True)
        if not weights or len(weights) > 1 and weights[0][0] < 2 * weights[1][0]:
            return ""
        best, measured = heard[weights[0][1]], sum(re.search(r"\d", text) is not None for text in texts)
        if self.is_publisher_by_short_name(weights[0][1], texts):
            return ""
        leads = best.leads > 0 and len(best.paragraphs) > 1 or len(best.paragraphs) >= max(3, measured / 2)
        if leads and (several := self.with_class(weights[0][1], texts)):
            return self.members(several, weights[0][1])
        return self.borne_out_firm(weights[0][1]) if leads else ""

    def with_class(self, name: str, texts: list[str]) -> str:
        """The name with the plural that nearly all its places have behind it, of what belongs to it: "NRV sectors"; empty of a firm."""
        whole = re.compile(rf"\b{re.escape(name)}(?:\s+(sectors|industries|economies))?\b", re.IGNORECASE)
        found = [match for text in texts for match in whole.finditer(text)]
        classes = Counter(match[1].lower() for match in found if match[1])
        most = max(classes, key=classes.__getitem__, default="")
        return f"{name} {most}" if most and 5 * classes[most] >= 4 * len(found) else ""

    def members(self, name: str, short: str) -> str:
        """The subject of the sectors of somebody, whose name alone finds them too."""
        names = self.book.names["subjects"]
        if known := names.whole(name):
            return known[0]
        id = self.book.propose("subjects", {"name": name, "subject_type": "market", "parent_subject_id": ""}, "of whom the text speaks")
        if not names.whole(short):
            names.add(short, id)
        return id

    def is_publisher_by_short_name(self, name: str, texts: list[str]) -> bool:
        """Whether a name is short for that of an association or agency, or the source behind the colon of a title: "Car sales rise: Nadec",
        "the Federation of Dealers (Nadec)"."""
        if re.search(rf"[a-z]\s*[:：]\s+{re.escape(name)}\W*$", texts[0]):
            return True
        long = rf"((?:[A-Z][\w&’'-]*\s+(?:(?:of|for|and|the)\s+)*){{2,9}})[(（][“\"'‘]?{re.escape(name)}\b"
        return any(is_publisher(match[1].strip()) for text in texts for match in re.finditer(long, text))

    def heard(self, texts: list[str]) -> dict[str, Spoken]:
        """The names of texts that may be a firm's, and how they speak of them; the labels of tables count as one text more."""
        labels = " | ".join(cell.text for table in self.source.document.tables[:5] for cell in table.cells[:200] if cell.column == 1)
        found: dict[str, Spoken] = {}
        for place, text, match, name in self.capitals([*texts, labels]):
            one = found.setdefault(name, Spoken())
            one.paragraphs.add(place)
            one.inside += place < len(texts) and not (OPENS.search(text[: match.start()]) and match[0].startswith(name))
            before, behind = text[: match.start()], text[match.end() :]
            one.leads += place < len(texts) and bool(match[0].endswith(("'s", "’s")) or OPENS.search(before) and LEADS.match(behind))
            cited = any(pattern.search(before) for pattern in (CITED, SAID)) or ROLE.match(behind) is not None
            one.aside += cited or CITES.match(behind) is not None and not ONLY_SAID.match(behind)
            one.said += not cited and ONLY_SAID.match(behind) is not None
        for name in [name for name in found if self.is_person(name)]:
            del found[name]
        for name, one in found.items():
            if short := initials_in("\n".join(texts), name):
                one.paragraphs |= {place for place, text in enumerate(texts) if re.search(rf"\b{short}\b", text)}
        for name in sorted(found, key=len):  # "Norvane Studio" is of Norvane, "Norvane" short for Norvane Foods that stood before
            for longer in [other for other in found if other.startswith(f"{name} ")] if name in found else ():
                titled = found[longer].paragraphs == {0} and len(found[name].paragraphs) > 1  # "Norvane Navigates Mixed Markets"
                first = min(found[longer].paragraphs) <= min(found[name].paragraphs) and not titled
                own, less = (longer, name) if first else (name, longer)
                found[own].leads += found[less].leads if less == name else 0
                found[own].paragraphs |= found.pop(less).paragraphs
                if less == name:
                    break
        return found

    def capitals(self, texts: list[str]) -> Iterator[tuple[int, str, re.Match, str]]:
        """The names of texts with their places; no measures, places, kinds and no words that the texts write in small letters too."""
        small = {word for text in texts for word in SMALL.findall(text)}
        plural = {folded(word) for word in small}
        for place, text in enumerate(texts):
            for match in PHRASE.finditer(text):
                name, _ = stripped(re.sub(r"[’']s$", "", match[0]), small, OPENS.search(text[: match.start()]) is not None)
                plain = name and (" " not in name and folded(name) in plural or any(vocabulary(kind).whole(name) for kind in NO_NAMES))
                other = name and (NO_FIRM.fullmatch(name) or is_publisher(name) or is_kind(name) or is_measure(self.book, name))
                part = PART.match(text, match.end())
                if name and not plain and not other and not part and is_thing(name, "") and not self.book.names["geographies"].whole(name):
                    yield place, text, match, name

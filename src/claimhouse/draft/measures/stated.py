"""What the words of a sentence name as having a figure: the noun phrase before the verb or behind the figure, in Chinese the nouns right
before it, where such words may be the name of a metric."""

from __future__ import annotations

import re

from claimhouse.draft.cells import verbs_in
from claimhouse.draft.phrases import VAGUE, Phrases, Said, is_nominal
from claimhouse.draft.registers import of, vocabulary, without_basis

NO_NAMES = frozenset(
    "one each minimum maximum average median combined aggregate which that this these those who it they there he she and but".split()
)
CALLED = re.compile(  # a name: letters, and digits only right behind capitals, as in "CET1 ratio"
    r"(?:\D|(?<=[A-Z])\d)*(?:[A-Za-z]{3}|[\u4e00-\u9fff]{2})(?:\D|(?<=[A-Z])\d)*"
)
ADJUSTED = re.compile(r"^(?:(?:non-)?seasonally(?:\s+and\s+calendar)?[\s-]adjusted|calendar[\s-]adjusted)\s+", re.IGNORECASE)
KIND = re.compile(of("kind of measure"), re.IGNORECASE)
RETURN = re.compile(r"(?:[a-z]+\s+)?returns?\s+on\s", re.IGNORECASE)
ECONOMY = re.compile(r"^(?!.*(?:digital|shadow|platform|gig|green)\b).*\beconomy$", re.IGNORECASE)
FINITE = re.compile(rf"\b(?:{of('finite')})\b", re.IGNORECASE)  # verbs, which no name has
NO_NOUN = re.compile(r"[了在等是将被把对于由让使遍]|覆盖|动员|分别|^[万亿]|[前后其本该此]")  # of no Chinese noun that is counted
ITEM_OF = re.compile(r"^\W*([A-Za-z][^.;:()]{2,80}?)(\s+(?:[–—=]|-)\s*)[^\s\w]{0,3}\d[\d.,]*\s?\S{0,8}$")
NO_PART = ("openers", "determiners", "pronouns", "states")  # words that are no part of what a question asks after
BASED = "consistent with|based on|according to|compared with|measured|calculated|weighted by"


class StatedMeasures(Phrases):
    """Finds the words that name what a figure measures."""

    def is_longer(self, metric: str, start: int) -> bool:
        """Whether a Chinese name may be the end of a longer one: 收入 of 人均可支配收入."""
        match = max((one for one in self.metrics if metric in one.ids and one.end <= start), key=lambda one: one.end, default=None)
        before = self.text[max(0, match.start - 1) : match.start] if match else ""
        if not re.match(r"[\u3400-\u9fff]", before) or self.text[match.start].isascii():
            return False
        ends = {one.end for one in (*self.subjects, *self.labels)} | {one.end for one in vocabulary("verbs_zh").find(self.text)}
        return match.start not in ends

    def answer(self, end: int) -> str:
        """The label of an item with a dash or sign of equality before its figure, where items answer a question or the sign says so:
        "Somewhat positive – 61.4%", "Average expected increase in sales = 3.3%"; empty for other items, which may be whom."""
        found = ITEM_OF.match(self.text[:end])
        if not found or not (self.reader.question or "=" in found[2]):
            return ""
        label = re.split(rf"\s+(?:{BASED})\b", found[1])[0].strip()
        asked = self.asked() if "=" not in found[2] else ""
        question = re.sub(r"^\W*(?:[A-Z]?\d+\W+)?|\W+$", "", self.reader.question)
        if not asked and self.reader.answered.setdefault(label.lower(), question) != question:
            asked = question[:60]  # "No" of another question
        return f"{asked[0].upper()}{asked[1:]}: {label[0].lower()}{label[1:]}" if asked else label

    def asked(self) -> str:
        """What the question of a list asks after, with the words before it: "capital investment" of "what are your firm's capital
        investment plans?"; empty where it names no measure."""
        text = self.reader.question
        head = next(iter(vocabulary("heads_en").find(text)), None)
        words = re.split(r"[’']s\s+|[^\w\s-]", text[: head.start])[-1].split() if head else []
        name: list[str] = []
        while words and len(name) < 2 and not any(vocabulary(kind).whole(words[-1]) for kind in NO_PART):
            name.insert(0, words.pop())
        return " ".join([*name, text[head.start : head.end]]) if head else ""

    def is_coordinate(self, metric: str, start: int, named: str) -> bool:
        """Whether a metric and other words are one name: "cash, cash equivalents and marketable securities"."""
        at = self.text.rfind(named, 0, start)
        ends = [match.end for match in self.metrics if metric in match.ids and match.end <= at]
        between = self.text[ends[-1] : at] if ends else "."
        return not re.search(r"[\d.;:]", between) and re.search(r"\band\s*$", between) is not None and not verbs_in(between)

    def stated(self, start: int, end: int, unit: str = "") -> tuple[str, bool]:
        """What is said to have the figure, as the words before it name it, and whether they say by how much it changed: "The unemployment
        rate was 5.2%", "Average earnings, excluding bonuses, rose by 4.4%", in Chinese right before the figure; empty where none is."""
        sentence = self.sentence(start)[0]
        before = self.text[sentence:start]
        if re.search(r"[\u3400-\u9fff]\D{0,2}$", before):
            dated = max((label.end for label in self.labels if label.end <= start), default=0)
            return self.stated_zh(self.text[max(sentence, dated) : start], unit)
        said = self.said(start, end)
        if re.fullmatch(r"[A-Z]{3,6}", said.part) and not said.measure and said.grown and self.names_parts() and not self.reader.measure:
            return said.part, True  # "CPIH grew by 1.8%"
        if said.part and not said.measure and self.noun_in_turn(said.part, start) != said.part:
            return "", said.grown  # "cars and vans were up 2% and 3%, respectively": whom
        if said.shared or said.part and not said.measure and self.reader.measure and self.part_of_market(said):
            return "", said.grown  # what is measured of the part is said elsewhere
        if said.grown and self.is_of_country() and ECONOMY.search(said.name):
            return "economy", True
        words = said.name if self.is_of_country() else said.measure  # "sales of food" of a country are no sales of its own
        if kind := self.kind_of_measure(said):
            return kind, said.grown
        named = [id for match in self.reader.book.names["metrics"].find(words) if match.end == len(words) for id in match.ids]
        if named and self.names_metric(words, unit):
            return "", said.grown  # a metric of the register
        alone = [
            match
            for match in vocabulary("heads_en", "alone").find(said.measure)
            if match.ids == ("yes",) and match.end == len(said.measure)
        ]
        tail = said.text.startswith(said.measure) and not VAGUE.fullmatch(said.measure)  # "output value of the foundries"
        whole = self.is_measure_of_country(said) or self.is_of_country() and self.names_metric(said.measure, unit)
        strong = (alone or tail) and said.part and self.names_parts() and self.part_of_market(said) and not whole
        if said.measure.lower() in ("index", "indices") and re.search(r"\bindex$", self.reader.measure, re.IGNORECASE):
            return "" if unit.startswith(
                "percent"
            ) else self.reader.measure, said.grown  # "the index for food" of a document on the consumer price index
        if VAGUE.fullmatch(said.name) and self.is_of_country():  # "the number fell": of what was said before
            return "", said.grown
        return self.noun_in_turn(self.as_name(said.measure if strong else said.name, unit), start), said.grown

    def kind_of_measure(self, said: Said) -> str:
        """The whole phrase where the words before a measure say of which kind it is, and not whose, or it is a return on something: "Fixed
        operating expenses"."""
        whole = f"{said.part} {said.measure}".strip()
        if not (KIND.fullmatch(said.part) or RETURN.match(said.measure)) or not said.text.startswith(whole) or self.reader.is_covered:
            return ""
        return "" if self.reader.book.names["metrics"].whole(whole) else whole

    def stated_zh(self, before: str, unit: str = "") -> tuple[str, bool]:
        """The same of a Chinese sentence: the nouns right before the figure, without the subject and the verb."""
        noun = re.search(r"((?:[A-Z]{2,6})?[\u3400-\u9fff]{2,24})\D{0,2}$", before)
        words, grown = noun[1] if noun else "", False
        while not any(one.end == len(words) for one in vocabulary("heads_zh").find(words)):
            ends = (one for name in ("changes", "verbs_zh") for one in vocabulary(name).find(words) if one.end == len(words))
            if (match := next(ends, None)) is None:
                break
            grown = grown or bool(vocabulary("changes").whole(words[match.start :]))
            words = words[: match.start]
        for match in self.reader.book.names["subjects"].find(words):
            if match.start == 0:
                words = words[match.end :]
                break
        words = re.sub(r"^[万亿千百]*(?:辆|台|吨|元|户|人|件|家|套)?[和与、及]", "", words)  # "130.7万辆和128.7万辆"
        words = re.sub(r"^(?:全省|全市|全国|全球|全区|全县|公司|集团|累计|其中|实现|完成|达到)+", "", words)
        heads = [match for match in vocabulary("heads_zh").find(words) if match.end == len(words)]
        plain = len(words) <= 8 and unit not in ("percent", "percentage_points", *self.reader.book.currencies) and not NO_NOUN.search(words)
        return self.as_name(words if heads or plain else ""), grown

    def names_metric(self, words: str, unit: str) -> bool:
        """Whether words end in the name of a metric of the registers that a figure of the unit can be one of."""
        book = self.reader.book
        if re.match(r"numbers?\s+of\s", words, re.IGNORECASE):  # "the number of closed sales" is no revenue
            return bool(book.names["metrics"].whole(words))
        size = book.rows["units"].get(unit, {}).get("kind") == "size" or unit in book.currencies  # "shipments of $3 million"
        found = [match for match in book.names["metrics"].find(words) if match.end == len(words)]
        if self.is_of_country():  # "unit labour costs" of a country are no costs
            plain = ("adjectives", "openers", "world")
            found = [
                match for match in found if all(any(vocabulary(one).whole(word) for one in plain) for word in words[: match.start].split())
            ]
        return any(not size or book.fits(id, unit) for match in found for id in match.ids)

    def as_name(self, words: str, unit: str = "") -> str:
        """The words where they may name a metric, without the mark of a note."""
        words = re.sub(
            r"^(?:strong|upcoming|forthcoming|solid|robust|healthy|record|(?:larg|high|low|bigg|small|fast|strong|weak)est)\s+",
            "",
            words,
            flags=re.IGNORECASE,
        )
        words = re.sub(r"^[A-Za-z]+(?:ed|ing|es)\s+(?:its|their|our)\s+(?=\w+\W)", "", words)  # "retained its retail inflation forecast"
        rest = re.sub(r"\b(?:quarterly|annual|yearly|monthly)\b", " ", words, flags=re.IGNORECASE)
        for match in reversed(vocabulary("changes").find(rest)):
            rest = rest[: match.start] + rest[match.end :]
        moved = rest != words and all(vocabulary("adjectives").whole(word) for word in re.findall(r"[^\W\d][\w-]*", rest))
        if moved or not re.search(r"[^\W\d]", rest):  # "year-on-year increase", "quarterly growth", "the corresponding increase"
            return ""
        if re.match(r"由于|因此|因为|尽管|虽然|使(?!用)|和|与|及|在内|的|了|家公司|比上|比去|同期|其中的", words):
            return ""
        words = without_basis(self.reader.book.without_place(ADJUSTED.sub("", re.sub(r"^\W+|(?<=[a-z])\d$", "", words))))
        book = self.reader.book
        own = book.rows["subjects"].get(self.reader.subject, {}).get("name", "")
        if self.is_of_country() and own and words.lower().startswith(f"{own.lower()} "):  # a region's "EMEA server spending"
            words = words[len(own) + 1 :]
        known = any(book.names[name].whole(words) for name in ("subjects", "geographies")) or self.names_metric(words, unit)
        known = known or any(vocabulary(name).whole(words) for name in ("pronouns", "shares", "generic_en", "countries"))
        is_name = words.lower() not in NO_NAMES and len(words) <= 70 and CALLED.fullmatch(words)
        known = known or self.reader.periods.labels(words) or FINITE.search(words)
        known = known or re.search(r"\b(?:market|industry|segment|division|business)$|市场$|行业$", words, re.IGNORECASE)
        known = known or words.isascii() and not is_nominal(words)
        known = known or self.reader.is_covered and words.lower().startswith("share of")
        return words if is_name and not known and len(words.split()) <= 8 and not vocabulary("changes").whole(words) else ""

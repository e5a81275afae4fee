"""In which currency a document is where it prints signs and names that several countries have: "$", "Rs.", "kr", "pesos"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from claimhouse.documents.scales import Scale, scale_of
from claimhouse.documents.wordings import codes, currency_in, names, signs
from claimhouse.draft.cells import places_in
from claimhouse.draft.overview.beginning import Beginning
from claimhouse.draft.registers import vocabulary, wordings
from claimhouse.grammar import figures
from claimhouse.grammar.tables import table

USUAL = {
    "dollar": "USD",
    "rupee": "INR",
    "pound": "GBP",
    "yen": "CNY",
    "yuan": "CNY",
}  # how a sign is read where nothing says another; XXX else


@dataclass(frozen=True, slots=True)
class Sign:
    """What countries share: how it is printed bare, how the currency that it is usually read as is printed in full, and what documents of
    that country have."""

    bare: re.Pattern
    full: re.Pattern
    usual: re.Pattern


LETTERED = re.compile(r"(?<![A-Za-z])[A-Z]{1,3}\$")
BARE_AMOUNT, FULL_AMOUNT = re.compile(r"(?<![A-Za-z])[$＄]\s?\d"), re.compile(r"\bU\.?S\.?\s?[$＄]\s?\d")
NEVER = re.compile(r"(?!)")
SIGNS = {
    "dollar": Sign(
        re.compile(r"(?<![A-Za-z])[$＄]|(?<!\bUS )(?<!\bU\.S\. )(?<!States )\bdollars?\b", re.IGNORECASE),
        re.compile(r"\bUS\s?\$|\bUSD\b|\bU\.?S\.?\s+dollar|\bUnited States dollar|美元", re.IGNORECASE),
        re.compile(r"\bUSD?\b|\bU\.\s?S\.|\bUnited States\b|\bAmerican\b|\bNYSE\b|\bN(?:asdaq|ASDAQ)\b|\b(?:10|8)-[KQ]\b|\bInc\b|美元"),
    ),
    "rupee": Sign(
        re.compile(r"\b(?:Rs|Re)\b\.?|₨|\brupees?\b", re.IGNORECASE),
        re.compile(r"₹|\bINR\b|\bIndian rupee", re.IGNORECASE),
        re.compile(r"₹|\bINR\b|\bIndian?\b|\bcrores?\b|\blakhs?\b", re.IGNORECASE),
    ),
    "crown": Sign(re.compile(r"\b[MTm]?kr\b\.?|\b(?:krone[rn]?|kronor|krona|crowns?)\b", re.IGNORECASE), NEVER, NEVER),
    "pound": Sign(
        re.compile(r"(?<![A-Za-z])£|\bpounds?\b", re.IGNORECASE),
        re.compile(r"\bGBP\b|\bpounds? sterling\b"),
        re.compile(r"\bUK\b|\bGBP\b|\bsterling\b|\bpence\b|\b\d+p\b|\bplc\b|\bPLC\b|\bBritish\b|\bLondon\b|\bEngl(?:and|ish)\b"),
    ),
    "yen": Sign(re.compile(r"[¥￥]"), re.compile(r"RMB|CNY|\byuan\b|元"), re.compile(r"\byuan\b|RMB|CNY|元|\bChin(?:a|ese)\b")),
}
SIGNS["yuan"] = Sign(
    re.compile(r"元"),
    re.compile(r"[美港日欧歐韓韩加澳]元|人民[币幣]|RMB|CNY"),
    re.compile(r"人民[币幣]|RMB|CNY"),
)
SIGNS |= {name: Sign(re.compile(rf"\b{name}s?\b", re.IGNORECASE), NEVER, NEVER) for name in ("dinar", "riyal", "franc", "shilling")}
SIGNS["peso"] = Sign(re.compile(r"\bpesos?\b|\bPs\.", re.IGNORECASE), NEVER, NEVER)
YEN = re.compile(r"\byen\b|\bJPY\b|\bJapan|\bTokyo\b|\bOsaka\b|\bordinary (?:profit|income)\b", re.IGNORECASE)
TAIWAN = re.compile(r"新[台臺][幣币]|(?:年增|年減|季增|季減|月增|月減)(?:約|逾)?\d|(?:年增|月減|季增|營收)達|[台臺]股|法說會|-TW\b")
IN_US_DOLLARS = re.compile(  # "All amounts are in US dollars unless otherwise stated", "($ = U.S. dollars)"
    r"(?:\b(?:amounts?|figures|dollars?|values|results)\b|[$])[^.;()]{0,50}?(?:\bin|=|\bare|\brefers?\s+to|\bmeans?)\s+(?:thousands\s+of\s+|millions\s+of\s+)?"
    r"(?:the\s+)?(?:US\s?\$|USD\b|U\.?S\.?\s+(?:dollars?|currency)|United\s+States\s+dollars?)",
    re.IGNORECASE,
)
EXCHANGED = re.compile(  # a rate says nothing of the amounts: "the Argentine peso relative to the U.S. dollar"
    r"\b[A-Z][a-z]+\s+(?:peso|dollar)s?\b(?:\s+[a-z]+){0,4}\s+(?:relative\s+to|against|versus|vs\.?)\s+(?:the\s+)?(?:U\.?S\.?|United\s+States)\s+dollar"
    r"|(?:U\.?S\.?|United\s+States)\s+dollars?\b(?:\s+[a-z]+){0,4}\s+(?:relative\s+to|against|versus|vs\.?)\s+(?:the\s+)?[A-Z][a-z]+\s+(?:peso|dollar)",
)
IN_PESOS = re.compile(r"\b(?:in|of)\s+(?:(?:nominal|constant|historical|current)\s+)?(?:[A-Z][a-z]+\s+)?pesos\b|\bPs\.|\bpesos,\s+unless\b")
EXCHANGE = re.compile(  # where a firm is listed: "(NASDAQ: ABCD)", "(TSX-V: ABC, OTCQX: ABCDF)"
    r"[(;,&/]\s*(?:(?P<us>NASDAQ(?:\s?(?:GS|GM|CM))?|NYSE(?:[\s-](?:American|MKT|Arca))?|AMEX|OTC[A-Z]*(?:\s\w+)?)|(?P<own>TSX(?:[\s-]?V)?|CSE|ASX|NZX|SGX|SEHK|HKEX|HKSE"
    r"|TWSE|TPEx|JSE|TASE|BMV|BVL|BCBA|B3))\s*[:：]",
    re.IGNORECASE,
)
CALLED = rf"(?P<called>{signs()}|{names()}|{codes()}\b|[$€£¥₹])"
IN_BRACKETS = re.compile(  # over accounts: "(in EUR)", "(amounts in Indian rupees)"
    rf"[(（\[]\s*(?:(?:all\s+)?(?:amounts?|figures?|values?)\s+)?(?:(?:are\s+)?(?:expressed|stated|presented|shown)\s+)?in\s+{CALLED}\s*[)）\]]",
    re.IGNORECASE,
)
PRESENTED = re.compile(  # "Expressed in Jamaican dollars unless otherwise stated", "are presented in thousands of euros"
    rf"\b(?:expressed|stated|presented|reported|shown|denominated)\s+in\s+(?:(?:thousands|millions|billions)\s+(?:of\s+)?)?(?:the\s+)?{CALLED}"
    rf"|\b(?:presentation|reporting)\s+currency\s+(?:of\s+[^.;]{{0,60}}?\s)?is\s+(?:the\s+)?(?P<currency>{names()}|{codes()}\b)",
    re.IGNORECASE,
)
LINE = 100  # characters of a line or heading that may state a scale and nothing else
MOST_HEADS = 2_000  # cells of a table that are looked at
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
SCALE_NOTE = re.compile(  # a line that says in what the figures of a document are
    r"\W*(?:(?:all\s+)?(?:amounts?|figures|numbers|values|dollars)\s+(?:are\s+)?(?:(?:stated|expressed|given|shown|reported|presented)\s+)?)?(?:in\s+)?"
    r"(?:(?:[A-Z]{0,3}[$€£¥]|[A-Z]{2,3}\b)?\s*(?:in\s+)?(?:thousand|million|billion|lakh|crore)s?\b|(?-i:[kKmMT][A-Z]{3}|[A-Z]{3}(?:k|m|bn))\b)",
    re.IGNORECASE,
)
WEIGHT = {IN_BRACKETS: 3, PRESENTED: 10}  # of a statement beside one amount that prints its currency
FOR_ALL = re.compile(
    r"\b(?:tabular|dollar|monetary|all|currency)\s+(?:\w+\s+){0,2}?(?:amounts?|figures|values)?\s*(?:[\w&]+\s+){0,4}?in\s+(?:(?:\w+|[₹$€£¥])\s*(?:\bof\s+)?)?"
    r"(?:thousand|million|billion|lakh|crore)s?(?:\s+of\s+[\w.]+(?:\s+dollars)?)?\s*,?\s+(?:unless|except)\b|(?:除[另特]有?[^，。；]{0,8}外，?)[^。；]{0,12}单位[^。；]{0,12}元",
    re.IGNORECASE,
)


class Currency(Beginning):
    """Finds the currency of most amounts of a document, and what its bare signs stand for."""

    @cached_property
    def scale_of_tables(self) -> Scale | None:
        """What the document states once for all its tables: "(Tabular amounts in millions, unless otherwise disclosed)"."""
        texts = (found[0] for one in self.source.paragraphs for found in FOR_ALL.finditer(one.text[:2_000]))
        found = [scale for text in texts if (scale := scale_of(text)).mult]
        return found[0] if len({one.mult for one in found}) == 1 else None

    @cached_property
    def usual_scale(self) -> tuple[Scale, float] | None:
        """The scale that tables of the document state over them, or lines that say nothing else, if it is the same everywhere, and the
        greatest number of the tables that state it; None where none does."""
        lines = [one.text for one in self.source.paragraphs if len(one.text) < LINE]
        found = [scale for text in lines if SCALE_NOTE.match(text) and (scale := scale_of(text)).mult]
        greatest = 0.0
        for one in self.source.document.tables:
            first = min((cell.row for cell in one.cells), default=0)
            heads = [cell.text for cell in one.cells[:MOST_HEADS] if cell.row < first + 3 and len(cell.text) < LINE]
            over = [one.caption, *(text for text in one.before.split("\n") if len(text) < LINE), *heads]
            if stated := [scale for text in over if text and (scale := scale_of(text)).mult]:
                found += stated
                greatest = max(greatest, *map(number_in, (cell.text for cell in one.cells[:MOST_HEADS])))
        return (found[0], greatest) if len({one.mult for one in found}) == 1 and len({one.unit for one in found} - {None}) < 2 else None

    def look_at_currency(self) -> None:
        """The places that the text names, what its signs stand for, and the currency of most of its amounts."""
        reader = self.reader
        text = "\n".join([self.title(), *self.source.lines])[:200_000]
        for sign, one in SIGNS.items():
            if one.bare.search(text):
                reader.signs[sign] = (one.bare, one.full, USUAL.get(sign, "XXX"), *self.meant(sign, one, text))
        units = Counter()
        for paragraph in self.source.paragraphs[:400]:
            reader.places |= {match.ids[0] for match in places_in(self.book, paragraph.text)}
            spans = (span for span in figures(paragraph.text[:5_000], locale=self.locale) if span.kind == "money")
            units.update(reader.own_currency(span.unit, span.printed)[0] for span in spans)
            units.update(self.stated_currencies(paragraph.text[:5_000]))
        headings = (cell.text for table in self.source.document.tables for cell in table.cells[:200] if len(cell.text) < 100)
        units.update(reader.own_currency(unit, text)[0] for text in headings if (unit := scale_of(text).unit) in self.book.currencies)
        reader.currency = units.most_common(1)[0][0] if units else ""
        reader.home_currency = "" if units else self.currency_of_home(text)

    def currency_of_home(self, text: str) -> str:
        """The currency of the one country that the text names, by itself or by its cities, exchanges and registers, else of that of the
        legal form of the firm, "Berhad"; empty where there is none or several have a part."""
        rows = wordings("shared_signs")
        named = set(countries_in(text))
        codes = {
            row["code"] for row in rows if row["country"] in named or row["homes"] and re.search(rf"(?<!\w)(?:{row['homes']})(?!\w)", text)
        }
        if codes or named:
            return codes.pop() if len(codes) == 1 else ""
        beginning = " ".join([self.title(), *self.first_texts(3)])[:1_000]
        forms = {row["currency"] for row in wordings("legal_forms") if re.search(rf"(?<!\w){re.escape(row['wording'])}(?!\w)", beginning)}
        return forms.pop() if len(forms) == 1 else ""

    def stated_currencies(self, text: str) -> Counter:
        """The currencies in which a text says that amounts are, with the weight of its words."""
        found = Counter()
        for pattern, weight in WEIGHT.items():
            for match in pattern.finditer(text) if " in " in text or "(in " in text or "currency" in text else ():
                printed = next(filter(None, match.groupdict().values()))
                if unit := currency_in(printed):
                    found[self.reader.own_currency(unit, printed)[0]] += weight
        return found

    def is_listed_in_us(self) -> bool:
        """Whether the beginning names exchanges of the United States alone, whose firms mostly report in US dollars wherever they are."""
        listed = list(EXCHANGE.finditer("\n".join(self.first_texts(3))[:2_000]))
        return bool(listed) and all(one["us"] for one in listed)

    def country_of_home(self, sign: str, one: Sign, text: str) -> str:
        """The one country, of those that share a sign, of which the beginning names cities, exchanges or registers of firms, else of which
        the whole text does more often than it names the usual currency: "ABN 12 345", "listed on the SGX"; empty where there is none."""
        rows = [row for row in wordings("shared_signs") if row["sign"] == sign and row["homes"]]
        for near in (one.full.sub(" ", " ".join([self.title(), *self.first_texts(3)])[:1_000]), text):
            found = Counter({row["country"]: len(re.findall(rf"(?<!\w)(?:{row['homes']})(?!\w)", near)) for row in rows})
            named = +found
            if len(named) == 1 and (near is not text or named.total() > len(one.usual.findall(text))):
                return next(iter(named))
        return ""

    def meant(self, sign: str, one: Sign, text: str) -> tuple[str, bool]:
        """The currency of a bare sign and whether that is sure: what the document calls by name ("Australian dollars"), else that of the
        country of its title or issuer, else of the only one that it names; the usual one where nothing says another, and then unsure."""
        usual = USUAL.get(sign, "XXX")
        codes = {row["country"]: row["code"] for row in wordings("shared_signs") if row["sign"] == sign}
        if sign == "dollar":  # "$" stands for pesos only where the text speaks of them
            pesos = {row["code"] for row in wordings("shared_signs") if row["sign"] == "peso"}
            speaks = re.search(r"\bpesos?\b|\bPs\.", text) is not None
            codes = {country: code for country, code in codes.items() if (code in pesos) == speaks or code == usual}
        if sign == "yuan":  # notes of Taiwan write it in traditional characters
            return (
                ("TWD", True) if "億" in text and "亿" not in text and TAIWAN.search(text) and not one.usual.search(text) else (usual, True)
            )
        if sign == "yen":
            chinese = one.usual.search(text) is not None
            return ("JPY", True) if not chinese and YEN.search(text) else (usual, chinese)
        if sign == "dollar" and IN_US_DOLLARS.search(text):
            return "USD", True
        usual_too = sign == "dollar" and one.usual.search(one.full.sub(" ", text)) is not None
        text = EXCHANGED.sub(" ", text) if usual_too else text
        apart = sign == "dollar" and is_told_apart(text)
        text = one.full.sub(" ", text)  # "US$5 million" names no country
        called = {row.code: row.english.split("|") for row in table("currencies")}
        stated = {
            code
            for code in codes.values()
            for name in called.get(code, ())
            if " " in name and re.search(rf"\b{name}s?\b", text, re.IGNORECASE)
        }
        stated -= {usual} if len(stated) > 1 else set()
        if usual_too and not IN_PESOS.search(text):  # a filing of the United States that tells how the peso fell
            stated -= {row["code"] for row in wordings("shared_signs") if row["sign"] == "peso"}
        if len(stated) == 1:
            return stated.pop(), True
        coded = {code for code in codes.values() if code != usual and re.search(rf"\b{code}\b", text)}
        if len(coded) == 1 and not one.usual.search(text):
            return coded.pop(), True
        lettered = {currency_in(printed) for printed in LETTERED.findall(text)} & set(codes.values()) if sign == "dollar" else set()
        if len(lettered) == 1 and lettered != {usual} and not one.usual.search(text):  # "J$" of a heading is what "$" stands for below it
            return lettered.pop(), False
        named = Counter(country for country in countries_in(text) if country in codes)
        usually = next((country for country, code in codes.items() if code == usual), "")
        own = f"{self.title()} {self.book.rows['subjects'].get(self.reader.subject, {}).get('name', '')}"
        home = self.country_of_home(sign, one, text)
        abroad = (usual, False) if usual == "USD" and self.is_listed_in_us() else None
        for near in (own,) if home else (own, " ".join(self.first_texts(3))[:1_000]):
            titled = set(countries_in(one.full.sub(" ", near))) & codes.keys()
            if len(titled) == 1:
                return abroad or (codes[titled.pop()], True)
        if home:
            return abroad or (codes.get(home, usual), False)
        others = {codes[country] for country in named if country != usually}
        if apart and len(others) == 1:
            return others.pop(), False
        if one.usual.search(text) or named[usually]:
            return usual, len(named.keys() - {usually}) == 0 or sum(named.values()) < 2 * max(named[usually], 1)
        return (codes[next(iter(named))], True) if len(named) == 1 else (usual, False)


def is_told_apart(text: str) -> bool:
    """Whether a text prints its own dollars bare beside those of the United States, "$34,616 and US$30,991": more amounts of both than a
    slip would give, most of them bare."""
    bare, full = len(BARE_AMOUNT.findall(text)), len(FULL_AMOUNT.findall(text))
    return full >= 2 and bare > full


def number_in(text: str) -> float:
    """The number of a cell with thousands, zero of any other cell."""
    return float(text.strip(" ()$€£¥-–").replace(",", "")) if THOUSANDS.fullmatch(text.strip(" ()$€£¥-–")) else 0.0


def countries_in(text: str) -> list[str]:
    """The countries that a text names or whose adjectives it has, each as often as it does; "us" is none."""
    return [match.ids[0] for match in vocabulary("countries", "name").find(text) if text[match.start : match.end] != "us"]

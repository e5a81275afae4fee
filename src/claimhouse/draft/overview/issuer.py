"""Whose figures a document has: the firm that announces them, or the country or city whose office publishes them."""

from __future__ import annotations

import re

from claimhouse.draft.newcomers import is_bulletin
from claimhouse.draft.overview.beginning import is_measure, is_page_head
from claimhouse.draft.overview.cited import TITLED
from claimhouse.draft.overview.firms import FIRM_WITH_SUFFIX, LEGAL, LEGAL_FORM, NO_FIRM_ZH, SALES_OF_TITLE_ZH, is_kind, is_publisher
from claimhouse.draft.overview.places import FIRM_MEASURES, MARKETS, Places
from claimhouse.draft.overview.signs import LITTLE
from claimhouse.draft.overview.spoken_of import SpokenOf
from claimhouse.draft.phrases import is_nominal, is_thing
from claimhouse.draft.registers import INITIAL, is_research_firm, length, vocabulary

NAME_OF_FIRM = re.compile(
    rf"^\W*((?:{INITIAL}[\w&’'.-]*|of|and|the)(?:\s+(?:[A-Z][\w&’'.-]*|of|and)){{0,7}}?)(?:,?\s+{LEGAL})?"
    r"\s*(?:\([^)]*\))?\s*(?:today\s+)?(?:reports?|reported|announces?|announced|posts?|publishes|unveils|releases|launches|issues"
    r"|delivers|records|results|annual report|quarterly report)\b",
    re.IGNORECASE,
)
KIND_OF_REPORT = re.compile(
    r"(?:\s+(?:annual|integrated|interim|quarterly|mid[- ]?year|half[- ]year(?:ly)?|nine[- ]month"
    r"|preliminary|consolidated|sustainability|financial"
    r"|unaudited))+$",
    re.IGNORECASE,
)
NTH_AT_END = re.compile(r"\s+(?:first|second|third|fourth)$", re.IGNORECASE)
PART_BEHIND = re.compile(r"[\s-]+(?:quarter|half)", re.IGNORECASE)
STUDY = re.compile(  # what a publisher announces
    r"(?<!annual )(?<!quarterly )(?<!interim )(?<!financial )(?<!integrated )"
    r"\b(?:report|forecast|outlook|survey|study|index|research|findings|tracker)\b",
    re.IGNORECASE,
)
ACTS = re.compile(r"(?:reports|reported|announce[sd]|post(?:s|ed)|publishes|unveils|releases|launches|issues|delivers)$", re.IGNORECASE)
OF_STUDY = re.compile(  # "The Future of Ferries Report reveals"
    r"(?:[Tt]he\s+)?[^.;:]{3,90}?\b[Rr]eport\s+(?:reveals|finds|shows|highlights|examines|provides|explores|says|notes)\b"
)
OWN_RESULTS = re.compile(  # of a publisher
    r"\b(?:results|earnings|dividends?|annual report|per share|guidance)\b|业绩|财报|年报|季报", re.IGNORECASE
)
OF_TEXT = ("headline", "end", "page", "spoken of", "opening", "told")  # ways that weigh the names of a text
ISSUES = re.compile(r"(?:unveil|publish|releas|launch|issu|announc)\w*\s*$", re.IGNORECASE)
FIRM_ZH = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,16}?(?:股份有限公司|有限公司|集团|公司))")


COVER = re.compile(  # what stands below the name of a firm on the first page of its report
    r"(?:\W*(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\W+)?(?:condensed\s+|consolidated\s+|integrated\s+)*(?:annual|interim|half[\s-]year(?:ly)?|quarterly)"
    r"(?:\s+(?:financial|integrated))?\s+(?:reports?|results|accounts)(?:\s+(?:and|&)\s+(?:financial\s+statements|accounts))?"
    r"(?:\W+(?:for\s+)?(?:FY\s?)?(?:19|20)?\d\d(?:[/–-]\d\d(?:\d\d)?)?\W*)?",
    re.IGNORECASE,
)
MOST_WORDS = 5


def has_small(name: str) -> bool:
    """Whether a name has a word in small letters that names of firms have not: "NORD half year", no "eBay"."""
    return any(word[0].islower() and not word[1:2].isupper() and word not in LITTLE for word in name.split())


class Issuer(SpokenOf, Places):
    """Finds the subject of a document."""

    def document_subject(self) -> str:
        """The firm whose results the beginning announces: of the register, or proposed."""
        if found := self.registrant() or self.firm_of_running_head():
            self.reader.subject_how = "title"
            return found
        office = is_bulletin([one.text for one in self.source.paragraphs[:8]])
        several = len(self.firms_below_headings()) > 1
        of_others = MARKETS.search(self.title()) or several
        for text in [self.title(), *(() if several else self.first_texts(5))] if not office else ():
            if is_page_head(text):
                continue
            text = text.lstrip("# ")
            suffixed = None if of_others and text != self.title() else FIRM_WITH_SUFFIX.match(text)  # one of a list of vendors
            named = NAME_OF_FIRM.match(text) or suffixed or FIRM_ZH.search(text[:40]) or self.firm_of_title(text)
            named = None if named and (NO_FIRM_ZH.match(named[1]) or not self.is_firm_zh(named[1], text)) else named
            small = named and has_small(named[1])  # "NORD half year"
            owner = self.owner_of_results(text) if not named or small or re.search(r"[’']s\b", named[1]) else None
            named = owner or named
            if named and has_small(named[1]):  # "According to the latest report"
                continue
            if named and text.isupper() and ISSUES.search(named[0]):  # "MONETARY POLICY ISSUES HELD ON" names no issuer
                continue
            if not named or re.search(r"[’']s\b|上市公司$", named[1]) or not owner and self.book.names["metrics"].find(named[1]):
                continue
            name = self.before_verb(re.sub(r"^(?:the)\s+", "", named[1].strip(" ,."), flags=re.IGNORECASE))
            name = LEGAL_FORM.sub("", name)
            if PART_BEHIND.match(text, named.end(1)):  # "Norvane Bank First Quarterly Report"
                name = NTH_AT_END.sub("", name)
            if not ACTS.search(named[0]):  # "Norvane Financial reports" has it in its name
                name = KIND_OF_REPORT.sub("", f" {name}").strip()
            if self.is_person(name) or OF_STUDY.match(text[named.start(1) :]):
                continue
            if self.counts_others(name):
                self.reader.publisher = name
                continue
            counted = is_measure(self.book, name) and any(match.end == len(name) for match in vocabulary("heads_en").find(name))
            office = office or vocabulary("agencies", "name").whole(name)  # "The Bank of Canada today announced": of its country
            if office or is_kind(name) or counted and not suffixed:  # "Indian companies report", "Monthly Visitor Arrivals Report"
                continue
            if not name or self.is_plain(name, text[named.end(1) :]) or name.isascii() and not is_nominal(name):
                continue
            self.reader.publisher = name if ISSUES.search(named[0]) else ""
            if self.reader.publisher and STUDY.search(text[named.end() : named.end() + 80]):  # a publisher, of whom no figure speaks
                self.reader.subject_how = "office"
                return self.place_of_office()
            fits = 1 < len(name) < 60 and (length(name) <= 8 or not name.isascii()) and not self.reader.periods.labels(name)
            listed = self.name_with_ticker()
            if (
                listed and listed.split()[0] not in name and listed.split()[0] in self.title()
            ):  # "Tern Capital updates coverage on Norvane Inc."
                name = listed
            if fits or self.book.names["subjects"].whole(name):
                self.reader.subject_how = "name" if SALES_OF_TITLE_ZH.match(text) else "title"  # news on its sales tell of others too
                if found := self.called_firm(name):
                    return found
        ways = {
            "introduced": self.introduced_firm,
            "announced": self.announcing_firm,
            "own report": self.firm_of_own_report,
            "cover": self.firm_of_cover,
            "ticker": self.firm_with_ticker,
            "industry": self.industry,
            "office": self.place_of_office,
            "earnings": self.firm_of_earnings,
            "country": self.country,
            "market": self.place_of_market,
            "code": self.firm_of_code_zh,
            "name": self.firm_of_title_zh,
            "told": self.firm_told_zh,
            "headline": self.firm_of_headline,
            "end": self.firm_at_end,
            "page": self.firm_of_page,
            "spoken of": self.firm_spoken_of,
            "economy": self.place_of_economy,
            "opening": self.place_of_opening,
            "statements": self.unnamed_firm,
        }
        for how, way in ways.items():
            if how in OF_TEXT and self.is_told_by_researchers():
                continue
            if (found := way()) and not self.counts_others(self.book.rows["subjects"][found]["name"]):
                self.reader.subject_how = how
                return found
        self.reader.subject_how = ""
        return ""

    def firm_of_cover(self) -> str:
        """The name alone on a line at the beginning above one that is a kind of report: "Norvane", "Annual Report", "2022"."""
        texts = self.first_texts(5)
        for name, kind in zip(texts[:3], texts[1:4], strict=False):
            name = LEGAL_FORM.sub("", name.strip("# *"))
            words = name.split()
            if not COVER.fullmatch(kind.strip("# *")) or not 0 < len(words) <= MOST_WORDS or not re.match(INITIAL, name):
                continue
            capital = all(word[0].isupper() or word in LITTLE for word in words) and is_thing(name, "")
            plain = all(any(vocabulary(one).whole(word) for one in ("openers", "adjectives", "generic_en", "sectors")) for word in words)
            plain = plain or is_kind(name) or is_page_head(name) or is_measure(self.book, name) or bool(self.reader.periods.labels(name))
            named = is_publisher(name) or any(vocabulary(one).find(name) for one in ("countries", "agencies", "offices", "central_banks"))
            if capital and not plain and not named and not self.is_person(name):
                return self.called_firm(name)
        return ""

    def counts_others(self, name: str) -> bool:
        """Whether a name is that of a research firm, whose figures are of others, but for a document on its own results."""
        return is_research_firm(name) and not OWN_RESULTS.search(self.title())

    def is_told_by_researchers(self) -> bool:
        """Whether the title says that a research firm tells it: "DRAM revenue rises 13.6%, Norvane Research says"."""
        found = TITLED.match(self.title())
        return bool(found) and any(map(is_research_firm, filter(None, found.groupdict().values()))) and not OWN_RESULTS.search(self.title())

    def firm_of_earnings(self) -> str:
        """The firm that a text speaks of below a title on earnings, though the text cites an agency of a country too."""
        return self.firm_spoken_of() if FIRM_MEASURES.search(self.title()) else ""

    def is_plain(self, name: str, behind: str) -> bool:
        """Whether a name says of what a document is and not of whom: "Operating" before "Results", "Oil Market" before "Report".
        What the text below writes as a name is one."""
        words, kinds = name.split(), ("openers", "adjectives", "generic_en", "sectors")
        if all(any(vocabulary(kind).whole(word) for kind in kinds) for word in words):
            return True
        titled = vocabulary("sectors").whole(words[-1]) or re.match(r"\s+report\b", behind, re.IGNORECASE)
        return bool(titled) and not self.is_named_below(name)

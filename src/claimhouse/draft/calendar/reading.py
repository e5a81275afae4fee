"""Every period that a text prints, in words, numbers or as parts of fiscal years, with its days where the text or document gives them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from claimhouse.documents.periods import month_number
from claimhouse.draft.calendar.label import Label, is_inside, over, with_label, with_relative, with_years
from claimhouse.draft.calendar.wordings import DATED, NO_PERIOD, day_alone, up_to, year_to_month
from claimhouse.draft.calendar.years import ROLLING, Years, called_part
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.draft.listed import with_listed_ends
from claimhouse.draft.period_wordings import (
    CALENDAR_YEAR,
    DAY_ALONE,
    ENDED,
    ENDS,
    ENTERED,
    FISCAL,
    FISCAL_NAMED,
    FISCAL_PART,
    IN_A_ROW,
    MONTH_END,
    MONTHS_OF,
    NAMED_PART,
    OF_LAW,
    OF_REPORT,
    PAIRED_PARTS,
    PART_OF,
    PART_OF_ITS,
    QUARTER,
    SHORT_MONTHS,
    SHORT_PART,
    SHORT_YEAR,
    SPAN_OF_YEAR,
    SPLIT_YEAR,
    YEAR_TO_DATE,
)
from claimhouse.draft.reworded import reworded
from claimhouse.draft.spoken import MONTHS_ALONE, NAMED_MONTH, NTH, NUMBERS, relatives, short_parts, short_parts_zh, titled_parts
from claimhouse.grammar import periods
from claimhouse.grammar.period_parts import month_end
from claimhouse.rules import broken_cells

YEAR_QUARTER = re.compile(r"(?<!fiscal )(?<![\w/–-])(?P<year>20\d\d)\s+(?P<nth>first|second|third|fourth)[\s-]+quarter\b", re.IGNORECASE)
FISCAL_YEAR = re.compile(r"\s+(?:fiscal|financial)[\s-]+year\b", re.IGNORECASE)
OF_IT = re.compile(r"[^.;,:\d]{0,30}")  # between a year and "full-year"


class Reading(Years):
    """Finds the labels of a text."""

    def labels(self, text: str) -> list[Label]:
        """Every period that the text prints, also those without a year."""
        if text not in self.known:
            self.known[text] = [
                Label(
                    span.start,
                    span.end,
                    span.printed,
                    self.days_of(span),
                    self.shifts.get(re.sub(r"\s+", " ", span.printed.lower()).replace("-", " - ")) or self.shifts.get(span.printed.lower()),
                )
                for span in periods(text, fiscal=self.fiscal)
            ]
            if self.rolling:
                self.known[text] = [part for label in self.known[text] for part in self.parted(label)]
            self.known[text] = [one for one in self.known[text] if not is_of_law(text, one)]
            self.known[text] = [own for one in self.known[text] if (own := self.without_count(text, one))]
            self.known[text] = with_listed_ends(text, self.spelled(text, self.known[text]))
        return self.known[text]

    def parted(self, label: Label) -> list[Label]:
        """The two spans of years of "between 2006-08 and 2010-12" in a document that prints such."""
        spans = list(ROLLING.finditer(label.printed))
        if len(spans) != 2:
            return [label]
        days = [(date(int(one[1]), 1, 1), date(int(one[1]) + self.rolling, 12, 31)) for one in spans]
        return [Label(label.start + one.start(), label.start + one.end(), one[0], own) for one, own in zip(spans, days, strict=True)]

    def without_count(self, text: str, label: Label) -> Label | None:
        """A label but for the count of quarters that it begins with, "fourth quarter in a row in Q2 2022"; None where it is no more."""
        count = IN_A_ROW.match(text, label.start)
        if not count:
            return label
        rest = text[count.end() : label.end].strip()
        return Label(label.end - len(rest), label.end, rest, self.days_in(rest)) if rest and self.days_in(rest) else None

    def spelled(self, text: str, found: list[Label]) -> list[Label]:
        """The labels, with what the grammar does not read: wordings of months, parts of years by name, and periods by their distance."""
        joined = self.with_dated(text, self.with_ends(text, found))
        joined = self.with_parts(text, self.of_split_years(text, joined))
        found = self.with_relatives(text, [self.part_of_year(text, label) for label in joined])
        found.sort(key=lambda label: label.start)
        kept = [label for label, after in zip_longest(found, found[1:]) if not (after and stands_before(text, label, after))]
        return with_years(text, kept)

    def with_ends(self, text: str, found: list[Label]) -> list[Label]:
        """The labels, with "third quarter" and "ended October 26, 2025" as one."""
        joined: list[Label] = []
        for label in found:
            before = joined[-1] if joined else None
            ends = label.days and label.days[0] == label.days[1] and before and ENDED.fullmatch(text[before.end : label.start])
            if ends and QUARTER.search(before.printed):
                whole = text[before.start : label.end]
                printed = before.printed if broken_cells("printed", whole) else whole
                joined[-1] = Label(before.start, label.end, printed, up_to(label.days[1], 3))
            elif ends and before.days and abs(before.days[1] - label.days[1]) <= SLACK:  # "fiscal 2027, which ends April 30, 2027"
                joined[-1] = replace(before, end=label.end)
            else:
                joined.append(label)
        return joined

    def with_dated(self, text: str, joined: list[Label]) -> list[Label]:
        """The labels, with wordings that print a year, or a day by which they end."""
        for pattern, days_of in DATED:
            for match in pattern.finditer(text):
                if (days := days_of(match, self)) != NO_PERIOD:
                    joined = with_label(joined, match, days)
        for match in MONTH_END.finditer(text):
            if not over(joined, match):
                joined = with_label(joined, match, year_to_month(match, self))
        if (match := SHORT_MONTHS.fullmatch(text.strip())) and (days := self.of_short_months(match)):
            joined = [Label(0, len(text), text, days)]
        if (match := DAY_ALONE.fullmatch(text)) and (days := day_alone(match)):
            joined = [Label(0, len(text), text, days)]
        return joined

    def with_parts(self, text: str, joined: list[Label]) -> list[Label]:
        """The labels, with parts of years by other names, and months without a year."""
        for match, days in reworded(text, self):
            joined = with_label(joined, match, days) if all(is_inside(one, match) for one in over(joined, match)) else joined
        for match, called in (*titled_parts(text), *short_parts(text, self.short_years)):
            if not any(label.days and not is_inside(label, match) or FISCAL.search(label.printed) for label in over(joined, match)):
                part, _, year = called.partition(" ")
                split = "/" in year and self.has_own_year  # "Half-year report 2015/16"
                days = self.part_days(part, int(year[:4]) + 1 - self.names_start) if split else self.days_in(called)
                joined = with_label(joined, match, days)
        for match, called in short_parts_zh(text, self.short_years_zh):
            if all(is_inside(one, match) for one in over(joined, match)):
                joined = with_label(joined, match, self.days_in(called))
        for match in YEAR_QUARTER.finditer(text) if self.has_own_year and self.has_own_parts else ():  # "2018 third quarter net earnings"
            if all(is_inside(one, match) for one in over(joined, match)):
                joined = with_label(joined, match, self.part_days(f"Q{NTH[match['nth'].lower()]}", int(match["year"])))
        for pattern in (MONTHS_ALONE, NAMED_MONTH):
            for match in pattern.finditer(text):
                inside = pattern is MONTHS_ALONE and all(not one.days and is_inside(one, match) for one in over(joined, match))
                joined = with_label(joined, match, None) if inside or not over(joined, match) else joined
        return joined

    def with_relatives(self, text: str, found: list[Label]) -> list[Label]:
        """The labels, with periods by their distance from that of the text, such as "the prior year"."""
        for match, shift in relatives(text):
            whole = re.match(r"(?:the\s+)?full\b", match[0], re.IGNORECASE)  # "FY2025 full-year revenue" is of that year
            if not (whole and any(OF_IT.fullmatch(text[one.end : match.start()]) for one in found if one.end <= match.start())):
                found = with_relative(found, match, shift)
        return found

    def of_short_months(self, match: re.Match) -> Days | None:
        """The days of "Apr 24 to Mar 25"; of two months that a change is measured over, the later one."""
        first, last = (month_number(match[place]) for place in (1, 3))
        begin, end = int(match[2]) + 2000, int(match[4]) + 2000
        apart = 12 * (end - begin) + last - first
        if end not in self.printed_years or not 0 < apart <= 120:
            return None
        compared = first == last or apart == 1 and self.compares_months
        return date(end, last, 1) if compared else date(begin, first, 1), month_end(end, last)

    def of_split_years(self, text: str, joined: list[Label]) -> list[Label]:
        """The labels, with "H1 2025/26" as a part of the fiscal year that ends in 2026, and "H1 2026" where the document calls it so."""
        for match in FISCAL_PART.finditer(text):
            days = self.part_days(match["part"] or match["before"], int(match["year"]) % 100 + 2000) if self.fiscal else None
            joined = with_label(joined, match, days)
        for match in FISCAL_NAMED.finditer(text):  # "Fiscal 2026 Third-Quarter Results"
            number = NTH[(match["nth"] or match["first"]).lower()]
            days = self.part_days(f"Q{number}", int(match["year"] or match["later"])) if self.fiscal else None
            joined = with_label(joined, match, days)
        for match in PAIRED_PARTS.finditer(text) if self.fiscal else ():  # "Q2 & H1 FY26"
            part = match["part"] if match["part"][0] in "HQ" else match["part"][::-1]
            days = self.part_days(part, int(match["year"]) % 100 + 2000)
            joined = [label for label in joined if not (label.start < match.end("part") and match.start("part") < label.end)]
            joined.append(Label(match.start("part"), match.end("part"), match["part"], days))
        for match in SPAN_OF_YEAR.finditer(text):  # "2023/24"
            first, last = int(match[1]), int(match[1][: max(2, 4 - len(match[3]))] + match[3][-2:])
            if last == first + 1:
                joined = with_label(joined, match, self.year_days(last) if self.has_own_year else None)
        for match in SHORT_YEAR.finditer(text) if self.years.letter else ():  # "F19"
            if all(is_inside(label, match) for label in over(joined, match)):
                joined = with_label(joined, match, self.year_days(int(match["year"]) % 100 + 2000 + self.names_start))
        if not self.has_own_year:
            return joined
        for name, year in self.seasons.items():  # "the coffee year", of which the document names one
            for match in re.finditer(rf"\b(?:the\s+)?(?:(?:whole|full|entire)\s+)?{name}\b(?!\s+(?:19|20)\d\d)", text, re.IGNORECASE):
                joined = with_label(joined, match, self.year_days(year + 1))
        for match in OF_REPORT.finditer(text):  # named after the year in which the report ends
            year = [label for label in over(joined, match) if label.printed == match["year"]]
            joined = [replace(label, days=self.year_days(int(match["year"]))) if label in year else label for label in joined]
        for match in SHORT_PART.finditer(text) if self.has_own_parts else ():
            joined = with_label(joined, match, self.part_days(called_part(match), int(match["year"]) + 2000))
        for match in SPLIT_YEAR.finditer(text):
            year = int(match["year"]) % 100 + 2000 + (match["next"] is not None)
            ended = any(label.end > match.end() for label in over(joined, match))  # "third quarter 2019 ended June 29, 2019"
            if ended or match["next"] and year % 100 != int(match["next"]) or not match["next"] and not self.has_own_parts:
                continue
            joined = with_label(joined, match, self.part_days(called_part(match), year - self.names_start * (match["next"] is not None)))
        return joined

    def part_of_year(self, text: str, label: Label) -> Label:
        """ "first nine months FY2026" where only the year was read."""
        if label.days and YEAR_TO_DATE.search(text, max(0, label.start - 20), label.start):
            return Label(label.start, label.end, label.printed, None, label.shift)  # to which day is not said
        quarter = QUARTER.search(label.printed) and re.search(r"\bfiscal\s+$", text[max(0, label.start - 10) : label.start], re.IGNORECASE)
        part = PART_OF_ITS.search(text, max(0, label.start - 60), label.start) or NAMED_PART.search(
            text, max(0, label.start - 60), label.start
        )
        if part:  # "the first half of its fiscal year 2025/26"
            if days := self.days_in(f"{part[1]} of {label.printed}"):
                return Label(part.start(), label.end, text[part.start() : label.end], days, label.shift)
        part = PART_OF.search(text, max(0, label.start - 40), label.start) if label.days and SPAN_OF_YEAR.search(label.printed) else None
        if part:  # "the first half of 2018/19"
            days = self.part_days(f"{part[2][0].upper()}{NTH[part[1].lower()]}", label.days[1].year - self.names_start)
            return Label(part.start(), label.end, text[part.start() : label.end], days, label.shift)
        year = re.search(r"(?:19|20)\d\d", label.printed)
        if quarter and year and self.has_own_year and not ENDS.search(label.printed):  # "Fiscal First Quarter 2026"
            spelled = f"{label.printed[: year.start()].strip(' ,')} of fiscal {year[0]}"
            if days := self.days_in(spelled):
                first = text.lower().rindex("fiscal", 0, label.start)
                return Label(first, label.end, text[first : label.end], days, label.shift)
        entered = ENTERED.search(text, max(0, label.start - 20), label.start) if re.fullmatch(r"\d{4}", label.printed) else None
        if entered:
            return Label(entered.start(), label.end, text[entered.start() : label.end], label.days, label.shift)
        months = MONTHS_OF.search(text, max(0, label.start - 40), label.start)
        if not months or not label.days or not 360 <= (label.days[1] - label.days[0]).days <= 375:
            return self.in_brackets(text, label)
        said = months["few"] or months["some"] or months["many"]
        count = int(said) if said.isdigit() else NUMBERS[said.lower()]
        first, last = label.days[0], same_day(label.days[0] - timedelta(days=1), count)
        if months["late"]:  # "the last three months of 2004"
            first, last = same_day(label.days[1], -count) + timedelta(days=1), label.days[1]
        return Label(months.start(), label.end, text[months.start() : label.end], (first, last), label.shift)

    def in_brackets(self, text: str, label: Label) -> Label:
        """The fiscal year of "(2024: HK$4,893 million)" in a document of a firm whose year is not that of the calendar."""
        if not self.has_own_year or not re.fullmatch(r"(?:19|20)\d\d", label.printed):
            return label
        named = FISCAL_YEAR.match(text, label.end)  # "2024 fiscal year-end"
        bare = named or text[: label.start].rstrip()[-1:] in ("(", "（") and re.match(r"\s*[:：]", text[label.end :])
        heads = label.printed == text.strip() and self.years.starts is not None
        defined = self.years.days and (heads or not self.years.starts and not self.years.lettered) and int(label.printed) in self.near_years
        if not bare and not (defined and not CALENDAR_YEAR.search(text[: label.start])):
            return label
        return replace(label, days=self.year_days(int(label.printed) + (heads and self.names_start)))


def is_of_law(text: str, label: Label) -> bool:
    """Whether a year is part of the name of a law."""
    is_year = re.fullmatch(r"(?:18|19|20)\d\d", label.printed)
    return is_year is not None and OF_LAW.search(text, max(0, label.start - 80), label.start) is not None


def stands_before(text: str, label: Label, after: Label) -> bool:
    """Whether two labels are one period: "the prior year quarter ended October 28, 2023"."""
    between = re.fullmatch(r"[\s(]*", text[label.end : after.start])
    return bool(label.shift and after.days and between and not re.match(r"\s*[:：]", text[after.end :]))

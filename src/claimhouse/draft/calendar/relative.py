"""Days of a period that a text gives against another one: "a year ago", "the first six months", "Q3" without a year."""

from __future__ import annotations

import re
from datetime import timedelta

from claimhouse.draft.calendar.label import Label
from claimhouse.draft.calendar.reading import Reading
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.draft.period_wordings import ENDS, FISCAL, HALF, MONTH_QUARTER, OF_YEAR, QUARTER, RESULTS_ENDED
from claimhouse.draft.spoken import CHINESE, OF_DOCUMENT
from claimhouse.grammar.period_parts import month_end

DAY_ZH = re.compile(r"\d{1,2}月\d{1,2}[日号]?(?:[-—–~～至到](?:\d{1,2}月)?\d{1,2}[日号])?")
NEWS = timedelta(days=120)  # after a year has ended, in which results for it are reported


class Relative(Reading):
    """Gives days by the period of the document, or by the one nearest."""

    def nearest(self, label: Label, near: Days | None) -> Days | None:
        """The days of "Q3" or "March" in the year, fiscal where the document has one, that lies nearest to the days given."""
        told = DAY_ZH.fullmatch(label.printed) or label.part and label.printed.startswith(("去年", "今年"))
        if self.dated and told:  # a day in the news: the last such by then; "今年1月" is of the year of the text
            near = self.dated, self.dated
        if label.part:  # "last year's second quarter"
            if near and near == (self.dated, self.dated) and (days := self.part_told(label.part, near[1].year + label.years)):
                return days
            days = self.nearest(Label(label.start, label.end, label.part, None), near)
            return days and tuple(same_day(day, 12 * label.years) for day in days)
        whole = re.match(r"the (?:full|whole)\b", label.printed, re.IGNORECASE)
        fiscal = FISCAL.search(label.printed) and not whole and not OF_YEAR.search(label.printed) and not ENDS.search(label.printed)
        if near is None or label.shift or re.search(r"(?:19|20)\d\d", label.printed) or fiscal:
            return None
        if whole:
            month, day = self.fiscal or (12, 31)
            year = near[1].year + ((near[1].month, near[1].day) > (month, day))
            before, end = self.year_end(year - 1), self.year_end(year)
            told = self.dated and near[0] <= self.dated < end and (near[1] - near[0]).days < 32
            if told and self.dated - before <= NEWS:  # news of February on "the full year"
                end = before
            return same_day(end, -12) + timedelta(days=1), end
        found = []
        fiscal = (
            self.has_own_year
            and (QUARTER.search(label.printed) or HALF.search(label.printed))
            and not ENDS.search(label.printed)
            and not MONTH_QUARTER.match(label.printed)
        )
        for year in range(near[1].year - 1 - (near[0] == near[1]), near[1].year + 3):
            part = OF_YEAR.sub("", label.printed)
            text = f"{part} of fiscal {year}" if fiscal or part != label.printed and self.has_own_year else f"{part} {year}"
            of_firm = self.counts_in_fiscal_years and re.search("季|半年", label.printed)
            text = text if not CHINESE.search(label.printed) else f"{year}{'财年' if of_firm else '年'}{label.printed}"
            found += [one.days for one in self.labels(text) if one.days and len(one.printed) > 5][:1]
        news = near == (self.dated, self.dated)
        before = near[1] - timedelta(days=366)
        past = [days for days in found if news and before <= days[1] < near[1] + timedelta((days[1] - days[0]).days < 20)]
        ahead = re.search(r"\bending\b", label.printed, re.IGNORECASE) and not RESULTS_ENDED.match(label.printed)
        if ahead:  # "for the fiscal year ending March 31": none that has ended
            found = [days for days in found if days[1] >= near[1]] or found
            return min(found, key=lambda days: abs(days[1] - near[1]), default=None)
        if past:  # news of November on "the third quarter"
            return max(past, key=lambda days: days[1])
        same_year = [days for days in found if days[1].year == near[1].year] if not fiscal else found
        best = min(same_year or found, key=lambda days: abs(days[1] - near[1]), default=None)
        later = best and self.dated and best[1] < near[0] and tuple(same_day(day, 12) for day in best)
        return later if later and near[1] < later[0] and later[1] <= self.dated else best  # January, in results for October to December

    def part_told(self, part: str, year: int) -> Days | None:
        """The days of "first three months" or "second quarter" of a year of the calendar, as news speak of it."""
        text = f"{part} of {year}" if part.isascii() else f"{year}年{part}"
        return next((one.days for one in self.labels(text) if one.days and one.end - one.start == len(text)), None)

    def shifted(self, days: Days, shift: tuple[str, int]) -> Days | None:
        """The period as long a year or a quarter before; a part of the year of the period, or its end."""
        unit, count = shift
        if unit in OF_DOCUMENT:
            return self.within(days, unit, count)
        if unit == "period before" and (days[1] - days[0]).days <= 31:
            unit = "month"  # reports on longer ones compare with the year before
        if unit in ("year ago", "year", "period before"):
            return tuple(same_day(day, 12 * count) for day in days)
        if unit == "months ago":
            return tuple(same_day(day, -count) for day in days)
        if unit == "month" and 27 <= (days[1] - days[0]).days <= 31:
            first = same_day(days[0], count)
            return first, month_end(first.year, first.month)
        if unit == "quarter" and 80 <= (days[1] - days[0]).days <= 100:
            return tuple(same_day(day, 3 * count) for day in days)
        if shift == ("quarter", 0) and (days[1] - days[0]).days > 100:  # "this quarter" of a report on nine months
            return self.within(days, "part", 3)
        return None

    def within(self, days: Days, unit: str, count: int) -> Days | None:
        """The days of a shift of `spoken`, against the period of the document."""
        last, months = days[1], round((days[1] - days[0]).days / 30.44)
        if unit == "end":
            return last, last
        if unit == "period":
            return days
        if unit == "weeks":
            return last - timedelta(weeks=count, days=-1), last
        if unit == "months before":  # a month or quarter, whose own days are not among them
            last = days[0] - timedelta(days=1)
            return same_day(last, -count) + timedelta(days=1), last
        if unit == "part":
            if count == months:
                return days
            if count <= months or not months:  # also of a day
                return same_day(last, -count) + timedelta(days=1), last
            begun = self.within(days, "year to date", 0)[0]
            if round((last - begun).days / 30.44) == count:  # "for the half year" in a report on the second quarter
                return begun, last
            return self.within(days, "fiscal year", 0) if count == 12 else None
        month, day = self.fiscal or (12, 31)
        end = self.year_end(last.year + ((last.month, last.day) > (month, day) and last - self.year_end(last.year) > SLACK))
        first = same_day(end, -12) + timedelta(days=1)
        if unit == "year end":
            end = same_day(end, 12 * count)
            return end, end
        if unit == "year to date":
            return first, last
        if unit == "fiscal year":
            return same_day(first, 12 * count), same_day(end, 12 * count)
        until = same_day(first - timedelta(days=1), count)
        if unit == "months" and until < last - SLACK and (count > months or months >= 12 > count):
            return first, until
        if unit == "months" and abs(until - last) <= SLACK:
            return first, last
        return same_day(last, -count) + timedelta(days=1), last  # also of the last 12 months

    def same_part(self, part: Days, year: Days) -> Days:
        """The part of another year: "the corresponding period in fiscal 2023"."""
        moved = (tuple(same_day(day, 12 * count) for day in part) for count in (-1, -2, 1, -3, 0))
        years = (year, self.year_days(year[1].year)) if self.has_own_year else (year,)  # "the comparable 2017 period" of a fiscal year
        fitting = (days for days in moved for one in years if one[0] <= days[0] + SLACK and days[1] <= one[1] + SLACK)
        return next(fitting, year)

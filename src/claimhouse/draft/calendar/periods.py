"""Ids of the periods that a document prints: 2025, 2025-Q2, 2025-H1, 2025-9M, 2025-06, 2025-06-30; FY2025-Q4 of a fiscal year."""

from __future__ import annotations

import re
from datetime import date

from claimhouse.draft.calendar.label import Label
from claimhouse.draft.calendar.relative import Relative
from claimhouse.draft.days import SLACK, Days, near_quarter, regular_end, regular_id, regular_start, same_day
from claimhouse.draft.period_wordings import PART, PARTS
from claimhouse.draft.spoken import NTH
from claimhouse.grammar import parse_period

CALENDAR_PART = re.compile(r"(?:Q[1-4]|[1-4]Q|H[12]|[12]H)\s?(?:19|20)\d\d|(?:19|20)\d\d[\s-]?(?:Q[1-4]|H[12])")


class Periods(Relative):
    """Reads labels of one document and gives ids of periods, with new rows for those that no register holds."""

    def id_of(self, days: Days, printed: str) -> str:
        """The id of a period, registered where it is new."""
        first, last = days
        if not self.has_own_year and (quarter := near_quarter(first, last)):  # of 13 weeks
            first, last = days = quarter
        id = self.fiscal_id(first, last, printed) or (first != last and self.part_id(first, printed)) or regular_id(first, last)
        id = id or self.of_days.get(days) or f"{regular_start(first)}/{regular_end(last)}"
        self.register(id, first, last)
        return id

    def unstated(self, label: Label) -> str | None:
        """FY2025 or FY2025-Q2 of a fiscal year whose end nothing says: a period without days."""
        year = re.search(r"(?:FY|fiscal\s+(?:year\s+)?|^20\d\d\s?[/–-]\s?)\s?['’]?(\d{4}|\d\d)\b", label.printed, re.IGNORECASE)
        if self.fiscal or label.days or not year:
            return None
        quarter = re.search(r"\bQ([1-4])|\b([1-4])Q|\b(first|second|third|fourth)\b", label.printed, re.IGNORECASE)
        number = (quarter[1] or quarter[2] or NTH[quarter[3].lower()]) if quarter else ""
        whole = f"FY{int(year[1]) % 100 + 2000}"
        for id, kind in ((whole, "year"), *([(f"{whole}-Q{number}", "quarter")] if number else [])):
            if id not in self.book.rows["periods"]:
                part = whole if kind == "quarter" else ""
                row = {"period_id": id, "name": f"{id}, year end not printed", "period_start": "", "period_end": "", "period_type": kind}
                self.book.rows["periods"][id] = self.book.ids["periods", id] = row | {"calendar": "unstated", "part_of_period_id": part}
                self.book.whys["periods", id] = "the end of the fiscal year is not printed"
        return id

    def part_id(self, first: date, printed: str) -> str | None:
        found = PART.search(printed)
        return f"{first.year}-{PARTS[found[0].lower()]}" if found and re.search(r"(?:19|20)\d\d", printed) else None

    def fiscal_id(self, first: date, last: date, printed: str) -> str | None:
        """FY2025, FY2025-Q4, FY2025-H1 or FY2025-9M where the year of the document is not that of the calendar."""
        if not self.has_own_year:
            return None
        months = round((last - first).days / 30.44)
        if months not in (3, 6, 9, 12) or regular_id(first, last) == str(last.year):
            return None
        if CALENDAR_PART.fullmatch(printed) and parse_period(printed) == (first, last):  # "Q1 2014" of the calendar
            return None
        for year in (last.year, last.year + 1):
            end = self.year_end(year)
            for quarter in (1, 2, 3, 4):
                boundary = same_day(end, -3 * (4 - quarter))
                if abs(boundary - last) <= SLACK and (months == 3 or months == 3 * quarter):
                    stated = re.search(r"(?:FY|fiscal\s+(?:year\s+)?)\s?'?(\d{4}|\d\d)\b", printed, re.IGNORECASE)
                    number = int(stated[1]) % 100 + 2000 if stated and "/" not in printed else end.year - self.names_start
                    suffix = f"-Q{quarter}" if months == 3 else {6: "-H1", 9: "-9M", 12: ""}[months]
                    return f"FY{number}{suffix}"
        return None

    def register(self, id: str, first: date, last: date) -> None:
        rows = self.book.rows["periods"]
        fiscal = id.startswith("FY")
        key = ("periods", id)
        if id in rows and not (fiscal and key not in self.book.ids):
            return
        kinds = {3: "quarter", 6: "half", 9: "nine_months", 12: "year", 1: "month", 0: "day"}
        months = round((last - first).days / 30.44)
        regular = fiscal or regular_id(first, last) == id
        kind = "day" if first == last else kinds.get(months, "interval") if regular else "interval"
        row = {"period_id": id, "name": id, "period_start": str(first), "period_end": str(last), "period_type": kind}
        row["calendar"] = self.calendar if fiscal else "calendar"
        row["year"] = id if kind == "year" and not fiscal else ""
        whole = re.match(r"((?:FY)?\d{4})-(?:Q[1-4]|H[12]|9M|\d\d)$", id)
        if whole and kind != "day":
            row["part_of_period_id"] = whole[1] if whole[1] in rows or not fiscal else ""
            if not fiscal and whole[1] not in rows:
                self.register(whole[1], date(first.year, 1, 1), date(first.year, 12, 31))
        before = re.sub(r"FY(\d{4})", lambda year: f"FY{int(year[1]) - 1}", id) if fiscal else ""
        row["prior_period_id"] = before if ("periods", before) in self.book.ids else ""
        rows[id] = self.book.ids[key] = row
        self.book.whys[key] = f"{first} to {last}"
        for other in self.book.ids.values():  # the year after was registered first
            if fiscal and re.sub(r"FY(\d{4})", lambda year: f"FY{int(year[1]) - 1}", other.get("period_id", "")) == id:
                other["prior_period_id"] = other.get("prior_period_id") or id
                break

    def label(self, printed: str, id: str) -> None:
        """Registers the wording of a period."""
        row = self.book.rows["periods"][id]
        days = parse_period(printed)
        by_calendar = days and (str(days[0]), str(days[1])) == (row["period_start"], row["period_end"])
        names = ["calendar"] if by_calendar or (days is None and row["calendar"] == "calendar") else []
        for calendar in [*names, *(f"{self.calendar}{suffix}" for suffix in ("", *(f"_{n}" for n in range(2, 60))))]:
            known = self.printed.setdefault((printed, calendar), id)
            if known == id:
                if not any(row["printed"] == printed and row["calendar"] == calendar for row in self.book.labels):
                    key = ("period_labels", f"{printed}|{calendar}")
                    self.book.ids[key] = {"printed": printed, "calendar": calendar, "period_id": id}
                return

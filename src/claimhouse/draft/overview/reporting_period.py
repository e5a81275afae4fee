"""The period that a document reports on: of its title, its first paragraphs or its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from claimhouse.check import TOKEN
from claimhouse.documents.formats.page_heads import RUNNING_HEAD
from claimhouse.documents.grid import is_year
from claimhouse.documents.mentions import sentences_of
from claimhouse.documents.model import Table
from claimhouse.documents.periods import MONTH as MONTH_NAME
from claimhouse.draft.answers import FIELDED
from claimhouse.draft.calendar.label import Label
from claimhouse.draft.cells import as_of
from claimhouse.draft.dating.bases import is_dateline, is_of_base
from claimhouse.draft.days import same_day
from claimhouse.draft.overview.beginning import Beginning
from claimhouse.draft.passage import Passage
from claimhouse.draft.period_wordings import QUARTER, RESULTS_ENDED
from claimhouse.draft.preliminary import preliminary_ends
from claimhouse.draft.registers import FORESEEN, foresees
from claimhouse.draft.source import Paragraph
from claimhouse.draft.store import Item

REPORTS = re.compile(  # a line that says what is reported on
    r"\bended\b|\bresults\b|\bannual\s+re(?:port|view)\b|\b(?:months|weeks|year|half)\s+to\s+\d"
    r"|\b(?:financial|fiscal|accounting|reporting)\s+(?:year|period)\s+from\b|止|财报|业绩|年报|季报|公报|运行情况",
    re.IGNORECASE,
)
PART_OF_YEAR = re.compile(r"quarter|\bQ[1-4]\b|half|interim|\b(?:three|six|nine)[\s-]months?\b", re.IGNORECASE)
DAYS_PRINTED = re.compile(
    r"\d{1,2},?\s+(?:[A-Za-z]+\.?\s+)?(?:\d{4}\s*)?(?:to|through|[-–—])\s|\bended\b|(?<![A-Za-z\d])\d+\s*[-–—]\s*\d", re.IGNORECASE
)
DATA_FOR = (
    r"\b(?:data|figures|statistics|results|report|survey|index|bulletin|release|update|sales|prices|trade)\s+(?:for|in|of)\s+(?:the\s+)?"
)
AS_OF = re.compile(r"\b(?:figures|data|information|numbers|amounts)\s+(?:are\s+)?(?:as\s+(?:of|at)|at)\s+", re.IGNORECASE)
NO_YEAR = re.compile(r"\s*(?:\([^()]{2,30}\)\s*)?(?:—|–|--|-\s)")  # behind a dateline
FIRST = re.compile(r"\W*(?:\d{1,2}\s*[、.)]\s*)?(?:(?:In|For|During)\s+(?:the\s+)?)?", re.IGNORECASE)  # before what a paragraph begins with
MONTH_BEHIND = re.compile(rf"(?:^|[,|–—(]\s*)(?:{MONTH_NAME})\s+20\d\d\)?$", re.IGNORECASE)  # a line ends with a month
KIND_ALONE = re.compile(  # "Half-year results", "posts record annual profit"
    r"\b(?:(?P<half>half[\s-]year(?:ly)?|interim|six[\s-]months?)|(?P<year>full[\s-]year|annual))\s+(?:[a-z]+\s+){0,3}(?:results?|reports?|statements?|figures|earnings|profits?|accounts)\b",
    re.IGNORECASE,
)
OF_BRACKETS = re.compile(r"[(（]\s*[:：]")  # around a period: "(1H19: $5 million)"
BEHIND_THAN = re.compile(  # "than the $2.7 million in"
    r"\b(?:than|from)\s+(?:the\s+)?[^\W\d]{0,3}[$€£¥]?\d(?:[^.;]|\.\d){0,40}$", re.IGNORECASE
)
ENDED = re.compile(r"\bended\b", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:by|until|till|before|to|through)\s+(?:the\s+end\s+of\s+)?$", re.IGNORECASE)  # a year to come
SENTENCE_END = re.compile(r"[.;]\s+|[。；]")
FIRST_DAYS = re.compile(r"(?:the\s+)?first\s+\w+\s+days\b", re.IGNORECASE)
DAYS_OF_MONTH_ZH = re.compile(r"月(?:份)?前\d+[天日]$")
BETWEEN = re.compile(r"\s*(?:and|to|through|until|[-–—])\s*")  # from the first day of an interval to the last
FEW = 3  # firms that a text on one matter names
MONTH = timedelta(days=31)
GOVERNS = re.compile(  # before a day that is no day of publication
    r"(?:\b(?:on|by|at|in|of|for|from|to|through|until|till|since|ended|ending|and|or|the|between|before|after|as)|[-–—])\s*$",
    re.IGNORECASE,
)
PUBLISHED = re.compile(  # before the day of a text: 'published: "2026-02-12T21:53:28Z"', "发布时间：2024-08-31"
    r"(?<![A-Za-z])(?:published(?:[\s_-]*(?:at|on|date|time))?|publish[\s_-]*(?:date|time)|pub[\s_-]?date|date(?:[\s_-]*published)?|posted(?:\s+on)?|release[\s_-]*date"
    r"|发布时间|发布日期|發布時間|發布日期|日期|时间)[\"']?\s*[:：=]\s*[\"'“]?\s*(?:[A-Z][a-z]+day,?\s+)?",
    re.IGNORECASE,
)
HEADER = 1_500  # characters of a paragraph that may be what a site says of a text
LINE = 160  # characters of a title with its day, at most


class ReportingPeriod(Beginning):
    """Finds the main period of a document, and the days of those without a year."""

    def look_at_period(self, texts: list[str]) -> None:
        """Sets the main period, the last days and the month of the document."""
        reader = self.reader
        alone = self.periods_alone()
        reader.headed = {label.days for _, label, block in alone if block in self.source.paragraphs[:6]}
        dated = reader.periods.dated = self.day_of_text()
        headed = any(RUNNING_HEAD.fullmatch(one.text) for one in self.source.paragraphs[:1])
        for block in [None, *self.source.paragraphs[: 6 + headed]]:
            text = block.text if block else self.title()
            labels = reader.periods.labels(text)
            said = block and AS_OF.search(text)  # "Figures as of 30 June 2025"
            if label := next((one for one in labels if said and one.days and one.start == said.end()), None):
                reader.period, reader.period_line = label, block.at(label.start)[0]
                break
            if block is None or block.is_heading or len(text) < 250 and not re.search(r"[.。]\s*$", text) and REPORTS.search(text):
                # "CPI rose 0.4% in September", "前三季度国民经济"
                labels = [replace(one, days=one.days or self.year_of_title(one, texts, dated)) for one in labels]
                if not labels and dated and (kind := KIND_ALONE.search(text)):
                    labels = [Label(kind.start(), kind.end(), kind[0], self.latest_ended(kind["half"] is not None, dated))]
            passage = Passage(reader, text)
            labels = [one for one in labels if not OF_BRACKETS.match(text[max(0, one.start - 1) :].replace(one.printed, "", 1))]
            labels = [label for label in labels if label.days and not is_of_base(text, label)]
            labels = [label for label in labels if not passage.is_base(label) and not passage.is_behind_turn(label)]
            if block and not block.is_heading and not dated:  # "For 2005, it is projecting growth"
                labels = [label for label in labels if not is_year_ahead(passage, label)]
            titled = block is None or len(text) < 100 and not re.search(r"[.。]\s*$", text)  # "INDUSTRY IN SEPTEMBER 2025"
            labels = [one for one in labels if not dated or one.days[0] <= dated]  # "by 2030" is no period that is reported on
            ended = [one for one in labels if not dated or one.days[1] <= dated]
            if (
                labels and not ended and text == self.title() and self.is_foreseen(text)
            ):  # "projects $3 million in 2025" of a text on the end of 2024
                continue
            labels = ended or labels  # "reaffirms fiscal 2008 guidance"
            if block and not block.is_heading:
                labels = [one for one in labels if not has_just_begun(one, one.days, dated)]
            labels = [
                one
                for one in labels
                if one.printed.lower().startswith("week ")
                or FIRST_DAYS.match(one.printed)
                or DAYS_OF_MONTH_ZH.search(one.printed)
                or (one.days[1] - one.days[0]).days > (26 if titled and (self.is_past(one) or self.is_spoken_of(one)) else 31)
            ]
            reports = (
                block is None
                or block.is_heading
                or REPORTS.search(text)
                or len(text) < 100
                and labels
                and (self.is_past(labels[0]) or self.is_spoken_of(labels[0]))
            )
            printed = labels[0].printed.lower() if labels else ""
            found = block or next((one for one in self.source.paragraphs if printed and printed in one.text.lower()), None)
            own = reader.periods.has_own_year and labels and labels[0].days[0].month == 1
            bare = own and re.fullmatch(r"(?:19|20)\d\d", labels[0].printed)
            bare = bare or block and len(alone) > 2 and any(one[2] is block for one in alone)  # one of a list of periods
            if found and labels and reports and not bare:  # "Integrated report 2025" is on a fiscal year
                reader.period, reader.period_line = labels[0], found.at(found.text.lower().index(printed))[0]
                break
        self.look_at_days_printed()
        self.look_at_longer(texts)
        self.look_at_results_ended()
        for block in self.source.paragraphs[:400]:
            for label in reader.periods.labels(block.text):
                if label.days:
                    reader.printed.setdefault(label.days, (label, block.at(label.start)[0]))
        reader.days = reader.period.days if reader.period else self.first_days(texts)
        reader.as_of = as_of(reader)
        self.look_at_opening(alone)
        reader.preliminary = preliminary_ends(reader)

    def period_of_tables(self, items: Iterable[Item]) -> Label | None:
        """The latest year, half or quarter of which tables with several have most figures, for a document that names none on its own."""
        rows, found = self.book.rows["periods"], Counter()
        firsts: dict[str, Item] = {}
        for item in items:
            row = rows.get(item.value("period_id"), {})
            if item.table_id and row.get("period_start") and row.get("period_end") and item.value("obs_status") == "A":
                found[item.value("period_id")] += 1
                firsts.setdefault(item.value("period_id"), item)
        long = [id for id, count in found.items() if count * 5 >= sum(found.values()) and days_between(rows[id]) > 80]
        if len(long) < 2:
            return None
        id = max(long, key=lambda one: rows[one]["period_end"])
        item, days = firsts[id], tuple(date.fromisoformat(rows[id][end]) for end in ("period_start", "period_end"))
        self.reader.period_line = int(item.value("period_line") or item.line)
        return Label(0, 0, item.value("period_printed"), days)

    def day_of_text(self) -> date | None:
        """The day of a line of its own or of a dateline at the beginning: "Published: 9 April 2024", "OSLO, April 9, 2024 -"; one without a
        year, "SEOUL, Dec. 1 (Newswire) --", is in the year that the text prints last, or the one after it."""
        texts = [one.text[:400] for one in self.source.paragraphs[:8]]
        for text in (one.text[:HEADER] for one in self.source.paragraphs[:8]):
            for match in PUBLISHED.finditer(text):
                label = next((one for one in self.reader.periods.labels(text) if one.start == match.end()), None)
                if label and label.days and label.days[0] == label.days[1]:
                    return label.days[0]
        for text in texts:
            for label in self.reader.periods.labels(text):
                if label.printed.endswith(("末", "底")):  # "2024年四季度末，贷款余额255万亿元"
                    continue
                alone = label.days and label.days[0] == label.days[1] and (len(text) < 60 or ends_with_day(text, label))
                if alone or is_dateline(text, label, 60):
                    return label.days[1]
        ends, ahead = self.ends_told()
        for text in texts if ends or ahead else ():
            for label in self.reader.periods.labels(text)[:1]:
                if (
                    label.days
                    or label.shift
                    or label.start > 40
                    or not NO_YEAR.match(text[label.end :])
                    or not re.search(r"\d", label.printed)
                ):
                    continue
                last = max(ends or ahead)
                days = self.reader.periods.nearest(label, (last, last))
                if days and days[0] == days[1]:
                    day = days[1] if days[1] >= last else same_day(days[1], 12)
                    return day if ends or day <= last else same_day(day, -12)
        return None

    def ends_told(self) -> tuple[list[date], list[date]]:
        """The last days of the periods of which a text tells what happened, and of those that it foresees."""
        ends: list[date] = []
        ahead: list[date] = []
        for block in self.source.paragraphs:
            for text in SENTENCE_END.split(block.text) if self.reader.periods.labels(block.text) else ():
                foreseen = foresees(text)
                (ahead if foreseen else ends).extend(one.days[1] for one in self.reader.periods.labels(text) if one.days)
        return ends, ahead

    def look_at_days_printed(self) -> None:
        """The days that a line of its own prints below a title on a part of a year: "(October 1, 2019 - March 31, 2020)"."""
        reader = self.reader
        found = {}
        for block in self.source.paragraphs[:6] if reader.period and PART_OF_YEAR.search(f"{reader.period.printed} {reader.title}") else ():
            labels = [one for one in reader.periods.labels(block.text) if one.days and 80 < (one.days[1] - one.days[0]).days < 380]
            labels = [one for one in labels if one.printed not in reader.title or DAYS_PRINTED.search(one.printed)]
            if len(labels) == 1 and len(block.text) < 160 and DAYS_PRINTED.search(labels[0].printed):
                found.setdefault(labels[0].days, (labels[0], block.at(labels[0].start)[0]))
        if len(found) == 1:
            reader.period, reader.period_line = next(iter(found.values()))

    def look_at_results_ended(self) -> None:
        """The days that the text prints of its results, "for its half year results ending 31 July", where the title has a part of a year in
        words alone, or nothing."""
        reader, dated = self.reader, self.reader.periods.dated
        if reader.period and (re.search(r"\d", reader.period.printed) or not dated):
            return
        for block in self.source.paragraphs[:8]:
            for label in reader.periods.labels(block.text) if RESULTS_ENDED.search(block.text) else ():
                days = label.days or (reader.periods.nearest(label, (dated, dated)) if dated else None)
                if RESULTS_ENDED.fullmatch(label.printed) and days and not (dated and not days[1] <= dated < days[1] + 8 * MONTH):
                    reader.period, reader.period_line = replace(label, days=days), block.at(label.start)[0]
                    return

    def look_at_longer(self, texts: list[str]) -> None:
        """The half or nine months with which the text opens, where the title has the quarter that ends them without a year."""
        reader = self.reader
        printed = reader.period.printed if reader.period else ""
        if not any(one.printed == printed and not one.days for one in reader.periods.labels(reader.title)):
            return
        for block in self.source.paragraphs[1:6]:
            labels = [one for one in reader.periods.labels(block.text) if one.days and one.days[0] != one.days[1]]
            if labels and not FIRST.fullmatch(block.text[: labels[0].start]) and not block.is_heading:
                return  # it opens with another
            if labels and FIRST.fullmatch(block.text[: labels[0].start]):
                first, last = labels[0].days
                begun = reader.period.days[0]
                if last == reader.period.days[1] and first < begun and last - begun > 2 * MONTH and last - first < 10 * MONTH:
                    reader.period, reader.period_line = labels[0], block.at(labels[0].start)[0]
                return

    def year_of_title(self, label: Label, texts: list[str], dated: date | None) -> tuple[date, date] | None:
        """The days of "First Quarter" in a title: the latest such quarter that the document prints, else the one nearest to its first
        period."""
        periods = self.reader.periods
        cells = [cell.text for table in self.source.document.tables for cell in table.cells[:200] if not TOKEN.fullmatch(cell.text)]
        cells += [year for table in self.source.document.tables for year in years_over(table)]
        printed = {one.days for text in [*texts[:40], *cells] for one in periods.labels(text[:600]) if one.days}
        same = [days for days in printed if periods.nearest(label, days) == days and not (dated and days[1] > dated)]
        if same and not label.shift and not dated and max(same) in self.compared_with(texts):  # "up from $3 million in Q1 2023"
            return tuple(same_day(day, 12) for day in max(same))
        near = self.first_days(texts)
        if label.shift and not label.is_ago:  # "in eleven months"
            return self.first_months(near, label.shift[1]) if near and label.shift[0] == "months" else None
        if dated and (past := periods.nearest(label, (dated, dated))) and past[1] <= dated:  # the last that had ended by then
            same.append(past)
        return max(same, default=None) or self.past(periods.nearest(label, near), near)

    def compared_with(self, texts: list[str]) -> set[tuple[date, date]]:
        """The periods that a text prints only for figures that others are compared with."""
        bases, others = set(), set()
        for text in texts[:40]:
            passage = Passage(self.reader, text)
            for one in passage.labels:
                if one.days:
                    base = passage.is_base(one) or passage.is_behind_turn(one) or BEHIND_THAN.search(text[: one.start])
                    (bases if base else others).add(one.days)
        return bases - others

    def first_months(self, near: tuple[date, date], count: int) -> tuple[date, date] | None:
        """The first months of the year of a period; of a day those that had ended last by then, if that is not long ago."""
        periods = self.reader.periods
        if near[0] != near[1]:
            return periods.shifted(near, ("months", count))
        years = (periods.year_days(near[1].year + more) for more in (-1, 0, 1))
        ended = [(first, last) for first, end in years if (last := same_day(end, count - 12)) <= near[1]]
        return max(ended) if ended and near[1] - max(ended)[1] < 5 * MONTH else None

    def latest_ended(self, half: bool, dated: date) -> tuple[date, date]:
        """The first half, or the year, of a firm that had ended last by a day."""
        periods = self.reader.periods
        every = (periods.part_days("H1", year) if half else periods.year_days(year) for year in range(dated.year - 2, dated.year + 2))
        return max((days for days in every if days[1] < dated), key=lambda days: days[1])

    def past(self, days: tuple[date, date] | None, near: tuple[date, date] | None) -> tuple[date, date] | None:
        """Days that a title names without a year: those of a year before where they would begin after the day on which the text opens."""
        later = days and near and near[0] == near[1] and days[0] > near[1]
        return (same_day(days[0], -12), same_day(days[1], -12)) if later else days

    def periods_alone(self) -> list[tuple[date, Label, Paragraph]]:
        """Periods that are all of a paragraph, with their last days."""
        return [
            (one.days[1], one, block)
            for block in self.source.paragraphs
            if len(block.text) < 40
            for one in self.reader.periods.labels(block.text)
            if one.days and not re.sub(r"\W", "", block.text.replace(one.printed, ""))
        ]

    def look_at_opening(self, alone: list[tuple[date, Label, Paragraph]]) -> None:
        """The period of a document whose title has none: with which its first paragraph begins, else the last of those that stand alone."""
        reader, periods = self.reader, self.reader.periods
        opening = self.opening()
        for block in self.source.paragraphs if not reader.period and opening else ():
            labels = [one for one in periods.labels(block.text) if one.days and one.days[1] - one.days[0] >= MONTH - timedelta(days=4)]
            if (
                block.text.startswith(opening)
                and labels
                and re.fullmatch(r"\W*(?:in|during|for)?\s*", block.text[: labels[0].start], re.IGNORECASE)
            ):
                reader.period, reader.period_line = labels[0], block.at(labels[0].start)[0]
        if not reader.period and len(alone) > 2:
            _, reader.period, block = max(alone, key=lambda one: one[0])
            reader.period_line = block.at(0)[0]
        reader.days = reader.period.days if reader.period else reader.days

    def of_edition(self, days: tuple[date, date] | None) -> tuple[date, date] | None:
        """Of a text on a survey the month of the text, where a month without a year is that of the year before: "the February edition"."""
        dated = self.reader.periods.dated
        if not days or not dated or not self.reader.is_on_survey or days[1] - days[0] > MONTH:
            return days
        later = same_day(days[0], 12), same_day(days[1], 12)
        return later if later[0] <= dated <= later[1] else days

    def is_foreseen(self, title: str) -> bool:
        """Whether a title looks ahead and the text below it is on a period of a quarter or more that has ended."""
        dated = self.reader.periods.dated
        if not foresees(title):
            return False
        below = (
            one for block in self.source.paragraphs[1:4] for one in self.reader.periods.labels(block.text) if one.days and not one.shift
        )
        return any(one.days[1] < dated and 80 < (one.days[1] - one.days[0]).days < 380 and dated - one.days[1] < 5 * MONTH for one in below)

    def fieldwork(self) -> tuple[Label, int] | None:
        """The days on which people were asked, of a text on a survey: "fielded from April 30 to May 10", "conducted in March 2024"."""
        periods, dated = self.reader.periods, self.reader.periods.dated
        for block in self.source.paragraphs if self.reader.is_on_survey else ():
            for first, last in sentences_of(block.text):
                said = FIELDED.search(block.text, first, last)
                labels = [one for one in periods.labels(block.text) if said and first <= one.start < last and not one.shift]
                labels = [one for one in labels if one.days or re.search(r"\d", one.printed)] or labels  # "The May survey ran to May 9"
                days = [one.days or (self.of_edition(periods.nearest(one, (dated, dated))) if dated else None) for one in labels[:2]]
                if not days or not days[0] or any(one and (one[1] - one[0]).days > 100 for one in days):
                    continue
                whole = BETWEEN.fullmatch(block.text[labels[0].end : labels[1].start]) if len(days) > 1 and days[1] else None
                whole = days[0][0], days[1 if whole else 0][1]
                if (
                    timedelta(0) <= whole[1] - whole[0] < 4 * MONTH
                    and whole != (dated, dated)
                    and not (dated and not whole[1] <= dated < whole[1] + 8 * MONTH)
                ):
                    return replace(labels[0], days=whole), block.at(labels[0].start)[0]
        return None

    def usual_period(self) -> tuple[Label, int] | None:
        """The quarter, half or year, or else month, that most periods of the first paragraphs with figures are, not those that something
        is compared with."""
        found: dict[tuple[date, date], list[tuple[Label, int]]] = {}
        dated = self.reader.periods.dated
        for block in self.source.paragraphs[:12]:
            passage = Passage(self.reader, block.text)
            for label in passage.labels if re.search(r"\d\s?(?:%|percent|million|billion|[亿万])", block.text) else ():
                days = self.of_edition(self.reader.periods.nearest(label, self.reader.days)) if not label.days else label.days
                aside = re.search(r"[(（]\s*$", block.text[: label.start])
                aside = aside or label.part or passage.is_behind_turn(label)
                aside = aside or self.reader.is_on_survey and label.shift  # "in the past 12 months"
                aside = aside or not label.days and looks_ahead(passage, label)
                aside = aside or days and has_just_begun(label, days, dated)
                if days and not label.is_ago and not aside and not passage.is_base(label) and (days[1] - days[0]).days > 26:
                    found.setdefault(days, []).append((replace(label, days=days), block.at(label.start)[0]))
        best = max(found.values(), key=len, default=[])
        most = len(best) > 1 and 2 * len(best) > sum(map(len, found.values()))
        usual = best[0] if most or best and len(found) == 1 and not self.reader.is_covered else None
        return usual if usual and (usual[0].days[1] - usual[0].days[0]).days < 400 and self.is_latest(usual[0].days) else None

    def ended_period(self) -> tuple[Label, int] | None:
        """The first quarter, half or year of a text on a firm of which it says that it ended, "for the quarter ended December 31", or the
        quarter without a year that ended last before its day: "Oslo, July 18, 2024: Norvane had $5 million in Q1 revenue"."""
        reader, dated = self.reader, self.reader.periods.dated
        firm = self.book.rows["subjects"].get(reader.subject, {}).get("subject_type") == "company"
        for block in self.source.paragraphs[:12] if firm else ():
            passage = Passage(reader, block.text)
            for label in passage.labels:
                days = label.days or (reader.periods.nearest(label, (dated, dated)) if dated and not label.shift else None)
                aside = passage.is_behind_turn(label) or passage.is_base(label) or (dated and days and days[1] > dated)
                just = dated and days and not label.days and QUARTER.search(label.printed) and dated - days[1] < 4 * MONTH
                if (
                    days
                    and not aside
                    and (ENDED.search(label.printed) or just)
                    and 80 < (days[1] - days[0]).days < 380
                    and self.is_latest(days)
                ):
                    return replace(label, days=days), block.at(label.start)[0]
        return None

    def opening_period(self) -> tuple[Label, int] | None:
        """The first period of the first paragraph with figures, for a text on no firm or market that the registers cover."""
        reader, opening = self.reader, self.opening()
        several = reader.is_covered or len(reader.newcomers) > FEW
        for block in self.source.paragraphs[:12] if opening and not several else ():
            if not block.text.startswith(opening):
                continue
            passage, dated = Passage(reader, block.text), reader.periods.dated
            for label in passage.labels:
                days = label.days or (self.of_edition(reader.periods.nearest(label, (dated, dated))) if dated and not label.shift else None)
                aside = label.is_ago or passage.is_behind_turn(label) or passage.is_base(label) or passage.is_of_event(label)
                aside = aside or reader.is_on_survey and label.shift or not label.days and looks_ahead(passage, label)
                if days and not aside and 26 < (days[1] - days[0]).days < 400 and not (dated and days[1] > dated) and self.is_latest(days):
                    return replace(label, days=days), block.at(label.start)[0]
        return None

    def is_latest(self, days: tuple[date, date]) -> bool:
        """Whether a period is none that a text foresees and ended a year at most before the last that it does not: else it only looks
        ahead to it or back on it."""
        dated = self.reader.periods.dated
        texts = (text for one in self.source.paragraphs for text in SENTENCE_END.split(one.text))
        told = (text for text in texts if not foresees(text))
        ends = [one.days[1] for text in told for one in self.reader.periods.labels(text) if one.days]
        newest = max([*ends, *([dated] if dated else [])], default=days[1])
        return timedelta(0) <= newest - days[1] <= timedelta(days=400)

    def is_past(self, month: Label) -> bool:
        """Whether the beginning prints a day after a month, which is then no month of publication."""
        if self.reader.periods.dated and self.reader.periods.dated > month.days[1]:
            return True
        if any(MONTH_BEHIND.search(one.text) and self.is_later_month(one.text, month) for one in self.source.paragraphs[1:4]):
            return True
        labels = (label for one in self.source.paragraphs[:15] for label in self.reader.periods.labels(one.text))
        return any(label.days and label.days[0] == label.days[1] > month.days[1] for label in labels)

    def is_later_month(self, text: str, month: Label) -> bool:
        """Whether a short line names one later month, that of publication: "Vastria Statistics, September 2018"."""
        labels = self.reader.periods.labels(text) if len(text) < 80 else []
        return len(labels) == 1 and labels[0].days is not None and month.days[1] < labels[0].days[0] <= month.days[1] + 3 * MONTH

    def is_spoken_of(self, month: Label) -> bool:
        """Whether the first paragraphs give figures "for October" or "in October", the month of a title."""
        name = re.match(r"[A-Za-z]+", month.printed)
        texts = (one.text for one in self.source.paragraphs[1:6]) if name else ()
        if self.heads_tables(month):
            return True
        if any(re.search(rf"{DATA_FOR}{re.escape(month.printed)}", one.text, re.IGNORECASE) for one in self.source.paragraphs[:6]):
            return True
        if named := re.search(r"(?<!\d)(\d{1,2}月)", month.printed):
            return any(re.search(rf"(?<![\d—–~至到-]){named[1]}(?!\d)", one.text) for one in self.source.paragraphs[1:6])
        return any(
            re.search(rf"\b(?:in|for|during|this|over|month\s+of|year\s+to)\s+{name[0]}\b(?!\s+\d{{1,2}}\b)", text, re.IGNORECASE)
            for text in texts
        )

    def heads_tables(self, month: Label) -> bool:
        """Whether the month that is all of a line below the title is the last one that a table has over a column: "Aug 2016 | Sep 2016"."""
        alone = any(one.text.strip(" #") == month.printed for one in self.source.paragraphs[:4])
        for table in self.source.document.tables[:2] if alone else ():
            heads = (label for cell in table.cells[:20] for label in self.reader.periods.labels(cell.text) if label.days)
            days = [one.days for one in heads if 26 < (one.days[1] - one.days[0]).days < 31]
            if days and max(days) == month.days:
                return True
        return False

    def first_days(self, texts: list[str]) -> tuple[date, date] | None:
        """The days of the first period with a year: months without one are of that year."""
        first, dated = None, self.reader.periods.dated
        compared = set() if dated else {days[1].year for days in self.compared_with(texts) if (days[1] - days[0]).days > 300}
        for text in texts:
            labels = [one for one in self.reader.periods.labels(text) if one.days and not is_of_base(text, one)]
            passage = Passage(self.reader, text) if labels else None
            bases = {one.days for one in labels if passage.is_base(one) or passage.is_behind_turn(one) or UNTIL.search(text[: one.start])}
            bases |= set() if dated else {one.days for one in labels if is_year_ahead(passage, one)}
            own = next((one.days for one in labels if one.days not in bases and not (dated and one.days[0] > dated)), None)
            if own:
                return (dated, dated) if dated and (own[1] - own[0]).days < 400 else own
            first = first or (labels[0].days if labels else None)
        if compared and first and first[1].year in compared:  # a text whose year is "up from 2003" alone
            return self.reader.periods.year_days(max(compared) + 1)
        return (dated, dated) if dated else first  # a base alone is not when the text speaks


def looks_ahead(passage: Passage, label: Label) -> bool:
    """Whether the sentence of a period looks ahead: "expect the rate to fall by July"."""
    return foresees(FORESEEN.sub(" ", passage.words(passage.sentence(label.start))))


def has_just_begun(label: Label, days: tuple[date, date], dated: date | None) -> bool:
    """Whether a year began shortly before the day of a text, which can report nothing on it yet."""
    alone = re.fullmatch(r"(?:20)?\d\d年?", label.printed)
    return bool(alone and dated) and days[0] <= dated < days[1] and dated - days[0] < 4 * MONTH


def is_year_ahead(passage: Passage, label: Label) -> bool:
    """Whether a year stands alone in a sentence that tells a forecast or target."""
    return re.fullmatch(r"20\d\d", label.printed) is not None and looks_ahead(passage, label)


def ends_with_day(text: str, label: Label) -> bool:
    """Whether a line of a few words ends with a day that none of them governs, as a title with its date."""
    return len(text) < LINE and label.end == len(text.rstrip()) and GOVERNS.search(text[: label.start]) is None


def years_over(table: Table) -> list[str]:
    """The years that a row of headings of a table consists of: "2023 | 2022 | 2021"."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells[:40]:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text.strip())
    over = (texts for texts in rows.values() if sum(map(is_year, texts)) > 1 and sum(map(is_year, texts)) >= len(texts) - 1)
    return [text for text in next(over, []) if is_year(text)]


def days_between(row: dict[str, str]) -> int:
    """How many days a period of the register is long."""
    return (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days

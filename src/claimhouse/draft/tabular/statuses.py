"""Whether the figures of a table are actual: the letters of its headings, its titles, the ends of its periods."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from claimhouse.documents.grid import Figure
from claimhouse.draft.registers import foresees
from claimhouse.draft.status import HAPPENED, REPORTS
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.change_columns import last_year
from claimhouse.draft.tabular.heading_periods import WELL_AFTER, HeadingPeriods
from claimhouse.draft.tabular.periods import UP_TO
from claimhouse.draft.tabular.within_year import part_alone

CALLED = re.compile(r"\b(?:expected|estimated|projected|anticipated|targeted|target|budgeted)\s+(?=[A-Za-z])", re.IGNORECASE)
PRELIMINARY = re.compile(  # "Data are preliminary", "they are preliminary and may still change"
    r"\b(?:they|these|data|figures|numbers|estimates|counts|shipments|results|totals)\s+(?:[\w-]+\s+){0,4}?(?:are|is|remain)\s+(?:still\s+)?"
    r"(?:considered\s+)?(?:preliminary|provisional)\b",
    re.IGNORECASE,
)
NAMED = re.compile(  # "Estimated fair value", "Energy Projects", "Items that will not be reclassified to profit or loss"
    r"(?<=\w )projects\W*$|\bestimated\s+(?=(?:fair|useful|remaining)\b)"
    r"|\b(?:will|may|might|could|can)\s+(?:not\s+|never\s+|subsequently\s+)*be\s+(?:subsequently\s+)?reclassified\b",
    re.IGNORECASE,
)
SEASON = re.compile(r"(?:19|20)\d\d\s?/\s?\d\d(?!\d)")
CROP = re.compile(r"\bsupply\b|\bcrops?\b|\bharvests?\b|\bmarketing year\b", re.IGNORECASE)
LETTER = re.compile(r"\b(?:19|20)\d\d\s*(?:([EeFf])\b|\(([efpEFP])\))")


class TableStatuses(HeadingPeriods):
    """Finds the status of a figure whose period is known."""

    def words_of_status(self, item: Item, figure: Figure) -> str:
        """What the place of a figure may say of its status. Of a period that is over "Expected return on plan assets" is the name of what
        is measured."""
        end = self.book.rows["periods"].get(item.value("period_id"), {}).get("period_end", "")
        over = bool(end) and (not self.reader.as_of or end[:7] <= self.reader.as_of)
        label = CALLED.sub(" ", figure.row_label) if over else figure.row_label
        soft = "preliminary" if end and end == self.newest and self.said_preliminary else self.provisional
        texts = ("" if part_alone(text) else text for text in (label, *figure.headers, *figure.groups))  # the month of May
        label, *heads = (NAMED.sub(" ", text) for text in texts)
        return " ".join(filter(None, [label, *heads, self.table.caption, soft]))

    @cached_property
    def said_preliminary(self) -> bool:
        """Whether a sentence near the table says of its figures that they are preliminary."""
        return any(PRELIMINARY.search(one.text) for one in (*self.above, *self.below))

    @cached_property
    def newest(self) -> str:
        """The last day of the newest period of the headings, which alone is still preliminary."""
        heads = {text for one in self.figures for text in one.headers}
        ends = [label.days[1] for text in heads if (label := self.one_label(text)) and label.days]
        main = self.reader.period.days[1] if self.reader.period and self.reader.period.days else None
        last = max(ends, default=main)
        return last.isoformat() if last else ""

    def status_of_heading(self, item: Item, figure: Figure) -> None:
        """The letter behind a year or month in a heading: "2025e", "2026f", "Sep 2026 (p)"; a rate up to a year to come is a forecast."""
        marked = [found for text in figure.headers if (found := LETTER.search(text))]
        self.status_of_season(item, figure)
        letters = {(found[1] or found[2]).upper() for found in marked}
        end = next((str(last_year(found))[2:] for text in figure.headers if (found := UP_TO.search(text))), "")
        if len(letters) == 1:
            status, dated = letters.pop(), self.reader.as_of
            ends = self.book.rows["periods"].get(item.value("period_id"), {}).get("period_end") or f"{marked[0][0][:4]}-12"
            later = item.value("obs_status") == "F" or bool(dated) and ends[:7] > dated  # "2027E" in 2026 is foreseen
            item.put("obs_status", "F" if later else status, "heading", not later or status == "F")
        elif end and self.reader.as_of and self.reader.as_of[:4] < f"20{end}":
            item.put("obs_status", "F", "heading", False)

    def status_of_season(self, item: Item, figure: Figure) -> None:
        """A season of two years, "2024/25", that may not be over: one to come is foreseen, as is the supply of the current one."""
        seasons = [found[0] for text in figure.headers if (found := SEASON.match(text))]
        dated = self.reader.as_of
        if not seasons or not dated or item.value("period_id") or item.value("obs_status") != "A":
            return
        ends = int(seasons[-1][:2]) * 100 + int(seasons[-1][-2:])
        crop = any(text and CROP.search(text) for text in (*self.titles, self.reader.title, *(one.text for one in self.above)))
        if ends > int(dated[:4]) or ends == int(dated[:4]) and crop:
            item.put("obs_status", "F", "heading", False)

    def status_of_period(self, item: Item) -> None:
        """A figure of a period that ends long after the day of the document, or below a title on a forecast after its month, is foreseen;
        none of a day."""
        days = self.book.rows["periods"].get(item.value("period_id"), {})
        if item.value("obs_status") != "A" or not days.get("period_end") or days["period_start"] == days["period_end"]:
            return
        if REPORTS.search(self.reader.title) and any(HAPPENED.search(one.text) for one in self.above[:1]):
            return  # "Comparable sales were as follows": the period is another
        end, dated = date.fromisoformat(days["period_end"]), self.reader.periods.dated
        titled = any(foresees(text) for text in self.titles if text)
        if dated and end - dated > WELL_AFTER or titled and self.reader.as_of and days["period_end"][:7] > self.reader.as_of:
            item.put("obs_status", "F", "title" if titled else "period", False)

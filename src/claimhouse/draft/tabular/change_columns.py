"""When the figures of a column of changes were: at the end of what they lead up to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimhouse.documents.grid import Figure
from claimhouse.draft.cells import put_period
from claimhouse.draft.days import same_day
from claimhouse.draft.store import Item
from claimhouse.draft.tabular.parts_and_lengths import PartsAndLengths


class ChangeColumns(PartsAndLengths):
    """Finds the period of changes beside the levels of a row."""

    def left_of(self, item: Item) -> list[Item]:
        """The levels next to the left of a change in its row, if they are of several periods."""
        ends, block = self.book.rows["periods"], []
        row = [one for one in self.items.by_id.values() if (one.table_id, one.row) == (item.table_id, item.row) and one.state != "excluded"]
        row = [one for one in row if one.value("unit") != "rank"]
        for one in sorted((one for one in row if int(one.column) < int(item.column)), key=lambda one: int(one.column), reverse=True):
            if not one.value("unit").startswith("percent"):
                block.insert(0, one)
            elif block:
                break
        block = [one for one in block if ends.get(one.value("period_id"), {}).get("period_end")]
        if len(block) == 1:  # "2025, 2024, change, 2023, change": the second is from 2023 to 2024
            levels = [one for one in row if int(one.column) < int(block[0].column) and not one.value("unit").startswith("percent")]
            lengths = {one.id: self.length_of_period(one) for one in [*levels, *block]}
            levels = [one for one in levels if lengths[one.id] and abs(lengths[one.id] - lengths[block[0].id]) <= 10]
            most = 1 if lengths[block[0].id] > 300 else len(levels)  # "3Q25, 2Q25, change, 3Q24, change": both are of 3Q25
            block = [*sorted(levels, key=lambda one: int(one.column))[-most:], *block]
        return block if len({one.value("period_id") for one in block}) > 1 else []

    def length_of_period(self, item: Item) -> int:
        """The days of the period of a figure; 0 where it has none."""
        row = self.book.rows["periods"].get(item.value("period_id"), {})
        ends = [row.get(name) for name in ("period_start", "period_end")]
        return (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days + 1 if all(ends) else 0

    def up_to(self, item: Item, figure: Figure, end: re.Match) -> None:
        """A rate of growth over years, "CAGR 2025–30, %": its later year."""
        label = next(iter(self.reader.periods.labels(str(last_year(end)))), None)
        place = next((place for text in figure.headers if end[0] in text and (place := self.where(text, figure))), None)
        if label and label.days and place:
            put_period(item, self.reader, label, place[0], "heading", False, label.days)

    def as_latest(self, item: Item, latest: Item) -> None:
        for name in ("period_id", "period_printed", "period_line"):
            item.cells[name] = replace(latest.cells[name])
        item.cells["period_id"].sure = "unsure"

    def latest_of_row(self, item: Item) -> Item | None:
        """The figure of the row with the latest period, which a column of changes leads up to: of those to its left that are as long as the
        nearest, else of all."""
        periods = self.book.rows["periods"]
        row = [
            one
            for one in self.items.by_id.values()
            if one is not item
            and (one.table_id, one.row) == (item.table_id, item.row)
            and one.value("unit") != "rank"
            and periods.get(one.value("period_id"), {}).get("period_end")
        ]
        left = [one for one in row if int(one.column) < int(item.column)]
        left = [one for one in left if not one.value("unit").startswith("percent")] or left
        if left:
            length = self.length_of_period(max(left, key=lambda one: int(one.column)))
            row = [one for one in left if abs(self.length_of_period(one) - length) <= 10]
        return max(row, key=lambda one: (periods[one.value("period_id")]["period_end"], int(one.column)), default=None)


def last_year(years: re.Match) -> int:
    """The later of the two years of "2025-30" and "2024-2023"."""
    return 2000 + max(int(one[-2:]) for one in re.findall(r"\d{2,4}", years[0]))


def later_of_two(days: tuple[date, date]) -> tuple[date, date]:
    """The later of the two months that a change lies between: "October to November 2018", "December 2017 to December 2018", or of two
    quarters, years or halves a year apart. Any other period has a change of its own, and so have the two months that begin a year."""
    months = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month
    whole = days[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
    if whole and months in (14, 17, 23):  # "Q3 2015 - Q3 2016", "2015 - 2016"
        return same_day(days[1] + timedelta(days=1), 11 - months), days[1]
    return (days[1].replace(day=1), days[1]) if whole and (months == 12 or months == 1 and days[0].month > 1) else days

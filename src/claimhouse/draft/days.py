"""Days of periods: months before and after, quarters that weeks follow, and the ids of regular ones."""

from __future__ import annotations

from datetime import date, timedelta

from claimhouse.grammar.period_parts import month_end

SLACK = timedelta(days=10)  # by which fiscal quarters of 13 weeks end before or after the month

Days = tuple[date, date]


def same_day(day: date, months: int) -> date:
    """The day so many months later; the last of a month stays the last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    last = month_end(year, month + 1).day
    ended = day == month_end(day.year, day.month)
    return date(year, month + 1, last if ended else min(day.day, last))


def near_quarter(first: date, last: date) -> Days | None:
    """The quarter of the calendar that one of 13 or 14 weeks follows; None of other days."""
    if not 84 <= (last - first).days <= 98:
        return None
    for year, month in ((last.year, month) for month in (3, 6, 9, 12)):
        end = month_end(year, month)
        if abs(end - last) <= SLACK:
            return date(year, month - 2, 1), end
    return None


def regular_id(first: date, last: date) -> str | None:
    """The id of a day, month, quarter, half, nine months or year of the calendar."""
    if first == last:
        return first.isoformat()
    if first.day != 1 or last != month_end(last.year, last.month) or first.year != last.year:
        return None
    months = (first.month, last.month)
    if months == (1, 12):
        return str(first.year)
    if months[0] == months[1]:
        return f"{first.year}-{first.month:02d}"
    if months[1] - months[0] == 2 and months[1] % 3 == 0:
        return f"{first.year}-Q{months[1] // 3}"
    return {(1, 6): f"{first.year}-H1", (7, 12): f"{first.year}-H2", (1, 9): f"{first.year}-9M"}.get(months)


def regular_start(day: date) -> str:
    if day.day != 1:
        return day.isoformat()
    return {1: str(day.year), 7: f"{day.year}-H2"}.get(day.month, f"{day.year}-{day.month:02d}")


def regular_end(day: date) -> str:
    if day != month_end(day.year, day.month):
        return day.isoformat()
    return {12: str(day.year), 6: f"{day.year}-H1"}.get(day.month, f"{day.year}-{day.month:02d}")


def near_month_end(month: int, day: int) -> tuple[int, int]:
    """The end of the month that a year of 52 weeks follows: that of the month before where it ends in the first days of one."""
    month = (month - 2) % 12 + 1 if day < 15 else month
    return month, month_end(2025, month).day


def meant(meaning: str, days: Days) -> Days | None:
    """The days of a heading that speaks of the period of the document: that period, the same of a year ago, the year to its end, its end,
    the end of the year before."""
    first, last = days
    if meaning == "period":
        return days
    if meaning == "year ago":
        return same_day(first, -12), same_day(last, -12)
    if meaning == "year to date":
        return date(last.year, 1, 1), last
    if meaning == "end":
        return last, last
    return date(last.year - 1, 12, 31), date(last.year - 1, 12, 31)

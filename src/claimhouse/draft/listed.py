"""Lists of periods and figures that belong together one by one: "5, 6 and 7 million in 2024, 2025 and 2026, respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claimhouse.draft.calendar.label import Label
from claimhouse.draft.days import SLACK, Days, same_day
from claimhouse.grammar.period_parts import month_shift

BETWEEN = re.compile(r"\W*(?:(?:and|和|及|与|以及)\W*)?(?:(?-i:[A-Z]{2,3})\s?)?[$€£¥]?\s*", re.IGNORECASE)  # two figures of a list
BETWEEN_LABELS = re.compile(r"\s*(?:[,，、/]\s*(?:and\s+)?|and\s+|和|及|与|以及|&\s*)(?:the\s+)?", re.IGNORECASE)
IN_TURN = re.compile(r"\brespectively\b|分别|依次", re.IGNORECASE)
LENGTH_ENDED = re.compile(r"\b(?:months?|weeks?|quarters?|years?|half|periods?)\s+(?:end(?:ed|ing)|to)\b", re.IGNORECASE)
MOST = 6  # years that one label stands for


def place_in_list(text: str, figures: Sequence[tuple[int, int]], start: int) -> tuple[int, int]:
    """The number of a figure in its list, from 0 on, and how many the list has; (0, 1) of one that stands alone."""
    ordered = sorted(figures)
    at = next((place for place, (first, _) in enumerate(ordered) if first == start), None)
    if at is None:
        return 0, 1
    begin = end = at
    while begin and joins(text, ordered[begin - 1][1], ordered[begin][0]):
        begin -= 1
    while end + 1 < len(ordered) and joins(text, ordered[end][1], ordered[end + 1][0]):
        end += 1
    return at - begin, end - begin + 1


def joins(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return BETWEEN.fullmatch(between) is not None and not re.search(r"[()（）;；:：.。]", between)


def labels_beside(text: str, labels: Sequence[Label], one: Label) -> list[Label]:
    """The labels that stand in a list with one, in their order."""
    ordered = sorted(labels, key=lambda label: label.start)
    at = next((place for place, label in enumerate(ordered) if label.start == one.start), None)
    if at is None:
        return [one]
    begin = end = at
    while begin and BETWEEN_LABELS.fullmatch(text[ordered[begin - 1].end : ordered[begin].start]):
        begin -= 1
    while end + 1 < len(ordered) and BETWEEN_LABELS.fullmatch(text[ordered[end].end : ordered[end + 1].start]):
        end += 1
    return ordered[begin : end + 1]


def years_of(days: Days) -> list[Days]:
    """The years that a period of several is made of; none where it is no such."""
    first, last = days
    count = round((last - first).days / 365.25)
    if not 2 <= count <= MOST or abs((same_day(first, 12 * count) - last).days - 1) > SLACK.days:
        return []
    starts: list[date] = [same_day(first, 12 * number) for number in range(count + 1)]
    return [(begin, date.fromordinal(after.toordinal() - 1)) for begin, after in zip(starts, starts[1:], strict=False)]


def months_of(days: Days) -> list[Days]:
    """The two months that "January and February 2023" names; none of another period."""
    first, last = days
    middle = same_day(first, 1)
    both = first.day == 1 and same_day(first, 2).toordinal() == last.toordinal() + 1
    return [(first, date.fromordinal(middle.toordinal() - 1)), (middle, last)] if both else []


def with_listed_ends(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels, those that go on a list as long as its first: "three months ended May 31, 2021 and February 28, 2021", "first half
    of 2022 and 2021"."""
    found: list[Label] = []
    going: set[int] = set()  # where labels begin that go on such a list
    for label in sorted(labels, key=lambda one: one.start):
        head = found[-1] if found else None
        joined = head and head.days and label.days and not label.shift and BETWEEN_LABELS.fullmatch(text[head.end : label.start])
        year = re.search(r"20\d\d$", head.printed) if joined else None
        if joined and (LENGTH_ENDED.search(head.printed) or head.start in going) and label.days[0] == label.days[1]:
            months = round((head.days[1] - head.days[0]).days / 30.44)
            label, going = replace(label, days=(month_shift(label.days[1], months), label.days[1])), going | {label.start}
        elif year and re.fullmatch(r"20\d\d", label.printed) and int(label.printed) < int(year[0]) and head.days[0] != head.days[1]:
            years = int(label.printed) - int(year[0])
            label = replace(label, days=tuple(same_day(day, 12 * years) for day in head.days))
        found.append(label)
    return found

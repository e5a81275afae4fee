"""A period as a text prints it, and how the labels of a text give way to a wording that overlaps them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimhouse.draft.days import Days
from claimhouse.draft.spoken import OF_DOCUMENT

YEARLY = ("year", "year ago")  # shifts that name a year


@dataclass(frozen=True, slots=True)
class Label:
    """A period as a text prints it, at its characters there. `printed` leaves out what explains it: "which ends January 31, 2027".
    `days` are None where the text leaves the year open; `shift` is that of "a year ago" (unit year ago or year, -1), "last quarter"
    (quarter, -1), or one of `spoken`; `part` is "second quarter" of "last year's second quarter", whose `years` are -1."""

    start: int
    end: int
    printed: str
    days: Days | None
    shift: tuple[str, int] | None = None
    part: str = ""
    years: int = 0

    @property
    def is_ago(self) -> bool:
        """Whether it is a period that others are compared with or look ahead to, and not one of the document."""
        return self.shift is not None and self.shift[0] not in OF_DOCUMENT


def over(labels: list[Label], match: re.Match) -> list[Label]:
    """The labels that a wording overlaps."""
    return [label for label in labels if label.start < match.end() and match.start() < label.end]


def is_inside(label: Label, match: re.Match) -> bool:
    return match.start() <= label.start and label.end <= match.end()


def with_label(labels: list[Label], match: re.Match, days: Days | None) -> list[Label]:
    """The labels, with a wording in the place of those that it overlaps."""
    taken = over(labels, match)
    return [*(label for label in labels if label not in taken), Label(match.start(), match.end(), match[0], days)]


def with_relative(labels: list[Label], match: re.Match, shift: tuple[str, int]) -> list[Label]:
    """The labels, with a wording of `spoken` in the place of those within it; not where one with days goes beyond it."""
    taken = over(labels, match)
    if any(label.days or label.end > match.end() for label in taken):
        return labels
    return [*(label for label in labels if label not in taken), Label(match.start(), match.end(), match[0], None, shift)]


def with_years(text: str, labels: list[Label]) -> list[Label]:
    """The labels, "last year" and "second quarter" as one where they stand together."""
    found: list[Label] = []
    for label in labels:
        before = found[-1] if found else None
        between = text[before.end : label.start] if before else ""
        year, part = (before, label) if before and before.shift and before.shift[0] in YEARLY else (label, before)
        alone = before and not (part.days or part.part or part.shift and part.shift[0] != "months")
        together = alone and year.shift and year.shift[0] in YEARLY
        if together and re.fullmatch(r"(?:[’']s)?\s*" if year is before else r"\s+(?:(?:of|in)\s+)?(?:the\s+)?|", between):
            whole = text[before.start : label.end]
            found[-1] = Label(before.start, label.end, whole, None, None, part.printed, year.shift[1])
        else:
            found.append(label)
    return found

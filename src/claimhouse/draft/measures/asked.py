"""A figure whose metric is asked for, and what was found of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimhouse.draft.names import Match
from claimhouse.draft.phrases import Said
from claimhouse.draft.store import Item


@dataclass(slots=True)
class Asked:
    """A figure in running text with its sentence and clause. `options` are ids of metrics with how each was found, the best first."""

    item: Item
    start: int
    end: int
    unit: str
    per: str  # "share" of an amount per share
    sentence: tuple[int, int]
    clause: tuple[int, int]
    change: str | None = None  # since when something changed by it: any, previous, year_ago
    moved: bool = False  # whether a rate moved by it
    ranked: list[tuple[bool, bool, int, Match]] = field(default_factory=list)  # the metrics named about it, the nearest first
    options: list[tuple[str, str]] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)  # named near the figure, with no other between
    said: Said = Said()
    named: str = ""  # the words that say what has the figure, where no register has them
    grown: bool = False  # whether they say by how much it changed
    acted: str = ""  # the metric of what somebody did

    @property
    def percent(self) -> bool:
        return self.unit in ("percent", "percentage_points")

    def found_in(self, *hows: str) -> bool:
        """Whether an option was found in one of the ways."""
        return any(how in hows for _, how in self.options)

    def are_like(self) -> bool:
        """Whether all options are names that are only like the words, or there is none."""
        return all(how == "like" for _, how in self.options)

"""The metric of a figure in running text: every way that may find one is asked in turn, and the first that the unit fits is taken."""

from __future__ import annotations

import re

from claimhouse.draft.cells import change_of, verbs_in
from claimhouse.draft.measures.asked import Asked
from claimhouse.draft.measures.going_on import LEVEL_BEFORE, TIMES
from claimhouse.draft.measures.options import CHINESE, LARGE, PLURAL, OptionMeasures
from claimhouse.draft.measures.settled import PER_SHARE
from claimhouse.draft.measures.stated import KIND
from claimhouse.draft.phrases import Said, is_nominal
from claimhouse.draft.registers import without_basis
from claimhouse.draft.store import Item

PER_BEHIND = re.compile(
    r"\s+(?:of\s+)?(?:(?:net|basic|diluted)\s+){0,2}(?:loss|income|earnings|profit)?"
    r"\s*per\s+(?:[a-z]+\s+){0,3}(?:share|ADS|unit)\b",
    re.IGNORECASE,
)


UNIT_SALES = re.compile(r"\bunit\s+(?:sales|volumes|shipments|deliveries)$", re.IGNORECASE)
OPEN_WAYS = ("phrase", "said before")  # in which a metric is found that nothing known names
OF_SHARE = re.compile(r"\b(?:dividends?|distributions?|earnings|income|profits?|loss|eps)$", re.IGNORECASE)  # of which one share has a part


class Measures(OptionMeasures):
    """Finds the metric of a figure, or proposes it."""

    def metric(self, item: Item, start: int, end: int, unit: str, per: str = "") -> None:
        """The metric of the clause that the unit of the figure fits, a change or share of it where the words say so; else of the sentence;
        else the one whose name has most of its words there."""
        per = per or self.per_behind(end) if unit in self.reader.book.currencies else per
        asked = Asked(item, start, end, unit, per, self.sentence(start), self.clause(start, end))
        named = (self.of_item, self.of_points, self.of_contribution, self.of_vague, self.of_share)
        at_once = (
            self.of_twin,
            self.of_share_price,
            self.of_answer,
            self.of_ratio,
            self.of_chinese,
            *named,
            self.of_named_behind,
            self.of_margin,
            self.of_figure_before,
        )
        if not any(settles(asked) for settles in at_once):
            self.best_named(asked)
        if not item.value("metric_id") and not self.reader.is_covered:
            self.fall_back(asked)

    def best_named(self, asked: Asked) -> None:
        """The best of what the words name."""
        per = asked.per
        for step in (self.see_change, self.rank, self.add_named, self.add_said, self.add_usual, self.add_shares, self.see_words):
            step(asked)
        inside = asked.found_in("clause")
        if not inside:
            self.add_like(asked)
        self.add_loose(asked)
        if per and OF_SHARE.search(asked.named):
            self.per_share(asked)
            self.take(asked)
            return
        if self.takes_name(asked, inside):
            return
        self.add_before(asked)
        self.add_market(asked)
        if per:
            self.per_share(asked)
        self.take(asked)

    def fall_back(self, asked: Asked) -> None:
        """Where nothing that is known as a measure is named: the phrase of the figure as the document has it, else what the text measured
        last in the same unit. A reviewer has a name to correct then."""
        item, said, unit = asked.item, self.said(asked.start, asked.end), asked.unit
        named = said.name if said.part and not said.measure and not said.behind and asked.percent and not self.reader.measure else ""
        if (
            named
            and is_nominal(named)
            and not verbs_in(named)
            and self.new_metric(item, asked.start, unit, without_basis(named), said.grown)
        ):
            item.cells["metric_id"].how = OPEN_WAYS[0]
            return
        if not unit and self.counts_subject(asked, said) and self.new_metric(item, asked.start, "count", said.name, False):
            item.cells["metric_id"].how = OPEN_WAYS[0]
            item.put("unit", "count", "proposed", False)
            return
        if unit == "percentage_points" and (moved := self.moved_share(asked)):
            item.put("metric_id", moved, OPEN_WAYS[1], False)
            return
        if unit == "percent" and (whole := self.portion(asked.end)) and self.new_metric(item, asked.start, unit, whole, False):
            item.cells["metric_id"].how = OPEN_WAYS[0]
            return
        if unit in ("", "rank", "date", *TIMES) or CHINESE.search(self.words(asked.clause)):
            return
        level = LEVEL_BEFORE.search(self.text[asked.sentence[0] : asked.start])  # "declined to 8.3 percent"
        signed = asked.percent and not level and (asked.change is not None or said.grown)
        last = self.reader.last_growth if signed else self.reader.last_levels.get(unit, "")
        subjects, metrics = self.reader.book.rows["subjects"], self.reader.book.rows["metrics"]
        firm = subjects.get(self.reader.subject, {}).get("subject_type") == "company"
        part = firm and item.value("subject_id") not in ("", self.reader.subject)
        if signed and part and "revenue_growth" in metrics:  # "the division grew by 20%"
            last = "revenue_growth"
        if last and self.reader.book.fits(last, unit):
            item.put("metric_id", last, OPEN_WAYS[1], False)

    def counts_subject(self, asked: Asked, said: Said) -> bool:
        """Whether a large count without a unit is that of the things that are the subject of its verb: "Successful items sold reached 222.0
        million", "payment transactions reached 478.9 million"."""
        large = LARGE.search(self.text[asked.start : asked.end])
        follows = re.match(r"\s*(?:[.,;:)]|$|(?:in|as|at|up|down|from|compared|by|with|for|and|while)\b)", self.text[asked.end :])
        plural = PLURAL.search(said.name) and is_nominal(said.name) and not self.has_verb(said.name)
        known = self.reader.book.names["subjects"].find(said.name)
        named = UNIT_SALES.search(said.name) or not said.measure and not known
        return bool(large and follows and plural and named and not said.behind and not self.reader.measure)

    def per_behind(self, end: int) -> str:
        """Whether the words behind an amount say that it is one per share: "$0.02 loss per share"."""
        return "share" if PER_BEHIND.match(self.text, end) else ""

    def takes_name(self, asked: Asked, inside: bool) -> bool:
        """Whether what is named, or counted, becomes a metric of the report: where the clause names none `inside` and none is like it."""
        start, end, unit = asked.start, asked.end, asked.unit
        like = asked.found_in("like")
        if asked.named and any(how == "sentence" and self.is_coordinate(id, start, asked.named) for id, how in asked.options):
            asked.named = ""  # "cash and bank balances of": the first names it
        signed = asked.percent and asked.change is not None and re.match(r"[+−–-]", self.text[start:end]) is not None
        level = re.search(r"\bto\s+(?:about\s+|around\s+)?$", self.text[:start]) is not None  # "capacity in use rose to 77.6%"
        grown = asked.grown or signed or unit == "percent" and not level and self.is_amount(asked.named, end)
        whole = self.portion(end) if unit == "percent" and not grown else ""
        bare = not asked.named and not asked.options and asked.change is None
        if whole and (bare or asked.named and whole.lower().endswith(f" {asked.named.lower()}")):
            asked.named = whole  # "7% of service exports"
        if inside or like or not (asked.named or not asked.options):
            return False
        asked.named = self.in_full(asked, grown)
        if not self.new_metric(asked.item, start, unit, asked.named, grown):
            return False
        if self.is_step(start, end, unit):
            asked.item.put("metric_id", self.step_of(asked.item.value("metric_id"), unit), "proposed", False)
        return True

    def in_full(self, asked: Asked, grown: bool) -> str:
        """What is named without the name of the subject that it begins with, and with "total" where the text has it: "Total income"."""
        named = asked.named
        own = self.reader.book.rows["subjects"].get(asked.item.value("subject_id"), {}).get("name", "")
        if own and not KIND.fullmatch(own) and named.lower().startswith(f"{own.lower()} ") and " " in named[len(own) + 1 :]:
            named = named[len(own) + 1 :]  # "Norvane Nord customer deposits" of that part
        if not named or grown or re.match(r"numbers?\b", named, re.IGNORECASE):
            return named
        before = self.text[asked.sentence[0] : asked.end]
        return f"Total {named}" if re.search(rf"\btotal\s+{re.escape(named)}\b", before, re.IGNORECASE) else named

    def step_of(self, metric: str, unit: str) -> str:
        """By how much an amount changed: "an increase of £0.6 billion"."""
        book = self.reader.book
        return change_of(book, metric, "any", "currency" if unit in book.currencies else unit)

    def take(self, asked: Asked) -> None:
        """The first of the options, or by how much it changed. Sure where it is the only one of the clause and right beside the figure."""
        item, book, unit = asked.item, self.reader.book, asked.unit
        options = asked.options
        if self.kind_of_subject(asked) == "market":  # "the market was valued at $5 billion"
            options = [("market_size" if id == "valuation" else id, how) for id, how in options]
        if unit in book.currencies and int(item.value("unit_mult") or 0) > 2:  # "24.1 million" is no amount per share
            options = [(id, how) for id, how in options if not PER_SHARE.search(book.rows["metrics"][id]["name"])]
        options = list(dict.fromkeys(options))
        item.candidates["metric_id"] = list(dict.fromkeys(id for id, _ in options))[:8]
        if not options:
            return
        id, how = options[0]
        if self.is_step(asked.start, asked.end, unit) and not book.rows["metrics"][id].get("growth_of_metric_id"):
            item.put("metric_id", self.step_of(id, unit), how, False)
            return
        only = len({option for option, within in options if within == "clause"}) == 1
        if how == "document" and book.rows["metrics"][id]["unit"] == "count" and unit in ("", "count", "units"):
            item.put("unit", "count", "register", False)  # "10.6 million units" of registrations
        sure = how == "clause" and only and id in asked.beside and unit != "" and not asked.percent
        item.put("metric_id", id, how, sure and not self.is_longer(id, asked.start))

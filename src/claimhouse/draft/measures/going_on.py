"""The metric of a figure that goes on with others: with the figure before it, with that at the same place of a list or before parentheses,
or with what the paragraph or document is about."""

from __future__ import annotations

import re

from claimhouse.documents.mentions import RESPECTIVELY
from claimhouse.draft.cells import MARGINS, change_of, is_growth
from claimhouse.draft.listed import place_in_list
from claimhouse.draft.phrases import PASSED_OVER, Phrases, Said
from claimhouse.draft.registers import has_word, of, vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, LEVEL_BEHIND, NEAR
from claimhouse.draft.store import Item

TIMES = ("hours", "days", "weeks", "months", "years")  # that something took, not what a document counts
MOVED_FROM = re.compile(r"^[^.;:]{0,80},\s+an?\s+(?:\w+\s+)?(?:increase|decrease|rise|fall|drop|decline)\s+from\s+$", re.IGNORECASE)
FAR = 120  # characters between two figures of one measure
LEVEL_BEFORE = re.compile(r"\b(?:to|at|from|than|reaching)\b[^,;]{0,30}$", re.IGNORECASE)
JOINED = re.compile(r"^\s*,?\s*(?:and\b|,)|\band\s*$")
STEP_PRINTED = re.compile(rf"(?:{of('move')})s?\s+of\b|.*\s(?:{of('move')})$", re.IGNORECASE)
PAIR_COMPARED = re.compile(r"\b(?:compared\s+(?:to|with)|versus|vs\.?|against|up\s+from|down\s+from|from)\s+$", re.IGNORECASE)
SCALED = re.compile(r"illion|thousand|\d\s?(?:mln|bln|mn|bn|m|k)\b")
UP = re.compile(r"\b(?:up|down)\s+(?:by\s+)?(?:about\s+|around\s+|nearly\s+|over\s+)?$", re.IGNORECASE)  # "up $8.6 million or 26.4%"
INSIDE = re.compile(r"\b(?:in|on|for)\s*$", re.IGNORECASE)  # "rose 3% in 2 harbours"
HELD = re.compile(r"\([^()]*\)")
AT_PLACE = re.compile(r"\b(?:in|for|across|within)\s+(?:the\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:and|of|the|&)\s+)?[A-Z][\w’'.-]*){0,4}")
IN_PERCENT_OF = re.compile(
    r"(?:^|[,;(“]|\bour\b|\bits\b)\W*([A-Za-z][A-Za-z’'&,\s-]{2,60}?)\s+as\s+an?\s+(?:percentage|percent|%)\s+of\s+(?:(?:total|net|our|its)\s+)*"
    r"(?:revenues?|sales)\b[^.;\d]*$"
)
INDEX_OF = re.compile(r"(.{3,40}?)\s+index", re.IGNORECASE)


class OngoingMeasures(Phrases):
    """Finds the metric of a figure by those of other figures."""

    def of_list(self, item: Item, start: int, unit: str) -> str:
        """The metric of the item of a list before that has a figure in the same unit: "13,754 in Auckland; 3,893 in Waikato"."""
        if item.cells["subject_id"].how != "list" or self.restated(start, self.ends.get(start, start)):
            return ""
        first = self.sentence(start)[0]
        before = [one for at, one in self.filled.items() if first <= at < start and one.cells["subject_id"].how == "list"]
        same = [
            one.value("metric_id") for one in before if one.value("unit") == unit and one.value("subject_id") != item.value("subject_id")
        ]
        return same[-1] if same else ""

    def of_same(self, start: int, end: int, unit: str, change: str | None) -> str:
        """The metric of a figure that says more of the one before: its change, what it is compared with, the level that a change led to."""
        book, percent = self.reader.book, unit in ("percent", "percentage_points")
        if not self.reader.is_covered and (pair := self.of_pair(start, end, unit)):
            return pair
        other = self.follows(start, COMPARED_WITH) or (self.is_compared(start) and self.compared_plainly(start)) or self.moved_from(start)
        if other and other.value("unit") == unit:
            return other.value("metric_id")
        moved = self.follows(start, LEVEL_BEHIND)
        step = {"percent": not percent, "percentage_points": unit == "percent"}.get(moved.value("unit"), False) if moved and unit else False
        if step:
            return self.base_of(moved.value("metric_id"), unit)
        whole = (self.restated(start, end) or self.taken_up(start) or self.grown_since(start)) if percent else None
        metric = whole.value("metric_id") if whole else ""
        if not whole and (same := self.carried(start, end, unit, change)):
            return same
        if not metric or whole.value("unit") in ("percent", "percentage_points") and unit == "percentage_points":
            return ""
        row = book.rows["metrics"][metric]
        if whole.value("unit") == "percent" and row["unit"] == "percent" and not is_growth(row):
            return change_of(book, metric, change or "any", unit)  # "a margin of 21.1%, an expansion of 1%"
        if row.get("is_signed") == "yes" and whole.value("unit") == "percent":
            return metric if self.said(start, end).grown and not self.said(start, end).text else ""
        metric = book.rows["metrics"][metric].get("growth_of_metric_id") or metric  # "162 fewer, or 1.2%": both of the level
        return change_of(book, metric, change or "any", unit) if not whole.value("unit").startswith("percent") else ""

    def carried(self, start: int, end: int, unit: str, change: str | None) -> str:
        """The metric of the figure right before, or its growth or level, where the words between name nothing: "rose slightly from 61.7% in
        2002 to 84.0%", "up 11.0% in England, 6.5% in Wales and 3.6% in Scotland"."""
        last = self.before(start)
        if self.reader.is_covered or not last or not self.names_nothing(last[1], start) or STEP_PRINTED.match(self.text[start:end]):
            return ""
        if UP.search(self.text[last[1] : start]) and self.filled[last[0]].value("unit") == unit and not unit.startswith("percent"):
            return ""  # "was $22 million, up $2 million"
        if RESPECTIVELY.search(self.text[end : self.sentence(start)[1]]) and JOINED.search(self.text[last[1] : start]):
            return ""  # of another of the nouns before
        if (said := self.said(start, end)).behind and said.measure:
            return ""  # "$431 million of shares repurchased"
        if re.match(r"[^.;,()]{0,25}\bdiluted\b", self.text[end:], re.IGNORECASE):
            return ""  # "$0.82 per share ($0.81 per share on a diluted basis)"
        book, other, level = self.reader.book, self.filled[last[0]], LEVEL_BEFORE.search(self.text[last[1] : start])
        metric, kind = other.value("metric_id"), other.value("unit")
        if not metric:
            return ""
        grown = is_growth(book.rows["metrics"][metric])
        if not unit and grown and SCALED.search(self.text[start:end]):
            return ""  # no percentage
        if unit == kind or not unit:
            return (self.base_of(metric, kind) or metric) if grown and level and change is None else metric
        if grown and level and not unit.startswith("percent"):
            return self.base_of(metric, unit)
        if not grown and unit == "percent" and change and not kind.startswith("percent") and not level:
            return change_of(book, metric, change, unit)
        converted = kind in book.currencies and unit in book.currencies and self.brackets(start) >= last[1]
        return metric if converted else ""

    def of_pair(self, start: int, end: int, unit: str) -> str:
        """The metric of the figure at the same place of the pair that one's pair is compared with: "€6m and €5m, compared to €4m and €3m,
        respectively"; of an amount without a scale behind one with it, that of the one before without, "€5m and €0.64"."""
        sentence = self.sentence(start)
        number, count = place_in_list(self.text, self.figures, start)
        before = [one for one in sorted(self.figures) if sentence[0] <= one[0] < start]
        if not before or count < 2 or unit not in self.reader.book.currencies:
            return ""
        own, last = self.text[start:end], self.text[before[-1][0] : before[-1][1]]
        if number and SCALED.search(last) and not SCALED.search(own):
            bare = [one for one in before if not SCALED.search(self.text[one[0] : one[1]]) and one[0] in self.filled]
            same = [self.filled[one[0]] for one in bare if self.filled[one[0]].value("unit") == unit]
            return same[-1].value("metric_id") if same else ""
        first = before[: len(before) - number]
        if not RESPECTIVELY.search(self.text[end : sentence[1]]) or len(first) != count or not all(one[0] in self.filled for one in first):
            return ""
        begin = before[len(first)][0] if number else start
        compared = PAIR_COMPARED.search(self.text[first[-1][1] : begin])
        other = self.filled[first[number][0]]
        return other.value("metric_id") if compared and other.value("unit") == unit else ""

    def names_nothing(self, first: int, last: int) -> bool:
        """Whether the words between two figures name nothing that one of them may measure."""
        between = HELD.sub(" ", self.without_periods(self.text[first:last], last)) if last - first < FAR else ":"
        if self.brackets(last) == self.brackets(first) >= 0:
            between = between.replace(";", " ")  # "($332; £179)"
        return PASSED_OVER.fullmatch(AT_PLACE.sub(" ", between)) is not None and not INSIDE.search(between)

    def grown_since(self, start: int) -> Item | None:
        """The amount of the sentence before of whose growth one that begins with "This was" gives the percentage."""
        whole = None if any(self.sentence(start)[0] <= first < start for first, _ in self.figures) else self.taken_up(start)
        return whole if whole and whole.value("unit") not in ("percent", "percentage_points") else None

    def moved_from(self, start: int) -> Item | None:
        """The figure before, where the words right before one say from where it moved: "1.72% of output, a decrease from 1.77%"."""
        last = self.before(start)
        return self.filled[last[0]] if last and MOVED_FROM.search(self.text[last[1] : start]) else None

    def compared_plainly(self, start: int) -> Item | None:
        """The figure before one that it is compared with, where what stands between names no metric: "rose by 2%, after a rise of 1%"."""
        last = self.before(start)
        named = last and any(
            last[1] <= match.start < start
            for match in (*self.metrics, *vocabulary("heads_en").find(self.text[:start]))
            if match.start >= last[1]
        )
        return self.filled[last[0]] if last and not named and start - last[1] < 2 * NEAR else None

    def base_of(self, growth: str, unit: str) -> str:
        """The metric of which one is the growth, where it has figures of the unit; proposed where the growth was; empty else."""
        book = self.reader.book
        row = book.rows["metrics"].get(growth, {})
        named = re.match(r"(?:Growth|Change) of (.+)|(.+[\u4e00-\u9fff])(?:增长|变化)$", row.get("name", ""))
        named = named and (named[1] or named[2])
        if not row.get("growth_of_metric_id") and named and ("metrics", growth) in book.ids:
            kind = "currency" if unit in book.currencies else unit
            name = named[0].upper() + named[1:]
            new = {"name": name, "definition": f"As the document calls it: {named}", "unit": kind, "additive": "no"}
            new["quantity_kind"] = {"currency": "money", "percent": "percent", "ratio": "ratio"}.get(kind, "count")
            row["growth_of_metric_id"] = book.propose("metrics", new, "what has a growth", exact=True)
            row["growth_over"] = row.get("growth_over") or "year_ago"
        base = row.get("growth_of_metric_id", "")
        return base if base and book.fits(base, unit) else ""

    def last_of(self, unit: str, change: str | None) -> str:
        """The metric of the last figure of the paragraph in the same unit that was as much, or as little, a change."""
        signed = self.reader.book.rows["metrics"]
        for other in reversed(self.filled.values()):
            metric = other.value("metric_id")
            if metric and other.value("unit") == unit != "" and (signed[metric].get("is_signed") == "yes") == (change is not None):
                return metric
        return ""

    def goes_on(self, said: Said, unit: str, change: str | None) -> str:
        """The growth that the paragraph, else the one before, spoke of last, for "capital goods rose by 0.7%" and "Portugal (+6.8%)"."""
        signed = self.names_parts() and change == "any" and said == Said()
        if change is None or said.measure or self.reader.measure or not (said.part or signed):
            return ""
        metrics, last = self.reader.book.rows["metrics"], self.last
        if last and last.value("unit") == unit and metrics.get(last.value("metric_id"), {}).get("is_signed") == "yes":
            return last.value("metric_id")
        return self.reader.last_growth if unit == "percent" else ""

    def of_theme(self, unit: str, change: str | None) -> str:
        """The metric of which the document speaks, or its growth, where a figure can be one of it."""
        book, percent = self.reader.book, unit in ("percent", "percentage_points")
        if not self.reader.measure or percent and change is None or unit in ("rank", *TIMES):
            return ""
        if unit in book.currencies and not has_word(self.reader.title, self.reader.measure):
            return ""  # the first paragraph alone speaks of it, and others of other amounts
        counted = book.rows["units"].get(unit, {}).get("kind") == "count" and unit not in ("count", "units")
        if counted and not vocabulary("heads_en", "alone").whole(self.reader.measure) == ("yes",):
            return ""  # "63 countries" are no production
        if percent and self.reader.ships and self.reader.measure.lower().endswith("share"):  # "the market grew 9%"
            return self.changed("shipments", change, unit) or ""
        of = INDEX_OF.fullmatch(self.reader.measured)
        priced = of is not None and of[1].lower().endswith("price")
        if of and unit in book.currencies and not priced:
            return ""
        if of and (percent or priced and unit in book.currencies):  # a price index grows as the prices do
            name = f"{of[1]}s" if priced else of[1]
            row = {"name": name, "definition": f"What the {self.reader.measured.lower()} is of"}
            row |= {"quantity_kind": "money", "unit": "currency"} if priced else {"quantity_kind": "count", "unit": "count"}
            base = book.propose("metrics", row | {"additive": "no"}, "what the document measures", exact=True)
            return change_of(book, base, change, unit) if percent else base
        theme = self.reader.theme_metric(self.reader.currency if percent else unit)
        if change:
            return self.changed(theme, change, unit) if book.growth.get(theme) else change_of(book, theme, change, unit)
        counts = book.rows["metrics"][theme]["unit"] == "count" and book.rows["units"].get(unit, {}).get("kind") == "count"
        return theme if counts or book.fits(theme, unit) else ""

    def twin(self, start: int) -> Item | None:
        """The figure at the same place before parentheses that give those of another period: "€21.8 million, or €1.24 per share (H1 2025:
        €18.9 million and €1.07)"."""
        left = self.brackets(start)
        if left < 0 or not any(
            label.start - left < 4 and re.match(r"\s*[:：]", self.text[label.end :]) for label in self.labels if label.start > left
        ):
            return None
        sentence = self.sentence(start)
        inside = [first for first, _ in self.figures if first > left and self.brackets(first) == left]
        before = [first for first, _ in self.figures if sentence[0] <= first < left and self.brackets(first) < 0]
        if start not in inside or len(before) < len(inside):
            return None
        return self.filled.get(before[-len(inside) :][inside.index(start)])

    def in_percent_of(self, start: int) -> str:
        """What the words before a percentage say to be counted in percent of revenue: "expenses as a percentage of revenue were"."""
        found = IN_PERCENT_OF.search(self.text[self.sentence(start)[0] : start])
        name = re.sub(r"^(?:(?:the|our|its|total)\s+)+", "", found[1].strip(), flags=re.IGNORECASE) if found else ""
        named = [match for match in self.reader.book.names["metrics"].find(name) if match.end == len(name)]
        if not named:
            return f"{name[0].upper()}{name[1:]} to revenue" if self.measure_of(name) else ""
        known = named[-1].ids[0]
        return MARGINS.get(known) or f"{self.reader.book.rows['metrics'][known]['name']} to revenue"

    def share_of_last(self, start: int, end: int) -> str:
        """ "Capital expenditure to revenue" of "€17.6 million, or 5.5% of revenue"."""
        rows, basis = self.reader.book.rows["metrics"], re.match(r"\s+of\s+(?:total\s+|net\s+)?", self.text[end:])
        base = next((match for match in self.metrics if basis and 0 <= match.start - end <= basis.end()), None)
        metric = self.last.value("metric_id") if self.last and self.last_at >= self.sentence(start)[0] else ""
        metric = rows.get(metric, {}).get("growth_of_metric_id") or metric  # "$5 million, up 3%, or 8% of revenue"
        if not base or not metric or rows[metric]["unit"] != "currency" or rows[base.ids[0]]["unit"] != "currency" or metric in base.ids:
            return ""
        if "revenue" in base.ids and metric in MARGINS:
            return MARGINS[metric]
        return f"{rows[metric]['name']} to {rows[base.ids[0]]['name'].lower()}"

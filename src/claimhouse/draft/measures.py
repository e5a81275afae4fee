"""What a figure in running text measures."""

from __future__ import annotations

import re

from claimhouse.draft.cells import MARGINS, book_units, change_of, verbs_in
from claimhouse.draft.names import Match, words_of
from claimhouse.draft.phrases import COLON, Phrases, Said, is_nominal
from claimhouse.draft.registers import has_word, vocabulary
from claimhouse.draft.sentences import COMPARED_WITH, LEVEL_BEHIND, MARKET, NEAR
from claimhouse.draft.store import Item

NO_NAMES = frozenset("which that this these those who it they there he she and but".split())
NAMED = re.compile(r"\s*(?:of|was|were|is|are|to|at|:|：|为|达|约|达到|实现)?\s*(?:about|approximately|nearly|over)?\s*")
CALLED = re.compile(  # a name: letters, and digits only right behind capitals, as in "CET1 ratio"
    r"(?:\D|(?<=[A-Z])\d)*(?:[A-Za-z]{3}|[\u4e00-\u9fff]{2})(?:\D|(?<=[A-Z])\d)*"
)
ADJUSTED = re.compile(r"^(?:(?:non-)?seasonally(?:\s+and\s+calendar)?[\s-]adjusted|calendar[\s-]adjusted)\s+", re.IGNORECASE)
OF_BASIS = re.compile(r"\s{0,2}|\s+of\s+(?:total\s+|net\s+)?", re.IGNORECASE)  # "at $183 billion valuation", "37 per cent of net sales"


AGAINST = re.compile(r"\s+(?:below|above|(?:less|more|lower|higher|fewer)\s+than)\s+(?:the|its|their|that|a|an|in|last)\b", re.IGNORECASE)
VAGUE = re.compile(
    r"(?:average |total )?(?:demand|growth|rates?|values?|totals?|numbers?|shares?|amounts?|quantity|volumes?|costs?|ratio)", re.IGNORECASE
)
DIRECT = re.compile(  # between a metric and its figure; other words may make another of it: "cash provided by operations was"
    r"\W*(?:(?:for|in|during|of|at|to|by|was|were|is|are|totall?ed|reached|amounted|came|increased|decreased|rose|fell|grew|declined|improved"
    r"|climbed|dropped|jumped|stood|about|approximately|nearly|over|more|than|the|an?|its|up|down|and|record|high|low)\W+)*"
    r"|\W*[\u3400-\u9fff]{0,6}\W*",
    re.IGNORECASE,
)
OF_BASE = re.compile(  # words that make another metric of the name behind them
    r"\w-$|\b(?:adjusted|underlying|core|normali[sz]ed|recurring|comparable|before|after|excluding|ex|and|or|per|from|on|of|by)[\s-]+(?:the\s+|its\s+|net\s+)?$",
    re.IGNORECASE,
)
TRANSITIVE = re.compile(r"rais\w+|lower\w+|reduc\w+|cut\w*|expand\w+|improv\w+|upgrad\w+|moved|went|higher|lower|.*[至到]", re.IGNORECASE)
STEP = re.compile(
    r"\s*(?:(?:was|by|of)\s+)?(?:(?:about|around|some|nearly|almost|approximately|roughly|over|more\s+than)\s+)?", re.IGNORECASE
)


class Measures(Phrases):
    """Finds the metric of a figure, or proposes it."""

    def metric(self, item: Item, start: int, end: int, unit: str, per: str = "") -> None:
        """The metric of the clause that the unit of the figure fits, a change or share of it where the words say so; else of the sentence;
        else the one whose name has most of its words there."""
        book, sentence, clause = self.reader.book, self.sentence(start), self.clause(start, end)
        twin = self.twin(start)
        if twin and twin.value("metric_id") and twin.value("unit") == item.value("unit"):
            item.put("metric_id", twin.value("metric_id"), "sentence", False)
            item.candidates["metric_id"] = [twin.value("metric_id")]
            return
        percent = unit in ("percent", "percentage_points")
        ratio = self.share_of_last(start, end) if percent else ""
        if ratio in book.rows["metrics"] or ratio and self.new_metric(item, start, unit, ratio, False):
            item.put("metric_id", ratio if ratio in book.rows["metrics"] else item.value("metric_id"), "clause", False)
            return
        change = self.change(start, end, sentence, clause) if percent and not self.is_compared(start) else None
        if same := self.of_same(start, end, unit, change):
            item.put("metric_id", same, "restated", False)
            item.candidates["metric_id"] = [same]
            return
        if change is None and percent and re.match(r"[+−–-]", self.text[start:end]) and not self.reader.is_covered:
            change = "any"
        ranked = []
        for match in self.metrics:
            if not sentence[0] <= match.start < sentence[1] or self.is_of_other(match, start, end):
                continue
            gap = start - match.end if match.end <= start else match.start - end
            inside = clause[0] <= match.start and match.end <= clause[1]
            ranked.append((not inside, match.start >= end and gap > 2, gap, match))
        ranked.sort(key=lambda entry: entry[:3])
        options: list[tuple[str, str]] = []
        beside: set[str] = set()  # named near the figure, with no other between
        for outside, later, _, match in ranked:
            for id in match.ids:
                found = self.changed(id, change, unit) if change else id
                nearest = not options and not outside and not later and match.end <= start
                if change and nearest and not (found and book.fits(found, unit)):  # the nearest has no growth yet
                    found = change_of(book, id, change, unit)
                if found and book.fits(found, unit):
                    options.append((found, "sentence" if outside else "clause"))
                    between = self.undated(min(match.end, end), max(start, match.start))
                    inside = start <= match.start < end  # "300 parameters" may be of anything
                    if (
                        len(between) <= NEAR
                        and not inside
                        and DIRECT.fullmatch(between)
                        and ("metrics", found) not in book.whys
                        and not OF_BASE.search(self.text[: match.start])
                    ):
                        beside.add(found)
        said = self.said(start, end)
        for match in self.reader.book.names["metrics"].find(said.measure):  # what the phrase of the figure names comes first
            if match.end == len(said.measure):
                direct = [self.changed(id, change, unit) or change_of(book, id, change, unit) if change else id for id in match.ids]
                options = [*((id, "clause") for id in direct if book.fits(id, unit)), *options]
        last = self.last.value("metric_id") if self.last and self.last_at >= sentence[0] else ""
        if said.grown and not said.text and last and not self.reader.is_covered:  # "£5 billion, an increase of £1 billion"
            base = last if self.last.value("unit") == unit else book.rows["metrics"][last].get("growth_of_metric_id") or last
            grows = percent and self.last.value("unit") != unit
            options = [(change_of(book, base, change or "any", unit) if grows else base, "sentence")]
        if not options and change and ranked:
            options += [(id, "sentence") for id in self.new_change([one for *_, one in ranked], change, unit)]
        market = unit in book.currencies and MARKET.search(self.words(sentence)) and not any(how == "clause" for _, how in options)
        if market:
            options.insert(0, ("market_size", "subject"))
        elif not options and change:
            options += [(id, "document") for id in self.reader.usual.get("growth", [])]
        in_brackets = re.match(r"\s*[)）]", self.text[end:]) and self.text[:start].rstrip()[-1:] in "(（"
        if unit == "percent" and in_brackets and not any(how == "clause" for _, how in options):
            options = [(id, "document") for id in self.reader.usual.get("share", [])] + options
        if percent and not said.grown and self.has_share(clause, start):
            bases = {id for _, _, _, match in ranked for id in match.ids}
            shares = [id for id, row in book.rows["metrics"].items() if row.get("share_of_metric_id") in bases]
            within = [option for option in options if option[1] == "clause" and "share" in option[0]]
            options = [*within, *((id, "share") for id in [*shares, "market_share"]), *options] if not within else options
        named, grown = self.stated(start, end, unit)
        grown = grown or unit == "percent" and re.match(r"\s+(?:higher|lower|more|less|up|down)\b", self.text[end:]) is not None
        acted = "" if self.reader.is_covered else self.acted(start, clause, unit)
        if acted and named and said.behind and not said.grown:  # "repurchased $2 million of its stock"
            named, options = "", [(acted, "clause")]
        if said.behind and named:  # "a 4% decrease in selling prices"
            options = []
        inside = any(how == "clause" for _, how in options)
        if not inside:
            near = [] if change and named else book.names["metrics"].about(named or self.words(clause), 0.99 if named else 0.6)
            if named.isascii() and named and not self.reader.is_covered:  # "net interest margin" is no net margin
                near = [(id, share) for id, share in near if len(words_of(named)) <= len(words_of(book.rows["metrics"][id]["name"]))]
            like = [
                (id, "like")
                for id, share in near
                if book.fits(id, unit)
                and not (change and not self.reader.is_covered and not book.rows["metrics"][id].get("growth_of_metric_id"))
                and (share > 0.99 or not named or ("metrics", id) not in book.ids)
            ]
            options = [*like[:3], *options] if unit and not (said.shared and options) else options
        if not options:
            loose = self.reader.is_covered or not change and not named
            near = book.names["metrics"].about(self.words(sentence), 0.7) if loose else []
            options += [(id, "like") for id, _ in near if book.fits(id, unit)][:3]
        if not any(how == "clause" for _, how in options) and unit in self.reader.usual:
            options = [(id, "document") for id in self.reader.usual[unit]] + options
        if acted and not named and all(how == "like" for _, how in options):
            options = [(acted, "clause")]
        goes_on = self.goes_on(said, unit, change)
        if not named and goes_on and all(how == "like" for _, how in options) and not self.reader.is_covered:
            options = [(goes_on, "antecedent")]
        goes_on = self.last and self.last_at >= sentence[0] and self.last.value("metric_id")
        if not named and not goes_on and all(how == "like" for _, how in options) and (theme := self.of_theme(unit, change)):
            options = [(theme, "document")]
        like = any(how == "like" for _, how in options)
        if named and any(how == "sentence" and self.is_coordinate(id, start, named) for id, how in options):
            named = ""  # "cash and bank balances of": the first names it
        grown = grown or percent and re.match(r"[+−–-]", self.text[start:end]) is not None and change is not None
        if not inside and not like and (named or not options) and self.new_metric(item, start, unit, named, grown):
            if self.is_step(start, end, unit):
                item.put(
                    "metric_id",
                    change_of(book, item.value("metric_id"), "any", "currency" if unit in book.currencies else unit),
                    "proposed",
                    False,
                )
            return
        if not options and self.is_compared(start) and self.last and self.last_at >= sentence[0] and self.last.value("unit") == unit:
            options += [(self.last.value("metric_id"), "sentence")] if self.last.value("metric_id") else []
        if not options and change is None:
            for match in reversed([match for match in self.metrics if match.end <= sentence[0]]):
                options += [(id, "antecedent") for id in match.ids if book.fits(id, unit)]
        if not options and not named and (last := self.last_of(unit, change)):
            options = [(last, "antecedent")]
        kind = book.rows["subjects"].get(item.value("subject_id"), {}).get("subject_type")
        if (
            not named
            and not any(how in ("clause", "sentence") for _, how in options)
            and kind in ("market", "segment")
            and unit in book.currencies
            and not self.of_theme(unit, change)
        ):
            options.insert(0, ("market_size", "subject"))
        if per:  # an amount per share is none of the whole
            each = [
                (id, "clause") for id, row in book.rows["metrics"].items() if f"per {per}" in f"{row['name']} {row['definition']}".lower()
            ]
            options = [option for option in options if option in each] or each or options
            if re.search(r"\bdividends?\b", said.text, re.IGNORECASE):
                row = {"name": "Dividend per share", "definition": "Dividend of one share", "quantity_kind": "money", "unit": "currency"}
                options = [(book.propose("metrics", row | {"additive": "no"}, f"line {item.line}"), "clause")]
            if any(id == "earnings_per_share" for id, _ in options) and self.is_basic(start, end):
                row = {"name": "Basic earnings per share", "definition": "Net profit per share without dilution", "quantity_kind": "money"}
                known = book.names["metrics"].whole(row["name"])
                new = known or (
                    book.propose("metrics", row | {"unit": "currency", "additive": "no", "is_signed": "yes"}, f"line {item.line}"),
                )
                options = [(new[0], "clause")]
        if kind == "market":  # "the market was valued at $5 billion"
            options = [("market_size" if id == "valuation" else id, how) for id, how in options]
        options = list(dict.fromkeys(options))
        item.candidates["metric_id"] = list(dict.fromkeys(id for id, _ in options))[:8]
        if options:
            id, how = options[0]
            if self.is_step(start, end, unit) and not book.rows["metrics"][id].get("growth_of_metric_id"):
                item.put("metric_id", change_of(book, id, "any", "currency" if unit in book.currencies else unit), how, False)
                return
            only = len({option for option, within in options if within == "clause"}) == 1
            if how == "document" and book.rows["metrics"][id]["unit"] == "count" and not percent:
                item.put("unit", "count", "register", False)  # "10.6 million units" of registrations
            sure = how == "clause" and only and id in beside and unit != "" and not percent and not self.is_longer(id, start)
            item.put("metric_id", id, how, sure)

    def of_same(self, start: int, end: int, unit: str, change: str | None) -> str:
        """The metric of a figure that says more of the one before: its change, what it is compared with, the level that a change led to."""
        book, percent = self.reader.book, unit in ("percent", "percentage_points")
        other = self.follows(start, COMPARED_WITH) or (self.is_compared(start) and self.compared_plainly(start))
        if other and other.value("unit") == unit:
            return other.value("metric_id")
        moved = self.follows(start, LEVEL_BEHIND)
        step = {"percent": not percent, "percentage_points": unit == "percent"}.get(moved.value("unit"), False) if moved and unit else False
        if step:
            return self.base_of(moved.value("metric_id"), unit)
        whole = self.restated(start, end) if percent else None
        metric = whole.value("metric_id") if whole else ""
        if not metric or whole.value("unit") in ("percent", "percentage_points") and unit == "percentage_points":
            return ""
        if book.rows["metrics"][metric].get("is_signed") == "yes" and whole.value("unit") == "percent":
            return metric if self.said(start, end).grown and not self.said(start, end).text else ""
        metric = book.rows["metrics"][metric].get("growth_of_metric_id") or metric  # "162 fewer, or 1.2%": both of the level
        return change_of(book, metric, change or "any", unit) if not whole.value("unit").startswith("percent") else ""

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
        named = re.match(r"(?:Growth|Change) of (.+)", row.get("name", ""))
        if not row.get("growth_of_metric_id") and named and ("metrics", growth) in book.ids:
            kind = "currency" if unit in book.currencies else unit
            name = named[1][0].upper() + named[1][1:]
            new = {"name": name, "definition": f"As the document calls it: {named[1]}", "unit": kind, "additive": "no"}
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

    def acted(self, start: int, clause: tuple[int, int], unit: str) -> str:
        """What an amount measures that somebody made it: "repurchased $84 million of its stock", "shipped 2 million units"."""
        book = self.reader.book
        acts = [match for match in vocabulary("acts", "metric").find(self.text[clause[0] : start])]
        counts = unit in book.currencies or book.rows["units"].get(unit or "count", {}).get("kind", "count") in ("count", "size")
        if not acts or not counts or unit in ("percent", "percentage_points", "rank", "date", "ratio"):
            return ""
        name = acts[-1].ids[0]
        if known := [id for id in book.names["metrics"].whole(name) if book.fits(id, unit)]:
            return known[0]
        money = unit in book.currencies
        row = {"name": name, "definition": f"As the document calls it: {name.lower()}", "quantity_kind": "money" if money else "count"}
        return book.propose(
            "metrics", row | {"unit": "currency" if money else unit or "count", "additive": "no"}, "what somebody did", exact=True
        )

    def of_theme(self, unit: str, change: str | None) -> str:
        """The metric of which the document speaks, or its growth, where a figure can be one of it."""
        book, percent = self.reader.book, unit in ("percent", "percentage_points")
        if not self.reader.measure or percent and change is None or unit == "rank":
            return ""
        if unit in book.currencies and not has_word(self.reader.title, self.reader.measure):
            return ""  # the first paragraph alone speaks of it, and others of other amounts
        theme = self.reader.theme_metric(self.reader.currency if percent else unit)
        if change:
            return self.changed(theme, change, unit) if book.growth.get(theme) else change_of(book, theme, change, unit)
        counts = book.rows["metrics"][theme]["unit"] == "count" and book.rows["units"].get(unit, {}).get("kind") == "count"
        return theme if counts or book.fits(theme, unit) else ""

    def is_step(self, start: int, end: int, unit: str) -> bool:
        """Whether an amount is by how much something changed: "decreased by £0.4 billion", "an increase of £0.6 billion"."""
        if unit in ("percent", "percentage_points", "rank", "date", "ratio", ""):
            return False
        printed = self.text[start:end]
        if re.search(r"\bby\b", printed) or any(match.start == 0 for match in vocabulary("changes").find(printed)):
            return not re.search(r"\bto\b", printed)
        if re.search(r"\b(?:lower|higher|more|less|fewer)$", printed) and re.match(r"\s+than\b", self.text[end:]):
            return True  # "$92 million lower than a year before"
        before = self.text[max(0, start - 40) : start]
        if self.said(start, end).grown and re.search(r"\bby\s+(?:about\s+|around\s+|some\s+)?$", before):
            return True  # "reduced debt by $2 million"
        moved = [match for match in verbs_in(before) if vocabulary("changes").whole(before[match.start : match.end])]
        moved = [match for match in moved if not TRANSITIVE.fullmatch(before[match.start : match.end])]
        return any(STEP.fullmatch(before[match.end :]) for match in moved)

    def undated(self, start: int, end: int) -> str:
        """The text between two places without the periods in it: "net income for the quarter ended November 2, 2024 was"."""
        text = self.text[start:end]
        for label in reversed([one for one in self.labels if start <= one.start and one.end <= end]):
            text = text[: label.start - start] + text[label.end - start :]
        return text

    def is_basic(self, start: int, end: int) -> bool:
        """Whether an amount per share is the basic one: it says so, or the diluted one follows in parentheses: "$0.89 per share ($0.88 per
        share on a diluted basis)"."""
        near = self.text[max(0, start - 30) : end + 30]
        if re.search(r"\bbasic\b(?!\s+and\s+diluted)", near, re.IGNORECASE) and not re.search(r"\bdiluted\b", near, re.IGNORECASE):
            return True
        own = re.search(r"\bdiluted\b", self.text[max(0, start - 15) : end], re.IGNORECASE)
        return not own and re.match(r"\s*\([^()]*\bdiluted\b", self.text[end:], re.IGNORECASE) is not None

    def is_longer(self, metric: str, start: int) -> bool:
        """Whether a Chinese name may be the end of a longer one: 收入 of 人均可支配收入."""
        match = max((one for one in self.metrics if metric in one.ids and one.end <= start), key=lambda one: one.end, default=None)
        before = self.text[max(0, match.start - 1) : match.start] if match else ""
        if not re.match(r"[\u3400-\u9fff]", before) or self.text[match.start].isascii():
            return False
        ends = {one.end for one in (*self.subjects, *self.labels)} | {one.end for one in vocabulary("verbs_zh").find(self.text)}
        return match.start not in ends

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

    def share_of_last(self, start: int, end: int) -> str:
        """ "Capital expenditure to revenue" of "€17.6 million, or 5.5% of revenue"."""
        rows, basis = self.reader.book.rows["metrics"], re.match(r"\s+of\s+(?:total\s+|net\s+)?", self.text[end:])
        base = next((match for match in self.metrics if basis and 0 <= match.start - end <= basis.end()), None)
        metric = self.last.value("metric_id") if self.last and self.last_at >= self.sentence(start)[0] else ""
        if not base or not metric or rows[metric]["unit"] != "currency" or rows[base.ids[0]]["unit"] != "currency" or metric in base.ids:
            return ""
        if "revenue" in base.ids and metric in MARGINS:
            return MARGINS[metric]
        return f"{rows[metric]['name']} to {rows[base.ids[0]]['name'].lower()}"

    def is_coordinate(self, metric: str, start: int, named: str) -> bool:
        """Whether a metric and other words are one name: "cash, cash equivalents and marketable securities"."""
        at = self.text.rfind(named, 0, start)
        ends = [match.end for match in self.metrics if metric in match.ids and match.end <= at]
        between = self.text[ends[-1] : at] if ends else "."
        return not re.search(r"[\d.;:]", between) and re.search(r"\band\s*$", between) is not None and not verbs_in(between)

    def stated(self, start: int, end: int, unit: str = "") -> tuple[str, bool]:
        """What is said to have the figure, as the words before it name it, and whether they say by how much it changed: "The unemployment
        rate was 5.2%", "Average earnings, excluding bonuses, rose by 4.4%", in Chinese right before the figure; empty where none is."""
        sentence = self.sentence(start)[0]
        before = self.text[sentence:start]
        if re.search(r"[\u3400-\u9fff]\D{0,2}$", before):
            dated = max((label.end for label in self.labels if label.end <= start), default=0)
            return self.stated_zh(self.text[max(sentence, dated) : start])
        said = self.said(start, end)
        if re.fullmatch(r"[A-Z]{3,6}", said.part) and not said.measure and said.grown and self.names_parts() and not self.reader.measure:
            return said.part, True  # "CPIH grew by 1.8%"
        if said.shared or said.part and not said.measure and self.reader.measure and self.part_of_market(said):
            return "", said.grown  # what is measured of the part is said elsewhere
        named = [id for match in self.reader.book.names["metrics"].find(said.measure) if match.end == len(said.measure) for id in match.ids]
        if named and self.names_metric(said.measure, unit):
            return "", said.grown  # a metric of the register
        alone = [
            match
            for match in vocabulary("heads_en", "alone").find(said.measure)
            if match.ids == ("yes",) and match.end == len(said.measure)
        ]
        tail = said.text.startswith(said.measure) and not VAGUE.fullmatch(said.measure)  # "output value of the foundries"
        strong = (alone or tail) and said.part and self.names_parts() and self.part_of_market(said)
        return self.as_name(said.measure if strong else said.name, unit), said.grown

    def stated_zh(self, before: str) -> tuple[str, bool]:
        """The same of a Chinese sentence: the nouns right before the figure, without the subject and the verb."""
        noun = re.search(r"((?:[A-Z]{2,6})?[\u3400-\u9fff]{2,24})\D{0,2}$", before)
        words, grown = noun[1] if noun else "", False
        while match := next(
            (one for name in ("changes", "verbs_zh") for one in vocabulary(name).find(words) if one.end == len(words)), None
        ):
            grown = grown or bool(vocabulary("changes").whole(words[match.start :]))
            words = words[: match.start]
        for match in self.reader.book.names["subjects"].find(words):
            if match.start == 0:
                words = words[match.end :]
                break
        words = re.sub(r"^[万亿千百]*(?:辆|台|吨|元|户|人|件|家|套)?[和与、及]", "", words)  # "130.7万辆和128.7万辆"
        words = re.sub(r"^(?:全省|全市|全国|全球|全区|全县|公司|集团|累计|其中|实现|完成|达到)+", "", words)
        heads = [match for match in vocabulary("heads_zh").find(words) if match.end == len(words)]
        return self.as_name(words if heads or len(words) <= 8 else ""), grown

    def names_metric(self, words: str, unit: str) -> bool:
        """Whether words end in the name of a metric of the registers that a figure of the unit can be one of."""
        book = self.reader.book
        size = book.rows["units"].get(unit, {}).get("kind") == "size"
        found = [match for match in book.names["metrics"].find(words) if match.end == len(words)]
        return any(not size or book.fits(id, unit) for match in found for id in match.ids)

    def as_name(self, words: str, unit: str = "") -> str:
        """The words where they may name a metric, without the mark of a note."""
        words = re.sub(r"^(?:strong|solid|robust|healthy|record)\s+", "", words, flags=re.IGNORECASE)
        rest = re.sub(r"\b(?:quarterly|annual|yearly|monthly)\b", " ", words, flags=re.IGNORECASE)
        for match in reversed(vocabulary("changes").find(rest)):
            rest = rest[: match.start] + rest[match.end :]
        if not re.search(r"[^\W\d]", rest):  # "year-on-year increase", "quarterly growth"
            return ""
        if re.match(r"由于|因此|因为|尽管|虽然|使(?!用)|和|与|及|在内|的|了|家公司|比上|比去|同期|其中的", words):
            return ""
        words = ADJUSTED.sub("", re.sub(r"^\W+|(?<=[A-Za-z])\d$", "", words))
        book = self.reader.book
        known = any(book.names[name].whole(words) for name in ("subjects", "geographies")) or self.names_metric(words, unit)
        known = known or any(vocabulary(name).whole(words) for name in ("pronouns", "shares", "generic_en", "countries"))
        is_name = words.lower() not in NO_NAMES and len(words) <= 50 and CALLED.fullmatch(words)
        known = known or self.reader.periods.labels(words)
        known = known or re.search(r"\b(?:market|industry|segment|division|business)$|市场$|行业$", words, re.IGNORECASE)
        known = known or words.isascii() and not is_nominal(words)
        return words if is_name and not known and len(words.split()) <= 8 and not vocabulary("changes").whole(words) else ""

    def new_metric(self, item: Item, start: int, unit: str, name: str, grown: bool) -> bool:
        """A metric that no register has: what is stated to have the figure, or to have changed by it; else what is counted. Whether there
        is such a name."""
        book = self.reader.book
        counted = unit not in book_units(book) and book.rows["units"].get(unit, {}).get("kind") == "count"
        if not name and counted:  # "68.9 million shipments"
            for id in book.names["metrics"].whole(unit.replace("_", " ")):
                own = book.rows["metrics"][id]["unit"]
                if book.rows["units"].get(own, {}).get("kind") == "count":
                    item.put("unit", own, "register", False)
                    item.put("metric_id", id, "clause", False)
                    return True
        if not name and counted:
            name = f"Number of {unit.replace('_', ' ')}"
            known = [id for id, row in book.rows["metrics"].items() if row["unit"] == unit and row["name"].lower().startswith("number of")]
            if known:
                item.put("metric_id", known[0], "like", False)
                return True
        if not unit and re.search(r"\bratio$", name, re.IGNORECASE):
            unit = "ratio"
            item.put("unit", unit, "proposed", False)
        if not unit and (re.match(r"number of\b", name, re.IGNORECASE) or re.search(r"[\u3400-\u9fff]$", name)):
            unit = "count"
            item.put("unit", unit, "proposed", False)
        if name and not unit and COLON.search(self.text[:start]) and re.search(r"[a-z]s$", name):  # "Passengers: 77.4 million"
            unit = "count"
            item.put("unit", unit, "proposed", False)
        if not name or not unit:
            return False
        first = self.text.rfind(name, 0, start)
        called = name
        kind = "currency" if unit in book.currencies else unit
        if grown and unit in ("percent", "percentage_points") and not re.search(r"(?:growth|change|增长|增速|增幅)$", name, re.IGNORECASE):
            word = "Growth" if unit == "percent" else "Change"
            name = f"{word} of {name if name[:2].isupper() else name[0].lower() + name[1:]}"
        kinds = {"currency": "money", "percent": "percent", "ratio": "ratio"}
        row = {
            "name": name[0].upper() + name[1:],
            "definition": f"As the document calls it: {name}",
            "quantity_kind": kinds.get(kind, "count"),
        }
        row |= {"unit": kind, "additive": "no"} | ({"is_signed": "yes"} if grown else {})
        id = book.propose("metrics", row, f"line {item.line}", exact=True)
        item.put("metric_id", id, "proposed", False)
        for found in re.finditer(re.escape(called), self.text[max(first, 0) :]) if first >= 0 else ():  # the text may go on about it
            self.metrics.append(Match(first + found.start(), first + found.end(), (id,), 1))
        self.metrics.sort(key=lambda match: match.start)
        return True

    def new_change(self, matches: list[Match], basis: str, unit: str) -> list[str]:
        """The growth or change of the nearest metric of the sentence that no register has."""
        ids = [id for match in matches for id in match.ids]
        return [change_of(self.reader.book, ids[0], basis, unit)] if ids else []

    def is_of_other(self, match: Match, start: int, end: int) -> bool:
        """Whether a metric stands right behind another figure, as in "at $183 billion valuation", or behind this and right before another,
        as in "lost $31 million on revenue of $12 million": it is of that one."""
        return any(
            first != start
            and (
                0 <= match.start - last <= 12
                and OF_BASIS.fullmatch(self.text[last : match.start])
                or end <= match.start < first
                and NAMED.fullmatch(self.text[match.end : first])
            )
            for first, last in self.figures
        )

    def has_share(self, clause: tuple[int, int], at: int) -> bool:
        return any(clause[0] <= match.start < clause[1] and abs(match.start - at) < 2 * NEAR for match in self.shares)

    def change(self, start: int, end: int, sentence: tuple[int, int], clause: tuple[int, int]) -> str | None:
        """Whether the clause says that something changed by the figure, and since when: any, previous, year_ago."""
        words = [
            match
            for match in self.changes
            if clause[0] <= match.start < clause[1] or sentence[0] <= match.start and start - match.end < NEAR and match.end <= start
        ]
        near = [match for match in words if start - NEAR <= match.start <= end + NEAR]
        if not near and AGAINST.match(self.text[end:]):  # "0.3% below the prior-year figure"
            return "year_ago"
        if not near and not (
            re.search(r"\bby\s+\D{0,15}$", self.text[:start]) and any(sentence[0] <= match.start < start for match in self.changes)
        ):
            return None
        stop = min([first for first, _ in self.figures if first >= end] + [clause[1]])
        behind = [id for match in self.changes if end <= match.start < stop for id in match.ids if id != "any"]
        if behind:
            return behind[0]
        bases = {id for match in words for id in match.ids} - {"any"}
        return bases.pop() if len(bases) == 1 else "any"

    def changed(self, metric: str, basis: str, unit: str) -> str | None:
        """The growth of a metric, by the basis that the words give; the metric itself where it has no growth and its unit is that of the
        figure, or where it is a growth."""
        rows = [row for row in self.reader.book.growth.get(metric, []) if row["unit"] == "percent"]
        if not rows or self.reader.book.rows["metrics"][metric].get("growth_of_metric_id"):
            return metric
        wanted = [row for row in rows if row.get("growth_over") == (basis if basis != "any" else "year_ago")]
        return (wanted or rows)[0]["metric_id"] if wanted or basis == "any" else None

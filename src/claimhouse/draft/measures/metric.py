"""The metric of a figure in running text: every way that may find one is asked in turn, and the first that the unit fits is taken."""

from __future__ import annotations

import re

from claimhouse.draft.cells import change_of
from claimhouse.draft.measures.changes import ChangeMeasures
from claimhouse.draft.measures.going_on import OngoingMeasures
from claimhouse.draft.measures.proposed import ProposedMeasures
from claimhouse.draft.measures.stated import StatedMeasures
from claimhouse.draft.names import words_of
from claimhouse.draft.phrases import SHARE_BEHIND
from claimhouse.draft.phrases_zh import MOVED
from claimhouse.draft.sentences import MARKET, NEAR
from claimhouse.draft.store import Item

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
OF_SALES = re.compile(r"\bof\s+(?:(?!market)[\w’'-]+\s+){0,3}(?:revenues?|sales|turnover)\b", re.IGNORECASE)
SHARE_AFTER = re.compile(
    r"(?:\s*,?\s*(?:and\s+)?\d[\d.]*\s?(?:%|percent|per\s+cent))*\s+(?:(?:unit|market|value|volume)\s+)?share\b(?!\s+(?:of|capital|price))",
    re.IGNORECASE,
)
SHARE_WORD = re.compile(r"\b(?:share|proportion|ratio|percentage|portion)\s+of\b", re.IGNORECASE)


class Measures(StatedMeasures, ChangeMeasures, OngoingMeasures, ProposedMeasures):
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
        if percent and (answer := self.answer(end)) and self.new_metric(item, start, unit, answer, False):
            return
        ratio = self.share_of_last(start, end) if percent else ""
        if ratio in book.rows["metrics"] or ratio and self.new_metric(item, start, unit, ratio, False):
            item.put("metric_id", ratio if ratio in book.rows["metrics"] else item.value("metric_id"), "clause", False)
            return
        _, what, moved = self.said_zh(start)
        moved = moved or MOVED.search(self.text[start:end]) is not None
        moved = (self.change(start, end, sentence, clause) or "any") if moved and percent else None
        if counted := self.counted_zh(start, end) if not what and not percent and unit not in book.currencies else "":
            if self.new_metric(item, start, unit or "count", counted, False):
                return
        if what and self.put_said(item, what, start, unit, moved):
            return
        if moved and not what and (row := self.row_before(start)):  # "同比分别增长4.9%和6.1%" behind "分别完成1389万辆和1404万辆"
            base = row.value("metric_id")
            base = book.rows["metrics"].get(base, {}).get("growth_of_metric_id") or base
            if base:
                item.put("metric_id", change_of(book, base, moved, unit), "restated", False)
                return
        if same := self.of_list(item, start, unit):
            item.put("metric_id", same, "list", False)
            item.candidates["metric_id"] = [same]
            return
        if percent and (behind := self.share_behind(start, end)):
            whole = behind["whole"] or next(
                (
                    found["whole"]
                    for last in sorted(self.ends.values())
                    if (found := SHARE_BEHIND.match(self.text, last)) and found["whole"]
                ),
                "",
            )
            if whole and self.new_metric(item, start, unit, f"Share of {whole}", False):
                return
        if unit == "percent" and not self.reader.is_covered and SHARE_AFTER.match(self.text, end):  # "15.3 percent and 9.8 percent share"
            item.put("metric_id", "market_share", "share", False)
            return
        shared = (
            unit == "percent"
            and not self.reader.is_covered
            and (self.has_share(clause, start) or SHARE_WORD.search(self.text[sentence[0] : start]))
        )
        if shared and (whole := self.share_of_whole(start, end)) and self.new_metric(item, start, unit, whole, False):
            return
        change = self.change(start, end, sentence, clause) if percent and not self.is_compared(start) else None
        if same := self.of_same(start, end, unit, change):
            item.put("metric_id", same, "restated", False)
            item.candidates["metric_id"] = [same]
            return
        if change is None and percent and re.match(r"[+−–-]", self.text[start:end]) and not self.reader.is_covered:
            change = "any"
        moved = unit == "percent" and not self.is_compared(start) and self.moves_rate(start, end)
        change = change or ("any" if moved and not self.reader.is_covered else None)
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
                found = self.changed(id, change, unit, moved) if change else id
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
                direct = [self.changed(id, change, unit, moved) or change_of(book, id, change, unit) if change else id for id in match.ids]
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
        if percent and not said.grown and not moved and self.has_share(clause, start):
            bases = {id for _, _, _, match in ranked for id in match.ids}
            shares = [id for id, row in book.rows["metrics"].items() if row.get("share_of_metric_id") in bases]
            shares = [id for id in shares if "share" in id or any(id in match.ids for *_, match in ranked)]  # no penetration unnamed
            firm = book.rows["subjects"].get(self.reader.subject, {}).get("subject_type") == "company"
            if firm and "revenue_share" in book.rows["metrics"] and OF_SALES.search(self.words(sentence)):
                shares.insert(0, "revenue_share")  # "accounted for 15% of total revenues" is of its own
            within = [option for option in options if option[1] == "clause" and "share" in option[0]]
            options = [*within, *((id, "share") for id in [*shares, "market_share"]), *options] if not within else options
        named, grown = self.stated(start, end, unit)
        grown = grown or unit == "percent" and re.match(r"\s+(?:higher|lower|more|less|up|down)\b", self.text[end:]) is not None
        acted = "" if self.reader.is_covered else self.acted(start, clause, unit)
        if acted and named and said.behind and not said.grown:  # "repurchased $2 million of its stock"
            named, options = "", [(acted, "clause")]
        in_turn = " and " in said.name and " and " not in named
        if (said.behind or in_turn) and named:  # "a 4% decrease in selling prices"
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
        grown = grown or unit == "percent" and self.is_amount(named, end)
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
            last = self.reader.last_metrics.get(unit, "") if self.is_of_country() or item.cells["subject_id"].how == "list" else ""
            options.insert(0, (last, "antecedent") if last else ("market_size", "subject"))
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
            if how == "document" and book.rows["metrics"][id]["unit"] == "count" and unit in ("", "count", "units"):
                item.put("unit", "count", "register", False)  # "10.6 million units" of registrations
            sure = how == "clause" and only and id in beside and unit != "" and not percent and not self.is_longer(id, start)
            item.put("metric_id", id, how, sure)

"""Metrics that no register has: proposed by what is stated to have the figure, by what is counted, or by what somebody did."""

from __future__ import annotations

import re

from claimhouse.draft.cells import book_units, change_of, growth_name
from claimhouse.draft.names import Match
from claimhouse.draft.phrases import COLON, Phrases, is_nominal
from claimhouse.draft.registers import of, vocabulary
from claimhouse.draft.store import Item

TO_OTHER = re.compile(  # "delivered power to 2 million customers"
    r"\b(?:to|for|from|with|by)\s+(?!(?:about|approximately|nearly|over|more)\b)"
)
OF_TRADE = re.compile(r"\s+(?:worth\s+)?(?:of|in)\s+((?:goods|services|merchandise)(?:\s+and\s+services)?)\b", re.IGNORECASE)
CONNECTIVE = re.compile(  # before what a sentence is on: "However the production of coal"
    r"^(?:however|meanwhile|moreover|furthermore|similarly|likewise|overall|thus|therefore|hence|nevertheless|also|then),?\s+(?:the\s+)?",
    re.IGNORECASE,
)
ACTED = re.compile(  # a verb, no name of a measure: "registering a drop of", "at current prices"
    r"(?:registering|recording|reaching|posting|showing|representing|reflecting|indicating|marking|(?:current|constant)\s+prices)",
    re.IGNORECASE,
)
COUNTERS = "个条家名座项款种处所位"
COUNTED_ZH = re.compile(rf"([{COUNTERS}])([\u4e00-\u9fff]{{1,8}}?)(?=[的，。、；,;（(）)“”\s和与及共等]|$)")
DONE = re.compile(  # "deck boards for gardens were sold", "of white paint was sold"
    r"\s+(?:of\s+)?(?P<thing>[a-z][\w’'-]*(?:\s+(?!(?:for|in|from|by|at|to|on|with|who|that|which)\b)[a-z][\w’'-]*){0,5})"
    r"(?:\s+(?:for|in|from|at|on)\s+[a-z][a-z ]{2,30}?)?\s+(?:were|was|have\s+been|has\s+been|had\s+been)\s+(?:also\s+)?"
    rf"(?P<act>{of('done with')})\b"
)
WHICH_MEMBERS = "付费|活跃|注册|月活|日活|新增|有效|累计|机构|个人|企业|海外|全球|优质|会员"
MEMBERS = rf"(?:{WHICH_MEMBERS})*(?:会员|用户|客户|订户|粉丝|玩家|骑手|商家|开发者|订阅者)"
MEMBERS_ZH = re.compile(rf"({MEMBERS})(?=[的，。、；,;（(）)\s和与及]|$)")  # whom a count without a counter counts
OF_SUM_ZH = re.compile(r"^(?:合并|总|累计|合计|整体|品牌|整机|厂商|市场)+")  # before what is measured: "合并出货量"
NO_COUNT_ZH = re.compile(r"月|季度|百分点|百分|交易日|工作日|基点|小时|年|多|方面|以上")


class ProposedMeasures(Phrases):
    """Proposes the metric of a figure."""

    def put_said(self, item: Item, what: str, start: int, unit: str, change: str | None) -> bool:
        """The metric that a Chinese clause names, or its change; whether there is one that the unit fits."""
        book = self.reader.book
        what = what if book.names["metrics"].whole(what) or not book.names["metrics"].whole(plain := OF_SUM_ZH.sub("", what)) else plain
        known = [id for id in book.names["metrics"].whole(what) if change or book.fits(id, unit)]
        if not known and change:
            row = {
                "name": what,
                "definition": f"As the document calls it: {what}",
                "quantity_kind": "count",
                "unit": "count",
                "additive": "no",
            }
            money = next(
                (
                    one
                    for one in self.filled.values()
                    if self.reader.book.rows["metrics"].get(one.value("metric_id"), {}).get("name") == what
                ),
                None,
            )
            known = [money.value("metric_id")] if money else [book.propose("metrics", row, f"line {item.line}", exact=True)]
        if change and known:
            item.put("metric_id", change_of(book, known[0], change, unit), "clause", False)
            return True
        if known:
            item.put("metric_id", known[0], "clause", False)
            return True
        return self.new_metric(item, start, unit, what, False)

    def acted(self, start: int, clause: tuple[int, int], unit: str) -> str:
        """What an amount measures that somebody made it: "repurchased $84 million of its stock", "shipped 2 million units"."""
        book = self.reader.book
        before = self.undated(clause[0], start)
        acts = [match for match in vocabulary("acts", "metric").find(before) if not TO_OTHER.search(before[match.end :])]
        counts = unit in book.currencies or book.rows["units"].get(unit or "count", {}).get("kind", "count") in ("count", "size")
        if not acts or not counts or unit in ("percent", "percentage_points", "rank", "date", "ratio"):
            return ""
        money = unit in book.currencies
        if "{}" in acts[-1].ids[0] and (money or unit in ("", "count")):
            return ""
        traded = OF_TRADE.match(self.text, self.ends.get(start, start)) if acts[-1].ids[0] in ("Exports", "Imports") else None
        name = (
            f"{acts[-1].ids[0]} of {traded[1].lower()}" if traded else acts[-1].ids[0].replace("{}", unit.replace("_", " ").capitalize())
        )  # "Stores opened"
        if self.reader.measured.lower().endswith(f" {name.lower()}"):  # "produced" in a document on crude steel production
            name = self.reader.measured[0].upper() + self.reader.measured[1:]
        if known := [id for id in book.names["metrics"].whole(name) if book.fits(id, unit)]:
            return known[0]
        row = {"name": name, "definition": f"As the document calls it: {name.lower()}", "quantity_kind": "money" if money else "count"}
        return book.propose(
            "metrics", row | {"unit": "currency" if money else unit or "count", "additive": "no"}, "what somebody did", exact=True
        )

    def new_metric(self, item: Item, start: int, unit: str, name: str, grown: bool) -> bool:
        """A metric that no register has: what is stated to have the figure, or to have changed by it; else what is counted. Whether there
        is such a name."""
        book, name = self.reader.book, CONNECTIVE.sub("", name)
        counted = unit not in book_units(book) and book.rows["units"].get(unit, {}).get("kind") == "count"
        if not name and counted:  # "68.9 million shipments"
            for id in book.names["metrics"].whole(unit.replace("_", " ")):
                own = book.rows["metrics"][id]["unit"]
                if book.rows["units"].get(own, {}).get("kind") == "count":
                    item.put("unit", own, "register", False)
                    item.put("metric_id", id, "clause", False)
                    return True
        size = book.rows["units"].get(unit, {}).get("kind") == "size"
        if not name and (counted or size or unit in ("", "count")) and (done := self.done_with(start)):
            name, unit = done, unit or "count"
            item.put("unit", item.value("unit") or unit, item.cells["unit"].how or "proposed", False)
        last = self.reader.last_levels.get(unit, "") if unit == "units" and not name else ""
        if not last and unit == "units" and not name and self.reader.ships and "shipments" in book.rows["metrics"]:
            last = "shipments"  # of a text on what vendors ship
        if last and book.fits(last, unit):  # "Norvane with 53 million" behind shipments
            item.put("metric_id", last, "antecedent", False)
            return True
        if not name and counted:
            name = f"Number of {self.counted_phrase(start, unit)}"
            known = [id for id, row in book.rows["metrics"].items() if row["unit"] == unit and row["name"].lower().startswith("number of")]
            known = [id for id in known if not re.search(r"\bnew\b", name) or book.rows["metrics"][id]["name"].lower() == name.lower()]
            if known:
                item.put("metric_id", known[0], "like", False)
                return True
        if not unit and re.search(r"\bratio$", name, re.IGNORECASE):
            unit = "ratio"
            item.put("unit", unit, "proposed", False)
        if not unit and re.search(r"\bind(?:ex|ices)$", name, re.IGNORECASE):
            unit = "count"
        if not unit and (re.match(r"number of\b", name, re.IGNORECASE) or re.search(r"[\u3400-\u9fff]$", name)):
            unit = "count"
            item.put("unit", unit, "proposed", False)
        if name and not unit and COLON.search(self.text[:start]) and re.search(r"[a-z]s$", name):  # "Passengers: 77.4 million"
            unit = "count"
            item.put("unit", unit, "proposed", False)
        if not name or not unit or ACTED.fullmatch(name):
            return False
        first = self.text.rfind(name, 0, start)
        called = name
        kind = "currency" if unit in book.currencies else unit
        if grown and unit in ("percent", "percentage_points") and not re.search(r"(?:growth|change|增长|增速|增幅)$", name, re.IGNORECASE):
            name = growth_name(name, unit)
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

    def counted_zh(self, start: int, end: int) -> str:
        """What a Chinese count counts, named behind it: "城市数" of "147个城市的305个楼盘", "干部人数" of "32万名干部"."""
        printed = self.text[start:end]
        found = COUNTED_ZH.match(self.text, end - 1 if re.search(rf"[{COUNTERS}]$", printed) else end)
        members = MEMBERS_ZH.match(self.text, end) if re.search(r"\d[万亿]?$", printed) else None
        if members:
            return members[1]  # "2.1亿付费会员"
        if not found or not re.search(r"\d[万亿千百]?\W?$|[万亿个条家名座项款种处所位]$", printed):
            return ""
        noun = found[2]
        for verb in vocabulary("verbs_zh").find(noun):
            noun = noun[: verb.start]
        heads = any(match.end == len(noun) for match in vocabulary("heads_zh").find(noun))
        return "" if len(noun) < 2 or heads or NO_COUNT_ZH.match(noun) else noun + ("人数" if found[1] in "名位" else "数")

    def done_with(self, start: int) -> str:
        """What was done with what is counted, behind a figure: "Drills sold" of "400,000 drills were sold"; empty elsewhere."""
        found = DONE.match(self.text[self.ends.get(start, start) :])
        thing = found["thing"] if found else ""
        if not thing or any(vocabulary(kind).whole(thing) for kind in ("generic_en", "pronouns")) or not is_nominal(thing):
            return ""
        return f"{thing[0].upper()}{thing[1:]} {found['act'].lower()}"

    def counted_phrase(self, start: int, unit: str) -> str:
        """What is counted with the words before it that say which: "new products"; the unit alone where nothing else stands there."""
        noun = unit.replace("_", " ")
        found = re.match(
            rf"\s+((?:new|additional|active|approved|open|pending|[a-z]+-[a-z]+)\s+(?:[a-z-]+\s+){{0,2}}?{re.escape(noun)})\b",
            self.text[self.ends.get(start, start) :],
            re.IGNORECASE,
        )
        return found[1] if found else noun

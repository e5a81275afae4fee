"""The registers as a draft reads them: shared rows, rows of the report before, and new rows that the draft proposes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

from claimhouse.draft.names import Match, Names, words_of
from claimhouse.draft.store import id_of_row, read_csv
from claimhouse.rules import UNPRINTABLE
from claimhouse.seeds import families

NAMED = ("subjects", "metrics", "geographies", "scopes", "units", "cited_sources")
ID = {"subjects": "subject_id", "metrics": "metric_id", "geographies": "geography_id", "scopes": "scope_id", "units": "unit"}
ID |= {"periods": "period_id", "cited_sources": "cited_source_id"}
# Words that make another metric of the name behind them: "organic net sales" is no net sales.
MADE_ANOTHER = re.compile(
    r"\b(?:organic|comparable|same[- ]store|like[- ]for[- ]like"
    r"|system[- ]?wide|per[- ]capita)\s+$",
    re.IGNORECASE,
)
NO_BASIS = re.compile(  # before words that are no basis then: "seasonally adjusted"
    r"\b(?:\w+ly|calendar|working[ -]day|mix|risk|inflation|price|cost|weight|age|\w+-)[ -]?$", re.IGNORECASE
)
OF_RESULT = re.compile(  # what follows "underlying" where that is a basis of a firm's figures: no "underlying inflation"
    r"\W*(?:$|[;\d])|(?:\s+[\w-]+){0,4}?\s+(?:profits?|income|earnings|ebit\w*|eps|loss(?:es)?|margins?|cash|results?|revenues?|sales"
    r"|turnover|expenses?|operating|pre-?tax|npat|pbt|roe|roce|basis)\b",
    re.IGNORECASE,
)
MADE_BEHIND = re.compile(
    r"\s+(?:margins?|ratios?|rates?|conversion|coverage|intensity|per\s+(?:\w+\s+){0,3}(?:capita|head|employee|shares?|ads|unit|days?|room|store|user|subscriber|customer"
    r"|seat|passenger|barrel|tonne|ounce))\b",
    re.IGNORECASE,
)
FORESEEN = re.compile(  # what a figure is held against: "as expected", "lower than the seasonal path of the budget forecast"
    r"\b(?:in\s+line\s+with|beats?|beating|miss(?:ed|es|ing)?|topp(?:ed|ing)|exceed(?:ed|ing)|ahead\s+of)\s+(?:[\w’']+\s+){0,2}?(?:forecasts?|expectations?"
    r"|estimates|projections)\b(?!\s+(?:of|for|that|at|by)\b)|"
    r"\b(?:than|below|above|over|under|relative\s+to|compared\s+(?:with|to))\s+(?:the|its|their|a|our)\s+(?:(?!of\b)[\w’'-]+\s+){0,3}?"
    r"(?:(?:path|level|figure|range)\s+(?:of|in)\s+(?:the|its|their)\s+(?:\w+\s+){0,2}?)?(?:forecasts?|projections?|guidance)\b"
    r"(?!\s+(?:of|for|that|at|by|to)\b)|"
    r"\bforecasts?\s+had\b[^.;()\d]*(?:predicted|expected|projected)\b|"
    r"\b(?:as|than|what)\s+(?:\w+\s+){0,2}?(?:expected|forecast|projected|anticipated|estimated)\b|-than-expected\b|(?:好于|超出|超过|高于|优于|符合|不及|低于|逊于|超)(?:市场|一致|分析师)*预期(?!的?值?(?:约?为|是)?\d)",
    re.IGNORECASE,
)
# Families in which figures of a unit stand where no other figure of their metric says it.
FAMILY_OF_KIND = {"currency": "company_financials", "date": "events"}


@cache
def wordings(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `wordings/<name>.csv`, one per wording."""
    rows = read_csv(files("claimhouse.draft").joinpath(f"wordings/{name}.csv"))
    key = next(iter(rows[0])) if rows else ""
    return tuple(row | {key: word} for row in rows for word in row[key].split("|"))


@cache
def vocabulary(name: str, value: str = "") -> Names:
    """The wordings of a table with the cell `value` as their id, or with their own text."""
    return Names((row[next(iter(row))], row[value] if value else row[next(iter(row))]) for row in wordings(name))


def is_research_firm(name: str) -> bool:
    """Whether a name is that of a firm that counts what others sell."""
    return bool(vocabulary("research_firms").whole(name.removeprefix("the ").strip(" ,.:")))


def foresees(text: str) -> bool:
    """Whether a text tells a forecast or a target."""
    return any(match.ids[0] in ("F", "T") for match in vocabulary("statuses", "status").find(text))


# What the first word of a name begins with: a capital, digits with one ("3D", "3M"), never a period ("2Q", "1H24") or a kind of network.
NO_NAME = re.compile(  # marks of notes; how a series was adjusted, which names nothing
    r"(?<![A-Za-z])[¹²³⁰⁴-⁹]+|[¹²³⁰⁴-⁹]+(?=\s)|^(?:(?:seasonally|calendar|working[\s-]day)(?:\s+and\s+|\s*,\s*))*"
    r"(?:seasonally|calendar|working[\s-]day)[\s-]+adjusted\s+",
    re.IGNORECASE,
)
INITIAL = r"(?:[A-ZÀ-ÖØ-Þ]|\d{1,3}(?!Q|H|[GK]\b)[A-Z])"


@cache
def legal_forms() -> str:
    """A pattern of the legal forms of firms of any country, as words of their own, with or without points: "PLC", "S.p.A.", "AB (publ)".
    Capitals count, but that a text in capitals writes them so."""
    forms = {row["wording"] for row in wordings("legal_forms")}
    forms |= {form.upper() for form in forms if len(form) > 2}
    words = (re.escape(form).replace(r"\.", r"\.?").replace(r"\ ", r",?\s+") for form in sorted(forms, key=lambda one: (-len(one), one)))
    return rf"(?-i:(?:{'|'.join(words)})(?![A-Za-z0-9])\.?)"


def of(role: str, *more: str) -> str:
    """The words of a role as alternatives of a pattern, the longest first."""
    words = [row["wording"].replace(" ", r"\s+") for row in wordings("phrase_words") if row["role"] == role]
    return "|".join([*sorted(words, key=len, reverse=True), *more])


KINDS_OF_REVENUE = {  # "passenger revenue" of a firm is no revenue of all of it; on a market they may be whose
    "revenue": re.compile(rf"(?:^|[\s(/-])(?:{of('kind of revenue')})(?:\s+(?:and\s+other|net|operating))?\s+$", re.IGNORECASE)
}


def bases_in(text: str) -> list[Match]:
    """The bases of figures that a text names, the id of the scope with each: "adjusted", "non-GAAP", "underlying profit"; "seasonally
    adjusted" and "underlying inflation" are none."""
    return [
        match
        for match in vocabulary("scopes", "scope_id").find(text)
        if not NO_BASIS.search(text[: match.start])
        and not re.match(r"\s+(?:for|to)\b", text[match.end :])
        and (not re.match(r"underlying|normali", text[match.start :], re.IGNORECASE) or OF_RESULT.match(text, match.end))
    ]


def without_basis(name: str) -> str:
    """A name without the bases in it, which are the scope of its figures: "Adjusted operating profit", "Operating profit (adjusted)"."""
    rest = name
    for match in reversed(bases_in(name)):
        rest = f"{rest[: match.start].rstrip(' (（')} {rest[match.end :].lstrip(' )）-')}".strip()
    if not re.match(r"[A-Za-z]{2}|[\u3400-\u9fff]{2}", rest):
        return name
    return rest if not name[:1].isupper() else rest[0].upper() + rest[1:]


NOTE_MARK = re.compile(r"(?<=[A-Za-z]{4})[¹²³⁴⁵⁶⁷⁸⁹⁰]+")  # "Net income²", no "m²"


def clean(text: str) -> str:
    """A text that a cell may hold: without characters that do not print, with single blanks."""
    return re.sub(r"\s+", " ", re.sub(UNPRINTABLE, " ", unicodedata.normalize("NFC", NOTE_MARK.sub("", text)))).strip()


def has_word(text: str, words: str) -> bool:
    """Whether a text has one of the words, which a bar parts."""
    return any(re.search(rf"\b{re.escape(word)}\b" if word.isascii() else word, text, re.IGNORECASE) for word in words.split("|"))


def slug(name: str) -> str:
    """An id of a name: its Latin letters and digits in lower case; empty where it has none."""
    plain = unicodedata.normalize("NFKD", NOTE_MARK.sub("", name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:60].strip("_")


class Book:
    """Rows of registers by id, and the names that find them. `own` are tables of a report whose rows take the place of the shared ones."""

    def __init__(self, project: Path, own: dict[str, list[dict[str, str]]] | None = None, report: str = ""):
        own = own or {}
        self.report = report
        self.rows: dict[str, dict[str, dict[str, str]]] = {}
        self.ids: dict[tuple[str, str], dict[str, str]] = {}
        self.whys: dict[tuple[str, str], str] = {}
        reference = project / "seeds/reference"
        aliases = self.aliases = read_csv(reference / "aliases.csv") + own.get("aliases", [])
        for name in (*NAMED, "periods"):
            shared = [] if name == "cited_sources" else read_csv(reference / f"{name}.csv")
            self.rows[name] = {row[ID[name]]: row for row in [*shared, *own.get(name, [])]}
            for row in own.get(name, []):
                self.ids[name, row[ID[name]]] = row
        self.labels = [*read_csv(reference / "period_labels.csv"), *own.get("period_labels", [])]
        self.constraints = [*read_csv(reference / "scope_constraints.csv"), *own.get("scope_constraints", [])]
        for name in ("period_labels", "scope_constraints"):
            for row in own.get(name, []):
                self.ids[name, id_of_row(name, row)] = row
        self.names = {name: self.names_of(name, aliases) for name in NAMED}
        self.currencies = {unit for unit, row in self.rows["units"].items() if row["kind"] == "currency"}
        self.growth: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.rows["metrics"].values():
            if row.get("growth_of_metric_id"):
                self.growth[row["growth_of_metric_id"]].append(row)
        self.default_family = "operations"
        self.unlikely = {(row["unit"], row["subject_type"]) for row in wordings("unlikely")}
        self.usual_family = self.families_of(project, own)

    def is_of_report_before(self, column: str, id: str) -> bool:
        """Whether an id of a cell is of the report that this one follows."""
        register = next((name for name, key in ID.items() if key == column), "")
        return (register, id) in self.ids and (register, id) not in self.whys

    def without_place(self, name: str) -> str:
        """A name without the place that it begins with, where more than that is left: "UK house prices", "World crude steel production"."""
        for places in (vocabulary("countries"), self.names["geographies"], vocabulary("world")):
            first = next((match for match in places.find(name) if match.start == 0), None)
            rest = re.sub(r"^(?:[’']s?\b|\.(?=\s))", "", name[first.end :]).strip() if first else ""
            if re.match(r"[A-Za-z]{2}", rest):
                return rest if not name[:1].isupper() else rest[0].upper() + rest[1:]
        return name

    def called(self, register: str, id: str) -> list[str]:
        """The aliases of an id."""
        return [row["alias"] for row in self.aliases if row["register"] == register and row["id"] == id]

    def names_of(self, register: str, aliases: list[dict[str, str]]) -> Names:
        names = [(row["name"], id) for id, row in self.rows[register].items()]
        names += [(id.replace("_", " "), id) for id in self.rows[register]]
        names += [(row["alias"], row["id"]) for row in aliases if row["register"] == register]
        if register == "metrics":  # of headlines
            names += [(row["wording"], row["metric_id"]) for row in wordings("abbreviations") if row["metric_id"] in self.rows[register]]
        if register == "subjects":
            names += self.short_names()
            names += self.members()
        found = Names(names)
        found.other, found.other_behind = (MADE_ANOTHER, MADE_BEHIND) if register == "metrics" else (None, None)
        if register == "subjects":
            kinds = {row["subject_type"] for row in wordings("proper")}
            found.proper = {id for id, row in self.rows[register].items() if row["subject_type"] in kinds}
        return found

    def short_names(self) -> list[tuple[str, str]]:
        """ "Meridian" for Meridian Components, where no other name begins so and no place is called so."""
        first = Counter(row["name"].split()[0] for row in self.rows["subjects"].values())
        places = {row["name"] for row in self.rows["geographies"].values()}
        return [
            (row["name"].split()[0], id)
            for id, row in self.rows["subjects"].items()
            if row["subject_type"] == "company" and first[row["name"].split()[0]] == 1 and len(row["name"].split()[0]) > 3
            if row["name"].split()[0] not in places
        ]

    def members(self) -> list[tuple[str, str]]:
        """ "Scout" for Llama 4 Scout, where Llama 4 has a name too and nothing else is called so; `member_of` is the name of the family,
        without which a text does not mean it."""
        names = {row["name"]: id for id, row in self.rows["subjects"].items()}
        rests = [(name[len(whole) + 1 :], id, whole) for name, id in names.items() for whole in names if name.startswith(f"{whole} ")]
        taken = Counter(rest for rest, _, _ in rests) + Counter(word for name in names for word in {name, name.split()[0]})
        rests = [one for one in rests if taken[one[0]] == 1 and one[0][:1].isupper() and one[0].isalpha() and len(one[0]) > 3]
        self.member_of = {rest: whole for rest, _, whole in rests}
        return [(rest, id) for rest, id, _ in rests]

    def families_of(self, project: Path, own: dict[str, list[dict[str, str]]]) -> dict[str, str]:
        """The family in which most figures of a metric stand."""
        counts: dict[str, Counter] = defaultdict(Counter)
        for family in families(project):
            for row in read_csv(project / f"seeds/observations/{family}_observations.csv"):
                counts[row["metric_id"]][family] += 1
        for row in own.get("observations", []):
            counts[row["metric_id"]][row["family"]] += 1000
        return {metric: count.most_common(1)[0][0] for metric, count in counts.items()}

    def family(self, metric: str, unit: str) -> str:
        """The family of the figures of a metric: of its other figures, of the mart that shows it, else of its unit."""
        if metric in self.usual_family:
            return self.usual_family[metric]
        marts = (self.rows["metrics"].get(metric, {}).get("marts") or "").split(";")
        known = {row["mart"]: row["family"] for row in wordings("families")}
        shown = [known[mart.split(".")[0]] for mart in marts if mart.split(".")[0] in known]
        return shown[0] if shown else FAMILY_OF_KIND.get("currency" if unit in self.currencies else unit, self.default_family)

    def fits(self, metric: str, unit: str) -> bool:
        """Whether a figure of a unit can be one of a metric; an unprinted unit is any count."""
        own = self.rows["metrics"][metric]["unit"]
        if own == "currency":
            return unit in self.currencies
        if unit in ("", "count"):
            return own not in ("percent", "percentage_points", "date", "rank", "currency", "ratio")
        return own == unit

    def is_property(self, unit: str) -> bool:
        """Whether figures of a unit measure what a thing is, such as parameters, bits or months; tonnes and energy flow."""
        if ("units", unit) in self.ids or unit == "TWh":
            return False
        return unit in ("parameters", "tokens") or self.rows["units"].get(unit, {}).get("kind") in ("size", "duration")

    def is_likely(self, subject: str, unit: str) -> bool:
        """Whether figures of a unit are likely to be of a subject of its type."""
        kind = "currency" if unit in self.currencies else "percent" if unit in ("percent", "percentage_points") else ""
        return (kind, self.rows["subjects"][subject]["subject_type"]) not in self.unlikely

    def scopes_of(self, subject: str, metric: str) -> set[str]:
        """Scopes under which they may stand; as claimhouse.check says it: rows that name the subject, else those of its type, else none."""
        kind = self.rows["subjects"].get(subject, {}).get("subject_type")
        rows = [row for row in self.constraints if row["metric_id"] == metric]
        named = {row["scope_id"] for row in rows if row["subject_id"] == subject}
        of_type = {row["scope_id"] for row in rows if not row["subject_id"] and row["subject_type"] == kind}
        return named or of_type or {""}

    def propose(self, register: str, row: dict[str, str], why: str, exact: bool = False) -> str:
        """A new row, under an id that nothing has; the id. A row of the same name is the same thing. No label is like an `exact` one."""
        key, row = ID[register], {name: clean(value) for name, value in row.items()}
        if register in ("metrics", "subjects") and (NO_NAME.search(row["name"])):
            name = NO_NAME.sub("", row["name"]).strip()
            row |= {"name": name[:1].upper() + name[1:]} if len(name) > 1 else {}
        same = next((id for (name, id), other in self.ids.items() if name == register and other.get("name") == row["name"]), None)
        if same:
            return same
        stem = row.get(key) or slug(row["name"]) or f"{register[:-1]}_{len(self.ids) + 1}"
        id, number = stem, 1
        while id in self.rows[register]:
            number += 1
            id = f"{stem}_{number}"
        row = {key: id} | {name: value for name, value in row.items() if name != key}
        self.rows[register][id] = self.ids[register, id] = row
        self.whys[register, id] = why
        if register in self.names:
            kinds = {one["subject_type"] for one in wordings("proper")}
            proper = row.get("subject_type") in kinds and not row["name"].islower()  # "vivo" writes itself so
            self.names[register].add(row["name"], id, proper=proper, exact=exact)
        return id

    def forget(self, register: str, id: str) -> None:
        """Takes a proposed row back."""
        for rows in (self.rows[register], self.ids, self.whys):
            rows.pop(id if rows is self.rows[register] else (register, id), None)

    def allow(self, scope: str, metric: str, subject: str) -> None:
        """A scope, or none, under which the document prints figures of a metric. The rows of the report take the place of the shared ones
        for the type of the subject, so that they name all that are permitted."""
        kind = self.rows["subjects"].get(subject, {}).get("subject_type", "")
        named = any(row["metric_id"] == metric and row["subject_id"] == subject for row in self.constraints)
        whom = {"subject_type": "", "subject_id": subject} if named else {"subject_type": kind, "subject_id": ""}
        for one in sorted({scope, "", *self.scopes_of(subject, metric)}):
            row = {"scope_id": one, "metric_id": metric, **whom, "reason": "printed so in the document"}
            self.ids.setdefault(("scope_constraints", id_of_row("scope_constraints", row)), row)
            if scope and row not in self.constraints:
                self.constraints.append(row)


def length(text: str) -> int:
    return len(words_of(text))

"""Answer keys of documents, as docs/DRAFT_KEYS.md describes them: where each figure of a key stands, and whether a draft says the same.

A key is a table beside its document, `NAME.key.csv`. Cells are compared as a reader would: names without case, articles and legal forms,
periods by their days, amounts in base units.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path

from claimhouse.check.tokens import TOKEN
from claimhouse.draft.names import words_of
from claimhouse.draft.registers import wordings
from claimhouse.draft.store import Draft, Item
from claimhouse.grammar.period_parts import month_end

ROOT = Path(__file__).resolve().parents[1]
CELL_OF = {
    "value": "low",
    "unit": "unit",
    "qualifier": "qualifier",
    "period": "period_id",
    "status": "obs_status",
    "subject": "subject_id",
    "metric": "metric_id",
    "geography": "geography_id",
    "scope": "scope_id",
    "source": "cited_source_id",
}
REGISTER = {"unit": "units", "subject": "subjects", "metric": "metrics", "geography": "geographies", "scope": "scopes"}
REGISTER |= {"source": "cited_sources"}
SUFFIX = ".key.csv"
PLACE = ("printed", "near")
CHANGES = frozenset("growth growing change increase sequential year yoy qoq quarter 增 长 增长 同 比 增 速".split())
LEGAL = frozenset(word for row in wordings("legal_forms") for word, _, _ in words_of(row["wording"].replace(".", "")))
LEGAL |= frozenset("the company sa nv group holding".split())
SIGN = re.compile(r"[&+＆]")  # others part words anyway
WEEK = timedelta(days=7)  # a fiscal quarter of 13 weeks ends within a week of the month
PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(9M)|(\d\d)(?:-(\d\d))?))?")


# How the value is written of what lies on one side of a number.
OPEN = {"gt": "{}:", "ge": "{}:", "lt": ":{}", "le": ":{}"}


class BadKey(ValueError):
    """A key that cannot be read; the message names file, line and column."""


def read_key(path: Path) -> list[dict[str, str]]:
    """The rows of a key. Raises BadKey where a column is unknown or a cell cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        unknown = [name for name in reader.fieldnames or [] if name not in (*PLACE, *CELL_OF)]
        if unknown or "printed" not in (reader.fieldnames or []):
            wanted = ", ".join((*PLACE, *CELL_OF))
            raise BadKey(f"{path}: line 1: column {(unknown or ['printed'])[0]!r}: expected printed and any of {wanted}")
        rows = []
        for row in reader:
            cells = {name: (value or "").strip() for name, value in row.items() if name}
            try:
                values, qualifiers = permitted(cells.get("value", "")), permitted(cells.get("qualifier", ""))
                for one in values:
                    amount_of(one)
                if qualifiers and OPEN.keys() >= {*qualifiers} and not any(":" in one for one in values):
                    form = OPEN[qualifiers[0]].format(cells.get("value"))
                    raise ValueError(f"column 'value': {cells.get('value')!r}: expected an open side, as in {form}")
                for one in permitted(cells.get("period", "")):
                    if not one.upper().startswith("FY"):
                        days_of(one)
            except (ValueError, InvalidOperation) as error:
                raise BadKey(f"{path}: line {reader.line_num}: {error}") from None
            rows.append(cells)
    return rows


def permitted(text: str) -> list[str]:
    """The answers of a cell: `a or b`; `none` is an empty cell."""
    return ["" if one.strip() == "none" else one.strip() for one in re.split(r"\s+or\s+", text)] if text else []


def locate(rows: list[dict[str, str]], lines: list[str]) -> list[tuple[int, int] | None]:
    """Line and number of the first token of each figure; of one in words the line and, less than nothing, the characters before it. It is
    the next place behind the row before that prints it, else the first free one. Where `near` is given, the line or the one before it has
    those words."""
    found: list[tuple[int, int] | None] = []
    used: set[tuple[int, int]] = set()
    cursor = (0, -1)
    for row in rows:
        pattern = re.compile(r"(?<![\d.,])" + r"\s*".join(re.escape(part) for part in row["printed"].split()) + r"(?![\d])")
        near = fold(row.get("near", ""))
        places = []
        for number, line in enumerate(lines, 1):
            if near and near not in fold(line) and near not in fold(lines[number - 2] if number > 1 else ""):
                continue
            for match in pattern.finditer(line):
                first = TOKEN.search(match[0])
                at = match.start() + (first.start() if first else 0)
                if (number, at) not in used:
                    places.append((number, at))
        place = next((one for one in places if one > cursor), places[0] if places else None)
        if place is None:
            found.append(None)
            continue
        used.add(place)
        cursor = place
        if not TOKEN.search(row["printed"]):  # in words
            found.append((place[0], -place[1]))
            continue
        number = sum(match.start() <= place[1] for match in TOKEN.finditer(lines[place[0] - 1]))
        found.append((place[0], number))
    return found


def fold(text: str) -> str:
    """A text without case and with single blanks."""
    return re.sub(r"\s+", " ", text).strip().lower()


def is_right(kind: str, item: Item, key: str, draft: Draft) -> bool:
    """Whether the cell of a draft is among the answers of a key."""
    answers = permitted(key)
    value = item.value(CELL_OF[kind])
    if kind == "value":
        drafted = tuple(
            Fraction(item.value(side)) * Fraction(10) ** int(item.value("unit_mult") or 0) if item.value(side) else None
            for side in ("low", "high")
        )
        return drafted in [amount_of(one) for one in answers]
    if value in answers:
        return True
    if kind == "period":
        days = days_of_row(value, draft)
        return days is not None and any(is_same(days, days_of(one)) for one in answers if one and not one.upper().startswith("FY"))
    if kind not in REGISTER or not value:
        return False
    wanted = {name_of(one) for one in answers if one}
    if kind == "metric":
        wanted |= {rest for one in wanted if (rest := without_basis(one, item.value("scope_id")))}
    row = draft.ids.get((REGISTER[kind], value)) or register(REGISTER[kind]).get(value) or {}
    if base := row.get("growth_of_metric_id"):  # "Revenue growth" is the growth of what is also called net sales
        changes = {tuple(word for word in one if word not in CHANGES) for one in wanted if CHANGES & set(one)}
        if called("metrics", base, draft) & changes:
            return True
    return bool(called(REGISTER[kind], value, draft) & wanted)


def without_basis(name: tuple[str, ...], scope: str) -> tuple[str, ...]:
    """The words of a name without those of the basis that is the scope of a draft: "Adjusted X" is X under the scope non-GAAP. Empty where
    the name has none."""
    words = {word for row in wordings("scopes") if scope and row["scope_id"] == scope for word in name_of(row["wording"])}
    rest = tuple(word for word in name if word not in words)
    return rest if rest != name else ()


def amount_of(text: str) -> tuple[Fraction | None, Fraction | None]:
    """Low and high of `412.6e6`, `425e6:440e6`, `400e6:`; an open side is None."""
    low, _, high = text.partition(":") if ":" in text else (text, "", text)
    sides = [Fraction(Decimal(side.replace(",", "").strip())) if side.strip() else None for side in (low, high)]
    return sides[0], sides[1]


def days_of(text: str) -> tuple[date, date] | None:
    """First and last day of `2025`, `2025-Q3`, `2025-H1`, `2025-9M`, `2025-06`, `2025-06-30` or of `first/last` of these."""
    if not text:
        return None
    ends = []
    for part in text.split("/"):
        match = PERIOD.fullmatch(part.strip())
        if match is None:
            raise ValueError(
                f"column 'period': {text!r}: expected 2025, 2025-Q3, 2025-H1, 2025-9M, 2025-06, 2025-06-30, or two with / between"
            )
        year, quarter, half, nine, month, day = match.groups()
        if day:
            first = last = date(int(year), int(month), int(day))
        else:
            start, count = 1, 9 if nine else 12
            if month or quarter or half:
                count = 1 if month else 3 if quarter else 6
                start = int(month) if month else count * (int(quarter or half) - 1) + 1
            first, last = date(int(year), start, 1), month_end(int(year), start + count - 1)
        ends.append((first, last))
    return ends[0][0], ends[-1][1]


def is_same(one: tuple[date, date], other: tuple[date, date] | None) -> bool:
    """Whether two periods are the same: days exactly, longer ones within a week at each end."""
    if other is None:
        return False
    if (other[1] - other[0]).days < 27 or (one[1] - one[0]).days < 27:
        return one == other
    return all(abs(a - b) <= WEEK for a, b in zip(one, other, strict=True))


def days_of_row(id: str, draft: Draft) -> tuple[date, date] | None:
    row = draft.ids.get(("periods", id)) or register("periods").get(id)
    if not row or not row["period_start"] or not row["period_end"]:
        return None
    return date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])


@cache
def register(name: str) -> dict[str, dict[str, str]]:
    path = ROOT / f"seeds/reference/{name}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


@cache
def aliases() -> dict[tuple[str, str], list[str]]:
    with (ROOT / "seeds/reference/aliases.csv").open(encoding="utf-8", newline="") as file:
        found: dict[tuple[str, str], list[str]] = {}
        for row in csv.DictReader(file):
            found.setdefault((row["register"], row["id"]), []).append(row["alias"])
        return found


def called(name: str, id: str, draft: Draft) -> set[tuple[str, ...]]:
    """What an id is called: its name, its id as words, its aliases."""
    row = draft.ids.get((name, id)) or register(name).get(id) or {}
    return {name_of(one) for one in (row.get("name", ""), id.replace("_", " "), *aliases().get((name, id), [])) if one}


def name_of(text: str) -> tuple[str, ...]:
    """The words of a name in the order of the alphabet, without case, plural, article and legal form. A sign between words parts them, with
    or without blanks around it: "H&M" is "H & M"."""
    parted = SIGN.sub(" ", text.replace(".", ""))
    words = tuple(sorted(word for word, _, _ in words_of(parted) if word not in ("of", "the", "a", "in")))
    return tuple(word for word in words if word not in LEGAL) or words


def compare(draft: Draft, rows: list[dict[str, str]]) -> dict:
    """Counts by kind of cell: asked, right, sure, sure and right; the figures that were not drafted or not found; each wrong cell."""
    at = {
        (item.line, int(item.token) + place): item
        for item in draft.in_order()
        if item.state != "excluded" and item.token
        for place in range(item.tokens)
    }
    at |= {
        (item.line, -place): item
        for item in draft.in_order()
        if item.state != "excluded" and not item.token
        for place in range(item.start, item.end)
    }
    found = {name: Counter() for name in ("asked", "right", "sure", "sure_right")}
    found |= {"figures": len(rows), "missed": [], "lost": [], "wrong": [], "hows": Counter(), "needless": 0}
    places = locate(rows, draft.lines)
    seen = set()
    for row, place in zip(rows, places, strict=True):
        kinds = [kind for kind in CELL_OF if row.get(kind)]
        if place is None:
            found["lost"].append(row)
            continue
        found["asked"].update(kinds)
        item = at.get(place)
        if item is None or not item.value("qualifier"):
            found["missed"].append((place, row))
            continue
        seen.add(item.id)
        for kind in kinds:
            good, cell = is_right(kind, item, row[kind], draft), item.cells[CELL_OF[kind]]
            found["right"][kind] += good
            found["hows"][kind, cell.how, cell.sure, good] += 1
            if cell.sure == "sure":
                found["sure"][kind] += 1
                found["sure_right"][kind] += good
            if not good:
                found["wrong"].append((item, kind, row[kind]))
    found["needless"] = sum(item.state != "excluded" and item.id not in seen and bool(item.token) for item in draft.items.values())
    return found

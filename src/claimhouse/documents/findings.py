"""What the rules found, with places, support, power and a sentence for each finding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor

from claimhouse.cells import plain


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a relation: its row of `cells` or `mentions` as a dictionary, and its role.

    Roles: result, add, subtract; first and second (growth from second to first, or first in second); part, share; stated, other.
    """

    role: str
    figure: dict

    @property
    def place(self) -> dict:
        figure = self.figure
        return {
            "line": figure["line"],
            "page": figure["page"],
            "table": figure.get("table_id"),
            "row": figure.get("row_number"),
            "column": figure.get("column_number"),
            "printed": figure["printed"],
            "role": self.role,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation that cannot hold. `support` is the number of sibling cells in which it holds, `tried` of those in which it could."""

    file: str
    kind: str
    verdict: str
    severity: str
    terms: tuple[Term, ...]
    computed_low: Decimal
    computed_high: Decimal
    stated_low: Decimal
    stated_high: Decimal
    support: int
    tried: int
    siblings: str  # columns or rows
    power: float | None
    statement: str = ""
    repair: str = ""
    reason: str = ""  # why it is suppressed
    suspect: Term | None = None  # the one figure that this relation shares with others that fail
    consequences: tuple[Finding, ...] = ()  # those others

    @property
    def finding_id(self) -> str:
        """The same for the same figures at the same labels, wherever lines move."""
        parts = [self.kind] + [f"{term.role} {name_of(term.figure)} {term.figure['printed']}" for term in self.terms]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def name_of(figure: dict) -> str:
    """Label of a figure: row and column of a table, or its words in the text."""
    if figure.get("table_id"):
        return " | ".join(filter(None, (figure["row_group"], figure["row_label"], figure["column_label"])))
    return " ".join(figure["label_words"] or ())


ROLES = ("result", "stated", "share", "first", "add", "part", "subtract", "second", "other")


def order(term: Term) -> tuple:
    return (
        ROLES.index(term.role) if term.role in ROLES else len(ROLES),
        term.figure.get("row_number") or 0,
        term.figure.get("column_number") or 0,
    )


def position(finding: Finding) -> tuple:
    figure = finding.terms[0].figure
    return (
        finding.file,
        figure["page"] or 0,
        figure["line"] or 0,
        str(figure.get("table_id")),
        figure.get("row_number") or 0,
        figure.get("column_number") or 0,
        finding.kind,
    )


def said(finding: Finding) -> Finding:
    """The finding with its sentence, power and what would repair it."""
    result = finding.terms[0].figure
    return replace(finding, statement=statement(finding), power=power(finding, result), repair=repair(finding))


def power(finding: Finding, figure: dict) -> float | None:
    """Chance that a figure drawn at random among those of as many digits would have been caught (as in GRIM, Brown and Heathers 2017).

    Of 9 * 10^(n-1) figures of n digits, those pass whose interval meets the computed one.
    """
    if finding.kind == "count":
        return floor((1 - float(finding.stated_high - finding.stated_low) / 100) * 10_000) / 10_000
    digits = sum(letter.isdigit() for letter in figure["printed"])
    unit = figure["bound_high"] - figure["bound_low"] if None not in (figure["bound_high"], figure["bound_low"]) else None
    if not digits or not unit:
        return None
    passing = (finding.computed_high - finding.computed_low) / unit + 1
    return floor(max(0.0, 1 - float(passing) / (9 * 10 ** (digits - 1))) * 10_000) / 10_000


# Statements ---------------------------------------------------------------------------------------------------------------------------


def statement(finding: Finding) -> str:
    """One sentence with the printed figure, where it stands, and what the others give."""
    stated, others = finding.terms[0], finding.terms[1:]
    shown = number(middle(finding.computed_low, finding.computed_high), stated.figure)
    subject = f"{where(stated.figure)} prints {quoted(stated.figure)}"
    if finding.kind == "count":
        places = max(0, -Decimal(stated.figure["share_high"] - stated.figure["share_low"]).normalize().adjusted())
        share = middle(finding.computed_low, finding.computed_high).quantize(Decimal(1).scaleb(-places))
        rest = f"but {stated.figure['low']:,.0f} of {stated.figure['count_of']:,.0f} is {share}%"
    elif finding.kind in ("total", "difference"):
        sum_of = signed_list(others)
        verb = "add up to" if all(term.role == "add" for term in others) else "give"
        rest = f"but {sum_of} {verb} {shown}"
    elif finding.kind == "carried":
        rest = f"but {where(others[0].figure)} opens with {quoted(others[0].figure)}"
    elif finding.kind == "restatement":
        rest = f"but {where(others[0].figure)} prints {quoted(others[0].figure)}"
    elif finding.kind == "growth" and len(others) == 2:
        rest = f"but from {quoted(others[1].figure)} to {quoted(others[0].figure)} is {shown}"
    elif finding.kind == "share" and others:
        rest = f"but {' of '.join(quoted(term.figure) for term in others)} is {shown}"
    elif others:
        rest = f"but {', '.join(quoted(term.figure) + ' (' + short_place(term.figure) + ')' for term in others[:4])} give {shown}"
    else:
        rest = f"but what it is made of gives {shown}"
    if finding.verdict == "strained":
        rest += ", which rounding alone explains, while all other sums of the table are exact to the last digit"
    also = len(finding.consequences)
    shared = (
        f" {quoted(finding.suspect.figure)} ({short_place(finding.suspect.figure)}) also breaks {also} other relation{'s' * (also > 1)}."
        if finding.suspect
        else ""
    )
    return f"{subject[0].upper()}{subject[1:]}, {rest}.{shared}"


def signed_list(terms: tuple[Term, ...]) -> str:
    parts = []
    for place, term in enumerate(terms):
        minus = term.role == "subtract"
        parts.append((" - " if minus else " + ") if place else ("-" if minus else ""))
        parts.append(term.figure["printed"])
    text = "".join(parts)
    if len(terms) > 6:
        first, last = terms[0].figure, terms[-1].figure
        text = f"the {len(terms)} figures from {first['printed']} ({short_place(first)}) to {last['printed']} ({short_place(last)})"
    return text


def middle(low: Decimal, high: Decimal) -> Decimal:
    return (low + high) / 2


def number(value: Decimal, like: dict) -> str:
    """A computed value in the scale of a printed figure, to its last digit."""
    mult, decimals = like["unit_mult"] or 0, like["decimals"] or 0
    scaled = value.scaleb(-mult)
    text = f"{scaled.quantize(Decimal(1).scaleb(-decimals)):,f}" if abs(scaled) < Decimal(10) ** (26 - decimals) else f"{scaled:,f}"
    return text + ("%" if like["unit"] == "percent" else "")


def quoted(figure: dict) -> str:
    return f"'{figure['printed']}'"


def where(figure: dict) -> str:
    """Place of a figure in words: its labels, then table, row, column, line and page as far as known."""
    if not figure.get("table_id"):
        return f'{place_words(figure)} ("{clipped(figure["sentence"])}")'
    name = " / ".join(
        filter(
            None,
            (
                figure["row_label"] and f"'{clipped(figure['row_label'])}'",
                figure["column_label"] and f"'{clipped(figure['column_label'].replace(' | ', ' '))}'",
            ),
        )
    )
    return f"{name + ' ' if name else ''}({place_words(figure)})"


def place_words(figure: dict) -> str:
    parts = []
    if figure.get("table_id"):
        parts.append(f"table {figure['table_id']}, row {figure['row_number']}, column {figure['column_number']}")
    if figure["page"]:
        parts.append(f"page {figure['page']}")
    if figure["line"]:
        parts.append(f"line {figure['line']}")
    return ", ".join(parts)


def short_place(figure: dict) -> str:
    if figure.get("table_id"):
        return f"row {figure['row_number']}, column {figure['column_number']}"
    return place_words(figure)


def clipped(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# One wrong digit ----------------------------------------------------------------------------------------------------------------------


def repair(finding: Finding) -> str:
    """What would make the relation hold by one other digit, or two neighbours swapped, in one figure; else nothing."""
    stated, others = finding.terms[0], finding.terms[1:]
    if finding.kind == "count":
        return ""
    if finding.kind not in ("total", "difference"):
        options = one_digit(stated.figure, finding.computed_low, finding.computed_high)
        return f"One digit explains it: '{options[0]}' instead of {quoted(stated.figure)}." if len(options) == 1 else ""
    found = []
    for term in (finding.suspect,) if finding.suspect else (stated, *others):
        value = term.figure["low"]
        gap_low, gap_high = finding.computed_low - finding.stated_high, finding.computed_high - finding.stated_low
        low, high = (
            (value + gap_low, value + gap_high)
            if term is stated
            else (value - gap_high, value - gap_low)
            if term.role == "add"
            else (value + gap_low, value + gap_high)
        )
        options = one_digit(term.figure, low, high)
        if len(options) == 1:
            found.append(f"'{options[0]}' instead of {quoted(term.figure)} ({short_place(term.figure)})")
    if not found:
        return ""
    return (
        f"One digit explains it: {', or '.join(found)}."
        if len(found) <= 3
        else f"One digit in any of {len(found)} of its figures explains it."
    )


def one_digit(figure: dict, low: Decimal, high: Decimal) -> list[str]:
    """Printed figures one digit, or one swap of neighbours, away whose value lies between the two; nearest to the middle first."""
    printed, value = figure["printed"], figure["low"]
    places = [at for at, letter in enumerate(printed) if letter.isascii() and letter.isdigit()]
    if not places or len(places) > 18 or value is None or figure["high"] != value:
        return []
    mult, decimals = figure["unit_mult"] or 0, figure["decimals"] or 0
    negative = value < 0
    digits = "".join(printed[at] for at in places)
    changed = {digits[:at] + digit + digits[at + 1 :] for at in range(len(digits)) for digit in "0123456789" if digit != digits[at]}
    changed |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    found = []
    for candidate in sorted(changed - {digits}):
        other = Decimal(candidate).scaleb(mult - decimals) * (-1 if negative else 1)
        if low <= other <= high and (candidate[0] != "0" or digits[0] == "0"):
            letters = list(printed)
            for at, digit in zip(places, candidate, strict=True):
                letters[at] = digit
            found.append((abs(other - middle(low, high)), "".join(letters)))
    found.sort()
    return [text for _, text in found[:1]] if found and (len(found) == 1 or found[0][0] < found[1][0]) else [text for _, text in found]


def as_record(finding: Finding) -> dict:
    """The finding as JSON gives it."""
    record = {
        "finding_id": finding.finding_id,
        "file": finding.file,
        "kind": finding.kind,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "places": [term.place for term in finding.terms],
        "computed_low": plain(finding.computed_low),
        "computed_high": plain(finding.computed_high),
        "stated_low": plain(finding.stated_low),
        "stated_high": plain(finding.stated_high),
        "support": finding.support,
        "tried": finding.tried,
        "power": finding.power,
        "statement": finding.statement,
        "repair": finding.repair or None,
        "suspect": finding.suspect and finding.suspect.place,
        "consequences": [as_record(other) for other in finding.consequences],
    }
    return record | ({"suppressed": finding.reason} if finding.reason else {})

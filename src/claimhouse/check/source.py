"""Observations against the text of their report: the figure and its period stand on the line, whole and with their qualifier."""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from pathlib import Path

from claimhouse import grammar
from claimhouse.check.printed import figure_of
from claimhouse.check.tokens import TOKEN
from claimhouse.files import text_lines
from claimhouse.grammar.printed import as_figure, currency_codes, value
from claimhouse.rules import Problem, problem
from claimhouse.seeds import Seed, well_formed

# Qualifiers whose words can be lost before a figure ("within a radius of" is a place as well), and how far before it they stand.
LOST, BEFORE = {"approx", "gt", "ge", "lt"}, 40


def check_source(observations: list[Seed], source: Path) -> list[Problem]:
    """Printed figures and period labels that do not stand where the row says."""
    lines = text_lines(source)
    problems = []
    for seed in observations:
        for row, at in seed.numbered():
            if not row["line"] or not row["printed"] or not well_formed(row):
                continue  # a cell rule names it
            number = int(row["line"])
            text = lines[number - 1] if 0 < number <= len(lines) else ""
            starts = [match.start() for match in TOKEN.finditer(text)]
            places = [match.start() for match in re.finditer(re.escape(row["printed"]), text)]
            token_at = {place: next((n for n, s in enumerate(starts, 1) if s >= place), 0) for place in places}
            tokens = set(token_at.values())
            meant = [place for place in places if row["token"] in ("", str(token_at[place]))]
            if not places:
                problems.append(problem("figure_is_on_line", *at, "printed", row["printed"], line=number))
            elif row["token"] and int(row["token"]) not in tokens:
                problems.append(problem("token_is_of_figure", *at, "token", row["token"], tokens=sorted(tokens), line=number))
            elif row["unit"] != "date" and all(wholes := [cut_from(row["printed"], text, place) for place in meant]):
                problems.append(problem("figure_is_whole", *at, "printed", row["printed"], whole=wholes[0], line=number))
            elif row["qualifier"] == "exact" and (lost := qualified(text, places, row)):
                problems.append(problem("qualifier_is_of_line", *at, "qualifier", "exact", value=lost[0], words=lost[1], line=number))
            label_line = int(row["period_line"] or number)
            if row["period_printed"] not in (lines[label_line - 1] if 0 < label_line <= len(lines) else ""):
                problems.append(problem("period_is_on_line", *at, "period_printed", row["period_printed"], line=label_line))
    return problems


def cut_from(printed: str, text: str, place: int) -> str:
    """The longer figure of the text out of which a printed one is cut, so that it says another value; empty where it is whole.

    Figures of a range or of a pair such as 27/73 may be printed one by one, and a fall without its verb.
    """
    figure = figure_of(printed, "")
    for span in spans_of(text) if figure else ():
        is_longer = span.start < place < span.end or span.start <= place < place + len(printed) < span.end
        if not (is_longer and span.is_figure) or (span.kind == "ratio" and "/" in span.printed):
            continue
        own, whole = (ends_of(each) for each in (figure, as_figure(span)))
        if not (own and whole):
            continue
        is_signed = text[span.start : place].rstrip(" $€£¥").endswith(("-", "\u2212", "(")) and min(whole) < 0 <= min(own)
        currencies = {figure.unit, as_figure(span).unit} & currency_codes()
        if is_signed or len(currencies) > 1 or not set(map(abs, own)) & set(map(abs, whole)):
            return span.printed
    return ""


@functools.lru_cache(10_000)
def spans_of(text: str) -> list[grammar.Span]:
    return grammar.figures(text)


def ends_of(figure: grammar.Figure) -> list[Fraction]:
    """The ends of a figure in base units."""
    return [value(end) * Fraction(10) ** int(figure.unit_mult or 0) for end in (figure.low, figure.high) if end]


def qualified(text: str, places: list[int], row: dict[str, str]) -> tuple[str, str] | None:
    """The qualifier, and the figure with the words that give it, where they stand before every place of a figure and not in it."""
    found = []
    for start in places:
        end, before = start + len(row["printed"]), text.rfind(" ", 0, max(0, start - BEFORE)) + 1
        spans = [span for span in grammar.figures(text[before:end]) if before + span.start < start < before + span.end]
        found += [(span.qualifier, span.printed) for span in spans if span.qualifier in LOST]
    return found[0] if found and len(found) == len(places) else None

"""Interval charts as Vega-Lite. Colours are variables of the page's style sheet, so light, dark and print need one specification."""

from __future__ import annotations

import altair

from claimhouse.report.marts import Number

LETTER = 7.2  # pixels that a letter of a name takes up in a wide font
COLOUR = altair.Color("colour:N", scale=None)


def bar(label: str, row: dict, part: str, value: Number, colour: str = "var(--accent)") -> dict:
    """A row of a chart: the interval `{part}_low`, `{part}_high` of a mart row, with its name and places."""
    low, high = (row[f"{part}_{end}" if part else end] for end in ("low", "high"))
    return {
        "label": label,
        "value": value.text,
        "places": value.places,
        "colour": colour,
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
    }


def chart(
    bars: list[dict], axis: str, divisor: float = 1, log: bool = False, marks: dict[float, str] | None = None, parts: list[dict] = ()
) -> altair.LayerChart | None:
    """Horizontal intervals, one to a row under its name; an open end is an arrow. None where no bar has an end.

    `bars` come from `bar`, in the units of the mart; the axis shows them over `divisor`. `marks` are vertical lines with their names.
    `parts` {row, start, end, colour, letter, places} stack inside a row, in place of its bar.
    """
    bars = [one for one in bars if one["low"] is not None or one["high"] is not None]
    if not bars:
        return None
    marks = marks or {}
    first, last = extent(bars, marks, divisor, log)
    stacked = {part["row"] for part in parts}
    data = [one | {"row": row, "plain": row not in stacked} | drawn_ends(one, divisor, first, last, log) for row, one in enumerate(bars)]
    pieces = [
        part | {"start": part["start"] / divisor, "end": part["end"] / divisor, "middle": (part["start"] + part["end"]) / 2 / divisor}
        for part in parts
    ]
    ticks = [step * 10**power for power in range(-6, 7) for step in (1, 2, 5) if first <= step * 10**power <= last]
    x = altair.X(
        "start:Q",
        title=axis,
        scale=altair.Scale(type="log" if log else "linear", domain=[first, last], nice=False),
        axis=altair.Axis(format=",~f", tickCount=6, labelOverlap=True, values=ticks if log else altair.Undefined),
    )
    y = altair.Y("row:O", axis=None)
    rows = altair.Chart(altair.Data(values=data)).encode(y=y, color=COLOUR)
    stack = altair.Chart(altair.Data(values=pieces)).encode(y=y)
    layers = [*lines(marks), *intervals(rows, x), *names(rows), *stacks(stack)]
    return altair.layer(*[layer for layer in layers if layer.data.values]).properties(width="container", height=46 * len(data))


def extent(bars: list[dict], marks: dict[float, str], divisor: float, log: bool) -> tuple[float, float]:
    """First and last value of the axis: a linear one holds zero, a logarithmic one leaves as much room before the data as behind."""
    ends = [end / divisor for one in bars for end in (one["low"], one["high"]) if end is not None] + list(marks)
    return (min(ends) / 1.5, max(ends) * 1.5) if log else (min(0.0, *ends), max(ends) * 1.08)


def drawn_ends(one: dict, divisor: float, first: float, last: float, log: bool) -> dict:
    """Where a bar starts and ends on an axis from `first` to `last`; an open one is a stub of 6% of it."""
    low, high = (None if end is None else end / divisor for end in (one["low"], one["high"]))
    stub = (last / first) ** 0.06 if log else 0.06 * (last - first)
    return {
        "open_low": low is None,
        "open_high": high is None,
        "start": low if low is not None else high / stub if log else high - stub,
        "end": high if high is not None else low * stub if log else low + stub,
    }


def lines(marks: dict[float, str]) -> list[altair.Chart]:
    """The vertical lines with their names above."""
    chart = altair.Chart(altair.Data(values=[{"at": mark, "name": name} for mark, name in marks.items()]))
    return [
        chart.mark_rule(strokeDash=[4, 3], stroke="var(--muted)").encode(x="at:Q"),
        chart.mark_text(align="left", baseline="top", dx=4, fontSize=11, fill="var(--muted)").encode(
            x="at:Q", y=altair.value(-14), text="name:N"
        ),
    ]


def intervals(rows: altair.Chart, x: altair.X) -> list[altair.Chart]:
    """The bars, with a tick at each end that is there and an arrow where it is open."""
    tick, arrow = {"thickness": 2, "height": 16, "yOffset": 9}, {"size": 120, "filled": True, "opacity": 1, "yOffset": 9}
    return [
        rows.mark_bar(height=8, yOffset=9).encode(x=x, x2="end:Q").transform_filter("datum.plain"),
        rows.mark_tick(**tick).encode(x="start:Q").transform_filter("datum.plain && !datum.open_low"),
        rows.mark_tick(**tick).encode(x="end:Q").transform_filter("datum.plain && !datum.open_high"),
        rows.mark_point(shape="triangle-left", **arrow).encode(x="start:Q").transform_filter("datum.open_low"),
        rows.mark_point(shape="triangle-right", **arrow).encode(x="end:Q").transform_filter("datum.open_high"),
    ]


def names(rows: altair.Chart) -> list[altair.Chart]:
    """Label and value above each bar. The value goes on a line of its own where it and the label are wider than the chart, by the width of
    a letter; on a ground of paper, so that no grid line runs through it."""
    line = "datum.label + ': ' + datum.value"
    fits = f"length({line}) * {LETTER} <= width"
    name = {"align": "left", "baseline": "line-bottom", "lineHeight": 13, "dy": {"expr": f"{fits} ? 0 : -13"}, "limit": {"expr": "width"}}
    texts = rows.encode(x=altair.value(0), text="name:N").transform_calculate(name=f"{fits} ? {line} : [datum.label + ':', datum.value]")
    return [
        texts.mark_text(**name, strokeWidth=5, stroke="var(--paper)", strokeJoin="round").encode(color=altair.value("var(--paper)")),
        texts.mark_text(**name).encode(color=altair.value("var(--ink)")),
    ]


def stacks(stack: altair.Chart) -> list[altair.Chart]:
    """The parts of the rows that are stacked, with their letters."""
    return [
        stack.mark_bar(height=16, yOffset=9, stroke="var(--paper)", strokeWidth=1).encode(x="start:Q", x2="end:Q", color=COLOUR),
        stack.mark_text(yOffset=9, fontSize=10, fill="var(--on-bar)").encode(x="middle:Q", text="letter:N"),
    ]

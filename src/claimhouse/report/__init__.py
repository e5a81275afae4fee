"""`claimhouse report`: one self-contained page over the published marts, each number with its places in the source."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import vl_convert
from altair import VEGALITE_VERSION
from jinja2 import Environment, PackageLoader

from claimhouse.files import replace_file
from claimhouse.report.marts import Marts
from claimhouse.report.sections import AFTER_CONFLICTS, BEFORE_CONFLICTS, Section, conflicts, overview

TEMPLATES = Environment(loader=PackageLoader("claimhouse.report", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def write(database: Path, out: Path, report_id: str | None = None) -> dict:
    """Writes the page of a report to `out`, whole or not at all; returns the counts that it opens with.

    Raises LookupError where the warehouse does not hold the report.
    """
    marts = Marts(database, report_id)
    opening = overview(marts)
    before, contradictions, after = shown(BEFORE_CONFLICTS, marts), conflicts(marts), shown(AFTER_CONFLICTS, marts)
    charts = [chart.spec.to_dict() | {"config": {}} for section in before + after for chart in section.charts]
    page = TEMPLATES.get_template("report.html").render(
        report=marts.report,
        overview=opening,
        before=before,
        conflicts=contradictions,
        after=after,
        places=in_script(marts.places()),
        charts=in_script(charts),
        vega=vl_convert.javascript_bundle(vl_version="v" + ".".join(VEGALITE_VERSION.split(".")[:2])),
    )
    replace_file(out, lambda fresh: fresh.write_text(page, encoding="utf-8"))
    return opening


def shown(makers: list[Callable[[Marts], Section]], marts: Marts) -> list[Section]:
    """The sections of which the report prints something."""
    sections = [make(marts) for make in makers]
    for section in sections:
        section.charts = [chart for chart in section.charts if chart.spec]
    return [section for section in sections if section.charts or any(section.tables)]


def in_script(data: object) -> str:
    """JSON that no text in it can end the script element of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")

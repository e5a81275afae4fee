"""`claimhouse report`: one self-contained page over the published marts, each number with its places in the source, and the text
of the report with every figure marked by what became of it.

marts.py asks the marts of one report, sections.py says what each part of the page shows, charts.py draws it, marked.py marks the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import vl_convert
from altair import VEGALITE_VERSION
from jinja2 import Environment, PackageLoader

from claimhouse.files import own_page, replace_file, replaceable
from claimhouse.report.marked import marked
from claimhouse.report.marts import Marts
from claimhouse.report.sections import AFTER_CONFLICTS, BEFORE_CONFLICTS, Section, conflicts, overview, subjects

TEMPLATES = Environment(loader=PackageLoader("claimhouse.report", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
TEMPLATES.filters["address"] = lambda name: "#" + quote(name)
# Pages of a site and what the others call them, in the order of their links.
PAGES = {
    "index.html": "Overview",
    "report.html": "Report",
    "marked.html": "Marked-up text",
    "console.html": "SQL console",
    "models.html": "Models",
    "columns.html": "Columns",
    "expectations.html": "Checks",
}
MARKED = "marked.html"


def write(database: Path, out: Path, report_id: str | None = None, source: Path | None = None, pages: Iterable[str] = ()) -> dict:
    """Writes the page of a report to `out`, and with its text `source` the marked-up text next to it, each whole or not at all; returns
    the counts that the page opens with. It links the pages that lie in the folder, and `pages`, which are still to come.

    Raises LookupError where the warehouse does not hold the report, OSError where `out` is no file to write or
    another page has the name of the marked-up text.
    """
    replaceable(out)
    beside = own_page(out.with_name(MARKED)) if source else None  # which nobody named
    marts = Marts(database, report_id)
    linked = links(out, {*pages, *([MARKED] if source else [])})
    opening = overview(marts)
    before, contradictions, after = shown(BEFORE_CONFLICTS, marts), conflicts(marts), shown(AFTER_CONFLICTS, marts)
    charts = [chart.spec.to_dict() | {"config": {}} for section in before + after for chart in section.charts]
    page = TEMPLATES.get_template("report.html").render(
        report=marts.report,
        pages=linked,
        current=out.name,
        searched=True,
        overview=opening,
        before=before,
        conflicts=contradictions,
        after=after,
        subjects=subjects(marts),
        places=in_script(marts.places()),
        charts=in_script(charts),
        vega=vl_convert.javascript_bundle(vl_version="v" + ".".join(VEGALITE_VERSION.split(".")[:2])),
    )
    replace_file(out, lambda fresh: fresh.write_text(page, encoding="utf-8"))
    if source:
        text = TEMPLATES.get_template(MARKED).render(
            report=marts.report, pages=linked, current=MARKED, report_page=out.name, in_script=in_script, **marked(marts, source)
        )
        replace_file(beside, lambda fresh: fresh.write_text(text, encoding="utf-8"))
    return opening


def links(out: Path, to_come: set[str]) -> list[tuple[str, str]]:
    """Name and title of every page next to `out`; the report has the name of `out`."""
    there = {name for name in PAGES if (out.parent / name).exists()} | to_come | {"report.html"}
    return [(out.name if name == "report.html" else name, title) for name, title in PAGES.items() if name in there]


def shown(makers: list[Callable[[Marts], Section]], marts: Marts) -> list[Section]:
    """The sections of which the report prints something."""
    sections = [make(marts) for make in makers]
    for section in sections:
        section.charts = [chart for chart in section.charts if chart.spec]
        section.tables = [table for table in section.tables if table.rows]
    return [section for section in sections if section.charts or section.tables]


def in_script(data: object) -> str:
    """JSON that no text in it can end the script element of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")

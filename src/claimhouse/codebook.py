"""What goes beside the exported data: codebook, data dictionary and Frictionless data package, from the models' descriptions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from claimhouse.catalog import Column, Mart
from claimhouse.cells import as_markdown

ABOUT = [
    ("Claimhouse", "Every figure that a report prints, as an interval with its place in the source, and what follows from them."),
    (
        "Intervals",
        "value_low/value_high is what is printed; bound_low/bound_high is what it can stand for. An empty side is open."
        " Derived figures are computed from bounds and enclose; low and high belong together.",
    ),
    ("Units", "Base units (49500000000, not 49.5 billion); percent stays 41, not 0.41. Money is in the currency of `unit`."),
    (
        "Verdicts",
        "consistent: the intervals meet; strained: they meet only because a side is open; contradicted: they cannot meet;"
        " implied: nothing is printed to compare with; unknown: an input is missing.",
    ),
    ("Lists", "Columns of observation ids and of lines are lists in Parquet, DuckDB and PostgreSQL, and JSON text elsewhere."),
    ("Apostrophe", "In CSV a text that a spreadsheet would take for a formula begins with an apostrophe that is not part of it."),
]
FIELD_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DATE": "date", "BOOLEAN": "boolean", "DOUBLE": "number"}


def dictionary(marts: list[Mart]) -> list[tuple[str, str, str, str]]:
    """A row per column: mart, column, type, description."""
    return [(mart.name, column.name, column.type, column.description) for mart in marts for column in mart.columns]


def codebook(marts: list[Mart], reports: list[dict[str, str]]) -> str:
    """The codebook as Markdown."""
    lines = ["# Codebook", ""]
    lines += [f"- **{name}**: {text}" for name, text in ABOUT]
    lines += [f"- **Report** `{report['report_id']}`: {as_markdown(report['title'])}, {report['as_of']}" for report in reports]
    for mart in marts:
        lines += [
            "",
            f"## {mart.name}",
            "",
            as_markdown(mart.description),
            "",
            f"Key: {', '.join(mart.key)}",
            "",
            "| column | type | description |",
            "| --- | --- | --- |",
        ]
        lines += [f"| {column.name} | {column.type.lower()} | {as_markdown(column.description)} |" for column in mart.columns]
    return "\n".join(lines) + "\n"


def datapackage(folder: Path, files: list[str], marts: list[Mart], reports: list[dict[str, str]], version: str) -> str:
    """The Frictionless descriptor of `files` in `folder`; a CSV file carries the schema of its mart."""
    described = {f"csv/{mart.name}.csv": mart for mart in marts}
    resources = []
    for file in files:
        data = (folder / file).read_bytes()
        resource = {
            "name": file.replace("/", "-").replace(".", "-").lower(),
            "path": file,
            "bytes": len(data),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        }
        if mart := described.get(file):
            resource |= {
                "profile": "tabular-data-resource",
                "description": mart.description,
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
                "schema": {"fields": list(map(_field, mart.columns)), "primaryKey": list(mart.key), "missingValues": [""]},
            }
        else:
            resource |= {"type": "file"}
        resources.append(resource)
    descriptor = {
        "name": "claimhouse",
        "profile": "data-package",
        "title": "Claimhouse",
        "description": ABOUT[0][1],
        "version": version,
        "sources": [{"title": f"{report['title']}, {report['as_of']}"} for report in reports],
        "resources": resources,
    }
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def _field(column: Column) -> dict:
    return {"name": column.name, "type": field_type(column), "description": column.description}


def field_type(column: Column) -> str:
    """array, or the type of FIELD_TYPES that the cells have."""
    return "array" if column.type.endswith("[]") else FIELD_TYPES.get(column.type, "number" if "DECIMAL" in column.type else "any")

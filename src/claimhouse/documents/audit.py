"""Audits documents: reads them, runs the rules over their figures in memory, collects what cannot hold."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimhouse.cells import plain
from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.collect import collect
from claimhouse.documents.findings import Finding, as_record
from claimhouse.documents.frames import CELLS, MENTIONS, load
from claimhouse.documents.guard import guarded_reads
from claimhouse.documents.model import Document
from claimhouse.documents.progress import Progress
from claimhouse.files import text_lines
from claimhouse.terminal import said


@dataclass
class Audit:
    """What was read and found. `cells` and `mentions` are rows as frames.CELLS and MENTIONS name them."""

    documents: list[Document]
    cells: list[dict] = field(default_factory=list)
    mentions: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    tried: list[dict] = field(default_factory=list)
    agreeing: set[tuple] = field(default_factory=set)  # document, table, row, column of cells in a relation that holds

    @property
    def is_contradicted(self) -> bool:
        return any(finding.verdict == "contradicted" for finding in self.findings)


def audit(paths: list[Path], reasons: dict[str, str] | None = None) -> Audit:
    """Audits the files together. Raises Unreadable where one cannot be read; `reasons` are those of findings to suppress, by id."""
    documents, progress = [], Progress("reading", len(paths), "documents")
    for document in guarded_reads(paths):
        documents.append(document)
        progress.step()
    progress.done()
    return audit_documents(documents, reasons or {})


def audit_documents(documents: list[Document], reasons: dict[str, str]) -> Audit:
    from claimhouse.documents import engine
    from claimhouse.engine import open_duckdb

    progress = Progress("comparing figures")
    with open_duckdb() as connection:
        connection.execute("set enable_external_access = false")
        rows = load(connection, documents)
        progress.step()
        engine.run(connection)
        progress.step()
        findings, tried, agreeing = collect(connection, rows)
        left_out = not_compared(connection)
    progress.done()
    done = Audit(
        [replace(document, remarks=(*document.remarks, *left_out.get(document.file, ()))) for document in documents],
        [dict(zip(CELLS, row, strict=True)) for row in rows["cells"]],
        [dict(zip(MENTIONS, row, strict=True)) for row in rows["mentions"]],
        tried=tried,
        agreeing=agreeing,
    )
    for finding in findings:
        if finding.finding_id in reasons:
            done.suppressed.append(replace(finding, reason=reasons[finding.finding_id]))
        else:
            done.findings.append(finding)
    return done


def not_compared(connection) -> dict[str, list[str]]:
    """By document, what is said of tables too large for the rules."""
    found: dict[str, list[str]] = {}
    for model, what in (("int_table_cells", "with each other"), ("int_text_cells", "with the text")):
        for file, table, figures in connection.execute(f"""
            select document_id, table_id, count(*) from cells
            where low = high and not is_nil
            group by document_id, table_id
            having not exists (
                select 1 from {model} as used where used.document_id = cells.document_id and used.table_id = cells.table_id
            )
            order by document_id, table_id""").fetchall():
            found.setdefault(file, []).append(f"table {table} has {figures:,} figures, too many: they were not compared {what}")
    return found


def read_reasons(path: Path) -> dict[str, str]:
    """Reasons by finding of a CSV file with the columns finding and reason."""
    try:
        lines = "\n".join(text_lines(path)).removeprefix("\ufeff")
        reader = csv.DictReader(io.StringIO(lines, newline=""))
        if reader.fieldnames != ["finding", "reason"]:
            raise Unreadable(f"{path}: line 1: expected the columns finding,reason, not {','.join(reader.fieldnames or [])}")
        found = {}
        for row in reader:
            if not (row["finding"] or "").strip() or not (row["reason"] or "").strip() or None in row:
                raise Unreadable(f"{path}: line {reader.line_num}: expected a finding and a reason")
            found[row["finding"].strip()] = row["reason"].strip()
        return found
    except OSError as error:
        raise Unreadable(said(error)) from error
    except csv.Error as error:
        raise Unreadable(f"{path}: {error}") from error


def as_json(done: Audit) -> dict:
    """The object that `claimhouse audit --format json` prints."""
    return {
        "figures": [figure_record(row) for row in (*done.cells, *done.mentions)],
        "tables": [
            {
                "file": document.file,
                "table": table.table_id,
                "caption": table.caption or None,
                "line": table.line,
                "page": table.page,
                "rows": max(cell.row + cell.row_span - 1 for cell in table.cells),
                "columns": max(cell.column + cell.column_span - 1 for cell in table.cells),
                "figures": sum(row["table_id"] == table.table_id and row["document_id"] == document.file for row in done.cells),
            }
            for document in done.documents
            for table in document.tables
        ],
        "relations": {"tried": sum(row["count"] for row in done.tried), "by_kind": done.tried},
        "findings": [as_record(finding) for finding in done.findings],
        "suppressed": [as_record(finding) for finding in done.suppressed],
        "remarks": [{"file": document.file, "remark": remark} for document in done.documents for remark in document.remarks],
    }


def figure_record(row: dict) -> dict:
    """A figure in the fields of `claimhouse figures`, with its place and labels; `start` and `end` count on its line."""
    day = {name: row[name] and str(row[name]) for name in ("period_start", "period_end")}
    ends = {name: None if row[name] is None else plain(row[name]) for name in ("low", "high", "bound_low", "bound_high")}
    return {
        "file": row["document_id"],
        "line": row["line"],
        "page": row["page"],
        "table": row.get("table_id"),
        "row": row.get("row_number"),
        "column": row.get("column_number"),
        "start": row.get("start_char"),
        "end": row.get("end_char"),
        "printed": row["printed"],
        "kind": row["kind"],
        **ends,
        "unit": row["unit"],
        "unit_mult": row["unit_mult"],
        "qualifier": row["qualifier"],
        **day,
        "row_label": row.get("row_label"),
        "column_label": row.get("column_label"),
    }

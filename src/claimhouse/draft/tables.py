"""The tables of a report folder, written from what is settled in its draft."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

from claimhouse.check import TOKEN, TYPED, figure_of, further_observations, typed_cells
from claimhouse.coverage import OPEN, token_hash
from claimhouse.draft.store import CELLS, Draft, Item, read_csv, write_csv
from claimhouse.grammar.printed import currency_codes
from claimhouse.loading.folders import bulk_columns

PEOPLE = ("reviewer", "workbook")  # who writes a cell by hand
LAST_OF_NAME = 9  # observations of one subject, metric and period on one line, as their ids count them


def write_tables(draft: Draft, project: Path) -> dict[str, int]:
    """Writes observations, excluded tokens, source lines, sections, the row of the report and its own registers; each file whole or not
    at all. Rows of registers that a person added to the files stay. Before anything is settled no table is written, so that a build leaves
    the folder alone. Returns the number of observations, and of open tokens."""
    columns = bulk_columns(project)
    rows, written = observation_rows(draft)
    excluded, source_lines = token_rows(draft, written)
    tables = {
        "observations": rows,
        "excluded_tokens": excluded,
        "source_lines": source_lines,
        "sections": draft.about["sections"],
        "reports": [report_row(draft)],
    }
    tables |= register_rows(draft, project, rows)
    for name, table in tables.items():
        path = draft.folder / f"{name}.csv"
        if table and rows:
            used = {column for row in table for column in row if row[column] != "" or name not in ("observations", "sections", "reports")}
            write_csv(path, [column for column in columns[name] if column in used and column != "report_id"], table)
        else:  # without observations there is nothing to build yet
            path.unlink(missing_ok=True)
    return {"observations": len(rows), OPEN: sum(row["reason"] == OPEN for row in excluded)}


def observation_rows(draft: Draft, whole: bool = True) -> tuple[list[dict[str, str]], list[Item]]:
    """One row per settled item, and the items. A tenth figure of one name on one line has no id and stays open, as does an item without a
    cell that it needs, where only `whole` rows are wanted."""
    rows, written, names, covered = [], [], Counter(), set()
    for item in draft.in_order():
        if not item.is_settled or whole and item.missing():
            continue
        row = {name: item.value(name) for name in CELLS}
        name = "-".join(
            re.sub(r"[^a-z0-9_.-]", "_", part.lower())
            for part in (row["subject_id"], row["metric_id"], row["period_id"] or "undated", f"l{item.line}")
        )
        names[name] += 1
        if names[name] > LAST_OF_NAME:
            continue
        tokens = tokens_of(item)
        shared = "yes" if covered & tokens else ""
        covered |= tokens
        count = names[name]
        rows.append(
            row
            | {
                "observation_id": f"{draft.report}.{name}" + (f"-{count}" if count > 1 else ""),
                "line": str(item.line),
                "token": item.token,
                "token_shared": shared,
                "printed": item.printed,
                "page": item.page,
                "table_id": item.table_id,
                "row": item.row,
                "column": item.column,
                "start": str(item.start),
                "end": str(item.end),
                "parse_note": parse_note(item),
            }
        )
        written.append(item)
    return rows, written


def tokens_of(item: Item) -> set[tuple[int, int]]:
    return {(item.line, int(item.token) + place) for place in range(item.tokens)} if item.token else set()


def parse_note(item: Item) -> str:
    """The cells that the printed figure alone does not give, with the place they come from; nothing where it gives all. Another value that
    a person or a program wrote counts only with the reason that a person wrote as note, so that every check names it without one."""
    if item.value("unit") == "date":
        return ""
    figure = figure_of(item.printed, item.value("unit"))
    if figure is None:
        return ""
    printed = typed_cells(figure)
    other = [name for name in TYPED if item.value(name) != printed[name]]
    if item.value("unit") != figure.unit and (figure.unit or item.value("unit") in currency_codes() - {"XXX"}):
        other.append("unit")
    note = item.cells["note"]
    reason = note.value if note.how in PEOPLE else ""
    if not reason:
        other = [name for name in other if not is_other_value(item, name, printed)]
    if not other:
        return ""
    whence = ", ".join(dict.fromkeys(item.cells[name].how or "reviewer" for name in other)) + (f", {reason}" if reason else "")
    return " ".join(f"{name}={item.value(name)}" for name in other) + f": {whence}"


def is_other_value(item: Item, name: str, printed: dict[str, str]) -> bool:
    """Whether an end that was written by hand has other digits than the printed figure; a sign or an open end is no other value."""
    if name not in ("low", "high") or not item.value(name) or item.cells[name].how not in (*PEOPLE, "proposed", ""):
        return False
    try:
        amount, power = abs(Fraction(item.value(name))), int(item.value("unit_mult") or 0)
        ends = [abs(Fraction(printed[end])) for end in ("low", "high") if printed[end]]
    except (ValueError, ZeroDivisionError):
        return True
    scale = Fraction(10) ** (power - int(printed["unit_mult"] or 0))
    return all(amount != end and amount * scale != end for end in ends)


def token_rows(draft: Draft, written: list[Item]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows of excluded_tokens and source_lines: every token that no observation covers is excluded, as open where nothing else is said."""
    observed = set().union(*map(tokens_of, written)) if written else set()
    further = further_observations([(item.line, tokens_of(item)) for item in written])
    reasons = {token: item.reason for item in draft.in_order() if item.state == "excluded" for token in tokens_of(item)}
    excluded, lines = [], []
    for number, text in enumerate(draft.lines, 1):
        tokens = TOKEN.findall(text)
        for token, printed in enumerate(tokens, 1):
            if (number, token) not in observed:
                reason = reasons.get((number, token), OPEN)
                excluded.append({"line": str(number), "token": str(token), "text": printed, "reason": reason})
        if tokens or further[number]:
            counts = {"numeric_tokens": str(len(tokens)), "further_observations": str(further[number])}
            lines.append({"line": str(number), **counts, "token_hash": token_hash(tokens)})
    return excluded, lines


def report_row(draft: Draft) -> dict[str, str]:
    text = "\n".join(draft.lines).encode()
    known = {name: draft.about.get(name, "") for name in ("title", "as_of", "publisher", "url", "published_on", "edition_of")}
    return known | {"source_sha256": hashlib.sha256(text).hexdigest(), "source_lines": str(len(draft.lines))}


def register_rows(draft: Draft, project: Path, rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Rows of registers: those in the files that the draft does not know, and those of the draft that an observation needs."""
    columns = bulk_columns(project)
    tables: dict[str, list[dict[str, str]]] = defaultdict(list)
    for register in sorted({register for register, _ in draft.ids} | {step["register"] for step in draft.steps if "register" in step}):
        tables[register] = draft.rows_of_people(register)
    needed = {
        row[name]
        for row in rows
        for name in ("subject_id", "metric_id", "scope_id", "geography_id", "period_id", "unit", "cited_source_id")
    }
    needed |= {(row["period_printed"], row["period_id"]) for row in rows}
    taken: set[tuple[str, str]] = set()
    while found := [(key, row) for key, row in draft.ids.items() if key not in taken and is_needed(key[0], row, needed)]:
        for key, row in found:
            taken.add(key)
            tables[key[0]].append({name: row.get(name, "") for name in columns[key[0]]})
            needed |= {value for name, value in row.items() if value and name.endswith(("_id", "unit"))}
    return tables


def is_needed(register: str, row: dict[str, str], needed: set) -> bool:
    if register == "period_labels":
        return (row["printed"], row["period_id"]) in needed
    if register == "scope_constraints":
        return row["metric_id"] in needed
    return next(iter(row.values())) in needed


def waiting(project: Path) -> dict[str, int | str]:
    """Reports below `reports/` of which tokens wait for a review, and how many; all tokens of a draft of which nothing is settled."""
    found = {}
    for items in sorted((project / "reports").glob("*/draft/items.csv")):
        folder = items.parents[1]
        excluded = folder / "excluded_tokens.csv"
        try:
            if excluded.exists():
                count = sum(row["reason"] == OPEN for row in read_csv(excluded))
            else:
                count = sum(int(row["tokens"]) for row in read_csv(items) if row["state"] != "excluded")
        except (OSError, ValueError, KeyError, TypeError, csv.Error):
            count = "an unreadable number"
        if count:
            found[folder.name] = count
    return found

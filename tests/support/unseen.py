"""Fictional documents that no drafting rule was written for, each with its key: the texts of the folder `unseen`, as blocks of `drafted`.

A file `NAME.FORM.txt` is the document NAME, to be rendered as FORM. `{printed; value; field=...; status or qualifier}` is a figure;
its value is `low:high` and an exponent (`425:440e6`; one number is both; an empty side is open). A line with `%` sets fields for the
lines below it, one with `^` says that a number of the line above is a figure. `=` is the title of a
table; braces after a heading or a label set fields of the column or row. `a or b` permits either name. Firms and numbers are made up.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafted import Fig

FOLDER = Path(__file__).with_name("unseen")
FIELDS = {"s": "subject_id", "m": "metric_id", "p": "period_id", "u": "unit", "scope": "scope_id", "geography": "geography_id", "e": "e"}
FIELDS |= {"src": "cited_source_id"}
STATUSES = {"A", "E", "F", "T", "P"}
NUMBER = re.compile(r"\(?[-−]?[\d,]*\d(?:\.\d+)?\)?%?")
FIELD = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|$)")


def settings(text):
    """The fields of `s=A or B p=2024 F`."""
    found = {FIELDS[name]: value.strip() for name, value in FIELD.findall(text)}
    for word in FIELD.sub("", text).split():
        found["obs_status"] = word
    return found


def figure(printed, value, fields):
    low, _, rest = value.partition(":") if ":" in value else (value, "", value)
    exponent = re.search(r"e(\d+)", value)
    low, rest = (side.partition("e")[0] for side in (low, rest))
    unit = fields.get("unit") or "percent"
    if "%" in printed or "％" in printed or "per cent" in printed:
        unit = "percent"
    known = {name: text for name, text in fields.items() if name != "e"} | {"unit": unit}
    return Fig(printed, low, rest, int(exponent[1] if exponent else fields.get("e") or 0), **known)


def inline(text, defaults):
    printed, value, *more = (part.strip() for part in text.split(";"))
    fields = dict(defaults)
    for part in more:
        if "=" in part:
            name, _, content = part.partition("=")
            fields[FIELDS[name.strip()]] = content.strip()
        elif part[:1] in STATUSES and part.split()[0] in STATUSES:
            fields["obs_status"] = part
        else:
            fields["qualifier"] = part
    return figure(printed, value, fields)


def parts_of(line, defaults):
    return [inline(part[1:-1], defaults) if part.startswith("{") else part for part in re.split(r"(\{[^}]*\})", line) if part]


def cell_of(text, fields):
    """A cell of a table: a figure where it is a number."""
    if not NUMBER.fullmatch(text):
        return text
    digits = text.strip("()%-−").replace(",", "")
    return figure(text, f"-{digits}" if text[0] in "(-−" else digits, fields)


def split(cell):
    label, _, fields = cell.strip().partition("{")
    return label.strip(), settings(fields.rstrip("} "))


def read(path):
    """The blocks of a file."""
    blocks, defaults, table = [], {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, rest = line[:1], line[1:].strip()
        if mark == "%":
            defaults |= settings(rest)
        elif mark == "^":
            kind, (text,) = blocks[-1]
            printed = rest.partition(";")[0].strip()
            at = text.index(printed)
            blocks[-1] = kind, [text[:at], inline(rest, defaults), text[at + len(printed) :]]
        elif mark == "=":
            title, fields = split(rest)
            table, of_table = None, defaults | fields
            blocks.append(("table", title, [], []))
        elif mark == "|":
            cells = [split(cell) for cell in line.strip().strip("|").split("|")]
            if table is None:
                table = [fields for _, fields in cells]
                blocks[-1][2].extend(label for label, _ in cells)
            else:
                of_row = {name: value for _, fields in cells for name, value in fields.items()}
                # the exponent of a row counts unless the column has its own (a share beside counts)
                blocks[-1][3].append(
                    [cell_of(label, of_table | of_row | of_column) for (label, _), of_column in zip(cells, table, strict=True)]
                )
        elif line.startswith("##"):
            blocks.append(("head", parts_of(line[2:].strip(), defaults)))
        elif mark == "#":
            blocks.append(("title", parts_of(rest, defaults)))
        elif line.strip():
            blocks.append(("text", parts_of(line, defaults)))
    return blocks


DOCUMENTS = {path.name.split(".")[0]: (lambda path=path: read(path), path.name.split(".")[1]) for path in sorted(FOLDER.glob("*.txt"))}

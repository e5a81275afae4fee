"""One cell of a result in each text form. No form lets a text act as a formula, as markup or as a terminal command."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from decimal import Decimal

# How a spreadsheet recognises a formula (in full width too), unless the cell is only a signed figure such as +56%.
FORMULA = re.compile(r"['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
FIGURE = re.compile(r"[+-]?[0-9][0-9.,]*%?")
PLAIN_NAME = re.compile(r"[\w .()*/%]+")
# Characters that move a terminal's cursor or turn its writing direction.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Moment(str):
    """A date, time or span of time as DuckDB writes it."""


def plain(cell: object) -> str:
    """A cell as text: nothing for NULL, decimals without trailing zeros, lists as JSON."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        text = f"{cell:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(cell, list | dict):
        return as_json(cell)
    return str(cell)


def as_csv(row: tuple) -> str:
    """A line of CSV: texts quoted, numbers and dates bare, so that an empty text differs from NULL, which is nothing at all."""
    return ",".join(_quoted(cell) if isinstance(cell, str | list | dict) and not _is_bare(cell) else plain(cell) for cell in row) + "\n"


def _is_bare(cell: object) -> bool:
    return isinstance(cell, Moment) and cell[:1].isdigit() and "," not in cell


def as_csv_header(columns: Iterable[str]) -> str:
    """The first line of CSV: names bare, quoted where a comma, a quote or the like is part of one."""
    return ",".join(name if PLAIN_NAME.fullmatch(name) else _quoted(name) for name in columns) + "\n"


def _quoted(cell: object) -> str:
    return '"' + guarded(plain(cell)).replace('"', '""') + '"'


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + text if FORMULA.match(text) and not FIGURE.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text.removeprefix("'")


def as_json(cell: object) -> str:
    """A cell as JSON, decimals as exact numbers; what is no number in JSON ("inf", "nan") as text."""
    if isinstance(cell, list):
        return "[" + ", ".join(map(as_json, cell)) + "]"
    if isinstance(cell, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {as_json(value)}" for key, value in cell.items()) + "}"
    if isinstance(cell, Decimal) and cell.is_finite():
        return plain(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return json.dumps(str(cell))  # JSON has no number for it
    return json.dumps(cell, default=str, ensure_ascii=False)


def as_markdown(cell: object) -> str:
    """A cell of a Markdown table."""
    text = plain(cell).replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\").replace("|", "\\|")
    return re.sub(r"\r\n?|\n", "<br>", text)


def as_terminal(cell: object) -> str:
    """A cell for a terminal: numbers with thousands commas, control and direction characters spelled out."""
    if isinstance(cell, Decimal):
        whole, point, fraction = plain(cell).partition(".")
        return f"{'-' if whole.startswith('-') else ''}{abs(int(whole)):,}{point}{fraction}"
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain(cell))

"""Finds in compiled SQL what DuckDB and Spark (or PostgreSQL) both run but answer differently.

What only one engine runs fails by itself; these constructs give other values without an error. Run as a
program it names them in every model and data test; where they differ and what to write instead stands in RULES.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

from claimhouse.loading.plan import load_plan

ROOT = Path(__file__).resolve().parents[1]


class UnstatedNulls(DuckDB):
    """DuckDB, but an ascending order that does not say where NULL goes is parsed as nulls_first."""

    NULL_ORDERING = "nulls_are_small"


def is_double(node: exp.Expression) -> bool:
    """Whether an operand is spelled as a double: a cast to one, a literal with exponent, or arithmetic over one."""
    node = node.unnest()
    if isinstance(node, exp.Cast):
        return node.is_type("double")
    if isinstance(node, exp.Literal):
        return "e" in node.name.lower() and not node.is_string
    return isinstance(node, (exp.Binary, exp.Neg, exp.Nullif, exp.Abs)) and any(map(is_double, node.iter_expressions()))


def is_whole(node: exp.Expression) -> bool:
    """Whether an expression does not visibly give a fraction."""
    node = node.unnest()
    if isinstance(node, exp.Cast):
        return not node.is_type("double", "float", "decimal")
    if isinstance(node, exp.Literal):
        return node.is_string or node.name.isdigit()
    return not isinstance(node, (exp.Div, exp.Round)) and (not isinstance(node, exp.Binary) or all(map(is_whole, node.iter_expressions())))


def is_positive(node: exp.Expression | None) -> bool:
    return isinstance(node, exp.Literal) and node.name.isdigit() and int(node.name) > 0


def leaves_nulls_open(order: exp.Ordered) -> bool:
    return order.args["nulls_first"] and not order.args.get("desc") and not isinstance(order.this, (exp.Case, exp.Coalesce))


def may_divide_by_zero(division: exp.Div) -> bool:
    divisor = division.expression
    return not isinstance(divisor, exp.Nullif) and not (isinstance(divisor, exp.Literal) and float(divisor.name) != 0)


def cuts_a_fraction(cast: exp.Cast) -> bool:
    return cast.is_type(*exp.DataType.INTEGER_TYPES) and not is_whole(cast.this)


def writes_a_double(cast: exp.Cast) -> bool:
    return cast.is_type(*exp.DataType.TEXT_TYPES) and is_double(cast.this)


def always(node: exp.Expression) -> bool:
    return True


# In which nodes, when, and why with what to write instead.
RULES = [
    (exp.Concat, always, "concat() skips NULL on DuckDB and PostgreSQL, not on Spark: write a || b"),
    (exp.Ordered, leaves_nulls_open, "order by puts NULL last on DuckDB, first on Spark: say nulls last"),
    (exp.Div, lambda node: not is_double(node), "/ of decimals is a double on DuckDB only: cast one side to double"),
    (exp.Div, may_divide_by_zero, "division by zero is inf on DuckDB, NULL under dbt-spark: divide by a literal or nullif(x, 0)"),
    (exp.IntDiv, always, "// does not exist elsewhere and rounds otherwise: use floor over doubles"),
    (exp.Avg, lambda node: not is_double(node.this), "avg of decimals is a double on DuckDB, a decimal on Spark: average a double"),
    (exp.Round, always, "round of a double breaks ties in binary on DuckDB, in decimal on Spark: use the macro nearest"),
    (exp.Cast, cuts_a_fraction, "a cast of a fraction to an integer rounds on DuckDB, cuts on Spark: use floor"),
    (exp.Cast, writes_a_double, "a double is written otherwise as text: cast to a decimal first"),
    (exp.RegexpReplace, always, "regexp_replace changes the first match on DuckDB, all on Spark: use replace"),
    (exp.Literal, lambda node: node.is_string and "\\" in node.name, "Spark eats a backslash in a literal: use a class such as [0-9]"),
    (exp.Extract, lambda node: node.name.lower() in ("dow", "dayofweek"), "the day of the week is counted from 0 or 1: use the date"),
    ((exp.DayOfWeek, exp.DayOfWeekIso), always, "the day of the week is counted from 0 or 1: use the date"),
    (exp.Log, lambda node: "expression" not in node.args, "log() is of base 10 on DuckDB, e on Spark: use ln"),
    (exp.Interval, always, "a date plus an interval is a timestamp on DuckDB, a date on Spark: use days"),
    (exp.Bracket, always, "[1] is the first item on DuckDB, the second on Spark: use the macros first_item, last_item"),
    (exp.Substring, lambda node: not is_positive(node.args.get("start")), "substr from zero or the end differs: use a positive start"),
    ((exp.Left, exp.Right), lambda node: not is_positive(node.expression), "left and right of a negative length differ: use a positive"),
    (exp.Upper, always, "upper changes other letters elsewhere: use lower"),
    ((exp.First, exp.Last), always, "which row is taken is up to the engine: use min or max"),
]


def trims(sql: str) -> Iterator[str]:
    """Every ltrim and rtrim with two arguments, which only the tokens tell from trim(leading ... from ...)."""
    tokens = sqlglot.tokenize(sql, read="duckdb")
    for place, token in enumerate(tokens):
        depth = 0
        for inner in tokens[place + 1 :] if token.text.lower() in ("ltrim", "rtrim") else []:
            depth += (inner.text == "(") - (inner.text == ")")
            if depth == 0:
                break
            if depth == 1 and inner.text == ",":
                yield f"{sql[token.start : inner.end + 1]}"
                break


def problems(sql: str) -> Iterator[str]:
    """What is banned in one statement of DuckDB, each with the SQL where it stands."""
    for found in trims(sql):
        yield f"{found}: Spark takes what is trimmed before the text: use trim(leading '0' from x) or trim(trailing '0' from x)"
    for node in sqlglot.parse_one(sql, read=UnstatedNulls).walk():
        for kind, banned, advice in RULES:
            if isinstance(node, kind) and banned(node):
                spelled = node.this if isinstance(node, exp.Ordered) else node
                yield f"{spelled.sql('duckdb')[:80]}: {advice}"


def main() -> int:
    found = [f"{step['path']}: {step['name']}: {problem}" for step in load_plan(ROOT) if step["sql"] for problem in problems(step["sql"])]
    print("\n".join(dict.fromkeys(found)) or "nothing in the compiled SQL differs silently between engines")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

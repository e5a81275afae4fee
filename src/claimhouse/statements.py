"""Which statements are run for a reader: those that read, as DuckDB itself names their kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

READ = "SELECT, FROM, WITH, VALUES, TABLE, PIVOT, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE, and EXPLAIN of them"
OPTION = r"(?:analyze|format\s+\w+)"
EXPLAIN = re.compile(
    rf"(?:\s|--[^\n]*\n|/\*.*?\*/)*explain\b\s*(?:analyze\b|\(\s*{OPTION}(?:\s*,\s*{OPTION})*\s*\))?", re.IGNORECASE | re.DOTALL
)


class QueryFailed(Exception):
    """The query was refused, failed or went beyond a limit; the message says which."""


def reading(connection: duckdb.DuckDBPyConnection, query: str) -> list[duckdb.Statement]:
    """The statements of `query`; raises QueryFailed where one does more than read, or where there is none."""
    import duckdb

    statements = connection.extract_statements(query)
    if not statements:
        raise QueryFailed("the query holds no statement")
    for statement in statements:
        if statement.type == duckdb.StatementType.EXPLAIN:
            read = _select(connection.extract_statements(EXPLAIN.sub("", statement.query, count=1)))
        else:  # a PIVOT without a list of values is a temporary type, which has no text of its own, and a SELECT
            pivots = statement.type == duckdb.StatementType.CREATE and not statement.query
            read = pivots or _select([statement])
        if not read:
            raise QueryFailed(f"{' '.join(statement.query.split())[:60]}: expected statements that read: {READ}")
    return statements


def _select(statements: list[duckdb.Statement]) -> bool:
    import duckdb

    return all(statement.type == duckdb.StatementType.SELECT for statement in statements)

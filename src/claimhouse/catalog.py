"""What the published marts are: names, keys and columns, as the models describe them.

Descriptions and keys are those of the models' yml. dbt stores the descriptions in the warehouse as comments (`persist_docs`), the keys in
the table `core.mart_keys`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb


class CatalogError(Exception):
    """A published mart or column without a usable description, key or name."""


@dataclass(frozen=True)
class Column:
    """A column of a mart: its DuckDB type (`DECIMAL(28,6)`, `VARCHAR[]`, ...) and what it holds."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Mart:
    """A published table. `key` holds the columns that name one row."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def read_catalog(connection: duckdb.DuckDBPyConnection) -> list[Mart]:
    """The tables and views of schema `marts`, by name. Raises CatalogError where one is not described or named unsafely."""
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'marts' order by table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    described = connection.execute(
        "select name, coalesce(comment, '') from (select database_name, schema_name, table_name as name, comment from duckdb_tables()"
        " union all select database_name, schema_name, view_name, comment from duckdb_views())"
        " where database_name = current_database() and schema_name = 'marts' order by name"
    ).fetchall()
    keys: dict[str, list[str]] = {}
    for mart, column in connection.execute("select mart, column_name from core.mart_keys order by mart, position").fetchall():
        keys.setdefault(mart, []).append(column)
    return [_mart(name, description, tuple(keys.get(name, ())), tuple(columns[name])) for name, description in described]


def _mart(name: str, description: str, key: tuple[str, ...], columns: tuple[Column, ...]) -> Mart:
    for each in (name, *(column.name for column in columns)):
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", each):  # becomes a file, sheet and column name everywhere
            raise CatalogError(f"marts.{name}: {each!r}: expected a name of at most 31 letters, digits and underscores")
    for column in columns:
        if not column.description:
            raise CatalogError(f"marts.{name}.{column.name}: expected a description in the model's yml")
    if not description:
        raise CatalogError(f"marts.{name}: expected a description in the model's yml")
    if not key or not set(key) <= {column.name for column in columns}:
        raise CatalogError(f"marts.{name}: expected columns of the mart in `primary_key` in the meta of the model's yml")
    return Mart(name, description, key, columns)

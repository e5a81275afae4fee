"""The serving copy in PostgreSQL: a schema filled beside the old one and swapped with it in one transaction.

Needs the `postgres` extra. Readers see the old marts until the commit and all of the new ones after it.
"""

from __future__ import annotations

import re

import psycopg
from psycopg import sql

from claimhouse.export import compare
from claimhouse.formats import ExportFailed, Source, fetch, unchanged

PATIENCE = "10s"  # how long the swap waits for readers of the old marts
OURS = "Claimhouse: "  # how the comment of a table begins that an export wrote
TYPES = {"VARCHAR": "text", "DOUBLE": "double precision"}


def serve(source: Source, conninfo: str, schema: str) -> str:
    """Replaces `schema` by the marts of `source` and says so; raises ExportFailed, with the database as it was.

    Roles that may use the old schema may read every table of the new one. The swap waits at most 10 s for readers.
    """
    beside = f"{schema}_new"
    try:
        with psycopg.connect(conninfo, application_name="claimhouse export") as connection:
            connection.execute(sql.SQL("set local lock_timeout = {}").format(PATIENCE))
            connection.execute("set local synchronize_seqscans = off")  # rows come back in the order they went in
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(beside)))
            rows = sum(_table(connection, source, mart, beside) for mart in source.marts)
            readers = _readers(connection, schema)
            _drop(connection, schema)
            connection.execute(sql.SQL("alter schema {} rename to {}").format(sql.Identifier(beside), sql.Identifier(schema)))
            for reader in readers:
                connection.execute(sql.SQL("grant usage on schema {} to {}").format(sql.Identifier(schema), reader))
                connection.execute(sql.SQL("grant select on all tables in schema {} to {}").format(sql.Identifier(schema), reader))
            about = "; ".join(f"{report['title']}, {report['as_of']}" for report in source.reports)
            _comment(connection, "schema", sql.Identifier(schema), f"Claimhouse {source.version}: {about}")
    except psycopg.Error as error:
        raise ExportFailed(f"postgres: {str(error).strip()}") from None
    return f"postgres: {len(source.marts)} marts, {rows} rows, equal to the warehouse, in schema {schema}"


def _table(connection: psycopg.Connection, source: Source, mart, schema: str) -> int:
    """Creates, fills, describes and reads back one mart; returns its rows."""
    table = sql.Identifier(schema, mart.name)
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(_type(column.type))) for column in mart.columns
    )
    connection.execute(sql.SQL("create table {} ({})").format(table, columns))
    with connection.cursor().copy(sql.SQL("copy {} from stdin").format(table)) as copy:
        for row in source.rows(mart):
            copy.write_row(row)
    _comment(connection, "table", table, OURS + mart.description)
    for column in mart.columns:
        _comment(connection, "column", sql.Identifier(schema, mart.name, column.name), column.description)
    with connection.cursor(f"read_{mart.name}") as cursor:  # a named cursor reads in portions
        cursor.execute(sql.SQL("select * from {}").format(table))
        return compare(source, mart, fetch(cursor), unchanged, "postgres")


def _type(kind: str) -> str:
    """`VARCHAR[]` is `text[]`; decimals, dates and integers have the same name in both."""
    base = re.sub(r"\[\]$", "", kind)
    return TYPES.get(base, base.lower()) + kind[len(base) :]


def _comment(connection: psycopg.Connection, kind: str, name: sql.Composable, text: str) -> None:
    connection.execute(sql.SQL("comment on {} {} is {}").format(sql.SQL(kind), name, sql.Literal(text)))


def _readers(connection: psycopg.Connection, schema: str) -> list[sql.Composable]:
    """Roles that may use the schema, other than its owner."""
    found = connection.execute(
        "select grantee::regrole::text, grantee from pg_namespace, aclexplode(nspacl)"
        " where nspname = %s and privilege_type = 'USAGE' and grantee <> nspowner order by 1",
        [schema],
    ).fetchall()
    return [sql.SQL("public") if number == 0 else sql.SQL(name) for name, number in found]  # regrole quotes names where needed


def _drop(connection: psycopg.Connection, schema: str) -> None:
    """Drops the old schema with the tables that an export left in it, but nothing that somebody made beside or upon them."""
    found = connection.execute(
        "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = %s", [schema]
    ).fetchone()
    if found is None:
        return
    if not found[0].startswith("Claimhouse "):
        raise ExportFailed(f"postgres: schema {schema} is not of an earlier export: choose another with --schema")
    tables = connection.execute(
        "select relname from pg_class where relnamespace = (select oid from pg_namespace where nspname = %s) and relkind = 'r'"
        " and starts_with(obj_description(oid, 'pg_class'), %s)",
        [schema, OURS],
    ).fetchall()
    if tables:
        names = sql.SQL(", ").join(sql.Identifier(schema, name) for (name,) in tables)
        connection.execute(sql.SQL("drop table {}").format(names))
    connection.execute(sql.SQL("drop schema {}").format(sql.Identifier(schema)))

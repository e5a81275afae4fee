"""Connections to DuckDB, and what all that use them share."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def open_duckdb(database: str = ":memory:", **options) -> duckdb.DuckDBPyConnection:
    """What `duckdb.connect` gives, without the progress bar that long queries print between the rows of an answer.

    The bar belongs to a connection, so the configuration that `duckdb.connect` takes cannot turn it off.
    """
    import duckdb  # takes 60 ms, and much begins here that never opens it

    connection = duckdb.connect(database, **options)
    connection.execute("set enable_progress_bar = false")
    return connection


class BuildFailed(Exception):
    """A check failed; each line of the message names one failing row or rule."""


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def unpatterned(file: str | Path) -> str:
    """The path as a pattern that it alone matches: brackets and stars in the name of a folder are no wildcards."""
    return re.sub(r"[\[*?]", lambda sign: f"[{sign[0]}]", str(file))


def dbt_settings() -> list[str]:
    """Variables of the environment that would change what dbt does, such as DBT_EMPTY or DBT_TARGET: no build heeds them."""
    return [name for name in os.environ if name.startswith("DBT_")]

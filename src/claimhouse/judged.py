"""What the suites of Great Expectations judge in a build, and its hash: a suite that held for the same need not run again.

To import Great Expectations takes longer than all else that a build checks, so this module does without it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from claimhouse.rules import KEYS
from claimhouse.seeds import Seed

# Small answers from the published build of any report, which a wrong join or a lost family would change.
FAMILIES = "select family, count(*) - count(section) as without_section from core.fct_observation group by family"
LEVELS = "select level, count(*) - count(market_name) as unnamed from marts.market_size group by level"
MEASURES = "select distinct measure from marts.market_concentration"


def raw_cells(observations: list[Seed], reference: dict[str, Seed]) -> dict:
    """The ids that are known, the distinct cells of all seeds, and the observations of all families at once."""
    return {
        "known": {column: sorted({row[column] for row in reference[seed].rows}) for column, seed in KEYS.items()},
        "every cell": sorted({cell for seed in [*observations, *reference.values()] for row in seed.rows for cell in row.values() if cell}),
        "cells of observations": [row for seed in observations for row in seed.rows],
    }


def answers(database: Path) -> dict[str, list[str]]:
    """The answers to the queries, without an order."""
    from claimhouse.engine import open_duckdb

    with open_duckdb(str(database), read_only=True) as connection:
        return {query: sorted(map(repr, connection.execute(query).fetchall())) for query in (FAMILIES, LEVELS, MEASURES)}


def digest(found: object) -> str:
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()

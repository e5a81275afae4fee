"""SQLMesh's configuration of the dbt project. It reads the cells of a seed as numbers whatever `column_types` say, so
that `2025` becomes `2025.0` in a column with empty cells; here they are read as text."""

from functools import partial
from pathlib import Path

import pandas
from sqlmesh.core.config import ModelDefaultsConfig
from sqlmesh.core.config.common import VirtualEnvironmentMode
from sqlmesh.dbt.loader import sqlmesh_config

pandas.read_csv = partial(pandas.read_csv, dtype=str)
config = sqlmesh_config(
    Path(__file__).parent,
    model_defaults=ModelDefaultsConfig(start="2026-01-01"),
    virtual_environment_mode=VirtualEnvironmentMode.DEV_ONLY,  # as `sqlmesh init -t dbt` writes it: tables under their own names
    disable_anonymized_analytics=True,
)

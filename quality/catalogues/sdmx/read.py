"""Reads SDMX-CSV by its structure and prints the number of its observations. python read.py observations.csv structure.json

The structure is checked against the schema of SDMX-JSON; the columns are those of the structure, in its roles.
"""

import json
import sys
from pathlib import Path

from pysdmx.io import get_datasets, read_sdmx

data, structure = map(Path, sys.argv[1:])
read_sdmx(structure, validate=True)
(dataset,) = get_datasets(data, structure)
components = dataset.structure.components
columns = [*components.dimensions, *components.measures, *components.attributes]
if {column.id for column in columns} != set(dataset.data.columns):
    sys.exit(f"columns {sorted(dataset.data.columns)}: expected {sorted(column.id for column in columns)}")
keys = dataset.data[[column.id for column in components.dimensions]]
if keys.duplicated().any() or (keys == "").any(axis=None):
    sys.exit("two observations have one key, or one has none")
print(json.dumps({"observations": len(dataset.data)}))

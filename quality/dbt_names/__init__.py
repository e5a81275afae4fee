"""What dbt puts into the templates of a model, for sqlfluff, which renders them without dbt (.sqlfluff).

Good enough for the form of the SQL around it: a dispatched macro becomes a call of its name, dbt's graph is empty.
"""

from pathlib import Path
from types import SimpleNamespace

import yaml

# sqlfluff reads this anew for every file
_PROJECT = yaml.load((Path(__file__).resolve().parents[2] / "dbt_project.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

project_name = _PROJECT["name"]
execute = False
graph = SimpleNamespace(nodes={}, exposures={})
target = SimpleNamespace(name="dev", type="duckdb")
dbt = SimpleNamespace(type_string=lambda: "varchar", any_value=lambda column: f"any_value({column})")


def var(name, default=None):
    return _PROJECT["vars"].get(name, default)


def _dispatch(name, macro_namespace=None):
    if name in ("read_in_place", "read_once"):  # a word of a CTE, no value
        return lambda: "not materialized"
    return lambda *arguments, **named: f"{name}({', '.join(map(str, [*arguments, *named.values()]))})"


adapter = SimpleNamespace(dispatch=_dispatch)

"""Makes the Superset of this folder: its database, an administrator, a dataset for every mart and the dashboard.

Run by `make superset`, in the environment of this folder; may be run again after an export. The marts are those of
exports/claimhouse.duckdb, described by the comments in it.
"""

import os
import subprocess
import sys
import uuid
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MARTS = FOLDER.parents[1] / "exports" / "claimhouse.duckdb"
DATABASE = "Claimhouse"
USER = PASSWORD = "claimhouse"  # of a server that only this machine reaches
VERSION = {"version": "1.0.0"}


def name_id(*names: str) -> str:
    """The same id for the same thing on every machine."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(("claimhouse", *names))))


def assets() -> dict[str, dict]:
    """Every asset in the form of Superset's exports, by its file name there."""
    import yaml

    dashboard = yaml.safe_load((FOLDER / "dashboard.yaml").read_text(encoding="utf-8"))
    charts = [chart for row in dashboard["rows"] for chart in row["charts"]]
    found = {"databases/claimhouse.yaml": database()}
    found |= {f"datasets/{name}.yaml": dataset(name, description, columns) for name, description, columns in described()}
    found |= {f"charts/{name_id('chart', chart['name'])}.yaml": chart_asset(chart) for chart in charts}
    found["dashboards/claimhouse.yaml"] = {
        "dashboard_title": dashboard["title"],
        "slug": dashboard["slug"],
        "uuid": name_id("dashboard"),
        "published": True,
        "position": layout(dashboard),
        "metadata": {
            "cross_filters_enabled": False,
            "label_colors": dashboard["colours"],
            "shared_label_colors": dashboard["colours"],
            "native_filter_configuration": [native_filter(**one) for one in dashboard["filters"]],
        },
        **VERSION,
    }
    return found


def native_filter(name: str, mart: str, column: str) -> dict:
    """A filter of the whole dashboard; charts of marts without the column leave it out."""
    return {
        "id": f"NATIVE_FILTER-{column}",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": name,
        "targets": [{"column": {"name": column}, "datasetUuid": name_id("dataset", mart)}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "defaultToFirstItem": False, "searchAllOptions": True},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
        "cascadeParentIds": [],
    }


def described() -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Every mart: name, description and columns, each a name, type and description."""
    import duckdb

    with duckdb.connect(str(MARTS), read_only=True) as connection:
        tables = connection.execute("select table_name, comment from duckdb_tables() order by table_name").fetchall()
        columns = "select column_name, data_type, comment from duckdb_columns() where table_name = ? order by column_index"
        return [(name, comment, connection.execute(columns, [name]).fetchall()) for name, comment in tables]


def database() -> dict:
    return {
        "database_name": DATABASE,
        "uuid": name_id("database"),
        "sqlalchemy_uri": f"duckdb:///{MARTS}",
        "expose_in_sqllab": True,
        "extra": {"engine_params": {"connect_args": {"read_only": True, "config": {"enable_external_access": False}}}},
        **VERSION,
    }


def dataset(name: str, description: str, columns: list[tuple[str, str, str]]) -> dict:
    return {
        "table_name": name,
        "schema": "main",
        "description": description,
        "uuid": name_id("dataset", name),
        "database_uuid": name_id("database"),
        "metrics": [{"metric_name": "count", "expression": "count(*)"}],
        "columns": [
            {
                "column_name": column,
                "type": kind,
                "description": text,
                "is_dttm": kind == "DATE",
                "is_active": True,
                "groupby": True,
                "filterable": True,
            }
            for column, kind, text in columns
        ],
        **VERSION,
    }


def chart_asset(chart: dict) -> dict:
    metrics = [
        {"expressionType": "SQL", "sqlExpression": sql, "label": label, "hasCustomLabel": True}
        for label, sql in chart.get("metrics", {}).items()
    ]
    filters = [{"expressionType": "SQL", "clause": "WHERE", "sqlExpression": chart["where"]}] if "where" in chart else []
    params = {"viz_type": chart["kind"], "adhoc_filters": filters, "row_limit": 1000, **chart.get("params", {})}
    if chart["kind"] == "big_number_total":
        params |= {"metric": metrics[0], "y_axis_format": ",d"}
    elif metrics:
        params |= {"metrics": metrics}
    return {
        "slice_name": chart["name"],
        "viz_type": chart["kind"],
        "params": params,
        "uuid": name_id("chart", chart["name"]),
        "dataset_uuid": name_id("dataset", chart["mart"]),
        **VERSION,
    }


def layout(dashboard: dict) -> dict:
    """The grid: rows of charts."""
    grid = {
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": dashboard["title"]}},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": [], "parents": ["ROOT_ID"]},
        "DASHBOARD_VERSION_KEY": "v2",
    }
    for number, row in enumerate(dashboard["rows"], 1):
        key = f"ROW-{number}"
        grid["GRID_ID"]["children"].append(key)
        grid[key] = {
            "id": key,
            "type": "ROW",
            "children": [],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for chart in row["charts"]:
            child = f"CHART-{name_id('chart', chart['name'])}"
            grid[key]["children"].append(child)
            grid[child] = {
                "id": child,
                "type": "CHART",
                "children": [],
                "parents": ["ROOT_ID", "GRID_ID", key],
                "meta": {
                    "chartId": 0,
                    "uuid": name_id("chart", chart["name"]),
                    "sliceName": chart["name"],
                    "width": chart["width"],
                    "height": row["height"],
                },
            }
    return grid


def load(found: dict[str, dict]) -> None:
    """Creates or overwrites the assets."""
    import yaml
    from flask import g
    from superset.app import create_app

    with create_app().app_context():
        from superset import security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand

        g.user = security_manager.find_user(USER)
        contents = {name: yaml.safe_dump(asset) for name, asset in found.items()}
        ImportAssetsCommand({"metadata.yaml": yaml.safe_dump({"type": "assets", **VERSION}), **contents}).run()


def main() -> None:
    if not MARTS.exists():
        sys.exit(f"{MARTS} is missing: run `claimhouse export`")
    os.environ["SUPERSET_CONFIG_PATH"] = str(FOLDER / "superset_config.py")
    os.environ["FLASK_APP"] = "superset.app:create_app()"
    superset = Path(sys.executable).with_name("superset")
    person = ["--username", USER, "--password", PASSWORD, "--firstname", "-", "--lastname", "-", "--email", "none@localhost"]
    for step in (["db", "upgrade"], ["fab", "create-admin", *person], ["init"]):
        done = subprocess.run([superset, *step], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"superset {step[0]}: {done.stderr}")
    load(assets())
    print(f"Superset is set up in {FOLDER / 'home'}: user {USER}, password {PASSWORD}")


if __name__ == "__main__":
    main()

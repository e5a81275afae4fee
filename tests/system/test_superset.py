"""The assets that set up Superset name marts, columns and SQL that exist; `make superset-check` draws them."""

import importlib.util

import duckdb
import pytest
import yaml

from claimhouse.catalog import read_catalog
from claimhouse.export import export


@pytest.fixture(scope="module")
def set_up(root, warehouse, tmp_path_factory):
    spec = importlib.util.spec_from_file_location("set_up", root / "bi" / "superset" / "set_up.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out = tmp_path_factory.mktemp("exports")
    export(root / "warehouse/claimhouse.duckdb", out, ["duckdb"], lambda step: None)
    module.MARTS = out / "claimhouse.duckdb"
    return module


def test_a_dataset_for_every_mart_and_a_chart_for_every_place(set_up, warehouse):
    found = set_up.assets()
    datasets = {asset["uuid"]: asset for name, asset in found.items() if name.startswith("datasets/")}
    assert {asset["table_name"] for asset in datasets.values()} == {mart.name for mart in read_catalog(warehouse)}
    assert all(column["description"] for asset in datasets.values() for column in asset["columns"])
    charts = {asset["uuid"]: asset for name, asset in found.items() if name.startswith("charts/")}
    assert all(asset["dataset_uuid"] in datasets for asset in charts.values())
    position = found["dashboards/claimhouse.yaml"]["position"]
    assert {item["meta"]["uuid"] for item in position.values() if isinstance(item, dict) and item["type"] == "CHART"} == set(charts)


def test_every_chart_has_an_answer(set_up, root):
    rows = yaml.safe_load((root / "bi/superset/dashboard.yaml").read_text(encoding="utf-8"))["rows"]
    assert all(sum(chart["width"] for chart in row["charts"]) == 12 for row in rows)
    with duckdb.connect(str(set_up.MARTS), read_only=True) as connection:
        for chart in (chart for row in rows for chart in row["charts"]):
            params = chart.get("params", {})
            groups = [name for name in [params.get("x_axis"), *params.get("groupby", []), *params.get("all_columns", [])] if name]
            selected = ", ".join([*groups, *chart.get("metrics", {}).values()])
            answer = connection.execute(
                f"select {selected} from {chart['mart']} where {chart.get('where', 'true')}"
                + (f" group by {', '.join(groups)}" if groups else "")
            ).fetchall()
            assert answer, chart["name"]


def test_filters_and_colours_name_what_is_there(set_up, warehouse):
    found = set_up.assets()
    metadata = found["dashboards/claimhouse.yaml"]["metadata"]
    columns = {asset["uuid"]: {each["column_name"] for each in asset["columns"]} for name, asset in found.items() if "datasets/" in name}
    targets = [target for one in metadata["native_filter_configuration"] for target in one["targets"]]
    assert len(targets) == 3 and all(target["column"]["name"] in columns[target["datasetUuid"]] for target in targets)
    verdicts = {row[0] for row in warehouse.execute("select distinct verdict from marts.relation_audit").fetchall()}
    assert verdicts <= metadata["label_colors"].keys()

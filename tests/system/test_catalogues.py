"""What catalogues read of an export: complete, true to the files, and accepted by their own tools where these are installed."""

import csv
import hashlib
import json

import pytest
import yaml
from catalogue_checks import CHECKS, FORMATS

from claimhouse.catalog import read_catalog
from claimhouse.export import export


@pytest.fixture(scope="module")
def folder(root, warehouse, tmp_path_factory):
    out = tmp_path_factory.mktemp("catalogues")
    export(root / "warehouse/claimhouse.duckdb", out, FORMATS, lambda step: None)
    return out


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check.name}-{number}" for number, check in enumerate(CHECKS)])
def test_the_tool_of_each_catalogue_accepts_its_files(folder, check):
    if not check.programs.exists():
        pytest.skip(f"needs quality/catalogues/{check.name}/.venv: make catalogues")
    done = check.run(folder)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_contract_and_croissant_have_every_column_of_every_mart(folder, warehouse):
    contract = yaml.safe_load((folder / "datacontract.yaml").read_text(encoding="utf-8"))
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    assert [server["server"] for server in contract["servers"]] == ["csv", "parquet", "duckdb"]
    marts = read_catalog(warehouse)
    assert len(marts) == len(contract["schema"]) == len(croissant["recordSet"])
    for mart, table, records in zip(marts, contract["schema"], croissant["recordSet"], strict=True):
        described = [(column.name, column.description) for column in mart.columns]
        assert mart.name == table["name"] == records["name"]
        assert [(column["name"], column["description"]) for column in table["properties"]] == described
        assert [(field["name"], field["description"]) for field in records["field"]] == described
        assert table["customProperties"] == [{"property": "key", "value": list(mart.key)}]
        for rule in table["quality"]:
            assert warehouse.execute("use claimhouse.marts").execute(rule["query"]).fetchone() == (0,), rule
    rules = [rule["id"] for table in contract["schema"] for rule in table["quality"]]
    assert rules.count("key_is_unique") == len(marts) and rules.count("bound_low_is_at_most_bound_high") >= 1
    for file in croissant["distribution"]:
        assert file["sha256"] == hashlib.sha256((folder / file["contentUrl"]).read_bytes()).hexdigest()


def test_sdmx_has_every_observation_with_the_roles_of_its_structure(folder, warehouse):
    with (folder / "sdmx/observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (structure,) = json.loads((folder / "sdmx/structure.json").read_text(encoding="utf-8"))["data"]["dataStructures"]
    components = structure["dataStructureComponents"]
    ids = [[component["id"] for component in components[f"{role}List"][f"{role}s"]] for role in ("dimension", "measure", "attribute")]
    assert ids[:2] == [["OBSERVATION_ID"], ["VALUE_LOW", "VALUE_HIGH", "BOUND_LOW", "BOUND_HIGH"]]
    assert set(rows[0]) == {"STRUCTURE", "STRUCTURE_ID", "ACTION", *sum(ids, [])}
    lows = warehouse.execute("select observation_id, coalesce(bound_low::varchar, '') from marts.observations order by 1").fetchall()
    found = sorted((row["OBSERVATION_ID"], row["BOUND_LOW"]) for row in rows)
    assert [(each, float(low or 0)) for each, low in found] == [(each, float(low or 0)) for each, low in lows]
    assert {row["STRUCTURE_ID"] for row in rows} == {"CLAIMHOUSE:OBSERVATIONS(1.0.0)"}


def test_an_export_without_files_of_tables_has_no_croissant(root, warehouse, tmp_path):
    export(root / "warehouse/claimhouse.duckdb", tmp_path, ["sdmx"], lambda step: None)
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"observations.csv", "structure.json", "CODEBOOK.md", "datacontract.yaml", "datapackage.json"}
    assert "servers" not in yaml.safe_load((tmp_path / "datacontract.yaml").read_text(encoding="utf-8"))

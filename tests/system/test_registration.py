"""What is missing from one of the lists that must name it stops a build, by name."""

import shutil

import pytest

from claimhouse.loading.plan import BuildFailed, compile_plan, load_plan, run_plan

UNNEEDED = shutil.ignore_patterns(".venv", ".git", "warehouse", "dev.duckdb*", "logs", "target", "node_modules")
MART = """  - name: talent
    description: "One row per figure."
    config: {meta: {primary_key: [report_id, subject_id, metric_id, scope_id, geography_id, period_id, unit]}}
    columns: [%s]
"""
COLUMNS = [
    "report_id",
    "subject_id",
    "subject_name",
    "metric_id",
    "scope_id",
    "geography_id",
    "period_id",
    "low",
    "high",
    "unit",
    "obs_status",
]
# Planted in one copy of the project, with what the build must say of each.
PLANTED = [
    "models/relations/rule_half_rate.sql: expected once, not 0 times, in relation_rules of dbt_project.yml",
    "models/relations/rule_half_rate.sql: expected a description and columns of rule_half_rate",
    "models/relations/rule_half_rate.sql: expected a phrase in config.meta of rule_half_rate",
    "models/relations/rule_half_rate.sql: expected a source in config.meta of rule_half_rate",
    "models/relations/rule_range_of_share.sql: expected a phrase in config.meta of rule_range_of_share",
    "models/relations/rule_range_of_share.sql: expected a source in config.meta of rule_range_of_share",
    "models/relations/rule_complement.sql: expected once, not 2 times, in relation_rules",
    "models/marts/adoption.sql: expected a description and columns of adoption",
    "models/marts/adoption.sql: expected a primary_key in config.meta",
    "models/marts/adoption.sql: expected ref(adoption) in the list &marts of _exposures.yml",
    "models/marts/adoption.sql: expected config.meta.lineage",
    "models/marts/talent.sql: expected config.meta.lineage",
    "models/marts/chip_shares.sql: expected a description of column planted",
    "models/marts/compute_mix.sql: expected ref(compute_mix) in the list &marts of _exposures.yml",
    "models/marts/model_specs.sql: expected an enforced contract",
    "models/marts/usage_metrics.sql: expected its name in the list of models/marts/lineage.sql",
    "models/marts/device_shipments.sql: expected column units_high in config.meta.lineage",
    "models/marts/device_shipments.sql: expected a column units_hi, which config.meta.lineage",
    "models/core/int_report_editions.sql: expected grows_by: report, or none, in config.meta",
    "models/core/int_forecasts.sql: expected over_reports: all in config.meta",
    "models/marts/edition_changes.sql: expected grows_by: pair in config.meta",
    "models/core/int_observation_words.sql: expected the staging model of seed subjects",
    "seeds/observations/weather_observations.csv: expected a model of models/staging that reads it",
    "seeds/reference/reports.csv: expected a data_type of column as_of in _seeds.yml",
    "seeds/reference/units.csv: expected a description of column planted in _seeds.yml",
    "seeds/observations/weather_observations.csv: expected a description and columns in _seeds.yml",
    "seeds/observations/weather_observations.csv: expected its family in observation_families",
]


def change(path, old, new, after=""):
    """Replaces the first `old` that follows the text `after`."""
    text = path.read_text(encoding="utf-8")
    at = text.index(old, text.index(after))
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


@pytest.fixture(scope="module")
def said(root, tmp_path_factory):
    """The message of a build of a project in which everything of PLANTED is missing."""
    project = tmp_path_factory.mktemp("registration") / "project"
    shutil.copytree(root, project, ignore=UNNEEDED)
    models, seeds = project / "models", project / "seeds"
    rules, marts, exposures = models / "relations" / "_relations.yml", models / "marts" / "_marts.yml", models / "marts" / "_exposures.yml"
    (models / "relations" / "rule_half_rate.sql").write_text("select * from {{ ref('rule_range_of_share') }}", encoding="utf-8")
    change(rules, '{phrase: "the range of a share", because: "no share lies beyond that limit", source: "definition of a share"}', "{}")
    change(project / "dbt_project.yml", "complement, ", "complement, complement, ")
    for mart in ("adoption", "talent"):
        (models / "marts" / f"{mart}.sql").write_text((models / "marts" / "model_specs.sql").read_text(encoding="utf-8"), encoding="utf-8")
    columns = ", ".join(f"{{name: {column}, data_type: varchar, description: x}}" for column in COLUMNS)
    change(marts, "models:\n", "models:\n" + MART % columns)
    change(marts, "    config:\n", "    config:\n      contract: {enforced: false}\n", after="- name: model_specs\n")
    change(marts, "    columns:\n", "    columns:\n      - {name: planted, data_type: varchar}\n", after="- name: chip_shares\n")
    change(marts, "[units_low, units_high, ", "[units_low, units_hi, ")
    change(marts, "        grows_by: pair\n", "", after="- name: edition_changes\n")
    change(models / "core" / "_core.yml", "grows_by: report", "grows_by: pair", after="- name: int_report_editions\n")
    change(models / "core" / "_core.yml", "      meta:\n", "      meta:\n        grows_by: report\n", after="- name: int_forecasts\n")
    change(models / "core" / "int_observation_words.sql", "ref('int_subjects')", "ref('subjects')")
    change(models / "marts" / "lineage.sql", "'usage_metrics', ", "")
    all_marts = "depends_on: &marts\n"
    change(exposures, all_marts, all_marts + "      - ref('talent')\n")
    change(exposures, "      - ref('compute_mix')\n", "", after=all_marts)
    change(seeds / "_seeds.yml", "{name: as_of, data_type: varchar, ", "{name: as_of, ")
    change(seeds / "_seeds.yml", "    columns:\n", "    columns:\n      - {name: planted, data_type: varchar}\n", after="- name: units\n")
    shutil.copy(seeds / "observations" / "talent_observations.csv", seeds / "observations" / "weather_observations.csv")
    with pytest.raises(BuildFailed) as failed:
        compile_plan(project, None)
    return str(failed.value)


@pytest.mark.parametrize("problem", PLANTED)
def test_what_is_missing_from_a_list_is_named(said, problem):
    assert problem in said


def test_nothing_else_is_named(said):
    named = [line.strip() for line in said.splitlines() if ": expected" in line]
    assert [line for line in named if not any(problem in line for problem in PLANTED)] == []


def test_metric_without_a_unit_is_named(root, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(root, project, ignore=UNNEEDED)
    path = project / "seeds" / "reference" / "metrics.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    metric, name, definition, kind = first.split(",")[:4]
    at = len(",".join([metric, name, definition, kind, ""]))
    path.write_text("".join([header, first[:at] + first[first.index(",", at) :], *rest]), encoding="utf-8")
    with pytest.raises(BuildFailed, match=f"assert_metrics_have_a_unit.*'{metric}'"):
        run_plan(project, tmp_path / "claimhouse.duckdb", load_plan(root))

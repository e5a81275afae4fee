"""One number printed again for one subject: under the same metric, scope, place, period and status, or listed with the reason why not."""

import csv

LABELS = "metric_id, scope_id, geography_id, period_id, obs_status"
RESTATED = f"""
    with numbers as (
        select subject_id, unit, coalesce(value_low, value_high) as number, list_sort(list(observation_id)) as observation_ids,
            count(distinct struct_pack({LABELS})) as labels
        from marts.observations
        where unit <> 'date' and report_id = 'cai2026'
        group by all
    )
    select observation_ids from numbers where labels > 1
"""


def test_a_number_restated_under_another_label_is_settled_by_its_line(warehouse, root):
    with (root / "tests" / "support" / "restated_labels.csv").open(encoding="utf-8", newline="") as lines:
        settled = {row["observation_ids"]: row["reason"] for row in csv.DictReader(lines)}
    assert all(settled.values())
    assert {";".join(ids) for (ids,) in warehouse.execute(RESTATED).fetchall()} == set(settled)

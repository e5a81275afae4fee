"""The conflicts of the report: no false alarm that was taken out comes back, one conflict is one row, severity follows its rule."""

import csv

import pytest


@pytest.fixture(scope="module")
def conflicts(warehouse):
    rows = warehouse.execute(
        "select contradiction_id, severity, verdict, lines, observation_ids, relation_ids from marts.contradictions"
    ).fetchall()
    return [dict(zip(("id", "severity", "verdict", "lines", "observations", "relations"), row, strict=True)) for row in rows]


FALSE_ALARMS = {
    "a share of the US against users of the world": ["grok-market_share-2026-03-l87", "grok-monthly_active_users-2026-03-l87"],
    "third in the US against users elsewhere": [
        "grok-monthly_active_users-2026-03-l87",
        "bytedance_ai_apps-monthly_active_users-2025-q4-l226",
    ],
    "the first month with more downloads against all downloads": [
        "china_open_source_models-overtaking_date-2025-07-l77",
        "qwen-downloads-2025-12-31-l223",
    ],
    "a base that the share does not fit": ["beijing-registrations-2025-12-31-l99", "genai_services-registrations-2025-12-31-l99"],
    "a price against another's over years of cost": ["deepseek-price_ratio-undated-l105", "frontier_models-cost_reduction-2025-l118"],
    "three apps together against one of them": [
        "bytedance_ai_apps-monthly_active_users-2025-q4-l109",
        "doubao-monthly_active_users-undated-l148",
    ],
    "a quarter times four against what is booked": [
        "nvidia-revenue-nvda-fy2026-q1-l92",
        "nvidia_blackwell_rubin-revenue_outlook-undated-l92",
    ],
}


@pytest.mark.parametrize("observations", FALSE_ALARMS.values(), ids=FALSE_ALARMS.keys())
def test_false_alarm_stays_out(conflicts, warehouse, observations):
    known = {row[0] for row in warehouse.execute("select observation_id from marts.observations").fetchall()}
    stems = [name.rsplit("-", 1) for name in observations]
    found = [
        {name for name in known if name.startswith(subject.split("-")[0] + "-" + subject.split("-")[1]) and name.endswith("-" + line)}
        for subject, line in stems
    ]
    assert all(found)
    assert [conflict["id"] for conflict in conflicts if all(names & set(conflict["observations"] or []) for names in found)] == []


@pytest.mark.parametrize(
    ("line", "other"),
    [(6, 107), (6, 388), (103, 411), (17, 23), (185, 288), (240, 444)],
    ids=[
        "firms that raised money as a tier",
        "a projection as a list of today",
        "a number that was never filled in",
        "firms by business model and the chain by step",
        "layers in general and in one city",
        "a listing that is expected and a firm that is not listed",
    ],
)
def test_lines_without_a_conflict(conflicts, line, other):
    assert [conflict["id"] for conflict in conflicts if {line, other} <= set(conflict["lines"])] == []


@pytest.mark.parametrize(
    "lines",
    [
        (49, 52, 219),
        (51, 129),
        (94, 161, 361),
        (122, 127),
        (49, 50, 51, 52, 54),
        (81, 83, 84, 85),
        (6, 215, 216),
        (*range(44, 54), 90),
        (2, *range(22, 28)),
        (76, 81, 91),
        (185, 188, 189),
        (151, 159),
        (110, 182, 263, 463),
        (50, 51, 52, 215, 216),
        (247, 257),
        (24, 63, 387),
        (2, 92),
        (199, 311),
    ],
)
def test_conflict_cites_the_lines_of_its_claims(conflicts, lines):
    assert [conflict["id"] for conflict in conflicts if set(lines) <= set(conflict["lines"])]


def test_a_relation_shows_one_conflict_and_observations_alike_make_one(conflicts):
    relations = [name for conflict in conflicts for name in conflict["relations"] or []]
    assert len(relations) == len(set(relations)) > len([conflict for conflict in conflicts if conflict["relations"]])
    alike = [tuple(conflict["observations"]) for conflict in conflicts if len(conflict["observations"] or []) > 1]
    assert len(alike) == len(set(alike))


def test_lines_hold_those_of_the_observations(conflicts, warehouse):
    line_of = dict(warehouse.execute("select observation_id, line from marts.observations").fetchall())
    read = {conflict["id"] for conflict in conflicts if conflict["relations"] is None}
    for conflict in conflicts:
        missing = {line_of[name] for name in conflict["observations"] or []} - set(conflict["lines"])
        assert not missing or conflict["id"] in read, conflict["id"]
        assert conflict["lines"] == sorted(set(conflict["lines"])), conflict["id"]


def test_hard_is_what_nothing_has_to_be_assumed_for(conflicts, warehouse, root):
    unclear = {
        row[0]
        for row in warehouse.execute("""
        select observation_id from marts.observations where usage_warning in
            (select usage_warning from seeds.usage_warnings where is_unclear = 'yes')""").fetchall()
    }
    assumed = {}
    for name, key in (("declared_relations", "relation_id"), ("curated_contradictions", "contradiction_id")):
        with (root / "seeds" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            assumed |= {row[key]: bool(row["differs_in"]) for row in csv.DictReader(lines)}
    for conflict in conflicts:
        is_unclear = bool(conflict["relations"] and unclear & set(conflict["observations"] or []))
        is_soft = assumed.get(conflict["id"], conflict["severity"] == "soft") or conflict["verdict"] == "strained" or is_unclear
        assert conflict["severity"] == ("soft" if is_soft else "hard"), conflict["id"]
    assert {conflict["severity"] for conflict in conflicts} == {"hard", "soft"}

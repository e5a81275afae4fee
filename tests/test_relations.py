"""A second, made-up report beside the real one: its rules fire by themselves, and nothing of the first changes."""

import csv
import random
import shutil

import duckdb
import pytest

from claimhouse.plan import load_plan, run_plan

REPORT = "made2026"
# One line of the made-up report per row, from line 1001: subject, metric, scope, geography, period, low, high, unit, qualifier.
ROWS = [
    # restatement
    ("openai", "revenue", "", "", "2022", "10", "10", "USD", "exact"),
    ("openai", "revenue", "", "", "2022", "10", "", "USD", "ge"),
    ("google", "revenue", "", "", "2022", "10", "10", "USD", "exact"),
    ("google", "revenue", "", "", "2022", "12", "12", "USD", "exact"),
    ("xai", "revenue", "", "", "2022", "10", "10", "USD", "exact"),
    ("xai", "revenue", "", "", "2022", "7", "", "USD", "gt"),
    # growth_triad
    ("baidu", "revenue", "", "", "2024", "100", "100", "CNY", "exact"),
    ("baidu", "revenue", "", "", "2025", "150", "150", "CNY", "exact"),
    ("baidu", "revenue_growth", "", "", "2025", "50", "50", "percent", "exact"),
    ("alibaba", "revenue", "", "", "2024", "100", "100", "CNY", "exact"),
    ("alibaba", "revenue", "", "", "2025", "150", "150", "CNY", "exact"),
    ("alibaba", "revenue_growth", "", "", "2025", "80", "80", "percent", "exact"),
    ("tencent", "revenue", "", "", "2024", "100", "100", "CNY", "exact"),
    ("tencent", "revenue", "", "", "2025", "150", "", "CNY", "gt"),
    ("tencent", "revenue_growth", "", "", "2025", "80", "80", "percent", "exact"),
    ("stepfun", "revenue_growth", "", "", "2025", "80", "80", "percent", "exact"),
    # part_of_whole, by subject
    ("ai_glasses", "shipments", "", "global", "2025", "5", "5", "units", "exact"),
    ("smart_glasses", "shipments", "", "global", "2025", "9", "9", "units", "exact"),
    ("ai_glasses", "shipments", "", "global", "2026", "12", "12", "units", "exact"),
    ("smart_glasses", "shipments", "", "global", "2026", "9", "9", "units", "exact"),
    ("ai_glasses", "shipments", "", "global", "2027", "12", "", "units", "gt"),
    ("smart_glasses", "shipments", "", "global", "2027", "9", "", "units", "gt"),
    # subperiods
    ("nvidia", "revenue", "", "", "2025", "100", "100", "USD", "exact"),
    ("nvidia", "revenue", "", "", "2025-H1", "60", "60", "USD", "exact"),
    ("nvidia", "revenue", "", "", "2025-H2", "60", "60", "USD", "exact"),
    ("hygon", "revenue", "", "", "2025", "100", "100", "CNY", "exact"),
    ("hygon", "revenue", "", "", "2025-H1", "40", "40", "CNY", "exact"),
    ("cambricon", "revenue", "", "", "2025", "100", "", "CNY", "gt"),
    ("cambricon", "revenue", "", "", "2025-H1", "150", "150", "CNY", "exact"),
    # shares_total
    ("openai", "market_share", "us_chatbot", "US", "2025", "60", "60", "percent", "exact"),
    ("google", "market_share", "us_chatbot", "US", "2025", "55", "55", "percent", "exact"),
    ("openai", "market_share", "us_chatbot", "US", "2022", "60", "60", "percent", "exact"),
    ("google", "market_share", "us_chatbot", "US", "2022", "30", "30", "percent", "exact"),
    # group_share
    ("enterprise_ai_top3", "market_share", "enterprise_ai_spending", "", "2025", "90", "90", "percent", "exact"),
    ("openai", "market_share", "enterprise_ai_spending", "", "2025", "30", "30", "percent", "exact"),
    ("anthropic", "market_share", "enterprise_ai_spending", "", "2025", "30", "30", "percent", "exact"),
    ("google", "market_share", "enterprise_ai_spending", "", "2025", "20", "20", "percent", "exact"),
    ("zhipu_moonshot_minimax", "market_share", "maas_call_volume", "CN", "2025", "10", "10", "percent", "exact"),
    # share_triad
    ("ai_smartphones", "penetration", "", "CN", "2025", "50", "50", "percent", "exact"),
    ("ai_smartphones", "shipments", "", "CN", "2025", "100", "100", "units", "exact"),
    ("smartphones", "shipments", "", "CN", "2025", "300", "300", "units", "exact"),
    # complement, range_of_share
    ("china_ai_compute", "inference_share", "", "CN", "2025", "70", "70", "percent", "exact"),
    ("china_ai_compute", "training_share", "", "CN", "2025", "40", "40", "percent", "exact"),
    ("rag", "adoption_rate", "", "", "2025", "130", "130", "percent", "exact"),
    # ratio_claim, run_rate
    ("ernie", "daily_calls", "", "", "2023", "10", "10", "calls", "exact"),
    ("ernie", "daily_calls", "", "", "2025", "330", "330", "calls", "exact"),
    ("ernie", "daily_calls_multiple", "", "", "2025", "20", "20", "ratio", "exact"),
    ("openai", "monthly_revenue", "", "", "2025-12-31", "2", "2", "USD", "exact"),
    ("openai", "annualized_revenue", "", "", "2025-12-31", "40", "40", "USD", "exact"),
    # containing_period, undated_restatement
    ("anthropic", "annualized_revenue", "", "", "2025", "1", "1", "USD", "exact"),
    ("anthropic", "annualized_revenue", "", "", "2025-12-31", "9", "9", "USD", "exact"),
    ("minimax", "monthly_active_users", "", "", "2025", "10", "10", "users", "exact"),
    ("minimax", "monthly_active_users", "", "", "", "20", "20", "users", "exact"),
    # scope_shift, rank_order
    ("enterprise_agents", "adoption_rate", "", "", "2025", "52", "52", "percent", "exact"),
    ("enterprise_agents", "adoption_rate", "genai_using_enterprises", "", "2026", "52", "52", "percent", "exact"),
    ("google", "rank", "us_chatbot", "US", "2025", "1", "1", "rank", "exact"),
    # event_date
    ("manus", "acquisition_date", "", "", "2025-03", "", "", "date", "exact"),
    ("manus", "acquisition_date", "", "", "2025-05", "", "", "date", "exact"),
    ("gpt_5", "release_date", "", "", "2025-08", "", "", "date", "exact"),
    ("gpt_5", "release_date", "", "", "2025-08-07", "", "", "date", "exact"),
    # list_count
    ("key_variables", "member_count", "", "", "", "2", "2", "count", "exact"),
    ("llm_compute_types", "member_count", "", "", "", "3", "3", "count", "exact"),
    ("moe_benefits", "member_count", "", "", "", "3", "3", "count", "exact"),
]
LISTS = [("key_variables", "a"), ("key_variables", "b"), ("llm_compute_types", "a"), ("llm_compute_types", "b")]
VERDICTS = {
    "restatement-openai-revenue-2022-l1002": "consistent",
    "restatement-google-revenue-2022-l1004": "contradicted",
    "restatement-xai-revenue-2022-l1006": "strained",
    "growth_triad-baidu-revenue_growth-2025-l1009": "consistent",
    "growth_triad-alibaba-revenue_growth-2025-l1012": "contradicted",
    "growth_triad-tencent-revenue_growth-2025-l1015": "strained",
    "growth_triad-stepfun-revenue_growth-2025-l1016": "unknown",
    "part_of_whole-ai_glasses-shipments-2025-l1017-in-smart_glasses-shipments-2025-l1018": "consistent",
    "part_of_whole-ai_glasses-shipments-2026-l1019-in-smart_glasses-shipments-2026-l1020": "contradicted",
    "part_of_whole-ai_glasses-shipments-2027-l1021-in-smart_glasses-shipments-2027-l1022": "strained",
    "subperiods-nvidia-revenue-2025-l1023-half": "contradicted",
    "subperiods-hygon-revenue-2025-l1026-half": "consistent",
    "subperiods-cambricon-revenue-2025-l1028-half": "strained",
    "shares_total-us_chatbot-market_share-2025-US": "contradicted",
    "shares_total-us_chatbot-market_share-2022-US": "consistent",
    "group_share-enterprise_ai_top3-market_share-2025-l1034": "contradicted",
    "group_share-zhipu_moonshot_minimax-market_share-2025-l1038": "unknown",
    "share_triad-ai_smartphones-penetration-2025-l1039-of-smartphones": "contradicted",
    "complement-china_ai_compute-training_share-2025-l1043": "contradicted",
    "range_of_share-rag-adoption_rate-2025-l1044": "contradicted",
    "ratio_claim-ernie-daily_calls_multiple-2025-l1047-daily_calls": "contradicted",
    "run_rate-openai-monthly_revenue-2025-12-31-l1048": "contradicted",
    "containing_period-anthropic-annualized_revenue-2025-12-31-l1051-in-2025": "contradicted",
    "undated_restatement-minimax-monthly_active_users-undated-l1053": "contradicted",
    "scope_shift-enterprise_agents-adoption_rate-2026-l1055": "strained",
    "rank_order-openai-market_share-2025-l1030": "contradicted",
    "event_date-manus-acquisition_date-2025-05-l1058": "contradicted",
    "event_date-gpt_5-release_date-2025-08-l1059": "consistent",
    "list_count-key_variables-member_count-undated-l1061": "consistent",
    "list_count-llm_compute_types-member_count-undated-l1062": "contradicted",
    "list_count-moe_benefits-member_count-undated-l1063": "unknown",
}
AUDIT = "select * exclude (report_id) from marts.relation_audit where report_id = 'cai2026' order by relation_id"


def append(path, rows, shuffle=False):
    with path.open(encoding="utf-8", newline="") as file:
        header, *old = list(csv.reader(file))
    new = old + [[row.get(column, "") for column in header] for row in rows]
    if shuffle:
        random.Random(7).shuffle(new)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *new])


def observation(number, row):
    subject, metric, scope, geography, period, low, high, unit, qualifier = row
    name = f"{subject}-{metric}-{period or 'undated'}-l{number}".lower()
    return {
        "report_id": REPORT, "observation_id": name, "line": str(number), "printed": "x", "subject_id": subject, "metric_id": metric,
        "scope_id": scope, "geography_id": geography, "period_id": period, "low": low, "high": high, "unit": unit, "qualifier": qualifier,
        "unit_mult": "" if unit == "date" else "0", "obs_status": "A",
    }


def built(root, folder, change):
    """Relations of both reports after `change` was done to a copy of the seeds."""
    project = folder / "project"
    shutil.copytree(root, project, ignore=shutil.ignore_patterns(".venv", ".git", "warehouse", "dev.duckdb*", "logs"))
    change(project / "seeds")
    run_plan(project, folder / "claimhouse.duckdb", load_plan(project))
    return duckdb.connect(str(folder / "claimhouse.duckdb"), read_only=True)


def add_made_up_report(seeds):
    """Adds the made-up report to a folder of seeds and shuffles their rows."""
    append(seeds / "observations" / "landscape_observations.csv", [observation(n, row) for n, row in enumerate(ROWS, 1001)])
    for path in (seeds / "observations").glob("*.csv"):
        append(path, [], shuffle=True)
    reference = seeds / "reference"
    append(reference / "reports.csv", [{"report_id": REPORT, "title": "Made up", "as_of": "2026-06", "source_lines": "1070"}])
    append(reference / "list_members.csv", [
        {"report_id": REPORT, "list_id": name, "listing_line": "1065", "position": str(n), "member_id": member}
        for n, (name, member) in enumerate(LISTS)
    ])
    append(reference / "source_lines.csv", [
        {"report_id": REPORT, "line": str(n), "numeric_tokens": "0", "observations": "1", "token_hash": ""}
        for n in range(1001, len(ROWS) + 1001)
    ])


@pytest.fixture(scope="module")
def two_reports(root, tmp_path_factory):
    with built(root, tmp_path_factory.mktemp("two"), add_made_up_report) as connection:
        yield connection


@pytest.mark.parametrize(("relation", "verdict"), VERDICTS.items())
def test_rule_finds_its_case(two_reports, relation, verdict):
    found = two_reports.execute(
        "select verdict from marts.relation_audit where report_id = ? and relation_id = ?", [REPORT, relation]).fetchall()
    assert found == [(verdict,)]


def test_second_report_and_shuffled_rows_change_nothing_of_the_first(two_reports, warehouse):
    assert two_reports.execute(AUDIT).fetchall() == warehouse.execute(AUDIT).fetchall()


def test_planted_contradiction_is_found_and_planted_repair_heals(root, tmp_path, warehouse):
    def change(seeds):
        shares = seeds / "observations" / "market_shares_observations.csv"
        text = shares.read_text(encoding="utf-8")
        assert ",27,27,0,percent," in text
        shares.write_text(text.replace(",27,27,0,percent,", ",37,37,0,percent,", 1), encoding="utf-8")
        financials = seeds / "observations" / "company_financials_observations.csv"
        text = financials.read_text(encoding="utf-8")
        financials.write_text(text.replace(",130.5,130.5,9,USD,", ",230.5,230.5,9,USD,", 1), encoding="utf-8")

    def conflicts(connection):
        return {row[0] for row in connection.execute("select contradiction_id from marts.contradictions").fetchall()}

    with built(root, tmp_path, change) as connection:
        before, after = conflicts(warehouse), conflicts(connection)
    assert {name for name in after - before if name.startswith("group_share-enterprise_ai_top3")}
    assert {name for name in before - after if name.startswith("subperiods-nvidia")}


def test_every_relation_has_its_lineage(warehouse):
    missing = warehouse.execute("""
        select relation_id from marts.relation_audit
        where len(observation_ids) > 0 and relation_id not in (select row_key from marts.lineage where mart = 'relation_audit')
    """).fetchall()
    assert missing == []


def test_verdicts_agree_with_intervals_computed_again(warehouse):
    """An independent reading of the published intervals gives the same verdict."""
    rows = warehouse.execute(
        "select relation_id, kind, comparison, computed_low, computed_high, stated_low, stated_high, verdict"
        " from marts.relation_audit").fetchall()
    assert len(rows) > 300
    for name, kind, comparison, low, high, stated_low, stated_high, verdict in rows:
        if kind == "scope" or verdict in ("implied", "unknown"):
            continue
        above = low is not None and stated_high is not None and low > stated_high
        below = high is not None and stated_low is not None and high < stated_low
        apart = {"equal": above or below, "at_most": above, "at_least": below}[comparison]
        assert apart == (verdict == "contradicted"), name

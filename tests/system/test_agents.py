"""`claimhouse mcp`: discovery, queries within their limits, traces, conflicts, and texts that an agent sends."""

import json
import subprocess
import sys

import pytest
from agents import answers, conversation
from faults import CLAIMHOUSE, environment

from claimhouse.catalog import read_catalog

SLOW = "select sum(a.line + b.line + c.line + d.line) from observations as a, observations as b, observations as c, observations as d"
TABLE = (
    "| CNY million | 2024 | 2025 |\n|---|---|---|\n| Cloud | 10 | 20 |\n| Devices | 20 | 30 |\n| Games | 30 | 40 |\n| Total | 60 | 96 |\n"
)
REFUSED = [
    ("describe_mart", {"mart": "market"}, "expected one of checks, "),
    ("query", {"sql": "drop table observations"}, "expected statements that read"),
    ("query", {"sql": "copy observations to 'leak.csv'"}, "expected statements that read"),
    ("query", {"sql": "from read_csv('/etc/passwd')"}, "disabled"),
    ("query", {"sql": "select nothing from observations"}, 'column "nothing" not found'),
    ("query", {"sql": ""}, "holds no statement"),
    ("query", {"sql": "select 1; select 2"}, "json holds one"),
    ("query", {"sql": SLOW, "seconds": 0.5}, "stopped after 0.5 seconds"),
    ("query", {"sql": "select list(range) from range(1000000000)"}, "stopped at 1024 MiB of memory"),
    ("query", {"sql": "select repeat('x', 500000)"}, "more than 400,000"),
    ("query", {"sql": "select 1", "max_rows": 0}, "greater than or equal to 1"),
    ("query", {"sql": "select 1", "max_rows": 1001}, "less than or equal to 1000"),
    ("query", {"sql": "select 1", "seconds": 61}, "less than or equal to 60"),
    ("trace", {"name": "anthropix"}, "most like it: anthropic"),
    ("trace", {"name": "market_size", "row_key": "nothing"}, "keys most like it"),
    ("contradictions", {"severity": "grave"}, "Input should be"),
    ("find_figures", {"text": "7" * 200_001}, "at most 200000 characters"),
    ("audit_text", {"text": ""}, "text"),
    ("audit_text", {"text": TABLE * 400, "form": "md", "seconds": 0.5}, "stopped after 0.5 seconds"),
]


@pytest.fixture(scope="module")
def place(root, warehouse):
    return environment(root)


def answered(calls, place):
    """What the server answers, read as JSON."""
    found = []
    for refused, said in answers(calls, place):
        assert not refused, said
        found.append(json.loads(said))
    return found


def test_an_agent_finds_the_tools_and_the_marts(place, warehouse):
    async def talk(agent):
        return agent.instructions, (await agent.list_tools()).tools, await agent.call_tool("list_marts", {})

    instructions, tools, marts = conversation(talk, place)
    assert "list_marts" in instructions
    named = {tool.name: tool for tool in tools}
    assert set(named) == {"list_marts", "describe_mart", "query", "trace", "contradictions", "find_figures", "audit_text"}
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert set(named["query"].input_schema["properties"]) == {"sql", "max_rows", "seconds"}
    assert [mart["name"] for mart in json.loads(marts.content[0].text)] == [mart.name for mart in read_catalog(warehouse)]
    (described,) = answered([("describe_mart", {"mart": "market_size"})], place)
    assert described["key"][0] == "report_id"
    assert [column["name"] for column in described["columns"]] == [
        row[0] for row in warehouse.execute("describe marts.market_size").fetchall()
    ]


def test_queries_traces_and_conflicts_are_those_of_the_commands(place, warehouse):
    conflict, subject, name = warehouse.execute("""
        select conflict.contradiction_id, figure.subject_id, figure.subject_name
        from marts.contradictions as conflict, marts.observations as figure
        where list_contains(conflict.observation_ids, figure.observation_id) and conflict.severity = 'hard' order by all limit 1
    """).fetchone()
    exact, cut, by_id, by_name, places, cell, subjects = answered(
        [
            ("query", {"sql": "select 12345678901234567890.12::decimal(38, 2) as amount"}),
            ("query", {"sql": "from range(10)", "max_rows": 2}),
            ("contradictions", {"subject": subject, "severity": "hard", "max_rows": 1000}),
            ("contradictions", {"subject": name.upper(), "severity": "hard", "max_rows": 1000}),
            ("trace", {"name": conflict}),
            ("trace", {"name": "contradictions", "row_key": conflict}),
            ("trace", {"name": "openai"}),
        ],
        place,
    )
    assert cut == {"rows": [{"range": 0}, {"range": 1}], "remarks": "only the first 2 rows are shown"}
    assert exact["rows"] == [{"amount": 12345678901234567890.12}] and exact["remarks"] == ""
    assert conflict in {row["contradiction_id"] for row in by_id["rows"]} and by_id == by_name
    assert len(places) > 0 and {each["observation_id"] for each in cell} <= {each["observation_id"] for each in places}
    traced = subprocess.run([*CLAIMHOUSE, "trace", conflict], env=place, capture_output=True, text=True).stdout
    for each in places:
        assert f"line {each['line']}: {each['printed']}  ->" in traced
    assert None in {each["bound_high"] for each in subjects}


def test_texts_are_read_as_the_commands_read_them(place, tmp_path):
    sentence = "Revenue exceeded $4.2 billion in 2025, up 12%."
    figures, audited = answered([("find_figures", {"text": sentence}), ("audit_text", {"text": TABLE, "form": "md"})], place)
    done = subprocess.run([*CLAIMHOUSE, "figures", "--format", "json"], input=sentence, env=place, capture_output=True, text=True)
    assert figures == json.loads(done.stdout) and figures[0]["high"] is None
    (tmp_path / "text.md").write_text(TABLE)
    done = subprocess.run([*CLAIMHOUSE, "audit", "text.md", "--format", "json"], cwd=tmp_path, env=place, capture_output=True, text=True)
    findings = json.loads(done.stdout.replace("text.md", "text"))["findings"]
    assert [finding["verdict"] for finding in findings] == ["contradicted"]
    assert [finding["statement"] for finding in audited["findings"]] == [finding["statement"] for finding in findings]
    assert audited["figures"] == 8


def test_what_is_refused_says_why_and_the_server_goes_on(place):
    calls = [(tool, arguments) for tool, arguments, _ in REFUSED]
    *refused, (failed, last) = answers([*calls, ("query", {"sql": "select 1 as one"})], place)
    for (tool, arguments, expected), (is_error, said) in zip(REFUSED, refused, strict=True):
        assert is_error and expected in said and "Traceback" not in said, (tool, str(arguments)[:80], said[:500])
    assert not failed and json.loads(last)["rows"] == [{"one": 1}]


def test_without_its_packages_the_command_names_them(place):
    program = "import sys; sys.modules['mcp'] = None; sys.argv = ['claimhouse', 'mcp']; from claimhouse.cli import app; app()"
    done = subprocess.run([sys.executable, "-c", program], env=place, capture_output=True, text=True)
    assert done.returncode == 2 and "pip install --no-deps --require-hashes -r requirements/mcp.lock" in done.stderr, done.stderr


def test_without_a_published_build_the_tools_say_so(place, tmp_path):
    ((refused, said),) = answers([("query", {"sql": "select 1"})], place | {"CLAIMHOUSE_PROJECT": str(tmp_path)})
    assert refused and "warehouse" in said, said

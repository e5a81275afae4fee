"""What the marts say of themselves: names, dates, middles and keys, sentences of conflicts, and what a verdict is worth."""

import math
import re

import pytest

from claimhouse.catalog import read_catalog

# What these ids name is no row of a register, or stands in the row itself.
UNNAMED = re.compile(r"(report|observation|relation|contradiction|implied|thing|source|table)_id$|^other_|^volume_metric_id$")
MARTS = ("checks", "lineage")  # they describe the others
CHANGES = ("gap_mid", "revision_mid", "hit_rate_mid")  # differences and rates of the marts over reports have a point of their own


@pytest.fixture(scope="module")
def marts(warehouse):
    return [mart for mart in read_catalog(warehouse) if mart.name not in MARTS]


def test_every_mart_has_names_dates_middles_and_keys(marts, warehouse):
    lacking = []
    for mart in marts:
        columns = {column.name for column in mart.columns}
        wanted = {"row_key"}
        wanted |= {f"{column[:-3]}_name" for column in columns if column.endswith("_id") and not UNNAMED.search(column)}
        wanted |= {f"{column[:-3]}mid" for column in columns if re.search(r"(^|_)low$", column) and f"{column[:-3]}high" in columns}
        if "period_id" in columns or "year" in columns:
            wanted |= {"period_start", "period_end", "year"}
        if mart.name.startswith("dim_"):  # the name of what it describes is `name`
            wanted -= {f"{column[:-3]}_name" for column in mart.key}
        lacking += [f"{mart.name}.{name}" for name in sorted(wanted - columns) if not name.endswith(CHANGES)]
    assert lacking == []


def test_row_keys_are_unique_and_join_lineage(marts, warehouse):
    for mart in marts:
        report = "report_id, " if "report_id" in {column.name for column in mart.columns} else ""
        rows, keys = warehouse.execute(f"select count(*), count(distinct ({report}row_key)) from marts.{mart.name}").fetchone()
        assert rows == keys, mart.name
        lost = f"select count(*) from marts.lineage anti join marts.{mart.name} using ({report}row_key) where mart = '{mart.name}'"
        assert warehouse.execute(lost).fetchone() == (0,), mart.name


def test_names_and_middles_are_those_of_their_columns(marts, warehouse):
    for mart in marts:
        columns = {column.name for column in mart.columns}
        for name in columns:
            if name.endswith("mid"):
                low, high = f"{name[:-3]}low", f"{name[:-3]}high"
                wrong = f"({name} is null) <> ({low} is null or {high} is null) or abs({name} - ({low} + {high}) / 2) > 0.000002"
                assert warehouse.execute(f"select count(*) from marts.{mart.name} where {wrong}").fetchone() == (0,), (mart.name, name)
            if name.endswith("_name") and f"{name[:-5]}_id" in columns:
                wrong = f"({name} is null) <> ({name[:-5]}_id is null)"
                assert warehouse.execute(f"select count(*) from marts.{mart.name} where {wrong}").fetchone() == (0,), (mart.name, name)


def test_a_statement_has_both_figures_and_places(warehouse):
    rows = warehouse.execute("""
        select c.contradiction_id, c.statement, list({'line': o.line, 'printed': o.printed}), any_value(r.statement)
        from marts.contradictions as c
        left join marts.relation_audit as r on c.report_id = r.report_id and c.relation_id = r.relation_id
        inner join marts.observations as o on list_contains(coalesce(r.observation_ids, c.observation_ids), o.observation_id)
        group by all
    """).fetchall()
    assert len(rows) > 60
    for name, statement, figures, of_relation in rows:
        assert of_relation in (None, statement)
        named = set(re.findall(r"\d+", " ".join(re.findall(r"[Ll]ines? [\d, and]+", statement))))
        found = [each for each in figures if f"“{each['printed']}”" in statement and str(each["line"]) in named]
        assert len(found) >= min(2, len(figures)), (name, statement)
        assert statement[0].isupper() and statement.endswith("."), name


def test_a_conflict_found_by_reading_says_what_each_line_claims(warehouse):
    rows = warehouse.execute("select contradiction_id, statement, lines from marts.contradictions where detected_by = 'curated'").fetchall()
    assert rows
    for name, statement, lines in rows:
        assert not {str(line) for line in lines} - set(re.findall(r"\d+", statement)), (name, statement)


def test_a_title_is_short_and_says_nothing_that_its_sentence_does_not(warehouse):
    rows = warehouse.execute("select contradiction_id, summary, statement from marts.contradictions").fetchall()
    for name, title, statement in rows:
        assert len(title) < min(260, len(statement)), (name, title)
        assert not [words for words in re.findall("“(.*?)”", title) if words not in statement], (name, title)
        assert not set(re.findall(r"[Ll]ines? (\d+)", title)) - set(re.findall(r"\d+", statement)), (name, title)


def test_the_words_that_name_a_period_stand_on_its_line(warehouse, source):
    lines = dict(enumerate(source.read_text(encoding="utf-8").splitlines(), start=1))
    rows = warehouse.execute("select line, note from seeds.stated_periods where report_id = 'cai2026'").fetchall()
    assert rows
    for line, note in rows:
        assert [words for words in re.findall("“(.*?)”", note) if words in lines[int(line)]], (line, note)


def test_conflicts_rank_by_severity_materiality_and_gap(warehouse):
    rows = warehouse.execute("""
        select severity <> 'hard', list_position(['high', 'medium', 'low'], materiality), -coalesce(relative_gap, 0)
        from marts.contradictions where report_id = 'cai2026' order by severity_rank
    """).fetchall()
    assert rows == sorted(rows) and {row[1] for row in rows} == {1, 2, 3}
    counts = "select count(*) from marts.contradictions where materiality = 'high' and (kind = 'count' or observation_ids = [])"
    assert warehouse.execute(counts).fetchone() == (0,)
    for metric in ("revenue", "market_size", "shipments"):
        found = f"select distinct materiality from marts.contradictions where metric_id = '{metric}'"
        assert warehouse.execute(found).fetchall() == [("high",)], metric


def test_power_is_the_share_of_drawn_figures_that_are_caught(warehouse):
    """The same chance by counting: a thousand figures drawn evenly from the range, each compared as the verdict compares it."""
    rows = warehouse.execute("""
        select comparison, cast(computed_low as double), cast(computed_high as double),
            cast(stated_low as double), cast(stated_high as double), cast(power as double)
        from marts.relation_audit where power is not null
    """).fetchall()
    assert len(rows) > 300
    for comparison, c_low, c_high, low, high, power in rows:
        sign = -1 if (high if low is None else low) + (low if high is None else high) < 0 else 1
        if sign < 0:
            c_low, c_high = (None if c_high is None else -c_high), (None if c_low is None else -c_low)
            low, high = (None if high is None else -high), (None if low is None else -low)
            comparison = {"at_most": "at_least", "at_least": "at_most"}.get(comparison, comparison)
        middle = ((low if low is not None else high) + (high if high is not None else low)) / 2
        least = 10 ** math.floor(math.log10(middle) + 1e-12)
        half = 0.5 if low == high and low == math.floor(low) else 0 if None in (low, high) else (high - low) / 2
        caught = 0
        for number in range(1000):
            drawn = least + 9 * least * (number + 0.5) / 1000
            # "at most": what is computed is at most what is stated
            above = comparison != "at_most" and low is not None and c_high is not None and drawn - half > c_high
            below = comparison != "at_least" and high is not None and c_low is not None and drawn + half < c_low
            caught += above or below
        assert abs(caught / 1000 - power) <= 0.0021, (comparison, c_low, c_high, low, high, power)

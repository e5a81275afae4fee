"""Made-up further reports for benchmarks and tests: copies of the real one without its conflicts, and a known number of new ones."""

from __future__ import annotations

from pathlib import Path

import duckdb

from claimhouse.seeds import expected_columns

# Each kind of planted conflict as the figures of one report that make it: subject, metric, period, printed, unit. The first
# figure names the relation; no other figure of the copies is about the same subject and metric.
PLANTED = {
    "restatement": [("google", "revenue", "2022", "$12", "USD"), ("google", "revenue", "2022", "$10", "USD")],
    "growth_triad": [
        ("tencent", "revenue_growth", "2024", "80", "percent"),
        ("tencent", "revenue", "2024", "RMB 150", "CNY"),
        ("tencent", "revenue", "2023", "RMB 100", "CNY"),
    ],
    "part_of_whole": [("ai_glasses", "shipments", "2023", "30", "units"), ("smart_glasses", "shipments", "2023", "20", "units")],
    "range_of_share": [("rag", "adoption_rate", "2023", "130", "percent")],
    "event_date": [
        ("manus", "acquisition_date", "2025-05", "May 2025", "date"),
        ("manus", "acquisition_date", "2025-03", "March 2025", "date"),
    ],
}


# One report in ten prints one of these things, which no other figure of the copies is about, and one of these readings of it, no two of
# which can both hold.
SHARED_YEARS = ("2006", "2018", "2022", "2023", "2024", "2025")
READINGS = ("$20", "$22", "$24")


def make_reports(folder: Path, reports: int, project: Path, form: str = "parquet", first: int = 0) -> int:
    """Writes `reports` further reports, numbered from `first`, for `claimhouse build --bulk` and returns the number of their observations.

    Every figure of the real report is copied but those on a subject and metric that take part in a conflict of the published
    warehouse. Money is moved by a power of ten that all of a report share, so that its relations stay as they are. Of ten
    reports five carry one planted conflict each, one of each kind, and one prints a thing of SHARED_YEARS.
    """
    columns = expected_columns(project)["observations"]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{project / 'warehouse' / 'claimhouse.duckdb'}' as claimhouse (read_only)")
        families = [row[0] for row in connection.execute("select distinct family from claimhouse.marts.observations").fetchall()]
        copies = " union all ".join(f"select '{family}' as family, * from claimhouse.seeds.{family}_observations" for family in families)
        connection.execute(f"""
            create table made as select 'r' || lpad(cast(range as varchar), 6, '0') as report_id, range as number
                from range({first}, {first + reports});
            create table planted (kind varchar, place integer, subject_id varchar, metric_id varchar, period_id varchar, printed varchar,
                unit varchar);
            create table conflicts as select unnest(observation_ids) as observation_id from claimhouse.marts.relation_audit
                where verdict in ('contradicted', 'strained');
            create table copies as from ({copies}) where coalesce(cast(unit_mult as integer), 0) <= 10
                and (subject_id, metric_id) not in (select (subject_id, metric_id) from ({copies})
                    where observation_id in (select observation_id from conflicts))
        """)
        connection.executemany(
            "insert into planted values (?, ?, ?, ?, ?, ?, ?)",
            [(kind, place, *figure) for kind, figures in PLANTED.items() for place, figure in enumerate(figures)],
        )
        connection.execute("delete from copies where (subject_id, metric_id) in (select (subject_id, metric_id) from planted)")
        connection.execute(f"""
            create table added as
                select report_id, 460 - place as line, subject_id, metric_id, period_id, printed, unit
                    from made inner join (select *, dense_rank() over (order by kind) - 1 as turn from planted) on number % 10 = turn
                union all
                select report_id, 460, 'google', 'net_profit', {list(SHARED_YEARS)}[number // 10 % {len(SHARED_YEARS)} + 1],
                    {list(READINGS)}[number // {10 * len(SHARED_YEARS)} % {len(READINGS)} + 1], 'USD'
                    from made where number % 10 = {len(PLANTED)}
        """)
        tables = {
            "reports": "select report_id, 'Made up' as title, '2026-06' as as_of, null as source_sha256, '470' as source_lines from made",
            "sections": "select made.report_id, sections.* exclude (report_id) replace (null as number)"
            " from made cross join claimhouse.seeds.sections",
            "observations": """
                select copies.* exclude (report_id, observation_id, unit_mult, parse_note), made.report_id,
                    made.report_id || '.' || observation_id as observation_id,
                    if(moved = 0, unit_mult, cast(cast(unit_mult as integer) + moved as varchar)) as unit_mult,
                    case when moved = 0 then parse_note
                        when parse_note is null then 'unit_mult=' || (cast(unit_mult as integer) + moved) || ': made up'
                        else 'unit_mult=' || (cast(unit_mult as integer) + moved) || ' ' || parse_note end as parse_note
                from made cross join copies inner join claimhouse.seeds.metrics on copies.metric_id = metrics.metric_id
                cross join lateral (select if(quantity_kind = 'money' and cast(unit_mult as integer) >= 3, number % 3, 0) as moved)
                union all by name
                select 'landscape' as family, report_id, cast(line as varchar) as line, printed, subject_id, metric_id, period_id,
                    report_id || '.' || concat_ws('-', subject_id, metric_id, period_id, 'l' || line) as observation_id,
                    if(unit = 'date', printed, period_id) as period_printed,
                    if(unit = 'date', null, regexp_extract(printed, '[0-9]+')) as low, low as high,
                    if(unit = 'date', null, '0') as unit_mult, unit, 'exact' as qualifier, 'A' as obs_status
                from added
            """,
        }
        folder.mkdir(parents=True, exist_ok=True)
        for name, query in tables.items():
            written = ", ".join(["family", *columns]) if name == "observations" else "*"
            connection.execute(
                f"copy (select {written} from ({query}) order by report_id) to '{folder / name}.{form}'"
                f" ({'format parquet' if form == 'parquet' else 'header'})"
            )
        return connection.execute(f"select count(*) from '{folder}/observations.{form}'").fetchone()[0]


def planted_relations(reports: int) -> set[tuple[str, str]]:
    """Report and rule of every conflict that `make_reports` plants."""
    return {(f"r{number:06d}", kind) for number in range(reports) for turn, kind in enumerate(sorted(PLANTED)) if number % 10 == turn}


def planted_disagreements(reports: int) -> set[tuple[str, str, str]]:
    """Thing and the first reports of both readings of every disagreement that `make_reports` plants, the lower reading first."""
    first: dict[str, dict[int, str]] = {}
    for turn, number in enumerate(range(len(PLANTED), reports, 10)):
        year, reading = SHARED_YEARS[turn % len(SHARED_YEARS)], turn // len(SHARED_YEARS) % len(READINGS)
        first.setdefault(f"google|net_profit|||{year}|USD", {}).setdefault(reading, f"r{number:06d}")
    return {
        (thing, readings[low], readings[high]) for thing, readings in first.items() for low in readings for high in readings if low < high
    }


def disagreements_query() -> str:
    return "select thing_id, report_id, other_report_id from marts.source_disagreements where thing_id like 'google|net_profit|%'"

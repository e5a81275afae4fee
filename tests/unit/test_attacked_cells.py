"""Cells with which tables were attacked, and what the user reads: none is taken for something else, and what cannot be built is named."""

import re

import pytest
from test_bad_input import REFERENCE, ROWS

from claimhouse.check.folder import check_rows, seed_problems
from claimhouse.check.keys import FREE, referenced
from claimhouse.check.source import check_source
from claimhouse.rules import KEYS, MARTS, PRIMARY_KEYS, ROLES, is_id
from claimhouse.seeds import Seed, expected_columns

DOLLARS = next(row for row in ROWS if row["unit"] == "USD" and row["qualifier"] == "exact" and not row["parse_note"])
UNITS = next(row for row in ROWS if row["printed"] == "147 million")
DAY = "expected a day from 1900-01-01 to 2100-12-31 such as 2025-06-30, without a time"


def figure(printed, low, high, power="9", qualifier="exact"):
    return {"printed": printed, "low": low, "high": high, "unit_mult": power, "qualifier": qualifier}


@pytest.mark.parametrize(
    ("row", "cells", "said"),
    [
        (UNITS, {"low": "14", "high": "14"}, "low: '14': expected '147' as in '147 million'"),
        (UNITS, {"unit_mult": "12"}, "unit_mult: '12': expected '6' as in '147 million'"),
        (UNITS, {"printed": "below 147 million"}, "qualifier: 'exact': expected 'lt' as in 'below 147 million'"),
        (DOLLARS, figure("no more than five billion dollars", "", "5", qualifier="le"), None),
        (
            DOLLARS,
            figure("no more than five billion dollars", "5", "", qualifier="ge"),
            "expected '5' as in 'no more than five billion dollars'",
        ),
        (DOLLARS, figure("$1\u202f250 million", "1250", "1250", "6"), None),
        (DOLLARS, figure("$1\u202f250 million", "1", "1", "0"), "expected '1250' as in"),
        (DOLLARS, figure("$4,44 billion", "4.44", "4.44"), None),
        (DOLLARS, figure("$4,44 billion", "444", "444"), "expected '4.44' as in '$4,44 billion'"),
        (DOLLARS, figure("\u2212$3 billion", "-3", "-3"), None),
        (DOLLARS, figure("\u2212$3 billion", "3", "3"), "expected '-3' as in"),
        (
            UNITS,
            figure("147,123,456,789,012,345.6", "147123456789012345.6", "147123456789012345.6", "0"),
            "at most 12 before and 6 behind the point",
        ),
        (UNITS, figure("1/3 billion", "1/3", "1/3"), "expected 0 where low or high is a fraction"),
        (UNITS, {"high": "", "parse_note": "high=: the rest is open"}, "high: '': expected a value, as the qualifier 'exact' has this end"),
        (UNITS, {"low": "", "parse_note": "low=: the rest is open"}, "low: '': expected a value, as the qualifier 'exact' has this end"),
        (UNITS, {"qualifier": "gt", "parse_note": "qualifier=gt: more"}, "high: '147': expected no value, as the qualifier 'gt' leaves"),
        (UNITS, figure("1 trillion trillion", "1", "1", "24"), "expected a power of ten: -2, or 0 to 12"),
    ],
)
def test_a_figure_is_read_as_it_is_printed(row, cells, said):
    found = [str(problem) for problem in check_rows([Seed("any", "any.csv", [row | cells], [2])], REFERENCE) if problem.file == "any.csv"]
    assert any(said in problem for problem in found) if said else found == [], found


PERIODS = [
    ({"period_start": "1899-01-01"}, DAY),
    ({"period_start": "0001-01-01"}, DAY),
    ({"period_start": "0000-01-01"}, DAY),
    ({"period_end": "2025/12/31"}, DAY),
    ({"period_end": "10000-12-31"}, DAY),
    ({"period_end": "2025-12-31T12:00"}, DAY),
    ({"period_end": "2025-02-29"}, "expected a day of the calendar"),
    ({"period_end": "2024-12-31"}, "expected a day not before 2025-01-01, the first day of the period"),
    ({"year": "1899"}, "year: '1899': expected a year from 1900 to 2100"),
    ({"year": "10000"}, "expected a year from 1900 to 2100"),
    ({"period_end": ""}, "period_end: '': expected a day: the first one is there"),
    ({"period_end": "", "calendar": "calendar"}, "period_end: '': expected a day: the calendar has it"),
    ({"period_start": "", "period_end": "", "calendar": "calendar"}, "period_start: '': expected a day: the calendar has it"),
    ({"period_start": "", "period_end": ""}, None),
    ({"period_end": "2025-03-31"}, "period_type: 'year': expected a period_type that 90 days can be: a year has 350 to 378"),
    ({"period_type": "day"}, "a day has 1 to 1"),
    ({"period_type": ""}, "period_type: '': expected a value"),
    ({"period_type": "interval", "period_end": "2025-03-31"}, None),
    ({"year": "2024"}, "year: '2024': expected 2025, the year of the days"),
    ({"calendar": "nobody"}, "calendar: 'nobody': expected a known firm, calendar or unstated"),
    ({"part_of_period_id": "odd"}, "part_of_period_id: 'odd': expected an id that does not lead back to its own row, as odd - odd does"),
    ({"prior_period_id": "odd"}, "[chain_has_an_end]"),
    ({"part_of_period_id": "2024"}, "part_of_period_id: '2024': expected a period that holds 2025-01-01 to 2025-12-31"),
    ({"prior_period_id": "2026"}, "prior_period_id: '2026': expected a year that ends before 2025-12-31"),
    ({"prior_period_id": "2024"}, None),
]
SUBJECTS = [
    ({"subject_id": "acme "}, "expected text that neither begins nor ends with a space"),
    ({"subject_id": "ac\u200bme"}, "expected text without U+200B ZERO WIDTH SPACE"),
    ({"subject_id": "\u0430cme"}, "not U+0430 CYRILLIC SMALL LETTER A"),
    ({"subject_id": "\u043epenai"}, "expected an id that differs from 'openai' in more than case, separators and look-alikes"),
    ({"subject_id": "OpenAI"}, "expected an id that differs from 'openai' in more than case, separators and look-alikes"),
    ({"subject_id": "0penai"}, "expected an id that differs from 'openai' in more than case, separators and look-alikes"),
    ({"subject_id": "a\tb"}, "expected text without U+0009"),
    ({"subject_id": "a\nb"}, "expected text without U+000A"),
    ({"subject_id": "<b>a</b>"}, "not U+003C LESS-THAN SIGN"),
    ({"subject_id": "../../etc"}, "joined by single . _ - or /, at most 120 characters"),
    ({"subject_id": "-acme"}, "joined by single . _ - or /, at most 120 characters"),
    ({"subject_id": "acme\ufffe"}, "expected text without U+FFFE"),
    ({"name": "Acme\ufffe"}, "expected text without U+FFFE"),
    ({"name": "Cafe\u0301"}, "expected composed characters (Unicode NFC)"),
    ({"name": "\u041epenAI"}, "not U+041E CYRILLIC CAPITAL LETTER O among Latin letters"),
    ({"name": "Acme\u202e"}, "expected text without U+202E RIGHT-TO-LEFT OVERRIDE"),
]
SOUND = {
    "periods": {"period_id": "odd", "name": "Odd", "period_type": "year", "period_start": "2025-01-01", "period_end": "2025-12-31"}
    | {"calendar": "unstated"},
    "subjects": {"subject_id": "acme_x", "name": "Acme X", "subject_type": "company"},
}


@pytest.mark.parametrize(
    ("register", "cells", "said"),
    [("periods", {}, None), ("subjects", {}, None)] + [("periods", *case) for case in PERIODS] + [("subjects", *case) for case in SUBJECTS],
)
def test_periods_ids_and_names_have_one_form(register, cells, said):
    own = REFERENCE[register]
    row = dict.fromkeys(own.rows[0], "") | SOUND[register] | cells
    changed = Seed(own.name, own.file, [*own.rows, row], list(range(2, len(own.rows) + 3)))
    found = [str(problem) for problem in check_rows([], REFERENCE | {register: changed}) if problem.file == own.file]
    found = [problem for problem in found if f"{own.file}:{len(own.rows) + 2}: " in problem]
    assert any(said in problem for problem in found) if said else found == [], found


OUTSIDE = {"to_observation_id": "", "from_observation_id": ""}  # a rate that the report does not print
WORDS = [
    ("declared_relations", {"comparison": "at_lest"}, "comparison: 'at_lest': expected one of equal, at_least, at_most"),
    ("declared_relations", {"comparison": "At_most"}, "expected one of equal, at_least, at_most"),
    ("declared_relations", {"kind": "summ"}, "kind: 'summ': expected one of sum, product,"),
    ("declared_terms", {"role": "sated"}, "role: 'sated': expected one of"),
    ("metric_identities", {"severity": "heavy"}, "severity: 'heavy': expected one of hard, soft"),
    (
        "metrics",
        {"unit": "percentage_points", "quantity_kind": "percent", "growth_of_metric_id": "revenue"},
        "unit: 'percentage_points': expected percent, as revenue is no metric in percent",
    ),
    ("metrics", {"additive": "maybe"}, "additive: 'maybe': expected one of yes, no, across"),
    ("metrics", {"quantity_kind": "counts"}, "quantity_kind: 'counts': expected one of"),
    ("metrics", {"growth_over": "year"}, "growth_over: 'year': expected one of previous, year_ago"),
    ("periods", {"period_type": "quarters"}, "period_type: 'quarters': expected one of"),
    ("reports", {"published_on": "2026-01-01", "withdrawn_on": "2026-02-30"}, "withdrawn_on: '2026-02-30': expected a day of the calendar"),
    ("exchange_rates", {"source": "bank", "rate_low": "1e5", "rate_high": "100001"}, "rate_low: '1e5': expected a number above 0"),
    ("exchange_rates", {"source": "bank", "rate_low": "-7", "rate_high": "7"}, "rate_low: '-7': expected a number above 0"),
    ("exchange_rates", {"source": "bank", "rate_low": "0.00", "rate_high": "7"}, "rate_low: '0.00': expected a number above 0"),
    ("exchange_rates", {"source": "bank", "rate_low": "7.2", "rate_high": "7.1"} | OUTSIDE, "[rate_has_its_ends]"),
    ("exchange_rates", {"source": "bank", "rate_low": "7.2"} | OUTSIDE, "[rate_has_its_ends]"),
    ("exchange_rates", {"rate_low": "7.1", "rate_high": "7.2"} | OUTSIDE, "[rate_has_its_ends]"),
    (
        "exchange_rates",
        {"source": "bank", "rate_low": "7", "rate_high": "8", "source_date": "2026-02-30"},
        "expected a day of the calendar",
    ),
    ("exchange_rates", {"source": "bank", "rate_low": "7", "rate_high": "8", "source_date": "yesterday"}, DAY),
    ("exchange_rates", {"source": "bank", "rate_low": "7.1", "rate_high": "7.2", "source_date": "2026-01-31"} | OUTSIDE, None),
    ("exchange_rates", {"source": "bank", "rate_low": "7.1", "rate_high": "7.2"}, "[rate_has_its_ends]"),
    ("exchange_rates", {"rate_low": "7.1"}, "[rate_has_its_ends]"),
    ("declared_terms", {"relation_id": ""}, "relation_id: '': expected a value"),
    ("precedences", {"later_metric_id": ""}, "later_metric_id: '': expected a value"),
    ("scope_constraints", {"subject_id": "", "subject_type": ""}, "subject_type: '': expected a value"),
    ("usage_warnings", {"counts": ""}, "counts: '': expected a value"),
    ("concentration_markets", {"firms_count": "0"}, "firms_count: '0': expected a whole number from 1"),
    ("companies", {"tier": "4"}, "tier: '4': expected one of 1, 2, 3"),
    ("companies", {"home_city": ";"}, "home_city: ';': expected a known geography_id"),
    ("metrics", {"is_cost": "maybe"}, "is_cost: 'maybe': expected yes or no"),
    ("reports", {"withdrawn_on": "2026-05-31"}, "withdrawn_on: '2026-05-31': expected a day not before 2026-06"),
    ("subjects", {"subject_type": "a;b"}, "subject_type: 'a;b': expected small letters"),
    ("excluded_tokens", {"text": "many"}, "text: 'many': expected a number as its line prints it"),
    ("units", {"dimension": "count"}, "factor: '': expected a value"),
    ("list_members", {"list_id": "nothing"}, "list_id: 'nothing': expected a known subject_id"),
    ("period_labels", {"calendar": ""}, "calendar: '': expected a value"),
    ("declared_terms", {"weight": "0"}, "weight: '0': expected a number above 0"),
    ("declared_terms", {"weight": "0.000"}, "[weight_form]"),
    ("declared_terms", {"weight": "-1"}, "weight: '-1': expected a number above 0 such as 0.01 or 12"),
    ("declared_terms", {"weight": "-999999999999"}, "[weight_form]"),
    ("declared_terms", {"weight": "1000000"}, "at most 6 digits before and 6 behind the point"),
    ("declared_terms", {"observation_id": ""}, "expected an observation or a constant, not both"),
    ("declared_terms", {"constant": "5"}, "expected an observation or a constant, not both"),
    ("declared_terms", {"role": "denominator"}, "role: 'denominator': expected one of left, stated, the roles of kind order"),
    ("declared_relations", {"kind": "ratio"}, "expected terms in the role numerator and denominator of kind ratio"),
    ("metric_identities", {"kind": "ratio"}, "kind: 'ratio': expected one of sum, product"),
    ("metric_identities", {"kind": "product"}, "[identity_agrees]"),
    ("metric_identities", {"role": "reference"}, "role: 'reference': expected one of stated, add, subtract, left, right"),
    ("metric_identities", {"basis": "before"}, "basis: 'before': expected one of previous, year_ago"),
    ("metrics", {"upper_limit": "-5"}, "upper_limit: '-5': expected a number above 0"),
    ("metrics", {"marts": "market_sizes"}, "marts: 'market_sizes': expected one or more of chip_shares,"),
    ("metrics", {"marts": "usage_metrics;"}, "[mart_is_known]"),
    ("metrics", {"growth_of_metric_id": "accumulation_period"}, "[chain_has_an_end]"),
    ("metrics", {"ceiling_metric_id": "accumulation_period"}, "as accumulation_period - accumulation_period does"),
    ("qualifiers", {"side": "above it"}, "side: 'above it': expected one of below, above"),
    ("units", {"kind": "foo"}, "kind: 'foo': expected one of currency, count, size,"),
    ("units", {"factor": "0"}, "factor: '0': expected a number above 0"),
    ("units", {"factor": "-1"}, "factor: '-1': expected a number above 0"),
    ("units", {"dimension": "curency", "factor": "100"}, "expected a dimension in which a unit of factor 1 is registered"),
    ("companies", {"layer": "compute_power"}, "layer: 'compute_power': expected one of foundation_model,"),
    ("companies", {"home_country": "China"}, "home_country: 'China': expected two capital letters"),
    ("companies", {"home_city": "bejing"}, "home_city: 'bejing': expected a known geography_id"),
    ("curated_contradictions", {"kind": "logical"}, "kind: 'logical': expected one of numeric, date,"),
    ("curated_contradictions", {"lines": "105;471"}, "lines: '105;471': expected at most 470"),
    ("asserted_orders", {"line": "471"}, "line: '471': expected at most 470"),
    ("asserted_orders", {"greater_period_id": "2025"}, "[pair_differs]"),
    ("precedences", {"later_subject_id": "deepseek_r1"}, "later_subject_id: 'deepseek_r1': expected another than earlier_subject_id"),
    ("ratio_levels", {"level_metric_id": "price_ratio"}, "[chain_has_an_end]"),
    ("subjects", {"parent_subject_id": "openai"}, "parent_subject_id: 'openai': expected an id that does not lead back to its own row"),
    ("subjects", {"parent_subject_id": "chatgpt"}, "as chatgpt - openai - chatgpt does"),
    ("subjects", {"subject_type": "compnay"}, "subject_type: 'compnay': expected another word than one that is nearly 'company'"),
    ("subjects", {"subject_type": "mine"}, None),
    ("subjects", {"subject_type": ""}, "subject_type: '': expected a value"),
    ("geographies", {"parent_geography_id": "beijing"}, "[chain_has_an_end]"),
    ("scopes", {"parent_scope_id": "narrow"}, "as narrow - narrow does"),
    ("group_members", {"member_id": "china_internet_giants"}, "[chain_has_an_end]"),
    ("group_members", {"member_id": "nobody"}, "member_id: 'nobody': expected a known subject_id"),
    ("list_members", {"member_id": "opnai"}, "member_id: 'opnai': expected another word than one that is nearly 'openai'"),
    ("list_members", {"list_id": "ai_entities_top_ten", "member_id": "nobody"}, "[member_is_registered]"),
    ("list_members", {"list_id": "medium_scope_content", "member_id": "nobody"}, "[member_is_registered]"),
    ("list_members", {"member_id": "what_nothing_measures"}, None),
    ("aliases", {"id": "revenues"}, "id: 'revenues': expected a known metric_id"),
    ("aliases", {"register": "metric"}, "register: 'metric': expected one of subjects,"),
    ("excluded_tokens", {"reason": "period_lable"}, "reason: 'period_lable': expected another word than one that is nearly 'period_label'"),
    ("excluded_tokens", {"reason": ""}, "reason: '': expected a value"),
    ("period_labels", {"calendar": "nvidai"}, "calendar: 'nvidai': expected a known firm, calendar or unstated"),
    ("reports", {"url": "javascript:alert(1)"}, "url: 'javascript:alert(1)': expected an address that begins with http:// or https://"),
    ("reports", {"url": "https://example.org/a b"}, "[url_form]"),
    ("reports", {"url": "https://example.org/a?b=c#d"}, None),
    ("reports", {"source_sha256": "76c9"}, "source_sha256: '76c9': expected 64 digits of a SHA-256"),
    ("reports", {"edition_of": "nothing"}, "edition_of: 'nothing': expected another report that is there"),
    ("reports", {"edition_of": "cai2026"}, "as cai2026 - cai2026 does"),
    ("ratio_levels", {"level_metric_id": "price_output_tokens"}, "[key_is_unique]"),
]


@pytest.mark.parametrize(("table", "cells", "said"), WORDS)
def test_words_days_and_rates_of_registers_have_one_form(table, cells, said):
    seed = REFERENCE[table]
    changed = Seed(seed.name, seed.file, [seed.rows[0] | cells, *seed.rows[1:]], seed.lines)
    # without observations what names one is unknown, and tokens are not counted
    unseen = ("a known observation_id", "[tokens_are_complete]", "[observations_are_complete]", "[declaration_has_figures]")
    found = [str(problem) for problem in seed_problems([], REFERENCE | {table: changed}) if problem.file.startswith("reference/")]
    found = [problem for problem in found if not any(one in problem for one in unseen)]
    assert any(said in problem for problem in found) if said else found == [], found


CUT = [
    ("147 million", "sold 147 million units", True),
    ("147", "sold 147 million units", False),
    ("47 million", "sold 147 million units", False),
    ("7 million", "sold 14.7 million units", False),
    ("147", "sold 147 thousand million units", False),
    ("147,000", "sold 147,000.75 units", False),
    ("147 million", "sold 3 million units, then 147 million", True),
    ("147 million", "sold 147 million and once more 147 million thousand", True),
    ("30%", "a change of -30% in all", False),
    ("30%", "a change of \u221230% in all", False),
    ("30%", "fell 30% in all", True),
    ("$26.4 million", "a result of ($26.4 million)", False),
    ("$130 million", "sales of HK$130 million", False),
    ("$130 million", "sales of US$130 million", True),
    ("30%", "between 30% and 40% of them", True),
    ("40%", "from 30% to 40% of them", True),
    ("400G", "400G to 800G", True),
    ("27", "a mix of 27/73", True),
]


@pytest.mark.parametrize(("printed", "line", "whole"), CUT)
def test_a_figure_is_not_cut_out_of_another_one(tmp_path, printed, line, whole):
    (tmp_path / "source.txt").write_text(line)
    row = UNITS | {"printed": printed, "line": "1", "token": "", "period_line": "", "period_printed": ""}
    found = [problem.rule for problem in check_source([Seed("any", "any.csv", [row], [2])], tmp_path / "source.txt")]
    assert found == [] if whole else found == ["figure_is_whole"], found


def test_every_id_names_a_register_and_each_list_of_words_is_that_of_the_models(root):
    """A new column of ids has a register, is an id of its own table, or is listed as one that no register has."""
    columns, tables = expected_columns(root), {path.stem: path.read_text() for path in (root / "models").rglob("*.sql")}
    own = {(table, PRIMARY_KEYS[table][-1]) for table in columns if table in PRIMARY_KEYS}
    unknown = [
        (table, column)
        for table in columns.keys() - {"observations"}
        for column in columns[table]
        if (is_id(column) or column.endswith("_ids")) and column not in ("id", "relation_id")
        if not referenced(table, column, [*KEYS, "observation_id"])
        and not {column, f"{table}.{column}"} & FREE
        and (table, column) not in own
    ]
    assert unknown == []
    asked = {match for text in tables.values() for match in re.findall(r"(?:metrics|figures)_of\('([a-z_]+)'(?:, '([a-z_]+)')?\)", text)}
    assert set(MARTS) == {f"{mart}.{role}" if role else mart for mart, role in asked}
    macro = (root / "macros/relations.sql").read_text().partition("macro operand_roles()")[2].partition("endmacro")[0]
    roles = {kind: tuple(re.findall(r"'(\w+)'", words)) for kind, words in re.findall(r"'(\w+)': \[(.*?)\]", macro)}
    assert roles == {kind: words for kind, words in ROLES.items() if words != ("left",)}

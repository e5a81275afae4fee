"""Cells with which tables were attacked, and what the user reads: none is taken for something else, and what cannot be built is named."""

import pytest
from test_bad_input import REFERENCE, ROWS

from claimhouse.check import check_rows, check_source
from claimhouse.seeds import Seed

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
    ("exchange_rates", {"source": "bank", "rate_low": "7.1", "rate_high": "7.2", "source_date": "2026-01-31"}, None),
]


@pytest.mark.parametrize(("table", "cells", "said"), WORDS)
def test_words_days_and_rates_of_registers_have_one_form(table, cells, said):
    seed = REFERENCE[table]
    changed = Seed(seed.name, seed.file, [seed.rows[0] | cells, *seed.rows[1:]], seed.lines)
    found = [str(problem) for problem in check_rows([], REFERENCE | {table: changed}) if problem.file == seed.file]
    found = [problem for problem in found if "[reference_is_known]" not in problem and "[tokens_are_complete]" not in problem]
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

"""What is seen to hold without Great Expectations holds for it."""

import pytest

from claimhouse.expectations import run_suites
from claimhouse.suites import expectation, holds, results_of_holding

VALUES = {
    "texts": ["a1", "b2", None, "a1"],
    "one": ["a1"],
    "other lines": ["a1\n", "a1"],
    "empty": [None, None],
    "counts": [0, 0, 0],
    "more": [0, 3, None],
    "none": [],
}
EXPECTED = [
    ("expect_column_values_to_not_be_null", {}),
    ("expect_column_values_to_match_regex", {"regex": r"\A(?:[a-z][0-9])\Z"}),
    ("expect_column_values_to_match_regex", {"regex": "a"}),
    ("expect_column_values_to_not_match_regex", {"regex": "^b"}),
    ("expect_column_values_to_not_match_regex", {"regex": "2"}),
    ("expect_column_values_to_be_in_set", {"value_set": ["a1", "b2"]}),
    ("expect_column_values_to_be_in_set", {"value_set": ["a1"]}),
    ("expect_column_distinct_values_to_be_in_set", {"value_set": ["a1", "b2"]}),
    ("expect_column_distinct_values_to_contain_set", {"value_set": ["a1", "b2"]}),
    ("expect_column_max_to_be_between", {"max_value": 0}),
]
OF_NUMBERS = ("counts", "more")


@pytest.mark.parametrize(("kind", "words"), EXPECTED)
def test_both_say_the_same_of_a_column(kind, words):
    for name, values in VALUES.items():
        if (name in OF_NUMBERS) != ("max" in kind):
            continue
        rule = expectation(kind, "column", **words)
        failures, rows = run_suites([(name, {"column": values}, [rule])])
        assert holds(rule, values) == (not failures), (name, failures)
        assert results_of_holding([(name, {"column": values}, [rule])]) == (None if failures else rows)


def test_an_unknown_expectation_is_left_to_great_expectations():
    assert not holds(expectation("expect_column_values_to_be_unique", "column"), ["a"])
    assert not holds(expectation("expect_column_max_to_be_between", "column", max_value=0), [None])

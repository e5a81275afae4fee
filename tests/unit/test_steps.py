"""In which order the steps of a plan run, and which of them are tables."""

from claimhouse.loading.batch_steps import with_shared_tables
from claimhouse.loading.plan import chains_behind


def step(name, *reads, kind="view", schema="core"):
    return {"kind": kind, "name": name, "relation": name, "schema": schema, "reads": list(reads), "comments": [f"comment on {kind} {name}"]}


def test_chain_is_the_longest_of_those_that_begin_with_a_step():
    assert chains_behind({0: [], 1: [0], 2: [0], 3: [2], 4: [1, 3], 5: []}) == {0: 4, 1: 2, 2: 3, 3: 2, 4: 1, 5: 1}


def test_view_that_several_models_read_is_a_table():
    readers = [step(f"reader{number}", "shared", "own", kind="table") for number in range(2)]
    steps = [step("shared"), step("own", schema="staging"), step("one"), step("last", "one"), *readers, step("tests", "one", kind="test")]
    made = {each["name"]: each["kind"] for each in with_shared_tables(steps)}
    assert [name for name, kind in made.items() if kind == "view"] == ["one", "last"]
    assert with_shared_tables(steps)[0]["comments"] == ["comment on table shared"]


def test_of_many_rows_only_staging_is_a_table_for_two_readers():
    readers = [step(f"reader{number}", "own", "two", "three", "mart", kind="table") for number in range(2)]
    steps = [step("own", schema="staging"), step("two"), step("three"), step("mart", schema="marts"), *readers]
    steps.append(step("third", "three", "mart", kind="table"))
    assert [each["name"] for each in with_shared_tables(steps, many_rows=True) if each["kind"] == "view"] == ["two", "mart"]

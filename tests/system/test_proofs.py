"""No check of the data without a defect that it names first or alone. `make mutants` counts them with random mutants."""

import mutants
import proofs
import pytest
import table_proofs

from claimhouse.expectations import raw_problems
from claimhouse.plan import load_plan
from claimhouse.seeds import Seed


@pytest.fixture(scope="module")
def loaded():
    return mutants.load()


def test_every_check_of_cells_and_files_names_a_planted_defect(loaded, monkeypatch):
    observations, reference = loaded
    proofs.watch(monkeypatch.setattr)
    tally = proofs.Tally()
    for kind, problems in [*proofs.of_cells(*loaded), *proofs.of_registers(*loaded), *proofs.of_files(), *proofs.of_source(observations)]:
        assert problems, kind
        tally.add(kind, problems)
    assert tally.first.keys() == proofs.checks_of_cells(tally.calls)


def test_every_check_of_tables_names_a_planted_defect(root, warehouse):
    named = dict(table_proofs.of_tables())
    assert all(named.values())
    assert {names[0] for names in named.values()} == table_proofs.names_of(load_plan(root))


def test_every_rule_on_exports_names_a_spoiled_file(warehouse):
    named = dict(proofs.of_exports())
    assert all(len(names) == 1 for names in named.values())
    assert {name for name, in named.values()} == proofs.checks_of_exports()


def test_every_wording_is_needed_by_a_text(loaded):
    assert all(proofs.needed_wordings(loaded[0]).values())


def test_a_rule_that_cannot_run_is_a_problem():
    problems = raw_problems([Seed("x", "x.csv", [{"line": "1"}], [2])])
    assert {problem.column for problem in problems} >= {"qualifier", "obs_status"} and "to run" in problems[0].expected

"""No check of the data without a defect that it names first or alone. `make mutants` counts them with random mutants."""

import mutants
import proofs
import pytest
import table_proofs

from claimhouse.loading.plan import load_plan
from claimhouse.rules import RULES


@pytest.fixture(scope="module")
def loaded():
    return mutants.load()


def test_every_rule_names_a_planted_defect(loaded):
    proven = set()
    for what, rule, problems in [*proofs.all_defects(*loaded), *proofs.of_registers(*loaded)]:
        assert rule in {problem.rule for problem in problems}, (what, rule, problems[:3])
        assert all(str(problem) for problem in problems)
        proven.add(rule)
    assert proven == set(RULES)


def test_every_check_of_tables_names_a_planted_defect(root, warehouse):
    named = dict(table_proofs.of_tables())
    assert all(named.values())
    assert {names[0] for names in named.values()} == table_proofs.names_of(load_plan(root))


def test_every_rule_on_exports_names_a_spoiled_file(warehouse):
    named = dict(proofs.of_exports())
    assert all(len(names) == 1 for names in named.values())
    assert {name for (name,) in named.values()} == proofs.checks_of_exports()

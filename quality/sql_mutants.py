"""Plants one defect at a time into the compiled SQL of the models and notes which checks see it.

`make sql-mutants` writes docs/evidence/SQL_MUTANTS.md. A mutant costs no dbt run: its model and, where its rows differ, what is
built from it are made anew in a transaction over the warehouse of approved.py (the report, the made-up one, its near
misses and the worlds), looked at by the checks, and rolled back. Checks, in the order in which they are asked:

    unit test    the model on the fixtures of models/*/_unit_tests*.yml
    contract     names and types of the columns
    data test    the tests that dbt compiled, with each rule of the mart `checks` by its name
    expectation  the Great Expectations of the published marts
    verdicts     those that rule_cases.txt states for the made-up report, and all computed again by arithmetic.py
    fractions    the interval macros of test_intervals.py and the relations of test_verdicts.py, in exact fractions
    brute force  the random markets of test_concentration.py
    approved     the marts as they stand in tests/approved/: no rule says what is wrong, but the test fails

The interval macros become functions of DuckDB first, so that a defect in one is planted once, as in the file that holds
it, and the SQL of a model is mutated where its author wrote it. Mutants that no input can tell from the sound model
are listed in quality/sql_equivalents.txt with the proof.
"""

import argparse
import contextlib
import fnmatch
import hashlib
import re
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from pathlib import Path

import approved
import arithmetic
import duckdb
import sqlglot
import test_concentration
import test_intervals
import test_verdicts
import yaml
from conftest import ROOT, rendered_macros
from sqlglot import exp
from test_relations import CASES, by_case

from claimhouse.expectations import validate
from claimhouse.loading.plan import load_plan, run_step
from claimhouse.suites import published_rules

SECONDS = 20  # a mutant that runs longer is stopped and not counted

FLIPPED = {exp.LT: exp.GT, exp.GT: exp.LT, exp.LTE: exp.GTE, exp.GTE: exp.LTE, exp.EQ: exp.NEQ, exp.NEQ: exp.EQ}
BOUNDARY = {exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT}
OPPOSITE = {exp.Max: exp.Min, exp.Min: exp.Max, exp.Greatest: exp.Least, exp.Least: exp.Greatest, exp.Floor: exp.Ceil, exp.Ceil: exp.Floor}


# Macros by their parameters, callees first; one with `digits` becomes a function for each number of digits.
MACROS = {
    "outward_low": "x, digits=4",
    "outward_high": "x, digits=4",
    "ratio_low": "a, b, factor=1, digits=4",
    "ratio_high": "a, b, factor=1, digits=4",
    "is_unsigned": "low, high",
    "dividend_low": "a_low, a_high, b_low, b_high",
    "divisor_low": "a_low, a_high, b_low, b_high",
    "dividend_high": "a_low, a_high, b_low, b_high",
    "divisor_high": "a_low, a_high, b_low, b_high",
    "signed_ratio_low": "a_low, a_high, b_low, b_high, factor=1, digits=4",
    "signed_ratio_high": "a_low, a_high, b_low, b_high, factor=1, digits=4",
    "growth_low": "a_low, a_high, b_low, b_high",
    "growth_high": "a_low, a_high, b_low, b_high",
    "cagr_low": "a_low, a_high, b_low, b_high, years",
    "cagr_high": "a_low, a_high, b_low, b_high, years",
    "has_base": "level_low, level_high, growth_low, growth_high",
    "base_low": "level_low, level_high, growth_low, growth_high",
    "base_high": "level_low, level_high, growth_low, growth_high",
    "middle": "low, high",
    "converted_low": "low, rate_low, rate_high",
    "converted_high": "high, rate_low, rate_high",
    "product_of_decimals": "a, b, weight",
    "product_of_doubles": "a, b, weight",
    "weighted_product": "a, b, of_decimals, of_doubles",
    "weighted_low": "a, b, weight",
    "weighted_high": "a, b, weight",
    "is_across_zero": "a_low, a_high, b_low, b_high",
    "left_low": "a_low, a_high, b_low, b_high",
    "right_low": "a_low, a_high, b_low, b_high",
    "left_high": "a_low, a_high, b_low, b_high",
    "right_high": "a_low, a_high, b_low, b_high",
    "sum_side": "x",
    "verdict": "c_low, c_high, s_low, s_high",
    "relative_gap": "c_low, c_high, s_low, s_high",
    "part_sum": "one_end, other_end",
    "cannot_meet": "",
}
COLUMNS = {  # that a macro reads beside its parameters
    "part_sum": ["role", "weight"],
    "cannot_meet": [
        *("comparison", "kind", "marks", "computed_low", "computed_high", "stated_low", "stated_high"),
        *("first_low", "first_high", "second_low", "second_high"),
    ],
}


def function(name, digits):
    """Name of the function that stands for a macro; `digits` as text of a template or a number."""
    return name if "digits" not in MACROS[name] else f"{name}_{4 if digits is None else digits}"


def functions_for_macros(paths):
    """Rewrites the files of the macros so that each renders a call; returns inputs and body of each function by name."""
    texts, functions = {path: path.read_text(encoding="utf-8") for path in paths}, {}
    text = "".join(texts.values())
    parameters = {name: re.findall(r"[a-z_]+", listed) for name, listed in MACROS.items()}
    given = {name: [parameter for parameter in names if parameter != "digits"] for name, names in parameters.items()}
    written = {name: re.search(rf"\{{% macro {name}\(.*?endmacro %\}}", text, flags=re.S)[0] for name in MACROS}

    def calling(names, fresh):
        for name in names:
            arguments = ", ".join([f"{{{{ {parameter} }}}}" for parameter in given[name]] + COLUMNS.get(name, []))
            call = f"{function(name, '{{ digits }}')}({arguments})"
            fresh = fresh.replace(written[name], f"{{% macro {name}({MACROS[name]}) %}}{call}{{% endmacro %}}")
        return fresh

    for name in MACROS:  # one that uses others calls their functions
        real = getattr(rendered_macros(calling(MACROS.keys() - {name}, text)), name)
        for digits in (0, 1, 2, 4, 6) if "digits" in parameters[name] else (None,):
            body = real(*given[name], **({} if digits is None else {"digits": digits}))
            functions[function(name, digits)] = given[name] + COLUMNS.get(name, []), str(body)
    for path, old in texts.items():
        path.write_text(calling(MACROS, old), encoding="utf-8")
    return functions


def changes(node):
    """Class of defect and replacement of a node, for each defect that it can bear; the replacement None removes it."""
    kind = type(node)
    if kind in FLIPPED:
        yield "comparison flipped", FLIPPED[kind](this=node.this.copy(), expression=node.expression.copy())
    if kind in BOUNDARY:
        yield "boundary moved", BOUNDARY[kind](this=node.this.copy(), expression=node.expression.copy())
    if kind is exp.Where:
        parts = list(node.this.flatten()) if isinstance(node.this, exp.And) else [node.this]
        for at in range(len(parts)):
            rest = [part.copy() for n, part in enumerate(parts) if n != at]
            yield "where dropped", exp.Where(this=exp.and_(*rest)) if rest else None
    if kind is exp.Join:
        fresh = node.copy()
        fresh.set("side", None if node.side else "LEFT")
        fresh.set("kind", "INNER" if node.side else None)
        if node.args.get("on"):
            yield "join changed", fresh
            parts = list(node.args["on"].flatten()) if isinstance(node.args["on"], exp.And) else []
            for at in range(len(parts)):
                fresh = node.copy()
                fresh.set("on", exp.and_(*[part.copy() for n, part in enumerate(parts) if n != at]))
                yield "join condition dropped", fresh
    if kind is exp.Div:
        yield "ratio turned over", exp.Div(this=exp.paren(node.expression.copy()), expression=exp.paren(node.this.copy()))
    if kind is exp.Anonymous and node.name.lower().startswith(tuple(MACROS)):
        one, other = ("_low", "_high") if "_low" in node.name else ("_high", "_low")
        if one in node.name:
            yield "bounds swapped", exp.Anonymous(this=node.name.replace(one, other), expressions=[a.copy() for a in node.expressions])
        if len(node.expressions) > 1:
            first, second, *rest = [argument.copy() for argument in node.expressions]
            yield "ratio turned over", exp.Anonymous(this=node.name, expressions=[second, first, *rest])
    if kind is exp.Sub:
        yield "difference turned", exp.paren(exp.Sub(this=exp.paren(node.expression.copy()), expression=exp.paren(node.this.copy())))
    if kind in OPPOSITE:
        yield "max for min", OPPOSITE[kind](**{name: value for name, value in node.copy().args.items()})
    if kind is exp.Coalesce:
        yield "coalesce dropped", node.this.copy()
    if kind in (exp.Lag, exp.Lead):
        fresh = node.copy()
        fresh.set("offset", exp.Literal.number(2))
        yield "window off by one", fresh
    if kind is exp.Ordered and not isinstance(node.parent, exp.Order):
        return
    if kind is exp.Ordered:
        fresh = node.copy()
        fresh.set("desc", not node.args.get("desc"))
        yield "order turned", fresh
    if kind is exp.Window and node.args.get("partition_by"):
        for at in range(len(node.args["partition_by"])):
            fresh = node.copy()
            fresh.args["partition_by"].pop(at)
            yield "partition dropped", fresh
    if kind is exp.Literal and not node.is_string and node.this.isdigit() and not node.find_ancestor(exp.DataType):
        kind = "window off by one" if node.find_ancestor(exp.Window, exp.Qualify) else "constant off by one"
        yield kind, exp.Literal.number(int(node.this) + 1)
    if kind in (exp.And, exp.Or):
        other = exp.Or if kind is exp.And else exp.And
        yield "and for or", exp.paren(other(this=node.this.copy(), expression=node.expression.copy()))
    if kind is exp.Is:
        yield "null test turned", exp.Not(this=node.copy())
    if kind is exp.Case and len(node.args["ifs"]) > 1:
        for at in range(len(node.args["ifs"])):
            fresh = node.copy()
            fresh.args["ifs"].pop(at)
            yield "branch dropped", fresh
    if kind is exp.Column and (name := swapped_side(node.name)):
        yield "bounds swapped", exp.column(name, table=node.table or None)


def swapped_side(name):
    for one, other in (("low", "high"), ("high", "low")):
        if name == one or name.endswith(f"_{one}"):
            return name.removesuffix(one) + other
    return None


def defects(tree):
    """Class, node and replacement of every defect that one statement can bear."""
    for node in tree.walk():
        for kind, replacement in changes(node):
            yield kind, node, replacement


def described(node, replacement):
    """What is replaced by what, for a number or column with what stands around it."""
    after = replacement.sql(dialect="duckdb") if replacement else "nothing"
    around = f" in {node.parent.sql(dialect='duckdb')}" if isinstance(node, exp.Literal | exp.Column) else ""
    return " ".join(f"{node.sql(dialect='duckdb')} -> {after}{around}".split())


def planted(tree, node, replacement):
    """The statement with the defect in place; the tree is as before afterwards."""
    if node is tree:
        return replacement.sql(dialect="duckdb")
    parent, place = node.parent, node.arg_key
    node.replace(replacement)
    sql = tree.sql(dialect="duckdb")
    if replacement:
        replacement.replace(node)
    else:
        parent.set(place, node)
    return sql


def own_rows(sql):
    """The statement of a mart without the names and keys that it is published with."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    if tree.args["from_"].this.alias == "rows":
        tree.set("expressions", [exp.Star()])
        tree.set("joins", [])
    return tree.sql(dialect="duckdb")


class Laboratory:
    """The reports and worlds in one warehouse, every check of it, and what each model is built from."""

    def __init__(self, folder: Path):
        project = approved.copy_project(folder)
        functions = functions_for_macros([project / "macros" / f"{name}.sql" for name in ("interval", "relations")])
        steps = load_plan(project)
        self.connection = duckdb.connect(str(folder / "claimhouse.duckdb"))
        self.models = {
            name: {"kind": "macro", "relation": f"{name}({', '.join(inputs)})", "sql": body, "schema": ""}
            for name, (inputs, body) in functions.items()
        }
        self.macros = list(self.models)
        self.references = duckdb.connect()  # where the checks against fractions and brute force run
        for step in self.models.values():
            for connection in (self.connection, self.references):
                connection.execute(f"create macro {step['relation']} as {step['sql']}")
        for schema in sorted({step["schema"] for step in steps if step["kind"] != "test"}):
            self.connection.execute(f"create schema {schema}")
        for step in steps:
            assert not run_step(self.connection, project, step), step["name"]
        self.models |= {step["name"]: step for step in steps if step["kind"] in ("view", "table")}
        self.tests = [step for step in steps if step["kind"] == "test"]
        for step in [*self.models.values(), *self.tests]:
            step["reads"] = set(re.findall(r'"claimhouse"\."[a-z]+"\."([a-z0-9_]+)"', step["sql"]))
            step["reads"] |= {name for name in functions if f"{name}(" in step["sql"]}
        for name in reversed(self.macros):  # a number of digits that nothing asks for
            if not any(re.search(rf"\b{name}\(", step["sql"]) for step in self.models.values()):
                del self.models[name]
        self.macros = [name for name in self.macros if name in self.models]
        self.approved = {name for name, step in self.models.items() if step["schema"] == "marts"} | {approved.TERMS}
        self.sound = {name: self.signature(step["relation"]) for name, step in self.models.items() if step["kind"] != "macro"}
        self.computed = list(arithmetic.every_relation(self.connection))
        self.suites = {}  # what is expected of the report
        for query, rules in published_rules([row[0] for row in self.rows("select distinct family from marts.observations")]).items():
            table, name = re.search(r"((?:marts|core)\.(\w+))", query).groups()
            self.suites[name] = query.replace(table, f"(from {table} where report_id = 'cai2026') as {name}"), rules
        self.fixtures = self.unit_tests()
        assert approved.record(self.connection) == {path.name: path.read_text(encoding="utf-8") for path in approved.FOLDER.iterdir()}, (
            "the marts are not as approved: make answers"
        )
        found = [failing for name, step in self.models.items() for failing in self.failing_unit_tests(name, step["sql"])]
        assert not found, found
        assert not (found := list(self.failing_checks(self.sound.keys()))), found
        for model in ("ratio_low_6", "int_relation_verdicts", "market_concentration"):
            assert not list(self.failing_references(model, self.models[model]["sql"])), model

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()

    def signature(self, relation):
        return self.rows(f"select count(*), sum(cast(hash(t) as hugeint)) from {relation} as t")

    def unit_tests(self):
        """By model: name, tables that stand for its inputs, and the table of the expected rows with its columns."""
        found = defaultdict(list)
        files = sorted((ROOT / "models").rglob("_unit_tests*.yml"))
        cases = [case for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]]
        for number, case in enumerate(cases):
            model, inputs = self.alias(case["model"]), {}
            for given in case["given"]:
                name = given["input"].removeprefix("ref('").removesuffix("')")
                inputs[name] = self.fixture(f"fixture_{number}_{name}", name, given["rows"])
            expected = self.fixture(f"fixture_{number}", model, case["expect"]["rows"])
            found[model].append((case["name"], inputs, expected, list(case["expect"]["rows"][0]) if case["expect"]["rows"] else ["*"]))
        return found

    def alias(self, model):
        """Name of the table of a model: the one that its file gives it, else that of the model."""
        text = next(ROOT.glob(f"models/*/{model}.sql")).read_text(encoding="utf-8")
        return (re.search(r"alias='(\w+)'", text) or [None, model])[1]

    def fixture(self, table, name, rows):
        schema = self.models[name]["schema"] if name in self.models else "seeds"
        self.connection.execute(f"create temp table {table} as from {schema}.{name} limit 0")
        for row in rows:
            columns = ", ".join(row)
            self.connection.execute(
                f"insert into {table} ({columns}) values ({', '.join('?' * len(row))})",
                [str(cell) if isinstance(cell, float) else cell for cell in row.values()],
            )
        return table

    def killers(self, model, sql):
        """Names of all checks that see the mutant, in the order of the list above; raises duckdb.Error where it does not run."""
        with self.undone():
            yield from self.failing_units(model, sql)
            changed = set(self.rebuilt(model, sql))
            yield from self.failing_checks(changed)
            yield from self.failing_references(model, sql)
            yield from (f"approved {name}" for name in sorted(changed & self.approved))

    def is_killed(self, model, sql):
        """Whether any check sees the mutant: the quick ones first, then the approved record, which needs no further query."""
        with self.undone():
            if any(self.failing_units(model, sql)):
                return True
            changed = set()
            for name in self.rebuilt(model, sql):
                if name in self.approved:
                    return True
                changed.add(name)
            return any(self.failing_checks(changed)) or any(self.failing_references(model, sql))

    @contextlib.contextmanager
    def undone(self):
        guard = threading.Timer(SECONDS, self.connection.interrupt)
        guard.start()
        self.connection.execute("begin")
        try:
            yield
        finally:
            guard.cancel()
            self.connection.execute("rollback")

    def rebuilt(self, model, sql):
        """Builds the mutant and what its rows change; yields the names of the models whose rows or columns are other ones."""
        changed = set()
        for name in self.made_of(model):
            step = self.models[name]
            if name != model and not step["reads"] & changed:
                continue
            self.connection.execute(f"create or replace {step['kind']} {step['relation']} as {sql if name == model else step['sql']}")
            if step["kind"] == "macro":
                changed.add(name)
            elif self.signature(step["relation"]) != self.sound[name] or self.breaks_contract(step):
                changed.add(name)
                yield name

    def made_of(self, model):
        """The model and all that is made of it, each after what it reads: first what leads to the nearest approved table, and so on."""
        needed = {model: {model}}  # of what is made of the model, what else of that it needs
        for name, step in self.models.items():
            if name != model and (read := step["reads"] & needed.keys()):
                needed[name] = {name}.union(*(needed[other] for other in read))
        order = {}
        for goal in [*sorted(self.approved & needed.keys(), key=lambda name: (len(needed[name]), name)), *needed]:
            order |= dict.fromkeys(name for name in needed if name in needed[goal])
        return order

    def breaks_contract(self, step):
        return step["columns"] and [list(column[:2]) for column in self.rows(f"describe {step['relation']}")] != step["columns"]

    def failing_units(self, model, sql):
        if self.models[model]["kind"] != "macro":
            yield from self.failing_unit_tests(model, sql)
            return
        self.connection.execute(f"create or replace macro {self.models[model]['relation']} as {sql}")
        for name, step in self.models.items():
            if model in step["reads"]:
                yield from self.failing_unit_tests(name, step["sql"])

    def failing_unit_tests(self, model, sql):
        for name, inputs, expected, columns in self.fixtures.get(model, []):
            fixed = re.sub(r'"claimhouse"\."[a-z]+"\."([a-z0-9_]+)"', lambda match, inputs=inputs: inputs.get(match[1], match[0]), sql)
            wanted, actual = f"select {', '.join(columns)} from {expected}", f"select {', '.join(columns)} from ({fixed})"
            if self.rows(f"({wanted} except all {actual}) union all ({actual} except all {wanted})"):
                yield f"unit test {name}"

    def failing_checks(self, changed):
        yield from (f"contract of {name}" for name in sorted(changed) if self.breaks_contract(self.models[name]))
        for step in self.tests:
            if not step["reads"] & changed:
                continue
            rows = self.rows(step["sql"])
            if rows and step["name"] == "assert_checks_hold":
                yield from (f"rule {row[0]}" for row in rows)
            elif rows:
                yield f"data test {step['name']}"
        for mart in sorted(changed & self.suites.keys()):
            query, rules = self.suites[mart]
            for result in validate(self.connection.execute(query).df(), rules).results:
                if not result.success:
                    yield f"expectation {mart}.{result.expectation_config.kwargs['column']} {result.expectation_config.type}"
        if "relation_audit" in changed:
            if not self.stated_verdicts_hold():
                yield "verdicts of the made-up report"
            if not self.computed_again(changed):
                yield "verdicts computed again"

    def stated_verdicts_hold(self):
        try:
            found = by_case(self.connection, "made2026", CASES)
        except AssertionError:  # a relation that reaches over several cases
            return False
        return all({verdict for rule, verdict, _ in found[case.number] if rule == case.rule} == case.verdicts for case in CASES)

    def computed_again(self, changed):
        """Terms that are other ones are no news to the arithmetic that reads them, unless the figures changed with them."""
        if changed & {approved.TERMS} and "fct_observation" not in changed:
            return True
        published = {
            (report, name): (verdict, (low, high))
            for report, name, verdict, low, high in self.rows(
                "select report_id, relation_id, verdict, computed_low, computed_high from marts.relation_audit"
            )
        }
        return published.keys() >= {key for key, *_ in self.computed} and all(
            published[key][0] == verdict and (interval is None or arithmetic.encloses(kind, published[key][1], interval))
            for key, kind, interval, verdict in self.computed
        )

    def failing_references(self, model, sql):
        queries = {name: test_verdicts.plain(step["sql"]) for name, step in self.models.items()} | {model: test_verdicts.plain(sql)}
        percents = test_verdicts.sensitivity_percents(ROOT)
        for name, chain, is_wrong in [
            ("fractions of the macros", self.macros, lambda: test_intervals.wrong_macros(self.references, macro_call)),
            ("fractions of the relations", test_verdicts.CHAIN, lambda: test_verdicts.wrong_relations(self.references, queries, percents)),
            ("fractions of the signs", [test_verdicts.SIGNS], lambda: test_verdicts.wrong_signs(self.references, queries)),
            ("fractions of the gaps", [test_verdicts.EXPLAINED], lambda: test_verdicts.wrong_explanations(self.references, queries)),
            ("brute force", test_concentration.CHAIN, lambda: self.concentrates_wrongly(queries)),
        ]:
            if model not in chain and not any(model in self.models[link]["reads"] for link in chain):
                continue
            self.references.execute("begin")
            try:
                if self.models[model]["kind"] == "macro":
                    self.references.execute(f"create or replace macro {self.models[model]['relation']} as {sql}")
                if is_wrong():
                    yield name
            except (duckdb.Error, AssertionError, TypeError, ArithmeticError, LookupError):
                yield name
            finally:
                self.references.execute("rollback")

    def concentrates_wrongly(self, queries):
        queries = queries | {"market_concentration": own_rows(queries["market_concentration"])}
        concentrate = test_concentration.concentration(self.references, queries)
        for test in BRUTE_FORCE:  # each raises where a bound is wrong
            test.hypothesis.inner_test(concentrate, seed=2026)


BRUTE_FORCE = (
    test_concentration.test_every_market_of_a_grid_is_enclosed_and_upper_ends_are_reached,
    test_concentration.test_lower_ends_are_reached_by_a_market_that_fits,
    test_concentration.test_upper_ends_are_those_of_all_subsets,
    test_concentration.test_bounds_enclose_the_true_market_in_order,
)


def macro_call(name, arguments, digits):
    return f"{function(name, digits)}({', '.join(arguments)})"


# Models of sentences, which no arithmetic repeats. They are left out, as are those over all reports, which tests/system/test_editions.py
# holds row by row against reports that this laboratory does not have.
WORDS = (
    "int_observation_words",
    "int_term_words",
    "int_side_words",
    "int_list_names",
    "int_relation_descriptions",
    "int_relation_results",
    "int_relation_statements",
    "int_conflict_words",
)


def trial(limit, named, models=("*",)):
    """Of up to `limit` mutants of each class, in models and macros whose names match one of the patterns: class, name, defect,
    whether it is killed, and for the first `named` of a class every check that sees it.

    The choice is by the hash of what a mutant is, so that a change of one model leaves the mutants of the others.
    """
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(Path(folder))
        drawn, places = defaultdict(list), Counter()
        for name, step in laboratory.models.items():
            if step.get("over_reports") == "all" or name in WORDS or not any(fnmatch.fnmatchcase(name, pattern) for pattern in models):
                continue
            tree = sqlglot.parse_one(step["sql"], dialect="duckdb")
            for kind, *place in defects(tree):
                mutant = (name, kind, described(*place))
                places[mutant] += 1  # the same defect may stand at several places
                drawn[kind].append((hashlib.sha256(f"{mutant} {places[mutant]}".encode()).digest(), mutant, tree, place))
        for kind, mutants in sorted(drawn.items()):
            for number, (_, (name, _, defect), tree, place) in enumerate(sorted(mutants, key=lambda mutant: mutant[0])[:limit]):
                sql = planted(tree, *place)
                try:
                    is_killed = laboratory.is_killed(name, sql)
                    killers = list(laboratory.killers(name, sql)) if is_killed and number < named else []
                except duckdb.Error:
                    continue
                print(f"{'killed  ' if is_killed else 'survived'} {kind}, {name}: {defect[:160]}", flush=True)
                yield kind, name, defect, is_killed, killers


NAMED = 3  # mutants of each class of which every check that sees them is noted


def equivalents():
    """Patterns of model, class and defect of sql_equivalents.txt, each with its reason: a proof that no input tells such a
    mutant or, where it begins with "Missed", what the tests lack."""
    reason = None
    for line in (ROOT / "quality" / "sql_equivalents.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            yield *(part.strip() for part in line.split(" | ")), reason
        elif line and not line.startswith("#"):
            reason = line


def reason_for(kind, model, defect, known):
    return next(
        (
            reason
            for *patterns, reason in known
            if all(
                fnmatch.fnmatchcase(text.replace("[", "("), pattern) for text, pattern in zip((model, kind, defect), patterns, strict=True)
            )
        ),
        None,
    )


def is_proof(reason):
    return reason is not None and not reason.startswith("Missed")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=26, help="mutants of each class (default: 26)")
    parser.add_argument(
        "--model", nargs="+", help="only in models and macros of these names or patterns; prints the page in place of writing it"
    )
    given = parser.parse_args()
    if given.model:
        lines, is_enough = report(list(trial(given.limit, 0, given.model)), given.limit)
        print("\n".join(lines))
    else:
        lines, is_enough = report(list(trial(given.limit, NAMED)), given.limit)
        (ROOT / "docs" / "evidence" / "SQL_MUTANTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if is_enough else 1


def report(results, limit):
    """Lines of docs/evidence/SQL_MUTANTS.md, and whether nine in ten of the mutants that some input could tell are killed."""
    known = list(equivalents())
    tried, killed, proven, first, alone = Counter(), Counter(), Counter(), Counter(), Counter()
    by_reason, named = defaultdict(list), [0, 0]
    for kind, model, defect, is_killed, killers in results:
        reason = None if is_killed else reason_for(kind, model, defect, known) or "Missed: no reason found yet."
        tried[kind] += 1
        killed[kind] += is_killed
        proven[kind] += is_proof(reason)
        line = f"- {kind}, `{model}`: `{defect if len(defect) < 160 else defect[:160] + ' ...'}`"
        if reason:
            by_reason[reason].append(line)
        if killers:
            rules = [killer for killer in killers if not killer.startswith("approved")]
            named[0] += 1
            named[1] += bool(rules)
            first.update(killers[:1])
            alone.update(rules if len(rules) == 1 else [])
    total, dead, same = sum(tried.values()), sum(killed.values()), sum(proven.values())
    lines = [
        "# Mutants of the SQL",
        "",
        f"Written by `make sql-mutants`: up to {limit} defects of each class, one at a time, over all models and macros. A mutant is"
        " killed where a test fails: a unit test, a data test, a rule, a check against exact fractions or brute force, or the approved"
        " record of the marts. Proven ones give the same rows on every input that the other tests let pass; the proofs stand in"
        " `quality/sql_equivalents.txt`.",
        "",
        f"Killed: {dead} of {total} ({dead / total:.1%}); without the {same} proven ones {dead / (total - same):.1%}.",
        "",
        "| defect | planted | killed | proven the same | survived |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {kind} | {tried[kind]} | {killed[kind]} | {proven[kind]} | {tried[kind] - killed[kind] - proven[kind]} |"
            for kind in sorted(tried)
        ),
        f"| all | {total} | {dead} | {same} | {total - dead - same} |",
        "",
        "## Who sees them",
        "",
        f"Of {named[0]} killed mutants, up to {NAMED} of each class, every check that sees them was noted: {named[1]}"
        f" ({named[1] / max(1, named[0]):.1%}) are named by a test that says what is wrong, the others by the approved record alone.",
        "",
        "| check | first to see | the only one but the record |",
        "| --- | ---: | ---: |",
        *(f"| {check} | {first[check]} | {alone[check]} |" for check in sorted(first.keys() | alone.keys())),
    ]
    for title, proofs in (("Survivors", False), ("Proven the same", True)):
        lines += ["", f"## {title}"]
        for reason, found in by_reason.items():
            lines += ["", reason, "", *found] if is_proof(reason) == proofs else []
    return lines, dead >= 0.9 * (total - same)


if __name__ == "__main__":
    sys.exit(main())

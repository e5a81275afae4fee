"""Relations of every kind between random intervals: what int_relation_verdicts and what reads it make of them, in exact fractions.

A relation is a list of terms (role, weight, low, high, printed at least, printed at most, is_approx) in decimal text, None for
an open side. They stand for rows of int_comparable_terms.
"""

import random
import re
from fractions import Fraction

import arithmetic
import duckdb
import yaml

from claimhouse.loading.plan import load_plan

CHAIN = ["int_relation_sides", "int_relation_verdicts"]
SIGNS, EXPLAINED = "int_confirmed_signs", "int_explained_identities"
ORIGINS = ("parts_sum", "subperiods", "metric_identity", "share_triad", "declared")
AMOUNT = "decimal(28, 6)"
TERMS = {
    "report_id": "text",
    "relation_id": "text",
    "origin": "text",
    "kind": "text",
    "comparison": "text",
    "severity": "text",
    "role": "text",
    "weight": AMOUNT,
    "low": AMOUNT,
    "high": AMOUNT,
    "low_margin": AMOUNT,
    "high_margin": AMOUNT,
    "is_missing": "boolean",
    "face_low": AMOUNT,
    "face_high": AMOUNT,
    "marks": "integer",
}
FALLING = {"subtract", "denominator", "whole", "earlier", "share"}  # roles of which the upper end makes the lower one
OF_VALUES = {
    **{name: AMOUNT for name in ("own_low", "own_high", "value_low", "value_high")},
    **{name: "boolean" for name in ("is_above", "is_below", "is_own_above", "is_own_below", "is_forecast")},
}
EMPTY = ("subject_id", "metric_id", "period_id", "unit", "usage_warning", "observation_id", "line")


def random_relations(choose, count):
    for _ in range(count):
        kind = choose.choice(["sum", "sum", *arithmetic.OPERANDS, "portion", "equal", "order", "scope", "date"])
        comparison = choose.choice(["equal", "at_most", "at_least"])
        if kind == "sum":
            terms = [(choose.choice(["add", "add", "subtract"]), choose.choice(["1", "12"])) for _ in range(choose.randint(1, 4))]
        elif kind == "portion":
            terms = [("part", "1"), *[("add", "1")] * choose.randint(1, 3)]
        elif kind in arithmetic.OPERANDS:
            terms = [(role, choose.choice(["1", "0.01"]) if kind in ("product", "ratio") else "1") for role in arithmetic.OPERANDS[kind]]
            terms = [(role, terms[0][1]) for role, _ in terms]
        else:
            terms = [("left", "1")]
        relation = [(role, weight, *interval(choose, kind, role)) for role, weight in terms]
        if kind in (*arithmetic.OPERANDS, "portion") and any(Fraction(low or high) < 0 for _, _, low, high, *_ in relation):
            relation = [(*term[:-1], False) for term in relation]  # which end is left out is not followed through a negative factor
        if choose.random() < 0.9:
            relation.append(("stated", "1", *stated(choose, kind, relation)))
        yield kind, comparison, relation


def products_across_zero(choose, count):
    """Products of a figure with numbers on both sides of zero and one that is such too, so that each end is one of two, or is negative."""
    for _ in range(count):
        weight, highest = choose.choice(["1", "0.01"]), choose.choice([-9, 40])
        factors = [(choose.randint(-9, -1), choose.randint(1, 40)), (choose.randint(-19, -10), choose.randint(-9, highest))]
        relation = [
            (role, weight, text(low), text(high), *[text((low + high) / 2)] * 2, True, False)
            for role, (low, high) in zip(choose.sample(("left", "right"), 2), factors, strict=True)
        ]
        comparison = choose.choice(["equal", "at_most", "at_least"])
        yield "product", comparison, [*relation, ("stated", "1", *stated(choose, "product", relation)[:-1], False)]


def interval(choose, kind, role):
    """Ends, printed numbers and whether they are approximate."""
    if role == "growth":
        low = choose.choice(["-50", "0", "12.5", "31.6", str(choose.randint(1, 900))])
    elif kind in ("sum", "equal", "order", "scope", "date"):
        low = str(choose.randint(-4, 6))
    else:
        low = choose.choice(
            [
                "0",
                str(choose.randint(1, 9)),
                str(choose.randint(-9, -1)),
                f"{-choose.random() * 100:.2f}",
                f"{choose.random() * 100:.2f}",
                f"{choose.random() * 1000:.1f}",
                str(choose.randint(10**6, 10**8)),
            ]
        )
    width = choose.choice([0, 0, 1, "0.05", choose.randint(1, 40)])
    return around(choose, Fraction(low), Fraction(width))


def stated(choose, kind, relation):
    """An interval at an end of what the terms give, where that is whole, or off it by more than rounding."""
    exact = arithmetic.computed(kind, [(role, Fraction(weight), ends(low, high)) for role, weight, low, high, *_ in relation])
    near = next((end for end in choose.sample(exact, 2) if end is not None), Fraction(1))
    if near.denominator > 1 or abs(near) > 10**9 or choose.random() < 0.3:
        factors = [Fraction(9, 10), Fraction(11, 10), 2, *([1] if abs(near) < 10**9 else [])]  # the error of a large product is more than 3
        near = Fraction(round(near * choose.choice(factors) + choose.choice([-3, 3]), 2))
    return around(choose, near, Fraction(choose.choice([0, 0, 1, "0.5"])))


def around(choose, low, width):
    is_open = choose.choice([None, None, None, None, "low", "high"])
    is_approx = is_open is None and choose.random() < 0.5
    value = low + width / 2
    is_strict = is_open is not None and 0 not in (low, low + width) and choose.random() < 0.5
    return (
        None if is_open == "low" else text(low),
        None if is_open == "high" else text(low + width),
        text(value),
        text(value),
        is_approx,
        is_strict,
    )


def text(number):
    return f"{float(number):.6f}"


def ends(low, high):
    return tuple(end if end is None else Fraction(end) for end in (low, high))


def widened(terms, percent):
    """The terms with approximate figures wider by `percent` of what is printed; the warehouse keeps six decimals."""
    for role, weight, low, high, value, _, is_approx, _ in terms:
        by = abs(Fraction(value)) * percent / 100 if is_approx else 0
        yield role, Fraction(weight), tuple(end if end is None else Fraction(end) + side * by for end, side in ((low, -1), (high, 1)))


def wrong_relations(connection, queries, percents):
    """Kinds of relation that the queries of CHAIN, by name, give another interval, verdict or tolerance than exact fractions."""
    relations = [*random_relations(random.Random(2026), 1500), *products_across_zero(random.Random(2029), 100)]
    # two reports use one id for different relations
    terms = [
        (
            f"r{number % 2}",
            str(number // 2),
            "test",
            kind,
            comparison,
            "hard",
            role,
            weight,
            low,
            high,
            *margins(*printed[:3]),
            False,
            *faces(low, high, printed[0]),
            marks(kind, role, low, high, printed[3]),
        )
        for number, (kind, comparison, terms) in enumerate(relations)
        for role, weight, low, high, *printed in terms
    ]
    fill(connection, "int_comparable_terms", TERMS, terms, EMPTY)
    vocabularies(connection)
    for name in CHAIN:
        connection.execute(f"create or replace temp table {name} as {queries[name]}")
    found = connection.execute("""
        select verdict, computed_low, computed_high, survives_percent, holds_only_by_rounding from int_relation_verdicts
        order by cast(relation_id as integer), report_id""").fetchall()
    wrong = set()
    for (verdict, low, high, survives, is_rounding), (kind, comparison, terms) in zip(found, relations, strict=True):
        strict = left_out(kind, terms)
        exact, expected = arithmetic.judged(
            kind, comparison, [(*term[:2], ends(*term[2:4])) for term in as_fractions(terms)], strict, False
        )
        if kind == "product":  # nothing times what has no end is left open
            exact = tuple(None if end == 0 and there is None else end for end, there in zip(exact, (low, high), strict=True))
        if verdict != expected and not is_near(kind, terms) or not arithmetic.encloses(kind, (low, high), exact):
            wrong.add(f"{kind} {expected}")
        elif expected == "contradicted" and survives not in {
            surviving(kind, comparison, terms, percents, step) for step in (0, arithmetic.STEPS.get(kind, 0))
        }:
            wrong.add(f"{kind} widened")
        elif is_rounding not in {
            expected == "consistent" and kind not in ("scope", "date") and apart_at_face(kind, comparison, terms, step)
            for step in (0, arithmetic.STEPS.get(kind, 0))
        }:
            wrong.add(f"{kind} rounding")
    return wrong


def marks(kind, role, low, high, is_strict):
    """What int_relation_terms says of an end that is left out."""
    if not is_strict:
        return 0
    falls = role in FALLING or (kind, role) in (("base", "growth"), ("portion", "add"))
    lower = (low is not None) != falls
    return {True: 4, False: 8}[low is not None] if role == "stated" else 1 if lower else 2


def left_out(kind, terms):
    """Of each term, which ends are left out."""
    return [
        tuple(bool(end is not None and marks(kind, role, low, high, is_strict)) for end in (low, high))
        for role, _, low, high, *_, is_strict in terms
    ]


def faces(low, high, value):
    return (low and value), (high and value)


def apart_at_face(kind, comparison, terms, step):
    """Whether the printed numbers disagree by more than `step`."""
    numbers = [(role, Fraction(weight), ends(*faces(low, high, value))) for role, weight, low, high, value, *_ in terms]
    low, high = arithmetic.computed(kind, numbers)
    there = next(interval for role, _, interval in numbers if role == "stated")
    return not arithmetic.meets(comparison, (low if low is None else low - step, high if high is None else high + step), there)


def vocabularies(connection):
    """The two vocabularies that the models read."""
    connection.execute(
        "create or replace temp table stg_usage_warnings as select * from (values ('heading', 'no'), ('scope_unclear', 'yes'))"
        " as t(usage_warning, is_unclear)"
    )
    connection.execute(
        "create or replace temp table stg_obs_statuses as select * from (values ('A', 'no'), ('F', 'yes')) as t(obs_status, is_forecast)"
    )


def is_near(kind, terms):
    """Whether the operands, as printed or with open ends closed, give the stated end but for the rounding of the warehouse."""
    *operands, (_, _, there) = [(role, weight, ends(low, high)) for role, weight, low, high, *_ in as_fractions(terms)]
    given = [
        arithmetic.computed(kind, [(role, weight, change(interval)) for role, weight, interval in operands])
        for change in (tuple, arithmetic.closed)
    ]
    step = arithmetic.STEPS.get(kind, 0)
    return any(one is not None and other is not None and 0 < abs(one - other) <= step for pair in given for one in pair for other in there)


def margins(value_low, value_high, is_approx):
    """What a tolerance of 100 % adds to each end; the warehouse has 0 for what is not approximate."""
    return (value_low.lstrip("-"), value_high.lstrip("-")) if is_approx else ("0", "0")


def fill(connection, table, columns, rows, empty):
    """Makes a table of the rows; the columns `empty`, which no row has, are NULL."""
    typed = ", ".join(
        f"{name} {kind}" for name, kind in (columns | {name: "integer" if name == "line" else "text" for name in empty}).items()
    )
    connection.execute(f"create or replace temp table {table} ({typed})")
    shape = f"({', '.join('?' * len(columns))})"
    connection.execute(
        f"insert into {table} ({', '.join(columns)}) values {', '.join([shape] * len(rows))}", [cell for row in rows for cell in row]
    )


def as_fractions(terms):
    return [(role, Fraction(weight), *rest) for role, weight, *rest in terms]


def surviving(kind, comparison, terms, percents, step):
    """The greatest percentage at which the relation is still contradicted, its interval wider by `step` on each side."""

    def holds(percent):
        wide = [
            (role, weight, arithmetic.inward(given, strict))
            for (role, weight, given), strict in zip(widened(terms, percent), left_out(kind, terms), strict=True)
        ]
        there = next(ends for role, _, ends in wide if role == "stated")
        low, high = arithmetic.computed(kind, wide)
        return arithmetic.meets(comparison, (low if low is None else low - step, high if high is None else high + step), there)

    return max((percent for percent in percents if not holds(percent)), default=None)


def plain(sql):
    return re.sub(r'"claimhouse"\."[a-z]+"\."([a-z0-9_]+)"', r"\1", sql)


def sensitivity_percents(root):
    return yaml.safe_load((root / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]["sensitivity_percents"]


def wrong_signs(connection, queries):
    """Kinds of relation by which int_confirmed_signs calls a negative figure meant, or does not, unlike exact fractions."""
    choose, terms, figures, expected, doubtful, kinds = random.Random(2027), [], [], set(), set(), {}
    relations = [*random_relations(choose, 4000), *products_across_zero(random.Random(2029), 400)]
    for number, (kind, comparison, relation) in enumerate(one for one in relations if has_negative(one[2])):
        report, relation_id = f"r{number % 2}", str(number // 2)
        given = [(role, Fraction(weight), ends(low, high)) for role, weight, low, high, *_ in with_sum_stated(choose, kind, relation)]
        for at, (role, weight, (low, high)) in enumerate([*given, ("reference", Fraction("0.5"), (Fraction(1), Fraction(1)))]):
            is_constant = low == high and low is not None and choose.random() < 0.2
            name, quantity, marks_of = (
                f"{number}-{at}",
                choose.choice(["money", "count", "percent"]),
                [choose.random() < 0.1 for _ in range(2)],
            )
            terms.append(
                (
                    report,
                    relation_id,
                    kind,
                    comparison,
                    role,
                    *decimals(weight),
                    None if is_constant else name,
                    *decimals(low if is_constant else None),
                )
            )
            if is_constant:
                continue
            figures.append((report, name, *decimals(low, high), not marks_of[0], marks_of[1], quantity))
            kinds[name] = kind
            if any(marks_of) or quantity == "percent" or role == "reference" or not (low if high is None else high) < 0:
                continue
            turned = [*given[:at], (role, weight, arithmetic.scaled((low, high), -1)), *given[at + 1 :]]
            tries = [[holds(kind, comparison, try_of, step) for step in (0, arithmetic.STEPS.get(kind, 0))] for try_of in (given, turned)]
            if any(one != other for one, other in tries):
                doubtful.add(name)
            elif tries[0][0] and tries[1][0] is False:
                expected.add(name)
    columns = {name: TERMS[name] for name in ("report_id", "relation_id", "kind", "comparison", "role", "weight")}
    columns |= {"observation_id": "text", "constant": AMOUNT}
    for place, origin in enumerate(ORIGINS):
        fill(connection, f"rule_{origin}", columns, [term for term in terms if int(term[1]) % len(ORIGINS) == place], [])
    flags = {"is_lead": "boolean", "is_signed": "boolean", "quantity_kind": "text"}
    ids = {"report_id": "text", "observation_id": "text", "bound_low": AMOUNT, "bound_high": AMOUNT}
    fill(connection, "int_lead_observations", ids | flags, figures, [])
    found = {name for (name,) in connection.execute(f"select observation_id from ({queries[SIGNS]})").fetchall()}
    return {kinds[name] for name in (found ^ expected) - doubtful}


def has_negative(relation):
    return any(float(high or low) < 0 for _, _, low, high, *_ in relation)


def has_gap(kind, _, relation):
    return gap_of(kind, [(role, Fraction(weight), ends(low, high)) for role, weight, low, high, *_ in relation], 0) is not None


def with_sum_stated(choose, kind, relation):
    """The relation; in some that are no sum, two parts of a sum in the place of what is stated."""
    if kind in ("sum", "portion") or relation[-1][0] != "stated" or choose.random() < 0.7:
        return relation
    *operands, (_, _, low, high, *printed) = relation
    return [
        *operands,
        ("add", "1", low, high, *printed),
        (choose.choice(["add", "subtract"]), "1", "0", choose.choice(["0", "1", None]), *printed),
    ]


def holds(kind, comparison, terms, step):
    """Whether the terms, their result wider by `step`, meet what is stated; None where one of both has no end."""
    low, high = arithmetic.computed(kind, terms)
    there = arithmetic.stated_by(kind, terms)
    if step and kind in ("product", "grown"):  # nothing times what has no end is left open
        low, high = low or None, high or None
    if (low, high) == (None, None) or there == (None, None):
        return None
    wide = (low if low is None else low - step, high if high is None else high + step)
    return arithmetic.meets(comparison, wide, there)


def wrong_explanations(connection, queries):
    """Kinds of identity that int_explained_identities finds explained, or does not, unlike exact fractions."""
    choose, terms, figures, expected, doubtful, kinds = random.Random(2028), [], [], set(), set(), {}
    for number, (kind, _, relation) in enumerate(one for one in random_relations(choose, 4000) if choose.random() < 0.1 or has_gap(*one)):
        place, severity = (f"r{number % 2}", f"{number // 2}"), choose.choice(["hard", "soft", "soft"])
        given = [(role, Fraction(weight), ends(low, high)) for role, weight, low, high, *_ in relation]
        for at, (role, weight, interval) in enumerate(given):
            terms.append((*place, kind, severity, role, *decimals(weight), f"{number}-{at}"))
            figures.append((*place, f"{number}-{at}", "defined", *decimals(*interval), True))
        gaps = [gap_of(kind, given, step) for step in (0, arithmetic.STEPS.get(kind, 0))]
        near = [end for end in gaps[0] or () if abs(end) < 10**9] or [Fraction(1)]
        for at in range(3):
            low = round(choose.choice([1, -1]) * (choose.choice(near) + choose.choice([0, 0, -1, 1])), 6)
            other = choose.choice([(low, low), (low, low), (low, low + 1), (low - 1, low), (None, low)])
            name, metric, is_lead = f"{number}-other-{at}", choose.choice(["defined", "other", "other", "other"]), choose.random() < 0.9
            figures.append((*place, name, metric, *decimals(*other), is_lead))
            kinds[name] = kind
            answers = {bool(gap) and explains(other, gap) for gap in gaps}
            if severity == "hard" and kind != "sum" or metric == "defined" or not is_lead:
                continue
            (doubtful if len(answers) > 1 else expected if answers == {True} else set()).add(name)
    named = {"report_id": "text", "relation_id": "text", "kind": "text", "severity": "text", "role": "text", "weight": AMOUNT}
    fill(connection, "int_identity_relations", named | {"observation_id": "text"}, terms, [])
    columns = {name: "text" for name in ("report_id", "period_id", "observation_id", "metric_id")}
    columns |= {"bound_low": AMOUNT, "bound_high": AMOUNT, "is_lead": "boolean"}
    fill(connection, "int_lead_observations", columns, figures, ["subject_id", "scope_id", "geography_id", "unit"])
    connection.execute("update int_lead_observations set subject_id = 's', scope_id = '', geography_id = '', unit = 'u'")
    connection.execute("create or replace temp table stg_metric_identities as select 'defined' as metric_id")
    found = {name for (name,) in connection.execute(f"select observation_id from ({queries[EXPLAINED]})").fetchall()}
    return {kinds[name] for name in (found ^ expected) - doubtful}


def gap_of(kind, terms, step):
    """What the result, wider by `step`, differs by from what is stated where both do not meet; None where that is open or they meet."""
    low, high = arithmetic.computed(kind, terms)
    there = arithmetic.stated_by(kind, terms)
    if holds(kind, "equal", terms, step) is not False or None in (low, high, *there):
        return None
    return there[0] - (high + step), there[1] - (low - step)


def explains(other, gap):
    """Whether a figure, with either sign, may be the gap."""
    return None not in other and any(low <= gap[1] and high >= gap[0] for low, high in (other, arithmetic.scaled(other, -1)))


def decimals(*numbers):
    return [number if number is None else f"{float(number):.6f}" for number in numbers]


def test_relations_of_every_kind_are_what_exact_fractions_give(root):
    queries = {step["name"]: plain(step["sql"]) for step in load_plan(root) if step["name"] in CHAIN}
    assert wrong_relations(duckdb.connect(), queries, sensitivity_percents(root)) == set()


def test_signs_and_gaps_are_explained_as_exact_fractions_say(root):
    queries = {step["name"]: plain(step["sql"]) for step in load_plan(root) if step["name"] in (SIGNS, EXPLAINED)}
    assert wrong_signs(duckdb.connect(), queries) == set()
    assert wrong_explanations(duckdb.connect(), queries) == set()


def test_constants_go_before_figures_in_values_and_after_them_in_lines(root):
    """In Python, for dbt's Rust engine runs no unit test of a model with lists."""
    connection = duckdb.connect()
    vocabularies(connection)
    names = ["relation_id", "kind", "severity", "role", "observation_id", "constant", "line", "said"]
    terms = [
        ("figures", "ratio", "hard", "numerator", "a", None, None),
        ("figures", "ratio", "hard", "denominator", "b", None, None),
        ("figures", "ratio", "hard", "stated", "c", None, None),
        ("constants", "count", "hard", "left", None, 7, 40),
        ("constants", "count", "hard", "stated", None, 8, 30),
        ("both", "day", "hard", "left", "a", 7, 40),
        ("both", "day", "hard", "stated", "c", 8, 30),
        ("lacking", "growth", "soft", "later", "a", None, None),
        ("lacking", "growth", "soft", "earlier", None, None, None),
        ("lacking", "growth", "soft", "stated", "a", None, None),
    ]
    fill(
        connection,
        "rule",
        {name: {"constant": AMOUNT, "line": "integer"}.get(name, "text") for name in names} | {"weight": AMOUNT},
        [(*term, None, 1) for term in terms],
        ["report_id", "origin", "comparison", "subject_id", "metric_id", "period_id"],
    )
    fill(
        connection,
        "int_term_values",
        {
            "observation_id": "text",
            "line": "integer",
            "unit": "text",
            "low": AMOUNT,
            "high": AMOUNT,
            "usage_warning": "text",
            "low_margin": AMOUNT,
            "high_margin": AMOUNT,
        }
        | OF_VALUES,
        [
            (*row, *[None] * 4, *[False] * 5)
            for row in (
                ("a", 3, "percent", 1, 2, None, None, None),
                ("b", 2, "CNY", 3, 4, "scope_unclear", None, None),
                ("c", 1, "ratio", 5, 6, None, 0, 0),
            )
        ],
        ["period_id"],
    )
    connection.execute("create temp table int_rounded_sums (report_id text, relation_id text)")
    connection.execute(f"create temp table int_measured_figures (observation_id text, half_step {AMOUNT})")
    steps = {step["name"]: plain(step["sql"]) for step in load_plan(root)}
    values = steps["int_relation_terms"].partition("term_values as (")
    connection.execute(f"create temp view int_comparable_terms as with terms as (from rule), term_values as ({values[2]}")
    found = connection.execute(
        "select relation_id, first_low, first_high, second_low, second_high, stated_low, stated_high, is_soft,"
        " input_unit, stated_unit, lacks_input, own_observation_id, other_observation_id, observation_ids, lines"
        f" from ({steps['int_relation_sides']}) order by relation_id"
    ).fetchall()
    assert found == [
        ("both", 7, 7, None, None, 8, 8, False, "percent", "ratio", False, "a", "c", ["a", "c"], [1, 3]),
        ("constants", 7, 7, None, None, 8, 8, False, None, None, False, None, None, [], [30, 40]),
        ("figures", 1, 2, 3, 4, 5, 6, True, "CNY", "ratio", False, "a", "b", ["a", "b", "c"], [1, 2, 3]),
        ("lacking", 1, 2, None, None, 1, 2, True, "percent", "percent", True, "a", None, ["a"], [3]),
    ]

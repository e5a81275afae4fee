"""What rows of registers and declarations say of each other: terms of relations and identities, circles, lists, units and lines.

Rules of one cell stand in rules.py; what observations break is compared in check/. The message of each is in rules.py too.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from claimhouse.rules import LINES, OPEN_WORDS, ROLES, Problem, problem, skeleton
from claimhouse.seeds import Seed, well_formed

WORD = re.compile(r"[^\W\d_]{5,}")  # long enough that two such words seldom differ in one letter
CIRCLES = 20  # that are named at once
LINE_LISTS = {"named_on", "lines", "further_lines"}
# Columns of one row that name the lower and the upper of two things, of which no chain may come back to its begin.
CHAINS = {
    "subjects": [("subject_id", "parent_subject_id")],
    "scopes": [("scope_id", "parent_scope_id")],
    "geographies": [("geography_id", "parent_geography_id")],
    "periods": [("period_id", "prior_period_id"), ("period_id", "part_of_period_id")],
    "metrics": [("metric_id", f"{of}_metric_id") for of in ("growth_of", "share_of", "ceiling", "complement")],
    "group_members": [("member_id", "group_id")],
    "share_bases": [("part_id", "whole_id")],
    "ratio_levels": [("level_metric_id", "ratio_metric_id")],
}
# Columns of one row that name two things, which differ in one of them at least.
PAIRS = {
    "exchange_rates": [(("from_unit",), ("to_unit",)), (("from_observation_id",), ("to_observation_id",))],
    "home_groups": [(("list_id",), ("group_id",))],
    "asserted_orders": [
        tuple(tuple(f"{end}_{name}" for name in ("subject_id", "scope_id", "period_id")) for end in ("lesser", "greater")),
    ],
    "precedences": [tuple(tuple(f"{end}_{name}" for name in ("subject_id", "metric_id")) for end in ("earlier", "later"))],
}
ANY_NUMBER = {"add", "subtract", "reference"}  # roles that several terms of a relation may play


def declaration_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> list[Problem]:
    """All that rows of the tables `own` are wrong in when they are compared with each other and with those of `reference`."""
    found: list[Problem] = []
    for look in (
        circle_problems,
        pair_problems,
        term_problems,
        identity_problems,
        list_problems,
        unit_problems,
        points_problems,
        constraint_problems,
        line_problems,
        near_words,
    ):
        found += look(reference, own)
    return found


def rows_of(own: dict[str, Seed], name: str) -> Iterable[tuple[dict[str, str], tuple[str, int]]]:
    """The rows of a table that may be absent, each with file and line."""
    return own[name].numbered() if name in own else ()


def sound(own: dict[str, Seed], name: str) -> Iterator[tuple[dict[str, str], tuple[str, int]]]:
    """The same without rows that a rule of cells names, for what is computed with."""
    return ((row, at) for row, at in rows_of(own, name) if well_formed(row))


def circle_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Rows that name themselves as their parent, group, period before or the like, and chains of such rows that come back."""
    for name, chains in CHAINS.items():
        if name not in own:
            continue
        for lower, upper in chains:
            edges = {(row[lower], row[upper]) for row in reference[name].rows if row[upper]}
            circles = {edge: edge[:1] for edge in edges if edge[0] == edge[1]}
            for way in circles_of(edges - circles.keys()):
                circles |= dict.fromkeys(zip(way, way[1:], strict=False), tuple(way[1:]))
            for row, at in own[name].numbered():
                if way := circles.get((row[lower], row[upper])):
                    yield problem("chain_has_an_end", *at, upper, row[upper], way=" - ".join((*way, way[0])))


def circles_of(edges: set[tuple[str, str]]) -> Iterator[list[str]]:
    """Circles among edges, each as the ids along it with the first one again at its end; the first ones of very many."""
    edges = set(edges)
    for _ in range(CIRCLES):
        graph = defaultdict(set)
        for lower, upper in sorted(edges):
            graph[upper].add(lower)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            way = error.args[1]
            yield way
            edges -= set(zip(way, way[1:], strict=False))
        else:
            return


def pair_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Rows that compare a thing with itself."""
    for name, pairs in PAIRS.items():
        for row, at in rows_of(own, name):
            for one, other in pairs:
                if row[one[0]] and [row[column] for column in one] == [row[column] for column in other]:
                    yield problem("pair_differs", *at, other[0], row[other[0]], one=one[0])


def term_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Terms that a declared relation of its kind does not have, or has already, and relations that lack one."""
    relations = {row["relation_id"]: row for row, _ in rows_of(own, "declared_relations")}
    roles, terms = defaultdict(Counter), defaultdict(Counter)
    for row, at in rows_of(own, "declared_terms"):
        relation, role, id = row["relation_id"], row["role"], row["observation_id"]
        kind = relations.get(relation, {}).get("kind")
        if bool(id) == bool(row["constant"]):
            yield problem("term_has_one_value", *at, "observation_id", id)
        roles[relation][role] += 1
        terms[relation][id] += 1
        if kind in ROLES and role not in (*ROLES[kind], "stated", "reference"):
            yield problem("role_is_of_kind", *at, "role", role, kind=kind, roles=", ".join((*ROLES[kind], "stated")))
        elif role not in ANY_NUMBER and roles[relation][role] > 1:
            yield problem("role_is_played_once", *at, "role", role, of=relation)
        elif id and terms[relation][id] > 1:
            yield problem("term_is_named_once", *at, "observation_id", id, of=relation)
    for row, at in rows_of(own, "declared_relations"):
        yield from missing_roles(row["relation_id"], row["kind"], roles[row["relation_id"]], at, "relation_id")
        if roles[row["relation_id"]] and not any(terms[row["relation_id"]].keys()):
            yield problem("term_has_one_value", *at, "relation_id", row["relation_id"])


def missing_roles(id: str, kind: str, played: Counter, at: tuple[str, int], column: str) -> Iterator[Problem]:
    """The problem of a relation or identity in which an operand that its kind needs is not there."""
    needed = ROLES.get(kind, ())
    is_whole = any(played[role] for role in needed) if kind == "sum" else all(played[role] for role in needed)
    if needed and not is_whole:
        words = " or ".join(needed) if kind == "sum" else " and ".join(needed)
        yield problem("relation_has_its_terms", *at, column, id, kind=kind, roles=words)


def identity_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Identities between metrics whose rows disagree on their kind or severity, or lack a role."""
    rows = defaultdict(list)
    for row, at in rows_of(own, "metric_identities"):
        rows[row["identity_id"]].append((row, at))
    for id, found in rows.items():
        first, at = found[0]
        played = Counter(row["role"] for row, _ in found)
        for row, place in found:
            for column in ("kind", "severity"):
                if row[column] != first[column]:
                    yield problem("identity_agrees", *place, column, row[column], other=first[column], line=at[1])
            if row["role"] not in (*ROLES.get(row["kind"], ()), "stated"):
                roles = ", ".join((*ROLES.get(row["kind"], ()), "stated"))
                yield problem("role_is_of_kind", *place, "role", row["role"], kind=row["kind"], roles=roles)
        yield from missing_roles(id, first["kind"], played, at, "identity_id")
        if played["stated"] != 1:
            yield problem("relation_has_its_terms", *at, "identity_id", id, kind=first["kind"], roles="stated, once,")


def list_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Members of lists that no register has. A list may print what is measured nowhere, so that such a name stands for itself; but not one
    that is nearly the id of a subject, nor in a list whose members are looked up: those of a scope, and firms counted by country."""
    if "list_members" not in own:
        return
    registered = {row["subject_id"] for row in reference["subjects"].rows}
    firms = {row["company_id"] for row in reference["companies"].rows if row["home_country"]}
    of_firms = {row["list_id"] for row in reference["home_groups"].rows}
    of_scopes = {row["list_id"] for row in reference["scopes"].rows if row["list_id"]} - of_firms
    nearly = misspellings(registered)
    for row, at in rows_of(own, "list_members"):
        id, of = row["member_id"], row["list_id"]
        if of in of_firms and id not in firms:
            yield problem("member_is_registered", *at, "member_id", id, table="companies with a home_country, by which home_groups counts")
        elif of in of_scopes and id not in registered:
            yield problem("member_is_registered", *at, "member_id", id, table="subjects, whose figures a scope compares")
        elif other := nearly(id):
            yield problem("word_is_distinct", *at, "member_id", id, other=other)


def misspellings(known: Iterable[str]) -> Callable[[str], str]:
    """Of which known word another one may be a misspelling, by one letter too many, too few, other or misplaced in a word of some length,
    by case or separators; empty where it is none, or known itself. Ids with other numbers are others."""
    known = set(known)
    index = {spelling: word for word in sorted(known, reverse=True) for spelling in spellings(word)}
    return lambda word: "" if word in known else next((index[one] for one in spellings(word) if one in index), "")


def spellings(word: str) -> list[str]:
    """The word as it is written without regard to case and separators, and with each letter of its longer words left out."""
    plain = skeleton(word)
    found = [plain]
    for part in WORD.finditer(plain):
        found += [plain[:at] + plain[at + 1 :] for at in range(*part.span())]
    return found


def near_words(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Words of an open vocabulary that are nearly one of those that models and drafts know."""
    for name, seed in own.items():
        for column in seed.rows[0] if seed.rows else ():
            words = OPEN_WORDS.get(f"{name}.{column}") or OPEN_WORDS.get(column)
            if words:
                nearly = functools.cache(misspellings(words))
                for row, at in seed.numbered():
                    if other := nearly(row[column]):
                        yield problem("word_is_distinct", *at, column, row[column], other=other)


def unit_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Units that convert into no unit of their dimension. A currency, which has no fixed rate, names its kind alone."""
    if "units" not in own:
        return
    bases = {row["dimension"] for row in reference["units"].rows if row["factor"] and well_formed(row) and float(row["factor"]) == 1}
    for row, at in sound(own, "units"):
        if row["factor"] and row["dimension"] not in bases:
            yield problem("unit_has_its_base", *at, "dimension", row["dimension"])
        elif row["dimension"] and not row["factor"] and row["dimension"] != row["kind"]:
            yield problem("cell_is_filled", *at, "factor", "")


def points_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Changes in percentage points of what is no rate: an amount grows by percent."""
    kinds = {row["metric_id"]: row["quantity_kind"] for row in reference["metrics"].rows}
    for row, at in sound(own, "metrics"):
        if row["unit"] == "percentage_points" and kinds.get(row["growth_of_metric_id"], "percent") != "percent":
            yield problem("points_are_of_a_rate", *at, "unit", row["unit"], level=row["growth_of_metric_id"])


def constraint_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Constraints of scopes that name nobody for whom they hold."""
    for row, at in rows_of(own, "scope_constraints"):
        if not (row["subject_type"] or row["subject_id"]):
            yield problem("cell_is_filled", *at, "subject_type", "")


def line_problems(reference: dict[str, Seed], own: dict[str, Seed]) -> Iterator[Problem]:
    """Lines that the report does not have."""
    lasts = {row["report_id"]: row["source_lines"] for row in reference["reports"].rows}
    for seed in own.values():
        columns = [column for column in (seed.rows[0] if seed.rows else ()) if column in LINES | LINE_LISTS and column != "source_lines"]
        for row, at in seed.numbered() if columns and "report_id" in seed.rows[0] else ():
            last = lasts.get(row["report_id"], "")
            for column in columns if last.isdecimal() else ():
                if any(line.isdecimal() and int(line) > int(last) for line in row[column].split(";")):
                    yield problem("line_is_in_report", *at, column, row[column], lines=last)

"""The numeric tokens of each line: none is claimed twice, and those observed and excluded are all that the line has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable

from claimhouse.rules import Problem, problem
from claimhouse.seeds import Seed, well_formed

TOKEN = re.compile(r"[0-9][0-9,.]*")


def numbers_in(text: str) -> set[str]:
    return {number.strip(".,") for number in TOKEN.findall(text)}


def period_tokens(observations: list[Seed], reference: dict[str, Seed]) -> dict[tuple[str, str], set[str]]:
    """Numbers of the labels of periods by report and line: tokens excluded as such a label, and those of printed dates."""
    tokens = defaultdict(set)
    for row in reference["excluded_tokens"].rows:
        if row["reason"] == "period_label":
            tokens[row["report_id"], row["line"]].add(row["text"].strip(".,"))
    for row in (row for seed in observations for row in seed.rows if row["unit"] == "date"):
        tokens[row["report_id"], row["line"]].update(numbers_in(row["printed"]))
    return tokens


def token_problems(observations: list[Seed], own: dict[str, Seed]) -> list[Problem]:
    """Tokens that two figures claim, and source lines whose figures are not all there."""
    claimed: dict[tuple, str] = {}
    problems, claims = [], []
    for seed in observations:
        for row, at in seed.numbered():
            if not (row["line"] and well_formed(row)):
                continue
            line, count = (row["report_id"], row["line"]), len(TOKEN.findall(row["printed"])) if row["token"] else 0
            tokens = [(*line, int(row["token"]) + offset) for offset in range(count)]
            for token in tokens:
                if token in claimed and row["token_shared"] != "yes":
                    problems.append(problem("token_is_claimed_once", *at, "token", row["token"], other=claimed[token], token=token[2]))
                claimed.setdefault(token, f"{at[0]}:{at[1]}")
            claims.append((line, tokens))
    return problems + (count_problems(further_observations(claims), own, claimed) if "source_lines" in own else [])


def further_observations(claims: list[tuple[Hashable, Collection[Hashable]]]) -> Counter:
    """Observations of each line without a token of their own: numbers in words, and those that share all their tokens. `claims` are pairs
    of a line and the tokens of one observation. All others are missed by the number of tokens."""
    claimed = Counter(token for _, tokens in claims for token in tokens)
    return Counter(line for line, tokens in claims if all(claimed[token] > 1 for token in tokens))


def count_problems(further: Counter, own: dict[str, Seed], claimed: dict[tuple, str]) -> list[Problem]:
    """Source lines whose figures are not all there: tokens observed and excluded, and observations without a token of their own."""
    tokens = defaultdict(set)
    for report, line, token in claimed:
        tokens[report, line].add(token)
    excluded = own.get("excluded_tokens", Seed("", "", [], []))
    for place, row in enumerate(excluded.rows):
        if place not in excluded.broken:  # a cell rule names the others
            tokens[row["report_id"], row["line"]].add(int(row["token"]))
    problems = []
    seed = own["source_lines"]
    for row, at in seed.numbered():
        found = sorted(tokens.pop((row["report_id"], row["line"]), ()))
        if not row["numeric_tokens"] == str(len(found)) == str(max(found, default=0)):
            problems.append(problem("tokens_are_complete", *at, "numeric_tokens", row["numeric_tokens"], line=row["line"], found=found))
        counted = further.pop((row["report_id"], row["line"]), 0)
        if row["further_observations"] != str(counted):
            counts = {"count": counted, "line": row["line"]}
            problems.append(problem("observations_are_complete", *at, "further_observations", row["further_observations"], **counts))
    accounted = {row["report_id"] for row in seed.rows}
    return problems + [
        problem("line_is_counted", seed.file, 1, "line", line, line=line, report=report)
        for report, line in sorted(tokens.keys() | further.keys())
        if report in accounted
    ]

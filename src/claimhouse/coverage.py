"""Accounts for every numeric token of the source: observed, excluded with a reason, or missing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from claimhouse.check.source import check_source
from claimhouse.check.tokens import TOKEN
from claimhouse.files import text_lines
from claimhouse.seeds import Seed, cell_problems, expected_columns, read_seed

OPEN = "open"  # reason of a token of a drafted figure that waits for its review


def token_hash(tokens: list[str]) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a line's tokens; the text itself is not shipped."""
    return hashlib.sha256(" ".join(tokens).encode()).hexdigest()[:16]


def cover(folder: Path, project: Path, source: Path) -> tuple[list[str], str]:
    """Every token that is missing, claimed twice or wrong, and one line of counts."""
    columns = expected_columns(project)
    problems: list[str] = []
    observations = []
    for path in sorted((folder / "observations").glob("*.csv")):
        seed, found = read_seed(path, folder, columns["observations"])
        observations.append(seed)
        problems += map(str, found + cell_problems(seed))
    reference = {}
    for name in ("source_lines", "excluded_tokens"):
        reference[name], found = read_seed(folder / "reference" / f"{name}.csv", folder, columns[name])
        problems += map(str, found + cell_problems(reference[name]))
    if problems:
        return problems, "not counted: the seeds cannot be read"
    return account(observations, reference, source)


def account(observations: list[Seed], reference: dict[str, Seed], source: Path) -> tuple[list[str], str]:
    """The same of the rows of one report. Tokens are compared by their hashes where there are rows of `source_lines`."""
    problems: list[str] = []
    tokens = {number: TOKEN.findall(line) for number, line in enumerate(text_lines(source), 1)}
    tokens = {number: found for number, found in tokens.items() if found}
    none = Seed("", "", [], [])
    registered = {int(row["line"]): row["token_hash"] for row in reference.get("source_lines", none).rows}
    for number in sorted(tokens.keys() | registered.keys()) if registered else ():
        if registered.get(number) != token_hash(tokens.get(number, [])):
            problems.append(f"line {number}: its tokens differ from source_lines.csv")
    owner: dict[tuple[int, int], str] = {}

    def claim(line: int, token: int, place: str, shared: bool = False) -> None:
        if (line, token) in owner and not shared:
            problems.append(f"line {line}, token {token}: claimed by {place} and by {owner[line, token]}")
        owner.setdefault((line, token), place)

    for seed in observations:
        problems += map(str, check_source([seed], source))
        for row, (file, at) in seed.numbered():
            for offset in range(len(TOKEN.findall(row["printed"])) if row["token"] else 0):
                claim(int(row["line"]), int(row["token"]) + offset, f"{file}:{at}", row["token_shared"] == "yes")
    observed = len(owner)
    excluded = reference.get("excluded_tokens", none)
    for row, (file, at) in excluded.numbered():
        line, token = int(row["line"]), int(row["token"])
        claim(line, token, f"{file}:{at}")
        if tokens.get(line, [])[token - 1 : token] != [row["text"]]:
            problems.append(f"{file}:{at}: text: {row['text']!r}: expected token {token} of line {line}")
    missing = [(line, token) for line, found in tokens.items() for token in range(1, len(found) + 1) if (line, token) not in owner]
    problems += [f"line {line}, token {token}: {tokens[line][token - 1]!r} is neither observed nor excluded" for line, token in missing]
    total, waiting = sum(map(len, tokens.values())), sum(row["reason"] == OPEN for row in excluded.rows)
    summary = f"{total} tokens: {observed} observed, {len(excluded.rows) - waiting} excluded, {len(missing)} missing"
    return problems, summary + (f", {waiting} open until they are reviewed" if waiting else "")

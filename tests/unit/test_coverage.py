import re

from claimhouse.coverage import cover


def counts(summary):
    return [int(number) for number in re.findall(r"[0-9]+", summary)]


def test_every_token_has_one_place(root, source):
    problems, summary = cover(root / "seeds", root, source)
    total, observed, excluded, missing = counts(summary)
    assert total == observed + excluded + missing == 1064
    # figures of families that are not transcribed yet are missing; nothing else may be wrong
    assert len(problems) == missing and all("neither observed nor excluded" in problem for problem in problems)


def test_dropped_row_is_missing(root, seeds, source):
    path = seeds / "reference" / "excluded_tokens.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    before, after = (counts(cover(folder, root, source)[1])[3] for folder in (root / "seeds", seeds))
    assert after == before + 1


def test_doubled_and_wrong_exclusions_are_named(root, seeds, source):
    path = seeds / "reference" / "excluded_tokens.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1], "cai2026,4,1,2026,period_label\n"]), encoding="utf-8")
    problems = cover(seeds, root, source)[0]
    assert any("claimed by" in problem for problem in problems)
    assert any("expected token 1 of line 4" in problem for problem in problems)


def test_published_coverage_adds_up(warehouse):
    row = warehouse.execute(
        "select sum(numeric_tokens), sum(tokens_observed + tokens_excluded + tokens_missing), min(tokens_missing)"
        " from marts.source_coverage"
    ).fetchone()
    assert row[0] == row[1] == 1064 and row[2] >= 0
